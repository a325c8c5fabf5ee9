"""Arrows between lifelines (net.sourceforge.plantuml.sequencediagram.command.CommandArrow, 1.2026.8)."""

from __future__ import annotations

import re
from typing import NamedTuple

from diagramc.ir.sequence import MessageHead

_PARTS = re.compile(
    r"(?P<border1>[\[\]?])?(?P<left>[ox]?(?:\(\d+\))?[<\\/_]*)"
    r"(?P<body>-*(?:\[(?P<style>[^\]]*)\])?-*)"
    r"(?P<right>[>\\/_]*(?:\(\d+\))?[ox]?)(?P<border2>[\]?])?"
)


class Arrow(NamedTuple):
    """An arrow from the source to the target; `reversed_` when the target is written first. A head None is as usual."""

    reversed_: bool
    dashed: bool
    asynchronous: bool
    head: MessageHead | None
    tail: MessageHead | None
    source_circle: bool
    target_circle: bool
    style: str


def read_arrow(text: str) -> Arrow | None:
    """An arrow between two names, or between a name and a border; None when it points nowhere."""
    found = _PARTS.fullmatch(text)
    if found is None:
        return None
    left = re.sub(r"_|\(\d+\)", "", found["left"])
    right = re.sub(r"_|\(\d+\)", "", found["right"])
    backwards = _direction(left, right)
    if backwards is None:
        return None
    at_source, at_target = (right, left) if backwards else (left, right)
    tail = _head(at_source, written_left=not backwards)
    if tail is None and _points(left) and _points(right):
        tail = "open" if _double(at_source) else "filled"
    return Arrow(
        reversed_=backwards,
        dashed=found["body"].count("-") - (found["style"] or "").count("-") > 1,
        asynchronous=_double(at_target),
        head=_head(at_target, written_left=backwards),
        tail=tail,
        source_circle="o" in at_source,
        target_circle="o" in at_target,
        style=found["style"] or "",
    )


def _direction(left: str, right: str) -> bool | None:
    """Whether the arrow points to the left; None for a line that points nowhere."""
    if _points(right) or ("x" in left and "x" in right):
        return False
    if _points(left):
        return True
    return False if "x" in left or "x" in right else None


def _points(end: str) -> bool:
    return bool(re.search(r"[<>\\/]", end))


def _double(end: str) -> bool:
    return any(mark in end for mark in ("<<", ">>", "\\\\", "//"))


def _head(end: str, *, written_left: bool) -> MessageHead | None:
    """A cross, or the half of a head that is above or below the line; None for all that is usual."""
    if "x" in end:
        return "cross"
    if "/" not in end and "\\" not in end:
        return None
    # Seen from the line a stroke leans to the other side at its other end.
    upper = ("/" in end) == written_left
    if _double(end):
        return "open-upper" if upper else "open-lower"
    return "upper" if upper else "lower"
