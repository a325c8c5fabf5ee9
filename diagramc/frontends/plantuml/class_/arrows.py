"""Arrows between classes (net.sourceforge.plantuml.decoration.LinkDecor and CommandLinkClass, 1.2026.8)."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from diagramc.ir.base import EdgeHead
from diagramc.ir.class_ import RelationKind
from diagramc.ir.er import Cardinality

Word = Literal["", "left", "right", "up", "down"]

_PARTS = re.compile(
    r"(?P<left>(?:<\|[|:]?|<<|<_|[<\\]|\}[o|]|\|[o|:]|[}{*+^#@)ox]|0\)?)(?=[-.=]))?"
    r"(?P<body1>[-.=]+)(?:\[(?P<style1>[^\]]*)\])?"
    r"(?P<word>(?i:left|right|up|down|le|ri|do|[lrud])(?=[-.=\[>|*+^#@ox\\/{(]|\(?0))?(?P<inside>(?:\(0\)|\(0|0\)|0)(?=[-.=]))?"
    r"(?:\[(?P<style2>[^\]]*)\])?(?P<body2>[-.=]*)"
    r"(?P<right>.*)"
)
_WORDS: dict[str, Word] = {"l": "left", "r": "right", "u": "up", "d": "down"}
_HEADS: dict[str, EdgeHead] = {
    "": "none",
    "<": "arrow",
    ">": "arrow",
    "<<": "open",
    ">>": "open",
    "<_": "arrow",
    "_>": "arrow",
    "<|": "triangle",
    "|>": "triangle",
    "^": "triangle",
    "*": "diamond",
    "o": "open-diamond",
    "0": "circle",
    "x": "cross",
    "+": "plus",
    "@": "dot",
    "#": "open-box",
}
_LESSER: dict[str, EdgeHead] = {
    "<||": "triangle",
    "||>": "triangle",
    "<|:": "triangle",
    ":|>": "triangle",
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

    left: EdgeHead
    right: EdgeHead
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
        return {self.left, self.right} <= {"none", "arrow", "open"}

    @property
    def hidden(self) -> bool:
        """Whether it is there for the layout only."""
        return "hidden" in self.style.lower().split(",")

    def relation(self) -> tuple[RelationKind, bool]:
        """The kind of relation, and whether its source is written on the right."""
        if self.left == "triangle":  # with one at either end, the more general class is the one written first
            return "realization" if self.dashed else "inheritance", True
        for heads, kinds, head_at_target in _KINDS:
            kind = kinds[1 if self.dashed else 0]
            if (self.right if head_at_target else self.left) in heads:
                return kind, False
            if (self.left if head_at_target else self.right) in heads:
                return kind, True
        return "link", False

    def other_heads(self, kind: RelationKind, backwards: bool) -> tuple[EdgeHead | None, EdgeHead | None]:
        """The heads at the source and the target, None for those that the kind implies."""
        source, target = (self.right, self.left) if backwards else (self.left, self.right)
        implied = _IMPLIED.get(kind, ("none", "none"))
        return None if source == implied[0] else source, None if target == implied[1] else target


_KINDS: tuple[tuple[frozenset[EdgeHead], tuple[RelationKind, RelationKind], bool], ...] = (
    (frozenset({"triangle"}), ("inheritance", "realization"), True),
    (frozenset({"diamond"}), ("composition", "composition"), False),
    (frozenset({"open-diamond"}), ("aggregation", "aggregation"), False),
    (frozenset({"arrow", "open"}), ("association", "dependency"), True),
)
"""What the heads of an arrow make of it: kinds when it is solid and dashed, and whether the head is at the target."""
_IMPLIED: dict[RelationKind, tuple[EdgeHead, EdgeHead]] = {
    "inheritance": ("none", "triangle"),
    "realization": ("none", "triangle"),
    "composition": ("diamond", "none"),
    "aggregation": ("open-diamond", "none"),
    "association": ("none", "arrow"),
    "dependency": ("none", "arrow"),
}


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
        left=_HEADS.get(left) or _LESSER.get(left, "none"),
        right=_HEADS.get(right) or _LESSER.get(right, "none"),
        left_foot=_FEET.get(left),
        right_foot=_FEET.get(right),
        dashed="." in body or "dashed" in style.lower().split(","),
        style=style,
        word=_WORDS[word] if word else "",
        lesser=not plain or bool(found["inside"]),
    )
