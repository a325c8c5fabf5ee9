"""Flowcharts, architectures, er and class diagrams as pictures: every arrangement is clean, and ratios are filled with larger text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from diagramc.backends.class_.text import VISIBILITY
from diagramc.backends.graph.frames import heading_places
from diagramc.backends.graph.labels import GroupHeader
from diagramc.ir.architecture import Architecture, Boundary, Connection, Service
from diagramc.ir.base import Diagram
from diagramc.ir.class_ import Attribute, Class, ClassDiagram, Relation
from diagramc.ir.er import Entity, EntityRelationship, Relationship
from diagramc.ir.flowchart import Flow, Flowchart, FlowGroup, FlowNode
from diagramc.kinds import kind_of
from diagramc.layout.fit import Arrangement, fit
from diagramc.layout.reading import count_crossings, ease, edge_lines
from diagramc.layout.text import TextBlock, TextStyle
from diagramc.options import RATIOS, CompileOptions
from diagramc.pipeline import compile, parse
from diagramc.scene.heads import head_box, reverse
from diagramc.scene.model import Box, Cluster, Connector, Drawing, Shape, Text
from diagramc.themes import load_theme
from tests.backends.graphs import chance_flowchart, members_of
from tests.benchmark_flowchart import FLOWCHART
from tests.samples import SAMPLES
from tests.scene_lint import (
    faint_text,
    laid_on,
    lint,
    loose_ends,
    off_border,
    struck_labels,
    struck_nodes,
    walk_items,
    wrong_members,
)
from tests.strategies import diagrams

THEME = load_theme("light")
TYPES = ("flowchart", "architecture", "er", "class")


def chain(length: int) -> Flowchart:
    nodes = [FlowNode(id=str(i), label=f"Step number {i}") for i in range(length)]
    return Flowchart(
        nodes=tuple(nodes), edges=tuple(Flow(source=str(i), target=str(i + 1)) for i in range(length - 1))
    )


def arrangements(diagram: Diagram) -> list[Arrangement]:
    """Those that the diagram can have."""
    found: list[Arrangement] = kind_of(diagram).backend("scene").arrangements(diagram, THEME)
    return [a for a in found if a.estimate is None or a.estimate()[0] < float("inf")]


def faults(diagram: Diagram, drawing: Drawing) -> list[str]:
    """What a person would see that is wrong."""
    return [
        *lint(drawing),
        *struck_nodes(drawing),
        *struck_labels(drawing),
        *loose_ends(drawing),
        *off_border(drawing),
        *laid_on(drawing),
        *wrong_members(drawing, members_of(diagram)),
    ]


def all_faults(diagram: Diagram) -> Iterator[str]:
    for arrangement in arrangements(diagram):
        for fault in faults(diagram, arrangement.draw()):
            yield f"{arrangement.name}: {fault}"


def edges(drawing: Drawing) -> list[Connector]:
    return [connector for connector, _ in edge_lines(drawing.items)]


@pytest.mark.parametrize("seed", range(12))
def test_every_arrangement_of_chance_flowcharts_is_clean(seed: int) -> None:
    assert list(all_faults(chance_flowchart(seed))) == []


@pytest.mark.parametrize("ratio", ["4:1", "16:9", "1:1", "9:16", "1:4"])
@pytest.mark.parametrize("name", TYPES)
def test_samples_are_clean_on_every_canvas(name: str, ratio: str) -> None:
    # A rank that the author asks for may pull a node out of its group's frame; whether text shows on the author's colours is theirs.
    diagram = replace(SAMPLES[name], hints=())
    scene = fit(diagram, arrangements(diagram), THEME, CompileOptions(size=ratio)).scene
    assert faults(diagram, scene.drawing) == []
    assert faint_text(scene.drawing, THEME) == []


@settings(max_examples=25, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(diagrams("flowchart") | diagrams("architecture"))
def test_generated_diagrams_are_clean(diagram: Diagram) -> None:
    plain = replace(diagram, hints=())
    found = arrangements(plain)
    for arrangement in (found[0], found[1], found[len(found) // 2]):
        drawing = arrangement.draw()
        assert [*lint(drawing), *struck_nodes(drawing), *loose_ends(drawing)] == []


@settings(max_examples=15, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(diagrams("er") | diagrams("class"))
def test_lines_between_generated_boxes_end_where_they_should(diagram: Diagram) -> None:
    plain = replace(diagram, hints=())
    for arrangement in arrangements(plain)[:2]:
        drawing = arrangement.draw()
        assert [*struck_nodes(drawing), *loose_ends(drawing)] == []


def test_lines_are_level_or_upright_with_round_bends() -> None:
    for connector in edges(arrangements(FLOWCHART)[0].draw()):
        at = connector.path[0].points[0]
        for segment in connector.path[1:]:
            if segment.command == "L":
                (x, y), (to_x, to_y) = at, segment.points[0]
                assert abs(x - to_x) < 0.01 or abs(y - to_y) < 0.01
            at = segment.points[-1]


def test_a_chain_is_one_straight_line() -> None:
    for connector in edges(arrangements(chain(5))[0].draw()):
        assert len(connector.path) == 2


def test_branches_of_a_decision_leave_from_its_corners() -> None:
    diagram = Flowchart(
        nodes=(
            FlowNode(id="a", label="Is it warm?", kind="decision"),
            FlowNode(id="b", label="Open the windows"),
            FlowNode(id="c", label="Light the stove"),
        ),
        edges=(Flow(source="a", target="b", label="yes"), Flow(source="a", target="c", label="no")),
    )
    drawing = arrangements(diagram)[0].draw()
    box = next(item for item in drawing.items if isinstance(item, Cluster) and item.ref == "a").items[0].box  # type: ignore[union-attr]
    starts = {connector.target: connector.path[0].points[0] for connector in edges(drawing)}
    assert starts["b"] == pytest.approx((box.x, box.center[1]))
    assert starts["c"] == pytest.approx((box.right, box.center[1]))


def test_generalisations_come_in_as_one_line() -> None:
    diagram = ClassDiagram(
        classes=tuple(Class(id=name) for name in ("Vessel", "Boat", "Raft", "Ship")),
        relations=tuple(
            Relation(source=name, target="Vessel", kind="inheritance") for name in ("Boat", "Raft", "Ship")
        ),
    )
    tips = {connector.path[-1].points[-1] for connector in edges(arrangements(diagram)[0].draw())}
    assert len(tips) == 1


def test_a_long_flow_is_folded_and_fills_the_canvas() -> None:
    for ratio in ("16:9", "4:3", "1:1"):
        report = fit(FLOWCHART, arrangements(FLOWCHART), THEME, CompileOptions(size=ratio)).report
        assert report.fill > 0.8
        assert report.gain > 1.4
        assert "columns" in report.chosen or "rows" in report.chosen


def test_a_flow_that_fits_is_not_folded() -> None:
    report = fit(chain(5), arrangements(chain(5)), THEME, CompileOptions(size="4:1")).report
    assert report.chosen.startswith("rightwards")
    assert "rows" not in report.chosen


def test_components_are_packed_toward_the_ratio() -> None:
    diagram = EntityRelationship(
        entities=tuple(Entity(id=f"TABLE_{i}") for i in range(12)),
        relationships=(Relationship(source="TABLE_0", target="TABLE_1"),),
    )
    report = fit(diagram, arrangements(diagram), THEME, CompileOptions(size="1:1")).report
    assert "packed" in report.chosen
    assert report.fill > 0.8


def test_gain_is_never_a_loss() -> None:
    for name in TYPES:
        for ratio in RATIOS:
            report = fit(SAMPLES[name], arrangements(SAMPLES[name]), THEME, CompileOptions(size=ratio)).report
            assert report.gain >= 0.98


def test_titles_of_frames_stand_clear_of_lines() -> None:
    diagram = Architecture(
        services=(
            Service(id="client"),
            Service(id="db", group="g", kind="database"),
            Service(id="cache", group="g", kind="cache"),
        ),
        groups=(Boundary(id="g", label="Data"),),
        connections=(Connection(source="client", target="db"), Connection(source="client", target="cache")),
    )
    drawing = arrangements(diagram)[0].draw()
    assert struck_labels(drawing) == []
    assert any(isinstance(item, Text) and item.role == "group-label" for item in walk_items(drawing.items))


def test_edges_of_frames_are_drawn_in_every_arrangement() -> None:
    diagram = Flowchart(
        nodes=(
            FlowNode(id="a", group="g"),
            FlowNode(id="b", group="g"),
            FlowNode(id="c"),
            FlowNode(id="alone"),
        ),
        groups=(FlowGroup(id="empty", label="Nothing in it"), FlowGroup(id="g", label="Kitchen")),
        edges=(Flow(source="a", target="b"), Flow(source="g", target="c", label="out")),
    )
    found = arrangements(diagram)
    assert any("packed" in arrangement.name for arrangement in found)
    assert list(all_faults(diagram)) == []


def test_crossings_and_bends_make_a_drawing_harder_to_read() -> None:
    assert count_crossings([[(0, 0), (10, 10)], [(0, 10), (10, 0)]]) == 1
    assert count_crossings([[(0, 0), (10, 0)], [(10, 0), (10, 10)]]) == 0
    assert count_crossings([[(0, 0), (10, 0)], [(5, 0), (5, 10)]]) == 0
    plain, folded = (
        next(a for a in arrangements(FLOWCHART) if a.name == name).draw()
        for name in ("downwards", "rightwards, 4 rows")
    )
    assert ease(folded) < ease(plain) <= 1.0


def heads_of(connector: Connector) -> list[Box]:
    """The room of a line's heads."""
    ends = (connector.target_head, connector.path), (connector.source_head, reverse(connector.path))
    return [box for head, path in ends if (box := head_box(head, path)) is not None]


