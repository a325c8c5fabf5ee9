"""The harness itself: each real tool takes what is right, refuses what is wrong, and keeps the order."""

from __future__ import annotations

import pytest

from tests.conftest import Check
from tests.real_tools import count_graphs

pytestmark = pytest.mark.real_tool


def _accepted(answers: list[str | None]) -> list[bool]:
    return [answer is None for answer in answers]


def test_mermaid(check_mermaid: Check) -> None:
    texts = [
        "flowchart LR\n  a --> b\n",
        "flowchart LR\n  a --\n",
        "architecture-beta\n  service a(cloud)[A]\n  a:R --> L:ghost\n",
        "sequenceDiagram\n  A->>B: hi\n",
    ]
    assert _accepted(check_mermaid(texts)) == [True, False, False, True]


def test_plantuml(check_plantuml: Check) -> None:
    texts = [
        "@startuml\nA -> B: hi\n@enduml\n",
        "@startuml\nA -> B: hi\nwhat is this(\n@enduml\n",
        "@startuml\nA -> B: hi\n@enduml\n@startuml\nA -> B\n@enduml\n",
        "not a diagram\n",
        "@startmindmap name\n* a\n** PlantUML\n@endmindmap\n",
    ]
    assert _accepted(check_plantuml(texts)) == [True, False, False, False, True]


def test_dot(check_dot: Check) -> None:
    texts = [
        "digraph { a -> b [label=<<b>x</b>>] }\n",
        "digraph { a -> }\n",
        "digraph { a }\ndigraph { b }\n",
        "",
        "digraph { a [label=<<b>x</i>>] }\n",
        'digraph { "}" }\n',
    ]
    assert _accepted(check_dot(texts)) == [True, False, False, False, False, True]


@pytest.mark.parametrize(
    ("text", "graphs"),
    [
        ('digraph { a [label=<<b>}"</b>>] }', 1),
        ("graph { a -- b } graph { c }", 2),
        ("digraph { a -> b", -1),
        ("digraph { subgraph cluster_x { a } }", 1),
        ("", 0),
    ],
)
def test_graphs_are_counted_outside_strings_and_markup(text: str, graphs: int) -> None:
    assert count_graphs(text) == graphs
