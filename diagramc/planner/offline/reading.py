"""A prompt as read: what it asks for, its lines, arrows, outline and sentences. Every builder starts from this."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from diagramc.planner.offline.clauses import Clause, Part, Phrase, parse_sentences, sentence_parts
from diagramc.planner.offline.lexicon.nouns import DIAGRAM_WORDS, PEOPLE, SYSTEMS
from diagramc.planner.offline.notation import (
    Arrow,
    Item,
    Line,
    key_list,
    members_of,
    outline,
    read_arrows,
    read_lines,
    spoken_arrow,
)
from diagramc.planner.offline.tokens import Sentence, Token, noun_lemma, sentences, tokenize

_ASKING = frozenset(
    "create draw make generate design show build produce give sketch render please i want need me us would like let's write plot "
    "visualize visualise illustrate can could you we a an the simple new basic detailed complete clear nice to model diagram map "
    "chart out describe".split()
)
_LINKING = frozenset(
    "of for showing illustrating describing depicting about with representing that shows which illustrates describes visualizing to explaining on".split()
)
_PARTICIPANT_KEYS = frozenset(
    "participant actor component system service lifeline object player role party stakeholder".split()
)


_PARTICIPANT_LEADS = frozenset(
    "main primary secondary key involved supporting all external internal other initiating participating and the".split()
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
    told = _HOW.match(text)
    if told and request.type is None:
        return Request(None, "", told.end(), text[told.end() :])
    return request if request.type is not None else _trailing_request(text, request)


_HOW = re.compile(r"\s*how\s+(?:to|do\s+\w+|does\s+[\w ]{1,40}?)\s+[^:\n?]{3,80}[:?]\s+(?=\S)", re.IGNORECASE)
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
            and tokens[0].tag in ("VERB", "NOUN", "PRON", "ADV")
            and tokens[0].lower in _REQUEST_VERBS
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


_REQUEST_VERBS = frozenset("draw please visualize visualise illustrate sketch plot".split())
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
        words = " ".join(t.lower for t in tokens[index : index + length])
        if len(tokens) >= index + length and words in DIAGRAM_WORDS:
            return DIAGRAM_WORDS[words], words, length
    return None


@dataclass
class Reading:
    """A cleaned prompt, read in every way the builders need. `text` is the whole prompt: all offsets point into it."""

    text: str
    request: Request = field(init=False)

    def __post_init__(self) -> None:
        self.request = read_request(self.text)

    @cached_property
    def lines(self) -> list[Line]:
        """The lines of the subject, wrapped ones joined."""
        start, end = self.request.start, self.request.end
        subject = _blank(self.text[:start]) + self.text[start:end]
        return list(_joined(read_lines(subject), self.text))

    @cached_property
    def tree(self) -> list[Item]:
        """The outline of the lines."""
        return outline(self.lines)

    @cached_property
    def items(self) -> list[Item]:
        """The outline without a heading that stands over everything: that is the title."""
        tree = self.tree
        return (
            tree[0].children
            if len(tree) == 1 and tree[0].line.marker == "heading" and tree[0].children
            else tree
        )

    @cached_property
    def arrows(self) -> list[Arrow]:
        """Every arrow of the prompt."""
        return [arrow for line in self.lines for arrow in read_arrows(line)]

    @cached_property
    def links(self) -> list[Arrow]:
        """The arrows of a prompt that mostly consists of sentences such as "A points to B."; else none."""
        found = [spoken_arrow(self.text[s.start : s.end], s.start) for s in self.sentences]
        arrows = [arrow for arrow in found if arrow is not None]
        return arrows if len(arrows) * 2 > len(found) else []

    @cached_property
    def heading(self) -> str | None:
        """A title: a heading, or a first line such as "Purpose: ..." or "Title: ..."."""
        told = _HOW.match(self.text)
        if told:
            return told.group().strip().rstrip(":?")
        for line in self.lines[:2]:
            if line.marker == "heading":
                return line.text.strip("# ").strip()
            pair = key_list(line.text)
            if pair and pair[0].lower() in ("title", "purpose", "name", "use case", "use-case", "goal"):
                return line.text.partition(":")[2].strip().rstrip(".")
        return None

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The sentences of all lines that are not arrows."""
        found: list[Sentence] = []
        for line in self.lines:
            if not read_arrows(line) and not is_plain_list(line.text):
                found += sentences(line.text, line.start)
        return found

    @cached_property
    def parts(self) -> list[list[Part]]:
        """The parts of each sentence, with pronouns resolved."""
        return parse_sentences(self.sentences)

    @cached_property
    def clauses(self) -> list[Clause]:
        """Every clause in order."""
        return [clause for parts in self.parts for part in parts for clause in part.clauses]

    @cached_property
    def declared(self) -> list[str]:
        """Participants that the prompt lists: "Actors: ...", "Main components: ...", or bullets under such a heading."""
        names: list[str] = []
        for item in _walk(self.items):
            key = item.text.partition(":")[0].strip("*_ ")
            words = key.lower().replace("(s)", "").split()
            if not words or len(words) > 4 or noun_lemma(words[-1]) not in _PARTICIPANT_KEYS:
                continue
            if any(
                word not in _PARTICIPANT_LEADS and noun_lemma(word) not in _PARTICIPANT_KEYS for word in words
            ):
                continue
            pair = key_list(item.text)
            if pair:
                names += [name for name in pair[1] if len(name.split()) <= 5]
            elif item.text.rstrip("*_").endswith(":") or item.line.marker == "heading":
                names += [
                    child.text.partition(":")[0].strip("*_ ").partition("(")[0].strip()
                    for child in item.children
                    if len(child.text.partition(":")[0].split()) <= 5
                ]
        return list(dict.fromkeys(name.strip("*_ .") for name in names if name.strip("*_ .")))


