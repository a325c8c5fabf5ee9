"""What `!include` may read: files inside the folders that the user named, and nothing else."""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from diagramc.frontends.plantuml.preprocess.lines import Line

MAX_FILE = 1_000_000
"""The largest file that is included, in bytes."""
KNOWN = re.compile(r"(?:\A|/)(C4(?:_\w+)?)(?:\.puml|\.iuml)?\Z", re.IGNORECASE)
"""The C4 library, wherever it is said to lie: its macros are known without it."""


class Target(enum.Enum):
    """What an `!include` names."""

    LIBRARY = enum.auto()
    SEQUENCE_LIBRARY = enum.auto()
    UNKNOWN_LIBRARY = enum.auto()
    URL = enum.auto()
    FILE = enum.auto()
    FORBIDDEN = enum.auto()


class Includes(Protocol):
    """Reads files on behalf of a source."""

    def read(self, name: str) -> Sequence[Line] | str:
        """The lines of a file, or what is wrong with it in words."""


def classify(target: str, includes: Includes | None) -> tuple[Target, str]:
    """What an include names, and by which name."""
    target = target.strip().strip('"')
    standard = re.fullmatch(r"<(.*)>", target)
    name = standard[1] if standard else target
    known = KNOWN.search(name)
    if known:
        sequence = known[1].lower() == "c4_sequence"
        return (Target.SEQUENCE_LIBRARY if sequence else Target.LIBRARY), "C4"
    if standard:
        return Target.UNKNOWN_LIBRARY, name
    if re.match(r"[a-z][a-z0-9+.-]*://", name, re.IGNORECASE):
        return Target.URL, name
    return (Target.FORBIDDEN if includes is None else Target.FILE), name


class Folders:
    """Some folders, with what is below them; the first that has a file answers."""

    def __init__(self, roots: Sequence[Path]) -> None:
        self._roots = [root.resolve() for root in roots]

    def _path(self, name: str) -> Path | None:
        """The file of this name, links followed; None when that is outside the folders or no file."""
        for root in self._roots:
            try:
                path = (root / name.split("!")[0]).resolve()
                if path.is_relative_to(root) and path.is_file():
                    return path
            except (OSError, ValueError):
                continue
        return None

    def read(self, name: str) -> Sequence[Line] | str:
        """The lines between `@start…` and `@end…`, or of the whole file when it has none."""
        path = self._path(name)
        if path is None:
            return f"there is no file {name} in the folders that may be included from"
        try:
            with path.open("rb") as file:
                data = file.read(MAX_FILE + 1)
        except OSError as problem:
            return f"{name} cannot be read: {problem.strerror}"
        if len(data) > MAX_FILE:
            return f"{name} is larger than {MAX_FILE:,} bytes"
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return f"{name} is not UTF-8 text"
        lines = [Line(line, name, number) for number, line in enumerate(text.splitlines(), 1)]
        starts = [at for at, line in enumerate(lines) if line.text.lstrip().startswith("@start")]
        if starts:
            lines = lines[starts[0] + 1 :]
            ends = [at for at, line in enumerate(lines) if line.text.lstrip().startswith("@end")]
            lines = lines[: ends[0]] if ends else lines
        return lines
