"""Sequence diagram as PlantUML's own."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as Items
from typing import NamedTuple

from diagramc.backends.base import Features
from diagramc.ir.base import Label, label_of
from diagramc.ir.sequence import (
    Activation,
    AnyStep,
    Autonumber,
    Box,
    Deactivation,
    Delay,
    Destruction,
    Divider,
    Fragment,
    Message,
    MessageHead,
    Participant,
    Reference,
    Sequence,
    SequenceNote,
)
from diagramc.targets.base import Escaped
from diagramc.targets.nesting import nest
from diagramc.targets.plantuml.graph import INDENT
from diagramc.targets.plantuml.names import aliases
from diagramc.targets.plantuml.page import UNSUPPORTED as PAGE_UNSUPPORTED
from diagramc.targets.plantuml.page import approximations, page
from diagramc.targets.plantuml.style import Stylesheet, color_mark
from diagramc.targets.plantuml.text import BLANK, NOTHING, anchor, join, text, text_lines

_HEADS: dict[MessageHead, tuple[str, str]] = {
    "filled": ("<", ">"),
    "open": ("<<", ">>"),
    "none": ("", ">>"),
    "cross": ("x", ">x"),
    "circle": ("o", ">o"),
}
"""How a head is written at the tail and at the head of an arrow; an arrow without any head would point nowhere."""

UNSUPPORTED: Features = {
    **PAGE_UNSUPPORTED,
    "Hint": "wishes for the layout",
    "Box.direction": "a direction of its own for a box",
    "Box.link": "a link on a box",
    "Box.tooltip": "a tooltip on a box",
    "Box.description": "a description of a box",
    "Box.style.stroke": "an outline colour for a box",
    "Box.style.stroke_width": "an outline width for a box",
    "Box.style.line": "an outline style for a box",
    "Box.style.rounded": "rounded corners for a box",
    "Box.style.color": "a text colour for a box",
    "Box.style.font_size": "a text size for a box",
    "Box.style.bold": "bold or plain text for a box",
    "Box.style.italic": "italic or upright text for a box",
    "Note.side": "the side of a note about the whole diagram",
}
APPROXIMATED: Features = {
    **approximations("Sequence"),
    "Participant.description": "a tooltip for a description",
    "Message.head=none": "an open head for none",
    "Box.classes": "only the fill of a style class on a box",
    "Fragment.kind=rect": "a coloured group for a coloured background",
    "Note": "a note before the first message for one about the whole diagram",
}


class Declaration(NamedTuple):
    """A line of the header: a participant, or the opening or closing of a box."""

    pad: Escaped
    mark: str
    keyword: Escaped = NOTHING
    label: Escaped = NOTHING
    alias: Escaped = NOTHING
    stereotypes: Escaped = NOTHING
    anchor: Escaped = NOTHING
    fill: Escaped = NOTHING


class Line(NamedTuple):
    """A line of the body."""

    pad: Escaped
    code: Escaped


def span(names: dict[str, Escaped], participants: Items[str]) -> str:
    """The one participant, or the first and the last: a note spans all between them, and PlantUML takes no more."""
    order = list(names)
    placed = sorted(participants, key=order.index)
    return ", ".join(names[id] for id in dict.fromkeys((placed[0], placed[-1])))


class _Writer:
    """Writes steps as lines, the innermost fragments deepest.

    PlantUML ties the life of a lifeline to a message: before the first one, and from a delay to the next one, it takes no
    `deactivate` or `destroy`, and no `activate` right after `destroy`. There an invisible message is written to tie it to;
    it takes a number, so that numbering is set back after it.
    """

    def __init__(self, names: dict[str, Escaped], autonumber: bool) -> None:
        self._names = names
        self._tied = False
        self._delayed = False
        self._destroyed: set[str] = set()
        self._number, self._increment = 1, 1
        self._numbering = autonumber

    def steps(self, steps: Items[AnyStep], depth: int = 0) -> Iterator[Line]:
        """The lines of some steps."""
        for step in steps:
            if isinstance(step, Fragment):
                yield from self._fragment(step, depth)
            else:
                for code in self._step(step):
                    yield Line(Escaped(INDENT * depth), Escaped(code))

    def _step(self, step: AnyStep) -> Iterator[str]:
        match step:
            case Message():
                yield from self._message(step)
            case Activation(participant=participant):
                yield from self._tie(participant, self._delayed or participant in self._destroyed)
                yield f"activate {self._names[participant]}"
            case Deactivation(participant=participant):
                yield from self._tie(participant, not self._tied)
                yield f"deactivate {self._names[participant]}"
            case Destruction(participant=participant):
                yield from self._tie(participant, not self._tied)
                yield from self._destroy(participant)
            case SequenceNote():
                yield self._note(step)
            case Reference():
                yield f"ref over {self._over(step.participants)} : {join(text_lines(step.label, step.link)) or BLANK}"
            case Divider():
                yield f"== {text(step.label or '')} =="
            case Delay():
                yield f"... {text(step.label)} ..." if step.label else "..."
                self._tied, self._delayed = False, True
            case Autonumber():
                yield f"autonumber {step.start} {step.increment}" if step.enabled else "autonumber stop"
                self._numbering = step.enabled
                if step.enabled:
                    self._number, self._increment = step.start, step.increment

    def _sent(self) -> None:
        """A message was written."""
        self._tied, self._delayed = True, False
        self._destroyed.clear()

    def _tie(self, participant: str | None, needed: bool) -> Iterator[str]:
        if needed:
            target = participant or next(iter(self._names))
            yield f"[-[hidden]> {self._names[target]}"
            if self._numbering:
                yield f"autonumber {self._number} {self._increment}"
            self._sent()

    def _destroy(self, participant: str) -> Iterator[str]:
        yield f"destroy {self._names[participant]}"
        self._destroyed.add(participant)

    def _note(self, note: SequenceNote) -> str:
        if note.placement == "over":
            return f"note over {span(self._names, note.participants)} : {text(note.text)}"
        return f"note {note.placement} of {self._names[note.participants[0]]} : {text(note.text)}"

    def _over(self, participants: Items[str]) -> str:
        return ", ".join(self._names[id] for id in participants)

    def _message(self, message: Message) -> Iterator[str]:
        dashed = message.line == "dashed" if message.line else message.kind == "reply"
        head = message.head or ("open" if message.kind == "async" else "filled")
        tail = _HEADS[message.tail][0] if message.tail else ""
        arrow = tail + ("--" if dashed else "-") + _HEADS[head][1]
        if message.source and message.target:
            line = f"{self._names[message.source]} {arrow} {self._names[message.target]}"
        elif message.source:
            line = f"{self._names[message.source]} {arrow}]"
        else:
            line = f"[{arrow} {self._names[message.target or '']}"
        if message.deactivate or message.activate:
            line += " " + "--" * message.deactivate + "++" * message.activate
        label = join(text_lines(message.label or "", message.link)) or anchor(message.link).lstrip()
        # A lifeline cannot send the message that creates it.
        if message.kind == "create" and message.target and message.target != message.source:
            yield from self._tie(message.source, self._delayed)
            yield f"create {self._names[message.target]}"
        yield f"{line} : {label}" if label else line
        self._number += self._increment
        self._sent()
        if message.kind == "destroy" and message.target:
            yield from self._destroy(message.target)

    def _fragment(self, fragment: Fragment, depth: int) -> Iterator[Line]:
        pad = Escaped(INDENT * depth)
        yield Line(pad, self._opening(fragment))
        for number, operand in enumerate(fragment.operands):
            if number:
                guard = f" {text(operand.label)}" if operand.label else ""
                yield Line(pad, Escaped(f"else{guard}"))
            yield from self.steps(operand.steps, depth + 1)
        yield Line(pad, Escaped("end"))

    def _opening(self, fragment: Fragment) -> Escaped:
        keyword: str = "group" if fragment.kind == "rect" else fragment.kind
        fill = color_mark(fragment.fill)
        if fill:
            keyword += f" {fill}"
        guard = fragment.operands[0].label if fragment.operands else None
        labels: list[Label] = [label for label in (fragment.label, guard) if label]
        said: list[str] = [join(text_lines(label)) for label in labels]
        if fragment.kind not in ("group", "rect"):
            return Escaped(" ".join([keyword, ": ".join(said)]).rstrip())
        if guard:
            # A group has a name, then its guard in brackets; without a name it would take the guard for one.
            said = [*(said[:-1] or [BLANK]), f"[{said[-1]}]"]
        return Escaped(" ".join([keyword, *said]).rstrip())


def _declarations(diagram: Sequence, names: dict[str, Escaped], sheet: Stylesheet) -> Iterator[Declaration]:
    for depth, mark, element in nest(diagram.participants, diagram.boxes):
        pad = Escaped(INDENT * depth)
        if mark == "close":
            yield Declaration(pad, mark)
            continue
        label = text(label_of(element))
        if isinstance(element, Box):
            fill = color_mark(sheet.resolve(element).fill)
            yield Declaration(pad, mark, label=label, fill=Escaped(f" {fill}" if fill else ""))
        elif isinstance(element, Participant):
            yield Declaration(
                pad,
                mark,
                keyword=Escaped(element.kind),
                label=label,
                alias=names[element.id],
                stereotypes=sheet.stereotypes(element),
                anchor=anchor(element.link, element.tooltip, element.description),
            )


def lower(diagram: Sequence) -> str:
    """PlantUML source of a sequence diagram."""
    # In the order in which they stand: those of a box stand together.
    standing = [
        element.id for _, mark, element in nest(diagram.participants, diagram.boxes) if mark == "node"
    ]
    names = aliases(standing)
    sheet = Stylesheet(diagram.styles, (*diagram.participants, *diagram.boxes))
    notes = []
    for note in diagram.notes:
        targets = [id for id in note.targets if id in names]
        place = f"over {span(names, targets)}" if targets else "across"
        notes.append(Escaped(f"note {place} : {text(note.text)}"))
    return page(
        diagram,
        "sequence.puml.j2",
        sheet,
        declarations=list(_declarations(diagram, names, sheet)),
        autonumber=diagram.autonumber,
        notes=notes,
        lines=list(_Writer(names, diagram.autonumber).steps(diagram.steps)),
    )
