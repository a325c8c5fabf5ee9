"""Reference images: `PATH:DESCRIPTION` or `https://…:DESCRIPTION`, checked before any traffic."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from diagramc.diagnostics import Diagnostic, diagnose, suggest
from diagramc.endpoints import is_address

MAX_REFERENCES = 5
MAX_REFERENCE = 50 * 1024 * 1024
"""The largest reference file, in bytes."""
MAX_URL = 2048
MAX_LISTED = 2000
"""The most names of a folder that are looked at for a `did you mean`."""

_MAGIC = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))


class Reference(NamedTuple):
    """An image to go by: a file to upload, or an address to pass on; and what it shows."""

    description: str
    path: Path | None = None
    url: str | None = None
    media_type: str = ""


def read_references(
    given: Iterable[str | tuple[str | Path, str]],
) -> tuple[tuple[Reference, ...], list[Diagnostic]]:
    """The references and every problem with them. A pair is a path or address and its description."""
    references: list[Reference] = []
    problems: list[Diagnostic] = []
    number = 0
    for number, item in enumerate(given, 1):
        if number > MAX_REFERENCES:
            break
        found = _split(item) if isinstance(item, str) else _pair(str(item[0]), item[1])
        if isinstance(found, Reference):
            references.append(found)
        else:
            problems.append(found)
    if number > MAX_REFERENCES:
        problems.append(diagnose("remote.references", f"more than {MAX_REFERENCES} references"))
    return tuple(references), problems


def _split(text: str) -> Reference | Diagnostic:
    """Split at the last colon that leaves a readable file or an address, so that both may hold colons."""
    for place in reversed([match.start() for match in re.finditer(":", text)]):
        source, description = text[:place], text[place + 1 :]
        if _is_url(source):
            if _is_port(source, description):
                continue
            return _pair(source, description)
        if _is_file(source):
            return _pair(source, description)
    if _is_url(text) or _is_file(text):
        return _problem(text, "has no description")
    source = text.rpartition(":")[0] or text
    if source.startswith("http://"):
        return _problem(source, "is not an https address")
    return _pair(source, "?")


def _pair(source: str, description: str) -> Reference | Diagnostic:
    words = description.strip()
    if not source:
        return _problem(source, "names no file")
    if not words:
        return _problem(source, "has no description")
    if _is_url(source):
        return Reference(words, url=source)
    if "://" in source:
        return _problem(source, "is not an https address")
    path = Path(os.path.expanduser(source))
    found = _media_type(path)
    return found if isinstance(found, Diagnostic) else Reference(words, path=path, media_type=found)


def _media_type(path: Path) -> str | Diagnostic:
    """The type of an image file, by its first bytes; or what is wrong with the file."""
    try:
        if path.is_dir():
            return _problem(str(path), "is a folder")
        if not path.exists():
            return _problem(str(path), f"does not exist{_near(path)}")
        if not path.is_file():
            return _problem(str(path), "is not a file")
        with open(path, "rb") as file:
            begins = file.read(12)
            size = os.fstat(file.fileno()).st_size
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "not a path"
        return _problem(str(path), f"cannot be read: {why.lower()}")
    if size > MAX_REFERENCE:
        return _problem(str(path), f"has {size:,} bytes; the limit is {MAX_REFERENCE:,}")
    for magic, media_type in _MAGIC:
        if begins.startswith(magic):
            return media_type
    if begins[:4] == b"RIFF" and begins[8:12] == b"WEBP":
        return "image/webp"
    return _problem(str(path), "is not a PNG, JPEG or WebP image")


def _near(path: Path) -> str:
    try:
        with os.scandir(path.parent) as entries:
            names = [entry.name for entry, _ in zip(entries, range(MAX_LISTED), strict=False)]
    except OSError:
        return ""
    close = suggest(path.name, sorted(names))
    return f"; did you mean {close}?" if close else ""


def _is_file(source: str) -> bool:
    try:
        return bool(source) and os.path.isfile(os.path.expanduser(source))
    except (OSError, ValueError):
        return False


def _is_url(source: str) -> bool:
    return source.startswith("https://") and len(source) <= MAX_URL and is_address(source)


def _is_port(source: str, rest: str) -> bool:
    """Whether the colon after `https://host` begins a port, not a description."""
    return "/" not in source[len("https://") :] and re.match(r"\d{1,5}(/|:|$)", rest) is not None


def _problem(source: str, what: str) -> Diagnostic:
    return diagnose("remote.reference", f"reference {source[:200]!r} {what}")
