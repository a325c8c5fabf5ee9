"""Mind maps as pictures: every topic is shown, nothing overlaps, wishes are kept, and every ratio gains."""

from __future__ import annotations

import random
from functools import partial

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from diagramc.backends.mindmap.scene import arrangements
from diagramc.backends.mindmap.topics import topic_face
from diagramc.ir.base import Hint, Link, Note, Style, plain
from diagramc.ir.mindmap import MindMap, Topic, TopicShape
from diagramc.layout.fit import Arrangement, fit
from diagramc.options import RATIOS, CompileOptions
from diagramc.scene.legible import legible
from diagramc.scene.model import Connector, Drawing, Shape
from diagramc.themes import load_theme
from tests.backends.trees import THEME, box_of, clusters, edges, faults, parse_outline, words
from tests.samples import MINDMAP
from tests.scene_lint import walk_items
from tests.strategies import diagrams

HARBOUR = """Harbour
  Ships
    Ferries
    Freight
      Containers
      Bulk goods
    Fishing boats
  Quays
    Lighting
    Mooring rings
  Customs
    Papers
    Inspections on Mondays
      Random
      By notice
  Weather
    Tide tables
    Storm warnings
  People
    Pilots
    Dockers
    Harbour master"""


def from_outline(text: str) -> MindMap:
    return MindMap(topics=tuple(Topic(id=label, parent=parent) for label, parent in parse_outline(text)))


def many(count: int, seed: int = 4) -> MindMap:
    """A map of many topics, some deep, with labels of several lengths."""
    chance = random.Random(seed)
    words = ("harbour", "light", "quay", "rope", "tide", "pilot", "freight", "of", "and", "the", "customs")
    topics = [Topic(id="0", label="All of it")]
    for i in range(1, count):
        parent = 0 if i < 9 else int(chance.random() ** 1.5 * i)
        label = " ".join(chance.choice(words) for _ in range(chance.randint(1, 5)))
        topics.append(Topic(id=str(i), label=label, parent=str(parent)))
    return MindMap(topics=tuple(topics))


SHAPES = MindMap(
    topics=(
        Topic(id="root", label="Shapes", shape="circle"),
        *(
            Topic(
                id=f"{shape}{i}", label=f"A {shape} topic with text", shape=shape, parent=parent, icon="user"
            )
            for shape in ("rect", "rounded", "circle", "cloud", "bang", "hexagon", "none")
            for i, parent in enumerate(("root", f"{shape}0", f"{shape}1"))
        ),
    ),
)
STYLED = MindMap(
    styles={"hot": Style(fill="#ffe0e0", stroke="#a00000")},
    topics=(
        Topic(id="r", label="Root", style=Style(font_size=30)),
        Topic(id="a", parent="r", classes=("hot",), link=Link(url="https://example.org"), tooltip="A tip"),
        Topic(
            id="b", parent="r", description="Said aloud", style=Style(bold=True, italic=True, line="dashed")
        ),
        Topic(id="c", parent="a", label="W" * 70),
        Topic(
            id="d", parent="a", label="日本語のとても長いラベルは折り返されます", style=Style(rounded=True)
        ),
    ),
    notes=(
        Note(text="About the root", targets=("r",)),
        Note(text="About b, in some more words than fit on one line", targets=("b",)),
        Note(text="First about a", targets=("a",)),
        Note(text="Second about a", targets=("a",)),
        Note(text="About a leaf", targets=("d",)),
        Note(text="Free"),
    ),
)
SIDED = MindMap(
    topics=(
        Topic(id="r", label="Railways"),
        *(
            Topic(id=f"{side[0]}{i}", label=f"Line {i} {side}", parent="r", side=side)
            for side in ("left", "right")
            for i in range(4)
        ),
        Topic(id="l1a", label="A junction", parent="l1"),
        Topic(id="r2a", label="A tunnel", parent="r2"),
        Topic(id="r2b", label="A bridge", parent="r2"),
    )
)
CASES = {
    "sided": SIDED,
    "harbour": from_outline(HARBOUR),
    "alone": from_outline("Alone"),
    "one child": from_outline("Root\n  Child"),
    "chain": from_outline("\n".join("  " * i + f"Step {i}" for i in range(12))),
    "many": many(200),
    "shapes": SHAPES,
    "styled": STYLED,
    "sample": MINDMAP,
}


