"""What may follow what in a clause, with costs: the automaton that the tagger searches.

A state is the tag before (adverbs and negations are looked through) and the phase of the clause:

- `0` nothing yet, `0p` inside a phrase after a preposition that opens the clause
- `S` and `P` a subject in the singular or plural, `L` a list that goes on, `J` one of several joined parts; `Sp` and so on
  inside a phrase that a preposition adds to it
- `Z`, `B`, `D`, `M`, `N` the verb has come: third person, base form, past, after a modal or "to", participle of a passive
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple


class State(NamedTuple):
    """Where in a clause the tagger is. `outer` is the phase of a clause that waits for its verb round a relative clause."""

    tag: str
    phase: str
    outer: str = ""
    fronted: bool = False
    """Whether the clause is a subordinate one that its main clause follows."""

    def to(self, tag: str, phase: str, outer: str = "") -> State:
        """The state after a word of the same clause."""
        return State(tag, phase, outer, self.fronted)


START = State("", "0")
AUXILIARY_FORMS = {
    **dict.fromkeys("is has does 's".split(), "AZ"),
    **dict.fromkeys("are have do am 're 'm be".split(), "AB"),
    **dict.fromkeys("was were had did been being having".split(), "AD"),
}
_HAVE = frozenset("has have had having".split())
_DO = frozenset("do does did".split())
_VERBED = frozenset("ZBDMN")
_SUBJECT = frozenset(("S", "P", "L", "J", "Sp", "Pp", "Lp", "Jp"))
_NOUNS = frozenset(("NOUN", "NOUNS"))
_DETERMINING = frozenset(("DET", "POSS", "NUM", "ADJ", "PREP"))
_OPENING = frozenset(("", "CONJ", "PUNCT", "SUB", "REL", "THAT"))
_VERB_FORMS = frozenset(("VB", "VZ", "VD", "VN", "VG"))
_BARE = frozenset(("AUX:be", "AUX:have", "AUX:do", "MODAL", "TO"))
_IMPOSSIBLE = 6.0
FRAGMENT = 0.9
"""A subject without a verb: a heading, an item of a list."""

_Steps = tuple[tuple[State, float], ...]


@lru_cache(maxsize=65536)
def step(state: State, tag: str, low: str, plural: bool) -> _Steps:
    """The states that a word of a tag leads to, with costs."""
    if tag in ("ADV", "NEG"):
        if low == "then" and state.tag in ("PUNCT", "CONJ"):
            # ", then support looks up the order": what follows is a clause.
            return ((State(state.tag, "0"), 0.1), (state, 0.6 if state.phase in _VERBED else 0.0))
        return ((state, 0.0),)
    if tag == "PARTICLE":
        return ((state, 0.0 if state.tag[:2] in _VERB_FORMS or state.tag == "PARTICIPLE" else 3.0),)
    if tag == "PUNCT" or tag == "CONJ":
        return _joint(state, tag, low)
    if tag in ("SUB", "REL", "THAT"):
        return _subordinate(state, tag)
    if tag in ("DET", "POSS", "NUM", "PRON", "ADJ", "NOUN", "GERUND", "PARTICIPLE"):
        return _nominal(state, tag, plural, low)
    if tag in ("PREP", "TO"):
        phase = state.phase
        if phase in ("S", "P", "L", "J"):
            phase += "p"
        elif phase == "0" and tag == "PREP":
            phase = "0p"
        return ((state.to(tag, phase, state.outer), 0.3 if state.tag in ("DET", "POSS") else 0.0),)
    return _verbal(state, tag, low)


def closing(state: State) -> float:
    """The cost of ending the text here."""
    cost = (FRAGMENT if state.phase in _SUBJECT else 0.0) + (0.8 if state.tag.endswith("?") else 0.0)
    if state.outer:
        cost += 1.0
    if state.fronted:
        cost += 1.4
    if state.tag in ("DET", "PREP", "POSS"):
        cost += 1.0
    if state.tag == "ADJ" and state.phase not in _VERBED:
        cost += 0.6
    return cost


def _joint(state: State, tag: str, low: str) -> _Steps:
    """Commas and conjunctions go on with a list or open a clause; other marks open one."""
    phase, outer = state.phase, state.outer
    dangling = 1.0 if state.tag.endswith("?") else 0.0
    dangling += (
        0.7
        if state.tag in ("DET", "PREP", "TO")
        else (0.5 if state.tag == "ADJ" and phase not in _VERBED else 0.0)
    )
    comma = low == ","
    if low in (".", ";", "!", "?"):
        return ((State(tag, "0"), closing(state)),)
    if low in ("otherwise", "else"):
        dangling += (FRAGMENT if phase in _SUBJECT else 0.0) + (1.0 if state.fronted else 0.0)
    if low in ("otherwise", "else", ":", "then") or (
        tag == "PUNCT" and low not in (",", "/", "-", "–", "—", '"', "'", "“", "”", "’", "‘", "`")
    ):
        fresh = State(tag, "0")
        stay = ((state.to(tag, phase, outer), dangling + 0.3),) if phase in _VERBED and low == ":" else ()
        return ((fresh, dangling), *stay)
    if tag == "PUNCT" and not comma and low != "/":
        return ((state, 0.0),)
    found: list[tuple[State, float]] = []
    if phase in _SUBJECT:
        joined = phase[0] if low == "/" else "L" if comma and phase[0] != "J" else "J"
        found.append((state.to(tag, joined, outer), dangling))
        if phase.endswith("p"):
            found.append((state.to(tag, phase, outer), dangling + 0.2))
        found.append((state.to(tag, "0"), dangling + 1.5))
    elif phase in _VERBED:
        over = state.fronted and (comma or low == "then")
        found.append((state.to(tag, phase, outer), dangling + (0.3 if over else 0.0)))
        found.append((State(tag, "0"), dangling + (0.0 if over else 0.7) + (1.0 if outer else 0.0)))
        if outer and comma:
            found.append((state.to("NOUN", outer), dangling))
    elif phase == "0p":
        found.append((state.to(tag, "0"), dangling))
        found.append((state.to(tag, "0p"), dangling + 0.1))
    else:
        found.append((state.to(tag, "0"), dangling))
    return tuple(found)


def _subordinate(state: State, tag: str) -> _Steps:
    if tag == "SUB":
        opens = state.phase not in _VERBED
        return ((State(tag, "0", "", opens or state.fronted), 1.5 if state.phase in _SUBJECT else 0.0),)
    if tag == "THAT":
        return ((state.to(tag, "0"), 0.0 if state.tag[:1] == "V" else 2.5),)
    cost = 0.0 if state.tag in ("NOUN", "NOUNS", "PRON", "PUNCT", "CONJ", "PREP", "GERUND", "") else 2.0
    outer = state.phase if state.phase in _SUBJECT else ""
    return ((state.to(tag, "0", outer), cost),)


def _noun_phase(state: State, plural: bool) -> str:
    phase = state.phase
    if phase == "0":
        return "P" if plural else "S"
    if phase in ("S", "P"):
        return "P" if plural else "S"
    return phase


def _nominal(state: State, tag: str, plural: bool, low: str) -> _Steps:
    before, phase = state.tag, state.phase
    found: list[tuple[State, float]] = []
    if tag in ("DET", "POSS", "NUM", "PRON"):
        cost = 0.0
        if before in ("NOUN", "NOUNS", "PRON", "GERUND") and tag not in ("POSS", "NUM"):
            if phase in _VERBED:
                cost = 1.2
            elif phase in _SUBJECT:
                cost = 3.0
            elif phase == "0p":
                after = "0" if tag != "PRON" else _pronoun_phase(low)
                return ((state.to(tag, after), 0.4), (state.to(tag, phase), 2.0))
        if before == "ADJ" and phase in _VERBED and tag in ("DET", "PRON"):
            cost = 1.2
        elif before in ("DET", "ADJ", "POSS") and tag == "DET":
            cost += 0.3 if before != "ADJ" else 1.5
        if tag == "PRON" and before in ("DET", "POSS", "ADJ"):
            cost += 2.0
        if tag == "POSS" and low in ("'s", "’s"):
            return ((state.to("POSS", "0" if phase in ("S", "P") else phase, state.outer), 0.0),)
        own = phase
        if tag == "PRON" and phase == "0":
            own = _pronoun_phase(low)
        found.append((state.to(tag, own, state.outer), cost))
        if (
            phase in _VERBED
            and before in ("NOUN", "NOUNS", "ADJ", "PRON", "VN", "VZ", "VD", "VB")
            and tag in ("DET", "PRON", "POSS")
        ):
            # "If the token is valid (the sensor fails) the server answers": a clause may begin without a comma.
            begun = _pronoun_phase(low) if tag == "PRON" else "0"
            found.append(
                (
                    State(tag, begun),
                    0.8 if before in ("ADJ", "VN") or (state.fronted and before in ("VZ", "VD")) else 2.0,
                )
            )
        return tuple(found)
    if tag == "ADJ":
        cost = 0.0 if before in _DETERMINING or before == "AUX:be" else 0.5
        if before in ("NOUN", "NOUNS", "GERUND", "PRON"):
            cost = 1.6
        if before in ("MODAL", "AUX:do"):
            cost = 3.0
        return ((state.to(tag, phase, state.outer), cost),)
    if tag == "PARTICIPLE":
        cost = 1.5
        if before in ("NOUN", "NOUNS", "PRON"):
            cost = 0.5 if phase in _VERBED else 1.5
        elif before in _BARE or before in ("DET", "POSS"):
            cost = 4.0
        return ((state.to("PARTICIPLE", phase, state.outer), cost),)
    if tag == "GERUND":
        cost = {
            "NOUN": 0.8,
            "NOUNS": 0.8,
            "DET": 1.4,
            "POSS": 1.0,
            "PRON": 2.0,
            "AUX:be": 0.8,
            "PREP": 0.0,
        }.get(before, 0.4)
        return ((state.to("GERUND", _noun_phase(state, False), state.outer), cost),)
    cost = 0.0
    if before in _NOUNS:
        cost = 0.2 if before == "NOUN" else 0.9
    elif before in _OPENING:
        cost = 0.3 if plural else 0.8
        if phase in _VERBED:
            cost = 0.5 if plural else 1.0
    elif before == "NUM" and not plural and phase in _VERBED and state.fronted:
        cost = 0.8
    elif before[:2] in ("VB", "VZ", "VD", "VN", "VG"):
        cost = 0.4
    elif before == "PRON":
        cost = 2.5
    elif before == "TO":
        cost = 0.6 if not plural else 0.1
    elif before in ("MODAL", "AUX:do"):
        cost = 4.0
    elif before == "AUX:be" or before == "PARTICIPLE":
        cost = 0.6
    return ((state.to("NOUNS" if plural else "NOUN", _noun_phase(state, plural), state.outer), cost),)


def _pronoun_phase(low: str) -> str:
    return "P" if low in ("they", "we", "you", "i", "these", "those", "both") else "S"


def _auxiliary(low: str) -> str:
    """Which auxiliary a form belongs to; a comparison ("> 30") is a kind of "is"."""
    return "AUX:have" if low in _HAVE else "AUX:do" if low in _DO else "AUX:be"


def _verbal(state: State, tag: str, low: str) -> _Steps:
    before, phase, outer = state.tag, state.phase, state.outer
    if tag in ("AZ", "AB", "AD", "MODAL"):
        return _auxiliary_step(state, tag, low)
    doubtful, tag = tag, tag[:2]
    if before in _BARE and tag in ("VB", "VN", "VG", "VD"):
        return ((state.to(doubtful, _bare_phase(before, phase, tag), outer), _bare_cost(before, tag)),)
    if tag in ("VN", "VG"):
        # "is checked and approved": a second participle of the same passive.
        joined = phase == "N" and before in ("CONJ", "PUNCT")
        return ((state.to(doubtful, "N", outer), 0.1 if joined and tag == "VN" else 4.5),)
    if (
        state.fronted
        and before in ("ADJ", "VN", "VD", "NUM", "PARTICIPLE")
        and (phase in _VERBED or phase == "0")
        and tag == "VB"
    ):
        # "if the password is wrong show an error": the main clause begins without a comma.
        return ((State(doubtful, "B"), 0.6),)
    if state.fronted and before[:2] == "VZ" and phase == "Z" and tag == "VB":
        # "if the payment succeeds send a receipt"
        return ((State(doubtful, "B"), 1.0),)
    if before in ("DET", "POSS", "ADJ", "PREP", "NUM", "THAT"):
        return ((state.to(doubtful, _form(tag), outer), _IMPOSSIBLE if before != "THAT" else 3.0),)
    cost = _IMPOSSIBLE
    left = outer
    if phase in ("S", "Sp"):
        cost = {"VZ": 0.0, "VB": 3.0, "VD": 0.1 if phase == "S" else 0.5}[tag]
    elif phase in ("L", "Lp"):
        cost = {"VZ": 0.7, "VB": 1.2, "VD": 0.9}[tag] + (0.0 if before == "PUNCT" else 0.8)
    elif phase in ("P", "J", "Pp", "Jp"):
        cost = {"VZ": 2.5, "VB": 0.0, "VD": 0.1}[tag]
        if phase == "J":
            cost += {"CONJ": 2.0, "PUNCT": 0.6}.get(before, 0.0)
    elif phase == "0":
        if before == "REL":
            cost = {"VZ": 0.0, "VB": 0.8, "VD": 0.0}[tag]
        elif before == "SUB":
            cost = {"VZ": 2.5, "VB": 3.0, "VD": 1.5}[tag]
        else:
            cost = {"VZ": 1.0, "VB": 0.3, "VD": 1.5}[tag]
    elif phase == "0p":
        cost = {"VZ": 2.5, "VB": 2.2, "VD": 2.5}[tag]
    elif outer:
        # The relative clause is over; this is the verb of the clause round it.
        cost = {"VZ": 0.3 if outer[0] == "S" else 2.5, "VB": 0.3 if outer[0] != "S" else 3.0, "VD": 0.4}[tag]
        left = ""
    elif before in ("CONJ", "PUNCT"):
        cost = _coordinated(phase, tag)
    else:
        cost = 5.0
    if before == "TO":
        cost = _IMPOSSIBLE
    return ((state.to(doubtful, _form(tag), left), cost),)


def _form(tag: str) -> str:
    return {"VZ": "Z", "VB": "B", "VD": "D", "VN": "N", "VG": "N"}[tag]


def _coordinated(phase: str, tag: str) -> float:
    """ "sends the form and logs it": the second verb has the form of the first."""
    if tag == "VB":
        return {"B": 0.1, "M": 0.0, "Z": 3.0, "D": 3.0, "N": 2.5}[phase]
    if tag == "VZ":
        return {"Z": -0.2, "M": 1.2, "B": 2.5, "D": 2.0, "N": 0.6}[phase]
    return {"D": 0.0, "Z": 2.0, "M": 2.5, "B": 2.5, "N": 1.0}[phase]


def _bare_phase(before: str, phase: str, tag: str) -> str:
    if before == "TO":
        # "the request to update the profile fails": an infinitive is no verb of the clause, unless nothing else is.
        return "M" if phase in ("0", "0p") else phase
    if tag == "VN" and before == "AUX:be" and phase not in _SUBJECT:
        return "N"
    if before != "TO" and phase in _SUBJECT and before.startswith("AUX"):
        return phase
    return phase if phase in _VERBED else "M"


def _bare_cost(before: str, tag: str) -> float:
    if before in ("MODAL", "AUX:do", "TO"):
        return 0.0 if tag == "VB" else 5.0
    if before == "AUX:be":
        return {"VN": 0.0, "VG": 0.0}.get(tag, _IMPOSSIBLE)
    return {"VN": 0.0, "VD": 1.0}.get(tag, 5.0)


def _auxiliary_step(state: State, tag: str, low: str) -> _Steps:
    before, phase, outer = state.tag, state.phase, state.outer
    own = "MODAL" if tag == "MODAL" else _auxiliary(low)
    after = {"AZ": "Z", "AB": "B", "AD": "D", "MODAL": "M"}[tag]
    if before in _BARE:
        # "has been", "can be", "to have": one group of verbs.
        return ((state.to(own, _bare_phase(before, phase, tag), outer), 0.0),)
    cost = 0.0
    if phase in _VERBED:
        if outer:
            outer = ""
        elif before in ("CONJ", "PUNCT"):
            cost = 0.2
        else:
            cost = 3.0
    elif (phase in ("S", "Sp") and tag == "AB") or (phase in ("P", "Pp") and tag == "AZ"):
        cost = 1.0
    elif (phase in ("J", "Jp") and tag == "AZ") or (phase in ("L", "Lp") and before != "PUNCT"):
        cost = 0.9
    elif phase in ("0", "0p") and before not in _OPENING:
        cost = 1.5
    if before in ("DET", "POSS", "PREP", "ADJ"):
        cost += 2.0
    return ((state.to(own, after, outer), cost),)
