"""Architecture to DOT: services by kind, nested networks as clusters, protocols on the connections."""

from __future__ import annotations

from diagramc.backends.base import of_heads
from diagramc.ir.architecture import Architecture, Boundary, Connection, Service
from diagramc.ir.base import label_of
from diagramc.targets.base import Escaped
from diagramc.targets.graphviz import (
    COLORS,
    HEADS,
    LESSER_HEADS,
    LINES,
    SIDES,
    Attributes,
    Writer,
    html_text,
    small,
    stacked,
    strong,
    text,
)
from diagramc.targets.graphviz.outlines import LESSER_OUTLINES, OUTLINES
from diagramc.targets.losses_graphviz import common_losses

UNSUPPORTED = common_losses("Service", "Connection", "Boundary") | {
    "Boundary.direction": "a group's own direction"
}
APPROXIMATED = {
    "Service.icon": "an icon only by its name",
    **{f"Service.shape={shape}": "a lesser outline" for shape in LESSER_OUTLINES},
    "Boundary.icon": "an icon only by its name",
    **of_heads("Connection", LESSER_HEADS),
}

_STORES = {"shape": "cylinder", "fillcolor": COLORS["data.fill"], "color": COLORS["data.stroke"]}
_OUTSIDE = {"fillcolor": COLORS["external.fill"], "color": COLORS["external.stroke"]}
_SHAPES: dict[str, Attributes] = {
    "database": _STORES,
    "storage": _STORES,
    "disk": _STORES,
    "cache": _STORES | {"style": "filled,dashed"},
    "queue": {"shape": "box3d", "fillcolor": COLORS["decision.fill"], "color": COLORS["decision.stroke"]},
    "topic": {"shape": "cds", "fillcolor": COLORS["decision.fill"], "color": COLORS["decision.stroke"]},
    "component": {"shape": "component"},
    "container": {"shape": "folder"},
    "system": {"peripheries": "2"},
    "user": {"shape": "ellipse"},
    "internet": {"shape": "egg"},
    "cloud": {"shape": "egg"},
}


def lower(diagram: Architecture) -> str:
    """The architecture as a DOT digraph."""
    writer = Writer(diagram, diagram.services, diagram.groups, diagram.direction)
    writer.nested(lambda node: _service(writer, node), _about)
    for edge in diagram.connections:
        _connection(writer, edge)
    return writer.source()


def _about(group: Boundary) -> str:
    kind = None if group.kind == "group" else group.kind
    outside = "external" if group.external else None
    words = ", ".join(word for word in (kind, group.technology, group.icon, outside) if word is not None)
    return f"[{words}]" if words else ""


def _service(writer: Writer, service: Service) -> None:
    if service.kind == "junction":
        base = {"shape": "circle", "width": "0.1", "fixedsize": "true", "fillcolor": COLORS["edge.stroke"]}
        shown = service.label is not None or service.description is not None
        extra = {"xlabel": writer.described(service)} if shown else {}
        writer.node(service, text(""), base | extra)
        return
    base = {"style": "filled,rounded"} | _SHAPES.get(service.kind, {})
    if service.shape is not None:
        base = {"style": "filled"} | OUTLINES[service.shape]
    if service.external:
        base |= _OUTSIDE | {"style": "filled,dashed"}
    kind = None if service.kind == "service" else service.kind
    about = ", ".join(word for word in (kind, service.technology, service.icon) if word is not None)
    label = stacked(
        strong(label_of(service)) if not isinstance(service.label, str) else html_text(service.label),
        small(f"[{about}]") if about else None,
        small(service.description) if service.description is not None else None,
    )
    writer.node(service, f"<{Escaped(label)}>", base)


def _connection(writer: Writer, edge: Connection) -> None:
    base = {"arrowhead": HEADS[edge.target_head]} | LINES[edge.line]
    if edge.source_head != "none":
        base |= {"arrowtail": HEADS[edge.source_head], "dir": "both"}
    if edge.protocol is not None:
        label = html_text(edge.label) if edge.label is not None else None
        base["label"] = f"<{stacked(label, small(f'[{edge.protocol}]'))}>"
    tail = f":{SIDES[edge.source_side]}" if edge.source_side else ""
    head = f":{SIDES[edge.target_side]}" if edge.target_side else ""
    writer.edge(edge, base, tail, head)
