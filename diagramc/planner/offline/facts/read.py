"""A prompt to a domain: which things there are, before its statements are read."""

from __future__ import annotations

import re
from collections import Counter

from diagramc.planner.offline.clauses import Clause, Phrase
from diagramc.planner.offline.facts.declarations import read_blocks, read_lines, read_tables
from diagramc.planner.offline.facts.model import Domain, Relation, thing_key
from diagramc.planner.offline.facts.naming import phrase_key, thing_name, usable
from diagramc.planner.offline.facts.properties import OFTEN, PropertyFinder
from diagramc.planner.offline.facts.statements import Known, Statement
from diagramc.planner.offline.facts.ties import tie_companions, tie_loose_ends, tie_possessions
from diagramc.planner.offline.facts.told import mentioned, told_clauses
from diagramc.planner.offline.facts.words import is_property
from diagramc.planner.offline.lexicon.nouns import ATTRIBUTES, SYSTEMS
from diagramc.planner.offline.lexicon.qualities import ABSTRACT
from diagramc.planner.offline.lexicon.verbs import HAVE_VERBS, PART_VERBS
from diagramc.planner.offline.reading import Reading

_ENTERPRISES = frozenset(
    "company firm enterprise organization organisation business corporation agency association shop chain brand institution".split()
)
_SYNONYMS = (
    ("customer", "client"),
    ("company", "firm", "enterprise"),
    ("employee", "staff member", "worker"),
    ("car", "automobile"),
    ("film", "movie"),
    ("flat", "apartment"),
    ("physician", "doctor"),
    ("shop", "store"),
)
_SETTINGS = frozenset("system application app software platform database program website".split())
LONG = 60
"""From this many words on, a text tells more than its model holds."""
STORY = 170
"""From this many words on, a text tells a story; what it mentions in passing is left out."""


def read_domain(reading: Reading) -> Domain:
    """The domain that a prompt describes."""
    domain = Domain()
    rest = read_blocks(reading.text, domain)
    if rest != reading.text:
        reading = Reading(rest)
    read_tables(reading.text, domain)
    read_lines(reading, domain)
    clauses = told_clauses(reading)
    phrases = [p for c in clauses for p in _phrases(c)]
    long = len(reading.text.split()) >= LONG
    owners = (
        _owners(clauses)
        | _counted(phrases)
        | (
            set()
            if long
            else {phrase_key(p) for p in phrases if p.head in ABSTRACT and p.head not in ATTRIBUTES}
        )
    )
    known = Known(
        owners=owners,
        subjects={
            phrase_key(p)
            for c in clauses
            for p in c.subjects
            if usable(p, owners) and not is_property(p, phrase_key(p) in owners)
        },
        counts=Counter(phrase_key(p) for p in phrases if p.core[0].tag != "PRON"),
    )
    finder = PropertyFinder(domain, known)
    for clause in clauses:
        Statement(domain, clause, known).read()
    for clause in clauses:
        finder.read(clause)
    for item in reading.items:
        finder.read_list(item)
    if long:
        _take_up(domain, known, list(mentioned(reading)))
        _leave_out_setting(domain, clauses, reading.text)
    if len(reading.text.split()) >= STORY:
        acting = {phrase_key(p) for c in clauses for p in c.subjects if p.person and c.objects}
        _leave_out(domain, known, acting)
    _merge_synonyms(domain)
    _kinds_by_name(domain)
    told = [sentence.tokens for sentence in reading.sentences]
    tie_possessions(domain, told)
    if long:
        tie_companions(domain, told)
    tie_loose_ends(domain, told)
    return domain


