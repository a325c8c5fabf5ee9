"""Real sites built by the real MkDocs, with and without the Material theme."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import clean_environment

CONFIG = "site_name: Test\ntheme: {name: %s}\nplugins:\n  - search\n  - diagramc: {%s}\nmarkdown_extensions: [admonition, pymdownx.superfences]\n"
INDEX = """\
---
title: Home
---
# Home

before
```dot
digraph { a [URL="guide/setup.md#first"]; a -> b }
```
after

!!! note

    ```diagram type=er name=orders
    A customer places many orders.
    ```

> ```mermaid size=4:3 caption="Hi & <bye>"
> flowchart LR
>   A[Start] --> B{OK?}
> ```

```dot
digraph { a [URL="guide/setup.md#first"]; a -> b }
```

````markdown
```mermaid
not a diagram of this page
```
````
"""


def build(folder: Path, *args: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """`mkdocs build` in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", *args],
        cwd=folder,
        env=clean_environment({"NO_MKDOCS_2_WARNING": "1", **(env or {})}),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of two pages."""
    (tmp_path / "mkdocs.yml").write_text(CONFIG % ("material", "size: '16:9'"))
    (tmp_path / "docs" / "guide").mkdir(parents=True)
    (tmp_path / "docs" / "index.md").write_text(INDEX)
    (tmp_path / "docs" / "guide" / "setup.md").write_text(
        "# Setup\n\n## First\n\n```dot\ndigraph { x -> y }\n```\n"
    )
    return tmp_path


def page(site: Path, name: str = "index.html") -> str:
    return (site / "site" / name).read_text()


def test_every_diagram_is_there(site: Path) -> None:
    done = build(site, "--strict")
    assert done.returncode == 0, done.stderr
    html = page(site)
    figures = re.findall(r"<figure class=\"diagramc\".*?</figure>", html, re.DOTALL)
    assert len(figures) == 4
    assert "<p><figure" not in html
    assert re.search(
        r'class="admonition note">.{0,100}<figure class="diagramc" id="orders">', html, re.DOTALL
    )
    assert 'viewBox="0 0 1360 765"' in figures[0]
    assert 'viewBox="0 0 1184 888"' in figures[2]
    assert "<figcaption>Hi &amp; &lt;bye&gt;</figcaption>" in figures[2]
    assert "not a diagram of this page" in html
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids)), "equal diagrams of a page have ids of their own"


def test_links_lead_to_pages_as_mkdocs_writes_them(site: Path) -> None:
    build(site)
    assert '<a href="guide/setup/#first"' in page(site)
    (site / "docs" / "guide" / "setup.md").write_text(
        '```dot\ndigraph { a [URL="../index.md"]; b [URL="gone.md"] }\n```\n'
    )
    done = build(site, "--strict")
    assert done.returncode == 1
    assert "a diagram links to 'gone.md'" in done.stderr


def test_mkdocs_checks_the_anchors_that_diagrams_link_to(site: Path) -> None:
    config = site / "mkdocs.yml"
    config.write_text(config.read_text() + "validation:\n  anchors: warn\n")
    (site / "docs" / "guide" / "setup.md").write_text(
        "# Setup\n\n## First\n\n[Above](#steps), [orders](../index.md#orders)\n\n"
        '```dot name=steps\ndigraph { a [URL="../index.md#orders"]; b [URL="../index.md#lost"]; c [URL="#first"]; d [URL="#away"] }\n```\n'
    )
    done = build(site, "--strict")
    assert done.returncode == 1
    told = re.findall(r"contains a link '([^']+)'", done.stderr)
    assert sorted(told) == ["#away", "../index.md#lost"], done.stderr


def test_the_search_finds_what_diagrams_say(site: Path) -> None:
    build(site)
    entries = json.loads((site / "site" / "search" / "search_index.json").read_text())["docs"]
    assert any("places any number of Order" in entry["text"] for entry in entries)


def test_a_broken_diagram_fails_at_its_line_of_the_file(site: Path) -> None:
    (site / "docs" / "index.md").write_text(INDEX.replace("a -> b }", "a -> }", 1))
    done = build(site)
    assert done.returncode == 1
    assert f"docs{os.sep}index.md:8:" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_errors_of_all_pages_are_told_at_once(site: Path) -> None:
    (site / "docs" / "index.md").write_text(INDEX.replace("a -> b }", "a -> }", 1))
    (site / "docs" / "guide" / "setup.md").write_text("# Setup\n\n```mermaid\nflowchart LR\n  A -->\n```\n")
    for strict in ([], ["--strict"]):
        done = build(site, *strict)
        assert done.returncode == 1
        assert f"docs{os.sep}index.md:8:" in done.stderr
        assert f"docs{os.sep}guide{os.sep}setup.md:5:" in done.stderr
        assert "2 errors in diagrams" in done.stderr


@pytest.mark.parametrize(("choice", "shown"), [("placeholder", "diagramc-error"), ("source", "language-dot")])
def test_what_stands_in_for_a_broken_diagram(site: Path, choice: str, shown: str) -> None:
    (site / "mkdocs.yml").write_text(CONFIG % ("mkdocs", f"on_error: {choice}"))
    (site / "docs" / "index.md").write_text(INDEX.replace("a -> b }", "a -> }", 1))
    done = build(site)
    assert done.returncode == 0, done.stderr
    assert "index.md:8:" in done.stderr
    assert shown in page(site)
    assert build(site, "--strict").returncode == 1


def test_a_locked_build_plans_nothing(site: Path) -> None:
    done = build(site, env={"DIAGRAMC_LOCKED": "1"})
    assert done.returncode == 1
    assert not (site / "diagrams.lock").exists()
    assert build(site).returncode == 0
    lock = (site / "diagrams.lock").read_text()
    assert "A customer places many orders." in lock
    (site / "docs" / "index.md").write_text(INDEX.replace("many orders", "two orders"))
    (site / "mkdocs.yml").write_text(CONFIG % ("mkdocs", "locked: true"))
    done = build(site)
    assert done.returncode == 1
    assert "docs.unlocked" in done.stderr
    assert (site / "diagrams.lock").read_text() == lock


def test_wrong_options_are_told(site: Path) -> None:
    (site / "mkdocs.yml").write_text(CONFIG % ("mkdocs", "theme: drak"))
    done = build(site)
    assert done.returncode == 1
    assert "option.theme" in done.stderr


def test_a_theme_file_and_icons_stand_beside_the_configuration(site: Path) -> None:
    (site / "mkdocs.yml").write_text(CONFIG % ("mkdocs", "theme: house.toml, icons: icons"))
    (site / "icons").mkdir()
    (site / "house.toml").write_text('[colors]\ncanvas = "?"\n')
    done = build(site)
    assert done.returncode != 0
    assert "house.toml:2:10: error[theme.value]" in done.stderr
    (site / "house.toml").write_text('[colors]\ncanvas = "#abcdef"\n')
    done = build(site)
    assert done.returncode == 0, done.stderr
    assert '"#abcdef"' in page(site)


def test_two_builds_give_the_same_pages(site: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    pages = []
    for seed in ("1", "2"):
        build(site, env={"PYTHONHASHSEED": seed, "DIAGRAMC_CACHE": str(tmp_path_factory.mktemp(seed))})
        pages.append(page(site))
    assert pages[0] == pages[1]


def test_pictures_follow_the_switch_of_the_site(site: Path) -> None:
    palette = "theme: {name: material, palette: [{scheme: default}, {scheme: slate}]}\nplugins: [diagramc]\n"
    (site / "mkdocs.yml").write_text(f"site_name: Test\n{palette}")
    assert build(site).returncode == 0
    html = page(site, "guide/setup/index.html")
    assert '[data-md-color-scheme="slate"] #d' in html
    assert "@media (prefers-color-scheme: dark)" in html
