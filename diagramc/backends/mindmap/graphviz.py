"""Mind map to DOT: a tree from left to right, branches coloured; topics wished to the left grow to the left."""

from __future__ import annotations

from diagramc.ir.mindmap import MindMap, Topic, TopicShape
from diagramc.targets.graphviz import COLORS, Attributes, Writer, html_text, small, stacked
from diagramc.targets.losses_graphviz import common_losses
from diagramc.themes.light import LIGHT

UNSUPPORTED = common_losses("Topic")
APPROXIMATED = {
    "Topic.icon": "an icon only by its name",
    "Topic.shape=cloud": "a lesser outline",
    "Topic.shape=bang": "a lesser outline",
}

_SHAPES: dict[TopicShape, Attributes] = {
    "default": {"style": "filled,rounded"},
    "rect": {"style": "filled"},
    "rounded": {"style": "filled,rounded", "margin": "0.3,0.12"},
    "circle": {"shape": "circle", "style": "filled", "margin": "0.06"},
    "cloud": {"shape": "egg", "style": "filled"},
    "bang": {"shape": "doubleoctagon", "style": "filled"},
    "hexagon": {"shape": "hexagon", "style": "filled"},
    "none": {"shape": "plaintext", "style": "solid"},
}


def lower(diagram: MindMap) -> str:
    """The mind map as a DOT digraph."""
    writer = Writer(diagram, diagram.topics, (), "LR", ranksep="0.7", nodesep="0.18")
    branches = _branches(diagram)
    writer.nested(lambda topic: _topic(writer, topic, branches[topic.id].color))
    for topic in diagram.topics:
        if topic.parent is not None:
            branch = branches[topic.id]
            ends = [writer.end(topic.parent), writer.end(topic.id)]
            look = {"color": LIGHT.palette[branch.color][1], "penwidth": "1.6"}
            if branch.left:
                writer.root.edge(ends[1], ends[0], dir="back", arrowtail="none", **look)
            else:
                writer.root.edge(ends[0], ends[1], arrowhead="none", **look)
    return writer.source()


class _Branch:
    """The main branch a topic is in: its number in the palette, and whether it grows to the left."""

    def __init__(self, color: int, left: bool) -> None:
        self.color = color % len(LIGHT.palette)
        self.left = left


def _branches(diagram: MindMap) -> dict[str, _Branch]:
    parents = {topic.id: topic.parent for topic in diagram.topics}
    roots = {topic.id for topic in diagram.topics if topic.parent is None}
    main = [topic for topic in diagram.topics if topic.parent in roots]
    own = {topic.id: _Branch(index, topic.side == "left") for index, topic in enumerate(main)}
    found: dict[str, _Branch] = {}
    for topic in diagram.topics:
        id: str | None = topic.id
        while id is not None and id not in own and id not in roots:
            id = parents.get(id)
        found[topic.id] = own.get(id or "", _Branch(0, False))
    return found


def _topic(writer: Writer, topic: Topic, color: int) -> None:
    fill, stroke, ink = LIGHT.palette[color]
    base = {"fillcolor": fill, "color": stroke, "fontcolor": ink} | _SHAPES[topic.shape]
    if topic.parent is None:
        base |= {"fillcolor": COLORS["accent.fill"], "color": COLORS["accent.stroke"], "fontsize": "15"}
        base |= {"fontcolor": COLORS["accent.text"]}
        if topic.shape == "none":
            base["fontcolor"] = COLORS["text"]
    label = writer.described(topic)
    if topic.icon is not None:
        lines = [html_text(writer.shown(topic)), small(f"({topic.icon})")]
        label = f"<{stacked(*lines, small(topic.description) if topic.description is not None else None)}>"
    writer.node(topic, label, base)
