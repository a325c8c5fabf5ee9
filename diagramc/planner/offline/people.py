"""Names of people and posts in running text: "Jonas Weber, the CTO," and "VP Engineering Sam Lee"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from diagramc.planner.offline.clauses import join
from diagramc.planner.offline.lexicon import words as lexicon
from diagramc.planner.offline.lexicon.nouns import DEPARTMENTS, TITLES
from diagramc.planner.offline.tokens import Sentence, Token, noun_lemma, tokenize

_PARTICLES = frozenset("de del della van von der den ten la le di da dos el al bin ibn".split())
"""Small words inside a name: "Ludwig van Beethoven"."""
MAX_TITLE_WORDS = 7


def is_title(text: str) -> bool:
    """Whether a text names a post: its head word is one, or "of" follows one: "VP of Sales", "Head of IT"."""
    words = text.lower().replace("/", " ").split()
    if not words or len(words) > MAX_TITLE_WORDS:
        return False
    before_of = words[: words.index("of")] if "of" in words else words
    return any(noun_lemma(word) in TITLES for word in (*before_of[-1:], words[0]))


def is_department(text: str) -> bool:
    """Whether a text names a part of a company rather than a person: "engineering", "the sales team"."""
    words = [
        noun_lemma(w) for w in text.lower().split() if w not in lexicon.DETERMINERS | lexicon.POSSESSIVES
    ]
    return bool(words) and (
        words[-1] in ("team", "department", "division", "unit", "group", "office")
        or words[-1] in DEPARTMENTS
        or text.lower().split()[-1] in DEPARTMENTS
    )


_COUNT = re.compile(r"^(?:\d{1,2}|two|three|four|five|six)\s+")


def lists_posts(names: list[str]) -> bool:
    """Whether most items of a list are posts: "CTO (Leo)", "2 designers"."""
    heads = [_COUNT.sub("", name.partition("(")[0].partition(" with ")[0].strip()) for name in names]
    return len(names) > 2 and sum(1 for head in heads if is_title(head)) * 2 >= len(names)


class Titled(NamedTuple):
    """A person and the post that the text gives them."""

    name: str
    title: str


_HONORIFICS = frozenset("dr mr mrs ms miss prof professor sir dame".split())


def plain_name(name: str) -> str:
    """A name without "Dr." and its like."""
    words = name.split()
    while len(words) > 1 and words[0].lower().rstrip(".") in _HONORIFICS:
        words = words[1:]
    return " ".join(words)


def split_title(text: str) -> Titled | None:
    """ "VP Engineering Sam Lee" as person and post; None where there is only one of both."""
    words = text.split()
    cut = len(words)
    while cut and _is_name_word(words[cut - 1]):
        cut -= 1
    if 0 < cut < len(words) and is_title(" ".join(words[:cut])):
        return Titled(" ".join(words[cut:]), " ".join(words[:cut]))
    return None


def _is_name_word(word: str) -> bool:
    low = word.lower()
    return word[:1].isupper() and noun_lemma(low) not in TITLES and low not in DEPARTMENTS and low != "of"


def names_post_only(text: str) -> bool:
    """Whether a text is a post without a person: "VP Sales", but not "VP Sales Ann Lee"."""
    return is_title(text) and split_title(text) is None


class Untitled(NamedTuple):
    """A sentence without the posts in apposition or brackets, and these with their people."""

    sentence: Sentence
    titled: list[Titled]


def take_titles(sentence: Sentence, text: str) -> Untitled:
    """Read "Jonas Weber, the CTO," and "Petra (CFO)" out of a sentence; `text` are its words. Names become nouns."""
    tokens = sentence.tokens
    left = list(text)
    titled: list[Titled] = []
    names: list[tuple[int, int]] = []
    index = 0
    while index < len(tokens):
        end = _name_end(tokens, index)
        if end == index:
            index += 1
            continue
        name, behind = tokens[index:end], _apposition(tokens, end)
        if (post := _post_before(tokens, index, end)) is not None:
            # "the office manager, Sue, ..."
            titled.append(Titled(join(name), join(tokens[post : index - 1])))
            begin = post - 1 if post and tokens[post - 1].tag in ("DET", "POSS") else post
            at, to = tokens[begin].start - sentence.start, name[0].start - sentence.start
            left[at:to] = " " * (to - at)
            if end < len(tokens) and tokens[end].text == ",":
                left[tokens[end].start - sentence.start] = " "
            names.append((name[0].start, name[-1].end))
            index = end
            continue
        following = index = end
        if behind is not None:
            start, stop, after = behind
            other = tokens[start:stop]
            first, second = join(name), join(other)
            if names_post_only(second) and not is_title(first):
                titled.append(Titled(first, second))
                index, gone = after, (tokens[end].start, tokens[after - 1].end)
                following = after
            elif names_post_only(first) and _name_end(tokens, start) == stop and not is_title(second):
                titled.append(Titled(second, first))
                index, gone = after, (name[0].start, other[0].start)
                following, name = after, other
            if following == after:
                left[gone[0] - sentence.start : gone[1] - sentence.start] = " " * (gone[1] - gone[0])
        names.append((name[0].start, name[-1].end))
    again = tokenize("".join(left), sentence.start)
    joined: list[Token] = []
    for token in again:
        name_span = next((span for span in names if span[0] <= token.start < span[1]), None)
        if name_span is None:
            joined.append(token)
        elif not joined or joined[-1].end < name_span[1]:
            written = text[name_span[0] - sentence.start : name_span[1] - sentence.start]
            joined.append(Token(written, written.lower(), written.lower(), "NOUN", *name_span))
    return Untitled(sentence._replace(tokens=tuple(joined)), titled)


def _post_before(tokens: Sequence[Token], index: int, end: int) -> int | None:
    """Where a post in small letters begins that a name between commas belongs to: "the office manager, Sue, who ..."."""
    closed = end == len(tokens) or tokens[end].text in (",", ".", ";")
    if index < 2 or tokens[index - 1].text != "," or not closed:
        return None
    start = index - 1
    while (
        start > 0
        and tokens[start - 1].tag in ("NOUN", "ADJ", "GERUND")
        and not tokens[start - 1].text[:1].isupper()
    ):
        start -= 1
    return start if start < index - 1 and names_post_only(join(tokens[start : index - 1])) else None


def _name_end(tokens: Sequence[Token], start: int) -> int:
    """Where a run of capitalised words ends, initials and small words inside a name included."""
    index = start
    while index < len(tokens):
        token = tokens[index]
        inside = index > start
        capital = token.text[:1].isupper() and token.tag == "PREP" and index > 0 and not _opens(tokens, index)
        capital = capital or (
            token.text[:1].isupper()
            and token.tag
            not in (
                "DET",
                "POSS",
                "PRON",
                "PREP",
                "SUB",
                "AUX",
                "MODAL",
            )
        )
        before = tokens[index - 1].lower if inside else ""
        initial = token.text == "." and (len(before) == 1 or before in _HONORIFICS)
        small = (
            inside
            and token.lower in _PARTICLES
            and index + 1 < len(tokens)
            and tokens[index + 1].text[:1].isupper()
        )
        of = inside and token.lower == "of" and is_title(join(tokens[start:index]))
        if not (capital or initial or small or of) or (token.tag == "CONJ" and not inside):
            break
        index += 1
    return index


def _opens(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word may have its capital only because a sentence begins with it."""
    return (
        tokens[index - 1].text in ".!?"
        or index + 1 >= len(tokens)
        or not tokens[index + 1].text[:1].isupper()
    )


