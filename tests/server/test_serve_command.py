"""`diagramc serve` as a person meets it: what it says first, and what it refuses."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from diagramc.errors import UsageError
from diagramc.server.keys import Keys, add_key, hash_key, read_keys
from tests.cli.command import run
from tests.server.rig import Server


def test_it_says_what_is_configured_without_secrets(tmp_path: Path) -> None:
    key = run("serve", "--keys", "keys", "--add-key", "ann", folder=tmp_path).out.decode().strip()
    env = {
        "OPENAI_BASE_URL": "http://user:secret@127.0.0.1:9/v1",
        "OPENAI_API_KEY": "sk-secret",
        "DIAGRAMC_MODEL": "tiny",
        "DEPICTA_API_KEY": "dpct_secret",
    }
    with Server(tmp_path / "data", "--keys", str(tmp_path / "keys"), "--concurrency", "3", env=env) as server:
        said = "\n".join(server.said)
        assert f"at {server.url}/" in said
        assert "1 in " in said
        assert "tiny at http://127.0.0.1:9" in said
        assert "https://api.depicta.ai, key from DEPICTA_API_KEY" in said
        assert "3 at once" in said
        assert "secret" not in said
        assert key not in said
        headers = {"Authorization": f"Bearer {key}"}
        body = server.get("/v1/capabilities", headers=headers).json()
        assert (body["model"], body["model_configured"], body["remote_configured"]) == ("tiny", True, True)
        models = [model["id"] for model in server.get("/v1/models", headers=headers).json()["models"]]
        assert models == ["diagramc-offline", "tiny"]


def test_a_model_that_does_not_answer_is_stood_in_for(tmp_path: Path) -> None:
    env = {"OPENAI_BASE_URL": "http://127.0.0.1:9/v1", "DIAGRAMC_MODEL": "tiny", "DIAGRAMC_TIMEOUT": "5"}
    with Server(tmp_path, env=env) as server:
        body = server.diagram().json()
        assert body["ai_generated"] is False
        assert "model.fallback" in [d["code"] for d in body["diagnostics"]]
        refused = server.compile("A leads to B", language="prompt", planner="llm")
        assert (refused.status_code, refused.json()["error"]) == (502, "planner_failed")
        assert server.compile("A leads to B", language="prompt", planner="offline").status_code == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_without_keys_it_listens_on_this_machine_only(tmp_path: Path, host: str) -> None:
    done = run("serve", "--host", host, "--port", "0", "--data", "d", folder=tmp_path)
    assert done.code == 2
    assert "this machine only" in done.err
    assert "--add-key" in done.err


def test_a_port_in_use(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("serve", "--port", str(port), "--data", "d", folder=tmp_path)
    assert done.code == 2
    assert f"port {port} of 127.0.0.1 is in use" in done.err
    assert "--port" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (["--host", "no.such.host.invalid", "--keys", "keys"], "cannot listen"),
        (["--host", "192.0.2.1", "--keys", "keys"], "cannot listen"),
        (["--keys", "missing"], "cannot read missing"),
        (["--cors-origin", "example.org"], "is not an origin"),
        (["--cors-origin", "https://example.org/path"], "is not an origin"),
        (["--public-url", "ftp://x"], "--public-url"),
        (["--timeout", "0"], "0"),
        (["--add-key", "x"], "--keys"),
        (["--keys", "keys", "--add-key", "ann"], "already"),
        (["--keys", "keys", "--add-key", "a b"], "cannot be the name"),
    ],
)
def test_wrong_settings_are_told(tmp_path: Path, args: list[str], word: str) -> None:
    add_key(tmp_path / "keys", "ann")
    done = run("serve", "--port", "0", "--data", "d", *args, folder=tmp_path)
    assert done.code == 2
    assert word in done.err
    assert "Traceback" not in done.err


def test_help_and_import_load_nothing_heavy(tmp_path: Path) -> None:
    from tests.test_cold_path import RUN, loaded

    heavy = {"starlette", "uvicorn", "anyio", "asyncio", "sqlite3", "httpx2"}
    for code in (RUN.format(args=["--help"]), RUN.format(args=["serve", "--help"]), "import diagramc"):
        assert loaded(code, tmp_path) & heavy == set()


def test_keys_are_kept_as_hashes_by_the_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    first, second = add_key(path, "ann"), add_key(path, "bob")
    assert first != second
    assert first.startswith("dpct_")
    assert len(first) >= 48
    text = path.read_text()
    assert first not in text
    assert read_keys(path) == {hash_key(first): "ann", hash_key(second): "bob"}
    assert path.stat().st_mode & 0o077 == 0


def test_a_removed_key_stops_working_and_a_broken_file_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("diagramc.server.keys.CHECK_EVERY", -1.0)
    path = tmp_path / "keys"
    ann, bob = add_key(path, "ann"), add_key(path, "bob")
    keys = Keys(path)
    assert (keys.owner(ann), keys.owner(bob), keys.owner("")) == ("ann", "bob", None)
    path.write_text("nonsense\n")
    assert keys.owner(ann) == "ann"
    path.write_text(f"# bob left\nann sha256:{hash_key(ann)}\n")
    assert (keys.owner(ann), keys.owner(bob)) == ("ann", None)


def test_every_wrong_line_is_told_without_showing_it(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    path.write_text("dpct_a_key_as_it_is\nann sha256:abc\n\n# fine\n")
    with pytest.raises(UsageError) as raised:
        read_keys(path)
    assert [d.span.line for d in raised.value.diagnostics if d.span] == [1, 2]
    assert "dpct_a_key" not in str(raised.value) + repr(raised.value.diagnostics)
