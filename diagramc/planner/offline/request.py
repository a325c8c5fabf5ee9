"""What a prompt asks for before its subject: "Draw a sequence diagram of ..."."""

from __future__ import annotations

import re
from dataclasses import dataclass

from diagramc.planner.offline.lexicon.nouns import DIAGRAM_WORDS
from diagramc.planner.offline.lexicon.spelling import respelled
from diagramc.planner.offline.tokens import Token, tokenize

_ASKING = frozenset(
    "create draw make generate design show build produce give sketch render please pls plz just gimme hey hi ok i want need me us would like let's write plot "
    "visualize visualise illustrate can could you we a an the simple new basic detailed complete clear nice to model diagram map "
    "chart out describe".split()
)
_LINKING = frozenset(
    "of for showing illustrating describing depicting about with representing that shows which illustrates describes visualizing to explaining on".split()
)


@dataclass(slots=True)
class Request:
    """What the prompt asks for before its subject: the type it names, and where the subject starts."""

    type: str | None = None
    word: str = ""
    start: int = 0
    rest: str = ""
    end: int | None = None
    """Where the subject ends, when the prompt names the type behind it."""


def read_request(text: str) -> Request:
    """Split "Draw a sequence diagram of X", "X: flowchart" or "X mind map" into the type and the subject X."""
    request = _leading_request(text)
    told = HOW.match(text)
    if told and request.type is None:
        return Request(None, "", told.end(), text[told.end() :])
    return request if request.type is not None else _trailing_request(text, request)


HOW = re.compile(r"\s*how\s+(?:to|do\s+\w+|does\s+[\w ]{1,40}?)\s+[^:\n?]{3,80}[:?]\s+(?=\S)", re.IGNORECASE)
"""A question that the rest of the text answers: "How to fold a boat: ..."."""


def _trailing_request(text: str, request: Request) -> Request:
    """A single line that ends in the name of a type: "Product launch mind map"."""
    body = request.rest.strip().rstrip(".")
    if "\n" in body or len(body) > 200:
        return request
    tokens = list(tokenize(body))
    for length in (3, 2, 1):
        found = _diagram_word(tokens, len(tokens) - length) if len(tokens) > length else None
        if found is not None and found[2] == length and found[1] not in _AMBIGUOUS:
            cut = tokens[len(tokens) - length].start
            subject = (
                body[:cut].rstrip(" ,:-–(").removesuffix(" as a").removesuffix(" as an").removesuffix(" in a")
            )
            if subject:
                start = text.index(body, request.start) if body in text[request.start :] else request.start
                return Request(found[0], found[1], start, subject, start + len(subject))
    return request


def _leading_request(text: str) -> Request:
    """What "Draw a sequence diagram of ..." asks for, by its words."""
    head = text[:160]
    tokens = list(tokenize(head.split("\n", 1)[0]))
    position = 0
    while (
        position < len(tokens)
        and tokens[position].lower in _ASKING
        and _diagram_word(tokens, position) is None
    ):
        position += 1
    found = _diagram_word(tokens, position)
    adjectives = 0
    while (
        found is None
        and position < len(tokens)
        and adjectives < 3
        and position + 1 < len(tokens)
        and position > 0
    ):
        if tokens[position].tag not in ("ADJ", "NOUN"):
            break
        adjectives += 1
        found = _diagram_word(tokens, position + adjectives)
        if found is not None and adjectives:
            # "Draw a login flowchart": the words before the type are the subject.
            start, cut = tokens[position].start, tokens[position + adjectives].start
            behind = text[tokens[min(position + adjectives + found[2], len(tokens)) - 1].end :].strip(" .\n")
            if behind:
                return Request(found[0], found[1], start, text[start:])
            return Request(found[0], found[1], start, text[start:cut].rstrip(), cut)
        if position + adjectives >= len(tokens):
            break
    if found is None:
        if (
            position
            and position < len(tokens)
            and any(token.lower in _REQUEST_VERBS for token in tokens[:position])
        ):
            return Request(None, "", tokens[position].start, text[tokens[position].start :])
        return Request(None, "", 0, text)
    kind, word, length = found
    if word == "history of":
        return Request(kind, word, tokens[position].start, text[tokens[position].start :])
    after = position + adjectives + length
    while after < len(tokens) and (
        tokens[after].lower in ("diagram", "chart", "for", "map") or tokens[after].text in ":-–"
    ):
        after += 1
    linked = after
    while linked < len(tokens) and (
        tokens[linked].lower in _LINKING
        or (tokens[linked].tag == "DET" and linked > after - 1 and tokens[linked].lower in ("a", "an", "the"))
    ):
        linked += 1
    if (
        position == 0
        and adjectives == 0
        and linked == after
        and after < len(tokens)
        and tokens[after - 1].text != ":"
        and word in _AMBIGUOUS
    ):
        return Request(None, "", 0, text)
    if linked >= len(tokens):
        rest_start = len(head.split("\n", 1)[0])
        rest = text[rest_start:].strip()
        if not rest:
            return Request(kind, word, 0, text)
        return Request(kind, word, rest_start, text[rest_start:])
    start = tokens[linked].start
    return Request(kind, word, start, text[start:])


_REQUEST_VERBS = frozenset("draw please pls plz visualize visualise illustrate sketch plot".split())
"""Words that ask for a picture by themselves; "make coffee" and "create an account" are what the picture is about."""
_AMBIGUOUS = frozenset(
    (
        "workflow",
        "architecture",
        "infrastructure",
        "milestones",
        "roadmap",
        "swimlane",
        "topology",
        "data model",
    )
)


def _diagram_word(tokens: list[Token], index: int) -> tuple[str, str, int] | None:
    """The type named at a token, the words that name it, and how many they are."""
    for length in (3, 2, 1):
        words = " ".join(respelled(t.lower) for t in tokens[index : index + length])
        if len(tokens) >= index + length and words in DIAGRAM_WORDS:
            return DIAGRAM_WORDS[words], words, length
    return None
