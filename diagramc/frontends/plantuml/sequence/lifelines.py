"""Participants and their boxes as a text names them, in the order in which they will stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from diagramc.diagnostics import Span
from diagramc.frontends.plantuml.names import Stereotypes, worn_styles
from diagramc.frontends.plantuml.page import Page, with_style
from diagramc.frontends.plantuml.text import Target, split_tooltip
from diagramc.ir.base import Label, Style
from diagramc.ir.sequence import Box, Participant, ParticipantKind


class Part(NamedTuple):
    """A name in a statement: its code, what is shown for it if that is said, and its place."""

    code: str
    display: str | None
    start: int
    end: int


@dataclass
class Lifeline:
    """A participant in the making. Names begin with a mark that no box's name has."""

    code: str
    label: Label
    span: Span
    kind: ParticipantKind = "participant"
    order: int = 0
    box: str | None = None
    marks: list[str] = field(default_factory=list)
    style: Style | None = None
    target: Target | None = None


class Lifelines:
    """All participants and boxes of a diagram."""

    def __init__(self) -> None:
        self.known: dict[str, Lifeline] = {}
        self.boxes: dict[str, Box] = {}
        self.open: list[str] = []

    def add(self, lifeline: Lifeline) -> None:
        """A new participant, inside the box that is open."""
        lifeline.box = self.open[-1] if self.open else None
        self.known[lifeline.code] = lifeline

    def move_last(self, code: str) -> None:
        """A participant is declared again: PlantUML puts it last, and into the box that is open."""
        lifeline = self.known.pop(code)
        self.known[code] = lifeline
        if self.open:
            lifeline.box = self.open[-1]

    def open_box(self, label: Label, style: Style | None, span: Span) -> None:
        """A box begins, perhaps inside another one."""
        name = f"\0box{len(self.boxes) + 1}"
        parent = self.open[-1] if self.open else None
        self.boxes[name] = Box(id=name, label=label, style=style, parent=parent, span=span)
        self.open.append(name)

    def placed(self, page: Page) -> tuple[tuple[Participant, ...], tuple[Box, ...], dict[str, Style]]:
        """Participants from left to right with those of a box together, the boxes as they are met, the classes' looks."""
        from diagramc.targets.nesting import nest

        marks = {code: Stereotypes(line.marks, page.sheet) for code, line in self.known.items()}
        styles, names = worn_styles(page.sheet, (name for found in marks.values() for name in found.classes))
        ordered = sorted(self.known.values(), key=lambda line: line.order)
        participants = {
            line.code: Participant(
                id=line.code,
                label=marks[line.code].labelled(line.label),
                kind=line.kind,
                group=line.box,
                classes=tuple(names[name] for name in marks[line.code].classes),
                style=with_style(marks[line.code].style, line.style),
                link=page.link((line.target,)),
                tooltip=split_tooltip(line.target.tooltip if line.target else None)[0],
                description=split_tooltip(line.target.tooltip if line.target else None)[1],
                span=line.span,
            )
            for line in ordered
        }
        standing, frames = [], []
        for _, mark, element in nest(list(participants.values()), list(self.boxes.values())):
            if mark == "node":
                standing.append(participants[element.id])
            elif mark == "open":
                frames.append(self.boxes[element.id])
        return tuple(standing), tuple(frames), styles

    def ids(self, standing: tuple[Participant, ...], frames: tuple[Box, ...]) -> dict[str, str]:
        """The ids of participants, from their names; those of boxes are numbered."""
        from diagramc.frontends.plantuml.names import plain_ids
        from diagramc.targets.names import fresh

        ids = plain_ids(participant.id for participant in standing)
        taken = list(ids.values())
        for number, box in enumerate(frames, 1):
            ids[box.id] = str(fresh(taken, "box", number))
        return ids
