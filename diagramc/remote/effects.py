"""What the protocol wants done, and what came of it: the seam between deciding and doing.

The protocol (generation, polling, downloads …) is written as generators that yield effects and are sent outcomes. They open no
connection and read no clock of their own, so that one protocol serves the sync and the async driver (`drivers.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")


class Upload(NamedTuple):
    """A file to send as the multipart part `image`."""

    path: Path
    media_type: str


class Call(NamedTuple):
    """Send a request to the service, with the key, and answer when its headers are there: Head or Fault.

    `path` begins with `/v1/`; `seconds` is the longest time until the headers.
    """

    method: str
    path: str
    seconds: float
    body: bytes | None = None
    upload: Upload | None = None


class Fetch(NamedTuple):
    """GET an address outside the service, without the key: Head or Fault."""

    url: str
    seconds: float


class Read(NamedTuple):
    """Read the body that belongs to the last Head: bytes, or Fault when it breaks off, drips or is too long."""

    limit: int
    seconds: float


class Pause(NamedTuple):
    """Do nothing for some seconds."""

    seconds: float


class Together(NamedTuple):
    """Run several protocols at the same time: the list of their results. The first error ends the others."""

    parts: tuple[Steps[Any], ...]


class Head(NamedTuple):
    """Status and headers of a response; the names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]


class Fault(NamedTuple):
    """A line that failed. `sent` False: surely no byte of the request has left this machine."""

    why: str
    sent: bool = True


class Reply(NamedTuple):
    """A whole response. `body` is a Fault when it broke off."""

    head: Head
    body: bytes | Fault


Effect = Call | Fetch | Read | Pause | Together
Outcome = Head | Fault | bytes | list[Any] | None
Steps = Generator[Effect, Outcome, T]


def begin(effect: Call | Fetch) -> Steps[Head | Fault]:
    """Send a request; the body waits to be read."""
    outcome = yield effect
    assert isinstance(outcome, Head | Fault)
    return outcome


def read(limit: int, seconds: float) -> Steps[bytes | Fault]:
    """Read the body of the response that was begun."""
    outcome = yield Read(limit, seconds)
    assert isinstance(outcome, bytes | Fault)
    return outcome


def ask(effect: Call | Fetch, *, limit: int, seconds: float) -> Steps[Reply | Fault]:
    """Send a request and read its whole answer of at most `limit` bytes."""
    head = yield from begin(effect)
    if isinstance(head, Fault):
        return head
    body = yield from read(limit, seconds)
    return Reply(head, body)


def pause(seconds: float) -> Steps[None]:
    """Do nothing for some seconds."""
    yield Pause(max(0.0, seconds))


def together(parts: tuple[Steps[T], ...]) -> Steps[list[T]]:
    """Run protocols at the same time."""
    outcome = yield Together(parts)
    assert isinstance(outcome, list)
    return outcome


class Clock(NamedTuple):
    """Two clocks in seconds: `wall` since the epoch, for time stamps; `steady`, for how long something takes."""

    wall: Callable[[], float]
    steady: Callable[[], float]
