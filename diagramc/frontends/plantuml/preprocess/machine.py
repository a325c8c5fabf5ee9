"""Runs the statements of the preprocessor, within bounds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from diagramc.diagnostics import Diagnostic, diagnose, suggest
from diagramc.frontends.plantuml.preprocess.builtins import BUILTINS, OUTSIDE, THEMES
from diagramc.frontends.plantuml.preprocess.expressions import Arguments, Expression, expand_variables
from diagramc.frontends.plantuml.preprocess.includes import Includes, Target, classify
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
    parse,
)
from diagramc.frontends.plantuml.preprocess.values import (
    LimitError,
    PreprocessError,
    Value,
    bounded,
    to_text,
    truth,
)

MAX_STEPS = 100_000
"""The most statements, calls and operations; about a second of work."""
MAX_ROUNDS = 5_000
"""The most rounds of one loop."""
MAX_LINES = 50_000
"""The most lines that may come out."""
MAX_CHARACTERS = 4_000_000
"""The most characters that may come out."""
MAX_DEPTH = 120
"""How deep expressions, calls and blocks may stand in each other; well within the interpreter's own limit."""
MAX_INCLUDES = 200
"""The most files that may be included."""
MAX_DIAGNOSTICS = 100
"""After so many mistakes the rest is not told."""

_CALL_LEVELS = 3
_NUMBERS = {"%now", "%random", "%file_exists"}
_OPAQUE = {"%invoke_procedure", "%call_user_func", "%retrieve_procedure"}
_LOOKUPS = {"%variable_exists", "%function_exists", "%get_variable_value", "%set_variable_value", "%eval"}
_IDENTIFIER = re.compile(r"[^\W\d]\w*|\$[^\W\d]\w*")
_CALL = re.compile(r"(?<![\w$%])([$%]?[^\W\d]\w*)(?=\()")


class _Return(Exception):
    """A function's answer on its way out."""

    def __init__(self, value: Value) -> None:
        self.value = value


class _Exit(Exception):
    """`!exit`."""


