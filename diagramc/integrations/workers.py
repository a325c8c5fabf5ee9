"""Processes that compile diagrams: several at once, each bounded in time, none that takes the build down with it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import IO

import msgspec

from diagramc.diagnostics import diagnose
from diagramc.integrations.compiled import Compiled, Job, compile_job

TIME_LIMIT = 60.0
"""The longest that one diagram may take, in s."""
IN_PROCESS = 3
"""Up to so many jobs are compiled here: starting a process takes as long as compiling a few."""


class Workers:
    """Processes that compile, started when they are needed and kept until they are closed.

    `count` None: one a core; 0: all is compiled in this process, without a time limit. A forked copy starts its own.
    """

    def __init__(self, count: int | None = None, time_limit: float = TIME_LIMIT) -> None:
        self._count = min(os.cpu_count() or 1, 8) if count is None else count
        self._time_limit = time_limit
        self._idle: list[_Worker] = []
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
            worker = _Worker()
        answer = worker.compile(job, self._time_limit)
        if answer is None:
            seconds = f"the diagram took longer than {self._time_limit:.0f} s, or its process was ended"
            return Compiled(format=job.format, diagnostics=(diagnose("docs.timeout", seconds),))
        self._idle.append(worker)
        return answer

    def close(self) -> None:
        """End all processes; the next diagrams start new ones."""
        while self._idle:
            self._idle.pop().end()


class _Worker:
    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "diagramc.integrations.workers"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        )

    def compile(self, job: Job, time_limit: float) -> Compiled | None:
        """The answer; None when there was none in time, or the process died. It is ended then."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        timer = threading.Timer(time_limit, self._process.kill)
        timer.start()
        try:
            _send(self._process.stdin, msgspec.msgpack.encode(job))
            data = _receive(self._process.stdout)
        except OSError:
            data = None
        finally:
            timer.cancel()
        if data is None:
            self.end()
            return None
        return msgspec.msgpack.decode(data, type=Compiled)

    def end(self) -> None:
        """Stop the process; it holds nothing that could be lost."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue


def _send(stream: IO[bytes], data: bytes) -> None:
    stream.write(len(data).to_bytes(8, "big") + data)
    stream.flush()


def _receive(stream: IO[bytes]) -> bytes | None:
    head = stream.read(8)
    if len(head) < 8:
        return None
    size = int.from_bytes(head, "big")
    data = stream.read(size)
    return data if len(data) == size else None


def _serve() -> None:
    """Answer jobs until stdin ends. What a library prints goes to stderr, so that it cannot spoil an answer."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while (data := _receive(sys.stdin.buffer)) is not None:
        _send(answers, msgspec.msgpack.encode(compile_job(msgspec.msgpack.decode(data, type=Job))))


if __name__ == "__main__":
    _serve()
