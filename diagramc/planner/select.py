"""Which planner answers a prompt: by name, or automatically by what the environment has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from diagramc.diagnostics import Diagnostic, Severity, diagnose
from diagramc.errors import ContentRejectedError, DiagramcError, SourceError, UsageError
from diagramc.options import check_choice
from diagramc.planner.base import Plan, Planner

if TYPE_CHECKING:
    from diagramc.planner.context import Context
    from diagramc.planner.llm import LlmPlanner
    from diagramc.planner.local import LocalPlanner

PLANNERS = ("auto", "offline", "llm", "local")
SERVED = ("auto", "offline", "llm")
"""Those that a server offers to others: not the one that loads a file of its machine."""

Listener = Callable[[int], None]
"""Gets the number of elements of a diagram that a model is still writing."""


def make_planner(name: str, environ: Mapping[str, str], *, listen: Listener | None = None) -> Planner:
    """The planner of a name. Raises UsageError for an unknown one, or when `llm` or `local` lack settings.

    `auto` is the language model when `environ` has `OPENAI_API_KEY` or `OPENAI_BASE_URL`, with the offline planner
    behind it, and the offline planner otherwise.
    """
    wrong = check_choice("option.planner", "planner", name, PLANNERS)
    if wrong is not None:
        raise UsageError(diagnostics=[wrong])
    if name == "offline":
        return _offline()
    if name == "llm":
        return _llm(environ, listen)
    if name == "local":
        return _local(environ, listen)
    from diagramc.planner.llm.settings import configured

    return FallbackPlanner(lambda: _llm(environ, listen), _offline) if configured(environ) else _offline()


def first_request(
    name: str, environ: Mapping[str, str], prompt: str, type: str | None, context: Sequence[Context] = ()
) -> dict[str, Any]:
    """What a planner would send first, and where to, as one JSON object; nothing is sent and no secret is in it.

    Raises UsageError for the offline planner, which sends nothing, and as the planner itself does for prompt and settings.
    """
    from diagramc.planner.llm.settings import configured

    if name == "local":
        return {"to": "the local model", "body": _local(environ, None).request(prompt, type, context)}
    if name == "offline" or (name == "auto" and not configured(environ)):
        raise UsageError(diagnostics=[diagnose("option.dry-run", "the offline planner sends nothing")])
    planner = _llm(environ, None)
    settings = planner.settings
    key = {"authorization": "Bearer ***"} if settings.api_key else {}
    url = settings.redact(f"{settings.base_url.rstrip('/')}/chat/completions")
    return {"to": url, "headers": key, "body": planner.request(prompt, type, context)}


class FallbackPlanner:
    """A first planner, and a second one for when the first cannot answer: a warning names why.

    That covers whatever is wrong with the endpoint, a refused key and unusable settings too: nobody asked for it by name.
    It does not cover a wrong request (SourceError), nor a prompt refused for its content (ContentRejectedError).
    """

    name = "auto"

    def __init__(self, first: Callable[[], Planner], second: Callable[[], Planner]) -> None:
        self._make_first = first
        self._make_second = second
        self._first: Planner | None = None

    def plan(self, prompt: str, type: str | None = None, context: Sequence[Context] = ()) -> Plan:
        """As `Planner.plan`; an unknown type raises UsageError from the second planner."""
        try:
            if self._first is None:
                self._first = self._make_first()
            return self._first.plan(prompt, type, context)
        except (SourceError, ContentRejectedError):
            raise
        except DiagramcError as error:
            warning = _fallback(error)
        plan = self._make_second().plan(prompt, type, context)
        return replace(plan, diagnostics=(warning, *plan.diagnostics))


def _fallback(error: DiagramcError) -> Diagnostic:
    reasons = [d for d in error.diagnostics if d.severity is Severity.ERROR]
    why = reasons[0].message if reasons else error.message
    message = f"the offline planner answered instead of the language model: {why}"
    return diagnose("model.fallback", message, hint=reasons[0].hint if reasons else None)


def _offline() -> Planner:
    from diagramc.planner.offline import OfflinePlanner

    return OfflinePlanner()


def _llm(environ: Mapping[str, str], listen: Listener | None) -> LlmPlanner:
    from diagramc.planner.llm import LlmPlanner

    return LlmPlanner(environ=environ, listen=listen)


def _local(environ: Mapping[str, str], listen: Listener | None) -> LocalPlanner:
    from diagramc.planner.local import LocalPlanner

    return LocalPlanner(environ, listen=listen)
