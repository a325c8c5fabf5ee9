"""Processes that compile diagrams: several at once, each bounded in time, none that takes the build down with it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import msgspec

from diagramc.diagnostics import diagnose
from diagramc.integrations.compiled import Compiled, Job, compile_job
from diagramc.worker import WorkerEnded, WorkerThreads, serve

TIME_LIMIT = 60.0
"""The longest that one diagram may take, in s."""
IN_PROCESS = 3
"""Up to so many jobs are compiled here: starting a process takes as long as compiling a few."""


def compile_all(
    jobs: Iterable[Job], *, workers: int | None = None, time_limit: float = TIME_LIMIT
) -> list[Compiled]:
    """Every job compiled, in order. `workers` None: one a core; 0: all in this process, without a time limit."""
    wanted = list(jobs)
    count = min(os.cpu_count() or 1, 8) if workers is None else workers
    if count == 0 or len(wanted) <= IN_PROCESS:
        return [compile_job(job) for job in wanted]
    processes = WorkerThreads(__name__)

    def compile(job: Job) -> Compiled:
        try:
            answer = processes.ask(msgspec.msgpack.encode(job), time_limit)
        except WorkerEnded:
            seconds = f"the diagram took longer than {time_limit:.0f} s, or its process was ended"
            return Compiled(format=job.format, diagnostics=(diagnose("docs.timeout", seconds),))
        return msgspec.msgpack.decode(answer, type=Compiled)

    try:
        with ThreadPoolExecutor(max_workers=min(count, len(wanted))) as threads:
            return list(threads.map(compile, wanted))
    finally:
        processes.close()


def _answer(request: bytes) -> bytes:
    return msgspec.msgpack.encode(compile_job(msgspec.msgpack.decode(request, type=Job)))


if __name__ == "__main__":
    serve(_answer)
