"""`!include` and its kin, of what was allowed."""

from __future__ import annotations

from diagramc.diagnostics import suggest
from diagramc.frontends.plantuml.preprocess.calls import Calls
from diagramc.frontends.plantuml.preprocess.includes import Target, classify
from diagramc.frontends.plantuml.preprocess.lines import Line, complain
from diagramc.frontends.plantuml.preprocess.program import parse
from diagramc.frontends.plantuml.preprocess.state import CALL_LEVELS
from diagramc.frontends.plantuml.preprocess.values import PreprocessError

MAX_INCLUDES = 200
"""The most files that may be included."""


class Including(Calls):
    """The statements that bring in other files."""

    def _include(self, word: str, target: str, line: Line) -> None:
        kind, name = classify(target, self._includes)
        if kind is Target.LIBRARY:
            if name not in self.libraries:
                self.libraries.append(name)
            return
        if kind is Target.SEQUENCE_LIBRARY:
            from diagramc.frontends.plantuml.preprocess import c4_sequence

            self._run(parse(c4_sequence.lines()).statements)
            return
        if kind is Target.UNKNOWN_LIBRARY:
            if name not in self.libraries:
                self.libraries.append(name)
            said = f"the library {name} is not at hand; its macros are read as plain elements, its pictures left out"
            self.note(complain("preprocess.library", said, line))
            return
        if kind is Target.URL:
            said = "a diagram is never fetched from an address"
            hint = "save the file beside yours and include it by name"
            self.note(complain("parse.include", said, line, hint=hint))
            return
        if word == "include_once" and name in self._included:
            return
        if (
            len(self._included) >= MAX_INCLUDES
            or len(self._include_depth) >= 20
            or name in self._include_depth
        ):
            raise PreprocessError(
                f"{name} includes itself, or too many files are included", "preprocess.limit"
            )
        assert self._includes is not None or kind is Target.FORBIDDEN
        if self._includes is None:
            self.note(
                complain("parse.include", f"{name} was not read: no folder to include from was allowed", line)
            )
            return
        lines = self._includes.read(name)
        if isinstance(lines, str):
            self.note(complain("parse.include", lines, line))
            return
        self._included.append(name)
        self._include_depth.append(name)
        program = parse(lines)
        for diagnostic in program.diagnostics:
            self.note(diagnostic)
        try:
            self._run(program.statements)
        finally:
            self._include_depth.pop()

    def _include_sub(self, target: str, line: Line) -> None:
        name = target.rpartition("!")[2].strip()
        if "!" in target:
            kept, self._output = self._output, []
            try:
                self._include("include", target.rpartition("!")[0].strip(), line)
            finally:
                self._output = kept
        if name not in self._subs:
            if "!" not in target or self._includes is not None:
                hint = f"did you mean `{close}`?" if (close := suggest(name, self._subs)) else None
                self.note(
                    complain("preprocess.undefined", f"there is no `!startsub {name}`", line, hint=hint)
                )
            return
        self.enter(CALL_LEVELS)
        self._run(self._subs[name].body)
        self.leave(CALL_LEVELS)
