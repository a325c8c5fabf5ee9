"""A text into sentences, and a sentence into words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from diagramc.planner.offline.lexicon import words as lexicon
from diagramc.planner.offline.lexicon.nouns import PEOPLE, SYSTEMS
from diagramc.planner.offline.lexicon.verbs import VERBS
from diagramc.planner.offline.tokens.closed import CLOSED
from diagramc.planner.offline.tokens.model import Sentence, Token, Word
from diagramc.planner.offline.tokens.morphology import is_past, noun_lemma, verb_lemma
from diagramc.planner.offline.tokens.tagger import tag

_WORD = re.compile(
    r"[A-Za-z]+(?:\.[A-Za-z]\b)+\.?"  # e.g., i.e.
    r"|\d+(?:[.,:/]\d+)*(?:%|st|nd|rd|th)?(?![\w])"  # numbers, dates, 10,000
    r"|\w+(?:[-’'.&/+#]\w+)*\+*#?(?:\(\))?"  # words, front-end, Node.js, C++, draw()
    r"|[<>=!]=|[<>=](?![<>=-])"  # comparisons
    r"|\S"
)
_SENTENCE_END = re.compile(r"[.!?;]+(?=[\s\"'”’)]|$)")


def split_sentences(text: str, offset: int = 0) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of running text. A semicolon ends a sentence; an abbreviation or a number does not."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        head, _, last = text[max(start, match.start() - 24) : match.start()].rpartition(" ")
        before = last.lower().strip("(,")
        following = text[match.end() : match.end() + 2].strip()
        if match.group() == ".":
            if before in lexicon.ABBREVIATIONS and not (
                before in lexicon.CLOSING_ABBREVIATIONS and following[:1].isupper()
            ):
                continue
            if len(before) == 1 and before.isalpha() and (following.islower() or _is_initial(head, last)):
                continue
            if before.isdigit() and start == match.start() - len(before):
                continue
        if text[start : match.end()].strip():
            yield offset + start, offset + match.end()
        start = match.end()
    if text[start:].strip():
        yield offset + start, offset + len(text)


def _is_initial(head: str, letter: str) -> bool:
    """Whether a letter with a full stop abbreviates a name: it begins a sentence, or follows a name: "John F. Kennedy"."""
    before = head.rpartition(" ")[2]
    name = before[:1].isupper() and noun_lemma(before) not in SYSTEMS and before.lower() not in CLOSED
    return letter.isupper() and (not before or (name and len(before) > 1))


def tokenize(text: str, offset: int = 0) -> tuple[Token, ...]:
    """Tagged tokens of a sentence that stands at `offset` in the prompt."""
    raw: list[tuple[str, int]] = []
    for match in _WORD.finditer(text):
        word, at = match.group(), match.start()
        for suffix in ("'s", "’s"):
            if word.lower().endswith(suffix) and len(word) > 2:
                raw += [(word[:-2], at), (word[-2:], at + len(word) - 2)]
                break
        else:
            low = word.lower().replace("’", "'")
            if low in lexicon.UNWRITTEN:
                stem = {"cant": 2, "wont": 2}.get(low, len(word) - 2)
                raw += [(word[:stem], at), ("n't", at + len(word) - 2)]
            elif low.endswith("n't") and low not in ("n't",):
                stem = {"can't": 2, "won't": 2}.get(low, len(word) - 3)
                raw += [(word[:stem] or word, at), ("n't", at + len(word) - 3)]
            else:
                raw.append((word, at))
    found = _with_orders(tag(_words(raw, offset)))
    for mend in (_with_verb, _with_gifts, _with_rows, _with_agents, _with_heads, _with_owned):
        found = mend(found)
    return found


def _with_agents(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "Members book classes": a noun that can be a verb is one between people and what they do it to."""
    found = list(tokens)
    for index in range(1, len(found) - 1):
        before, token, after = found[index - 1 : index + 2]
        opens = (
            index < 2 or found[index - 2].text in ",;:" or found[index - 2].tag in ("CONJ", "DET", "PUNCT")
        )
        if (
            token.tag == "NOUN"
            and token.lower == verb_lemma(token.lower)
            and before.tag == "NOUN"
            and before.lower != before.lemma
            and before.lemma in PEOPLE
            and (after.tag == "DET" or (after.tag == "NOUN" and after.lower != after.lemma))
            and opens
        ):
            found[index] = token._replace(tag="VERB", lemma=token.lower)
    return tuple(found)


