"""Sequence diagram as Mermaid's `sequenceDiagram`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from diagramc.backends.base import Features
from diagramc.backends.sequence.mermaid_names import participant_ids
from diagramc.backends.sequence.mermaid_steps import Arrival, Mention, StepWriter, first_mentions, words
from diagramc.ir.base import Label, label_of
from diagramc.ir.sequence import Message, Participant, ParticipantKind, Sequence
from diagramc.ir.visit import walk
from diagramc.targets.base import Escaped
from diagramc.targets.mermaid.address import url
from diagramc.targets.mermaid.page import approximated, page, unsupported
from diagramc.targets.mermaid.style import functional_color
from diagramc.targets.mermaid.text import escape, is_blank, one_line

UNSUPPORTED: Features = {
    **unsupported("Sequence"),
    "Sequence.styles": "style classes",
    "Participant.style": "a style of a participant",
    "Participant.classes": "a style class of a participant",
    "Participant.tooltip": "a tooltip on a participant",
    "Participant.description": "a description of a participant",
    **{
        f"Box.{field}": f"a {words} of a box"
        for field, words in (
            ("description", "description"),
            ("parent", "parent"),
            ("direction", "direction"),
            ("link", "link"),
            ("tooltip", "tooltip"),
            ("classes", "style class"),
        )
    },
    **{
        f"Box.style.{field}": f"the {field.replace('_', ' ')} of a box"
        for field in ("stroke", "stroke_width", "line", "color", "font_size", "bold", "italic", "rounded")
    },
    "Message.link": "a link on a message",
    "Reference.link": "a link on a reference",
    "Note.side": "the side a note of the diagram is on",
}
APPROXIMATED: Features = {
    **approximated("Sequence"),
    "Participant.link": "a link only in the menu of a participant that is a box, a database, a queue or a collection",
    "Divider": "a note over all participants for a divider",
    "Delay": "a note over all participants for a delay",
    "Reference": "a note for a reference",
    "Destruction": "a destruction only together with a message",
    "Fragment.kind=group": "a background and a note for a named frame",
    "Message.head=circle": "an arrow that ends in a circle for a circle",
    "Message.tail=open": "a filled arrow for an open one at the source",
    "Message.tail=cross": "no cross at the source",
    **{
        f"Message.tail={half}": "half a head only at one end of an arrow"
        for half in ("upper", "lower", "open-upper", "open-lower")
    },
    "Note": "a note at the end for a note of the diagram",
}


_WITH_MENU: frozenset[ParticipantKind] = frozenset({"participant", "collections", "queue", "database"})
"""Mermaid cannot draw the menu of any other kind."""


class Lifeline(NamedTuple):
    """A participant's declaration: keyword, id, properties and label, each with its blank."""

    keyword: Escaped
    id: Escaped
    properties: Escaped
    label: Escaped


class Frame(NamedTuple):
    """Neighbouring participants, in a box when `color` is given."""

    color: Escaped | None
    label: Escaped
    lifelines: tuple[Lifeline, ...]
    ids: tuple[str, ...]


class MenuEntry(NamedTuple):
    """A link in a participant's menu."""

    id: Escaped
    url: Escaped


def _has_circles(diagram: Sequence) -> bool:
    """Whether an arrow may be written with a circle at its foot: one that has it, or that comes from nowhere."""
    return any(
        isinstance(step, Message)
        and ("circle" in (step.head, step.tail) or step.source_circle or step.source is None)
        for step in walk(diagram)
    )


