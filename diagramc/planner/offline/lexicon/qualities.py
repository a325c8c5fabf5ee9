"""Words that say how a thing is, and nouns that name no thing: what a model of a domain leaves out."""

from __future__ import annotations

QUALIFIERS: frozenset[str] = frozenset(
    """
    specific particular different various certain individual available other given existing additional several appropriate necessary extra
    new current possible own respective single entire whole proper actual similar same unique important main key desired needed required
    corresponding relevant suitable respective associated related further next following previous possibly such numerous many few multiple
    some any all each every certain complete exact detailed brief overall general typical normal common usual best better well-known
    interested registered selected chosen concerned involved so-called first second third last real simple
    """.split()
)
"""Adjectives that do not change what kind of thing is meant: "a specific model" is a model."""

ABSTRACT: frozenset[str] = frozenset(
    """
    ability absence abundance access accordance action activity addition advance advantage aim amount analysis approach area arrangement aspect
    assistance assumption attempt attention availability balance basis beginning behavior behaviour being benefit bit care case cause
    challenge chance change choice circumstance clarity combination comfort communication comparison completion complexity concept concern
    condition conservation consequence consideration construction contact content context contrast control convenience core cost creation decision default
    definition degree delay demand dependence description design destination detail development difference difficulty direction discussion
    display distinction distribution diversity duty effect efficiency effort element emphasis end ensuring entry environment error essence evolution
    exception exchange existence experience exposure extent fact failure familiarity fashion feature field flow focus form foundation frequency
    fulfilment function fundamental future goal growth guarantee hand happening health heart help history hour idea identification impact
    importance improvement inclusion increase individual influence information initiative insight integration intention interaction interest
    interplay introduction issue job kind knowledge lack length level life likelihood line link list loss maintenance majority management
    manner manufacturing map matter meaning means measure mention method minimum minute mode moment monitoring month movement name nature necessity need
    need norm nothing notion number objective observation occasion occurrence one operation opinion opportunity option origin other outcome
    overview part participation past pattern performance period permission perspective phase phenomenon picture place plan point portion possession
    possibility practice preference preparation presence preservation pressure principle priority problem procedure process production progress
    property proposal protection provision purpose quality quantity range rate reach reality reason reference regard relation relationship remark
    reproduction requirement research resource respect response responsibility rest result return role rule safety satisfaction scale scope
    search security selection sense sequence setting share side sight significance simplicity situation sort source space specification stage
    standard start state status step strategy strength structure style subject success sum supervision support survival technique tendency
    term thing thought time timing topic total treatment trend truth type understanding uniformity use usage utilization validity value variety
    version view vitality way week welfare well-being whole work world worth year today tomorrow day night morning evening half quarter
    """.split()
)
"""Nouns of actions, states, measures and ways of speaking. Whoever has properties of their own is a thing all the same."""

_ABSTRACT_SUFFIXES = ("ness", "ism", "ship", "hood")
_CONCRETE = frozenset(
    "membership scholarship ship internship apprenticeship sponsorship business witness relationship".split()
)


def is_abstract(noun: str) -> bool:
    """Whether a noun (lower case, singular) names no thing."""
    return noun in ABSTRACT or (noun.endswith(_ABSTRACT_SUFFIXES) and noun not in _CONCRETE)
