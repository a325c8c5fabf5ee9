"""The planner that asks a language model."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

import diagramc
from diagramc.errors import UsageError
from diagramc.ir.base import Provenance
from diagramc.kinds import TYPES
from diagramc.options import check_choice
from diagramc.planner.base import Plan
from diagramc.planner.context import LARGE_BUDGET, SMALL_BUDGET, Context, quotations
from diagramc.planner.llm.conversation import Conversation, request_body, type_by_rules
from diagramc.planner.llm.dialect import TYPE_CHOICE, first_dialect
from diagramc.planner.llm.endpoint import Endpoint
from diagramc.planner.llm.faults import EndpointFault
from diagramc.planner.llm.prompts import Question
from diagramc.planner.llm.settings import read_settings
from diagramc.planner.prompt import clean_prompt


class LlmPlanner:
    """A planner that asks a language model behind an OpenAI-compatible chat-completions endpoint.

    Settings come from the arguments, then from `environ` (by default the process's): see `read_settings`. `timeout` is
    for a whole plan with all its requests, in seconds; `max_tokens` bounds one answer. What the endpoint turned out to
    understand is remembered for the planner's life. Raises UsageError or AuthenticationError when the settings cannot
    work.
    """

    name: str = "llm"

    def __init__(
        self,
        base_url: str | None = None,
        api_key: str | None = None,
        model: str | None = None,
        *,
        timeout: float | None = None,
        max_tokens: int | None = None,
        answer: str | None = None,
        allow_plain_http: bool = False,
        listen: Callable[[int], None] | None = None,
        environ: Mapping[str, str] | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.settings = read_settings(
            os.environ if environ is None else environ,
            base_url=base_url,
            api_key=api_key,
            model=model,
            timeout=timeout,
            max_tokens=max_tokens,
            answer=answer,
            allow_plain_http=allow_plain_http,
        )
        self._sleep = sleep
        self._clock = clock
        self._listen = listen
        self._dialect = replace(first_dialect(self.settings), stream=listen is not None)

    def __repr__(self) -> str:
        return f"LlmPlanner({self.settings!r})"

    @property
    def mode(self) -> str:
        """How the next answer will be made to be JSON: `json_schema`, `json_object` or `text`."""
        return self._dialect.mode

    def request(
        self, prompt: str, type: str | None = None, context: Sequence[Context] = ()
    ) -> dict[str, Any]:
        """The body of the first request that `plan` would send, without sending it. Raises SourceError, UsageError."""
        text, _ = clean_prompt(prompt)
        _check_type(type)
        if type is None:
            type = type_by_rules(text)[0] if self._dialect.compact else TYPE_CHOICE
        question = Question(text, type, quotations(context, self._budget)[0])
        return request_body(self.settings.model, question, self._dialect, self.settings.max_tokens)

    @property
    def _budget(self) -> int:
        """How many characters of files go into a request."""
        return SMALL_BUDGET if self._dialect.compact else LARGE_BUDGET

    def plan(self, prompt: str, type: str | None = None, context: Sequence[Context] = ()) -> Plan:
        """A valid diagram for the prompt, of the given type or of the one that the model chooses.

        `context` is quoted to the model as data. Raises SourceError for an empty or endless prompt, UsageError for an unknown type,
        AuthenticationError, CreditError, RateLimitError and ContentRejectedError for what the endpoint says, and PlanningError for
        all else that keeps a usable answer from coming.
        """
        text, remarks = clean_prompt(prompt)
        _check_type(type)
        quoted, cuts = quotations(context, self._budget)
        remarks = (*remarks, *cuts)
        with Endpoint(self.settings, listen=self._listen, sleep=self._sleep, clock=self._clock) as endpoint:
            conversation = Conversation(endpoint, self._dialect, text, self.settings.max_tokens, quoted)
            try:
                if type is None:
                    type, chosen = conversation.choose_type()
                    remarks = (*remarks, chosen)
                drawn = conversation.draw(type)
            except EndpointFault as trouble:
                raise trouble.error from None
        self._dialect = conversation.dialect
        assert drawn.diagram is not None
        origin = Provenance(
            prompt=text, planner=self.name, model=self.settings.model, version=diagramc.__version__
        )
        return Plan(
            diagram=replace(drawn.diagram, provenance=origin),
            diagnostics=(*remarks, *drawn.diagnostics),
            prompt_tokens=endpoint.prompt_tokens,
            completion_tokens=endpoint.completion_tokens,
            requests=endpoint.requests,
        )


def _check_type(type: str | None) -> None:
    wrong = None if type is None else check_choice("option.type", "diagram type", type, TYPES)
    if wrong is not None:
        raise UsageError(diagnostics=[wrong])
