"""Fixtures that all tests share."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

import pytest

from tests import real_tools

Check = Callable[[Sequence[str]], list[str | None]]
"""Texts in, for each None or what the real tool has against it."""


def _require(*finders: Callable[[], object]) -> None:
    """Skip where a real tool is missing; in CI that is a failure."""
    try:
        for find in finders:
            find()
    except real_tools.MissingTool as missing:
        if os.environ.get("CI") == "true":
            pytest.fail(str(missing))
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def check_mermaid() -> Check:
    """The real Mermaid's opinion; mark tests that use it `real_tool`."""
    _require(real_tools.find_node, real_tools.tools_folder)
    return real_tools.check_mermaid


@pytest.fixture(scope="session")
def check_plantuml() -> Check:
    """The real PlantUML's opinion; mark tests that use it `real_tool`."""
    _require(real_tools.find_java, real_tools.find_plantuml_jar)
    return real_tools.check_plantuml


@pytest.fixture(scope="session")
def check_dot() -> Check:
    """The real Graphviz's opinion; mark tests that use it `real_tool`."""
    _require(real_tools.find_dots)
    return real_tools.check_dot
