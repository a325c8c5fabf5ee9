"""Mending what planners get wrong: names for ids, loose ends, two roots. Each repair is told; nothing is guessed at random.

The order matters: ids first, then references, then the shape of trees and fragments, then single values.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar, cast

from msgspec.structs import replace

from diagramc.diagnostics import Diagnostic, Severity, diagnose
from diagramc.ir.base import Diagram, Edge, Element, Link, Style, plain
from diagramc.ir.colors import is_color
from diagramc.ir.flowchart import Flow
from diagramc.ir.ids import slug
from diagramc.ir.sequence import (
    SEVERAL_OPERANDS,
    Autonumber,
    Fragment,
    Message,
    Operand,
    Reference,
    Sequence,
    SequenceNote,
)
from diagramc.ir.timeline import Period
from diagramc.ir.visit import transform
from diagramc.kinds import Kind, kind_of
from diagramc.passes.validate import common, flowchart, sequence, timeline

D = TypeVar("D", bound=Diagram)

PARENT_FIELD = {"mindmap": "parent", "org-chart": "reports_to"}
"""The field that makes a tree of a type's nodes."""


def repair(diagram: D) -> tuple[D, tuple[Diagnostic, ...]]:
    """The diagram with its slips mended, and a diagnostic for each repair. A diagram without errors comes back as it is.

    What cannot be mended without inventing (an empty diagram, one that is too large) is left for `validate` to report.
    """
    if common.check_size(diagram):
        return diagram, ()
    repairer = _Repairer(diagram)
    return cast(D, repairer.repair()), tuple(repairer.told)


