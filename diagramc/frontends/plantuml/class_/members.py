"""Members of classes, from lines of text: attributes, operations and literals, in UML's and in Java's order of words."""

from __future__ import annotations

import re
from typing import NamedTuple

from diagramc.frontends.plantuml.text import plain_text
from diagramc.frontends.uml import VISIBILITY
from diagramc.ir.class_ import Attribute, Operation, Parameter, Visibility

_MODIFIER = re.compile(r"\{\s*(static|classifier|abstract|field|method)\s*\}\s*", re.IGNORECASE)
SEPARATOR = re.compile(r"(?:--|==|\.\.|__)(?:\s*(?P<title>.*?)\s*(?:--|==|\.\.|__))?\s*\Z|[-=._]{2,}\s*\Z")
"""A rule through a body, with or without a title in it."""
MAX_MEMBER = 2_000
"""The longest line of a body whose parts are told apart."""
_COLON = re.compile(r"(?<!:):(?!:)")
_DEFAULT = re.compile(r"(?<![=!<>:+*/-])=(?![=>])")
_WORD = re.compile(r"[^\W\d][\w$]*\Z|[_$~][\w$]*\Z")
_TYPE = re.compile(r"[^\W\d][\w.:$]*(?:<.*>)?(?:\[[^\]]*\])*[?*&]*\Z")
_PRIMITIVES = frozenset(
    "int integer long short byte char float double bool boolean string str text date datetime timestamp time uuid void any "
    "object number decimal bigint varchar list map set array unsigned size_t uint uint8_t uint16_t uint32_t uint64_t int8_t "
    "int16_t int32_t int64_t i8 i16 i32 i64 u8 u16 u32 u64 f32 f64".split()
)


class Member(NamedTuple):
    """A line of a body: its text, and the modifiers said of it; `compartment` is `field`, `method` or "" when neither is said.

    `markup` is the text as it is written.
    """

    text: str
    visibility: Visibility | None
    static: bool
    abstract: bool
    compartment: str
    markup: str


def read_member(line: str) -> Member:
    """The modifiers before, within and after a member's text, and the text without markup."""
    said = {word.lower() for word in _MODIFIER.findall(line)}
    text = _MODIFIER.sub("", line).strip()
    visibility = VISIBILITY.get(text[:1]) if len(text) > 1 and text[1] != text[0] else None
    if visibility:
        text = text[1:].lstrip()
    elif text[:1] == "\\" and text[1:2] in VISIBILITY:
        text = text[1:]
    return Member(
        plain_text(text).strip(),
        visibility,
        bool(said & {"static", "classifier"}),
        "abstract" in said,
        "field" if "field" in said else "method" if "method" in said else "",
        text,
    )


def is_operation(member: Member) -> bool:
    """Whether PlantUML draws a member among the methods."""
    return member.compartment != "field" and (
        "(" in member.text or ")" in member.text or member.compartment == "method"
    )


def read_attribute(member: Member) -> Attribute:
    """A member as an attribute: `name : type = default`, `Type name`, or all of it as a name."""
    name, type, default = _typed(member.text)
    if (type is None and default is None) or (type is None and default is not None):
        name, type = _java_order(name)
    return Attribute(
        name=name, type=type, visibility=member.visibility, static=member.static, default=default
    )


def read_operation(member: Member) -> Operation | None:
    """A member as an operation; None when more than a type follows its parameters, or none are closed."""
    text = member.text
    if "(" not in text:
        return None if ")" in text else _operation(member, text, "", "")
    name, rest = text[: text.index("(")].strip(), text[text.index("(") :]
    end = _closing(rest)
    tail = rest[end + 1 :].strip()
    if end < 0 or not name or (tail and not _COLON.match(tail)):
        return None
    return _operation(member, name, rest[1:end], tail[1:].strip())


def _operation(member: Member, name: str, parameters: str, returns: str) -> Operation | None:
    if not returns:
        before, last = _last_word(name)
        if before:
            if not _WORD.match(last) or not _balanced(before):
                return None
            returns, name = before, last
    return Operation(
        name=name,
        parameters=tuple(_parameter(part) for part in _split(parameters)),
        returns=returns or None,
        visibility=member.visibility,
        static=member.static,
        abstract=member.abstract,
    )


def _parameter(text: str) -> Parameter:
    name, type, default = _typed(text.strip())
    if type is None:
        before, last = _last_word(name)
        if before and _WORD.match(last):
            name, type = last, before
        elif not before and _looks_like_type(name):
            name, type = "", name
    return Parameter(name=name, type=type, default=default)


def _typed(text: str) -> tuple[str, str | None, str | None]:
    """`name : type = default` in its parts; a part that would be empty leaves the text whole."""
    rest, default = text, None
    mark = _DEFAULT.search(text)
    if mark and text[: mark.start()].strip() and text[mark.end() :].strip():
        rest, default = text[: mark.start()].strip(), text[mark.end() :].strip()
    colon = next((mark for mark in _COLON.finditer(rest) if _balanced(rest[: mark.start()])), None)
    if colon and rest[: colon.start()].strip() and rest[colon.end() :].strip():
        return rest[: colon.start()].strip(), rest[colon.end() :].strip(), default
    return rest, None, default


def _java_order(text: str) -> tuple[str, str | None]:
    """`Type name` as name and type, when the first word can only be a type; else the text whole."""
    before, last = _last_word(text)
    if before and _WORD.match(last) and (last[0].islower() or last[0] in "_$") and _looks_like_type(before):
        return last, before
    return text, None


def _last_word(text: str) -> tuple[str, str]:
    """What stands before the last word, and that word; the first is empty when there is one word only."""
    parts = text.rsplit(None, 1)
    return (parts[0], parts[1]) if len(parts) > 1 else ("", text.strip())


def _looks_like_type(text: str) -> bool:
    if not _TYPE.match(text):
        return False
    head = re.split(r"[<\[?*&]", text)[0]
    return head.lower() in _PRIMITIVES or head[:1].isupper() or head != text


def _closing(text: str) -> int:
    """Where the parenthesis that opens the text is closed; -1 when it is not."""
    depth = 0
    for index, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return index
    return -1


def _balanced(text: str) -> bool:
    return all(text.count(a) == text.count(b) for a, b in ("<>", "[]", "()"))


def _split(text: str) -> list[str]:
    """The parameters between the commas that are in no brackets."""
    parts, depth, start = [], 0, 0
    for index, char in enumerate(text):
        if char in "(<[{":
            depth += 1
        elif char in ")>]}":
            depth -= 1
        elif char == "," and depth <= 0:
            parts.append(text[start:index])
            start = index + 1
    parts.append(text[start:])
    return [part for part in parts if part.strip()]
