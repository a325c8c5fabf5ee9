"""The journal of requests that may cost money: what was sent, accepted, saved. It survives a crash, a kill, a lost line.

One JSON object a line, only ever appended, flushed to the disk before anything is paid for. No key, no prompt and no signed
address goes in. The service keeps a result for an hour; a request's lines are dropped after that.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec

from diagramc.errors import OutputError
from diagramc.files import write_atomically
from diagramc.remote.config import base_folder

KEEP = 3600.0
"""The seconds for which a request is remembered: as long as the service keeps its result."""
MAX_JOURNAL = 10_000_000
"""The most bytes of a journal that are read: some 30,000 requests within the hour."""

State = Literal["sent", "accepted", "saved", "failed", "refused"]
OPEN: tuple[State, ...] = ("sent", "accepted")
"""The states in which a picture may be waiting at the service."""


class Entry(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One request. Times are seconds since the epoch; `place` is the service's scheme, host and port.

    `output` is the file that was asked for; without it the picture is named `stem` and the job id, in `folder`.
    """

    request: str
    kind: str
    place: str
    sent_at: float
    format: str
    output: str | None = None
    folder: str | None = None
    stem: str = "picture"
    pid: int = 0
    state: State = "sent"
    job_id: str | None = None
    changed_at: float = 0.0
    file: str | None = None


class Change(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A line about a request that is there already."""

    request: str
    state: State
    changed_at: float
    job_id: str | None = None
    file: str | None = None


def journal_path(environ: Mapping[str, str]) -> Path:
    """Where the journal is: `$XDG_STATE_HOME/diagramc/jobs.jsonl`."""
    return base_folder(environ, "XDG_STATE_HOME", ".local/state") / "diagramc" / "jobs.jsonl"


class Journal:
    """The journal at a path; safe for several processes and threads at once."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        self.path = path
        self._clock = clock

    def sent(self, entry: Entry) -> None:
        """Note a request before it is sent. OutputError when that fails: then it must not be sent."""
        entry.changed_at = self._clock()
        with self._locked():
            self._prune()
            self._append(entry)

    def change(
        self, request: str, state: State, *, job_id: str | None = None, file: str | None = None
    ) -> None:
        """Note what became of a request. OutputError when that fails."""
        change = Change(request=request, state=state, changed_at=self._clock(), job_id=job_id, file=file)
        with self._locked():
            self._append(change)

    def entries(self) -> list[Entry]:
        """The requests of the last hour, in the order in which they were sent."""
        since = self._clock() - KEEP
        return [entry for entry in self._read() if entry.changed_at >= since]

    def _read(self) -> list[Entry]:
        try:
            with open(self.path, "rb") as file:
                raw = file.read(MAX_JOURNAL)
        except FileNotFoundError:
            return []
        except OSError as error:
            raise self._trouble(error) from None
        found: dict[str, Entry] = {}
        for line in raw.splitlines():
            try:
                value: dict[str, Any] = msgspec.json.decode(line, type=dict[str, Any])
                request = str(value.get("request"))
                if request in found:
                    change = msgspec.convert(value, Change)
                    known = found[request]
                    known.state, known.changed_at = change.state, change.changed_at
                    known.job_id, known.file = change.job_id or known.job_id, change.file or known.file
                else:
                    found[request] = msgspec.convert(value, Entry)
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                continue  # A line that a crash cut off.
        return list(found.values())

    def _append(self, record: Entry | Change) -> None:
        try:
            handle = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                size = os.fstat(handle).st_size
                # What a crash cut off ends here, so that it takes no other line with it.
                torn = (
                    size > 0 and os.pread(handle, 1, size - 1) != b"\n" if hasattr(os, "pread") else size > 0
                )
                line = (b"\n" if torn else b"") + msgspec.json.encode(record) + b"\n"
                if os.write(handle, line) != len(line):
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            raise self._trouble(error) from None

    def _prune(self) -> None:
        """Drop what is older than an hour, by way of a new file; nothing is written when all of it is younger."""
        entries, since = self._read(), self._clock() - KEEP
        kept = [entry for entry in entries if entry.changed_at >= since]
        if len(kept) < len(entries):
            lines = b"".join(msgspec.json.encode(entry) + b"\n" for entry in kept)
            write_atomically(self.path, lines, mode=0o600)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """Keep other processes from writing: the journal is replaced when it is pruned."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(self.path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise self._trouble(error) from None
        try:
            _lock(handle)
            yield
        finally:
            os.close(handle)  # which ends the lock

    def _trouble(self, error: OSError) -> OutputError:
        why = (error.strerror or type(error).__name__).lower()
        return OutputError(f"cannot keep the journal of requests {self.path}: {why}; set XDG_STATE_HOME")


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)
