"""One rich diagram a type. Between them they use every field of every IR struct (a test walks the structs to make sure)."""

from __future__ import annotations

from diagramc.ir.architecture import Architecture, Boundary, Connection, Service
from diagramc.ir.base import Diagram, Hint, Link, Note, Provenance, RichText, Run, Style
from diagramc.ir.class_ import Attribute, Class, ClassDiagram, Operation, Package, Parameter, Relation
from diagramc.ir.er import Entity, EntityAttribute, EntityRelationship, Relationship, Schema
from diagramc.ir.flowchart import Flow, Flowchart, FlowGroup, FlowNode
from diagramc.ir.mindmap import MindMap, Topic
from diagramc.ir.org_chart import OrgChart, Person, Team
from diagramc.ir.sequence import (
    Activation,
    Autonumber,
    Box,
    Deactivation,
    Delay,
    Destruction,
    Divider,
    Fragment,
    Message,
    Operand,
    Participant,
    Reference,
    Sequence,
    SequenceNote,
)
from diagramc.ir.timeline import Event, Period, Section, Timeline

_STYLES = {
    "hot": Style(fill="#fde2e2", stroke="#c0392b", stroke_width=2, color="#7b241c", bold=True),
    "quiet": Style(line="dashed", italic=True, font_size=11, rounded=True),
}
_PROVENANCE = Provenance(prompt="draw it", planner="offline", model="rules", version="1")
_LINK = Link(url="https://example.org/guide?page=2&part=a", new_window=True)


def _rich(before: str, strong: str, after: str = "") -> RichText:
    runs = (Run(text=before), Run(text=strong, bold=True, italic=True), Run(text=after, code=True))
    return RichText(runs=tuple(run for run in runs if run.text))


FLOWCHART = Flowchart(
    title="Order handling",
    description="How an order is checked, packed and sent.",
    caption="Since last spring",
    direction="TB",
    styles=_STYLES,
    provenance=_PROVENANCE,
    nodes=(
        FlowNode(id="start", label="Order received", kind="start"),
        FlowNode(
            id="check", label=_rich("Check ", "stock", " now"), link=_LINK, tooltip="Asks the warehouse"
        ),
        FlowNode(id="enough", label="Enough in stock?", kind="decision", classes=("hot",)),
        FlowNode(id="pack", label="Pack the parcel", group="warehouse", icon="box"),
        FlowNode(
            id="label", label="Print label", group="desk", shape="document", description="Thermal paper"
        ),
        FlowNode(id="stock", label="Stock", kind="database", group="warehouse"),
        FlowNode(
            id="refuse",
            label="Tell the customer\nit takes longer",
            kind="manual",
            style=Style(fill="#eef6ff", stroke="#1b4f72", stroke_width=3, line="dotted", color="#1b4f72"),
        ),
        FlowNode(id="wait", label="Wait", kind="delay", classes=("quiet",)),
        FlowNode(id="done", label="Sent", kind="end"),
    ),
    edges=(
        Flow(source="start", target="check"),
        Flow(source="check", target="enough", label="result"),
        Flow(source="enough", target="pack", label="yes", source_side="bottom", target_side="top"),
        Flow(source="enough", target="refuse", label=_rich("", "no"), line="dashed", target_head="open"),
        Flow(source="refuse", target="wait", line="thick", source_head="circle", length=2),
        Flow(source="wait", target="check", id="again", label="again", classes=("hot",), link=_LINK),
        Flow(source="pack", target="stock", line="dotted", target_head="none", tooltip="takes it out"),
        Flow(source="pack", target="label"),
        Flow(
            source="label",
            target="done",
            style=Style(stroke="#c0392b", stroke_width=2, color="#c0392b", bold=True),
        ),
    ),
    groups=(
        FlowGroup(id="warehouse", label="Warehouse", kind="swimlane", direction="LR", tooltip="Hall 3"),
        FlowGroup(
            id="desk",
            label="Packing desk",
            description="Two people",
            parent="warehouse",
            link=_LINK,
            classes=("quiet",),
            style=Style(fill="#f6fff0"),
        ),
    ),
    notes=(
        Note(text="Counted every night", id="n1", targets=("stock",), side="right"),
        Note(text=_rich("Free ", "remark")),
    ),
    hints=(
        Hint(kind="same-rank", nodes=("pack", "refuse")),
        Hint(kind="order", nodes=("pack", "refuse")),
        Hint(kind="near", nodes=("wait", "refuse")),
    ),
)

