"""Which element a person means by a few words: by label or id, whatever the case, article, plural or small slip."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Any

from diagramc.diagnostics import suggest
from diagramc.editing.elements import fold, groups_of, name_of, nodes_of
from diagramc.editing.faults import refused
from diagramc.editing.nouns import NOUNS
from diagramc.ir.base import Diagram, plain

_ARTICLES = re.compile(r"^(?:the|a|an|my|our|this|that|its|their)\s+", re.IGNORECASE)
CLOSE = 0.78
"""How like a name a word has to be to be taken for a slip of it."""
MOST_LISTED = 8


def bare(words: str) -> str:
    """Words without quotes and articles."""
    text = re.sub(r"\s+(?:directly|straight|instead|again|now|only)$", "", words.strip().strip(".,;"))
    quoted = re.fullmatch(r"""["'“”‘’`](.+)["'“”‘’`]""", text)
    if quoted:
        return quoted[1]
    return _ARTICLES.sub("", text).strip()


def resolve(diagram: Diagram, words: str, *, groups: bool | None = None) -> str:
    """The id of the element that is meant; `groups` True for groups only, False for nodes only.

    EditError with the names that come near when there is none, or when there are several.
    """
    elements: list[Any] = []
    if groups is not True:
        elements += nodes_of(diagram)
    if groups is not False:
        elements += groups_of(diagram)
    found = candidates(elements, words)
    if len(found) == 1:
        return str(found[0].id)
    what = "group" if groups else "element"
    said = bare(words)
    if not found:
        names = [name_of(e) for e in elements if name_of(e)]
        close = suggest(said, names)
        listed = ", ".join(repr(name) for name in names[:MOST_LISTED])
        hint = f"did you mean {close!r}?" if close else (f"there are: {listed}" if listed else None)
        raise refused(f"there is no {what} {said[:80]!r}", hint, code="edit.unknown")
    listed = ", ".join(f"{name_of(e)!r} (id {e.id})" for e in found[:MOST_LISTED])
    raise refused(f"{said[:80]!r} could be several elements", f"say which: {listed}", code="edit.ambiguous")


def find(diagram: Diagram, words: str, *, groups: bool | None = None) -> str | None:
    """As `resolve`, with None where it is refused."""
    from diagramc.editing.faults import EditError

    try:
        return resolve(diagram, words, groups=groups)
    except EditError:
        return None


def candidates(elements: Iterable[Any], words: str) -> list[Any]:
    """The elements that the words name, by the strictest reading under which there are any."""
    every = list(elements)
    said = bare(words)
    exact = [e for e in every if e.id == words.strip() or e.id == said] or [
        e for e in every if plain(e.label) == said
    ]
    if exact:
        return exact
    for reading in (fold, _singular, _without_noun):
        wanted = reading(said)
        if not wanted:
            continue
        found = [e for e in every if wanted in {reading(name) for name in _names(e)}]
        if found:
            return found
    tokens = set(_singular(_without_noun(said)).split())
    within = [e for e in every if tokens and any(tokens <= set(_singular(n).split()) for n in _names(e))]
    if within:
        return within
    over = [
        e
        for e in every
        if any(
            (own := set(_singular(n).split()))
            and own <= tokens
            and tokens - own <= NOUNS
            and len("".join(own)) > 2
            for n in _names(e)
        )
    ]
    if len(over) == 1:
        return over
    wanted = _singular(said)
    initials = [e for e in every if len(wanted) > 1 and any(_initials(n) == wanted for n in _names(e))]
    if initials:
        return initials
    scored = [(max(_likeness(wanted, _singular(n)) for n in _names(e)), e) for e in every if _names(e)]
    best = max((score for score, _ in scored), default=0.0)
    if best < CLOSE or len(wanted) < 4:
        return []
    return [e for score, e in scored if score > best - 0.03]


def _names(element: Any) -> list[str]:
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", str(element.id))
    texts = (name_of(element), str(element.id), spaced.replace("_", " ").replace("-", " "))
    names = list(dict.fromkeys(_expanded(text) for text in texts if text))
    first = name_of(element).split("\n")[0]
    return list(dict.fromkeys([*texts, first, *names]))


_SHORT = {
    "db": "database",
    "auth": "authentication",
    "lb": "load balancer",
    "ui": "user interface",
    "svc": "service",
}


def _expanded(text: str) -> str:
    return " ".join(_SHORT.get(w, w) for w in fold(text).split())


def _singular(text: str) -> str:
    made = []
    for w in fold(text).replace("_", " ").split():
        if w.endswith("ies") and len(w) > 4:
            w = w[:-3] + "y"
        elif w.endswith("s") and not w.endswith(("ss", "us", "is")) and len(w) > 3:
            w = w[:-1]
        made.append(_SHORT.get(w, w))
    return " ".join(made)


def _without_noun(text: str) -> str:
    words = _singular(text).split()
    kept = words
    if len(words) > 1 and words[-1] in NOUNS:
        kept = words[:-1]
    elif len(words) > 1 and words[0] in NOUNS:
        kept = words[1:]
    return " ".join(kept)


def _initials(text: str) -> str:
    words = fold(text).split()
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other).ratio()
