"""Things that a text declares instead of telling of them: code-like blocks, tables with columns, names with lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from diagramc.planner.offline.facts.model import Domain, Relation, ThingKind, thing_key
from diagramc.planner.offline.facts.words import property_type
from diagramc.planner.offline.lexicon.words import ARTICLES
from diagramc.planner.offline.notation import Item, key_list, members_of, read_arrows, split_list
from diagramc.planner.offline.reading import Reading, states_something
from diagramc.planner.offline.tokens import split_sentences

_BLOCK = re.compile(
    r"\b(?P<kind>abstract class|class|interface|enum|entity|table)\s+(?P<name>\w+)(?:\s+(?:extends|inherits(?: from)?|:)\s+(?P<base>\w+))?"
    r"\s*\{(?P<body>[^{}]{0,2000})\}",
    re.IGNORECASE,
)
_TABLE = re.compile(r"(?<![\w.])(?P<name>[A-Za-z_]\w{1,40})\s?\((?P<columns>[^()\n]{3,500})\)")
_KINDS: dict[str, ThingKind] = {"abstract class": "abstract", "interface": "interface", "enum": "enum"}
_NOT_NAMES = (
    "entities",
    "classes",
    "tables",
    "title",
    "purpose",
    "er",
    "erd",
    "schema",
    "data model",
    "model",
)
_SECTIONS = frozenset(
    (
        "entities",
        "entity types",
        "classes",
        "tables",
        "relationships",
        "relations",
        "associations",
        "attributes",
        "schema",
        "data model",
        "model",
    )
)
"""Headings over a list of things, or of what is said of them."""


def read_blocks(text: str, domain: Domain) -> str:
    """Take "class Order { id: int; add(item) }" into the domain; the text without them, offsets kept."""

    def take(match: re.Match[str]) -> str:
        key = domain.thing(match.group("name"), match.start(), match.end())
        thing = domain.things[key]
        thing.kind = _KINDS.get(match.group("kind").lower(), thing.kind)
        parts = [p for line in re.split(r"[;\n]", match.group("body")) for p in split_list(line)]
        if thing.kind == "enum":
            thing.values += [part for part in parts if part not in thing.values]
        else:
            add_members(domain, key, parts)
        if match.group("base"):
            domain.relate(Relation("is", key, domain.thing(match.group("base"))))
        return "".join("\n" if char == "\n" else " " for char in match.group())

    return _BLOCK.sub(take, text)


def read_tables(text: str, domain: Domain) -> None:
    """ "users(id, name), posts(id, title, user_id)": several names with columns; `user_id` refers to the users."""
    lines = [list(_TABLE.finditer(text, *span)) for span in _line_spans(text)]
    found = [m for line in lines if len(line) > 1 for m in line]
    found = [m for m in found if "," in m.group("columns") and not m.group("columns").endswith(",")]
    found = [m for m in found if all(len(c.split()) <= 3 for c in m.group("columns").split(","))]
    if len(found) < 2:
        return
    for match in found:
        add_members(
            domain,
            domain.thing(match.group("name"), match.start(), match.end()),
            split_list(match.group("columns")),
        )
    for key, thing in list(domain.things.items()):
        for prop in thing.properties:
            owner = thing_key(prop.name.lower().removesuffix("_id").removesuffix(" id").removesuffix("id"))
            if (
                prop.name.lower() != owner
                and owner in domain.things
                and owner != key
                and prop.name.lower().endswith("id")
            ):
                domain.relate(Relation("has", owner, key, "has", None, "0..*"))


def _line_spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def read_lines(reading: Reading, domain: Domain) -> None:
    """ "Order (id, total)", "Order: id, total", and things with their properties as bullets under them."""
    for item in _without_sections(reading.items):
        found = members_of(item.text)
        if found is not None and not read_arrows(item.line):
            key = domain.thing(found.name, item.line.start, item.line.end)
            add_members(domain, key, found.members)
        elif item.children and len(item.text.rstrip(":").split()) <= 3 and not states_something(item.text):
            key = domain.thing(item.text.rstrip(": "), item.line.start, item.line.end)
            add_members(domain, key, [c.text for c in item.children])
        else:
            for text in _statements(item):
                _declaration(text, item, len(reading.items) > 1 or text != item.text, domain)


def _without_sections(items: list[Item]) -> Iterator[Item]:
    """The lines, with those under a heading such as "Entities" in its place."""
    for item in items:
        if item.children and item.text.strip("*_#: ").lower() in _SECTIONS:
            yield from _without_sections(item.children)
        else:
            yield item


def _statements(item: Item) -> Iterator[str]:
    """The sentences of a line; a line with a colon is often one."""
    for start, end in split_sentences(item.text):
        yield item.text[start:end].strip().rstrip(".;")


def _declaration(text: str, item: Item, several: bool, domain: Domain) -> None:
    """ "Car extends Vehicle: doors, price" and "Entities: Hotel, Room" and "Vehicle (abstract): speed, start()"."""
    pair = key_list(text)
    if pair is None:
        return
    key, members = pair
    if key.lower() in _NOT_NAMES[:3]:
        for name in members:
            own = members_of(name)
            thing = domain.thing(own.name if own else name)
            if own:
                add_members(domain, thing, own.members)
        return
    named, _, remark = key.partition(" (")
    extends = re.fullmatch(r"(\w+) (?:extends|inherits from|is a) (?:an? )?(\w+)", key)
    if extends:
        named = extends.group(1)
    elif states_something(key) or len(named.split()) > 3 or key.lower() in _NOT_NAMES:
        return
    short = all(len(m.split()) <= 4 and m.split()[0].lower() not in ARTICLES for m in members)
    if not short or not (len(members) > 1 or several):
        return
    thing = domain.thing(named, item.line.start, item.line.end)
    if "abstract" in remark.lower():
        domain.things[thing].kind = "abstract"
    elif "interface" in remark.lower():
        domain.things[thing].kind = "interface"
    if extends:
        domain.relate(Relation("is", thing, domain.thing(extends.group(2))))
    add_members(domain, thing, members)


def add_members(domain: Domain, key: str, members: list[str]) -> None:
    """Give a thing what a list says it has: operations in brackets, properties with or without types."""
    thing = domain.things[key]
    for member in members:
        member = member.strip().strip("+-#~").strip().rstrip(".")
        if "(" in member:
            if member not in thing.operations:
                thing.operations.append(member)
            continue
        name, colon, kind = member.partition(":")
        if not colon:
            name, joined, kind = member.partition(" as ")
            colon = joined
        name = name.strip()
        if name:
            domain.property(key, name, kind.strip() or property_type(name), given=bool(colon))