def _apposition(tokens: Sequence[Token], start: int) -> tuple[int, int, int] | None:
    """Where what stands behind a name in commas, brackets or behind a dash begins and ends, and where the sentence goes on."""
    if start >= len(tokens) or tokens[start].text not in (",", "(", "–", "—", "-"):
        return None
    bracket = tokens[start].text == "("
    first = start + 1
    while first < len(tokens) and (tokens[first].tag in ("DET", "POSS") or tokens[first].lower == "as"):
        first += 1
    stop = first
    while stop < len(tokens) and stop - first < MAX_TITLE_WORDS:
        token = tokens[stop]
        if token.text in (",", ".", ";", ")", "(", ":") or token.tag in ("AUX", "MODAL", "REL"):
            break
        if (
            not bracket
            and token.tag == "VERB"
            and not token.text[:1].isupper()
            and noun_lemma(token.lower) not in TITLES
        ):
            break
        if (
            not bracket
            and token.tag == "CONJ"
            and _name_end(tokens, stop + 1) > stop + 1
            and token.text != "&"
        ):
            break
        stop += 1
    if stop == first:
        return None
    after = stop
    if stop + 1 < len(tokens):
        goes_on = tokens[stop + 1].tag == "CONJ" or tokens[stop + 1].text[:1].isupper()
        if tokens[stop].text == ")" or (not bracket and tokens[stop].text == "," and not goes_on):
            after = stop + 1
    return first, stop, after
