"""Which scenario a prompt names, which of its options, and what else it mentions."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from diagramc.planner.offline.labels import phrase_label
from diagramc.planner.offline.scenarios.library import SCENARIOS
from diagramc.planner.offline.scenarios.model import Option, Scenario
from diagramc.planner.offline.scenarios.tasks import Found
from diagramc.planner.offline.tokens import noun_lemma, tokenize
from diagramc.planner.offline.topics import TopicPhrase


@dataclass(frozen=True, slots=True)
class Fit:
    """A scenario with the options that a prompt chose; `others` are its features that no option knows."""

    scenario: Scenario
    ways: tuple[Option, ...]
    extras: tuple[Option, ...]
    others: tuple[str, ...]
    topic: TopicPhrase
    title: str = ""
    named: bool = False
    """Whether the prompt chose the options, and not the scenario's default."""
    ends: bool = False
    """Whether what the prompt is about ends in a name of the scenario, and is not only qualified by one."""
    trigger: str = ""
    """That name."""


_HOW = re.compile(
    r"(?:how (?!many|much|long|old|about\b)|what happens\b|steps? (?:to|for)\b|ways? to\b|what to do\b)",
    re.IGNORECASE,
)


def asks_how(text: str) -> bool:
    """Whether a prompt asks how something is done, how it works or what happens."""
    return _HOW.match(text.strip()) is not None


def does(found: Fit, task: Found, type_name: str | None, asked: bool) -> bool:
    """Whether a prompt is about doing something to what a scenario knows, and not about what the scenario shows.

    "Library book return" is no library, and "school fee payment" not the payment that a shop's checkout takes.
    """
    trigger = found.trigger.split()
    if found.scenario.type in ("flowchart", "sequence"):
        other = [word for word in found.topic.subject.lower().split() if word not in trigger]
        return task.noun in trigger and len(other) > 1
    return asked or (
        type_name in (None, "flowchart") and (not found.ends or not task.noun or task.noun in trigger)
    )


_WHAT = re.compile(
    r"(?:what (?:is|are|was|were)|who (?:is|was|are|were)|explain|describe|tell me about) (?!the (?:process|steps?|procedure)\b)",
    re.IGNORECASE,
)


def asks_what(text: str) -> bool:
    """Whether a prompt asks what something is."""
    return _WHAT.match(text.strip()) is not None


def filled(name: str, flow: str, topic: TopicPhrase) -> Fit:
    """The steps of a task as a scenario of its own."""
    return Fit(Scenario(name=name, triggers="", flow=flow), (), (), (), topic, topic.title)


def fit(text: str, topic: TopicPhrase, type_name: str | None = None, asked: str = "") -> Fit | None:
    """The scenario that the prompt names. `asked` is the prompt with what it asks for: "roadmap of ...".

    A trigger in the head of the phrase counts before one in the rest, one that ends the head ("e-commerce checkout") before one
    that only qualifies it, one of the type's own scenarios before others, a longer one before a shorter one.
    """
    head, whole, said = _plain(topic.head), _plain(text), _plain(asked or text)
    subject = topic.subject.lower().replace("-", " ")
    how = asks_how(text)
    best: tuple[tuple[bool, bool, bool, int, int], Scenario, str] | None = None
    for order, scenario in enumerate(SCENARIOS):
        own = type_name == scenario.type
        if how and type_name in (None, "flowchart") and scenario.type in _THINGS:
            continue
        if scenario.needs and not own and not any(_has(said, word) for word in split(scenario.needs)):
            continue
        asking = split(scenario.needs)
        for trigger in split(scenario.triggers):
            # "greek gods family tree": what asks for the type may be all that is known
            if _has(whole, trigger) or (own and scenario.needs and trigger in asking and _has(said, trigger)):
                ends = subject.endswith(trigger.replace("-", " "))
                rank = (_has(head, trigger), ends, own and bool(scenario.needs), len(trigger), -order)
                if best is None or rank > best[0]:
                    best = (rank, scenario, trigger)
    if best is None:
        return None
    title = phrase_label(text.strip().split("\n", 1)[0])
    return replace(_choose(best[1], whole, topic), title=title, ends=best[0][1], trigger=best[2])


_THINGS = ("er", "class", "org-chart")
"""Types that show what there is, and answer no "how"."""


def _plain(text: str) -> str:
    """Lower case, words in their base form, for matching; also the words as written."""
    tokens = tokenize(text[:1000])
    written = " ".join(t.lower for t in tokens)
    lemmas = " ".join(noun_lemma(t.lower) if t.tag == "NOUN" else t.lemma for t in tokens)
    return f" {written.replace('-', ' ')} | {lemmas.replace('-', ' ')} | {written} "


def _has(plain: str, trigger: str) -> bool:
    return f" {trigger} " in plain


def split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _choose(scenario: Scenario, plain: str, topic: TopicPhrase) -> Fit:
    found = [o for o in scenario.options if any(_has(plain, t) for t in split(o.triggers))]
    ways = tuple(o for o in found if not o.extra)
    extras = tuple(o for o in found if o.extra)
    known = [t for o in found for t in split(o.triggers)] + split(scenario.triggers)
    text = _squeezed(f"{scenario.flow} {scenario.parts} {scenario.domain}")
    others = tuple(
        f
        for f in topic.features
        if not any(_has(_plain(f), t) for t in known) and _squeezed(f) not in text and not _said(f, text)
    )
    if scenario.other_flow and (ways or (others and not extras)):
        ways += tuple(_unknown_way(scenario, name) for name in others)
        others = ()
    named = bool(found)
    if not ways:
        ways = tuple(o for o in scenario.options if o.name in scenario.default)
    return Fit(scenario, ways, extras, others, topic, named=named)


def _squeezed(text: str) -> str:
    """Letters only, so that "rollback" is found in "Roll back release"."""
    return "".join(char for char in text.lower() if char.isalnum())


def _said(feature: str, text: str) -> bool:
    """Whether one word is in a text in another form: "escalation" in "Escalate to second level"."""
    word = feature.lower()
    stem = next(
        (word.removesuffix(end) for end in ("ation", "ion", "ment", "ing", "al") if word.endswith(end)), ""
    )
    return " " not in word and len(stem) > 4 and stem in text


def _unknown_way(scenario: Scenario, name: str) -> Option:
    spoken = name if name[1:2].isupper() else name[:1].lower() + name[1:]
    return Option(
        name,
        name.lower(),
        scenario.other_flow.replace("{name}", spoken),
        scenario.other_messages.replace("{name}", spoken),
    )
