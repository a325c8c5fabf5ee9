"""Pictures opened in a real Chromium: what people see in a browser is what was drawn."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import diagramc
from tests.browser import Watch

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
