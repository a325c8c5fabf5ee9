"""What sentences say about services: who calls whom, what runs where."""

from __future__ import annotations

from diagramc.planner.offline.architecture.builder import ArchitectureBuilder
from diagramc.planner.offline.architecture.phrases import names_services, read_placed, with_shared_head
from diagramc.planner.offline.architecture.services import Described, described_name
from diagramc.planner.offline.clauses import Clause, Phrase
from diagramc.planner.offline.labels import third_person
from diagramc.planner.offline.lexicon.services import GROUP_WORDS, PRODUCTS, PROTOCOLS

_VIA = ("via", "over", "using", "through")
_TO = ("to", "into", "from", "with", "on", "in", "through", "via", "at", "between", "against", "behind")
_MATTER = frozenset(
    "payment payments email emails e-mail e-mails mail login logins authentication authorization search logging monitoring analytics "
    "metrics reporting billing secrets model index storage".split()
)
"""Words that name what is sent or done as often as the service that does it."""
_NEVER = frozenset(
    "traffic request requests event events message messages job jobs task tasks data file files log logs record records page pages "
    "everything result results response responses image images document documents".split()
)
"""What is sent and made; never a service, unless nothing else is known of it."""
_DIRECT = frozenset(
    "call use query invoke read consume trigger monitor feed poll ping scrape expose power proxy front update notify".split()
)
"""Verbs whose object is the service at the other end."""
_NO_LABEL = frozenset("connect link talk communicate".split())
_CONTAINS = frozenset("contain include have hold host house comprise consist".split())
_SPLITS = frozenset("split divide separate decompose consist comprise".split())
_MAKES = frozenset("build produce create compile generate package render".split())
_SERVES = frozenset(
    "handle process provide manage cache store send show display visualise visualize alert notify render serve".split()
)
_JOINS = frozenset("connect link join attach plug wire".split())
_ALL = frozenset("all each every everything both".split())
_WHOLE = frozenset(
    "system architecture application platform solution infrastructure stack deployment design app".split()
)
_PARTS = frozenset("service component microservice server instance".split())


