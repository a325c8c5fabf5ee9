"""Collects posts and reports."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from diagramc.ir.ids import slug
from diagramc.ir.org_chart import OrgChart, Person
from diagramc.planner.offline.labels import phrase_label
from diagramc.planner.offline.lexicon.nouns import PEOPLE
from diagramc.planner.offline.people import is_title, plain_name
from diagramc.planner.offline.tokens import singular

VACANT = re.compile(
    r"\b(?:vacant|open(?: position| role| post)?|tbd|tbh|to be hired|unfilled|n/a)\b", re.IGNORECASE
)


MANY = 6
"""From more than so many people of one kind on, they are one box."""


_CAPITALS = frozenset("ceo cto cfo coo cmo cio ciso cpo chro cro vp svp evp hr it qa pr seo".split())


def _post_label(text: str) -> str:
    """The name of a post, with "cto" and its like in capitals."""
    return phrase_label(" ".join(w.upper() if w in _CAPITALS else w for w in text.split()))


def _one_of(post: str) -> str:
    """The singular of a post: "mechanics" are people here and no science."""
    *rest, last = post.split()
    return " ".join([*rest, last[:-1] if last[:-1].lower() in PEOPLE else singular(last)])


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
    """Collects posts; names and titles lead to the same post. `title` is what a list says it is the posts of."""

    def __init__(self) -> None:
        self.posts: dict[str, Post] = {}
        self.title: str | None = None
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
            vacant = bool(VACANT.fullmatch(text))
            self.posts[key] = Post(_post_label(text) if is_title(text) else phrase_label(text), vacant=vacant)
            if is_title(text):
                self._titles.setdefault(key, key)
        if title:
            self.posts[key].title = _post_label(title)
            self._titles.setdefault(title.lower(), key)
        return key

    def known(self, text: str) -> str:
        """The name of the post that a short text means: "manager" is "restaurant manager" where there is only one."""
        low = text.lower()
        ending = [post.name or key for key, post in self.posts.items() if key.endswith(f" {low}")]
        return ending[0] if low not in self.posts and len(ending) == 1 else text

    def several(self, post: str, number: int) -> list[str]:
        """The keys of so many posts of one kind: "Designer 1", "Designer 2"; more than a handful are one box."""
        name = _one_of(post)
        if number == 1:
            return [self.post(name)]
        if number > MANY:
            return [self.post(f"{number} {post}")]
        return [self.post(f"{name} {index}") for index in range(1, number + 1)]

    def more(self, post: str, number: int) -> list[str]:
        """The keys of so many further posts of a kind of which there are some already."""
        name = _one_of(post)
        if number > MANY:
            count = sum(1 for known in self.posts.values() if known.name == f"{number} {post}")
            key = f"{number} {post} {count + 1}"
            self.posts[key] = Post(f"{number} {post}")
            return [key]
        taken = sum(1 for known in self.posts if known.startswith(f"{name.lower()} "))
        return [self.post(f"{name} {taken + index}") for index in range(1, number + 1)]

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
        return OrgChart(title=title or self.title, people=tuple(people))

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
