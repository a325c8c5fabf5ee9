"""A prompt to services and connections, from arrows, outlines or sentences."""

from __future__ import annotations

from diagramc.planner.offline.architecture.builder import ArchitectureBuilder
from diagramc.planner.offline.architecture.services import Described
from diagramc.planner.offline.clauses import Clause, Phrase
from diagramc.planner.offline.labels import third_person
from diagramc.planner.offline.lexicon.services import GROUP_WORDS, PROTOCOLS
from diagramc.planner.offline.notation import Item, members_of, read_arrows
from diagramc.planner.offline.reading import Reading

_VIA = ("via", "over", "using", "through")
_TO = ("to", "into", "from", "with", "on", "in", "through", "via", "at", "between", "against", "behind")
_MATTER = frozenset(
    "payment payments email emails e-mail e-mails mail login logins authentication authorization search logging monitoring analytics metrics reporting billing secrets model index".split()
)
"""Words that name what is sent or done as often as the service that does it."""
_NO_LABEL = frozenset("connect link talk".split())


def read_architecture(reading: Reading) -> ArchitectureBuilder:
    """The services of a prompt, from arrows, an outline or sentences."""
    builder = ArchitectureBuilder()
    for arrow in reading.arrows:
        protocol = PROTOCOLS.get((arrow.label or "").lower())
        builder.connect(
            builder.service(arrow.source),
            builder.service(arrow.target),
            None if protocol else arrow.label,
            protocol,
            arrow.both,
        )
    _groups_of(reading.items, builder, None)
    for clause in reading.clauses:
        _clause(clause, builder)
    return builder


def _groups_of(items: list[Item], builder: ArchitectureBuilder, parent: str | None) -> None:
    """Lines with services under them are groups; "Backend (API, worker)" is one too."""
    for item in items:
        if read_arrows(item.line) or item.line.marker == "heading":
            _groups_of(item.children, builder, parent)
            continue
        members = members_of(item.text)
        text = item.text.rstrip(": ")
        pair = None if item.text.endswith(":") else item.text.partition(":")
        short = len(text.split()) <= 5
        if item.children and short:
            group = builder.group(text, parent=parent)
            _groups_of(item.children, builder, group)
        elif members is not None and len(members.members) > 1 and (parent is not None or len(items) > 1):
            group = builder.group(members.name, parent=parent)
            for name in members.members:
                builder.service(name, group)
        elif (
            pair is not None
            and pair[1]
            and pair[2]
            and len(pair[0].split()) <= 3
            and len(pair[2]) < 200
            and "," in pair[2]
        ):
            group = builder.group(pair[0], parent=parent)
            for name in pair[2].replace(" and ", ",").split(","):
                if name.strip():
                    builder.service(name.strip(" ."), group)
        elif short and (item.line.marker or parent is not None):
            builder.service(text, parent)


def _clause(clause: Clause, builder: ArchitectureBuilder) -> None:
    sources = _services(clause.subjects, builder, acting=True)
    protocol = _protocol(clause)
    _place(clause, sources, builder)
    if clause.verb == "be" and not clause.complement("behind"):
        return
    if (
        clause.base in ("have", "include", "contain", "consist", "comprise", "use")
        and clause.subjects
        and _whole(clause.subjects[0])
    ):
        _services((*clause.objects, *clause.complement("of")), builder, acting=False)
        return
    ends = _targets(clause, builder)
    plain = clause.base in _NO_LABEL or clause.verb in ("be", "have")
    label = None if plain else _connection_label(clause, ends, builder)
    if clause.base == "sit" or clause.complement("behind"):
        ends, sources, label = sources, _services(clause.complement("behind"), builder, acting=True), None
    if clause.passive:
        agents = _services(clause.complement("by"), builder, acting=True)
        if agents:
            sources, ends = agents, [*sources, *[e for e in ends if e not in agents]]
    served = _services(clause.complement("for"), builder, acting=False)
    if (
        served
        and not ends
        and clause.base in ("handle", "process", "provide", "manage", "cache", "store", "send")
    ):
        for target in sources:
            for source in served:
                builder.connect(source, target, clause.objects[0].name if clause.objects else None, protocol)
    for source in sources:
        for target in ends:
            builder.connect(source, target, label, protocol)


def _whole(phrase: Phrase) -> bool:
    """Whether the subject is the system as a whole."""
    return phrase.head in (
        "system",
        "architecture",
        "application",
        "platform",
        "solution",
        "infrastructure",
        "stack",
        "deployment",
        "design",
    )


def _connection_label(clause: Clause, ends: list[str], builder: ArchitectureBuilder) -> str:
    """The verb, with what is sent or written where that is no end of the connection itself."""
    verb = third_person(clause.verb)
    matter = next((p for p in clause.objects[:1] if builder.find(p.name) not in ends), None)
    preposition = next(
        (
            c.preposition
            for c in clause.complements
            if c.preposition in ("to", "from", "into", "on")
            and any(builder.find(p.name) in ends for p in c.phrases)
        ),
        "",
    )
    if matter is not None:
        return f"{verb} {matter.name} {preposition}".strip()
    return verb if clause.objects else f"{verb} {preposition}".strip()


def _services(phrases: tuple[Phrase, ...], builder: ArchitectureBuilder, *, acting: bool) -> list[str]:
    found = []
    for phrase in phrases:
        if phrase.pronoun is not None or phrase.name.lower() in PROTOCOLS or _whole(phrase):
            continue
        described = Described(phrase.name)
        existing = builder.find(phrase.name)
        if existing is None and not acting and phrase.name.lower() in _MATTER:
            continue
        if existing is not None:
            found.append(existing)
        elif described.known or (acting and len(phrase.words) <= 3 and phrase.words[-1].tag == "NOUN"):
            found.append(builder.service(phrase.singular_name if described.kind == "user" else phrase.name))
    return found


def _targets(clause: Clause, builder: ArchitectureBuilder) -> list[str]:
    ends = _services(
        clause.objects, builder, acting=clause.base in ("call", "use", "query", "invoke", "read", "consume")
    )
    for preposition, phrases in clause.complements:
        if preposition in _TO and phrases[0].start > clause.start and not _is_group(phrases[0]):
            named = [p for p in phrases if p.name.lower() not in PROTOCOLS]
            ends += [
                e
                for e in _services(tuple(named), builder, acting=preposition in ("to", "into"))
                if e not in ends
            ]
    return ends


def _protocol(clause: Clause) -> str | None:
    for preposition, phrases in clause.complements:
        if preposition in _VIA:
            for phrase in phrases:
                words = phrase.name.lower().split()
                for word in words:
                    if word in PROTOCOLS:
                        return PROTOCOLS[word]
    return None


def _is_group(phrase: Phrase) -> bool:
    return phrase.head in GROUP_WORDS or phrase.name.lower() in GROUP_WORDS


def _place(clause: Clause, sources: list[str], builder: ArchitectureBuilder) -> None:
    """ "... runs in a private VPC on AWS" puts services into groups, the later group round the earlier one."""
    inner: str | None = None
    for preposition, phrases in clause.complements:
        if preposition not in ("in", "on", "inside", "within"):
            continue
        for phrase in phrases:
            if not _is_group(phrase):
                continue
            group = builder.group(phrase.name, GROUP_WORDS.get(phrase.head))
            for source in sources if inner is None else ():
                builder.put(source, group)
            if (
                inner is not None
                and inner != group
                and builder.groups[inner].parent is None
                and builder.groups[group].parent is None
            ):
                from msgspec.structs import replace

                builder.groups[inner] = replace(builder.groups[inner], parent=group)
            inner = group
