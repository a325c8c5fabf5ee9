"""A planner wired to a scripted endpoint, with a clock that stands still and a sleep that only notes its length."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, Protocol

import pytest

from diagramc.planner.llm import LlmPlanner
from tests.planner.llm.fake import FakeEndpoint, Script

KEY = "sk-TESTSECRET0123456789abcdef"


class Rig(Protocol):
    """Makes an endpoint with a script and a planner that talks to it."""

    slept: list[float]

    def __call__(self, *script: Script, **options: Any) -> tuple[LlmPlanner, FakeEndpoint]: ...


class _Rig:
    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self.slept: list[float] = []

    def __call__(self, *script: Script, **options: Any) -> tuple[LlmPlanner, FakeEndpoint]:
        endpoint = self._stack.enter_context(FakeEndpoint(list(script)))
        settings: dict[str, Any] = {
            "clock": lambda: 0.0,
            "environ": {},
            "model": "m",
            "api_key": KEY,
            "answer": "full",
            **options,
        }
        return LlmPlanner(base_url=endpoint.url, sleep=self.slept.append, **settings), endpoint


@pytest.fixture
def rig(monkeypatch: pytest.MonkeyPatch) -> Iterator[Rig]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with ExitStack() as stack:
        yield _Rig(stack)
