"""Outlines, lists and noun phrases to IR: a mind map."""

from __future__ import annotations

from diagramc.ir.ids import slug
from diagramc.ir.mindmap import MindMap, Topic
from diagramc.planner.offline.clauses import Clause, Phrase
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
    items = reading.tree
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
    if len(items) == 1 and (grouped := _grouped(items[0].text)) is not None:
        builder = MindMapBuilder(_root(grouped[0]))
        for name, texts in grouped[1]:
            builder.texts(texts, builder.add(phrase_label(name), builder.root) or builder.root)
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


def _grouped(text: str) -> tuple[str, list[tuple[str, list[str]]]] | None:
    """ "Remote work: pros - a, b; cons - c, d" as a root with branches; None for any other line."""
    root, _, rest = text.partition(":")
    groups: list[tuple[str, list[str]]] = []
    for segment in rest.split(";"):
        name, found, listed = segment.partition(" - ")
        if not found:
            name, found, listed = segment.partition(":")
        if not found or not name.strip() or len(name.split()) > 5:
            return None
        groups.append((name.strip(), split_list(listed)))
    return (root, groups) if len(groups) > 1 else None


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
    """The first subject is the root; what a later sentence is about hangs where it was named, else from the root."""
    clauses = [c for c in reading.clauses if c.subjects and c.subjects[0].pronoun is None]
    first = clauses[0].subjects[0] if clauses else None
    title = reading.heading or (
        capitalise(first.name) if first else read_topic(reading.request.rest).subject[:60]
    )
    builder = MindMapBuilder(title or "Topic")
    places = {first.key: builder.root} if first is not None else {}
    for clause in clauses or reading.clauses:
        subject = clause.subjects[0] if clause.subjects else None
        parent = builder.root if subject is None else places.get(subject.key)
        if parent is None and subject is not None:
            parent = builder.add(capitalise(subject.name), builder.root) or builder.root
            places[subject.key] = parent
        for label, phrase in _topics_of(clause):
            topic = builder.add(label, parent or builder.root)
            if topic is not None and phrase is not None:
                places.setdefault(phrase.key, topic)
    return builder


_LISTING = frozenset("have include contain be cover involve comprise offer need consist".split())


def _topics_of(clause: Clause) -> list[tuple[str, Phrase | None]]:
    """What a clause says about its subject: the things it lists, or what is done."""
    phrases = clause.objects or tuple(p for c in clause.complements for p in c.phrases)
    if clause.base in _LISTING and phrases:
        return [(capitalise(concise(p.tokens)), p) for p in phrases]
    return [(action_label(clause), None)]


__all__ = ["MindMapBuilder", "read_mindmap", "split_list"]
