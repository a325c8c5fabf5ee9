"""A sentence into parts by role: main clause, condition, alternative, time, loop."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from diagramc.planner.offline.clauses.model import PHRASE_TAGS, Part, Phrase, Role
from diagramc.planner.offline.clauses.parse import parse_clauses
from diagramc.planner.offline.tokens import Sentence, Token


def strip_asides(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Without what stands in round brackets, and without quotation marks and sentence ends."""
    kept: list[Token] = []
    depth = 0
    for token in tokens:
        if token.text in "([" and token.tag == "PUNCT":
            depth += 1
        elif token.text in ")]" and token.tag == "PUNCT":
            depth = max(0, depth - 1)
        elif depth == 0 and token.text not in '"“”‘’`*_•.!?;':
            kept.append(token)
    return tuple(kept)


_MARKERS: tuple[tuple[tuple[str, ...], Role], ...] = (
    (("in", "the", "event", "that"), "if"),
    (("in", "the", "event", "of"), "if"),
    (("in", "the", "case", "of"), "if"),
    (("for", "the", "case", "that"), "if"),
    (("every", "time"), "when"),
    (("each", "time"), "when"),
    (("in", "case", "of"), "if"),
    (("in", "case", "that"), "if"),
    (("in", "that", "case"), "aside"),
    (("in", "this", "case"), "aside"),
    (("in", "case"), "if"),
    (("provided", "that"), "if"),
    (("assuming", "that"), "if"),
    (("as", "long", "as"), "while"),
    (("as", "soon", "as"), "when"),
    (("at", "the", "same", "time"), "parallel"),
    (("in", "the", "meantime"), "parallel"),
    (("in", "parallel"), "parallel"),
    (("if", "not"), "else"),
    (("if", "no"), "else"),
    (("if", "so"), "yes"),
    (("if", "yes"), "yes"),
    (("or", "else"), "else"),
    (("even", "if"), "aside"),
    (("for", "each"), "each"),
    (("for", "every"), "each"),
    (("so", "that"), "aside"),
    (("in", "order", "to"), "aside"),
    (("if",), "if"),
    (("unless",), "unless"),
    (("when",), "when"),
    (("whenever",), "when"),
    (("once",), "when"),
    (("until",), "until"),
    (("till",), "until"),
    (("while",), "while"),
    (("after",), "after"),
    (("before",), "before"),
    (("otherwise",), "else"),
    (("else",), "else"),
    (("meanwhile",), "parallel"),
    (("meantime",), "parallel"),
    (("in", "the", "meanwhile"), "parallel"),
    (("alongside", "this"), "parallel"),
    (("simultaneously",), "parallel"),
    (("concurrently",), "parallel"),
    (("because",), "aside"),
    (("although",), "aside"),
    (("whereas",), "aside"),
    (("since",), "aside"),
)
_MARKERS_BY_FIRST: dict[str, list[tuple[tuple[str, ...], Role]]] = {}
for _words, _role in _MARKERS:
    _MARKERS_BY_FIRST.setdefault(_words[0], []).append((_words, _role))


def _marker(tokens: Sequence[Token], index: int) -> tuple[Role, int] | None:
    """The role that the words at `index` open, and how many words they are."""
    for words, role in _MARKERS_BY_FIRST.get(tokens[index].lower, ()):
        if tuple(t.lower for t in tokens[index : index + len(words)]) != words:
            continue
        if words in (("after",), ("before",), ("until",)) and tokens[index].tag == "PREP" and index:
            return None
        if words == ("after",) and tokens[index].tag == "ADV":
            return None
        if words == ("if",) and index and _asks(tokens[index - 1]):
            # "looks if it fits": what is asked is no condition
            return None
        if words == ("once",) and tokens[index].tag == "ADV" and index + 1 == len(tokens):
            return None
        if (
            words in (("if", "no"), ("if", "yes"))
            and index + 2 < len(tokens)
            and tokens[index + 2].text != ","
        ):
            # "if no answer comes" is a condition.
            continue
        if words == ("if", "not") and index + 2 < len(tokens):
            # "if not, ask" and "if not we ask" are alternatives; "if not found" is a condition.
            after = tokens[index + 2]
            if after.text != "," and after.tag not in ("PRON", "DET", "POSS") and not _is_base(after):
                continue
        if role == "each" and index and tokens[index - 1].text not in (",", ":"):
            return None
        return role, len(words)
    return None


