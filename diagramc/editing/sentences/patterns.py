"""What the readers of commands share: patterns, and how words become elements and messages."""

from __future__ import annotations

import re
from typing import NamedTuple

from diagramc.editing.elements import (
    fold,
    messages_of,
)
from diagramc.editing.faults import refused
from diagramc.editing.patch import (
    AnyStep,
)
from diagramc.editing.resolve import bare, find, resolve
from diagramc.editing.sentences.clauses import Clause
from diagramc.ir.base import Diagram, plain
from diagramc.ir.sequence import Sequence

ENDS = r"(?:from\s+|between\s+)?(?P<a>.+?)\s*(?:\s+to\s+|\s+and\s+|\s*-+>+\s*|\s*→\s*)(?P<b>.+?)"


MEMBER_NOUN = r"(?:attribute|field|column|property|method|operation|function|value|literal|event|member)s?"


THE = r"(?:the\s+|an?\s+)?"


def match(pattern: str, text: str) -> re.Match[str] | None:
    """A match of the whole text, whatever its case."""
    return re.fullmatch(pattern, text, re.IGNORECASE | re.DOTALL)


class Found(NamedTuple):
    """The steps of a command, and the id of what a following `it` means."""

    steps: list[AnyStep]
    last: str | None = None


LINE_NOUNS = (
    r"(?:(?:new|dashed|dotted|thick|bold|solid)\s+)*(?:line|arrow|edge|connection|link|relation|relationship|association|"
    r"message|call|reply|response|request|dependency|flow|transition)"
)


SAYING = r"(?:labelled|labeled|saying|that says|which says|with (?:the )?label|with (?:the )?text|with|called|named|as|:)"


def target(diagram: Diagram, clause: Clause, words: str, last: str | None) -> str:
    """The element that words mean; `it` is the one that the command before was about."""
    said = words.strip()
    if last is not None and re.fullmatch(r"it|that|this|them|the new (?:one|\w+)", said, re.IGNORECASE):
        return last
    return resolve(diagram, clause.quoted(said))


def message(diagram: Sequence, clause: Clause, words: str) -> str:
    """The label of the message that words mean."""
    said = bare(
        re.sub(r"^(?:the\s+)?(?:message|call|reply)\s+", "", clause.quoted(words), flags=re.IGNORECASE)
    )
    labels = [plain(m.label) for m in messages_of(diagram) if m.label is not None]
    for fits in (
        lambda text: text == said,
        lambda text: fold(text) == fold(said),
        lambda text: fold(said) in fold(text),
    ):
        found = list(dict.fromkeys(text for text in labels if fits(text)))
        if len(found) == 1:
            return found[0]
        if found:
            raise refused(
                f"{said[:60]!r} could be several messages",
                "say which: " + ", ".join(map(repr, found[:8])),
                code="edit.ambiguous",
            )
    listed = ", ".join(map(repr, labels[:8]))
    raise refused(f"there is no message {said[:60]!r}", f"there are: {listed}", code="edit.unknown")


def listed(words: str) -> list[str]:
    """`a, b and c` as its parts; commas in brackets do not part."""
    parts = re.split(r"\s*,\s*(?:and\s+)?(?![^(]*\))|\s+and\s+(?![^(]*\))|\s*&\s*", words.strip())
    return [part for part in parts if part]


def elements(diagram: Diagram, clause: Clause, words: str, last: str | None) -> list[str]:
    """The elements of a list; the words as a whole when they are one element's name."""
    whole = find(diagram, clause.quoted(words))
    if whole is not None:
        return [whole]
    return [target(diagram, clause, part, last) for part in listed(words)]
