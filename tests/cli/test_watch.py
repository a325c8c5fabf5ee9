"""`diagramc watch`: what is saved is drawn, what is wrong is said, and watching goes on."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.cli.command import DOCUMENT, clean_environment, run


def until(condition: Callable[[], bool], seconds: float = 30.0) -> bool:
    """Whether something comes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return condition()


def test_saved_files_are_drawn_again_and_errors_do_not_end_it(tmp_path: Path) -> None:
    source, picture = tmp_path / "a.dot", tmp_path / "a.svg"
    source.write_text("digraph { first }")
    (tmp_path / "tea.yaml").write_text(DOCUMENT)
    process = subprocess.Popen(
        [sys.executable, "-m", "diagramc", "watch", "."],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        env=clean_environment({"DIAGRAMC_CACHE": str(tmp_path / "store")}),
        text=True,
    )
    try:
        assert until(lambda: picture.exists() and "first" in picture.read_text())
        source.write_text("digraph { second")
        time.sleep(1.0)
        assert "first" in picture.read_text()
        source.write_text("digraph { third }")
        assert until(lambda: "third" in picture.read_text())
        source.unlink()
        time.sleep(1.0)
        (tmp_path / "b.dot").write_text("digraph { fourth }")
        assert until(lambda: (tmp_path / "b.svg").exists()), (
            "a folder that is empty for a while is watched on"
        )
        assert not (tmp_path / "tea.svg").exists(), "documents are drawn when they are named"
    finally:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "a.dot:1:" in said
    assert "Traceback" not in said


def test_pages_are_drawn_too(tmp_path: Path) -> None:
    (tmp_path / "p.md").write_text("```dot\ndigraph { a }\n```\n")
    outcome = run("watch", "p.md", "--once", folder=tmp_path, env={"DIAGRAMC_CACHE": str(tmp_path / "store")})
    assert outcome.code == 0, outcome.err
    assert (tmp_path / "p-1.svg").exists()


def test_nothing_to_watch_is_told(tmp_path: Path) -> None:
    outcome = run("watch", ".", folder=tmp_path)
    assert outcome.code == 2
    assert "no diagrams or pages" in outcome.err
