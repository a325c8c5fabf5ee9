"""Fitting a scenario to a prompt: which one it names, which of its options, and what else it mentions."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, replace

from msgspec.structs import replace as change

from diagramc.ir.base import Diagram
from diagramc.ir.sequence import Sequence
from diagramc.planner.offline.architecture import ArchitectureBuilder, Described, read_architecture
from diagramc.planner.offline.class_ import build_class
from diagramc.planner.offline.compose import act_label
from diagramc.planner.offline.er import build_er
from diagramc.planner.offline.facts import Domain, Relation, read_domain, thing_key
from diagramc.planner.offline.flowchart import FlowchartBuilder
from diagramc.planner.offline.labels import phrase_label
from diagramc.planner.offline.lexicon.services import GROUP_WORDS, PRODUCTS, PROTOCOLS
from diagramc.planner.offline.mindmap import MindMapBuilder
from diagramc.planner.offline.org_chart import OrgChartBuilder, read_org_chart
from diagramc.planner.offline.people import is_department, is_title
from diagramc.planner.offline.procedure import Act, Step, acts, main_path
from diagramc.planner.offline.reading import Reading
from diagramc.planner.offline.scenarios.library import SCENARIOS
from diagramc.planner.offline.scenarios.model import Option, Scenario
from diagramc.planner.offline.scenarios.script import read_flow, read_messages
from diagramc.planner.offline.sequence import SequenceBuilder
from diagramc.planner.offline.timeline import TimelineBuilder, read_timeline
from diagramc.planner.offline.tokens import noun_lemma, tokenize
from diagramc.planner.offline.topics import TopicPhrase


@dataclass(frozen=True, slots=True)
class Fit:
    """A scenario with the options that a prompt chose; `others` are its features that no option knows."""

    scenario: Scenario
    ways: tuple[Option, ...]
    extras: tuple[Option, ...]
    others: tuple[str, ...]
    topic: TopicPhrase
    title: str = ""
    named: bool = False
    """Whether the prompt chose the options, and not the scenario's default."""


def fit(text: str, topic: TopicPhrase, type_name: str | None = None, asked: str = "") -> Fit | None:
    """The scenario that the prompt names. `asked` is the prompt with what it asks for: "roadmap of ...".

    A trigger in the head of the phrase counts before one in the rest, one that ends the head ("e-commerce checkout") before one
    that only qualifies it, one of the type's own scenarios before others, a longer one before a shorter one.
    """
    head, whole, said = _plain(topic.head), _plain(text), _plain(asked or text)
    subject = topic.subject.lower().replace("-", " ")
    best: tuple[tuple[bool, bool, bool, int, int], Scenario] | None = None
    for order, scenario in enumerate(SCENARIOS):
        own = type_name == scenario.type
        if scenario.needs and not own and not any(_has(said, word) for word in _split(scenario.needs)):
            continue
        for trigger in _split(scenario.triggers):
            if _has(whole, trigger):
                ends = subject.endswith(trigger.replace("-", " "))
                rank = (_has(head, trigger), ends, own and bool(scenario.needs), len(trigger), -order)
                if best is None or rank > best[0]:
                    best = (rank, scenario)
    if best is None:
        return None
    title = phrase_label(text.strip().split("\n", 1)[0])
    return replace(_choose(best[1], whole, topic), title=title)


def _plain(text: str) -> str:
    """Lower case, words in their base form, for matching; also the words as written."""
    tokens = tokenize(text[:1000])
    written = " ".join(t.lower for t in tokens)
    lemmas = " ".join(noun_lemma(t.lower) if t.tag == "NOUN" else t.lemma for t in tokens)
    return f" {written.replace('-', ' ')} | {lemmas.replace('-', ' ')} | {written} "


