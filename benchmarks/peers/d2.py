"""A diagram as D2 source, for what D2 has: all types but timelines.

Written to compare layouts: labels, shapes, groups, ends of edges and order are there; links, styles of the author's own, activations
and dividers are not. Elements are numbered, so that no id is one of D2's reserved words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from diagramc.ir.architecture import Architecture
from diagramc.ir.base import Diagram, Edge, Group, Label, Node, label_of, plain
from diagramc.ir.class_ import Class, ClassDiagram, Operation, Relation
from diagramc.ir.er import Entity, EntityRelationship, Relationship
from diagramc.ir.flowchart import Flowchart
from diagramc.ir.mindmap import MindMap
from diagramc.ir.org_chart import OrgChart
from diagramc.ir.sequence import AnyStep, Fragment, Message, SequenceNote
from diagramc.ir.sequence import Sequence as SequenceDiagram

DIRECTIONS = {"TB": "down", "BT": "up", "LR": "right", "RL": "left"}
FLOW_SHAPES = {
    "decision": "diamond",
    "start": "oval",
    "end": "oval",
    "terminal": "oval",
    "data": "parallelogram",
    "database": "cylinder",
    "storage": "stored_data",
    "document": "document",
    "documents": "document",
    "preparation": "hexagon",
    "queue": "queue",
    "connector": "circle",
    "actor": "person",
    "cloud": "cloud",
}
SERVICE_SHAPES = {
    "database": "cylinder",
    "cache": "cylinder",
    "storage": "stored_data",
    "disk": "stored_data",
    "queue": "queue",
    "topic": "queue",
    "user": "person",
    "cloud": "cloud",
    "internet": "cloud",
}
PARTICIPANT_SHAPES = {
    "actor": "person",
    "database": "cylinder",
    "queue": "queue",
    "collections": "page",
    "entity": "circle",
    "boundary": "circle",
    "control": "circle",
}
CARDINALITIES = {
    "zero-or-one": "cf-one",
    "exactly-one": "cf-one-required",
    "zero-or-more": "cf-many",
    "one-or-more": "cf-many-required",
}
KEYS = {"PK": "primary_key", "FK": "foreign_key", "UK": "unique"}
MARKS = {"public": "+", "private": "-", "protected": "#", "package": "~"}
HOLLOW = "{shape: triangle; style.filled: false}"


def quoted(text: str) -> str:
    """A text as a D2 string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("$", "\\$")
    return '"' + escaped.replace("\n", "\\n") + '"'


def d2_source(diagram: Diagram) -> str | None:
    """The diagram in D2; None for a timeline, which D2 has not."""
    match diagram:
        case Flowchart():
            lines = _graph(
                diagram.nodes,
                diagram.groups,
                diagram.edges,
                {node.id: _shape(FLOW_SHAPES.get(node.kind)) for node in diagram.nodes},
                diagram.direction,
            )
        case Architecture():
            lines = _graph(
                diagram.services,
                diagram.groups,
                diagram.connections,
                {service.id: _shape(SERVICE_SHAPES.get(service.kind)) for service in diagram.services},
                diagram.direction,
            )
        case EntityRelationship():
            lines = _graph(
                diagram.entities,
                diagram.groups,
                diagram.relationships,
                {entity.id: _table(entity) for entity in diagram.entities},
                diagram.direction,
            )
        case ClassDiagram():
            lines = _graph(
                diagram.classes,
                diagram.groups,
                diagram.relations,
                {found.id: _members(found) for found in diagram.classes},
                diagram.direction,
            )
        case MindMap():
            edges = [Edge(source=topic.parent, target=topic.id) for topic in diagram.topics if topic.parent]
            lines = _graph(diagram.topics, (), edges, {}, "LR")
        case OrgChart():
            edges = [
                Edge(source=person.reports_to, target=person.id)
                for person in diagram.people
                if person.reports_to
            ]
            people = [
                Node(
                    id=person.id,
                    label="\n".join(filter(None, (plain(label_of(person)), person.title))),
                    group=person.group,
                )
                for person in diagram.people
            ]
            lines = _graph(people, diagram.groups, edges, {}, "TB")
        case SequenceDiagram():
            lines = _sequence(diagram)
        case _:
            return None
    return "\n".join(lines) + "\n"


def _shape(name: str | None) -> list[str]:
    return [f"shape: {name}"] if name else []


def _table(entity: Entity) -> list[str]:
    lines = ["shape: sql_table"]
    for attribute in entity.attributes:
        keys = "; ".join(KEYS[key] for key in attribute.keys)
        constraint = f" {{constraint: [{keys}]}}" if keys else ""
        lines.append(f"{quoted(attribute.name)}: {quoted(attribute.type or '')}{constraint}")
    return lines


