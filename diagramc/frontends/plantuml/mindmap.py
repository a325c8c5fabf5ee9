"""PlantUML mind maps to mind maps."""

from __future__ import annotations

from typing import Any, Literal, cast, get_args

from msgspec.structs import replace

from diagramc.diagnostics import Severity
from diagramc.frontends.lalr import load_grammar
from diagramc.frontends.plantuml.graph.build import Wardrobe
from diagramc.frontends.plantuml.ids import Ids
from diagramc.frontends.plantuml.mistakes import explain
from diagramc.frontends.plantuml.outline import Entry, OutlinePage
from diagramc.frontends.plantuml.source import LineSource
from diagramc.frontends.plantuml.text import split_tooltip
from diagramc.ir.base import Style, plain
from diagramc.ir.mindmap import MindMap, Topic, TopicShape

_SHAPES: dict[str, Style] = {
    "rect": Style(rounded=False),
    "rounded": Style(rounded=True),
    "circle": Style(rounded=True),
    "cloud": Style(rounded=True),
    "hexagon": Style(rounded=True),
    "bang": Style(stroke_width=3.0),
}
"""The style classes in which the shapes of topics are written."""

_Side = Literal["left", "right"]


def read_mindmap(source: LineSource) -> MindMap | None:
    """The mind map that a diagram shows; None when it has errors, which are in the source."""
    outline = _Outline(source)
    load_grammar("plantuml/mindmap").parse(source, outline, explain=explain)
    if source.failed:
        return None
    topics = outline.one_root()
    wardrobe = Wardrobe(outline, _SHAPES)
    dressed = []
    for topic in topics:
        dress = wardrobe.dress(topic.classes, topic.style)
        shape = next((word for word in dress.words if word in get_args(TopicShape)), None)
        if shape and topic.shape == "default":
            topic = replace(topic, shape=cast(TopicShape, shape))
        dressed.append(replace(topic, classes=dress.classes, style=dress.style))
    return MindMap(
        title=outline.title,
        caption=outline.caption,
        topics=tuple(dressed),
        notes=tuple(outline.legends[-1:]),
        styles=wardrobe.styles,
    )


class _Outline(OutlinePage):
    """The actions of the grammar."""

    def __init__(self, source: LineSource) -> None:
        super().__init__(source)
        self._ids = Ids()
        self._topics: list[Topic] = []
        self._path: list[tuple[int, str]] = []
        self._base: int | None = None
        self._side: _Side | None = None
        self._roots: list[int] = []

    def turn(self, children: list[Any], start: int, end: int) -> None:
        """`left side`: what follows stands there."""
        self._side = "left" if children[0].lower().startswith(("left", "top")) else "right"

    def topic(self, children: list[Any], start: int, end: int) -> None:
        """`** text`."""
        entry = self.read_entry(children[0], aliases=False)
        if self._base is None:
            self._base = entry.level
        level = entry.level
        known = [at for at, _ in self._path]
        while self._path and self._path[-1][0] >= level:
            self._path.pop()
        if known and level > known[-1] + 1 and len(known) > 1 and entry.start == self._line_start(entry):
            self._jump(entry, known[-1])
        elif known and level < known[-1] and level not in known and self._path:
            self.error(
                "this topic is indented less than its neighbour, and more than their parent",
                start,
                end,
                hint=f"write {known[-1]} marks, or {self._path[-1][0] + 1} fewer or more to match a topic above",
            )
        said = self.linked(entry.text, start, end, block=entry.block)
        tooltip, description = split_tooltip(next((t.tooltip for t in said.links if t.tooltip), None))
        parent = self._path[-1][1] if self._path else None
        if parent is None:
            self._roots.append(len(self._topics))
        topic = Topic(
            id=self._ids.take("topic"),
            label=said.label,
            parent=parent,
            shape="none" if "_" in entry.options else "default",
            side=self._side_of(entry) if len(self._path) == 1 else None,
            link=self.link(said.links, start, end),
            tooltip=tooltip,
            description=description,
            classes=entry.stereotypes,
            style=entry.style,
            span=entry.span,
        )
        self._topics.append(topic)
        self._path.append((level, topic.id))

    def _line_start(self, entry: Entry) -> int:
        return self.source.line_start(self.source.line_number(entry.start))

    def _jump(self, entry: Entry, before: int) -> None:
        self.error(
            f"this topic has {entry.level} marks, the one above it {before}",
            entry.start,
            entry.end,
            hint=f"a topic is one level below the one above at most: write {before + 1} marks",
        )

    def _side_of(self, entry: Entry) -> _Side | None:
        if entry.mark in "+-":
            return "left" if entry.mark == "-" else "right"
        return self._side

    def one_root(self) -> list[Topic]:
        """The topics with one root, and a side for each branch when one of them has one."""
        topics = self._topics
        if len(self._roots) > 1:
            span = topics[self._roots[1]].span
            assert span is not None
            number = next(i for i, line in enumerate(self.source.author_lines, 1) if line.number == span.line)
            start = self.source.line_start(number)
            self.source.report(
                "parse.ignored",
                f"a mind map has one root, this one {len(self._roots)}; they are joined under a root without a name",
                start,
                start + len(self.source.author_lines[number - 1].text),
                severity=Severity.WARNING,
            )
            root = Topic(id="root", label="", shape="none")
            topics = [
                root,
                *(
                    replace(t, parent=root.id, side=None) if t.parent is None else replace(t, side=None)
                    for t in topics
                ),
            ]
        if any(topic.side for topic in topics):
            roots = {topic.id for topic in topics if topic.parent is None}
            topics = [
                replace(topic, side="right") if topic.parent in roots and topic.side is None else topic
                for topic in topics
            ]
        return _named(topics)


def _named(topics: list[Topic]) -> list[Topic]:
    """The topics with ids that their labels give them, in order, however they came about."""
    ids = Ids()
    names = {topic.id: ids.take(plain(topic.label) or "topic") for topic in topics}
    return [
        replace(topic, id=names[topic.id], parent=names[topic.parent] if topic.parent else None)
        for topic in topics
    ]
