"""Text measuring and wrapping with the font that will be drawn.

Widths come from a table of the shipped font (advances and kerning of Inter, made by scripts/make_font_metrics.py), so that measuring
needs no font engine. Characters the font lacks get the width a usual fallback font gives them; the renderer pins every line to its
measured width, so that a different fallback still keeps its box.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from diagramc.ir.base import Label, RichText, Run
from diagramc.layout.graphemes import (
    EMOJI,
    advance,
    graphemes,
    is_emoji,
    is_ignorable,
    is_mark,
    is_wide,
    may_break,
    runs_leftwards,
)

MONO_ADVANCE = 0.6
"""Advance of monospaced faces, in em (Courier, Menlo, DejaVu Sans Mono: 0.600 to 0.602)."""
LINE_HEIGHT = 1.3
ASCENT = 0.96875
DESCENT = 0.2412
"""Inter's hhea ascent and descent, in em."""
_BREAK_AFTER = frozenset("/-_.,:;@)]}|&+=?\\")
_HUMP = re.compile("(?<=[a-z0-9])(?=[A-Z][A-Za-z])|(?<=[A-Z])(?=[A-Z][a-z])")
"""Where a compound name such as `HttpRequestParser` may be divided."""


MANY_LINES = 9
"""A text of more lines is a passage: it is set about PASSAGE times as wide as high."""
PASSAGE = 1.6


class TextStyle(NamedTuple):
    """Size in px, weight 400 or 600, monospaced or not."""

    size: float
    weight: int = 400
    mono: bool = False


class Line(NamedTuple):
    """One line of a text block: its runs, and its width in px."""

    runs: tuple[Run, ...]
    width: float

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(run.text for run in self.runs)

    @property
    def leftwards(self) -> bool:
        """Whether the line is written from right to left."""
        return runs_leftwards(self.text)


class TextBlock(NamedTuple):
    """Set text: its lines, and its size in px. Lines are `line_height` px apart."""

    lines: tuple[Line, ...]
    style: TextStyle
    width: float
    height: float

    @property
    def line_height(self) -> float:
        """Distance between baselines in px."""
        return self.style.size * LINE_HEIGHT


class _Table(msgspec.Struct):
    """Advances by character and kerning by pair of one weight, in units of the font."""

    advances: dict[str, int]
    kerning: dict[str, int]


class _Tables(msgspec.Struct):
    """The file of tables: units in an em, and the table of each weight, to be decoded when text of that weight is measured."""

    units: int
    weights: dict[str, msgspec.Raw]


@cache
def _tables() -> _Tables:
    return msgspec.json.decode((Path(__file__).parent / "inter.json").read_bytes(), type=_Tables)


@cache
def _metrics(weight: int) -> tuple[dict[str, int], dict[str, int], int]:
    table = msgspec.json.decode(_tables().weights[str(weight)], type=_Table)
    return table.advances, table.kerning, _tables().units


def has_glyph(char: str) -> bool:
    """Whether the shipped font draws this character."""
    return char in _metrics(400)[0]


def missing_glyphs(text: str) -> tuple[str, ...]:
    """Characters of the text that the shipped font lacks, each once, in order; joiners and selectors do not count."""
    return tuple(dict.fromkeys(c for c in text if not has_glyph(c) and not is_ignorable(c)))


@lru_cache(maxsize=16384)
def text_width(text: str, style: TextStyle) -> float:
    """Width of one line of text in px."""
    if style.mono:
        return _cells(text) * MONO_ADVANCE * style.size
    advances, kerning, units = _metrics(style.weight)
    if not text.isascii():
        return _wider_width(text, style)
    total = 0
    before = ""
    for char in text:
        total += advances.get(char, 0) + kerning.get(before + char, 0)
        before = char
    return total / units * style.size


def _cells(text: str) -> int:
    """Cells of a monospaced face that a text takes."""
    if text.isascii():
        return len(text)
    return sum(2 if is_wide(part[0]) or is_emoji(part) else not is_mark(part[0]) for part in graphemes(text))


