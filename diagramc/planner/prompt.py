"""Checks of a prompt that every planner makes first: not empty, not endless, no control characters."""

from __future__ import annotations

import os
import unicodedata

from diagramc.diagnostics import Diagnostic, Span, diagnose
from diagramc.errors import SourceError
from diagramc.frontends.base import ENDINGS
from diagramc.planner.base import MAX_PROMPT

PROMPT_FILE = "prompt"
"""The file name in spans that point into a prompt."""


def decode_prompt(data: bytes, file: str) -> str:
    """What a file holds as a prompt. SourceError when it is no text, or longer than any source."""
    from diagramc.frontends.source import open_source

    source, sound = open_source(data, file, code="parse")
    if not sound:
        raise SourceError(diagnostics=source.problems)
    return source.text


def clean_prompt(prompt: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """The prompt with `\\n` line ends and without control characters, and remarks on what was dropped.

    Lone surrogates and noncharacters go too: no output format can carry them. Raises SourceError when nothing is left
    to read, when it is a file's name, or when there are more than `MAX_PROMPT` characters.
    """
    if len(prompt) > MAX_PROMPT:
        raise SourceError(
            diagnostics=[
                diagnose(
                    "prompt.too-long", f"the prompt has {len(prompt):,} characters; at most {MAX_PROMPT:,}"
                )
            ]
        )
    text = prompt.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(char for char in text if is_text(char))
    diagnostics: tuple[Diagnostic, ...] = ()
    if len(kept) != len(text):
        dropped = [char for char in text if not is_text(char)]
        names = ", ".join(dict.fromkeys(f"U+{ord(char):04X}" for char in dropped[:100]))
        message = f"dropped {len(dropped)} control character{'s' * (len(dropped) > 1)} ({names[:60]})"
        diagnostics = (diagnose("prompt.control-characters", message),)
    if not kept.strip():
        raise SourceError(diagnostics=[diagnose("prompt.empty", "the prompt is empty"), *diagnostics])
    name = kept.strip()
    if os.path.splitext(name)[1].lower() in ENDINGS and not any(char.isspace() for char in name):
        message = f"the prompt is the name of a file, {name[:200]!r}"
        raise SourceError(diagnostics=[diagnose("prompt.file", message)])
    return kept, diagnostics


def is_text(char: str) -> bool:
    """Whether a person can have meant the character: no control, surrogate or noncharacter; tabs and line ends are fine."""
    if char in "\n\t":
        return True
    return unicodedata.category(char) not in ("Cc", "Cs") and (ord(char) & 0xFFFE) != 0xFFFE


def prompt_span(text: str, start: int, end: int) -> tuple[Span, str]:
    """The span of `text[start:end]` (its first line only) and the line it is on."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", start)
    line_end = len(text) if line_end < 0 else line_end
    span = Span(
        file=PROMPT_FILE,
        line=text.count("\n", 0, start) + 1,
        column=start - line_start + 1,
        length=max(1, min(end, line_end) - start),
    )
    return span, text[line_start:line_end]
