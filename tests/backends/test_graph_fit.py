"""How graphs fill the canvas that is asked for, how their arrangements are foreseen, and what becomes of wishes for the layout."""

from __future__ import annotations

import math
import re
from itertools import combinations, pairwise
from typing import Any

import pytest
from msgspec.structs import replace

from diagramc.backends.flowchart.scene import picture
from diagramc.backends.graph import SETTINGS
from diagramc.backends.graph.apart import move_apart
from diagramc.backends.graph.plan import GraphPlan
from diagramc.ir.architecture import Architecture, Boundary, Connection, Service
from diagramc.ir.base import Diagram, Direction, Hint
from diagramc.ir.class_ import Class, ClassDiagram, Operation, Relation
from diagramc.ir.er import Entity, EntityAttribute, EntityRelationship
from diagramc.ir.flowchart import Flow, Flowchart, FlowGroup, FlowNode
from diagramc.kinds import KINDS, kind_of
from diagramc.layout import engine, reading
from diagramc.layout.clip import Polylines, crosses, flatten
from diagramc.layout.fit import Arrangement, FitReport, fit
from diagramc.layout.graph import (
    GraphEdge,
    GraphGroup,
    GraphLayout,
    GraphNode,
    GraphSpec,
    keeps_frames,
    keeps_off_nodes,
    lay_out_graphs,
)
from diagramc.layout.orthogonal import square_edges
from diagramc.layout.orthogonal.channels import TRACK, Channel, Jog
from diagramc.layout.reading import count_crossings, count_crowded, ease, edge_lines
from diagramc.layout.route import MANY, Port, Router, find_route
from diagramc.layout.text import TextStyle, set_text
from diagramc.options import RATIOS, CompileOptions
from diagramc.pipeline import parse, plan
from diagramc.result import Result
from diagramc.scene.model import Box, Cluster, Connector, Drawing, Shape, Text
from diagramc.scene.shapes import polyline
from diagramc.themes import load_theme
from tests.backends.graphs import chance_flowchart
from tests.benchmark_flowchart import FLOWCHART
from tests.scene_lint import along_frames, bent_heads, lint, struck_labels, struck_nodes

THEME = load_theme("light")
ALONE: dict[str, Diagram] = {
    "flowchart": Flowchart(nodes=(FlowNode(id="a", label="Water the plants"),)),
    "architecture": Architecture(services=(Service(id="a", label="Greenhouse", kind="device"),)),
    "er": EntityRelationship(
        entities=(
            Entity(
                id="plant",
                attributes=tuple(EntityAttribute(name=n, type="text") for n in ("name", "bed", "sown")),
            ),
        )
    ),
    "class": ClassDiagram(classes=(Class(id="Plant", operations=(Operation(name="grow"),)),)),
}


def fitted(diagram: Diagram, ratio: str) -> tuple[Drawing, FitReport]:
    found = kind_of(diagram).backend("scene").arrangements(diagram, THEME)
    scene, report = fit(diagram, found, THEME, CompileOptions(size=ratio))
    return scene.drawing, report


def pair(label: str = "Dig the bed") -> Flowchart:
    return Flowchart(
        nodes=(FlowNode(id="a", label=label), FlowNode(id="b", label="Sow")),
        edges=(Flow(source="a", target="b"),),
    )


@pytest.mark.parametrize("ratio", ["9:16", "1:1", "16:9", "21:9"])
@pytest.mark.parametrize("name", list(ALONE))
def test_a_node_alone_fills_the_canvas(name: str, ratio: str) -> None:
    drawing, report = fitted(ALONE[name], ratio)
    assert report.fill >= 0.7
    assert report.gain >= 0.98
    assert lint(drawing) == []


@pytest.mark.parametrize("ratio", RATIOS)
def test_two_nodes_fill_the_canvas_with_larger_text(ratio: str) -> None:
    drawing, report = fitted(pair(), ratio)
    assert report.fill >= 0.75
    assert report.gain >= 1.0
    assert [*lint(drawing), *struck_nodes(drawing)] == []


