"""A prompt to posts, from an outline, arrows, lists or sentences."""

from __future__ import annotations

import re

from diagramc.planner.offline.lexicon.words import NUMBERS
from diagramc.planner.offline.notation import Item, key_list, read_arrows, split_list
from diagramc.planner.offline.org_chart.builder import VACANT, OrgChartBuilder
from diagramc.planner.offline.org_chart.family import read_family, tells_of_family
from diagramc.planner.offline.org_chart.lists import posts_in, read_list
from diagramc.planner.offline.org_chart.records import read_records
from diagramc.planner.offline.org_chart.statements import StatementReader
from diagramc.planner.offline.people import is_title, lists_posts, names_post_only
from diagramc.planner.offline.reading import Reading, states_something

_NAME = r"[A-Z][\w’'-]*(?:\s+[A-Z][\w’'.-]*){0,3}"
_BRACKETED = re.compile(rf"(?P<name>{_NAME})\s*\((?P<title>[^()]{{2,60}})\)")


def read_org_chart(reading: Reading) -> OrgChartBuilder:
    """The posts of a prompt, from an outline, arrows or sentences."""
    builder = OrgChartBuilder()
    if tells_of_family(reading.prompt) and read_family(reading.text, builder):
        return builder
    for arrow in reading.arrows:
        boss, person = builder.post(*_named(arrow.source)), builder.post(*_named(arrow.target))
        builder.report(person, boss)
    items = [item for item in reading.items if not read_arrows(item.line)]
    if read_records(items, builder, _named):
        return builder
    listed = [item for item in items if item.children or item.line.marker]
    if not builder.posts and _grouped(reading, builder):
        return builder
    if listed and len(listed) * 2 >= len(items):
        _outline(items, None, builder)
    else:
        statements = StatementReader(builder)
        asked = reading.request.type == "org-chart"
        for item in items:
            if not builder.posts and (entries := posts_in(item.text, asked)) is not None:
                read_list(entries, builder)
            elif not _listed(item.text, builder) and not _lead(item, statements):
                statements.prose(item.text, item.line.start)
    return builder


def _grouped(reading: Reading, builder: OrgChartBuilder) -> bool:
    """ "Shop: owner, below: manager, cook. manager: waiters, barkeeper": bosses with their people, one after the other."""
    pieces = [
        piece.strip()
        for line in reading.lines
        if not line.marker
        for piece in re.split(r"[;\n]|\.\s", line.text.rstrip("."))
    ]
    groups = [piece.split(":") for piece in pieces if piece]
    if len(groups) < 2 or any(len(group) not in (2, 3) or not group[-1].strip() for group in groups):
        return False
    if not all(
        len(name.split()) <= 5 and not states_something(name) for g in groups for name in split_list(g[-1])
    ):
        return False
    for group in groups:
        lead = split_list(group[-2])[0] if len(group) == 3 else group[0]
        boss = builder.post(*_named(builder.known(lead.strip())))
        for name in split_list(group[-1]):
            for person in _posts(name, builder):
                builder.report(person, boss)
    return True


_COUNTED = re.compile(r"^(?P<number>\d{1,2}|two|three|four|five|six)\s+(?P<post>.+)$")


def _listed(text: str, builder: OrgChartBuilder) -> bool:
    """ "Startup: CEO (Mia), CTO (Leo) with 2 engineers, 1 designer": the first post leads the others."""
    pair = key_list(text)
    if pair is None or not lists_posts(pair[1]):
        return False
    head: str | None = builder.post(pair[0]) if is_title(pair[0]) and len(pair[1]) > 1 else None
    for entry in pair[1]:
        own, _, below = entry.partition(" with ")
        keys = _posts(own, builder)
        for key in keys:
            if head is not None:
                builder.report(key, head)
        head = head or keys[0]
        for person in _posts(below, builder) if below.strip() else ():
            builder.report(person, keys[-1])
    return True


def _posts(text: str, builder: OrgChartBuilder) -> list[str]:
    """The posts of one item; "2 designers" are two."""
    text = text.strip().removesuffix(".")
    counted = _COUNTED.match(text)
    if counted is None:
        return [builder.post(*_named(text))]
    word = counted.group("number")
    number = int(word) if word.isdigit() else NUMBERS[word]
    return builder.several(counted.group("post"), number)


def _lead(item: Item, statements: StatementReader) -> bool:
    """ "CTO: Alice reports to Bob" is about Alice, the CTO."""
    title, colon, rest = item.text.partition(":")
    if not colon or not names_post_only(title.strip()) or states_something(title) or not rest.strip():
        return False
    statements.prose(rest, item.line.end - len(rest), title.strip())
    return True


def _named(text: str) -> tuple[str, str | None]:
    """ "CTO: Bob", "Bob - CTO", "Bob (CTO)", "Bob, CTO" as name and title; a title alone is a name."""
    text = text.strip().strip("*_").strip().rstrip(":")
    match = _BRACKETED.fullmatch(text) or re.fullmatch(
        r"(?P<name>[^()]{1,60}?)\s*\((?P<title>[^()]{2,60})\)", text
    )
    if match:
        name, title = match.group("name"), match.group("title")
        return (
            (title, name)
            if is_title(name) and not is_title(title) and not VACANT.search(title)
            else (name, title)
        )
    for separator in (":", " - ", " – ", " — ", ", ", " | "):
        left, found, right = text.partition(separator)
        if found and left.strip() and right.strip() and len(right.split()) <= 7:
            left, right = left.strip(), right.strip()
            if is_title(left) and not is_title(right):
                return right, left
            if is_title(right) or separator != ":":
                return left, right
            return right, left
    return text, None


def _outline(items: list[Item], boss: str | None, builder: OrgChartBuilder) -> None:
    for item in items:
        pair = key_list(item.text)
        if pair is not None and len(pair[1]) > 1 and not item.children:
            key = builder.post(*_named(pair[0]))
            if boss is not None:
                builder.report(key, boss)
            for name in pair[1]:
                builder.report(builder.post(*_named(name)), key)
            continue
        name, title = _named(item.text)
        key = builder.post(name, title) if not VACANT.search(name) else _vacancy(builder, name, title)
        if title and VACANT.search(title):
            builder.posts[key].vacant, builder.posts[key].title = True, None
        if boss is not None:
            builder.report(key, boss)
        _outline(item.children, key, builder)


def _vacancy(builder: OrgChartBuilder, name: str, title: str | None) -> str:
    """A post nobody holds: it is called by its title."""
    label = title or VACANT.sub("", name).strip(" -:()") or "Vacant"
    key = builder.post(label)
    builder.posts[key].vacant = True
    return key
