"""Sequence diagram to DOT: lifelines as chains of points, a rank for each point of time, messages along the ranks.

DOT has no frames across ranks of a grid, so fragments, dividers and delays stand as words in a column left of the lifelines.
"""

from __future__ import annotations

from diagramc.ir.base import Label, RichText, Run
from diagramc.ir.sequence import (
    Activation,
    AnyStep,
    Autonumber,
    Deactivation,
    Delay,
    Destruction,
    Divider,
    Fragment,
    Message,
    MessageHead,
    Operand,
    Participant,
    ParticipantKind,
    Reference,
    Sequence,
    SequenceNote,
)
from diagramc.targets.graphviz import (
    COLORS,
    Attributes,
    Writer,
    color,
    label_text,
    link_attributes,
    padded,
    text,
)
from diagramc.targets.losses_graphviz import common_losses
from diagramc.targets.styling import number

UNSUPPORTED = common_losses("Participant", "", "Box") | {"Box.direction": "a box's own direction"}
APPROXIMATED = {
    "Fragment": "a fragment only as words beside its steps",
    "Divider": "a divider only as words beside the lifelines",
    "Delay": "a delay only as words beside the lifelines",
    "Activation": "an activation only as a thick lifeline",
    "Participant.kind=collections": "a lesser outline",
    "Message.kind=create": "a created lifeline only as a message that says so",
}

SHAPES: dict[ParticipantKind, Attributes] = {
    "participant": {"style": "filled,rounded"},
    "actor": {"shape": "house"},
    "boundary": {"shape": "component"},
    "control": {"shape": "circle", "margin": "0.02"},
    "entity": {"shape": "underline"},
    "database": {"shape": "cylinder", "fillcolor": COLORS["data.fill"], "color": COLORS["data.stroke"]},
    "queue": {"shape": "box3d"},
    "collections": {"peripheries": "2"},
}
HEADS: dict[MessageHead, str] = {
    "filled": "normal",
    "open": "vee",
    "none": "none",
    "cross": "tee",
    "circle": "dot",
    "upper": "lnormal",
    "lower": "rnormal",
    "open-upper": "lvee",
    "open-lower": "rvee",
}
"""For messages to the right: Graphviz halves a head along its line."""
_HALVES = frozenset({"upper", "lower", "open-upper", "open-lower"})


def lower(diagram: Sequence) -> str:
    """The sequence as a DOT digraph."""
    writer = Writer(diagram, diagram.participants, diagram.boxes, "TB", nodesep="0.7", ranksep="0.22")
    writer.nested(lambda participant: _head(writer, participant))
    grid = _Grid(writer, diagram)
    grid.steps(diagram.steps)
    grid.finish()
    return writer.source()


def _head(writer: Writer, participant: Participant) -> None:
    writer.node(
        participant,
        writer.described(participant),
        SHAPES[participant.kind] | {"group": text(writer.end(participant.id), 100_000)},
    )


