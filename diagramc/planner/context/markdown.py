"""Markdown as a mind map of its headings and short list items."""

from __future__ import annotations

import re

from diagramc.ir.base import Diagram
from diagramc.ir.ids import slug
from diagramc.ir.mindmap import MindMap, Topic

MAX_TOPICS = 60
"""The most topics: more are no map."""
MAX_WORDS = 7
"""The most words of a list item that becomes a topic."""
_HEADING = re.compile(r"(#{1,4})\s+(.+?)\s*#*$")
_ITEM = re.compile(r"(\s*)(?:[-*+]|\d+[.)])\s+(.+)$")


def read(source: str) -> dict[str, Diagram]:
    """The headings of a page as a mind map; empty when it has fewer than two."""
    topics: list[Topic] = []
    path: list[tuple[int, str]] = []
    fenced = False
    headings = 0
    for line in source.split("\n"):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        if fenced or len(topics) >= MAX_TOPICS:
            continue
        heading, item = _HEADING.match(line), _ITEM.match(line)
        if heading:
            level, label = len(heading[1]), plain_text(heading[2])
            headings += 1
        elif item and topics and len(plain_text(item[2]).split()) <= MAX_WORDS:
            level, label = 10 + len(item[1].expandtabs(4)), plain_text(item[2]).rstrip(".:;,")
        else:
            continue
        if not label:
            continue
        while path and path[-1][0] >= level:
            path.pop()
        parent = path[-1][1] if path else (topics[0].id if topics else None)
        topic = Topic(id=slug(label, {known.id for known in topics}), label=label[:80], parent=parent)
        topics.append(topic)
        path.append((level, topic.id))
    return {"mindmap": MindMap(topics=tuple(topics))} if headings > 1 else {}


def plain_text(text: str) -> str:
    """Inline Markdown as text: links and pictures by their words, without emphasis, code marks and HTML."""
    text = re.sub(
        r"!?\[([^\]]*)\]\([^)]*\)|!?\[([^\]]*)\]\[[^\]]*\]", lambda match: match[1] or match[2] or "", text
    )
    text = re.sub(r"<[^<>]*>", "", text)
    return " ".join(re.sub(r"[*`]+|(?<!\w)_+|_+(?!\w)", "", text).split())
