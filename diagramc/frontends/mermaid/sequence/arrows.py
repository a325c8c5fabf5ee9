"""What Mermaid's arrows mean: line, head and tail."""

from __future__ import annotations

from typing import Literal, NamedTuple

from diagramc.ir.sequence import MessageHead, MessageKind


class Arrow(NamedTuple):
    """The line of a message and its ends. `kind` is what such a line is used for, and implies the head when `head` is None."""

    kind: MessageKind
    line: Literal["solid", "dashed"] | None = None
    head: MessageHead | None = None
    tail: MessageHead | None = None


def _both(
    solid: str, dashed: str, head: MessageHead | None, tail: MessageHead | None = None
) -> dict[str, Arrow]:
    return {solid: Arrow("sync", None, head, tail), dashed: Arrow("reply", None, head, tail)}


ARROWS: dict[str, Arrow] = {
    **_both("->>", "-->>", None),
    **_both("<<->>", "<<-->>", None, "filled"),
    **_both("->", "-->", "none"),
    **_both("-x", "--x", "cross"),
    "-)": Arrow("async"),
    "--)": Arrow("async", "dashed"),
    **_both("-|\\", "--|\\", "upper"),
    **_both("-|/", "--|/", "lower"),
    **_both("-\\\\", "--\\\\", "open-upper"),
    **_both("-//", "--//", "open-lower"),
    **_both("/|-", "/|--", "none", "upper"),
    **_both("\\|-", "\\|--", "none", "lower"),
    **_both("//-", "//--", "none", "open-upper"),
    **_both("\\\\-", "\\\\--", "none", "open-lower"),
}
"""Each arrow in lower case."""

HEADS_OF_KIND: dict[MessageKind, MessageHead] = {"create": "filled", "destroy": "cross"}
"""The heads that the messages which create and destroy have without saying so."""
