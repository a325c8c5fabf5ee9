"""What class and entity-relationship diagrams build alike: ids, packages, classes of looks, notes, hints."""

from __future__ import annotations

from typing import Any, TypeVar

from msgspec.structs import replace

from diagramc.frontends.plantuml.class_.namespaces import path_ids
from diagramc.frontends.plantuml.class_.reading import SHAPES, Classifier, Frame, Path, Reading
from diagramc.frontends.plantuml.names import Stereotypes, worn_styles
from diagramc.frontends.plantuml.page import with_style
from diagramc.frontends.plantuml.text import Target, split_tooltip
from diagramc.ir.base import Group, Hint, Link, Node, Note

N = TypeVar("N", bound=Node)
G = TypeVar("G", bound=Group)


class Graph:
    """Turns the elements of a reading into the IR's."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._ids = path_ids([*reading.classifiers, *reading.frames])
        self._marks = {
            path: Stereotypes(made.marks, reading.page.sheet) for path, made in reading.classifiers.items()
        }
        self._frame_marks = {
            path: Stereotypes(frame.marks, reading.page.sheet) for path, frame in reading.frames.items()
        }
        worn = (
            name for marks in (*self._marks.values(), *self._frame_marks.values()) for name in marks.classes
        )
        self.styles, self._names = worn_styles(reading.page.sheet, worn)

    def id(self, path: Path) -> str:
        """The id of an element."""
        return self._ids[path]

    def group_of(self, path: Path) -> str | None:
        """The id of the package that an element is in."""
        for length in range(len(path) - 1, 0, -1):
            if path[:length] in self._reading.frames:
                return self._ids[path[:length]]
        return None

    def marks(self, made: Classifier) -> Stereotypes:
        """The stereotypes of a classifier."""
        return self._marks[made.path]

    def classes(self, marks: Stereotypes) -> tuple[str, ...]:
        """The style classes that stereotypes stand for."""
        return tuple(self._names[name] for name in marks.classes)

    def link(self, target: Target | None) -> Link | None:
        """Where a link of an element leads."""
        return self._reading.page.link((target,)) if target else None

    def group(self, frame: Frame, kind: type[G]) -> G:
        """A package."""
        marks = self._frame_marks[frame.path]
        marks.words[:] = [
            word
            for word in dict.fromkeys(marks.words)
            if word.lower() not in SHAPES and word not in marks.classes
        ]
        tooltip, description = split_tooltip(frame.target.tooltip if frame.target else None)
        return kind(
            id=self.id(frame.path),
            label=marks.labelled(frame.label),
            parent=self.group_of(frame.path),
            classes=self.classes(marks),
            style=with_style(marks.style, frame.style),
            link=self.link(frame.target),
            tooltip=tooltip,
            description=description,
            span=frame.span,
        )

    def placed(self, nodes: dict[Path, N], groups: dict[Path, G]) -> tuple[list[N], list[G]]:
        """Nodes and packages in the order in which a text has them that writes those of a package together."""
        from diagramc.targets.nesting import nest

        by_id: dict[str, Any] = {
            **{node.id: node for node in nodes.values()},
            **{group.id: group for group in groups.values()},
        }
        standing: list[N] = []
        frames: list[G] = []
        for _, mark, element in nest(list(nodes.values()), list(groups.values())):
            if mark == "node":
                standing.append(by_id[element.id])
            elif mark == "open":
                frames.append(by_id[element.id])
        return standing, frames

    def notes(self) -> tuple[Note, ...]:
        """The notes, with ids for names."""
        return tuple(replace(note, targets=self._known(note.targets)) for note in self._reading.notes)

    def hints(self) -> tuple[Hint, ...]:
        """The wishes to the layout, each once."""
        hints = [replace(hint, nodes=self._known(hint.nodes)) for hint in self._reading.hints]
        return tuple({hint.nodes: hint for hint in hints if len(set(hint.nodes)) > 1}.values())

    def _known(self, names: tuple[str, ...]) -> tuple[str, ...]:
        paths = (tuple(name.split("\0")) for name in names)
        return tuple(self._ids[path] for path in paths if path in self._ids)