def test_nodes_swell_less_the_more_there_are() -> None:
    def tallest(count: int) -> float:
        nodes = tuple(FlowNode(id=str(i), label="Step") for i in range(count))
        edges = tuple(Flow(source=str(i), target=str(i + 1)) for i in range(count - 1))
        drawing, _ = fitted(Flowchart(nodes=nodes, edges=edges), "4:1")
        return max(
            part.box.height
            for item in drawing.items
            if isinstance(item, Cluster)
            for part in item.items
            if isinstance(part, Shape)
        )

    assert tallest(1) <= 3 * 34.0
    assert tallest(9) < tallest(3) / 1.2


def test_circles_stay_round_when_the_rest_swells() -> None:
    diagram = Flowchart(
        nodes=(FlowNode(id="a", kind="event", label="1"), FlowNode(id="b", label="Sow")),
        edges=(Flow(source="a", target="b"),),
    )
    drawing, _ = fitted(diagram, "9:16")
    circle = next(item for item in drawing.items if getattr(item, "ref", None) == "a").items[0].box  # type: ignore[union-attr]
    assert circle.width == pytest.approx(circle.height)


def test_long_members_wrap_between_words_in_a_narrow_canvas() -> None:
    words = ("tend(bed: Bed, tool: Tool, gardener: Gardener)", "water(amount: Litre, hours: Duration)")
    operations = tuple(Operation(name=word) for word in words)
    diagram = ClassDiagram(
        classes=(Class(id="Garden", operations=operations), Class(id="Bed")),
        relations=(Relation(source="Garden", target="Bed"),),
    )
    drawing, report = fitted(diagram, "9:16")
    assert report.gain > 1.1
    assert lint(drawing) == []


def lines_of(drawing: Drawing, node: str) -> list[str]:
    """The lines of text in a node, from above to below."""
    cluster = next(item for item in drawing.items if isinstance(item, Cluster) and item.ref == node)
    return [line.text for item in cluster.items if isinstance(item, Text) for line in item.block.lines]


def test_long_names_are_divided_between_their_parts() -> None:
    """`HttpRequestParser` is three words; a canvas that is narrow is no reason to cut one of them."""
    names = ("RemoveGardenerFromAllotmentHandler", "AddGardenerToAllotmentHandler")
    operation = Operation(name="removeGardenerFromAllotmentRegister", visibility="public")
    diagram = ClassDiagram(
        classes=tuple(Class(id=name, operations=(operation,)) for name in names),
        relations=(Relation(source=names[0], target=names[1]),),
    )
    ends = set()
    for ratio in ("1:4", "4:1"):
        drawing, report = fitted(diagram, ratio)
        ends |= {line for name in names for line in lines_of(drawing, name)}
        assert report.gain >= 1.0
        assert lint(drawing) == []
    assert any(name not in ends for name in names)
    parts = {"Remove", "Gardener", "From", "Allotment", "Handler", "Add", "To", "Register"}
    for line in ends:
        words = re.findall("[A-Z][a-z]+", line.removeprefix("+ remove"))
        assert set(words) <= parts, line
    # The mark of what is public is never on a line of its own.
    assert "+" not in ends


@pytest.mark.parametrize("title", ["A day in the garden of a patient gardener and what is done there", "Bed"])
def test_a_title_is_wrapped_as_the_canvas_has_room(title: str) -> None:
    def lines(ratio: str) -> int:
        diagram = Flowchart(title=title, nodes=pair().nodes, edges=pair().edges)
        drawing, report = fitted(diagram, ratio)
        assert report.gain >= 0.98
        return next(len(item.block.lines) for item in drawing.items if item.role == "title")  # type: ignore[union-attr]

    assert lines("4:1") <= lines("1:4")