def _leave_out_setting(domain: Domain, clauses: list[Clause], text: str) -> None:
    """Drop what a long text is told about as a whole: the system that is to be built, and the company by its name."""
    named = {
        phrase_key(p)
        for c in clauses
        if c.verb == "be" and c.objects and c.objects[0].head in SYSTEMS | _ENTERPRISES
        for p in c.subjects
        if p.proper
    }
    # "the Bus Management System (BMS)"
    named |= {
        key
        for match in re.finditer(r"(\w+) \(([A-Z]{2,6})\)", text)
        if match[1].lower() in _SETTINGS
        for key in (
            thing_key(match[2]),
            *(k for k in domain.things if "".join(w[0] for w in k.split()) == match[2].lower()),
        )
    }
    for key in [key for key in domain.things if key in named or key in _SETTINGS]:
        _drop(domain, key)


def _merge_synonyms(domain: Domain) -> None:
    """One thing of what a text calls by two names; of each group the first name is the usual one in models."""
    for names in _SYNONYMS:
        found = [key for key in names if key in domain.things]
        for other in found[1:]:
            domain.merge(found[0], other)


def _drop(domain: Domain, key: str) -> None:
    del domain.things[key]
    domain.relations = [r for r in domain.relations if key not in (r.source, r.target)]


def _kinds_by_name(domain: Domain) -> None:
    """A "business account" is an account where both are things and the text says nothing else of the two."""
    joined = {
        frozenset((r.source, r.target))
        for r in domain.relations
        if r.kind in ("is", "implements", "part", "has")
    }
    for key in list(domain.things):
        words = key.split()
        general = next((g for i in range(1, len(words)) if (g := " ".join(words[i:])) in domain.things), None)
        if general is None or frozenset((key, general)) in joined or " ".join(words[:-1]) in domain.things:
            # "order line" beside "order" is a line of an order
            continue
        domain.relations.append(Relation("is", key, general))


def _phrases(clause: Clause) -> list[Phrase]:
    return [*clause.subjects, *clause.objects, *(p for c in clause.complements for p in c.phrases)]


def _owners(clauses: list[Clause]) -> set[str]:
    """What has, holds or consists of something, or has things that belong to it: things, whatever their names mean elsewhere."""
    owners: set[str] = set()
    for clause in clauses:
        if clause.base in HAVE_VERBS | PART_VERBS and not clause.passive and clause.objects:
            owners |= {phrase_key(p) for p in clause.subjects if p.tokens == p.core}
        elif clause.base == "belong":
            owners |= {phrase_key(p) for p in (*clause.subjects, *clause.complement("to"))}
    return owners


def _counted(phrases: list[Phrase]) -> set[str]:
    """What there are "many" or "one or more" of, and what has a capital inside a sentence: things, abstract or not."""
    return {
        phrase_key(p)
        for p in phrases
        if any(".." in t.lemma or t.lower in ("many", "several", "multiple", "each", "every") for t in p.core)
        and p.head not in ATTRIBUTES
    }


def _take_up(domain: Domain, known: Known, phrases: list[Phrase]) -> None:
    """Add what a long text names again and again without saying how it relates to the rest; types of properties are no things."""
    types = {thing_key(p.type) for t in domain.things.values() for p in t.properties if p.given and p.type}
    counts = Counter(phrase_key(p) for p in phrases if p.core[0].tag != "PRON")
    for phrase in phrases:
        key = phrase_key(phrase)
        if (
            max(counts[key], known.counts[key]) >= OFTEN
            and key not in domain.things
            and key not in types
            and usable(phrase)
            and not is_property(phrase)
        ):
            domain.thing(thing_name(phrase), phrase.start, phrase.end)


def _leave_out(domain: Domain, known: Known, acting: set[str]) -> None:
    """Drop things that a long text only touches: named once, without properties, at the end of a loose statement.

    People who are said to do something, `acting`, stay.
    """
    firm = {
        end
        for r in domain.relations
        if r.kind != "verb" or r.target_multiplicity == "1..*"
        for end in (r.source, r.target)
    }
    for key, thing in list(domain.things.items()):
        if (
            known.counts[key] > 1
            or thing.properties
            or thing.operations
            or thing.kind != "class"
            or key in firm
            or key in acting
        ):
            continue
        if len(domain.things) > 2:
            _drop(domain, key)
