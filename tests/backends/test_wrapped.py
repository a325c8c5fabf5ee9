"""Wide ranks go on below themselves where the canvas is narrow; notes stand beside their nodes, texts outside pairs of lines."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagramc.layout.graph import GraphEdge, GraphLayout, GraphNode, GraphSpec, lay_out_graphs
from diagramc.layout.reading import count_crowded, edge_lines
from diagramc.layout.wrapped import _scheduled, rankings, reranked
from diagramc.pipeline import compile, parse
from diagramc.scene.heads import LENGTHS, reverse
from diagramc.scene.model import Cluster, Connector, Drawing, Stroke, Text
from tests.backends.test_graph_fit import fitted
from tests.backends.test_rooted import boxes_of
from tests.scene_lint import lint, struck_labels, struck_nodes

FAN = """classDiagram
  class Instrument {
    +tune() void
    +play(piece: Score) void
  }
  class Cello { -strings: int }
  class Oboe { -reed: Reed }
  class Bassoon { -reed: Reed }
  class Timpani { -diameter: float }
  class Harp { -pedals: int }
  class Trumpet { -valves: int }
  Instrument <|-- Cello
  Instrument <|-- Oboe
  Instrument <|-- Bassoon
  Instrument <|-- Timpani
  Instrument <|-- Harp
  Instrument <|-- Trumpet
  Orchestra o-- "1..*" Instrument : has