@pytest.mark.parametrize("name", CASES)
def test_every_arrangement_is_clean(name: str) -> None:
    assert faults(arrangements(CASES[name], THEME)) == []


@pytest.mark.parametrize("name", CASES)
def test_every_arrangement_shows_every_topic_and_branch(name: str) -> None:
    diagram = CASES[name]
    for arrangement in arrangements(diagram, THEME):
        drawing = arrangement.draw()
        assert set(clusters(drawing, "node")) == {topic.id for topic in diagram.topics}
        branches = sorted((edge.source or "", edge.target or "") for edge in edges(drawing))
        assert branches == sorted((topic.parent, topic.id) for topic in diagram.topics if topic.parent)
        assert len(clusters(drawing, "note")) == len(diagram.notes)


@pytest.mark.parametrize("ratio", RATIOS)
def test_every_ratio_is_filled_with_larger_text(ratio: str) -> None:
    diagram = CASES["harbour"]
    report = fit(diagram, arrangements(diagram, THEME), THEME, CompileOptions(size=ratio)).report
    assert report.fill >= 0.7
    assert report.gain >= 1.0
    assert report.min_text_px >= 20.0


@pytest.mark.parametrize("shape", ["default", "rect", "rounded", "hexagon"])
def test_a_topic_alone_fills_tall_canvases_with_larger_text(shape: TopicShape) -> None:
    diagram = MindMap(topics=(Topic(id="r", label="The root topic", shape=shape),))
    for ratio, least in (("3:4", 0.85), ("9:16", 0.75)):
        report = fit(diagram, arrangements(diagram, THEME), THEME, CompileOptions(size=ratio)).report
        assert report.fill >= least
        assert report.gain >= 1.2


def test_a_cloud_grows_but_never_higher_than_wide() -> None:
    diagram = MindMap(topics=(Topic(id="r", label="Weather", shape="cloud"),))
    for ratio, wide in (("1:4", False), ("16:9", True)):
        drawing = fit(diagram, arrangements(diagram, THEME), THEME, CompileOptions(size=ratio)).scene.drawing
        assert drawing.width >= drawing.height
        assert (drawing.width / drawing.height > 1.6) == wide


# Shrinking is left out: a failing drawing takes minutes to shrink, and the lint names what is wrong anyway.
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(diagrams("mindmap"))
def test_generated_maps_are_clean(diagram: MindMap) -> None:
    # The author's colours may be unreadable; all else is ours.
    assert faults(arrangements(diagram, THEME), contrast=False) == []


def test_wished_sides_are_kept() -> None:
    topics = [Topic(id="r")]
    for i, side in enumerate(("left", "right", None, "left")):
        topics.append(Topic(id=f"t{i}", parent="r", side=side))  # type: ignore[arg-type]
    drawing = arrangements(MindMap(topics=tuple(topics)), THEME)[0].draw()
    nodes = clusters(drawing, "node")
    middle = box_of(nodes["r"]).center[0]
    assert box_of(nodes["t0"]).right < middle
    assert box_of(nodes["t3"]).right < middle
    assert box_of(nodes["t1"]).x > middle


def test_branches_keep_the_authors_order_on_each_side() -> None:
    diagram = CASES["harbour"]
    nodes = clusters(arrangements(diagram, THEME)[0].draw(), "node")
    middle = box_of(nodes["Harbour"]).center[0]
    first = [topic.id for topic in diagram.topics if topic.parent == "Harbour"]
    right = [id for id in first if box_of(nodes[id]).x > middle]
    left = [id for id in first if id not in right]
    assert right + left == first
    for side in (right, left):
        tops = [box_of(nodes[id]).y for id in side]
        assert tops == sorted(tops)
        assert len(side) >= 2