def test_lines_between_pieces_go_round_labels_that_reach_out() -> None:
    nodes = tuple(FlowNode(id=str(i), label=f"{i}", kind="event") for i in range(18))
    chain = [Flow(source=str(i), target=str(i + 1)) for i in range(17)]
    loops = [Flow(source=str(i), target=str(i), label="again and again until done") for i in range(18)]
    drawing, report = fitted(Flowchart(nodes=nodes, edges=(*chain, *loops)), "16:9")
    assert "rows" in report.chosen or "columns" in report.chosen
    assert [*lint(drawing), *struck_nodes(drawing)] == []


def test_an_edge_that_the_engine_gives_no_curve_for_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_curves(graphs: list[str]) -> list[dict[str, Any]]:
        answers = run(graphs)
        for answer in answers:
            for edge in answer["edges"]:
                del edge["pos"]
        return answers

    run = engine.run_dot
    monkeypatch.setattr("diagramc.layout.graph.run_dot", without_curves)
    spec = GraphSpec(nodes=[GraphNode(60, 30), GraphNode(60, 30)], edges=[GraphEdge(0, 1)])
    layout = square_edges(spec, lay_out_graphs([spec])[0])
    assert layout.edges[0][0].points[0][1] == pytest.approx(layout.nodes[0].bottom)
    assert layout.edges[0][-1].points[0][1] == pytest.approx(layout.nodes[1].y)


@pytest.mark.parametrize("diagram", [FLOWCHART, pair("Dig the long bed by the old wall")])
def test_the_turned_layout_is_foreseen(diagram: Flowchart) -> None:
    shown = picture(diagram, THEME)
    known = GraphPlan(shown, "TB", SETTINGS[0])
    promised = GraphPlan(shown, "LR", SETTINGS[0], known).estimate(GraphPlan(shown, "LR", SETTINGS[0], known))
    true = GraphPlan(shown, "LR", SETTINGS[0]).draw(known)
    assert promised[0] == pytest.approx(true.width, rel=0.3)
    assert promised[1] == pytest.approx(true.height, rel=0.3)


def fan(*hints: Hint) -> Flowchart:
    names = ("shed", "dig", "sow", "water", "weed", "pick")
    edges = [Flow(source="shed", target=name) for name in names[1:5]] + [Flow(source="weed", target="pick")]
    return Flowchart(
        nodes=tuple(FlowNode(id=name, label=name) for name in names), edges=tuple(edges), hints=hints
    )


def boxes(diagram: Flowchart, direction: Direction) -> dict[str, Box]:
    layout = GraphPlan(picture(diagram, THEME), direction, SETTINGS[0])._layout
    return {node.id: box for node, box in zip(diagram.nodes, layout.nodes, strict=True)}


@pytest.mark.parametrize("direction", ["TB", "BT", "LR", "RL"])
def test_an_order_is_honoured_across_the_flow(direction: Direction) -> None:
    wished = ("water", "dig", "weed", "sow")
    found = boxes(fan(Hint(kind="order", nodes=wished)), direction)
    across = 0 if direction in ("TB", "BT") else 1
    assert sorted(wished, key=lambda name: found[name].center[across]) == list(wished)
    along = {round(found[name].center[1 - across]) for name in wished}
    assert len(along) == 1


def test_nodes_are_kept_near_each_other() -> None:
    def apart(diagram: Flowchart) -> float:
        found = boxes(diagram, "TB")
        return abs(found["dig"].center[0] - found["pick"].center[0])

    assert apart(fan(Hint(kind="near", nodes=("dig", "pick")))) < apart(fan()) / 2


def test_wishes_that_cannot_be_honoured_are_told() -> None:
    diagram = Flowchart(
        nodes=(FlowNode(id="a", group="g"), FlowNode(id="b", group="h"), FlowNode(id="c", group="h")),
        groups=(FlowGroup(id="g", label="Bed"), FlowGroup(id="h", label="Shed")),
        edges=(Flow(source="b", target="c"),),
        hints=(Hint(kind="same-rank", nodes=("a", "b")), Hint(kind="order", nodes=("b", "c"))),
    )
    result = Result(diagram, CompileOptions())
    told = [d.message for d in result.diagnostics if d.code == "layout.hint"]
    assert "`same-rank` of a, b is not kept: the nodes are in different groups" in told[0]
    assert "`order` of b, c is not kept: an edge joins" in told[1]
    assert [*lint(result.scene.drawing), *struck_nodes(result.scene.drawing)] == []


