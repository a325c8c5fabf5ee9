"""The medium flowchart that benchmarks draw with every tool: 17 steps, 20 flows."""

from __future__ import annotations

from diagramc.ir.flowchart import Flow, Flowchart, FlowNode, NodeKind

_STEPS: tuple[tuple[str, str, NodeKind], ...] = (
    ("place", "Reader asks for a book", "start"),
    ("find", "Look it up in the catalogue", "process"),
    ("held", "Held here?", "decision"),
    ("ask", "Ask other libraries", "process"),
    ("elsewhere", "Found elsewhere?", "decision"),
    ("refuse", "Request refused", "end"),
    ("order", "Order by interlibrary loan", "process"),
    ("reserve", "Reserve the copy", "process"),
    ("notify", "Notify the reader", "process"),
    ("came", "Picked up in a week?", "decision"),
    ("remind", "Send a reminder", "process"),
    ("review", "Ask the librarian", "manual"),
    ("lend", "Lend the book", "process"),
    ("loans", "Loans", "database"),
    ("stamp", "Print the due date", "document"),
    ("hand", "Hand it over", "process"),
    ("done", "Book lent", "end"),
)
_FLOWS = (
    ("place", "find", None),
    ("find", "held", None),
    ("held", "ask", "No"),
    ("ask", "elsewhere", None),
    ("elsewhere", "refuse", "No"),
    ("elsewhere", "order", "Yes"),
    ("held", "reserve", "Yes"),
    ("order", "notify", None),
    ("reserve", "notify", None),
    ("notify", "came", None),
    ("came", "remind", "Not yet"),
    ("remind", "notify", None),
    ("came", "review", "Card blocked"),
    ("review", "refuse", "Refused"),
    ("review", "lend", "Allowed"),
    ("came", "lend", "Yes"),
    ("lend", "loans", None),
    ("lend", "stamp", None),
    ("stamp", "hand", None),
    ("hand", "done", None),
)

FLOWCHART = Flowchart(
    nodes=tuple(FlowNode(id=id, label=label, kind=kind) for id, label, kind in _STEPS),
    edges=tuple(Flow(source=source, target=target, label=label) for source, target, label in _FLOWS),
)

_D2_SHAPES = {
    "decision": "diamond",
    "start": "oval",
    "end": "oval",
    "database": "cylinder",
    "document": "document",
}


def to_d2(diagram: Flowchart) -> str:
    """The flowchart in D2's language, for D2 to draw."""
    shapes = {node.id: _D2_SHAPES.get(node.kind) for node in diagram.nodes}
    nodes = [
        f"{n.id}: {n.label}" + (f" {{shape: {shapes[n.id]}}}" if shapes[n.id] else "") for n in diagram.nodes
    ]
    edges = [f"{e.source} -> {e.target}" + (f": {e.label}" if e.label else "") for e in diagram.edges]
    return "\n".join([*nodes, *edges]) + "\n"
