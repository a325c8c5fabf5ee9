"""Random sequences of faults, crashes and resumptions: never two accepted requests, nothing accepted is forgotten."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from diagramc.errors import DiagramcError
from diagramc.remote.effects import Steps
from diagramc.remote.generation import generate
from diagramc.remote.journal import OPEN
from diagramc.remote.request import Request
from diagramc.remote.service import Picture, land
from tests.remote.fake import FakeService
from tests.remote.rig import Rig, StillClock, T

BEFORE = ["drop", "reset", "429", "429:3", "429:9999", "500", "502", "503", "504", "501", "302", "303", "307"]
BEFORE += [
    "400",
    "401",
    "402",
    "403",
    "404",
    "409",
    "422",
    "451",
    "content",
    "html",
    "202",
    "null",
    "refused-id",
]
LATE = [
    "drop",
    "reset",
    "headers",
    "body",
    "html",
    "null",
    "202",
    "302",
    "303",
    "429",
    "500",
    "502",
    "503",
    "504",
]
GENERATE = [
    *BEFORE,
    "no-id",
    *(f"accept-{fault}" for fault in LATE if fault != "429"),
    *(f"id-{fault}" for fault in LATE),
]
ASK = [
    "",
    "",
    "drop",
    "reset",
    "headers",
    "body",
    "html",
    "null",
    "202",
    "302",
    "429:3",
    "404",
    "401",
    "500",
    "503",
]
DOWNLOAD = [
    "",
    "",
    "drop",
    "reset",
    "short",
    "shorter",
    "longer",
    "wrong",
    "html",
    "302",
    "403",
    "404",
    "500",
]


def faults(kinds: list[str], most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(kinds), max_size=most)


class Crash(BaseException):
    """The machine went down."""


def crashing(steps: Steps[T], after: int) -> Steps[T]:
    """A protocol that is cut off for ever before its effect number `after`, as by kill -9."""
    outcome = None
    try:
        for _ in range(after):
            outcome = yield steps.send(outcome)
    except StopIteration as stop:
        result: T = stop.value
        return result
    raise Crash


@pytest.fixture(scope="module")
def service() -> Iterator[FakeService]:
    # Waiting for the disk a thousand times is most of the time, and proves nothing here.
    with FakeService() as running, pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.fsync", lambda handle: None)
        yield running


@settings(max_examples=520, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    driver=st.sampled_from(["sync", "async"]),
    fate=st.sampled_from(["completed", "completed", "completed", "failed", "rejected", "vanished"]),
    polls=st.integers(0, 6),
    script=st.fixed_dictionaries(
        {
            "generate": faults(GENERATE, 6),
            "job": faults(ASK, 8),
            "jobs": faults(ASK, 6),
            "download": faults(DOWNLOAD, 5),
        }
    ),
    crash=st.none() | st.integers(0, 12),
)
def test_never_paid_twice_and_never_forgotten(
    service: FakeService,
    driver: str,
    fate: str,
    polls: int,
    script: dict[str, list[str]],
    crash: int | None,
) -> None:
    clock = StillClock()
    service.reset(clock, fate=fate, polls=polls, script=script)
    with tempfile.TemporaryDirectory() as folder:
        rig = Rig(service, clock, Path(folder), driver=driver)
        entry = rig.entry()
        steps = generate(rig.context, Request(kind="image", prompt="a lighthouse"), entry)
        try:
            if crash is not None:
                steps = crashing(steps, crash)
            outcome: Picture | DiagramcError | None = land(rig.context, entry, rig.run(steps))
        except DiagramcError as error:
            outcome = error
        except Crash:
            outcome = None
        event(type(outcome).__name__)
        posts = len(service.posts)
        assert len(service.jobs) <= 1
        if outcome is not None:
            rig.check(outcome)
        # Whatever happened, taking it up again sends nothing; when the service behaves, it brings the picture.
        service.script.clear()
        for left in rig.journal.entries():
            if left.state in OPEN:
                again = rig.attempt(partial(rig.resume, left))
                rig.check(again)
                if service.jobs and fate == "completed":
                    assert isinstance(again, Picture)
        assert len(service.posts) == posts
        if service.jobs and fate == "completed":
            assert [left.state for left in rig.journal.entries()] == ["saved"]
