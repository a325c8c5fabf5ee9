"""kill -9 and Ctrl-C at every stage of a request, and `jobs resume` after it."""

from __future__ import annotations

import json
import signal
import subprocess
from typing import Any

import pytest

from tests.remote.commands import Shell, wait_until
from tests.remote.conftest import MakeShell
from tests.remote.fake import PICTURES

STAGES: dict[str, dict[str, Any]] = {
    "before the headers": {"generate": ["late"]},
    "after the headers": {"generate": ["id-stall"]},
    "while the job is polled": {"polls": 1000},
    "in the download": {"download": ["stall"]},
}


def start(shell: Shell, stage: str) -> subprocess.Popen[bytes]:
    """A request that has come to a stage and hangs there."""
    process = shell.start("image", "A lighthouse", "-o", "out/a.png")
    if stage == "before the headers":
        wait_until(shell.service.accepted_event.is_set)
    elif stage == "in the download":
        wait_until(lambda: shell.service.calls("GET", "/files/"))
    else:
        wait_until(lambda: any(line["state"] == "accepted" for line in shell.journal() if "state" in line))
    return process


def finish(shell: Shell) -> None:
    """Take up what was left: the picture is where it was to go, and was paid for once."""
    for job in shell.service.jobs.values():
        job.polls = 0
    done = shell("jobs", "resume")
    assert (done.code, done.err) == (0, "")
    assert done.out.decode().splitlines() == [str(shell.work / "out" / "a.png")]
    assert (shell.work / "out" / "a.png").read_bytes() == PICTURES["png"]
    assert len(shell.service.posts) == len(shell.service.jobs) == 1
    again = shell("jobs", "resume")
    assert (again.code, again.out, again.err) == (0, b"", "nothing is left to resume\n")


@pytest.mark.parametrize("stage", STAGES)
def test_after_kill_9_the_picture_is_there(shell: MakeShell, stage: str) -> None:
    sh = shell(**STAGES[stage])
    process = start(sh, stage)
    process.kill()
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (-signal.SIGKILL, b"")
    assert list((sh.work / "out").iterdir()) == []
    sh.check_secrets(out, err)
    finish(sh)


@pytest.mark.parametrize("stage", STAGES)
def test_ctrl_c_says_how_to_resume(shell: MakeShell, stage: str) -> None:
    sh = shell(**STAGES[stage])
    process = start(sh, stage)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, b"")
    sh.check_secrets(out, err)
    body = json.loads(err)
    (job,) = sh.service.jobs
    if stage == "before the headers":
        assert "may have been accepted" in body["message"]
        assert "diagramc jobs resume" in body["hint"]
    else:
        assert body["job_id"] == job
        assert f"diagramc jobs resume {job}" in body["hint"]
    finish(sh)


def test_ctrl_c_before_anything_is_sent(shell: MakeShell) -> None:
    sh = shell(upload=["silence"])
    (sh.work / "a.png").write_bytes(PICTURES["png"])
    process = sh.start("image", "A lighthouse", "-r", "a.png:the logo")
    wait_until(lambda: sh.service.calls("POST", "/v1/upload"))
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, b"")
    assert json.loads(err) == {"error": "interrupted", "message": "interrupted"}
    assert sh.service.posts == []
    assert sh("jobs", "resume").err == "nothing is left to resume\n"


def test_a_running_request_is_left_alone(shell: MakeShell) -> None:
    sh = shell(polls=1000)
    process = start(sh, "while the job is polled")
    done = sh("jobs", "resume")
    assert done.code == 0
    assert done.out == b""
    assert f"is left to the diagramc that waits for it (process {process.pid})" in done.err
    process.kill()
    process.communicate(timeout=30)
    finish(sh)


def test_two_at_once_with_the_same_prompt_keep_both_pictures(shell: MakeShell) -> None:
    sh = shell()
    processes = [sh.start("image", "A lighthouse", "-d", "out") for _ in range(2)]
    outs = {process.communicate(timeout=60)[0] for process in processes}
    assert len(outs) == 2
    assert len(list((sh.work / "out").iterdir())) == 2


def test_resuming_elsewhere_in_another_format(shell: MakeShell) -> None:
    sh = shell(download=["404"] * 3)
    done = sh("image", "A lighthouse", "-o", "a.png", "--timeout", "1")
    assert done.code == 1
    job = json.loads(done.err)["job_id"]
    done = sh("jobs", "resume", job, "-f", "jpeg", "-o", "b.jpg", "--json")
    assert done.code == 0, done.err
    assert json.loads(done.out)["file"] == str(sh.work / "b.jpg")
    assert (sh.work / "b.jpg").read_bytes() == PICTURES["jpeg"]


def test_a_job_of_another_machine_can_be_resumed(shell: MakeShell) -> None:
    sh = shell()
    job = sh.service.accept()
    done = sh("jobs", "resume", job.id, "-d", "out")
    assert done.code == 0, done.err
    assert (sh.work / "out" / f"picture-{job.id[:8]}.png").read_bytes() == PICTURES["png"]
    assert sh.service.posts == []


def test_several_are_resumed_and_each_failure_is_told(shell: MakeShell) -> None:
    sh = shell()
    good, bad = sh.service.accept(), sh.service.accept()
    bad.fate = "rejected"
    done = sh("jobs", "resume", bad.id, "../../etc", good.id, "-d", "out")
    assert done.out.decode().splitlines() == [str(sh.work / "out" / f"picture-{good.id[:8]}.png")]
    errors = [json.loads(line) for line in done.err.splitlines()]
    assert [error["diagnostics"][0]["code"] for error in errors] == ["remote.content", "remote.no-job"]
    assert done.code == 2
