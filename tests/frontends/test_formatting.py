"""Canonical form: comments stay at their elements, formatting twice is formatting once, and nothing is lost in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from diagramc.errors import SourceError, UsageError
from diagramc.formatting import format_text
from diagramc.frontends.base import ENDINGS
from diagramc.frontends.comments import comments
from diagramc.pipeline import read
from tests.frontends.cases import inputs, name_of, read_case

DOT = """\
// licence
digraph tea {
  // boil first
  boil -> steep; steep -> drink
# hash at the line's start
  drink [label="Drink // not a comment"] // trailing
  /* over
     two lines */
  subgraph cluster_kitchen { pot; /* inside */ cup }
  // the last word
}
"""


def without_style(text: str) -> list[str]:
    """The lines of canonical DOT that are not only looks."""
    return [
        line.split(" [")[0]
        for line in text.splitlines()
        if not line.strip().startswith(("graph", "node", "edge"))
    ]


def test_comments_stay_at_their_elements() -> None:
    made = format_text(DOT, "dot").text
    assert without_style(made) == [
        "// licence",
        "digraph {",
        "  // boil first",
        "  boil",
        "  steep",
        "  drink",
        "  // hash at the line's start",
        "  // trailing",
        "  /* over",
        "   two lines */",
        "  /* inside */",
        "  subgraph cluster_kitchen {",
        "    pot",
        "    cup",
        "  }",
        "  boil -> steep",
        "  steep -> drink",
        "  // the last word",
        "}",
    ]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("dot", 'a [label="// no"] // yes\n/* and\nthis */ b', ["// yes", "/* and\nthis */"]),
        ("dot", "a [label=<x // <b>no</b>>] # no\n# yes", ["// yes"]),
        ("mermaid", "---\ntitle: '%% no'\n---\n%% yes\n%%{init: {}}%%\ngraph LR\n  a %% no\n  %% and this", ["%% yes", "%% and this"]),
        ("plantuml", "@startuml\n' yes\nA -> B : it's no\n/' and\nthis '/\n@enduml", ["' yes", "/' and\nthis '/"]),
        ("yaml", "# yes\na: '# no' # and\nb: it's # this\nc: |\n  text\n  # no\n\n  # no\nd#no: x # this", ["# yes", "# and", "# this", "# this"]),
        ("json", "{}", []),
    ],
)  # fmt: skip
def test_comments_are_told_from_text(language: str, text: str, expected: list[str]) -> None:
    assert [comment.text for comment in comments(text, language)] == expected


CASES = [path for path in inputs() if ENDINGS[path.suffix] != "markdown"]


@pytest.mark.parametrize("path", CASES, ids=map(name_of, CASES))
def test_formatting_twice_is_formatting_once(path: Path) -> None:
    reading, language, text = read_case(path), ENDINGS[path.suffix], path.read_text(encoding="utf-8")
    include = [path.parent / "include"]
    if reading.diagram is None:
        with pytest.raises(SourceError):
            format_text(text, language, file=path.name, lossy=True, include=include)
        return
    made = format_text(text, language, lossy=True, include=include).text
    assert format_text(made, language, lossy=True).text == made
    assert sorted(comment.text for comment in comments(made, language)) == sorted(
        "\n".join(" " * bool(number) + line.strip() for number, line in enumerate(comment.text.split("\n")))
        for comment in comments(text, language)
    )


def test_what_would_be_lost_is_left_alone() -> None:
    text = "digraph a { b }\ndigraph c { d }\n"
    with pytest.raises(SourceError) as caught:
        format_text(text, "dot", file="two.dot")
    assert [d.code for d in caught.value.diagnostics] == ["format.lossy", "parse.ignored"]
    assert read(format_text(text, "dot", lossy=True).text, "dot")[0] == read(text, "dot")[0]


def test_a_language_without_a_canonical_form_is_refused() -> None:
    with pytest.raises(UsageError):
        format_text("a page", "markdown")