def test_ranks_that_share_nodes_inside_a_frame_are_one() -> None:
    diagram = Architecture(
        services=tuple(Service(id=name, group="g") for name in "abcd"),
        groups=(Boundary(id="g", label="Garden"),),
        hints=tuple(Hint(kind="same-rank", nodes=pair) for pair in (("a", "b"), ("b", "c"), ("c", "d"))),
    )
    drawing, _ = fitted(diagram, "16:9")
    assert [*lint(drawing), *struck_labels(drawing)] == []


def label(x: float, y: float, text: str = "waters") -> Text:
    return Text(role="edge-label", block=set_text(text, TextStyle(12.5)), x=x, y=y, fill="edge.text")


def touch(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def test_labels_are_moved_off_nodes_and_each_other() -> None:
    node = Box(0, 0, 80, 40)
    placed = move_apart([label(60, 10), label(100, 60), label(110, 62)], [node], Polylines([]))
    assert placed[1] == label(100, 60)
    assert not any(touch(text.box, node) for text in placed)
    assert not any(touch(a.box, b.box) for a, b in combinations(placed, 2))


def test_a_label_is_moved_off_lines_where_it_can_be() -> None:
    node, line = Box(0, 0, 80, 40), [(100.0, -200.0), (100.0, 200.0)]
    (placed,) = move_apart([label(70, 10)], [node], Polylines([line]))
    assert not crosses(placed.box, line)


def test_texts_at_both_ends_of_short_edges_stand_clear() -> None:
    roles = [
        Relation(
            source="Gardener",
            target=name,
            source_role="looked after by the gardener",
            target_role="things that are looked after",
            source_multiplicity="1",
            target_multiplicity="0..*",
        )
        for name in ("Bed", "Shed", "Tool")
    ]
    diagram = ClassDiagram(
        classes=tuple(Class(id=name) for name in ("Gardener", "Bed", "Shed", "Tool")), relations=tuple(roles)
    )
    for ratio in ("4:1", "16:9", "1:1", "9:16"):
        drawing, _ = fitted(diagram, ratio)
        assert [*lint(drawing), *struck_nodes(drawing)] == []


def test_many_tracks_stand_nearer() -> None:
    def room(count: int) -> float:
        channel = Channel()
        channel.jogs = [Jog([i * 3.0], [200.0 + i * 3.0], i) for i in range(count)]
        channel.assign()
        assert channel.tracks == count
        return channel.room()

    assert room(4) - room(3) == pytest.approx(TRACK)
    assert room(16) / 16 < room(4) / 4


@pytest.mark.parametrize("ratio", RATIOS)
def test_a_line_out_of_a_frame_does_not_run_along_its_side(ratio: str) -> None:
    """The worker's line to the queue passes the service below it where the frame has its side."""
    example = plan(KINDS["architecture"].example, "architecture", planner="offline")
    drawing, _ = fitted(example, ratio)
    assert along_frames(drawing) == []
    assert struck_nodes(drawing) == []


LIBRARY = """erDiagram
  MEMBER ||--o{ LOAN : takes
  LOAN }o--|| COPY : of
  BOOK ||--|{ COPY : "exists as"
  BOOK }|--|{ AUTHOR : "written by"
  MEMBER ||--o{ RESERVATION : makes
  RESERVATION }o--|| BOOK : for
  LOAN {
    int id PK
    int copy_id FK
    date due
  }
  COPY {
    int id PK
    string isbn FK
  }
"""


@pytest.mark.parametrize("ratio", RATIOS)
def test_lines_between_pieces_are_straight_along_their_heads(ratio: str) -> None:
    """Crow's feet are longer than the lane beside a box is far from it."""
    drawing, _ = fitted(parse(LIBRARY, "mermaid"), ratio)
    assert bent_heads(drawing) == []
    assert struck_labels(drawing) == []


FRAMED = GraphSpec(
    [GraphNode(20, 20, group=1), GraphNode(20, 20)],
    [],
    [GraphGroup(None, 0, 0), GraphGroup(0, 0, 0), GraphGroup(None, 0, 0)],
)
SOUND = GraphLayout(
    [Box(20, 20, 20, 20), Box(80, 0, 20, 20)],
    [Box(0, 0, 60, 60), Box(10, 10, 40, 40), Box(0, 0, 0, 0)],
    [],
    [],
)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (SOUND._replace(nodes=[Box(70, 40, 20, 20), SOUND.nodes[1]]), "a node outside its frame"),
        (SOUND._replace(nodes=[SOUND.nodes[0], Box(50, 0, 20, 20)]), "a stranger on a frame"),
        (
            SOUND._replace(groups=[SOUND.groups[0], Box(10, 10, 40, 90), SOUND.groups[2]]),
            "a frame out of its frame",
        ),
        (SOUND._replace(groups=[*SOUND.groups[:2], Box(30, 50, 40, 40)]), "two frames on each other"),
    ],
)
def test_frames_at_which_the_engine_failed_are_found(wrong: GraphLayout, why: str) -> None:
    assert keeps_frames(FRAMED, SOUND), why
    assert not keeps_frames(FRAMED, wrong), why


