"""The model file: named by option or variable, and looked at before a process is started for it."""

from __future__ import annotations

from pathlib import Path

from diagramc.diagnostics import diagnose
from diagramc.errors import UsageError

MAGIC = b"GGUF"
"""The first bytes of a GGUF file (ggml/docs/gguf.md)."""


def find_model(named: str) -> Path:
    """The model file of a name. Raises UsageError when there is no name, no such file, or the file is no GGUF."""
    if not named:
        raise _wrong("local.no-model", "the local planner needs a model file")
    path = Path(named).expanduser()
    try:
        with path.open("rb") as file:
            begins = file.read(len(MAGIC))
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise _wrong("local.model-file", f"cannot read the model {named}: {reason}") from None
    if begins != MAGIC:
        raise _wrong("local.model-file", f"{named} is no GGUF file")
    return path.resolve()


def _wrong(code: str, message: str) -> UsageError:
    return UsageError(diagnostics=[diagnose(code, message)])
