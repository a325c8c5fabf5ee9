"""Something sensible for a noun phrase of an unknown subject: its own words, arranged as the type wants them."""

from __future__ import annotations

import re
from dataclasses import replace

from diagramc.ir.architecture import Architecture
from diagramc.ir.base import Diagram
from diagramc.ir.flowchart import Flowchart
from diagramc.ir.mindmap import MindMap
from diagramc.ir.org_chart import OrgChart
from diagramc.ir.sequence import AnyStep, Message, Sequence
from diagramc.ir.timeline import Timeline
from diagramc.planner.offline.architecture import ArchitectureBuilder
from diagramc.planner.offline.class_ import build_class
from diagramc.planner.offline.er import build_er
from diagramc.planner.offline.facts import Domain, Relation
from diagramc.planner.offline.flowchart import FlowchartBuilder
from diagramc.planner.offline.labels import capitalise, lower_first
from diagramc.planner.offline.lexicon.nouns import PEOPLE
from diagramc.planner.offline.mindmap import MindMapBuilder
from diagramc.planner.offline.org_chart import OrgChartBuilder
from diagramc.planner.offline.procedure import Act, Branch, Decision, Jump, Step, Stop
from diagramc.planner.offline.scenarios.entities import (
    MANY,
    entities_of,
    entity,
    furnish,
    listed_things,
    relate_known,
)
from diagramc.planner.offline.sequence import SequenceBuilder
from diagramc.planner.offline.timeline import TimelineBuilder
from diagramc.planner.offline.tokens import noun_lemma, verb_lemma
from diagramc.planner.offline.topics import TopicPhrase

CHECKS = frozenset(
    "control check review approval verification validation inspection testing test qa audit assessment screening moderation confirmation".split()
)
"""Nouns of work that can turn out well or badly: they become decisions."""


def act_label(phrase: str) -> str:
    """ "Coffee roasting" as "Roast coffee"; any other phrase as it is."""
    words = phrase.split()
    last = words[-1].lower() if words else ""
    lemma = verb_lemma(last)
    if len(words) > 1 and last.endswith("ing") and lemma and lemma != last:
        rest = " ".join(words[:-1])
        return capitalise(f"{lemma} {rest if rest.isupper() else rest[:1].lower() + rest[1:]}")
    first = words[0].lower() if words else ""
    lemma = verb_lemma(first)
    if len(words) > 1 and first.endswith("ing") and lemma and lemma != first:
        return capitalise(" ".join([lemma, *words[1:]]))
    return phrase


def steps_of(topic: TopicPhrase) -> list[Step]:
    """The subject and then each feature as a step; checks are decisions that lead back to the step before when they fail."""
    steps: list[Step] = []
    before = act_label(topic.subject)
    if before:
        steps.append(Act(before))
    for feature in topic.features:
        last = feature.split()[-1].lower()
        if last in CHECKS and before:
            steps.append(Act(feature))
            steps.append(Decision(f"{feature} passed?", [Branch("No", [Jump(before)])]))
        else:
            steps.append(Act(act_label(feature)))
        before = act_label(feature)
    return steps


def compose(topic: TopicPhrase, type_name: str) -> Diagram:
    """A diagram of the type from the words of a noun phrase."""
    return _COMPOSERS[type_name](topic)


_DETERMINERS = (["a"], ["an"], ["the"], ["your"])
"""What follows a verb in the name of a task: "change a tire"."""


def _answer(topic: TopicPhrase) -> list[Step]:
    """What an answer to "how does it work?" and "what happens when?" has to say."""
    if topic.asks == "happens":
        return [
            Act(topic.subject),
            Act("Somebody or something notices it"),
            Act("Check what is to be done"),
            Decision("Can be done?", [Branch("No", [Act("Tell why not"), Stop("Nothing happens")])]),
            Act("Do it"),
            Act("Show result"),
        ]
    thing = lower_first(topic.subject)
    return [
        Act(f"Something sets {thing} off"),
        Act(f"Input goes into {thing}"),
        Act("Each part does its work"),
        Decision(
            "Result as it should be?", [Branch("No", [Act("Correct it"), Jump("Each part does its work")])]
        ),
        Act(f"Output leaves {thing}"),
    ]


def _flowchart(topic: TopicPhrase) -> Flowchart:
    if topic.asks:
        return FlowchartBuilder().procedure(_answer(topic), topic.title)
    act = act_label(topic.subject)
    told = act != topic.subject or (verb_lemma(act.split()[0].lower()) and act.split()[1:2] in _DETERMINERS)
    if not topic.features and told:
        # Something to be done and no word on how: what doing anything takes.
        prepare, check = Act("Prepare what is needed"), Decision("Result good?", [Branch("No", [Jump(act)])])
        return FlowchartBuilder().procedure([prepare, Act(act), check], topic.title)
    return FlowchartBuilder().procedure(steps_of(topic), topic.title)


def _sequence(topic: TopicPhrase) -> Sequence:
    people = [
        f for f in (topic.subject, *topic.features, *topic.context) if noun_lemma(f.split()[-1]) in PEOPLE
    ]
    builder = SequenceBuilder([])
    actor = builder.participant(people[0] if people else "User", "actor")
    system = builder.participant(topic.subject or "System")
    messages: list[AnyStep] = [Message(source=actor, target=system, label="Request")]
    for feature in topic.features:
        if feature in people[:1]:
            continue
        part = builder.participant(feature)
        messages.append(Message(source=system, target=part, label=f"Request {lower_first(feature)}"))
        messages.append(Message(source=part, target=system, label=f"{feature} done", kind="reply"))
    messages.append(Message(source=system, target=actor, label="Result", kind="reply"))
    return builder.build(tuple(messages), topic.title)


