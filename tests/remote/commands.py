"""Runs the commands as a person's shell would, with a home of their own and the fake service."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.cli.command import Outcome, clean_environment, run
from tests.remote.fake import KEY, SIGNATURE, FakeService


class Shell:
    """A home folder, and commands that know the service and the key."""

    def __init__(self, folder: Path, service: FakeService) -> None:
        self.folder = folder
        self.service = service
        self.work = folder / "work"
        self.work.mkdir()

    def environment(self, *, key: bool = True, **extra: str) -> dict[str, str]:
        folders = {
            "HOME": "home",
            "XDG_CONFIG_HOME": "config",
            "XDG_STATE_HOME": "state",
            "XDG_CACHE_HOME": "cache",
            "TMPDIR": "tmp",
        }
        paths = {name: str(self.folder / place) for name, place in folders.items()}
        (self.folder / "tmp").mkdir(exist_ok=True)
        # A proxy for plain http, which must never see the key: nothing listens there.
        proxy = {"HTTP_PROXY": "http://127.0.0.1:9", "http_proxy": "http://127.0.0.1:9"}
        access = {"DEPICTA_API_URL": self.service.url} | ({"DEPICTA_API_KEY": KEY} if key else {})
        return paths | proxy | access | extra

    def __call__(self, *args: str, stdin: bytes = b"", key: bool = True, **extra: str) -> Outcome:
        outcome = run(*args, folder=self.work, stdin=stdin, env=self.environment(key=key, **extra))
        self.check_secrets(outcome.out, outcome.err.encode())
        assert "Traceback" not in outcome.err
        return outcome

    def start(self, *args: str) -> subprocess.Popen[bytes]:
        """A command that goes on running."""
        return subprocess.Popen(
            [sys.executable, "-m", "diagramc", *args],
            cwd=self.work,
            env=clean_environment(self.environment()),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def journal(self) -> list[dict[str, Any]]:
        path = self.folder / "state" / "diagramc" / "jobs.jsonl"
        return [json.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []

    def check_secrets(self, *texts: bytes) -> None:
        """No key and no signed address in what was printed or written; the configuration is the key's own place."""
        config = self.folder / "config" / "depicta" / "config.json"
        written = [path.read_bytes() for path in self.folder.rglob("*") if path.is_file() and path != config]
        for text in (*texts, *written):
            assert KEY.encode() not in text
            assert SIGNATURE.encode() not in text


def wait_until(happened: Callable[[], object], seconds: float = 30.0) -> None:
    """Wait for something that another process does."""
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.02)
