"""Processes that compile diagrams: several at once, each bounded in time, none that takes the build down with it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import msgspec

from diagramc.diagnostics import diagnose
from diagramc.integrations.compiled import Compiled, Job, compile_job
from diagramc.worker import Worker, WorkerEnded, serve

TIME_LIMIT = 60.0
"""The longest that one diagram may take, in s."""
IN_PROCESS = 3
"""Up to so many jobs are compiled here: starting a process takes as long as compiling a few."""
MODULE = "diagramc.integrations.workers"
"""What the processes run: this module, by the name it is found by and not the `__main__` that it has there."""


class Workers:
    """Processes that compile, started when they are needed and kept until they are closed.

    `count` None: one a core; 0: all is compiled in this process, without a time limit. A forked copy starts its own.
    """

    def __init__(self, count: int | None = None, time_limit: float = TIME_LIMIT) -> None:
        self._count = min(os.cpu_count() or 1, 8) if count is None else count
        self._time_limit = time_limit
        self._idle: list[Worker] = []
        self._process = os.getpid()

    def compile(self, jobs: Iterable[Job]) -> list[Compiled]:
        """Every job compiled, in order."""
        wanted = list(jobs)
        if self._process != os.getpid():
            self._idle, self._process = [], os.getpid()  # those are the parent's
        if self._count == 0 or (len(wanted) <= IN_PROCESS and not self._idle):
            return [compile_job(job) for job in wanted]
        with ThreadPoolExecutor(max_workers=max(1, min(self._count, len(wanted)))) as threads:
            return list(threads.map(self._compile, wanted))

    def _compile(self, job: Job) -> Compiled:
        """One job in an idle worker, or in a new one, of which there are never more than threads."""
        try:
            worker = self._idle.pop()
        except IndexError:
            worker = Worker(MODULE)
        try:
            answer = worker.ask(msgspec.msgpack.encode(job), self._time_limit)
        except WorkerEnded:
            seconds = f"the diagram took longer than {self._time_limit:.0f} s, or its process was ended"
            return Compiled(format=job.format, diagnostics=(diagnose("docs.timeout", seconds),))
        self._idle.append(worker)
        return msgspec.msgpack.decode(answer, type=Compiled)

    def close(self) -> None:
        """End all processes; the next diagrams start new ones."""
        while self._idle:
            self._idle.pop().end()


def _answer(request: bytes) -> bytes:
    return msgspec.msgpack.encode(compile_job(msgspec.msgpack.decode(request, type=Job)))


if __name__ == "__main__":
    serve(_answer)
