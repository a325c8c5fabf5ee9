"""Worker processes: bounded in time, ended with all that they have started, replaced."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator

import pytest

from diagramc.worker import Worker, WorkerEnded, WorkerThreads
from tests.remote.commands import wait_until

SECONDS = "54321"
"""A time to sleep that no other process here sleeps."""


def sleepers() -> bool:
    return (
        subprocess.run(["pgrep", "-f", f"^sleep {SECONDS}$"], capture_output=True, check=False).returncode
        == 0
    )


@pytest.fixture
def worker() -> Iterator[Worker]:
    started = Worker("tests.sleeper")
    yield started
    started.end()


def test_it_answers_one_after_the_other(worker: Worker) -> None:
    assert [worker.ask(text, 30) for text in (b"", b"a", b"x" * 3_000_000)][1:] == [
        b"answer to a",
        b"answer to " + b"x" * 3_000_000,
    ]
    assert worker.ask(b"print", 30) == b"answer to print"


def test_what_takes_too_long_is_ended_with_what_it_started(worker: Worker) -> None:
    asked = threading.Thread(target=_ask_for_sleep, args=(worker,))
    asked.start()
    wait_until(sleepers)
    asked.join(30)
    assert not asked.is_alive()
    wait_until(lambda: not sleepers())


def _ask_for_sleep(worker: Worker) -> None:
    with pytest.raises(WorkerEnded) as ended:
        worker.ask(f"sleep {SECONDS}".encode(), 3)
    assert ended.value.late


def test_one_that_leaves_is_told_from_one_that_is_late(worker: Worker) -> None:
    with pytest.raises(WorkerEnded) as ended:
        worker.ask(b"leave", 30)
    assert not ended.value.late
    with pytest.raises(WorkerEnded):
        worker.ask(b"a", 30)


def test_a_module_that_does_not_start_is_an_end(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(WorkerEnded):
        Worker("tests.no_such_module").ask(b"a", 30)
    assert "No module named" in capfd.readouterr().err


def test_threads_get_a_new_one_after_an_end_and_after_so_many() -> None:
    workers = WorkerThreads("tests.sleeper", most=2)
    try:
        for _ in range(4):
            assert workers.ask(b"a", 30) == b"answer to a"
        assert workers.started == 2
        with pytest.raises(WorkerEnded):
            workers.ask(b"leave", 30)
        assert workers.ask(b"a", 30) == b"answer to a"
        assert workers.started == 4
    finally:
        workers.close()
    with pytest.raises(WorkerEnded):
        workers.ask(b"a", 30)


def test_closing_ends_who_is_at_work() -> None:
    workers = WorkerThreads("tests.sleeper")
    found: list[bool] = []

    def ask() -> None:
        try:
            workers.ask(f"sleep {SECONDS}".encode(), 60)
        except WorkerEnded as ended:
            found.append(ended.late)

    asked = threading.Thread(target=ask)
    asked.start()
    wait_until(sleepers)
    workers.close()
    asked.join(30)
    assert found == [False]
    wait_until(lambda: not sleepers())