def _has(plain: str, trigger: str) -> bool:
    return f" {trigger} " in plain


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _choose(scenario: Scenario, plain: str, topic: TopicPhrase) -> Fit:
    found = [o for o in scenario.options if any(_has(plain, t) for t in _split(o.triggers))]
    ways = tuple(o for o in found if not o.extra)
    extras = tuple(o for o in found if o.extra)
    known = [t for o in found for t in _split(o.triggers)] + _split(scenario.triggers)
    text = _squeezed(f"{scenario.flow} {scenario.parts} {scenario.domain}")
    others = tuple(
        f
        for f in topic.features
        if not any(_has(_plain(f), t) for t in known) and _squeezed(f) not in text and not _said(f, text)
    )
    if scenario.other_flow and (ways or (others and not extras)):
        ways += tuple(_unknown_way(scenario, name) for name in others)
        others = ()
    named = bool(found)
    if not ways:
        ways = tuple(o for o in scenario.options if o.name in scenario.default)
    return Fit(scenario, ways, extras, others, topic, named=named)


def _squeezed(text: str) -> str:
    """Letters only, so that "rollback" is found in "Roll back release"."""
    return "".join(char for char in text.lower() if char.isalnum())


def _said(feature: str, text: str) -> bool:
    """Whether one word is in a text in another form: "escalation" in "Escalate to second level"."""
    word = feature.lower()
    stem = next(
        (word.removesuffix(end) for end in ("ation", "ion", "ment", "ing", "al") if word.endswith(end)), ""
    )
    return " " not in word and len(stem) > 4 and stem in text


def _unknown_way(scenario: Scenario, name: str) -> Option:
    spoken = name if name[1:2].isupper() else name[:1].lower() + name[1:]
    return Option(
        name,
        name.lower(),
        scenario.other_flow.replace("{name}", spoken),
        scenario.other_messages.replace("{name}", spoken),
    )


def _fill(text: str, placeholder: str, replacement: Callable[[str], str]) -> str:
    """Replace the line that is the placeholder by lines at its indent."""
    lines: list[str] = []
    for line in textwrap.dedent(text).strip("\n").split("\n"):
        if line.strip() == placeholder:
            lines += replacement(line[: len(line) - len(line.lstrip())]).split("\n")
        else:
            lines.append(line)
    return "\n".join(line for line in lines if line.strip())


def _block(text: str, indent: str) -> str:
    return textwrap.indent(textwrap.dedent(text).strip("\n"), indent)


def _flow_text(found: Fit) -> str:
    def ways(indent: str) -> str:
        if len(found.ways) == 1:
            return _block(found.ways[0].flow, indent)
        branches = [f"{indent}  {o.name}:\n" + _block(o.flow, indent + "    ") for o in found.ways]
        return f"{indent}{found.scenario.question}\n" + "\n".join(branches) if branches else ""

    def extras(indent: str) -> str:
        return "\n".join(_block(o.flow, indent) for o in found.extras if o.flow)

    return _renamed(_fill(_fill(found.scenario.flow, "{options}", ways), "{extras}", extras), found)


def _messages_text(found: Fit) -> str:
    def ways(indent: str) -> str:
        if len(found.ways) == 1:
            return _block(found.ways[0].messages, indent)
        return "\n".join(
            f"{indent}{'else' if index else 'alt'} {o.name}:\n" + _block(o.messages, indent + "  ")
            for index, o in enumerate(found.ways)
        )

    def extras(indent: str) -> str:
        return "\n".join(_block(o.messages, indent) for o in found.extras if o.messages)

    return _renamed(_fill(_fill(found.scenario.messages, "{options}", ways), "{extras}", extras), found)


def _renamed(text: str, found: Fit) -> str:
    """A text of the scenario with its parts under the names that the chosen options give them."""
    for option in (*found.ways, *found.extras):
        part, name = option.rename
        if part:
            text = text.replace(part, name)
    return text


def _gathered(found: Fit, name: str) -> str:
    """A text of the scenario with what its chosen options add to it."""
    texts = [getattr(part, name) for part in (found.scenario, *found.ways, *found.extras)]
    text = "\n".join(textwrap.dedent(text).strip("\n") for text in texts if text)
    return _renamed(text, found)


def _flow_steps(found: Fit) -> list[Step]:
    """The steps, with what else the prompt mentions before the last of them."""
    steps = read_flow(_flow_text(found))
    if not steps:
        return []
    added: list[Step] = [Act(act_label(other)) for other in found.others]
    at = max((i for i, s in enumerate(steps) if isinstance(s, Act)), default=len(steps))
    return steps[:at] + added + steps[at:]