class _Grid:
    """The rows of the diagram, written from the top; one point a lifeline and row."""

    def __init__(self, writer: Writer, diagram: Sequence) -> None:
        self._writer = writer
        self._columns = [participant.id for participant in diagram.participants]
        self._last = {id: writer.end(id) for id in self._columns}
        self._rail = ""
        self._row = 0
        self._active = dict.fromkeys(self._columns, 0)
        self._ended: set[str] = set()
        self._count: int | None = 1 if diagram.autonumber else None
        self._increment = 1

    def steps(self, steps: tuple[AnyStep, ...]) -> None:
        """Write steps in order of time."""
        for step in steps:
            self._step(step)

    def _step(self, step: AnyStep) -> None:
        match step:
            case Message():
                self._message(step)
            case Activation():
                self._active[step.participant] = self._active.get(step.participant, 0) + 1
            case Deactivation():
                self._active[step.participant] = max(0, self._active.get(step.participant, 0) - 1)
            case Destruction():
                self._next_row()
                self._end(step.participant)
            case SequenceNote():
                self._note(step)
            case Reference():
                self._reference(step)
            case Divider():
                self._words("════", step.label)
            case Delay():
                self._words("· · ·", step.label)
            case Autonumber():
                self._count = step.start if step.enabled else None
                self._increment = step.increment
            case Fragment():
                self._fragment(step)

    def _next_row(self, rail: str | None = None, look: Attributes | None = None) -> None:
        """Begin a row: a point on every lifeline, all in one rank; `rail` is what stands left of them."""
        self._row += 1
        root = self._writer.root
        names = [self._point(id) for id in self._columns]
        left = self._writer.fresh("row", self._row)
        root.node(left, label=rail or text(""), **({"shape": "plaintext", "style": "solid"} | (look or {})))
        with root.subgraph() as rank:
            rank.attr(rank="same")
            rank.node(left)
            for id, name in zip(self._columns, names, strict=True):
                rank.node(name, **self._point_look(id))
        for first, last in zip([left, *names], names, strict=False):
            root.edge(first, last, style="invis")
        if self._rail:
            root.edge(self._rail, left, style="invis", weight="50")
        self._rail = left
        for id, name in zip(self._columns, names, strict=True):
            root.edge(self._last[id], name, **self._lifeline(id))
            self._last[id] = name

    def _point(self, id: str) -> str:
        return self._writer.fresh(f"{self._writer.end(id)}_at", self._row)

    def _point_look(self, id: str) -> Attributes:
        """A point as wide as the line it is on, so that lines over several rows have no gaps."""
        if id in self._ended:
            return {"shape": "point", "style": "invis"}
        line = self._lifeline(id)
        width = number(int(line.get("penwidth", "1")) / 72)
        return {"shape": "point", "width": width, "color": line["color"], "fillcolor": line["color"]}

    def _lifeline(self, id: str) -> Attributes:
        base = {"arrowhead": "none", "weight": "100"}
        if id in self._ended:
            return base | {"style": "invis"}
        if self._active.get(id, 0):
            width = str(2 + 3 * self._active[id])
            return base | {"penwidth": width, "color": COLORS["activation.stroke"]}
        return base | {"style": "dashed", "color": COLORS["lifeline.stroke"]}

    def _message(self, message: Message) -> None:
        self._next_row()
        writer = self._writer
        ends = []
        for id, side in ((message.source, "from"), (message.target, "to")):
            if id is not None:
                ends.append(self._last[id])
                continue
            # A lost or found message ends at a dot that is on no lifeline.
            name = writer.fresh(f"{side}_nowhere", self._row)
            with writer.root.subgraph() as rank:
                rank.attr(rank="same")
                rank.node(self._last[message.source or message.target or self._columns[0]])
                rank.node(name, label=text(""), shape="circle", width="0.1", fillcolor=COLORS["edge.stroke"])
            ends.append(name)
        writer.root.edge(*ends, **self._arrow(message))
        if message.kind == "destroy" and message.target is not None:
            self._end(message.target)
        if message.activate and message.target is not None:
            self._active[message.target] = self._active.get(message.target, 0) + 1
        if message.deactivate and message.source is not None:
            self._active[message.source] = max(0, self._active.get(message.source, 0) - 1)

    def _arrow(self, message: Message) -> Attributes:
        dashed = message.kind in ("reply", "create") if message.line is None else message.line == "dashed"
        implied: MessageHead = "filled" if message.kind in ("sync", "destroy") else "open"
        look = {"arrowhead": self._head(message, message.head or implied, message.target_circle)}
        look |= {"constraint": "false", "style": "dashed" if dashed else "solid"}
        if message.tail is not None or message.source_circle:
            look |= {
                "dir": "both",
                "arrowtail": self._head(message, message.tail or "none", message.source_circle),
            }
        label = message.label
        for word in ("create", "destroy"):
            if message.kind == word:
                label = _prefixed(f"«{word}» ", label)
        if self._count is not None:
            label = _prefixed(f"{self._count}. ", label)
            self._count += self._increment
        if label is not None:
            look["label"] = padded(label)
        return look | link_attributes(message.link, None)

    def _head(self, message: Message, head: MessageHead, circle: bool) -> str:
        """A head, behind a dot on the lifeline when there is a circle."""
        shape = HEADS[head]
        if head in _HALVES and self._leads_left(message) != (head is message.tail):
            shape = {"l": "r", "r": "l"}[shape[0]] + shape[1:]
        return f"dot{shape}" if circle else shape

    def _leads_left(self, message: Message) -> bool:
        places = {id: place for place, id in enumerate(self._columns)}
        return places.get(message.target or "", -1) <= places.get(message.source or "", -1)

    def _end(self, id: str) -> None:
        """Mark the end of a lifeline with a cross."""
        look = {"shape": "plaintext", "style": "solid", "fontcolor": COLORS["destruction.stroke"]}
        self._writer.root.node(self._last[id], label=text("✕"), fontsize="18", margin="0", **look)
        self._ended.add(id)
        self._active[id] = 0

    def _note(self, note: SequenceNote) -> None:
        self._next_row()
        look = {"shape": "note", "fillcolor": COLORS["note.fill"], "color": COLORS["note.stroke"]}
        self._beside(note.participants, label_text(note.text), look, note.placement == "left")

    def _reference(self, reference: Reference) -> None:
        self._next_row()
        look = {"shape": "box", "fillcolor": COLORS["fragment.fill"], "color": COLORS["fragment.stroke"]}
        label = label_text(_prefixed("ref\n", reference.label))
        self._beside(reference.participants, label, look | link_attributes(reference.link, None), False)

    def _beside(self, ids: tuple[str, ...], label: str, look: Attributes, left: bool) -> None:
        writer = self._writer
        name = writer.fresh("remark", self._row)
        first = self._last[ids[0]] if ids else self._rail
        with writer.root.subgraph() as rank:
            rank.attr(rank="same")
            rank.node(first)
            rank.node(name, label=label, fontsize="10", **look)
        line = {"arrowhead": "none", "style": "dotted"}
        writer.root.edge(*((name, first) if left else (first, name)), **line)
        for id in ids[1:]:
            writer.root.edge(name, self._last[id], constraint="false", **line)

    def _words(self, mark: str, label: Label | None) -> None:
        look = {"fontsize": "10", "fontcolor": COLORS["muted"]}
        self._next_row(label_text(_prefixed(f"{mark} ", label)), look)

    def _fragment(self, fragment: Fragment) -> None:
        look = {"shape": "tab", "style": "filled", "fontsize": "10"}
        fill = color(fragment.fill) if fragment.fill else COLORS["fragment.fill"]
        look |= {"fillcolor": fill, "color": COLORS["fragment.stroke"]}
        self._next_row(label_text(_prefixed(f"{fragment.kind} ", fragment.label)), look)
        for index, operand in enumerate(fragment.operands):
            self._operand(operand, index)
        self._next_row(text(f"end {fragment.kind}"), {"fontsize": "9", "fontcolor": COLORS["muted"]})

    def _operand(self, operand: Operand, index: int) -> None:
        if operand.label is not None or index:
            words = _prefixed("[", operand.label, "]") if operand.label is not None else "[else]"
            self._next_row(label_text(words), {"fontsize": "10"})
        self.steps(operand.steps)

    def finish(self) -> None:
        """Let the lifelines run on a little."""
        self._next_row()


def _prefixed(before: str, label: Label | None, after: str = "") -> Label:
    if label is None or isinstance(label, str):
        return f"{before}{label or ''}{after}".rstrip() if not after else f"{before}{label or ''}{after}"
    return RichText(runs=(Run(text=before), *label.runs, *([Run(text=after)] if after else [])))
