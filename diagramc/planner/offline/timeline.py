"""Dated statements to IR: a timeline."""

from __future__ import annotations

import re

from diagramc.ir.ids import slug
from diagramc.ir.timeline import Event, Period, Section, Timeline
from diagramc.planner.offline.dates import DateMention, decade, find_dates
from diagramc.planner.offline.labels import capitalise, phrase_label, shorten
from diagramc.planner.offline.lexicon.words import NUMBERS
from diagramc.planner.offline.notation import Item
from diagramc.planner.offline.reading import Reading
from diagramc.planner.offline.tokens import split_sentences
from diagramc.planner.prompt import prompt_span

MIN_DECADES = 8
"""From this many dated periods on, a timeline without headings is sectioned by decade."""


class TimelineBuilder:
    """Collects periods; one label is one period, whatever number of events it has."""

    def __init__(self, text: str) -> None:
        self.periods: dict[str, Period] = {}
        self.sections: dict[str, Section] = {}
        self._text = text
        self.title: str | None = None
        self._section: str | None = None

    def section(self, label: str) -> None:
        """Begin a section; what follows is in it."""
        section_id = slug(label, self.sections)
        self.sections[section_id] = Section(id=section_id, label=label)
        self._section = section_id

    def event(self, label: str, text: str, date: DateMention | None = None, at: int = 0) -> None:
        """Add an event to the period of this label."""
        key = f"{self._section or ''}\0{label.lower()}"
        known = self.periods.get(key)
        event = (Event(text=text),) if text else ()
        if known is not None:
            if event and event[0] not in known.events:
                self.periods[key] = _with_events(known, known.events + event)
            return
        ids = {p.id for p in self.periods.values()}
        self.periods[key] = Period(
            id=slug(label, ids),
            label=label,
            group=self._section,
            start=date.start if date else None,
            end=date.end if date else None,
            events=event,
            span=prompt_span(self._text, at, at + len(label))[0] if at else None,
        )

    def build(self, title: str | None = None) -> Timeline:
        """The timeline; many dated periods without headings are sectioned by decade."""
        title = title or self.title
        periods = list(self.periods.values())
        used = {p.group for p in periods}
        sections = [s for s in self.sections.values() if s.id in used]
        dated = [p for p in periods if p.start is not None]
        if not sections and len(periods) >= MIN_DECADES and len(dated) == len(periods):
            by_decade = [decade(p.start or "") for p in periods]
            names = list(dict.fromkeys(name for name in by_decade if name))
            if all(by_decade) and 2 <= len(names) <= len(periods) // 2:
                taken = {p.id for p in periods}
                sections = [Section(id=slug(name, taken), label=name) for name in names]
                ids = {str(s.label): s.id for s in sections}
                periods = [_in_group(p, ids[name or ""]) for p, name in zip(periods, by_decade, strict=True)]
        return Timeline(title=title, periods=tuple(periods), sections=tuple(sections))


def _with_events(period: Period, events: tuple[Event, ...]) -> Period:
    from msgspec.structs import replace

    return replace(period, events=events)


def _in_group(period: Period, group: str) -> Period:
    from msgspec.structs import replace

    return replace(period, group=group)


def read_timeline(reading: Reading) -> TimelineBuilder:
    """The dated events of a prompt; empty when it has no dates."""
    builder = TimelineBuilder(reading.text)
    _items(reading.items, builder)
    return builder


def _items(items: list[Item], builder: TimelineBuilder) -> None:
    for item in items:
        dates = find_dates(item.text)
        if not dates and item.children and any(find_dates(c.text) for c in item.children):
            builder.section(phrase_label(item.text))
            _items(item.children, builder)
            continue
        if dates and item.children and not any(find_dates(c.text) for c in item.children):
            rest = event_text(item.text, dates[0])
            builder.event(dates[0].label, rest, dates[0], item.line.start + dates[0].lead_start)
            for child in item.children:
                builder.event(dates[0].label, phrase_label(child.text), dates[0])
            continue
        if dates:
            _sentences(item.text, item.line.start, builder)
        _items(item.children, builder)


def _sentences(text: str, offset: int, builder: TimelineBuilder) -> None:
    """Each date with what stands between it and the next; a date at the end of a sentence dates all of it."""
    last: DateMention | None = None
    joined = False
    for start, end in split_sentences(text):
        sentence = text[start:end]
        dates = find_dates(sentence)
        if len(dates) > 1 and (lead := _TITLE.match(sentence)) and lead.end() == dates[0].lead_start:
            # "Python: 1991 first release, 2000 ...": what stands before the first date is what it is all about.
            builder.title = builder.title or capitalise(lead.group("title"))
            start += lead.end()
            sentence = text[start:end]
            dates = find_dates(sentence)
        if not dates and last is not None and (later := _later(sentence, last)) is not None:
            dates = [later]
        if not dates and joined and last is not None:
            # "1969: first landing; six more follow": a semicolon joins events of one date.
            builder.event(last.label, _clean(sentence), last)
        joined = sentence.rstrip().endswith(";")
        last = dates[-1] if dates else last
        for index, date in enumerate(dates):
            left = (
                dates[index - 1].stop
                if index and dates[0].lead_start < 3
                else (0 if index == 0 else dates[index - 1].stop)
            )
            right = dates[index + 1].lead_start if index + 1 < len(dates) else len(sentence)
            if dates[0].lead_start >= 3 and len(dates) > 1:
                left, right = (dates[index - 1].stop if index else 0), date.stop
                if index == len(dates) - 1:
                    right = len(sentence)
            elif len(dates) > 1:
                left = date.lead_start
            for event in _events(_cut(sentence, date, left, right)):
                builder.event(date.label, event, date, offset + start + date.lead_start)


_TITLE = re.compile(r"(?P<title>[^:\n]{2,60}):\s+")
_LATER = re.compile(r"\s*(?P<number>\w+)\s+years?\s+(?:later|after that|afterwards)\b,?", re.IGNORECASE)


def _later(sentence: str, last: DateMention) -> DateMention | None:
    """ "Two years later, ..." counted from the year before."""
    match = _LATER.match(sentence)
    if match is None or last.start is None or not last.start[:4].isdigit():
        return None
    word = match.group("number").lower()
    number = int(word) if word.isdigit() else NUMBERS.get("one" if word == "a" else word)
    if number is None or number > 500:
        return None
    year = f"{int(last.start[:4]) + number:04d}"
    return DateMention(year, year, None, match.start(), match.end())


def _cut(sentence: str, date: DateMention, left: int, right: int) -> str:
    before = sentence[left : date.lead_start].rstrip(" ,")
    for tail in (" and", " in", " on", " by", " from", " since", " then"):
        before = before.removesuffix(tail)
    return f"{before} {sentence[date.stop : right]}"


def _events(text: str) -> list[str]:
    """The events of one date: what semicolons separate."""
    return [label for label in (_clean(part) for part in text.split(";")) if label] or [""]


def event_text(sentence: str, date: DateMention) -> str:
    """A line without its date."""
    return _clean(_cut(sentence, date, 0, len(sentence)))


def _clean(text: str) -> str:
    text = " ".join(text.split()).strip(" ,.;:-–—|()[]")
    for lead in ("and ", "then ", "when ", "the ", "by "):
        if text.lower().startswith(lead) and len(text) > len(lead):
            text = text[len(lead) :]
    for pronoun in ("it was ", "they were ", "it ", "they "):
        if text.lower().startswith(pronoun):
            text = text[len(pronoun) :]
            break
    for tail in (" and", " then"):
        text = text.removesuffix(tail)
    return shorten(capitalise(text.strip(" ,")))
