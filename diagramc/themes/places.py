"""Where the keys of a TOML text stand: the reader of the standard library does not say."""

from __future__ import annotations

import re

from diagramc.diagnostics import Span

Path = tuple[str | int, ...]
"""Keys that lead to a value; a number counts the items of a list."""

_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_DOTTED = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_TABLE = re.compile(rf"^[ \t]*\[[ \t]*({_DOTTED})[ \t]*\]", re.MULTILINE)
_ENTRY = re.compile(rf"^[ \t]*({_DOTTED})[ \t]*=[ \t]*", re.MULTILINE)
_VALUE = re.compile(r"""'[^'\n]*'|"(?:[^"\\\n]|\\.)*"|[^\s,#]+""")


class Places:
    """The places of a text's keys."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.lines = text.splitlines() or [""]
        self._text = text
        self._starts = [0]
        for line in text.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._keys: dict[Path, tuple[int, int]] = {}
        self._values: dict[Path, tuple[int, int]] = {}
        self._scan()

    @property
    def start(self) -> Span:
        """The beginning of the text."""
        return Span(file=self.file, line=1)

    def find(self, path: Path) -> Span | None:
        """Where a key stands; None when the text has it not."""
        found = self._keys.get(path)
        return self._span(*found) if found else None

    def value_of(self, path: Path) -> Span | None:
        """Where a key's value stands, else the key."""
        found = self._values.get(path) or self._keys.get(path)
        return self._span(*found) if found else None

    def line_of(self, span: Span) -> str | None:
        """The line that a span is in."""
        return self.lines[span.line - 1] if span.line <= len(self.lines) else None

    def _span(self, offset: int, length: int) -> Span:
        line = next(i for i, start in enumerate(self._starts) if start > offset)
        return Span(
            file=self.file, line=line, column=offset - self._starts[line - 1] + 1, length=max(1, length)
        )

    def _scan(self) -> None:
        table: tuple[str, ...] = ()
        for line, start in zip(self._text.split("\n"), self._starts, strict=False):
            head = _TABLE.match(line)
            if head is not None:
                table = _parts(head[1])
                self._keys.setdefault(table, (start + head.start(1), len(head[1])))
                continue
            entry = _ENTRY.match(line)
            if entry is None:
                continue
            path = (*table, *_parts(entry[1]))
            self._keys.setdefault(path, (start + entry.start(1), len(entry[1])))
            value = _VALUE.match(line, entry.end())
            if value is not None:
                self._values.setdefault(path, (start + value.start(), len(value[0])))
            if line[entry.end() :].startswith("["):
                self._scan_list(path, start + entry.end())

    def _scan_list(self, path: Path, offset: int) -> None:
        """The places of a list's items that are lists."""
        depth, index, opened = 0, 0, 0
        for token in re.finditer(
            r"""\[|\]|#[^\n]*|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""", self._text[offset : offset + 20_000]
        ):
            if token[0] == "[":
                depth += 1
                if depth == 2:
                    opened = token.start()
            elif token[0] == "]":
                depth -= 1
                if depth == 1:
                    self._keys[(*path, index)] = (offset + opened, token.end() - opened)
                    index += 1
                elif depth == 0:
                    return


def _parts(dotted: str) -> tuple[str, ...]:
    """`node."fill"` as node, fill."""
    return tuple(part for quoted in re.findall(_PART, dotted) for part in quoted.strip("\"'").split("."))
