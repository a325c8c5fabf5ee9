"""From a reading to a diagram, type by type; None when the prompt has nothing for that type."""

from __future__ import annotations

from collections.abc import Callable

from diagramc.ir.base import Diagram
from diagramc.planner.offline.architecture import read_architecture
from diagramc.planner.offline.class_ import build_class
from diagramc.planner.offline.er import build_er
from diagramc.planner.offline.facts import read_domain
from diagramc.planner.offline.flowchart import FlowchartBuilder
from diagramc.planner.offline.labels import capitalise, shorten
from diagramc.planner.offline.mindmap import read_mindmap
from diagramc.planner.offline.notation import arrows_as_lines
from diagramc.planner.offline.org_chart import read_org_chart
from diagramc.planner.offline.procedure import Act, Decision, acts, read_procedure
from diagramc.planner.offline.reading import Reading
from diagramc.planner.offline.sequence import SequenceBuilder
from diagramc.planner.offline.timeline import TimelineBuilder, read_timeline
from diagramc.planner.offline.topics import is_phrase


def title_of(reading: Reading) -> str | None:
    """The title that the prompt gives."""
    return shorten(capitalise(reading.heading)) if reading.heading else None


_CONDITIONS = ("if ", "when ", "unless ")


def flowchart(reading: Reading) -> Diagram | None:
    """Arrows as they are, else the procedure."""
    arrows = reading.arrows or reading.links
    if any(arrow.target.lower().startswith(_CONDITIONS) for arrow in arrows):
        # "check the form -> if valid save it else show an error": steps that arrows join.
        steps = read_procedure(Reading(arrows_as_lines(reading.text)))
        return FlowchartBuilder(reading.text).procedure(steps, title_of(reading))
    if arrows:
        builder = FlowchartBuilder(reading.text)
        for arrow in arrows:
            kind = "decision" if arrow.source.endswith("?") else "process"
            source = builder.named(capitalise(arrow.source), kind)
            target = builder.named(
                capitalise(arrow.target), "decision" if arrow.target.endswith("?") else "process"
            )
            builder.edge(source, target, arrow.label, "dashed" if arrow.reply else "solid")
        return builder.build(title_of(reading))
    steps = read_procedure(reading)
    least = 1 if reading.clauses and not is_phrase(reading) else 2
    if len(list(acts(steps))) + sum(isinstance(s, Decision) for s in steps) < least:
        return None
    return FlowchartBuilder(reading.text).procedure(steps, title_of(reading))


def sequence(reading: Reading) -> Diagram | None:
    """Arrows as messages, else the messages of the procedure."""
    builder = SequenceBuilder(reading.declared)
    if reading.arrows:
        from diagramc.ir.sequence import Message

        messages = []
        for arrow in reading.arrows:
            source, target = builder.participant(arrow.source), builder.participant(arrow.target)
            messages.append(
                Message(
                    source=source, target=target, label=arrow.label, kind="reply" if arrow.reply else "sync"
                )
            )
        return builder.build(tuple(messages), title_of(reading))
    steps = read_procedure(reading)
    builder.declare(steps)
    found = builder.steps(steps)
    return builder.build(found, title_of(reading)) if found else None


def architecture(reading: Reading) -> Diagram | None:
    """The services and connections; loose services are joined by their tiers."""
    builder = read_architecture(reading)
    if len(builder.services) < 2:
        return None
    if not builder.connections:
        builder.compose()
    return builder.build(title_of(reading))


def er(reading: Reading) -> Diagram | None:
    """The domain as entities."""
    domain = read_domain(reading)
    return build_er(domain, title_of(reading)) if domain.things else None


def class_diagram(reading: Reading) -> Diagram | None:
    """The domain as classes."""
    domain = read_domain(reading)
    return build_class(domain, title_of(reading)) if domain.things else None


def mindmap(reading: Reading) -> Diagram | None:
    """The outline, the list, or the statements under their subjects."""
    builder = read_mindmap(reading)
    return builder.build() if len(builder.topics) > 1 else None


def timeline(reading: Reading) -> Diagram | None:
    """Dated events; without dates, the steps in their order."""
    builder = read_timeline(reading)
    if builder.periods:
        return builder.build(title_of(reading))
    steps: list[Act] = list(acts(read_procedure(reading)))
    if len(steps) < 2:
        return None
    builder = TimelineBuilder(reading.text)
    for number, act in enumerate(steps, start=1):
        builder.event(f"Step {number}", act.label)
    return builder.build(title_of(reading))


def org_chart(reading: Reading) -> Diagram | None:
    """The posts and reports."""
    builder = read_org_chart(reading)
    return builder.build(title_of(reading)) if len(builder.posts) > 1 else None


BUILDERS: dict[str, Callable[[Reading], Diagram | None]] = {
    "flowchart": flowchart,
    "sequence": sequence,
    "architecture": architecture,
    "mindmap": mindmap,
    "er": er,
    "class": class_diagram,
    "timeline": timeline,
    "org-chart": org_chart,
}
