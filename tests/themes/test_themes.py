"""Every theme has every role, and text that can be read on each ground it stands on."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from diagramc.ir.architecture import Architecture, Service
from diagramc.ir.base import Edge, Element, Group, Node, Style
from diagramc.ir.colors import CSS_COLORS
from diagramc.ir.flowchart import Flow, Flowchart, FlowNode
from diagramc.ir.sequence import Fragment
from diagramc.ir.visit import transform
from diagramc.kinds import kind_of
from diagramc.layout.fit import fit
from diagramc.options import THEMES, CompileOptions
from diagramc.pipeline import compile
from diagramc.scene.colors import as_hex, blend_until_readable, contrast, parse_hex, readable_on
from diagramc.scene.model import Connector, Icon, Shape, Text
from diagramc.themes import load_theme
from diagramc.themes.contrast import faint_pairs, pairs
from tests.samples import SAMPLES
from tests.scene_lint import faint_text, walk_items


@pytest.mark.parametrize("name", THEMES)
def test_text_is_readable_on_its_grounds(name: str) -> None:
    theme = load_theme(name)
    assert len(list(pairs(theme))) > 30
    assert [(ink, ground, round(ratio, 2)) for ink, ground, ratio in faint_pairs(theme)] == []


@pytest.mark.parametrize("name", THEMES)
def test_it_has_the_roles_of_the_default_theme(name: str) -> None:
    theme = load_theme(name)
    assert theme.name == name
    assert theme.colors.keys() == load_theme("light").colors.keys()


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("type", SAMPLES)
def test_pictures_without_colours_of_the_author_can_be_read(name: str, type: str) -> None:
    def plain(element: Element) -> Element:
        if isinstance(element, Node | Edge | Group):
            return replace(element, style=None, classes=())
        return replace(element, fill=None) if isinstance(element, Fragment) else element

    diagram = transform(SAMPLES[type], plain)
    theme = load_theme(name)
    arrangements = kind_of(diagram).backend("scene").arrangements(diagram, theme)[:1]
    scene = fit(diagram, arrangements, theme, CompileOptions()).scene
    assert faint_text(scene.drawing, theme) == []


def test_auto_is_light_and_dark_in_one_picture() -> None:
    auto, light, dark = (compile(SAMPLES["er"], size="4:3", theme=name) for name in ("auto", "light", "dark"))
    sheet = auto.svg.partition("<style>")[2].partition("</style>")[0]
    day, _, night = sheet.partition("@media (prefers-color-scheme: dark)")
    assert "--dc-canvas:#ffffff;" in day
    assert f"--dc-canvas:{load_theme('dark').colors['canvas']};" in night
    assert 'fill="var(--dc-canvas)"' in auto.svg
    assert "var(" not in light.svg + dark.svg
    # What an author coloured stays as it is.
    assert 'fill="#fde2e2"' in auto.svg


def test_pictures_in_pixels_have_the_light_colours_of_auto() -> None:
    auto, light = (compile(SAMPLES["mindmap"], size="1:1", theme=name) for name in ("auto", "light"))
    assert auto.png() == light.png()


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("type", SAMPLES)
def test_what_an_author_coloured_can_be_read_in_every_theme(name: str, type: str) -> None:
    result = compile(SAMPLES[type], theme=name)
    assert faint_text(result.scene.drawing, result.theme) == []
    if result.theme.night is not None:
        assert faint_text(result.scene.drawing, result.theme.night) == []


@pytest.mark.parametrize(
    ("theme", "style", "ink"),
    [
        ("light", Style(fill="#fff3bf"), "#1b2433"),
        ("dark", Style(fill="#fff3bf"), "#1b2433"),
        ("dark", Style(fill="navy"), "#ffffff"),
        ("dark", Style(fill="#ffffff", color="#eeeeee"), "#1b2433"),
        ("dark", Style(color="#222222"), "text"),
        ("light", Style(color="#222222"), "#222222"),
        ("light", Style(color="#f5f5f5"), "text"),
        ("auto", Style(color="#222222"), "text"),
        ("auto", Style(fill="#fff3bf"), "#1b2433"),
        ("dark", Style(fill="#ffffff00", color="#dddddd"), "#dddddd"),
    ],
)
def test_text_takes_the_ink_that_reads_on_its_ground(theme: str, style: Style, ink: str) -> None:
    scene = compile(Flowchart(nodes=(FlowNode(id="a", style=style),)), theme=theme).scene
    assert [item.fill for item in walk_items(scene.drawing.items) if isinstance(item, Text)] == [ink]


def test_lines_that_vanish_on_the_canvas_take_the_themes_colour() -> None:
    chart = Flowchart(
        nodes=(FlowNode(id="a"), FlowNode(id="b")),
        edges=(Flow(source="a", target="b", style=Style(stroke="#000000")),),
    )
    strokes = {
        theme: [
            i.stroke
            for i in walk_items(compile(chart, theme=theme).scene.drawing.items)
            if isinstance(i, Connector)
        ]
        for theme in ("light", "dark", "auto")
    }
    assert strokes == {"light": ["#000000"], "dark": ["edge.stroke"], "auto": ["edge.stroke"]}


@pytest.mark.parametrize("stroke", ["#4f82e0", "gold", "#ffffff", "nonsense"])
def test_a_strong_fill_is_as_near_to_the_stroke_as_letters_on_it_can_be_read(stroke: str) -> None:
    found = blend_until_readable(stroke, "#1f3f7a", "#ffffff")
    fill, ink = parse_hex(found), parse_hex("#ffffff")
    assert fill is not None
    assert ink is not None
    assert contrast(fill, ink) >= 4.5
    assert blend_until_readable("#1f3f7a", "#000000", "#ffffff") == "#1f3f7a"


def test_groups_stand_on_a_wash_of_their_hue() -> None:
    light = load_theme("light")
    washes = [light.paint(f"palette.{i}.wash") for i in range(len(light.palette))]
    assert len(set(washes)) == len(washes)
    source = "flowchart LR\n  subgraph one\n    a --> b\n  end\n  subgraph two\n    c\n  end\n  b --> c\n"
    svg = compile(source, language="mermaid", theme="light").svg
    assert f'"{washes[0]}"' in svg
    assert f'"{washes[1]}"' in svg


BOXED = """@startuml
box "Shop" {fill}
participant A
end box
participant B
A -> B ++ : a label that stands on the side of the box
note over A : inside
alt a guard as wide as it takes to cross the bar of the participant
A -> B : more
end
@enduml
"""


@pytest.mark.parametrize("theme", [name for name in THEMES if name != "auto"])
@pytest.mark.parametrize("fill", ["#LightBlue", "#FFFFCC", "#000080", "#1a1a1a", "#808080"])
def test_labels_read_on_both_sides_of_an_authors_ground(theme: str, fill: str) -> None:
    result = compile(BOXED.format(fill=fill), language="plantuml", theme=theme)
    look = result.theme
    items = list(walk_items(result.scene.drawing.items))
    (frame,) = [item for item in items if isinstance(item, Shape) and item.role == "group-frame"]
    ground, canvas = (parse_hex(look.paint(CSS_COLORS.get(c, c))) for c in (frame.fill, "canvas"))
    labels = [item for item in items if isinstance(item, Text) and item.role == "edge-label"]
    assert len(labels) == 2
    for label in labels:
        ink = parse_hex(look.paint(label.fill))
        assert ink
        assert ground
        assert canvas
        assert min(contrast(ink, ground), contrast(ink, canvas)) >= 4.5
        # A patch behind a label is no other colour than what it lies on.
        assert label.halo in ("none", "canvas", frame.fill)
    assert faint_text(result.scene.drawing, look) == []


def test_a_ground_that_reads_keeps_the_authors_colour() -> None:
    for theme, fill, kept in (
        ("light", "#LightBlue", True),
        ("dark", "#LightBlue", False),
        ("dark", "#102030", True),
    ):
        scene = compile(BOXED.format(fill=fill), language="plantuml", theme=theme).scene
        (frame,) = [
            i for i in walk_items(scene.drawing.items) if isinstance(i, Shape) and i.role == "group-frame"
        ]
        assert (frame.fill in ("lightblue", "LightBlue", fill)) is kept, theme


def test_a_box_is_seen_on_paper_without_tints() -> None:
    scene = compile(BOXED.format(fill=""), language="plantuml", theme="print").scene
    (frame,) = [
        i for i in walk_items(scene.drawing.items) if isinstance(i, Shape) and i.role == "group-frame"
    ]
    look = load_theme("print")
    assert look.paint(frame.fill) != look.paint("canvas")
    nested = (
        "@startuml\nbox outer\nbox inner\nparticipant A\nend box\nparticipant B\nend box\nA -> B\n@enduml\n"
    )
    scene = compile(nested, language="plantuml", theme="print").scene
    outer, inner = [
        look.paint(i.fill)
        for i in walk_items(scene.drawing.items)
        if isinstance(i, Shape) and i.role == "group-frame"
    ]
    assert outer != inner


@pytest.mark.parametrize(
    ("theme", "fill", "ink"),
    [
        ("dark", "#FFD700", "#1b2433"),
        ("sketch", "#FF7F50", "#1b2433"),
        ("light", "#000080", "#ffffff"),
        ("light", "#eef4ff", None),
    ],
)
def test_a_pictogram_is_seen_on_an_authors_fill(theme: str, fill: str, ink: str | None) -> None:
    node = Service(id="a", label="A", kind="database", style=Style(fill=fill))
    scene = compile(Architecture(services=(node,)), theme=theme).scene
    (icon,) = [item for item in walk_items(scene.drawing.items) if isinstance(item, Icon)]
    assert icon.stroke == ink if ink else icon.stroke != "#1b2433"


def test_a_colour_that_lets_the_canvas_through_counts_as_what_is_seen() -> None:
    node = FlowNode(id="a", style=Style(fill="#00000010", color="#222222"))
    for theme, ink in (("light", "#222222"), ("dark", "#ffffff")):
        scene = compile(Flowchart(nodes=(node,)), theme=theme).scene
        assert [item.fill for item in walk_items(scene.drawing.items) if isinstance(item, Text)] == [ink]


@given(st.tuples(*[st.integers(0, 255)] * 3))
@example((0x80, 0x80, 0x80))
def test_every_fill_has_an_ink_that_reads_on_it(rgb: tuple[int, int, int]) -> None:
    ink = parse_hex(readable_on(as_hex(rgb)) or "")
    assert ink is not None
    assert contrast(rgb, ink) >= 4.5


@pytest.mark.parametrize("theme", ["dark", "blueprint"])
@pytest.mark.parametrize("stroke", ["#008000", "firebrick", "#5555ff", "#ff0000", "gold"])
def test_lines_of_an_authors_are_brightened_on_a_dark_canvas(theme: str, stroke: str) -> None:
    chart = Flowchart(
        nodes=(FlowNode(id="a"), FlowNode(id="b")),
        edges=(Flow(source="a", target="b", style=Style(stroke=stroke)),),
    )
    (line,) = [
        i.stroke
        for i in walk_items(compile(chart, theme=theme).scene.drawing.items)
        if isinstance(i, Connector)
    ]
    drawn, canvas, own = (
        parse_hex(CSS_COLORS.get(c, c)) for c in (line, load_theme(theme).paint("canvas"), stroke)
    )
    assert drawn
    assert canvas
    assert own
    assert contrast(drawn, canvas) >= 3.0
    # The brightest channel stays so: the hue is the author's.
    assert drawn.index(max(drawn)) == own.index(max(own))
    assert contrast(own, canvas) < 3.0 or drawn == own


@pytest.mark.parametrize(
    ("theme", "fill", "kept"),
    [
        ("light", "#1a1a2e", True),
        ("light", "#fff3bf", True),
        ("light", "#008000", False),
        ("dark", "#1a1a2e", True),
        ("dark", "#add8e6", False),
    ],
)
def test_a_frame_of_an_authors_changes_only_where_lines_vanish_on_it(
    theme: str, fill: str, kept: bool
) -> None:
    text = f"flowchart LR\n  subgraph s\n    a --> b\n  end\n  b --> c\n  style s fill:{fill}\n"
    result = compile(text, language="mermaid", theme=theme)
    items = list(walk_items(result.scene.drawing.items))
    (frame,) = [item for item in items if isinstance(item, Shape) and item.role == "group-frame"]
    assert (frame.fill == fill) is kept
    ground, line = parse_hex(frame.fill), parse_hex(result.theme.paint("edge.stroke"))
    assert ground
    assert line
    assert contrast(ground, line) >= 2.0
    assert faint_text(result.scene.drawing, result.theme) == []
