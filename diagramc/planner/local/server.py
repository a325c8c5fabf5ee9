"""Starting the child process that serves a model, and ending it."""

from __future__ import annotations

import json
import os
import secrets
import sys
import weakref
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer
from typing import IO, TYPE_CHECKING, NamedTuple

from diagramc.diagnostics import diagnose
from diagramc.endpoints import is_loopback, one_line
from diagramc.errors import PlanningError
from diagramc.renderers.engine import missing

if TYPE_CHECKING:
    from subprocess import Popen

RUNTIME = "xllamacpp"
"""The package that brings llama.cpp as a wheel."""
INSTALL = "pip install 'diagramc[local]'"
CONTEXT = 8_192
"""Tokens that the model keeps in mind: rules, examples, files, prompt and answer."""
START_LIMIT = 300.0
"""The longest time in s that loading may take; a model of 5 GB from a slow disk takes one minute."""
_SECRET = ("KEY", "TOKEN", "SECRET", "PASSWORD", "CREDENTIAL")


class Served(NamedTuple):
    """Where a model is served, and the key to it."""

    base_url: str
    key: str


class ModelServer:
    """A child process with a model in it, from the first `start` on until `close`, or until this object or the program ends."""

    def __init__(self, model: Path, *, threads: int) -> None:
        self._model = model
        self._threads = threads
        self._served: Served | None = None
        self._process: Popen[bytes] | None = None
        self._finalizer: weakref.finalize[[Popen[bytes]], ModelServer] | None = None

    def start(self) -> Served:
        """Where the model is served; loads it when it is not. Raises MissingEngineError without the runtime, PlanningError when the
        runtime does not load the file."""
        if self._served is not None and self._process is not None and self._process.poll() is None:
            return self._served
        if find_spec(RUNTIME) is None:
            raise missing("the runtime of local models", INSTALL)
        self.close()
        key = secrets.token_urlsafe(24)
        with TemporaryFile() as said:
            self._process = _spawn(said)
            self._finalizer = weakref.finalize(self, _end, self._process)
            address = self._load(self._process, key)
            if address is None:
                self.close()
                raise self._refused(said)
        self._served = Served(f"{address}/v1", key)
        return self._served

    def close(self) -> None:
        """End the process, if there is one."""
        if self._finalizer is not None:
            self._finalizer()
        self._finalizer = self._process = self._served = None

    def _load(self, process: Popen[bytes], key: str) -> str | None:
        """The address that the process says it serves at; None when it ends or takes too long."""
        assert process.stdin is not None
        assert process.stdout is not None
        settings = {"model": str(self._model), "key": key, "context": CONTEXT, "threads": self._threads}
        timer = Timer(START_LIMIT, process.kill)
        timer.start()
        try:
            process.stdin.write(json.dumps(settings).encode() + b"\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except OSError:
            return None
        finally:
            timer.cancel()
        return _address(line)

    def _refused(self, said: IO[bytes]) -> PlanningError:
        said.seek(0)
        lines = said.read(20_000).decode("utf-8", "replace").split("\n")
        words = [line for line in lines if "error" in line.lower() or "fail" in line.lower()]
        why = one_line((words or lines)[-1] if (words or lines) else "")
        message = f"the runtime cannot load {self._model.name}" + (f": {why}" if why else "")
        return PlanningError(diagnostics=[diagnose("local.failed", message)])


def _address(line: bytes) -> str | None:
    """The loopback address in the process's answer."""
    from urllib.parse import urlsplit

    try:
        address = str(json.loads(line)["address"])
    except (ValueError, KeyError, TypeError):
        return None
    return address.rstrip("/") if is_loopback(urlsplit(address).hostname or "") else None


def _spawn(stderr: IO[bytes]) -> Popen[bytes]:
    import subprocess

    return subprocess.Popen(
        [sys.executable, "-m", "diagramc.planner.local.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=stderr,
        env=without_secrets(os.environ),
    )


def without_secrets(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment for a process that needs no key of anybody's."""
    return {
        name: value for name, value in environ.items() if not any(word in name.upper() for word in _SECRET)
    }


def _end(process: Popen[bytes]) -> None:
    """End a process that may have ended already, and close its pipes."""
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except OSError:
                continue
