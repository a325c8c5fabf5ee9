"""PlantUML's preprocessor: what comes out, where it stands in the author's file, and that it always ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagramc.frontends.plantuml.preprocess import Line, Preprocessed, preprocess
from diagramc.frontends.plantuml.preprocess.includes import Folders
from diagramc.frontends.plantuml.preprocess.state import MAX_CHARACTERS, MAX_LINES


def run(text: str, includes: Folders | None = None) -> Preprocessed:
    """The preprocessed lines of a text."""
    lines = [Line(line, "a.puml", number) for number, line in enumerate(text.splitlines(), 1)]
    return preprocess(lines, includes)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a\\\nb", ["ab"]),
        ("!define X y\nX XX X1 -X-", ["y XX X1 -y-"]),
        ("!define F(a, b) <a##b>\nF(1, 2)", ["<12>"]),
        ('!define F(a, b="z") a b\nF(1)', ["1 z"]),
        ("!definelong L(n)\none n\ntwo n\n!enddefinelong\nL(x) {", ["one x", "two x {"]),
        ("!$a = 2 + 3 * 4 - 1\n$a", ["13"]),
        ('!$a = "1" + 2\n$a$a', ["1212"]),
        ("!$a = (1 + 2) * -3\n$a", ["-9"]),
        ("!$a = 7 / -2\n$a", ["-3"]),
        ("!$a = 2147483647 + 1\n$a", ["-2147483648"]),
        ("!$a = 1 < 2 && !(2 < 1)\n$a", ["1"]),
        ("!$a = 1\n!$a ?= 2\n!$b ?= 3\n$a $b", ["1 3"]),
        (
            '!$j = { "a": [1, {"b": "c"}], "t": true, "n": null }\n$j.a[1].b $j.a[0] $j.t $j.n',
            ["c 1 true null"],
        ),
        ('!$j = {"a":\n[1,2]}\n!foreach $i in $j.a\n<$i>\n!endfor', ["<1>", "<2>"]),
        ("!$n = 2\n!while $n > 0\n$n\n!$n = $n - 1\n!endwhile", ["2", "1"]),
        ("!if 0\na\n!elseif 1\nb\n!else\nc\n!endif", ["b"]),
        (
            "!ifdef X\na\n!else\nb\n!endif\n!define X\n!ifndef X\nc\n!endif\n!ifdef X && !Y\nd\n!endif",
            ["b", "d"],
        ),
        ("!function $f($a, $b=2)\n!return $a + $b\n!endfunction\n$f(1) $f(1, 5) $f($b=9, $a=1)", ["3 6 10"]),
        ("!function $f($a) return $a + 1\n$f(1)", ["2"]),
        ('!unquoted function $f($a)\n!return "<" + $a + ">"\n!endfunction\n$f(some words)', ["<some words>"]),
        ("!procedure $p($a)\nx $a\n!endprocedure\nbefore $p(1)", ["before x 1"]),
        ("!procedure p(a)\n!if a > 0\na\np(a - 1)\n!endif\n!endprocedure\np(3)", ["3", "2", "1"]),
        ('!procedure _q($a)\n[$a]\n!endprocedure\n%invoke_procedure("_q", 7)', ["[7]"]),
        (
            "!$g = 1\n!procedure $p()\n!local $g = 2\n!global $h = 3\n$g\n!endprocedure\n$p()\n$g $h",
            ["2", "1 3"],
        ),
        ("%strlen(\"abc\") %upper('x') %substr('abcde', 1, 3) %strpos('abc', 'c')", ["3 X bcd 2"]),
        ('%size(%splitstr("a~b~c", "~")) %intval("12") %chr(65) %dec2hex(255) %mod(7, 3)', ["3 12 A ff 1"]),
        ('%json_key_exists({"a": 1}, "a") %get_json_type([1]) %size({"a": 1})', ["1 array 1"]),
        ('!$a = %json_add({"a": 1}, "b", 2)\n$a.b', ["2"]),
        ("!startsub S\na\n!endsub\nb\n!includesub S", ["a", "b", "a"]),
        ("a\n!exit\nb", ["a"]),
        ("' !define X y\nX\n/' !if\n'/\nZ", ["' !define X y", "X", "/' !if", "'/", "Z"]),
        ("a%newline()b", ["a\\nb"]),
        ("@pause\nlost\n@append kept\n@unpause\nb", ["kept", "b"]),
        ("!undef X\n!define X 1\n!undef X\nX", ["X"]),
        ("%unknown(1) is text", ["%unknown(1) is text"]),
    ],
)
def test_lines(source: str, expected: list[str]) -> None:
    result = run(source)
    assert [line.text.strip() for line in result.lines] == expected
    assert result.diagnostics == ()


def test_each_line_knows_where_it_was_written() -> None:
    result = run("!procedure $p($a)\n  [$a] --> [b]\n!endprocedure\n[c]\n$p(x)\n$p(y)")
    assert [(line.text.strip(), line.number, line.exact) for line in result.lines] == [
        ("[c]", 4, True),
        ("[x] --> [b]", 2, False),
        ("[y] --> [b]", 2, False),
    ]
    span = result.lines[1].span(3, 1)
    assert (span.line, span.column, span.length) == (2, 3, 12)


def test_pragmas_and_libraries_are_told() -> None:
    result = run(
        "!pragma layout smetana\n!include <C4/C4_Container>\n!include https://x.org/C4_Context.puml\n!include <aws/all>"
    )
    assert result.pragmas == {"layout": "smetana"}
    assert result.libraries == ("C4", "aws/all")
    assert [d.code for d in result.diagnostics] == ["preprocess.library"]


def test_only_files_below_the_folder_are_included(tmp_path: Path) -> None:
    allowed = tmp_path / "allowed"
    allowed.mkdir()
    (tmp_path / "secret.puml").write_text("secret\n")
    (allowed / "part.puml").write_text("outside\n@startuml\n!$x = 1\nin $x\n@enduml\nbelow\n")
    (allowed / "link.puml").symlink_to(tmp_path / "secret.puml")
    (allowed / "loop.puml").write_text("!include loop.puml\n")
    folders = Folders([allowed])
    good = run("!include part.puml\nend $x", folders)
    assert [(line.text, line.file, line.number) for line in good.lines] == [
        ("in 1", "part.puml", 4),
        ("end 1", "a.puml", 2),
    ]
    for name in (
        "../secret.puml",
        str(tmp_path / "secret.puml"),
        "link.puml",
        "missing.puml",
        "https://example.org/a.puml",
        ".",
    ):
        result = run(f"!include {name}", folders)
        assert result.lines == ()
        assert [d.code for d in result.diagnostics] == ["parse.include"]
    assert [d.code for d in run("!include loop.puml", folders).diagnostics] == ["preprocess.limit"]
    assert [d.code for d in run("!include part.puml").diagnostics] == ["parse.include"]


@pytest.mark.parametrize(
    "source",
    [
        "!procedure $p()\n$p()\n$p()\n!endprocedure\n$p()",
        "!function $f($n)\n!return $f($n) + $f($n)\n!endfunction\n$f(1)",
        "!define A(x) A(x) A(x)\nA(1)",
        "!while 1\nline\n!endwhile",
        "!$s = 'ab'\n!while 1\n!$s = $s + $s\n!endwhile",
        "!$a = " + "(" * 10_000,
        "!$a = " + "!" * 10_000 + "1",
        "!$a = " + "[" * 10_000,
        "!if 1\n" * 500,
        "%strlen(" * 2_000,
    ],
)
def test_what_would_not_end_is_stopped(source: str) -> None:
    result = run(source)
    assert {"preprocess.limit", "preprocess.expression", "preprocess.unclosed"} & {
        d.code for d in result.diagnostics
    }
    assert len(result.lines) <= MAX_LINES
    assert sum(len(line.text) for line in result.lines) <= MAX_CHARACTERS


_PIECES = st.sampled_from(
    [
        "!define",
        "!definelong",
        "!enddefinelong",
        "!$a",
        "=",
        "!$b",
        "?=",
        "!procedure",
        "!endprocedure",
        "!function",
        "!endfunction",
        "!return",
        "!if",
        "!elseif",
        "!else",
        "!endif",
        "!while",
        "!endwhile",
        "!foreach",
        "$i",
        "in",
        "!endfor",
        "!include",
        "!startsub",
        "!endsub",
        "!includesub",
        "!exit",
        "!assert",
        "(",
        ")",
        "{",
        "}",
        "[",
        "]",
        '"x"',
        "'",
        '"',
        ",",
        "+",
        "-",
        "*",
        "/",
        "<",
        "==",
        "&&",
        "||",
        "$a",
        "$b",
        "$p",
        "$f",
        "A",
        "F(1)",
        "F(a,b)",
        "$p(1)",
        "$f(1,2)",
        "%strlen(",
        "%newline()",
        "%splitstr(",
        "%json_add(",
        "1",
        "0",
        "99999999999",
        "@pause",
        "@append",
        "/'",
        "'/",
        "\\",
        "##",
        ".",
        ":",
        "x",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(_PIECES, max_size=6).map(" ".join), max_size=25).map("\n".join))
def test_any_text_is_preprocessed(source: str) -> None:
    result = run(source)
    assert all("\n" not in line.text for line in result.lines)
    assert len(result.diagnostics) <= 200


def test_the_c4_library_of_sequence_diagrams_writes_messages() -> None:
    result = run(
        '!include <C4/C4_Sequence>\nSHOW_INDEX()\nPerson(a, "Ann")\nBoundary(b, \'Shop\')\nContainerDb(c, "Stock", "SQL")\n'
        'Boundary_End()\nRel(a, c, "asks", $techn="HTTPS")\nRel_Back(a, c, "answers")'
    )
    assert [(line.text.strip(), line.number) for line in result.lines] == [
        ('actor "Ann" as a', 3),
        ('box "Shop"', 4),
        ('database "Stock" as c', 5),
        ("end box", 6),
        ("a -> c : asks\\n//[HTTPS]//", 7),
        ("a <- c : answers", 8),
    ]
    assert (result.libraries, result.diagnostics) == ((), ())
