"""A prompt to topics, from an outline, arrows, lists or sentences."""

from __future__ import annotations

import re

from diagramc.planner.offline.clauses import Clause
from diagramc.planner.offline.labels import action_label, capitalise, concise, phrase_label
from diagramc.planner.offline.mindmap.builder import MindMapBuilder
from diagramc.planner.offline.mindmap.sentences import Listing, listings
from diagramc.planner.offline.notation import Arrow, Item, key_list, split_list
from diagramc.planner.offline.reading import Reading
from diagramc.planner.offline.tokens import split_sentences
from diagramc.planner.offline.topics import is_phrase, read_topic


def read_mindmap(reading: Reading) -> MindMapBuilder:
    """The mind map of arrows, of an outline, of "topic: a, b, c", of prose, or of a noun phrase."""
    items = reading.tree
    if reading.arrows and len(reading.arrows) >= len(items):
        return _arrows(reading.arrows)
    for read in (_outline, _one_line):
        if (builder := read(reading, items)) is not None:
            return builder
    if (told := _told(reading)) is not None:
        return told
    if reading.clauses and not is_phrase(reading):
        return _prose(reading)
    topic = read_topic(reading.request.rest)
    builder = MindMapBuilder(topic.subject or topic.head or "Topic")
    for feature in (*topic.features, *topic.context):
        builder.add(feature, builder.root)
    return builder


def _outline(reading: Reading, items: list[Item]) -> MindMapBuilder | None:
    """The tree of lines; its root is the line over all, a heading, or what the prompt says it is about."""
    if len(items) == 1 and items[0].children:
        builder = MindMapBuilder(_root(items[0].text))
        pair = key_list(items[0].text)
        for child in pair[1] if pair else ():
            builder.add(phrase_label(child), builder.root)
        builder.items(_without_prose(items[0].children), builder.root)
        return builder
    if len(items) < 2:
        return None
    first = items[0]
    listed = [item for item in items if item.line.marker or key_list(item.text) or item.children]
    if not first.line.marker and not first.children and len(listed) >= len(items) - 1 and first not in listed:
        builder = MindMapBuilder(_root(first.text))
        builder.items(items[1:], builder.root)
        return builder
    if len(listed) == len(items) and all(len(item.text.split()) <= 12 or item.children for item in items):
        subject = reading.heard.subject or reading.heading or _root(reading.request.word) or "Topics"
        builder = MindMapBuilder(_root(subject))
        builder.items(items, builder.root)
        return builder
    return None


def _without_prose(items: list[Item]) -> list[Item]:
    """Without sentences between a heading and the headings under it: they describe, and are no branch."""
    branches = [item for item in items if item.children]
    sentences = [
        item
        for item in items
        if not item.children and not item.line.marker and item.text.rstrip().endswith(".")
    ]
    return [item for item in items if item not in sentences] if branches else items


def _one_line(reading: Reading, items: list[Item]) -> MindMapBuilder | None:
    """ "Topic: a, b, c", "topic: a - b, c; d - e" and "topic - a (b, c), d (e)"."""
    if len(items) != 1 or (len(list(split_sentences(items[0].text))) > 1 and ";" not in items[0].text):
        return None
    text = items[0].text
    if (grouped := _grouped(text)) is not None:
        builder = MindMapBuilder(_root(grouped[0]))
        for name, texts in grouped[1]:
            builder.texts(texts, builder.add(phrase_label(name), builder.root) or builder.root)
        return builder
    pair = key_list(text)
    if pair is None:
        key, dash, rest = text.partition(" - ")
        listed = split_list(rest) if dash else []
        pair = (key, listed) if len(listed) > 1 and len(key.split()) <= 8 else None
    if pair is not None and _is_topics(pair[1]):
        builder = MindMapBuilder(_root(pair[0]))
        builder.texts(pair[1], builder.root)
        return builder
    return None


def _arrows(arrows: list[Arrow]) -> MindMapBuilder:
    """Each target hangs from its source; the first source is the middle."""
    builder = MindMapBuilder(phrase_label(arrows[0].source))
    for arrow in arrows:
        parent = builder.place(arrow.source) or builder.add(phrase_label(arrow.source), builder.root)
        if builder.place(arrow.target) is None:
            builder.add(phrase_label(arrow.target), parent or builder.root)
    return builder


def lists_topics(reading: Reading) -> bool:
    """Whether the sentences of a prompt list topics under topics: then it is no mere name of a subject."""
    found = [
        list(said)
        for line in reading.lines
        for s, e in split_sentences(line.text, line.start)
        if (said := listings(reading.text[s:e]))
    ]
    return sum(1 for said in found for item in said if item.topic is not None and len(item.names) > 1) > 1


