"""Namespaces: which are open, what is in them, and the packages that they become."""

from __future__ import annotations

from collections.abc import Iterable

from diagramc.frontends.lalr import Token
from diagramc.frontends.mermaid.class_.drafts import Name
from diagramc.frontends.mermaid.mistakes import MAX_NESTING
from diagramc.frontends.source import Source
from diagramc.ir.base import Note
from diagramc.ir.class_ import Package


class Namespaces:
    """The namespaces of a diagram, by their full names. Mistakes go to the source."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._packages: dict[str, Package] = {}
        self._open: list[tuple[str, Token]] = []
        self._filled: set[str] = set()
        self._too_deep = False

    @property
    def current(self) -> str | None:
        """The innermost that is open; None outside of all."""
        return self._open[-1][0] or None if self._open else None

    def fill(self) -> str | None:
        """The innermost that is open, in which there is something now."""
        if self.current:
            self._filled.add(self.current)
        return self.current

    def begin(self, keyword: Token, name: Name, said: str | None) -> None:
        """Open `A.B`; the ones before the dots are made as well."""
        parent = self.fill()
        depth = (parent.count(".") + 1 if parent else 0) + name.id.count(".") + 1
        if depth > MAX_NESTING:
            if not self._too_deep:
                self._too_deep = True
                message = f"namespaces are nested more than {MAX_NESTING} deep"
                self._source.report("parse.too-large", message, keyword.start, keyword.end)
            # What stands in it is read as if it stood outside: one remark is enough.
            self._open.append(("", keyword))
            return
        *outer, last = name.id.split(".")
        for part in outer:
            parent = self._make(part, parent, None, keyword, name)
        self._open.append((self._make(last, parent, said, keyword, name), keyword))

    def _make(self, part: str, parent: str | None, said: str | None, keyword: Token, name: Name) -> str:
        id = f"{parent}.{part}" if parent else part
        known = self._packages.get(id)
        if known is None or said:
            span = known.span if known else self._source.span(keyword.start, name.end)
            self._packages[id] = Package(id=id, label=said or part, parent=parent, span=span)
        if parent:
            self._filled.add(parent)
        return id

    def end(self, start: int, end: int) -> None:
        """Close the innermost at a brace."""
        if not self._open:
            hint = "remove it, or write the `namespace` that it closes"
            self._source.report("parse.block", "this `}` closes nothing", start, end, hint=hint)
            return
        id, _ = self._open.pop()
        if id and id not in self._filled:
            message = f"there is nothing in the namespace `{id}`"
            hint = "declare a class in it, or leave it out"
            self._source.report("parse.block", message, start, end, hint=hint)

    def check_outside(self, start: int, end: int) -> None:
        """Report a statement that cannot stand in a namespace, where one is open."""
        if self._open:
            id, token = self._open[-1]
            line = self._source.span(token.start, token.end).line
            message = (
                f"a namespace holds only classes, namespaces and notes; `{id}` of line {line} is still open"
            )
            hint = "write this behind the closing brace of the namespace"
            self._source.report("parse.block", message, start, end, hint=hint)

    def check_closed(self) -> None:
        """Report those that are still open at the end of the text."""
        stop = len(self._source.text.rstrip())
        for id, token in self._open:
            line = self._source.span(token.start, token.end).line
            message = f"the namespace `{id}` of line {line} is not closed"
            hint = "close it with `}` in a line of its own"
            self._source.report("parse.block", message, max(0, stop - 1), stop, hint=hint)

    def ids(self, classes: Iterable[str]) -> dict[str, str]:
        """The id of each package: a class and a namespace may have one name in Mermaid, not in the IR."""
        taken = set(classes)
        found: dict[str, str] = {}
        for id, item in self._packages.items():
            parent = found.get(item.parent or "")
            name = f"{parent}.{id.rpartition('.')[2]}" if parent else id
            while name in taken:
                name += "_"
            taken.add(name)
            found[id] = name
        return found

    def packages(self, ids: dict[str, str]) -> list[Package]:
        """The packages, with their ids from `ids`."""
        return [
            Package(
                id=ids[item.id],
                label=item.label,
                parent=ids[item.parent] if item.parent else None,
                span=item.span,
            )
            for item in self._packages.values()
        ]


def place_notes(
    inside: Iterable[tuple[str, Note]], ids: dict[str, str], packages: Iterable[Package]
) -> list[Note]:
    """The notes in namespaces, each with the name of its own, in the order of the packages."""
    places = {package.id: place for place, package in enumerate(packages)}
    notes = [Note(text=note.text, targets=(ids[name],), span=note.span) for name, note in inside]
    return sorted(notes, key=lambda note: places[note.targets[0]])
