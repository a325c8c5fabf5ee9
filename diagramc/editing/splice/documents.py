"""A change to a diagram document: values replaced, put in and cut out where they stand, in the document's own notation and layout."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from diagramc.editing.same import correspondence
from diagramc.frontends.document.tree import Value
from diagramc.frontends.source import Source
from diagramc.ir.base import Diagram
from diagramc.targets.document import dumper, to_builtins


class Cut(NamedTuple):
    """The text from one offset to another replaced."""

    start: int
    end: int
    text: str


def splice(
    text: str, language: str, before: Diagram, after: Diagram, read: Callable[[str], Diagram | None]
) -> tuple[str, Diagram] | None:
    """The document after a change, when what it then says is the changed diagram."""
    from diagramc.frontends.document.json_text import read_json
    from diagramc.frontends.document.yaml_text import read_yaml

    root = (read_json if language == "json" else read_yaml)(Source(text, "document"))
    writer = _Writer(text, language)
    try:
        cuts = list(writer.fields(root, to_builtins(before), to_builtins(after), 0))
    except _NoPlace:
        return None
    made = text
    for cut in sorted(cuts, reverse=True):
        made = made[: cut.start] + cut.text + made[cut.end :]
    found = read(made)
    if found is None or correspondence(after, found) is None:
        return None
    return made, found


class _NoPlace(Exception):
    """The document says something in a way that cannot be changed in place, such as by an alias."""


class _Writer:
    def __init__(self, text: str, language: str) -> None:
        self.text, self.language = text, language
        indents = re.findall(r"(?m)^( +)\S", text)
        self.unit = min(map(len, indents), default=2)

    def value(self, node: Value, old: Any, new: Any, depth: int) -> Iterator[Cut]:
        """What turns a value into another."""
        if old == new:
            return
        if isinstance(old, dict) and isinstance(new, dict) and node.kind == "object":
            yield from self.fields(node, old, new, depth)
        elif isinstance(old, list) and isinstance(new, list) and node.kind == "list":
            yield from self.items(node, old, new, depth)
        elif isinstance(new, dict | list):
            raise _NoPlace
        else:
            yield Cut(node.start, node.end, self.scalar(new, node))

    def fields(self, node: Value, old: dict[str, Any], new: dict[str, Any], depth: int) -> Iterator[Cut]:
        entries = {key.text: (key, value) for key, value in node.entries}
        if any(not node.start <= key.start < node.end for key, _ in node.entries):
            raise _NoPlace
        for name in old:
            if name not in new and name in entries:
                yield self._cut_entry(node, name)
        for name, value in new.items():
            if name in old and name in entries:
                yield from self.value(entries[name][1], old[name], value, depth + 1)
            elif name in entries:
                yield Cut(entries[name][1].start, entries[name][1].end, self.scalar(value, entries[name][1]))
            elif name not in old:
                yield self._new_entry(node, name, value)

    def items(self, node: Value, old: list[Any], new: list[Any], depth: int) -> Iterator[Cut]:
        if len(node.items) != len(old):
            raise _NoPlace
        marks_old, marks_new = _marks(old), _marks(new)
        for tag, a, b, c, d in SequenceMatcher(None, marks_old, marks_new, autojunk=False).get_opcodes():
            if tag == "equal" or (tag == "replace" and b - a == d - c):
                for at, (one, other) in enumerate(zip(old[a:b], new[c:d], strict=True)):
                    yield from self.value(node.items[a + at], one, other, depth + 1)
                continue
            for at in range(a, b):
                yield self._cut_item(node, at, a == 0 and b == len(old))
            if d > c:
                yield self._new_items(node, a, new[c:d])

    # Scalars

    def scalar(self, value: Any, node: Value | None = None) -> str:
        """A text, number or flag in the notation."""
        if self.language == "json":
            return json.dumps(value, ensure_ascii=False)
        old = self.text[node.start : node.end] if node is not None else ""
        if isinstance(value, str) and old.startswith('"'):
            return json.dumps(value, ensure_ascii=False)
        if isinstance(value, str) and ("\n" in value or (node is not None and self._in_flow(node.start))):
            plain = re.fullmatch(r"[A-Za-z][\w .-]*", value) and value.casefold() not in _WORDS
            return value if plain and not value.endswith(" ") else json.dumps(value, ensure_ascii=False)
        return self._yaml(value, flow=True)

    def _in_flow(self, at: int) -> bool:
        line = self.text[self.text.rfind("\n", 0, at) + 1 : at]
        return line.count("{") > line.count("}") or line.count("[") > line.count("]")

    def _yaml(self, value: Any, *, flow: bool) -> str:
        import yaml

        made: str = yaml.dump(
            value,
            Dumper=dumper(),
            allow_unicode=True,
            sort_keys=False,
            width=float("inf"),
            default_flow_style=flow,
        )
        return made.removesuffix("\n...\n").rstrip("\n")

    # Entries and items

    def _line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def _is_flow(self, node: Value) -> bool:
        return self.text[node.start : node.start + 1] in ("{", "[")

    def _one_line(self, node: Value) -> bool:
        return "\n" not in self.text[node.start : node.end].strip()

    def _new_entry(self, node: Value, name: str, value: Any) -> Cut:
        if self._is_flow(node):
            written = self._flow(value)
            key = json.dumps(name) if self.language == "json" else name
            if not node.entries:
                return Cut(node.start + 1, node.end - 1, f"{key}: {written}")
            last = node.entries[-1][1].end
            if self._one_line(node):
                return Cut(last, last, f", {key}: {written}")
            first = node.entries[0][0].start
            indent = self.text[self._line_start(first) : first]
            return Cut(last, last, f",\n{indent}{key}: {self._json(value, len(indent))}")
        first = node.entries[0][0].start
        column = first - self._line_start(first)
        last = self._end_of_line(node.entries[-1][1])
        written = self._yaml({name: value}, flow=False)
        block = "\n".join(" " * column + line if line else "" for line in written.split("\n"))
        return Cut(last, last, f"\n{block}")

    def _end_of_line(self, value: Value) -> int:
        """The end of the last line in which a value stands; a block's own end is where the next thing begins."""
        end = value.end
        while end > value.start and self.text[end - 1] in " \n":
            end -= 1
        stop = self.text.find("\n", end)
        return len(self.text) if stop < 0 else stop

    def _flow(self, value: Any) -> str:
        if self.language == "json":
            return json.dumps(value, ensure_ascii=False)
        if isinstance(value, dict):
            return "{" + ", ".join(f"{key}: {self._flow(part)}" for key, part in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(map(self._flow, value)) + "]"
        if isinstance(value, str):
            plain = re.fullmatch(r"[A-Za-z][\w .-]*", value) and value.casefold() not in _WORDS
            return value if plain and not value.endswith(" ") else json.dumps(value, ensure_ascii=False)
        return json.dumps(value)

    def _json(self, value: Any, indent: int) -> str:
        if not isinstance(value, dict | list) or self.language != "json":
            return self._flow(value)
        return json.dumps(value, ensure_ascii=False, indent=self.unit).replace("\n", "\n" + " " * indent)

    def _new_items(self, node: Value, at: int, values: list[Any]) -> Cut:
        if not node.items:
            if (self.language == "json" and not self._one_line(node)) or not self._is_flow(node):
                raise _NoPlace
            return Cut(node.start + 1, node.end - 1, ", ".join(map(self._flow, values)))
        after = at > 0
        near = node.items[at - 1] if after else node.items[0]
        if not self._is_flow(node):
            return self._new_block_items(near, values, after=after)
        start = self._line_start(near.start)
        indent = self.text[start : near.start]
        own_line = not indent.strip()
        written = [self._flow(v) if self._one_line(near) else self._json(v, len(indent)) for v in values]
        if own_line:
            joint = ",\n" + indent
            body = joint.join(written)
            return (
                Cut(near.end, near.end, joint + body) if after else Cut(near.start, near.start, body + joint)
            )
        body = ", ".join(written)
        return Cut(near.end, near.end, ", " + body) if after else Cut(near.start, near.start, body + ", ")

    def _new_block_items(self, near: Value, values: list[Any], *, after: bool) -> Cut:
        start = self._line_start(near.start)
        dash = self.text.rfind("-", start, near.start)
        if dash < 0:
            raise _NoPlace
        lead = self.text[start:dash] + "-" + self.text[dash + 1 : near.start]
        pad = " " * len(lead)
        flow = self._is_flow(near)
        blocks = []
        for value in values:
            written = self._flow(value) if flow else self._yaml(value, flow=False)
            blocks.append(lead + written.replace("\n", "\n" + pad))
        if after:
            end = self._end_of_line(near)
            return Cut(end, end, "\n" + "\n".join(blocks))
        return Cut(start, start, "\n".join(blocks) + "\n")

    def _cut_item(self, node: Value, at: int, all_of_them: bool) -> Cut:
        item = node.items[at]
        if self._is_flow(node):
            if all_of_them:
                if at > 0:
                    return Cut(item.start, item.start, "")
                return Cut(node.start, node.end, "[]")
            return self._cut_listed([(v.start, v.end) for v in node.items], at)
        if all_of_them:
            raise _NoPlace
        start = self._line_start(item.start)
        if self.text[start : item.start].strip() != "-":
            raise _NoPlace
        end = min(self._end_of_line(item) + 1, len(self.text))
        return Cut(start, end, "")

    def _cut_entry(self, node: Value, name: str) -> Cut:
        spans = [(key.start, value.end) for key, value in node.entries]
        at = [key.text for key, _ in node.entries].index(name)
        if self._is_flow(node):
            return self._cut_listed(spans, at)
        start = self._line_start(spans[at][0])
        if self.text[start : spans[at][0]].strip():
            if at + 1 >= len(spans):
                raise _NoPlace
            return Cut(spans[at][0], spans[at + 1][0], "")
        end = min(self._end_of_line(node.entries[at][1]) + 1, len(self.text))
        return Cut(start, end, "")

    def _cut_listed(self, spans: list[tuple[int, int]], at: int) -> Cut:
        """One of several things with commas between, with its comma."""
        start, end = spans[at]
        if at > 0:
            return Cut(spans[at - 1][1], end, "")
        if len(spans) > 1:
            return Cut(start, spans[1][0], "")
        return Cut(start, end, "")


_WORDS = ("true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf")


def _marks(values: list[Any]) -> list[str]:
    """What tells the items of a list apart: ids, names and ends, else all of them."""
    made = []
    for value in values:
        if isinstance(value, dict):
            key = {
                k: value[k] for k in ("id", "name", "source", "target", "step", "participant") if k in value
            }
            made.append(json.dumps(key or value, sort_keys=True, ensure_ascii=False))
        else:
            made.append(json.dumps(value, ensure_ascii=False))
    return made