LAUNCH = from_outline("""Launch
  Marketing
    Website
    Press
  Engineering
    Freeze
    Load tests
  Sales
  Support
    Help texts
  Legal
  Finance
    Budget
  Hiring
  Parties""")


FAIR = from_outline(
    "Fair\n" + "".join(f"  Stand {i}\n    Wares {i}\n    Prices {i}\n" for i in range(10)).rstrip()
)


def rounds(diagram: MindMap) -> list[Arrangement]:
    return [a for a in arrangements(diagram, THEME) if a.name.startswith("radial")]


@pytest.mark.parametrize("diagram", [LAUNCH, FAIR])
def test_a_radial_map_is_clean_with_any_air(diagram: MindMap) -> None:
    found = rounds(diagram)
    assert found
    for arrangement in found:
        assert arrangement.spread is not None
        drawing = arrangement.draw()
        drawn = [
            arrangement.spread(drawing.width * wide, drawing.height * high)
            for wide in (1, 3)
            for high in (1, 3)
        ]
        lines = [
            Arrangement("", partial(Drawing, items=d.items, width=d.width, height=d.height)) for d in drawn
        ]
        assert faults(lines) == []


@pytest.mark.parametrize(("diagram", "beside"), [(LAUNCH, {1}), (FAIR, {0, 1, 2})])
def test_a_radial_map_has_branches_all_round_its_root_in_the_order_of_reading(
    diagram: MindMap, beside: set[int]
) -> None:
    first = [topic.id for topic in diagram.topics if topic.parent == diagram.topics[0].id]
    found = rounds(diagram)
    assert found
    for arrangement in found:
        nodes = {id: box_of(node) for id, node in clusters(arrangement.draw(), "node").items()}
        root = nodes[diagram.topics[0].id]
        above = [id for id in first if nodes[id].bottom < root.y]
        below = [id for id in first if nodes[id].y > root.bottom]
        level = [id for id in first if id not in above + below]
        left = [id for id in level if nodes[id].right < root.x]
        right = [id for id in level if nodes[id].x > root.right]
        assert above
        assert below
        assert above + left + right + below == first
        assert len(left) == len(right)
        assert len(left) in beside
        for row in (above, below):
            middles = [nodes[id].center[0] for id in row]
            assert middles == sorted(middles)


def test_what_stands_above_the_root_is_still_read_downwards() -> None:
    read = 0
    news = tuple(Topic(id=id, parent="Marketing") for id in ("Fairs", "Letters", "Adverts in the tube"))
    longer = msgspec.structs.replace(LAUNCH, topics=(*LAUNCH.topics, *news))
    for arrangement in rounds(longer):
        nodes = {id: box_of(node) for id, node in clusters(arrangement.draw(), "node").items()}
        assert nodes["Marketing"].bottom < nodes["Launch"].y
        assert nodes["Website"].center[1] < nodes["Press"].center[1]
        read += nodes["Press"].bottom < nodes["Marketing"].y
    assert read, "in some of them the sub-topics are stacked over their branch"


def test_wished_sides_and_notes_leave_no_radial_map() -> None:
    topics = [msgspec.structs.replace(LAUNCH.topics[1], side="left"), *LAUNCH.topics[2:]]
    assert rounds(MindMap(topics=(LAUNCH.topics[0], *topics))) == []
    assert rounds(msgspec.structs.replace(LAUNCH, notes=(Note(text="Why", targets=("Sales",)),))) == []


def test_an_order_hint_moves_siblings() -> None:
    diagram = MindMap(
        topics=tuple(
            Topic(id=id, parent=parent) for id, parent in (("r", None), ("a", "r"), ("b", "a"), ("c", "a"))
        ),
        hints=(Hint(kind="order", nodes=("c", "b")),),
    )
    nodes = clusters(arrangements(diagram, THEME)[0].draw(), "node")
    assert box_of(nodes["c"]).bottom < box_of(nodes["b"]).y


