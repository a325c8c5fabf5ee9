"""Elements written down in a language: by its backend, out of a small diagram that holds nothing else.

The backends know how to escape; so each new line is one that a backend wrote, with made-up names in place of the author's.
"""

from __future__ import annotations

import re
from typing import Any

from msgspec.structs import replace

from diagramc.editing.elements import (
    PARENT,
    edges_of,
    element_class,
    groups_of,
    messages_of,
    nodes_of,
    with_edges,
    with_groups,
    with_nodes,
)
from diagramc.editing.splice.text import Text
from diagramc.errors import DiagramcError
from diagramc.ir.base import Diagram, label_of, plain
from diagramc.ir.sequence import Message, Sequence

TARGETS = {"mermaid": "mermaid", "plantuml": "plantuml", "dot": "graphviz"}
FIRST, SECOND, ROOT, LABEL = "zqfirst", "zqsecond", "zqroot", "zqlabel"
"""Names that stand in for the author's while a backend writes."""


class Written:
    """A small diagram, written and read again."""

    def __init__(self, text: Text, diagram: Diagram) -> None:
        self.text, self.diagram = text, diagram

    def lines_of(self, element: Any) -> list[str]:
        """The lines of an element, without their common indentation."""
        first, last = self.text.line_of(element), self.text.last_line_of(element)
        if first is None or last is None:
            return []
        lines = self.text.lines[first : last + 1]
        indent = len(self.text.indent(first))
        return [line[indent:] if not line[:indent].strip() else line.lstrip() for line in lines]


def write(diagram: Diagram, language: str) -> Written | None:
    """A small diagram in a language, with the diagram that is read from it; None when the language cannot say it."""
    from diagramc.frontends.base import reader
    from diagramc.pipeline import lower

    try:
        text = lower(diagram, TARGETS[language])
        found, _ = reader(language)(text, "scribe", type=diagram.type)
    except DiagramcError:
        return None
    if found is None or found.type != diagram.type:
        return None
    from diagramc.passes.normalize import normalize

    found = normalize(found)
    return Written(Text(text, language, found), found)


def empty(diagram: Diagram) -> Diagram:
    """A diagram of the same type with nothing in it; its direction stays."""
    direction: dict[str, Any] = (
        {"direction": getattr(diagram, "direction", None)} if "direction" in diagram.__struct_fields__ else {}
    )
    return type(diagram)(**direction)


def node_alone(diagram: Diagram, node: Any, name: str = FIRST) -> Diagram:
    """A small diagram of one node, under a root where the type is a tree."""
    given: dict[str, Any] = {"id": name, "group": None}
    tree = PARENT.get(diagram.type)
    others: tuple[Any, ...] = ()
    if tree is not None and getattr(node, tree) is not None:
        others = (element_class(diagram, "nodes")(id=ROOT),)
        given[tree] = ROOT
    if "dotted" in node.__struct_fields__:
        given["dotted"] = ()
    if node.label is None and diagram.type in ("mindmap", "timeline", "org-chart"):
        given["label"] = node.id
    styles = {c: diagram.styles[c] for c in node.classes if c in diagram.styles}
    made = with_nodes(empty(diagram), (*others, replace(node, **given)))
    return replace(made, styles=styles) if styles else made


def node_lines(diagram: Diagram, node: Any, token: str, language: str) -> tuple[list[str], Any]:
    """A node's lines, under its name in the text, and the node as it is read back; no lines when it cannot be written."""
    written = write(node_alone(diagram, node), language)
    if written is None:
        return [], None
    back = [n for n in nodes_of(written.diagram) if n.id != ROOT and plain(label_of(n)) != ROOT]
    if len(back) != 1:
        return [], None
    return named(written.lines_of(back[0]), {FIRST: token}), back[0]


def named(lines: list[str], names: dict[str, str]) -> list[str]:
    """Lines with the author's names in place of the made-up ones; underscores that kept those apart go with them."""
    made = lines
    for placeholder, token in names.items():
        pattern = re.compile(rf"\"?{placeholder}\"?")
        made = [token.join(pattern.split(line)) for line in made]
    return made


