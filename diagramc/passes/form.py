"""Whether a diagram that a program made is of the form that its types say: a struct takes any value when it is made."""

from __future__ import annotations

import msgspec

from diagramc.diagnostics import diagnose
from diagramc.errors import SourceError
from diagramc.ir.base import Diagram


def check_form(diagram: Diagram) -> None:
    """SourceError for the first field whose value is not of its type, such as a number for a label."""
    try:
        msgspec.convert(msgspec.to_builtins(diagram), type(diagram))
    except (msgspec.ValidationError, TypeError) as error:
        message = f"the diagram does not have the form of a {diagram.type} diagram: {error}"
        raise SourceError(diagnostics=[diagnose("document.field", message)]) from None
