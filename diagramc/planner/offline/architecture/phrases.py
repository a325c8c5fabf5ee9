"""Services that a text only places: "two load balancers behind a firewall, 3 web servers and a Postgres database"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from diagramc.planner.offline.architecture.builder import TIERS, ArchitectureBuilder
from diagramc.planner.offline.architecture.services import Described
from diagramc.planner.offline.lexicon.nouns import SYSTEMS
from diagramc.planner.offline.lexicon.services import GROUP_WORDS, PRODUCTS
from diagramc.planner.offline.lexicon.words import ARTICLES, NUMBERS
from diagramc.planner.offline.reading import Reading
from diagramc.planner.offline.tokens import noun_lemma, singular

MAX_TEXT = 600
"""A longer text tells and does not only place."""
MANY = 3
"""From more than so many services of one kind on, they are one box."""
LONGEST = 4
"""A name of more words says more than a name."""
FAR = 7
"""The tier of data and helpers."""


class _Chain(NamedTuple):
    """An item of a list: its services in order, and how each stands to the next: `behind` it or `before` it."""

    names: list[str]
    relations: list[str]


_BEHIND = r"behind|after|under|fed\s+by"
_BEFORE = (
    r"in\s+front\s+of|before|with|backed\s+by|connected\s+to|talking\s+to|using|on\s+top\s+of|that\s+uses?|which\s+uses?|writing\s+to|"
    r"reading\s+from|calling|pointing\s+to|for"
)
_RELATION = re.compile(rf"\s+(?P<behind>{_BEHIND})\s+|\s+(?P<before>{_BEFORE})\s+", re.IGNORECASE)
_COUNT = re.compile(
    rf"^(?P<number>\d{{1,2}}|{'|'.join(NUMBERS)}|several|multiple)\s*x?\s+(?P<name>\S.*)$", re.IGNORECASE
)
_STRONG = re.compile(
    r"\s(?:behind|in\s+front(?:\s+of)?|backed\s+by|fed\s+by|connected\s+to|talking\s+to|on\s+top\s+of|reading\s+from|writing\s+to)\s",
    re.IGNORECASE,
)
"""Relations that tell where a service stands; "with" may add anything."""
_WHOLE = frozenset(
    "architecture system app application setup infrastructure deployment stack platform solution it diagram network".split()
)
_LEAD = re.compile(
    r"^(?P<whole>[^,;]{2,60}?)(?:\s+(?:with|consisting of|made of|that has|having|containing)\s+|:\s+)(?P<rest>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_PLACE = re.compile(rf"\s(?:on|in|at)\s(?P<place>{'|'.join(GROUP_WORDS)})$", re.IGNORECASE)
_PRONOUN = frozenset("it them this that these".split())


def places_services(reading: Reading) -> bool:
    """Whether a prompt is one line without verbs that lists services, counts them, or says where they stand."""
    if len(reading.lines) != 1 or reading.arrows or any(c.subjects for c in reading.clauses):
        return False
    text = reading.lines[0].text
    read = _read(text)
    items = read.items
    names = [name for item in items for name in item.names]
    known = sum(1 for name in names if Described(_bare(name)).known or _gear(_bare(name)) is not None)
    if len(names) < 2 or known * 3 < len(names) * 2 or any(len(_bare(n).split()) > LONGEST for n in names):
        return False
    counted = any(
        (c := _COUNT.match(_without_article(name))) and c["number"].lower() not in ("1", "one")
        for name in names
    )
    told = counted or (_STRONG.search(f" {text} ") is not None and any(item.relations for item in items))
    plain = known == len(names) >= MANY
    return told or (plain and not any(item.relations for item in items) and read.rest == _line(text))


def names_services(text: str) -> bool:
    """Whether a text does nothing but name services."""
    items = _read(text).items
    names = [_bare(name) for item in items for name in item.names]
    return bool(names) and all(Described(name).known and len(name.split()) <= LONGEST for name in names)


def read_placed(text: str, builder: ArchitectureBuilder, reached: str | None = None) -> str | None:
    """Make the services of a text and join them; the last service, for "behind it". `reached` is what "it" means in the first item."""
    read = _read(text)
    new: list[str] = []
    before = [reached] if reached is not None else []
    owner: list[str] = []
    like: float = 0
    for item in read.items:
        places = [_services(name, builder, before) for name in item.names]
        for (one, other), relation in zip(pairwise(places), item.relations, strict=False):
            _join(*((other, one) if relation == "behind" else (one, other)), builder)
        if owner and not item.relations and places and _tier(places[0], builder) == like < FAR:
            # "a gateway with orders, payments and users": the list goes on
            _join(owner, places[0], builder)
        elif item.relations:
            owner = places[-2] if item.relations[-1] == "before" else []
            like = _tier(places[-1], builder)
        new += [id for ids in places for id in ids if id not in new]
        before = places[-1] or before
    _join_loose(new, builder)
    if read.frame:
        group = builder.group(read.frame)
        for id in new:
            builder.put(id, group)
    return before[-1] if before else None


class _Read(NamedTuple):
    """The items of a text, and the frame that they are in: "home network" in "home network with a router and ..."."""

    items: list[_Chain]
    frame: str = ""
    rest: str = ""
    """The text without what leads to the list."""


def _line(text: str) -> str:
    return " ".join(text.strip().rstrip(".!?").split())


def _read(text: str) -> _Read:
    line = _line(text)
    if not line or len(line) > MAX_TEXT or re.search(r"[.!?]\s", line):
        return _Read([])
    frame = ""
    lead = _LEAD.match(line)
    if lead is not None and not _RELATION.search(lead["whole"]):
        whole = [word for word in lead["whole"].lower().split() if word not in ARTICLES]
        framed = bool(whole) and whole[-1] in GROUP_WORDS
        if whole and (framed or whole[-1] in _WHOLE or not Described(" ".join(whole)).known):
            line = lead["rest"]
            place = _PLACE.search(lead["whole"])
            frame = place["place"] if place else " ".join(whole) if framed else ""
    items: list[_Chain] = []
    for piece in re.split(r"\s*[,;]\s*(?:and\s+|then\s+)?|\s+(?:and|plus|&)\s+", line):
        names, relations, at = [], [], 0
        padded = f" {piece} "
        for found in _RELATION.finditer(padded):
            names.append(padded[at : found.start()].strip())
            relations.append("behind" if found["behind"] else "before")
            at = found.end() - 1
        names.append(padded[at:].strip())
        if items and names[-1].lower().endswith(" in front"):
            # "..., CDN in front"
            names = [names[-1][: -len(" in front")], items[0].names[0]]
            relations = ["before"]
        if relations and not names[0]:
            names[0] = "it"
        if all(names):
            items.append(_Chain(names, relations))
    shared = iter(with_shared_head([name for item in items for name in item.names]))
    return _Read([_Chain([next(shared) for _ in item.names], item.relations) for item in items], frame, line)


def with_shared_head(names: list[str]) -> list[str]:
    """Names with the head that only the last of them has: "orders", "payments" and "users services" are services."""
    head = noun_lemma(names[-1].split()[-1].lower()) if len(names) > 1 else ""
    if head != "service" or len(names[-1].split()) < 2:
        return names
    found: list[str] = []
    for name in names:
        words = _without_article(name).split()
        if (len(words) == 2 and noun_lemma(words[1].lower()) == head) or (
            len(words) == 1 and not _is_part(words[0])
        ):
            found.append(f"{singular(words[0])} {head}")
        else:
            found.append(name)
    return found


def _is_part(word: str) -> bool:
    """Whether a word is a part of systems by itself: "gateway", but not "orders"."""
    low = noun_lemma(word.lower())
    return (
        low in SYSTEMS | _PRONOUN or low in GROUP_WORDS or word.lower() in PRODUCTS or _gear(low) is not None
    )


def _without_article(name: str) -> str:
    words = name.split()
    while words and words[0].lower() in ARTICLES | {"our", "its", "their", "some"}:
        words = words[1:]
    return " ".join(words)


def _bare(name: str) -> str:
    """Without article and number."""
    name = _without_article(name)
    counted = _COUNT.match(name)
    return counted["name"] if counted else name


def _services(name: str, builder: ArchitectureBuilder, before: list[str]) -> list[str]:
    """The ids of the services that an item means, so many as it says."""
    name = _without_article(name)
    if name.lower() in _PRONOUN:
        return before[-1:]
    counted = _COUNT.match(name)
    if counted is None:
        return [builder.service(name)] if name else []
    word = counted["number"].lower()
    number = int(word) if word.isdigit() else NUMBERS.get(word, MANY)
    *rest, last = counted["name"].split()
    one = " ".join([*rest, singular(last)])
    if number == 1:
        return [builder.service(one)]
    if not 1 < number <= MANY:
        return [builder.service(f"{number} {counted['name']}")]
    return [builder.service(f"{one} {index}") for index in range(1, number + 1)]


def _join(sources: list[str], targets: list[str], builder: ArchitectureBuilder) -> None:
    for source in sources:
        for target in targets:
            builder.connect(source, target)


_GEAR: dict[str, float] = {
    **dict.fromkeys("internet isp modem".split(), 1),
    **dict.fromkeys("router".split(), 3.5),
    **dict.fromkeys("switch hub ap wifi wlan".split(), 4),
    **dict.fromkeys(
        "laptop pc desktop workstation printer nas tv tablet smartphone camera console phone scanner thermostat".split(),
        8,
    ),
}
"""Gear of networks between the internet and what stands on desks."""


def _gear(name: str) -> float | None:
    words = [noun_lemma(word) for word in name.lower().split() if not word.isdigit()]
    return _GEAR.get(words[-1]) if words else None


def _tier_of(id: str, builder: ArchitectureBuilder) -> float:
    """Where a service stands between people and data."""
    service = builder.services[id]
    label = str(service.label).lower()
    if (gear := _gear(label)) is not None:
        return gear
    return TIERS["service"] if label.endswith(" service") else TIERS.get(service.kind, FAR)


def _tier(ids: list[str], builder: ArchitectureBuilder) -> float:
    return max((_tier_of(id, builder) for id in ids), default=0)


def _join_loose(new: list[str], builder: ArchitectureBuilder) -> None:
    """Lead to each service that nothing leads to from those one tier nearer to the people, and from what stands alone to the next."""
    tiers = {id: _tier_of(id, builder) for id in builder.services}
    for id in new:
        reached = any(c.target == id for c in builder.connections)
        nearer = [tiers[other] for other in tiers if tiers[other] < tiers[id]]
        if reached or not nearer:
            continue
        beside = [other for other in tiers if tiers[other] == max(nearer)]
        for other in beside:
            # of a firewall and the balancer behind it, the balancer
            if not any(c.source == other and c.target in beside for c in builder.connections):
                builder.connect(other, id)
    for id in new:
        alone = not any(id in (c.source, c.target) for c in builder.connections)
        farther = [tiers[other] for other in tiers if tiers[other] > tiers[id]]
        for other in tiers if alone and farther else ():
            if tiers[other] == min(farther):
                builder.connect(id, other)
