"""Notes in class diagrams: beside a class, on the latest relation, or on their own with lines to what they are about."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from diagramc.frontends.lalr import Token
from diagramc.frontends.plantuml.class_.reading import Classifier, Connection, Path
from diagramc.frontends.plantuml.page import unquoted
from diagramc.ir.base import Label, Note, Side

if TYPE_CHECKING:
    from diagramc.frontends.plantuml.class_.statements import Statements

_SIDES: dict[str, Side] = {"left": "left", "right": "right", "top": "top", "bottom": "bottom"}
_ENDS = ("NAME", "QUOTED", "MEMBER_NAME", "LINK", "SIDE")


class Notes:
    """Collects the notes; `page` tells the problems."""

    def __init__(self, page: Statements) -> None:
        self._page = page
        self._made: list[Note] = []
        self._named: dict[str, int] = {}

    def beside(self, name: Token | None, side: str | None, children: list[Any], start: int, end: int) -> None:
        """`note left of NAME`, or beside the class declared last."""
        page = self._page
        target = page.last
        if name is not None:
            code = unquoted(name)
            target, port = self._target(code, name)
            if port:
                page.only_looks("members that notes point at", name.start, name.end)
        if target is None:
            page.error(
                "a note beside nothing",
                start,
                end,
                hint=f"say what it is about: `note {side or 'left'} of NAME`",
            )
            return
        self._add(children, ("\0".join(target),), _SIDES.get(side or "", "right"), start, end)

    def _target(self, code: str, name: Token) -> tuple[Path, str | None]:
        spaces = self._page.spaces
        if "::" in code and spaces.existing(code) is None:
            code, _, port = code.partition("::") if name.name == "MEMBER_NAME" else code.rpartition("::")
            return self._page.known(code, name.start, name.end), port
        return self._page.known(code, name.start, name.end), None

    def on_link(self, children: list[Any], start: int, end: int) -> None:
        """`note on link`: about both ends of the latest relation."""
        if not self._page.connections:
            self._page.error(
                "a note on a link, but there is none", start, end, hint="put it below the relation"
            )
            return
        latest = self._page.connections[-1]
        targets = tuple(dict.fromkeys(("\0".join(latest.left), "\0".join(latest.right))))
        side: Side | None = "right" if len(targets) == 1 else None
        self._add(children, targets, side, start, end)

    def free(self, children: list[Any], start: int, end: int) -> None:
        """`note "text" as NAME` and `note as NAME`."""
        name = next(item for item in children if item.name.rpartition("__")[2] == "NAME")
        self._named[str(name)] = len(self._made)
        self._add(children, (), None, start, end)
        # The name is one that relations may mean.
        self._page.spaces.resolve(str(name), reuse=False)

    def _add(
        self, children: list[Any], targets: tuple[str, ...], side: Side | None, start: int, end: int
    ) -> None:
        text: Label = ""
        for item in children:
            kind = item.name.rpartition("__")[2]
            if kind in ("LABEL", "NOTE_BODY", "NOTE_BRACES"):
                text = self._text(item, kind)
            elif kind == "QUOTED" and not targets:
                text = self._page.label(unquoted(item), item.start, item.end)
            elif kind == "URL":
                self._page.left_out("links in a text", item.start, item.end)
            elif kind not in _ENDS:
                if kind == "COLOR":
                    self._page.style(item)
                self._page.only_looks("colours and stereotypes of notes", item.start, item.end)
        self._made.append(
            Note(text=text, targets=targets, side=side, span=self._page.source.span(start, end))
        )

    def _text(self, item: Token, kind: str) -> Label:
        if kind == "LABEL":
            return self._page.label(item[1:], item.start + 1, item.end)
        body = item.partition("\n")[2].rpartition("\n")[0]
        return self._page.label(body, item.start, item.end, block=True)

    def settle(self, connections: list[Connection], classifiers: dict[Path, Classifier]) -> None:
        """Lines from named notes are what the notes are about, and no relations."""
        kept = []
        for connection in connections:
            ends = (connection.left, connection.right)
            notes = [self._named.get(path[-1]) if self._is_note(path, classifiers) else None for path in ends]
            if notes[0] is None and notes[1] is None:
                kept.append(connection)
            for note, other in ((notes[0], 1), (notes[1], 0)):
                if note is not None and notes[other] is None:
                    target = "\0".join(ends[other])
                    made = self._made[note]
                    self._made[note] = replace(made, targets=tuple(dict.fromkeys((*made.targets, target))))
        connections[:] = kept
        for path in [path for path in classifiers if self._is_note(path, classifiers)]:
            del classifiers[path]
        # A note about one element stands beside it: on the right, as PlantUML says when nothing else is said.
        self._made = [
            replace(note, side="right") if len(note.targets) == 1 and note.side is None else note
            for note in self._made
        ]

    def _is_note(self, path: Path, classifiers: dict[Path, Classifier]) -> bool:
        return path[-1] in self._named and (path not in classifiers or classifiers[path].kind is None)

    def forget(self, gone: Container[Path]) -> None:
        """Drop what is about classes that are taken away."""
        kept = []
        for note in self._made:
            targets = tuple(name for name in note.targets if tuple(name.split("\0")) not in gone)
            if targets or not note.targets:
                kept.append(replace(note, targets=targets))
        self._made = kept

    def become_classes(self, page: Statements) -> None:
        """A diagram of nothing but notes: they are what is drawn."""
        for number, note in enumerate([*self._made, *page.legends], 1):
            path: Path = (f"note{number}",)
            page.classifiers[path] = Classifier(path, note.span or page.source.span(0, 1), "note", note.text)
        self._made = []
        page.legends.clear()

    def made(self) -> list[Note]:
        """The notes in order."""
        return self._made
