"""Who does the acts of a procedure: the lanes of a swimlane diagram."""

from __future__ import annotations

from collections import Counter

from diagramc.planner.offline.clauses import Clause, Phrase
from diagramc.planner.offline.labels import name_label
from diagramc.planner.offline.lexicon.nouns import DEPARTMENTS, PEOPLE, SYSTEMS
from diagramc.planner.offline.lexicon.services import PRODUCTS
from diagramc.planner.offline.procedure.model import Step, acts
from diagramc.planner.offline.tokens import noun_lemma

LEAST_ACTS = 3
"""Fewer acts need no lanes."""
LEAST_SHARE = 0.5
"""The share of the acts in the active voice that somebody must be named for."""
_ORGANIZATIONS = frozenset(
    "department unit team office company agency bank board committee authority division group organization organisation institute registry "
    "desk supplier vendor warehouse court council insurer hospital clinic school university party staff crew service center centre".split()
)
_GENERIC = frozenset("user system app application server program computer software".split())
"""Two of these alone are a dialogue, not a process of several parties."""
_THINGS = frozenset("process procedure workflow order request form document case claim".split())


def lanes(steps: list[Step]) -> dict[int, str]:
    """The name of who does an act, by the `id` of the act; empty where lanes would say little."""
    found = list(acts(steps))
    named = {id(act): phrase for act in found if act.clause and (phrase := _actor(act.clause)) is not None}
    repeated = Counter(phrase.key for phrase in named.values())
    names: dict[str, str] = {}
    doing: dict[int, str] = {}
    for act in found:
        phrase = named.get(id(act))
        if phrase is None or phrase.head in _THINGS or not (_can_act(phrase) or repeated[phrase.key] > 1):
            continue
        key = _known(phrase, names)
        names.setdefault(key, name_label(phrase.singular_name if phrase.person else phrase.name))
        doing[id(act)] = names[key]
    parties = {key.rpartition(" ")[2] for key in names}
    active = sum(1 for act in found if act.clause is None or not act.clause.passive)
    if len(names) < 2 or parties <= _GENERIC or len(found) < LEAST_ACTS or len(doing) < LEAST_SHARE * active:
        return {}
    return doing


def _actor(clause: Clause) -> Phrase | None:
    """The phrase of a clause that names who acts."""
    if clause.passive:
        by = clause.complement("by")
        return by[0] if by and by[0].pronoun is None else None
    if not clause.subjects or clause.subjects[0].pronoun is not None or clause.verb == "be":
        return None
    return clause.subjects[0]


def _can_act(phrase: Phrase) -> bool:
    """Whether a phrase names somebody or a system, going by its words alone."""
    head = noun_lemma(phrase.words[-1].text)
    if len(phrase.words) > 5:
        return False
    if len(phrase.words) == 1 and phrase.words[0].text.isupper() and len(head) > 1:
        # an abbreviation behind "the" is most often a party
        return True
    known = PEOPLE | SYSTEMS | DEPARTMENTS | _ORGANIZATIONS
    return (
        head in known
        or phrase.name.lower() in PRODUCTS
        or phrase.proper
        or head.endswith(("er", "or", "ist"))
    )


def _known(phrase: Phrase, names: dict[str, str]) -> str:
    """The key of the actor that a phrase means: "the officer" is "the support officer" where there is only one."""
    key = phrase.key
    if key in names:
        return key
    shorter = [known for known in names if known.endswith(f" {key}")]
    return shorter[0] if len(shorter) == 1 else key
