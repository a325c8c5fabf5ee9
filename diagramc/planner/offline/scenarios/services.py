"""A fitted scenario as an architecture, under the products and protocols that the prompt names."""

from __future__ import annotations

import re

from msgspec.structs import replace as change

from diagramc.ir.base import Diagram
from diagramc.planner.offline.architecture import ArchitectureBuilder, Described, read_architecture
from diagramc.planner.offline.lexicon.services import GROUP_WORDS, PRODUCTS, PROTOCOLS
from diagramc.planner.offline.reading import Reading
from diagramc.planner.offline.scenarios.fitting import Fit, split
from diagramc.planner.offline.scenarios.texts import gathered, messages_text
from diagramc.planner.offline.tokens import noun_lemma


def architecture(found: Fit) -> Diagram | None:
    text = gathered(found, "parts") or _from_messages(messages_text(found))
    if not text:
        return None
    builder = read_architecture(Reading(text))
    named_things = [
        p for f in (*found.topic.features, *found.topic.context) for p in re.split(r" (?:to|into|and) ", f)
    ]
    products = [f for f in named_things if f.lower() in PRODUCTS and f.lower() not in GROUP_WORDS]
    drawn = [t for o in (*found.ways, *found.extras) if o.parts for t in split(o.triggers)]
    for product in products:
        if product.lower() not in drawn:
            _use_product(builder, product)
    named = [
        option.name
        for option in (*found.ways, *found.extras)
        if found.named and not (option.parts or option.rename[0])
    ]
    for other in (*found.others, *named):
        if other.lower() in PROTOCOLS or _singular(other.lower()) in PROTOCOLS:
            _say_protocol(builder, other)
        elif other not in products and not _take_role(builder, other):
            builder.connect(_hub(builder), builder.service(other))
    for place in found.topic.context:
        if place.lower() in GROUP_WORDS:
            builder.surround(place)
    return replace_title(builder.build(), found)


_SENT = re.compile(r"^\s*(?P<source>[^:>-]+?) -> (?P<target>[^:>]+?):", re.MULTILINE)


def _from_messages(text: str) -> str:
    """Who calls whom in an exchange of messages, as the parts of a scenario that has none of its own."""
    pairs = [(m["source"].strip(), m["target"].strip()) for m in _SENT.finditer(text)]
    return "\n".join(dict.fromkeys(f"{one} -> {other}" for one, other in pairs if one != other))


_RELATED: dict[str, tuple[str, ...]] = {
    "queue": ("queue", "topic"),
    "topic": ("topic", "queue"),
    "analytics": ("analytics", "scheduler"),
}
"""Kinds that one product can stand for, the closest first."""
_FAMILIES = dict.fromkeys("snowflake bigquery redshift clickhouse databricks".split(), "warehouse")
"""What a product is called when several services are of its kind."""
_WORKERS = ("function", "container")


def _use_product(builder: ArchitectureBuilder, product: str) -> None:
    """Name the product on the scenario's services of its kind; a product of another kind joins the busiest service."""
    described = Described(product)
    kinds = _RELATED.get(described.kind, (described.kind,))
    same = [s for kind in kinds for s in builder.services.values() if s.kind == kind and s.technology is None]
    family = _FAMILIES.get(product.lower(), "")
    same = sorted(same, key=lambda s: family not in str(s.label).lower())[:1]
    if described.kind in _WORKERS:
        same = [s for s in builder.services.values() if "worker" in str(s.label).lower()]
    for service in same:
        own = described.kind in ("web", "server", "mobile", "service", *_WORKERS)
        last = str(service.label).split()[-1].lower()
        label = f"{described.name} {last}" if own and last != "worker" else described.name
        builder.rename(service.id, label, described.name)
    if not same:
        builder.connect(_hub(builder), builder.service(product))


_ROLES = {
    "web": "frontend front-end ui client website",
    "server": "backend back-end server api",
    "database": "database db storage",
    "cache": "cache",
    "queue": "queue broker bus",
}
"""What the parts of most systems are called, by the kind of service that plays them."""


def _take_role(builder: ArchitectureBuilder, name: str) -> bool:
    """Call a service of the scenario what the prompt calls it: the "React frontend" is the web app, no further one."""
    last = name.lower().split()[-1]
    kinds = [kind for kind, words in _ROLES.items() if last in words.split()]
    if not kinds or len(name.split()) < 2:
        return False
    wanted = {"server": ("server", "service", "container"), "web": ("web", "browser")}.get(
        kinds[0], (kinds[0],)
    )
    same = [s for s in builder.services.values() if s.kind in wanted and s.technology is None]
    if not same:
        return False
    first = name.split()[0]
    builder.rename(same[0].id, name, first if first.lower() in PRODUCTS else "")
    return True


def _say_protocol(builder: ArchitectureBuilder, name: str) -> None:
    """Put a protocol on the first connection between what people open and what serves it."""
    protocol = PROTOCOLS.get(name.lower()) or PROTOCOLS[_singular(name.lower())]
    for index, connection in enumerate(builder.connections):
        if builder.services[connection.source].kind in ("web", "mobile", "browser"):
            if (connection.protocol or "").rstrip("s").lower() == protocol.rstrip("s").lower():
                return
            builder.connections[index] = change(connection, protocol=protocol)
            return


def _singular(word: str) -> str:
    return noun_lemma(word)


def _hub(builder: ArchitectureBuilder) -> str:
    """The service with the most connections."""
    ends = [end for c in builder.connections for end in (c.source, c.target)]
    return max(builder.services, key=ends.count)


def replace_title(diagram: Diagram, found: Fit) -> Diagram:
    """The diagram under the prompt's own words."""
    return change(diagram, title=found.title)
