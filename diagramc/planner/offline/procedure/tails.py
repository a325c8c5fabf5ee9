"""Acts that hang on a clause without a verb of their own: "..., followed by a review", "with staff handling the payment"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from diagramc.planner.offline.clauses import Clause
from diagramc.planner.offline.labels import capitalise, concise
from diagramc.planner.offline.lexicon.nominal import act_verb, is_conducted, names_act
from diagramc.planner.offline.tokens import Token, noun_lemma, verb_lemma

_LISTING = frozenset("covering including involving comprising".split())
_ENDING = frozenset("concluding ending finishing starting beginning".split())
_MANNER = frozenset(
    "considering using ensuring allowing making resulting leading causing enabling providing meaning depending basing regarding concerning "
    "according following indicating containing pending saying leaving being having giving explaining taking specifying showing "
    "entering requesting asking telling informing stating".split()
)
"""Participles that say how, why or to what end something is done."""


class TailAct(NamedTuple):
    """An act that a tail names, and where it stands in the prompt."""

    label: str
    start: int
    end: int


def split_tails(clause: Clause) -> tuple[Clause, list[TailAct]]:
    """The clause up to its first tail of acts, and the acts of the tails."""
    tokens = clause.predicate
    for index, token in enumerate(tokens):
        end = next((i for i in range(index + 1, len(tokens)) if _follows(tokens, i)), len(tokens))
        found = list(_tail(tokens[:end] if end > index + 1 else tokens, index))
        if found:
            found += followers(clause) if end < len(tokens) else ()
            head = tokens[:index]
            return replace(
                clause,
                predicate=head,
                objects=tuple(p for p in clause.objects if p.start < token.start),
                complements=tuple(c for c in clause.complements if c.phrases[0].start < token.start),
            ), found
    return clause, []


def opening_acts(clause: Clause) -> Iterator[TailAct]:
    """The acts of "the process starts with a call, followed by a visit and packing"."""
    at = next((i for i in range(len(clause.predicate)) if _follows(clause.predicate, i)), None)
    if at is not None:
        opening = clause.predicate[1:at] if clause.predicate[0].lower == "with" else ()
        yield from named_acts(opening, sure=True)
        yield from followers(clause)


def followers(clause: Clause) -> Iterator[TailAct]:
    """The acts behind the "followed by" of a clause."""
    tokens = clause.predicate
    at = next((i for i in range(len(tokens)) if _follows(tokens, i)), len(tokens))
    return named_acts(tokens[at + 2 :], sure=True)


def _tail(tokens: Sequence[Token], index: int) -> Iterator[TailAct]:
    """The acts of a tail that opens here."""
    token = tokens[index]
    following = tokens[index + 1].lower if index + 1 < len(tokens) else ""
    comma = index > 0 and tokens[index - 1].text == ","
    if _follows(tokens, index):
        yield from named_acts(tokens[index + 2 :], sure=True)
    elif token.lower in _LISTING and index:
        yield from named_acts(tokens[index + 1 :])
    elif token.lower in _ENDING and following in ("with", "in") and comma:
        yield from named_acts(tokens[index + 2 :])
    elif token.lower == "with" and index + 1 < len(tokens):
        yield from _accompanying(tokens[index + 1 :], comma)
    elif comma and token.tag == "GERUND" and token.lower not in _MANNER:
        yield from _gerund(tokens[index:])


def _follows(tokens: Sequence[Token], index: int) -> bool:
    """Whether "followed by" stands here."""
    return [t.lower for t in tokens[index : index + 2]] == ["followed", "by"]


def _accompanying(tokens: Sequence[Token], comma: bool) -> Iterator[TailAct]:
    """Behind "with": "staff handling the payment", or acts that nouns name."""
    for index, token in enumerate(tokens[:6]):
        if token.tag == "GERUND" and index and tokens[index - 1].tag == "NOUN":
            yield from _gerund(tokens[index:])
            return
        if token.tag not in ("DET", "POSS", "ADJ", "NOUN", "GERUND", "NUM"):
            break
    if comma or tokens[0].tag not in ("DET", "POSS"):
        yield from named_acts(tokens)


def _gerund(tokens: Sequence[Token]) -> Iterator[TailAct]:
    base = verb_lemma(tokens[0].lower)
    if base is None or len(tokens) < 2 or base == tokens[0].lower:
        return
    nominal = list(named_acts(tokens[1:])) if base in ("handle", "manage", "conduct", "perform") else []
    if nominal:
        yield from nominal
    else:
        yield TailAct(capitalise(f"{base} {concise(tokens[1:])}".strip()), tokens[0].start, tokens[-1].end)


def named_acts(tokens: Sequence[Token], *, sure: bool = False) -> Iterator[TailAct]:
    """The acts that coordinated nouns name, when the first of them names one; whatever they are where it is `sure`."""
    items = list(_items(tokens))
    if items and (sure or names_act(_head(items[0]))):
        for item in items:
            yield TailAct(nominal_label(item), item[0].start, item[-1].end)


def _items(tokens: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    """The items of a list of noun phrases; a "with" opens another one, a clause or a reason ends the list."""
    item: list[Token] = []
    for token in (*tokens, None):
        ends = (
            token is None
            or token.tag in ("VERB", "AUX", "MODAL", "REL", "SUB", "TO")
            or token.lower == "upon"
        )
        if token is None or ends or token.text == "," or token.tag == "CONJ" or token.lower == "with":
            if any(t.tag in ("NOUN", "GERUND") for t in item):
                yield tuple(item)
            item = []
        elif token.tag != "PUNCT":
            item.append(token)
        if ends:
            return


def _head(item: Sequence[Token]) -> str:
    """The noun that an item is about: the last before its first preposition."""
    core = _core(item)
    return noun_lemma(core[-1].text) if core else ""


def _core(item: Sequence[Token]) -> tuple[Token, ...]:
    end = next((i for i, t in enumerate(item) if t.tag == "PREP"), len(item))
    return tuple(t for t in item[:end] if t.tag != "DET")


_KEPT_IN_ING = frozenset("training onboarding briefing meeting billing hearing building".split())
"""Nouns in "-ing" that are said as they are."""
_PHASES = frozenset("phase step stage task activity process procedure".split())


def _is_act_in_ing(core: Sequence[Token]) -> bool:
    """Whether a noun phrase is a gerund with or without its object: "packing", "packing boxes", but not "the packing phase"."""
    first = core[0]
    if not first.lower.endswith("ing") or first.tag == "ADJ" or noun_lemma(core[-1].text) in _PHASES:
        return False
    return len(core) > 1 or first.lower not in _KEPT_IN_ING


def nominal_label(item: Sequence[Token]) -> str:
    """A noun phrase as an order where it has a verb: "risk analysis" is "Analyze risk", "first interviews" "Conduct first interviews"."""
    core = _core(item)
    if not core:
        return capitalise(concise(item))
    rest = list(item[len([t for t in item if t.tag == "DET" and t.start < core[-1].start]) + len(core) :])
    head = noun_lemma(core[-1].text)
    before = [t for t in core[:-1] if t.lower not in ("'s", "’s", "optional", "possible", "potential")]
    if _is_act_in_ing(core):
        base = verb_lemma(core[0].lower)
        if base is not None and base != core[0].lower:
            return capitalise(f"{base} {concise([*core[1:], *rest])}".strip())
    verb = act_verb(head)
    if verb is not None and any(t.tag == "NOUN" for t in before):
        return capitalise(f"{verb} {concise([*before, *rest])}".strip())
    if verb is not None and not before and rest:
        rest = rest[1:] if rest[0].lower == "of" else rest
        return capitalise(f"{verb} {concise(rest)}".strip())
    if is_conducted(head) and before:
        return capitalise(f"conduct {concise([*before, core[-1], *rest])}")
    return capitalise(concise([*before, core[-1], *rest]))
