"""The planner that asks a model in a file on this machine."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from diagramc.endpoints import first
from diagramc.planner.base import Plan
from diagramc.planner.context import Context
from diagramc.planner.llm.planner import LlmPlanner
from diagramc.planner.local.model_file import find_model
from diagramc.planner.local.server import ModelServer, Served

DEFAULT_TIMEOUT = "900"
"""Seconds for a whole plan: a small model on a busy laptop writes one to ten words a second."""
DEFAULT_MAX_TOKENS = "1500"
"""The most tokens of one answer: small models that write more repeat themselves."""
NOWHERE = Served("http://127.0.0.1:1/v1", "unused")
"""The address in a request that is only looked at."""


class LocalPlanner:
    """A planner that asks the model in a GGUF file, which it loads when it is first asked and keeps until it is closed.

    `environ` names the file (`DIAGRAMC_MODEL`) and may set `DIAGRAMC_THREADS` (half of the processors by default), `DIAGRAMC_TIMEOUT`
    and `DIAGRAMC_MAX_TOKENS`. Raises UsageError for a file that is none.
    """

    name = "local"

    def __init__(self, environ: Mapping[str, str], *, listen: Callable[[int], None] | None = None) -> None:
        self._environ = environ
        self._listen = listen
        self._model = find_model(environ.get("DIAGRAMC_MODEL", "").strip())
        threads = environ.get("DIAGRAMC_THREADS", "").strip()
        half = max(1, (os.cpu_count() or 2) // 2)
        self._server = ModelServer(self._model, threads=int(threads) if threads.isdecimal() else half)
        self._planner: LlmPlanner | None = None
        self._served: Served | None = None

    def request(
        self, prompt: str, type: str | None = None, context: Sequence[Context] = ()
    ) -> dict[str, Any]:
        """The body of the first request that `plan` would send, without loading the model. Raises SourceError, UsageError."""
        return self._planner_at(NOWHERE).request(prompt, type, context)

    def plan(self, prompt: str, type: str | None = None, context: Sequence[Context] = ()) -> Plan:
        """As `LlmPlanner.plan`. Raises MissingEngineError without the `local` extra, PlanningError for a file the runtime refuses."""
        served = self._server.start()
        if self._planner is None or served != self._served:
            self._planner, self._served = self._planner_at(served), served
        return self._planner.plan(prompt, type, context)

    def close(self) -> None:
        """Unload the model."""
        self._server.close()

    def _planner_at(self, served: Served) -> LlmPlanner:
        own = ("DIAGRAMC_TIMEOUT", "DIAGRAMC_MAX_TOKENS", "DIAGRAMC_ANSWER")
        settings = {
            "DIAGRAMC_TIMEOUT": DEFAULT_TIMEOUT,
            "DIAGRAMC_MAX_TOKENS": DEFAULT_MAX_TOKENS,
            "DIAGRAMC_ANSWER": "compact",
        }
        settings |= {name: given for name in own if (given := first(self._environ.get(name)))}
        planner = LlmPlanner(
            served.base_url, served.key, self._model.name, environ=settings, listen=self._listen
        )
        planner.name = self.name
        return planner