def _wider_width(text: str, style: TextStyle) -> float:
    """Width of text that is not plain ASCII, grapheme by grapheme: a picture made of several characters is one."""
    advances, kerning, units = _metrics(style.weight)
    total = 0.0
    before = ""
    for part in graphemes(text):
        if is_emoji(part):
            total += EMOJI * units
            before = ""
            continue
        for char in part:
            own = advances.get(char)
            total += advance(char) * units if own is None else own + kerning.get(before + char, 0)
            before = char
    return total / units * style.size


def run_width(run: Run, style: TextStyle) -> float:
    """Width of a run in px: bold is weight 600, code is monospaced."""
    weight = 600 if run.bold else style.weight
    return text_width(run.text, TextStyle(style.size, weight, run.code or style.mono))


def _pieces(text: str) -> list[str]:
    """Cut text where a line may break: after spaces, after joints such as `/`, and round wide characters."""
    pieces: list[str] = []
    current = ""
    parts: Sequence[str] = text if text.isascii() else graphemes(text)
    for index, part in enumerate(parts):
        current += part
        following = parts[index + 1] if index + 1 < len(parts) else ""
        if not following:
            continue
        spaced = part == " " and following != " "
        joint = part in _BREAK_AFTER and len(current) > 2 and following.isalnum()
        if spaced or joint or (not (part + following).isascii() and may_break(part, following)):
            pieces.append(current)
            current = ""
    if current:
        pieces.append(current)
    return pieces


def _break_word(run: Run, style: TextStyle, width: float) -> list[Run]:
    """Cut a piece that is wider than a line where a part of a compound name ends, else between graphemes."""
    lines: list[str] = []
    current = ""

    def fits(text: str) -> bool:
        return run_width(msgspec.structs.replace(run, text=text), style) <= width

    for name_part in _HUMP.split(run.text):
        if current and not fits(current + name_part):
            lines.append(current)
            current = ""
        whole = fits(name_part)
        for part in (name_part,) if whole else graphemes(name_part):
            if current and not whole and not fits(current + part):
                lines.append(current)
                current = ""
            current += part
    if current:
        lines.append(current)
    return [msgspec.structs.replace(run, text=text) for text in lines]


def _line(runs: list[Run], style: TextStyle) -> Line:
    """Join pieces into a line, without spaces at its ends."""
    merged: list[Run] = []
    for run in runs:
        last = merged[-1] if merged else None
        if last and (last.bold, last.italic, last.code) == (run.bold, run.italic, run.code):
            merged[-1] = msgspec.structs.replace(last, text=last.text + run.text)
        else:
            merged.append(run)
    if merged:
        merged[-1] = msgspec.structs.replace(merged[-1], text=merged[-1].text.rstrip(" "))
        merged[0] = msgspec.structs.replace(merged[0], text=merged[0].text.lstrip(" "))
    merged = [run for run in merged if run.text]
    return Line(tuple(merged), sum(run_width(run, style) for run in merged))


def _wrap(pieces: list[Run], style: TextStyle, width: float) -> list[Line]:
    """Fill lines greedily up to `width` px."""
    lines: list[Line] = []
    current: list[Run] = []
    used = 0.0
    for piece in pieces:
        bare = msgspec.structs.replace(piece, text=piece.text.rstrip(" "))
        if current and used + run_width(bare, style) > width:
            lines.append(_line(current, style))
            current, used = [], 0.0
        if run_width(bare, style) > width:
            parts = _break_word(piece, style, width)
            lines.extend(_line([part], style) for part in parts[:-1])
            current, used = [parts[-1]], run_width(parts[-1], style)
        else:
            current.append(piece)
            used += run_width(piece, style)
    if current:
        lines.append(_line(current, style))
    return lines


