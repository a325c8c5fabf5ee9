"""SVG that opens everywhere: well-formed, plain text, nothing from outside, whatever the labels say."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from diagramc.ir.base import Link, plain
from diagramc.ir.flowchart import Flow, Flowchart, FlowNode
from diagramc.pipeline import compile
from diagramc.renderers.svg import DASHES, Writer
from diagramc.scene.heads import LENGTHS, setback, trim_end
from diagramc.scene.shapes import polyline
from diagramc.themes import load_theme
from tests.backends.awkward import AWKWARD, with_label
from tests.renderers.pictures import SVG, svg_words
from tests.samples import SAMPLES

ALLOWED = {
    "svg",
    "title",
    "desc",
    "metadata",
    "rect",
    "g",
    "path",
    "text",
    "a",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
}
"""Elements that every SVG viewer and converter draws."""


@pytest.mark.parametrize("name", SAMPLES)
def test_only_plain_elements_and_nothing_from_outside(name: str) -> None:
    svg = compile(SAMPLES[name], size="16:9").svg
    root = ElementTree.fromstring(svg)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= ALLOWED
    attributes = {key for element in root.iter() for key in element.attrib}
    assert not any(
        key.startswith("on") or (key.endswith("style") and key != "font-style") for key in attributes
    )
    assert "url(" not in svg
    linked = root.find(f".//{SVG}a") is not None
    assert root.get("role") == ("graphics-document document" if linked else "img")
    assert root.find(f"{SVG}title") is not None


@pytest.mark.parametrize("name", SAMPLES)
def test_ids_are_unique_and_begin_with_a_hash_of_the_content(name: str) -> None:
    svgs = [compile(SAMPLES[name], size=size).svg for size in ("16:9", "9:16")]
    prefixes = []
    for svg in svgs:
        ids = re.findall(r' id="([^"]*)"', svg)
        assert len(ids) == len(set(ids))
        (prefix,) = {id.partition("-")[0] for id in ids}
        assert re.fullmatch(r"d[0-9a-f]{8}", prefix)
        prefixes.append(prefix)
    assert prefixes[0] != prefixes[1]


@pytest.mark.parametrize("words", AWKWARD)
def test_awkward_labels_are_only_text(words: str) -> None:
    """Well-formed, and no element or attribute comes out of a label, in any type."""
    for sample in SAMPLES.values():
        root = ElementTree.fromstring(compile(with_label(sample, AWKWARD[words]), size="4:3").svg)
        assert {element.tag.removeprefix(SVG) for element in root.iter()} <= ALLOWED


@pytest.mark.parametrize(
    "label", ['List<T> & "co"', "if a < b; 'then'", "end", "C:\\new", "用户 👩‍💻", "{{ x }}"]
)
def test_a_label_is_drawn_as_it_is(label: str) -> None:
    svg = compile(Flowchart(nodes=(FlowNode(id="a", label=label),))).svg
    assert label in svg_words(svg).replace("  ", " ")


def test_the_words_of_every_sample_are_there() -> None:
    for name, sample in SAMPLES.items():
        shown = re.sub(r"\W", "", svg_words(compile(sample, size="16:9").svg))
        assert re.sub(r"\W", "", plain(sample.title)) in shown, name


def test_links_and_tooltips_and_escaped_addresses() -> None:
    diagram = Flowchart(
        nodes=(
            FlowNode(id="a", link=Link(url='https://x.test/?a=1&b="2"', new_window=True), tooltip="<b>"),
            FlowNode(id="b"),
        ),
        edges=(Flow(source="a", target="b"),),
    )
    svg = compile(diagram).svg
    assert '<a href="https://x.test/?a=1&amp;b=&quot;2&quot;" target="_blank" rel="noopener">' in svg
    assert "<title>&lt;b&gt;</title>" in svg


def test_text_keeps_its_measured_width_in_a_viewer_without_the_font() -> None:
    root = ElementTree.fromstring(compile(SAMPLES["flowchart"]).svg)
    texts = list(root.iter(f"{SVG}text"))
    assert texts
    assert all(float(text.get("textLength", "0")) > 0 for text in texts)


def test_the_outline_is_the_description_and_follows_the_authors() -> None:
    chart = Flowchart(title="Tea", nodes=(FlowNode(id="a", label="Boil"),), description="How tea is made.")
    root = ElementTree.fromstring(compile(chart).svg)
    said = root.findtext(f"{SVG}desc") or ""
    assert said.startswith("How tea is made.\n\n")
    assert said.endswith(compile(chart).outline.strip())
    assert root.get("aria-describedby") == root.find(f"{SVG}desc").get("id")  # type: ignore[union-attr]
    assert root.findtext(f"{SVG}title") == "Tea"


def test_ids_of_the_ir_stay_when_the_diagram_changes() -> None:
    before, after = (
        compile(
            Flowchart(
                nodes=(FlowNode(id="a"), FlowNode(id="b c"), *more), edges=(Flow(source="a", target="b c"),)
            )
        ).svg
        for more in ((), (FlowNode(id="new"),))
    )
    found = [re.findall(r' data-id="([^"]*)" class="(\w+)"', svg) for svg in (before, after)]
    assert set(found[0]) == {("a", "node"), ("b c", "node"), ("a-&gt;b c", "edge")}
    assert set(found[0]) < set(found[1])


def test_lines_of_a_picture_of_little_on_a_large_canvas_are_no_bars() -> None:
    def widths(text: str, size: str, image_size: str = "1K") -> set[float]:
        """How wide the lines are beside the letters."""
        svg = compile(text, language="mermaid", size=size, image_size=image_size).svg
        return {float(width) for width in re.findall(r'stroke-width="([\d.]+)"', svg)}

    little, much = (
        "flowchart LR\n  A --> B\n",
        "flowchart LR\n" + "\n".join(f"  {i} --> {i + 1}" for i in range(30)),
    )
    assert widths(much, "16:9") == widths(little, "auto") == {1.5}
    (fine,) = widths(little, "16:9")
    assert 0.5 <= fine / 1.5 < 0.8
    assert widths(little, "16:9", "4K") == {fine}


def test_heads_shrink_with_the_lines_of_a_picture_of_little() -> None:
    def head(text: str) -> float:
        """How long an arrow head is, in px beside letters of the theme's size."""
        svg = compile(text, language="mermaid", size="16:9").svg
        d = re.search(r'class="edge">\n.*\n<path d="M([\d. ]+)L([\d. ]+)', svg)
        assert d is not None
        tip, corner = ([float(part) for part in group.split()] for group in d.groups())
        return max(abs(a - b) for a, b in zip(tip, corner, strict=True))

    many = "flowchart LR\n" + "\n".join(f"  {i} --> {i + 1}" for i in range(30))
    assert head(many) == pytest.approx(10.0, abs=0.1)
    assert 6.0 < head("flowchart LR\n  A --> B\n") < 8.0