SEQUENCE = Sequence(
    title="Signing in",
    description="A browser signs in through an identity provider.",
    caption="Happy path and one failure",
    styles=_STYLES,
    provenance=_PROVENANCE,
    autonumber=True,
    participants=(
        Participant(id="user", label="User", kind="actor", link=_LINK, tooltip="A person"),
        Participant(id="app", label=_rich("Web ", "app"), group="ours", classes=("hot",)),
        Participant(
            id="auth", label="Identity\nprovider", kind="control", group="vault", description="OpenID"
        ),
        Participant(
            id="db", label="Sessions", kind="database", style=Style(fill="#eef6ff", stroke="#1b4f72")
        ),
        Participant(id="job", label="Mailer", kind="queue", classes=("quiet",)),
    ),
    boxes=(
        Box(
            id="ours",
            label="Our side",
            style=Style(fill="#f4f8ff"),
            tooltip="Same data centre",
            link=_LINK,
            classes=("quiet",),
            description="One rack",
            direction="LR",
        ),
        Box(id="vault", label="Vault", parent="ours"),
    ),
    steps=(
        Message(source="user", target="app", label="Open page", activate=True, link=_LINK),
        Message(source="app", target="auth", label=_rich("Authorise ", "now"), kind="async"),
        Activation(participant="auth"),
        Message(source="auth", target="auth", label="check password"),
        SequenceNote(text="Hashes are compared", participants=("auth",), placement="right"),
        Fragment(
            kind="alt",
            label="outcome",
            operands=(
                Operand(
                    label="password is right",
                    steps=(
                        Message(source="auth", target="db", label="store session"),
                        Message(source="db", target="auth", label="ok", kind="reply", deactivate=False),
                    ),
                ),
                Operand(
                    label="password is wrong",
                    steps=(
                        Message(source="auth", target="app", label="refuse", kind="reply", head="cross"),
                        Fragment(
                            kind="loop",
                            label="three times",
                            fill="#fff7e0",
                            operands=(
                                Operand(
                                    steps=(
                                        Message(
                                            source="app",
                                            target="user",
                                            label="ask again",
                                            line="dashed",
                                            tail="circle",
                                        ),
                                    )
                                ),
                            ),
                        ),
                    ),
                ),
            ),
        ),
        Fragment(
            kind="opt",
            operands=(
                Operand(label="first time", steps=(Message(source="auth", target="app", label="greet"),)),
            ),
        ),
        Deactivation(participant="auth"),
        Divider(label="Afterwards"),
        Autonumber(enabled=True, start=10, increment=5),
        Message(source="app", target="job", label="create mailer", kind="create"),
        Message(source="app", target="job", label="welcome mail", kind="async"),
        SequenceNote(text=_rich("Sent ", "later"), participants=("db", "job")),
        Delay(label="a minute later"),
        Reference(label="Delivery", participants=("db", "job"), link=_LINK),
        Message(source="job", target="app", label="stop", kind="destroy"),
        Message(source="app", label="log line"),
        Message(target="app", label="timer"),
        Message(source="app", target="user", label="Welcome", kind="reply", deactivate=True),
        Destruction(participant="db"),
        Autonumber(enabled=False),
        SequenceNote(text="Leaves", participants=("user",), placement="left"),
    ),
    notes=(Note(text="Drawn from the log", id="n1", targets=("user",), side="left"),),
    hints=(Hint(kind="order", nodes=("user", "app")), Hint(kind="near", nodes=("auth", "db"))),
)

