"""Sentences into parts (main clause, condition, alternative …) and parts into clauses: subjects, verb, objects, complements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from diagramc.planner.offline.lexicon import words as lexicon
from diagramc.planner.offline.lexicon.nouns import PEOPLE, SYSTEMS
from diagramc.planner.offline.lexicon.verbs import PARTICLES
from diagramc.planner.offline.tokens import Sentence, Tag, Token, is_plural, noun_lemma, singular

Role = Literal[
    "main", "if", "unless", "when", "after", "before", "until", "while", "each", "else", "parallel", "aside"
]
"""What a part of a sentence is to the rest of it."""

_PHRASE_TAGS: frozenset[Tag] = frozenset(
    {"DET", "POSS", "NUM", "ADJ", "NOUN", "PRON", "GERUND", "PARTICIPLE"}
)
_DROPPED: frozenset[Tag] = frozenset({"DET", "POSS"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase. `core` is its part before an "of"; `tokens` all of it."""

    tokens: tuple[Token, ...]
    core: tuple[Token, ...]

    @property
    def start(self) -> int:
        """Where the phrase starts in the prompt."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where the phrase ends in the prompt."""
        return self.tokens[-1].end

    @property
    def head(self) -> str:
        """The lemma of the noun the phrase is about."""
        for token in reversed(self.core):
            if token.tag in ("NOUN", "GERUND", "PRON"):
                return token.lemma if token.tag != "GERUND" else token.lower
        return self.core[-1].lower

    @property
    def words(self) -> tuple[Token, ...]:
        """The core without determiners, possessives and leading numbers."""
        kept = [t for t in self.core if t.tag not in _DROPPED and t.lower not in lexicon.QUANTITIES]
        while len(kept) > 1 and kept[0].tag == "NUM":
            kept = kept[1:]
        return tuple(kept) or self.core

    @property
    def name(self) -> str:
        """The phrase as a name: no articles, quantities or possessives."""
        return join(self.words)

    @property
    def full(self) -> str:
        """The whole phrase without articles, "of" part included."""
        return join(tuple(t for t in self.tokens if t.lower not in lexicon.DETERMINERS))

    @property
    def key(self) -> str:
        """What two mentions of the same thing share: lower case, singular."""
        return " ".join([*(t.lower for t in self.words[:-1]), noun_lemma(self.words[-1].text)])

    @property
    def singular_name(self) -> str:
        """The name with its last word in the singular."""
        return join(self.words[:-1], singular(self.words[-1].text))

    @property
    def plural(self) -> bool:
        """Whether it names several things."""
        return is_plural(self.words[-1].text)

    @property
    def pronoun(self) -> str | None:
        """The pronoun in lower case when the phrase is one."""
        return self.core[0].lower if len(self.core) == 1 and self.core[0].tag == "PRON" else None

    @property
    def person(self) -> bool:
        """Whether the head names people."""
        return self.head in PEOPLE

    @property
    def owner(self) -> tuple[Token, ...]:
        """The words before a possessive "'s"."""
        for index, token in enumerate(self.core):
            if token.lower in ("'s", "’s"):
                return tuple(t for t in self.core[:index] if t.tag not in _DROPPED)
        return ()


class Complement(NamedTuple):
    """What a preposition adds to a clause; `phrases` are coordinated."""

    preposition: str
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """Who does what. `predicate` are the tokens after the verb; `state` the adjectives after "be"."""

    subjects: tuple[Phrase, ...]
    verb: str
    passive: bool
    negated: bool
    modal: str | None
    objects: tuple[Phrase, ...]
    complements: tuple[Complement, ...]
    predicate: tuple[Token, ...]
    state: tuple[Token, ...]
    tokens: tuple[Token, ...]
    purpose: tuple[Token, ...] = ()

    @property
    def base(self) -> str:
        """The verb without its particle."""
        return self.verb.partition(" ")[0]

    @property
    def start(self) -> int:
        """Where the clause starts in the prompt."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where the clause ends in the prompt."""
        return self.tokens[-1].end

    def complement(self, *prepositions: str) -> tuple[Phrase, ...]:
        """The phrases after the first of these prepositions that the clause has."""
        for complement in self.complements:
            if complement.preposition in prepositions:
                return complement.phrases
        return ()


