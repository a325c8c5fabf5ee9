"""Arrows between classes (net.sourceforge.plantuml.decoration.LinkDecor and CommandLinkClass, 1.2026.8)."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from diagramc.ir.class_ import RelationKind
from diagramc.ir.er import Cardinality

Head = Literal["", "arrow", "triangle", "composition", "aggregation", "other"]
Word = Literal["", "left", "right", "up", "down"]

_PARTS = re.compile(
    r"(?P<left>(?:<\|[|:]?|<<|<_|[<\\]|\}[o|]|\|[o|:]|[}{*+^#@)ox]|0\)?)(?=[-.=]))?"
    r"(?P<body1>[-.=]+)(?:\[(?P<style1>[^\]]*)\])?"
    r"(?P<word>(?i:left|right|up|down|le|ri|do|[lrud])(?=[-.=\[>|*+^#@ox\\/{(]|\(?0))?(?P<inside>(?:\(0\)|\(0|0\)|0)(?=[-.=]))?"
    r"(?:\[(?P<style2>[^\]]*)\])?(?P<body2>[-.=]*)"
    r"(?P<right>.*)"
)
_WORDS: dict[str, Word] = {"l": "left", "r": "right", "u": "up", "d": "down"}
_HEADS: dict[str, Head] = {
    "": "",
    "<": "arrow",
    ">": "arrow",
    "<<": "arrow",
    ">>": "arrow",
    "<_": "arrow",
    "_>": "arrow",
    "<|": "triangle",
    "|>": "triangle",
    "^": "triangle",
    "*": "composition",
    "o": "aggregation",
}
_LESSER: dict[str, Head] = {
    "<||": "triangle",
    "||>": "triangle",
    "<|:": "triangle",
    ":|>": "triangle",
    "+": "composition",
}
"""Heads that the IR has in a lesser form."""
_FEET: dict[str, Cardinality] = {
    "|o": "zero-or-one",
    "o|": "zero-or-one",
    "||": "exactly-one",
    "}o": "zero-or-more",
    "o{": "zero-or-more",
    "}|": "one-or-more",
    "|{": "one-or-more",
    "}": "zero-or-more",
    "{": "zero-or-more",
}
MULTIPLICITIES: dict[Cardinality, str] = {
    "zero-or-one": "0..1",
    "exactly-one": "1",
    "zero-or-more": "0..*",
    "one-or-more": "1..*",
}
"""The multiplicities that crow's feet stand for in a class diagram."""


class ClassArrow(NamedTuple):
    """An arrow: its heads, its feet, whether it is dashed; `lesser` when the IR has a head in a lesser form only."""

    left: Head
    right: Head
    left_foot: Cardinality | None
    right_foot: Cardinality | None
    dashed: bool
    style: str
    word: Word
    lesser: bool

    @property
    def feet(self) -> bool:
        """Whether it has a crow's foot, or another mark of how many."""
        return self.left_foot is not None or self.right_foot is not None

    @property
    def fits_er(self) -> bool:
        """Whether a relationship between entities can be drawn so."""
        return self.left in ("", "arrow") and self.right in ("", "arrow")

    @property
    def hidden(self) -> bool:
        """Whether it is there for the layout only."""
        return "hidden" in self.style.lower().split(",")

    def relation(self) -> tuple[RelationKind, bool]:
        """The kind of relation, and whether its source is written on the right."""
        for head, kinds in (("triangle", ("inheritance", "realization")),):
            if self.right == head:
                return _either(kinds, self.dashed), False
            if self.left == head:
                return _either(kinds, self.dashed), True
        for whole, kind in _WHOLES:
            if self.left == whole:
                return kind, False
            if self.right == whole:
                return kind, True
        if self.right == "arrow":
            return _either(("association", "dependency"), self.dashed), False
        if self.left == "arrow":
            return _either(("association", "dependency"), self.dashed), True
        return "link", False


_WHOLES: tuple[tuple[Head, RelationKind], ...] = (
    ("composition", "composition"),
    ("aggregation", "aggregation"),
)


def _either(kinds: tuple[str, str], dashed: bool) -> RelationKind:
    kind: RelationKind = kinds[1 if dashed else 0]  # type: ignore[assignment]
    return kind


def read_class_arrow(text: str) -> ClassArrow:
    """An arrow as the grammar's ARROW matches it."""
    found = _PARTS.fullmatch(text)
    assert found is not None
    left, right = found["left"] or "", found["right"]
    word = (found["word"] or "").lower()[:1]
    style = ",".join(part for part in (found["style1"], found["style2"]) if part)
    body = found["body1"] + found["body2"]
    plain = all(end in _HEADS or end in _FEET for end in (left, right))
    return ClassArrow(
        left=_HEADS.get(left) or _LESSER.get(left, ""),
        right=_HEADS.get(right) or _LESSER.get(right, ""),
        left_foot=_FEET.get(left),
        right_foot=_FEET.get(right),
        dashed="." in body or "dashed" in style.lower().split(","),
        style=style,
        word=_WORDS[word] if word else "",
        lesser=not plain or bool(found["inside"]),
    )
