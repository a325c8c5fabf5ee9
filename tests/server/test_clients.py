"""Clients of the image service, pointed at this server by its address: diagramc's own, and the service's published one as it is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from diagramc.kinds import TYPES
from tests.cli.command import Outcome, clean_environment, run
from tests.remote.commands import wait_until
from tests.server.rig import PROMPT, Server


@pytest.fixture(scope="module")
def keyed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    folder = tmp_path_factory.mktemp("clients")
    key = run("serve", "--keys", "keys", "--add-key", "ann", folder=folder).out.decode().strip()
    with Server(folder / "data", "--keys", str(folder / "keys")) as server:
        yield server, key


class Client:
    """A client's command with a home of its own."""

    def __init__(self, command: list[str], folder: Path, server: Server, key: str) -> None:
        self.command = command
        self.folder = folder
        self.environment = {
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_STATE_HOME": str(folder / "state"),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "DEPICTA_API_URL": server.url,
            "DEPICTA_API_KEY": key,
        }

    def __call__(self, *args: str, **extra: str) -> Outcome:
        done = subprocess.run(
            [*self.command, *args],
            cwd=self.folder,
            env=clean_environment({**self.environment, **extra}),
            capture_output=True,
            timeout=120,
            check=False,
        )
        assert b"Traceback" not in done.stderr
        return Outcome(done.returncode, done.stdout, done.stderr.decode())


OWN = [sys.executable, "-m", "diagramc"]
PUBLISHED = [str(Path(sys.executable).parent / "depicta")]


@pytest.fixture(params=["own", "published"])
def client(request: pytest.FixtureRequest, keyed: tuple[Server, str], tmp_path: Path) -> Client:
    command = OWN if request.param == "own" else PUBLISHED
    return Client(command, tmp_path, *keyed)


@pytest.fixture
def published(keyed: tuple[Server, str], tmp_path: Path) -> Client:
    return Client(PUBLISHED, tmp_path, *keyed)


def diagram(client: Client, *args: str, **extra: str) -> Outcome:
    remote = ["--remote"] if client.command == OWN else []
    return client("diagram", *remote, *args, **extra)


@pytest.mark.parametrize("kind", TYPES)
def test_the_published_client_gets_a_diagram_of_each_type(published: Client, kind: str) -> None:
    client = published
    done = diagram(client, PROMPT, "-t", kind, "-s", "16:9", "-o", "x.png")
    assert done.code == 0, done.err
    assert done.out.decode().strip().endswith("x.png")
    with Image.open(client.folder / "x.png") as picture:
        assert picture.size == (1360, 765)


def test_each_format(client: Client) -> None:
    for format, magic in (("webp", b"RIFF"), ("svg", b"<svg"), ("jpg", b"\xff\xd8\xff")):
        done = diagram(client, PROMPT, "-f", format, "-o", f"x.{format}")
        assert done.code == 0, done.err
        assert (client.folder / f"x.{format}").read_bytes().startswith(magic)


def test_json(client: Client) -> None:
    done = diagram(client, PROMPT, "--json", "-o", "x.png")
    body = json.loads(done.out)
    assert body["model"] == "diagramc-offline"
    assert body["cost_eur"] == "0.000000"
    if client.command == OWN:
        assert body["ai_generated"] is False


def test_references(client: Client) -> None:
    Image.new("RGB", (9, 9), "blue").save(client.folder / "logo.png")
    done = diagram(client, PROMPT, "-r", "logo.png:our logo", "-o", "x.png")
    assert done.code == 0, done.err


def test_wrong_key(client: Client) -> None:
    done = diagram(client, PROMPT, "-o", "x.png", DEPICTA_API_KEY="dpct_wrong")
    assert done.code == 2
    assert "auth_invalid" in done.err or "key" in done.err


def test_wrong_requests(client: Client) -> None:
    assert diagram(client, PROMPT, "-t", "pie-chart", "-o", "x.png").code in (1, 2)
    done = diagram(client, PROMPT, "-m", "paint-9", "-o", "x.png")
    assert done.code in (1, 2)
    assert "unknown model 'paint-9'" in done.err


def test_images_are_refused_with_a_reason(client: Client) -> None:
    done = client("image", "a lighthouse", "-o", "x.png")
    assert done.code == 1
    assert "remote service" in done.err


def test_lists_and_account(client: Client) -> None:
    diagram(client, PROMPT, "-o", "x.png")
    assert b"diagramc-offline" in client("models", "--json").out
    balance = json.loads(client("balance", "--json").out)
    assert balance["balance_eur"] in ("0.000000", "0", "0.00")
    assert b"completed" in client("jobs", "list", "--json").out


def test_the_own_client_takes_up_a_job_of_a_killed_server(tmp_path: Path) -> None:
    """Cut off before any header, with the server dead for a while: the job is found again, done, and not asked for twice."""
    data = tmp_path / "data"
    port = _free_port()
    first = Server(data, "--port", str(port)).start()
    home = tmp_path / "home"
    home.mkdir()
    client = Client(OWN, home, first, "dpct_any")
    prompt = " ".join(f"Step {n} leads to step {n + 1}." for n in range(30))
    asking = subprocess.Popen(
        [*OWN, "diagram", "--remote", prompt, "--image-size", "2K", "-s", "16:9", "-o", "x.png"],
        cwd=home,
        env=clean_environment(client.environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    wait_until(lambda: first.get("/v1/jobs").json()["total"] == 1)
    first.kill()
    with Server(data, "--port", str(port)) as second:
        out, err = asking.communicate(timeout=120)
        assert asking.returncode == 0, err.decode()
        assert out.decode().strip() == str(home / "x.png")
        assert second.get("/v1/jobs").json()["total"] == 1
    assert os.path.getsize(home / "x.png") > 1000


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
