"""Mind map as PlantUML's own."""

from __future__ import annotations

from diagramc.backends.base import Features
from diagramc.ir.base import label_of
from diagramc.ir.mindmap import MindMap, Topic, TopicShape
from diagramc.targets.base import Escaped
from diagramc.targets.plantuml.page import UNSUPPORTED as PAGE_UNSUPPORTED
from diagramc.targets.plantuml.page import approximations, legend, page
from diagramc.targets.plantuml.style import Stylesheet
from diagramc.targets.plantuml.text import BLANK, join, text_lines
from diagramc.targets.plantuml.tree import Outline, preorder

_SHAPES: dict[TopicShape, tuple[str, str]] = {
    "rect": ("rect", "RoundCorner 0"),
    "rounded": ("rounded", "RoundCorner 20"),
    "circle": ("circle", "RoundCorner 60"),
    "cloud": ("cloud", "RoundCorner 40"),
    "bang": ("bang", "LineThickness 3"),
    "hexagon": ("hexagon", "RoundCorner 10"),
}
"""Boxes are all that PlantUML has: a style class for each shape."""

UNSUPPORTED: Features = {
    **PAGE_UNSUPPORTED,
    "Hint": "wishes for the layout",
    "Topic.icon": "an icon in a topic",
    "Note.side": "the side of a note",
}
APPROXIMATED: Features = {
    **approximations("MindMap"),
    "Topic.description": "a tooltip for a description",
    "Topic.shape=circle": "a rounded box for a circle",
    "Topic.shape=cloud": "a rounded box for a cloud",
    "Topic.shape=bang": "a heavy box for a bang",
    "Topic.shape=hexagon": "a box for a hexagon",
    "Note": "a legend for notes",
}


def _outline(level: int, topic: Topic, mark: str, sheet: Stylesheet) -> Outline:
    classes = (sheet.built_in(*_SHAPES[topic.shape]),) if topic.shape in _SHAPES else ()
    box = "_" if topic.shape == "none" else ""
    lines = text_lines(label_of(topic), topic.link, topic.tooltip, topic.description)
    return Outline(Escaped(mark * level + box), join(lines) or BLANK, sheet.stereotypes(topic, *classes))


def lower(diagram: MindMap) -> str:
    """PlantUML source of a mind map."""
    sheet = Stylesheet(diagram.styles, diagram.topics)
    sided = any(topic.side for topic in diagram.topics)
    marks = {"left": "-", "right": "+", None: "+" if sided else "*"}
    lines = [
        _outline(level, topic, marks[branch.side], sheet)
        for level, topic, branch in preorder(diagram.topics, lambda topic: topic.parent)
    ]
    return page(diagram, "mindmap.puml.j2", sheet, lines=lines, legend=legend(diagram.notes, diagram.topics))
