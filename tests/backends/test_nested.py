"""Groups that are laid out apart: in a direction of their own, or as grids of members without lines."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diagramc.ir.base import Direction
from diagramc.ir.flowchart import Flow, Flowchart, FlowGroup, FlowNode
from diagramc.layout.graph import GraphEdge, GraphGroup, GraphNode, GraphSpec, keeps_frames
from diagramc.layout.nested import Nest, Nesting, Turn, arrange
from diagramc.options import RATIOS
from diagramc.pipeline import compile
from diagramc.scene.model import AnyItem, Box, Cluster, Shape
from tests.scene_lint import along_frames, lint, struck_labels, struck_nodes

LAYERS = """
flowchart TB
  subgraph fe [Front ends]
    web[Web app]; ios[iOS app]; android[Android app]; cli[CLI]; admin[Admin console]; kiosk[Kiosk]
  end
  subgraph svc [Services]
    direction LR
    orders --> billing --> ledger
  end
  subgraph data [Data]
    pg[(PostgreSQL)]; redis[(Redis)]; s3[(Object storage)]
  end
  fe --> svc --> data
  ledger --> archive[(Archive)]
"""


def _boxes(items: Iterable[AnyItem]) -> dict[str, Box]:
    """The box of each node, and of each group, by id."""
    found: dict[str, Box] = {}
    for item in items:
        if isinstance(item, Cluster):
            shape = next((part for part in item.items if isinstance(part, Shape)), None)
            if item.ref and shape is not None and item.role in ("node", "group"):
                found[item.ref] = shape.box
            found |= _boxes(item.items)
    return found


def _drawn(source: str, size: str) -> dict[str, Box]:
    return _boxes(compile(source, language="mermaid", size=size).scene.drawing.items)


def test_the_direction_that_the_author_gives_a_group_is_kept() -> None:
    """It lies across the flow round it, as Mermaid draws it where no line leaves the group."""
    boxes = _drawn(LAYERS, "auto")
    steps = [boxes[name] for name in ("orders", "billing", "ledger")]
    assert len({round(box.center[1]) for box in steps}) == 1
    assert [box.x for box in steps] == sorted(box.x for box in steps)
    assert boxes["web"].bottom < boxes["orders"].y
    assert boxes["ledger"].bottom < boxes["pg"].y


def test_many_members_without_lines_stand_in_a_grid_in_the_author_s_order() -> None:
    boxes = _drawn(LAYERS, "auto")
    names = ["web", "ios", "android", "cli", "admin", "kiosk"]
    read = sorted(names, key=lambda name: (round(boxes[name].center[1]), boxes[name].x))
    assert read == names
    assert [round(boxes[name].center[1]) for name in names].count(round(boxes["web"].center[1])) == 3


@pytest.mark.parametrize("direction", ["TB", "LR", "BT", "RL"])
def test_what_comes_after_a_group_is_after_all_of_it(direction: str) -> None:
    """A line from a frame leaves from its end, not from the member that happens to be named first."""
    source = f"flowchart {direction}\n subgraph one\n a --> b --> c\n end\n subgraph two\n d --> e\n end\n one --> two"
    boxes = _drawn(source, "auto")
    order = [boxes[name].center for name in "abcde"]
    along = [y if direction in ("TB", "BT") else x for x, y in order]
    assert along == sorted(along, reverse=direction in ("BT", "RL"))


@pytest.mark.parametrize("ratio", RATIOS)
def test_layers_of_loose_members_fill_every_canvas(ratio: str) -> None:
    layers = {"Perimeter": 2, "Gateway": 4, "Server": 3, "Backend": 5}
    nodes, groups, flows = [], [], []
    for name, count in layers.items():
        groups.append(FlowGroup(id=name, label=name))
        nodes += [FlowNode(id=f"{name}{i}", label=f"{name} part {i}", group=name) for i in range(count)]
    names = list(layers)
    flows = [Flow(source=one, target=other) for one, other in pairwise(names)]
    chart = Flowchart(nodes=tuple(nodes), groups=tuple(groups), edges=tuple(flows))
    result = compile(chart, size=ratio)
    drawing = result.scene.drawing
    assert result.report.fill >= 0.8
    assert result.report.gain >= 0.98
    faults = [*lint(drawing), *struck_nodes(drawing), *struck_labels(drawing), *along_frames(drawing)]
    assert not faults


def test_lines_between_groups_laid_out_apart_keep_off_nodes_and_frames() -> None:
    source = """
    flowchart TB
      subgraph a [Intake]
        direction LR
        a1[Receive] --> a2[Check] --> a3[Sort]
      end
      subgraph b [Work]
        direction LR
        b1[Plan] --> b2[Do] --> b3[Review]
      end
      a2 --> b1
      a3 -- urgent --> b2
      b3 -- again --> a1
    """
    for size in ("auto", "16:9", "1:1"):
        drawing = compile(source, language="mermaid", size=size).scene.drawing
        assert not [*lint(drawing), *struck_nodes(drawing), *struck_labels(drawing), *along_frames(drawing)]


def test_nothing_is_laid_out_apart_where_the_flow_shows_it_in_the_same_way() -> None:
    spec = GraphSpec(
        [GraphNode(80, 40, group=0)] * 3, [GraphEdge(0, 1), GraphEdge(1, 2)], [GraphGroup(None, 50, 14)]
    )
    assert arrange(spec, "none", 2) == {}
    assert arrange(spec._replace(groups=[GraphGroup(None, 50, 14, "TB")]), "wished", 0) == {}


@st.composite
def _specs(draw: st.DrawFn) -> GraphSpec:
    count = draw(st.integers(1, 4))
    groups: list[GraphGroup] = []
    for index in range(count):
        parent = draw(st.none() | st.integers(0, index - 1)) if index else None
        wish: Direction | None = draw(st.sampled_from(["TB", "LR", "BT", "RL", None]))
        groups.append(GraphGroup(parent, draw(st.sampled_from([0.0, 60.0])), 14.0, wish))
    nodes = [
        GraphNode(
            draw(st.sampled_from([40.0, 90.0, 150.0])),
            40.0,
            group=draw(st.none() | st.integers(0, count - 1)),
        )
        for _ in range(draw(st.integers(2, 9)))
    ]
    ends = st.integers(0, len(nodes) - 1)
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=9))
    edges = [GraphEdge(a, b, label=draw(st.sampled_from([None, (40.0, 14.0)]))) for a, b in pairs if a != b]
    return GraphSpec(nodes, edges, groups, direction=draw(st.sampled_from(["TB", "LR", "BT", "RL"])))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    _specs(), st.sampled_from(["none", "wished", "across"]), st.integers(0, 3), st.sampled_from([1.0, 1.6])
)
def test_frames_hold_exactly_their_members(spec: GraphSpec, turn: str, columns: int, air: float) -> None:
    """Whatever is laid out apart: frames are right, and every line and label is there."""
    inners = arrange(spec, turn, columns)  # type: ignore[arg-type]
    if not inners:
        return
    nesting = Nesting(spec, Nest(spec, inners))
    layout = nesting.lay_out(spec._replace(stretch=air, swell=(air, 1.0)))
    assert keeps_frames(spec, layout)
    assert all(layout.edges)
    assert all(
        (at is None) == (edge.label is None) for edge, at in zip(spec.edges, layout.labels, strict=True)
    )


@pytest.mark.parametrize("direction", ["TB", "LR", "BT", "RL"])
def test_members_without_lines_keep_the_author_s_order_in_every_direction(direction: str) -> None:
    source = f"flowchart {direction}\n subgraph one\n a; b; c; d\n end\n subgraph two\n e; f; g; h\n end\n one --> two"
    boxes = _drawn(source, "auto")
    across = 0 if direction in ("TB", "BT") else 1
    for names in ("abcd", "efgh"):
        assert sorted(names, key=lambda name: boxes[name].center[across]) == list(names)


def test_a_frame_round_empty_frames_is_no_obstacle() -> None:
    source = "flowchart TB\n subgraph a\n subgraph b\n subgraph c\n end\n end\n subgraph d\n x; y; z\n end\n end\n p --> q"
    for size in ("auto", "16:9", "9:16"):
        assert {"p", "q", "x", "y", "z"} <= set(_drawn(source, size))


@pytest.mark.parametrize("turn", ["none", "across"])
def test_the_size_of_a_nested_layout_is_foreseen(turn: Turn) -> None:
    """Well enough to choose by; without it each arrangement would have to be drawn."""
    layers = [4, 3, 6]
    nodes = [GraphNode(90, 40, group=g) for g, count in enumerate(layers) for _ in range(count)]
    chain = [GraphEdge(0, 1), GraphEdge(1, 2), GraphEdge(2, 3), GraphEdge(3, 4), GraphEdge(3, 7)]
    spec = GraphSpec(nodes, chain, [GraphGroup(None, 60, 14)] * 3)
    nesting = Nesting(spec, Nest(spec, arrange(spec, turn, 2)))
    layout = nesting.lay_out(spec)
    foreseen = nesting.size()
    drawn = (
        max(b.right for b in layout.groups) - min(b.x for b in layout.groups),
        max(b.bottom for b in layout.groups) - min(b.y for b in layout.groups),
    )
    assert foreseen == pytest.approx(drawn, rel=0.3)
