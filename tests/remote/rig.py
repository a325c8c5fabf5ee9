"""A request wired to the fake service, with a clock that only sleeping moves."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from diagramc.errors import DiagramcError
from diagramc.remote.context import Context, Limits
from diagramc.remote.drivers import AsyncDriver, SyncDriver
from diagramc.remote.effects import Clock, Steps
from diagramc.remote.generation import generate, resume
from diagramc.remote.journal import OPEN, Entry, Journal
from diagramc.remote.request import Request
from diagramc.remote.service import Picture, land
from diagramc.remote.settings import RemoteSettings
from tests.remote.fake import KEY, PICTURES, SIGNATURE, FakeService

T = TypeVar("T")


class StillClock:
    """Time that passes only while someone sleeps."""

    def __init__(self) -> None:
        self.now = time.time()
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    async def sleep_async(self, seconds: float) -> None:
        self.sleep(seconds)

    def __call__(self) -> float:
        return self.now


class Rig:
    """Everything about one request to a service, which may be run, crash, and be taken up again."""

    def __init__(
        self, service: FakeService, clock: StillClock, folder: Path, *, driver: str = "sync"
    ) -> None:
        self.service = service
        self.clock = clock
        self.folder = folder
        self.driver = driver
        self.said: list[str] = []
        self.journal = Journal(folder / "state" / "jobs.jsonl", clock)
        self.context = self.make_context()

    def make_context(self) -> Context:
        settings = RemoteSettings(api_url=self.service.url, api_key=KEY, source="a test")
        # Real seconds, as sockets know no other; long enough for a busy machine.
        small = Limits(headers=1.0, body=1.0, call=1.0, upload=1.0, download=1.0, grace=1.0)
        return Context(
            settings,
            self.journal,
            small,
            clock=Clock(self.clock, self.clock),
            jitter=lambda: 0.5,
            say=self.said.append,
        )

    def entry(self, name: str = "a") -> Entry:
        return Entry(
            request=f"request-{name}",
            kind="image",
            place=self.context.settings.place,
            sent_at=self.clock(),
            format="png",
            output=str(self.folder / f"{name}.png"),
        )

    def run(self, steps: Steps[T]) -> T:
        if self.driver == "sync":
            return SyncDriver(self.context.settings, self.clock.sleep).run(steps)
        return asyncio.run(AsyncDriver(self.context.settings, self.clock.sleep_async).run(steps))

    def generate(self, entry: Entry | None = None, **request: Any) -> Picture:
        entry = entry or self.entry()
        wanted = Request(kind="image", prompt="a lighthouse", **request)
        return land(self.context, entry, self.run(generate(self.context, wanted, entry)))

    def resume(self, entry: Entry) -> Picture:
        return land(self.context, entry, self.run(resume(self.context, entry)))

    def attempt(self, act: Callable[[], Picture]) -> Picture | DiagramcError:
        try:
            return act()
        except DiagramcError as error:
            return error

    def check(self, outcome: Picture | DiagramcError) -> None:
        """What must hold after everything: paid for once at most, nothing forgotten, no secret let out."""
        service = self.service
        assert len(service.jobs) <= 1, "accepted twice"
        entries = self.journal.entries()
        if isinstance(outcome, DiagramcError):
            for job in service.jobs.values():
                told = job.id in outcome.message
                lookable = any(entry.state in OPEN for entry in entries)
                failed = any(entry.state == "failed" and entry.job_id == job.id for entry in entries)
                assert failed or lookable, f"an accepted job is forgotten: {outcome.message}"
                known = any(entry.job_id == job.id for entry in entries)
                assert told or not known, f"the job is not named: {outcome.message}"
        else:
            assert outcome.path is not None
            assert outcome.path.read_bytes() == outcome.data == PICTURES[outcome.format]
            assert [entry.state for entry in entries] == ["saved"]
            assert entries[0].job_id == outcome.job_id
        said = " ".join(
            [*self.said, repr(outcome), str(getattr(outcome, "diagnostics", "")), repr(self.context)]
        )
        written = b"".join(path.read_bytes() for path in self.folder.rglob("*") if path.is_file())
        for secret in (KEY, SIGNATURE):
            assert secret not in said
            assert secret.encode() not in written
        for seen in service.seen:
            assert (seen.authorization is None) == seen.path.startswith("/files/")
