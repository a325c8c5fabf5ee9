"""Who leads whom where a text only lists posts: by rank, and by the field that posts share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from diagramc.planner.offline.lexicon.nouns import DEPARTMENTS, PEOPLE, TITLES
from diagramc.planner.offline.tokens import noun_lemma

HEAD, CHIEF, LEAD, STAFF = range(4)
"""Ranks from the top: who leads all, who leads a field, who leads a team, who leads nobody."""

_HEADS = frozenset(
    "ceo president founder cofounder co-founder owner chairman chairwoman chair principal headteacher headmaster dean rector boss "
    "mayor captain chancellor".split()
)
_CHIEFS = frozenset("cto cfo coo cmo cio ciso cpo chro cro vp svp evp director chief head partner".split())
_LEADS = frozenset(
    "manager lead leader supervisor foreman chef coordinator superintendent professor surgeon editor headwaiter".split()
)
_STEPPING_DOWN = frozenset("vice deputy assistant associate junior co trainee sous".split())
_ASIDE = frozenset("secretary assistant receptionist intern janitor".split())
"""Who works beside a lead and leads nobody."""
_CREW = frozenset(
    """
    bartender barkeeper dishwasher janitor salesperson salesman saleswoman housekeeper porter caretaker paralegal pilot stewardess steward
    programmer devops copywriter bookkeeper apprentice trainee clerk merchandiser picker packer loader welder carpenter electrician
    mason painter coach physio physiotherapist goalkeeper striker defender singer guitarist drummer bassist conductor violinist
    sysadmin dba qa ux marketer seller stylist hairdresser florist butcher guard headwaiter sommelier pastor deacon sergeant lieutenant
    colonel general private major corporal board owner
    """.split()
)
"""People by what they do that the planner's other lists of people do not have."""

_BODIES = frozenset(
    "team committee department hr staff people person human pharmacy nobody someone crew".split()
)
"""Words for people that are nobody's post."""

_FIELDS: tuple[frozenset[str], ...] = tuple(
    frozenset(words.split())
    for words in (
        "cto technology engineer engineering developer programmer devops architect tester qa tech software it backend frontend sysadmin dba data sre",
        "cfo finance accountant accounting controller bookkeeper treasurer",
        "cmo marketing marketer copywriter brand seo content",
        "sales salesperson salesman saleswoman rep representative cro account",
        "cpo product designer design ux ui",
        "coo operations logistics warehouse picker packer driver",
        "chro hr people recruiter recruiting talent",
        "chef kitchen cook dishwasher baker",
        "headwaiter service waiter floor host bartender bar barista barkeeper",
        "surgeon doctor medical physician",
        "nurse nursing care",
        "counsel legal lawyer paralegal attorney",
        "research researcher scientist professor postdoc student lab",
        "coach player goalkeeper striker defender physio physiotherapist",
        "support helpdesk",
    )
)
"""Words for work of one kind: who carries one of them is led by a lead who carries another."""


class Ranked(NamedTuple):
    """A post of a list: how high it stands, the words that say what its work is, and whether it stands in for another."""

    rank: int
    fields: frozenset[str]
    deputy: bool = False


def is_post(text: str) -> bool:
    """Whether a short text names somebody by what they do: "sous chef", "3 waiters" without the number."""
    words = text.lower().replace("/", " ").split()
    if not words or len(words) > 5:
        return False
    before_of = words[: words.index("of")] if "of" in words[1:] else words
    last = before_of[-1]
    if {noun_lemma(last), last.removesuffix("s")} & ((TITLES | PEOPLE | _CREW) - _BODIES):
        return True
    return words[0] in TITLES and words[-1] in DEPARTMENTS


def ranked(post: str) -> Ranked:
    """Where a post stands, by its words."""
    words = [noun_lemma(word) for word in post.lower().replace("-", " ").split()]
    whole = set(post.lower().split()) | set(words)
    if whole & _HEADS or words[:2] in (["managing", "director"], ["general", "manager"]):
        rank = HEAD
    elif whole & _CHIEFS:
        rank = CHIEF
    elif whole & _LEADS:
        rank = LEAD
    else:
        rank = STAFF
    deputy = words[0] in _STEPPING_DOWN and len(words) > 1
    if deputy:
        rank = min(STAFF, rank + 1)
    if words[-1] in _ASIDE:
        rank = STAFF
    plain = {
        w for w in words if w not in _HEADS | _CHIEFS | _LEADS | _STEPPING_DOWN or w in ("chef", "surgeon")
    }
    own = {w for w in whole if any(w in field for field in _FIELDS)}
    return Ranked(
        rank,
        frozenset(plain | own | {w for f in _FIELDS if f & own for w in f}),
        deputy and words[-1] != "president",
    )


def boss_of(index: int, posts: Sequence[Ranked]) -> list[int]:
    """The posts that may lead the one at an index, all of one rank; none for the head of the list.

    A lead of the same field goes before one of no field, and the lowest rank above one's own before a higher one.
    """
    own = posts[index]
    head = min(range(len(posts)), key=lambda i: (posts[i].rank, i))
    if index == head:
        return []
    above = [i for i, post in enumerate(posts) if post.rank < own.rank and not post.deputy]
    same = [i for i in above if posts[i].fields & own.fields and i != head]
    general = [i for i in above if not posts[i].fields and i != head]
    for found in (same, general):
        if found:
            lowest = max(posts[i].rank for i in found)
            return [i for i in found if posts[i].rank == lowest]
    return [head]