def test_styles_links_tooltips_and_icons_are_drawn() -> None:
    drawing = arrangements(STYLED, THEME)[0].draw()
    nodes = clusters(drawing, "node")
    assert nodes["a"].link == "https://example.org"
    assert nodes["a"].tooltip == "A tip"
    assert nodes["b"].tooltip == "Said aloud"
    assert "#ffe0e0" in str(nodes["a"].items)
    icons = [
        item
        for item in clusters(arrangements(SHAPES, THEME)[0].draw(), "node")["rect0"].items
        if item.role == "node-icon"
    ]
    assert len(icons) == 1


def test_a_note_about_two_topics_is_tied_to_both() -> None:
    topics = tuple(Topic(id=id, parent="r" if id != "r" else None) for id in ("r", "a", "b", "c"))
    one = MindMap(topics=topics, notes=(Note(text="About", targets=("a",)),))
    two = MindMap(topics=topics, notes=(Note(text="About", targets=("a", "b")),))
    counts = []
    for diagram in (one, two):
        assert faults(arrangements(diagram, THEME)) == []
        drawing = arrangements(diagram, THEME)[0].draw()
        counts.append(sum(item.role == "note-line" for item in walk_items(drawing.items)))
    assert counts == [1, 2]


def test_no_word_is_cut_for_a_narrow_label() -> None:
    diagram = CASES["harbour"]
    for arrangement in arrangements(diagram, THEME):
        shown = words(arrangement.draw().items)
        for topic in diagram.topics:
            assert plain(topic.id) in shown, arrangement.name


def test_a_circle_is_as_small_as_its_name_allows() -> None:
    circles = {
        shape: topic_face(
            MindMap(),
            Topic(id="r", label="Harbour of the northern isles", shape=shape),
            0,
            -1,
            False,
            THEME,
            190.0,
        )
        for shape in ("circle", "rect")
    }
    assert len(circles["circle"].block.lines) > len(circles["rect"].block.lines)
    assert circles["circle"].height < 3.4 * circles["rect"].height


def test_branches_on_a_trunk_keep_their_sides_and_leave_it_free() -> None:
    found = [a for a in arrangements(SIDED, THEME) if a.name.startswith("trunk")]
    assert found
    for arrangement in found:
        assert arrangement.spread is not None
        drawing = arrangement.draw()
        for drawn in (drawing, arrangement.spread(2 * drawing.width, 2 * drawing.height)):
            nodes = {id: box_of(node) for id, node in clusters(drawn, "node").items()}
            root = nodes["r"]
            for topic in SIDED.topics[1:]:
                box = nodes[topic.id]
                assert box.y > root.bottom
                assert box.right < root.center[0] if topic.id[0] == "l" else box.x > root.center[0]


def test_wished_sides_gain_in_tall_canvases() -> None:
    report = fit(SIDED, arrangements(SIDED, THEME), THEME, CompileOptions(size="9:16")).report
    assert report.chosen.startswith("trunk")
    assert report.gain >= 1.5
    assert report.fill >= 0.8


def test_a_root_that_is_no_box_and_one_with_a_note_have_no_trunk() -> None:
    cloud = (msgspec.structs.replace(SIDED.topics[0], shape="cloud"), *SIDED.topics[1:])
    noted = msgspec.structs.replace(SIDED, notes=(Note(text="Why", targets=("r",)),))
    for diagram in (MindMap(topics=cloud), noted):
        assert not any(a.name.startswith("trunk") for a in arrangements(diagram, THEME))


def is_angled(connector: Connector) -> bool:
    """Whether a branch belongs to an outline: it goes down a trunk and turns off it."""
    return any(segment.command == "L" for segment in connector.path)


@pytest.mark.parametrize("size", ["16:9", "4:3", "1:1", "3:4", "9:16"])
def test_no_outline_stands_beside_siblings_that_curve(size: str) -> None:
    harbour = CASES["harbour"]
    drawing = fit(harbour, arrangements(harbour, THEME), THEME, CompileOptions(size=size)).scene.drawing
    root = harbour.topics[0].id
    assert len({is_angled(edge) for edge in edges(drawing) if edge.source != root}) == 1


