"""What a protocol works with: settings, journal, limits, clocks; and how it waits."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from diagramc.diagnostics import Diagnostic
from diagramc.remote.effects import Clock
from diagramc.remote.journal import Journal
from diagramc.remote.settings import RemoteSettings


class Limits(NamedTuple):
    """Bounds in seconds or numbers of tries. Tests make them small; people set `total` by --timeout."""

    total: float = 600.0
    """The longest a generation is waited for."""
    headers: float = 120.0
    """The longest silence after a generation is sent; then it is looked up, never sent again."""
    body: float = 30.0
    call: float = 30.0
    upload: float = 300.0
    download: float = 120.0
    """The longest one try of a download may take."""
    grace: float = 10.0
    """What the first try of a download gets even if the time is up: the picture is paid for."""
    retry_after: float = 120.0
    """The longest wait that the service may ask for."""
    rate_tries: int = 5
    tries: int = 3
    missing: int = 4
    """How often in a row the service may say that it knows no such job before it is believed."""
    unreadable: int = 4
    """How often in a row a completed job may come without a picture in it."""
    listings: int = 5
    """How often the list of jobs is read to find a request that may have been accepted."""


SYSTEM_CLOCK = Clock(time.time, time.monotonic)
DEFAULT_LIMITS = Limits()


@dataclass(frozen=True)
class Context:
    """The surroundings of one request. `say` gets progress in a few words; `remarks` collects warnings."""

    settings: RemoteSettings
    journal: Journal
    limits: Limits = DEFAULT_LIMITS
    clock: Clock = SYSTEM_CLOCK
    jitter: Callable[[], float] = random.random
    say: Callable[[str], None] = lambda text: None
    remarks: list[Diagnostic] = field(default_factory=list)

    def waits(self) -> Iterator[float]:
        """The waits between tries, without end: 1, 2, 4, 8, 15, 15 … s, each 20 % shorter or longer by chance.

        So do many clients that failed together not come back together.
        """
        wait = 1.0
        while True:
            yield min(wait, 15.0) * (0.8 + 0.4 * self.jitter())
            wait *= 2

    def left(self, deadline: float) -> float:
        """The seconds until a deadline of the steady clock; not less than 0."""
        return max(0.0, deadline - self.clock.steady())
