"""A diagram's text as lines: where elements stand, which lines form blocks, how its author indents."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import Any

from diagramc.editing.elements import edges_of, groups_of, nodes_of
from diagramc.ir.base import Diagram, Link, Style
from diagramc.ir.visit import walk

_OPENING = {
    ("mermaid", "flowchart"): r"subgraph\b",
    ("mermaid", "sequence"): r"(?:alt|opt|loop|par|par_over|critical|break|rect|box)\b",
    ("plantuml", "sequence"): r"(?:alt|opt|loop|par|critical|break|group|box)\b",
}
_CLOSING = {
    ("mermaid", "flowchart"): r"end\s*;?$",
    ("mermaid", "sequence"): r"end\s*;?$",
    ("plantuml", "sequence"): r"end(?:\s*(?:box|alt|opt|loop|par|critical|break|group))?$",
}
_NOTE = re.compile(
    r"\s*(?:floating\s+)?(?:[hr]?note|legend|ref\s+over)\b(?![^\n]*(?::|\"\s*as\s|^\s*note\s+\"))",
    re.IGNORECASE,
)
_NOTE_END = re.compile(r"\s*end\s*(?:[hr]?note|legend|ref)\b", re.IGNORECASE)
_COMMENT_MARKS: dict[str, tuple[str, ...]] = {"mermaid": ("%%",), "plantuml": ("'",), "dot": ("//", "#")}
_DOT_SKIPPED = re.compile(r'"(?:[^"\\]|\\.)*"|<(?:[^<>]|<[^<>]*>)*>|//.*')


class Text:
    """The lines of a text in a language, with the diagram that was read from it (its spans are of this text)."""

    def __init__(self, text: str, language: str, diagram: Diagram) -> None:
        self.lines = text.split("\n")
        self.language, self.diagram, self.type = language, diagram, diagram.type

    def line_of(self, element: Any) -> int | None:
        """The index of the line in which an element stands."""
        if element is None or element.span is None:
            return None
        line: int = element.span.line - 1
        return line if line < len(self.lines) else None

    def last_line_of(self, element: Any) -> int | None:
        """The last line of an element: of its block, or of the last thing inside it."""
        first = self.line_of(element)
        if first is None:
            return None
        if first in self.blocks:
            return self.blocks[first]
        parts = [part for part in walk(element) if not isinstance(part, Style | Link)]
        inner = [part.span.line - 1 for part in parts if part.span is not None]
        return max((line for line in inner if line >= first), default=first)

    @cached_property
    def blocks(self) -> dict[int, int]:
        """The lines that open a block, each with the line that closes it."""
        found: dict[int, int] = {}
        stack: list[int] = []
        key = (self.language, self.type)
        opening = re.compile(r"\s*" + _OPENING[key]) if key in _OPENING else None
        closing = re.compile(r"\s*" + _CLOSING[key]) if key in _CLOSING else None
        note: int | None = None
        for at, line in enumerate(self.lines):
            if self.is_comment(at):
                continue
            if note is not None:
                if _NOTE_END.match(line):
                    found[note], note = at, None
                continue
            if self.language == "plantuml" and _NOTE.match(line) and self._ends_note(at):
                note = at
                continue
            if opening is not None and opening.match(line):
                stack.append(at)
            elif closing is not None and closing.match(line):
                if stack:
                    found[stack.pop()] = at
            elif opening is None or self.language == "plantuml":
                bare = _DOT_SKIPPED.sub("", line) if self.language == "dot" else line
                self._braces(bare, at, stack, found)
        return found

    def _ends_note(self, at: int) -> bool:
        return any(_NOTE_END.match(line) for line in self.lines[at + 1 : at + 200])

    def _braces(self, bare: str, at: int, stack: list[int], found: dict[int, int]) -> None:
        if self.language == "dot":
            for char in bare:
                if char == "{":
                    stack.append(at)
                elif char == "}" and stack:
                    begin = stack.pop()
                    if begin != at:
                        found[begin] = at
            return
        if re.search(r"\{\s*$", bare):
            stack.append(at)
        elif re.match(r"\s*\}", bare) and stack:
            found[stack.pop()] = at

    def block_round(self, at: int) -> tuple[int, int] | None:
        """The innermost block that a line is inside of, without being its first or last line."""
        inside = [(begin, end) for begin, end in self.blocks.items() if begin < at < end]
        return max(inside) if inside else None

    def is_comment(self, at: int) -> bool:
        """Whether a line is nothing but a comment."""
        return self.lines[at].lstrip().startswith(_COMMENT_MARKS.get(self.language, ()))

    def is_blank(self, at: int) -> bool:
        """Whether there is nothing in a line."""
        return not self.lines[at].strip()

    def indent(self, at: int) -> str:
        """What stands before the first character of a line."""
        line = self.lines[at]
        return line[: len(line) - len(line.lstrip())]

    @cached_property
    def unit(self) -> str:
        """One level of indentation."""
        found: Counter[str] = Counter()
        for begin in self.blocks:
            inner = begin + 1
            while inner < len(self.lines) and self.is_blank(inner):
                inner += 1
            if inner < len(self.lines):
                deeper = self.indent(inner).removeprefix(self.indent(begin))
                if (deeper and deeper != self.indent(inner)) or not self.indent(begin):
                    found[deeper] += 1
        found.pop("", None)
        if found:
            return found.most_common(1)[0][0]
        used = [self.indent(at) for at in range(len(self.lines)) if self.indent(at)]
        return min(used, key=len) if used else ("    " if self.language == "mermaid" else "  ")

    @cached_property
    def head(self) -> int:
        """The line in which the diagram begins."""
        from diagramc.formatting import header_line

        return header_line("\n".join(self.lines), self.language) - 1

    @cached_property
    def end(self) -> int:
        """The line before which the diagram's last statement can be put."""
        at = len(self.lines)
        if self.language == "plantuml":
            closing = [n for n, line in enumerate(self.lines) if line.lstrip().startswith("@end")]
            at = closing[0] if closing else at
        elif self.language == "dot":
            closing = [n for n, line in enumerate(self.lines) if line.rstrip().endswith("}")]
            at = closing[-1] if closing else at
        while at > 0 and self.is_blank(at - 1):
            at -= 1
        return at

    def node_lines(self) -> list[int]:
        """The lines in which nodes stand."""
        return _lines(self, nodes_of(self.diagram))

    def edge_lines(self) -> list[int]:
        """The lines in which edges stand."""
        return _lines(self, edges_of(self.diagram))

    def group_lines(self) -> list[int]:
        """The lines that open groups."""
        return _lines(self, groups_of(self.diagram))

    def mentions(self, token: str) -> list[int]:
        """The lines, comments apart, in which a name stands as a word of its own."""
        pattern = word(token)
        return [at for at, line in enumerate(self.lines) if not self.is_comment(at) and pattern.search(line)]


def _lines(text: Text, elements: tuple[Any, ...]) -> list[int]:
    found = [text.line_of(element) for element in elements]
    return sorted({line for line in found if line is not None})


def word(token: str) -> re.Pattern[str]:
    """A name where it stands as a word."""
    return re.compile(rf"(?<![\w]){re.escape(token)}(?![\w])")
