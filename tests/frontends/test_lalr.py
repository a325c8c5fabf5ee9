"""The grammars' tables, and the driver that reads them: the same as lark, in bounds, and able to go on after an error."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import lark
import pytest

from diagramc.diagnostics import render
from diagramc.frontends.lalr import Explanation, Grammar, Token, Tree, Unexpected, load_grammar
from diagramc.frontends.lalr.build import build, digest, grammar_files
from diagramc.frontends.lalr.driver import MAX_DEPTH
from diagramc.frontends.lalr.load import GRAMMARS, TABLES
from diagramc.frontends.source import Source
from tests.frontends.cases import FOLDER, inputs, name_of

GRAMMAR = r"""
//! start file
//! sync _NEWLINE
//! blocks BEGIN:END_
//! NAME a name
//! _NEWLINE -
//! NUMBER a number

file: _NEWLINE* (_line _NEWLINE+)* _line?
_line: assignment | block | call | shout
assignment: NAME "=" value
?value: sum | NAME -> reference
sum: NUMBER ("+" NUMBER)*
block: BEGIN [NAME] _NEWLINE (_line? _NEWLINE)* END_
!call: NAME "(" _separated{value, ","} ")"
shout: "loud"i LOUD

_separated{item, separator}: item (separator item)*

BEGIN: "begin"
END_: "end"
NAME: /[a-z]\w*/
NUMBER.2: /\d+/
LOUD: /[A-Z]+/
COMMENT: /#[^\n]*/
_NEWLINE: /\r?\n/
WS: /[ \t]+/
%ignore WS
%ignore COMMENT
"""


@pytest.fixture(scope="module")
def grammar(tmp_path_factory: pytest.TempPathFactory) -> Grammar:
    folder = tmp_path_factory.mktemp("grammars")
    path = folder / "small.lark"
    path.write_text(GRAMMAR)
    return Grammar("small", build(path, folder))


def errors(grammar: Grammar, text: str, **options: Any) -> list[str]:
    source = Source(text, "f")
    assert grammar.parse(source, **options) is None
    return [render(problem) for problem in source.problems]


def same(ours: Any, theirs: Any) -> None:
    """Two trees, or tokens, are equal, places included."""
    if isinstance(theirs, lark.Tree):
        assert isinstance(ours, Tree)
        assert ours.name == theirs.data
        assert len(ours.children) == len(theirs.children)
        for mine, other in zip(ours.children, theirs.children, strict=True):
            same(mine, other)
    elif theirs is None:
        assert ours is None
    else:
        assert isinstance(ours, Token)
        assert (ours, ours.name, ours.start, ours.end) == (
            str(theirs),
            theirs.type,
            theirs.start_pos,
            theirs.end_pos,
        )


TEXTS = [
    "",
    "a = 1",
    "a = 1 + 2 + 3 # sum\n\nb = a\n",
    "begin x\n  a = b\n\n  begin\n  end\nend\n",
    "f(1, a, 2 + 3)\n",
    "LOUD HEY\nloud YES\nendless = 1\n",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_read_as_lark_reads_it(grammar: Grammar, text: str) -> None:
    reference = lark.Lark(GRAMMAR, start="file", parser="lalr", maybe_placeholders=True)
    same(grammar.parse(Source(text, "f")), reference.parse(text))


@pytest.mark.parametrize("path", [path for path in inputs() if path.suffix == ".dot"], ids=name_of)
def test_dot_is_read_as_lark_reads_it(path: Path) -> None:
    text = path.read_text()
    grammar = GRAMMARS / "dot.lark"
    reference = lark.Lark(grammar.read_text(), start="file", parser="lalr", maybe_placeholders=True)
    try:
        expected = reference.parse(text)
    except lark.exceptions.UnexpectedInput:
        assert errors(load_grammar("dot"), text)
        return
    same(load_grammar("dot").parse(Source(text, "f")), expected)


def test_there_are_cases_to_compare() -> None:
    assert len(list((FOLDER / "dot").rglob("*.dot"))) > 10


@pytest.mark.parametrize(
    "path", grammar_files(GRAMMARS), ids=lambda path: path.relative_to(GRAMMARS).as_posix()
)
def test_tables_are_those_of_the_grammars(path: Path) -> None:
    import msgspec

    name = path.relative_to(GRAMMARS).with_suffix("").as_posix()
    load_grammar(name)
    table = msgspec.json.decode((TABLES / f"{name}.json").read_bytes())
    assert table["digest"] == digest(path, GRAMMARS)


def test_actions_make_values(grammar: Grammar) -> None:
    class Actions:
        def sum(self, children: list[Token], start: int, end: int) -> int:
            return sum(int(child) for child in children)

        def assignment(self, children: list[Any], start: int, end: int) -> tuple[str, Any, int, int]:
            return str(children[0]), children[1], start, end

        def file(self, children: list[Any], start: int, end: int) -> list[Any]:
            return children

    assert grammar.parse(Source("a = 1 + 2\nb = 3", "f"), Actions()) == [("a", 3, 0, 9), ("b", 3, 10, 15)]


def test_all_errors_are_told_at_once(grammar: Grammar) -> None:
    first, second, third = errors(grammar, "a = = 1\nb = 2\nf(1\nc 3\n")
    assert first == (
        "f:1:5: error[parse.syntax]: unexpected `=`\n1 | a = = 1\n  |     ^\n  expected: a name or a number"
    )
    assert "f:3:4: error[parse.syntax]: the line ends too early" in second
    assert "expected: `,`, `+` or `)`" in second
    assert "f:4:3: error[parse.syntax]: unexpected `3`" in third


def test_the_end_of_a_dropped_block_is_forgiven(grammar: Grammar) -> None:
    assert len(errors(grammar, "begin 1\n a = 1\nend\nb = 2\n")) == 1


def test_a_misspelled_keyword_is_guessed(grammar: Grammar) -> None:
    assert "did you mean" not in errors(grammar, "begin\n")[0]
    assert "hint: did you mean `begin`?" in errors(grammar, "Begin x\nend\n")[0]


def test_what_is_open_is_told(grammar: Grammar) -> None:
    seen: list[Unexpected] = []

    def explain(unexpected: Unexpected) -> Explanation:
        seen.append(unexpected)
        return Explanation("not closed", "write `end`", expected="", start=0, end=5)

    assert errors(grammar, "begin x\n", explain=explain) == [
        "f:1:1: error[parse.syntax]: not closed\n1 | begin x\n  | ^^^^^\n  hint: write `end`"
    ]
    assert seen[0].open[0] == "BEGIN"
    assert seen[0].terminal == "$END"


def test_a_part_of_a_text_is_read(grammar: Grammar) -> None:
    source = Source("?? a = 1 ??", "f")
    tree = grammar.parse(source, begin=3, stop=9)
    assert tree is not None
    assert (tree.start, tree.end) == (3, 8)


def test_comments_are_collected(grammar: Grammar) -> None:
    found: list[Token] = []
    grammar.parse(Source("a = 1 # one\n# two\n", "f"), ignored=found)
    assert [str(token) for token in found if token.name == "COMMENT"] == ["# one", "# two"]


def test_nesting_is_bounded(grammar: Grammar) -> None:
    assert "parse.too-large" in errors(grammar, "begin\n" * MAX_DEPTH)[0]


def test_errors_are_bounded(grammar: Grammar) -> None:
    assert 1 < len(errors(grammar, "= =\n" * 1000)) < 50


def test_no_grammar_needs_lark_at_run_time() -> None:
    import subprocess
    import sys

    code = "import sys; from diagramc.frontends.lalr import load_grammar; load_grammar('dot'); print('lark' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
