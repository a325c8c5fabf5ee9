"""What is loaded when: the cold path is chosen import by import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import DOCUMENT, clean_environment

HEAVY = (
    "openai",
    "httpx",
    "httpx2",
    "pydantic",
    "jinja2",
    "lark",
    "graphviz",
    "uharfbuzz",
    "fontTools",
    "importlib.metadata",
)

UNASKED = (
    "tomllib",
    "xml.etree.ElementTree",
    "diagramc.artwork",
    "diagramc.themes.file",
    "diagramc.renderers.embedding",
    "diagramc.renderers.hand",
)
"""What only theme files, icon folders, embedded fonts and the theme `sketch` need."""


def loaded(code: str, folder: Path) -> set[str]:
    """The modules that are loaded after some code ran in a new interpreter."""
    script = f"import sys\n{code}\nprint('\\n'.join(sys.modules), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        capture_output=True,
        text=True,
        env=clean_environment(),
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


SMALL = {
    "s.mmd": ("diagramc.frontends.plantuml", "diagramc.frontends.dot", "diagramc.frontends.mermaid.sequence"),
    "s.puml": ("diagramc.frontends.mermaid", "diagramc.frontends.dot", "diagramc.frontends.plantuml.class_"),
    "s.dot": (
        "diagramc.frontends.mermaid",
        "diagramc.frontends.plantuml",
        "diagramc.frontends.dot.own",
        "html.parser",
    ),
}
"""Small texts, and what their check does not need."""
TEXTS = {
    "s.mmd": "flowchart LR\n  a --> b\n",
    "s.puml": "@startuml\nAnn -> Bob : hello\n@enduml\n",
    "s.dot": "digraph { a -> b }\n",
}
RUN = "from diagramc.cli import run\nassert run({args!r}) == 0"


@pytest.mark.parametrize(
    ("code", "banned"),
    [
        ("import diagramc", (*HEAVY, "click", "msgspec", "yaml", "subprocess")),
        (RUN.format(args=["--help"]), (*HEAVY, "yaml", "subprocess", "json", "diagramc.pipeline")),
        (RUN.format(args=["image", "--help"]), (*HEAVY, "yaml", "subprocess", "json", "diagramc.remote")),
        ("from diagramc import image, graphic", (*HEAVY, "yaml", "subprocess", "keyring", "asyncio")),
        (
            RUN.format(args=["compile", "tea.json"]),
            (*HEAVY, "yaml", "resvg_py", "diagramc.planner.base", *UNASKED),
        ),
        (
            RUN.format(args=["compile", "tea.json", "-o", "tea.png"]),
            (*HEAVY, "yaml", "diagramc.planner.base"),
        ),
        (RUN.format(args=["diagram", "A -> B"]), (*HEAVY, "yaml", "resvg_py")),
        (RUN.format(args=["check", "tea.json"]), (*HEAVY, "yaml", "subprocess", "diagramc.layout.graph")),
        *(
            (RUN.format(args=["check", file]), (*HEAVY, "yaml", "subprocess", "diagramc.pipeline", *others))
            for file, others in SMALL.items()
        ),
    ],
)
def test_nothing_heavier_than_needed_is_loaded(tmp_path: Path, code: str, banned: tuple[str, ...]) -> None:
    from diagramc.pipeline import parse
    from diagramc.targets.document import to_json

    (tmp_path / "tea.json").write_text(to_json(parse(DOCUMENT)))
    for file, text in TEXTS.items():
        (tmp_path / file).write_text(text)
    assert sorted(loaded(code, tmp_path) & set(banned)) == []
