"""Family trees: "Bob and Alice have two sons, Tom and Max. Tom's daughter is Lily". A couple is one box, with its children under it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from diagramc.planner.offline.labels import capitalise
from diagramc.planner.offline.lexicon.words import NUMBERS
from diagramc.planner.offline.org_chart.builder import OrgChartBuilder

MAX_TEXT = 4000
"""A family is told in fewer characters; what is beyond is not read."""

_KIN = "grand(?:children|kids|sons?|daughters?)|children|child|kids?|sons?|daughters?|babies|baby|twins"
_PARENTS = "grandparents?|parents?|grandfather|grandmother|grandpa|grandma|father|mother|dad|mum|mom"
_SPOUSE = "(?:wife|husband|spouse|partner)"
_STOP = (
    "and|or|the|a|an|my|our|their|his|her|its|has|have|had|got|is|are|was|were|of|with|to|who|whose|which|that|then|there|in|on|no|not|"
    f"called|named|married|for|from|by|as|one|only|also|both|each|family|tree|{'|'.join(NUMBERS)}|{_KIN}|{_PARENTS}|"
    "wife|husband|brothers?|sisters?|uncles?|aunts?|cousins?|couple|draw|show|me|he|she|they|it|i|we|you"
)
_NAME = rf"(?!(?:{_STOP})\b)[^\W\d_][\w’'-]*(?<!['’]s)(?: (?!(?:{_STOP})\b)(?-i:[A-Z])[\w’'-]*(?<!['’]s))?"
_ACTS = rf"(?!\s+(?:has|have|had|got|is|are|was|were|married)\b|['’]s\b|\s+(?:and|&)\s+{_NAME}\s+(?:have|had|are|got)\b)"
_NAMES = rf"{_NAME}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*){_NAME}\b{_ACTS}){{0,11}}"
_COUPLE = rf"{_NAME}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*){_NAME}\b){{0,3}}"
_COUNT = rf"(?:(?:\d{{1,2}}|an?|one|only|several|{'|'.join(NUMBERS)}|young|older|younger|little|adult)\s+)*"
_CALLED = r"\s*[,:(]?\s*(?:(?:is|are|was|were|who\s+(?:is|are)|called|named)\s+)*"

_RELATIONS = (
    rf"(?P<married>\b{_NAME})\s+(?:is\s+|was\s+|got\s+)?married(?:\s+to)?\s+(?P<spouse>{_NAME}\b)",
    rf"(?P<spoused>\b{_NAME})(?:['’]s)\s+{_SPOUSE}\s+(?:is\s+)?(?P<partner>{_NAME}\b)",
    rf"\b(?:his|her)\s+{_SPOUSE}\s+(?:is\s+|was\s+)?(?P<joined>{_NAME}\b)",
    rf"(?P<child>\b{_COUPLE})\s+(?:is|are|was|were)\s+(?:the\s+|an?\s+)?(?:{_KIN})\s+of\s+(?P<of>{_NAMES}\b)",
    rf"(?P<parent>\b{_COUPLE})\s+(?:is|are|was|were)\s+(?:the\s+|an?\s+)?(?:{_PARENTS})\s+of\s+(?P<whom>{_NAMES}\b)",
    rf"(?P<having>\b(?:he|she|they|{_COUPLE}))\s+(?:has|have|had|got|with)\s+{_COUNT}(?:{_KIN})\b{_CALLED}(?P<had>{_NAMES}\b)",
    rf"(?P<owner>\b{_NAME})(?:['’]s?)\s+{_COUNT}(?:{_KIN})\b{_CALLED}(?P<owned>{_NAMES}\b)",
    rf"\b(?:their|his|her|and)\s+{_COUNT}(?:{_KIN})\b{_CALLED}(?P<theirs>{_NAMES}\b)",
    rf"\b(?:my|the|our)?\s*(?P<level>{_PARENTS})\b{_CALLED}(?P<elders>{_NAMES}\b)",
    rf"\bfamily(?:\s+tree)?\s+of\s+(?P<first>{_NAMES}\b)",
    rf"\b(?:{_KIN})\s*[:=]\s*(?P<listed>{_NAMES}\b)",
)
_BEARING = rf"(?P<bearing>\b(?:they|{_COUPLE}))\s+(?:has|have|had|got)\s+(?P<born>(?-i:[A-Z])[\w’'-]*(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+){_NAME}\b{_ACTS})*)"
"""Children by their names alone, in a text that tells of a family anyway."""
_STATEMENT = re.compile("|".join(_RELATIONS), re.IGNORECASE)
_TOLD = re.compile("|".join((*_RELATIONS, _BEARING)), re.IGNORECASE)
_SURNAME = re.compile(r"\b(?:[Tt]he\s+)?(?P<name>[A-Z][\w’'-]+ family)\b")


@dataclass(slots=True, eq=False)
class _Household:
    """One person or a couple, and the households they come from."""

    names: list[str]
    parents: list[_Household]


class _Family:
    """Households by the names of their people."""

    def __init__(self) -> None:
        self.households: list[_Household] = []
        self.last: _Household | None = None

    def of(self, names: list[str]) -> _Household:
        """The household of a person or couple, made when there is none."""
        known = next(
            (h for h in self.households if {n.lower() for n in h.names} & {n.lower() for n in names}), None
        )
        if known is None:
            known = _Household(list(names), [])
            self.households.append(known)
        for name in names:
            if name.lower() not in [n.lower() for n in known.names]:
                other = next((h for h in self.households if h is not known and name in h.names), None)
                if other is not None:
                    # both were told of before they were a couple
                    known.parents += other.parents
                    self.households.remove(other)
                known.names.append(name)
        return known

    def beget(self, parents: _Household, children: list[str]) -> None:
        """Say whose children these are."""
        for child in children:
            household = self.of([child])
            if (
                household is not parents
                and parents not in household.parents
                and not _descends(parents, household)
            ):
                household.parents.append(parents)
        self.last = parents


def _descends(household: _Household, ancestor: _Household) -> bool:
    return household is ancestor or any(_descends(parent, ancestor) for parent in household.parents)


def _names(text: str) -> list[str]:
    found = re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*", text.strip())
    return [capitalise(name) for name in found if name]


def tells_of_family(text: str) -> int:
    """How many statements of a text tell of a family: of one, or of at least two relations in it, or of people by name."""
    text = text[:MAX_TEXT]
    named = re.search(r"\b(?:family|genealogy|ancest(?:ors?|ry)|pedigree)\b", text, re.IGNORECASE)
    kin = len(re.findall(rf"\b(?:{_KIN}|married)\b", text, re.IGNORECASE))
    found = 0
    for match in _STATEMENT.finditer(text):
        said = [value for value in match.groupdict().values() if value]
        if named or kin > 1 or all(value[0].isupper() for value in said):
            found += 1
    return found


def read_family(text: str, builder: OrgChartBuilder) -> bool:
    """The households that a text tells of, children under their parents; False when it tells of no two."""
    family = _Family()
    for match in _TOLD.finditer(text[:MAX_TEXT]):
        _take(family, {name: value for name, value in match.groupdict().items() if value})
    if len(family.households) < 2:
        return False
    _write(family, builder)
    surname = _SURNAME.search(text)
    builder.title = surname["name"] if surname else None
    return True


def _take(family: _Family, said: dict[str, str]) -> None:
    """One statement, by the group of its pattern."""
    first, second = (*said.values(), "")[:2]
    kind = next(iter(said))
    told = family.last
    if first.lower() in ("he", "she", "they"):
        kind, first = "theirs", second
    if kind in ("married", "spoused"):
        family.last = family.of([*_names(first), *_names(second)])
    elif kind in ("joined", "theirs", "listed"):
        if told is None:
            return
        if kind == "joined":
            family.last = family.of([*told.names, *_names(first)])
        else:
            family.beget(told, _names(first))
    elif kind in ("level", "first"):
        family.last = family.of(_names(second or first))
    elif kind == "child":
        family.beget(family.of(_names(second)), _names(first))
    else:
        family.beget(family.of(_names(first)), _names(second))


def _write(family: _Family, builder: OrgChartBuilder) -> None:
    keys = {id(h): builder.post(" and ".join(h.names)) for h in family.households}
    roots = [h for h in family.households if not h.parents]
    top = builder.post("Family") if len(roots) > 1 else None
    for household in family.households:
        key = keys[id(household)]
        for index, parents in enumerate(household.parents):
            builder.report(key, keys[id(parents)], dotted=index > 0)
        if not household.parents and top is not None:
            builder.report(key, top)