def build(found: Fit, type_name: str) -> Diagram | None:
    """The diagram of a fitted scenario; None when it has nothing for the type."""
    return _BUILDERS[type_name](found)


def _flowchart(found: Fit) -> Diagram | None:
    steps = _flow_steps(found)
    return FlowchartBuilder().procedure(steps, found.title) if steps else None


def _sequence(found: Fit) -> Diagram | None:
    builder = SequenceBuilder([])
    steps = read_messages(_messages_text(found), builder)
    if not steps:
        return None
    from diagramc.ir.sequence import Message

    hub = next((p.id for p in builder.participants.values() if p.kind != "actor"), None)
    added = [
        Message(source=hub, target=builder.participant(other), label=act_label(other))
        for other in found.others
        if hub is not None
    ]
    diagram = builder.build((*steps[:-1], *added, *steps[-1:]), found.title)
    return _with_products(diagram, found)


def _with_products(diagram: Sequence, found: Fit) -> Diagram:
    """The participants under the products that the prompt names: "with Stripe" makes Stripe of the payment provider."""
    words = [w.strip(".,:;()") for w in found.title.split()]
    named = [PRODUCTS[w.lower()] for w in words if w.lower() in PRODUCTS]
    participants = list(diagram.participants)
    for product in named:
        if any(product.name.lower() in str(p.label).lower() for p in participants):
            continue
        for index, participant in enumerate(participants):
            kind = Described(str(participant.label)).kind
            if (
                participant.kind != "actor"
                and kind == product.kind
                and kind not in ("service", "web", "server")
            ):
                participants[index] = change(participant, label=product.name)
                break
    return change(diagram, participants=tuple(participants))


def _architecture(found: Fit) -> Diagram | None:
    text = _gathered(found, "parts")
    if not text:
        return None
    builder = read_architecture(Reading(text))
    named_things = [
        p for f in (*found.topic.features, *found.topic.context) for p in re.split(r" (?:to|into|and) ", f)
    ]
    products = [f for f in named_things if f.lower() in PRODUCTS and f.lower() not in GROUP_WORDS]
    drawn = [t for o in (*found.ways, *found.extras) if o.parts for t in _split(o.triggers)]
    for product in products:
        if product.lower() not in drawn:
            _use_product(builder, product)
    named = [
        option.name
        for option in (*found.ways, *found.extras)
        if found.named and not (option.parts or option.rename[0])
    ]
    for other in (*found.others, *named):
        if other.lower() in PROTOCOLS or _singular(other.lower()) in PROTOCOLS:
            _say_protocol(builder, other)
        elif other not in products and not _take_role(builder, other):
            builder.connect(_hub(builder), builder.service(other))
    for place in found.topic.context:
        if place.lower() in GROUP_WORDS:
            builder.surround(place)
    return replace_title(builder.build(), found)


_RELATED: dict[str, tuple[str, ...]] = {
    "queue": ("queue", "topic"),
    "topic": ("topic", "queue"),
    "analytics": ("analytics", "scheduler"),
}
"""Kinds that one product can stand for, the closest first."""
_FAMILIES = dict.fromkeys("snowflake bigquery redshift clickhouse databricks".split(), "warehouse")
"""What a product is called when several services are of its kind."""
_WORKERS = ("function", "container")


def _use_product(builder: ArchitectureBuilder, product: str) -> None:
    """Name the product on the scenario's services of its kind; a product of another kind joins the busiest service."""
    described = Described(product)
    kinds = _RELATED.get(described.kind, (described.kind,))
    same = [s for kind in kinds for s in builder.services.values() if s.kind == kind and s.technology is None]
    family = _FAMILIES.get(product.lower(), "")
    same = sorted(same, key=lambda s: family not in str(s.label).lower())[:1]
    if described.kind in _WORKERS:
        same = [s for s in builder.services.values() if "worker" in str(s.label).lower()]
    for service in same:
        own = described.kind in ("web", "server", "mobile", "service", *_WORKERS)
        last = str(service.label).split()[-1].lower()
        label = f"{described.name} {last}" if own and last != "worker" else described.name
        builder.rename(service.id, label, described.name)
    if not same:
        builder.connect(_hub(builder), builder.service(product))


