"""All statements of a class diagram, in the order in which they are read."""

from __future__ import annotations

from typing import Any

from diagramc.frontends.plantuml.class_.elements import CLASS_KINDS
from diagramc.frontends.plantuml.class_.hiding import Hiding
from diagramc.frontends.plantuml.class_.notes import Notes
from diagramc.frontends.plantuml.class_.reading import Classifier, Reading
from diagramc.frontends.plantuml.class_.relations import Relations
from diagramc.frontends.plantuml.source import LineSource


class Statements(Relations):
    """Actions of the grammar `plantuml/class`."""

    def __init__(self, source: LineSource) -> None:
        super().__init__(source)
        self.notes = Notes(self)
        self.hiding = Hiding()

    # Notes

    def note(self, children: list[Any], start: int, end: int) -> None:
        side = next((item.lower() for item in children[:2] if item.name.endswith("SIDE")), None)
        name = next(
            (
                item
                for item in children[1:]
                if item.name.rpartition("__")[2] in ("NAME", "QUOTED", "MEMBER_NAME")
            ),
            None,
        )
        self.notes.beside(name, side, children[1:], start, end)

    def link_note(self, children: list[Any], start: int, end: int) -> None:
        self.notes.on_link(children[1:], start, end)

    def free_note(self, children: list[Any], start: int, end: int) -> None:
        self.notes.free(children[1:], start, end)

    # Settings

    def hide(self, children: list[Any], start: int, end: int) -> None:
        if not self.hiding.command(children[0]):
            self.only_looks("settings such as `hide` and `show`", start, end)

    def class_setting(self, children: list[Any], start: int, end: int) -> None:
        word = children[0].lower()
        if word.startswith("allow"):
            self.mixing = True
        elif word.startswith("newpage"):
            self.left_out("page breaks", start, end)
        elif word.startswith("import"):
            self.left_out("imports", start, end)
        else:
            self.only_looks(f"settings such as `{word.split()[0]}`", start, end)

    def separator(self, children: list[Any], start: int, end: int) -> None:
        mark = children[0].split()[-1]
        self.spaces.separator = None if mark.lower() == "none" else mark

    # All of it

    def _settle_doubt(self) -> None:
        """A diagram without any class may be one of another kind; if it is not, what is in it becomes classes."""
        kinds = {made.kind for made in self.classifiers.values()}
        if kinds & CLASS_KINDS or (self.connections and None in kinds):
            return
        self.source.doubtful = True
        if self.classifiers:
            return
        for path, frame in list(self.frames.items()):
            if not any(other != path and other[: len(path)] == path for other in self.frames):
                word = "package" if frame.word == "namespace" else frame.word
                self.classifiers[path] = Classifier(
                    path, frame.span, word, frame.label, frame.marks, style=frame.style, target=frame.target
                )
                del self.frames[path]
        if not self.classifiers:
            self.notes.become_classes(self)

    def reading(self) -> Reading:
        """What was said, without what is not to be shown."""
        self.notes.settle(self.connections, self.classifiers)
        self.hiding.apply(self)
        self._settle_doubt()
        return Reading(
            self,
            self.classifiers,
            self.frames,
            self.connections,
            [*self.legends, *self.notes.made()],
            self.hints,
            self.direction,
        )