def edge_lines(diagram: Diagram, edge: Any, source: str, target: str, language: str) -> list[str]:
    """An edge's or message's lines between two names."""
    written = _edge_written(diagram, edge, language)
    if written is None:
        return []
    links = (
        list(messages_of(written.diagram))
        if isinstance(written.diagram, Sequence)
        else edges_of(written.diagram)
    )
    if len(links) != 1:
        return []
    return named(written.lines_of(links[0]), {FIRST: source, SECOND: target})


def _edge_written(diagram: Diagram, edge: Any, language: str) -> Written | None:
    struct = element_class(diagram, "nodes")
    loop = edge.source == edge.target
    nodes = (struct(id=FIRST),) if loop else (struct(id=FIRST), struct(id=SECOND))
    small = with_nodes(empty(diagram), nodes)
    plainly = replace(edge, source=FIRST, target=FIRST if loop else SECOND)
    if isinstance(small, Sequence):
        assert isinstance(plainly, Message)
        return write(replace(small, steps=(replace(plainly, activate=False, deactivate=False),)), language)
    return write(with_edges(small, (replace(plainly, id=None),)), language)


def member_lines(diagram: Diagram, owner: Any, field: str, member: Any, language: str) -> list[str]:
    """The lines of one member of a node."""
    only = {name: () for name in ("attributes", "operations", "values", "events") if hasattr(owner, name)}
    bare = type(owner)(id=FIRST)
    if hasattr(owner, "kind"):
        bare = replace(bare, kind=owner.kind)
    written = write(with_nodes(empty(diagram), (replace(bare, **{**only, field: (member,)}),)), language)
    if written is None or len(nodes_of(written.diagram)) != 1:
        return []
    back = nodes_of(written.diagram)[0]
    found = getattr(back, field)
    if len(found) != 1:
        return []
    if isinstance(found[0], str):
        lines = written.lines_of(back)[1:-1]
        return [line.strip() for line in lines if "<<" not in line][:1]
    return [line.strip() for line in written.lines_of(found[0])]


def group_lines(diagram: Diagram, group: Any, token: str, language: str) -> list[str]:
    """The first and the last line of a group's block."""
    struct = element_class(diagram, "nodes")
    small = with_nodes(empty(diagram), (struct(id=SECOND, group=FIRST),))
    shown = label_of(group) if language == "dot" or diagram.type == "sequence" else group.label
    written = write(with_groups(small, (replace(group, id=FIRST, parent=None, label=shown),)), language)
    if written is None or len(groups_of(written.diagram)) != 1:
        return []
    lines = named(written.lines_of(groups_of(written.diagram)[0]), {FIRST: token})
    return [lines[0], lines[-1]] if len(lines) > 1 else lines


def label_text(diagram: Diagram, node: Any, label: Any, language: str) -> str | None:
    """A label as the backend writes it in the node's place for labels, without what stands round it."""
    template, _ = node_lines(diagram, replace(node, label=LABEL), "zqtoken", language)
    made, _ = node_lines(diagram, replace(node, label=label), "zqtoken", language)
    return _between("\n".join(template), "\n".join(made))


def edge_label_text(diagram: Diagram, edge: Any, label: Any, language: str) -> str | None:
    """An edge's label as the backend writes it."""
    template = edge_lines(diagram, replace(edge, label=LABEL), "zqa", "zqb", language)
    made = edge_lines(diagram, replace(edge, label=label), "zqa", "zqb", language)
    return _between("\n".join(template), "\n".join(made))


def group_label_text(diagram: Diagram, group: Any, label: Any, language: str) -> str | None:
    """A group's label as the backend writes it."""
    template = group_lines(diagram, replace(group, label=LABEL), "zqtoken", language)
    made = group_lines(diagram, replace(group, label=label), "zqtoken", language)
    return _between(template[0], made[0]) if template and made else None


def _between(template: str, made: str) -> str | None:
    """What stands in `made` where `template` has the made-up label."""
    before, mark, after = template.partition(LABEL)
    if not mark:
        return None
    quoted = before.endswith('"') and after.startswith('"')
    if quoted and not (made.startswith(before) and made.endswith(after)):
        before, after = before[:-1], after[1:]
    if not (made.startswith(before) and made.endswith(after)) or len(made) < len(before) + len(after):
        return None
    return made[len(before) : len(made) - len(after)]
