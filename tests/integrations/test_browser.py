"""Built sites opened in a real Chromium: every diagram is there and as large as it says, dark mode follows, links lead on."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import Watch, serve
from tests.cli.command import clean_environment
from tests.integrations import test_mkdocs, test_sphinx
from tests.remote.commands import wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.real_tool

MATERIAL = """\
site_name: Test
theme:
  name: material
  font: false
  palette:
    - {media: "(prefers-color-scheme: light)", scheme: default, toggle: {icon: material/weather-night, name: Dark}}
    - {media: "(prefers-color-scheme: dark)", scheme: slate, toggle: {icon: material/weather-sunny, name: Light}}
plugins:
  - search
  - diagramc
markdown_extensions: [admonition, pymdownx.superfences]
"""
INDEX = """\
# Home

```mermaid
flowchart LR
  A --> B
  click A "guide/setup.md#second"
```

```diagram type=er size=16:9
A customer places many orders.
```

!!! note

    ```plantuml width=300px
    @startuml
    Alice -> Bob : hello
    @enduml
    ```
"""
SETUP = "# Setup\n\n## First\n\ntext\n\n## Second\n\n```dot\ndigraph { x -> y }\n```\n"
DARK = 100
"""Of 255: what is darker is night, what is lighter is day."""


def pictures(page: Page) -> list[dict[str, Any]]:
    """Of each diagram: the size it declares, the size it is shown in, and how much room there is."""
    found: list[dict[str, Any]] = page.evaluate(
        """[...document.querySelectorAll("figure.diagramc svg")].map(svg => {
            const shown = svg.getBoundingClientRect(), view = svg.viewBox.baseVal
            return {own: [svg.width.baseVal.valueInSpecifiedUnits, view.width, view.height],
                    shown: [shown.width, shown.height], room: svg.closest("figure").clientWidth}})"""
    )
    return found


def check_sizes(page: Page, count: int) -> None:
    """Each diagram has its declared size where there is room for it, else the room's width; its shape is its own."""
    found = pictures(page)
    assert len(found) == count
    for picture in found:
        width, view_width, view_height = picture["own"]
        shown_width, shown_height = picture["shown"]
        assert width == view_width
        assert shown_width == pytest.approx(min(width, picture["room"]), abs=1)
        assert shown_height == pytest.approx(shown_width * view_height / view_width, abs=1)


def brightness(page: Page) -> float:
    """The mean of the first diagram's pixels as a person sees them, 0 to 255."""
    from io import BytesIO

    from PIL import Image, ImageStat

    shot = page.locator("figure.diagramc svg").first.screenshot(animations="disabled")
    return ImageStat.Stat(Image.open(BytesIO(shot)).convert("L")).mean[0]


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site built with Material for MkDocs."""
    folder = tmp_path_factory.mktemp("material")
    (folder / "mkdocs.yml").write_text(MATERIAL)
    (folder / "docs" / "guide").mkdir(parents=True)
    (folder / "docs" / "index.md").write_text(INDEX)
    (folder / "docs" / "guide" / "setup.md").write_text(SETUP)
    done = test_mkdocs.build(folder, "--strict", env={"DIAGRAMC_CACHE": str(folder / "store")})
    assert done.returncode == 0, done.stderr
    with serve(folder / "site") as address:
        yield address


def test_material_shows_every_diagram_at_its_size(chromium: Browser, material: str) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    watch = Watch(page)
    page.goto(material)
    check_sizes(page, 3)
    assert pictures(page)[2]["room"] == 300
    page.locator("figure.diagramc svg text", has_text="Customer").first.wait_for()
    page.locator("figure.diagramc svg a").first.click()
    page.wait_for_url("**/guide/setup/#second")
    assert page.locator("h1").inner_text().startswith("Setup")
    check_sizes(page, 1)
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(material)
    check_sizes(page, 3)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, "nothing sticks out on a telephone"
    assert (watch.errors, watch.strays) == ([], [])
    page.close()


def test_material_pictures_follow_system_and_switch(chromium: Browser, material: str) -> None:
    page = chromium.new_page(color_scheme="dark")
    page.goto(material)
    assert brightness(page) < DARK
    page.close()
    page = chromium.new_page(color_scheme="light")  # Material remembers what a visitor saw
    watch = Watch(page)
    page.goto(material)
    assert brightness(page) > DARK
    page.locator("label[for=__palette_1]").click()
    page.wait_for_function("document.body.dataset.mdColorScheme === 'slate'")
    assert brightness(page) < DARK, "the switch counts for more than the system"
    page.reload()
    assert brightness(page) < DARK
    page.locator("label[for=__palette_0]").click()
    page.wait_for_function("document.body.dataset.mdColorScheme === 'default'")
    assert brightness(page) > DARK
    assert (watch.errors, watch.strays) == ([], [])
    page.close()


def test_material_search_finds_what_a_diagram_says(chromium: Browser, material: str) -> None:
    page = chromium.new_page()
    watch = Watch(page)
    page.goto(material)
    page.locator("input.md-search__input").click()
    page.keyboard.type("any number of Order")
    page.locator(".md-search-result__item").first.wait_for()
    assert "Home" in page.locator(".md-search-result__item").first.inner_text()
    assert (watch.errors, watch.strays) == ([], [])
    page.close()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_mkdocs_serve_draws_again_when_a_page_is_saved(chromium: Browser, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: T\ntheme: mkdocs\nplugins: [diagramc]\n")
    (tmp_path / "docs").mkdir()
    index = tmp_path / "docs" / "index.md"
    index.write_text("# T\n\n```mermaid\nflowchart LR\n  A --> Before\n```\n")
    port = free_port()
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--livereload", "-a", f"127.0.0.1:{port}"],
            cwd=tmp_path,
            env=clean_environment({"NO_MKDOCS_2_WARNING": "1"}),
            stderr=log,
            stdout=log,
        )
    try:
        page = chromium.new_page()
        address = f"http://127.0.0.1:{port}/"
        wait_for(port)
        page.goto(address)
        assert "Before" in (page.locator("figure.diagramc svg").text_content() or "")
        index.write_text(index.read_text().replace("Before", "Afterwards"))
        page.wait_for_function(
            "document.querySelector('figure.diagramc svg')?.textContent.includes('Afterwards')",
            timeout=60_000,
        )
        index.write_text(index.read_text().replace("--> Afterwards", "-->"))
        wait_until(lambda: "index.md:5:" in (tmp_path / "log").read_text())
        index.write_text(index.read_text().replace("A -->", "A --> Mended"))
        page.wait_for_function(
            "document.querySelector('figure.diagramc svg')?.textContent.includes('Mended')", timeout=60_000
        )
        page.close()
    finally:
        server.terminate()
        server.wait()


FURO = """\
project = "Test"
copyright = version = "1"
extensions = ["diagramc.integrations.sphinx"]
html_theme = "furo"
diagramc_theme = "auto"
exclude_patterns = ["out"]
"""
RST = """\
Home
====

