"""Two builds on two paths, with two hash seeds and two caches, give identical trees."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import clean_environment
from tests.integrations import test_mkdocs, test_sphinx

TOOLS = {
    "docs": (["-m", "diagramc", "docs", "-q", "-j", "2", "."], "."),
    "mkdocs": (["-m", "mkdocs", "build", "-q"], "site"),
    "sphinx": (["-m", "sphinx", "-q", "-j", "2", "-d", "trees", ".", "out"], "out"),
    "sphinx-png": (
        ["-m", "sphinx", "-q", "-d", "trees", "-D", "diagramc_html_format=png", ".", "out"],
        "out",
    ),
    "sphinx-latex": (["-m", "sphinx", "-q", "-d", "trees", "-b", "latex", ".", "out"], "out"),
}
DIAGRAMS = "".join(
    f"```{language}\n{text}\n```\n\n"
    for language, text in (
        ("mermaid", "sequenceDiagram\n  Ann->>Bob: hi\n  Bob-->>Ann: ho"),
        ("mermaid", "mindmap\n  root\n    a\n    b"),
        ("plantuml", "@startuml\nclass A {\n  +x: int\n}\nA <|-- B\n@enduml"),
        ("diagram", "Alice reports to Bob. Carol reports to Bob."),
        ("dot", "digraph { subgraph cluster_x { a -> b } b -> c -> a }"),
    )
)


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.mark.parametrize("tool", TOOLS)
def test_two_builds_give_identical_trees(tmp_path: Path, tool: str) -> None:
    command, result = TOOLS[tool]
    trees = []
    for seed, place in (("1", "a"), ("4242", "a longer place/with a folder in it")):
        folder = tmp_path / place
        if "sphinx" in tool:
            folder.mkdir(parents=True)
            (folder / "guide").mkdir()
            (folder / "conf.py").write_text(test_sphinx.CONF.replace('"out"', '"out", "trees"'))
            (folder / "index.rst").write_text(test_sphinx.INDEX)
            (folder / "myst.md").write_text(test_sphinx.MYST)
            (folder / "flow.mmd").write_text("flowchart LR\n  P --> Q\n")
            (folder / "guide" / "setup.rst").write_text("Setup\n=====\n\n.. _first:\n\nX\n-\n\ntext\n")
        else:
            (folder / "docs" / "guide").mkdir(parents=True)
            (folder / "mkdocs.yml").write_text(test_mkdocs.CONFIG % ("material", "size: '16:9'"))
            (folder / "docs" / "index.md").write_text(test_mkdocs.INDEX + DIAGRAMS)
            (folder / "docs" / "guide" / "setup.md").write_text("# Setup\n\n## First\n")
        extra = {
            "PYTHONHASHSEED": seed,
            "DIAGRAMC_CACHE": str(tmp_path / f"store{seed}"),
            "SOURCE_DATE_EPOCH": "1700000000",
            "NO_MKDOCS_2_WARNING": "1",
        }
        done = subprocess.run(
            [sys.executable, *command],
            cwd=folder,
            env=clean_environment(extra),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        trees.append(tree(folder / result))
    assert trees[0].keys() == trees[1].keys()
    assert [name for name, data in trees[0].items() if data != trees[1][name]] == []
    assert any(b"diagramc" in data for data in trees[0].values())