class Part(NamedTuple):
    """A stretch of a sentence in one role; `suffix` when it follows the main clause it belongs to."""

    role: Role
    tokens: tuple[Token, ...]
    clauses: tuple[Clause, ...]
    suffix: bool = False
    negated: bool = False


def join(tokens: Sequence[Token], last: str | None = None) -> str:
    """Tokens as text, spaced as in the prompt."""
    out: list[str] = []
    previous: Token | None = None
    for token in tokens:
        if previous is not None and token.start > previous.end:
            out.append(" ")
        out.append(token.text)
        previous = token
    text = "".join(out)
    if last is not None:
        text = f"{text} {last}" if text else last
    return text


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
    (("if", "so"), "aside"),
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
        if words == ("once",) and tokens[index].tag == "ADV" and index + 1 == len(tokens):
            return None
        if words == ("if", "not") and index + 2 < len(tokens) and tokens[index + 2].text != ",":
            continue
        if role == "each" and index and tokens[index - 1].text not in (",", ":"):
            return None
        return role, len(words)
    return None


_SPANNING: frozenset[Role] = frozenset({"if", "unless", "when", "after", "before", "until", "while", "each"})


def sentence_parts(sentence: Sentence, inherited: tuple[Phrase, ...] = ()) -> list[Part]:
    """The parts of a sentence in order, each with its clauses. Brackets are left out.

    `inherited` is the subject of a sentence that has none.
    """
    tokens = strip_asides(sentence.tokens)
    pieces: list[tuple[Role, list[Token], bool]] = [("main", [], False)]
    index = 0
    while index < len(tokens):
        found = _marker(tokens, index)
        if found is None:
            pieces[-1][1].append(tokens[index])
            index += 1
            continue
        role, length = found
        index += length
        fronted = not any(t.tag in ("VERB", "AUX") for t in pieces[-1][1]) or (
            bool(pieces[-1][1]) and pieces[-1][1][-1].tag == "CONJ"
        )
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


def _next_alternative(tokens: Sequence[Token], start: int) -> int:
    for index in range(start, len(tokens)):
        if tokens[index].lower in ("otherwise", "else"):
            return index
        if tokens[index].text == "," and index + 1 < len(tokens) and _opens_clause(tokens, index + 1):
            return index
    return len(tokens)


def _subordinate_end(tokens: Sequence[Token], start: int) -> int:
    """Where a subordinate clause that opens its sentence ends: a "then", or a comma before something that has a verb."""
    finite = False
    for index in range(start, len(tokens)):
        token = tokens[index]
        if token.tag in ("VERB", "AUX", "MODAL", "GERUND"):
            finite = True
        if (token.lower == "then" and finite) or (index > start + 1 and _is_order(tokens, index)):
            return index
        if token.text in (",", ":") and (finite or index > start):
            nominal = not finite and token.text == ","
            if _opens_clause(tokens, index + 1) or nominal:
                return index
    if finite:
        return _second_clause(tokens, start)
    return len(tokens)


def _is_order(tokens: Sequence[Token], index: int) -> bool:
    """Whether an order begins straight behind a predicate: "if it is expired show the price list"."""
    token, before = tokens[index], tokens[index - 1]
    predicate = before.tag == "ADJ" or (before.tag == "VERB" and tokens[index - 2].tag == "AUX")
    return token.tag == "VERB" and token.lower == token.lemma and predicate


def _second_clause(tokens: Sequence[Token], start: int) -> int:
    """In "if the token is valid the server returns data": where the second clause's subject starts."""
    verbs = 0
    in_group = False
    for index in range(start, len(tokens)):
        tag = tokens[index].tag
        if tag in ("VERB", "AUX", "MODAL"):
            if not in_group:
                verbs += 1
                if verbs == 2:
                    cut = index
                    while cut > start and tokens[cut - 1].tag in ("NOUN", "ADV"):
                        cut -= 1
                    while cut > start and tokens[cut - 1].tag in ("DET", "POSS", "PRON"):
                        cut -= 1
                    joined = cut > start and tokens[cut - 1].tag in ("CONJ", "TO", "REL", "PREP")
                    return cut if cut < index and not joined else len(tokens)
            in_group = True
        elif tag not in ("ADV", "NEG"):
            in_group = False
    return len(tokens)


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
        tokens[index].tag in _PHRASE_TAGS
        or (seen and tokens[index].lower == "of")
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
        if role == "else":
            yield Part("else", kept, ())
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
        clauses = parse_clauses(kept, carried if role == "main" else ())
        if role == "main" and clauses:
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


