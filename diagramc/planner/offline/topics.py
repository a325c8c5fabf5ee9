"""A noun-phrase prompt taken apart: "Coffee roasting process with quality control and packaging"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from diagramc.planner.offline.clauses import sentence_parts
from diagramc.planner.offline.labels import phrase_label
from diagramc.planner.offline.lexicon import words as lexicon
from diagramc.planner.offline.lexicon.nouns import DEPARTMENTS, DIAGRAM_WORDS
from diagramc.planner.offline.notation import bracketed_lists, key_list, members_of, split_list
from diagramc.planner.offline.reading import Reading
from diagramc.planner.offline.tokens import Token, is_plural, sentences, split_sentences, tokenize

_FEATURE_LEADS = frozenset(
    "with including via using through and covering featuring containing plus by supporting".split()
)
_PURPOSE_LEADS = frozenset("for of in at on from to about between".split())
_SUBJECTS_TOO = frozenset("timeline workflow roadmap architecture infrastructure milestones topology".split())
"""Words for diagrams that are as often topics of one."""
_DROPPED_TAILS = frozenset(
    "process flow workflow procedure diagram overview pipeline lifecycle flowchart chart structure sequence hierarchy".split()
)


@dataclass(slots=True)
class TopicPhrase:
    """`head` is what it is about, `title` all of it, `features` what "with ..." lists, `context` what "for ..." adds."""

    head: str
    title: str = ""
    features: list[str] = field(default_factory=list)
    context: list[str] = field(default_factory=list)
    asks: Literal["", "works", "happens"] = ""
    """What a question is about: how something works, or what happens when something is done."""
    sides: tuple[str, ...] = ()
    """What is compared: "waterfall" and "agile" in "waterfall vs agile"."""

    @property
    def subject(self) -> str:
        """The head without a last word such as "process" or "flow"."""
        words = self.head.split()
        while len(words) > 1 and words[-1].lower() in _DROPPED_TAILS:
            words.pop()
        return " ".join(words)


_HOW_WORKS = re.compile(
    r"^how (?:(?:does|do|did) )?(?:(?:an?|the) )?(?P<thing>\S.{0,80}?) (?:works?|worked|functions?|operates?)$",
    re.IGNORECASE,
)
_WHAT_HAPPENS = re.compile(
    r"^what happens (?:when|if|after|once) (?:(?:i|you|we|they|people) )?(?P<event>\S.*)$",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"^(?:(?:compare|comparison (?:of|between)|(?:the )?differences? between)\s+(?P<a>.{2,40}?)\s+(?:and|with|to)\s+(?P<b>.{2,40})"
    r"|(?P<one>.{2,40}?)\s+(?:vs\.?|versus|compared (?:to|with))\s+(?P<other>.{2,60}))$",
    re.IGNORECASE,
)
_WHAT_IS = re.compile(
    r"^(?:what (?:is|are|was|were)|explain|describe|tell me about|who (?:is|was)) (?:(?:an?|the) )?(?P<thing>\S.*)$",
    re.IGNORECASE,
)
_HOW_TO = re.compile(
    r"^how (?:to|(?:do|can|should) (?:i|we|you|people)|one (?:can|should))\s+", re.IGNORECASE
)


def read_topic(text: str) -> TopicPhrase:
    """The parts of a noun phrase; only its first line is read."""
    line = text.strip().split("\n", 1)[0][:600].strip().rstrip(".!?")
    if (match := _HOW_WORKS.match(line)) is not None:
        return TopicPhrase(phrase_label(match["thing"]), phrase_label(line), asks="works")
    if (match := _WHAT_HAPPENS.match(line)) is not None:
        return TopicPhrase(phrase_label(match["event"]), phrase_label(line), asks="happens")
    if (match := _COMPARED.match(line)) is not None:
        sides = re.split(r"\s+(?:vs\.?|versus)\s+", match["b"] or match["other"], flags=re.IGNORECASE)
        names = [phrase_label(side) for side in (match["a"] or match["one"], *sides)]
        return TopicPhrase(phrase_label(line), phrase_label(line), sides=tuple(names))
    if (match := _WHAT_IS.match(line)) is not None:
        line = match["thing"]
    line = _HOW_TO.sub("", line) or line
    if ":" in line:
        head, _, rest = line.partition(":")
        if head.strip() and rest.strip():
            return TopicPhrase(phrase_label(head), phrase_label(line), _features(rest))
    tokens = tokenize(line)
    head_end = len(line)
    pieces: list[tuple[str, str]] = []
    for index, token in enumerate(tokens):
        if index == 0:
            continue
        if token.lower in _FEATURE_LEADS - {"and", "plus"} or (
            token.lower in _PURPOSE_LEADS and token.tag in ("PREP", "TO")
        ):
            start = _after(tokens, index)
            kind = "feature" if token.lower in _FEATURE_LEADS else "context"
            if token.lower == "of" and not pieces:
                continue
            pieces.append((kind, line[start : _until(tokens, index, len(line))]))
            head_end = min(head_end, token.start)
    head = line[:head_end].strip().rstrip(",")
    topic = TopicPhrase(phrase_label(head), phrase_label(line))
    for kind, piece in pieces:
        (topic.features if kind == "feature" else topic.context).extend(_features(piece))
    if not pieces and ("," in head or " and " in head):
        items = _features(head)
        if len(items) > 2:
            topic = TopicPhrase(items[0], phrase_label(line), items[1:])
    return topic


MAX_PHRASE_WORDS = 30
"""A longer prompt tells its own story and is no mere topic."""


_PROCESS = re.compile(
    r"(?:the|this|our|a)\s(?:[\w-]+\s){0,3}(?:process|procedure|workflow)\s(?:starts|begins|involves|includes|consists|kicks off|has|covers)\b",
    re.IGNORECASE,
)
"""How descriptions of a process begin."""


def is_phrase(reading: Reading) -> bool:
    """Whether the prompt only names its subject instead of describing it: one short line without statements or notation."""
    lines = reading.lines
    if len(lines) != 1 or lines[0].marker or reading.arrows or len(lines[0].text.split()) > MAX_PHRASE_WORDS:
        return False
    if bracketed_lists(lines[0].text) > 1:
        return False
    if len(list(split_sentences(lines[0].text))) > 1 or is_nested_list(lines[0].text):
        return False
    if lines[0].text.lower().startswith(("how ", "what ", "why ")) and len(lines[0].text.split()) <= 10:
        return True
    words = lines[0].text.lower().split()
    if 1 < len(words) <= 5 and words[-1] in _DROPPED_TAILS:
        # "password reset flow", whatever "reset" may be elsewhere
        return True
    if _tells(lines[0].text) or _PROCESS.match(lines[0].text):
        return False
    head = read_topic(lines[0].text).head
    clauses = [c for s in sentences(head) for p in sentence_parts(s) for c in p.clauses]
    full_stop = lines[0].text.endswith(".")
    return not any(
        (c.subjects and (c.objects or c.complements or c.state)) or c.passive or (c.subjects and full_stop)
        for c in clauses
    )


def _tells(text: str) -> bool:
    """Whether a line behind its colon tells who does what, or is a list of orders."""
    rest = text.partition(":")[2] or text
    clauses = [c for s in sentences(rest) for p in sentence_parts(s) for c in p.clauses]
    stated = sum(1 for c in clauses if c.subjects and (c.objects or c.complements))
    acting = {
        c.subjects[0].name.lower() for c in clauses if c.subjects and c.subjects[0].start < c.predicate_start
    }
    ordered = sum(1 for c in clauses if not c.subjects and c.modal is None and c.verb != "be")
    return stated >= (2 if ":" in text else 3) or ordered >= 3 or len(acting) >= 3


def is_nested_list(text: str) -> bool:
    """Whether a line is a topic with branches that have topics of their own: "Trip: before (tickets, visa), after (photos)"."""
    pair = key_list(text)
    return pair is not None and sum(1 for name in pair[1] if members_of(name) is not None) > 1


def _after(tokens: tuple[Token, ...], index: int) -> int:
    return tokens[index].end


def _until(tokens: tuple[Token, ...], index: int, end: int) -> int:
    """Up to the next lead of the phrase."""
    for token in tokens[index + 1 :]:
        if token.lower in (_FEATURE_LEADS - {"and", "plus"}) or (
            token.lower in _PURPOSE_LEADS - {"of", "to", "on", "in"} and token.tag in ("PREP", "TO")
        ):
            return token.start
    return end


def _halves(item: str) -> list[str]:
    """ "magic link and smart card" is two features; "terms and conditions of sale" is one."""
    item = item.strip().removeprefix("plus ").removeprefix("also ")
    parts = [piece for part in item.split(" and ") for piece in _plurals_apart(part)]
    return parts if len(parts) > 1 and all(0 < len(part.split()) <= 3 for part in parts) else [item]


def _plurals_apart(text: str) -> list[str]:
    """ "customers cars" is two things whose comma was left out; "sales orders" and "car keys" are one."""
    words = text.split()
    plural = [is_plural(word) and word.isalpha() and word.lower() not in DEPARTMENTS for word in words]
    return words if len(words) > 1 and all(plural) else [text]


_NAMED_FIRST = re.compile(
    r"^(?:the )?(?:following )?(?:classes|entities|tables|objects|columns|branches|topics|components|services|participants|actors|steps|stages|phases)[: ]\s*(?=\w)",
    re.IGNORECASE,
)
"""What a list says its items are: "with classes Book, Author and Loan"."""


def _features(text: str) -> list[str]:
    found = []
    text = _NAMED_FIRST.sub("", text.strip()) if "," in text or " and " in text else text
    items = split_list(text.replace(" & ", " and ").replace(" or ", ", "))
    halves = [half for item in items for half in _halves(item)]
    for item in halves:
        label = phrase_label(item)
        if (
            label
            and label.lower() not in lexicon.ARTICLES
            and (label.lower() not in DIAGRAM_WORDS or label.lower() in _SUBJECTS_TOO)
        ):
            found.append(label)
    return list(dict.fromkeys(found))
