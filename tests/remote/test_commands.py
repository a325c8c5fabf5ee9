"""`diagramc image`, `graphic` and `diagram --remote` as a person meets them: files, output modes, exit codes."""

from __future__ import annotations

import hashlib
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from diagramc import cli
from tests.cli.command import clean_environment, run
from tests.remote.conftest import MakeShell
from tests.remote.fake import KEY, PICTURES

COMMANDS = (("image",), ("graphic",), ("diagram", "--remote"))


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_in_a_pipe_only_the_path_is_printed(shell: MakeShell, command: tuple[str, ...]) -> None:
    sh = shell()
    done = sh(*command, "A lighthouse at dusk", "-d", "out")
    assert (done.code, done.err) == (0, "")
    path = Path(done.out.decode().strip())
    assert path.is_absolute()
    assert path.parent == sh.work / "out"
    assert path.name == "a-lighthouse-at-dusk-00000001.png"
    assert path.read_bytes() == PICTURES["png"]
    (post,) = sh.service.posts
    assert post.path == f"/v1/generate/{command[0]}"
    assert json.loads(post.body) == {"prompt": "A lighthouse at dusk"}


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_json_is_one_object(shell: MakeShell, command: tuple[str, ...]) -> None:
    sh = shell()
    done = sh(*command, "x", "--json", "-o", "x.webp")
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out) == {
        "file": str(sh.work / "x.webp"),
        "cost_eur": "0.040000",
        "balance_eur": "9.960000",
        "image_hash": hashlib.sha256(PICTURES["webp"]).hexdigest(),
        "model": "flux-1.1-pro",
        "ai_generated": True,
    }
    assert (sh.work / "x.webp").read_bytes() == PICTURES["webp"]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_person_sees_cost_and_balance(shell: MakeShell, command: tuple[str, ...]) -> None:
    sh = shell()
    done = sh(*command, "-", "--human", stdin=b"A lighthouse")
    assert done.code == 0
    path = Path(done.out.decode().strip())
    assert path.parent == sh.folder / "tmp" / f"diagramc-{os.getuid()}"
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert done.err == "flux-1.1-pro, cost 0.040000 EUR, balance 9.960000 EUR\n"
    assert sh(*command, "A lighthouse", "--human", "-q").err == ""


def test_a_terminal_is_a_person(shell: MakeShell) -> None:
    """A real terminal on stdout and stderr; the job takes long enough for the progress to show."""
    sh = shell(polls=2)
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "diagramc", "image", "A lighthouse", "-o", "a.png"],
        cwd=sh.work,
        env=clean_environment(sh.environment()),
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # Linux says so when the other end is closed.
            break
        if not part:
            break
        shown += part
    os.close(ours)
    assert process.wait() == 0
    assert f"{sh.work / 'a.png'}\r\n".encode() in shown
    assert b"cost 0.040000 EUR, balance 9.960000 EUR" in shown
    assert re.search(r"job 00000001-0000-4000-8000-000000000001 is processing … \d+ s", shown.decode())
    sh.check_secrets(shown)


def test_every_flag_goes_over_the_wire(shell: MakeShell) -> None:
    sh = shell()
    (sh.work / "my: ref.png").write_bytes(PICTURES["png"])
    args = ["-m", "flux", "-s", "16:9", "--image-size", "2K", "--strictness", "liberal", "-f", "jpg"]
    done = sh("image", "x", *args, "-r", "my: ref.png: the logo", "-o", "x.jpg", "--timeout", "30")
    assert done.code == 0, done.err
    assert (sh.work / "x.jpg").read_bytes() == PICTURES["jpeg"]
    (post,) = sh.service.posts
    body = json.loads(post.body)
    (reference,) = body.pop("reference_images")
    assert reference["url"].startswith(sh.service.url + "/uploads/")
    assert reference["description"] == "the logo"
    assert body == {
        "prompt": "x",
        "model": "flux",
        "aspect_ratio": "16:9",
        "image_size": "2K",
        "strictness": "liberal",
    }


def test_a_remote_diagram_has_a_type_and_svg(shell: MakeShell) -> None:
    sh = shell()
    done = sh("diagram", "x", "--remote", "-t", "er", "-s", "4:3", "-o", "x.svg")
    assert done.code == 0, done.err
    assert (sh.work / "x.svg").read_bytes() == PICTURES["svg"]
    assert json.loads(sh.service.posts[0].body) == {
        "prompt": "x",
        "aspect_ratio": "4:3",
        "diagram_type": "er",
    }


ERRORS = [
    ("400", 1, "remote.request"),
    ("404", 1, "remote.request"),
    ("409", 1, "remote.request"),
    ("413", 1, "remote.request"),
    ("422", 1, "remote.request"),
    ("501", 1, "remote.unknown"),
    ("401", 2, "remote.authentication"),
    ("403", 2, "remote.authentication"),
    ("suspended", 2, "remote.authentication"),
    ("402", 3, "remote.credit"),
    ("content", 4, "remote.content"),
    ("451", 4, "remote.content"),
    ("429:100000", 5, "remote.rate-limit"),
]


@pytest.mark.parametrize(("fault", "exit_code", "code"), ERRORS, ids=[row[0] for row in ERRORS])
def test_every_error_of_the_contract_has_its_exit_code(
    shell: MakeShell, fault: str, exit_code: int, code: str
) -> None:
    sh = shell(generate=[fault])
    done = sh("graphic", "x", "--timeout", "2")
    assert done.code == exit_code
    assert done.out == b""
    body = json.loads(done.err)
    assert body["diagnostics"][0]["code"] == code
    assert len(sh.service.posts) == 1
    assert sh.service.jobs == {}


