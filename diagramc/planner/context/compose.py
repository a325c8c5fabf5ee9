"""docker-compose files as an architecture: services, what they depend on, the networks they share.

Of the environment only the hosts in addresses are looked at; values, files and other compose files are neither read nor shown.
"""

from __future__ import annotations

import re

from diagramc.frontends.document.tree import Value
from diagramc.ir.architecture import Architecture, Boundary, Connection, Service
from diagramc.ir.base import Diagram
from diagramc.ir.ids import slug
from diagramc.planner.context.tree import entries, get, names, parse, text

MAX_SERVICES = 150
"""The most services that are read."""
_HOST = re.compile(r"(?:://|^)(?:[^\s/@]*@)?([\w.-]+)(?::\d+)?(?:[/?]|$)")


def read(source: str) -> dict[str, Diagram]:
    """The services of a compose file as an architecture; empty when it has none."""
    root = parse(source)
    services = [(name, body) for name, body in entries(get(root, "services")) if body.kind == "object"]
    services = services[:MAX_SERVICES]
    if not services:
        return {}
    ids: dict[str, str] = {}
    for name, _ in services:
        ids[name] = slug(name, ids.values())
    groups = _networks(services, set(ids.values()))
    made = tuple(_service(name, body, ids[name], groups) for name, body in services)
    boundaries = tuple(Boundary(id=id, label=name, kind="network") for name, id in groups.items())
    return {
        "architecture": Architecture(
            services=made, connections=_connections(services, ids), groups=boundaries
        )
    }


def _service(name: str, body: Value, id: str, groups: dict[str, str]) -> Service:
    from diagramc.planner.offline.architecture import Described

    image = text(get(body, "image")).partition("@")[0]
    product = image.rpartition("/")[2].partition(":")[0]
    described = Described(name)
    by_image = Described(product.replace("-", " ")) if product else described
    told = by_image if described.kind == "service" or not described.known else described
    own = [network for network in names(get(body, "networks")) if network in groups]
    return Service(
        id=id,
        label=name,
        kind=told.kind,
        technology=None if not product or product.lower() == name.lower() else by_image.name,
        group=groups[own[0]] if len(own) == 1 else None,
    )


def _networks(services: list[tuple[str, Value]], taken: set[str]) -> dict[str, str]:
    """The networks that tell services apart, with an id each; none when all share one."""
    used = dict.fromkeys(network for _, body in services for network in names(get(body, "networks")))
    if len(used) < 2:
        return {}
    found: dict[str, str] = {}
    for network in used:
        found[network] = slug(f"network {network}", {*taken, *found.values()})
    return found


def _connections(services: list[tuple[str, Value]], ids: dict[str, str]) -> tuple[Connection, ...]:
    found: dict[tuple[str, str], None] = {}
    for name, body in services:
        asked = [
            *names(get(body, "depends_on")),
            *(link.partition(":")[0] for link in names(get(body, "links"))),
        ]
        for other in (*asked, *_hosts(get(body, "environment"), ids)):
            if other in ids and other != name:
                found[ids[name], ids[other]] = None
    return tuple(Connection(source=source, target=target) for source, target in found)


def _hosts(environment: Value, ids: dict[str, str]) -> list[str]:
    """The services that addresses in the environment lead to: `postgres://app:…@db:5432/app` leads to `db`."""
    listed = [text(item).partition("=")[2] for item in environment.items]
    values = listed or [text(value) for _, value in entries(environment)]
    found = (
        match[1] for value in values for part in value.split(",") for match in _HOST.finditer(part.strip())
    )
    return [host for host in found if host in ids]
