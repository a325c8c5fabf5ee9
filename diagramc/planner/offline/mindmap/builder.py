"""Collects topics under a root."""

from __future__ import annotations

from diagramc.ir.ids import slug
from diagramc.ir.mindmap import MindMap, Topic
from diagramc.planner.offline.labels import phrase_label
from diagramc.planner.offline.notation import Item, key_list, members_of, split_list
from diagramc.planner.offline.tokens import noun_lemma

MAX_TOPICS = 300
"""More topics than this are not read."""


class MindMapBuilder:
    """Collects topics under a root."""

    def __init__(self, root: str) -> None:
        self.topics: dict[str, Topic] = {}
        self._places: dict[str, str] = {}
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
        self._places.setdefault(_key(label), topic_id)
        return topic_id

    def place(self, label: str) -> str | None:
        """The topic that a name speaks of: "the risks" of "Technical risks" only when there is no other in between."""
        return self._places.get(_key(label))

    def items(self, items: list[Item], parent: str) -> None:
        """Lines of an outline as topics; "key: a, b" and "x (a, b)" open up."""
        for item in items:
            own = self.text(item.text, parent)
            if own and item.children:
                self.items(item.children, own)

    def text(self, text: str, parent: str) -> str | None:
        """One text as a topic with what it lists under it; the id of the topic."""
        pair, members = key_list(text), members_of(text)
        if pair is None and (dashed := _dashed(text)) is not None:
            pair = dashed
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


def _dashed(text: str) -> tuple[str, list[str]] | None:
    """ "Drafting - introduction, body" as a topic and its list; one thing behind a dash explains the topic."""
    key, dash, rest = text.partition(" - ")
    listed = split_list(rest) if dash and len(key.split()) <= 5 else []
    return (key, listed) if len(listed) > 1 else None


def _key(label: str) -> str:
    """What two mentions of a topic share: lower case, singular, no article."""
    words = [word for word in label.lower().split() if word not in ("the", "a", "an", "our", "my", "your")]
    return " ".join([*words[:-1], noun_lemma(words[-1])]) if words else ""