def _asks(token: Token) -> bool:
    """Whether what follows "if" is what a word looks into: "looks if", "makes a check if"."""
    return (token.tag == "VERB" and token.lemma in ("look", "see", "examine")) or (
        token.tag == "NOUN" and token.lemma == "check"
    )


_HEDGES = re.compile(
    r"(?:(?:but|and|however|,) )*(?:(?:sometimes|occasionally|at times|in (?:some|certain|rare|other) cases|under (?:certain|some) circumstances|optionally|if necessary|if needed|"
    r"if required|where necessary|when necessary|as needed)(?: ,)? ?(?:it (?:can|may|might)? ?(?:also )?happens? that ?)?|"
    r"(?:, )?it (?:can|may|might|could) (?:also )?happen that ?|it (?:sometimes|also|also sometimes) happens that ?|(?:sometimes )?it also happens that ?)",
)
"""Words that make what follows one of two ways, without a condition."""


def _hedge(tokens: Sequence[Token]) -> int:
    """How many tokens at the head of a sentence say that it holds sometimes only."""
    text = "".join(f"{t.lower} " for t in tokens[:14])
    found = _HEDGES.match(text)
    return text[: found.end()].count(" ") if found and found.end() else 0


_SPANNING: frozenset[Role] = frozenset({"if", "unless", "when", "after", "before", "until", "while", "each"})


def sentence_parts(sentence: Sentence, inherited: tuple[Phrase, ...] = ()) -> list[Part]:
    """The parts of a sentence in order, each with its clauses. Brackets are left out.

    `inherited` is the subject of a sentence that has none.
    """
    tokens = strip_asides(sentence.tokens)
    pieces: list[tuple[Role, list[Token], bool]] = [("main", [], False)]
    index = _hedge(tokens)
    if index:
        behind = next((i for i in range(index, len(tokens)) if tokens[i].lower == "then"), None)
        if behind is not None:
            # "Sometimes there are questions, then the clerk calls" has its condition in it.
            pieces = [("if", list(tokens[index:behind]), False), ("main", [], False)]
            index = behind + 1
        else:
            pieces = [("maybe", [], False)]
    index = index or _purpose_end(tokens)
    while index < len(tokens):
        found = _marker(tokens, index)
        if found is None:
            pieces[-1][1].append(tokens[index])
            index += 1
            continue
        role, length = found
        index += length
        fronted = _fronted(tokens, index, pieces[-1][1])
        if role not in _SPANNING:
            pieces.append((role, [], False))
            if role in ("parallel", "aside") and fronted:
                pieces.append(("main", [], False))
            continue
        end = _subordinate_end(tokens, index) if fronted or pieces[-1][0] != "main" else len(tokens)
        if not fronted:
            end = min(end, _next_alternative(tokens, index))
        pieces.append((role, list(tokens[index:end]), not fronted))
        index = end
        while index < len(tokens) and (tokens[index].text == "," or tokens[index].lower == "then"):
            index += 1
        pieces.append(("main", [], False))
    return list(_finish(pieces, inherited))


def _purpose_end(tokens: Sequence[Token]) -> int:
    """Where "to make tea, boil the water" comes to what is done; 0 where it opens with no purpose."""
    if len(tokens) < 3 or tokens[0].lower != "to" or tokens[1].tag != "VERB":
        return 0
    comma = next((i for i, t in enumerate(tokens) if t.text == ","), len(tokens))
    return comma + 1 if comma + 1 < len(tokens) and _opens_clause(tokens, comma + 1) else 0


def _fronted(tokens: Sequence[Token], index: int, before: Sequence[Token]) -> bool:
    """Whether what a marker opens stands before its main clause; `before` is what the sentence says so far, up to the marker."""
    if not any(t.tag in ("VERB", "AUX") for t in before):
        return True
    last = before[-1]
    if last.tag == "CONJ" or last.text in (":", "–", "—"):
        return True
    if last.text != ",":
        return False
    end = _subordinate_end(tokens, index)
    return end < len(tokens) and tokens[end].lower not in ("otherwise", "else") and _opens_clause(tokens, end)


