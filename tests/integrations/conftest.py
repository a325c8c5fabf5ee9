"""A cache of its own for every test, and no language model."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def store(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of this test's cache."""
    folder = tmp_path_factory.mktemp("store")
    monkeypatch.setenv("DIAGRAMC_CACHE", str(folder))
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "DIAGRAMC_MODEL"):
        monkeypatch.delenv(name, raising=False)
    return folder
