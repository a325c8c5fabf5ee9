"""`jobs list|get`, `models`, `balance`, `auth`: what the account knows, and where the key is kept."""

from __future__ import annotations

import json
from pathlib import Path

from tests.remote.commands import Shell
from tests.remote.conftest import MakeShell
from tests.remote.fake import KEY


def config_of(shell: Shell) -> Path:
    return shell.folder / "config" / "depicta" / "config.json"


def test_jobs_are_listed_with_their_files(shell: MakeShell) -> None:
    sh = shell()
    assert sh("image", "x", "-o", "x.png").code == 0
    other = sh.service.accept()
    done = sh("jobs", "list")
    assert (done.code, done.err) == (0, "")
    first, second = done.out.decode().splitlines()
    assert first.startswith(f"{other.id}  completed  20")
    assert second.endswith(f"  {sh.work / 'x.png'}")
    body = json.loads(sh("jobs", "list", "--json").out)
    assert [job["job_id"] for job in body["jobs"]] == [other.id, "00000001-0000-4000-8000-000000000001"]
    assert (body["total"], body["unanswered"]) == (2, [])


def test_a_request_without_an_answer_is_listed_too(shell: MakeShell) -> None:
    sh = shell(generate=["drop"])
    assert sh("image", "x", "--timeout", "1").code == 1
    done = sh("jobs", "list")
    assert "no answer came to the image of" in done.err
    request = done.err.split()[-1]
    done = sh("jobs", "resume", request, "--timeout", "1")
    assert done.code == 1
    assert "no job was created since it was sent" in done.err


def test_one_job(shell: MakeShell) -> None:
    sh = shell(fate="failed")
    job = sh.service.accept()
    done = sh("jobs", "get", job.id)
    assert done.code == 0
    assert "generation_failed: it did not work out" in done.out.decode()
    body = json.loads(sh("jobs", "get", job.id, "--json").out)
    assert (body["status"], body["error"]["code"]) == ("failed", "generation_failed")
    assert sh("jobs", "get", "00000077").code == 1
    assert sh("jobs", "get", "../account/profile").code == 2


def test_models_are_cached_for_a_day_and_refreshed_on_demand(shell: MakeShell) -> None:
    sh = shell()
    done = sh("models")
    assert done.code == 0
    assert done.out.decode().splitlines()[1].split() == [
        "flux-1.1-pro", "flux", "1K", "2K", "1", "0.040000", "1:1", "16:9",
    ]  # fmt: skip
    assert json.loads(sh("models", "--json").out)[0]["aliases"] == ["flux"]
    assert sh.service.calls("GET", "/v1/models") == 1
    assert sh("models", "--refresh").code == 0
    assert sh.service.calls("GET", "/v1/models") == 2


def test_the_balance(shell: MakeShell) -> None:
    sh = shell()
    assert sh("balance").out == b"9.960000\n"
    assert json.loads(sh("balance", "--json").out) == {"balance_eur": "9.960000"}


def test_the_service_fails(shell: MakeShell) -> None:
    sh = shell(profile=["503", "html", "drop"])
    for code in ("remote.server", "remote.answer", "remote.unreachable"):
        done = sh("balance")
        assert done.code == 1
        assert json.loads(done.err)["diagnostics"][0]["code"] == code


def test_login_keeps_the_key_for_its_owner_only(shell: MakeShell) -> None:
    sh = shell()
    config = config_of(sh)
    config.parent.mkdir(parents=True)
    config.write_text('{"other": 1}')
    config.chmod(0o644)
    done = sh("auth", "login", "--api-url", sh.service.url, stdin=KEY.encode() + b"\n", key=False)
    assert done.code == 0, done.err
    assert "signed in as ada@example.org" in done.err
    assert json.loads(config.read_text()) == {"other": 1, "api_key": KEY, "api_url": sh.service.url}
    assert config.stat().st_mode & 0o777 == 0o600
    assert sh("image", "x", key=False).code == 0
    done = sh("auth", "status", key=False)
    assert done.out.decode().splitlines()[0] == f"{sh.service.url} accepts the key from {config}"
    assert json.loads(sh("auth", "status", "--json", key=False).out)["authenticated"] is True
    config.chmod(0o644)
    assert "remote.config-mode" in sh("balance", key=False).err
    assert sh("auth", "logout", key=False).err == "the key is forgotten\n"
    assert json.loads(config.read_text()) == {"other": 1, "api_url": sh.service.url}
    assert sh("auth", "status", key=False).code == 2
    assert sh("auth", "logout", key=False).err == "no key was kept\n"


def test_a_refused_key_is_not_kept(shell: MakeShell) -> None:
    sh = shell()
    assert sh("auth", "login", stdin=b"dpct_wrong\n", key=False).code == 2
    assert sh("auth", "login", stdin=b"\n", key=True).code == 2
    assert not config_of(sh).exists()


def test_a_broken_configuration_is_told_without_quoting_it(shell: MakeShell) -> None:
    sh = shell()
    config_of(sh).parent.mkdir(parents=True)
    config_of(sh).write_text(f'{{"api_key": "{KEY}"')
    done = sh("balance", key=False)
    assert done.code == 2
    assert json.loads(done.err)["diagnostics"][0]["code"] == "remote.config"


KEYRING = """\
import json, os, pathlib
place = pathlib.Path(os.environ["HOME"] + "-ring.json")
ring = json.loads(place.read_text()) if place.exists() else {}
def get_password(service, user): return (ring.get(service + user) or "")[::-1]
def set_password(service, user, key): ring[service + user] = key[::-1]; place.write_text(json.dumps(ring))
def delete_password(service, user): del ring[service + user]; place.write_text(json.dumps(ring))
"""


def test_the_keyring_is_used_where_there_is_one(shell: MakeShell, tmp_path: Path) -> None:
    sh = shell()
    done = sh("auth", "login", "--keyring", stdin=KEY.encode(), key=False)
    assert done.code == 2
    assert "pip install keyring" in done.err
    packages = tmp_path / "packages"
    packages.mkdir()
    # A keyring in a file, which writes the key backwards so that searching the files for it finds nothing else.
    (packages / "keyring.py").write_text(KEYRING)
    path = str(packages)
    assert sh("auth", "login", "--keyring", stdin=KEY.encode(), key=False, PYTHONPATH=path).code == 0
    assert "api_key" not in json.loads(config_of(sh).read_text())
    done = sh("auth", "status", key=False, PYTHONPATH=path)
    assert "accepts the key from the system's keyring" in done.out.decode()
    assert sh("auth", "logout", key=False, PYTHONPATH=path).err == "the key is forgotten\n"
    assert sh("auth", "status", key=False, PYTHONPATH=path).code == 2