def _is_base(token: Token) -> bool:
    return token.tag == "VERB" and token.lower == token.lemma


def _next_alternative(tokens: Sequence[Token], start: int) -> int:
    for index in range(start, len(tokens)):
        if tokens[index].lower in ("otherwise", "else"):
            return index
        if tokens[index].text == "," and index + 1 < len(tokens) and _opens_clause(tokens, index + 1):
            return index
    return len(tokens)


def _subordinate_end(tokens: Sequence[Token], start: int) -> int:
    """Where a subordinate clause that opens its sentence ends: a "then", or a comma before something that has a verb."""
    if start and tokens[start - 1].tag == "PREP" and (end := _second_phrase(tokens, start)) is not None:
        return end
    finite = False
    for index in range(start, len(tokens)):
        token = tokens[index]
        if token.tag in ("VERB", "AUX", "MODAL", "GERUND"):
            finite = True
        if (token.lower == "then" and finite) or (index > start + 1 and _is_order(tokens, index)):
            return index
        counted = index == start + 1 and tokens[start - 1].lower in ("each", "every")
        if (finite or counted) and token.tag == "PRON" and _pronoun_acts(tokens, index, start):
            return index
        if token.text in (",", ":") and (finite or index > start):
            nominal = not finite and token.text == ","
            if _opens_clause(tokens, index + 1) or nominal:
                return _second_clause(tokens[:index], start) if _goes_on(tokens, index + 1) else index
    if finite:
        return _second_clause(tokens, start)
    return len(tokens)


def _second_phrase(tokens: Sequence[Token], start: int) -> int | None:
    """In "after payment the order is shipped": where the subject behind the noun phrase of the preposition starts."""
    for index in range(start + 1, len(tokens)):
        if tokens[index].tag not in PHRASE_TAGS:
            return None
        if tokens[index].tag in ("DET", "POSS", "PRON") and tokens[index - 1].tag == "NOUN":
            return index
    return None


def _goes_on(tokens: Sequence[Token], start: int) -> bool:
    """Whether what follows a comma goes on after a main clause: "if it is late the office calls, otherwise it waits"."""
    return start < len(tokens) and (
        tokens[start].tag == "CONJ" or tokens[start].lower in ("otherwise", "else")
    )


def _pronoun_acts(tokens: Sequence[Token], index: int, start: int) -> bool:
    """Whether a pronoun behind a whole clause begins the next one: "if it is found they check the warranty"."""
    if tokens[index].lower not in ("they", "we", "he", "she", "it", "you", "i") or index + 1 >= len(tokens):
        return False
    before = tokens[index - 1]
    done_to = before.lower in ("it", "them", "him", "us", "me") and tokens[index - 2].tag in ("VERB", "AUX")
    return (
        index > start
        and (before.tag in ("VERB", "ADJ", "NOUN", "ADV") or (done_to and index > start + 2))
        and tokens[index + 1].tag in ("VERB", "AUX", "MODAL")
    )


def _is_order(tokens: Sequence[Token], index: int) -> bool:
    """Whether an order begins straight behind a predicate: "if it is expired show the price list"."""
    token, last = tokens[index], index - 1
    while (
        last > 1 and tokens[last].tag == "PREP" and tokens[last].lower in ("out", "up", "off", "down", "over")
    ):
        last -= 1
    before, further = tokens[last], tokens[last - 1]
    done = before.tag == "VERB" and (
        further.tag == "AUX"
        or (last < index - 1 and before.lower != before.lemma)
        or (before.lower.endswith("s") and before.lower != before.lemma)
    )
    predicate = before.tag in ("ADJ", "PARTICIPLE") or done or (before.tag == "NUM" and further.tag == "AUX")
    return _is_base(token) and predicate


