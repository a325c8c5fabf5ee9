"""Architecture as an outline: each service in its groups, and under it what it is connected to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from diagramc.backends.outline import Line, graph_lines, name, said, with_remark
from diagramc.ir.architecture import Architecture, Connection, Service


def _service(service: Service) -> list[str]:
    kind = "" if service.kind in ("service", "component") else service.kind.replace("-", " ")
    kind = "" if kind.lower() in name(service).lower() else kind
    external = "external" if service.external else None
    return [with_remark(name(service), kind, service.technology, external, service.description)]


def _connection(edge: Connection, called: Mapping[str, str]) -> str:
    ends = (edge.source_head != "none", edge.target_head != "none")
    arrow = {(True, True): "↔", (False, True): "→", (True, False): "←", (False, False): "–"}[ends]
    label = said(edge.label)
    start = f"{label} {arrow}" if label else arrow
    return with_remark(f"{start} {called[edge.target]}", edge.protocol)


def outline(diagram: Architecture) -> Iterator[Line]:
    """The lines of the outline."""
    return graph_lines(diagram.services, diagram.connections, diagram.groups, _service, _connection)