_ROLES = {
    "web": "frontend front-end ui client website",
    "server": "backend back-end server api",
    "database": "database db storage",
    "cache": "cache",
    "queue": "queue broker bus",
}
"""What the parts of most systems are called, by the kind of service that plays them."""


def _take_role(builder: ArchitectureBuilder, name: str) -> bool:
    """Call a service of the scenario what the prompt calls it: the "React frontend" is the web app, no further one."""
    last = name.lower().split()[-1]
    kinds = [kind for kind, words in _ROLES.items() if last in words.split()]
    if not kinds or len(name.split()) < 2:
        return False
    wanted = {"server": ("server", "service", "container"), "web": ("web", "browser")}.get(
        kinds[0], (kinds[0],)
    )
    same = [s for s in builder.services.values() if s.kind in wanted and s.technology is None]
    if not same:
        return False
    first = name.split()[0]
    builder.rename(same[0].id, name, first if first.lower() in PRODUCTS else "")
    return True


def _say_protocol(builder: ArchitectureBuilder, name: str) -> None:
    """Put a protocol on the first connection between what people open and what serves it."""
    protocol = PROTOCOLS.get(name.lower()) or PROTOCOLS[_singular(name.lower())]
    for index, connection in enumerate(builder.connections):
        if builder.services[connection.source].kind in ("web", "mobile", "browser"):
            builder.connections[index] = change(connection, protocol=protocol)
            return


def _singular(word: str) -> str:
    return noun_lemma(word)


def _hub(builder: ArchitectureBuilder) -> str:
    """The service with the most connections."""
    ends = [end for c in builder.connections for end in (c.source, c.target)]
    return max(builder.services, key=ends.count)


def replace_title(diagram: Diagram, found: Fit) -> Diagram:
    """The diagram under the prompt's own words."""
    return change(diagram, title=found.title)


def _domain(found: Fit) -> Domain | None:
    text = _gathered(found, "domain")
    if not text:
        return None
    domain = read_domain(Reading(text))
    first = next(iter(domain.things))
    named = [option.name for option in (*found.ways, *found.extras) if found.named and not option.domain]
    for other in (*found.others, *named):
        key = thing_key(other)
        if key not in domain.things:
            domain.relate(Relation("has", first, domain.thing(other), "has", None, "0..*"))
    return domain


def _er(found: Fit) -> Diagram | None:
    domain = _domain(found)
    return build_er(domain, found.title) if domain else None


def _class(found: Fit) -> Diagram | None:
    domain = _domain(found)
    return build_class(domain, found.title) if domain else None


MANY = 3
"""Who names so many topics has a mind map of their own."""


_ASKED_SIDE = re.compile(r"\b(?:pros|cons|(?:dis)?advantages|benefits|challenges|risks|causes|effects)\b")


def _mindmap(found: Fit) -> Diagram | None:
    side = _ASKED_SIDE.search(found.title.lower())
    if side is not None and side.group() not in found.scenario.triggers and not found.named:
        return None  # it asks for one side of a subject that is known from another
    builder = MindMapBuilder(found.topic.subject)
    root = builder.root
    if len(found.topic.features) >= MANY and not (found.named and found.ways):
        for feature in found.topic.features:
            builder.add(feature, root)
        return builder.build()
    if len(found.ways) > 1 or (found.ways and not found.scenario.topics):
        parent = builder.add(found.scenario.question.rstrip("?") or "Options", root) or root
        for way in found.ways:
            own = builder.add(way.name, parent) or parent
            for act in list(acts(read_flow(textwrap.dedent(way.flow))))[:4]:
                builder.add(act.label, own)
    for extra in found.extras:
        builder.add(extra.name, root)
    for other in found.others:
        builder.add(other, root)
    listed = (
        found.scenario.topics
        or found.scenario.periods
        or ("" if found.scenario.flow or found.scenario.domain else found.scenario.roles)
    )
    if listed:
        builder.items(Reading(textwrap.dedent(listed).strip()).items, root)
    else:
        steps = list(acts(read_flow(_flow_text(replace(found, ways=())))))
        parent = builder.add("Steps", root) or root if steps else root
        for act in steps:
            builder.add(act.label, parent)
        if found.scenario.domain:
            parent = builder.add("Data", root) or root
            domain = _domain(found)
            for thing in domain.things.values() if domain else ():
                builder.add(thing.name, parent)
    return builder.build() if len(builder.topics) > 1 else None


