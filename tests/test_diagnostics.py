"""Diagnostics as a person and as a machine read them."""

from __future__ import annotations

import pytest

from diagramc.codes import CODES
from diagramc.diagnostics import Severity, Span, diagnose, render, suggest, to_json, to_sarif, with_line_text

SPAN = Span(file="a.yaml", line=3, column=5, length=4)


def test_place_caret_expected_and_hint() -> None:
    found = diagnose(
        "document.field",
        "no such kind",
        span=SPAN,
        expected="one of a, b",
        hint="try a",
        line_text="    kind: x",
    )
    assert render(found) == (
        "a.yaml:3:5: error[document.field]: no such kind\n"
        "3 |     kind: x\n"
        "  |     ^^^^\n"
        "  expected: one of a, b\n"
        "  hint: try a"
    )


@pytest.mark.parametrize(
    ("line", "column", "shown"),
    [
        ("\tkey: x", 2, "  |  ^"),  # a tab is drawn as one space
        ("名前: x", 5, "  |       ^"),  # wide characters take two cells
        ("e\u0301a: x", 3, "  |  ^"),  # a combining mark takes none
    ],
)
def test_the_caret_stands_under_its_character(line: str, column: int, shown: str) -> None:
    span = Span(file="f", line=1, column=column)
    assert render(diagnose("document.field", "m", span=span, line_text=line)).splitlines()[2] == shown


def test_a_long_line_is_cut_round_its_caret() -> None:
    line = "x" * 500 + "HERE" + "y" * 500
    span = Span(file="f", line=1, column=501, length=4)
    text, caret = render(diagnose("document.field", "m", span=span, line_text=line)).splitlines()[1:3]
    assert len(text) <= 110
    assert text[caret.index("^") : caret.index("^") + 4] == "HERE"


def test_line_text_is_looked_up_where_it_lacks() -> None:
    (found,) = with_line_text([diagnose("document.field", "m", span=SPAN)], "one\ntwo\nthree\n")
    assert found.line_text == "three"


def test_json_and_sarif_name_code_and_place() -> None:
    found = [diagnose("document.field", "m", span=SPAN), diagnose("lower.dropped", "gone")]
    assert [d["severity"] for d in to_json(found)] == ["error", "warning"]
    log = to_sarif(found, version="1")
    run = log["runs"][0]  # type: ignore[index]
    assert [r["level"] for r in run["results"]] == ["error", "warning"]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 3, "startColumn": 5, "endColumn": 9}
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["document.field", "lower.dropped"]


def test_every_code_is_a_sentence_with_a_known_severity() -> None:
    for code, row in CODES.items():
        assert Severity(row.severity)
        assert code == code.lower()
        assert row.sentence.endswith("."), code
        assert not row.hint.endswith("."), code


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(KeyError):
        diagnose("no.such-code", "m")


def test_suggest_finds_near_words_only() -> None:
    assert suggest("Flowchrt", ("flowchart", "sequence")) == "flowchart"
    assert suggest("zzz", ("flowchart", "sequence")) is None
