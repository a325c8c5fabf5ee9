"""Commands that add: elements, lines and messages, members, groups."""

from __future__ import annotations

import re
from typing import Any

from diagramc.editing.apply import apply_step
from diagramc.editing.elements import find_group, find_node, links_of, nodes_of
from diagramc.editing.faults import refused
from diagramc.editing.patch import Add, AddMember, AnyStep, Group, Relabel
from diagramc.editing.resolve import find, resolve
from diagramc.editing.sentences.clauses import QUOTE, Clause
from diagramc.editing.sentences.flows import led_back
from diagramc.editing.sentences.lines import arrow, connect, link
from diagramc.editing.sentences.members import member, members
from diagramc.editing.sentences.naming import what
from diagramc.editing.sentences.patterns import SAYING, Found, elements, listed, target
from diagramc.editing.sentences.through import led_through
from diagramc.editing.sentences.words import spelled
from diagramc.ir.base import Diagram, plain
from diagramc.ir.sequence import Sequence

_ADD = re.compile(
    r"(?:add|insert|create|introduce|include|append|put(?=\s+(?:a|an|another|new)\s)|place(?=\s+(?:a|an|another|new)\s)|draw)\s+(.+)",
    re.IGNORECASE | re.DOTALL,
)


_PLACES = re.compile(
    r"\s+(?:(?P<between>(?:in\s+)?between)\s+(?P<a>.+?)\s+and\s+(?P<b>.+)"
    r"|(?P<rel>after|following|behind|before|ahead of|in front of|under|underneath|below|beneath|into|inside|within|in|to|on|next to|beside|"
    r"reporting to|who reports to|that reports to|as a child of|for)\s+(?P<at>.+))$",
    re.IGNORECASE | re.DOTALL,
)