class _Repairer:
    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram
        self.kind: Kind = kind_of(diagram)
        self.told: list[Diagnostic] = []
        self.nodes = list(common.nodes_of(diagram))
        self.edges = list(common.edges_of(diagram))
        self.groups = list(common.groups_of(diagram))
        self.notes = list(diagram.notes)
        self.names: dict[str, str] = {}

    def tell(self, message: str, element: Element, *, lost: bool = False) -> None:
        """Note a repair; one that loses something is a warning."""
        severity = Severity.WARNING if lost else None
        self.told.append(diagnose("plan.repaired", message, span=element.span, severity=severity))

    def repair(self) -> Diagram:
        self.repair_ids()
        self.names = self.learn_names()
        steps = self.repair_steps(self.diagram.steps) if isinstance(self.diagram, Sequence) else None
        self.edges = [mended for edge in self.edges if (mended := self.repair_edge(edge)) is not None]
        self.repair_groups()
        self.repair_tree()
        changed = self.assembled(steps)
        return transform(changed, self.repair_values)

    def assembled(self, steps: tuple[Any, ...] | None) -> Diagram:
        """The diagram with the mended parts; itself when nothing was mended."""
        parts: dict[str, Any] = {self.kind.nodes: tuple(self.nodes)}
        if self.kind.edges:
            parts[self.kind.edges] = tuple(self.edges)
        if self.kind.groups:
            parts[self.kind.groups] = tuple(self.groups)
        if steps is not None:
            parts["steps"] = steps
        known = set(self.names.values())
        parts["notes"] = tuple(self.keep_known(note, "targets", known) for note in self.notes)
        hints = tuple(self.keep_known(hint, "nodes", known) for hint in self.diagram.hints)
        parts["hints"] = tuple(hint for hint in hints if hint.nodes)
        changes = {
            name: value for name, value in parts.items() if not _same(value, getattr(self.diagram, name))
        }
        return replace(self.diagram, **changes) if changes else self.diagram

    # Ids

    def repair_ids(self) -> None:
        """Every node and group has an id of its own: made from the label where it is missing or taken by another."""
        taken = {item.id for item in (*self.nodes, *self.groups) if item.id.strip()}
        seen: dict[str, Element] = {}
        self.nodes = self.with_ids(self.nodes, taken, seen)
        self.groups = self.with_ids(self.groups, taken, seen)
        seen_ids: set[str] = set()
        self.edges = [self.with_optional_id(edge, seen_ids) for edge in self.edges]
        self.notes = [self.with_optional_id(note, seen_ids) for note in self.notes]

    def with_optional_id(self, item: Any, seen: set[str]) -> Any:
        """An edge or note without its id, where that is empty, unusable or another's."""
        if item.id is None:
            return item
        if item.id.strip() and not common.has_controls(item.id) and item.id not in seen:
            seen.add(item.id)
            return item
        self.tell(f"dropped the id {item.id!r} of a {common.noun(item)}", item)
        return replace(item, id=None)

    def with_ids(self, items: Iterable[Any], taken: set[str], seen: dict[str, Element]) -> list[Any]:
        kept: list[Any] = []
        for item in items:
            twin = seen.get(item.id)
            usable = bool(item.id.strip()) and not common.has_controls(item.id)
            if usable and twin is None:
                seen[item.id] = item
                kept.append(item)
                continue
            if twin is not None and _is_twin(item, twin):
                self.tell(f"merged two {common.noun(item)}s with the id {item.id!r}", item)
                continue
            made = slug(plain(item.label) or item.id or common.noun(item), taken)
            taken.add(made)
            self.tell(f"gave the {common.noun(item)} {plain(item.label) or item.id!r} the id {made!r}", item)
            seen[made] = item
            shown = item.id if item.label is None and usable else item.label
            kept.append(replace(item, id=made, label=shown))
        return kept

    def learn_names(self) -> dict[str, str]:
        """What an element may be referred to by: its id above all, then its label, then either without case and signs."""
        items = (*self.nodes, *self.groups)
        names = {item.id: item.id for item in items}
        for name, id in (
            *((plain(item.label), item.id) for item in items),
            *((slug(plain(item.label)), item.id) for item in items if item.label),
            *((slug(item.id), item.id) for item in items),
        ):
            if name:
                names.setdefault(name, id)
        return names

    # References

    def resolve(self, element: Element, field: str, id: str, known: set[str]) -> str | None:
        """The id that is meant by `id`, or None; a change is told."""
        if id in known:
            return id
        meant = self.names.get(id) or self.names.get(slug(id))
        if not id.strip() or meant not in known:
            return None
        self.tell(f"{common.describe(element)}: `{field}` {id!r} is {meant!r}", element)
        return meant

    def known_nodes(self) -> set[str]:
        return {node.id for node in self.nodes}

    def node_for(self, element: Element, field: str, id: str, known: set[str]) -> str | None:
        """The node or group meant by an end that must exist: found, or added under the name that was given."""
        meant = self.resolve(element, field, id, known)
        if meant is not None or not id.strip():
            return meant
        node_class = self.node_class()
        made = slug(id, self.names)
        self.tell(f"added {id!r}, which {common.describe(element)} names", element)
        self.nodes.append(node_class(id=made, label=id if id != made else None))
        self.names |= {made: made, id: made}
        known.add(made)
        return made

    def node_class(self) -> type[Any]:
        if self.nodes:
            return type(self.nodes[0])
        from typing import get_args, get_type_hints

        found: type[Any] = get_args(get_type_hints(type(self.diagram))[self.kind.nodes])[0]
        return found

    def repair_edge(self, edge: Edge) -> Edge | None:
        known = self.known_nodes() | {group.id for group in self.groups}
        ends: dict[str, str] = {}
        for field in ("source", "target"):
            meant = self.node_for(edge, field, getattr(edge, field), known)
            if meant is None:
                self.tell(
                    f"dropped the {common.describe(edge)}, which has an end without a name", edge, lost=True
                )
                return None
            if meant != getattr(edge, field):
                ends[field] = meant
        return replace(edge, **ends) if ends else edge

    def keep_known(self, element: Any, field: str, known: set[str]) -> Any:
        """The element with only those references in a list that lead somewhere, each once."""
        old: tuple[str, ...] = getattr(element, field)
        if known.issuperset(old):
            return element
        kept: list[str] = []
        for id in old:
            meant = self.resolve(element, field, id, known)
            if meant is None:
                self.tell(
                    f"{common.describe(element)}: dropped {id!r}, which does not exist", element, lost=True
                )
            elif meant not in kept:
                kept.append(meant)
        return replace(element, **{field: tuple(kept)})

    def keep_one(self, element: Any, field: str, known: set[str], what: str) -> Any:
        """The element with a single optional reference resolved, or without it."""
        id: str | None = getattr(element, field)
        if id is None or (id in known and id != element.id):
            return element
        meant = self.resolve(element, field, id, known)
        if meant == element.id:
            meant = None
        if meant is None and id.strip():
            self.tell(f"{common.describe(element)}: dropped its {what} {id!r}", element, lost=True)
        return replace(element, **{field: meant})

    # Trees

    def repair_groups(self) -> None:
        """Groups and what is in them: references that lead somewhere, and no circles."""
        known = {group.id for group in self.groups}
        self.nodes = [self.keep_one(node, "group", known, "group") for node in self.nodes]
        self.groups = [self.keep_one(group, "parent", known, "parent") for group in self.groups]
        self.groups = self.without_circles(self.groups, "parent")

    def repair_tree(self) -> None:
        """Mind maps and org charts: one root, and everyone else somewhere under it."""
        field = PARENT_FIELD.get(self.diagram.type)
        if field is None:
            return
        known = self.known_nodes()
        self.nodes = [self.keep_one(node, field, known, field.replace("_", " ")) for node in self.nodes]
        if field == "reports_to":
            others = [self.keep_known(person, "dotted", known) for person in self.nodes]
            self.nodes = [_without_self(person) for person in others]
        self.nodes = self.without_circles(self.nodes, field)
        roots = [node for node in self.nodes if getattr(node, field) is None]
        for root in roots[1:]:
            self.tell(
                f"put {common.describe(root)} under {common.describe(roots[0])}, so that there is one root",
                root,
            )
        second = {root.id for root in roots[1:]}
        self.nodes = [
            replace(node, **{field: roots[0].id}) if node.id in second else node for node in self.nodes
        ]

    def without_circles(self, items: list[Any], field: str) -> list[Any]:
        """Each circle cut at its first member, which loses its parent."""
        parents = {item.id: getattr(item, field) for item in items}
        cut = {circle[0] for circle in common.circles(parents)}
        for item in items:
            if item.id in cut:
                self.tell(
                    f"{common.describe(item)}: dropped `{field}`, which led in a circle", item, lost=True
                )
        return [replace(item, **{field: None}) if item.id in cut else item for item in items]

    # Sequences

    def repair_steps(self, steps: tuple[Any, ...]) -> tuple[Any, ...]:
        mended = [made for step in steps for made in self.repair_step(step)]
        return steps if _same(mended, steps) else tuple(mended)

    def repair_step(self, step: Any) -> list[Any]:
        """The steps that take the place of one: itself, mended, or none."""
        match step:
            case Message():
                return self.repair_message(step)
            case Fragment():
                return self.repair_fragment(step)
            case SequenceNote() | Reference():
                return self.repair_placed(step)
        id = getattr(step, "participant", None)
        if id is None or id in self.known_nodes():
            return [step]
        meant = self.resolve(step, "participant", id, self.known_nodes())
        if meant is None:
            self.tell(f"dropped the {common.noun(step)} of {id!r}, which does not exist", step, lost=True)
            return []
        return [replace(step, participant=meant)]

    def repair_message(self, message: Message) -> list[Any]:
        ends: dict[str, str | None] = {}
        for field in ("source", "target"):
            id: str | None = getattr(message, field)
            ends[field] = None if id is None else self.node_for(message, field, id, self.known_nodes())
        if ends["source"] is None and ends["target"] is None:
            self.tell(f"dropped the {common.describe(message)}", message, lost=True)
            return []
        changes: dict[str, Any] = {field: id for field, id in ends.items() if id != getattr(message, field)}
        if ends["target"] is None and message.kind in ("create", "destroy"):
            self.tell(f"made a sync message of the {message.kind} message without target", message)
            changes["kind"] = "sync"
        return [replace(message, **changes) if changes else message]

    def repair_placed(self, step: Any) -> list[Any]:
        mended = self.keep_known(step, "participants", self.known_nodes())
        if not mended.participants:
            self.tell(f"dropped the {common.noun(step)}, which stands at no participant", step, lost=True)
            return []
        if isinstance(mended, SequenceNote) and mended.placement != "over" and len(mended.participants) > 1:
            self.tell("put the note over its participants, as it has several", step)
            mended = replace(mended, placement="over")
        return [mended]

    def repair_fragment(self, fragment: Fragment) -> list[Any]:
        operands = tuple(self.repair_operand(operand) for operand in fragment.operands)
        kind = fragment.kind
        if not operands:
            self.tell(f"dropped the {kind} fragment, which has no operand", fragment, lost=True)
            return []
        if len(operands) > 1 and kind not in SEVERAL_OPERANDS:
            if kind == "opt":
                self.tell("made an alt of the opt fragment, as it has several operands", fragment)
                kind = "alt"
            else:
                self.tell(f"merged the operands of the {kind} fragment, which has one only", fragment)
                steps = tuple(step for operand in operands for step in operand.steps)
                operands = (replace(operands[0], steps=steps),)
        if kind == fragment.kind and _same(operands, fragment.operands):
            return [fragment]
        return [replace(fragment, kind=kind, operands=operands)]

    def repair_operand(self, operand: Operand) -> Operand:
        steps = self.repair_steps(operand.steps)
        return operand if steps is operand.steps else replace(operand, steps=steps)

    # Values

    def repair_values(self, element: Element) -> Element:
        changes = self.shorter_texts(element)
        match element:
            case Style():
                changes |= self.repair_style(element)
            case Fragment(fill=str(fill)) if not is_color(fill):
                self.tell(f"dropped the fill {fill!r}, which is no colour", element, lost=True)
                changes["fill"] = None
            case Flow():
                changes |= self.clamped(element, "length", 1, flowchart.MAX_LENGTH)
            case Autonumber():
                changes |= self.clamped(element, "start", 0, sequence.MAX_NUMBER)
                changes |= self.clamped(element, "increment", 1, sequence.MAX_NUMBER)
            case Period():
                changes |= self.repair_dates(element)
        link = getattr(element, "link", None)
        if isinstance(link, Link) and any(common.check_link(link)):
            self.tell(f"dropped the link to {link.url[:40]!r}, which is not allowed", element, lost=True)
            changes["link"] = None
        return replace(element, **changes) if changes else element

    def shorter_texts(self, element: Element) -> dict[str, Any]:
        """Texts cut to the limit, rich ones a run at a time."""
        changes: dict[str, Any] = {}
        for name in element.__struct_fields__:
            value = getattr(element, name)
            limit = common.MAX_PROSE if name in common.LONG_FIELDS else common.MAX_TEXT
            if isinstance(value, str) and len(value) > limit:
                self.tell(
                    f"cut `{name}` of this {common.noun(element)} to {limit:,} characters", element, lost=True
                )
                changes[name] = value[: limit - 1] + "…"
        return changes

    def repair_style(self, style: Style) -> dict[str, Any]:
        changes: dict[str, Any] = {}
        for name in ("fill", "stroke", "color"):
            value = getattr(style, name)
            if value is not None and not is_color(value):
                self.tell(f"dropped `{name}` {value!r}, which is no colour", style, lost=True)
                changes[name] = None
        for name, (least, most) in common.STYLE_BOUNDS.items():
            if getattr(style, name) is not None:
                changes |= self.clamped(style, name, least, most)
        return changes

    def clamped(self, element: Element, field: str, least: float, most: float) -> dict[str, Any]:
        value = getattr(element, field)
        if least <= value <= most:
            return {}
        within = min(max(value, least), most)
        self.tell(f"`{field}` of {common.describe(element)} is {within:g} instead of {value:g}", element)
        return {field: within}

    def repair_dates(self, period: Period) -> dict[str, Any]:
        """Dates that are none are dropped: the label still says when."""
        changes: dict[str, Any] = {}
        for name in ("start", "end"):
            text = getattr(period, name)
            if text is not None and timeline.parse_moment(text) is None:
                self.tell(
                    f"{common.describe(period)}: dropped `{name}` {text[:40]!r}, which is no date", period
                )
                changes[name] = None
        return changes


def _same(a: Iterable[Any], b: Iterable[Any]) -> bool:
    """Whether two lists hold the very same elements."""
    first, second = list(a), list(b)
    return len(first) == len(second) and all(x is y for x, y in zip(first, second, strict=True))


def _is_twin(item: Any, other: Any) -> bool:
    """Whether an element repeats another: of the same sort, under the same label or none."""
    return type(item) is type(other) and (item.label is None or plain(item.label) == plain(other.label))


def _without_self(person: Any) -> Any:
    others = tuple(id for id in person.dotted if id != person.id)
    return person if len(others) == len(person.dotted) else replace(person, dotted=others)