def _blank(text: str) -> str:
    """Spaces in place of a text, so that offsets stay."""
    return "".join("\n" if char == "\n" else " " for char in text)


WRAPPED = 70
"""A line of prose from this length on that ends in no mark goes on in the next line."""


def _joined(lines: list[Line], text: str) -> Iterator[Line]:
    """Join a line to the one before when that was only wrapped."""
    pending: Line | None = None
    for line in lines:
        if (
            pending is not None
            and not line.marker
            and not begins_field(line.text)
            and pending.marker != "heading"
            and (
                line.text[:1].islower()
                or (len(pending.text) > WRAPPED and ":" not in pending.text + line.text)
            )
            and line.text.partition(" ")[0].lower()
            not in ("if", "else", "otherwise", "elif", "end", "endif", "loop", "while", "for")
            and pending.text[-1] not in ".:;!?"
            and line.indent >= pending.indent
            and "\n\n" not in text[pending.end : line.start]
            and not read_arrows(line)
            and (pending.marker or len(pending.text) > 50)
        ):
            pending = pending._replace(text=text[pending.start : line.end], end=line.end)
            continue
        if pending is not None:
            yield pending
        pending = line
    if pending is not None:
        yield pending


FIELD_WORDS = frozenset(
    "scenario trigger precondition postcondition exception alternative priority frequency description summary actor goal steps extension".split()
)
"""First words of the fields of a use case, with or without a colon behind them."""


def begins_field(text: str) -> bool:
    """Whether a line begins a field of a use case: "Trigger The button is pressed", "Main success scenario:"."""
    words = text.strip("*_#: ").split()
    if not words or not words[0][0].isupper():
        return False
    return noun_lemma(words[0]) in FIELD_WORDS or (len(words) <= 3 and noun_lemma(words[-1]) in FIELD_WORDS)


def _walk(items: list[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from _walk(item.children)


def is_plain_list(text: str) -> bool:
    """Whether a line only lists names behind a key: "Data tier: database, cache"."""
    if members_of(text) is not None:
        return True
    pair = key_list(text)
    if pair is None or len(pair[1]) < 2 or any(len(name.split()) > 4 for name in pair[1]):
        return False
    if states_something(pair[0]):
        return False
    tokens = tokenize(text.partition(":")[2])
    return not any(
        t.tag in ("AUX", "MODAL", "PRON", "DET") or (t.tag == "VERB" and t.lower != t.lemma) for t in tokens
    )


def states_something(key: str) -> bool:
    """Whether what stands before a colon is a statement: "Circle has radius" in "Circle has radius: float"."""
    return any(t.tag == "AUX" or (t.tag == "VERB" and index) for index, t in enumerate(tokenize(key)))


def speaker(text: str) -> tuple[str, str] | None:
    """ "Mobile app: sends the form" as the lead before the colon and the rest; None when there is no short lead."""
    lead, colon, rest = text.partition(":")
    if not colon or not rest.strip() or len(lead.split()) > 6 or len(rest.split()) < 2 or "(" in lead:
        return None
    return lead.strip("*_ "), rest


def names_actor(lead: str, declared: list[str]) -> bool:
    """Whether the lead of a line is somebody who acts."""
    low = lead.lower()
    if any(low == name.lower() for name in declared):
        return True
    last = noun_lemma(low.rpartition(" ")[2])
    return last in PEOPLE or last in SYSTEMS


def heading_actor(text: str, declared: list[str]) -> str | None:
    """The declared participant that a heading such as "Server validation:" begins with."""
    low = text.lower()
    named = [name for name in declared if low.startswith(name.lower())]
    return max(named, key=len) if named else None


def named_phrase(name: str, start: int) -> tuple[Phrase, ...]:
    """A name as the subject of clauses."""
    tokens = tuple(t for t in tokenize(name, start) if t.tag != "PUNCT")
    named = tuple(t._replace(tag="NOUN", lemma=noun_lemma(t.text)) for t in tokens)
    return (Phrase(named, named),) if named else ()


def spoken_parts(line: Line, declared: list[str], inherited: tuple[Phrase, ...] = ()) -> list[list[Part]]:
    """The parts of a line's sentences; a lead that names an actor is the subject of what follows it."""
    found = speaker(line.text)
    if found is None:
        return [sentence_parts(s, inherited) for s in sentences(line.text, line.start)]
    lead, rest = found
    offset = line.end - len(rest)
    if names_actor(lead, declared):
        inherited = named_phrase(lead, line.start)
    return [sentence_parts(s, inherited) for s in sentences(rest, offset)]


def topic_words(text: str) -> list[str]:
    """The content words of a text in order, in lower case and singular."""
    return [
        t.lemma for t in tokenize(text) if t.tag in ("NOUN", "VERB", "GERUND", "ADJ", "NUM", "PARTICIPLE")
    ]
