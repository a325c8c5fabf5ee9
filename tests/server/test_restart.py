"""A server that is killed loses no accepted job; one that stops hands its jobs to the next run."""

from __future__ import annotations

import random
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import pytest

from tests.cli.command import run
from tests.remote.commands import wait_until
from tests.server.rig import Server
from tests.server.test_generate import fetch

KILLS = 20


def accepted(data: Path) -> dict[str, str]:
    """The jobs on the disk with their status, read past the server."""
    base = sqlite3.connect(f"file:{data / 'jobs.sqlite3'}?mode=ro", uri=True)
    try:
        return dict(base.execute("SELECT id, status FROM jobs"))
    finally:
        base.close()


def ask(server: Server, number: int) -> str | None:
    """A job's id, when the answer came before the end."""
    try:
        answer = server.diagram(f"Step {number} leads to step {number + 1}", diagram_type="flowchart")
    except httpx2.HTTPError:
        return None
    return answer.headers["x-depicta-job-id"] if answer.status_code == 200 else None


def _wait_for_more(data: Path, known: int) -> None:
    wait_until(lambda: len(accepted(data)) > known)


def test_twenty_kills_lose_no_job(tmp_path: Path) -> None:
    rng = random.Random(7)
    server = Server(tmp_path, "--concurrency", "2")
    promised: set[str] = set()
    unfinished = 0
    with ThreadPoolExecutor(4) as threads:
        for round in range(KILLS):
            server.start()
            asked = [threads.submit(ask, server, round * 10 + number) for number in range(4)]
            _wait_for_more(tmp_path, len(promised))
            time.sleep(rng.uniform(0.0, 0.4))
            server.kill()
            answered = {id for answer in asked if (id := answer.result()) is not None}
            on_disk = accepted(tmp_path)
            assert answered <= {id for id, status in on_disk.items() if status == "completed"}
            promised |= set(on_disk)
            unfinished += sum(status in ("pending", "processing") for status in on_disk.values())
    assert unfinished > 0, "no kill met a job under way, so nothing was tried"
    assert len(promised) >= KILLS
    with server:
        wait_until(lambda: set(accepted(tmp_path).values()) <= {"completed", "failed"}, 60)
        jobs = [server.get(f"/v1/jobs/{id}").json() for id in sorted(promised)]
        assert {job["status"] for job in jobs} == {"completed"}
        for job in jobs[:10]:
            fetch(server, job["formats"]["png"])


def test_a_server_that_is_asked_to_stop_leaves_its_jobs_to_the_next(tmp_path: Path) -> None:
    server = Server(tmp_path, "--concurrency", "1")
    server.start()
    with ThreadPoolExecutor(6) as threads:
        asked = [threads.submit(ask, server, number) for number in range(6)]
        wait_until(lambda: len(accepted(tmp_path)) == 6)
        assert server.stop() == 0
        finished = [answer.result() for answer in asked]
    assert all(finished), "what was asked for before is answered"
    with server:
        assert server.get("/v1/jobs").json()["total"] == 6


def test_two_servers_do_not_share_a_folder(tmp_path: Path) -> None:
    with Server(tmp_path):
        other = run("serve", "--port", "0", "--data", str(tmp_path), folder=tmp_path)
        assert other.code == 2
        assert "another diagramc server uses" in other.err
        assert "Traceback" not in other.err


@pytest.mark.parametrize("damage", ["not a database", ""])
def test_a_damaged_folder_is_told(tmp_path: Path, damage: str) -> None:
    if damage:
        (tmp_path / "jobs.sqlite3").write_text(damage * 1000)
    else:
        (tmp_path / "files").write_text("a file where a folder should be")
    done = run("serve", "--port", "0", "--data", str(tmp_path), folder=tmp_path)
    assert done.code == 2
    assert "serve.data" in done.err
    assert "Traceback" not in done.err