def _balance(pieces: list[Run], style: TextStyle, width: float) -> list[Line]:
    """Wrap to `width`, then narrow it as far as the number of lines stays the same, so that lines are of like length."""
    lines = _wrap(pieces, style, width)
    if len(lines) < 2:
        return lines
    # Never narrower than the widest word that fits, or part of a name that does not: balance is no reason to cut one.
    bare = [msgspec.structs.replace(p, text=p.text.rstrip(" ")) for p in pieces]
    words = [
        run_width(msgspec.structs.replace(p, text=part), style)
        for p in bare
        for part in ([p.text] if run_width(p, style) <= width else _HUMP.split(p.text))
    ]
    low, high = max(0.5 * width, *(word for word in words if word <= width), 0.0), width
    best = lines
    for _ in range(6):
        middle = (low + high) / 2
        trial = _wrap(pieces, style, middle)
        if len(trial) <= len(lines) and max(line.width for line in trial) <= middle:
            best, high = trial, middle
        else:
            low = middle
    return best


def set_text(label: Label, style: TextStyle, max_width: float | None = None) -> TextBlock:
    """Set a label in lines no wider than `max_width` px (None: only its own line breaks), of like length where it wraps.

    An empty label is one empty line. A single word wider than the line is cut: a compound name between its parts, else between graphemes.
    """
    if isinstance(label, str):
        return _set_plain(label, style, max_width)
    return _set_runs(label.runs, style, max_width)


def set_passage(label: Label, style: TextStyle, max_width: float) -> TextBlock:
    """Set a label as `set_text` does; but one of many lines wider, so that a long passage is no tower."""
    block = set_text(label, style, max_width)
    if len(block.lines) <= MANY_LINES or block.height <= block.width:
        return block
    return set_text(label, style, math.sqrt(PASSAGE * block.width * block.height))


@lru_cache(maxsize=4096)
def _set_plain(label: str, style: TextStyle, max_width: float | None) -> TextBlock:
    return _set_runs((Run(text=label),), style, max_width)


def _set_runs(runs: tuple[Run, ...], style: TextStyle, max_width: float | None) -> TextBlock:
    paragraphs: list[list[Run]] = [[]]
    for run in runs:
        for index, part in enumerate(run.text.replace("\t", "    ").split("\n")):
            if index:
                paragraphs.append([])
            if part:
                paragraphs[-1].append(msgspec.structs.replace(run, text=part))
    lines: list[Line] = []
    for paragraph in paragraphs:
        if max_width is None:
            lines.append(_line(paragraph, style))
            continue
        pieces = [
            msgspec.structs.replace(run, text=piece) for run in paragraph for piece in _pieces(run.text)
        ]
        lines.extend(_balance(pieces, style, max_width) or [Line((), 0.0)])
    height = len(lines) * style.size * LINE_HEIGHT
    return TextBlock(tuple(lines), style, max((line.width for line in lines), default=0.0), height)


def widest_word(label: Label, style: TextStyle, *, compound: bool = False) -> float:
    """Width in px of the widest piece of a label that no line break can divide; `compound` names may be divided between their parts."""
    if isinstance(label, str):
        return _widest_plain(label, style, compound)
    return _widest_piece(label.runs, style, compound)


@lru_cache(maxsize=4096)
def _widest_plain(label: str, style: TextStyle, compound: bool) -> float:
    return _widest_piece((Run(text=label),), style, compound)


def _widest_piece(runs: tuple[Run, ...], style: TextStyle, compound: bool) -> float:
    pieces = (
        msgspec.structs.replace(run, text=name.rstrip(" "))
        for run in runs
        for part in run.text.split("\n")
        for piece in _pieces(part)
        for name in (_HUMP.split(piece) if compound else (piece,))
    )
    return max((run_width(piece, style) for piece in pieces), default=0.0)


def whole_words(
    label: Label, style: TextStyle, width: float, most: float, *, compound: bool = False
) -> float:
    """The width to wrap at, in px: `width`, or as wide as the widest word if that is at most `most`, so that no word is cut.

    `compound` names may be divided between their parts.
    """
    return width if width >= most else max(width, min(widest_word(label, style, compound=compound), most))


def rich(label: Label, *, bold: bool = False, italic: bool = False) -> RichText:
    """The label with emphasis added to all of it."""
    runs = (Run(text=label),) if isinstance(label, str) else label.runs
    return RichText(
        runs=tuple(msgspec.structs.replace(r, bold=r.bold or bold, italic=r.italic or italic) for r in runs)
    )