def lower(diagram: Sequence) -> str:
    """Mermaid source of a sequence diagram."""
    names = participant_ids(diagram.participants, circles=_has_circles(diagram))
    lifelines = {participant.id: lifeline(participant, names) for participant in diagram.participants}
    boxed = {box.id for box in diagram.boxes}
    # A box holds only those who are there from the start.
    mentions = first_mentions(diagram.steps)
    creatable = {p.id for p in diagram.participants if p.group not in boxed}
    created = [id for id, mention in mentions.items() if mention.creates and id in creatable]
    frames, arrivals = _arrive(diagram, _frames(diagram, lifelines, created), created, mentions)
    there = {id for frame in frames for id in frame.ids}
    writer = StepWriter(
        names,
        present=[id for frame in frames for id in frame.ids],
        created={id: lifelines[id] for id in created},
        arrivals={id: [_arrival(frame) for frame in later] for id, later in arrivals.items()},
    )
    menus = [
        (p.id, MenuEntry(names[p.id], _to_line_end(address)))
        for p in diagram.participants
        if p.kind in _WITH_MENU and (address := url(p.link))
    ]
    return page(
        diagram,
        "sequence.mmd.j2",
        autonumber=diagram.autonumber,
        frames=frames,
        lines=writer.lines(diagram.steps, diagram.notes),
        links=[menu for id, menu in menus if id in there],
        late_links=[menu for id, menu in menus if id not in there],
    )


def _arrive(
    diagram: Sequence, frames: list[Frame], created: list[str], mentions: Mapping[str, Mention]
) -> tuple[list[Frame], dict[str, list[Frame]]]:
    """The frames that are there from the start, and by the id of a created participant those that are declared with it.

    Mermaid has participants in the order in which they come up, so one to the right of a created one comes up later; unless it is
    needed before.
    """
    order = {participant.id: at for at, participant in enumerate(diagram.participants)}
    first, later = [], dict[str, list[Frame]]()
    for frame in frames:
        before = [id for id in created if order[id] < order[frame.ids[0]]]
        latest = max(before, key=order.__getitem__, default=None)
        needed = [mentions[id].step for id in frame.ids if id in mentions]
        if latest and all(step >= mentions[latest].step for step in needed):
            later.setdefault(latest, []).append(frame)
        else:
            first.append(frame)
    return first, later


def _arrival(frame: Frame) -> Arrival:
    """The declarations of a frame as lines among the steps."""
    inner = 0 if frame.color is None else 1
    rows = [(inner, row.keyword, Escaped(f"{row.id}{row.properties}{row.label}")) for row in frame.lifelines]
    if frame.color is not None:
        end = (0, Escaped("end"), Escaped(""))
        rows = [(0, Escaped("box"), Escaped(f"{frame.color}{frame.label}")), *rows, end]
    return Arrival(frame.ids, tuple(rows))


def _to_line_end(address: Escaped) -> Escaped:
    """A URL in a text that ends at a semicolon or hash. It has either, never both."""
    return Escaped(address.replace("#", "#35;") if "#" in address else address.replace(";", "#59;"))


def lifeline(participant: Participant, names: Mapping[str, Escaped]) -> Lifeline:
    """How a participant is declared."""
    name, kind = names[participant.id], participant.kind
    plain: tuple[ParticipantKind, ...] = ("participant", "actor")
    label = label_of(participant)
    return Lifeline(
        Escaped("actor" if kind == "actor" else "participant"),
        name,
        Escaped("" if kind in plain else f'@{{ "type": "{kind}" }}'),
        Escaped("" if label == name else f" as {words(label)}"),
    )


def _frames(diagram: Sequence, lifelines: Mapping[str, Lifeline], created: Collection[str]) -> list[Frame]:
    """The participants that are there from the start; a box stands where its first one does."""
    boxes = {box.id: box for box in diagram.boxes}
    found: dict[str, Frame] = {}
    for participant in diagram.participants:
        box = boxes.get(participant.group or "")
        if box is None:
            if participant.id not in created:
                alone = (lifelines[participant.id],)
                found[participant.id] = Frame(None, Escaped(""), alone, (participant.id,))
        elif box.id not in found:
            inside = tuple(p.id for p in diagram.participants if p.group == box.id)
            # Without a colour the first word of the label would be tried as one.
            fill = (functional_color(box.style.fill) if box.style else None) or Escaped("transparent")
            rows = tuple(lifelines[id] for id in inside)
            found[box.id] = Frame(fill, _box_label(box.label), rows, inside)
    return list(found.values())


def _box_label(label: Label | None) -> Escaped:
    said = one_line(label)
    # A bracket would be taken for the end of the colour.
    return Escaped("" if is_blank(said) else f" {escape(said, also='[;()]', reading='verbatim')}")
