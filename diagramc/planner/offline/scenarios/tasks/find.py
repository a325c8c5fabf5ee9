"""Which task a short prompt names: "how to fix a leaking tap", "bake bread", "vacation request approval", "recipe for lemonade"."""

from __future__ import annotations

import re
from typing import NamedTuple

from diagramc.planner.offline.lexicon.words import ARTICLES, POSSESSIVES
from diagramc.planner.offline.scenarios.tasks.business import BUSINESS_TASKS
from diagramc.planner.offline.scenarios.tasks.cooking import ANY_DISH, dish
from diagramc.planner.offline.scenarios.tasks.home import HOME
from diagramc.planner.offline.scenarios.tasks.model import Task
from diagramc.planner.offline.scenarios.tasks.personal import PERSONAL
from diagramc.planner.offline.scenarios.tasks.projects import PROJECTS
from diagramc.planner.offline.tokens import noun_lemma, verb_lemma

EVERYDAY: tuple[Task, ...] = (*HOME, *PROJECTS, *PERSONAL)
MAX_WORDS = 14
"""A longer text tells its own steps."""
MAX_THING = 4
"""So many words of what the work is done to stand in labels."""


class Found(NamedTuple):
    """The task that a prompt names, with its flow filled in; `noun` is the word for the work where that names it."""

    task: Task
    flow: str
    noun: str = ""


_ASKING = re.compile(
    r"^(?:(?:how (?:to|(?:do|does|can|should|would|could) (?:i|you|we|one|people|someone|somebody)|one (?:can|should))"
    r"|(?:the |all )?(?:steps?|way|guide|instructions?|tutorial|process|procedure|manual|checklist) (?:to|for|of|on)"
    r"|what (?:is|are) the (?:process|procedure|steps?) (?:to|for|of)|what to do (?:to|when)|ways to|i (?:want|need) to)\s+)+",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"^how (?:is|are|was|were) (?P<thing>.+?) (?:made|produced|manufactured|built|created)$", re.IGNORECASE
)
_RECIPE = re.compile(
    r"^(?:(?:the |a |my )?recipe (?:for|of) (?P<dish>.+)|(?P<named>.+?) recipe)$", re.IGNORECASE
)
_PARTICLES = frozenset(
    "up out off down on in over away for to of after about into with together rid good".split()
)
_ENDS = frozenset(
    "with for in on at from to by of about using via without while when if so because before after as into through".split()
)
_LEFT_OUT = frozenset(
    "some any own new good great best simple easy quick perfect homemade delicious better more really".split()
)
_TAILS = frozenset("process flow workflow procedure pipeline lifecycle steps".split())
_NOUNS_TOO = frozenset(
    "change plan design test order book process review check exchange transfer charge bill return service train care program host run "
    "start open play paint draw plant play use fly drive sketch get go do take move purchase claim request tie rent sow answer paint "
    "grant handle settle study practice update upgrade sketch screen pack hold treat produce monitor audit draft code ride dance swim".split()
)
"""Verbs that are as often nouns: they begin a task when an article follows or a question leads to them."""
_LOOSE = frozenset(
    "development design training writing move sale request order orders claim claims payment test testing check support creation "
    "conversion production organisation organization transition update upgrade application configuration returns expenses".split()
)
"""Nouns that are as often things or fields: they name a task before "process" or behind a question."""
_SKILLS = frozenset(
    "swim dance sing juggle ski surf meditate sew knit code program drive read whistle skate box fence climb jog".split()
)
"""What is learnt rather than done to something."""