def _timeline(found: Fit) -> Diagram | None:
    if found.scenario.periods:
        text = textwrap.dedent(found.scenario.periods).strip()
        year = re.search(r"\b(?:19|20)\d\d\b", found.title)
        if year:
            text = re.sub(r"^(Q[1-4]):", rf"\1 {year.group()}:", text, flags=re.MULTILINE)
        if months := _months(found.title):
            return _spread(text, months).build(found.title)
        return read_timeline(Reading(text)).build(found.title)
    builder = TimelineBuilder("")
    for number, act in enumerate(main_path(_flow_steps(replace(found, ways=found.ways[:1]))), start=1):
        builder.event(f"Step {number}", act.label)
    return builder.build(found.title) if builder.periods else None


_MONTHS = "January February March April May June July August September October November December".split()
_SPAN = re.compile(
    rf"\b(?:from|between) ({'|'.join(_MONTHS)})(?: \d{{4}})? (?:to|until|till|through|and) ({'|'.join(_MONTHS)})\b",
    re.IGNORECASE,
)


def _months(title: str) -> list[str]:
    """The months that a prompt gives for a plan: "from January to June"."""
    span = _SPAN.search(title)
    if span is None:
        return []
    first, last = (_MONTHS.index(month.capitalize()) for month in span.groups())
    return [_MONTHS[i % 12] for i in range(first, last + 1 + (12 if last < first else 0))]


def _spread(text: str, months: list[str]) -> TimelineBuilder:
    """The events of a plan by quarters, spread over months in their order."""
    events = [e.strip() for line in text.splitlines() for e in line.partition(":")[2].split(";")]
    builder = TimelineBuilder("")
    for number, event in enumerate(events):
        builder.event(months[number * len(months) // len(events)], event)
    return builder


def _org_chart(found: Fit) -> Diagram | None:
    text = found.scenario.roles
    if not text:
        return None
    if (named := _named_posts(found)) is not None:
        return named.build(found.title)
    builder = read_org_chart(Reading(textwrap.dedent(text).strip()))
    head = next(iter(builder.posts), None)
    for feature in (*found.topic.features, *found.topic.context):
        if head is not None and not any(
            feature.lower() in key or key in feature.lower() for key in builder.posts
        ):
            builder.report(builder.post(feature), head)
    return builder.build(found.title)


def _named_posts(found: Fit) -> OrgChartBuilder | None:
    """Only the posts or departments that the prompt names, where it names some: "startup with CEO, CTO and CFO"."""
    names = [re.sub(r" (?:departments|teams|divisions)$", "", f) for f in found.topic.features]
    posts = [name for name in names if is_title(name)]
    departments = [name for name in names if is_department(name)]
    if len(names) < 2 or (len(posts) < len(names) and len(departments) < len(names)):
        return None
    builder = OrgChartBuilder()
    if len(posts) == len(names):
        first = next(
            (n for n in posts if n.lower() in ("ceo", "director", "president", "owner", "founder")), posts[0]
        )
        head = builder.post(first)
        rest = [n for n in posts if n != first]
    else:
        head = builder.post("CEO")
        rest = [f"Head of {name}" for name in departments]
    for name in rest:
        builder.report(builder.post(name), head)
    return builder


_BUILDERS: dict[str, Callable[[Fit], Diagram | None]] = {
    "flowchart": _flowchart,
    "sequence": _sequence,
    "architecture": _architecture,
    "mindmap": _mindmap,
    "er": _er,
    "class": _class,
    "timeline": _timeline,
    "org-chart": _org_chart,
}
