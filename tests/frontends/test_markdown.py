"""Diagrams in Markdown, MyST and reStructuredText pages: which are found, and where."""

from __future__ import annotations

from textwrap import dedent

import pytest

from diagramc.errors import SourceError
from diagramc.frontends.base import detect_language
from diagramc.frontends.markdown import fences
from diagramc.pipeline import check, read

PAGE = """\
# A page

```dot
digraph { a -> b }
```

- a list

  ~~~~graphviz
  digraph { c -> }
  ~~~~

> ```{.dot #id}
> digraph { d -> ; }
> ```

````{dot}
:caption: A directive

digraph { e -> e ]
````

:::{graphviz}
digraph { f }
:::

```python
```dot
```

```diagram
type: flowchart
nodes: [{id: g}]
edges: [{source: g, target: h}]
```

1. ```dot
   digraph { unfinished"""


def test_fences_are_found_with_their_languages() -> None:
    found = fences(PAGE, "p.md")
    assert [(fence.number, fence.language, fence.source.first_line) for fence in found] == [
        (1, "dot", 4),
        (2, "dot", 10),
        (3, "dot", 14),
        (4, "dot", 19),
        (5, "dot", 24),
        (6, "yaml", 32),
        (7, "dot", 38),
    ]
    assert [fence.source.text.strip().splitlines()[0] for fence in found[:5]] == [
        "digraph { a -> b }",
        "digraph { c -> }",
        "digraph { d -> ; }",
        "digraph { e -> e ]",
        "digraph { f }",
    ]


def test_places_are_those_of_the_page() -> None:
    lines = PAGE.splitlines()
    found = [(d.span.line, d.span.column, d.code) for d in check(PAGE, file="p.md") if d.span]
    assert found == [
        (10, lines[9].index("}") + 1, "parse.syntax"),
        (14, lines[13].index(";") + 1, "parse.syntax"),
        (20, lines[19].index("]") + 1, "parse.syntax"),
        (34, lines[33].index("{") + 1, "validate.dangling-reference"),
        (38, len(lines[37]) + 1, "parse.syntax"),
    ]


def test_elements_have_their_places_in_the_page() -> None:
    diagram, _ = read("intro\n\n   ```dot\n   digraph {\n     a -> b\n   }\n   ```\n", file="p.md")
    assert diagram.nodes[0].span is not None  # type: ignore[attr-defined]
    assert (diagram.nodes[1].span.line, diagram.nodes[1].span.column) == (5, 11)  # type: ignore[attr-defined]


def test_directives_of_restructured_text() -> None:
    page = dedent(
        """\
        Title
        =====

        .. graphviz::
           :caption: A graph

           digraph {
             a -> }

        .. graphviz:: other.dot

        .. code-block:: dot

            digraph { b }

        text
        """
    )
    found = fences(page, "p.rst")
    assert [fence.source.text for fence in found] == ["digraph {\n  a -> }", "digraph { b }"]
    assert [(d.span.line, d.span.column) for d in check(page, file="p.rst") if d.span] == [(8, 11)]


def test_one_of_several_is_named() -> None:
    with pytest.raises(SourceError) as caught:
        read(PAGE, file="p.md")
    assert caught.value.diagnostics[0].code == "parse.several"
    assert "p.md#1 to p.md#7" in str(caught.value.diagnostics[0].hint)
    assert read(PAGE, file="p.md#5")[0].nodes[0].id == "f"  # type: ignore[attr-defined]
    with pytest.raises(SourceError):
        read(PAGE, file="p.md#8")


def test_a_page_without_diagrams_says_so() -> None:
    with pytest.raises(SourceError) as caught:
        read("# nothing\n\n```python\n```\n", file="p.md")
    assert caught.value.diagnostics[0].code == "parse.empty"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("@startuml\nA -> B\n@enduml", "plantuml"),
        ("' a comment\n@startmindmap\n* a", "plantuml"),
        ("flowchart LR\n a --> b", "mermaid"),
        ("---\ntitle: x\n---\n%% c\n%%{init: {}}%%\nsequenceDiagram\n a->>b: c", "mermaid"),
        ("graph TD; a-->b", "mermaid"),
        ("gantt\n title x", "mermaid"),
        ("C4Context\n Person(a)", "mermaid"),
        ("strict digraph G { a }", "dot"),
        ("// c\n/* d */\ngraph { a -- b }", "dot"),
        ('digraph "a b" {', "dot"),
        ('{"type": "er"}', "json"),
        ("diagramc: 1\ntype: er", "yaml"),
        ("# Page\n\n```mermaid\npie\n```", "markdown"),
        ("Draw a flowchart of making tea", "prompt"),
        ("graph the sales of last year", "prompt"),
        ("mindmap about the product launch", "prompt"),
        ("timeline of the war", "prompt"),
    ],
)
def test_languages_are_told_by_content(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("text", "ending", "language"),
    [
        ("anything", ".MMD", "mermaid"),
        ("@startuml\n@enduml", ".dot", "dot"),
        ("@startuml\n@enduml", ".txt", "plantuml"),
        ("type: er", ".txt", "prompt"),
        ("type: er", "", "yaml"),
    ],
)
def test_the_ending_goes_first(text: str, ending: str, language: str) -> None:
    assert detect_language(text, ending) == language