class Machine:
    """The state of one run: variables, functions, what came out, and how much was spent."""

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

    def execute(self, statements: Sequence[Statement]) -> list[Line]:
        """The lines that come of the statements, as far as they get."""
        try:
            self._run(statements)
        except (_Exit, _Return):
            pass
        except LimitError as limit:
            self._report(limit, self._line)
        return self._output

    # What an expression asks for.

    def variable(self, name: str) -> Value | None:
        """See the protocol of the same name in `expressions`."""
        if self._locals and name in self._locals[-1]:
            return self._locals[-1][name]
        return self._globals.get(name)

    def is_callable(self, name: str) -> bool:
        """Whether a call of this name is known."""
        return any(
            name in known for known in (self._functions, BUILTINS, OUTSIDE, _OPAQUE, _LOOKUPS, ("%filename",))
        )

    def takes_text(self, name: str) -> bool:
        """Whether the arguments of a call are text as it stands."""
        return name in self._functions and self._functions[name][0].raw

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

    def call(self, name: str, arguments: Arguments) -> Value:
        """The value of a call; a procedure's lines come out as text when there is no answer."""
        if name in self._functions:
            return self._call_function(self._pick(name, arguments), arguments)
        values = arguments.positional
        if name in OUTSIDE or (name == "%date" and len(values) < 2):
            return self._outside(name)
        if name == "%filename":
            return self._line.file.replace("\\", "/").rpartition("/")[2] if self._line else ""
        if name in BUILTINS:
            least, most, function = BUILTINS[name]
            if not least <= len(values) <= most:
                wanted = str(least) if least == most else f"{least} to {most}"
                raise PreprocessError(
                    f"{name} takes {wanted} arguments, not {len(values)}", "preprocess.arguments"
                )
            return function(values)
        if name in _LOOKUPS:
            return self._look_up(name, [to_text(value) for value in values])
        if name in _OPAQUE and values:
            wanted = to_text(values[0])
            if wanted not in self._functions:
                raise PreprocessError(
                    f"there is no procedure {wanted}", "preprocess.undefined", self._hint(wanted)
                )
            inner = Arguments(values[1:], arguments.named)
            define = self._pick(wanted, inner)
            if name == "%retrieve_procedure":
                return "\\n".join(line.text for line in self._capture(define, inner))
            return self._call_function(define, inner)
        raise PreprocessError(f"there is no function {name}", "preprocess.undefined", self._hint(name))

    def _outside(self, name: str) -> Value:
        """What a function answers that would have to look outside: no files, an empty text, the first moment there is."""
        if self._line is not None:
            said = f"{name}() would ask {OUTSIDE.get(name, 'the clock')}; its answer is left empty"
            self.note(complain("preprocess.outside", said, self._line))
        if name == "%date":
            return "1970-01-01"
        return {} if "json" in name else [] if "all" in name else 0 if name in _NUMBERS else ""

    def _hint(self, name: str) -> str | None:
        close = suggest(name, [*self._functions, *BUILTINS])
        return f"did you mean `{close}`?" if close else None

    def _look_up(self, name: str, words: list[str]) -> Value:
        if not words:
            raise PreprocessError(f"{name} takes an argument", "preprocess.arguments")
        if name == "%variable_exists":
            return int(self.variable(words[0]) is not None)
        if name == "%function_exists":
            return int(self.is_callable(words[0]))
        if name == "%get_variable_value":
            found = self.variable(words[0])
            return "" if found is None else found
        if name == "%eval":
            return Expression(words[0], self).whole()
        if len(words) > 1:
            self._globals[words[0]] = words[1]
        return ""

    def _pick(self, name: str, arguments: Arguments) -> Define:
        """The definition that takes so many arguments."""
        given = len(arguments.positional)
        for define in self._functions[name]:
            least = sum(
                default is None and parameter not in arguments.named
                for parameter, default in define.parameters
            )
            if least <= given + 0 <= len(define.parameters):
                return define
        wanted = " or ".join(str(len(define.parameters)) for define in self._functions[name])
        raise PreprocessError(f"{name} takes {wanted} arguments, not {given}", "preprocess.arguments")

    def _bind(self, define: Define, arguments: Arguments) -> dict[str, Value]:
        bound: dict[str, Value] = {}
        rest = list(arguments.positional)
        for parameter, default in define.parameters:
            if parameter in arguments.named:
                bound[parameter] = arguments.named[parameter]
            elif rest:
                bound[parameter] = rest.pop(0)
            elif default is not None:
                bound[parameter] = self._default(define, default)
        return bound

    def _default(self, define: Define, default: str) -> Value:
        if define.kind.startswith("define") and default[:1] not in ("'", '"'):
            return default
        return self.evaluate(default)

    def _call_function(self, define: Define, arguments: Arguments) -> Value:
        """The answer of a function; the text of a macro; the lines of a procedure, each after a line break."""
        if define.kind == "function":
            answer = self._answer(define, arguments)
            if answer is None:
                raise PreprocessError(
                    f"the function {define.name} ends without `!return`",
                    "preprocess.return",
                    "every way through a function ends with `!return value`",
                    define.end,
                )
            return answer
        if isinstance(define.body, str):
            return self._text_macro(define, arguments)
        if define.kind == "definelong":
            return "\n".join(line.text for line in self._capture(define, arguments))
        raise PreprocessError(
            f"{define.name} is a procedure, which has no value",
            "preprocess.return",
            "make it a `!function` with `!return`, or call it on a line of its own",
        )

    def _answer(self, define: Define, arguments: Arguments) -> Value | None:
        assert not isinstance(define.body, str)
        bound = self._bind(define, arguments)
        self.enter(_CALL_LEVELS)
        self._locals.append(bound)
        kept, self._output = self._output, []
        try:
            self._run(define.body)
        except _Return as answer:
            return answer.value
        finally:
            self._output = kept
            self._locals.pop()
            self.leave(_CALL_LEVELS)
        return None

    def _text_macro(self, define: Define, arguments: Arguments) -> str:
        assert isinstance(define.body, str)
        bound = self._bind(define, arguments)
        self.enter(_CALL_LEVELS)
        self._locals.append(bound)
        try:
            return expand_variables(define.body, self)
        finally:
            self._locals.pop()
            self.leave(_CALL_LEVELS)

    def _capture(self, define: Define, arguments: Arguments) -> list[Line]:
        """The lines that a procedure or long macro writes."""
        assert not isinstance(define.body, str)
        bound = self._bind(define, arguments)
        self.enter(_CALL_LEVELS)
        self._locals.append(bound)
        kept, self._output = self._output, []
        try:
            self._run(define.body)
        except _Return:
            pass
        finally:
            written, self._output = self._output, kept
            self._locals.pop()
            self.leave(_CALL_LEVELS)
        return written

    # Statements.

    def evaluate(self, text: str) -> Value:
        """The value of a whole expression."""
        return Expression(text, self).whole()

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
                    raise _Exit
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
            raise _Return(self.evaluate(rest))
        if word == "exit":
            raise _Exit
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
        self.enter(_CALL_LEVELS)
        self._run(self._subs[name].body)
        self.leave(_CALL_LEVELS)