def test_errors_for_a_person_are_text(shell: MakeShell) -> None:
    done = shell(generate=["422"])("image", "x", "--human")
    assert done.code == 1
    assert "error[remote.request]" in done.err
    assert "prompt: is odd; request req_42" in done.err


MISTAKES: list[tuple[tuple[str, ...], int, tuple[str, ...]]] = [
    (("x", "-s", "16x9"), 2, ("option.size", "did you mean 16:9?")),
    (("x", "-s", "7:5"), 2, ("option.size", "use one of 1:1 2:3")),
    (("x", "--image-size", "3k"), 2, ("option.image-size",)),
    (("x", "--strictness", "liberl"), 2, ("option.strictness", "did you mean liberal?")),
    (("x", "-f", "svg"), 2, ("option.target", "png, jpeg, webp")),
    (("x", "-o", "x.gif"), 2, ("option.target",)),
    (("x", "-o", "-"), 2, ("remote.option",)),
    (("x", "-s", "16x9", "-f", "pgn", "-r", "nothing.png:x"), 2, ("option.size", "png?", "does not exist")),
    (("x", *["-r", "https://a.example/b.png:x"] * 6), 2, ("more than 5",)),
    (("x", "-r", "work.txt:x"), 2, ("not a PNG, JPEG or WebP image",)),
    (("x", "-r", "wrk.txt:x"), 2, ("did you mean work.txt?",)),
    (("x", "-r", "http://a.example/b.png:x"), 2, ("not an https address",)),
    (("",), 1, ("prompt.empty",)),
    (("x", "-o", "."), 1, ("it is a folder",)),
    (("x", "-o", "work.txt/x.png"), 1, ("cannot write",)),
    (("x", "--api-url", "http://192.0.2.1"), 2, ("remote.insecure", "unencrypted")),
    (("x", "--api-url", "ftp://a.example"), 2, ("remote.api-url",)),
    (("x", "--api-url", "https://u:p@a.example"), 2, ("remote.api-url", "user name or password")),
]


@pytest.mark.parametrize(
    ("args", "code", "words"), MISTAKES, ids=lambda v: " ".join(v)[:40] if isinstance(v, tuple) else ""
)
def test_mistakes_are_told_before_any_traffic(
    shell: MakeShell,
    args: tuple[str, ...],
    code: int,
    words: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    sh = shell()
    (sh.work / "work.txt").write_text("no image")
    monkeypatch.chdir(sh.work)
    for name, value in sh.environment().items():
        monkeypatch.setenv(name, value)
    assert cli.run(["image", *args, "--human"]) == code
    told = capsys.readouterr()
    assert told.out == ""
    for word in words:
        assert word in told.err
    assert sh.service.seen == []
    assert sh.journal() == []


def test_without_a_key_nothing_is_sent(shell: MakeShell) -> None:
    sh = shell()
    done = sh("image", "x", key=False)
    assert done.code == 2
    assert json.loads(done.err)["diagnostics"][0]["code"] == "remote.no-key"
    assert sh.service.seen == []


def test_options_that_do_not_go_together(shell: MakeShell) -> None:
    sh = shell()
    done = sh("diagram", "A -> B", "--remote", "--theme", "light", "--planner", "llm")
    assert done.code == 2
    assert [d["message"].split()[0] for d in json.loads(done.err)["diagnostics"]] == ["--theme", "--planner"]
    done = sh("diagram", "A -> B", "--strictness", "normal")
    assert done.code == 2
    assert "--strictness has no meaning without --remote" in done.err


def test_an_impossible_combination_is_told_before_it_is_paid_for(shell: MakeShell) -> None:
    sh = shell()
    (sh.work / "a.png").write_bytes(PICTURES["png"])
    done = sh(
        "image", "x", "-m", "flux", "-s", "9:16", "--image-size", "4K", "-r", "a.png:a", "-r", "a.png:b"
    )
    assert done.code == 2
    messages = [d["message"] for d in json.loads(done.err)["diagnostics"]]
    assert messages == [
        "model 'flux-1.1-pro' cannot do the aspect ratio '9:16'",
        "model 'flux-1.1-pro' cannot do the image size '4K'",
        "model 'flux-1.1-pro' takes 1 of the 2 reference images",
    ]
    done = sh("image", "x", "-m", "fluxx", "--human")
    assert done.code == 2
    assert "did you mean flux?" in done.err
    assert sh.service.posts == []
    assert sh.service.calls("POST", "/v1/upload") == 0


def test_a_key_on_the_command_line_is_warned_of(shell: MakeShell) -> None:
    sh = shell()
    done = sh("image", "x", "--api-key", KEY, key=False)
    assert done.code == 0
    assert "remote.key-in-arguments" in done.err
    done = sh("image", "x", "--api-key", "dpct_wrong", key=False)
    assert done.code == 2
    codes = [d["code"] for d in json.loads(done.err)["diagnostics"]]
    assert codes == ["remote.key-in-arguments", "remote.authentication"]


@pytest.mark.parametrize("command", ["image", "graphic"])
def test_the_help_fits_one_screen(tmp_path: Path, command: str) -> None:
    done = run(command, "--help", folder=tmp_path, env={"COLUMNS": "80"})
    lines = done.out.decode().splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80


def test_the_time_is_up(shell: MakeShell) -> None:
    sh = shell(polls=1000)
    done = sh("image", "x", "--timeout", "1")
    assert done.code == 1
    body = json.loads(done.err)
    assert body["job_id"] in sh.service.jobs
    assert body["diagnostics"][0]["code"] == "remote.unfinished"
    assert f"diagramc jobs resume {body['job_id']}" in body["diagnostics"][0]["hint"]
