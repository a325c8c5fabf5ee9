"""Facts to IR: a domain as a class diagram."""

from __future__ import annotations

from diagramc.ir.class_ import Attribute, Class, ClassDiagram, Operation, Parameter, RelationKind
from diagramc.ir.class_ import Relation as ClassRelation
from diagramc.ir.ids import slug
from diagramc.planner.offline.facts import Domain
from diagramc.planner.offline.notation import split_list

_TYPES = {
    "text": "String",
    "int": "int",
    "decimal": "Decimal",
    "date": "Date",
    "datetime": "DateTime",
    "boolean": "boolean",
    "id": "int",
}
_KINDS: dict[str, RelationKind] = {
    "is": "inheritance",
    "implements": "realization",
    "part": "composition",
    "has": "association",
    "uses": "dependency",
    "verb": "association",
}


def pascal(name: str) -> str:
    """ "Order item" as "OrderItem"."""
    return "".join(word[:1].upper() + word[1:] for word in name.replace("-", " ").replace("_", " ").split())


def camel(name: str) -> str:
    """ "birth date" as "birthDate"; a name that is one word stays as it is."""
    words = name.replace("-", " ").split()
    if len(words) == 1:
        return words[0]
    joined = pascal(" ".join(words))
    return joined[:1].lower() + joined[1:]


def operation(text: str) -> Operation:
    """ "draw(scale: float): void" as an operation."""
    name, _, rest = text.partition("(")
    inside, _, after = rest.partition(")")
    parameters = []
    for part in split_list(inside) if inside.strip() else []:
        param, colon, kind = part.partition(":")
        parameters.append(
            Parameter(name=param.strip(), type=kind.strip() or None)
            if colon
            else Parameter(name=part.strip())
        )
    returns = after.strip().lstrip(":").strip() or None
    return Operation(name=name.strip() or text, parameters=tuple(parameters), returns=returns)


def build_class(domain: Domain, title: str | None = None) -> ClassDiagram:
    """The diagram of a domain; a whole owns its parts by composition."""
    ids: dict[str, str] = {}
    classes: list[Class] = []
    for key, thing in domain.things.items():
        ids[key] = slug(thing.name, ids.values())
        attributes = tuple(
            Attribute(name=camel(p.name), type=p.type if p.given else _TYPES.get(p.type or ""))
            for p in thing.properties
        )
        classes.append(
            Class(
                id=ids[key],
                label=pascal(thing.name),
                kind=thing.kind,
                attributes=attributes,
                operations=tuple(operation(text) for text in thing.operations),
                values=tuple(thing.values),
            )
        )
    relations = tuple(
        ClassRelation(
            source=ids[r.source],
            target=ids[r.target],
            kind=_KINDS[r.kind],
            label=r.label if r.kind == "verb" else None,
            source_multiplicity=r.source_multiplicity,
            target_multiplicity=r.target_multiplicity,
        )
        for r in domain.relations
    )
    return ClassDiagram(title=title, classes=tuple(classes), relations=relations)
