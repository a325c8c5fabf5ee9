"""A part of a sentence into clauses: subjects, verb, objects, complements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from diagramc.planner.offline.clauses.model import PHRASE_TAGS, Clause, Complement, Phrase
from diagramc.planner.offline.lexicon.verbs import NEED_OBJECT, PARTICLES
from diagramc.planner.offline.tokens import Token


def parse_clauses(tokens: tuple[Token, ...], inherited: tuple[Phrase, ...] = ()) -> tuple[Clause, ...]:
    """The coordinated clauses of a part; one without a subject takes that of the clause before."""
    clauses: list[Clause] = []
    for piece, antecedent, joint in _split(tokens):
        if antecedent not in ("", "said") and clauses:
            subjects = _last_phrases(clauses[-1], antecedent == "who")
        else:
            subjects = clauses[-1].subjects if clauses else inherited
        clause = _parse_clause(piece, subjects, clauses[-1] if clauses else None)
        if clause is not None:
            joined = replace(clause, joint=joint) if joint and clauses else clause
            clauses.append(replace(joined, restrictive=True) if antecedent in ("that", "said") else joined)
    return tuple(_share_objects(clauses))


_ALONE = frozenset(
    "come go arrive wait leave appear happen work sleep sit stand rest stop start begin end".split()
)
"""Verbs that say enough without an object."""


def _share_objects(clauses: list[Clause]) -> list[Clause]:
    """ "prepares and sends the letter" prepares it too: a verb that needs an object takes that of the next one."""
    shared = len(clauses) - 1
    for index in range(len(clauses) - 2, -1, -1):
        clause, following = clauses[index], clauses[index + 1]
        # "checks, signs and files the form", but not "comes in, takes a seat"
        needy = " " not in clause.verb and clause.verb not in _ALONE
        in_row = needy and index + 1 == shared and "," in (clause.joint, following.joint)
        bare = not clause.predicate and not clause.passive and (clause.verb in NEED_OBJECT or in_row)
        if (
            bare
            and following.joint
            and following.objects
            and not following.passive
            and following.subjects == clause.subjects
        ):
            clauses[index] = replace(clause, objects=following.objects, predicate=_object_tokens(following))
            shared = index
    return clauses


def _object_tokens(clause: Clause) -> tuple[Token, ...]:
    """The tokens of a clause's objects."""
    start, end = clause.objects[0].start, clause.objects[-1].end
    return tuple(t for t in clause.predicate if start <= t.start < end)


def _last_phrases(clause: Clause, person: bool) -> tuple[Phrase, ...]:
    """The phrase that stands last in a clause: what a following "which" is about; of people, where it is "who"."""
    phrases = [*clause.subjects, *clause.objects, *(p for c in clause.complements for p in c.phrases)]
    phrases = [p for p in phrases if any(t.tag not in ("DET", "PRON") for t in p.core)] or phrases
    if person and (people := [p for p in phrases if p.person]):
        phrases = people
    return (max(phrases, key=lambda p: p.end),) if phrases else ()


def _split(tokens: tuple[Token, ...]) -> Iterator[tuple[tuple[Token, ...], str, str]]:
    """Cut at conjunctions and commas before a verb or a new subject, and at relative pronouns after the verb.

    Each piece comes with the relative pronoun by which it is about what stands before it, and with the conjunction before it.
    """
    start = 0
    verb_seen = False
    antecedent = ""
    joint = ""
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.tag in ("VERB", "AUX"):
            verb_seen = True
        joins = (
            token.text in (",", ":")
            or token.tag == "CONJ"
            or (token.lower == "then" and index > start and tokens[index - 1].tag not in ("AUX", "MODAL"))
        )
        if joins and verb_seen:
            after = index + 1
            while after < len(tokens) and (tokens[after].text == "," or tokens[after].tag in ("CONJ", "ADV")):
                after += 1
            if after < len(tokens) and (
                tokens[after].tag in ("VERB", "AUX", "MODAL") or _subject_then_verb_strict(tokens, after)
            ):
                yield tokens[start:index], antecedent, joint
                words = {t.lower for t in tokens[index:after]}
                joint = "and" if "and" in words else "or" if "or" in words else ","
                start, index, verb_seen, antecedent = after, after, False, ""
                continue
        relative = token.tag == "REL" and verb_seen and start < index < len(tokens) - 1
        if relative and tokens[index + 1].tag in ("VERB", "AUX", "MODAL", "ADV"):
            cut = index - 1 if tokens[index - 1].text == "," else index
            yield tokens[start:cut], antecedent, joint
            start, index, verb_seen, antecedent, joint = index + 1, index + 1, False, token.lower, ""
            continue
        if (
            token.lower == "where"
            and verb_seen
            and start < index - 1
            and tokens[index - 1].text == ","
            and _subject_then_verb_strict(tokens, index + 1)
        ):
            # "is kept in the archive, where clerks look it up"
            yield tokens[start : index - 1], antecedent, joint
            start, index, verb_seen, antecedent, joint = index + 1, index + 1, False, "", ""
            continue
        if (
            token.lower == "that"
            and verb_seen
            and start < index < len(tokens) - 2
            and tokens[index - 1].tag in ("VERB", "ADJ", "PARTICIPLE", "AUX", ",")
            and tokens[index - 1].lemma not in PLAIN_SAYING
            and _subject_then_verb_strict(tokens, index + 1)
        ):
            # "they decided that members pay monthly": what is decided is a statement too, but no act of its own
            yield tokens[start:index], antecedent, joint
            start, index, verb_seen, antecedent, joint = index + 1, index + 1, False, "said", ""
            continue
        index += 1
    if start < len(tokens):
        yield tokens[start:], antecedent, joint


