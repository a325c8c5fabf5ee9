"""Nouns that name an act: "approval", "shipment", "review"; and the verb that says the same."""

from __future__ import annotations

from functools import lru_cache

from diagramc.planner.offline.lexicon.verbs import VERBS

_IRREGULAR = {
    noun: verb
    for verb, nouns in {
        "analyze": "analysis",
        "choose": "choice",
        "close": "closure closing",
        "decide": "decision",
        "deliver": "delivery",
        "depart": "departure",
        "diagnose": "diagnosis",
        "discover": "discovery",
        "inquire": "inquiry",
        "notify": "notification",
        "recover": "recovery",
        "remove": "removal",
        "repair": "repair",
        "resolve": "resolution",
        "select": "selection",
        "settle": "settlement",
        "sign": "signature signing",
        "store": "storage",
        "verify": "verification",
        "pay": "payment",
        "receive": "receipt",
        "archive": "archival archiving",
        "update": "update",
        "release": "release",
        "replace": "replacement",
        "execute": "execution",
        "define": "definition",
        "document": "documentation",
        "distribute": "distribution",
        "publish": "publication",
        "extract": "extraction",
        "adjust": "adjustment",
        "withdraw": "withdrawal",
        "submit": "submission",
        "admit": "admission",
        "register": "registration",
        "certify": "certification",
        "reimburse": "reimbursement",
        "produce": "production",
        "reduce": "reduction",
        "collect": "collection",
        "transmit": "transmission",
        "maintain": "maintenance",
    }.items()
    for noun in nouns.split()
}
_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ification", ("ify",)),
    ("ication", ("icate", "y")),
    ("isation", ("ise", "ize")),
    ("ization", ("ize", "ise")),
    ("ation", ("ate", "e", "")),
    ("ition", ("ite", "e")),
    ("ption", ("be",)),
    ("sion", ("d", "de", "se", "t", "ss")),
    ("ution", ("ute",)),
    ("tion", ("t", "te")),
    ("ment", ("",)),
    ("ance", ("", "e")),
    ("ence", ("", "e")),
    ("ewal", ("ew",)),
    ("al", ("", "e")),
)
_THINGS = frozenset(
    "application information organisation organization department document documentation environment equipment agreement appointment requirement "
    "statement location station condition position section version function action transaction commission material manual insurance "
    "distance measurement payment investment attachment management government population region session mission permission "
    "regulation transportation reservation subscription instruction description prescription quotation presentation specification "
    "competition consideration corporation direction edition election expression faction fiction intention invention invitation "
    "obligation operation opinion option pension portion profession reaction relation reputation situation solution suggestion "
    "supplement tradition vacation variation attention convention question excitement amendment apartment argument arrangement audience "
    "performance preference reference difference existence experience presence sequence conference influence science sentence "
    "deduction discussion connection construction communication conversation education association foundation generation imagination "
    "improvement intersection destination recommendation correction exception formation nation notion station session element "
    "proposal referral rental signal journal total material interval capital hospital goal animal arrival entrance appearance allowance "
    "residence evidence circumstance instance balance finance".split()
)
"""What looks made from a verb but names a thing as often as an act."""
_ACTS_AFTER_ALL = frozenset("presentation correction improvement discussion arrival payment".split())
"""Of these the ones that are acts where a list of acts is expected, said in their own words."""
_CONDUCTED = frozenset(
    "review audit inspection assessment self-assessment interview survey test check follow-up workshop training investigation experiment "
    "examination evaluation pilot".split()
)
"""Acts that one "conducts": they have no verb that fits their adjectives."""
_GERUND_NOUNS = frozenset(
    "tracking monitoring testing training onboarding screening billing invoicing packing packaging shipping cleaning planning scheduling "
    "reporting logging processing handling hiring briefing debriefing filing printing labeling labelling picking sorting".split()
)


@lru_cache(maxsize=1024)
def act_verb(noun: str) -> str | None:
    """The verb of a noun (lower case, singular) that names an act and has one of another form: "approval" is "approve"."""
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun in _THINGS:
        return None
    for ending, replacements in _ENDINGS:
        if noun.endswith(ending) and len(noun) - len(ending) > 2:
            stem = noun[: -len(ending)]
            for replacement in replacements:
                if stem + replacement in VERBS:
                    return stem + replacement
            if stem[-1] == stem[-2] and stem[:-1] in VERBS:
                return stem[:-1]
    return None


def is_conducted(noun: str) -> bool:
    """Whether one "conducts" it: "an interview", "a review"."""
    return noun in _CONDUCTED


def names_act(noun: str) -> bool:
    """Whether a noun (lower case, singular) can name an act where a list of acts is expected."""
    return (
        act_verb(noun) is not None or noun in _CONDUCTED or noun in _ACTS_AFTER_ALL or noun in _GERUND_NOUNS
    )