class StatementReader:
    """Reads clauses in order into a builder; remembers who acted and who was reached last."""

    def __init__(self, builder: ArchitectureBuilder) -> None:
        self._builder = builder
        self._actor: str | None = None
        self._reached: str | None = None

    def read(self, clause: Clause) -> None:
        """One statement."""
        builder = self._builder
        if self._contains(clause) or self._own_parts(clause) or self._stands(clause):
            return
        sources = self._services(clause.subjects, acting=True, clause=clause)
        self._place(clause, sources)
        if clause.verb == "be" and not clause.complement("behind"):
            return
        whole = bool(clause.subjects) and clause.subjects[0].head in _WHOLE
        if clause.base in (*_CONTAINS, "use", *_SPLITS) and (whole or clause.base in _SPLITS):
            self._services((*clause.objects, *clause.complement("of", "into")), acting=False)
            return
        ends = self._ends(clause)
        label = None
        if clause.base not in _NO_LABEL and clause.verb not in ("be", "have"):
            label = self._label(clause, ends)
        if clause.base == "sit" or clause.complement("behind"):
            ends, sources, label = sources, self._services(clause.complement("behind"), acting=True), None
            self._reached = sources[-1] if sources and not ends else self._reached
        elif (
            clause.base in _JOINS
            and clause.objects
            and not clause.passive
            and clause.complement("to", "with")
        ):
            joined = self._services(clause.objects, acting=False)
            sources, ends = (
                (joined, [e for e in ends if e not in joined]) if joined and not sources else (sources, ends)
            )
        if clause.passive:
            sources, ends, label = self._turned(clause, sources, ends, label)
        protocol = _protocol(clause)
        served = (
            []
            if ends or clause.base not in _SERVES
            else self._services(clause.complement("for", "to"), acting=False)
        )
        for source in sources:
            for target in served:
                person = builder.services[target].kind == "user"
                pair = (source, target) if person else (target, source)
                builder.connect(*pair, clause.objects[0].name if clause.objects else None, protocol)
        self._connect(sources, self._through(clause), ends, label, protocol)
        if sources:
            self._actor = sources[-1]
        self._reached = ends[-1] if ends else self._reached

    def fragment(self, text: str) -> None:
        """A sentence without a verb that names services: "A CDN and a firewall."."""
        if names_services(text):
            self._reached = read_placed(text, self._builder, self._reached) or self._reached

    def _stands(self, clause: Clause) -> bool:
        """ "Behind it are the API and the worker", "in front of it is a CDN": what stands where, the place first."""
        if (
            clause.verb != "be"
            or not clause.complements
            or clause.complements[0].phrases[0].start > clause.predicate_start
        ):
            return False
        preposition, phrases = clause.complements[0]
        things = clause.objects or clause.subjects
        if preposition not in ("behind", "in") or not things or things[0].start < phrases[0].start:
            return False
        place = phrases[0]
        front = preposition == "in" and place.head == "front"
        if preposition == "in" and not front:
            return False
        known = (
            next((c.phrases[0] for c in clause.complements[1:] if c.preposition == "of"), None)
            if front
            else place
        )
        behind = place.behind_of() if front and known is None else known
        named = behind is None or behind.pronoun is not None
        at = (
            [self._reached or self._actor]
            if named
            else self._services((behind,), acting=True)
            if behind
            else []
        )
        found = self._services(things, acting=True)
        if found and (parts := clause.complement("with")):
            # "behind it is a gateway with orders and users services"
            for name in with_shared_head([_name(part) for part in parts]):
                self._builder.connect(found[-1], self._builder.service(name))
        for one in at:
            for other in found:
                if one is not None and one != other:
                    self._builder.connect(*((other, one) if front else (one, other)))
        return bool(found)

    def _connect(
        self, sources: list[str], through: list[str], ends: list[str], label: str | None, protocol: str | None
    ) -> None:
        """ "Users connect through a load balancer to the servers" goes by the load balancer."""
        builder = self._builder
        ends = [e for e in ends if e not in through]
        for source in sources:
            for middle in through:
                builder.connect(source, middle, label if not ends else None, protocol)
            for target in ends:
                for start in through or [source]:
                    builder.connect(start, target, label, protocol)

    def _turned(
        self, clause: Clause, sources: list[str], ends: list[str], label: str | None
    ) -> tuple[list[str], list[str], str | None]:
        """A passive: who does it is behind "by"; what is only stored or sent is no service of its own."""
        agents = self._services(clause.complement("by"), acting=True)
        if agents:
            return agents, [*sources, *[e for e in ends if e not in agents]], label
        things = [p for p in clause.subjects if self._builder.find(_name(p)) is None]
        if things and not sources and ends and self._actor is not None:
            return [self._actor], ends, f"{third_person(clause.verb)} {things[0].name.lower()}"
        return sources, ends, label

    def _contains(self, clause: Clause) -> bool:
        """ "The private subnet contains the servers": a frame with services in it."""
        if (
            clause.base not in _CONTAINS
            or not clause.subjects
            or not _is_group(clause.subjects[0])
            or clause.passive
        ):
            return False
        group = self._builder.group(_name(clause.subjects[0]), GROUP_WORDS.get(clause.subjects[0].head))
        for service in self._services(clause.objects, acting=True):
            self._builder.put(service, group)
        return True

    def _own_parts(self, clause: Clause) -> bool:
        """ "Each service has its own database": one for each."""
        if clause.base not in ("have", "use", "own", "connect") or not clause.subjects or not clause.objects:
            return False
        subject, thing = clause.subjects[0], clause.objects[0]
        if subject.core[0].lower not in ("each", "every") or "own" not in {t.lower for t in thing.tokens}:
            return False
        if not Described(thing.name).known:
            return False
        for service in self._every(subject):
            label = str(self._builder.services[service].label)
            stem = label.removesuffix(" service").removesuffix(" Service")
            self._builder.connect(service, self._builder.service(f"{stem} {thing.head}"))
        return True

    def _every(self, phrase: Phrase) -> list[str]:
        """Every service that "each service" or "all services" means."""
        head = phrase.head
        builder = self._builder
        named = [
            i for i, s in builder.services.items() if str(s.label).lower().split()[-1] in (head, f"{head}s")
        ]
        if named and len(named) > 1:
            return named
        return [
            i
            for i, s in builder.services.items()
            if s.kind not in ("user", "browser", "database", "queue", "topic", "cache")
        ]

    def _services(
        self, phrases: tuple[Phrase, ...], *, acting: bool, clause: Clause | None = None
    ) -> list[str]:
        """The services that phrases name; those that act, or are known kinds of service, are made."""
        found: list[str] = []
        for phrase in phrases:
            if phrase.pronoun == "they" and acting:
                found += self._every(phrase)
                continue
            if (
                phrase.pronoun is not None
                or phrase.name.lower() in PROTOCOLS
                or phrase.head in _WHOLE - {"app"}
            ):
                continue
            known = self._builder.find(_name(phrase)) if len(phrase.words) > 1 else None
            if (
                known is None
                and phrase.core[0].lower in _ALL
                and phrase.head in _PARTS
                and len(self._builder.services) > 1
            ):
                found += self._every(phrase)
                continue
            if (
                len(phrase.words) == 1
                and phrase.head in _PARTS
                and not phrase.plural
                and self._reached is not None
            ):
                found.append(self._reached)
                continue
            found += self._service(
                phrase, acting, clause is not None and clause.passive and clause.base not in _JOINS
            )
        return list(dict.fromkeys(found))

    def _service(self, phrase: Phrase, acting: bool, passive: bool) -> list[str]:
        name = _name(phrase)
        described = Described(name)
        existing = self._builder.find(name)
        if existing is not None:
            return [existing]
        if (not acting and name.lower() in _MATTER) or name.lower() in _NEVER:
            return []
        acts = acting and not passive and len(phrase.words) <= 3 and phrase.words[-1].tag == "NOUN"
        if described.known or acts:
            return [self._builder.service(phrase.singular_name if described.kind == "user" else name)]
        return []

    def _through(self, clause: Clause) -> list[str]:
        """The services that "through" and "via" name, where the clause says where it goes on to."""
        reached = clause.complement("to", "into") or tuple(
            p for p in clause.objects if self._builder.find(_name(p))
        )
        if not reached:
            return []
        phrases = tuple(
            p for c in clause.complements if c.preposition in ("through", "via") for p in c.phrases
        )
        return self._services(phrases, acting=False)

    def _ends(self, clause: Clause) -> list[str]:
        """The services at the other end of a statement."""
        goes_to = self._services(clause.complement("to", "into"), acting=True)
        direct = clause.base in _DIRECT
        matter = (bool(goes_to) and clause.base not in _JOINS) or clause.base in _MAKES
        ends = [] if matter else self._services(clause.objects, acting=direct)
        for preposition, phrases in clause.complements:
            if phrases[0].start <= clause.start or _is_group(phrases[0]):
                continue
            if preposition in _TO:
                named = tuple(p for p in phrases if p.name.lower() not in PROTOCOLS)
            elif preposition in ("for", "as"):
                # "uses X for storage and Y for caching": what a product is for is no service.
                named = tuple(p for p in phrases if p.name.lower() in PRODUCTS)
            else:
                continue
            ends += [e for e in self._services(named, acting=preposition in ("to", "into")) if e not in ends]
        return ends

    def _label(self, clause: Clause, ends: list[str]) -> str:
        """The verb, with what is sent or written where that is no end of the connection itself."""
        verb = third_person(clause.verb)
        find = self._builder.find
        matter = next(
            (p for p in clause.objects[:1] if find(_name(p)) not in ends and p.pronoun is None), None
        )
        preposition = next(
            (
                c.preposition
                for c in clause.complements
                if c.preposition in ("to", "from", "into", "on")
                and any(find(_name(p)) in ends for p in c.phrases)
            ),
            "",
        )
        if matter is not None:
            return f"{verb} {matter.name} {preposition}".strip()
        return verb if clause.objects else f"{verb} {preposition}".strip()

    def _place(self, clause: Clause, sources: list[str]) -> None:
        """ "... runs in a private VPC on AWS" puts services into groups, the later group round the earlier one."""
        from msgspec.structs import replace

        builder = self._builder
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
                apart = inner is not None and inner != group
                if (
                    apart
                    and inner
                    and builder.groups[inner].parent is None
                    and builder.groups[group].parent is None
                ):
                    builder.groups[inner] = replace(builder.groups[inner], parent=group)
                inner = group


def _name(phrase: Phrase) -> str:
    """What a phrase calls a service: without "same", "new" and the like."""
    return described_name(phrase)


def _is_group(phrase: Phrase) -> bool:
    return phrase.head in GROUP_WORDS or phrase.name.lower() in GROUP_WORDS


def _protocol(clause: Clause) -> str | None:
    for preposition, phrases in clause.complements:
        if preposition in _VIA:
            for phrase in phrases:
                for word in phrase.name.lower().split():
                    if word in PROTOCOLS:
                        return PROTOCOLS[word]
    return None
