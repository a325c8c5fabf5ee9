"""Python source as a class diagram, by its syntax tree; nothing is imported or run."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from diagramc.ir.base import Diagram
from diagramc.ir.class_ import (
    Attribute,
    Class,
    ClassDiagram,
    ClassKind,
    Operation,
    Parameter,
    Relation,
    Visibility,
)
from diagramc.ir.ids import slug

MAX_CLASSES = 100
"""The most classes that are read."""
MAX_MEMBERS = 25
"""The most attributes and the most operations that a class shows."""
_ENUMS = frozenset(("Enum", "IntEnum", "StrEnum", "Flag", "IntFlag"))
_UNSHOWN = _ENUMS | {"object", "ABC", "Protocol", "Generic", "NamedTuple", "TypedDict"}


def read(source: str) -> dict[str, Diagram]:
    """The classes of a module; empty when it has none or is no Python."""
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of invalid escapes in other people's strings
            tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    found = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)][:MAX_CLASSES]
    if not found:
        return {}
    ids: dict[str, str] = {}
    for node in found:
        ids.setdefault(node.name, slug(node.name, ids.values()))
    unique = {node.name: node for node in reversed(found)}
    ordered = [unique[name] for name in ids]
    classes = tuple(_class(node, ids[node.name]) for node in ordered)
    relations = tuple(relation for node in ordered for relation in _relations(node, ids))
    return {"class": ClassDiagram(classes=classes, relations=relations)}


def _bases(node: ast.ClassDef) -> list[str]:
    """The names of the base classes, without modules and parameters."""
    found = []
    for base in node.bases:
        while isinstance(base, ast.Subscript):
            base = base.value
        if isinstance(base, ast.Attribute | ast.Name):
            found.append(base.attr if isinstance(base, ast.Attribute) else base.id)
    return found


def _kind(node: ast.ClassDef) -> ClassKind:
    bases = set(_bases(node))
    if bases & _ENUMS:
        return "enum"
    if "Protocol" in bases:
        return "interface"
    if any(base.endswith(("Error", "Exception")) for base in bases):
        return "exception"
    abstract = any("abstractmethod" in ast.dump(f) for d in _methods(node) for f in d.decorator_list)
    return "abstract" if "ABC" in bases or abstract else "class"


def _methods(node: ast.ClassDef) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for part in node.body:
        if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef):
            yield part


def _class(node: ast.ClassDef, id: str) -> Class:
    kind = _kind(node)
    values: tuple[str, ...] = ()
    attributes = list(_attributes(node))[:MAX_MEMBERS]
    if kind == "enum":
        values, attributes = tuple(attribute.name for attribute in attributes), []
    operations = [
        _operation(method)
        for method in _methods(node)
        if not method.name.startswith("_") and not _is_property(method)
    ]
    return Class(
        id=id,
        label=node.name,
        kind=kind,
        attributes=tuple(attributes),
        operations=tuple(operations[:MAX_MEMBERS]),
        values=values,
    )


def _is_property(method: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any("property" in _written(decorator) for decorator in method.decorator_list)


def _attributes(node: ast.ClassDef) -> Iterator[Attribute]:
    """Fields of the class body, properties, and what `__init__` sets on self; each once. Private ones only where a type says what
    they are."""
    seen: set[str] = set()
    for name, type in _fields(node):
        inner = name.startswith("__") or (name.startswith("_") and type is None)
        if name not in seen and not inner:
            seen.add(name)
            yield Attribute(name=name, type=type, visibility=_visibility(name))


def _fields(node: ast.ClassDef) -> Iterator[tuple[str, str | None]]:
    for part in node.body:
        if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name):
            yield part.target.id, _written(part.annotation)
        elif isinstance(part, ast.Assign):
            yield from ((target.id, None) for target in part.targets if isinstance(target, ast.Name))
    for method in _methods(node):
        if _is_property(method):
            yield method.name, _written(method.returns) if method.returns else None
        elif method.name == "__init__":
            given = {a.arg: _written(a.annotation) for a in method.args.args if a.annotation is not None}
            yield from _set_on_self(method, given)


def _set_on_self(method: ast.AST, given: dict[str, str]) -> Iterator[tuple[str, str | None]]:
    for part in ast.walk(method):
        targets: list[ast.expr] = []
        annotation = None
        if isinstance(part, ast.AnnAssign):
            targets, annotation = [part.target], _written(part.annotation)
        elif isinstance(part, ast.Assign):
            targets = part.targets
            annotation = given.get(part.value.id) if isinstance(part.value, ast.Name) else None
        for target in targets:
            if (
                isinstance(target, ast.Attribute)
                and isinstance(target.value, ast.Name)
                and target.value.id == "self"
            ):
                yield target.attr, annotation


def _operation(method: ast.FunctionDef | ast.AsyncFunctionDef) -> Operation:
    decorators = {_written(decorator).rpartition(".")[2] for decorator in method.decorator_list}
    arguments = [*method.args.posonlyargs, *method.args.args, *method.args.kwonlyargs]
    if "staticmethod" not in decorators:
        arguments = arguments[1:]
    return Operation(
        name=method.name,
        parameters=tuple(
            Parameter(name=a.arg, type=_written(a.annotation) if a.annotation else None) for a in arguments
        ),
        returns=_written(method.returns) if method.returns is not None else None,
        visibility=_visibility(method.name),
        static="staticmethod" in decorators,
        abstract="abstractmethod" in decorators,
    )


def _visibility(name: str) -> Visibility:
    return "private" if name.startswith("_") else "public"


def _written(node: ast.expr | None) -> str:
    """An expression as text, short; quotes of forward references go."""
    return "" if node is None else ast.unparse(node).strip("'\"")[:60]


def _relations(node: ast.ClassDef, ids: dict[str, str]) -> Iterator[Relation]:
    """Bases, the types of fields, and what else the methods' signatures name."""
    own, known = ids[node.name], {node.name}
    for base in dict.fromkeys(_bases(node)):
        if base in ids and base not in known and base not in _UNSHOWN:
            known.add(base)
            yield Relation(source=own, target=ids[base], kind="inheritance")
    for attribute in _attributes(node):
        for name in _names_in(attribute.type, ids):
            known.add(name)
            label = attribute.name.lstrip("_")
            count = _count(attribute.type or "")
            yield Relation(source=own, target=ids[name], label=label, target_multiplicity=count)
    for method in _methods(node):
        arguments = [*method.args.posonlyargs, *method.args.args, *method.args.kwonlyargs]
        for annotation in (*(argument.annotation for argument in arguments), method.returns):
            for name in _names_in(_written(annotation), ids):
                if name not in known:
                    known.add(name)
                    yield Relation(source=own, target=ids[name], kind="dependency")


def _names_in(type: str | None, ids: dict[str, str]) -> list[str]:
    """The classes of the module that a type names, each once."""
    return [name for name in dict.fromkeys(re.findall(r"[A-Za-z_]\w*", type or "")) if name in ids]


def _count(type: str) -> str:
    if re.search(
        r"\b(?:list|tuple|set|frozenset|dict|deque|Sequence|Iterable|Iterator|Mapping)\b", type, re.IGNORECASE
    ):
        return "0..*"
    return "0..1" if re.search(r"\bNone\b|\bOptional\b", type) else "1"