ARCHITECTURE = Architecture(
    title="Shop platform",
    description="What runs where.",
    caption="Production",
    direction="LR",
    styles=_STYLES,
    provenance=_PROVENANCE,
    services=(
        Service(id="browser", label="Browser", kind="browser", external=True, tooltip="Any of them"),
        Service(id="cdn", label="CDN", kind="cdn", link=_LINK),
        Service(id="gateway", label="API gateway", kind="gateway", group="public", technology="Envoy"),
        Service(
            id="orders", label=_rich("Order ", "service"), group="private", icon="cart", classes=("hot",)
        ),
        Service(id="bus", label="Events", kind="queue", group="private", classes=("quiet",)),
        Service(id="join", kind="junction", group="private"),
        Service(
            id="db",
            label="Orders",
            kind="database",
            group="private",
            description="Two replicas",
            style=Style(fill="#eef6ff", stroke="#1b4f72", stroke_width=2),
        ),
        Service(id="mail", label="Mail provider", kind="mail", external=True),
    ),
    connections=(
        Connection(source="browser", target="cdn", label="pages", protocol="HTTPS"),
        Connection(source="cdn", target="gateway", source_side="right", target_side="left"),
        Connection(source="gateway", target="orders", label=_rich("", "orders"), protocol="gRPC"),
        Connection(source="orders", target="join", target_head="none"),
        Connection(source="join", target="db", line="dashed", source_head="arrow", id="store"),
        Connection(source="join", target="bus", line="dotted", tooltip="at least once", link=_LINK),
        Connection(
            source="bus",
            target="mail",
            label="send",
            classes=("hot",),
            style=Style(stroke="#c0392b", line="thick"),
        ),
    ),
    groups=(
        Boundary(
            id="cloud",
            label="Cloud",
            kind="cloud",
            icon="cloud",
            technology="Some vendor",
            description="Rented",
        ),
        Boundary(
            id="region",
            label="Region north",
            kind="region",
            parent="cloud",
            classes=("quiet",),
            direction="TB",
        ),
        Boundary(id="public", label="Public network", kind="network", parent="region", link=_LINK),
        Boundary(
            id="private",
            label="Private network",
            kind="network",
            parent="region",
            tooltip="No way in",
            style=Style(fill="#f6fff0"),
        ),
        Boundary(id="partner", label="Partner", kind="system", external=True),
    ),
    notes=(
        Note(text="Rate limited", id="n1", targets=("gateway",), side="top"),
        Note(text="Costs are shared"),
    ),
    hints=(
        Hint(kind="same-rank", nodes=("db", "bus")),
        Hint(kind="order", nodes=("bus", "db")),
        Hint(kind="near", nodes=("browser", "cdn")),
    ),
)

MINDMAP = MindMap(
    title="Garden plans",
    description="What to do with the garden.",
    caption="For next year",
    styles=_STYLES,
    provenance=_PROVENANCE,
    topics=(
        Topic(id="garden", label="Garden", shape="circle", classes=("hot",)),
        Topic(id="beds", label=_rich("Raised ", "beds"), parent="garden", side="right", shape="rounded"),
        Topic(id="tomato", label="Tomatoes", parent="beds", icon="leaf", link=_LINK, tooltip="Six plants"),
        Topic(id="herbs", label="Herbs\nand tea", parent="beds", shape="rect", description="Near the door"),
        Topic(id="mint", label="Mint", parent="herbs", classes=("quiet",)),
        Topic(id="sage", label="Sage", parent="herbs"),
        Topic(id="pond", label="Pond", parent="garden", side="left", shape="cloud"),
        Topic(id="frogs", label="Frogs", parent="pond", shape="hexagon"),
        Topic(
            id="pump",
            label="Pump",
            parent="pond",
            shape="bang",
            style=Style(fill="#eef6ff", stroke="#1b4f72"),
        ),
        Topic(id="money", label="Budget", parent="garden", side="left", shape="none"),
    ),
    notes=(Note(text="Ask the neighbours", id="n1", targets=("pond",), side="left"),),
    hints=(Hint(kind="order", nodes=("beds", "pond")), Hint(kind="near", nodes=("mint", "sage"))),
)

