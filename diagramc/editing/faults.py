"""Why a change is refused, as errors that a person can act on."""

from __future__ import annotations

from diagramc.diagnostics import diagnose
from diagramc.errors import SourceError


class EditError(SourceError):
    """The change is refused; nothing was changed."""


def refused(message: str, hint: str | None = None, *, code: str = "edit.refused") -> EditError:
    """The error that says why a change cannot be made."""
    return EditError(diagnostics=[diagnose(code, message, hint=hint)])