@pytest.mark.parametrize("length", [3.0, 9.0, 14.0, 30.0, 47.0, 333.3])
@pytest.mark.parametrize("line", DASHES)
def test_a_dashed_line_begins_and_ends_with_a_whole_dash(line: str, length: float) -> None:
    writer = Writer(load_theme("light"), "d")
    attributes = writer.stroke_attributes("text", 1.5, line, polyline((10.0, 5.0), (10.0, 5.0 + length)))
    dash, gap = (float(part) for part in re.findall(r'dasharray="([\d.]+) ([\d.]+)"', attributes)[0])
    count = (length + gap) / (dash + gap)
    assert count == pytest.approx(round(count), abs=0.01 * count + 0.05)
    assert count > 1.5
    assert dash / gap == pytest.approx(DASHES[line][0] / DASHES[line][1], rel=0.1)


def test_a_dashed_line_stops_before_the_whole_lines_of_a_foot() -> None:
    whole, dashed = (setback("crow-zero-many", dashed=dashed) for dashed in (False, True))
    assert whole == 0.0
    assert dashed > LENGTHS["crow-zero-many"]
    assert setback("arrow", dashed=True) == setback("arrow")


def test_a_line_is_not_cut_back_past_its_last_bend() -> None:
    path = trim_end(polyline((0.0, 0.0), (50.0, 0.0), (50.0, 8.0)), 20.0)
    assert path[-1].points[-1] == pytest.approx((50.0, 0.8))