def find_task(text: str) -> Found | None:
    """The task that a short text names, by its verb and object, or by the noun that it ends in."""
    line = " ".join(text.strip().rstrip(".?!").lower().split())
    bare = _ASKING.sub("", line)
    asked = bare != line
    words = [word.strip(",;:()\"'“”") for word in bare.split()]
    if not 0 < len(words) <= MAX_WORDS:
        return None
    if made := _MADE.match(bare):
        return _by_verb(
            "make" if dish([noun_lemma(word) for word in made["thing"].split()]) else "produce",
            made["thing"].split(),
        )
    if recipe := _RECIPE.match(bare):
        return _dish((recipe["dish"] or recipe["named"]).split(), known=False)
    verb = verb_lemma(words[0]) or words[0]
    if asked and len(words) == 1:
        return _without_object(verb)
    if len(words) > 1:
        told = asked or words[0] != verb or words[1] in ARTICLES | POSSESSIVES or verb not in _NOUNS_TOO
        if told and (found := _by_verb(verb, words[1:])) is not None:
            return found
    return None if "," in bare else _by_noun(words, asked)


def _without_object(verb: str) -> Found | None:
    """ "How to cook", "how to swim"."""
    if verb in _SKILLS:
        return _by_verb("learn", ["to", verb])
    return _dish(["meal"], known=False) if verb in ("cook", "bake", "grill", "fry") else None


def _by_verb(verb: str, rest: list[str]) -> Found | None:
    while len(rest) > 1 and rest[0] in _PARTICLES:
        rest = rest[1:]
    thing = _object(rest)
    if not thing:
        return None
    if verb in ANY_DISH.verbs.split() and (
        found := _dish(thing, known=verb not in ("cook", "bake", "brew", "fry", "roast"))
    ):
        return found
    last = {noun_lemma(word) for word in thing[-1:]}
    tasks = (*EVERYDAY, *BUSINESS_TASKS)
    fitting = [t for t in tasks if verb in t.verbs.split() and last & set(t.things.split())]
    any_thing = [t for t in tasks if verb in t.verbs.split() and not t.things]
    return next((_filled(task, thing) for task in (*fitting, *any_thing)), None)


def _by_noun(words: list[str], asked: bool) -> Found | None:
    """ "Vacation request approval" and "handling of complaints"."""
    asked = asked or words[-1] in _TAILS
    while len(words) > 1 and words[-1] in _TAILS:
        words = words[:-1]
    head = next((i for i, word in enumerate(words) if i and word in _ENDS), len(words))
    last = words[head - 1]
    if last in _LOOSE and not asked:
        return None
    behind = _object(words[head + 1 :]) if words[head : head + 1] in (["of"], ["for"]) else []
    thing = behind or _object(words[: head - 1]) or [noun_lemma(last)]
    for task in (*BUSINESS_TASKS, *EVERYDAY):
        if {last, noun_lemma(last)} & set(task.nouns.split()):
            if task.name in _CASES:
                # what is handled is the claim, not what it is about
                thing = [*_object(words[: head - 1]), noun_lemma(last)] if not behind else thing
            return _filled(task, thing)._replace(noun=last)
    return None


_CASES = ("approving a request", "settling a claim", "fulfilling an order")
"""Tasks done to what the noun itself names: a claim, a request."""


def _dish(words: list[str], known: bool) -> Found | None:
    thing = _object(words)
    singular = [*thing[:-1], noun_lemma(thing[-1])] if thing else []
    found = dish(singular)
    if found is not None:
        return _filled(found[0], thing, found[1])
    return None if known or not thing else _filled(ANY_DISH, thing, "ingredients")


def _object(words: list[str]) -> list[str]:
    """The noun phrase that words begin with, without articles and praise."""
    found: list[str] = []
    for word in words:
        if word in _ENDS and found:
            break
        if word not in ARTICLES | POSSESSIVES | _LEFT_OUT:
            found.append(re.sub(r"[^\w'’-]", "", word))
    return [word for word in found if word][-MAX_THING:]


def _filled(task: Task, thing: list[str], parts: str = "") -> Found:
    if task.name in _CASES and thing[-1:] == ["approval"]:
        thing = thing[:-1] or ["request"]
    return Found(task, task.flow.replace("{thing}", " ".join(thing)).replace("{parts}", parts))