def _told(reading: Reading) -> MindMapBuilder | None:
    """Sentences that list topics. What lists nothing is left out; None when fewer than two sentences list something."""
    said: list[Listing] = []
    loose: list[str] = []
    count, left = 0, []
    for line in reading.lines:
        for start, end in split_sentences(line.text, line.start):
            sentence = reading.text[start:end]
            found = listings(sentence)
            if found is None:
                loose.append(sentence.strip())
                left.append((start, end))
                continue
            count += 1
            said += found
    if count < 2 and not (count and len(said) > 2):
        return None
    root = reading.heard.subject or reading.heading or _middle(said, loose, left)
    builder = MindMapBuilder(_root(root) if root else "Topics")
    for topic, names in said:
        if topic is None or _same(topic, root):
            parent = builder.root
        else:
            name = phrase_label(topic)
            parent = builder.place(name) or _fallback(builder, name)
        for name in names:
            builder.text(name, parent)
    return builder


def _fallback(builder: MindMapBuilder, name: str) -> str:
    """A branch of its own for a topic that was not named before; "economic" is "Economic causes"."""
    low = name.lower()
    starting = [
        t.id
        for t in builder.topics.values()
        if t.id != builder.root and str(t.label).lower().startswith(f"{low} ")
    ]
    return starting[0] if len(starting) == 1 else builder.add(name, builder.root) or builder.root


def _same(topic: str, root: str | None) -> bool:
    return root is not None and phrase_label(topic).lower() == _root(root).lower()


def _middle(said: list[Listing], loose: list[str], left: list[tuple[int, int]]) -> str | None:
    """What the map is about: a short sentence that stands first, else the topic that is listed into others that list."""
    if loose and len(loose[0].split()) <= 8 and not re.search(r"[,]", loose[0]):
        left.pop(0)
        words = loose[0].rstrip(".!?")
        told = re.match(
            r"(?:we|i) (?:had|have|need|want|did|plan|organi[sz]e) (?:an?|the|our|my)? ?(?P<what>.+?)(?: today| now| yesterday)?$",
            words,
            re.IGNORECASE,
        )
        return told["what"] if told else words
    first = said[0]
    if first.topic is None:
        about = [
            w for text in loose for w in re.findall(r"\b(?:my|our|the|a)\b ([\w' ]+?)(?=,| and |$|\.)", text)
        ]
        return about[0] if about else None
    topics = {phrase_label(item.topic).lower() for item in said if item.topic}
    if not first.names or any(phrase_label(name).lower() in topics for name in first.names):
        return first.topic
    about = [
        m[1]
        for text in loose
        if (
            m := re.search(
                r"\b(?:planning|about|in|improve|of)\s+(?:my|our|the|a|an)\s+([\w' ]{2,40}?)(?=,| and |$|\.)",
                text,
            )
        )
    ]
    return about[0] if about else None


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


_ABOUT = re.compile(
    r"^(?:titled|called|named|about|on|for|of|abuot|abt)\s+(?:the\s+|an?\s+)?(?=\S)", re.IGNORECASE
)


def _root(text: str) -> str:
    """The label of the middle."""
    pair = key_list(text)
    label = phrase_label((pair[0] if pair else text).strip("# :"))
    return phrase_label(_ABOUT.sub("", label).strip("\"'“” :"))


def _prose(reading: Reading) -> MindMapBuilder:
    """The first subject is the root; what a later sentence is about hangs where it was named, else from the root."""
    clauses = [c for c in reading.clauses if c.subjects and c.subjects[0].pronoun is None]
    first = clauses[0].subjects[0] if clauses else None
    title = (
        reading.heard.subject
        or reading.heading
        or (capitalise(first.name) if first else read_topic(reading.request.rest).subject[:60])
    )
    builder = MindMapBuilder(phrase_label(title) or "Topic")
    places = {first.key: builder.root} if first is not None else {}
    for clause in clauses or reading.clauses:
        subject = clause.subjects[0] if clause.subjects else None
        parent = builder.root if subject is None else places.get(subject.key)
        if parent is None and subject is not None:
            parent = builder.add(capitalise(subject.name), builder.root) or builder.root
            places[subject.key] = parent
        for label, key in _topics_of(clause):
            topic = builder.add(label, parent or builder.root)
            if topic is not None and key is not None:
                places.setdefault(key, topic)
    return builder


_LISTING = frozenset("have include contain be cover involve comprise offer need consist".split())


def _topics_of(clause: Clause) -> list[tuple[str, str | None]]:
    """What a clause says about its subject: the things it lists, or what is done; with the key of a thing."""
    phrases = clause.objects or tuple(p for c in clause.complements for p in c.phrases)
    if clause.base in _LISTING and phrases:
        return [(capitalise(concise(p.tokens)), p.key) for p in phrases]
    return [(action_label(clause), None)]
