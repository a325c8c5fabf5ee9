"""Sources that diagramc cannot read, drawn as they are by the tool of their own language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from diagramc.diagnostics import Diagnostic, diagnose
from diagramc.emit import render
from diagramc.errors import SourceError
from diagramc.ir.base import Diagram
from diagramc.options import FORMAT_ALIASES, CompileOptions
from diagramc.result import Result

if TYPE_CHECKING:
    from diagramc.backends.base import Lowering


class PassedThrough(Result):
    """A source that only its own tool can read, drawn by that tool as it is: it has no diagram."""

    def __init__(self, text: str, kind: str, options: CompileOptions, problems: Iterable[Diagnostic]) -> None:
        self.options = options
        self._text, self._kind = text, kind
        self._problems = tuple(problems)
        self._remarks = (diagnose("engine.passed-through", f"{options.engine} draws the source as it is"),)

    @property
    def diagram(self) -> Diagram:
        """SourceError: why there is none."""
        raise SourceError(diagnostics=self._problems)

    @property
    def type(self) -> str:
        """What the tool calls this kind of diagram."""
        return self._kind

    def drawn_by_engine(self, format: str) -> bytes:
        """The picture by the tool."""
        return render(self._text, self.options.engine, format)

    def lowering(self, target: str) -> Lowering:
        """The source as it is, in its own language; SourceError for any other."""
        from diagramc.backends.base import Lowering

        if target != self.options.engine:
            raise SourceError(diagnostics=self._problems)
        return Lowering(self._text, ())


def pass_through(
    text: str | bytes, language: str, name: str, options: CompileOptions, error: SourceError
) -> PassedThrough | None:
    """The source for its own tool, when that is the engine that was asked for."""
    from diagramc.frontends.reading import page_fences, split_fence

    if language == "markdown":
        fences = page_fences(text, name)
        number = split_fence(name)[1] or (1 if len(fences) == 1 else 0)
        if not 1 <= number <= len(fences):
            return None
        language, text = fences[number - 1].language, fences[number - 1].source.text
    if options.engine == "native" or FORMAT_ALIASES.get(language, language) != options.engine:
        return None
    words = text if isinstance(text, str) else text.decode("utf-8", "replace")
    return PassedThrough(words, _kind_of(words, language), options, error.diagnostics)


def _kind_of(text: str, language: str) -> str:
    """What a language calls the kind of diagram in a text."""
    from diagramc.frontends.base import mermaid_kind

    return (mermaid_kind(text) if language == "mermaid" else None) or language