def _with_heads(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "A member pays a fine": what closes a phrase that an article opens is a noun."""
    found = list(tokens)
    for index in range(1, len(found)):
        after = found[index + 1] if index + 1 < len(found) else None
        closed = after is None or after.text in ".,;:" or after.tag in ("PREP", "TO", "SUB", "AUX", "MODAL")
        if found[index].tag == "ADJ" and found[index - 1].lower in ("a", "an") and closed:
            found[index] = found[index]._replace(tag="NOUN", lemma=noun_lemma(found[index].lower))
    return tuple(found)


def _with_owned(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "A pet has a name, breed and birth date": what stands among the things that something has is no verb."""
    found = list(tokens)
    finite: Token | None = None
    for index in range(len(found) - 2):
        token = found[index]
        listed = index > 1 and found[index - 1].text == "," and found[index - 2].tag == "NOUN"
        if (
            listed
            and token.tag == "VERB"
            and token.lower == token.lemma
            and finite is not None
            and finite.lower in ("has", "have")
            and (found[index + 1].text == "," or found[index + 1].tag == "CONJ")
            and found[index + 2].tag in ("NOUN", "ADJ", "DET")
        ):
            found[index] = token._replace(tag="NOUN", lemma=noun_lemma(token.lower))
        elif token.tag in ("VERB", "AUX", "MODAL"):
            finite = token
    return tuple(found)


_BEGINNING = frozenset("starts begins ends concludes commences resumes".split())


def _with_verb(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "Upon acceptance, training starts": a sentence without a verb has none but this."""
    if any(t.tag in ("VERB", "AUX") for t in tokens):
        return tokens
    for index, token in enumerate(tokens):
        if index and token.lower in _BEGINNING and tokens[index - 1].tag in ("NOUN", "GERUND"):
            verb = token._replace(tag="VERB", lemma=verb_lemma(token.lower) or token.lower)
            return (*tokens[:index], verb, *tokens[index + 1 :])
    return tokens


_GIVEN = frozenset("awarded given granted offered sent assigned issued paid shown charged".split())


def _with_gifts(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "The winner is awarded points": what somebody is given is no quality of it."""
    found = list(tokens)
    for index in range(1, len(found) - 1):
        token = found[index]
        if (
            token.tag in ("ADJ", "PARTICIPLE")
            and token.lower in _GIVEN
            and found[index - 1].tag == "AUX"
            and found[index + 1].tag == "NOUN"
        ):
            found[index] = token._replace(tag="VERB", lemma=verb_lemma(token.lower) or token.lower)
    return tuple(found)


def _with_rows(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "checks, signs and files the form": what stands between verbs in a row, and can be one, is one."""
    found = list(tokens)
    for index in range(2, len(found) - 2):
        token = found[index]
        behind = index + 1
        while behind < len(found) - 1 and (found[behind].text == "," or found[behind].tag == "CONJ"):
            behind += 1
        base = verb_lemma(token.lower)
        if (
            token.tag == "NOUN"
            and base is not None
            and base != token.lower
            and found[index - 1].text == ","
            and found[index - 2].tag == "VERB"
            and behind > index + 1
            and found[behind].tag == "VERB"
            and all(found[i].lower.endswith("s") for i in (index - 2, index, behind))
        ):
            found[index] = token._replace(tag="VERB", lemma=base)
    return tuple(found)


def _with_orders(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "If the light is red stop": a bare noun cannot follow "is red", so it is an order without a comma before it."""
    if not tokens or tokens[0].tag != "SUB":
        return tokens
    for index in range(3, len(tokens)):
        token = tokens[index]
        if token.text == ",":
            break
        if (
            token.tag == "NOUN"
            and token.lower in VERBS
            and tokens[index - 1].tag == "ADJ"
            and tokens[index - 2].tag in ("AUX", "NEG")
        ):
            return (*tokens[:index], token._replace(tag="VERB", lemma=token.lower), *tokens[index + 1 :])
    return tokens


def sentences(text: str, offset: int = 0) -> list[Sentence]:
    """The sentences of running text, tagged."""
    return [
        Sentence(tokenize(text[start - offset : end - offset], start), start, end)
        for start, end in split_sentences(text, offset)
    ]


_QUANTITIES: dict[tuple[str, ...], str] = {
    tuple(words.split()): multiplicity
    for multiplicity, phrases in {
        "1..*": "one or more/1 or more/at least one/one or several/at least 1/one or many/one-or-more/a minimum of one",
        "0..*": "zero or more/0 or more/any number of/a number of/zero or several/0 or several/zero to many/zero or many/a list of/lots of/"
        "a lot of/a set of/a collection of/a variety of/an arbitrary number of/0 to many/none or many",
        "0..1": "zero or one/at most one/0 or 1/none or one/up to one/not more than one/no more than one/at most 1/0 or one",
        "1": "exactly one/one and only one/only one/exactly 1/a single/just one/one single/precisely one",
        "2": "a pair of/exactly two",
    }.items()
    for words in phrases.split("/")
}


def _stands_for_it_is(lows: list[str], index: int) -> bool:
    """Whether "its" is followed by a participle or adjective that no noun follows."""
    following = lows[index + 1] if index + 1 < len(lows) else ""
    after = lows[index + 2] if index + 2 < len(lows) else ""
    ends = not after or not after[0].isalnum() or CLOSED.get(after) in ("PRON", "DET", "ADV", "CONJ", "POSS")
    lemma = verb_lemma(following)
    described = following in lexicon.ADJECTIVES or (lemma is not None and is_past(following, lemma))
    return described and ends


def _words(raw: list[tuple[str, int]], offset: int) -> list[Word]:
    """The words with their offsets; "one or more" and its like are one word."""
    lows = [word.lower().replace("’", "'") for word, _ in raw]
    words: list[Word] = []
    index = 0
    while index < len(raw):
        for length in (4, 3, 2):
            quantity = _QUANTITIES.get(tuple(lows[index : index + length]))
            if quantity is not None:
                break
        else:
            length = 1
        if lows[index] == "its" and _stands_for_it_is(lows, index):
            # typed without the apostrophe: "if its found they check"
            word, at = raw[index]
            words.append(Word(word[:2], "it", offset + at, offset + at + 2))
            words.append(Word(word[2:], "'s", offset + at + 2, offset + at + 3))
            index += 1
            continue
        text = " ".join(word for word, _ in raw[index : index + length])
        last, at = raw[index + length - 1]
        words.append(
            Word(
                text,
                " ".join(lows[index : index + length]),
                offset + raw[index][1],
                offset + at + len(last),
                quantity,
            )
        )
        index += length
    return words
