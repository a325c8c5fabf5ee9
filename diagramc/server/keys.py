"""Who may use a server: keys, kept as hashes in a file of lines `NAME sha256:HEX`.

A key is 256 random bits, so nobody can guess it from its hash, however fast the hash is; a slow one (scrypt) protects passwords
that people choose, and would only let strangers keep the server busy with wrong keys.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import time
from pathlib import Path

from diagramc.diagnostics import Diagnostic, Span, diagnose
from diagramc.errors import UsageError
from diagramc.files import write_atomically

MAX_FILE = 1_000_000
"""The largest file of keys, in bytes."""
CHECK_EVERY = 1.0
"""The file is looked at once in so many seconds, so that a removed key stops working."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
_LINE = re.compile(rf"({_NAME.pattern})\s+sha256:([0-9a-f]{{64}})")


def hash_key(key: str) -> str:
    """A key's hash, as the file has it (SHA-256, hex)."""
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()


def read_keys(path: Path) -> dict[str, str]:
    """Names by hash. UsageError with every line that is wrong, when the file cannot be read, or when it holds no key."""
    try:
        with open(path, "rb") as file:
            text = file.read(MAX_FILE).decode("utf-8", "replace")
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise UsageError(diagnostics=[diagnose("serve.keys", f"cannot read {path}: {reason}")]) from None
    names: dict[str, str] = {}
    problems: list[Diagnostic] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = _LINE.fullmatch(line.strip())
        if found is None:
            # The line itself is not shown: it may be a key that somebody put there as it is.
            span = Span(file=str(path), line=number, length=len(line))
            problems.append(diagnose("serve.keys", "this is not NAME sha256:HEX", span=span))
        else:
            names[found[2]] = found[1]
    if problems:
        raise UsageError(diagnostics=problems)
    if not names:
        raise UsageError(diagnostics=[diagnose("serve.keys", f"there is no key in {path}")])
    return names


def add_key(path: Path, name: str) -> str:
    """Make a key, keep its hash in the file, and answer the key: it is nowhere else. UsageError for a name that is taken or odd."""
    if not _NAME.fullmatch(name):
        message = f"{name[:64]!r} cannot be the name of a key"
        hint = "use up to 64 letters, digits and . _ @ -, a letter or digit first"
        raise UsageError(diagnostics=[diagnose("serve.keys", message, hint=hint)])
    exists = path.exists() and path.stat().st_size > 0
    if exists and name in read_keys(path).values():
        message = f"{path} has a key of the name {name} already"
        raise UsageError(
            diagnostics=[diagnose("serve.keys", message, hint="remove its line first, or take another name")]
        )
    key = "dpct_" + secrets.token_urlsafe(32)
    before = path.read_bytes() if exists else b""
    joint = b"" if not before or before.endswith(b"\n") else b"\n"
    write_atomically(path, before + joint + f"{name} sha256:{hash_key(key)}\n".encode(), mode=0o600)
    return key


class Keys:
    """The keys of a running server. Without a file everybody is let in, under the name "".

    A file that becomes unusable while the server runs leaves the keys as they were.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._names = read_keys(path) if path is not None else {}
        self._stamp = self._stat()
        self._checked = time.monotonic()

    @property
    def required(self) -> bool:
        """Whether a key is needed."""
        return self._path is not None

    def __len__(self) -> int:
        return len(self._names)

    def owner(self, key: str) -> str | None:
        """The name of a key, None when it is not one of ours."""
        if self._path is None:
            return ""
        self._refresh()
        return self._names.get(hash_key(key))

    def _stat(self) -> tuple[int, int, int] | None:
        if self._path is None:
            return None
        try:
            status = os.stat(self._path)
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size, status.st_ino

    def _refresh(self) -> None:
        now = time.monotonic()
        if now - self._checked < CHECK_EVERY or self._path is None:
            return
        self._checked = now
        stamp = self._stat()
        if stamp is None or stamp == self._stamp:
            return
        try:
            self._names = read_keys(self._path)
        except UsageError:
            return
        self._stamp = stamp
