"""What a person would write in a box: short, no articles, first word capitalised."""

from __future__ import annotations

from collections.abc import Sequence

from diagramc.planner.offline.clauses import Clause, Phrase, join
from diagramc.planner.offline.lexicon import words as lexicon
from diagramc.planner.offline.tokens import Token, verb_lemma

MAX_LABEL_WORDS = 4
"""A label longer than this is cut at a preposition where it has one."""
MAX_LABEL = 80
"""The longest label, in characters; what is longer ends in an ellipsis."""

ACRONYMS = frozenset(
    "api atm aws bff cdn ceo cms cpu crm css csv db dns erp etl faq gcp gpu hr html http https id ip it jwt lan lb llm mfa ml mqtt os otp "
    "pc pdf pin pos qa rag ram rest rss saas sdk seo sla sms sql sqs ssd ssh ssl sso tcp tls tv udp ui url usb ux vat vm vpc vpn waf xml".split()
)
"""Words that are written in capitals however they are typed."""
_WITHOUT = lexicon.ARTICLES | frozenset(
    "their its his her my our your this that these those also then just simply please".split()
)


def capitalise(text: str) -> str:
    """The text with its first letter in upper case, the rest as it is; a mixed-case name such as iOS stays."""
    word = text.partition(" ")[0]
    if not word or any(char.isupper() for char in word):
        return text
    return text[0].upper() + text[1:]


def name_label(name: str) -> str:
    """A name with a capital, known acronyms in capitals: "dns" is "DNS"."""
    words = [word.upper() if word in ACRONYMS else word for word in name.split()]
    return capitalise(" ".join(words))


