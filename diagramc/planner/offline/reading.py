"""A prompt as read: what it asks for, its lines, arrows, outline and sentences. Every builder starts from this."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from diagramc.planner.offline.asking import Heard, listen
from diagramc.planner.offline.clauses import Clause, Part, Phrase, parse_sentences, sentence_parts
from diagramc.planner.offline.lexicon.nouns import PEOPLE, SYSTEMS
from diagramc.planner.offline.notation import (
    Arrow,
    Item,
    Line,
    key_list,
    members_of,
    outline,
    read_arrows,
    read_lines,
    split_arrows,
    spoken_arrow,
    spoken_path,
)
from diagramc.planner.offline.request import HOW, Request, read_request
from diagramc.planner.offline.tables import without_tables
from diagramc.planner.offline.tokens import Sentence, noun_lemma, sentences, tokenize

_PARTICIPANT_KEYS = frozenset(
    "participant actor component system service lifeline object player role party stakeholder".split()
)


_PARTICIPANT_LEADS = frozenset(
    "main primary secondary key involved supporting all external internal other initiating participating and the".split()
)


@dataclass
class Reading:
    """A cleaned prompt, read in every way the builders need. All offsets point into the prompt; `text` is what of it is about
    the subject, with spaces for the rest."""

    text: str
    request: Request = field(init=False)
    heard: Heard = field(init=False)
    prompt: str = field(init=False)
    """The whole prompt."""

    def __post_init__(self) -> None:
        self.prompt = self.text
        self.request = read_request(self.text)
        self.heard = listen(self.text, self.request.type)
        if self.heard.text != self.text:
            self.text = self.heard.text
            self.request = read_request(self.text)
            if self.request.type is None:
                self.request.type, self.request.word = self.heard.type, self.heard.word

    @cached_property
    def lines(self) -> list[Line]:
        """The lines of the subject, wrapped ones joined."""
        start, end = self.request.start, self.request.end
        subject = _blank(self.text[:start]) + self.text[start:end]
        lines = _joined(without_tables(self._set_back(line) for line in read_lines(subject)), self.text)
        return [piece for line in lines for piece in split_arrows(line)]

    def _set_back(self, line: Line) -> Line:
        """A line without the indent of what was blanked in front of it."""
        begin = self.text.rfind("\n", 0, line.start) + 1
        blanked = not self.prompt[begin].isspace()
        return line._replace(indent=0) if blanked and line.marker != "heading" else line

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
        return [arrow for line in self.lines for arrow in read_arrows(line) or spoken_path(line)]

    @cached_property
    def links(self) -> list[Arrow]:
        """The arrows of a prompt that mostly consists of sentences such as "A points to B."; else none."""
        found = [spoken_arrow(self.text[s.start : s.end], s.start) for s in self.sentences]
        arrows = [arrow for arrow in found if arrow is not None]
        return arrows if len(arrows) * 2 > len(found) else []

    @cached_property
    def heading(self) -> str | None:
        """A title: a heading, or a first line such as "Purpose: ..." or "Title: ..."."""
        told = HOW.match(self.text)
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


def _joined(lines: Iterable[Line], text: str) -> Iterator[Line]:
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
    if states_something(pair[0]) or sum(is_statement(name) for name in pair[1]) > 1:
        return False
    tokens = tokenize(text.partition(":")[2])
    return not any(
        t.tag in ("AUX", "MODAL", "PRON", "DET") or (t.tag == "VERB" and t.lower != t.lemma) for t in tokens
    )


def is_statement(text: str) -> bool:
    """Whether a text says that somebody does something to something: "dbt transforms data", but not "web client"."""
    if len(text.split()) < 3:
        return False
    clauses = [c for s in sentences(text) for p in sentence_parts(s) for c in p.clauses]
    return any(
        c.subjects and (c.objects or c.complements) and c.subjects[0].start < c.predicate_start
        for c in clauses
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
