"""Pictures on slides, seen by Chromium: whoever drew a picture, its size and its text are measured by one rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGE = (
    "<style>html,body{margin:0;height:100%;background:#fff}body{display:grid;place-items:center}"
    "body>svg,body>:not(style)>svg{width:100vw;height:100vh;max-width:none!important}</style>"
)
FILL_PAGE = """() => { const svg = document.querySelector('svg');
  if (!svg.viewBox.baseVal || !svg.viewBox.baseVal.width) {
    const b = svg.getBBox(); svg.setAttribute('viewBox', `${b.x} ${b.y} ${b.width} ${b.height}`);
  }
  svg.removeAttribute('width'); svg.removeAttribute('height'); svg.removeAttribute('style');
  svg.setAttribute('preserveAspectRatio', 'xMidYMid meet'); }"""
MEASURE = """() => {
  const svg = document.querySelector('svg'), sizes = new Map(), walker = document.createTreeWalker(svg, NodeFilter.SHOW_TEXT);
  const page = svg.getScreenCTM(), view = svg.viewBox.baseVal, whole = view.width * page.a * view.height * page.d;
  while (walker.nextNode()) {
    const owner = walker.currentNode.parentElement, letters = walker.currentNode.data.trim().length;
    if (!letters || owner.closest('title, desc, style, script, defs')) continue;
    const drawn = owner.closest('text, foreignObject'); if (!drawn) continue;
    const scale = Math.abs(drawn.getScreenCTM().a) / page.a, size = Math.round(parseFloat(getComputedStyle(owner).fontSize) * scale * 100) / 100;
    sizes.set(size, (sizes.get(size) || 0) + letters);
  }
  const box = {left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity};
  for (const drawn of svg.querySelectorAll('path, rect, circle, ellipse, polygon, polyline, line, text, image, foreignObject')) {
    if (drawn.closest('defs, marker, mask, clipPath, pattern')) continue;
    const here = drawn.getBoundingClientRect(), paint = getComputedStyle(drawn);
    if (here.width * here.height > 0.97 * whole || (!here.width && !here.height) || paint.visibility === 'hidden') continue;
    box.left = Math.min(box.left, here.left); box.right = Math.max(box.right, here.right);
    box.top = Math.min(box.top, here.top); box.bottom = Math.max(box.bottom, here.bottom);
  }
  const body = [...sizes].sort((a, b) => b[1] - a[1])[0];
  return {width: view.width, height: view.height, text: body ? body[0] : 0,
          ratio: (box.right - box.left) / (box.bottom - box.top)};
}"""


class Size(NamedTuple):
    """Width and height of a slide in px."""

    width: int
    height: int


class Figure(NamedTuple):
    """A picture on a slide: the part of the slide's ratio that the drawing fills, and the px of most of its letters."""

    fill: float
    text: float


class Seen(NamedTuple):
    """A picture by itself: its size and the size of most of its letters in its own unit, and the ratio of what is drawn in it."""

    width: float
    height: float
    text: float
    ratio: float

    def on(self, slide: Size) -> Figure:
        """The same as large as it can be on a slide."""
        scale = min(slide.width / self.width, slide.height / self.height)
        fill = self.ratio / (slide.width / slide.height)
        return Figure(round(min(fill, 1 / fill), 2), round(self.text * scale, 1))


def see(page: Page, svg: str) -> Seen:
    """Put a picture on the page, as large as it can be, and measure it."""
    page.set_content(PAGE + svg[svg.index("<svg") :])
    page.evaluate(FILL_PAGE)
    found: dict[str, Any] = page.evaluate(MEASURE)
    return Seen(**found)