def parse_clauses(tokens: tuple[Token, ...], inherited: tuple[Phrase, ...] = ()) -> tuple[Clause, ...]:
    """The coordinated clauses of a part; one without a subject takes that of the clause before."""
    clauses: list[Clause] = []
    for piece, antecedent in _split(tokens):
        if antecedent and clauses:
            subjects = _last_phrases(clauses[-1])
        else:
            subjects = clauses[-1].subjects if clauses else inherited
        clause = _parse_clause(piece, subjects, clauses[-1] if clauses else None)
        if clause is not None:
            clauses.append(clause)
    return tuple(clauses)


def _last_phrases(clause: Clause) -> tuple[Phrase, ...]:
    """The phrase that stands last in a clause: what a following "which" is about."""
    phrases = [*clause.subjects, *clause.objects, *(p for c in clause.complements for p in c.phrases)]
    return (max(phrases, key=lambda p: p.end),) if phrases else ()


def _split(tokens: tuple[Token, ...]) -> Iterator[tuple[tuple[Token, ...], bool]]:
    """Cut at conjunctions and commas before a verb or a new subject, and at relative pronouns after the verb."""
    start = 0
    verb_seen = False
    antecedent = False
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.tag in ("VERB", "AUX"):
            verb_seen = True
        joint = token.text in (",", ":") or token.tag == "CONJ" or (token.lower == "then" and index > start)
        if joint and verb_seen:
            after = index + 1
            while after < len(tokens) and (tokens[after].text == "," or tokens[after].tag in ("CONJ", "ADV")):
                after += 1
            if after < len(tokens) and (
                tokens[after].tag in ("VERB", "AUX", "MODAL") or _subject_then_verb_strict(tokens, after)
            ):
                yield tokens[start:index], antecedent
                start, index, verb_seen, antecedent = after, after, False, False
                continue
        relative = token.tag == "REL" and verb_seen and start < index < len(tokens) - 1
        if relative and tokens[index + 1].tag in ("VERB", "AUX", "MODAL", "ADV"):
            cut = index - 1 if tokens[index - 1].text == "," else index
            yield tokens[start:cut], antecedent
            start, index, verb_seen, antecedent = index + 1, index + 1, False, True
            continue
        index += 1
    if start < len(tokens):
        yield tokens[start:], antecedent


def _subject_then_verb_strict(tokens: Sequence[Token], start: int) -> bool:
    """A single noun phrase straight before a verb."""
    index = start
    seen = False
    while index < len(tokens) and (
        tokens[index].tag in _PHRASE_TAGS or (seen and tokens[index].tag == "ADV")
    ):
        seen = seen or tokens[index].tag in ("NOUN", "PRON", "GERUND")
        index += 1
    return seen and index < len(tokens) and tokens[index].tag in ("VERB", "AUX", "MODAL")


