"""Members of a class as Mermaid has them: `+String name`, `name: String = "x"`, `area() float*`.

Mermaid shows a member as it is written. The IR has its parts, so both orders of name and type are read: `int id` and `id: int`.
Entities are still hidden here, so that a colon or comma that was written as one separates nothing.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from diagramc.frontends.mermaid.text import label
from diagramc.ir.class_ import Attribute, Operation, Parameter, Visibility

_VISIBILITIES: dict[str, Visibility] = {"+": "public", "-": "private", "#": "protected", "~": "package"}
_TYPES = frozenset(
    """
    any array auto bigint binary bit blob bool boolean buffer byte bytes char clob cursor date datetime decimal dict double duration
    enum error file float float32 float64 function guid hashmap i16 i32 i64 i8 image int int16 int32 int64 int8 integer interface
    iterator json jsonb list long map money never nil none null number numeric object path pointer queue real ref rune set short
    size_t smallint string str struct table text time timestamp timestamptz tuple u16 u32 u64 u8 uint uint16 uint32 uint64 uint8
    ulong unknown url uuid varchar vector void word
    """.split()
)
"""Names of types in the usual languages, in lower case."""
_PARAMETRIC = re.compile(r"[\w.:]+(?:<.*>|\[.*\])[?*&]*")
_BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">"}
_CLOSING = frozenset(_BRACKETS.values())
_ASSIGNMENT = re.compile(r"(?<![=<>!])=(?![=>])")
_COLON = re.compile(r"(?<!:):(?!:)")


class Flags(NamedTuple):
    """What the marks round a member say, and the text between them."""

    text: str
    visibility: Visibility | None
    static: bool
    abstract: bool


def is_operation(text: str) -> bool:
    """Whether Mermaid takes the member for a method."""
    return text.find(")") > 0


def flags(text: str) -> Flags:
    """The visibility before a member, and `$` (static) and `*` (abstract) after it."""
    said = text.strip().removesuffix(";").rstrip()
    visibility = _VISIBILITIES.get(said[:1])
    if visibility:
        said = said[1:]
    marks = said[len(said.rstrip("$*")) :]
    said = said[: len(said) - len(marks)]
    return Flags(said.strip(), visibility, "$" in marks, "*" in marks)


def attribute(member: Flags) -> Attribute:
    """A field."""
    left, default = _split(generics(member.text), _ASSIGNMENT)
    name, type_ = _typed(left, spare_words=True)
    return Attribute(
        name=_said(name),
        type=_said(type_) if type_ else None,
        visibility=member.visibility,
        static=member.static,
        default=_said(default) if default else None,
    )


def operation(member: Flags) -> Operation:
    """A method. Its marks may also stand right behind the parentheses."""
    text = generics(member.text)
    opening = text.find("(")
    closing = _closing(text, opening) if opening > 0 else -1
    if closing < 0:
        opening, closing = (opening, text.rfind(")")) if opening > 0 else (text.find(")"), text.find(")"))
    front, inside, after = text[:opening].strip(), text[opening + 1 : closing], text[closing + 1 :].strip()
    marks = after[: len(after) - len(after.lstrip("$*"))]
    returns = after[len(marks) :].strip()
    returns = returns.removeprefix(":").strip() if not returns.startswith("::") else returns
    words = _words(front)
    if not returns and len(words) == 2:
        returns, front = words
    return Operation(
        name=_said(front),
        parameters=tuple(_parameter(part) for part in _parts(inside)),
        returns=_said(returns) or None,
        visibility=member.visibility,
        static=member.static or "$" in marks,
        abstract=member.abstract or "*" in marks,
    )


def _said(text: str) -> str:
    """What a part of a member says; "" when there is nothing to see."""
    return label(" ".join(text.split()))


def _parameter(text: str) -> Parameter:
    left, default = _split(text, _ASSIGNMENT)
    name, type_ = _typed(left, spare_words=False)
    said = _said(type_)
    if not said and _looks_like_type(name):
        name, said = "", _said(name)
    return Parameter(name=_said(name), type=said or None, default=_said(default) or None)


def _typed(text: str, *, spare_words: bool) -> tuple[str, str]:
    """Name and type of `name: type`, `type name` or, where types are like that, `name type`. Of more words `spare_words` makes a name."""
    name, type_ = _split(text, _COLON)
    if type_:
        return name, type_
    words = _words(text)
    if len(words) < 2 or (len(words) > 2 and spare_words):
        return text.strip(), ""
    first, last = " ".join(words[:-1]), words[-1]
    if len(words) == 2 and _is_known(last) and not _is_known(first):
        return first, last
    if len(words) == 2 and first[:1].islower() and not _is_known(first) and _looks_like_type(last):
        return first, last
    return last, first


def _is_known(word: str) -> bool:
    return re.split(r"[<\[(?]", word, maxsplit=1)[0].lower() in _TYPES


def _looks_like_type(word: str) -> bool:
    return _is_known(word) or word[:1].isupper() or bool(_PARAMETRIC.fullmatch(word))


def _split(text: str, separator: re.Pattern[str]) -> tuple[str, str]:
    """What stands before and behind the first separator outside brackets; all of it before when there is none."""
    for match in separator.finditer(text):
        if not _depth(text[: match.start()]):
            return text[: match.start()].strip(), text[match.end() :].strip()
    return text.strip(), ""


def _depth(text: str) -> int:
    """How many brackets are open at the end of a text; one that closes nothing counts for nothing."""
    depth = 0
    for char in text:
        depth = depth + 1 if char in _BRACKETS else max(0, depth - (char in _CLOSING))
    return depth


def _parts(text: str) -> list[str]:
    """The parts between commas outside brackets."""
    return [part for part in _divide(text, ",") if part]


def _words(text: str) -> list[str]:
    """The parts between blanks outside brackets."""
    return [part for part in _divide(text, " \t") if part]


def _divide(text: str, separators: str) -> list[str]:
    parts, depth, begin = [], 0, 0
    for at, char in enumerate(text):
        if char in _BRACKETS:
            depth += 1
        elif char in _CLOSING:
            depth = max(0, depth - 1)
        elif char in separators and depth == 0:
            parts.append(text[begin:at].strip())
            begin = at + 1
    return [*parts, text[begin:].strip()]


def _closing(text: str, opening: int) -> int:
    """Where the parenthesis at `opening` is closed; -1 when it is not."""
    depth = 0
    for at in range(opening, len(text)):
        depth += (text[at] == "(") - (text[at] == ")")
        if depth == 0:
            return at
    return -1


def generics(text: str) -> str:
    """The text with `List<int>` for `List~int~`, nested ones too; a tilde without a partner stays."""
    count = text.count("~")
    if count < 2:
        return _angles(text)
    found, depth = [], 0
    for at, char in enumerate(text):
        if char != "~":
            found.append(char)
            continue
        count -= 1
        after = text[at + 1 : at + 2]
        if count > depth - 1 and count and (after.isalnum() or after in "_?(\\[") and after:
            found.append("<")
            depth += 1
        elif depth:
            found.append(">")
            depth -= 1
        else:
            found.append("~")
    return _angles("".join(found))


def _angles(text: str) -> str:
    """Angle brackets that were written as entities, so that they keep together what is between them."""
    return text.replace("\ue000lt\ue001", "<").replace("\ue000gt\ue001", ">")
