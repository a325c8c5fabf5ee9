"""Words of a text: split, lemmatised, and tagged with a part of speech by lexicon, suffix and neighbours.

Everything here is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from diagramc.planner.offline.lexicon import words as lexicon
from diagramc.planner.offline.lexicon.nouns import SYSTEMS
from diagramc.planner.offline.lexicon.verbs import NOUN_VERBS, VERBS

Tag = Literal[
    "NOUN",
    "VERB",
    "GERUND",
    "PARTICIPLE",
    "AUX",
    "MODAL",
    "TO",
    "DET",
    "POSS",
    "PRON",
    "ADJ",
    "ADV",
    "PREP",
    "SUB",
    "CONJ",
    "REL",
    "NEG",
    "NUM",
    "PUNCT",
]


class Token(NamedTuple):
    """A word or mark. `start` and `end` are offsets into the prompt; `lemma` is the base form by its tag."""

    text: str
    lower: str
    lemma: str
    tag: Tag
    start: int
    end: int


_WORD = re.compile(
    r"[A-Za-z]+(?:\.[A-Za-z]\b)+\.?"  # e.g., i.e.
    r"|\d+(?:[.,:/]\d+)*(?:%|st|nd|rd|th)?(?![\w])"  # numbers, dates, 10,000
    r"|\w+(?:[-’'.&/+#]\w+)*\+*#?(?:\(\))?"  # words, front-end, Node.js, C++, draw()
    r"|\S"
)
_SENTENCE_END = re.compile(r"[.!?;]+(?=[\s\"'”’)]|$)")


class Sentence(NamedTuple):
    """The tokens of one sentence, and where it is in the prompt."""

    tokens: tuple[Token, ...]
    start: int
    end: int


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
    name = before[:1].isupper() and noun_lemma(before) not in SYSTEMS and before.lower() not in _CLOSED
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
            if low.endswith("n't") and low not in ("n't",):
                stem = {"can't": 2, "won't": 2}.get(low, len(word) - 3)
                raw += [(word[:stem] or word, at), ("n't", at + len(word) - 3)]
            else:
                raw.append((word, at))
    return _tag(raw, offset)


def sentences(text: str, offset: int = 0) -> list[Sentence]:
    """The sentences of running text, tagged."""
    return [
        Sentence(tokenize(text[start - offset : end - offset], start), start, end)
        for start, end in split_sentences(text, offset)
    ]


def verb_lemma(word: str) -> str | None:
    """The base form when `word` (lower case) is a form of a verb of the lexicon."""
    if word in VERBS:
        return word
    if word in lexicon.IRREGULAR_VERBS:
        return lexicon.IRREGULAR_VERBS[word]
    for candidate in _verb_stems(word):
        if candidate in VERBS:
            return candidate
    for prefix in ("re", "un", "pre", "de", "auto", "over"):
        rest = word.removeprefix(prefix).removeprefix("-")
        if rest != word and len(rest) > 3:
            for candidate in (rest, *_verb_stems(rest)):
                if candidate in VERBS:
                    return word[: len(word) - len(rest)] + candidate
    return None


def _verb_stems(word: str) -> Iterator[str]:
    for ending, replacements in (
        ("ies", ("y",)),
        ("es", ("", "e")),
        ("s", ("",)),
        ("ied", ("y",)),
        ("ed", ("", "e")),
        ("ying", ("y", "ie")),
        ("ing", ("", "e")),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            stem = word[: -len(ending)]
            if ending in ("ed", "ing") and len(stem) > 3 and stem[-1] == stem[-2]:
                yield stem[:-1]
            for replacement in replacements:
                yield stem + replacement


def noun_lemma(word: str) -> str:
    """The singular of a noun in lower case."""
    low = word.lower()
    if low in lexicon.IRREGULAR_PLURALS:
        return lexicon.IRREGULAR_PLURALS[low]
    if low in lexicon.SINGULARS_IN_S:
        return low
    if len(low) <= 3 or low.endswith(("ss", "us", "is", "'s")):
        return low
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith(("xes", "ches", "shes", "sses", "zes")):
        return low[:-2]
    return low[:-1] if low.endswith("s") else low


def is_plural(word: str) -> bool:
    """Whether a noun looks plural."""
    low = word.lower()
    if low in lexicon.IRREGULAR_PLURALS:
        return lexicon.IRREGULAR_PLURALS[low] != low
    return noun_lemma(low) != low


def singular(word: str) -> str:
    """The singular with the case of the original kept."""
    lemma = noun_lemma(word)
    if lemma == word.lower():
        return word
    if word.isupper() and len(word) > 1:
        return lemma.upper()
    return word[: len(lemma)] if word.lower().startswith(lemma) else word[0] + lemma[1:]


_CLOSED: dict[str, Tag] = {}
for _table, _tag_name in (
    (lexicon.ADVERBS, "ADV"),
    (lexicon.PREPOSITIONS, "PREP"),
    (lexicon.SUBORDINATORS, "SUB"),
    (lexicon.COORDINATORS, "CONJ"),
    (lexicon.RELATIVES, "REL"),
    (lexicon.DETERMINERS, "DET"),
    (lexicon.PRONOUNS, "PRON"),
    (lexicon.POSSESSIVES, "POSS"),
    (lexicon.QUANTITIES, "DET"),
    (lexicon.AUXILIARIES, "AUX"),
    (lexicon.MODALS, "MODAL"),
    (lexicon.NEGATIONS, "NEG"),
    (lexicon.NUMBERS, "NUM"),
):
    for _word in _table:
        _CLOSED[_word] = _tag_name  # type: ignore[assignment]
_CLOSED |= {
    "to": "TO",
    "that": "DET",
    "one": "NUM",
    "'s": "POSS",
    "’s": "POSS",
    "then": "ADV",
    "since": "SUB",
}
_CLOSED |= {"before": "SUB", "after": "SUB", "until": "SUB", "till": "SUB", "as": "PREP"}
_CLOSED |= {
    "while": "SUB",
    "because": "SUB",
    "zero": "NUM",
    "single": "ADJ",
    "more": "ADJ",
    "most": "ADJ",
    "lots": "NOUN",
    "couple": "NOUN",
}
_PREPOSITION_PAIRS = {
    "due": ("to",),
    "according": ("to",),
    "based": ("on", "upon"),
    "depending": ("on", "upon"),
}
"""Words that are prepositions only with these behind them: "due to", but "a due date"."""
_ADJECTIVE_SUFFIXES = ("able", "ible", "ful", "ous", "ive", "less", "ical", "ional", "wide", "ary")


def _tag(raw: list[tuple[str, int]], offset: int) -> tuple[Token, ...]:
    """Tag left to right; `finite` says whether the present clause has its verb already."""
    tokens: list[Token] = []
    finite = False
    lows = [word.lower().replace("’", "'") for word, _ in raw]
    for index, (word, at) in enumerate(raw):
        low = lows[index]
        previous = tokens[-1] if tokens else None
        tag = _closed_tag(index, raw, lows, previous) or _open_tag(index, raw, lows, tokens, finite)
        lemma = _lemma(low, tag)
        tokens.append(Token(word, low, lemma, tag, offset + at, offset + at + len(word)))
        if tag in ("VERB", "AUX", "MODAL"):
            finite = True
        elif tag == "DET" and previous is not None and previous.tag == "ADJ" and finite:
            # "if the token is valid the server ...": a determiner after a predicate adjective opens a new clause.
            finite = False
        elif tag in ("SUB", "CONJ", "REL") or word in ",;:()":
            finite = False
    return tuple(_merge_quantities(tokens))


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


def _merge_quantities(tokens: list[Token]) -> Iterator[Token]:
    """Make one determiner of "one or more" and its like; its lemma is the multiplicity in UML notation."""
    index = 0
    while index < len(tokens):
        for length in (4, 3, 2):
            words = tuple(t.lower for t in tokens[index : index + length])
            if words in _QUANTITIES:
                first, last = tokens[index], tokens[index + length - 1]
                yield Token(
                    " ".join(t.text for t in tokens[index : index + length]),
                    " ".join(words),
                    _QUANTITIES[words],
                    "DET",
                    first.start,
                    last.end,
                )
                index += length
                break
        else:
            yield tokens[index]
            index += 1


def _lemma(low: str, tag: Tag) -> str:
    if tag in ("VERB", "GERUND", "PARTICIPLE", "AUX"):
        return verb_lemma(low) or (noun_lemma(low) if tag == "VERB" else low)
    if tag == "NOUN":
        return noun_lemma(low)
    return low


def _closed_tag(
    index: int, raw: list[tuple[str, int]], lows: list[str], previous: Token | None
) -> Tag | None:
    """The tag of marks, numbers and function words; None for an open-class word."""
    word, low = raw[index][0], lows[index]
    if not any(char.isalnum() for char in word):
        return "CONJ" if word == "&" else _CLOSED.get(low, "PUNCT")
    if word[0].isdigit():
        return "NUM"
    following = lows[index + 1] if index + 1 < len(lows) else ""
    if low == "that" and previous is not None and (previous.tag in ("NOUN", "PRON") or verb_lemma(following)):
        return "REL"
    if low in ("may", "march", "will") and word[0].isupper() and index:
        return "NOUN"
    if low in ("after", "before", "since", "until") and _verb_less(index, lows, raw):
        return "PREP"
    if low == "'s" and previous is not None:
        return "AUX" if previous.tag == "PRON" else "POSS"
    if low in ("her", "his") and (
        not following or following in lexicon.PREPOSITIONS or not following[0].isalnum()
    ):
        return "PRON"
    if low == "following" and previous is not None and previous.tag == "DET":
        return "ADJ"
    if low in _PREPOSITION_PAIRS and following not in _PREPOSITION_PAIRS[low]:
        return None
    if low in ("back", "upstream", "downstream") and previous is not None and previous.tag in ("DET", "ADJ"):
        return None
    if low in ("some", "this", "that", "these", "those", "each", "both", "all") and (
        not following or following in lexicon.AUXILIARIES or following in lexicon.MODALS
    ):
        return "PRON"
    if (
        low in ("next", "first", "second", "third", "last")
        and previous is not None
        and previous.tag in ("DET", "POSS")
    ):
        return "ADJ"
    return _CLOSED.get(low)


def _verb_less(index: int, lows: list[str], raw: list[tuple[str, int]]) -> bool:
    """Whether no finite verb follows up to the next comma: "after payment," against "after the order is paid,"."""
    for later in range(index + 1, min(index + 16, len(lows))):
        low = lows[later]
        if low in (",", ".", ";", ":"):
            return True
        if low in lexicon.AUXILIARIES or low in lexicon.MODALS:
            return False
        if (
            later > index + 1
            and _finite_form(low)
            and lows[later - 1] not in lexicon.DETERMINERS
            and low not in lexicon.PREPOSITIONS
        ):
            return False
    return True


def _finite_form(low: str) -> bool:
    """Whether a word could be a third person or past form of a verb."""
    lemma = verb_lemma(low)
    return lemma is not None and lemma != low and not low.endswith("ing")


def _open_tag(
    index: int, raw: list[tuple[str, int]], lows: list[str], tokens: list[Token], finite: bool
) -> Tag:
    """The tag of an open-class word, from its form and its neighbours."""
    word, low = raw[index][0], lows[index]
    previous = tokens[-1] if tokens else None
    following = lows[index + 1] if index + 1 < len(lows) else ""
    lemma = verb_lemma(low)
    opens = (
        previous is None
        or previous.tag in ("CONJ", "SUB")
        or previous.text in (",", ":", ";", "-", "(", "–", "•", "*")
    )
    if previous is not None and previous.tag == "ADV":
        before = next((token for token in reversed(tokens) if token.tag != "ADV"), None)
        opens = opens or before is None or before.tag in ("CONJ", "SUB", "PUNCT")
    if word.endswith("()"):
        return "NOUN"
    if lemma is None and _unknown_verb(low, previous, following, finite, opens):
        return "VERB"
    if lemma is None or (word[0].isupper() and not opens):
        return _noun_or_adjective(low, previous)
    if low.endswith("ing") and lemma != low:
        if previous is not None and previous.tag == "AUX" and previous.lemma == "be":
            return "VERB"
        if previous is not None and (
            previous.tag in ("DET", "ADJ", "POSS", "NUM") or (previous.tag == "NOUN" and finite)
        ):
            return "NOUN" if previous.tag != "NOUN" else "GERUND"
        return "GERUND"
    if previous is not None and previous.tag in ("DET", "POSS", "NUM"):
        return _after_determiner(low, lemma, following)
    past = _is_past(low, lemma)
    if past:
        return _past_tag(low, previous, following, tokens, finite, opens)
    if (previous is not None and previous.tag in ("TO", "MODAL", "NEG")) or (
        previous is not None and previous.tag == "AUX" and previous.lemma == "do"
    ):
        if previous.tag == "TO" and low != lemma and lemma in NOUN_VERBS:
            return "NOUN"
        return "VERB"
    if previous is not None and previous.tag == "PRON":
        return "VERB"
    if previous is not None and previous.tag == "REL":
        return "VERB" if low != lemma or lemma not in NOUN_VERBS else "NOUN"
    if previous is not None and previous.tag in ("PREP", "ADJ", "AUX"):
        return "NOUN" if lemma in NOUN_VERBS or previous.tag != "AUX" else "VERB"
    if opens:
        return _opening_tag(index, raw, lows, lemma, low, previous, tokens)
    if previous is not None and previous.tag == "ADV":
        return "NOUN" if finite and lemma in NOUN_VERBS else "VERB"
    joined = _several_subjects(tokens)
    return _after_noun_tag(low, lemma, following, previous, finite, lows[index + 1 : index + 2], joined)


def _unknown_verb(low: str, previous: Token | None, following: str, finite: bool, opens: bool) -> bool:
    """Whether a word that the lexicon lacks stands where only a verb can: "Knead the dough", "the baker kneads the dough"."""
    if finite or not low.isalpha() or low.endswith(("ly", "ing")):
        return False
    determined = following in lexicon.DETERMINERS or following in lexicon.POSSESSIVES
    if opens:
        return determined and not low.endswith("s") and low not in lexicon.ADJECTIVES
    after_noun = previous is not None and previous.tag == "NOUN" and not previous.text[:1].isupper()
    return after_noun and determined and low.endswith(("s", "ed")) and not low.endswith("ss")


def _noun_or_adjective(low: str, previous: Token | None) -> Tag:
    if low in lexicon.ADJECTIVES or low.endswith(_ADJECTIVE_SUFFIXES):
        return "ADJ"
    if (
        low.endswith("ly")
        and len(low) > 4
        and low not in ("family", "reply", "supply", "assembly", "anomaly", "monopoly", "ally")
    ):
        return "ADV"
    if low.endswith("ed") and len(low) > 4 and previous is not None and previous.tag == "AUX":
        return "VERB"
    return "NOUN"


def _after_determiner(low: str, lemma: str, following: str) -> Tag:
    """After "the", "its", "two": a noun, or a participle or adjective in front of one."""
    if _is_past(low, lemma) and following and following[0].isalpha() and following not in _CLOSED:
        return "ADJ"
    return "NOUN"


def _is_past(low: str, lemma: str) -> bool:
    return (
        (low.endswith("ed") and low != lemma)
        or (low in lexicon.IRREGULAR_VERBS and not low.endswith(("s", "ing")))
        or (
            low in lexicon.PAST_PARTICIPLES
            and low not in ("put", "set", "read", "run", "cut", "come", "become", "split", "shut", "reset")
        )
    )


def _past_tag(
    low: str, previous: Token | None, following: str, tokens: list[Token], finite: bool, opens: bool
) -> Tag:
    """A past form: a passive after "be", an adjective before a noun, else the verb of a clause that has none yet."""
    before = next((token for token in reversed(tokens) if token.tag not in ("ADV", "NEG")), None)
    if before is not None and before.tag == "AUX":
        return "VERB"
    if previous is not None and previous.tag in ("DET", "ADJ", "POSS", "PREP", "TO"):
        return "ADJ" if following and following[0].isalpha() and following not in _CLOSED else "PARTICIPLE"
    if (
        finite
        and following
        and following[0].isalpha()
        and following not in _CLOSED
        and previous is not None
        and previous.tag != "NOUN"
    ):
        return "ADJ"
    if finite:
        return "PARTICIPLE"
    if opens and tokens and previous is not None and previous.tag in ("CONJ", "PUNCT"):
        return "VERB"
    if opens and following in lexicon.PREPOSITIONS:
        return "PARTICIPLE"
    return "VERB" if not opens or following in lexicon.DETERMINERS else "ADJ"


def _opening_tag(
    index: int,
    raw: list[tuple[str, int]],
    lows: list[str],
    lemma: str,
    low: str,
    previous: Token | None,
    tokens: list[Token],
) -> Tag:
    """A base or -s form that opens a clause: an imperative or a coordinated verb, unless it names the clause's subject."""
    following = lows[index + 1] if index + 1 < len(lows) else ""
    if previous is not None and previous.tag == "SUB":
        return "NOUN" if lemma in NOUN_VERBS or following in _FINITE_STARTS else "VERB"
    if following in _FINITE_STARTS or following in lexicon.RELATIVES:
        return "NOUN"
    if low != lemma and lemma not in NOUN_VERBS:
        return "VERB"
    if following in ("that", "who", "which") and lemma in NOUN_VERBS and low != lemma:
        return "NOUN"
    if previous is not None and previous.tag == "CONJ" and lemma in NOUN_VERBS and low == lemma:
        joined = tokens[-2] if len(tokens) > 1 else None
        ends = not following or not following[0].isalnum() or following in ("and", "or")
        third = any(
            t.tag in ("VERB", "AUX") and (t.lower.endswith("s") or t.lemma == "have") and t.lower != t.lemma
            for t in tokens
        )
        if joined is not None and joined.tag == "NOUN" and third:
            # "has name and email": after a third person a base form cannot be the next verb.
            return "NOUN"
        if (
            joined is not None
            and joined.tag == "NOUN"
            and ends
            and not any(t.tag in ("VERB", "AUX") for t in tokens)
        ):
            return "NOUN"
    if not following or not following[0].isalnum():
        return (
            "NOUN"
            if lemma in NOUN_VERBS and (index == 0 or previous is None or previous.tag != "CONJ")
            else "VERB"
        )
    if following in _FINITE_STARTS or following in ("of", "and", "or"):
        return "NOUN" if lemma in NOUN_VERBS else "VERB"
    if following in _CLOSED:
        return "VERB"
    if lemma in NOUN_VERBS:
        for later in range(index + 1, min(index + 8, len(lows))):
            word = lows[later]
            if word in (",", ";", ":", ".") or _CLOSED.get(word) in ("SUB", "CONJ", "REL", "PREP"):
                break
            if word in _FINITE_STARTS or (
                later > index + 1 and _finite_form(word) and _CLOSED.get(lows[later - 1]) is None
            ):
                return "NOUN"
        if _finite_form(following) and not following.endswith("ed"):
            return "NOUN"
    return "VERB"


