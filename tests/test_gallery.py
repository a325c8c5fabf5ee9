"""The gallery's own pictures are what diagramc draws today, and its page says what was measured."""

from __future__ import annotations

import json

from scripts.make_gallery import FIGURES, FOLDER, PEERS, ROOT, own_files, page_text


def test_the_gallery_is_up_to_date() -> None:
    stale = [name for name, content in own_files() if not _same(name, content)]
    assert stale == [], "run `make gallery`, and look at the pictures"


def _same(name: str, content: bytes) -> bool:
    path = FOLDER / name
    return path.is_file() and path.read_bytes() == content


def test_the_page_shows_every_picture_and_figure() -> None:
    figures = json.loads(FIGURES.read_text("utf-8"))
    text = (ROOT / "docs" / "gallery.md").read_text("utf-8")
    assert text == page_text(figures)
    assert all(tool in ("diagramc", *PEERS) for tools in figures.values() for tool in tools)
    shown = {path for path in FOLDER.rglob("*.*g") if path.suffix in (".svg", ".png")}
    assert [
        str(path) for path in sorted(shown) if f"gallery/{path.parent.name}/{path.name}" not in text
    ] == []
