"""A content-addressed store of what was compiled: one for the command line, docs builds and Python.

An entry's key is a hash of all that changes its content, so that an entry is never stale. Entries are written to a temporary
file and renamed, and carry a checksum: a killed build or a bad disk leaves no entry that is used. Past its limit the store
drops what was used the longest time ago.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from diagramc.errors import OutputError

LIMIT = 512 * 1024 * 1024
"""How many bytes a store may take, unless it is told otherwise."""
_MARK = b"diagramc-cache-1\n"
_CHECKSUM = 32
_CHECK_EVERY = 64
"""Once in so many writes a store looks whether it keeps to its limit."""
_MEASURE_EVERY = 64 * _CHECK_EVERY
"""Once in so many writes it is measured anew: others may write to it too. Listing thousands of entries takes longer than a compilation."""
_ROOM = 0.9
"""What is left of the limit when entries are dropped, so that this is not done for each write to a full store."""


class Usage(NamedTuple):
    """What a store holds: entries, and bytes on disk."""

    entries: int
    size: int


def default_folder(environ: Mapping[str, str]) -> Path:
    """Where the store is: `DIAGRAMC_CACHE`, else `diagramc` in the platform's folder for caches."""
    named = environ.get("DIAGRAMC_CACHE", "").strip()
    if named:
        return Path(named).expanduser()
    if sys.platform == "win32":
        base = environ.get("LOCALAPPDATA", "").strip() or "~/AppData/Local"
    elif sys.platform == "darwin":
        base = "~/Library/Caches"
    else:
        base = environ.get("XDG_CACHE_HOME", "").strip() or "~/.cache"
    return Path(base).expanduser() / "diagramc"


def make_key(*parts: str | bytes) -> str:
    """A key for all that the content depends on, in order (SHA-256, hex). Different lists of parts have different keys."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


class Cache:
    """The store in a folder, which need not exist yet. A store that cannot be written is one that never hits."""

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        self.folder = folder
        self.limit = limit
        self._writes = 0
        self._size: int | None = None
        """What the store took when it was measured, and what was written since; None before the first time."""

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key[2:]

    def get(self, key: str) -> bytes | None:
        """The content of an entry; None when there is none, or when it is damaged (it is removed then)."""
        path = self._path(key)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        head = len(_MARK) + _CHECKSUM
        content = data[head:]
        if data[:head] != _MARK + hashlib.sha256(content).digest():
            with contextlib.suppress(OSError):
                path.unlink()
            return None
        with contextlib.suppress(OSError):
            os.utime(path)  # the time of last use decides what is dropped first
        return content

    def put(self, key: str, content: bytes) -> None:
        """Keep a content. When that fails (a full disk, a folder that may not be written) nothing is kept, and nothing is said."""
        path = self._path(key)
        temporary = ""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(_MARK + hashlib.sha256(content).digest() + content)
            os.replace(temporary, path)
            temporary = ""
        except OSError:
            return
        finally:
            if temporary:
                with contextlib.suppress(OSError):
                    os.unlink(temporary)
        self._writes += 1
        if self._size is not None:
            self._size += len(content)
        if self._writes % _CHECK_EVERY == 0:
            self._keep_to_limit()

    def _keep_to_limit(self) -> None:
        if self._size is None or self._size > self.limit or self._writes % _MEASURE_EVERY == 0:
            self._size = self.usage().size
        if self._size > self.limit:
            self.prune(int(self.limit * _ROOM))
            self._size = None

    def usage(self) -> Usage:
        """How many entries there are, and how many bytes they take."""
        entries = size = 0
        for _, status in self._entries():
            entries, size = entries + 1, size + status.st_size
        return Usage(entries, size)

    def prune(self, limit: int | None = None) -> Usage:
        """Drop the entries that were used the longest time ago until the rest fits; answers what was dropped."""
        room = self.limit if limit is None else limit
        dropped = freed = 0
        for path, status in sorted(self._entries(), key=lambda e: (-e[1].st_mtime_ns, e[0])):
            if status.st_size <= room:
                room -= status.st_size
                continue
            room = 0
            with contextlib.suppress(OSError):
                path.unlink()
                dropped, freed = dropped + 1, freed + status.st_size
        return Usage(dropped, freed)

    def clear(self) -> Usage:
        """Remove every entry, and what interrupted writes left; answers what was removed. OutputError when that fails."""
        entries = freed = 0
        try:
            for path, status in list(self._entries(partial=True)):
                path.unlink(missing_ok=True)
                entries, freed = entries + 1, freed + status.st_size
        except OSError as error:
            raise OutputError(f"cannot clear {self.folder}: {error.strerror}") from None
        return Usage(entries, freed)

    def _entries(self, *, partial: bool = False) -> Iterator[tuple[Path, os.stat_result]]:
        """The files of the store; only those that it named itself, whatever else is in the folder."""
        for folder in sorted(self.folder.glob("[0-9a-f][0-9a-f]")):
            with contextlib.suppress(OSError):
                for path in sorted(folder.iterdir()):
                    whole = len(path.name) == 62 and set(path.name) <= set("0123456789abcdef")
                    if whole or (partial and path.name.startswith(".") and path.name.endswith(".part")):
                        with contextlib.suppress(OSError):
                            yield path, path.stat()
