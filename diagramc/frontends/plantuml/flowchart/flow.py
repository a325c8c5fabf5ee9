"""A flowchart under construction: steps, what leads to the next one, and the frames and lanes they stand in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from diagramc.diagnostics import Span
from diagramc.frontends.plantuml.ids import Ids
from diagramc.ir.base import Label, LineStyle, Link, Note, RichText, Run, Side, Style, plain
from diagramc.ir.flowchart import Flow, FlowGroup, FlowNode, NodeKind
from diagramc.ir.outlines import NodeShape


@dataclass
class Tail:
    """An edge whose target is not known yet."""

    source: str
    label: Label | None = None
    style: Style | None = None
    line: LineStyle = "solid"
    span: Span | None = None

    def __post_init__(self) -> None:
        if self.label == "":
            self.label = None


BlockKind = Literal["if", "switch", "while", "repeat", "fork", "split", "group"]


@dataclass
class Block:
    """A block that is open. `node` is its decision or bar; `done` are the ways that lead out of it."""

    kind: BlockKind
    start: int
    end: int
    node: str | None = None
    entry: list[Tail] = field(default_factory=list)
    done: list[Tail] = field(default_factory=list)
    breaks: list[Tail] = field(default_factory=list)
    ended: bool = False
    first: str | None = None
    backward: tuple[str, Label | None, Label | None] | None = None
    group: str | None = None


@dataclass(frozen=True)
class _Frame:
    """A frame that is open, and the lane it was opened in."""

    id: str
    lane: str | None


class Flowing:
    """Collects the nodes, edges and groups of an activity diagram, in reading order."""

    def __init__(self) -> None:
        self.ids = Ids()
        self.nodes: list[FlowNode] = []
        self.edges: list[Flow] = []
        self.groups: list[FlowGroup] = []
        self.notes: list[Note] = []
        self.tails: list[Tail] = []
        self.labels: dict[str, str] = {}
        self.waiting_labels: list[str] = []
        self.jumps: list[tuple[Tail, str, int, int]] = []
        self.blocks: list[Block] = []
        self._frames: list[_Frame] = []
        self._lanes: dict[str, str] = {}
        self._lane: str | None = None
        self.left_frames: dict[str, None] = {}

    def step(
        self,
        label: Label,
        span: Span,
        kind: NodeKind = "process",
        *,
        name: str | None = None,
        shape: NodeShape | None = None,
        style: Style | None = None,
        classes: tuple[str, ...] = (),
        link: Link | None = None,
        tooltip: str | None = None,
    ) -> str:
        """Add a node that all open ways lead to; answers its id."""
        node = FlowNode(
            id=self.ids.take(name or plain(label) or kind),
            label=label,
            kind=kind,
            shape=shape,
            group=self._home(),
            link=link,
            tooltip=tooltip,
            style=style,
            classes=classes,
            span=span,
        )
        self.nodes.append(node)
        self.connect(node.id)
        for block in self.blocks:
            if block.kind == "repeat" and block.first is None:
                block.first = node.id
        for waiting in self.waiting_labels:
            self.labels[waiting] = node.id
        self.waiting_labels.clear()
        self.tails = [Tail(node.id)]
        return node.id

    def connect(self, target: str) -> None:
        """Let all open ways lead to a node."""
        for tail in self.tails:
            self.edge(tail, target)
        self.tails = []

    def edge(self, tail: Tail, target: str) -> None:
        """Close one open way."""
        self.edges.append(
            Flow(
                source=tail.source,
                target=target,
                label=tail.label,
                style=tail.style,
                line=tail.line,
                span=tail.span,
            )
        )

    def mark(
        self, label: Label | None, style: Style | None, line: LineStyle | None, span: Span | None
    ) -> None:
        """Put a label and a look on the open ways."""
        for tail in self.tails:
            tail.label = _joined(tail.label, label)
            tail.style = style or tail.style
            tail.line = line or tail.line
            tail.span = span or tail.span

    @property
    def last(self) -> str | None:
        """The id of the step added last."""
        return self.nodes[-1].id if self.nodes else None

    def note(self, text: Label, side: Side | None, span: Span) -> None:
        """A remark beside the step added last."""
        targets = (self.last,) if self.last else ()
        self.notes.append(
            Note(text=text, targets=targets, side=(side or "right") if targets else None, span=span)
        )

    # Frames and lanes.

    def _home(self) -> str | None:
        if not self._frames:
            return self._lane
        frame = self._frames[-1]
        if frame.lane == self._lane:
            return frame.id
        self.left_frames[frame.id] = None
        return self._lane

    def open_frame(self, label: Label, style: Style | None, classes: tuple[str, ...], span: Span) -> str:
        """Begin a frame inside the frame or lane that is open; answers its id."""
        group = FlowGroup(
            id=self.ids.take(plain(label) or "group"),
            label=label,
            parent=self._home(),
            style=style,
            classes=classes,
            span=span,
        )
        self.groups.append(group)
        self._frames.append(_Frame(group.id, self._lane))
        return group.id

    def close_frame(self) -> None:
        """End the innermost frame."""
        self._frames.pop()

    def enter_lane(self, name: str, label: Label, style: Style | None, span: Span) -> None:
        """Go on in a lane, which is made when it is new."""
        if name not in self._lanes:
            self._lanes[name] = self.ids.take(plain(label) or name)
            self.groups.append(
                FlowGroup(id=self._lanes[name], label=label, kind="swimlane", style=style, span=span)
            )
        self._lane = self._lanes[name]

    @property
    def has_lanes(self) -> bool:
        """Whether a lane was entered."""
        return bool(self._lanes)


def _joined(first: Label | None, second: Label | None) -> Label | None:
    if first is None or second is None or second == "":
        return second or first
    if isinstance(first, str) and isinstance(second, str):
        return f"{first}\n{second}"
    runs = [
        *(first.runs if isinstance(first, RichText) else (Run(text=first),)),
        Run(text="\n"),
        *(second.runs if isinstance(second, RichText) else (Run(text=second),)),
    ]
    return RichText(runs=tuple(runs))
