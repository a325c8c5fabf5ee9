"""How messages are numbered: what PlantUML counts, and the steps that make the IR count the same."""

from __future__ import annotations

import re

from diagramc.ir.sequence import Autonumber

MAX_NUMBER = 1_000_000


class Numbering:
    """The number that the next message gets. `messages` counts those that a reader of the IR numbers."""

    def __init__(self) -> None:
        self.enabled = False
        self.number, self.increment = 1, 1
        self.from_start = False
        self._shown: tuple[int, int] | None = None
        self._messages = 0

    def command(self, text: str) -> bool:
        """Follow an `autonumber` command. Whether it asks for a format that the IR has no place for."""
        words = text.split('"')[0].split()[1:]
        plain = '"' not in text
        if words[:1] and words[0].lower() == "stop":
            self.enabled = False
            return False
        if words[:1] and words[0].lower() == "inc":
            return True
        if words[:1] and words[0].lower() == "resume":
            self.enabled = True
            if len(words) > 1:
                self.increment = max(1, min(int(words[1]), MAX_NUMBER))
            return not plain
        start = words[0] if words else "1"
        numbers = re.findall(r"\d+", start)
        self.number = min(int(numbers[-1]), MAX_NUMBER) if numbers else 1
        self.increment = max(1, min(int(words[1]), MAX_NUMBER)) if len(words) > 1 else 1
        self.enabled = True
        return not plain or not start.isdigit()

    def skipped(self) -> None:
        """A message that is not drawn takes a number."""
        if self.enabled:
            self.number += self.increment

    def before_message(self) -> Autonumber | None:
        """The step that must stand before the next message, if any; the message then has its number."""
        step = None
        if not self.enabled:
            if self._shown is not None:
                step, self._shown = Autonumber(enabled=False), None
        elif self._shown != (self.number, self.increment):
            if self._messages == 0 and (self.number, self.increment) == (1, 1):
                self.from_start = True
            else:
                step = Autonumber(start=self.number, increment=self.increment)
        self._messages += 1
        if self.enabled:
            self.number += self.increment
            self._shown = (self.number, self.increment)
        return step