.. toctree::

   guide/setup

.. diagramc::

   digraph { a [URL=":ref:`second`"]; a -> b }

.. diagramc::
   :size: 16:9

   Alice reports to Bob.
"""


@pytest.fixture
def furo(tmp_path: Path) -> Path:
    """A project with Furo, the theme that follows the system and has a switch."""
    (tmp_path / "conf.py").write_text(FURO)
    (tmp_path / "index.rst").write_text(RST)
    (tmp_path / "guide").mkdir()
    (tmp_path / "guide" / "setup.rst").write_text("Setup\n=====\n\n.. _second:\n\nSecond\n------\n\ntext\n")
    return tmp_path


def test_sphinx_pictures_have_their_size_follow_the_switch_and_link(chromium: Browser, furo: Path) -> None:
    done = test_sphinx.build(furo, "html", "-W")
    assert done.returncode == 0, done.stderr
    with serve(furo / "out" / "html") as address:
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        watch = Watch(page)
        page.emulate_media(color_scheme="light")
        page.goto(address)
        check_sizes(page, 2)
        assert brightness(page) > DARK
        page.emulate_media(color_scheme="dark")
        assert brightness(page) < DARK, "Furo follows the system until it is switched"
        switch = page.locator("button.theme-toggle:visible").first
        switch.click()
        page.wait_for_function("document.body.dataset.theme === 'light'")
        assert brightness(page) > DARK, "the switch counts for more than the system"
        page.locator("figure.diagramc svg a").first.click()
        page.wait_for_url("**/guide/setup.html#second")
        assert (watch.errors, watch.strays) == ([], [])
        page.close()


def test_sphinx_png_has_a_map_that_leads_on(chromium: Browser, furo: Path) -> None:
    assert test_sphinx.build(furo, "html", "-W", "-D", "diagramc_html_format=png").returncode == 0
    with serve(furo / "out" / "html") as address:
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        watch = Watch(page)
        page.goto(address)
        sizes = page.evaluate(
            """[...document.querySelectorAll("figure.diagramc img")].map(
                img => [img.naturalWidth, img.naturalHeight, img.width, img.height, img.closest("figure").clientWidth])"""
        )
        assert len(sizes) == 2
        for natural_width, natural_height, width, height, room in sizes:
            assert (width, height) == (natural_width, natural_height) or width == pytest.approx(room, abs=1)
            assert height == pytest.approx(width * natural_height / natural_width, abs=1)
        left, top, right, bottom = map(int, (page.locator("area").get_attribute("coords") or "").split(","))
        box = page.locator("figure.diagramc img").first.bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + (left + right) / 2, box["y"] + (top + bottom) / 2)
        page.wait_for_url("**/guide/setup.html#second")
        assert (watch.errors, watch.strays) == ([], [])
        page.close()


def wait_for(port: int) -> None:
    """Until somebody listens on a port."""

    def listens() -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    wait_until(listens)
