"""However many mistakes a text has, a person is told a bounded number of them, and errors are among them."""

from __future__ import annotations

import pytest

from diagramc.diagnostics import Severity
from diagramc.frontends.source import MAX_LINE_SHOWN, MAX_PROBLEMS, Source
from diagramc.pipeline import check


def test_thousands_of_mistakes_are_told_in_part() -> None:
    text = "flowchart LR\n" + "".join(f"a{i} --> ]b\n" for i in range(3000))
    problems = check(text, "mermaid", file="a.mmd")
    assert 1 < len(problems) <= MAX_PROBLEMS + 1
    assert any(problem.severity is Severity.ERROR for problem in problems)


def test_the_first_error_is_told_after_any_number_of_remarks() -> None:
    source = Source("x\n" * 2000, "f")
    for line in range(1000):
        source.report("parse.ignored", f"remark {line}", 2 * line)
    assert not source.failed
    source.report("parse.syntax", "wrong", 3000)
    source.report("parse.syntax", "wrong again", 3002)
    assert source.failed
    assert len(source.problems) == MAX_PROBLEMS + 1


ONE, OTHER = ([f"{letter}{number}" for number in range(1500)] for letter in "ab")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("mermaid", f"flowchart LR\n{' & '.join(ONE)} --> {' & '.join(OTHER)}\n"),
        ("dot", f"digraph {{ {{{' '.join(ONE)}}} -> {{{' '.join(OTHER)}}} }}"),
    ],
    ids=["mermaid", "dot"],
)
def test_a_short_text_cannot_say_millions_of_edges(language: str, text: str) -> None:
    (problem,) = [p for p in check(text, language) if p.severity is Severity.ERROR]
    assert problem.code == "parse.too-large"
    assert "20,000" in problem.message


def test_a_very_long_line_is_not_quoted() -> None:
    source = Source("x" * (MAX_LINE_SHOWN + 1) + "\nshort", "f")
    source.report("parse.syntax", "wrong", 0)
    source.report("parse.syntax", "wrong", MAX_LINE_SHOWN + 2)
    assert [problem.line_text for problem in source.problems] == [None, "short"]
