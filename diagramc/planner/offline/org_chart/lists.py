"""Posts in one list: "ceo, cto and 3 engineers", "a director, two managers, each with 3 clerks", "2 accountants under the cfo"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from diagramc.planner.offline.labels import phrase_label
from diagramc.planner.offline.lexicon.nouns import TITLES
from diagramc.planner.offline.lexicon.words import ARTICLES, NUMBERS
from diagramc.planner.offline.org_chart.builder import OrgChartBuilder
from diagramc.planner.offline.org_chart.ranks import boss_of, is_post, ranked
from diagramc.planner.offline.people import is_title
from diagramc.planner.offline.reading import Reading
from diagramc.planner.offline.tokens import noun_lemma, tokenize

MAX_LIST = 600
"""Longer texts are no list of posts."""
MAX_NUMBER = 99


@dataclass(slots=True)
class Entry:
    """What stands between two commas: so many of a post, who is below them, and under whom they are.

    `each` says that what is below is below every one of the entry before.
    """

    post: str
    name: str = ""
    number: int = 1
    boss: str | None = None
    below: tuple[Entry, ...] = ()
    each: bool = False


_COUNT = re.compile(rf"^(?P<number>\d{{1,2}}|{'|'.join(NUMBERS)})\s+(?P<post>\S.*)$", re.IGNORECASE)
_UNDER = re.compile(
    r"\s+(?:who\s+)?(?:works?\s+|working\s+|reports?\s+to|reporting\s+to|under|below|beneath|led\s+by|managed\s+by)+\s*(?:the\s+|their\s+)?(?=\w)",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\s+(?:with|having|has|who\s+(?:leads?|manages?)|leading|managing|over)\s+(?=\w)", re.IGNORECASE
)
_EACH = re.compile(
    r"^(?:(?:who|they)\s+)?each\s+(?:with|has|having|lead(?:s|ing)?|manag(?:es|ing))\s+", re.IGNORECASE
)
_BRACKET = re.compile(r"^(?P<post>[^()]+?)\s*\((?P<name>[^()]{2,40})\)$")
_CHART = re.compile(
    r"\s*\b(?:org(?:ani[sz]ation(?:al)?)?[ -]?)?(?:chart|hierarchy|structure)$", re.IGNORECASE
)
_INTRODUCED = re.compile(
    r"\b(?:with|has|have|having|including|consisting of|consists of|made of)\s+|:\s+", re.IGNORECASE
)


class Listed(NamedTuple):
    """The entries of a list of posts, and what they are the posts of: "law firm" in "law firm with two partners, ..."."""

    entries: list[Entry]
    whole: str = ""


def posts_in(text: str, asked: bool = False) -> Listed | None:
    """The posts of a text that is a list of them, with or without words that lead to it.

    Two posts or more make a list, of which one is a title or is counted. Where posts are `asked` for, two of three items may be
    anybody.
    """
    line = text.strip().rstrip(".")
    if not line or len(line) > MAX_LIST or "\n" in line or re.search(r"[.;?!]\s+[A-Z]", line):
        return None
    if len(found := _entries(line, False)) > 1:
        return Listed(found)
    for lead in list(_INTRODUCED.finditer(line))[:3]:
        before = line[: lead.start()].strip(" :,")
        if before and not is_post(_bare(before)) and (found := _entries(line[lead.end() :], asked)):
            if len(found) > 1 or found[0].below or found[0].number > 1:
                return Listed(found, _bare(before))
            return None
    return None


def lists_posts(reading: Reading) -> bool:
    """Whether a prompt is one line that lists posts."""
    asked = reading.request.type == "org-chart"
    return len(reading.lines) == 1 and posts_in(reading.lines[0].text, asked) is not None


def _entries(text: str, asked: bool) -> list[Entry]:
    """All items of a list as entries; none where too few of them are posts, or none is telling."""
    found: list[Entry] = []
    for item in _items(text):
        if each := _EACH.match(item):
            if not found or not (below := _below(item[each.end() :])):
                return []
            found[-1].below, found[-1].each = (*found[-1].below, *below), True
        elif (entry := _entry(item)) is not None:
            found.append(entry)
        else:
            return []
    posts = sum(is_post(entry.post) for entry in found)
    telling = any(is_title(e.post) or (e.number > 1 and is_post(e.post)) for e in found)
    return found if (telling or asked) and posts * (3 if asked else 1) >= max(1, len(found)) else []


def _items(text: str) -> list[str]:
    """The items, those without commas apart too: "ceo cto and 3 engineers"."""
    found: list[str] = []
    for item in re.split(r",(?![^()]*\))", re.sub(r"\s+(?:plus|and then|then)\s+", ", ", text)):
        item = item.strip().removeprefix("and ")
        over = _OVER.search(item)
        if over or _EACH.match(item):
            found.append(_bare(item))
        else:
            for part in item.split(" and "):
                found += _apart(_bare(part))
    return [item for item in found if item]


def _apart(item: str) -> list[str]:
    """ "ceo cto" as two, "2 cooks 3 waiters" as two; one post stays one."""
    pieces = re.split(rf"\s+(?=(?:\d{{1,2}}|{'|'.join(NUMBERS)})\s+[a-z])", item)
    if len(pieces) > 1 and all(is_post(_COUNT.sub(r"\g<post>", piece)) for piece in pieces):
        return [one for piece in pieces for one in _apart(piece)]
    words = item.split()
    short = [word for word in words if word.lower() in _LETTERS]
    if (
        len(words) > 1
        and short
        and all(word.lower() in TITLES for word in words)
        and len(short) * 2 >= len(words)
    ):
        return words
    return [item]


_LETTERS = frozenset("ceo cto cfo coo cmo cio ciso cpo chro cro".split())
"""Posts that are one word and never part of a longer title."""


def _bare(text: str) -> str:
    """Without an article."""
    words = text.strip(" .,:").split()
    while words and words[0].lower() in ARTICLES | {"also", "their", "our", "one", "then"}:
        words = words[1:]
    return " ".join(words)


def _below(text: str) -> tuple[Entry, ...]:
    """Those whom somebody has: "a designer and a copywriter"; none where one is no entry."""
    found = [_entry(item) for part in text.split(" and ") for item in _apart(_bare(part))]
    return tuple(entry for entry in found if entry is not None) if None not in found else ()


def _entry(item: str) -> Entry | None:
    item = _bare(item)
    boss: str | None = None
    below: tuple[Entry, ...] = ()
    if over := _OVER.search(item):
        below = _below(item[over.end() :])
        if not below:
            return None
        item = item[: over.start()]
    if under := _UNDER.search(item):
        item, boss = item[: under.start()], _bare(item[under.end() :])
    number, name = 1, ""
    if counted := _COUNT.match(item):
        word = counted["number"].lower()
        number, item = (int(word) if word.isdigit() else int(NUMBERS[word])), counted["post"]
    if bracket := _BRACKET.match(item):
        item, name = bracket["post"], bracket["name"]
    wrong = not 0 < number <= MAX_NUMBER or len(item.split()) > 5 or re.search(r"[():]|->", item)
    acts = any(
        t.tag in ("VERB", "AUX", "MODAL", "PREP", "NEG") and t.lower != "of" for t in tokenize(item)[1:-1]
    )
    return None if wrong or acts else Entry(item, name, number, boss, below)


def read_list(listed: Listed, builder: OrgChartBuilder) -> None:
    """The posts of a list and who reports to whom: as it is said, else by rank and field.

    Where the highest are several, they report to the whole.
    """
    entries = listed.entries
    builder.title = phrase_label(_CHART.sub("", listed.whole)) or None
    ranks = [ranked(entry.post) for entry in entries]
    top = min(range(len(entries)), key=lambda i: (ranks[i].rank, i))
    whole = builder.post(listed.whole) if entries[top].number > 1 and listed.whole else None
    keys = [_made(entry, builder) for entry in entries]
    if whole is not None:
        _share(keys[top], [whole], builder)
    for index, entry in enumerate(entries):
        every = entry.each and len(keys[index]) > 1
        for key in keys[index] if entry.each else keys[index][:1]:
            for below in entry.below:
                for person in _made(below, builder, again=every):
                    builder.report(person, key)
        if entry.boss is not None and (bosses := _named(entry.boss, entries)):
            _share(keys[index], keys[bosses[0]], builder)
        elif above := boss_of(index, ranks):
            _share(keys[index], [key for boss in above for key in keys[boss]], builder)


def _named(boss: str, entries: list[Entry]) -> list[int]:
    """The entries that "under the cfo" means."""
    last = noun_lemma(boss.split()[-1].lower())
    return [i for i, e in enumerate(entries) if noun_lemma(e.post.split()[-1].lower()) == last]


def _share(people: list[str], bosses: list[str], builder: OrgChartBuilder) -> None:
    """Divide people among the leads over them, in order."""
    for number, person in enumerate(people):
        builder.report(person, bosses[number * len(bosses) // len(people)])


def _made(entry: Entry, builder: OrgChartBuilder, again: bool = False) -> list[str]:
    """The posts of an entry; `again` when each of several leads has such people."""
    if entry.name:
        return [builder.post(entry.name, entry.post)]
    if again:
        return builder.more(entry.post, entry.number)
    return builder.several(entry.post, entry.number) if entry.number > 1 else [builder.post(entry.post)]