def test_a_broken_drawing_is_not_taken_where_there_is_another() -> None:
    small, large = (Drawing(items=(), width=side, height=side) for side in (100.0, 200.0))
    arrangements = [
        Arrangement(
            "broken", lambda: small, lambda: (100.0, 100.0), ease=lambda _: 0.0, usual=lambda: (220.0, 220.0)
        ),
        Arrangement("whole", lambda: large, lambda: (200.0, 200.0), ease=lambda _: 0.8),
    ]
    report = fit(pair(), arrangements, THEME, CompileOptions(size="1:1")).report
    assert report.chosen == "whole"


HUB = """flowchart TD
  Desk --> Post & Mail & Phone
  Desk -->|slow| Ship & Train
  Desk -->|fast| Plane & Van
"""
TWO_WAY = """flowchart LR
  shelf((shelf)) --> desk --> shelf2((store)) --> desk
  desk --> van --> shelf2
"""


def ungrouped(seed: int) -> Flowchart:
    """A flowchart by chance, without its groups."""
    diagram = chance_flowchart(seed, 14)
    return replace(diagram, nodes=tuple(replace(node, group=None) for node in diagram.nodes), groups=())


@pytest.mark.parametrize("diagram", [parse(HUB, "mermaid"), *map(ungrouped, (179, 241, 242, 389))])
def test_right_angled_lines_cross_nothing_where_the_engine_s_do_not(diagram: Flowchart) -> None:
    """Lines that pass labels, and those that part at one node, keep the sides of each other that the engine has them on."""
    plan = GraphPlan(picture(diagram, THEME), "TB", SETTINGS[0])
    assert count_crossings([line for path in plan.engine_layout.edges for line in flatten(path)]) == 0
    drawing, _ = fitted(diagram, "auto")
    assert count_crossings([line for _, line in edge_lines(drawing.items)]) == 0


def test_no_line_goes_on_from_the_head_of_another() -> None:
    drawing, _ = fitted(parse(TWO_WAY, "mermaid"), "auto")
    heads = [c.path[-1].points[-1] for c, _ in edge_lines(drawing.items) if c.target == "shelf2"]
    starts = [c.path[0].points[-1] for c, _ in edge_lines(drawing.items) if c.source == "shelf2"]
    assert min(math.dist(head, start) for head in heads for start in starts) > 5.0


def test_a_step_that_looks_like_a_mistake_is_left_out() -> None:
    one, other = Box(0, 0, 40, 40), Box(200, 2, 40, 40)
    leave, enter = Port((40, 20), (49, 20), level=True), Port((200, 22), (191, 22), level=True)
    assert find_route(Router([one, other], [], []), one, other, [leave], [enter]) == [(40, 20), (200, 20)]
    lower = Port((200, 40), (191, 40), level=True)
    assert len(find_route(Router([one, other], [], []), one, other, [leave], [lower]) or []) == 4


