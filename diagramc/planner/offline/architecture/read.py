"""A prompt to services and connections, from arrows, outlines or sentences."""

from __future__ import annotations

from diagramc.planner.offline.architecture.builder import ArchitectureBuilder
from diagramc.planner.offline.architecture.phrases import places_services, read_placed
from diagramc.planner.offline.architecture.services import Described
from diagramc.planner.offline.architecture.statements import StatementReader
from diagramc.planner.offline.lexicon.services import PRODUCTS, PROTOCOLS
from diagramc.planner.offline.notation import Item, members_of, read_arrows
from diagramc.planner.offline.reading import Reading, is_statement, states_something
from diagramc.planner.offline.tokens import noun_lemma

MIN_PRODUCTS = 3
"""From so many products on, a list of them is an architecture by itself."""


def read_architecture(reading: Reading) -> ArchitectureBuilder:
    """The services of a prompt, from arrows, an outline or sentences."""
    builder = ArchitectureBuilder()
    for arrow in reading.arrows:
        protocol = PROTOCOLS.get((arrow.label or "").lower())
        for source in _meant(arrow.source, builder):
            for target in _meant(arrow.target, builder):
                builder.connect(source, target, None if protocol else arrow.label, protocol, arrow.both)
    if lists_products(reading):
        for name in products_in(reading.request.rest):
            builder.service(name)
        return builder
    if places_services(reading):
        read_placed(reading.lines[0].text, builder)
        return builder
    _groups_of(reading.items, builder, None)
    statements = StatementReader(builder)
    for sentence, parts in zip(reading.sentences, reading.parts, strict=True):
        clauses = [clause for part in parts for clause in part.clauses]
        if not clauses and not reading.arrows:
            statements.fragment(reading.text[sentence.start : sentence.end])
        for clause in clauses:
            statements.read(clause)
    return builder


def _meant(name: str, builder: ArchitectureBuilder) -> list[str]:
    """The services at one end of an arrow: "both services" are those that are called so."""
    first, _, kind = name.partition(" ")
    if first.lower() in ("both", "all") and kind:
        last = noun_lemma(kind.split()[-1])
        named = [i for i, s in builder.services.items() if noun_lemma(str(s.label).split()[-1]) == last]
        if len(named) > 1:
            return named
    return [builder.service(name)]


def products_in(text: str) -> list[str]:
    """The products that a text names, in order."""
    words = text.replace(",", " ").replace(";", " ").split()
    found = [PRODUCTS[w.strip(".:()").lower()].name for w in words if w.strip(".:()").lower() in PRODUCTS]
    return list(dict.fromkeys(found))


def lists_products(reading: Reading) -> bool:
    """Whether a prompt is one line that lists products and says nothing about them: "our stack: X on Y, Z for mail"."""
    if len(reading.lines) != 1 or reading.arrows or ":" not in reading.request.rest:
        return False
    return (
        not any(c.subjects and c.objects for c in reading.clauses)
        and len(products_in(reading.request.rest)) >= MIN_PRODUCTS
    )


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
        elif pair is not None and _is_group_line(*pair):
            group = builder.group(pair[0], parent=parent)
            for name in pair[2].replace(" and ", ",").split(","):
                if name.strip():
                    builder.service(name.strip(" ."), group)
        elif (
            short
            and (item.line.marker or parent is not None)
            and not is_statement(text.replace("*", ""))
            and Described(text).name
        ):
            builder.service(text, parent)


def _is_group_line(key: str, colon: str, rest: str) -> bool:
    """Whether a line is "Backend: API, worker" rather than a sentence with a colon in it."""
    plain = ". " not in rest and len(rest) < 200 and "," in rest
    if plain and sum(is_statement(name) for name in rest.split(",")) > 1:
        return False
    return bool(colon and rest) and len(key.split()) <= 3 and plain and not states_something(key)
