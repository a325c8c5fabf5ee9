"""Activity diagrams in the new syntax: what each statement of `grammars/plantuml/flowchart.lark` does to the flow."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from diagramc.diagnostics import Severity, diagnose, suggest
from diagramc.frontends.lalr import load_grammar
from diagramc.frontends.plantuml.flowchart.activity.branches import Branches
from diagramc.frontends.plantuml.flowchart.activity.colors import check_colors_in_front
from diagramc.frontends.plantuml.flowchart.activity.frames import Frames
from diagramc.frontends.plantuml.flowchart.activity.loops import Loops
from diagramc.frontends.plantuml.flowchart.activity.parallel import Parallel
from diagramc.frontends.plantuml.flowchart.activity.steps import Steps
from diagramc.frontends.plantuml.flowchart.flow import Flowing
from diagramc.frontends.plantuml.flowchart.mistakes import explain_activity
from diagramc.frontends.plantuml.graph.build import Wardrobe, in_order
from diagramc.frontends.plantuml.source import LineSource
from diagramc.ir.flowchart import Flowchart


class Activity(Steps, Branches, Loops, Parallel, Frames):
    """The actions of the grammar."""

    def activity(self, _: list[Any], start: int, end: int) -> Flowing:
        """The whole diagram: what is open at its end is closed."""
        for block in reversed(self.flow.blocks):
            word = "partition" if block.kind == "group" else block.kind
            closer = {"group": "}", "repeat": "repeat while"}.get(block.kind, f"end {block.kind}")
            self.source.report(
                "parse.syntax",
                f"`{word}` is still open at the end",
                block.start,
                block.end,
                hint=f"close it with `{closer}`",
                severity=Severity.WARNING,
            )
            if block.kind == "if":
                self._leave_if(block)
            elif block.kind == "while":
                self._leave_while(block, None, block.start, block.end)
        for tail, name, at, stop in self.flow.jumps:
            target = self.flow.labels.get(name)
            if target is not None:
                self.flow.edge(tail, target)
                continue
            close = suggest(name, self.flow.labels)
            hint = f"did you mean `{close}`?" if close else "mark the step it leads to with `label`"
            self.source.report("parse.value", f"`goto {name}` leads nowhere", at, stop, hint=hint)
        return self.flow


def read_activity(source: LineSource) -> Flowchart | None:
    """The flowchart of an activity diagram; None when it has errors, which are in the source."""
    activity = _parse(source)
    if not source.failed:
        check_colors_in_front(source, _parse)
    if source.failed:
        return None
    flow = activity.flow
    wardrobe = Wardrobe(activity, {})
    nodes = []
    for node in flow.nodes:
        dress = wardrobe.dress(node.classes, node.style)
        nodes.append(replace(node, classes=dress.classes, style=dress.style))
    groups = []
    for group in flow.groups:
        dress = wardrobe.dress(group.classes, group.style)
        groups.append(replace(group, classes=dress.classes, style=dress.style))
    for frame in flow.left_frames:
        span = next(group.span for group in flow.groups if group.id == frame)
        assert span is not None
        source.problems.append(
            diagnose(
                "parse.ignored", "a frame over several swimlanes holds only the steps in its first", span=span
            )
        )
    ordered, frames = in_order(nodes, groups)
    notes = (*flow.notes, *activity.legends)
    return Flowchart(
        title=activity.title,
        caption=activity.caption,
        direction=activity.direction,
        nodes=ordered,
        edges=tuple(flow.edges),
        groups=frames,
        notes=notes,
        styles=wardrobe.styles,
    )


def _parse(source: LineSource) -> Activity:
    activity = Activity(source)
    load_grammar("plantuml/flowchart").parse(source, activity, explain=explain_activity)
    return activity
