"""What a server says of itself: one JSON object a line, on stderr, without keys, addresses of results, prompts or sources."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import TextIO

from diagramc.endpoints import hide_keys


class Log:
    """Writes events. `prompts`: sources are written too, as somebody asked for."""

    def __init__(self, stream: TextIO | None = None, *, prompts: bool = False) -> None:
        self._stream = stream or sys.stderr
        self.prompts = prompts

    def write(self, event: str, **fields: object) -> None:
        """One event with its fields; None is left out. A log that cannot be written stops nothing."""
        body = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event}
        known = {name: value for name, value in fields.items() if value is not None}
        line = json.dumps({**body, **known}, ensure_ascii=True, default=str)
        try:
            self._stream.write(hide_keys(line) + "\n")
            self._stream.flush()
        except (OSError, ValueError):
            return


class LogHandler(logging.Handler):
    """Brings what uvicorn and Starlette log into the same form. Messages may quote a request, so tracebacks tell places only."""

    def __init__(self, log: Log) -> None:
        super().__init__(logging.WARNING)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        """One record."""
        error = record.exc_info[1] if record.exc_info else None
        self._log.write(
            "log",
            level=record.levelname.lower(),
            logger=record.name,
            message=record.msg if isinstance(record.msg, str) and error is None else None,
            error=describe(error) if error is not None else None,
        )


def describe(error: BaseException) -> str:
    """An exception's type and the places it came through, without its message: that may quote a person's source."""
    places: list[str] = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return f"{type(error).__name__} at {' < '.join(reversed(places[-6:]))}"
