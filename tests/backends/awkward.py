"""Labels that break careless writers, and a way to put one into every label position of any diagram."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from msgspec import inspect
from msgspec.structs import fields, replace

from diagramc.ir.base import Diagram, Element
from diagramc.ir.visit import transform
from tests.backends.variations import REFERENCES

D = TypeVar("D", bound=Diagram)

AWKWARD: dict[str, str] = {
    "double quotes": 'say "yes" or ""',
    "single quotes": "it's 'so'",
    "the word end": "end",
    "other keywords": "subgraph graph class note title default style click",
    "semicolon": "one; two;",
    "square brackets": "a[0] ]] [[",
    "round brackets": "f(x) )) ((",
    "braces": "{a} }} {{",
    "template braces": "{{ x }} {% y %} {# z #}",
    "angle brackets": "List<T> << >> <<>>",
    "newline": "first\nsecond\n\nfourth",
    "carriage return": "first\r\nsecond\rthird",
    "script": "<script>alert(1)</script>",
    "markup": "<b>bold</b><br/><img src=x onerror=y> </table>",
    "entities": "&amp; &lt; &#35; #quot; #35; & < >",
    "backslashes": "C:\\new\\table \\N \\l \\",
    "mermaid comment": "%% not a comment %%{init: {}}%%",
    "plantuml comment": "' not a comment /' nor this '/",
    "plantuml end": "@enduml",
    "plantuml end on its own line": "x\n@enduml\n@startuml\n!include /etc/passwd\n%getenv(HOME)",
    "plantuml markup": '**bold** //italic// __under__ ~~wave~~ --struck-- ""mono"" [[http://x]] <&key>',
    "markdown": "# title\n- item\n1. one *i* **b** _u_ `code`",
    "numbers and dots": "1. first",
    "arrow": "a --> b ->> c -) d",
    "hash": "#red # ## #abc",
    "colons": "a: b :: c :",
    "pipes": "a | b || c",
    "triple quotes": '"""x"""',
    "backticks": "`a` ``b`` ```c```",
    "dollar and percent": "$x %date() $$ 50%",
    "commas and equals": "a, b = c; k=v",
    "tabs": "a\tb\t",
    "surrounding spaces": "  padded  ",
    "empty": "",
    "one space": " ",
    "chinese and japanese": "用户登录 ログイン 한국어",
    "emoji": "👩‍💻 🏳️‍🌈 ok",
    "right to left": "مرحبا بالعالم שלום",
    "combining and zero width": "e\u0301 a\u200bb \u202eabc\u202c",
    "control characters": "a\x00b\x07c\x1b[31md\x85e\u2028f",
    "noncharacters": "a\ufffeb\uffffc\U0001f600",
    "500 characters": "long words wrap " * 31 + "end.",
    "500 characters in one word": "x" * 500,
    "plus and stars": "+ - * / ~ ^",
    "at sign": "@{ shape: cat } @start x@y.z",
    "dashes line": "---\ntitle: x\n---",
    "direction": "direction LR",
    "stereotype": "<<interface>> <|-- o--",
}

NOT_TEXT = REFERENCES | frozenset(
    [
        "id",
        "classes",
        "fill",
        "stroke",
        "color",
        "url",
        "icon",
        "picture",
        "start",
        "end",
        "prompt",
        "planner",
        "model",
        "version",
    ]
)
"""String fields that are references, colours, addresses, dates or provenance and never shown as they are."""


def with_label(diagram: D, text: str) -> D:
    """A copy in which every text that anything in the diagram has is `text`; a rich label keeps its runs."""

    def relabel(element: Element) -> Element:
        changes: dict[str, Any] = {}
        for name in _text_fields(type(element)):
            value = getattr(element, name)
            if isinstance(value, str) and value:
                changes[name] = text
            elif isinstance(value, tuple) and value:
                changes[name] = tuple(text for _ in value)
        return replace(element, **changes) if changes else element

    return transform(diagram, relabel)


def with_ids(diagram: D, text: str) -> D:
    """A copy in which every id, and every reference to it, has `text` before and after."""

    def rename(element: Element) -> Element:
        changes: dict[str, Any] = {}
        for field in fields(element):
            value = getattr(element, field.name)
            if field.name not in REFERENCES | {"id"} or value in (None, ()):
                continue
            if isinstance(value, str):
                changes[field.name] = f"{text}{value}{text}"
            elif isinstance(value, tuple) and all(isinstance(item, str) for item in value):
                changes[field.name] = tuple(f"{text}{item}{text}" for item in value)
        return replace(element, **changes) if changes else element

    return transform(diagram, rename)


@cache
def _text_fields(struct: type[Element]) -> tuple[str, ...]:
    """The fields of a struct that hold free text: `str`, labels and tuples of `str`, but not words of an enumeration."""
    info = inspect.type_info(struct)
    assert isinstance(info, inspect.StructType)
    found = []
    for field in info.fields:
        kinds = field.type.types if isinstance(field.type, inspect.UnionType) else (field.type,)
        items = [kind.item_type if isinstance(kind, inspect.VarTupleType) else kind for kind in kinds]
        if field.name not in NOT_TEXT and any(isinstance(kind, inspect.StrType) for kind in items):
            found.append(field.name)
    return tuple(found)
