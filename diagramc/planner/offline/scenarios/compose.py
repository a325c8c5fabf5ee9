"""The diagram of a fitted scenario, for each type."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from dataclasses import replace

from msgspec.structs import replace as change

from diagramc.ir.base import Diagram
from diagramc.ir.sequence import Sequence
from diagramc.planner.offline.architecture import Described
from diagramc.planner.offline.class_ import build_class
from diagramc.planner.offline.compose import act_label
from diagramc.planner.offline.er import build_er
from diagramc.planner.offline.facts import Domain, read_domain, thing_key
from diagramc.planner.offline.flowchart import FlowchartBuilder
from diagramc.planner.offline.lexicon.services import PRODUCTS
from diagramc.planner.offline.mindmap import MindMapBuilder
from diagramc.planner.offline.org_chart import OrgChartBuilder, read_org_chart
from diagramc.planner.offline.people import is_department, is_title
from diagramc.planner.offline.procedure import Act, Step, acts, main_path
from diagramc.planner.offline.reading import Reading
from diagramc.planner.offline.scenarios.entities import MANY, furnish, listed_things, relate_known
from diagramc.planner.offline.scenarios.fitting import Fit
from diagramc.planner.offline.scenarios.script import read_flow, read_messages
from diagramc.planner.offline.scenarios.services import architecture
from diagramc.planner.offline.scenarios.texts import flow_text, gathered, messages_text
from diagramc.planner.offline.sequence import SequenceBuilder
from diagramc.planner.offline.timeline import TimelineBuilder, read_timeline


def _flow_steps(found: Fit) -> list[Step]:
    """The steps, with what else the prompt mentions before the last of them."""
    steps = read_flow(flow_text(found))
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
    steps = read_messages(messages_text(found), builder)
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


def _domain(found: Fit) -> Domain | None:
    text = gathered(found, "domain")
    if not text:
        return None
    domain = read_domain(Reading(text))
    if listed_things(found.topic.features):
        return _only(domain, found.topic.features)
    first, told = next(iter(domain.things)), list(domain.things)
    named = [option.name for option in (*found.ways, *found.extras) if found.named and not option.domain]
    for other in (*found.others, *named):
        if thing_key(other) not in domain.things:
            furnish(domain, other)
    relate_known(domain, first, told)
    return domain


def _only(domain: Domain, names: list[str]) -> Domain:
    """The things that a prompt lists, with what the scenario knows of them, and no others."""
    keys = [furnish(domain, name) for name in names]
    domain.things = {key: domain.things[key] for key in keys}
    domain.relations = [r for r in domain.relations if r.source in keys and r.target in keys]
    relate_known(domain)
    return domain


def _er(found: Fit) -> Diagram | None:
    domain = _domain(found)
    return build_er(domain, found.title) if domain else None


def _class(found: Fit) -> Diagram | None:
    domain = _domain(found)
    return build_class(domain, found.title) if domain else None


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
        steps = list(acts(read_flow(flow_text(replace(found, ways=())))))
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
    "architecture": architecture,
    "mindmap": _mindmap,
    "er": _er,
    "class": _class,
    "timeline": _timeline,
    "org-chart": _org_chart,
}
