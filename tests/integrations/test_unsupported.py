"""Kinds of diagram that diagramc does not draw: an error that says what is drawn, or left to the page's own renderer."""

from __future__ import annotations

from pathlib import Path

import markdown
import pytest

from diagramc.errors import SourceError
from diagramc.integrations.markdown import DiagramcExtension
from tests.cli.command import run
from tests.integrations import test_mkdocs, test_sphinx

GANTT = "```mermaid\ngantt\n  One :a1, 2024-01-01, 3d\n```\n"
PAGE = f"# Plan\n\n{GANTT}\n```mermaid\nflowchart LR\n  A --> B\n```\n\n```plantuml\n@startsalt\n{{ text }}\n@endsalt\n```\n"


@pytest.mark.parametrize("verb", ["check", "docs"])
def test_an_error_says_at_its_line_what_is_drawn(tmp_path: Path, verb: str) -> None:
    (tmp_path / "p.md").write_text(PAGE)
    outcome = run(verb, "p.md", folder=tmp_path)
    assert outcome.code == 1
    said = outcome.out.decode() + outcome.err
    assert "p.md:4:1: error[parse.unsupported-kind]: a Gantt chart" in said
    assert "p.md:14:1: error[parse.unsupported-kind]: this is a wireframe" in said
    assert "draws flowchart, sequence, architecture, mindmap, er, class, timeline, org-chart" in said
    assert "`keep`" in said
    assert (tmp_path / "p.md").read_text() == PAGE


def test_a_repository_keeps_them_and_is_told(tmp_path: Path) -> None:
    (tmp_path / "p.md").write_text(PAGE)
    assert run("check", "p.md", "--unsupported", "keep", folder=tmp_path).code == 0
    for on_error in ("fail", "placeholder"):
        outcome = run("docs", "p.md", "--unsupported", "keep", "--on-error", on_error, folder=tmp_path)
        assert outcome.code == 0, outcome.err
        assert "p.md:4:1: info[docs.left]" in outcome.err
        text = (tmp_path / "p.md").read_text()
        assert GANTT + "\n```mermaid" in text
        assert text.count("<!-- diagramc -->") == 1
        assert sorted(path.name for path in tmp_path.iterdir()) == ["p-2.svg", "p.md"]


def test_another_mistake_is_an_error_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "p.md").write_text(PAGE.replace("A --> B", "A --> B["))
    outcome = run("docs", "p.md", "--unsupported", "keep", folder=tmp_path)
    assert outcome.code == 1
    assert "p.md:10:" in outcome.err


def test_mkdocs_leaves_the_fence_to_the_other_renderer(tmp_path: Path) -> None:
    fence = "{name: mermaid, class: mermaid, format: !!python/name:pymdownx.superfences.fence_code_format }"
    config = (
        "site_name: T\ntheme: {name: mkdocs}\nplugins: [diagramc: {unsupported: %s}]\n"
        f"markdown_extensions: [pymdownx.superfences: {{custom_fences: [{fence}]}}]\n"
    )
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text(f"---\ntitle: T\n---\n{PAGE}")
    (tmp_path / "mkdocs.yml").write_text(config % "fail")
    done = test_mkdocs.build(tmp_path)
    assert done.returncode == 1
    assert "index.md:7:1: error[parse.unsupported-kind]" in done.stderr
    (tmp_path / "mkdocs.yml").write_text(config % "keep")
    done = test_mkdocs.build(tmp_path, "--strict")
    assert done.returncode == 0, done.stderr
    assert "index.md:7:1: info[docs.left]" in done.stderr
    html = test_mkdocs.page(tmp_path)
    assert '<pre class="mermaid"><code>gantt' in html
    assert html.count('<figure class="diagramc"') == 1


OTHER = '''\
"""An extension whose directive puts a diagram's text into the page, as those do whose pictures a browser draws."""
from docutils import nodes
from docutils.parsers.rst import Directive, directives

class Other(Directive):
    has_content = True
    option_spec = {"zoom": directives.flag}

    def run(self):
        text = f"<pre class='other'>{self.options} {' '.join(self.content)}</pre>"
        return [nodes.raw("", text, format="html")]

def setup(app):
    app.add_directive("mermaid", Other)
'''
RST = 'Plan\n====\n\n.. mermaid::\n   :zoom:\n   :size: 16:9\n\n   gantt\n     One :a1, 2024-01-01, 3d\n\n.. mermaid::\n\n   flowchart LR\n     A --> B\n\n.. diagramc::\n\n   pie\n     "a" : 3\n'


@pytest.mark.parametrize("other", [True, False])
def test_sphinx_asks_the_directive_that_was_there(tmp_path: Path, other: bool) -> None:
    (tmp_path / "other.py").write_text(OTHER)
    extensions = ["diagramc.integrations.sphinx", *(["other"] if other else [])]
    conf = (
        f"import os, sys\nsys.path.insert(0, os.path.dirname(__file__))\nextensions = {extensions}\n"
        "project = 'T'\ndiagramc_directives = ['mermaid']\n"
    )
    (tmp_path / "conf.py").write_text(conf)
    (tmp_path / "index.rst").write_text(RST)
    done = test_sphinx.build(tmp_path)
    assert done.returncode == 1
    assert "index.rst:8: WARNING: error[parse.unsupported-kind]" in done.stderr
    (tmp_path / "conf.py").write_text(f"{conf}diagramc_unsupported = 'keep'\n")
    done = test_sphinx.build(tmp_path, "html", "-W")
    assert done.returncode == 0, done.stderr
    assert "index.rst:8: info[docs.left]" in done.stdout
    html = test_sphinx.page(tmp_path)
    assert html.count('<figure class="diagramc"') == 1
    if other:
        assert "<pre class='other'>{'zoom': None} gantt" in html
        assert "<pre class='other'>{} pie" in html
    else:
        assert "One :a1, 2024-01-01" in html


def test_python_markdown_leaves_the_fence_to_other_extensions() -> None:
    with pytest.raises(SourceError, match="Gantt"):
        markdown.markdown(PAGE, extensions=[DiagramcExtension()])
    html = markdown.markdown(PAGE, extensions=[DiagramcExtension(unsupported="keep"), "fenced_code"])
    assert '<code class="language-mermaid">gantt' in html
    assert html.count("<figure") == 1
