"""Sentences that list topics: "Solar includes panels and heating", "Under tools: laptops, accounts", "threats like XSS and CSRF"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from diagramc.planner.offline.notation import split_list
from diagramc.planner.offline.tokens import noun_lemma, tokenize

MAX_KEY_WORDS = 8


class Listing(NamedTuple):
    """A topic and what is under it; `topic` None for the middle of the map."""

    topic: str | None
    names: list[str]


_LEADS = re.compile(
    r"(?:(?:and|then|next|also|finally|so|now|first|second|third|lastly|further|additionally|plus|basically|obviously|of course|in addition|under|in|for|within|"
    r"on the \w+ side)\b[ ,]*)+",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\s+(?:(?:can|could|should|may|might|will|must|would)\s+)?(?P<verb>has|have|had|includes?|including|contains?|covers?|involves?|comprises?|consists? of|"
    r"(?:is|are|be) (?:then )?(?:divided|split|broken down|grouped|organi[sz]ed|separated|structured|broken|sorted) (?:in|into|by|up into)|means?|"
    r"(?:comes?|come) (?:from|in)|(?:is|are) made (?:up )?of|(?:is|are) about|features?|offers?|needs?|(?:deals?|starts?) with|are|is)\s+",
    re.IGNORECASE,
)
_PARTS = frozenset(
    "branch branche topic bucket part area category theme pillar section subtopic group aspect point idea heading thing strand field".split()
)
"""Words for the branches of the middle: "the main branches are ..."."""
_MIDDLE = frozenset(
    [
        "central idea",
        "central topic",
        "main topic",
        "topic",
        "root",
        "centre",
        "center",
        "middle",
        "title",
        "subject",
    ]
)
_LIKE = re.compile(
    r"(?P<topic>[\w][\w' -]{1,50}?),? (?:like|such as|e\.g\.|for example|namely|i\.e\.) ", re.IGNORECASE
)
_SO = re.compile(r"(?P<topic>[\w][\w' -]{1,40}?), (?:so|i\.e\.|meaning|that is|namely) ", re.IGNORECASE)
_WITH = re.compile(
    r"\bwith (?:\w+ )?(?:main )?(?:branches|topics|sections|areas|categories|parts) (?:for|on|about|like|such as|called|named)?\s*",
    re.IGNORECASE,
)
_AROUND = re.compile(
    r"^(?:around|from|off|under|below|next to) (?:it|the (?:middle|cent(?:er|re)|root)) (?:are|is|there are|we have|come|go|branch)\s+",
    re.IGNORECASE,
)
_ROUND_MIDDLE = re.compile(
    r"\s+(?:around|round) (?:it|the (?:middle|cent(?:er|re)|root))$|\s+in the (?:middle|cent(?:er|re))$",
    re.IGNORECASE,
)


def listings(sentence: str) -> Iterator[Listing] | None:
    """What a sentence lists; None when it lists nothing."""
    text = sentence.strip().rstrip(".!?").strip()
    if around := _AROUND.match(text):
        return iter([Listing(None, split_list(text[around.end() :]))])
    bare = _ROUND_MIDDLE.sub("", text)
    if bare != text and ":" not in text:
        put = re.sub(r"^(?:please )?(?:put|place|draw|have|add)\s+", "", bare, flags=re.IGNORECASE)
        return iter([Listing(None, split_list(put))])
    key, colon, rest = text.partition(":")
    if colon and rest.strip() and not rest.startswith("//"):
        return _keyed(key, rest)
    text = (
        text.removeprefix("There is ")
        .removeprefix("There are ")
        .removeprefix("there is ")
        .removeprefix("there are ")
    )
    if said := _with_branches(text):
        return iter(said)
    return _alike(text) or _verbal(text)


def _keyed(key: str, rest: str) -> Iterator[Listing] | None:
    """ "Under people: a buddy, check-ins"; "The system has four parts: a, b" is about the system."""
    names = split_list(rest)
    if (lead := _LEADS.match(key)) and lead.end() < len(key):
        key = key[lead.end() :]
    key = key.strip()
    if key.lower() in _MIDDLE:
        return iter([Listing(names[0] if names else None, [])])
    found = _VERB.search(key)
    if found and not key.lower().startswith(("what ", "how ", "why ", "who ", "where ")):
        subject = key[: found.start()].strip()
        return iter([Listing(None if _is_parts(subject) else subject, names)])
    if _is_parts(key):
        return iter([Listing(None, names)])
    if len(key.split()) > MAX_KEY_WORDS:
        return None
    return iter([Listing(key, names)])


def _is_parts(text: str) -> bool:
    """Whether a text only speaks of branches: "the main branches", "three buckets"."""
    words = text.lower().split()
    return bool(words) and len(words) <= 5 and noun_lemma(words[-1]) in _PARTS


def _with_branches(text: str) -> list[Listing]:
    """ "Job search with branches for preparation and interviews"."""
    found = _WITH.search(text)
    if found is None or not found.start():
        return []
    root = text[: found.start()].strip(" ,")
    return [Listing(root, []), Listing(None, split_list(text[found.end() :]))]


def _alike(text: str) -> Iterator[Listing] | None:
    """ "Threats like XSS and CSRF, defenses like tokens, and monitoring like logs"; "catering, so menu, cake and drinks"."""
    so = _SO.match(_LEADS.sub("", text, count=1) if _LEADS.match(text) else text)
    if so is not None:
        body = _LEADS.sub("", text, count=1) if _LEADS.match(text) else text
        return iter([Listing(so["topic"], split_list(body[so.end() :]))])
    marks = list(_LIKE.finditer(text))
    if not marks:
        return None
    found: list[Listing] = []
    first = marks[0]
    topic = first["topic"]
    lead = _VERB.search(topic)
    root = None
    if lead is not None:
        before = topic[: lead.start()].strip()
        topic, root = topic[lead.end() :], before
    if text[: first.start()].strip(" ,"):
        head = re.sub(
            r"\W*(?:wh?ich|that|and)?\s*(?:has|have|with|includes?|covers?)?\W*$",
            "",
            text[: first.start()],
            flags=re.IGNORECASE,
        )
        root = head.strip(" ,") or root
    if root:
        root = re.sub(r"[, ]+(?:wh?ich|that)$", "", root)
    for index, mark in enumerate(marks):
        end = marks[index + 1].start() if index + 1 < len(marks) else len(text)
        listed = text[mark.end() : end].strip(" ,").removesuffix(" and").strip(" ,")
        name = topic if index == 0 else re.sub(r"^(?:and|then)\s+", "", mark["topic"].strip())
        name = re.split(r",|\band\b", name)[-1].strip() or name
        found.append(Listing(name, split_list(listed)))
    return iter(
        [
            *([Listing(root, [])] if root else []),
            *([Listing(None, [item.topic for item in found if item.topic])]),
            *found,
        ]
    )


def _verbal(text: str) -> Iterator[Listing] | None:
    """ "Wind covers onshore farms and offshore farms"."""
    found = _VERB.search(text)
    if found is None or not found.start() or len(text[: found.start()].split()) > MAX_KEY_WORDS:
        return None
    subject, names = text[: found.start()].strip(), split_list(text[found.end() :])
    lead = _LEADS.match(subject)
    if lead and lead.end() < len(subject):
        subject = subject[lead.end() :]
    verb = found["verb"].lower()
    if verb in ("is", "are") and (len(names) < 2 or len(max(names, key=len).split()) > 7):
        return None
    if any(_acts(name) for name in names) or subject.lower() in (
        "i",
        "we",
        "it",
        "they",
        "this",
        "that",
        "you",
    ):
        return None
    return iter([Listing(None if _is_parts(subject) else subject, names)])


def _acts(text: str) -> bool:
    """Whether an item is a clause of its own: "we still look for a hall"."""
    tokens = tokenize(text)
    return any(t.tag == "PRON" for t in tokens[:1]) or sum(t.tag in ("AUX", "MODAL") for t in tokens) > 0
