"""Labels of DOT: the escapes of quoted strings, entities, record fields."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from diagramc.frontends.dot.syntax import Id
from diagramc.ir.base import Label

MAX_FIELDS = 500
MAX_NESTING = 50
"""The deepest nesting of a record's fields."""


def text_of(value: str, names: dict[str, str]) -> str:
    """The text that a quoted label shows. `names` are what `\\N`, `\\G` … stand for."""
    if "\\" in value:
        value = re.sub(r"\\([\s\S])", lambda match: _escape(match[1], names), value)
        value = value.removesuffix("\n") if value.endswith("\n") and "\n" in value[:-1] else value
    value = html.unescape(value) if "&" in value else value
    return value.strip("\n")


def _escape(char: str, names: dict[str, str]) -> str:
    if char in "nlr":
        return "\n"
    return names.get(char, char)


def label_of(value: Id, names: dict[str, str]) -> Label:
    """A label, quoted or HTML."""
    if not value.html:
        return text_of(value, names)
    from diagramc.frontends.dot.html_label import lines_of, read_html, to_label

    return to_label(lines_of(read_html(value)))


@dataclass(slots=True)
class Field:
    """A field of a record: text, or fields the other way round."""

    text: str = ""
    port: str = ""
    fields: list[Field] = field(default_factory=list)

    def texts(self) -> list[str]:
        """The texts of this field and those in it, in order."""
        return [self.text] if not self.fields else [text for part in self.fields for text in part.texts()]


def record(value: str) -> Field:
    """A record's label as fields (https://graphviz.org/doc/info/shapes.html#record); escapes are left in the texts."""
    top = Field()
    stack = [top]
    text, port = "", ""
    closed = False
    for token in re.findall(r"\\[\s\S]|[{}|]|<[^<>]*>|[\s\S]", value):
        if token == "{" and len(stack) < MAX_NESTING:
            inner = Field(port=port)
            stack[-1].fields.append(inner)
            stack.append(inner)
            text, port, closed = "", "", False
        elif token in "|}" and token:
            if not closed:
                stack[-1].fields.append(Field(text.strip(), port))
            text, port, closed = "", "", False
            if token == "}":
                if len(stack) > 1:
                    stack.pop()
                closed = True
        elif len(token) > 1 and token[0] == "<":
            port = token[1:-1].strip()
        elif token.startswith("\\") and token[1] in "{}|<> ":
            text += token[1] if token[1] != " " else "\u00a0"
        else:
            text += token
        if len(stack[-1].fields) > MAX_FIELDS:
            break
    if not closed:
        top.fields.append(Field(text.strip(), port))
    return top
