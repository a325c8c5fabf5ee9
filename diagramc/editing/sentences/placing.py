"""Commands that move, group and wrap."""

from __future__ import annotations

from diagramc.editing.elements import (
    find_group,
    find_node,
)
from diagramc.editing.faults import refused
from diagramc.editing.patch import (
    Move,
    Wrap,
)
from diagramc.editing.resolve import resolve
from diagramc.editing.sentences.adding import grouped
from diagramc.editing.sentences.clauses import Clause
from diagramc.editing.sentences.patterns import SAYING, Found, elements, match, message, target
from diagramc.ir.base import Diagram
from diagramc.ir.sequence import Sequence


def put_together(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    """`group A, B and C as G`."""
    found = match(
        r"(?:group|wrap|enclose|frame|box|cluster|put|place|combine|bundle)\s+(?P<members>.+?)\s+(?:together\s+)?"
        r"(?:(?:in|into|inside|with|by|under)\s+an?\s+(?:new\s+)?(?:group|subgraph|frame|box|lane|swimlane|cluster|package|namespace|boundary|section|team|layer)\s+"
        r"(?:called\s+|named\s+|labelled\s+|labeled\s+)?|(?:as|under the name|called|named)\s+)(?P<name>.+)",
        clause.text,
    )
    if found is None:
        return None
    return grouped(diagram, clause, found["members"], found["name"], last)


def wrapped(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    """`wrap x to y in a loop z`, `make x optional`."""
    if not isinstance(diagram, Sequence):
        return None
    found = match(
        r"(?:wrap|put|enclose|place)\s+(?:the\s+)?(?:messages?\s+)?(?:from\s+)?(?P<first>.+?)(?:\s+(?:to|through|until)\s+(?P<last>.+?))?\s+(?:in|into|inside|with)\s+an?\s+"
        rf"(?P<kind>loop|opt|alt|option|optional(?: block)?|break|critical|par|group)(?:\s+(?:fragment|block|frame))?\s*(?:{SAYING}|for|when|if)?\s*(?P<label>.*)",
        clause.text,
    )
    if found is not None:
        kind = found["kind"].casefold()
        kind = "opt" if kind.startswith("opt") else kind
        first = message(diagram, clause, found["first"])
        end = message(diagram, clause, found["last"]) if found["last"] else None
        return Found([Wrap(kind=kind, label=clause.said(found["label"]), first=first, last=end)])  # type: ignore[arg-type]
    optional = match(
        r"(?:make|mark)\s+(?P<first>.+?)\s+(?:as\s+)?optional(?:\s+(?:if|when|:)?\s*(?P<label>.+))?",
        clause.text,
    )
    if optional is None:
        return None
    first = message(diagram, clause, optional["first"])
    return Found([Wrap(kind="opt", label=clause.said(optional["label"] or ""), first=first)])


def moved(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    """`move A into G`, `after B`, `under P`, `out of G`."""
    found = match(
        r"(?:move|put|place|shift|drag|transfer)\s+(?P<what>.+?)\s+(?P<where>out of|after|behind|before|in front of|ahead of|next to|under|below|beneath|underneath|"
        r"into|inside|to|in|within)\s+(?P<at>.+)",
        clause.text,
    )
    if found is None:
        return None
    ids = elements(diagram, clause, found["what"], last)
    where, at = found["where"].casefold(), found["at"]
    if where == "out of":
        return Found([Move(target=id, group=_outer(diagram, id)) for id in ids], ids[-1])
    if where in ("after", "behind", "next to"):
        near = target(diagram, clause, at, last)
        return Found([Move(target=id, after=near) for id in reversed(ids)], ids[-1])
    if where in ("before", "in front of", "ahead of"):
        near = target(diagram, clause, at, last)
        return Found([Move(target=id, before=near) for id in ids], ids[-1])
    if diagram.type in ("mindmap", "org-chart"):
        parent = target(diagram, clause, at, last)
        if find_node(diagram, parent) is None:
            return Found([Move(target=id, group=parent) for id in ids], ids[-1])
        return Found([Move(target=id, parent=parent) for id in ids], ids[-1])
    group = resolve(diagram, clause.quoted(at), groups=True)
    return Found([Move(target=id, group=group) for id in ids], ids[-1])


def _outer(diagram: Diagram, id: str) -> str:
    """The group round an element's group; "" for none."""
    node = find_node(diagram, id)
    group = find_group(diagram, node.group if node is not None else find_group(diagram, id).parent)
    if group is None:
        raise refused(f"{id!r} is in no group", code="edit.nothing")
    return group.parent or ""
