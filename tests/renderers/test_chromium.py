"""Pictures opened in a real Chromium: what people see in a browser is what was drawn."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import diagramc
from diagramc.ir.base import Label, RichText, Run
from diagramc.ir.flowchart import Flow, Flowchart, FlowNode, NodeKind
from diagramc.ir.mindmap import MindMap, Topic
from tests.browser import Watch, audit
from tests.conftest import require
from tests.real_tools import find_axe
from tests.renderers.pictures import differing, svg_words
from tests.samples import SAMPLES

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.mark.real_tool
def test_a_picture_opens_in_chromium_without_a_word(chromium: Browser, tmp_path: Path) -> None:
    """An SVG file opened by itself: its size is its own, its words are there, nothing is asked of the network."""
    picture = tmp_path / "picture.svg"
    drawn = diagramc.compile("Login: user enters password, system checks it", type="flowchart")
    picture.write_text(drawn.svg, "utf-8")
    page = chromium.new_page()
    watch = Watch(page)
    page.goto(picture.as_uri())
    width, height = page.evaluate(
        "(() => { const box = document.documentElement.getBoundingClientRect(); return [box.width, box.height] })()"
    )
    assert [width, height] == page.evaluate(
        "[document.documentElement.width.baseVal.value, document.documentElement.height.baseVal.value]"
    )
    assert "password" in page.evaluate("document.documentElement.textContent").lower()
    assert (watch.errors, watch.strays) == ([], [])
    page.close()


_SAID: tuple[Label, ...] = (
    "مرحبا بالعالم، هذا نص طويل جدا!",
    "שלום עולם (בדיקה)!",
    "用户登录系统，然后检查密码是否正确；「若错误」则重试。",
    "Team 👩‍💻👨‍👩‍👧‍👦 🇩🇪 1️⃣ ❤️ done",
    "สวัสดีชาวโลกนี่คือข้อความยาวที่ไม่มีช่องว่าง",
    RichText(runs=(Run(text="اسم "), Run(text="غامق", bold=True), Run(text=" code()", code=True))),
)
_KINDS: tuple[NodeKind, ...] = ("process", "decision", "terminal", "database", "document", "data")
SCRIPTS = Flowchart(
    nodes=tuple(
        FlowNode(id=f"n{i}", label=label, kind=kind)
        for i, (label, kind) in enumerate(zip(_SAID, _KINDS, strict=True))
    ),
    edges=tuple(Flow(source=f"n{i}", target=f"n{i + 1}", label="نعم") for i in range(5)),
)
PICTURES = {**SAMPLES, "scripts": SCRIPTS}

MEASURE = """() => [...document.querySelectorAll("text")].map(text => {
  const box = text.getBBox(), holder = text.parentElement;
  const shapes = [...holder.children].filter(part => part.matches("path, rect")).map(part => part.getBBox());
  const free = shapes.every(shape => box.x > shape.x + shape.width - 1 || box.x + box.width < shape.x + 1
    || box.y > shape.y + shape.height - 4 || box.y + box.height < shape.y + 4);
  const inside = free || shapes.some(shape =>
    box.x >= shape.x - 1 && box.x + box.width <= shape.x + shape.width + 1
    && box.y >= shape.y - 4 && box.y + box.height <= shape.y + shape.height + 4);
  return {said: text.textContent, holder: holder.getAttribute("class"), inside,
          drawn: box.width, pinned: parseFloat(text.getAttribute("textLength"))};
})"""
"""Of each text: how wide it is drawn, and whether that is inside a shape of the element it is in, or beside all of them (below a figure)."""


@pytest.mark.real_tool
@pytest.mark.parametrize("name", PICTURES)
def test_no_text_leaves_its_shape_in_a_browser_without_the_face(
    chromium: Browser, tmp_path: Path, name: str
) -> None:
    picture = tmp_path / "picture.svg"
    picture.write_text(diagramc.compile(PICTURES[name], size="4:3").svg, "utf-8")
    page = chromium.new_page()
    page.goto(picture.as_uri())
    assert not page.evaluate("document.fonts.check('16px Inter') && [...document.fonts].length > 0")
    found = page.evaluate(MEASURE)
    page.close()
    assert len(found) > 3
    for text in found:
        assert abs(text["drawn"] - text["pinned"]) <= 1.0 + 0.02 * text["pinned"], text
        if text["holder"] in ("node", "note"):
            assert text["inside"], text


@pytest.mark.real_tool
def test_an_embedded_face_is_the_one_that_is_drawn(chromium: Browser, tmp_path: Path) -> None:
    """Text that is not pinned is as wide as it was measured only when the picture brings the face along."""
    chart = MindMap(
        topics=(Topic(id="a", label="Wavy Typography 0123"), Topic(id="b", parent="a", label="Bold fjords"))
    )
    widths = {}
    for embed in (False, True):
        picture = tmp_path / f"{embed}.svg"
        picture.write_text(diagramc.compile(chart, embed_font=embed).svg, "utf-8")
        page = chromium.new_page()
        watch = Watch(page)
        page.goto(picture.as_uri())
        page.evaluate("document.fonts.ready.then(() => true)")
        widths[embed] = page.evaluate(
            "[...document.querySelectorAll('text')].map(text => {"
            " const pinned = parseFloat(text.getAttribute('textLength')); text.removeAttribute('textLength');"
            " return [text.getComputedTextLength(), pinned] })"
        )
        assert (watch.errors, watch.strays) == ([], [])
        page.close()
    assert all(abs(drawn - pinned) < 0.01 * pinned for drawn, pinned in widths[True]), widths
    assert any(abs(drawn - pinned) > 0.02 * pinned for drawn, pinned in widths[False]), widths


@pytest.mark.real_tool
@pytest.mark.parametrize("theme", ["light", "sketch"])
@pytest.mark.parametrize("name", SAMPLES)
def test_a_browser_draws_what_the_rasteriser_draws(
    chromium: Browser, tmp_path: Path, name: str, theme: str
) -> None:
    """The same words, and the same pixels but for the edges of letters: with the face in the picture, pictures are compared blurred."""
    result = diagramc.compile(SAMPLES[name], size="4:3", theme=theme, embed_font=True)
    picture = tmp_path / "picture.svg"
    picture.write_text(result.svg, "utf-8")
    page = chromium.new_page(viewport={"width": result.scene.width, "height": result.scene.height})
    page.goto(picture.as_uri())
    page.evaluate("document.fonts.ready.then(() => true)")
    words = page.evaluate("[...document.querySelectorAll('text')].map(text => text.textContent).join(' ')")
    theirs = page.screenshot()
    page.close()
    assert words == svg_words(result.svg)
    assert differing(result.png(), theirs) <= 0.005


PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Diagrams</title></head>
<body><main><h1>Diagrams</h1>{pictures}</main></body></html>"""


@pytest.mark.real_tool
@pytest.mark.parametrize("theme", ["light", "auto", "sketch"])
def test_axe_finds_nothing_in_a_page_of_pictures(chromium: Browser, tmp_path: Path, theme: str) -> None:
    """Every type inside one page, some with links: roles, names, ids and contrast as axe-core judges them."""
    require(find_axe)
    drawn = [diagramc.compile(sample, size="4:3", theme=theme).svg for sample in PICTURES.values()]
    assert any("<a href" in svg for svg in drawn)
    assert not all("<a href" in svg for svg in drawn)
    page_file = tmp_path / "page.html"
    page_file.write_text(PAGE.format(pictures="\n".join(drawn)), "utf-8")
    page = chromium.new_page()
    watch = Watch(page)
    page.goto(page_file.as_uri())
    found = audit(page)
    tree = page.locator("svg[role^=graphics-document]").first.aria_snapshot()
    assert (watch.errors, watch.strays) == ([], [])
    page.close()
    assert found == []
    # What leads somewhere can be reached, under the words that are seen.
    assert 'link "' in tree