ER = EntityRelationship(
    title="Library",
    description="Books, copies and loans.",
    caption="Third normal form",
    direction="LR",
    styles=_STYLES,
    provenance=_PROVENANCE,
    entities=(
        Entity(
            id="book",
            label=_rich("Book ", "title"),
            group="catalogue",
            tooltip="One a work",
            link=_LINK,
            attributes=(
                EntityAttribute(name="isbn", type="char(13)", keys=("PK",), nullable=False),
                EntityAttribute(name="title", type="text", nullable=False, comment="as printed"),
                EntityAttribute(name="subtitle", type="text", nullable=True),
                EntityAttribute(name="publisher_id", type="int", keys=("FK",)),
            ),
        ),
        Entity(
            id="copy",
            label="Copy",
            weak=True,
            group="catalogue",
            classes=("quiet",),
            attributes=(
                EntityAttribute(name="isbn", type="char(13)", keys=("PK", "FK")),
                EntityAttribute(name="number", type="int", keys=("PK",)),
            ),
        ),
        Entity(
            id="member",
            label="Member",
            classes=("hot",),
            description="Has a card",
            attributes=(
                EntityAttribute(name="card", type="int", keys=("PK",)),
                EntityAttribute(name="email", type="text", keys=("UK",)),
            ),
        ),
        Entity(id="publisher", style=Style(fill="#eef6ff", stroke="#1b4f72", stroke_width=2)),
        Entity(
            id="loan",
            label="Loan",
            attributes=(
                EntityAttribute(name="member_card", type="int", keys=("FK",)),
                EntityAttribute(name="due", type="date"),
            ),
        ),
    ),
    relationships=(
        Relationship(source="book", target="copy", label="exists as", identifying=True, id="copies"),
        Relationship(
            source="publisher",
            target="book",
            label=_rich("", "publishes"),
            source_cardinality="zero-or-one",
            target_cardinality="one-or-more",
            source_role="house",
            target_role="list",
            link=_LINK,
        ),
        Relationship(source="copy", target="loan", label="lent in", tooltip="over time", classes=("quiet",)),
        Relationship(
            source="member",
            target="loan",
            label="takes",
            style=Style(stroke="#c0392b", stroke_width=2, color="#c0392b"),
        ),
    ),
    groups=(
        Schema(
            id="catalogue",
            label="Catalogue",
            description="Never deleted",
            direction="LR",
            link=_LINK,
            tooltip="Read mostly",
            classes=("quiet",),
            style=Style(fill="#f6fff0"),
        ),
        Schema(id="stock", label="Stock", parent="catalogue"),
    ),
    notes=(
        Note(text="Cards are renewed yearly", id="n1", targets=("member",), side="bottom"),
        Note(text="Draft"),
    ),
    hints=(
        Hint(kind="same-rank", nodes=("copy", "member")),
        Hint(kind="order", nodes=("copy", "member")),
        Hint(kind="near", nodes=("book", "copy")),
    ),
)

CLASS = ClassDiagram(
    title="Shapes",
    description="A small drawing library.",
    caption="Public classes only",
    direction="TB",
    styles=_STYLES,
    provenance=_PROVENANCE,
    classes=(
        Class(
            id="Shape",
            kind="abstract",
            label=_rich("Shape", ""),
            group="model",
            link=_LINK,
            tooltip="Anything that can be drawn",
            attributes=(
                Attribute(name="name", type="str", visibility="protected", default='"unnamed"'),
                Attribute(name="count", type="int", visibility="private", static=True),
            ),
            operations=(
                Operation(name="area", returns="float", visibility="public", abstract=True),
                Operation(
                    name="scale",
                    parameters=(Parameter(name="by", type="float", default="1.0"), Parameter(type="Point")),
                    returns="None",
                    visibility="package",
                ),
                Operation(name="parse", parameters=(Parameter(name="text"),), returns="Shape", static=True),
            ),
        ),
        Class(
            id="Circle", group="model", classes=("hot",), attributes=(Attribute(name="radius", type="float"),)
        ),
        Class(id="Drawable", kind="interface", stereotypes=("stable",), operations=(Operation(name="draw"),)),
        Class(
            id="Layer", label="Layer", type_parameters=("T", "K"), classes=("quiet",), description="Ordered"
        ),
        Class(
            id="Colour", kind="enum", values=("RED", "GREEN"), style=Style(fill="#eef6ff", stroke="#1b4f72")
        ),
        Class(id="Canvas", group="app"),
    ),
    relations=(
        Relation(source="Circle", target="Shape", kind="inheritance"),
        Relation(source="Shape", target="Drawable", kind="realization", classes=("quiet",)),
        Relation(
            source="Canvas",
            target="Layer",
            kind="composition",
            label=_rich("", "stacks"),
            source_multiplicity="1",
            target_multiplicity="1..*",
            source_role="owner",
            target_role="layers",
            id="stack",
            link=_LINK,
        ),
        Relation(
            source="Layer", target="Shape", kind="aggregation", target_multiplicity="0..*", tooltip="in order"
        ),
        Relation(source="Shape", target="Colour", kind="association", label="fill"),
        Relation(
            source="Canvas",
            target="Drawable",
            kind="dependency",
            label="uses",
            style=Style(stroke="#c0392b", stroke_width=2, color="#c0392b"),
        ),
        Relation(source="Circle", target="Colour", kind="link"),
    ),
    groups=(
        Package(id="model", label="model", parent="app", classes=("quiet",), tooltip="No input or output"),
        Package(
            id="app",
            label="app",
            description="The program",
            direction="TB",
            link=_LINK,
            style=Style(fill="#f6fff0"),
        ),
    ),
    notes=(
        Note(text="Immutable", id="n1", targets=("Colour",), side="right"),
        Note(text=_rich("Free ", "remark")),
    ),
    hints=(
        Hint(kind="same-rank", nodes=("Colour", "Drawable")),
        Hint(kind="order", nodes=("Colour", "Drawable")),
        Hint(kind="near", nodes=("Circle", "Colour")),
    ),
)

