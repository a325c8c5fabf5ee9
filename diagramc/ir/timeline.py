"""Timeline: periods in order of time, each with its events, in sections."""

from __future__ import annotations

from typing import Literal

from diagramc.ir.base import Diagram, Element, Group, Label, Link, Node


class Event(Element, frozen=True, kw_only=True):
    """Something that happened in a period."""

    text: Label
    link: Link | None = None
    tooltip: str | None = None


class Period(Node, frozen=True, kw_only=True):
    """A point or stretch of time, labelled as its author wrote it. `group` names its section.

    `start` and `end` are ISO 8601 (year, year-month, date or date-time; `-0044` is 45 BC) where the label is a date.
    """

    start: str | None = None
    end: str | None = None
    events: tuple[Event, ...] = ()


class Section(Group, frozen=True, kw_only=True):
    """A run of periods under one heading."""


class Timeline(Diagram, frozen=True, kw_only=True, tag="timeline"):
    """A timeline. `scale` `time` places the periods to scale, where all of them have dates."""

    scale: Literal["even", "time"] = "even"
    periods: tuple[Period, ...] = ()
    sections: tuple[Section, ...] = ()