def test_a_line_among_many_boxes_crosses_none() -> None:
    """Where there are so many that lanes end at the next one in the way, those along that one lead on."""
    boxes = [Box(110.0 * (i % 8) + 17.0 * (i // 8 % 3), 80.0 * (i // 8), 70.0, 40.0) for i in range(8 * 6)]
    assert len(boxes) >= MANY
    for source, target in combinations((0, 7, 20, 27, 40, 47), 2):
        found = find_route(Router(boxes, [], []), boxes[source], boxes[target])
        assert found is not None
        assert not any(crosses(box, found) for box in boxes)
        straight = sum(abs(a - b) for a, b in zip(boxes[source].center, boxes[target].center, strict=True))
        assert sum(math.dist(a, b) for a, b in pairwise(found)) < 1.6 * straight + 200.0


def test_a_line_between_pieces_goes_round_others_sooner_than_across() -> None:
    """The way back of the sign-in flow crossed both branches of its decision."""
    drawing, report = fitted(plan(KINDS["flowchart"].example, "flowchart", planner="offline"), "16:9")
    assert report.chosen.endswith(("rows", "columns"))
    assert count_crossings([line for _, line in edge_lines(drawing.items)]) <= 1


@pytest.mark.parametrize("seed", range(12))
def test_lines_run_along_no_frame_and_bend_in_no_head(seed: int) -> None:
    diagram = chance_flowchart(seed)
    for ratio in ("16:9", "9:16", "1:1"):
        drawing, _ = fitted(diagram, ratio)
        assert [*along_frames(drawing), *bent_heads(drawing)] == [], ratio


def tangle(count: int) -> Architecture:
    """Services that each talk to several others: more lines than a channel between two ranks has tracks for at a usual distance."""
    services = tuple(Service(id=f"s{i}", label=f"Service {i}", kind="service") for i in range(count))
    links = {(i * 7 % count, (i * 11 + step * 5 + 3) % count) for i in range(count) for step in range(4)}
    return Architecture(
        services=services,
        connections=tuple(Connection(source=f"s{a}", target=f"s{b}") for a, b in sorted(links) if a != b),
    )


@pytest.mark.parametrize("ratio", ["4:3", "1:1", "16:9"])
def test_text_of_a_dense_graph_is_not_smaller_than_in_the_plain_layout(ratio: str) -> None:
    drawing, report = fitted(tangle(26), ratio)
    assert report.gain >= 0.98
    assert struck_nodes(drawing) == []


def test_a_box_is_large_enough_for_the_heads_at_its_sides() -> None:
    parts = ("wing", "tail", "engine", "wheel")
    diagram = ClassDiagram(
        classes=tuple(Class(id=id, label=id.title()) for id in ("plane", *parts)),
        relations=tuple(Relation(source="plane", target=part, kind="composition") for part in parts),
    )
    found = kind_of(diagram).backend("scene").arrangements(diagram, THEME)
    usual = [a for a in found if not a.resort and (a.estimate is None or math.isfinite(a.estimate()[0]))]
    assert {a.name: count_crowded(c for c, _ in edge_lines(a.draw().items)) for a in usual} == {
        a.name: 0 for a in usual
    }


def test_heads_on_each_other_are_harder_to_read() -> None:
    def drawing(apart: float) -> Drawing:
        lines = (polyline((0.0, y), (200.0, y)) for y in (20.0, 20.0 + apart))
        edges = tuple(
            Connector(role="edge", path=line, stroke="edge.stroke", target_head="diamond") for line in lines
        )
        return Drawing(items=edges, width=200.0, height=100.0)

    assert ease(drawing(6.0)) < ease(drawing(14.0))


def _sized(name: str, width: float, height: float, ease: float, **more: Any) -> Arrangement:
    drawing = Drawing(items=(), width=width, height=height)
    more |= {"ease": lambda _: ease, "likely_ease": lambda: ease}
    return Arrangement(name, lambda: drawing, lambda: (width, height), **more)


def test_a_resort_is_taken_for_its_text_alone() -> None:
    """However hard it is to read where nothing else has the text of the plain layout; and never where it has less, too."""
    chart = ALONE["flowchart"]

    def chosen(resort: Arrangement) -> str:
        first = _sized("usual", 1600, 900, 0.9)._replace(usual=lambda: (1200.0, 675.0))
        return fit(chart, [first, resort], THEME, CompileOptions(size="16:9")).report.chosen

    assert chosen(_sized("curves", 1200, 675, 0.01, resort=True)) == "curves"
    assert chosen(_sized("curves", 1500, 840, 1.0, resort=True)) == "usual"


def test_another_arrangement_is_taken_where_the_best_leaves_the_canvas_bare() -> None:
    """It had promised to fill it: what counts in the end is what is drawn."""
    chart = ALONE["flowchart"]
    reach = {"reach": lambda width, height: (width, 4 * height)}
    wide = _sized(
        "wide", 1600, 225, 1.0, spread=lambda w, h: Drawing(items=(), width=1600, height=300), **reach
    )
    full = _sized("full", 1610, 850, 1.0)
    report = fit(chart, [wide, full], THEME, CompileOptions(size="16:9")).report
    assert report.chosen == "full"
    assert report.fill > 0.9


def test_a_long_passage_is_no_tower() -> None:
    words = "The quick brown fox jumps over the lazy dog while nobody looks. " * 12
    long, short = (parse(f'flowchart LR\n a["{text}"] --> b', "mermaid") for text in (words, "A short label"))
    assert isinstance(long, Flowchart)
    assert isinstance(short, Flowchart)
    tall = picture(long, THEME).faces(170.0, 1.0)[0]
    assert tall.height < tall.width
    assert picture(short, THEME).faces(170.0, 1.0)[0].width < 170.0


def test_the_crossings_of_a_huge_drawing_are_told_from_some_of_its_lines(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As many as there are, where those looked at are like the others, in time that does not grow with the square of the lines."""
    upright = {6 * i + i % 5 for i in range(20)}
    lines = tuple(
        Connector(
            role="edge",
            path=polyline((i + 0.5, -1.0), (i + 0.5, 200.0))
            if i in upright
            else polyline((-1.0, float(i)), (200.0, float(i))),
        )
        for i in range(120)
    )
    drawing = Drawing(items=lines, width=20_000.0, height=20_000.0)
    whole = ease(drawing)
    monkeypatch.setattr(reading, "MOST_PIECES", 50)
    assert ease(drawing) == pytest.approx(whole)
    monkeypatch.setattr(reading, "CROSSING", 0.0)
    assert ease(drawing) > whole


def test_curves_that_run_through_nodes_are_no_resort() -> None:
    """Text of the plain layout is not bought with lines that seem to join what they do not."""
    boxes = [Box(0, 0, 40, 20), Box(0, 40, 40, 20), Box(0, 80, 40, 20)]
    through, past = polyline((20.0, 20.0), (20.0, 80.0)), polyline((60.0, 20.0), (60.0, 80.0))
    spec = GraphSpec([GraphNode(40, 20)] * 3, [GraphEdge(0, 2)])
    assert not keeps_off_nodes(spec, GraphLayout(boxes, [], [through], [None]))
    assert keeps_off_nodes(spec, GraphLayout(boxes, [], [past], [None]))
    assert keeps_off_nodes(
        spec._replace(edges=[GraphEdge(0, 1)]), GraphLayout(boxes[:2], [], [through], [None])
    )

    def chosen(ease: float) -> str:
        first = _sized("usual", 1600, 900, 0.9)._replace(usual=lambda: (1200.0, 675.0))
        curves = _sized("curves", 1200, 675, ease, resort=True)
        return fit(ALONE["flowchart"], [first, curves], THEME, CompileOptions(size="16:9")).report.chosen

    assert chosen(0.0) == "usual"
    assert chosen(0.001) == "curves"
