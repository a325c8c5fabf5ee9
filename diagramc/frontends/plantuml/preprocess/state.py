"""The state of one run of the preprocessor, and how much it may spend."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable

from diagramc.diagnostics import Diagnostic, diagnose
from diagramc.frontends.plantuml.preprocess.includes import Includes
from diagramc.frontends.plantuml.preprocess.lines import Line
from diagramc.frontends.plantuml.preprocess.program import Define, Statement, Sub
from diagramc.frontends.plantuml.preprocess.values import LimitError, PreprocessError, Value

MAX_STEPS = 100_000
"""The most statements, calls and operations; about a second of work."""
MAX_LINES = 50_000
"""The most lines that may come out."""
MAX_CHARACTERS = 4_000_000
"""The most characters that may come out."""
MAX_DEPTH = 120
"""How deep expressions, calls and blocks may stand in each other; well within the interpreter's own limit."""
MAX_DIAGNOSTICS = 100
"""After so many mistakes the rest is not told."""
CALL_LEVELS = 3
"""How many levels a call costs."""


class Return(Exception):
    """A function's answer on its way out."""

    def __init__(self, value: Value) -> None:
        self.value = value


class Exit(Exception):
    """`!exit`."""


class State(ABC):
    """Variables, functions, what came out, and how much was spent."""

    def __init__(self, includes: Includes | None) -> None:
        self._includes = includes
        self._globals: dict[str, Value] = {}
        self._locals: list[dict[str, Value]] = []
        self._functions: dict[str, list[Define]] = {}
        self._subs: dict[str, Sub] = {}
        self._included: list[str] = []
        self._include_depth: list[str] = []
        self._line: Line | None = None
        self._steps = 0
        self._depth = 0
        self._characters = 0
        self._output: list[Line] = []
        self.libraries: list[str] = []
        self.pragmas: dict[str, str] = {}
        self.diagnostics: list[Diagnostic] = []

    def variable(self, name: str) -> Value | None:
        """See the protocol of the same name in `expressions`."""
        if self._locals and name in self._locals[-1]:
            return self._locals[-1][name]
        return self._globals.get(name)

    def spend(self, amount: int = 1) -> None:
        """Count steps."""
        self._steps += amount
        if self._steps > MAX_STEPS:
            raise LimitError(f"the evaluation takes more than {MAX_STEPS:,} steps")

    def enter(self, levels: int = 1) -> None:
        """Go deeper."""
        self.spend()
        self._depth += levels
        if self._depth > MAX_DEPTH:
            raise LimitError("calls and expressions are nested too deeply")

    def leave(self, levels: int = 1) -> None:
        """Come back."""
        self._depth -= levels

    def _report(self, mistake: PreprocessError, line: Line | None) -> None:
        found = diagnose(
            mistake.code,
            mistake.message,
            span=line.span() if line else None,
            hint=mistake.hint,
            line_text=line.source if line else None,
        )
        self.note(found)

    def note(self, diagnostic: Diagnostic) -> None:
        """Keep a diagnostic, each once and no more than a reader can use."""
        if len(self.diagnostics) < MAX_DIAGNOSTICS and diagnostic not in self.diagnostics:
            self.diagnostics.append(diagnostic)

    def _write(self, line: Line) -> None:
        self._characters += len(line.text) + 1
        if self._characters > MAX_CHARACTERS or len(self._output) >= MAX_LINES:
            raise LimitError("the macros write too much text")
        self._output.append(line)

    @abstractmethod
    def _run(self, statements: Iterable[Statement]) -> None:
        """Run statements."""
