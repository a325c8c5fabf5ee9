"""External programs: finding them, and running them with a limit on time and output, without a shell."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from typing import NamedTuple

from diagramc.diagnostics import diagnose
from diagramc.errors import DiagramcError, MissingEngineError, SourceError, UsageError

TIME_LIMIT = 60.0
"""The longest a program may take, in s."""
OUTPUT_LIMIT = 64 * 1024 * 1024
"""The largest picture a program may give, in bytes."""
VERSION_TIME_LIMIT = 10.0


class Probe(NamedTuple):
    """An engine as `diagramc doctor` shows it: where it was found and its version, or what to install."""

    name: str
    path: str | None
    version: str | None
    install: str


def find_program(*names: str) -> str | None:
    """The first of the programs that is on the PATH."""
    return next((path for name in names if (path := shutil.which(name))), None)


def missing(what: str, install: str) -> MissingEngineError:
    """The error for an engine that is not installed; `install` is the command, or the commands, that mend it."""
    message = f"{what} is not installed; install it with: {install}"
    return MissingEngineError(diagnostics=[diagnose("engine.missing", message)])


def check_format(format: str, formats: Sequence[str], engine: str) -> None:
    """UsageError when an engine does not draw a format."""
    if format not in formats:
        raise UsageError(f"{engine} does not draw {format} here; it draws {', '.join(formats)}")


def run(
    command: Sequence[str],
    source: bytes = b"",
    *,
    folder: str | None = None,
    time_limit: float = TIME_LIMIT,
    accept_output_on_error: bool = False,
) -> bytes:
    """What a program writes to stdout when it reads `source` on stdin.

    SourceError with the program's own words when it refuses the source, DiagramcError past the limits of time or output.
    With `accept_output_on_error` output counts whatever the exit code.
    """
    import subprocess
    from tempfile import TemporaryFile

    name = os.path.basename(command[0])
    # To files, so that a program gone wild fills neither memory nor a pipe nobody reads.
    with TemporaryFile() as out, TemporaryFile() as err:
        try:
            code = subprocess.run(
                list(command),
                input=source,
                stdout=out,
                stderr=err,
                cwd=folder,
                timeout=time_limit,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            raise DiagramcError(f"{name} took longer than {time_limit:.0f} s; split the diagram") from None
        except OSError as error:
            raise DiagramcError(f"{command[0]} could not be run: {error.strerror}") from None
        size = out.tell()
        if size > OUTPUT_LIMIT:
            raise DiagramcError(f"{name} gave more than {OUTPUT_LIMIT // 1024 // 1024} MB; split the diagram")
        out.seek(0)
        drawn = out.read()
        err.seek(0)
        said = err.read(4000).decode(errors="replace").strip()
    if code and not (accept_output_on_error and drawn):
        raise SourceError(
            diagnostics=[
                diagnose("engine.refused", f"{name} refuses the source: {said or f'exit code {code}'}")
            ]
        )
    return drawn


def version_of(command: Sequence[str]) -> str | None:
    """The first line a program says about its version, on stdout or stderr; None when it cannot be run."""
    import subprocess

    try:
        done = subprocess.run(list(command), capture_output=True, timeout=VERSION_TIME_LIMIT, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    lines = (done.stdout + done.stderr).decode(errors="replace").strip().splitlines()
    return lines[0].strip() if lines else None
