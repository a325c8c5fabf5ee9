"""Mind map as Mermaid's `mindmap`: the tree is said by indentation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from diagramc.backends.base import Features
from diagramc.ir.base import Label, RichText, label_of, plain
from diagramc.ir.mindmap import MindMap, Topic, TopicShape
from diagramc.targets.base import Escaped
from diagramc.targets.characters import printable
from diagramc.targets.mermaid.page import approximated, pad, page, unsupported
from diagramc.targets.mermaid.text import BLANK, emphasised, entities, escape, is_blank, markdown, quoted
from diagramc.targets.names import aliases

_BRACKETS: dict[TopicShape, tuple[str, str]] = {
    "default": ("", ""),
    "none": ("", ""),
    "rect": ("[", "]"),
    "rounded": ("(", ")"),
    "circle": ("((", "))"),
    "cloud": (")", "("),
    "bang": ("))", "(("),
    "hexagon": ("{{", "}}"),
}
_BARE = r"[()\[\]{}]"
"""What ends a topic without brackets."""

UNSUPPORTED: Features = {
    **unsupported("MindMap"),
    "MindMap.description": "a description of a mind map",
    "MindMap.styles": "the look of a style class",
    "Note": "a note",
    "Note.text.runs.bold": "the text of a note",
    "Note.text.runs.italic": "the text of a note",
    **{f"Note.{field}": f"the {field} of a note" for field in ("text", "targets", "side")},
    **{
        f"Topic.{field}": f"a {words} of a topic"
        for field, words in (
            ("description", "description"),
            ("link", "link"),
            ("tooltip", "tooltip"),
            ("style", "style"),
            ("side", "side"),
        )
    },
}
APPROXIMATED: Features = {
    "MindMap.title": "a title in the front matter only, which it does not draw",
    **approximated("MindMap", markdown=True),
    "Topic.icon": "an icon that shows only where its font is loaded",
    "Topic.shape=none": "its plain shape for a topic without a frame",
}


class Line(NamedTuple):
    """A topic with its icon and classes, which stand on lines of their own."""

    pad: Escaped
    topic: Escaped
    icon: Escaped | None
    classes: Escaped | None


def lower(diagram: MindMap) -> str:
    """Mermaid source of a mind map."""
    names = aliases((topic.id for topic in diagram.topics), frozenset({"mindmap"}), keeps=_keeps)
    worn = [name for topic in diagram.topics for name in topic.classes]
    class_ids = aliases(worn, frozenset(), keeps=lambda name: bool(re.fullmatch(r"[\w.:-]+", name)))
    lines = [
        Line(
            pad(depth),
            Escaped(_topic(topic, names[topic.id]).replace("\n", f"\n{pad(depth)}")),
            _icon(topic.icon),
            Escaped(" ".join(class_ids[name] for name in dict.fromkeys(topic.classes))) or None,
        )
        for depth, topic in _tree(diagram)
    ]
    return page(diagram, "mindmap.mmd.j2", lines=lines)


def _keeps(id: str) -> bool:
    """Whether Mermaid takes an id as it is: it does nearly any, but not the word that begins the diagram."""
    return bool(re.fullmatch(r"(?!mindmap\b)\w[\w.-]*", id, re.IGNORECASE))


def _tree(diagram: MindMap) -> Iterator[tuple[int, Topic]]:
    """The topics with their depths, each before those under it, in the author's order."""
    children: dict[str | None, list[Topic]] = {}
    for topic in diagram.topics:
        children.setdefault(topic.parent, []).append(topic)
    under = [(0, topic) for topic in reversed(children.get(None, []))]
    while under:
        depth, topic = under.pop()
        yield depth, topic
        under += [(depth + 1, child) for child in reversed(children.get(topic.id, []))]


def _topic(topic: Topic, name: Escaped) -> Escaped:
    opening, closing = _BRACKETS[topic.shape]
    label = label_of(topic)
    if opening:
        said = markdown(label) if isinstance(label, RichText) else quoted(label, reading="markdown")
        return Escaped(f"{name}{opening}{said}{closing}")
    return _bare(label)


def _bare(label: Label) -> Escaped:
    """A topic without brackets; Mermaid reads all topics as Markdown."""
    said = printable(plain(label)).strip()
    if is_blank(said):
        return BLANK
    if isinstance(label, RichText) and any(run.bold or run.italic for run in label.runs):
        written = str(emphasised(label, also=_BARE)).replace("\n", "<br/>")
    else:
        written = escape(said, also=_BARE, reading="markdown")
    if re.match(r":|mindmap\b|%", written, re.IGNORECASE):
        written = entities(written[0]) + written[1:]
    return Escaped(written)


def _icon(icon: str | None) -> Escaped | None:
    """A Font Awesome icon as CSS classes, `fa fa-leaf`; None for what is no name of one."""
    pack, _, name = (icon or "").rpartition(":")
    if not re.fullmatch(r"[a-z0-9-]+", name) or not re.fullmatch(r"[a-z0-9-]*", pack):
        return None
    return Escaped(
        f"{pack or 'fa'} fa-{name.removeprefix('fa-')}" if not pack or pack[:2] == "fa" else f"{pack} {name}"
    )
