"""Having diagrams compiled in processes: so many at once, so many waiting, the rest refused; and remembered in the cache."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import msgspec

from diagramc import __version__
from diagramc.cache import Cache
from diagramc.server.answers import Refusal
from diagramc.server.metrics import Metrics
from diagramc.server.settings import Limits
from diagramc.server.task import Outcome, Task, limit_reached
from diagramc.worker import WorkerEnded, WorkerThreads


class Stopped(Exception):
    """The server stops; the task may be done by its next run."""


class Pool:
    """The processes. `patience` is what a language model may take beyond the limit of time, in s."""

    def __init__(self, limits: Limits, cache: Cache, metrics: Metrics, *, patience: float = 0.0) -> None:
        self._limits = limits
        self._cache = cache
        self._metrics = metrics
        self._patience = patience
        arguments = (str(limits.memory), str(limits.timeout))
        self._workers = WorkerThreads("diagramc.server.task", arguments, most=limits.tasks)
        self._threads = ThreadPoolExecutor(limits.concurrency, thread_name_prefix="diagram")
        self._places = 0
        self._working = 0
        self._closed = False

    @property
    def running(self) -> int:
        """How many tasks are worked on."""
        return min(self._working, self._limits.concurrency)

    @property
    def waiting(self) -> int:
        """How many tasks wait for a process."""
        return self._working - self.running

    @property
    def started(self) -> int:
        """How many processes were started so far."""
        return self._workers.started

    @contextlib.contextmanager
    def place(self) -> Iterator[None]:
        """Room for a task. Refusal (429) when there is none. Ask before a job is accepted: afterwards it must be done."""
        if self._closed:
            raise Refusal("shutting_down", "the server is being stopped", headers={"Retry-After": "5"})
        if self._places >= self._limits.concurrency + self._limits.queue:
            message = f"{self._places} diagrams are being made or wait; try again in a moment"
            raise Refusal("rate_limited", message, headers={"Retry-After": "1"})
        self._places += 1
        try:
            yield
        finally:
            self._places -= 1

    def cached(self, task: Task) -> Outcome | None:
        """The outcome, if the same was asked before."""
        if task.planner != "offline" and task.language in (None, "prompt"):
            return None  # a language model answers differently each time, and somebody may want that
        data = self._cache.get(task.key(__version__))
        try:
            outcome = None if data is None else msgspec.msgpack.decode(data, type=Outcome)
        except msgspec.MsgspecError:
            outcome = None
        self._metrics.count("diagramc_cache_total", result="miss" if outcome is None else "hit")
        return outcome

    async def run(self, task: Task) -> Outcome:
        """What comes of a task, by a process. Raises Stopped when the server stops before there is an answer."""
        if self._closed:
            raise Stopped
        self._working += 1
        loop = asyncio.get_running_loop()
        try:
            outcome = await loop.run_in_executor(self._threads, self._ask, task)
        except RuntimeError:
            raise Stopped from None
        finally:
            self._working -= 1
        self._metrics.count("diagramc_tasks_total", outcome=outcome.fault or "ok")
        return outcome

    def _ask(self, task: Task) -> Outcome:
        if self._closed:
            raise Stopped
        seconds = self._limits.timeout + (self._patience if task.planner != "offline" else 0.0)
        try:
            outcome = msgspec.msgpack.decode(
                self._workers.ask(msgspec.msgpack.encode(task), seconds), type=Outcome
            )
        except WorkerEnded as ended:
            if self._closed:
                raise Stopped from None
            if ended.late:
                return limit_reached(f"the diagram took longer than the limit of {seconds:g} s")
            return limit_reached("the diagram needs more memory or time than a request may use")
        if outcome.fault is None and not outcome.planned:
            self._cache.put(task.key(__version__), msgspec.msgpack.encode(outcome))
        return outcome

    def warm(self) -> None:
        """Start a process, so that the first task finds one."""
        self._threads.submit(self._workers.prepare)

    def close(self) -> None:
        """End the processes; whoever waits for one gets Stopped."""
        self._closed = True
        self._workers.close()
        self._threads.shutdown(wait=True, cancel_futures=True)
