"""The comparison with other tools measures pictures by one rule, and writes D2 that says what the diagram says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.peers.__main__ import Row, largest, page_text, table
from benchmarks.peers.d2 import d2_source, quoted
from benchmarks.peers.slide import Figure, Seen, Size, see
from diagramc.pipeline import parse

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def test_a_picture_is_as_large_on_a_slide_as_both_sides_allow() -> None:
    seen = Seen(width=400, height=100, text=10, ratio=4.0)
    assert seen.on(Size(800, 400)) == Figure(fill=0.5, text=20.0)
    assert seen.on(Size(200, 400)) == Figure(fill=0.12, text=5.0)


SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200"><rect width="400" height="200" fill="#fff"/>
<rect x="100" y="50" width="200" height="50"/><text x="110" y="80" font-size="16">many letters</text><text x="110" y="95" font-size="8">few</text>
<g transform="scale(2)"><text x="100" y="35" font-size="5">{}</text></g></svg>"""


@pytest.mark.real_tool
def test_chromium_sees_what_is_drawn_and_the_size_of_most_letters(chromium: Browser) -> None:
    page = chromium.new_page(viewport={"width": 300, "height": 500})
    assert see(page, SVG.format("")) == Seen(width=400, height=200, text=16, ratio=4.0)
    assert see(page, SVG.format("still more letters")).text == 10, "a transform makes letters larger"
    page.close()


def test_a_text_in_d2_is_one_string_whatever_is_in_it() -> None:
    assert quoted('say "${HOME}"\nand \\') == r'"say \"\${HOME}\"\nand \\"'


@pytest.mark.parametrize(
    ("source", "written"),
    [
        (
            "flowchart LR\n  a([Start]) --> b{Is it?}\n  subgraph s [Group]\n    b -.-> |yes| c[(Store)]\n  end",
            """direction: right
g0: "Group"
n0: "Start" {shape: oval}
g0.n1: "Is it?" {shape: diamond}
g0.n2: "Store" {shape: cylinder}
n0 --> g0.n1
g0.n1 --> g0.n2: "yes" {style.stroke-dash: 4}
""",
        ),
        (
            "erDiagram\n  A ||--o{ B : has\n  A {\n    int id PK\n  }",
            """n0: "A" {shape: sql_table; "id": "int" {constraint: [primary_key]}}
n1: "B" {shape: sql_table}
n0 <-> n1: "has" {source-arrowhead.shape: cf-one-required; target-arrowhead.shape: cf-many}
""",
        ),
        (
            "classDiagram\n  Shape <|-- Circle\n  Shape : +area() float\n  Group o-- Shape",
            """n0: "Shape" {shape: class; "+area()": "float"}
n1: "Circle" {shape: class}
n2: "Group" {shape: class}
n1 -> n0:  {target-arrowhead: {shape: triangle; style.filled: false}}
n2 <- n0:  {source-arrowhead: {shape: diamond; style.filled: false}}
""",
        ),
        (
            "sequenceDiagram\n  actor A\n  A->>B: ask\n  alt good\n    B-->>A: answer\n  else bad\n    Note over B: hm\n  end",
            """shape: sequence_diagram
p0: "A" {shape: person}
p1: "B"
p0 -> p1: "ask"
f1: "alt good" {
p1 -> p0: "answer" {style.stroke-dash: 4}
}
f2: "alt bad" {
p1.note3: "hm"
}
""",
        ),
        ("mindmap\n  Root\n    One", 'direction: right\nn0: "Root"\nn1: "One"\nn0 -- n1\n'),
        ("timeline\n  2001 : one", None),
    ],
)
def test_d2_says_what_the_diagram_says(source: str, written: str | None) -> None:
    assert d2_source(parse(source, "mermaid")) == written


def test_the_table_has_the_median_and_the_tenth_percentile_of_each_slide() -> None:
    figures = [Figure(0.1 * i, 10.0 * i) for i in range(1, 10)]
    assert table({"tool": Row(9, {"1:1": figures})}, ["1:1"]) == [
        "| Tool | Drew | 1:1 fill | text, px |",
        "|---|---|---|---|",
        "| tool | 9 | 0.50 / 0.10 | 50 / 10 |",
    ]


def test_the_page_counts_where_no_text_is_larger() -> None:
    own, peer = (
        Row(1, {"1:1": [Figure(0.9, first)], "16:9": [Figure(0.9, second)]})
        for first, second in ((20, 9), (19, 10))
    )
    rows = {"er": {"diagramc": own, "dot": peer}}
    assert largest(rows, ["1:1", "16:9"]) == 1
    text = page_text(rows, {"dot": "graphviz 2.43.0", "dot -Gratio": "graphviz 2.43.0"}, ["1:1", "16:9"], 5)
    assert "Of 2 medians of text size here, diagramc's is the largest in 1." in text
    assert "dot and dot -Gratio (graphviz 2.43.0)" in text
    assert "## Entity relationship" in text
