"""Kinds of diagram that diagramc does not draw: what an author can do, or that their page's own renderer is left to draw them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec.structs import replace

from diagramc.diagnostics import Diagnostic, Severity
from diagramc.kinds import TYPES

Unsupported = Literal["fail", "keep"]
"""What is done with a diagram of a kind that is not drawn: it is an error, or it is left to the page's own renderer and told."""
CHOICES: tuple[Unsupported, ...] = ("fail", "keep")
_CODE = "parse.unsupported-kind"
_LEFT = "docs.left"


def settle(found: Sequence[Diagnostic], choice: Unsupported) -> tuple[Diagnostic, ...]:
    """What was found in one diagram of a page, with what the choice makes of a kind that is not drawn.

    `fail`: the hint says what is drawn and how to leave this one to the page. `keep`: a remark that it is left to the page, and
    nothing else of what was found, as another tool reads the text.
    """
    kind = next((problem for problem in found if problem.code == _CODE), None)
    if kind is None:
        return tuple(found)
    drawn = f"diagramc draws {', '.join(TYPES)}"
    if choice == "keep":
        told = "left to the page's own renderer: "
        return (
            replace(
                kind,
                code=_LEFT,
                severity=Severity.INFO,
                message=told + kind.message,
                hint=drawn,
                expected=None,
            ),
        )
    hint = f"{drawn}; with `unsupported` set to `keep`, the page's own renderer draws the rest"
    return tuple(replace(problem, hint=hint) if problem.code == _CODE else problem for problem in found)


def is_left(found: Sequence[Diagnostic]) -> bool:
    """Whether a diagram with these remarks is left to its page."""
    return any(problem.code == _LEFT for problem in found)