"""
CHAIN = """erDiagram
  HARBOUR ||--o{ PIER : has
  PIER ||--o{ BERTH : has
  BERTH ||--o{ MOORING : takes
  SHIP ||--o{ MOORING : makes
  SHIP }o--|| OWNER : belongs
"""


def texts_of(drawing: Drawing, role: str) -> dict[str, Text]:
    """The texts of a role by what they say."""
    return {
        "".join(run.text for line in item.block.lines for run in line.runs): item
        for item in drawing.items
        if isinstance(item, Text) and item.role == role
    }


def faults(drawing: Drawing) -> list[str]:
    """What is wrong with a drawing."""
    return [*lint(drawing), *struck_nodes(drawing), *struck_labels(drawing)]


@pytest.mark.parametrize("ratio", ["9:16", "2:3", "1:1"])
def test_a_wide_fan_of_subclasses_is_a_block_on_a_narrow_canvas(ratio: str) -> None:
    drawing, report = fitted(parse(FAN, "mermaid"), ratio)
    assert report.fill >= 0.85
    assert report.gain >= 1.5
    assert faults(drawing) == []


def test_the_parent_stays_above_its_children_when_ranks_are_wrapped() -> None:
    drawing, report = fitted(parse(FAN, "mermaid"), "9:16")
    assert report.chosen.startswith("downwards")
    assert "wrapped" in report.chosen
    boxes = boxes_of(drawing)
    children = [boxes[name] for name in ("Cello", "Oboe", "Bassoon", "Timpani", "Harp", "Trumpet")]
    assert all(child.y > boxes["Instrument"].bottom for child in children)
    assert 1 < len({round(child.center[1]) for child in children}) < 6


@pytest.mark.parametrize("ratio", ["21:9", "9:16"])
def test_a_chain_of_relationships_turns_where_that_fills_the_canvas(ratio: str) -> None:
    drawing, report = fitted(parse(CHAIN, "mermaid"), ratio)
    assert report.fill >= 0.8
    assert report.gain >= 1.2
    assert faults(drawing) == []


@settings(max_examples=40, deadline=None)
@given(
    st.integers(4, 12),
    st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11), st.booleans()), max_size=18),
    st.sampled_from(["TB", "LR"]),
)
def test_ranks_made_anew_keep_what_leads_where(
    count: int, pairs: list[tuple[int, int, bool]], direction: str
) -> None:
    """Whatever is wrapped, the ends of a line are on different ranks, the source of one with a direction above where it was above."""
    edges = [GraphEdge(a % count, b % count, free=free) for a, b, free in pairs]
    nodes = [GraphNode(60.0 + 7 * i, 30.0 + 3 * i) for i in range(count)]
    spec = GraphSpec(nodes, edges, direction=direction)  # type: ignore[arg-type]
    (layout,) = lay_out_graphs([spec])
    for ranking in rankings(spec, layout, most=10):
        whole = reranked(spec, ranking)
        assert set(ranking.ranks) == set(range(max(ranking.ranks) + 1))
        for edge, fitting in zip(edges, whole.edges, strict=True):
            if edge.source == edge.target:
                assert fitting == edge
                continue
            assert fitting.length == ranking.ranks[fitting.target] - ranking.ranks[fitting.source] > 0
            assert {fitting.source, fitting.target} == {edge.source, edge.target}
            if not edge.free and _leads_on(spec, layout, edge):
                assert fitting.source == edge.source


def _leads_on(spec: GraphSpec, layout: GraphLayout, edge: GraphEdge) -> bool:
    """Whether an edge leads along the flow in a layout, and not back, with every edge of a direction doing so."""
    axis = 1 if spec.direction == "TB" else 0
    middles = [box.center[axis] for box in layout.nodes]
    return all(middles[e.source] < middles[e.target] for e in spec.edges if not e.free) and all(
        not other.free for other in spec.edges
    )


NOTED = """@startuml
class Kiln
class Glaze
class Clay
Kiln --> Glaze
Kiln --> Clay
note right of Clay : earthenware or stone
note left of Glaze : never food safe when matt
@enduml
"""


@pytest.mark.parametrize("ratio", ["1:1", "9:16", "16:9"])
def test_a_note_stands_beside_what_it_is_about(ratio: str) -> None:
    drawing, report = fitted(parse(NOTED, "plantuml"), ratio)
    assert faults(drawing) == []
    assert report.gain >= 0.98
    boxes = boxes_of(drawing)
    level = report.chosen.startswith("rightwards")
    for node, word in (("Clay", "earthenware"), ("Glaze", "never food")):
        note = next(text.box for words, text in texts_of_notes(drawing).items() if words.startswith(word))
        axis = 0 if level else 1
        assert abs(note.center[axis] - boxes[node].center[axis]) < 3.0


def texts_of_notes(drawing: Drawing) -> dict[str, Text]:
    """The texts of notes by what they say."""
    found: dict[str, Text] = {}
    for item in drawing.items:
        for part in getattr(item, "items", ()):
            if isinstance(part, Text) and part.role.startswith("note"):
                found["".join(run.text for line in part.block.lines for run in line.runs)] = part
    return found


PAIR = """classDiagram
  class Ferry
  class Port
  Ferry --> "1 from" Port
  Ferry --> "1 to" Port
"""


def test_the_texts_at_two_lines_stand_outside_them() -> None:
    drawing, report = fitted(parse(PAIR, "mermaid"), "9:16")
    assert report.chosen.startswith("downwards")
    ends = texts_of(drawing, "end-label")
    assert {text.anchor for text in ends.values()} == {"start", "end"}
    first, other = sorted(ends.values(), key=lambda text: text.box.x)
    assert first.anchor == "end"
    assert first.box.right < other.box.x - 18.0
    assert faults(drawing) == []


@pytest.mark.parametrize("ratio", ["1:1", "9:16", "16:9"])
def test_the_heads_of_loops_lie_on_straight_lines_and_off_each_other(ratio: str) -> None:
    source = "erDiagram\n TERM |o--o{ TERM : narrows\n TERM }o--o{ TERM : resembles\n TERM ||--|{ ENTRY : has"
    drawing, _ = fitted(parse(source, "mermaid"), ratio)
    loops = [
        item
        for item in drawing.items
        if isinstance(item, Connector) and item.role == "edge" and item.source == item.target
    ]
    assert len(loops) == 2
    for loop in loops:
        for head, path in ((loop.target_head, loop.path), (loop.source_head, reverse(loop.path))):
            last = path[-1]
            assert last.command == "L"
            assert math.dist(path[-2].points[-1], last.points[-1]) >= LENGTHS[head]
    assert count_crowded(connector for connector, _ in edge_lines(drawing.items)) == 0
    assert faults(drawing) == []


def test_each_line_of_a_static_member_is_underlined_as_far_as_it_goes() -> None:
    words = "+registerEveryPartOfThePlantThatIsKnown(parts: List, places: List, tools: Map)$ void"
    source = f"classDiagram\n class Plant {{\n  {words}\n }}\n Plant --> Bed"
    drawing, _ = fitted(parse(source, "mermaid"), "1:4")
    plant = next(item for item in drawing.items if isinstance(item, Cluster) and item.ref == "Plant")
    (row,) = [part for part in plant.items if isinstance(part, Text) and part.role == "row"]
    rules = [part for part in plant.items if part.role == "underline"]
    assert len(rules) == len(row.block.lines) > 1
    for rule, line in zip(rules, row.block.lines, strict=True):
        assert isinstance(rule, Stroke)
        (left, _), (right, _) = rule.path[0].points[0], rule.path[-1].points[-1]
        assert right - left == pytest.approx(line.width)


@pytest.mark.parametrize("ratio", ["21:9", "16:9", "4:1"])
def test_two_boxes_side_by_side_grow_past_the_text_of_their_line(ratio: str) -> None:
    drawing, report = fitted(parse("erDiagram\n HEN ||--o{ EGG : lays", "mermaid"), ratio)
    assert report.fill >= 0.75
    assert faults(drawing) == []


def test_lines_from_what_stands_beside_a_node_wait_for_that_node() -> None:
    """Nodes that are to be on one rank take each other's place in the order; none waits for one that is never set by itself."""
    nodes = [GraphNode(90.0, 40.0) for _ in range(8)]
    edges = [GraphEdge(0, n) for n in range(1, 6)] + [GraphEdge(2, 6), GraphEdge(6, 7)]
    spec = GraphSpec(nodes, edges, same_rank=[[1, 2]])
    rows = [[0], [1, 2, 3, 4, 5], [6], [7]]
    ranks = _scheduled(spec, rows, 250.0)
    assert ranks[1] == ranks[2]
    assert ranks[2] < ranks[6] < ranks[7]


def test_fixed_nodes_without_gaps_have_nothing_to_loosen() -> None:
    source = '@startuml\nfile "f" as p {\n() " " as a\n() " " as b\n}\na ~RIGHT~ b : "x"\na <~RIGHT~ b : "r"\n@enduml'
    for size in ("9:16", "16:9"):
        assert compile(source, language="plantuml", size=size).report.fill > 0