TIMELINE = Timeline(
    title="A bicycle works",
    description="How the workshop grew.",
    caption="From the company's books",
    scale="time",
    styles=_STYLES,
    provenance=_PROVENANCE,
    periods=(
        Period(
            id="p1",
            label="1885",
            group="early",
            start="1885",
            link=_LINK,
            events=(
                Event(text="Founded", link=_LINK, tooltip="In a shed"),
                Event(text=_rich("First ", "frame")),
            ),
        ),
        Period(
            id="p2",
            label="1890 to 1902",
            group="early",
            start="1890",
            end="1902",
            tooltip="Boom",
            description="Forty people",
            events=(Event(text="Pneumatic tyres\neverywhere"),),
        ),
        Period(
            id="p3",
            label="1931",
            start="1931",
            group="late",
            classes=("hot",),
            events=(Event(text="Racing team"),),
        ),
        Period(
            id="p4",
            label=_rich("May ", "1958"),
            start="1958-05",
            group="late",
            style=Style(fill="#eef6ff", stroke="#1b4f72"),
        ),
    ),
    sections=(
        Section(
            id="early",
            label="Early years",
            description="One street",
            link=_LINK,
            tooltip="Before the war",
            classes=("quiet",),
            style=Style(fill="#f6fff0"),
        ),
        Section(id="late", label="Later years", direction="LR", parent="early"),
    ),
    notes=(Note(text="Books were lost", id="n1", targets=("p2",), side="top"),),
    hints=(Hint(kind="near", nodes=("p1", "p2")), Hint(kind="order", nodes=("p1", "p2"))),
)

ORG_CHART = OrgChart(
    title="The bakery",
    description="Who reports to whom.",
    caption="From the first of May",
    styles=_STYLES,
    provenance=_PROVENANCE,
    people=(
        Person(
            id="ana",
            label=_rich("Ana ", "Lima"),
            title="Owner",
            link=_LINK,
            tooltip="Founder",
            classes=("hot",),
        ),
        Person(id="bo", label="Bo Falk", title="Office", reports_to="ana", assistant=True),
        Person(
            id="cy",
            label="Cy Ode",
            title="Head baker",
            department="Bakery",
            reports_to="ana",
            group="bakery",
            picture="cy.png",
            description="On nights",
        ),
        Person(id="di", label="Di Tran", title="Baker", reports_to="cy", group="bakery", dotted=("el",)),
        Person(id="fo", label="Open post", title="Apprentice", reports_to="cy", group="bakery", vacant=True),
        Person(
            id="el",
            label="El Mar",
            title="Head of sales",
            department="Sales",
            reports_to="ana",
            style=Style(fill="#eef6ff", stroke="#1b4f72"),
        ),
        Person(id="gi", label="Gi Sol", reports_to="el", classes=("quiet",)),
    ),
    groups=(
        Team(
            id="bakery",
            label="Bakehouse",
            description="Two ovens",
            direction="TB",
            link=_LINK,
            tooltip="Ground floor",
            classes=("quiet",),
            style=Style(fill="#f6fff0"),
        ),
        Team(id="night", label="Night shift", parent="bakery"),
    ),
    notes=(Note(text="Hiring", id="n1", targets=("fo",), side="bottom"),),
    hints=(Hint(kind="same-rank", nodes=("cy", "el")), Hint(kind="order", nodes=("cy", "el"))),
)

SAMPLES: dict[str, Diagram] = {
    diagram.type: diagram
    for diagram in (FLOWCHART, SEQUENCE, ARCHITECTURE, MINDMAP, ER, CLASS, TIMELINE, ORG_CHART)
}
