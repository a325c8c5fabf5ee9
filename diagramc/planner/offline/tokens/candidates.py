"""Which parts of speech a word of an open class can be, and how unlikely each is whatever stands around it."""

from __future__ import annotations

from diagramc.planner.offline.lexicon import words as lexicon
from diagramc.planner.offline.lexicon.nouns import PEOPLE, SYSTEMS
from diagramc.planner.offline.lexicon.services import PRODUCTS
from diagramc.planner.offline.lexicon.verbs import NOUN_VERBS, VERBS
from diagramc.planner.offline.tokens.model import Word
from diagramc.planner.offline.tokens.morphology import is_past, verb_lemma

Candidates = tuple[tuple[str, float], ...]
"""Internal tags with costs. Verbs are told apart by form: `VB` base, `VZ` third person (`VB?`, `VZ?` where the word is as often a noun), `VD` past, `VN` participle of a passive
or perfect, `VG` -ing after "be"; `AZ`, `AB`, `AD` are the auxiliaries "is", "are", "was" and their like, by the number they agree with."""

_ADJECTIVE_SUFFIXES = ("able", "ible", "ful", "ous", "ive", "less", "ical", "ional", "wide", "ary")
_NO_ADVERBS = frozenset(
    "family reply supply assembly anomaly monopoly ally apply comply rely multiply imply fly assembly".split()
)
_NOMINAL_ING = frozenset(
    "training meeting building pricing billing marketing engineering banking booking setting shipping packaging packing staging "
    "hosting routing messaging logging monitoring reporting testing learning processing mining onboarding briefing listing rating "
    "string thing king ring spring evening morning heading warning recording drawing painting filing finding hearing clothing "
    "housing ping landing ceiling wedding funding accounting purchasing manufacturing advertising networking scheduling tracking "
    "auditing caching indexing consulting recruiting spelling gardening".split()
)
_STRONG_NOUNS = (
    frozenset(
        "service shop state program interface name number page part team root form code cost type user role account "
        "invoice engineer staff bank line level group subject term unit room seat ticket stock master event "
        "sample sequence function stream volume address class"
        " model class status step phone web image picture package profile contract project partner market product price position "
        "object figure feature format factor link list pool queue table task time token tool trade value water word case "
        "issue question time key item hour day date card bill batch branch reason amount stage matter access".split()
    )
    | PEOPLE
    | SYSTEMS
)
"""Words that are verbs too, but rarely in prompts."""
_GIVEN_NAMES = frozenset(
    "mark grant bill will rob sue pat jack drew chuck frank grace hope rose dean chase wade pierce faith art bob".split()
)

RARE, VERY_RARE = 3.0, 5.0


def open_candidates(word: Word, following: str, title_case: bool, first: bool) -> Candidates:
    """The internal tags that an open-class word can have. `title_case` when most words of the text are capitalised."""
    low = word.lower
    if word.text.endswith("()"):
        return (("NOUN", 0.0),)
    if word.text[0].isupper() and low in PRODUCTS:
        return (("NOUN", 0.0),)
    name = word.text[0].isupper() and not first and not title_case
    lemma = verb_lemma(low)
    found: dict[str, float] = {"NOUN": 0.0}
    if low in lexicon.ADJECTIVES:
        found = {"ADJ": 0.0, "NOUN": 2.5}
    elif low.endswith(_ADJECTIVE_SUFFIXES) and len(low) > 5 and lemma is None:
        found = {"ADJ": 0.3, "NOUN": 0.8}
    elif low.endswith("ly") and len(low) > 4 and low not in _NO_ADVERBS and lemma is None:
        return (("ADV", 0.0),)
    if lemma is None:
        if not name:
            found |= _unknown_verb(low)
    elif low.endswith("ing") and lemma != low:
        nominal = low in _NOMINAL_ING and following not in lexicon.DETERMINERS | lexicon.POSSESSIVES
        found = {"NOUN": 0.2 if nominal else 1.5, "GERUND": 0.9 if nominal else 0.3, "VG": 0.4}
    elif is_past(low, lemma) or low in lexicon.PAST_PARTICIPLES:
        agent = 2.0 if following == "by" else 0.0
        found = {"VD": 0.2 + agent, "VN": 0.0, "PARTICIPLE": 0.4, "ADJ": 0.4 + agent, "NOUN": VERY_RARE}
        if low in VERBS:
            found |= {"VB": 0.2, "NOUN": 0.6 if low in NOUN_VERBS else RARE}
    else:
        form = "VB" if low == lemma else "VZ"
        ambiguous = lemma in NOUN_VERBS
        if ambiguous:
            strong = lemma in _STRONG_NOUNS or low in _STRONG_NOUNS
            if form == "VZ":
                found["NOUN"] += 0.3
            found[f"{form}?"] = (1.0 if form == "VB" else 0.5) if strong else 0.3
        else:
            found["NOUN"] = found["NOUN"] + RARE
            found[form] = 0.0
    if name or (first and low in _GIVEN_NAMES and word.text[0].isupper()):
        for tag in ("VB", "VZ", "VB?", "VZ?", "VD", "VN", "PARTICIPLE", "GERUND"):
            if tag in found:
                found[tag] += 2.5 if name else 1.2
        if name:
            found["NOUN"] = min(found.get("NOUN", 0.0), 0.3)
    return tuple(found.items())


def _unknown_verb(low: str) -> dict[str, float]:
    """What a word that the lexicon lacks may be where only a verb can stand."""
    if not low.isalpha() or len(low) < 3:
        return {}
    if low.endswith("ing"):
        return {"GERUND": 2.0, "VG": 1.0}
    if low.endswith("ed") and len(low) > 4:
        return {"VD": 1.0, "VN": 0.5, "PARTICIPLE": 1.0, "ADJ": 0.6}
    if low.endswith("s") and not low.endswith("ss"):
        return {"VZ": 2.4}
    return {"VB": 3.2}
