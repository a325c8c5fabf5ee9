"""Processes that answer one request after another over pipes, each answer bounded in time, none taking its parent down with it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from typing import IO

START_LIMIT = 60.0
"""The longest that a process may take to start, in s."""


class WorkerEnded(Exception):
    """The process was ended before it answered; `late` when that was because its time was up."""

    def __init__(self, *, late: bool) -> None:
        super().__init__("its time was up" if late else "its process ended")
        self.late = late


class Worker:
    """A process that runs `python -m MODULE ARGUMENTS`, where the module calls `serve`.

    It leads a process group of its own, so that programs which it has started end with it.
    """

    def __init__(self, module: str, arguments: Sequence[str] = ()) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            start_new_session=True,
        )
        self._ready = False

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    def ask(self, request: bytes, time_limit: float) -> bytes:
        """The answer to a request; blocks. WorkerEnded when there is none within `time_limit` s: the process is ended then.

        Starting the process is not counted.
        """
        if not self._ready:
            self._exchange(None, START_LIMIT)
            self._ready = True
        return self._exchange(request, time_limit)

    def _exchange(self, request: bytes | None, time_limit: float) -> bytes:
        """Send, if there is anything to send, and receive."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        late = threading.Event()

        def stop() -> None:
            late.set()
            self.kill()

        timer = threading.Timer(time_limit, stop)
        timer.daemon = True
        timer.start()
        try:
            if request is not None:
                _send(self._process.stdin, request)
            answer = _receive(self._process.stdout)
        except (OSError, ValueError):
            answer = None  # ValueError: the pipe was closed by `end` in another thread
        finally:
            timer.cancel()
        if answer is None:
            self.end()
            raise WorkerEnded(late=late.is_set())
        return answer

    def kill(self) -> None:
        """Stop the process, and whatever it has started, at once; from any thread."""
        if self._process.poll() is not None:
            return
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except (AttributeError, OSError):
            self._process.kill()  # Windows has no process groups of this kind

    def end(self) -> None:
        """Stop the process and take its remains away; it holds nothing that could be lost."""
        self.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


class WorkerThreads:
    """A worker for each thread that asks; a new one is started when the last one was ended or has done `most` requests."""

    def __init__(self, module: str, arguments: Sequence[str] = (), *, most: int | None = None) -> None:
        self._module = module
        self._arguments = tuple(arguments)
        self._most = most
        self._mine = threading.local()
        self._lock = threading.Lock()
        self._all: set[Worker] = set()
        self._closed = False
        self.started = 0

    def ask(self, request: bytes, time_limit: float) -> bytes:
        """As `Worker.ask`, with this thread's worker."""
        worker = self.prepare()
        try:
            answer = worker.ask(request, time_limit)
        except WorkerEnded:
            self._drop(worker)
            raise
        self._mine.asked += 1
        if self._most is not None and self._mine.asked >= self._most:
            worker.end()
            self._drop(worker)
        return answer

    def prepare(self) -> Worker:
        """This thread's worker, started now if there is none."""
        worker: Worker | None = getattr(self._mine, "worker", None)
        if worker is None:
            worker = self._mine.worker = self._start()
            self._mine.asked = 0
        return worker

    def _start(self) -> Worker:
        with self._lock:
            if self._closed:
                raise WorkerEnded(late=False)
            worker = Worker(self._module, self._arguments)
            self._all.add(worker)
            self.started += 1
            return worker

    def _drop(self, worker: Worker) -> None:
        self._mine.worker = None
        with self._lock:
            self._all.discard(worker)

    def close(self) -> None:
        """End all workers, those that are at work too: whoever waits for one gets WorkerEnded."""
        with self._lock:
            self._closed = True
            workers = list(self._all)
        for worker in workers:
            worker.kill()
        for worker in workers:
            worker.end()


def serve(answer: Callable[[bytes], bytes]) -> None:
    """Answer requests until stdin ends. What a library prints goes to stderr, so that it cannot spoil an answer."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _send(answers, b"")  # ready
    while (request := _receive(sys.stdin.buffer)) is not None:
        _send(answers, answer(request))


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
