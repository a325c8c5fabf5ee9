"""Which type of diagram fits a prompt that does not say, and why."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from diagramc.planner.offline.architecture import Described
from diagramc.planner.offline.architecture.phrases import places_services
from diagramc.planner.offline.clauses import Clause, Phrase
from diagramc.planner.offline.dates import find_dates
from diagramc.planner.offline.lexicon.nouns import ATTRIBUTES, DEPARTMENTS, DIAGRAM_WORDS, PEOPLE, SYSTEMS
from diagramc.planner.offline.lexicon.services import GROUP_WORDS, PRODUCTS
from diagramc.planner.offline.lexicon.spelling import respelled
from diagramc.planner.offline.lexicon.verbs import HAVE_VERBS, PART_VERBS, REPLY_VERBS
from diagramc.planner.offline.notation import bracketed_lists, has_arrow, key_list, members_of, spoken_path
from diagramc.planner.offline.org_chart import lists_posts, tells_of_family
from diagramc.planner.offline.people import is_title
from diagramc.planner.offline.people import lists_posts as names_posts
from diagramc.planner.offline.reading import Reading
from diagramc.planner.offline.scenarios.entities import listed_things
from diagramc.planner.offline.scenarios.fitting import asks_how, asks_what, does, fit
from diagramc.planner.offline.scenarios.tasks import find_task
from diagramc.planner.offline.topics import is_nested_list, is_phrase, read_topic

Vote = Callable[[str, float, str], None]
"""Takes a type, a weight and a reason."""


class Choice(NamedTuple):
    """A type, and the reason in words that end a sentence: "because ..."."""

    type: str
    reason: str


_TOPIC_HINTS: dict[str, str] = {
    "brainstorm": "mindmap",
    "ideas": "mindmap",
    "topics": "mindmap",
    "concepts": "mindmap",
    "pros": "mindmap",
    "history": "timeline",
    "milestones": "timeline",
    "roadmap": "timeline",
    "evolution": "timeline",
    "architecture": "architecture",
    "infrastructure": "architecture",
    "microservices": "architecture",
    "deployment": "architecture",
    "three-tier": "architecture",
    "stack": "architecture",
    "sequence": "sequence",
    "entities": "er",
    "entity": "er",
    "tables": "er",
    "schema": "er",
    "relational": "er",
    "classes": "class",
    "inheritance": "class",
    "interface": "class",
    "handshake": "sequence",
    "protocol": "sequence",
    "request-response": "sequence",
    "hierarchy": "org-chart",
    "org": "org-chart",
    "reports": "org-chart",
    "organigram": "org-chart",
    "ceo": "org-chart",
    "flow": "flowchart",
    "process": "flowchart",
    "procedure": "flowchart",
    "workflow": "flowchart",
    "steps": "flowchart",
    "pipeline": "flowchart",
}
"""Words that hint at a type without naming it."""
_TELLING = frozenset(
    "architecture infrastructure microservices sequence classes entities schema hierarchy org history roadmap handshake protocol".split()
)
"""Those that outweigh how a known subject is usually drawn: "login sequence", "banking app architecture"."""


_PARTS = "gateway database cache queue worker broker bucket cdn cluster proxy balancer frontend backend service server browser app"
"""What infrastructures are made of, beside products by their names."""


MAX_OPENING = 60
"""So many words of the first line may name a type."""


def choose_type(reading: Reading) -> Choice:
    """The type the prompt asks for by name; else the one that most of its statements speak for; a flowchart on a tie."""
    if reading.request.type is not None:
        return Choice(reading.request.type, f'the prompt says "{reading.request.word}"')
    low = f" {' '.join(reading.text.lower().split())} "
    first_words = reading.text.strip().partition("\n")[0].lower().split()[:MAX_OPENING]
    opening = f" {' '.join(respelled(word) for word in first_words)} "
    for words, kind in DIAGRAM_WORDS.items():
        if f" {words} " in opening and words not in (
            "workflow",
            "architecture",
            "infrastructure",
            "milestones",
            "topology",
        ):
            return Choice(kind, f'the prompt says "{words}"')
    scores: dict[str, float] = {}
    reasons: dict[str, str] = {}

    def vote(kind: str, weight: float, reason: str) -> None:
        scores[kind] = scores.get(kind, 0.0) + weight
        reasons.setdefault(kind, reason)

    _vote_lines(reading, vote)
    phrase = is_phrase(reading)
    if not phrase:
        _vote_clauses(reading, vote)
    else:
        _vote_subject(reading, vote)
    first = reading.text.strip().split("\n", 1)[0].lower()
    for word in first.replace(",", " ").replace(".", " ").replace(":", " ").split()[:40]:
        if word in _TOPIC_HINTS:
            told = phrase and word in _TELLING
            weight = 2.5 if told else 1.5 if len(reading.clauses) < 2 else 0.7
            if told:
                reasons.pop(_TOPIC_HINTS[word], None)
            vote(_TOPIC_HINTS[word], weight, f'of the word "{word}"')
    vote("org-chart", 6.0 * tells_of_family(reading.text), "it tells of a family")
    if places_services(reading):
        vote("architecture", 4.0, "it says which services stand where")
    named = [PRODUCTS[w.strip(".")] for w in low.replace(",", " ").split() if w.strip(".") in PRODUCTS]
    if len(reading.declared) > 1:
        vote("sequence", 6.0, "it lists who takes part")
    if bracketed_lists(first) > 1 and ":" not in first:
        vote("er", 4.0, "it lists tables with their columns")
    vote("class", 1.5 * _class_words(reading.text), "it speaks of classes and their members")
    bare = first.strip(" .").removeprefix("a ").removeprefix("the ")
    if phrase and (
        bare.endswith((" database", " db", " tables"))
        or bare.startswith(("database for ", "database of ", "db for "))
    ):
        reasons.pop("er", None)
        vote("er", 2.5, "it names a database")
    if _CLASS_BLOCK.search(reading.text):
        vote("class", 4.0, "it declares classes")
    products = sum(1 for product in named if not product.external and product.kind not in ("auth", "secrets"))
    if products >= 2:
        parts = sum(1 for part in _PARTS.split() if f" {part}" in low)
        weight = 0.8 * products + (2.0 if parts >= 3 else 0.0)
        vote("architecture", weight, "it names several products of an infrastructure")
    scores = {kind: score for kind, score in scores.items() if score > 0}
    if not scores:
        return Choice(
            "mindmap" if not reading.clauses else "flowchart", "nothing in the prompt speaks for another type"
        )
    best = max(scores, key=lambda kind: (scores[kind], kind == "flowchart"))
    return Choice(best, reasons[best])


def _vote_subject(reading: Reading, add: Vote) -> None:
    """How what a short phrase names is usually drawn."""
    text = reading.request.rest
    topic = read_topic(text)
    if topic.sides:
        add("mindmap", 2.5, "it compares")
        return
    known = fit(text, topic, None, reading.text)
    task = find_task(text)
    if known is not None and (task is None or not does(known, task, None, asks_how(text))):
        add(known.scenario.type, 1.5, f"that is how {known.scenario.name} is usually drawn")
    elif task is not None:
        add("flowchart", 1.5, "it names something that is done in steps")
    elif listed_things([*([topic.subject] if topic.features else []), *topic.features]):
        add("er", 1.5, "it lists things that records are kept of")
    elif asks_how(text):
        add("flowchart", 1.0, "it asks how")
    elif asks_what(reading.text):
        add("mindmap", 2.0, "it asks what something is")


def _vote_lines(reading: Reading, add: Vote) -> None:
    lines = reading.lines
    arrows = [line for line in lines if has_arrow(line.text) or spoken_path(line)]
    if arrows:
        services = _joins_services(reading)
        labelled = sum(1 for line in arrows if ":" in line.text)
        add(
            "sequence" if labelled * 2 > len(arrows) else "architecture" if services else "flowchart",
            2.0 * len(arrows),
            "it joins services by arrows"
            if services and not labelled
            else "it is written in arrows" + (" with messages" if labelled else ""),
        )
    dated = sum(1 for line in lines if (d := find_dates(line.text)) and d[0].lead_start < 3)
    if dated:
        add(
            "timeline",
            1.5 * dated + 0.5 * sum(len(find_dates(line.text)) for line in lines),
            "its statements have dates",
        )
    else:
        some = sum(len(find_dates(line.text)) for line in lines)
        if some >= 2:
            add("timeline", 0.9 * some, "its statements have dates")
    titled = sum(
        1
        for line in lines
        if is_title(line.text.partition(":")[0].partition("(")[0].strip())
        or is_title(line.text.rpartition(",")[2].strip())
    )
    if titled:
        add("org-chart", 1.4 * titled, "it names posts")
    for line in lines:
        members = members_of(line.text)
        if members is not None and not has_arrow(line.text):
            methods = any("()" in m or ":" in m for m in members.members)
            add("class" if methods else "er", 1.5, "it lists things with their attributes")
    numbered = sum(1 for line in lines if line.marker == "number")
    if numbered >= 2:
        add("flowchart", 0.6 * numbered, "it has numbered steps")
    bullets = sum(
        1 for line in lines if (line.marker == "bullet" or line.indent) and len(line.text.split()) <= 5
    )
    if bullets >= 3:
        add("mindmap", 0.5 * bullets, "it is an outline of short topics")
    if len(lines) == 1 and (pair := key_list(lines[0].text)) and len(pair[1]) >= 2 and is_phrase(reading):
        add("mindmap", 1.0, "it is a list under a topic")
    if len(lines) == 1 and (
        ((pair := key_list(lines[0].text)) and names_posts(pair[1])) or lists_posts(reading)
    ):
        add("org-chart", 4.0, "it lists posts")
    elif len(lines) == 1 and is_nested_list(lines[0].text):
        add("mindmap", 3.0, "it is a topic with branches")


_CLASS_BLOCK = re.compile(r"\b(?:class|interface|enum)\s+\w+[^.{}\n]{0,60}\{")


_CLASS_WORDS = re.compile(
    r"\b(?:class(?:es)?|subclass(?:es)?|superclass|interface|enum(?:eration)?|attributes?|methods?|operations?|abstract|instances?|package)\b",
    re.IGNORECASE,
)


DESCRIPTIVE = 0.36
"""From this share of statements on how things are, and of things counted, a text describes a domain."""


def _descriptive(clauses: list[Clause]) -> float:
    """How much of a text of some length says what things are and have, and counts them."""
    if len(clauses) < 4:
        return 0.0
    states = sum(1 for c in clauses if c.base in HAVE_VERBS | PART_VERBS | {"be"} and not c.passive)
    counted = sum(
        1
        for c in clauses
        if any(
            p.core[0].lower in ("each", "every") or any(".." in t.lemma or t.lower == "many" for t in p.core)
            for p in (*c.subjects, *c.objects)
        )
    )
    return (states + counted) / len(clauses)


def _class_words(text: str) -> int:
    """How many words of object-oriented models a text has; two or more kinds of them, or "is a class", are telling."""
    found = {match.group().lower().rstrip("s") for match in _CLASS_WORDS.finditer(text)}
    stated = re.search(
        r"\b(?:is|are|as) (?:an? )?(?:\w+ ){0,2}(?:class|subclass|interface|enum|attribute|instance)\b",
        text,
        re.IGNORECASE,
    )
    return min(3, len(found)) if len(found) > 1 or stated else 0


def _joins_services(reading: Reading) -> bool:
    """Whether most ends of the arrows are parts of systems: "browser -> load balancer -> app server"."""
    ends = list(dict.fromkeys(end for arrow in reading.arrows for end in (arrow.source, arrow.target)))
    known = [
        end for end in ends if len(end.split()) <= 4 and (Described(end).known or end.lower() in PRODUCTS)
    ]
    return len(ends) >= 3 and len(known) * 3 >= len(ends) * 2


def _vote_clauses(reading: Reading, add: Vote) -> None:
    for parts in reading.parts:
        for part in parts:
            if part.role in ("if", "unless", "else", "until", "while", "when", "after"):
                add("flowchart", 0.6, "it has conditions and steps")
    share = _descriptive(reading.clauses)
    if share >= DESCRIPTIVE:
        add("er", 1.6 * share * len(reading.clauses), "it describes things rather than steps")
    for clause in reading.clauses:
        subject = clause.subjects[0] if clause.subjects else None
        if _stands_behind(clause):
            add("architecture", 2.0, "it says which services stand where")
        elif clause.base == "report" and clause.complement("to"):
            add("org-chart", 3.0, "somebody reports to somebody")
        elif subject is not None and _tells_of_posts(clause):
            add("org-chart", 2.0, "it says who leads whom")
        elif subject is not None and _relates_things(clause, subject):
            add("er", 1.2, "it says how things relate")
        elif subject is not None and clause.base == "contain" and subject.head in GROUP_WORDS:
            add("architecture", 2.0, "it says what runs where")
        elif clause.verb == "be" and clause.objects and is_title(clause.objects[0].full):
            add("org-chart", 1.5, "it names posts")
        elif clause.base in ("extend", "inherit", "implement") or any(
            t.text.endswith("()") for t in clause.tokens
        ):
            add("class", 2.0, "it has classes that inherit or have methods")
        elif (
            clause.base in HAVE_VERBS | PART_VERBS | {"belong"}
            and not clause.passive
            and subject is not None
            and not (clause.base in _KEEPING and (subject.person or subject.head in SYSTEMS))
        ):
            properties = sum(1 for p in clause.objects if p.head in ATTRIBUTES)
            add("er", 1.2 + 0.3 * properties, "it says which things have which others")
        elif subject is None:
            add("flowchart", 1.0, "it is a list of instructions")
        else:
            _vote_action(clause, add)


def _stands_behind(clause: Clause) -> bool:
    """ "The API sits behind a load balancer", "behind it are two servers"."""
    places = clause.complement("behind")
    ends = (*places, *clause.subjects, *clause.objects)
    return bool(places) and any(Described(p.name).known for p in ends if p.pronoun is None)


def _relates_things(clause: Clause, subject: Phrase) -> bool:
    """Whether a clause tells of one thing of a kind what it relates to: "an order refers to a customer"."""
    first = subject.core[0].lower
    relating = clause.base in _RELATING and first in ("a", "an", "each", "every", "one")
    return (relating and subject.head not in SYSTEMS) or (
        first in ("each", "every") and _counts_other_end(clause)
    )


def _counts_other_end(clause: Clause) -> bool:
    """Whether "each course is taught by one teacher" says how many there are at the other end."""
    ends = [*clause.objects, *(p for c in clause.complements for p in c.phrases)]
    return any(p.core[0].lower in ("one", "many", "several") or ".." in p.core[0].lemma for p in ends)


_RELATING = frozenset(
    "refer relate associate map correspond reference own encode identify characterize describe".split()
)
_KEEPING = frozenset("store record track hold keep maintain".split())
"""What systems and people do to things; said of a thing, what it has."""


def _tells_of_posts(clause: Clause) -> bool:
    """ "The sales director leads the team", "the team has a designer": posts, teams and who leads them."""
    subject = clause.subjects[0]
    posts = [p for p in clause.objects if is_title(p.name)]
    team = subject.head in ("team", "department", "division")
    if clause.base in ("lead", "manage", "head", "supervise", "oversee", "run"):
        if subject.proper and any(p.words[-1].lower in DEPARTMENTS for p in clause.objects):
            return True
        return is_title(subject.name) and bool(
            posts or any(p.head in ("team", "department") for p in clause.objects)
        )
    return clause.base in ("have", "include", "consist") and team and bool(posts)


def _vote_action(clause: Clause, add: Vote) -> None:
    receivers = [
        p for c in clause.complements if c.preposition in ("to", "from", "with", "via") for p in c.phrases
    ]
    receivers += list(clause.objects)
    to_somebody = any(p.head in SYSTEMS or p.head in PEOPLE or p.name.lower() in PRODUCTS for p in receivers)
    product = any(p.name.lower() in PRODUCTS for p in (*receivers, *clause.subjects))
    acting = any(p.head in SYSTEMS or p.head in PEOPLE for p in clause.subjects)
    named = [p for p in clause.subjects if p.proper and len(p.words) == 1 and not p.plural]
    addressed = any(p.proper and len(p.words) == 1 and p.start > clause.start for p in receivers)
    if addressed and (named or acting):
        to_somebody = acting = True
    if product:
        add("architecture", 1.0, "it says which services talk to which")
    if (
        clause.base
        in ("connect", "run", "host", "deploy", "sit", "store", "scale", "expose", "write", "read")
        and to_somebody
    ):
        add("architecture", 1.0, "it says which services talk to which")
    elif to_somebody and acting:
        add("sequence", 1.1, "its sentences say who sends what to whom")
    elif acting and clause.base in REPLY_VERBS:
        add("sequence", 0.7, "its sentences say who answers what")
    else:
        add("flowchart", 0.6, "it tells what is done step by step")
