"""Paths and texts to contexts, within bounds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from diagramc.diagnostics import diagnose
from diagramc.errors import SourceError
from diagramc.planner.context.model import Context, language_of
from diagramc.planner.prompt import is_text

MAX_CONTEXTS = 20
"""The most files beside one prompt."""
MAX_CHARACTERS = 1_000_000
"""The largest context, in characters."""


def read_contexts(sources: Sequence[Path | str]) -> tuple[Context, ...]:
    """The contexts of files (a Path) and of texts (a str), in order; control characters are left out.

    Raises SourceError for a file that cannot be read, is too large or is no text, for a folder, and for too many.
    """
    if len(sources) > MAX_CONTEXTS:
        raise _wrong(f"{len(sources)} context files; at most {MAX_CONTEXTS}")
    return tuple(_read(source, number) for number, source in enumerate(sources, start=1))


def _read(source: Path | str, number: int) -> Context:
    if isinstance(source, Path):
        from diagramc.files import read_source

        if source.is_dir():
            raise _wrong(f"{source} is a folder; name the files in it that matter")
        name, data = source.name, read_source(source)
        if b"\0" in data[:8000]:
            raise _wrong(f"{source} is no text")
        text = data.decode("utf-8-sig", "replace")
    else:
        name, text = f"context {number}", source
    if len(text) > MAX_CHARACTERS:
        raise _wrong(f"{name} has {len(text):,} characters; at most {MAX_CHARACTERS:,}")
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = lines if lines.isascii() and lines.isprintable() else "".join(filter(is_text, lines))
    return Context(name, language_of(name, kept), kept)


def _wrong(message: str) -> SourceError:
    return SourceError(diagnostics=[diagnose("context.unreadable", message)])
