"""Mermaid timelines to the IR."""

from __future__ import annotations

from typing import Any, cast

from diagramc.diagnostics import Severity
from diagramc.frontends.lalr import Explanation, Token, Unexpected, load_grammar
from diagramc.frontends.mermaid.mistakes import second_header
from diagramc.frontends.mermaid.rich import verbatim
from diagramc.frontends.source import Source
from diagramc.ir.ids import slug
from diagramc.ir.timeline import Event, Period, Section, Timeline


def read(source: Source) -> Timeline | None:
    """The timeline of a text without its surroundings; None where it has errors, which `source` then holds."""
    made = load_grammar("mermaid/timeline").parse(source, _Builder(source), explain=explain)
    return cast("Timeline | None", made)


class _Builder:
    """The actions of `grammars/mermaid/timeline.lark`."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.title: str | None = None
        self.periods: list[dict[str, Any]] = []
        self.sections: list[Section] = []
        self._section: str | None = None
        self._taken: set[str] = set()

    def timeline(self, children: list[Token | None], start: int, end: int) -> Timeline:
        said = {
            "DIRECTION": self._direction,
            "TITLE": self._title,
            "SECTION": self._heading,
            "PERIOD": self._period,
            "EVENT": self._event,
        }
        for token in children:
            if token is not None and token.name in said:
                said[token.name](token)
        held = {period["group"] for period in self.periods}
        sections = [section for section in self.sections if section.id in held]
        # Sections without periods come last, as nothing says where they belong in time.
        sections += [section for section in self.sections if section.id not in held]
        return Timeline(
            title=self.title,
            periods=tuple(Period(**period) for period in self.periods),
            sections=tuple(sections),
            span=self.source.span(start, end),
        )

    def _direction(self, token: Token) -> None:
        if token == "TD":
            self.source.report(
                "parse.ignored",
                "the direction of a timeline follows from the shape of the picture",
                token.start,
                token.end,
                hint="ask for a tall one, such as --size 9:16",
                severity=Severity.INFO,
            )

    def _title(self, token: Token) -> None:
        self.title = verbatim(token[len("title") :]) or self.title

    def _heading(self, token: Token) -> None:
        label = verbatim(token[len("section") :])
        if not label:
            # Written for periods outside of all sections, which Mermaid draws in one only.
            self._section = None
            return
        self._section = self._fresh(label)
        span = self.source.span(token.start, token.start + len(token.rstrip()))
        self.sections.append(Section(id=self._section, label=label, span=span))

    def _period(self, token: Token) -> None:
        label = verbatim(token)
        self.periods.append(
            {
                "id": self._fresh(label),
                "label": label,
                "group": self._section,
                "events": (),
                "span": self.source.span(token.start, token.start + len(token.rstrip())),
            }
        )

    def _event(self, token: Token) -> None:
        if not self.periods:
            self.source.report(
                "parse.syntax",
                "this event belongs to no period",
                token.start,
                token.end,
                hint="write the period before it: `2004 : Facebook`",
            )
            return
        text = token[1:].strip()
        at = token.start + token.index(text) if text else token.start
        event = Event(text=verbatim(text), span=self.source.span(at, at + max(1, len(text))))
        self.periods[-1]["events"] = (*self.periods[-1]["events"], event)

    def _fresh(self, label: str) -> str:
        id = slug(label, self._taken)
        self._taken.add(id)
        return id


def explain(unexpected: Unexpected) -> Explanation | None:
    """Where a timeline departs from its grammar, in people's words."""
    if unexpected.found.lower() == "timeline":
        return second_header(unexpected, "timeline")
    if unexpected.found.startswith(":"):
        return Explanation(
            "a colon without a blank after it",
            hint="write `: event`; a colon within a text, as in a time, is written `#58;`",
            expected="",
        )
    return None
