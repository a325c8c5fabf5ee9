"""The planning stage: which planner reads a prompt, with what beside it, and from which lock."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from diagramc.diagnostics import diagnose
from diagramc.errors import UsageError
from diagramc.options import MODEL_SETTINGS, CompileOptions, check_options

if TYPE_CHECKING:
    from diagramc.planner.base import Plan
    from diagramc.planner.context import Context


def plan_prompt(
    prompt: str,
    type: str | None = None,
    *,
    planner: str = "auto",
    context: Sequence[Path | str] = (),
    lock: Path | None = None,
    listen: Callable[[int], None] | None = None,
    **settings: Any,
) -> Plan:
    """A prompt as a valid diagram, with remarks and token counts.

    `planner`: auto (llm when an endpoint is configured, else offline), offline, llm or local. `context` are files (a Path) or texts (a
    str) that the prompt is about: a schema, a compose file, a README. With `lock`, a file that is made when it is not there, what was
    planned once for this prompt, type and context is not planned again. `listen` gets the number of elements while a model writes.
    `settings` go to the model: model (for `local` the path of a GGUF file), base_url, api_key, timeout (s), max_tokens, answer. Raises
    UsageError, SourceError, PlanningError or MissingEngineError.
    """
    from diagramc.planner.base import Plan
    from diagramc.planner.grounding import confidence
    from diagramc.planner.provenance import signed
    from diagramc.planner.select import make_planner

    _check_type(type)
    contexts = _contexts(context)
    environ = {**os.environ, **as_environment(settings)}
    if lock is None:
        made = make_planner(planner, environ, listen=listen).plan(prompt, type, contexts)
        diagram = signed(made.diagram, prompt, type, contexts)
        return msgspec.structs.replace(made, diagram=diagram, confidence=confidence(diagram, prompt))
    from diagramc.passes.normalize import normalize
    from diagramc.planner.locked import keep, kept

    before = kept(lock, prompt, type, contexts)
    if before is not None:
        remark = diagnose("plan.kept", f"taken from {lock}, as it was planned for the same prompt")
        return Plan(diagram=before, diagnostics=(remark,), confidence=confidence(before, prompt))
    made = make_planner(planner, environ, listen=listen).plan(prompt, type, contexts)
    # In the form in which it will be read again
    diagram = signed(normalize(made.diagram), prompt, type, contexts)
    keep(lock, prompt, type, contexts, diagram)
    return msgspec.structs.replace(made, diagram=diagram, confidence=confidence(diagram, prompt))


def first_request(
    prompt: str,
    type: str | None = None,
    *,
    planner: str = "auto",
    context: Sequence[Path | str] = (),
    **settings: Any,
) -> dict[str, Any]:
    """What `plan_prompt` would send to a model first, as one JSON object without any key; sends nothing. Raises as it does, and
    UsageError for the offline planner."""
    from diagramc.planner.select import first_request as request_of

    _check_type(type)
    environ = {**os.environ, **as_environment(settings)}
    return request_of(planner, environ, prompt, type, _contexts(context))


def _check_type(type: str | None) -> None:
    problems = check_options(CompileOptions(type=type))
    if problems:
        raise UsageError(diagnostics=problems)


def _contexts(context: Sequence[Path | str]) -> tuple[Context, ...]:
    if not context:
        return ()
    from diagramc.planner.context import read_contexts

    return read_contexts(context)


def as_environment(settings: dict[str, Any]) -> dict[str, str]:
    """Settings as environment variables, so that an option and its variable mean the same everywhere."""
    unknown = settings.keys() - MODEL_SETTINGS.keys()
    if unknown:
        raise TypeError(f"unknown settings: {', '.join(sorted(unknown))}")
    return {MODEL_SETTINGS[name]: str(value) for name, value in settings.items() if value is not None}
