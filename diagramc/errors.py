"""The exceptions diagramc raises, and the exit code each means.

DiagramcError (1)
├── SourceError (1)            the source or the request is wrong; carries every diagnostic
├── OutputError (1)            a result could not be written
├── PlanningError (1)          the planner's endpoint failed or gave nothing usable
├── RemoteError (1)            the remote image service failed
├── UsageError (2)             an option or argument is wrong
│   └── AuthenticationError (2)  no key, or a key that was refused
├── CreditError (3)            the account has no credit left
├── ContentRejectedError (4)   the content was refused by policy
├── RateLimitError (5)         too many requests
└── MissingEngineError (6)     an engine or extra is not installed; the message says what to install

Exit code 70 is a bug of ours, 130 an interrupt; neither is raised as a DiagramcError. Interrupted is a KeyboardInterrupt that
says what was left going on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from diagramc.diagnostics import Diagnostic, Severity, render

EXIT_BUG = 70
EXIT_INTERRUPTED = 130


class DiagramcError(Exception):
    """Base of all errors diagramc raises on purpose. `diagnostics` says what is wrong, each with place and hint.

    `job_id` names the remote service's job that an error is about, where there is one: it may still be had.
    """

    exit_code = 1
    job_id: str | None = None

    def __init__(self, message: str = "", diagnostics: Iterable[Diagnostic] = ()) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        if not message:
            first = [d for d in self.diagnostics if d.severity is Severity.ERROR] or list(self.diagnostics)
            message = render(first[0]) if first else type(self).__name__
        self.message = message
        super().__init__(message)

    @property
    def kind(self) -> str:
        """The error's name on every interface: the class's, as `rate-limit` for RateLimitError."""
        words = re.findall(r"[A-Z][a-z]+", type(self).__name__.removesuffix("Error"))
        return "-".join(words).lower() or "error"


class SourceError(DiagramcError):
    """The source or the request is wrong."""


class OutputError(DiagramcError):
    """A result could not be written; what was there before is untouched."""


class PlanningError(DiagramcError):
    """The planner's endpoint failed, or answered nothing that could be mended into a diagram."""


class RemoteError(DiagramcError):
    """The remote image service failed."""


class UsageError(DiagramcError):
    """An option or argument is wrong."""

    exit_code = 2


class AuthenticationError(UsageError):
    """There is no key, or it was refused."""


class CreditError(DiagramcError):
    """The account has no credit left."""

    exit_code = 3


class ContentRejectedError(DiagramcError):
    """The content was refused by policy."""

    exit_code = 4


class RateLimitError(DiagramcError):
    """Too many requests."""

    exit_code = 5


class MissingEngineError(DiagramcError):
    """An engine or extra that was asked for is not installed; the message says what to install."""

    exit_code = 6


class Interrupted(KeyboardInterrupt):
    """The person stopped it while something went on elsewhere; `hint` says how to take that up again."""

    def __init__(self, message: str, hint: str, job_id: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.job_id = job_id