class _Reader:
    """A cursor over the tokens of one clause."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.at = 0

    @property
    def token(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def phrases(self, *, commas: bool = True) -> tuple[Phrase, ...]:
        """Coordinated noun phrases from here on; a comma ends them where `commas` is False."""
        found: list[Phrase] = []
        while (phrase := self.phrase()) is not None:
            found.append(phrase)
            self._pass_type()
            mark = self.at
            while (token := self.token) is not None and (
                (token.text == "," and commas)
                or token.text == "/"
                or (token.tag == "CONJ" and token.lower not in ("but", "then"))
            ):
                self.at += 1
            if self.at == mark or self.token is None or self.token.tag not in _PHRASE_TAGS:
                self.at = mark
                break
        return tuple(found)

    def _pass_type(self) -> None:
        """Pass over ": float" behind a name in a list; who wants the type finds it behind the phrase."""
        token = self.token
        if token is None or token.text != ":" or self.at + 1 >= len(self.tokens):
            return
        after = self.tokens[self.at + 2] if self.at + 2 < len(self.tokens) else None
        if self.tokens[self.at + 1].tag in ("NOUN", "VERB") and (
            after is None or after.text == "," or after.tag == "CONJ"
        ):
            self.at += 2

    def phrase(self) -> Phrase | None:
        """One noun phrase, with what "of" attaches to it."""
        start = self.at
        while (token := self.token) is not None and token.tag in _PHRASE_TAGS:
            if token.tag == "PARTICIPLE" and self.at > start and self.tokens[self.at - 1].tag == "NOUN":
                break
            if (
                self.at > start
                and token.tag in ("DET", "PRON")
                and self.tokens[self.at - 1].tag in ("NOUN", "PRON")
            ):
                break
            self.at += 1
        core = tuple(self.tokens[start : self.at])
        if not any(t.tag in ("NOUN", "PRON", "GERUND", "NUM", "ADJ", "PARTICIPLE", "DET") for t in core):
            self.at = start
            return None
        token = self.token
        if token is not None and token.lower == "of" and core[-1].tag == "NOUN":
            self.at += 1
            if self.phrase() is None:
                self.at -= 1
        return Phrase(tuple(self.tokens[start : self.at]), core)


_CATENATIVE = frozenset(
    "need want have like wish start begin try decide continue proceed choose be go use able require plan".split()
)


def _parse_clause(
    tokens: tuple[Token, ...], inherited: tuple[Phrase, ...], before: Clause | None
) -> Clause | None:
    """One clause; None when it has no verb."""
    reader = _Reader(tokens)
    complements: list[Complement] = []
    subjects: tuple[Phrase, ...] = ()
    while (token := reader.token) is not None and token.tag not in ("VERB", "AUX", "MODAL"):
        if token.tag in ("PREP", "TO") and not subjects:
            reader.at += 1
            phrases = reader.phrases(commas=False)
            if phrases:
                complements.append(Complement(token.lower, phrases))
        elif token.tag == "REL" and subjects:
            _skip_relative(reader)
        elif token.tag in _PHRASE_TAGS and not subjects:
            subjects = reader.phrases()
            if not subjects:
                reader.at += 1
        else:
            reader.at += 1
    if reader.token is None:
        return None
    group: list[Token] = []
    modal: str | None = None
    negated = False
    while (token := reader.token) is not None:
        if token.tag == "MODAL":
            modal = "can" if token.lower == "cannot" else token.lower
            negated = negated or token.lower == "cannot"
        elif token.tag == "NEG":
            negated = True
        elif token.tag in ("VERB", "AUX"):
            if group and group[-1].tag == "VERB":
                break
            group.append(token)
        elif token.tag == "ADV" and not (
            group and group[-1].lower and token.lower in PARTICLES.get(group[-1].lemma, ())
        ):
            pass
        elif (
            token.tag == "TO"
            and group
            and group[-1].lemma in _CATENATIVE
            and reader.at + 1 < len(tokens)
            and tokens[reader.at + 1].tag in ("VERB", "AUX")
        ):
            modal = modal or group[-1].lemma
            group.clear()
        else:
            break
        reader.at += 1
    if not group:
        return None
    main = group[-1]
    verb = main.lemma
    passive = (
        main.tag == "VERB"
        and len(group) > 1
        and group[-2].lemma in ("be", "get")
        and not main.lower.endswith("ing")
    )
    if (
        before is not None
        and before.passive
        and not subjects
        and main.tag == "VERB"
        and main.lower != verb
        and not main.lower.endswith(("s", "ing"))
    ):
        passive = True
    token = reader.token
    if token is not None and token.lower in PARTICLES.get(verb, ()):
        verb = f"{verb} {token.lower}"
        reader.at += 1
    rest = reader.at
    state: list[Token] = []
    if main.lemma == "be" and not passive:
        mark = reader.at
        while (token := reader.token) is not None and token.tag in ("ADJ", "PARTICIPLE", "ADV", "NEG"):
            negated = negated or token.tag == "NEG"
            state.append(token)
            reader.at += 1
        if (token := reader.token) is not None and token.tag in ("NOUN", "GERUND", "NUM"):
            reader.at = mark
            state = []
    objects: tuple[Phrase, ...] = ()
    purpose: tuple[Token, ...] = ()
    while (token := reader.token) is not None:
        if token.tag in ("PREP", "TO") or token.tag == "SUB":
            reader.at += 1
            following = reader.token
            if token.tag == "TO" and following is not None and following.tag in ("VERB", "AUX"):
                purpose = tuple(tokens[reader.at :])
                break
            phrases = reader.phrases()
            if phrases:
                complements.append(Complement(token.lower, phrases))
        elif (
            token.tag in _PHRASE_TAGS
            and not objects
            and not any(c.phrases[0].start > main.start for c in complements)
        ):
            objects = reader.phrases()
            if not objects:
                reader.at += 1
        elif token.tag in ("REL", "VERB", "AUX", "MODAL"):
            break
        else:
            reader.at += 1
    return Clause(
        subjects=subjects or inherited,
        verb=verb,
        passive=passive,
        negated=negated,
        modal=modal,
        objects=objects,
        complements=tuple(complements),
        predicate=tuple(tokens[rest:]),
        state=tuple(state),
        tokens=tokens,
        purpose=purpose,
    )


def _skip_relative(reader: _Reader) -> None:
    """Pass over "that exceed the limit" between a subject and its verb."""
    reader.at += 1
    groups = 0
    in_group = False
    while (token := reader.token) is not None:
        if token.tag in ("VERB", "AUX", "MODAL"):
            if not in_group:
                groups += 1
                if groups == 2:
                    return
            in_group = True
        elif token.tag not in ("ADV", "NEG"):
            in_group = False
        if token.text == "," and groups:
            reader.at += 1
            return
        reader.at += 1
    if groups < 2:
        reader.at = len(reader.tokens)


def resolve_pronouns(parts: list[list[Part]]) -> list[list[Part]]:
    """Replace "it", "they", "he", "she" and "this" in subjects by what the clauses before were about."""
    person: Phrase | None = None
    thing: Phrase | None = None
    asked: Phrase | None = None
    several: tuple[Phrase, ...] = ()
    resolved: list[list[Part]] = []
    for sentence in parts:
        new_parts: list[Part] = []
        for part in sentence:
            clauses: list[Clause] = []
            for clause in part.clauses:
                subjects = clause.subjects
                pronoun = subjects[0].pronoun if len(subjects) == 1 else None
                if pronoun in ("he", "she") and person is not None:
                    subjects = (person,)
                elif pronoun == "it" and (asked if part.role in _ASKING else thing) is not None:
                    # "If the ticket is valid, ... If it is expired, ...": conditions go on about the same thing.
                    subjects = ((asked if part.role in _ASKING else thing) or subjects[0],)
                elif pronoun == "it" and thing is not None:
                    subjects = (thing,)
                elif pronoun in ("they", "these", "those", "both") and several:
                    subjects = several
                clauses.append(clause if subjects is clause.subjects else replace(clause, subjects=subjects))
                named = [p for p in subjects if p.pronoun is None]
                if part.role not in ("main", "after", "when"):
                    # "If a room is free, it returns the price": a condition is about something else than who acts.
                    asked = named[-1] if named and part.role in _ASKING else asked
                    named = [p for p in named if p.person or p.head in SYSTEMS]
                if named:
                    several = tuple(named)
                    if named[-1].person:
                        person = named[-1]
                        thing = thing if thing is not None else named[-1]
                    else:
                        thing = named[-1]
                    if (
                        clause.objects
                        and named[-1].person
                        and not clause.objects[0].person
                        and clause.objects[0].pronoun is None
                    ):
                        thing = thing if thing in named else clause.objects[0]
                receivers = [*clause.complement("to", "into", "via", "on", "through"), *clause.objects]
                system = next((p for p in receivers if p.head in SYSTEMS), None)
                if system is not None and named and named[-1].person:
                    thing = system
                for phrase in clause.objects:
                    if phrase.pronoun is None and phrase.person:
                        person = phrase
            new_parts.append(part._replace(clauses=tuple(clauses)))
        resolved.append(new_parts)
    return resolved


_ASKING: frozenset[Role] = frozenset({"if", "unless"})


def parse_sentences(found: Sequence[Sentence]) -> list[list[Part]]:
    """The parts of every sentence, pronouns resolved."""
    return resolve_pronouns([sentence_parts(sentence) for sentence in found])
