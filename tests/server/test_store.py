"""The store by itself: what is kept, for how long, and in how much room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from diagramc.server.store import MAX_ATTEMPTS, Store


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    opened = Store(tmp_path, disk=10_000, jobs=1_000, now=clock)
    yield opened
    opened.close()


def contents(tmp_path: Path) -> list[bytes]:
    return sorted(path.read_bytes() for path in (tmp_path / "files").rglob("*") if path.is_file())


def test_results_and_jobs_are_gone_after_an_hour(store: Store, clock: Clock, tmp_path: Path) -> None:
    job = store.accept("diagram", "ann", b'{"prompt": "a secret plan"}')
    assert store.begin(job.id)
    store.finish(job.id, b"{}", {"png": (b"picture", "image/png")})
    upload = store.keep(b"upload", "image/png")
    clock.now += 3599
    store.expire()
    assert store.job(job.id) is not None
    assert store.find(upload.token) is not None
    clock.now += 1
    assert store.find(upload.token) is None, "even before it is swept"
    store.expire()
    assert store.job(job.id) is None
    assert contents(tmp_path) == []
    assert store.usage == 0
    store.close()
    assert b"secret plan" not in b"".join(path.read_bytes() for path in tmp_path.glob("jobs.sqlite3"))
    store.__init__(tmp_path, disk=1, now=clock)  # type: ignore[misc]


def test_what_is_not_finished_does_not_expire(store: Store, clock: Clock) -> None:
    job = store.accept("diagram", "", b"{}")
    clock.now += 100_000
    store.expire()
    assert [row.id for row in store.unfinished()] == [job.id]


def test_one_content_is_kept_once(store: Store, tmp_path: Path) -> None:
    first, second = store.keep(b"same", "image/png"), store.keep(b"same", "image/png")
    assert first.token != second.token
    assert contents(tmp_path) == [b"same"]
    assert store.usage == 4


def test_the_oldest_files_make_room(store: Store, clock: Clock, tmp_path: Path) -> None:
    files = []
    for number in range(40):
        clock.now += 1
        files.append(store.keep(bytes([number]) * 1000, "image/png"))
    assert store.usage <= 10_000
    assert sum(map(len, contents(tmp_path))) == store.usage
    assert store.find(files[0].token) is None
    assert store.find(files[-1].token) is not None


def test_the_oldest_ended_jobs_make_room(tmp_path: Path, clock: Clock) -> None:
    store = Store(tmp_path, disk=10_000, jobs=50, now=clock)
    waiting = store.accept("diagram", "", b"{}")
    ids = []
    for _ in range(200):
        job = store.accept("diagram", "", b"{}")
        store.fail(job.id, "x", "y")
        ids.append(job.id)
    assert sum(store.counts().values()) <= 51
    assert store.job(ids[0]) is None
    assert store.job(ids[-1]) is not None
    assert store.job(waiting.id) is not None, "an accepted job is never dropped"
    store.close()


def test_a_restart_counts_and_cleans(store: Store, tmp_path: Path, clock: Clock) -> None:
    kept = store.keep(b"kept", "image/png")
    stray = tmp_path / "files" / "ab" / ("c" * 62)
    stray.parent.mkdir()
    stray.write_bytes(b"written, never referred to")
    store.close()
    again = Store(tmp_path, disk=10_000, now=clock)
    assert again.usage == 4
    assert contents(tmp_path) == [b"kept"]
    assert again.find(kept.token) is not None
    again.close()
    store.__init__(tmp_path, disk=1, now=clock)  # type: ignore[misc]


def test_a_job_that_takes_the_server_down_is_given_up(store: Store) -> None:
    job = store.accept("diagram", "", b"{}")
    for _ in range(MAX_ATTEMPTS):
        assert store.begin(job.id)
    assert not store.begin(job.id)
    row = store.job(job.id)
    assert row is not None
    assert (row.status, row.error_code) == ("failed", "internal_error")


def test_a_job_that_was_given_back_was_not_tried(store: Store) -> None:
    job = store.accept("diagram", "", b"{}")
    for _ in range(2 * MAX_ATTEMPTS):
        assert store.begin(job.id)
        store.give_back(job.id)
    assert [row.attempts for row in store.unfinished()] == [0]


def test_an_ended_job_is_not_begun_again(store: Store) -> None:
    job = store.accept("diagram", "", b"{}")
    store.fail(job.id, "x", "y")
    assert not store.begin(job.id)
    assert not store.begin("nothing")


def test_the_folder_is_the_owners(store: Store, tmp_path: Path) -> None:
    store.keep(b"x", "image/png")
    (file,) = [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    assert file.stat().st_mode & 0o077 == 0
    store.accept("diagram", "", b'{"prompt": "secret plans"}')
    tables = list(tmp_path.glob("jobs.sqlite3*"))
    assert len(tables) >= 2
    assert [path.name for path in tables if path.stat().st_mode & 0o077] == []
