"""Facts to IR: services and their connections as an architecture diagram."""

from __future__ import annotations

from diagramc.ir.architecture import Architecture, Boundary, Connection, GroupKind, Service, ServiceKind
from diagramc.ir.ids import slug
from diagramc.planner.offline.clauses import Clause, Phrase
from diagramc.planner.offline.labels import capitalise, third_person
from diagramc.planner.offline.lexicon.nouns import PEOPLE, SYSTEMS
from diagramc.planner.offline.lexicon.services import GROUP_WORDS, KIND_WORDS, PRODUCTS, PROTOCOLS
from diagramc.planner.offline.notation import Item, members_of, read_arrows
from diagramc.planner.offline.reading import Reading
from diagramc.planner.offline.tokens import noun_lemma

_VIA = ("via", "over", "using", "through")
_TO = ("to", "into", "from", "with", "on", "in", "through", "via", "at", "between", "against", "behind")
_MATTER = frozenset(
    "payment payments email emails e-mail e-mails mail login logins authentication authorization search logging monitoring analytics metrics reporting billing secrets model index".split()
)
"""Words that name what is sent or done as often as the service that does it."""
_NO_LABEL = frozenset("connect link talk".split())
_TIERS: dict[ServiceKind, int] = {
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


class Described:
    """What a name says about a service: spelling, kind, technology, whether others run it."""

    def __init__(self, name: str) -> None:
        low = name.lower()
        words = [noun_lemma(word) for word in low.replace("-", " ").split()]
        products = [PRODUCTS[w] for w in (low, *low.split()) if w in PRODUCTS]
        kinds = [KIND_WORDS[w] for w in (*low.split()[-1:], *reversed(words)) if w in KIND_WORDS]
        self.name = products[0].name if products and low in PRODUCTS else capitalise(name)
        self.technology = products[0].name if products and low not in PRODUCTS else None
        self.external = bool(products and products[0].external) or "external" in words or "third" in words
        if products and (low in PRODUCTS or not kinds or len(words) <= 2):
            self.kind: ServiceKind = products[0].kind
        elif kinds:
            self.kind = kinds[0]
        elif words and words[-1] in PEOPLE:
            self.kind = "user"
        else:
            self.kind = "service"
        if self.kind in ("mail", "payment", "auth") and words and words[-1] == "database":
            self.kind = "database"
        if words[-1:] == ["app"] and any(w in words for w in ("web", "single", "react")):
            self.kind = "web"
        self.known = bool(products or kinds or (words and (words[-1] in SYSTEMS or words[-1] in PEOPLE)))


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
        key = _key(name)
        known = self._ids.get(key) or self._ids.get(_key(described.name))
        if known is not None:
            if group is not None and self.services[known].group is None:
                self._put(known, group)
            return known
        service_id = slug(described.name, {**self.services, **self.groups})
        self._ids[key] = self._ids[_key(described.name)] = service_id
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
        key = _key(name)
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
        key = _key(name)
        for group in self.groups.values():
            if _key(str(group.label)) == key:
                return group.id
        group_id = slug(name, {**self.services, **self.groups})
        words = key.replace("-", " ").split()
        guessed = kind or next((GROUP_WORDS[w] for w in reversed(words) if w in GROUP_WORDS), "group")
        label = name if any(c.isupper() for c in name) else _group_label(name)
        self.groups[group_id] = Boundary(id=group_id, label=label, kind=guessed or "group", parent=parent)
        return group_id

    def rename(self, service_id: str, label: str, technology: str) -> None:
        """Say which product a service is."""
        from msgspec.structs import replace

        self.services[service_id] = replace(self.services[service_id], label=label, technology=technology)

    def put(self, service_id: str, group_id: str) -> None:
        """Put a service into a group, when it is in none."""
        if self.services[service_id].group is None:
            self._put(service_id, group_id)

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
            tiers.setdefault(_TIERS.get(service.kind, 7), []).append(service.id)
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


def _key(name: str) -> str:
    words = name.lower().replace("-", " ").split()
    while words and words[0] in ("the", "a", "an", "our", "its"):
        words = words[1:]
    return " ".join([*words[:-1], noun_lemma(words[-1])]) if words else name.lower()


def read_architecture(reading: Reading) -> ArchitectureBuilder:
    """The services of a prompt, from arrows, an outline or sentences."""
    builder = ArchitectureBuilder()
    for arrow in reading.arrows:
        protocol = PROTOCOLS.get((arrow.label or "").lower())
        builder.connect(
            builder.service(arrow.source),
            builder.service(arrow.target),
            None if protocol else arrow.label,
            protocol,
            arrow.both,
        )
    _groups_of(reading.items, builder, None)
    for clause in reading.clauses:
        _clause(clause, builder)
    return builder


def _groups_of(items: list[Item], builder: ArchitectureBuilder, parent: str | None) -> None:
    """Lines with services under them are groups; "Backend (API, worker)" is one too."""
    for item in items:
        if read_arrows(item.line) or item.line.marker == "heading":
            _groups_of(item.children, builder, parent)
            continue
        members = members_of(item.text)
        text = item.text.rstrip(": ")
        pair = None if item.text.endswith(":") else item.text.partition(":")
        short = len(text.split()) <= 5
        if item.children and short:
            group = builder.group(text, parent=parent)
            _groups_of(item.children, builder, group)
        elif members is not None and len(members.members) > 1 and (parent is not None or len(items) > 1):
            group = builder.group(members.name, parent=parent)
            for name in members.members:
                builder.service(name, group)
        elif (
            pair is not None
            and pair[1]
            and pair[2]
            and len(pair[0].split()) <= 3
            and len(pair[2]) < 200
            and "," in pair[2]
        ):
            group = builder.group(pair[0], parent=parent)
            for name in pair[2].replace(" and ", ",").split(","):
                if name.strip():
                    builder.service(name.strip(" ."), group)
        elif short and (item.line.marker or parent is not None):
            builder.service(text, parent)


def _clause(clause: Clause, builder: ArchitectureBuilder) -> None:
    sources = _services(clause.subjects, builder, acting=True)
    protocol = _protocol(clause)
    _place(clause, sources, builder)
    if clause.verb == "be" and not clause.complement("behind"):
        return
    if (
        clause.base in ("have", "include", "contain", "consist", "comprise", "use")
        and clause.subjects
        and _whole(clause.subjects[0])
    ):
        _services((*clause.objects, *clause.complement("of")), builder, acting=False)
        return
    ends = _targets(clause, builder)
    plain = clause.base in _NO_LABEL or clause.verb in ("be", "have")
    label = None if plain else _connection_label(clause, ends, builder)
    if clause.base == "sit" or clause.complement("behind"):
        ends, sources, label = sources, _services(clause.complement("behind"), builder, acting=True), None
    if clause.passive:
        agents = _services(clause.complement("by"), builder, acting=True)
        if agents:
            sources, ends = agents, [*sources, *[e for e in ends if e not in agents]]
    served = _services(clause.complement("for"), builder, acting=False)
    if (
        served
        and not ends
        and clause.base in ("handle", "process", "provide", "manage", "cache", "store", "send")
    ):
        for target in sources:
            for source in served:
                builder.connect(source, target, clause.objects[0].name if clause.objects else None, protocol)
    for source in sources:
        for target in ends:
            builder.connect(source, target, label, protocol)


def _whole(phrase: Phrase) -> bool:
    """Whether the subject is the system as a whole."""
    return phrase.head in (
        "system",
        "architecture",
        "application",
        "platform",
        "solution",
        "infrastructure",
        "stack",
        "deployment",
        "design",
    )


def _connection_label(clause: Clause, ends: list[str], builder: ArchitectureBuilder) -> str:
    """The verb, with what is sent or written where that is no end of the connection itself."""
    verb = third_person(clause.verb)
    matter = next((p for p in clause.objects[:1] if builder.find(p.name) not in ends), None)
    preposition = next(
        (
            c.preposition
            for c in clause.complements
            if c.preposition in ("to", "from", "into", "on")
            and any(builder.find(p.name) in ends for p in c.phrases)
        ),
        "",
    )
    if matter is not None:
        return f"{verb} {matter.name} {preposition}".strip()
    return verb if clause.objects else f"{verb} {preposition}".strip()


def _services(phrases: tuple[Phrase, ...], builder: ArchitectureBuilder, *, acting: bool) -> list[str]:
    found = []
    for phrase in phrases:
        if phrase.pronoun is not None or phrase.name.lower() in PROTOCOLS or _whole(phrase):
            continue
        described = Described(phrase.name)
        existing = builder.find(phrase.name)
        if existing is None and not acting and phrase.name.lower() in _MATTER:
            continue
        if existing is not None:
            found.append(existing)
        elif described.known or (acting and len(phrase.words) <= 3 and phrase.words[-1].tag == "NOUN"):
            found.append(builder.service(phrase.singular_name if described.kind == "user" else phrase.name))
    return found


def _targets(clause: Clause, builder: ArchitectureBuilder) -> list[str]:
    ends = _services(
        clause.objects, builder, acting=clause.base in ("call", "use", "query", "invoke", "read", "consume")
    )
    for preposition, phrases in clause.complements:
        if preposition in _TO and phrases[0].start > clause.start and not _is_group(phrases[0]):
            named = [p for p in phrases if p.name.lower() not in PROTOCOLS]
            ends += [
                e
                for e in _services(tuple(named), builder, acting=preposition in ("to", "into"))
                if e not in ends
            ]
    return ends


def _protocol(clause: Clause) -> str | None:
    for preposition, phrases in clause.complements:
        if preposition in _VIA:
            for phrase in phrases:
                words = phrase.name.lower().split()
                for word in words:
                    if word in PROTOCOLS:
                        return PROTOCOLS[word]
    return None


def _is_group(phrase: Phrase) -> bool:
    return phrase.head in GROUP_WORDS or phrase.name.lower() in GROUP_WORDS


def _place(clause: Clause, sources: list[str], builder: ArchitectureBuilder) -> None:
    """ "... runs in a private VPC on AWS" puts services into groups, the later group round the earlier one."""
    inner: str | None = None
    for preposition, phrases in clause.complements:
        if preposition not in ("in", "on", "inside", "within"):
            continue
        for phrase in phrases:
            if not _is_group(phrase):
                continue
            group = builder.group(phrase.name, GROUP_WORDS.get(phrase.head))
            for source in sources if inner is None else ():
                builder.put(source, group)
            if (
                inner is not None
                and inner != group
                and builder.groups[inner].parent is None
                and builder.groups[group].parent is None
            ):
                from msgspec.structs import replace

                builder.groups[inner] = replace(builder.groups[inner], parent=group)
            inner = group
