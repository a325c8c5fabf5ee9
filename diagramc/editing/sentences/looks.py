"""Commands about looks: colours, kinds and shapes, titles, the direction."""

from __future__ import annotations

import re

from diagramc.editing.faults import EditError, refused
from diagramc.editing.patch import (
    Restyle,
    SetDiagram,
)
from diagramc.editing.sentences.clauses import Clause
from diagramc.editing.sentences.patterns import (
    THE,
    Found,
    elements,
    match,
    target,
)
from diagramc.editing.sentences.words import DIRECTIONS, colour, kind_for, shape_for
from diagramc.ir.base import Diagram


def title(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    """`set the title to X`; in an org chart also of a person."""
    found = match(
        r"(?:set|change|make|add|give)\s+(?:the\s+|a\s+|it\s+(?:the|a)\s+)?(?:diagram(?:'s)?\s+)?(?:title|heading)\s*(?:of the diagram\s+)?(?:to|as|:|=)?\s*(?P<title>.+)",
        clause.text,
    ) or match(r"(?:title|entitle|call)\s+(?:it|this|the\s+(?:diagram|chart))\s+(?P<title>.+)", clause.text)
    if found is None:
        return None
    if diagram.type == "org-chart":
        of = match(r"of\s+(?P<who>.+?)\s+(?:to|as)\s+(?P<title>.+)", found["title"])
        if of is not None:
            id = target(diagram, clause, of["who"], last)
            return Found([Restyle(target=id, title=clause.said(of["title"]))], id)
    return Found([SetDiagram(title=clause.said(found["title"]))])


def direction(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    """`make it left to right`."""
    words = "|".join(sorted(map(re.escape, DIRECTIONS), key=len, reverse=True))
    found = match(
        rf"(?:(?:make|turn|lay|draw|flip|set|change|let|rotate|switch)\s+)(?:out\s+)?(?:it|this|(?:the\s+)?(?:diagram|chart|flowchart|flow|direction|layout|graph)|everything)?\s*"
        rf"(?:go|flow|run|out|to be|be|to|as)*\s*(?:from\s+)?(?P<way>{words})",
        clause.text,
    )
    return Found([SetDiagram(direction=DIRECTIONS[found["way"].casefold()])]) if found else None  # type: ignore[arg-type]


def restyled(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    """`colour A red`, `make A a decision`, `A should be green`."""
    found = match(
        r"(?:change|set)\s+(?:the\s+)?(?P<field>colou?r|fill|background|border|outline|stroke|text colou?r|shape|kind|type)\s+(?:of|for)\s+(?P<what>.+?)\s+(?:to|as)\s+(?P<how>.+)",
        clause.text,
    ) or _painted(clause)
    if found is not None:
        ids = elements(diagram, clause, found["what"], last)
        return Found(
            [_styled(diagram, id, found["field"].casefold(), clause.said(found["how"])) for id in ids],
            ids[-1],
        )
    should = match(
        r"(?P<what>.+?)\s+(?:should|must|has to|needs to|is to)\s+be\s+(?:an?\s+|the\s+)?(?P<how>[\w# -]+)",
        clause.text,
    )
    if should is not None and _look(diagram, should["how"]):
        ids = elements(diagram, clause, should["what"], last)
        return Found([_styled(diagram, id, "", should["how"]) for id in ids], ids[-1])
    made = match(
        rf"(?:make|turn|mark|set|change)\s+(?P<what>.+?)\s+(?:(?:into|to|as|be)\s+)?{THE}(?P<how>[\w# -]+?)(?:\s+(?:node|shape|box|class|participant|step))?",
        clause.text,
    )
    if made is None:
        return None
    words = made["what"].split() + made["how"].split()
    for cut in range(1, len(words)):
        what, how = " ".join(words[:cut]), " ".join(words[cut:])
        what = re.sub(
            r"\s+(?:into|to|as|be|an?|the)$", "", re.sub(r"\s+(?:into|to|as|be)\s+(?:an?|the)$", "", what)
        )
        how = re.sub(r"^(?:an?|the|into|to|as)\s+", "", re.sub(r"^(?:into|to|as)\s+(?:an?|the)\s+", "", how))
        if not _look(diagram, how):
            continue
        try:
            ids = elements(diagram, clause, what, last)
        except EditError:
            continue
        return Found([_styled(diagram, id, "", how) for id in ids], ids[-1])
    if _look(diagram, made["how"]):
        elements(diagram, clause, made["what"], last)  # refused, with the names that come near
    return None


def _painted(clause: Clause) -> re.Match[str] | None:
    """`colour A light blue`: the colour is the last two words where these are the name of one, else the last word."""
    head = r"(?P<field>colou?r|paint|fill)\s+(?P<what>.+?)\s+(?:in\s+|with\s+)?"
    two = match(head + r"(?P<how>\S+\s+\S+)", clause.text)
    return two if two is not None and colour(two["how"]) else match(head + r"(?P<how>\S+)", clause.text)


def _look(diagram: Diagram, how: str) -> bool:
    return bool(colour(how) or kind_for(diagram, how) or shape_for(diagram, how))


def _styled(diagram: Diagram, id: str, field: str, how: str) -> Restyle:
    tint = colour(how)
    if tint is not None and field not in ("shape", "kind", "type"):
        if field.startswith("text"):
            return Restyle(target=id, color=tint)
        outline = field in ("border", "outline", "stroke")
        return Restyle(target=id, stroke=tint) if outline else Restyle(target=id, fill=tint)
    bare = re.sub(r"^(?:an?|the)\s+", "", how, flags=re.IGNORECASE)
    kind, shape = kind_for(diagram, bare), shape_for(diagram, bare)
    if field == "shape" and shape is not None:
        return Restyle(target=id, shape=shape)
    if kind is not None:
        return Restyle(target=id, kind=kind)
    if shape is not None:
        return Restyle(target=id, shape=shape)
    raise refused(f"{how!r} is no colour, kind or shape that is known here", code="edit.unclear")


def promoted(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    """`make Ann CFO`, `promote Ann to CFO` in an org chart."""
    if diagram.type != "org-chart":
        return None
    found = match(r"(?:promote|appoint)\s+(?P<who>.+?)\s+(?:to|as)\s+(?P<title>.+)", clause.text) or match(
        r"make\s+(?P<who>.+?)\s+(?:the\s+)?(?P<title>[A-Z]{2,5}|(?:Head|VP|Chief|Director)\b.*)", clause.text
    )
    if found is None:
        return None
    id = target(diagram, clause, found["who"], last)
    return Found([Restyle(target=id, title=clause.said(found["title"]))], id)
