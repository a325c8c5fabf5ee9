"""What sentences say about posts."""

from __future__ import annotations

import re

from diagramc.planner.offline.clauses import Clause, Phrase, parse_sentences
from diagramc.planner.offline.labels import capitalise
from diagramc.planner.offline.lexicon.nouns import DEPARTMENTS
from diagramc.planner.offline.org_chart.builder import VACANT, OrgChartBuilder
from diagramc.planner.offline.people import is_title, split_title, take_titles
from diagramc.planner.offline.tokens import Sentence, is_plural, noun_lemma, sentences, singular

_DOWN_VERBS = frozenset("manage lead supervise head run oversee direct command coordinate control".split())
_HELPING = frozenset("support assist advise help".split())
_WHOLES = frozenset(
    "university school company firm hospital agency organization organisation institute business startup hotel restaurant bank club theatre museum".split()
)
_POST_FOR = re.compile(r"\b(\w+(?: \w+){0,2}) for ((?:the )?\w+)")
"""A post with what it is for, such as "vice rector for research"."""
_UNNAMED = frozenset("our its their his her the two three four five six seven eight".split())
_ROLES = frozenset("report member person people employee colleague subordinate".split())
"""What people are called together: "three reports", "two members"."""


class StatementReader:
    """Reads sentences into a builder."""

    def __init__(self, builder: OrgChartBuilder) -> None:
        self._builder = builder
        self._text = ""

    def prose(self, text: str, offset: int, title: str | None = None) -> None:
        """All sentences of a text; `title` is the post of whom the first one is about."""
        found: list[Sentence] = []
        self._text = text.lower()
        text = _POST_FOR.sub(lambda m: f"{m[1]} of  {m[2]}" if is_title(m[1]) else m[0], text)
        for sentence in sentences(text, offset):
            bare, titled = take_titles(sentence, text[sentence.start - offset : sentence.end - offset])
            for name, post in titled:
                self._builder.post(name, post)
            found.append(bare)
        for parts in parse_sentences(found):
            for part in parts:
                for clause in part.clauses:
                    if title is not None and clause.subjects:
                        self._builder.post(clause.subjects[0].full, title)
                        title = None
                    self.read(clause)
        if title is not None and text.strip():
            self._builder.post(text.strip(), title)

    def read(self, clause: Clause) -> None:
        """One statement about posts."""
        dotted = any(t.lower == "dotted" for t in clause.tokens)
        with_dotted = dotted and bool(clause.complement("with"))
        above: tuple[Phrase, ...] = ()
        below: tuple[Phrase, ...] = ()
        if clause.base in ("report", "answer") and (bosses := clause.complement("to", "into", "under")):
            self._reports(clause, bosses, dotted and not with_dotted)
        elif dotted and not with_dotted and (bosses := clause.complement("to", "with")):
            for person in self._people(clause.subjects):
                for boss in self._people(bosses):
                    self._builder.report(person, boss, True)
        elif clause.base == "work" and (bosses := clause.complement("under", "for")):
            above, below = bosses[:1], clause.subjects
        elif clause.base in _DOWN_VERBS:
            above, below = (
                (clause.complement("by"), clause.subjects)
                if clause.passive
                else (clause.subjects, clause.objects)
            )
            if self._heads_department(above, below):
                return
        elif clause.base in _HELPING:
            above, below = (
                (clause.subjects, clause.complement("by"))
                if clause.passive
                else (clause.objects, clause.subjects)
            )
        elif (
            clause.base == "be"
            and clause.objects
            and (bosses := clause.complement("under", "below", "beneath"))
        ):
            above, below = bosses[:1], clause.objects
        elif clause.verb == "be" and (clause.objects or clause.state):
            self._is(clause)
        elif clause.base in ("have", "include") and clause.objects:
            above, below = clause.subjects[:1], clause.objects
        elif clause.base in ("consist", "comprise") and (parts := clause.objects or clause.complement("of")):
            above, below = clause.subjects[:1], parts
        if len(below) == 1 and below[0].head in _WHOLES:
            # "The school is run by the principal": the whole is no post.
            self._people(above[:1])
            return
        for boss in self._people(above[:1]):
            for person in self._people(below):
                self._builder.report(person, boss)
                self._add_dotted(person, clause)

    def _reports(self, clause: Clause, bosses: tuple[Phrase, ...], dotted: bool) -> None:
        for person in self._people(clause.subjects):
            for index, boss in enumerate(self._people(bosses)):
                self._builder.report(person, boss, index > 0 or dotted)
            self._add_dotted(person, clause)

    def _heads_department(self, above: tuple[Phrase, ...], below: tuple[Phrase, ...]) -> bool:
        """ "Anna leads Engineering" makes her the head of it."""
        if len(above) != 1 or len(below) != 1 or above[0].pronoun is not None:
            return False
        words = [t.lower for t in below[0].words]
        if words[-1] not in DEPARTMENTS or below[0].core[0].tag == "DET" or is_title(above[0].full):
            return False
        key = self._people(above)[0]
        post = self._builder.posts[key]
        post.title = post.title or f"Head of {capitalise(below[0].name)}"
        return True

    def _people(self, phrases: tuple[Phrase, ...]) -> list[str]:
        """The posts that phrases name. "two managers, Ann and Bo" are Ann and Bo."""
        found: list[str] = []
        role: str | None = None
        for index, phrase in enumerate(phrases):
            if phrase.pronoun is not None:
                continue
            words = [w for w in phrase.full.split() if w.lower() not in _UNNAMED]
            text = " ".join(words)
            written = text.replace(" of ", " for ", 1)
            if written.lower() in self._text and text.lower() not in self._text:
                text = written
            titled = split_title(text)
            following = phrases[index + 1 : index + 3]
            if (
                words
                and not phrase.proper
                and is_plural(words[-1])
                and following
                and all(p.proper for p in following)
            ):
                role = (
                    None if noun_lemma(words[-1]) in _ROLES else " ".join([*words[:-1], singular(words[-1])])
                )
            elif titled is not None:
                found.append(self._builder.post(*titled))
            elif words:
                found.append(self._builder.post(text, role if phrase.proper and not is_title(text) else None))
        return found

    def _add_dotted(self, person: str, clause: Clause) -> None:
        """Add the ends of "with a dotted line to ..."."""
        if any(t.lower == "dotted" for t in clause.tokens):
            for boss in self._people(_dotted_ends(clause)):
                self._builder.report(person, boss, True)

    def _is(self, clause: Clause) -> None:
        """ "Alice is CEO", "the post of CFO is vacant"."""
        builder = self._builder
        if clause.state and not clause.objects:
            if any(VACANT.fullmatch(t.text) for t in clause.state):
                for phrase in clause.subjects:
                    words = [
                        w for w in phrase.full.split() if w.lower() not in ("post", "position", "role", "of")
                    ]
                    builder.posts[builder.post(" ".join(words))].vacant = True
            return
        title = " ".join(clause.objects[0].full.split())
        joined = [" ".join(p.full.split()) for p in clause.objects[1:] if is_title(p.full)]
        subject = clause.subjects[0] if clause.subjects else None
        if subject is None or subject.pronoun is not None:
            return
        if is_title(title):
            builder.post(" ".join(subject.full.split()), " and ".join([title, *joined]))
        elif is_title(subject.full) and clause.objects[0].proper:
            builder.post(title, " ".join(subject.full.split()))


def _dotted_ends(clause: Clause) -> tuple[Phrase, ...]:
    """The ends of "with a dotted line to Carol"."""
    behind = False
    for complement in clause.complements:
        if complement.preposition == "with":
            behind = True
        elif behind and complement.preposition == "to":
            return complement.phrases
    return ()
