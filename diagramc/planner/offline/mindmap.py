"""Outlines, lists and noun phrases to IR: a mind map."""

from __future__ import annotations

from diagramc.ir.ids import slug
from diagramc.ir.mindmap import MindMap, Topic
from diagramc.planner.offline.clauses import Clause
from diagramc.planner.offline.labels import action_label, capitalise, concise, phrase_label
from diagramc.planner.offline.notation import Item, key_list, members_of, split_list
from diagramc.planner.offline.reading import Reading
from diagramc.planner.offline.topics import is_phrase, read_topic

MAX_TOPICS = 300
"""More topics than this are not read."""


class MindMapBuilder:
    """Collects topics under a root."""

    def __init__(self, root: str) -> None:
        self.topics: dict[str, Topic] = {}
        self.root = self.add(root, None) or "root"

    def add(self, label: str, parent: str | None) -> str | None:
        """A topic's id; one that the parent has already is that one. None when there is no room or no label."""
        if not label or len(self.topics) >= MAX_TOPICS:
            return None
        for topic in self.topics.values():
            if topic.parent == parent and str(topic.label).lower() == label.lower():
                return topic.id
        topic_id = slug(label, self.topics)
        self.topics[topic_id] = Topic(id=topic_id, label=label, parent=parent)
        return topic_id

    def items(self, items: list[Item], parent: str) -> None:
        """Lines of an outline as topics; "key: a, b" and "x (a, b)" open up."""
        for item in items:
            own = self.text(item.text, parent)
            if own and item.children:
                self.items(item.children, own)

    def text(self, text: str, parent: str) -> str | None:
        """One text as a topic with what it lists under it; the id of the topic."""
        pair, members = key_list(text), members_of(text)
        if pair is not None:
            own = self.add(phrase_label(pair[0]), parent)
        elif members is not None:
            own = self.add(phrase_label(members.name), parent)
        else:
            return self.add(phrase_label(text.rstrip(":")), parent)
        if own:
            self.texts(pair[1] if pair is not None else members.members if members is not None else [], own)
        return own

    def texts(self, texts: list[str], parent: str) -> None:
        """Topics of a list, each with what it lists itself."""
        for text in texts:
            self.text(text, parent)

    def build(self) -> MindMap:
        """The mind map."""
        return MindMap(topics=tuple(self.topics.values()))


def read_mindmap(reading: Reading) -> MindMapBuilder:
    """The mind map of an outline, of "topic: a, b, c", of prose, or of a noun phrase."""
    items = reading.items
    if len(items) == 1 and items[0].children:
        builder = MindMapBuilder(_root(items[0].text))
        pair = key_list(items[0].text)
        for child in pair[1] if pair else ():
            builder.add(phrase_label(child), builder.root)
        builder.items(items[0].children, builder.root)
        return builder
    if len(items) > 1:
        first = items[0]
        if (
            not first.line.marker
            and not first.children
            and all(i.line.marker or i.children for i in items[1:])
        ):
            builder = MindMapBuilder(_root(first.text))
            builder.items(items[1:], builder.root)
            return builder
        if all(item.line.marker or key_list(item.text) or item.children for item in items):
            builder = MindMapBuilder(reading.heading or _root(reading.request.word) or "Topics")
            builder.items(items, builder.root)
            return builder
    if len(items) == 1 and (pair := key_list(items[0].text)) and _is_topics(pair[1]):
        builder = MindMapBuilder(_root(pair[0]))
        builder.texts(pair[1], builder.root)
        return builder
    if reading.clauses and not is_phrase(reading):
        return _prose(reading)
    topic = read_topic(reading.request.rest)
    builder = MindMapBuilder(topic.subject or topic.head or "Topic")
    for feature in (*topic.features, *topic.context):
        builder.add(feature, builder.root)
    return builder


def _is_topics(texts: list[str]) -> bool:
    """Whether the items of a list are topics, with or without topics in brackets, and no sentences."""
    names = [text.partition("(")[0].partition("[")[0] for text in texts]
    return len(texts) > 1 and all(len(name.split()) <= 6 for name in names)


def _root(text: str) -> str:
    pair = key_list(text)
    label = phrase_label((pair[0] if pair else text).strip("# :"))
    words = label.split()
    if words and words[0].lower() in ("about", "on", "for", "of") and len(words) > 1:
        label = capitalise(" ".join(words[1:]))
    return label


def _prose(reading: Reading) -> MindMapBuilder:
    """Subjects as branches, what they do or have as topics under them; the first subject is the root where most are about it."""
    clauses = [c for c in reading.clauses if c.subjects and c.subjects[0].pronoun is None]
    counts: dict[str, int] = {}
    names: dict[str, str] = {}
    for clause in clauses:
        subject = clause.subjects[0]
        counts[subject.key] = counts.get(subject.key, 0) + 1
        names.setdefault(subject.key, capitalise(subject.name))
    first = clauses[0].subjects[0].key if clauses else ""
    shared = first and counts[first] * 2 >= len(clauses)
    title = reading.heading or (names[first] if shared else read_topic(reading.request.rest).subject[:60])
    builder = MindMapBuilder(title or "Topic")
    for clause in clauses or reading.clauses:
        key = clause.subjects[0].key if clause.subjects else ""
        parent = (
            builder.root
            if (shared and key == first) or not key
            else builder.add(names.get(key, capitalise(key)), builder.root)
        )
        for label in _topics_of(clause):
            if parent is not None:
                builder.add(label, parent)
    return builder


def _topics_of(clause: Clause) -> list[str]:
    phrases = clause.objects or tuple(p for c in clause.complements for p in c.phrases)
    if (
        clause.base in ("have", "include", "contain", "be", "cover", "involve", "comprise", "offer", "need")
        and phrases
    ):
        return [capitalise(concise(p.tokens)) for p in phrases]
    return [action_label(clause)]


__all__ = ["MindMapBuilder", "read_mindmap", "split_list"]