_FINITE_STARTS = lexicon.AUXILIARIES | lexicon.MODALS


def _several_subjects(tokens: list[Token]) -> bool:
    """Whether the noun phrases just before are joined, and no verb came before them: "the API and the worker" is plural."""
    joint = False
    for token in reversed(tokens):
        if token.tag in ("CONJ", "PUNCT") and token.lower in ("and", "or", "&", ","):
            joint = joint or token.tag == "CONJ"
        elif token.tag == "NOUN" and joint:
            return not any(t.tag in ("VERB", "AUX", "MODAL") for t in tokens[: tokens.index(token)][-12:])
        elif token.tag not in ("NOUN", "DET", "ADJ", "POSS", "NUM"):
            return False
    return False


def _after_noun_tag(
    low: str, lemma: str, following: str, previous: Token | None, finite: bool, later: list[str], joined: bool
) -> Tag:
    """After a noun: the clause's verb when it has none yet and the form agrees, else a part of a compound."""
    third = low != lemma
    if finite:
        return "NOUN" if lemma in NOUN_VERBS or not third else "VERB"
    if following in _FINITE_STARTS and third:
        return "NOUN"
    plural = previous is not None and (is_plural(previous.text) or joined)
    if lemma not in NOUN_VERBS:
        return "VERB"
    if third:
        if any(_finite_form(word) and verb_lemma(word) not in NOUN_VERBS for word in later):
            return "NOUN"
        return "NOUN" if plural and following not in _CLOSED else "VERB"
    if (
        plural
        and following[:1].isalnum()
        and not (_finite_form(following) and following.endswith("s"))
        and (
            following in lexicon.DETERMINERS
            or _CLOSED.get(following) in ("POSS", "NUM", "PRON", "PREP", "TO")
            or following not in _CLOSED
        )
    ):
        return "VERB"
    return "NOUN"