PLAIN_SAYING = frozenset("say tell inform notify happen".split())
"""Verbs whose that-clause is what is said, not how things are."""


def _subject_then_verb_strict(tokens: Sequence[Token], start: int) -> bool:
    """A single noun phrase straight before a verb."""
    index = start
    seen = False
    while index < len(tokens) and (tokens[index].tag in PHRASE_TAGS or (seen and tokens[index].tag == "ADV")):
        seen = seen or tokens[index].tag in ("NOUN", "PRON", "GERUND")
        index += 1
    return seen and index < len(tokens) and tokens[index].tag in ("VERB", "AUX", "MODAL")


class _Reader:
    """A cursor over the tokens of one clause."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.at = 0

    @property
    def token(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def phrases(self, *, commas: bool = True) -> tuple[Phrase, ...]:
        """Coordinated noun phrases from here on; a comma ends them where `commas` is False."""
        found: list[Phrase] = []
        while (phrase := self.phrase()) is not None:
            found.append(phrase)
            if not phrase.plural and not any(t.tag == "NUM" for t in phrase.core):
                self._pass_type()
            mark = self.at
            while (token := self.token) is not None and (
                (token.text == "," and commas)
                or token.text == "/"
                or (token.tag == "CONJ" and token.lower not in ("but", "then"))
            ):
                self.at += 1
            if self.at == mark or self.token is None or self.token.tag not in PHRASE_TAGS:
                self.at = mark
                break
        return tuple(found)

    def _pass_type(self) -> None:
        """Pass over ": float" behind a name in a list; who wants the type finds it behind the phrase."""
        token = self.token
        if token is None or token.text != ":" or self.at + 1 >= len(self.tokens):
            return
        after = self.tokens[self.at + 2] if self.at + 2 < len(self.tokens) else None
        if self.tokens[self.at + 1].tag in ("NOUN", "VERB") and (
            after is None or after.text == "," or after.tag == "CONJ"
        ):
            self.at += 2

    def phrase(self) -> Phrase | None:
        """One noun phrase, with what "of" attaches to it."""
        start = self.at
        while (token := self.token) is not None and token.tag in PHRASE_TAGS:
            if token.tag == "PARTICIPLE" and self.at > start and self.tokens[self.at - 1].tag == "NOUN":
                break
            if (
                self.at > start
                and token.tag in ("DET", "PRON")
                and self.tokens[self.at - 1].tag in ("NOUN", "PRON")
            ):
                break
            self.at += 1
        core = tuple(self.tokens[start : self.at])
        if not any(t.tag in ("NOUN", "PRON", "GERUND", "NUM", "ADJ", "PARTICIPLE", "DET") for t in core):
            self.at = start
            return None
        token = self.token
        if token is not None and token.lower == "of" and core[-1].tag == "NOUN":
            self.at += 1
            if self.phrase() is None:
                self.at -= 1
        return Phrase(tuple(self.tokens[start : self.at]), core)


def first_phrases(tokens: Sequence[Token]) -> tuple[Phrase, ...]:
    """The coordinated noun phrases that a text without a verb begins with."""
    return _Reader(tokens).phrases()


_MODALS = {"cannot": "can", "ca": "can", "wo": "will"}
_CATENATIVE = frozenset(
    "need want have like wish start begin try decide continue proceed choose be go use able require plan".split()
)


_TIMES = frozenset(
    "day morning afternoon evening night week weekday weekend month quarter year hour minute time monday tuesday wednesday thursday friday "
    "saturday sunday".split()
)


def _without_time(phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """The subjects without when it is: "every weekday morning, the database is backed up"."""
    if len(phrases) > 1 and phrases[0].head in _TIMES:
        return phrases[1:]
    return phrases


def _parse_clause(
    tokens: tuple[Token, ...], inherited: tuple[Phrase, ...], before: Clause | None
) -> Clause | None:
    """One clause; None when it has no verb."""
    reader = _Reader(tokens)
    complements: list[Complement] = []
    subjects: tuple[Phrase, ...] = ()
    while (token := reader.token) is not None and token.tag not in ("VERB", "AUX", "MODAL"):
        if token.tag in ("PREP", "TO") and not subjects:
            reader.at += 1
            phrases = reader.phrases(commas=False)
            if phrases:
                complements.append(Complement(token.lower, phrases))
        elif token.tag == "REL" and subjects:
            _skip_relative(reader)
        elif token.text == ":" and subjects:
            # "Sign-in: the user submits the form": what stands before the colon is a title.
            subjects = ()
            reader.at += 1
        elif token.tag in PHRASE_TAGS and not subjects:
            subjects = _without_time(reader.phrases())
            if not subjects:
                reader.at += 1
        else:
            reader.at += 1
    if reader.token is None:
        return None
    group: list[Token] = []
    modal: str | None = None
    negated = False
    while (token := reader.token) is not None:
        if token.tag == "MODAL":
            modal = _MODALS.get(token.lower, token.lower)
            negated = negated or token.lower == "cannot"
        elif token.tag == "NEG":
            negated = True
        elif token.tag in ("VERB", "AUX"):
            if group and group[-1].tag == "VERB":
                break
            group.append(token)
        elif token.tag == "ADV" and not (
            group and group[-1].lower and token.lower in PARTICLES.get(group[-1].lemma, ())
        ):
            pass
        elif (
            token.tag == "TO"
            and group
            and group[-1].lemma in _CATENATIVE
            and reader.at + 1 < len(tokens)
            and tokens[reader.at + 1].tag in ("VERB", "AUX")
        ):
            modal = modal or group[-1].lemma
            group.clear()
        else:
            break
        reader.at += 1
    if not group:
        return None
    main = group[-1]
    while reader.at and tokens[reader.at - 1].tag == "ADV" and tokens[reader.at - 1].start > main.start:
        reader.at -= 1
    verb = main.lemma
    passive = (
        main.tag == "VERB"
        and len(group) > 1
        and group[-2].lemma in ("be", "get")
        and not main.lower.endswith("ing")
    )
    if (
        before is not None
        and before.passive
        and not subjects
        and main.tag == "VERB"
        and main.lower != verb
        and not main.lower.endswith(("s", "ing"))
    ):
        passive = True
    token = reader.token
    if (
        token is not None
        and token.lower == "by"
        and len(group) == 1
        and main.lower != verb
        and not main.lower.endswith(("s", "ing"))
    ):
        # "Courses taught by teachers"
        passive = True
    behind = tokens[reader.at + 1].tag if reader.at + 1 < len(tokens) else None
    placed = passive and token is not None and token.lower in ("in", "on") and behind in PHRASE_TAGS
    if token is not None and token.lower in PARTICLES.get(verb, ()) and not placed:
        # what "is logged in a ledger" is in the ledger: a passive has no object behind its particle
        verb = f"{verb} {token.lower}"
        reader.at += 1
    rest = reader.at
    state: list[Token] = []
    if main.lemma == "be" and not passive:
        mark = reader.at
        while (token := reader.token) is not None and token.tag in ("ADJ", "PARTICIPLE", "ADV", "NEG"):
            negated = negated or token.tag == "NEG"
            state.append(token)
            reader.at += 1
        if (token := reader.token) is not None and token.tag in ("NOUN", "GERUND", "NUM"):
            reader.at = mark
            state = []
    objects: tuple[Phrase, ...] = ()
    purpose: tuple[Token, ...] = ()
    announced: tuple[Phrase, ...] = ()
    while (token := reader.token) is not None:
        if token.tag in ("PREP", "TO") or token.tag == "SUB":
            reader.at += 1
            following = reader.token
            if token.tag == "TO" and following is not None and following.tag in ("VERB", "AUX"):
                purpose = tuple(tokens[reader.at :])
                break
            phrases = reader.phrases()
            if phrases:
                complements.append(Complement(token.lower, phrases))
        elif (
            token.tag in PHRASE_TAGS
            and not objects
            and not any(c.phrases[0].start > main.start for c in complements)
        ):
            objects = reader.phrases()
            if not objects:
                reader.at += 1
        elif token.tag in ("REL", "VERB", "AUX", "MODAL"):
            break
        elif token.text == ":" and objects:
            reader.at += 1
            listed = reader.phrases()
            if len(listed) > 1:
                announced, objects = objects, listed
        else:
            reader.at += 1
    return Clause(
        subjects=subjects or inherited,
        verb=verb,
        passive=passive,
        negated=negated,
        modal=modal,
        objects=objects,
        complements=tuple(complements),
        predicate=tuple(tokens[rest:]),
        state=tuple(state),
        tokens=tokens,
        purpose=purpose,
        announced=announced,
    )


def _skip_relative(reader: _Reader) -> None:
    """Pass over "that exceed the limit" between a subject and its verb."""
    reader.at += 1
    groups = 0
    in_group = False
    while (token := reader.token) is not None:
        if token.tag in ("VERB", "AUX", "MODAL"):
            if not in_group:
                groups += 1
                if groups == 2:
                    return
            in_group = True
        elif token.tag not in ("ADV", "NEG"):
            in_group = False
        if token.text == "," and groups:
            reader.at += 1
            return
        reader.at += 1
    if groups < 2:
        reader.at = len(reader.tokens)
