"""Gantt charts as timelines: tasks are periods, milestones points in time, phases sections.

When a task starts and ends follows from the sentences about it, counted in days from the project's start; closed days do not count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from diagramc.diagnostics import Span, suggest
from diagramc.frontends.lalr import Token, load_grammar
from diagramc.frontends.plantuml.graph.build import in_order
from diagramc.frontends.plantuml.ids import Ids
from diagramc.frontends.plantuml.mistakes import explain
from diagramc.frontends.plantuml.page import Page
from diagramc.frontends.plantuml.source import LineSource
from diagramc.ir.base import Label, Link, Note, Style, plain
from diagramc.ir.timeline import Event, Period, Section, Timeline

MAX_DAYS = 200_000
"""The longest a task may last, and the furthest it may be from the project's start, in days."""

MAX_COMPARED = 50
"""How many tasks an unknown one is compared with."""
_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_DATE = r"(?:the\s+)?(?:\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?[A-Za-z]+\s+\d{4}|D\s*\+\s*\d+)(?:[ \t]+(?:at[ \t]+)?\d{1,2}:\d\d(?::\d\d)?)?"
_UNIT = r"\d+\s*(?:working\s+)?(?:days?|weeks?|months?|hours?|minutes?|quarters?|years?)"
_TIME = rf"{_UNIT}(?:\s+(?:and\s+)?{_UNIT})*"
_REFERENCE = r"\[(?P<{0}>[^\]]+)\](?:['`´’]s)?\s*(?P<{0}_end>start|end)?"
_WHEN = re.compile(
    rf"(?:at\s+|on\s+|with\s+)?(?:(?:(?P<count>{_TIME})\s+(?P<way>after|before)\s+)?(?:at\s+)?"
    rf"(?:{_REFERENCE.format('task')}|(?P<project>(?:the\s+)?(?:project(?:['`´’]s)?\s+)?start)\b|(?P<date>{_DATE})))",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    rf"""(?:,?\s*(?:and|then)\s+)?(?:
        as\s+\[(?P<alias>[^\]]+)\]
      | on\s+(?P<resources>(?:\{{[^}}]*\}}\s*)+)
      | (?:lasts|requires)\s+(?P<lasts>{_TIME}|\[[^\]]+\]['`´’]s\s+duration)
      | (?P<verb>starts|ends|happens|happen|start|end)\s+(?P<when>(?:after\s+)?{_WHEN.pattern})
      | is\s+(?:on\s+)?colou?red\s+(?:in\s+)?(?P<color>\S+)
      | is\s+(?P<percent>\d+)\s*%\s+complete[d]?
      | links?\s+to\s+(?P<link>\[\[[^\]]+\]\])
      | (?P<other>(?:displays?|pauses?|is\s+deleted|occurs?|respects|closes|is\s+dashed|display)\b.*)
      | (?P<paint>\#[\w/#]+)
      | with\s+[^\n]*?\blink\b
      | \.
      | (?P<arrow>-[-\w\[\]\#,.=]*>\s*\[(?P<next>[^\]]+)\])
    )\s*""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass
class _Task:
    """A task as it is known so far; days count from the project's start, `last` is the last day."""

    id: str
    label: Label
    span: Span
    section: str | None
    start: int | None = None
    last: int | None = None
    days: int | None = None
    milestone: bool = False
    style: Style | None = None
    link: Link | None = None
    events: list[Event] = field(default_factory=list)


def read_gantt(source: LineSource) -> Timeline | None:
    """The timeline of a Gantt chart; None when it has errors, which are in the source."""
    gantt = _Gantt(source)
    load_grammar("plantuml/timeline").parse(source, gantt, explain=explain)
    if source.failed:
        return None
    return gantt.timeline()


class _Gantt(Page):
    """The actions of the grammar."""

    def __init__(self, source: LineSource) -> None:
        super().__init__(source)
        self._ids = Ids()
        self._tasks: dict[str, _Task] = {}
        self._names: dict[str, _Task] = {}
        self._sections: list[Section] = []
        self._notes: list[Note] = []
        self._origin: date | None = None
        self._closed: set[int] = set()
        self._last: _Task | None = None
        self._groups = 0
        self._stretches: set[str] = set()

    def project(self, children: list[Any], start: int, end: int) -> None:
        """`Project starts 2026-11-02`."""
        found = re.search(_DATE, children[0], re.IGNORECASE)
        day = _read_date(found[0]) if found else None
        if day is None:
            self.error("this is no date", start, end, hint="write `Project starts 2026-11-02`")
            return
        self._origin = day

    def separator(self, children: list[Any], start: int, end: int) -> None:
        """`-- Phase one --`."""
        text = children[0].strip("- \t")
        label = self.label(text, start, end)
        if plain(label):
            id = self._ids.take(plain(label))
            self._sections.append(Section(id=id, label=label, span=self.source.span(start, end)))

    def mark(self, children: list[Any], start: int, end: int) -> None:
        """`Separator just at …`: a line across the chart."""
        self.only_looks("separators across a chart", start, end)

    def calendar(self, children: list[Any], start: int, end: int) -> None:
        """`saturday are closed`."""
        words = children[0].lower()
        for name in re.findall(r"named\s+\[([^\]]+)\]", children[0]):
            self._stretches.add(name)
        closed = re.findall("|".join(_WEEKDAYS), words)
        if closed and "clos" in words:
            self._closed |= {_WEEKDAYS.index(day) for day in closed}
            if len(self._closed) == 7:
                self.error("all days of the week are closed", start, end, hint="leave one open")
                self._closed.clear()
        else:
            self.only_looks("calendars of single days", start, end)

    def after(self, children: list[Any], start: int, end: int) -> None:
        """`TASK1 -> TASK2`: the second starts after the first."""
        first, second = re.split(r"\s*-[-\w\[\]#,.=]*>\s*", children[0])
        self._start_after(self._task(second, start, end), self._task(first, start, end))

    def group(self, children: list[Any], start: int, end: int) -> None:
        """`group [Phase]`: a section."""
        text = children[0].partition("[")[2].rpartition("]")[0]
        if children[0].lower().startswith("end"):
            self._groups -= 1
            if self._groups < 0:
                self.error("`end group` without `group`", start, end, hint="begin with `group [Name]` above")
                self._groups = 0
            return
        self._groups += 1
        if text:
            label = self.label(text, start, end)
            id = self._ids.take(plain(label) or "section")
            self._sections.append(Section(id=id, label=label, span=self.source.span(start, end)))

    def setting(self, children: list[Any], start: int, end: int) -> None:
        """`printscale weekly` and its like."""
        self.only_looks("settings of Gantt charts", start, end)

    def note(self, children: list[Any], start: int, end: int) -> None:
        """A note under the last task."""
        text = re.sub(r"\Anote\s+\w+[ \t]*:?|[ \t]*end[ \t]?note\s*\Z", "", children[0], flags=re.IGNORECASE)
        targets = (self._last.id,) if self._last else ()
        label = self.label(text, start, end, block=True)
        side: Any = "bottom" if targets else None
        self._notes.append(Note(text=label, targets=targets, side=side, span=self.source.span(start, end)))

    def task(self, children: list[Any], start: int, end: int) -> None:
        """A sentence about a task."""
        token: Token = children[0]
        head = re.match(r"(?P<then>then\s+)?\[(?P<name>[^\]\n]+)\]\s*", token, re.IGNORECASE)
        assert head is not None
        previous = self._last
        task = self._task(head["name"], start, end)
        if head["then"] and previous is not None and previous is not task:
            self._start_after(task, previous)
        position = head.end()
        while position < len(token):
            clause = _CLAUSE.match(token, position)
            if clause is None or clause.end() == position:
                rest = token[position:].strip()
                self.error(
                    f"this is not understood of the task [{head['name']}]",
                    start + position,
                    start + position + len(rest),
                    hint="say when it starts, ends or happens, or how long it lasts: `[Task] starts 2026-11-02 and lasts 5 days`",
                )
                break
            self._clause(task, clause, start, end)
            position = clause.end()
        self._last = task

    def _task(self, name: str, start: int, end: int) -> _Task:
        if name not in self._names:
            label = self.label(name, start, end)
            section = self._sections[-1].id if self._sections else None
            task = _Task(self._ids.take(plain(label) or "task"), label, self.source.span(start, end), section)
            self._names[name] = self._tasks[task.id] = task
        return self._names[name]

    def _known(self, name: str, start: int, end: int) -> _Task | None:
        if name in self._names:
            return self._names[name]
        if name in self._stretches:
            self.only_looks("calendars of single days", start, end)
            return None
        close = suggest(name, list(self._names)[:MAX_COMPARED])
        hint = f"did you mean [{close}]?" if close else "a task is named before it is referred to"
        self.error(f"there is no task [{name}]", start, end, hint=hint)
        return None

    def _clause(self, task: _Task, clause: re.Match[str], start: int, end: int) -> None:
        if clause["alias"]:
            self._names[clause["alias"]] = task
        elif clause["resources"]:
            names = re.findall(r"\{([^}]*)\}", clause["resources"])
            if any(re.search(r":\s*0+\s*%?\s*\Z", name) for name in names):
                self.error("a resource takes part with 0 %", start, end, hint="give it more, or leave it out")
            task.events += [Event(text=self.label(name, start, end)) for name in names if name.strip()]
        elif clause["lasts"]:
            other = re.match(r"\[([^\]]+)\]", clause["lasts"])
            known = self._known(other[1], start, end) if other else None
            task.days = known.days if known else None if other else _days(clause["lasts"])
            if task.last is not None and task.days is not None:
                task.start = task.last - task.days + 1
        elif clause["verb"]:
            self._when(task, clause, start, end)
        elif clause["color"]:
            word = clause["color"].partition("/")[0]
            at = start + clause.start("color")
            fill = self.color(Token(word, "COLOR", at, at + len(word)))
            task.style = Style(fill=fill) if fill else None
        elif clause["percent"]:
            task.events.append(Event(text=f"{clause['percent']} %"))
        elif clause["link"]:
            said = self.linked(clause["link"], start, end)
            task.link = self.link(said.links, start, end)
        elif clause["paint"]:
            word = clause["paint"].partition("/")[0]
            at = start + clause.start("paint")
            fill = self.color(Token(word, "COLOR", at, at + len(word)))
            task.style = Style(fill=fill) if fill else None
        elif clause["arrow"]:
            self._start_after(self._task(clause["next"], start, end), task)
        elif clause["other"]:
            self.only_looks("pauses and rows of tasks", start, end)

    def _when(self, task: _Task, clause: re.Match[str], start: int, end: int) -> None:
        verb = clause["verb"].lower()
        reached = self._day(clause, start, end)
        if reached is None:
            return
        day, after_end = reached
        if abs(day) > MAX_DAYS:
            self.error(f"a task is more than {MAX_DAYS:,} days from the project's start", start, end)
            return
        if verb.startswith("happen"):
            task.milestone = True
            task.start = task.last = day
        elif verb.startswith("start"):
            task.start = day + 1 if after_end else day
            if task.last is not None and task.days is None:
                task.days = max(1, task.last - task.start + 1)
        else:
            task.last = day
            if task.start is not None:
                task.days = max(1, day - task.start + 1)
            elif task.days is not None:
                task.start = day - task.days + 1

    def _day(self, clause: re.Match[str], start: int, end: int) -> tuple[int, bool] | None:
        """The day that a clause names, and whether it is the last day of a task."""
        shift = _days(clause["count"]) if clause["count"] else 0
        shift = -shift if (clause["way"] or "").lower() == "before" else shift
        if clause["task"]:
            other = self._known(clause["task"], start, end)
            if other is None:
                return None
            first, last = self._range(other)
            at_end = (clause["task_end"] or "end").lower() == "end"
            return (last if at_end else first) + shift, at_end
        if clause["date"]:
            relative = re.match(r"D\s*\+\s*(\d+)", clause["date"], re.IGNORECASE)
            if relative:
                return min(int(relative[1]), MAX_DAYS + 1) + shift, False
            day = _read_date(clause["date"])
            if day is None:
                self.error("this is no date", start, end, hint="write it as 2026-11-02")
                return None
            if self._origin is None:
                self._origin = day
            return (day - self._origin).days + shift, False
        return shift, False

    def _start_after(self, task: _Task, other: _Task) -> None:
        task.start = self._range(other)[1] + 1

    def _range(self, task: _Task) -> tuple[int, int]:
        """First and last day of a task."""
        first = task.start if task.start is not None else 0
        if task.milestone:
            return first, first
        first = self._skip_closed(first, 1)
        if task.last is not None and task.days is None:
            return min(first, task.last), task.last
        return first, self._skip_closed(first, task.days or 1)

    def _skip_closed(self, first: int, days: int) -> int:
        if self._origin is None or not self._closed:
            return first + days - 1
        open_days = 7 - len(self._closed)
        last = first + (days - 1) // open_days * 7
        left = (days - 1) % open_days
        weekday = (self._origin.weekday() + last) % 7
        while left or weekday in self._closed:
            if weekday not in self._closed:
                left -= 1
            last += 1
            weekday = (weekday + 1) % 7
        return last

    def timeline(self) -> Timeline:
        """The tasks in order of time inside each phase."""
        named = any(
            task.days or task.milestone or task.start is not None or task.last is not None
            for task in self._tasks.values()
        )
        periods = []
        for task in sorted(self._tasks.values(), key=lambda task: self._range(task)[0]):
            first, last = self._range(task)
            dates = self._dates(first, last) if named else (None, None)
            events = list(task.events)
            if not task.milestone and task.days and self._origin is None:
                events.insert(0, Event(text=f"{task.days} day" + ("s" if task.days > 1 else "")))
            periods.append(
                Period(
                    id=task.id,
                    label=task.label,
                    group=task.section,
                    link=task.link,
                    style=task.style,
                    start=dates[0],
                    end=None if task.milestone else dates[1],
                    events=tuple(events),
                    span=task.span,
                )
            )
        ordered, sections = in_order(periods, self._sections)
        used = {period.group for period in ordered}
        return Timeline(
            title=self.title,
            caption=self.caption,
            scale="time" if ordered and all(period.start for period in ordered) else "even",
            periods=ordered,
            sections=tuple(section for section in sections if section.id in used),
            notes=(*self._notes, *self.legends),
        )

    def _dates(self, first: int, last: int) -> tuple[str | None, str | None]:
        if self._origin is None:
            return None, None
        try:
            return (
                (self._origin + timedelta(days=first)).isoformat(),
                (self._origin + timedelta(days=last)).isoformat(),
            )
        except OverflowError:
            return None, None


def _days(text: str) -> int:
    """A stretch of time in days, at least one."""
    total = 0.0
    for count, unit in re.findall(
        r"(\d+)\s*(?:working\s+)?(day|week|month|hour|minute|quarter|year)", text, re.IGNORECASE
    ):
        size = {
            "day": 1,
            "week": 7,
            "month": 30,
            "quarter": 91,
            "year": 365,
            "hour": 1 / 24,
            "minute": 1 / 1440,
        }[unit.lower()]
        total += min(int(count), MAX_DAYS) * size
    return max(1, min(round(total), MAX_DAYS))


def _read_date(text: str) -> date | None:
    """`2018/09/21`, `the 21st of september 2018`; None when there is no such day."""
    numbers = re.search(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", text)
    words = re.search(r"(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([A-Za-z]+)\s+(\d{4})", text, re.IGNORECASE)
    try:
        if numbers:
            return date(int(numbers[1]), int(numbers[2]), int(numbers[3]))
        if words:
            month = next(
                (at for at, name in enumerate(_MONTHS, 1) if name.startswith(words[2].lower()[:3])), 0
            )
            return date(int(words[3]), month, int(words[1]))
    except ValueError:
        return None
    return None
