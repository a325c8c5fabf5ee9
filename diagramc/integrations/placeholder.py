"""A framed error with its source, in place of a picture that could not be drawn."""

from __future__ import annotations

from diagramc.diagnostics import Severity, render
from diagramc.integrations.builder import Built
from diagramc.renderers.markup import escape, quoteattr

COLUMNS = 88
LINES = 24
_LINE = 18
_CHARACTER = 7.85
"""The advance of a character of the common monospaced faces at 13 px, in px."""


def message(built: Built) -> str:
    """The errors of a block for a person, as the command line shows them."""
    errors = [d for d in built.diagnostics if d.severity is Severity.ERROR]
    return "\n".join(render(d) for d in errors or built.diagnostics)


def error_picture(built: Built) -> bytes:
    """The errors of a block and its source as an SVG picture, cut to COLUMNS and LINES."""
    said = _cut(message(built).splitlines())
    source = _cut(built.block.text.splitlines())
    width = round(max([40, *(len(line) for line in (*said, *source))]) * _CHARACTER) + 40
    height = (len(said) + len(source)) * _LINE + 50
    rows = [_row(line, 24 + i * _LINE, "#b42318") for i, line in enumerate(said)]
    top = 24 + len(said) * _LINE + 14
    rows += [_row(line, top + i * _LINE, "#475467") for i, line in enumerate(source)]
    label = quoteattr("This diagram could not be drawn: " + " ".join(said))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        f' role="img" aria-label={label} font-family="ui-monospace, Menlo, Consolas, monospace" font-size="13">\n'
        f'<rect x="1" y="1" width="{width - 2}" height="{height - 2}" rx="6" fill="#fef3f2" stroke="#d92d20" stroke-width="2"/>\n'
        + "\n".join(rows)
        + "\n</svg>\n"
    ).encode()


def _cut(lines: list[str]) -> list[str]:
    kept = [line.expandtabs(4)[:COLUMNS] + ("…" if len(line) > COLUMNS else "") for line in lines[:LINES]]
    return kept if len(lines) <= LINES else [*kept, f"… and {len(lines) - LINES} more lines"]


def _row(line: str, y: int, fill: str) -> str:
    return f'<text x="20" y="{y}" fill="{fill}" xml:space="preserve">{escape(line)}</text>'