def _second_clause(tokens: Sequence[Token], start: int) -> int:
    """In "if the token is valid the server returns data": where the second clause's subject starts; else the end.

    Verbs of "who has a card", "to log in" and "and the shop is open" belong to the first.
    """
    verbs = 0
    in_group = False
    inner = False
    for index in range(start, len(tokens)):
        tag = tokens[index].tag
        if tag == "REL" and index + 1 < len(tokens):
            inner = verbs > 0 or tokens[index + 1].tag in ("VERB", "AUX", "MODAL", "ADV")
        if tag not in ("VERB", "AUX", "MODAL"):
            in_group = in_group and tag in ("ADV", "NEG")
            continue
        if in_group:
            continue
        in_group = True
        if inner:
            inner = False
            continue
        cut = _subject_start(tokens, index, start)
        if verbs and cut < index and tokens[cut - 1].tag not in _JOINING:
            return cut
        verbs += 1
    return len(tokens)


_JOINING = frozenset({"CONJ", "TO", "REL", "PREP", "SUB"})


def _subject_start(tokens: Sequence[Token], verb: int, start: int) -> int:
    """Where the noun phrase straight before a verb starts; the verb itself when there is none."""
    cut = verb
    while True:
        nouns = cut
        while nouns > start and tokens[nouns - 1].tag in ("NOUN", "ADV"):
            nouns -= 1
        described = nouns
        while described > start and tokens[described - 1].tag in (
            "ADJ",
            "NUM",
            "NOUN",
            "GERUND",
            "PARTICIPLE",
        ):
            described -= 1
        determined = described > start and tokens[described - 1].tag in ("DET", "POSS")
        cut = described if determined and nouns < cut else nouns
        while cut > start and tokens[cut - 1].tag in ("DET", "POSS", "PRON"):
            cut -= 1
        if cut - 1 <= start or cut == verb or tokens[cut - 1].lower != "of":
            return cut
        cut -= 1


def _opens_clause(tokens: Sequence[Token], start: int) -> bool:
    """Whether a clause with a subject of its own, or a bare verb, starts here."""
    index = start
    while index < len(tokens) and (tokens[index].tag in ("ADV", "CONJ") or tokens[index].text == ","):
        index += 1
    if index >= len(tokens):
        return False
    if _marker(tokens, index) is not None:
        return True
    if tokens[index].tag in ("VERB", "AUX", "MODAL"):
        return True
    if tokens[index].tag in ("PREP", "TO"):
        return any(t.tag in ("VERB", "AUX", "MODAL") for t in tokens[index : index + 12])
    return _subject_then_verb(tokens, index)


def _subject_then_verb(tokens: Sequence[Token], start: int) -> bool:
    index = start
    limit = min(len(tokens), start + 24)
    seen = False
    while index < limit and (
        tokens[index].tag in PHRASE_TAGS
        or (seen and tokens[index].tag in ("PREP", "TO"))
        or (seen and tokens[index].tag in ("CONJ", "ADV"))
    ):
        if tokens[index].tag in ("NOUN", "PRON", "GERUND"):
            seen = True
        index += 1
    return seen and index < len(tokens) and tokens[index].tag in ("VERB", "AUX", "MODAL")


def _finish(pieces: list[tuple[Role, list[Token], bool]], carried: tuple[Phrase, ...]) -> Iterator[Part]:
    """Trim the joints, parse clauses, and hand a subject on from one main clause to the next."""
    for role, piece, suffix in pieces:
        kept = _trim(piece)
        if role in ("else", "yes"):
            yield Part(role, kept, ())
            if kept:
                clauses = parse_clauses(kept, carried)
                yield Part("main", kept, clauses)
                carried = clauses[-1].subjects if clauses else carried
            continue
        if role == "parallel":
            yield Part("parallel", kept, ())
            role = "main"
        if not kept:
            continue
        clauses = parse_clauses(kept, carried if role in ("main", "maybe") else ())
        if role in ("main", "maybe") and clauses:
            carried = clauses[-1].subjects
        yield Part(role, kept, clauses, suffix, any(c.negated for c in clauses))


def _trim(piece: Sequence[Token]) -> tuple[Token, ...]:
    start, end = 0, len(piece)
    while start < end and (
        piece[start].text in ",:-–" or piece[start].tag == "CONJ" or piece[start].lower in _SEQUENCERS
    ):
        start += 1
    while end > start and (piece[end - 1].text in ",:-–" or piece[end - 1].tag == "CONJ"):
        end -= 1
    return tuple(piece[start:end])


_SEQUENCERS = frozenset(
    "then first firstly secondly thirdly next finally lastly afterwards also thereafter subsequently however additionally".split()
)