def _members(found: Class) -> list[str]:
    lines = ["shape: class"]
    lines += [f'{quoted(value)}: ""' for value in found.values]
    lines += [
        f"{quoted(MARKS.get(attribute.visibility or '', '') + attribute.name)}: {quoted(attribute.type or '')}"
        for attribute in found.attributes
    ]
    return lines + [_operation(operation) for operation in found.operations]


def _operation(operation: Operation) -> str:
    parameters = ", ".join(": ".join(filter(None, (p.name, p.type))) for p in operation.parameters)
    name = f"{MARKS.get(operation.visibility or '', '')}{operation.name}({parameters})"
    return f"{quoted(name)}: {quoted(operation.returns or '')}"


def _graph(
    nodes: Sequence[Node],
    groups: Sequence[Group],
    edges: Iterable[Edge],
    details: dict[str, list[str]],
    direction: str | None,
) -> list[str]:
    """Nodes in nested groups, and edges between them. `details` are the lines inside a node's braces."""
    parents = {group.id: group.parent for group in groups} | {node.id: node.group for node in nodes}
    names = {group.id: f"g{i}" for i, group in enumerate(groups)} | {
        n.id: f"n{i}" for i, n in enumerate(nodes)
    }

    def path(id: str) -> str:
        parent = parents[id]
        return f"{path(parent)}.{names[id]}" if parent in names and parent is not None else names[id]

    lines = [f"direction: {DIRECTIONS[direction]}"] if direction else []
    lines += [f"{path(group.id)}: {_words(label_of(group))}" for group in groups]
    for node in nodes:
        inside = "; ".join(details.get(node.id, ()))
        lines.append(f"{path(node.id)}: {_words(label_of(node))}" + (f" {{{inside}}}" if inside else ""))
    for edge in edges:
        if edge.source in names and edge.target in names:
            arrow, ends = _ends(edge)
            label = f": {_words(edge.label)}" if plain(edge.label) else ": " if ends else ""
            lines.append(
                f"{path(edge.source)} {arrow} {path(edge.target)}{label}" + (f" {{{ends}}}" if ends else "")
            )
    return lines


def _words(label: Label | None) -> str:
    return quoted(plain(label))


def _ends(edge: Edge) -> tuple[str, str]:
    """The arrow of an edge, and what its braces say."""
    if isinstance(edge, Relationship):
        source, target = CARDINALITIES[edge.source_cardinality], CARDINALITIES[edge.target_cardinality]
        return "<->", f"source-arrowhead.shape: {source}; target-arrowhead.shape: {target}"
    if isinstance(edge, Relation):
        return _relation(edge)
    heads = [getattr(edge, f"{end}_head", "none") != "none" for end in ("source", "target")]
    if not hasattr(edge, "target_head"):
        return "--", ""
    arrow = ("<" if heads[0] else "-") + ("->" if heads[1] else "-")
    return arrow, "style.stroke-dash: 4" if getattr(edge, "line", "solid") in ("dashed", "dotted") else ""


def _relation(relation: Relation) -> tuple[str, str]:
    dashed = "; style.stroke-dash: 4"
    match relation.kind:
        case "inheritance":
            return "->", f"target-arrowhead: {HOLLOW}"
        case "realization":
            return "->", f"target-arrowhead: {HOLLOW}{dashed}"
        case "composition" | "aggregation":
            filled = "true" if relation.kind == "composition" else "false"
            return "<-", f"source-arrowhead: {{shape: diamond; style.filled: {filled}}}"
        case "dependency":
            return "->", dashed[2:]
        case "link":
            return "--", ""
    return "->", ""


def _sequence(diagram: SequenceDiagram) -> list[str]:
    names = {participant.id: f"p{i}" for i, participant in enumerate(diagram.participants)}
    lines = ["shape: sequence_diagram"]
    for participant in diagram.participants:
        shape = PARTICIPANT_SHAPES.get(participant.kind)
        braces = f" {{shape: {shape}}}" if shape else ""
        lines.append(f"{names[participant.id]}: {_words(label_of(participant))}{braces}")
    return lines + _steps(diagram.steps, names, [0])


def _steps(steps: Iterable[AnyStep], names: dict[str, str], count: list[int]) -> list[str]:
    """Messages, notes and fragments; `count` numbers the fragments and notes so far."""
    lines: list[str] = []
    for step in steps:
        match step:
            case Message(source=str() as source, target=str() as target):
                dashed = step.line == "dashed" or (step.line is None and step.kind == "reply")
                braces = " {style.stroke-dash: 4}" if dashed else ""
                lines.append(f"{names[source]} -> {names[target]}: {_words(step.label)}{braces}")
            case SequenceNote():
                count[0] += 1
                lines.append(f"{names[step.participants[0]]}.note{count[0]}: {_words(step.text)}")
            case Fragment():
                for operand in step.operands:
                    count[0] += 1
                    head = f"f{count[0]}: {quoted(f'{step.kind} {plain(operand.label or step.label)}'.strip())} {{"
                    inside = _steps(operand.steps, names, count)
                    if inside:
                        lines += [head, *inside, "}"]
    return lines