def test_branches_taper_from_the_root_outwards() -> None:
    drawing = arrangements(CASES["harbour"], THEME)[0].draw()
    by_target = {edge.target: edge for edge in edges(drawing)}
    for edge in by_target.values():
        assert edge.end_width is not None
        assert edge.end_width < edge.stroke_width
        before = by_target.get(edge.source)
        assert before is None or before.end_width == edge.stroke_width


def test_a_trunk_shows_the_colour_of_the_branch_that_leaves_it_first() -> None:
    trunks = [a for a in arrangements(CASES["harbour"], THEME) if a.name.startswith("trunk")]
    assert trunks
    for arrangement in trunks:
        hanging = [edge for edge in edges(arrangement.draw()) if edge.source == "Harbour"]
        ends = [edge.path[-1].points[-1][1] for edge in hanging]
        assert len({edge.stroke for edge in hanging}) == len(hanging)
        # Branches leave in the author's order, on both sides.
        first = [topic.id for topic in CASES["harbour"].topics if topic.parent == "Harbour"]
        by_target = {edge.target: edge.path[-1].points[-1] for edge in hanging}
        for side in (-1, 1):
            down = [
                by_target[id][1]
                for id in first
                if (by_target[id][0] - hanging[0].path[0].points[0][0]) * side > 0
            ]
            assert len(down) >= 2
            assert down == sorted(down)
        # What is drawn later lies on top.
        assert ends == sorted(ends, reverse=True)


@pytest.mark.parametrize("shape", ["default", "circle", "rect"])
@pytest.mark.parametrize("size", ["16:9", "9:16", "1:1"])
def test_a_topic_that_is_alone_takes_the_shape_of_the_canvas(shape: TopicShape, size: str) -> None:
    alone = MindMap(topics=(Topic(id="a", label="Harbour", shape=shape),))
    assert fit(alone, arrangements(alone, THEME), THEME, CompileOptions(size=size)).report.fill >= 0.75


def test_long_texts_are_wrapped_widely_on_a_wide_canvas() -> None:
    text = " ".join(["Freight is weighed, listed and stowed before the tide turns."] * 6)
    long = MindMap(topics=(Topic(id="a"), *(Topic(id=id, label=text, parent="a") for id in "bcde")))
    fitted = fit(long, arrangements(long, THEME), THEME, CompileOptions(size="4:1"))
    assert fitted.report.fill >= 0.85
    assert fitted.report.gain >= 1.5


def test_lines_have_the_colour_that_the_author_gave_their_branch() -> None:
    topics = (
        Topic(id="r"),
        Topic(id="a", parent="r", style=Style(stroke="#aa2200", fill="#ffeedd")),
        Topic(id="b", parent="r", style=Style(fill="#2200aa")),
        Topic(id="c", parent="r"),
        Topic(id="a1", parent="a", style=Style(fill="#00ff00")),
    )
    drawing = arrangements(MindMap(topics=topics), THEME)[0].draw()
    assert {edge.target: edge.stroke for edge in edges(drawing)} == {
        "a": "#aa2200",
        "a1": "#aa2200",
        "b": "#2200aa",
        "c": "palette.2.stroke",
    }


@pytest.mark.parametrize(("theme", "lost"), [("light", "#ffffff"), ("dark", "#101418")])
def test_a_topic_of_one_colour_with_the_canvas_keeps_a_border(theme: str, lost: str) -> None:
    topics = (
        Topic(id="r"),
        Topic(id="lost", parent="r", style=Style(fill=lost)),
        Topic(id="seen", parent="r", style=Style(fill="#808080")),
    )
    look = load_theme(theme)
    drawing = legible(arrangements(MindMap(topics=topics), look)[0].draw(), look)
    strokes = {
        id: next(item.stroke for item in node.items if isinstance(item, Shape))
        for id, node in clusters(drawing, "node").items()
    }
    assert strokes["lost"] == "edge.stroke"
    assert strokes["seen"] == "#808080"
