"""Which type of diagram fits a prompt that does not say, and why."""

from __future__ import annotations

from typing import NamedTuple

from diagramc.planner.offline.dates import find_dates
from diagramc.planner.offline.lexicon.nouns import ATTRIBUTES, DIAGRAM_WORDS, PEOPLE, SYSTEMS
from diagramc.planner.offline.lexicon.services import PRODUCTS
from diagramc.planner.offline.lexicon.verbs import HAVE_VERBS, PART_VERBS, REPLY_VERBS
from diagramc.planner.offline.notation import has_arrow, key_list, members_of
from diagramc.planner.offline.people import is_title
from diagramc.planner.offline.reading import Reading
from diagramc.planner.offline.scenarios import compose as scenarios
from diagramc.planner.offline.topics import is_nested_list, is_phrase, read_topic


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
    "entities": "er",
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


def choose_type(reading: Reading) -> Choice:
    """The type the prompt asks for by name; else the one that most of its statements speak for; a flowchart on a tie."""
    if reading.request.type is not None:
        return Choice(reading.request.type, f'the prompt says "{reading.request.word}"')
    low = f" {' '.join(reading.text.lower().split())} "
    for words, kind in DIAGRAM_WORDS.items():
        if f" {words} " in low and words not in (
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
    elif (
        known := scenarios.fit(reading.request.rest, read_topic(reading.request.rest), None, reading.text)
    ) is not None:
        vote(known.scenario.type, 1.5, f"that is how {known.scenario.name} is usually drawn")
    first = reading.text.strip().split("\n", 1)[0].lower()
    for word in first.replace(",", " ").replace(".", " ").replace(":", " ").split()[:40]:
        if word in _TOPIC_HINTS:
            vote(_TOPIC_HINTS[word], 1.5 if len(reading.clauses) < 2 else 0.7, f'of the word "{word}"')
    named = [PRODUCTS[w.strip(".")] for w in low.replace(",", " ").split() if w.strip(".") in PRODUCTS]
    products = sum(1 for product in named if not product.external and product.kind not in ("auth", "secrets"))
    if products >= 2:
        vote("architecture", 0.8 * products, "it names several products of an infrastructure")
    if not scores:
        return Choice(
            "mindmap" if not reading.clauses else "flowchart", "nothing in the prompt speaks for another type"
        )
    best = max(scores, key=lambda kind: (scores[kind], kind == "flowchart"))
    return Choice(best, reasons[best])


def _vote_lines(reading: Reading, vote: object) -> None:
    add = vote  # a plain name for the callback
    assert callable(add)
    lines = reading.lines
    arrows = [line for line in lines if has_arrow(line.text)]
    if arrows:
        labelled = sum(1 for line in arrows if ":" in line.text)
        add(
            "sequence" if labelled * 2 > len(arrows) else "flowchart",
            2.0 * len(arrows),
            "it is written in arrows" + (" with messages" if labelled else ""),
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
    elif len(lines) == 1 and is_nested_list(lines[0].text):
        add("mindmap", 3.0, "it is a topic with branches")


def _vote_clauses(reading: Reading, vote: object) -> None:
    add = vote
    assert callable(add)
    for parts in reading.parts:
        for part in parts:
            if part.role in ("if", "unless", "else", "until", "while", "when", "after"):
                add("flowchart", 0.6, "it has conditions and steps")
    for clause in reading.clauses:
        subject = clause.subjects[0] if clause.subjects else None
        if clause.base == "report" and clause.complement("to"):
            add("org-chart", 3.0, "somebody reports to somebody")
        elif clause.verb == "be" and clause.objects and is_title(clause.objects[0].full):
            add("org-chart", 1.5, "it names posts")
        elif clause.base in ("extend", "inherit", "implement") or any(
            t.text.endswith("()") for t in clause.tokens
        ):
            add("class", 2.0, "it has classes that inherit or have methods")
        elif (
            clause.base in HAVE_VERBS | PART_VERBS | {"belong"} and not clause.passive and subject is not None
        ):
            properties = sum(1 for p in clause.objects if p.head in ATTRIBUTES)
            add("er", 1.2 + 0.3 * properties, "it says which things have which others")
        elif subject is None:
            add("flowchart", 1.0, "it is a list of instructions")
        else:
            _vote_action(clause, add)


def _vote_action(clause: object, add: object) -> None:
    from diagramc.planner.offline.clauses import Clause

    assert isinstance(clause, Clause)
    assert callable(add)
    receivers = [
        p for c in clause.complements if c.preposition in ("to", "from", "with", "via") for p in c.phrases
    ]
    receivers += list(clause.objects)
    to_somebody = any(p.head in SYSTEMS or p.head in PEOPLE or p.name.lower() in PRODUCTS for p in receivers)
    product = any(p.name.lower() in PRODUCTS for p in (*receivers, *clause.subjects))
    acting = any(p.head in SYSTEMS or p.head in PEOPLE for p in clause.subjects)
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
