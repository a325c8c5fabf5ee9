"""Facts to IR: people, posts and who reports to whom, as an org chart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from diagramc.ir.ids import slug
from diagramc.ir.org_chart import OrgChart, Person
from diagramc.planner.offline.clauses import Clause, Phrase, parse_sentences
from diagramc.planner.offline.labels import phrase_label
from diagramc.planner.offline.notation import Item, key_list, read_arrows, split_list
from diagramc.planner.offline.people import is_title, plain_name, split_title, take_titles
from diagramc.planner.offline.reading import Reading
from diagramc.planner.offline.tokens import Sentence, sentences

_NAME = r"[A-Z][\w’'-]*(?:\s+[A-Z][\w’'.-]*){0,3}"
_BRACKETED = re.compile(rf"(?P<name>{_NAME})\s*\((?P<title>[^()]{{2,60}})\)")
_VACANT = re.compile(
    r"\b(?:vacant|open(?: position| role| post)?|tbd|tbh|to be hired|unfilled|n/a)\b", re.IGNORECASE
)
_DOWN_VERBS = frozenset("manage lead supervise head run oversee direct".split())


@dataclass(slots=True)
class Post:
    """A person or post on the way to the IR."""

    name: str | None
    title: str | None = None
    boss: str | None = None
    dotted: list[str] = field(default_factory=list)
    vacant: bool = False
    assistant: bool = False
    department: str | None = None


class OrgChartBuilder:
    """Collects posts; names and titles lead to the same post."""

    def __init__(self) -> None:
        self.posts: dict[str, Post] = {}
        self._titles: dict[str, str] = {}

    def post(self, text: str, title: str | None = None) -> str:
        """The key of the post that a name or title names, made when there is none."""
        text = " ".join(text.split()).strip(" .,;:")
        if title is None and is_title(text):
            known = self._titles.get(text.lower())
            if known is not None:
                return known
        key = plain_name(text).lower()
        if key not in self.posts and title is None and " " not in key:
            # "Roth" behind "Ines Roth": one word of a full name, when only one person has it.
            same = [known for known in self.posts if key in known.split()]
            key = same[0] if len(same) == 1 and not is_title(same[0]) else key
        if key not in self.posts:
            vacant = bool(_VACANT.fullmatch(text))
            self.posts[key] = Post(phrase_label(text), vacant=vacant)
            if is_title(text):
                self._titles.setdefault(key, key)
        if title:
            self.posts[key].title = phrase_label(title)
            self._titles.setdefault(title.lower(), key)
        return key

    def report(self, person: str, boss: str, dotted: bool = False) -> bool:
        """Say who reports to whom; False when that would close a circle."""
        if person == boss:
            return False
        if dotted:
            if boss not in self.posts[person].dotted:
                self.posts[person].dotted.append(boss)
            return True
        above: str | None = boss
        while above is not None:
            if above == person:
                return False
            above = self.posts[above].boss
        if self.posts[person].boss is None:
            self.posts[person].boss = boss
        return True

    def build(self, title: str | None = None) -> OrgChart:
        """The org chart; whoever reports to nobody, but the head, reports to the head."""
        head = self._head()
        ids: dict[str, str] = {}
        for key, post in self.posts.items():
            ids[key] = slug(post.name or post.title or key, ids.values())
        people = []
        order = sorted(self.posts, key=lambda key: key != head)
        for key in order:
            post = self.posts[key]
            boss = post.boss if key == head or post.boss is not None else head
            people.append(
                Person(
                    id=ids[key],
                    label=post.name,
                    title=post.title,
                    department=post.department,
                    reports_to=ids[boss] if boss is not None and key != head else None,
                    dotted=tuple(ids[d] for d in post.dotted if d != key and d != boss),
                    vacant=post.vacant,
                    assistant=post.assistant,
                )
            )
        return OrgChart(title=title, people=tuple(people))

    def _head(self) -> str | None:
        """The one on top: of those without a boss a chief, else who has reports, else who is named first."""
        tops = [key for key, post in self.posts.items() if post.boss is None]
        bosses = {post.boss for post in self.posts.values()}
        for key in tops:
            words = f"{self.posts[key].name} {self.posts[key].title or ''}".lower().split()
            if any(
                w in ("ceo", "president", "founder", "chairman", "owner", "principal", "chief") for w in words
            ):
                return key
        return next((key for key in tops if key in bosses), tops[0] if tops else None)


def read_org_chart(reading: Reading) -> OrgChartBuilder:
    """The posts of a prompt, from an outline, arrows or sentences."""
    builder = OrgChartBuilder()
    for arrow in reading.arrows:
        boss, person = builder.post(*_named(arrow.source)), builder.post(*_named(arrow.target))
        builder.report(person, boss)
    items = [item for item in reading.items if not read_arrows(item.line)]
    listed = [item for item in items if item.children or item.line.marker]
    if listed and len(listed) * 2 >= len(items):
        _outline(items, None, builder)
    else:
        for item in items:
            _prose(item.text, item.line.start, builder)
    return builder


def _named(text: str) -> tuple[str, str | None]:
    """ "CTO: Bob", "Bob - CTO", "Bob (CTO)", "Bob, CTO" as name and title; a title alone is a name."""
    text = text.strip().strip("*_").strip().rstrip(":")
    match = _BRACKETED.fullmatch(text) or re.fullmatch(
        r"(?P<name>[^()]{1,60}?)\s*\((?P<title>[^()]{2,60})\)", text
    )
    if match:
        name, title = match.group("name"), match.group("title")
        return (
            (title, name)
            if is_title(name) and not is_title(title) and not _VACANT.search(title)
            else (name, title)
        )
    for separator in (":", " - ", " – ", " — ", ", ", " | "):
        left, found, right = text.partition(separator)
        if found and left.strip() and right.strip() and len(right.split()) <= 7:
            left, right = left.strip(), right.strip()
            if is_title(left) and not is_title(right):
                return right, left
            if is_title(right) or separator != ":":
                return left, right
            return right, left
    return text, None


def _outline(items: list[Item], boss: str | None, builder: OrgChartBuilder) -> None:
    for item in items:
        pair = key_list(item.text)
        if pair is not None and len(pair[1]) > 1 and not item.children:
            key = builder.post(*_named(pair[0]))
            if boss is not None:
                builder.report(key, boss)
            for name in pair[1]:
                builder.report(builder.post(*_named(name)), key)
            continue
        name, title = _named(item.text)
        key = builder.post(name, title) if not _VACANT.search(name) else _vacancy(builder, name, title)
        if title and _VACANT.search(title):
            builder.posts[key].vacant, builder.posts[key].title = True, None
        if boss is not None:
            builder.report(key, boss)
        _outline(item.children, key, builder)


def _vacancy(builder: OrgChartBuilder, name: str, title: str | None) -> str:
    """A post nobody holds: it is called by its title."""
    label = title or _VACANT.sub("", name).strip(" -:()") or "Vacant"
    key = builder.post(label)
    builder.posts[key].vacant = True
    return key


def _prose(text: str, offset: int, builder: OrgChartBuilder) -> None:
    found: list[Sentence] = []
    for sentence in sentences(text, offset):
        bare, titled = take_titles(sentence, text[sentence.start - offset : sentence.end - offset])
        for name, title in titled:
            builder.post(name, title)
        found.append(bare)
    for parts in parse_sentences(found):
        for part in parts:
            for clause in part.clauses:
                _clause(clause, builder)


def _people(phrases: tuple[Phrase, ...], builder: OrgChartBuilder) -> list[str]:
    found = []
    for phrase in phrases:
        if phrase.pronoun is not None:
            continue
        words = [w for w in phrase.full.split() if w.lower() not in _UNNAMED]
        titled = split_title(" ".join(words))
        if titled is not None:
            found.append(builder.post(*titled))
        elif words:
            found.append(builder.post(" ".join(words)))
    return found


_UNNAMED = frozenset("our its their his her two three four five six".split())


def _clause(clause: Clause, builder: OrgChartBuilder) -> None:
    """One statement about posts."""
    dotted = any(t.lower == "dotted" for t in clause.tokens)
    with_dotted = dotted and bool(clause.complement("with"))
    if clause.base in ("report", "answer") and (bosses := clause.complement("to", "into", "under")):
        for person in _people(clause.subjects, builder):
            for index, boss in enumerate(_people(bosses, builder)):
                builder.report(person, boss, index > 0 or (dotted and not with_dotted))
            _dotted(person, clause, builder)
    elif dotted and not with_dotted and (bosses := clause.complement("to", "with")):
        for person in _people(clause.subjects, builder):
            for boss in _people(bosses, builder):
                builder.report(person, boss, True)
    elif clause.base == "work" and (bosses := clause.complement("under", "for")):
        for person in _people(clause.subjects, builder):
            for boss in _people(bosses[:1], builder):
                builder.report(person, boss)
            _dotted(person, clause, builder)
    elif clause.base in _DOWN_VERBS:
        above, below = (
            (clause.complement("by"), clause.subjects)
            if clause.passive
            else (clause.subjects, clause.objects)
        )
        bosses_found = _people(above[:1], builder)
        for boss in bosses_found:
            for person in _people(below, builder):
                builder.report(person, boss)
                _dotted(person, clause, builder)
    elif clause.verb == "be" and (clause.objects or clause.state):
        _is(clause, builder)
    elif clause.base in ("have", "include") and clause.objects:
        bosses_found = _people(clause.subjects[:1], builder)
        for boss in bosses_found:
            for person in _people(clause.objects, builder):
                builder.report(person, boss)


def _dotted(person: str, clause: Clause, builder: OrgChartBuilder) -> None:
    """Add the ends of "with a dotted line to ..."."""
    if any(t.lower == "dotted" for t in clause.tokens):
        for boss in _people(_dotted_ends(clause), builder):
            builder.report(person, boss, True)


def _dotted_ends(clause: Clause) -> tuple[Phrase, ...]:
    """The ends of "with a dotted line to Carol"."""
    behind = False
    for complement in clause.complements:
        if complement.preposition == "with":
            behind = True
        elif behind and complement.preposition == "to":
            return complement.phrases
    return ()


def _is(clause: Clause, builder: OrgChartBuilder) -> None:
    """ "Alice is CEO", "the post of CFO is vacant"."""
    if clause.state and not clause.objects:
        if any(_VACANT.fullmatch(t.text) for t in clause.state):
            for phrase in clause.subjects:
                words = [
                    w for w in phrase.full.split() if w.lower() not in ("post", "position", "role", "of")
                ]
                builder.posts[builder.post(" ".join(words))].vacant = True
        return
    title = " ".join(clause.objects[0].full.split())
    joined = [" ".join(p.full.split()) for p in clause.objects[1:] if is_title(p.full)]
    if not is_title(title):
        return
    for phrase in clause.subjects[:1]:
        if phrase.pronoun is None:
            builder.post(" ".join(phrase.full.split()), " and ".join([title, *joined]))


__all__ = ["OrgChartBuilder", "is_title", "read_org_chart", "split_list"]
