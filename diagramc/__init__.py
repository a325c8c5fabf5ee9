"""diagramc, the compiler for diagrams: the public API and nothing else.

Importing it loads nothing but this module; each name brings its own modules when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from diagramc.diagnostics import Diagnostic, Severity, Span
    from diagramc.editing.edit import Edit, edit, edit_text
    from diagramc.editing.patch import Patch
    from diagramc.emit import render
    from diagramc.errors import (
        AuthenticationError,
        ContentRejectedError,
        CreditError,
        DiagramcError,
        MissingEngineError,
        OutputError,
        PlanningError,
        RateLimitError,
        RemoteError,
        SourceError,
        UsageError,
    )
    from diagramc.ir.base import Diagram
    from diagramc.kinds import TYPES as types
    from diagramc.pipeline import check, compile, convert, lower, parse, plan
    from diagramc.remote import Picture, graphic, graphic_async, image, image_async
    from diagramc.result import Result

_HOMES = {
    "diagramc.diagnostics": ("Diagnostic", "Severity", "Span"),
    "diagramc.editing.edit": ("Edit", "edit", "edit_text"),
    "diagramc.editing.patch": ("Patch",),
    "diagramc.errors": (
        "AuthenticationError",
        "ContentRejectedError",
        "CreditError",
        "DiagramcError",
        "MissingEngineError",
        "OutputError",
        "PlanningError",
        "RateLimitError",
        "RemoteError",
        "SourceError",
        "UsageError",
    ),
    "diagramc.ir.base": ("Diagram",),
    "diagramc.emit": ("render",),
    "diagramc.pipeline": ("check", "compile", "convert", "lower", "parse", "plan"),
    "diagramc.result": ("Result",),
    "diagramc.remote": ("Picture", "graphic", "graphic_async", "image", "image_async"),
}

__all__ = [
    "AuthenticationError",
    "ContentRejectedError",
    "CreditError",
    "Diagnostic",
    "Diagram",
    "DiagramcError",
    "Edit",
    "MissingEngineError",
    "OutputError",
    "Patch",
    "Picture",
    "PlanningError",
    "RateLimitError",
    "RemoteError",
    "Result",
    "Severity",
    "SourceError",
    "Span",
    "UsageError",
    "check",
    "compile",
    "convert",
    "edit",
    "edit_text",
    "graphic",
    "graphic_async",
    "image",
    "image_async",
    "lower",
    "parse",
    "plan",
    "render",
    "types",
]


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name == "types":
        return import_module("diagramc.kinds").TYPES
    for module, names in _HOMES.items():
        if name in names:
            value = getattr(import_module(module), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module 'diagramc' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
