"""The playground in a real Chromium, on a real server: what a person does there, and what must not happen."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from PIL import Image

from diagramc import server
from tests.browser import Watch, audit
from tests.cli.command import clean_environment
from tests.conftest import require
from tests.real_tools import MissingTool, find_axe, find_node
from tests.server.rig import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.real_tool

BUILT = Path(server.__file__).parent / "playground"
SOURCE = Path(__file__).resolve().parents[2] / "playground"
BROKEN = "flowchart TD\n  A[Start] --> B{Is it\n  B --> C[Done]"
GOOD = "flowchart TD\n  A[Start] --> B{Is it good?}\n  B --> C[Done]"


@pytest.fixture
def address(server: Server) -> str:
    return server.url


class Playground:
    """A page that shows the playground, and what people do there."""

    def __init__(
        self,
        browser: Browser,
        address: str,
        width: int = 1280,
        height: int = 760,
        scheme: Literal["light", "dark"] = "light",
    ) -> None:
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        self.page: Page = context.new_page()
        self.watch = Watch(self.page)
        self.page.goto(address)
        self.settle()

    def settle(self) -> None:
        """Wait until what is shown is of what is there."""
        self.page.wait_for_timeout(50)
        self.page.wait_for_selector("#result[aria-busy='false']", state="attached")

    def write(self, text: str) -> None:
        """Type a text in place of what is there."""
        self.page.click("#editor .cm-content")
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)
        self.settle()

    def words(self) -> str:
        return self.page.inner_text("#sheet") if self.page.query_selector("#sheet svg") else ""

    def ratio(self) -> float:
        box = self.page.evaluate(
            "(() => { const v = document.querySelector('#sheet svg').viewBox.baseVal; return v.width / v.height })()"
        )
        return float(box)

    def strays(self) -> list[str]:
        """What went wrong that nobody asked for: a refused text answers 422, which Chromium writes to its console."""
        return self.watch.strays + [said for said in self.watch.errors if "422" not in said]


@pytest.fixture
def playground(chromium: Browser, address: str) -> Iterator[Playground]:
    opened = Playground(chromium, address)
    yield opened
    opened.page.context.close()
    assert opened.strays() == []


def test_a_prompt_becomes_a_picture_that_fills_the_ratio(playground: Playground) -> None:
    playground.write("The clerk checks the invoice. If it is right, the manager pays it.")
    assert "invoice" in playground.words().lower()
    playground.page.select_option("#size", "9:16")
    playground.settle()
    assert playground.ratio() == pytest.approx(9 / 16, rel=0.01)
    assert "fills" in playground.page.inner_text("#report")
    playground.page.select_option("#type", "sequence")
    playground.settle()
    assert playground.page.inner_text("#verdict").startswith("sequence from plain words")


def test_an_error_is_marked_where_it_is_and_leaves_with_it(playground: Playground) -> None:
    page = playground.page
    playground.write(GOOD)
    playground.write(BROKEN)
    assert page.query_selector(".cm-lintRange-error")
    assert "error" in page.inner_text("#verdict")
    assert page.locator("#stage.stale #sheet svg").count() == 1, "the last picture stays, faded"
    page.click("#problem-list li.error button")
    line = page.evaluate(
        "document.activeElement.closest('.cm-editor') && document.querySelector('#editor .cm-activeLine').textContent"
    )
    assert line == "  A[Start] --> B{Is it"
    playground.write(GOOD)
    assert page.query_selector(".cm-lintRange-error") is None
    assert page.inner_text("#verdict") == "flowchart from Mermaid · no problems"
    assert page.locator("#stage.stale").count() == 0


def test_each_tab_shows_its_output(playground: Playground) -> None:
    page = playground.page
    playground.write(GOOD)
    for tab, said in {
        "mermaid": "flowchart",
        "plantuml": "@startuml",
        "dot": "digraph",
        "json": '"type"',
        "outline": "Start",
    }.items():
        page.click(f"#tab-{tab}")
        playground.settle()
        assert said in page.inner_text("#text .cm-content"), tab


def test_download_gives_the_picture(playground: Playground) -> None:
    page = playground.page
    playground.write(GOOD)
    page.select_option("#size", "4:3")
    page.click("#tab-png")
    playground.settle()
    with page.expect_download() as waiting:
        page.click("#download")
    assert waiting.value.suggested_filename == "flowchart.png"
    picture = Image.open(io.BytesIO(Path(waiting.value.path()).read_bytes())).convert("RGB")
    assert picture.width / picture.height == pytest.approx(4 / 3, rel=0.01)
    colours = picture.getcolors(1 << 24) or []
    assert len(colours) > 20, "an empty sheet has one colour"


def test_a_link_brings_everything_back(playground: Playground, chromium: Browser) -> None:
    playground.write("Naïve café → 日本\n" + GOOD.replace("Start", "Début ☕"))
    playground.write(GOOD.replace("Start", "Début ☕ 日本"))
    playground.page.select_option("#size", "1:1")
    playground.page.click("#tab-mermaid")
    playground.settle()
    again = Playground(chromium, playground.page.url)
    assert (
        again.page.inner_text("#editor .cm-content").split("\n")[1] == "  A[Début ☕ 日本] --> B{Is it good?}"
    )
    assert again.page.input_value("#size") == "1:1"
    assert again.page.get_attribute("#tab-mermaid", "aria-selected") == "true"
    again.page.context.close()
    damaged = Playground(chromium, playground.page.url[:-9])
    assert damaged.words(), "a damaged link opens the start"
    damaged.page.context.close()


def test_all_by_keyboard(playground: Playground) -> None:
    page, press = playground.page, playground.page.keyboard.press
    page.evaluate("document.activeElement.blur()")
    seen = set()
    for _ in range(40):
        press("Tab")
        seen.add(page.evaluate("document.activeElement.id || document.activeElement.className"))
    assert {
        "example",
        "language",
        "type",
        "size",
        "image-size",
        "theme",
        "share",
        "splitter",
        "tab-svg",
        "copy",
        "download",
        "stage",
        "zoom-in",
    } <= seen
    assert any("cm-content" in name for name in seen), "Tab goes into the editor and out of it"
    page.focus("#tab-svg")
    press("ArrowRight")
    playground.settle()
    assert page.get_attribute("#tab-png", "aria-selected") == "true"
    press("Home")
    playground.settle()
    page.focus("#splitter")
    press("ArrowRight")
    assert page.get_attribute("#splitter", "aria-valuenow") == "44"
    page.focus("#stage")
    before = page.inner_text("#zoom-value")
    press("+")
    assert page.inner_text("#zoom-value") != before
    press("0")
    playground.settle()


def test_on_a_phone(chromium: Browser, address: str) -> None:
    phone = Playground(chromium, address, 390, 780)
    page = phone.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not page.is_visible("#sheet")
    phone.write(GOOD)
    page.click("#view-result")
    phone.settle()
    box = page.locator("#sheet svg").bounding_box()
    assert box is not None
    assert box["width"] > 150
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert phone.strays() == []
    page.context.close()


def test_dark_follows_the_system_and_the_switch(chromium: Browser, address: str) -> None:
    dark = Playground(chromium, address, scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    paper = "document.querySelector('#sheet svg rect, #sheet svg path').getAttribute('fill')"
    first = (dark.page.evaluate(ground), dark.page.evaluate(paper))
    dark.page.click("#appearance")
    dark.settle()
    second = (dark.page.evaluate(ground), dark.page.evaluate(paper))
    assert first[0] != second[0]
    assert first[1] != second[1], "the picture follows the page"
    dark.page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_problem(
    chromium: Browser, address: str, scheme: Literal["light", "dark"]
) -> None:
    require(find_axe)
    opened = Playground(chromium, address, scheme=scheme)
    found = []
    acts: list[Callable[[], None]] = [
        lambda: opened.write(GOOD),
        lambda: opened.write(BROKEN),
        lambda: opened.page.click("#tab-mermaid"),
    ]
    for act in acts:
        act()
        opened.settle()
        found += [fault for fault in audit(opened.page) if fault[0] in ("serious", "critical")]
    assert found == []
    opened.page.context.close()


def test_a_hostile_source_stays_a_picture(playground: Playground) -> None:
    playground.page.evaluate("window.harmed = 0")
    playground.write(
        'flowchart TD\n  A["<script>window.harmed=1</script><img src=x onerror=window.harmed=1>"] --> B\n'
        '  click A "javascript:window.harmed=1"\n  click B "https://example.org/there"'
    )
    assert "script" in playground.words()
    for link in playground.page.query_selector_all("#sheet a"):
        assert (link.get_attribute("href") or "").startswith("https://example.org/")
    playground.page.evaluate("location.hash = '#' + btoa('<img src=x onerror=harmed=1>')")
    playground.settle()
    assert playground.page.evaluate("window.harmed") == 0


def test_a_server_with_keys_asks_for_one(chromium: Browser, tmp_path: Path) -> None:
    keys = tmp_path / "keys.json"
    made = subprocess.run(
        (sys.executable, "-m", "diagramc", "serve", "--keys", str(keys), "--add-key", "me"),
        cwd=tmp_path, env=clean_environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    with Server(tmp_path, "--keys", str(keys)) as server:
        opened = Playground(chromium, server.url)
        page = opened.page
        assert page.is_visible("#key")
        page.fill("#key", made.stdout.split()[0])
        page.keyboard.press("Enter")
        opened.settle()
        assert opened.words()
        page.reload()
        opened.settle()
        assert opened.words(), "the key is kept for this tab"
        assert made.stdout.split()[0] not in page.url
        page.context.close()


def find_esbuild() -> Path:
    """What the page is built with."""
    if not (SOURCE / "node_modules").is_dir():
        raise MissingTool(f"no node_modules in {SOURCE}: run tests/tools/install")
    return SOURCE / "node_modules" / "esbuild"


def test_the_built_page_is_that_of_its_source(tmp_path: Path) -> None:
    require(find_esbuild)
    subprocess.run((find_node(), str(SOURCE / "build.mjs"), str(tmp_path / "built")), check=True, timeout=120)
    subprocess.run(
        (
            find_node(),
            str(SOURCE / "node_modules" / "typescript" / "bin" / "tsc"),
            "--noEmit",
            "-p",
            str(SOURCE),
        ),
        check=True,
        timeout=120,
    )
    made = {
        path.relative_to(tmp_path / "built"): path.read_bytes() for path in (tmp_path / "built").rglob("*.*")
    }
    there = {path.relative_to(BUILT): path.read_bytes() for path in BUILT.rglob("*.*")}
    assert made == there, "run `npm run build` in playground/"
