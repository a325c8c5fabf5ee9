"""A step of a patch on the text of a diagram.

adding.py      nodes, and edges led through them      connecting.py  edges and messages
members.py     members of nodes                       frames.py      groups, boxes, fragments
remove.py      edges, messages, nodes taken out       declaring.py   what a change leaves undeclared
labels.py      words changed in place                 looks.py       kinds, colours, titles, directions
moves.py       lines moved                            trees.py       lines whose depth is their parent
chains.py      statements of several edges            inline.py      lines of several statements
scribe.py      elements written by the backends       manner.py      new lines as the file's others are
places.py      where new lines go                     names.py       how elements are referred to
documents.py   JSON and YAML                          text.py        lines, blocks, spans

Each module proposes texts, best first: little is cut out or put in, in the file's own manner. A proposal is taken only when it is
read again and says exactly what the step made of the diagram; so a proposal may be wrong, and what is written cannot.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from diagramc.editing.elements import edges_of
from diagramc.editing.patch import (
    Add,
    AddMember,
    AnyStep,
    Connect,
    Disconnect,
    Group,
    Move,
    Relabel,
    Remove,
    RemoveMember,
    Rename,
    RenameMember,
    Restyle,
    SetDiagram,
    Wrap,
)
from diagramc.editing.same import correspondence, ways_to_say
from diagramc.editing.splice import inline
from diagramc.editing.splice.text import Text
from diagramc.ir.base import Diagram

MAX_PROPOSALS = 150
"""The most texts that are read again for one step."""
MORE_PROPOSALS = 12
"""How many more are read once there is one that says a new element's kind in a lesser form."""

Read = Callable[[str], Diagram | None]
"""Reads a text of the file's language; None when it has errors."""


class Spliced(NamedTuple):
    """A changed text, the diagram read from it, and the ids of the expected diagram as this one has them.

    `lesser` names a field of a new element that the language has no word for.
    """

    text: str
    diagram: Diagram
    ids: dict[str, str]
    lesser: str | None = None


def splice(
    text: str, language: str, diagram: Diagram, step: AnyStep, expected: Diagram, read: Read
) -> Spliced | None:
    """The text after a step, when there is a proposal that reads as `expected`."""
    found = _splice(text, language, diagram, step, expected, read)
    if found is not None:
        return found
    pieces = inline.split(text, language)
    apart = None if pieces is None else read("\n".join(pieces.lines))
    if pieces is None or apart is None or apart != diagram:
        return None

    def joined(lines: str) -> Diagram | None:
        return read(inline.join(pieces, lines.split("\n"), language))

    found = _splice("\n".join(pieces.lines), language, apart, step, expected, joined)
    if found is None:
        return None
    return found._replace(text=inline.join(pieces, found.text.split("\n"), language))


def _splice(
    text: str, language: str, diagram: Diagram, step: AnyStep, expected: Diagram, read: Read
) -> Spliced | None:
    tried: set[str] = set()
    second: Spliced | None = None
    most = MAX_PROPOSALS
    page = Text(text, language, diagram)
    for lines in _proposals(page, step, expected):
        proposal = "\n".join(lines)
        if proposal in tried or proposal == text:
            continue
        tried.add(proposal)
        if len(tried) > most:
            break
        proposal = recounted(page, lines, read)
        found = read(proposal)
        if found is None:
            continue
        for wanted, lesser in ways_to_say(diagram, step, expected, found):
            ids = correspondence(wanted, found)
            if ids is None:
                continue
            made = Spliced(proposal, found, ids, lesser)
            if not lesser:
                return made
            if second is None:
                second, most = made, min(MAX_PROPOSALS, len(tried) + MORE_PROPOSALS)
            break
    return second


def recounted(page: Text, lines: list[str], read: Read) -> str:
    """The lines, with Mermaid's `linkStyle` naming the edges that it named by their new numbers."""
    proposal = "\n".join(lines)
    counts = re.compile(r"(\s*linkStyle\s+)(\d[\d,\s]*?)(\s+\D.*)")
    if page.language != "mermaid" or page.type != "flowchart" or not any(map(counts.match, lines)):
        return proposal
    found = read("\n".join(line for line in lines if not counts.match(line)))
    if found is None:
        return proposal
    numbers = _new_numbers(list(edges_of(page.diagram)), list(edges_of(found)))
    made = []
    for line in lines:
        match = counts.match(line)
        if match is None:
            made.append(line)
            continue
        known = [int(number) for number in re.findall(r"\d+", match[2])]
        kept = [numbers[number] for number in known if number in numbers]
        if kept == known:
            made.append(line)
        elif kept:
            made.append(f"{match[1]}{','.join(map(str, kept))}{match[3]}")
    return "\n".join(made)


def _new_numbers(old: list[Any], new: list[Any]) -> dict[int, int]:
    """The new number of each edge that is still there; one that was given another target is the one of its old source and label."""
    free = list(range(len(new)))
    made: dict[int, int] = {}
    for fields in (("source", "target", "label"), ("source", "target"), ("source", "label")):
        for at, edge in enumerate(old):
            if at in made:
                continue
            told = [getattr(edge, field) for field in fields]
            match = next((n for n in free if [getattr(new[n], field) for field in fields] == told), None)
            if match is not None:
                made[at] = match
                free.remove(match)
    return made


def _proposals(text: Text, step: AnyStep, expected: Diagram) -> Iterator[list[str]]:
    from diagramc.editing.splice import adding, connecting, frames, labels, looks, members, moves, remove

    ways: dict[type[Any], Callable[[Text, Any, Diagram], Iterator[list[str]]]] = {
        Add: adding.add,
        AddMember: members.add_member,
        Connect: connecting.connect,
        Group: frames.group,
        Wrap: frames.wrap,
        Remove: remove.remove,
        RemoveMember: members.remove_member,
        Disconnect: remove.disconnect,
        Rename: labels.rename,
        RenameMember: members.rename_member,
        Relabel: labels.relabel,
        Move: moves.move,
        Restyle: looks.restyle,
        SetDiagram: looks.set_diagram,
    }
    yield from ways[type(step)](text, step, expected)