def _architecture(topic: TopicPhrase) -> Architecture:
    builder = ArchitectureBuilder()
    user = builder.service("User")
    hub = builder.service(topic.subject)
    builder.connect(user, hub)
    for feature in (*topic.features, *topic.context):
        builder.connect(hub, builder.service(feature))
    return builder.build(topic.title)


_CRITERIA = ("Strengths", "Weaknesses", "Costs", "Best for")
"""What each side of a comparison branches into."""


def _mindmap(topic: TopicPhrase) -> MindMap:
    builder = MindMapBuilder(topic.subject)
    for side in topic.sides:
        parent = builder.add(side, builder.root) or builder.root
        for criterion in _CRITERIA:
            builder.add(criterion, parent)
    for feature in (*topic.features, *topic.context):
        builder.add(feature, builder.root)
    if len(builder.topics) == 1:
        for branch in _WORKINGS if topic.asks else _branches(topic.title):
            builder.add(branch, builder.root)
    return builder.build()


_ASPECTS = {
    "pros and cons|advantages and disadvantages": ("Pros", "Cons"),
    "benefits|advantages|pros": ("Personal", "Social", "Economic", "Long term"),
    "challenges|problems|risks|disadvantages": ("Causes", "Effects", "Prevention", "Remedies"),
    "causes and effects": ("Causes", "Effects"),
}
"""What a mind map of an unknown subject branches into, by the words of the prompt."""
_WORKINGS = ("Purpose", "Parts", "Input", "Steps", "Output", "Examples")
_ANY_ASPECTS = ("Kinds", "History", "Features", "Uses", "Benefits", "Challenges")


def _branches(title: str) -> tuple[str, ...]:
    for words, branches in _ASPECTS.items():
        if re.search(rf"\b(?:{words})\b", title.lower()):
            return branches
    return _ANY_ASPECTS


_KEEPING = frozenset(
    "track manage store keep record organise organize collect log monitor save catalogue".split()
)
_HOLDERS = frozenset("database db schema model tables app application system website site platform".split())
"""What holds the things of a domain and is none itself: the last words of "shopping list app database"."""
_USED = frozenset("app application website site platform".split())


def usual_things(topic: TopicPhrase) -> tuple[str, ...]:
    """The things that a subject of this name usually keeps records of; none where it is unknown or the prompt lists its own."""
    if len(topic.features) >= MANY:
        return ()
    return entities_of(topic.subject) or next(filter(None, map(entities_of, topic.context)), ())


def _domain(topic: TopicPhrase) -> Domain:
    domain = Domain()
    if usual := usual_things(topic):
        for name in (*usual, *topic.features):
            furnish(domain, name)
        relate_known(domain)
        return domain
    words = topic.subject.split()
    said = {word.lower() for word in words}
    if said <= _HOLDERS and topic.context:
        # "database for tracking beehives"
        words = act_label(topic.context[0]).split()
        words = words[1:] if len(words) > 1 and verb_lemma(words[0].lower()) in _KEEPING else words
        said |= {word.lower() for word in words}
        topic = replace(topic, context=topic.context[1:])
    while len(words) > 1 and words[-1].lower() in _HOLDERS:
        words.pop()
    subject = " ".join(words)
    holder = said <= _HOLDERS or (
        listed_things(topic.features) and (entities_of(subject) or entity(subject) is None)
    )
    root = None if holder and topic.features else furnish(domain, subject)
    if root and said & _USED and said - _HOLDERS:
        domain.relate(Relation("has", furnish(domain, "User"), root, "has", None, "0..*"))
    if root and words[-1].lower() == "list":
        item = domain.thing(f"{subject} item")
        domain.property(item, "id", "id")
        domain.property(item, "text", "text")
        domain.relate(Relation("has", root, item, "contains", None, "0..*"))
    for feature in (*topic.features, *(topic.context if root else ())):
        furnish(domain, feature)
    if root and len(domain.things) == 1:
        # records of anything are sorted, and somebody keeps them
        domain.relate(Relation("has", furnish(domain, "Category"), root, "has", None, "0..*"))
        domain.relate(Relation("has", furnish(domain, "User"), root, "keeps", None, "0..*"))
    relate_known(domain, root)
    return domain


_PHASES = (
    ("Before", "What led to it"),
    ("Beginning", "First steps"),
    ("Turning point", "What changed"),
    ("Peak", "High point"),
    ("Today", "What remains"),
)
"""Phases that anything had, where a prompt gives no dates."""


def _timeline(topic: TopicPhrase) -> Timeline:
    builder = TimelineBuilder("")
    if not topic.features:
        for phase, event in _PHASES:
            builder.event(phase, event)
        return builder.build(topic.title)
    for number, step in enumerate([topic.subject, *topic.features], start=1):
        builder.event(f"Step {number}", step)
    return builder.build(topic.title)


_POSTS = ("Operations Manager", "Finance Manager", "Sales Manager", "HR Manager")
"""Who reports to the head of any organization."""


def _org_chart(topic: TopicPhrase) -> OrgChart:
    builder = OrgChartBuilder()
    head = builder.post(topic.subject)
    for post in (*topic.features, *topic.context) or _POSTS:
        builder.report(builder.post(post), head)
    return builder.build(topic.title)


_COMPOSERS = {
    "flowchart": _flowchart,
    "sequence": _sequence,
    "architecture": _architecture,
    "mindmap": _mindmap,
    "er": lambda topic: build_er(_domain(topic), topic.title),
    "class": lambda topic: build_class(_domain(topic), topic.title),
    "timeline": _timeline,
    "org-chart": _org_chart,
}
