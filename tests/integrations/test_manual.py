"""The project's own manual: its reference is what the code says, and its own plugin builds it without a warning."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from scripts.make_reference import FOLDER, reference_files
from tests.integrations.test_mkdocs import build

ROOT = FOLDER.parent.parent


def test_the_reference_is_up_to_date() -> None:
    stale = [name for name, text in reference_files() if (FOLDER / name).read_text(encoding="utf-8") != text]
    assert stale == [], "run `make reference`"


def test_the_manual_is_built_strictly_and_locked(tmp_path: Path) -> None:
    for name in ("docs", "mkdocs.yml", "diagrams.lock"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name)
        else:
            shutil.copy(source, tmp_path / name)
    done = build(tmp_path, "--strict")
    assert done.returncode == 0, done.stderr[-3000:]
    pages = list((tmp_path / "site").rglob("*.html"))
    figures = sum(len(re.findall(r'<figure class="diagramc"', page.read_text())) for page in pages)
    fences = sum(
        len(re.findall(r"(?m)^```(?:mermaid|plantuml|diagram|dot)", p.read_text()))
        for p in (ROOT / "docs").rglob("*.md")
    )
    shown = sum(p.read_text().count("````markdown") for p in (ROOT / "docs").rglob("*.md"))
    assert figures == fences - shown
    assert figures >= 18
