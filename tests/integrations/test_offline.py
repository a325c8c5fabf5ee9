"""With sockets blocked every locked build passes, and a prompt that is not locked fails with the command to run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import clean_environment

BLOCK = '''\
"""Python runs this at its start: no connection is opened, and whoever tries is written down."""
import os, socket

def refuse(*args, **kwargs):
    with open(os.environ["TRIED"], "a") as file:
        print(args, file=file)
    raise OSError("sockets are blocked")

for name in ("connect", "connect_ex", "sendto"):
    setattr(socket.socket, name, refuse)
for name in ("getaddrinfo", "create_connection", "gethostbyname"):
    setattr(socket, name, refuse)
'''
PROMPT = "A customer places many orders."
FENCES = f"# Shop\n\n```diagram type=er\n{PROMPT}\n```\n\n```mermaid\nflowchart LR\n  A --> B\n```\n"
MARKDOWN = "import markdown, pathlib; markdown.markdown(pathlib.Path('docs/index.md').read_text(), extensions=['diagramc.integrations.markdown'])"
TOOLS = {
    "docs": ["-m", "diagramc", "docs", "docs"],
    "mkdocs": ["-m", "mkdocs", "build", "-q"],
    "sphinx": ["-m", "sphinx", "-q", "-E", "docs", "out"],
    "sphinx-latex": ["-m", "sphinx", "-q", "-E", "-b", "latex", "docs", "out"],
    "markdown": ["-c", MARKDOWN],
}


@pytest.mark.parametrize("tool", TOOLS)
def test_a_locked_build_opens_no_connection(tmp_path: Path, tool: str) -> None:
    (tmp_path / "docs").mkdir()
    page = tmp_path / "docs" / "index.md"
    page.write_text(FENCES)
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: T\ntheme: mkdocs\nplugins: [diagramc]\nexclude_docs: '*.py'\n"
    )
    (tmp_path / "docs" / "conf.py").write_text(
        "extensions = ['diagramc.integrations.sphinx', 'myst_parser']\ndiagramc_lock = '../diagrams.lock'\n"
        "diagramc_directives = ['mermaid']\nmyst_fence_as_directive = ['mermaid', 'diagramc']\n"
    )
    if "sphinx" in tool:
        page.write_text(FENCES.replace("```diagram type=er", "```{diagramc}\n:type: er"))
    (tmp_path / "block").mkdir()
    (tmp_path / "block" / "sitecustomize.py").write_text(BLOCK)
    blocked = {
        "PYTHONPATH": str(tmp_path / "block"),
        "TRIED": str(tmp_path / "tried"),
        "OPENAI_API_KEY": "sk-test",
        "DIAGRAMC_LOCKED": "1",
        "NO_MKDOCS_2_WARNING": "1",
    }

    def build(extra: dict[str, str]) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *TOOLS[tool]]
        return subprocess.run(
            command,
            cwd=tmp_path,
            env=clean_environment(extra),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    unlocked = build(blocked)
    assert unlocked.returncode != 0
    assert "docs.unlocked" in unlocked.stderr or tool == "markdown"
    assert "diagramc docs --update" in unlocked.stderr or tool == "markdown"
    assert f"index.md:{5 if 'sphinx' in tool else 4}" in unlocked.stderr or tool == "markdown"
    planned = build({})
    assert planned.returncode == 0, planned.stderr
    assert PROMPT in (tmp_path / "diagrams.lock").read_text()
    locked = build({**blocked, "DIAGRAMC_CACHE": os.devnull + "/none"})
    assert locked.returncode == 0, locked.stderr
    assert not (tmp_path / "tried").exists(), (tmp_path / "tried").read_text()
