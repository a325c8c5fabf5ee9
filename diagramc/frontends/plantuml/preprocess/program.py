"""Directives: lines of source to a tree of statements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from diagramc.diagnostics import Diagnostic, suggest
from diagramc.frontends.plantuml.preprocess.lines import Line, complain

MAX_BLOCKS = 40
"""How deep blocks may stand in each other."""

DIRECTIVES = """
define definelong enddefinelong undef if ifdef ifndef elseif else endif while endwhile foreach endfor function endfunction
procedure endprocedure unquoted final return include include_once include_many includeurl includesub includedef import startsub
endsub log dump_memory assert exit theme pragma option local global end
""".split()

_DIRECTIVE = re.compile(r"\s*!\s*([^\W\d]\w*)")
_ASSIGN = re.compile(r"\s*!\s*(?:(local|global)\s+)?(\$?[^\W\d]\w*)\s*(\?)?=(?!=)\s*")
_FUNCTION = re.compile(r"\s*!\s*((?:unquoted\s+|final\s+)*)(function|procedure)\s+([$%]?[^\W\d]\w*)\s*\(")
_DEFINE = re.compile(r"\s*!\s*(define|definelong)\s+(\$?[^\W\d]\w*)(\()?")
_END = re.compile(r"\s*!\s*end\s*(function|procedure|definelong|if|while|for|sub)\b")
_FOREACH = re.compile(r"\s*(\$?[^\W\d]\w*)\s+in\s+(.*)", re.DOTALL)


class Text(NamedTuple):
    """A line of the diagram, or a call of a procedure."""

    line: Line


class Comment(NamedTuple):
    """A line of a comment, which stays as it is."""

    line: Line


class Assign(NamedTuple):
    """`!$name = expression`; `scope` is "", `local` or `global`; `unset` when only a variable without a value is set."""

    line: Line
    scope: str
    name: str
    unset: bool
    expression: str


class Define(NamedTuple):
    """A macro, function or procedure. `body` is the text of a one-line macro, else statements; `end` is the last line.

    What is `final` may not be defined again.
    """

    line: Line
    kind: str
    name: str
    parameters: tuple[tuple[str, str | None], ...]
    raw: bool
    body: str | tuple[Statement, ...]
    end: Line
    final: bool = False


class Branch(NamedTuple):
    """One condition of an `!if` with what it guards. `test` is `if`, `ifdef`, `ifndef` or `else`."""

    line: Line
    test: str
    condition: str
    body: tuple[Statement, ...]


class If(NamedTuple):
    """`!if` with its branches in order."""

    line: Line
    branches: tuple[Branch, ...]


class Loop(NamedTuple):
    """`!while` (no `variable`) or `!foreach`; `end` is its last line."""

    line: Line
    variable: str | None
    expression: str
    body: tuple[Statement, ...]
    end: Line


class Sub(NamedTuple):
    """`!startsub NAME`: lines that stand where they are and can be included again."""

    line: Line
    name: str
    body: tuple[Statement, ...]


class Command(NamedTuple):
    """Any other directive, such as `!include`, with the rest of its line."""

    line: Line
    word: str
    rest: str


Statement = Text | Comment | Assign | Define | If | Loop | Sub | Command


class Program(NamedTuple):
    """Statements, and what is wrong with the directives."""

    statements: tuple[Statement, ...]
    diagnostics: tuple[Diagnostic, ...]


def is_directive(text: str) -> bool:
    """Whether a line is for the preprocessor."""
    return text.lstrip().startswith("!")


def parse(lines: Sequence[Line]) -> Program:
    """The tree of statements of some lines."""
    parser = _Parser(lines)
    statements = parser.block((), 0)
    return Program(tuple(statements), tuple(parser.diagnostics))


_CLOSERS = {
    "if": ("elseif", "else", "endif"),
    "while": ("endwhile",),
    "foreach": ("endfor",),
    "function": ("endfunction", "endprocedure"),
    "definelong": ("enddefinelong",),
    "startsub": ("endsub",),
}
_ALL_CLOSERS = frozenset(word for words in _CLOSERS.values() for word in words)
_OPENER_OF = {"endif": "!if", "else": "!if", "elseif": "!if", "endwhile": "!while", "endfor": "!foreach"} | {
    "endfunction": "!function",
    "endprocedure": "!procedure",
    "enddefinelong": "!definelong",
    "endsub": "!startsub",
}


class _Parser:
    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._at = 0
        self._comment = False
        self.diagnostics: list[Diagnostic] = []

    def block(self, closers: tuple[str, ...], depth: int) -> list[Statement]:
        """Statements up to a line that is one of `closers`, which is left to read."""
        found: list[Statement] = []
        while self._at < len(self._lines):
            line = self._lines[self._at]
            word = self._word(line)
            if word in closers or (word == "end" and closers):
                break
            self._at += 1
            if word is None:
                found.append(Text(line))
            elif word == "'":
                found.append(Comment(line))
            elif word in _ALL_CLOSERS:
                message = f"`!{word}` without `{_OPENER_OF[word]}`"
                self._complain("preprocess.unmatched", message, line)
            else:
                statement = self._statement(line, word, depth)
                if statement is not None:
                    found.append(statement)
        return found

    def _word(self, line: Line) -> str | None:
        """The directive of a line, in lower case and with `!end if` as `endif`; `'` for a comment; None for text."""
        text = line.text
        if self._comment:
            self._comment = "'/" not in text
            return "'"
        start = text.lstrip()
        if start.startswith("'"):
            return "'"
        if start.startswith("/'") and "'/" not in start[2:]:
            self._comment = True
            return "'"
        if not start.startswith("!"):
            return None
        end = _END.match(text)
        if end:
            return "end" + end[1]
        if _ASSIGN.match(text):
            return "="
        found = _DIRECTIVE.match(text)
        return found[1].lower() if found else ""

    def _complain(self, code: str, message: str, line: Line, hint: str | None = None) -> None:
        self.diagnostics.append(complain(code, message, line, hint=hint))

    def _statement(self, line: Line, word: str, depth: int) -> Statement | None:
        if depth > MAX_BLOCKS:
            self._complain("preprocess.limit", f"blocks are nested more than {MAX_BLOCKS} deep", line)
            return None
        rest = _rest(line.text)
        if word == "=":
            return self._assign(line)
        if word in ("function", "procedure", "unquoted", "final"):
            return self._function(line, depth)
        if word in ("define", "definelong"):
            return self._define(line, word, depth)
        if word in ("if", "ifdef", "ifndef"):
            return self._if(line, word, rest, depth)
        if word in ("while", "foreach"):
            return self._loop(line, word, rest, depth)
        if word == "startsub":
            return Sub(line, rest.strip(), self._body(line, "startsub", depth)[0])
        if word in DIRECTIVES:
            return Command(line, word, rest.strip())
        close = suggest(word, DIRECTIVES) if word else None
        hint = f"did you mean `!{close}`?" if close else None
        self._complain("preprocess.directive", f"there is no directive `!{word}`", line, hint)
        return None

    def _assign(self, line: Line) -> Assign:
        found = _ASSIGN.match(line.text)
        assert found is not None
        expression = line.text[found.end() :]
        if expression.lstrip()[:1] in ("{", "["):
            while _open_brackets(expression) > 0 and self._at < len(self._lines):
                expression += "\n" + self._lines[self._at].text
                self._at += 1
        return Assign(line, found[1] or "", found[2], bool(found[3]), expression.strip())

    def _body(self, line: Line, opener: str, depth: int) -> tuple[tuple[Statement, ...], Line]:
        """What stands up to the closing line, and that line; complains when the file ends first."""
        body = self.block(_CLOSERS[opener], depth + 1)
        if self._at < len(self._lines):
            end = self._lines[self._at]
            self._at += 1
            return tuple(body), end
        word = _DIRECTIVE.match(line.text)
        said = word[1] if word else opener
        closer = "`!endprocedure`" if "procedure" in line.text else f"`!{_CLOSERS[opener][0]}`"
        self._complain("preprocess.unclosed", f"`!{said}` is not closed", line, f"end it with {closer}")
        return tuple(body), line

    def _function(self, line: Line, depth: int) -> Define | None:
        head = _FUNCTION.match(line.text)
        if head is None:
            self._complain(
                "preprocess.directive",
                "a function needs a name and brackets",
                line,
                "write `!function $name($argument)`",
            )
            return None
        parsed = _parameters(line.text, head.end())
        raw, final = "unquoted" in head[1], "final" in head[1]
        if parsed is None:
            self._complain(
                "preprocess.directive",
                f"the parameters of {head[3]} are not closed",
                line,
                "close them with )",
            )
            parsed = ((), len(line.text))
        parameters, end = parsed
        rest = line.text[end:].strip()
        if rest.startswith(("return ", "!return ")):
            answer = Command(line, "return", rest.split("return", 1)[1].strip())
            return Define(line, head[2], head[3], parameters, raw, (answer,), line, final)
        body, last = self._body(line, "function", depth)
        return Define(line, head[2], head[3], parameters, raw, body, last, final)

    def _define(self, line: Line, word: str, depth: int) -> Define | None:
        head = _DEFINE.match(line.text)
        if head is None:
            self._complain(
                "preprocess.directive", f"`!{word}` needs a name", line, f"write `!{word} NAME text`"
            )
            return None
        parameters: tuple[tuple[str, str | None], ...] = ()
        end = head.end()
        if head[3]:
            parsed = _parameters(line.text, head.end())
            if parsed is None:
                self._complain(
                    "preprocess.directive",
                    f"the parameters of {head[2]} are not closed",
                    line,
                    "close them with )",
                )
                return None
            parameters, end = parsed
        if word == "definelong":
            body, last = self._body(line, "definelong", depth)
            return Define(line, "definelong", head[2], parameters, True, body, last)
        kind = "define" if head[3] else "constant"
        return Define(line, kind, head[2], parameters, True, line.text[end:].strip(), line)

    def _if(self, line: Line, test: str, condition: str, depth: int) -> If:
        branches: list[Branch] = []
        first = line
        while True:
            body = self.block(_CLOSERS["if"], depth + 1)
            branches.append(Branch(line, test, condition.strip(), tuple(body)))
            if self._at >= len(self._lines):
                word = first.text.split()[0]
                self._complain(
                    "preprocess.unclosed", f"`{word}` is not closed", first, "end it with `!endif`"
                )
                break
            line = self._lines[self._at]
            self._at += 1
            word = self._word(line) or ""
            if word not in ("else", "elseif"):
                break
            test, condition = ("if" if word == "elseif" else "else"), _rest(line.text)
        return If(first, tuple(branches))

    def _loop(self, line: Line, word: str, rest: str, depth: int) -> Loop | None:
        body, end = self._body(line, word, depth)
        if word == "while":
            return Loop(line, None, rest.strip(), body, end)
        head = _FOREACH.match(rest)
        if head is None:
            self._complain(
                "preprocess.directive",
                "a loop needs a variable and a list",
                line,
                "write `!foreach $item in $list`",
            )
            return None
        return Loop(line, head[1], head[2].strip(), body, end)


def _rest(text: str) -> str:
    found = _DIRECTIVE.match(text)
    return text[found.end() :] if found else ""


def _open_brackets(text: str) -> int:
    """How many brackets are still open, those in quoted text left aside."""
    bare = re.sub(r'"(?:\\.|[^"\\])*"', "", text)
    return sum(map(bare.count, "{[")) - sum(map(bare.count, "}]"))


def _parameters(text: str, start: int) -> tuple[tuple[tuple[str, str | None], ...], int] | None:
    """The parameters after an opening bracket, each with its default, and where they end. None when not closed."""
    parts, level, quote, begin = [], 0, "", start
    for at in range(start, len(text)):
        char = text[at]
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif level == 0 and char in ",)":
            parts.append(text[begin:at])
            begin = at + 1
            if char == ")":
                named = [part.partition("=") for part in parts if part.strip()]
                return tuple((n.strip(), value.strip() if eq else None) for n, eq, value in named), at + 1
        else:
            level += (char in "([{") - (char in ")]}")
    return None
