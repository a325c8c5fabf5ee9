"""Facts to IR: services, connections and groups."""

from __future__ import annotations

from diagramc.ir.architecture import Architecture, Boundary, Connection, GroupKind, Service, ServiceKind
from diagramc.ir.ids import slug
from diagramc.planner.offline.architecture.services import Described, name_key
from diagramc.planner.offline.labels import capitalise
from diagramc.planner.offline.lexicon.services import GROUP_WORDS

TIERS: dict[ServiceKind, int] = {
    "user": 0,
    "internet": 1,
    "dns": 1,
    "cdn": 1,
    "browser": 2,
    "web": 2,
    "mobile": 2,
    "device": 2,
    "firewall": 3,
    "load-balancer": 3,
    "gateway": 4,
    "auth": 6,
    "server": 5,
    "service": 5,
    "function": 5,
    "container": 5,
    "system": 5,
    "component": 5,
}
"""Where a kind stands between people and data; kinds not named are data and helpers, at the far end."""


class ArchitectureBuilder:
    """Collects services, connections and groups."""

    def __init__(self) -> None:
        self.services: dict[str, Service] = {}
        self.groups: dict[str, Boundary] = {}
        self.connections: list[Connection] = []
        self._ids: dict[str, str] = {}

    def service(self, name: str, group: str | None = None) -> str:
        """The id of the service of this name, made when there is none."""
        described = Described(name)
        key = name_key(name)
        known = self._ids.get(key) or self._ids.get(name_key(described.name))
        if known is not None:
            if group is not None and self.services[known].group is None:
                self._put(known, group)
            return known
        service_id = slug(described.name, {**self.services, **self.groups})
        self._ids[key] = self._ids[name_key(described.name)] = service_id
        self.services[service_id] = Service(
            id=service_id,
            label=described.name,
            kind=described.kind,
            technology=described.technology,
            external=described.external,
            group=group,
        )
        return service_id

    def find(self, name: str) -> str | None:
        """The service that a name means: the same, or the only one whose name ends in it or contains its head."""
        key = name_key(name)
        if key in self._ids:
            return self._ids[key]
        words = key.split()
        matches = {
            i
            for k, i in self._ids.items()
            if k.split()[-len(words) :] == words or (len(words) > 1 and set(k.split()) < set(words))
        }
        return next(iter(matches)) if len(matches) == 1 else None

    def _put(self, service_id: str, group: str) -> None:
        from msgspec.structs import replace

        self.services[service_id] = replace(self.services[service_id], group=group)

    def group(self, name: str, kind: GroupKind | None = None, parent: str | None = None) -> str:
        """The id of a group, made when there is none."""
        key = name_key(name)
        for group in self.groups.values():
            if name_key(str(group.label)) == key:
                return group.id
        group_id = slug(name, {**self.services, **self.groups})
        words = key.replace("-", " ").split()
        guessed = kind or next((GROUP_WORDS[w] for w in reversed(words) if w in GROUP_WORDS), "group")
        label = name[:1].upper() + name[1:] if any(c.isupper() for c in name) else _group_label(name)
        self.groups[group_id] = Boundary(id=group_id, label=label, kind=guessed or "group", parent=parent)
        return group_id

    def rename(self, service_id: str, label: str, technology: str) -> None:
        """Say which product a service is."""
        from msgspec.structs import replace

        self.services[service_id] = replace(
            self.services[service_id], label=label, technology=technology if technology != label else None
        )

    def put(self, service_id: str, group_id: str) -> None:
        """Put a service into a group, when it is in none."""
        if self.services[service_id].group is None:
            self._put(service_id, group_id)

    def surround(self, name: str) -> None:
        """Put a frame round everything that is neither a person nor run by others."""
        from msgspec.structs import replace

        outer = self.group(name)
        for group in list(self.groups.values()):
            if group.id != outer and group.parent is None:
                self.groups[group.id] = replace(group, parent=outer)
        for service in list(self.services.values()):
            if service.kind not in ("user", "browser", "internet", "mobile") and not service.external:
                self.put(service.id, outer)

    def connect(
        self,
        source: str,
        target: str,
        label: str | None = None,
        protocol: str | None = None,
        both: bool = False,
    ) -> None:
        """A connection, once for each pair and label."""
        if source == target:
            return
        connection = Connection(
            source=source,
            target=target,
            label=label,
            protocol=protocol,
            source_head="arrow" if both else "none",
        )
        for index, known in enumerate(self.connections):
            same = (known.source, known.target) == (source, target)
            if same and (known.label is None or label is None or known.label == label):
                if known.label is None and known.protocol is None:
                    self.connections[index] = connection
                return
        self.connections.append(connection)

    def build(self, title: str | None = None) -> Architecture:
        """The diagram."""
        used = {s.group for s in self.services.values()}
        groups = tuple(
            g
            for g in self.groups.values()
            if g.id in used or any(o.parent == g.id for o in self.groups.values())
        )
        return Architecture(
            title=title,
            services=tuple(self.services.values()),
            connections=tuple(self.connections),
            groups=groups,
        )

    def compose(self) -> None:
        """Join services that no text joins, from people through servers to data."""
        tiers: dict[int, list[str]] = {}
        for service in self.services.values():
            tiers.setdefault(TIERS.get(service.kind, 7), []).append(service.id)
        order = sorted(tiers)
        hub: str | None = None
        for tier in order:
            if tier >= 6:
                base = hub or (tiers[order[0]][0] if tier != order[0] else tiers[tier][0])
                for service_id in tiers[tier]:
                    self.connect(base, service_id)
                continue
            if hub is not None:
                for service_id in tiers[tier]:
                    self.connect(hub, service_id)
            hub = tiers[tier][0]
        if 5 in tiers and 7 in tiers and len(tiers[5]) > 1:
            self._pair_stores(tiers[5], tiers[7])

    def _pair_stores(self, servers: list[str], stores: list[str]) -> None:
        """A store that shares a word with one of several services belongs to it."""
        for store in stores:
            words = set(str(self.services[store].label).lower().split())
            for server in servers[1:]:
                if words & set(str(self.services[server].label).lower().split()) - {"service"}:
                    self.connections = [c for c in self.connections if c.target != store]
                    self.connect(server, store)
                    break


def _group_label(name: str) -> str:
    return (
        " ".join(
            w.upper() if w in ("aws", "gcp", "vpc", "dmz", "lan", "vlan") else w
            for w in capitalise(name).split()
        )
        .replace("Aws", "AWS")
        .replace("Vpc", "VPC")
        .replace("Gcp", "GCP")
    )
