"""An answer that comes in pieces: server-sent events put together, and the elements counted that are already there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec


class _Delta(msgspec.Struct):
    content: str | None = None
    refusal: str | None = None


class _Choice(msgspec.Struct):
    delta: _Delta | None = None
    finish_reason: str | None = None


class _Chunk(msgspec.Struct):
    """The parts of a completion chunk that are read (the API's `chat.completion.chunk`)."""

    choices: list[_Choice] | None = None
    usage: Any = None
    error: Any = None


class Stream:
    """Takes the bytes of an event stream (WHATWG HTML, 9.2) and puts the answer together.

    `listen` gets the number of whole elements each time it grows. Lines that are no events are passed over; what cannot be decoded
    raises msgspec.MsgspecError or UnicodeDecodeError.
    """

    def __init__(self, listen: Callable[[int], None]) -> None:
        self._listen = listen
        self._rest = b""
        self._counter = ElementCounter()
        self._said: list[str] = []
        self._refused: list[str] = []
        self.finish: str | None = None
        self.usage: Any = None
        self.error: Any = None

    def feed(self, data: bytes) -> None:
        """Read what has come in."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            field, _, value = line.rstrip(b"\r").partition(b":")
            if field == b"data" and value.strip() not in (b"", b"[DONE]"):
                self._read(msgspec.json.decode(value.strip(), type=_Chunk))

    def _read(self, chunk: _Chunk) -> None:
        self.usage = chunk.usage or self.usage
        self.error = chunk.error or self.error
        for choice in (chunk.choices or ())[:1]:
            self.finish = choice.finish_reason or self.finish
            if choice.delta is None:
                continue
            self._refused.append(choice.delta.refusal or "")
            if choice.delta.content:
                self._said.append(choice.delta.content)
                before = self._counter.count
                self._counter.feed(choice.delta.content)
                if self._counter.count > before:
                    self._listen(self._counter.count)

    def body(self) -> dict[str, Any]:
        """The same answer as it comes without a stream."""
        message = {"content": "".join(self._said), "refusal": "".join(self._refused) or None}
        return {
            "choices": [{"message": message, "finish_reason": self.finish}],
            "usage": self.usage,
            "error": self.error,
        }


class ElementCounter:
    """Counts the whole values in the lists of a JSON object while it is being written; lists within elements do not count."""

    def __init__(self) -> None:
        self.count = 0
        self._open: list[str] = []
        self._in_text = self._escaped = False

    def feed(self, text: str) -> None:
        """Read on. Text that is no JSON counts for nothing or little; it is refused later."""
        for char in text:
            if self._in_text:
                self._in_text = self._escaped or char != '"'
                self._escaped = char == "\\" and not self._escaped
                if not self._in_text:
                    self._closed()
            elif char == '"':
                self._in_text = True
            elif char in "{[":
                self._open.append(char)
            elif char in "}]" and self._open:
                self._open.pop()
                self._closed()

    def _closed(self) -> None:
        self.count += self._open == ["{", "["]
