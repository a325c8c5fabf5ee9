"""A real `diagramc serve` in a process of its own, on a port that was free, asked over real connections."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Any

import httpx2

from tests.cli.command import clean_environment

FLOW = "flowchart LR\n  a[Draft] --> b{Good?}\n  b -->|yes| c[Publish]\n  b -->|no| a\n"
PROMPT = "The customer places an order. The shop checks the stock. If it is there, the shop ships the order."


class Server:
    """The server with some options. `stop` ends it in good order, `kill` at once; `start` takes it up again on the same data."""

    def __init__(self, data: Path, *options: str, env: dict[str, str] | None = None) -> None:
        self.data = data
        self.options = options
        self.env = env or {}
        self.said: list[str] = []
        self.log: list[dict[str, Any]] = []
        self.url = ""
        self.client = httpx2.Client(timeout=60, trust_env=False)

    def start(self) -> Server:
        self._ready = threading.Event()
        self.url = ""
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "diagramc",
                "serve",
                "--port",
                "0",
                "--data",
                str(self.data),
                *self.options,
            ],
            env=clean_environment({"XDG_CONFIG_HOME": str(self.data / "config"), **self.env}),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        assert self._ready.wait(60), "\n".join(self.said)
        assert self.url, "\n".join(self.said)
        return self

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            if line.startswith("{"):
                self.log.append(json.loads(line))
                if self.log[-1]["event"] == "started":
                    self._ready.set()
            else:
                self.said.append(line.rstrip())
                if found := re.match(r"diagramc \S+ at (http://\S+?:\d+)/", line):
                    self.url = found[1]
        self._ready.set()

    def __enter__(self) -> Server:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        self.client.close()

    def kill(self) -> None:
        """As a power cut would."""
        self.process.kill()
        self.process.wait()
        self._reader.join(10)

    def stop(self) -> int:
        """As systemd would; the exit code."""
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(60)
        self._reader.join(10)
        return code

    def ask(self, method: str, path: str, **options: Any) -> httpx2.Response:
        return self.client.request(method, self.url + path, **options)

    def get(self, path: str, **options: Any) -> httpx2.Response:
        return self.ask("GET", path, **options)

    def post(self, path: str, **options: Any) -> httpx2.Response:
        return self.ask("POST", path, **options)

    def compile(self, text: str = FLOW, **fields: Any) -> httpx2.Response:
        return self.post("/v1/compile", json={"source": text, **fields})

    def diagram(self, prompt: str = PROMPT, **fields: Any) -> httpx2.Response:
        return self.post("/v1/generate/diagram", json={"prompt": prompt, **fields})

    @property
    def children(self) -> list[int]:
        """The processes that draw."""
        threads = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return [int(pid) for path in threads for pid in path.read_text().split()]


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