def read(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    """The steps of a command that adds something; None when it is none."""
    found = _ADD.fullmatch(clause.text)
    if found is None:
        return arrow(diagram, clause)
    if (back := led_back(diagram, clause, last)) is not None:
        return back
    rest = found[1].strip()
    for reader in (_group, link, member):
        made = reader(diagram, clause, rest, last)
        if made is not None:
            return made
    if clause.text.casefold().startswith("draw"):
        return None
    return _node(diagram, clause, rest, last)


_GROUP_NOUN = r"(?:group|subgraph|frame|box|lane|swimlane|cluster|package|namespace|boundary|section|team|layer|network|region|zone|schema)"


def _group(diagram: Diagram, clause: Clause, rest: str, last: str | None) -> Found | None:
    found = re.fullmatch(
        rf"(?:an?\s+|the\s+)?(?:new\s+)?(?P<noun>{_GROUP_NOUN})\s+(?:(?:called|named|labelled|labeled)\s+)?(?P<name>.+?)\s+"
        r"(?:around|round|containing|holding|for|with|of)\s+(?P<members>.+)",
        rest,
        re.IGNORECASE | re.DOTALL,
    )
    if found is None:
        return None
    return grouped(diagram, clause, found["members"], found["name"], last)


def grouped(diagram: Diagram, clause: Clause, members: str, name: str, last: str | None) -> Found:
    """The step that puts a frame round elements."""
    said = spelled(diagram, clause.said(name)) if not clause.is_quoted(name) else clause.said(name)
    step = Group(label=said, members=tuple(elements(diagram, clause, members, last)))
    made = apply_step(diagram, step)
    new = [g.id for g in _groups(made) if find_group(diagram, g.id) is None]
    return Found([step], new[0] if new else None)


def _groups(diagram: Diagram) -> tuple[Any, ...]:
    from diagramc.editing.elements import groups_of

    return groups_of(diagram)


def _node(diagram: Diagram, clause: Clause, rest: str, last: str | None) -> Found:
    place: dict[str, Any] = {}
    edge_label: str | None = None
    more: list[AnyStep] = []
    body, joined = _joined(rest)
    found = _place(diagram, clause, body, last)
    if found is not None:
        body, place, edge_label = found
    if diagram.type == "timeline":
        return _period(diagram, clause, body, place)
    body, own = _with_members(diagram, body)
    label, kind, shape, title = what(diagram, clause, body)
    step = Add(label=label, kind=kind, shape=shape, title=title, **place)
    made = apply_step(diagram, step)
    new = next(n.id for n in nodes_of(made) if find_node(diagram, n.id) is None)
    if edge_label is not None:
        edge = next((e for e in links_of(made) if e.target == new), None) or next(
            (e for e in links_of(made) if e.source == new), None
        )
        if edge is None:
            raise refused("there is no line to label here", "say: connect A to B labelled 'x'")
        if plain(edge.label) != edge_label:
            more.append(Relabel(source=edge.source, target=edge.target, to=edge_label))
    if isinstance(made, Sequence) and step.between is not None:
        more += led_through(made, new, step.between)
    if own:
        more += members(diagram, clause, new, "attribute" if diagram.type == "er" else "", "", own)
    for source, end, label_ in joined:
        ends = [new if part is None else target(diagram, clause, part, last) for part in (source, end)]
        more.append(connect(diagram, ends[0], ends[1], clause.said(label_) if label_ else None))
    return Found([step, *more], new)


def _with_members(diagram: Diagram, body: str) -> tuple[str, str]:
    """`an entity X with id and name`: what is added, and its members."""
    if diagram.type not in ("class", "er"):
        return body, ""
    found = re.fullmatch(
        r"(.+?)\s+(?:with|having)\s+(?:(?:the\s+)?(?:columns?|attributes?|fields?|members?|methods?)\s+)?(.+)",
        body,
        re.IGNORECASE | re.DOTALL,
    )
    return (found[1], re.sub(r"\b(?:an?|the)\s+", "", found[2])) if found else (body, "")


def _joined(rest: str) -> tuple[str, list[tuple[str | None, str | None, str | None]]]:
    """`a cache connected to B labelled 'x'`: what is added, and the lines with it; None stands for the new element."""
    found = re.search(
        r",?\s+(?:and\s+)?(?:that\s+is\s+|which\s+is\s+)?(?:(?:connected|linked|joined|wired|attached)\s+(?P<way>to|with|from)|(?P<from>from))\s+(?P<other>.+?)"
        rf"(?:\s+{SAYING}\s+(?P<label>{QUOTE}|.+))?$",
        rest,
        re.IGNORECASE | re.DOTALL,
    )
    if found is None:
        return rest, []
    others, label = listed(found["other"]), found["label"]
    if found["from"] or found["way"] == "from":
        return rest[: found.start()], [(other, None, label) for other in others]
    return rest[: found.start()], [(None, other, label) for other in others]


def _place(
    diagram: Diagram, clause: Clause, body: str, last: str | None
) -> tuple[str, dict[str, Any], str | None] | None:
    """What is added without its place; the place; and the label of the line that leads there."""
    edge_label = None
    tail = re.search(
        rf"\s+(?:labelled|labeled|saying|with (?:the )?label)\s+({QUOTE}|[^,]+)$", body, re.IGNORECASE
    )
    if tail is not None and _PLACES.search(body[: tail.start()]) is not None:
        edge_label, body = clause.said(tail[1]), body[: tail.start()]
    for start in [m.start() for m in re.finditer(r"\s+(?=\w)", body)]:
        found = _PLACES.match(body, start)
        if found is None:
            continue
        if found["between"]:
            ends = (found["a"], found["b"])
            place: dict[str, Any] = {"between": tuple(target(diagram, clause, e, last) for e in ends)}
            return body[:start], place, edge_label
        relation = found["rel"].casefold()
        made = _related(diagram, clause, relation, found["at"], last)
        if made is not None:
            return body[:start], made, edge_label
    return None


def _related(
    diagram: Diagram, clause: Clause, relation: str, at: str, last: str | None
) -> dict[str, Any] | None:
    tree = diagram.type in ("mindmap", "org-chart")
    strict = relation in (
        "after",
        "following",
        "behind",
        "before",
        "ahead of",
        "in front of",
        "next to",
        "beside",
    )
    if strict:
        where = "before" if relation in ("before", "ahead of", "in front of") else "after"
        id = target(diagram, clause, at, last)
        if find_node(diagram, id) is None:
            raise refused(f"{clause.said(at)!r} is a group", "say: in the group …")
        return {where: id}
    if tree and relation not in ("within",):
        if diagram.type == "org-chart" and relation in ("in", "into", "inside", "within"):
            group = find(diagram, clause.quoted(at), groups=True)
            if group is not None:
                return {"group": group}
        return {"parent": target(diagram, clause, at, last)}
    if relation in ("in", "into", "inside", "within", "to", "under"):
        group = find(diagram, clause.quoted(at), groups=True)
        if group is not None:
            return {"group": group}
        if relation in ("into", "inside", "within"):
            return {"group": resolve(diagram, clause.quoted(at), groups=True)}
        if re.fullmatch(
            r"(?:the\s+)?(?:end|diagram|chart|flowchart|flow|timeline|start|beginning|map)",
            at.strip(),
            re.IGNORECASE,
        ):
            return {}
        if relation == "in" and not clause.is_quoted(at):
            return {"group": resolve(diagram, clause.quoted(at), groups=True)}
        if relation == "to" and diagram.type in ("flowchart", "architecture"):
            raise refused(
                f"where is it to go at {clause.said(at)!r}?",
                "say: after A, before A, between A and B, or in the group G",
                code="edit.unclear",
            )
    return None


def _period(diagram: Diagram, clause: Clause, body: str, place: dict[str, Any]) -> Found:
    """`1999: 'Founded'`: a period with its events."""
    said = re.sub(r"^(?:an?|the)\s+(?:new\s+)?", "", body.strip(), flags=re.IGNORECASE)
    said = re.sub(r"^(?:period|year|milestone|date|entry)\s+", "", said, flags=re.IGNORECASE)
    label, _, events = said.partition(":")
    if not events:
        with_events = re.fullmatch(
            rf"(.+?)\s+(?:with|saying|,)\s+(?:the\s+)?(?:events?\s+)?({QUOTE}.*|.+)", said, re.DOTALL
        )
        label, events = (with_events[1], with_events[2]) if with_events else (said, "")
    step = Add(label=clause.said(label), **place)
    made = apply_step(diagram, step)
    new = next(n.id for n in nodes_of(made) if find_node(diagram, n.id) is None)
    more = [
        AddMember(owner=new, member="event", name=clause.said(e))
        for e in re.split(r"\s*;\s*|\s+:\s+", events)
        if e.strip()
    ]
    return Found([step, *more], new)
