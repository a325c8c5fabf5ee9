"""What a person may ask of a compilation, and the exact canvas that a ratio and a size mean."""

from __future__ import annotations

import math
from typing import NamedTuple

import msgspec

from diagramc.diagnostics import Diagnostic, diagnose, suggest
from diagramc.kinds import TYPES

RATIOS = ("1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9")
IMAGE_SIZES: dict[str, int] = {"1K": 1, "2K": 2, "4K": 4}
FORMATS = ("svg", "png", "pdf", "graphviz", "mermaid", "plantuml", "json", "yaml", "scene", "outline")
FORMAT_ALIASES = {"dot": "graphviz", "gv": "graphviz", "mmd": "mermaid", "puml": "plantuml", "yml": "yaml"}
ENGINES = ("native", "graphviz", "mermaid", "plantuml")
THEMES = ("light", "dark", "print", "blueprint", "sketch", "auto")
MAX_RATIO = 4.0
MODEL_SETTINGS = {
    "model": "DIAGRAMC_MODEL",
    "base_url": "OPENAI_BASE_URL",
    "api_key": "OPENAI_API_KEY",
    "timeout": "DIAGRAMC_TIMEOUT",
    "max_tokens": "DIAGRAMC_MAX_TOKENS",
    "answer": "DIAGRAMC_ANSWER",
}
"""What may be said of a language model, and the environment variable that each setting stands in for."""


class Canvas(NamedTuple):
    """Width and height in px."""

    width: int
    height: int


class CompileOptions(msgspec.Struct, frozen=True, kw_only=True):
    """All that changes the result of a compilation besides the source. Its digest is part of every cache key.

    `theme_file` is a theme of the user's own, which goes before `theme`; `icons` a folder with their own icons. Both are read because
    the user named them here; no source can; `look` is a hash of what is in them, where results are kept. `embed_font` puts the part of the font that is used into SVG.
    """

    type: str | None = None
    size: str = "auto"
    image_size: str = "1K"
    theme: str = "light"
    engine: str = "native"
    theme_file: str | None = None
    icons: str | None = None
    embed_font: bool = False
    look: str = ""

    def digest(self) -> str:
        """A hash of the options, the same on every machine (SHA-256, hex)."""
        import hashlib

        return hashlib.sha256(msgspec.json.encode(self, order="deterministic")).hexdigest()


def parse_ratio(size: str) -> tuple[int, int] | None:
    """`16:9` as (16, 9) in lowest terms; None for `auto`. ValueError when it is neither, or past 1:4 or 4:1."""
    if size == "auto":
        return None
    width, colon, height = str(size).partition(":")
    if not (colon and width.isascii() and width.isdigit() and height.isascii() and height.isdigit()):
        raise ValueError(size)
    a, b = int(width), int(height)
    if not (1 <= a <= 100 and 1 <= b <= 100 and a <= MAX_RATIO * b and b <= MAX_RATIO * a):
        raise ValueError(size)
    divisor = math.gcd(a, b)
    return a // divisor, b // divisor


def canvas_for(size: str, image_size: str) -> Canvas | None:
    """The exact canvas of a ratio: k = round(1024·n / √(a·b)), a·k by b·k px. None for `auto`."""
    ratio = parse_ratio(size)
    if ratio is None:
        return None
    a, b = ratio
    k = round(1024 * IMAGE_SIZES[image_size] / math.sqrt(a * b))
    return Canvas(a * k, b * k)


def did_you_mean(word: str, choices: tuple[str, ...]) -> str:
    """`; did you mean X?`, or "" when nothing is close."""
    close = suggest(word, choices)
    return f"; did you mean {close}?" if close else ""


def check_choice(code: str, what: str, value: str, choices: tuple[str, ...]) -> Diagnostic | None:
    """A diagnostic when `value` is not one of `choices`; it names the closest one."""
    if value in choices:
        return None
    return diagnose(
        code,
        f"unknown {what} {value!r}{did_you_mean(str(value), choices)}",
        expected="one of " + ", ".join(choices),
    )


def check_options(options: CompileOptions) -> list[Diagnostic]:
    """Every problem of the options at once."""
    found: list[Diagnostic | None] = []
    if options.type is not None:
        found.append(check_choice("option.type", "diagram type", options.type, TYPES))
    try:
        parse_ratio(options.size)
    except ValueError:
        said = str(options.size)
        near = did_you_mean(said.replace("x", ":").replace("/", ":"), RATIOS)
        numbers = said.replace(":", "", 1)
        wrong = f"the aspect ratio {options.size} is out of bounds" if numbers.isdecimal() else ""
        found.append(diagnose("option.size", wrong or f"unknown aspect ratio {options.size!r}{near}"))
    found.append(check_choice("option.image-size", "image size", options.image_size, tuple(IMAGE_SIZES)))
    found.append(check_choice("option.theme", "theme", options.theme, THEMES))
    found.append(check_choice("option.target", "engine", options.engine, ENGINES))
    return [d for d in found if d is not None]