@pytest.mark.parametrize("label", ["uses", None])
def test_heads_of_a_short_line_keep_apart_and_off_its_label(label: str | None) -> None:
    diagram = EntityRelationship(
        entities=(Entity(id="car"), Entity(id="driver")),
        relationships=(
            Relationship(
                source="car",
                target="driver",
                label=label,
                source_cardinality="zero-or-more",
                target_cardinality="zero-or-more",
            ),
        ),
    )
    for ratio in ("16:9", "1:1", "9:16"):
        fitted = fit(diagram, arrangements(diagram), THEME, CompileOptions(size=ratio)).scene.drawing
        # Curves of dense graphs, a last resort, keep the engine's distances.
        squared = [arrangement.draw() for arrangement in arrangements(diagram) if not arrangement.resort]
        for drawing in (fitted, *squared):
            (line,) = (item for item in walk_items(drawing.items) if isinstance(item, Connector))
            (one, other) = heads_of(line)
            texts = [
                i.box for i in walk_items(drawing.items) if isinstance(i, Text) and i.role == "edge-label"
            ]
            assert not overlap(one, other)
            assert not any(overlap(text, head) for text in texts for head in (one, other))


def overlap(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def test_the_mark_of_a_member_stays_with_its_name() -> None:
    members = tuple(
        Attribute(name=f"{'long' * 12}{i}", type="Some Type Of Several Words", visibility=visibility)
        for i, visibility in enumerate(VISIBILITY)
    )
    diagram = ClassDiagram(classes=(Class(id="a", attributes=members),))
    for arrangement in arrangements(diagram):
        texts = [item for item in walk_items(arrangement.draw().items) if isinstance(item, Text)]
        lines = [line.text.strip() for text in texts for line in text.block.lines]
        assert len(lines) > len(members)
        assert not {"+", "-", "\u2212", "#", "~"} & set(lines)


@pytest.mark.parametrize("direction", ["TB", "LR"])
@pytest.mark.parametrize("title", ["W" * 16, "The event sources of the platform", "x"])
def test_a_title_stays_in_a_frame_of_little(title: str, direction: str) -> None:
    text = f"flowchart {direction}\n  subgraph s [{title}]\n    a\n  end\n  a --> b --> c\n"
    diagram = parse(text, language="mermaid")
    for ratio in ("16:9", "9:16"):
        scene, _ = fit(diagram, arrangements(diagram), THEME, CompileOptions(size=ratio))
        items = list(walk_items(scene.drawing.items))
        (frame,) = [item.box for item in items if isinstance(item, Shape) and item.role == "group-frame"]
        (label,) = [item.box for item in items if isinstance(item, Text) and item.role == "group-label"]
        assert frame.x + 5.0 <= label.x
        assert label.right + 5.0 <= frame.right


@pytest.mark.parametrize(
    ("at", "icon", "label", "detail"),
    [
        ((), True, (10.0, True), None),
        # Beside a line as a whole; with its detail beyond one, and on one; without its pictogram; on the lines.
        ((20.0,), True, (27.0, True), None),
        ((170.0,), True, (10.0, True), (177.0, True)),
        ((155.0, 225.0), True, (10.0, True), (151.0, False)),
        ((30.0, 165.0), False, (37.0, True), (172.0, True)),
        ((40.0, 90.0, 140.0, 190.0, 240.0), True, (10.0, False), None),
        ((15.0, 60.0, 110.0, 160.0, 210.0), False, (10.0, False), None),
    ],
)
def test_a_heading_stands_clear_of_lines(
    at: tuple[float, ...], icon: bool, label: tuple[float, bool], detail: tuple[float, bool] | None
) -> None:
    label_block, detail_block = (TextBlock((), TextStyle(13.0), width, 17.0) for width in (110.0, 60.0))
    header = GroupHeader(label_block, detail_block, "server", 23.0 + 110.0 + 8.0 + 60.0, 17.0)
    lines = [[(x, -50.0), (x, 50.0)] for x in at]
    with_icon, places = heading_places(Box(10.0, 0.0, 250.0, 17.0), header, lines)
    assert with_icon is icon
    assert list(places) == [place for place in (label, detail) if place]


@pytest.mark.parametrize("size", ["auto", "9:16", "21:9"])
def test_a_junction_stays_round_however_many_lines_it_has(size: str) -> None:
    source = (
        "architecture-beta\n service a(disk)[A]\n service b(disk)[B]\n service c(disk)[C]\n service d(disk)[D]\n"
        " junction j\n a:R --> L:j\n b:B --> T:j\n c:L --> R:j\n d:T --> B:j"
    )
    drawing = compile(source, language="mermaid", size=size).scene.drawing
    nodes = [item for item in drawing.items if isinstance(item, Cluster)]
    (dot,) = [
        shape for node in nodes for shape in node.items if isinstance(shape, Shape) and shape.shape == "dot"
    ]
    assert dot.box.width == pytest.approx(dot.box.height)
