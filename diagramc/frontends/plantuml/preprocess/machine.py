"""Runs the statements of the preprocessor, within bounds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from diagramc.diagnostics import suggest
from diagramc.frontends.plantuml.preprocess.builtins import THEMES
from diagramc.frontends.plantuml.preprocess.expressions import Arguments, Expression, expand_variables
from diagramc.frontends.plantuml.preprocess.including import Including
from diagramc.frontends.plantuml.preprocess.lines import LIBRARY, Line, complain
from diagramc.frontends.plantuml.preprocess.program import (
    Assign,
    Branch,
    Command,
    Comment,
    Define,
    If,
    Loop,
    Statement,
    Sub,
    Text,
)
from diagramc.frontends.plantuml.preprocess.state import Exit, Return
from diagramc.frontends.plantuml.preprocess.values import (
    LimitError,
    PreprocessError,
    Value,
    bounded,
    to_text,
    truth,
)

MAX_ROUNDS = 5_000
"""The most rounds of one loop."""
_IDENTIFIER = re.compile(r"[^\W\d]\w*|\$[^\W\d]\w*")
_CALL = re.compile(r"(?<![\w$%])([$%]?[^\W\d]\w*)(?=\()")


class Machine(Including):
    """One run: statements in, lines out."""

    def execute(self, statements: Sequence[Statement]) -> list[Line]:
        """The lines that come of the statements, as far as they get."""
        try:
            self._run(statements)
        except (Exit, Return):
            pass
        except LimitError as limit:
            self._report(limit, self._line)
        return self._output

    def _run(self, statements: Iterable[Statement]) -> None:
        for statement in statements:
            self.spend()
            self._line = statement.line
            depth = self._depth
            try:
                self._step(statement)
            except LimitError:
                raise
            except PreprocessError as mistake:
                self._depth = depth
                self._report(mistake, mistake.line or statement.line)
                if isinstance(statement, Text):
                    self._write(statement.line)

    def _step(self, statement: Statement) -> None:
        if isinstance(statement, Text):
            self._text(statement.line)
        elif isinstance(statement, Comment):
            self._write(statement.line)
        elif isinstance(statement, Assign):
            if not (statement.unset and self.variable(statement.name) is not None):
                self._assign(statement.scope, statement.name, self.evaluate(statement.expression))
        elif isinstance(statement, Define):
            self._define(statement)
        elif isinstance(statement, If):
            for branch in statement.branches:
                if self._holds(branch):
                    self.enter()
                    self._run(branch.body)
                    self.leave()
                    break
        elif isinstance(statement, Loop):
            self._loop(statement)
        elif isinstance(statement, Sub):
            self._subs[statement.name] = statement
            self._run(statement.body)
        else:
            self._command(statement)

    def _assign(self, scope: str, name: str, value: Value) -> None:
        inside = self._locals[-1] if self._locals else None
        if scope == "local" and inside is None:
            raise PreprocessError(f"{name} is local, but no function or procedure is round it")
        if inside is not None and (
            scope == "local" or (scope != "global" and (name in inside or name not in self._globals))
        ):
            inside[name] = value
        else:
            self._globals[name] = value

    def _define(self, define: Define) -> None:
        if define.kind == "constant":
            assert isinstance(define.body, str)
            self._globals[define.name] = expand_variables(define.body, self)
            return
        known = self._functions.get(define.name, [])
        others = [d for d in known if len(d.parameters) != len(define.parameters)]
        if any(d.final for d in known if d not in others):
            raise PreprocessError(f"{define.name} is final, and defined already")
        self._functions[define.name] = [*others, define]

    def _holds(self, branch: Branch) -> bool:
        if branch.test == "else":
            return True
        if not branch.condition:
            raise PreprocessError("a condition is missing")
        if branch.test == "if":
            return truth(self.evaluate(branch.condition))
        known = _IDENTIFIER.sub(
            lambda name: str(int(self.variable(name[0]) is not None or name[0] in self._functions)),
            branch.condition,
        )
        return truth(self.evaluate(known)) == (branch.test == "ifdef")

    def _loop(self, loop: Loop) -> None:
        self.enter()
        if loop.variable is not None:
            items = self.evaluate(loop.expression)
            for item in list(items) if isinstance(items, list | dict) else []:
                self._assign("", loop.variable, item)
                self._run(loop.body)
        else:
            rounds = 0
            while truth(self.evaluate(loop.expression)):
                rounds += 1
                if rounds > MAX_ROUNDS:
                    mistake = LimitError(f"the loop went round more than {MAX_ROUNDS:,} times")
                    mistake.hint = "something inside the loop must make its condition false"
                    self._report(mistake, loop.end)
                    raise Exit
                self._run(loop.body)
        self.leave()

    def _text(self, line: Line) -> None:
        """A line of the diagram, or a call of a procedure with perhaps something before and after it."""
        for found in _CALL.finditer(line.text):
            name = found[1]
            invoked = name == "%invoke_procedure"
            if not invoked and not any(
                define.kind in ("procedure", "definelong") for define in self._functions.get(name, ())
            ):
                continue
            reader = Expression(line.text, self, found.end())
            arguments = reader.arguments(name)
            if invoked and arguments.positional:
                name = to_text(arguments.positional[0])
                arguments = Arguments(arguments.positional[1:], arguments.named)
                if name not in self._functions:
                    raise PreprocessError(
                        f"there is no procedure {name}", "preprocess.undefined", self._hint(name)
                    )
            define = self._pick(name, arguments)
            if isinstance(define.body, str):
                break
            self._splice(
                line,
                line.text[: found.start()],
                self._capture(define, arguments),
                line.text[reader.position :],
            )
            return
        self._write_expanded(line)

    def _write_expanded(self, line: Line) -> None:
        text = expand_variables(line.text, self, skip_named=bool(self.libraries))
        # An embedded diagram is one line of its label.
        for part in [text.replace("\n", "\\n")] if "{{" in text else text.split("\n"):
            self._write(line.derive(part))

    def _splice(self, line: Line, before: str, written: list[Line], after: str) -> None:
        """Lines of a procedure, with what stands before and after its call."""
        if any(part.file == LIBRARY for part in written):
            # A line of a library of ours stands for the call of it.
            written = [line.derive(part.text) for part in written]
        before = expand_variables(before, self) if before.strip() else ""
        after = after if after.strip() else ""
        if not written:
            if before or after:
                self._text(line.derive(before + after))
            return
        if before:
            written[0] = written[0].derive(before + written[0].text)
        for part in written if not after else written[:-1]:
            self._write(part)
        if after:
            self._text(written[-1].derive(bounded(written[-1].text + after)))

    def _command(self, command: Command) -> None:
        word, rest, line = command.word, command.rest, command.line
        if word == "return":
            raise Return(self.evaluate(rest))
        if word == "exit":
            raise Exit
        if word == "undef":
            self._globals.pop(rest, None)
            self._functions.pop(rest, None)
        elif word == "assert":
            self._assert(rest, line)
        elif word in ("include", "includeurl", "include_once", "include_many"):
            self._include(word, expand_variables(rest, self), line)
        elif word == "includesub":
            self._include_sub(expand_variables(rest, self), line)
        elif word in ("import", "includedef"):
            self.note(complain("parse.include", f"`!{word}` is not supported", line))
        elif word == "theme" and rest and rest.split()[0] not in THEMES and " from " not in rest:
            close = suggest(rest.split()[0], THEMES)
            hint = f"did you mean `{close}`?" if close else None
            self.note(
                complain("preprocess.undefined", f"there is no theme {rest.split()[0]}", line, hint=hint)
            )
        elif word == "theme":
            self.note(complain("preprocess.theme", f"the theme {rest} of PlantUML is not used", line))
        elif word == "pragma":
            name, _, value = rest.partition(" ")
            self.pragmas[name] = value.strip()

    def _assert(self, rest: str, line: Line) -> None:
        reader = Expression(rest, self)
        held = truth(reader.value())
        if not held:
            said = rest[reader.position :].lstrip(" :").strip()
            self.note(
                complain(
                    "preprocess.assert", "an assertion does not hold" + (f": {said}" if said else ""), line
                )
            )
