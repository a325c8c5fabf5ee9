"""What `hide`, `show`, `remove` and `restore` take away (net.sourceforge.plantuml.classdiagram.command.CommandHideShow*, 1.2026.8)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diagramc.frontends.plantuml.class_.reading import Classifier, Path

if TYPE_CHECKING:
    from diagramc.frontends.plantuml.class_.statements import Statements

_LOOKS = re.compile(
    r"(?:empty\s+)?(?:members?|fields?|attributes?|methods?|circles?|stereotypes?|empty\s+description)\b|.*\b(?:circles?|stereotypes?)\s*$",
    re.IGNORECASE,
)
_PORTION = re.compile(r"(?P<who>.*?)\s*\b(?P<what>members?|fields?|attributes?|methods?)\s*$", re.IGNORECASE)

_MAX_COMMAND = 500
"""The longest command that is looked into."""


class Hiding:
    """Commands about whole classes, in order; those about parts of classes are looks."""

    def __init__(self) -> None:
        self._commands: list[tuple[bool, str]] = []

    def command(self, text: str) -> bool:
        """Note a command; False when it is about looks only."""
        word, _, rest = text.strip().partition(" ")
        rest = rest.strip()
        if len(rest) > _MAX_COMMAND or _LOOKS.match(rest) or _PORTION.match(rest):
            return False
        self._commands.append((word.lower() in ("hide", "remove"), rest))
        return True

    def apply(self, page: Statements) -> None:
        """Take away the classes that are hidden at last, with their relations and notes."""
        gone: dict[Path, None] = {}
        for hides, what in self._commands:
            for path in self._meant(what, page):
                if hides:
                    gone[path] = None
                else:
                    gone.pop(path, None)
        for path in gone:
            page.classifiers.pop(path, None)
        for path in [path for path in page.frames if path in gone]:
            page.frames.pop(path)
        if gone:
            page.connections[:] = [
                connection
                for connection in page.connections
                if connection.left not in gone and connection.right not in gone
            ]
            page.notes.forget(gone)
            names = {"\0".join(path) for path in gone}
            page.hints[:] = [hint for hint in page.hints if not names & set(hint.nodes)]

    def _meant(self, what: str, page: Statements) -> list[Path]:
        if what == "*":
            return list(page.classifiers)
        if what.lower() == "@unlinked":
            linked = {end for connection in page.connections for end in (connection.left, connection.right)}
            return [path for path in page.classifiers if path not in linked]
        if what.startswith("$"):
            return [path for path, made in page.classifiers.items() if what[1:] in made.tags]
        if what.startswith("<<"):
            return [path for path, made in page.classifiers.items() if _wears(made, what)]
        name = what.removeprefix("class ").removeprefix("interface ").strip('"')
        path = page.spaces.existing(name)
        if path is None:
            return []
        inside = (
            [other for other in page.classifiers if other[: len(path)] == path]
            if path in page.frames
            else [path]
        )
        return [*inside, path]


def _wears(made: Classifier, mark: str) -> bool:
    return any(worn.strip("<> ") == mark.strip("<> ") for worn in made.marks)
