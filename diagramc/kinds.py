"""The only list of diagram types: one row each, with where its IR lives. Modules are imported when asked for."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from diagramc.ir.base import Diagram

TARGETS = ("graphviz", "mermaid", "plantuml")
"""The languages that every type is lowered to; a backend has one module a target."""


class Kind(NamedTuple):
    """A diagram type. `module` is the file name of its slice in every stage (a Python keyword cannot be one).

    `nodes`, `edges` and `groups` name the fields of the IR class that hold those elements ("" for none); `example` is a prompt
    that shows what the type is for.
    """

    name: str
    module: str
    ir_class: str
    summary: str
    example: str
    nodes: str
    edges: str = ""
    groups: str = ""

    @property
    def diagram_class(self) -> type[Diagram]:
        """The IR class of this type."""
        return cast("type[Diagram]", getattr(import_module(f"diagramc.ir.{self.module}"), self.ir_class))

    def backend(self, target: str) -> ModuleType:
        """The backend module for a target language, or for `scene`."""
        return import_module(f"diagramc.backends.{self.module}.{target}")


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "flowchart",
            "flowchart",
            "Flowchart",
            "steps and decisions",
            "User authentication flow with OAuth and email",
            "nodes",
            "edges",
            "groups",
        ),
        Kind(
            "sequence",
            "sequence",
            "Sequence",
            "messages between participants over time",
            "The customer places an order in the web shop. The web shop asks the payment service to charge the card. If the card is "
            "declined, the web shop shows an error to the customer. Otherwise the web shop saves the order in the database and sends "
            "a confirmation to the customer.",
            "participants",
            "",
            "boxes",
        ),
        Kind(
            "architecture",
            "architecture",
            "Architecture",
            "services, networks and what connects them",
            "The browser calls the API gateway over HTTPS. The API gateway calls the orders service and the auth service. The orders "
            "service writes to PostgreSQL, caches in Redis and publishes events to Kafka. A worker reads from Kafka and sends e-mail "
            "through SendGrid. The API gateway, the orders service, the auth service and the worker run on AWS.",
            "services",
            "connections",
            "groups",
        ),
        Kind(
            "mindmap",
            "mindmap",
            "MindMap",
            "one topic and its branches",
            "Product launch: research (user interviews, competitor analysis, pricing survey), design (brand identity, prototype, "
            "usability tests), engineering (API, front end, infrastructure), marketing (landing page, e-mail campaign, social media), "
            "support (knowledge base, training, on-call rota)",
            "topics",
        ),
        Kind(
            "er",
            "er",
            "EntityRelationship",
            "entities, attributes, relationships",
            "A customer places many orders. Each order contains one or more order lines. Each order line refers to one product. A "
            "product belongs to one category. An order has at most one invoice. A customer has a name, an email and a phone. An order "
            "has a date and a status. An order line has a quantity. A product has a title and a price. A category has a name. An "
            "invoice has a number, a total and a due date.",
            "entities",
            "relationships",
            "groups",
        ),
        Kind(
            "class",
            "class_",
            "ClassDiagram",
            "classes, members, relations",
            "Shape is an abstract class with area() and draw(). Circle and Rectangle extend Shape. Circle has radius: float. Rectangle "
            "has width: float and height: float. Square extends Rectangle. A Canvas contains many Shapes. Renderer is an interface with "
            "begin() and end(). SvgRenderer and PngRenderer implement Renderer. Canvas uses Renderer.",
            "classes",
            "relations",
            "groups",
        ),
        Kind(
            "timeline",
            "timeline",
            "Timeline",
            "periods and events in order of time",
            "1957: Sputnik 1 orbits the Earth\n1961: Yuri Gagarin flies into space\n1965: First spacewalk\n1969: Apollo 11 lands on the "
            "Moon\n1971: Salyut 1, the first space station\n1990: Hubble Space Telescope is launched\n1998: Assembly of the ISS begins\n"
            "2012: Curiosity lands on Mars\n2021: James Webb Space Telescope is launched",
            "periods",
            "",
            "sections",
        ),
        Kind(
            "org-chart",
            "org_chart",
            "OrgChart",
            "people and who reports to whom",
            "Maria Schmidt is the CEO. Jonas Weber, the CTO, Aiko Tanaka, the CFO, and Luis Ortega, the CMO, report to Maria Schmidt. Sam "
            "Lee, VP Engineering, and Nora Berg, VP Product, report to Jonas Weber. Eva Novak, Controller, reports to Aiko Tanaka. Zoe "
            "Martin, Head of Brand, and Kim Park, Head of Growth, report to Luis Ortega.",
            "people",
            "",
            "groups",
        ),
    )
}

TYPES: tuple[str, ...] = tuple(KINDS)


def kind_of(diagram: Diagram) -> Kind:
    """The row of a diagram's type."""
    return KINDS[diagram.type]
