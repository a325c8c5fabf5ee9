"""Calls of functions, procedures and macros, the built-in ones too."""

from __future__ import annotations

from diagramc.diagnostics import suggest
from diagramc.frontends.plantuml.preprocess.builtins import BUILTINS, OUTSIDE
from diagramc.frontends.plantuml.preprocess.expressions import Arguments, Expression, expand_variables
from diagramc.frontends.plantuml.preprocess.lines import Line, complain
from diagramc.frontends.plantuml.preprocess.program import Define
from diagramc.frontends.plantuml.preprocess.state import CALL_LEVELS, Return, State
from diagramc.frontends.plantuml.preprocess.values import PreprocessError, Value, to_text

_NUMBERS = {"%now", "%random", "%file_exists"}
_OPAQUE = {"%invoke_procedure", "%call_user_func", "%retrieve_procedure"}
_LOOKUPS = {"%variable_exists", "%function_exists", "%get_variable_value", "%set_variable_value", "%eval"}


class Calls(State):
    """What an expression asks for: the calls of the protocol in `expressions`."""

    def evaluate(self, text: str) -> Value:
        """The value of a whole expression."""
        return Expression(text, self).whole()

    def is_callable(self, name: str) -> bool:
        """Whether a call of this name is known."""
        return any(
            name in known for known in (self._functions, BUILTINS, OUTSIDE, _OPAQUE, _LOOKUPS, ("%filename",))
        )

    def takes_text(self, name: str) -> bool:
        """Whether the arguments of a call are text as it stands."""
        return name in self._functions and self._functions[name][0].raw

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
        self.enter(CALL_LEVELS)
        self._locals.append(bound)
        kept, self._output = self._output, []
        try:
            self._run(define.body)
        except Return as answer:
            return answer.value
        finally:
            self._output = kept
            self._locals.pop()
            self.leave(CALL_LEVELS)
        return None

    def _text_macro(self, define: Define, arguments: Arguments) -> str:
        assert isinstance(define.body, str)
        bound = self._bind(define, arguments)
        self.enter(CALL_LEVELS)
        self._locals.append(bound)
        try:
            return expand_variables(define.body, self)
        finally:
            self._locals.pop()
            self.leave(CALL_LEVELS)

    def _capture(self, define: Define, arguments: Arguments) -> list[Line]:
        """The lines that a procedure or long macro writes."""
        assert not isinstance(define.body, str)
        bound = self._bind(define, arguments)
        self.enter(CALL_LEVELS)
        self._locals.append(bound)
        kept, self._output = self._output, []
        try:
            self._run(define.body)
        except Return:
            pass
        finally:
            written, self._output = self._output, kept
            self._locals.pop()
            self.leave(CALL_LEVELS)
        return written
