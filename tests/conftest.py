"""What all tests share: golden files that `pytest --accept` rewrites, and the real tools."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests import browser, real_tools

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Golden = Callable[[Path, str], None]
Check = Callable[[Sequence[str]], list[str | None]]
"""Texts in, for each None or what the real tool has against it."""


# In CI the same examples every time: a find there would say nothing about the change that is tested. People's runs explore.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("people", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "people")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept", action="store_true", help="write golden files anew instead of comparing with them"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """`golden(path, text)` fails when the file at `path` does not hold `text`; with `--accept` it writes the file."""
    accept = bool(request.config.getoption("--accept"))

    def compare(path: Path, text: str) -> None:
        if accept:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        assert path.exists(), f"{path} is missing; look at the output, then run pytest --accept"
        assert text == path.read_bytes().decode(), (
            f"{path} differs; if the new output is right, run pytest --accept"
        )

    return compare


def require(*finders: Callable[[], object]) -> None:
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
    require(real_tools.find_node, real_tools.tools_folder)
    return real_tools.check_mermaid


@pytest.fixture(scope="session")
def check_plantuml() -> Check:
    """The real PlantUML's opinion; mark tests that use it `real_tool`."""
    require(real_tools.find_java, real_tools.find_plantuml_jar)
    return real_tools.check_plantuml


@pytest.fixture(scope="session")
def check_dot() -> Check:
    """The real Graphviz's opinion; mark tests that use it `real_tool`."""
    require(real_tools.find_dots)
    return real_tools.check_dot


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A real Chromium, one for a module's tests; mark tests that use it `real_tool`."""
    require(browser.find_chromium)
    with browser.chromium() as opened:
        yield opened
