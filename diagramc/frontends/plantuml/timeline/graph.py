"""Timelines that diagramc wrote as cards in frames (see `backends/timeline/plantuml.py`)."""

from __future__ import annotations

import re

from msgspec.structs import replace

from diagramc.frontends.plantuml.graph import Graph, read_graph
from diagramc.frontends.plantuml.graph.build import Wardrobe, in_order, notes_of, read_label, split_hints
from diagramc.frontends.plantuml.graph.model import Element
from diagramc.frontends.plantuml.source import LineSource
from diagramc.frontends.plantuml.text import split_lines
from diagramc.ir.base import Label, RichText
from diagramc.ir.timeline import Event, Period, Section, Timeline


def read_written_timeline(source: LineSource) -> Timeline | None:
    """The timeline that cards stand for; None when the source has errors."""
    graph = read_graph(source)
    if graph is None:
        return None
    wardrobe = Wardrobe(graph, {})
    periods: list[Period] = []
    sections: list[Section] = []
    for element in graph.elements.values():
        if element.frame:
            said = read_label(graph, element)
            dress = wardrobe.dress(element.stereotypes, element.style)
            sections.append(
                Section(
                    id=element.id,
                    label=said.label,
                    description=said.description,
                    parent=element.parent,
                    link=said.link,
                    tooltip=said.tooltip,
                    classes=dress.classes,
                    style=dress.style,
                    span=element.span,
                )
            )
        else:
            periods.append(_period(graph, wardrobe, element))
    ordered, frames = in_order(periods, sections)
    return Timeline(
        title=graph.title,
        caption=graph.caption,
        scale="time" if source.written_as == "timeline-to-scale" else "even",
        periods=ordered,
        sections=frames,
        notes=notes_of(graph),
        hints=split_hints(graph)[1],
        styles=wardrobe.styles,
    )


def _period(graph: Graph, wardrobe: Wardrobe, element: Element) -> Period:
    heading, events = _parts(element.raw)
    element.raw = heading
    said = read_label(graph, element)
    dress = wardrobe.dress(element.stereotypes, element.style)
    dates = {
        found[1]: found[2].replace(".", ":")
        for tag in element.tags
        if (found := re.fullmatch(r"\$(from|to)-(.+)", tag))
    }
    return Period(
        id=element.id,
        label=_without_bold(said.label),
        description=said.description,
        group=element.parent,
        link=said.link,
        tooltip=said.tooltip,
        classes=dress.classes,
        style=dress.style,
        start=dates.get("from"),
        end=dates.get("to"),
        events=tuple(_event(graph, element, text) for text in events),
        span=element.span,
    )


def _parts(raw: str) -> tuple[str, list[str]]:
    """The heading of a card and its events: below the rule each begins with a star."""
    lines = split_lines(raw)
    if "----" not in lines:
        return raw, []
    rule = lines.index("----")
    events: list[str] = []
    for line in lines[rule + 1 :]:
        if line.startswith("* ") or not events:
            events.append(line.removeprefix("* "))
        else:
            events[-1] += f"\\n{line}"
    return "\\n".join(lines[:rule]), events


def _event(graph: Graph, element: Element, text: str) -> Event:
    said = graph.linked(text, element.start, element.end)
    tooltip = next((target.tooltip for target in said.links if target.tooltip), None)
    return Event(text=said.label, link=graph.link(said.links, element.start, element.end), tooltip=tooltip)


def _without_bold(label: Label) -> Label:
    if isinstance(label, str):
        return label
    runs = tuple(replace(run, bold=False) for run in label.runs)
    if any(run.italic or run.code for run in runs):
        return RichText(runs=runs)
    return "".join(run.text for run in runs)