def lower_first(text: str) -> str:
    """The text with a small first letter, for the middle of a sentence; acronyms and names in capitals stay."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def shorten(text: str) -> str:
    """The text in at most `MAX_LABEL` characters, cut at a space where there is one."""
    text = " ".join(text.split())
    if len(text) <= MAX_LABEL:
        return text
    cut = text[: MAX_LABEL - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(",;:") + "…"


def concise(tokens: Sequence[Token], most: int = MAX_LABEL_WORDS) -> str:
    """Tokens as a label: no articles, cut before a relative clause, and at a preposition when it has `most` words."""
    kept: list[Token] = []
    for index, token in enumerate(tokens):
        if token.tag in ("REL", "SUB") and kept:
            break
        if _exemplifies(tokens, index) and kept:
            break
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if (
            token.text == ","
            and following is not None
            and (following.tag == "GERUND" or (following.tag == "VERB" and following.lower.endswith("ing")))
            and kept[-1:]
            and kept[0].tag != "GERUND"
        ):
            # "places an order, considering the costs": how it is done is no part of a label.
            break
        if (
            token.text == ","
            and following is not None
            and (following.tag in ("PREP", "SUB", "REL") or (not kept and following.tag != "CONJ"))
        ):
            # "cancels, with support handling the refund": neither is what comes after a pause
            break
        if (
            token.tag == "TO"
            and following is not None
            and following.tag in ("VERB", "AUX")
            and (len(kept) >= MAX_LABEL_WORDS - 1 or [t.lower for t in kept[-2:]] == ["in", "order"])
        ):
            # what something is done for is no part of a label either
            kept = kept[:-2] if kept[-1].lower == "order" and kept[-2:-1] and kept[-2].lower == "in" else kept
            break
        if (
            token.lower in _WITHOUT
            or (not kept and token.lower in ("each", "every"))
            or token.text in "()[]\"'“”"
        ):
            continue
        if len(kept) >= most and (token.tag in ("PREP", "CONJ") or token.text == ","):
            break
        kept.append(token)
    while kept and _dangles(kept):
        kept.pop()
    return shorten(_join_loose(kept))


def _exemplifies(tokens: Sequence[Token], index: int) -> bool:
    """Whether examples follow, "such as a card" or ", like a card", that are no part of a label."""
    words = [t.lower for t in tokens[index : index + 2]]
    comma = index > 0 and tokens[index - 1].text == ","
    return words == ["such", "as"] or (comma and words[:1] in (["like"], ["e.g"], ["namely"]))


_TELLING = frozenset("explain describe show contain state list request include name give say concern".split())
"""Verbs whose participle without its object says nothing: "a letter explaining"."""


def _dangles(tokens: Sequence[Token]) -> bool:
    """Whether the last word leads on to something that is not there; the particle in "sold out" does not."""
    last = tokens[-1]
    if (
        last.lower in ("out", "up", "off", "down", "in")
        and len(tokens) > 1
        and tokens[-2].tag in ("VERB", "PARTICIPLE", "ADJ")
    ):
        return False
    if last.lower.endswith("ing") and len(tokens) > 1 and verb_lemma(last.lower) in _TELLING:
        return True
    return last.tag in ("PREP", "CONJ", "TO", "PUNCT") and last.text not in ("()", "%")


def _join_loose(tokens: Sequence[Token]) -> str:
    """Tokens joined with single spaces, but tight where they were tight in the prompt."""
    out = ""
    previous: Token | None = None
    for token in tokens:
        if previous is not None and (token.start > previous.end) and token.text not in ",.:;":
            out += " "
        out += token.text
        previous = token
    return out


def action_label(clause: Clause, without: tuple[Phrase, ...] = ()) -> str:
    """What is done, as an order: "The clerk ships the goods to the customer" is "Ship goods to customer".

    The phrases `without` are left out with their prepositions, where something else remains: a message to the customer need
    not say so.
    """
    predicate = list(clause.predicate)
    if without:
        shorter = _without_phrases(predicate, without)
        if any(t.tag in ("NOUN", "ADJ", "NUM", "GERUND", "VERB", "PRON") for t in shorter) or clause.passive:
            predicate = shorter
    if clause.passive:
        predicate = _without_agent(predicate)
        subject = concise(clause.subjects[0].tokens) if clause.subjects else ""
        if (
            clause.subjects
            and clause.subjects[0].plural
            and any(t.lower in ("are", "were") for t in clause.tokens)
        ):
            # "Items are packed": the capital is that of the sentence
            subject = lower_first(subject)
        if clause.negated:
            return capitalise(f"{subject} not {_written_verb(clause)}".strip())
        return capitalise(_spaced(clause.verb, subject, concise(predicate, _room_beside(subject))))
    rest = concise(predicate)
    own = [p for p in clause.subjects if p.start >= clause.start]
    if clause.base in _ARRIVING and not own and clause.objects and not clause.negated:
        # "then comes the delivery"
        return capitalise(concise(clause.objects[0].tokens))
    if clause.negated:
        return capitalise(
            _spaced(
                "do not" if clause.verb != "be" else "not", clause.verb if clause.verb != "be" else "", rest
            )
        )
    if clause.verb == "be" or (
        not clause.objects
        and not rest
        and clause.subjects
        and not (clause.subjects[0].person or clause.subjects[0].proper)
    ):
        subject = concise(clause.subjects[0].tokens) if clause.subjects else ""
        return capitalise(_spaced(subject, _written_verb(clause), rest))
    return capitalise(_spaced(clause.verb, rest))


_ARRIVING = frozenset(("come", "follow", "happen", "occur"))
"""Verbs that only say that it is somebody's or something's turn."""


def _room_beside(subject: str) -> int:
    """How many words a label can have behind what is done to."""
    return max(2, MAX_LABEL_WORDS + 1 - len(subject.split()))


def _without_phrases(tokens: Sequence[Token], phrases: tuple[Phrase, ...]) -> list[Token]:
    """Without these phrases and the prepositions in front of them."""
    kept: list[Token] = []
    for token in tokens:
        inside = [p for p in phrases if p.start <= token.start < p.end]
        if not inside:
            kept.append(token)
        elif token.start == inside[0].start and kept and kept[-1].tag in ("PREP", "TO"):
            kept.pop()
    return kept


def question_label(clause: Clause) -> tuple[str, bool]:
    """The condition as a question, and whether the condition holds for the answer yes: "is not valid" is ("Valid?", False)."""
    subject = " and ".join(concise(p.tokens) for p in clause.subjects[:2] if p.pronoun is None)
    positive = not clause.negated
    if clause.subjects and clause.subjects[0].tokens[0].lower in ("nobody", "no-one", "none"):
        subject, positive = "somebody", not positive
    rest = concise([t for t in clause.predicate if t.tag != "NEG"])
    if clause.verb == "be" or clause.passive:
        sign = next((t.text for t in clause.tokens if t.lower in lexicon.COMPARATORS), None)
        middle = _written_verb(clause) if clause.passive else ("is" if clause.objects and subject else "")
        middle = sign or middle
        text = _spaced(subject, middle, rest)
    elif clause.negated or clause.modal in ("can", "could"):
        text = _spaced(
            subject,
            "can" if clause.modal in ("can", "could") else "",
            clause.verb if clause.modal else third_person(clause.verb),
            rest,
        )
    else:
        text = _spaced(subject, clause.verb if clause.modal else _written_verb(clause), rest)
    return capitalise(text) + "?", positive


def third_person(verb: str) -> str:
    """ "check" as "checks"; a particle stays behind."""
    base, _, particle = verb.partition(" ")
    if base == "have":
        base = "has"
    elif base == "be":
        base = "is"
    elif base.endswith(("s", "x", "z", "ch", "sh", "o")):
        base += "es"
    elif base.endswith("y") and base[-2:-1] not in "aeiou":
        base = base[:-1] + "ies"
    else:
        base += "s"
    return f"{base} {particle}".strip()


_PARTICIPLES = {
    base: form for form, base in lexicon.IRREGULAR_VERBS.items() if form in lexicon.PAST_PARTICIPLES
}


def past_participle(base: str) -> str:
    """ "save" as "saved", "send" as "sent"."""
    if base in _PARTICIPLES:
        return _PARTICIPLES[base]
    if base.endswith("e"):
        return f"{base}d"
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return f"{base[:-1]}ied"
    short = (
        len(base) <= 4
        and base[-1:] not in "aeiouwxy"
        and base[-2:-1] in "aeiou"
        and base[-3:-2] not in "aeiou"
    )
    return f"{base}{base[-1]}ed" if short and len(base) > 2 else f"{base}ed"


def _written_verb(clause: Clause) -> str:
    """The main verb as the author wrote it, with its particle."""
    base = clause.base
    group = [
        t
        for t in clause.tokens
        if t.tag in ("VERB", "AUX") and t.lemma == base and t.end <= _predicate_start(clause)
    ]
    word = group[-1].lower if group else third_person(clause.verb)
    return _spaced(word, clause.verb.partition(" ")[2])


def _predicate_start(clause: Clause) -> int:
    return clause.predicate[0].start if clause.predicate else clause.end


def _without_agent(tokens: Sequence[Token]) -> list[Token]:
    """Without the "by ..." of a passive."""
    kept: list[Token] = []
    skipping = False
    for token in tokens:
        if token.lower == "by":
            skipping = True
        elif token.tag in ("PREP", "TO", "CONJ", "SUB") and skipping:
            skipping = False
        if not skipping:
            kept.append(token)
    return kept


def _spaced(*words: str) -> str:
    return " ".join(word for word in words if word)


def phrase_label(text: str) -> str:
    """A heading, list item or noun phrase as a label."""
    stripped = text.strip().strip("\"'“”‘’*_`").rstrip(".,;:").strip()
    first, _, rest = stripped.partition(" ")
    if first.lower() in lexicon.ARTICLES and rest:
        stripped = rest
    return shorten(capitalise(stripped))


__all__ = [
    "action_label",
    "capitalise",
    "concise",
    "join",
    "lower_first",
    "name_label",
    "past_participle",
    "phrase_label",
    "question_label",
    "shorten",
    "third_person",
]
