"""Arrows between lifelines (net.sourceforge.plantuml.sequencediagram.command.CommandArrow, 1.2026.8)."""

from __future__ import annotations

import re
from typing import NamedTuple

from diagramc.ir.sequence import MessageHead

_PARTS = re.compile(
    r"(?P<border1>[\[?])?(?P<left>[ox]?(?:\(\d+\))?[<\\/_]*)"
    r"(?P<body>-*(?:\[(?P<style>[^\]]*)\])?-*)"
    r"(?P<right>[>\\/_]*(?:\(\d+\))?[ox]?)(?P<border2>[\]?])?"
)


class Arrow(NamedTuple):
    """An arrow from the source to the target; `reversed_` when the target is written first. None as `head`: as usual."""

    reversed_: bool
    dashed: bool
    asynchronous: bool
    head: MessageHead | None
    tail: MessageHead | None
    style: str
    half: bool
    border: bool


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
    both = bool(_points(left) and _points(right))
    return Arrow(
        reversed_=backwards,
        dashed=found["body"].count("-") - (found["style"] or "").count("-") > 1,
        asynchronous=_double(at_target),
        head=_mark(at_target),
        tail=_mark(at_source) or (_filled(at_source) if both else None),
        style=found["style"] or "",
        half=any(
            single and not _double(end) for end in (left, right) if (single := re.search(r"[\\/]", end))
        ),
        border=bool(found["border1"] or found["border2"]),
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


def _mark(end: str) -> MessageHead | None:
    return "cross" if "x" in end else "circle" if "o" in end else None


def _filled(end: str) -> MessageHead:
    return "open" if _double(end) else "filled"
