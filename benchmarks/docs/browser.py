"""What a reader's browser does for a page: with pictures in it, and with the sources that Mermaid draws there."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path

from benchmarks.docs.sites import Diagram

_PAGE = "<!doctype html><meta charset='utf-8'><title>T</title><link rel='icon' href='data:,'>{body}"
_DRAW = """<script src="mermaid.min.js"></script><script>
mermaid.initialize({startOnLoad: false})
mermaid.run({suppressErrors: true}).finally(() => { window.drawn = performance.now() })
</script>"""
_LOADED = "<script>addEventListener('load', () => { window.drawn = performance.now() })</script>"
RUNS = 3


def browser_pages(folder: Path, sample: Sequence[Diagram], mermaid: Path) -> None:
    """Print how long Chromium takes until a page of the diagrams is drawn (the best of RUNS), and how many bytes it is sent."""
    from diagramc.pipeline import compile
    from tests.browser import chromium, serve

    folder.mkdir()
    script = mermaid.read_bytes()
    (folder / "mermaid.min.js").write_bytes(script)
    pictures = "".join(compile(diagram.text, language=diagram.language).svg for diagram in sample)
    sources = "".join(f'<pre class="mermaid">{html.escape(diagram.text)}</pre>' for diagram in sample)
    pages = {"pictures in the page": pictures + _LOADED, "Mermaid in the browser": sources + _DRAW}
    print(f"\n{'a page of ' + str(len(sample)):34} {'ms until drawn':>15} {'kB sent':>8}")
    with serve(folder) as address, chromium() as browser:
        for label, body in pages.items():
            text = _PAGE.format(body=body)
            (folder / "page.html").write_text(text, encoding="utf-8")
            sent = len(text.encode()) + (len(script) if "mermaid.min.js" in text else 0)
            times = []
            for _ in range(RUNS):
                page = browser.new_page()
                page.goto(f"{address}page.html")
                page.wait_for_function("window.drawn", timeout=300_000)
                times.append(float(page.evaluate("window.drawn")))
                page.close()
            print(f"{label:34} {min(times):15.0f} {sent / 1000:8.0f}", flush=True)
