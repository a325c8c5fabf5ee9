"""Commands about several elements of a flow at once: swap, reverse, lead back, cut what follows."""

from __future__ import annotations

import re

from diagramc.editing.elements import find_node, links_of, matches, messages_of, name_of, nodes_of
from diagramc.editing.faults import refused
from diagramc.editing.patch import AnyStep, Connect, Disconnect, Relabel, Remove, Rename
from diagramc.editing.sentences.clauses import Clause
from diagramc.editing.sentences.patterns import LINE_NOUNS, Found, match, message, target
from diagramc.ir.base import Diagram, plain
from diagramc.ir.sequence import Sequence

_PLACED = ("flowchart", "architecture", "mindmap", "org-chart")
"""Types in which an element's place says something, so that two can swap theirs."""


def swapped(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    """`swap A and B`: each takes the other's place, with its lines."""
    found = match(r"(?:swap|exchange|switch)\s+(?P<a>.+?)\s+(?:and|with|for)\s+(?P<b>.+)", clause.text)
    if found is None or diagram.type not in _PLACED:
        return None
    one, other = (find_node(diagram, target(diagram, clause, found[end], last)) for end in "ab")
    if getattr(one, "kind", None) != getattr(other, "kind", None) or getattr(one, "title", None):
        raise refused(
            f"{name_of(one)!r} and {name_of(other)!r} differ in more than their names",
            "move or connect them one by one",
            code="edit.unclear",
        )
    return Found([Rename(target=one.id, label=name_of(other)), Rename(target=other.id, label=name_of(one))])


def reversed_(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    """`reverse the arrow from A to B`."""
    found = match(
        rf"(?:reverse|flip|invert|turn around)\s+(?:the\s+)?{LINE_NOUNS}\s+(?:from|between)\s+(?P<a>.+?)\s+(?:to|and)\s+(?P<b>.+)",
        clause.text,
    )
    if found is None:
        return None
    one, other = (target(diagram, clause, found[end], last) for end in "ab")
    links = [link for link in links_of(diagram) if matches(link, one, other, None)]
    if len(links) != 1:
        raise refused(f"there are {len(links)} from {one} to {other}", code="edit.ambiguous")
    label = plain(links[0].label) if links[0].label else None
    line = getattr(links[0], "line", None)
    return Found(
        [
            Disconnect(source=one, target=other, label=label),
            Connect(source=other, target=one, label=label, line=line),
        ]
    )


def led_back(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    """`add a retry loop from B to A`: a line back, with what it is for as its label."""
    found = match(
        r"(?:add|draw|create|insert)\s+(?:an?\s+|the\s+)?(?P<why>[\w-]+\s+)?loop(?:\s+back)?\s+from\s+(?P<b>.+?)\s+(?:back\s+)?to\s+(?P<a>.+)",
        clause.text,
    ) or match(r"loop(?P<why>)\s+(?:back\s+)?from\s+(?P<b>.+?)\s+(?:back\s+)?to\s+(?P<a>.+)", clause.text)
    if found is None or diagram.type not in ("flowchart", "architecture"):
        return None
    source, end = (target(diagram, clause, found[side], last) for side in "ba")
    why = (found["why"] or "").strip()
    label = None if why.lower() in ("", "new", "feedback") else clause.said(why)
    return Found([Connect(source=source, target=end, label=label)], end)


def relabelled(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    """`change the label from yes to available`."""
    found = match(
        r"(?:change|rename|set)\s+(?:the\s+)?labels?\s+(?:from\s+)?(?P<old>.+?)\s+(?:to|into)\s+(?P<new>.+)",
        clause.text,
    )
    if found is None or isinstance(diagram, Sequence) or found["old"].startswith(("of ", "on ")):
        return None
    old = clause.said(found["old"])
    links = [x for x in links_of(diagram) if x.label is not None and plain(x.label).lower() == old.lower()]
    if len(links) != 1:
        return None
    link = links[0]
    return Found(
        [
            Relabel(
                source=link.source, target=link.target, label=plain(link.label), to=clause.said(found["new"])
            )
        ]
    )


def cut(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    """`remove everything after A`: what only A leads to, or the messages that follow one."""
    found = match(
        r"(?:remove|delete|drop|cut)\s+(?:everything|all(?:\s+(?:the\s+)?(?:steps|messages|nodes))?|anything|what\s+comes)\s+"
        r"(?:after|behind|following|downstream of)\s+(?P<at>.+)",
        clause.text,
    )
    if found is None:
        return None
    if isinstance(diagram, Sequence):
        return _cut_messages(diagram, message(diagram, clause, found["at"]))
    if diagram.type not in ("flowchart", "architecture"):
        return None
    at = target(diagram, clause, re.sub(r"^step\s+", "", found["at"]), last)
    after = _reached(diagram, {at}, None)
    starts = {str(n.id) for n in nodes_of(diagram)} - {str(link.target) for link in links_of(diagram)}
    kept = _reached(diagram, starts, at) | starts | {at}
    gone = [str(n.id) for n in nodes_of(diagram) if str(n.id) in after - kept]
    if not gone:
        raise refused(f"nothing comes after {at} alone", code="edit.unknown")
    return Found([Remove(target=id) for id in gone], at)


def _reached(diagram: Diagram, sources: set[str], without: str | None) -> set[str]:
    """What lines lead to from the sources, not through `without`."""
    found: set[str] = set()
    todo = [id for id in sources if id != without]
    while todo:
        here = todo.pop()
        for link in links_of(diagram):
            end = str(link.target)
            if str(link.source) == here and end not in found and end != without:
                found.add(end)
                todo.append(end)
    return found


def _cut_messages(diagram: Sequence, label: str) -> Found:
    sent = list(messages_of(diagram))
    at = next(i for i, m in enumerate(sent) if m.label is not None and plain(m.label) == label)
    steps: list[AnyStep] = []
    for m in sent[at + 1 :]:
        if m.source is None or m.target is None or m.label is None:
            raise refused("a message that follows has no name or comes from nowhere", code="edit.unclear")
        steps.append(Disconnect(source=m.source, target=m.target, label=plain(m.label)))
    if not steps:
        raise refused(f"no message follows {label!r}", code="edit.unknown")
    return Found(steps)
