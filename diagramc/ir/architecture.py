"""Architecture: services in nested groups (clouds, regions, networks), and what connects them."""

from __future__ import annotations

from typing import Literal

from diagramc.ir.base import Diagram, Direction, Edge, EdgeHead, Group, LineStyle, Node, Side
from diagramc.ir.outlines import NodeShape

ServiceKind = Literal[
    "service",
    "server",
    "database",
    "cache",
    "queue",
    "topic",
    "storage",
    "disk",
    "function",
    "container",
    "gateway",
    "load-balancer",
    "cdn",
    "dns",
    "firewall",
    "web",
    "mobile",
    "browser",
    "user",
    "internet",
    "cloud",
    "search",
    "analytics",
    "monitoring",
    "scheduler",
    "auth",
    "secrets",
    "mail",
    "payment",
    "ai-model",
    "device",
    "system",
    "component",
    "junction",
]
"""`junction` is a point where connections meet, drawn as a dot."""
GroupKind = Literal[
    "group", "cloud", "region", "zone", "network", "cluster", "team", "system", "container", "layer"
]


class Service(Node, frozen=True, kw_only=True):
    """A service or other part. `icon` overrides the kind's picture; `external` is outside the system's border.

    `shape` is the outline that the author chose; without one it is a card with the picture.
    """

    kind: ServiceKind = "service"
    shape: NodeShape | None = None
    icon: str | None = None
    technology: str | None = None
    external: bool = False


class Connection(Edge, frozen=True, kw_only=True):
    """What `source` says to `target`, over `protocol`; heads give the direction, sides where it leaves and arrives."""

    protocol: str | None = None
    line: LineStyle = "solid"
    source_head: EdgeHead = "none"
    target_head: EdgeHead = "arrow"
    source_side: Side | None = None
    target_side: Side | None = None


class Boundary(Group, frozen=True, kw_only=True):
    """A cloud, region, network, cluster or team: a frame with an icon of its own."""

    kind: GroupKind = "group"
    icon: str | None = None
    technology: str | None = None
    external: bool = False


class Architecture(Diagram, frozen=True, kw_only=True, tag="architecture"):
    """An architecture diagram."""

    direction: Direction | None = None
    services: tuple[Service, ...] = ()
    connections: tuple[Connection, ...] = ()
    groups: tuple[Boundary, ...] = ()
