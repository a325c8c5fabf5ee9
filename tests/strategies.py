"""Hypothesis strategies that make valid diagrams of every type, with awkward labels, nesting and every field.

`diagrams(type)` makes whole diagrams, `awkward_labels` plain label text. Fields that need no care (enums, flags, plain
text) are filled in from the structs' own types, so a field that is added to the IR is generated from that day on.
"""

from __future__ import annotations

from collections.abc import Sequence as Items
from functools import cache
from typing import Any

import msgspec.inspect
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from msgspec.structs import replace

from diagramc.ir import architecture, class_, er, flowchart, mindmap, org_chart, sequence, timeline
from diagramc.ir.base import Diagram, Hint, Label, Note, Provenance, RichText, Run, Style
from diagramc.ir.visit import walk

AWKWARD = (
    'say "hi"',
    "it's",
    "back\\slash",
    "a; b",
    "end",
    "class",
    "subgraph",
    "[x] (y) {z} <w>",
    "<script>alert(1)</script>",
    "&amp; & &#35;",
    "#35; #quot;",
    "%% comment",
    "100% -- --> a",
    "a | b",
    "line one\nline two",
    "`code` *bold* _it_ ~~x~~",
    "$x^2$ $$y$$",
    "{{ 7 * 7 }}",
    "key: value",
    "@startuml",
    "!include x",
    "\\n \\l",
    "日本語のラベル",
    "مرحبا بالعالم",
    "é ü ñ ß",
    "😀 👩‍👩‍👧",
    "W" * 60,
    "- list",
    "1. one",
    "no",
    "null",
    "2024-01-01",
    "trailing:",
)
"""Labels that have a meaning, or break something, in at least one of the languages."""

_text = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co", "Zl", "Zp"]), min_size=1, max_size=20
)

awkward_labels: SearchStrategy[str] = st.one_of(st.sampled_from(AWKWARD), _text).filter(
    lambda text: text.strip() != ""
)
"""Plain label text, never blank."""

identifiers: SearchStrategy[str] = st.one_of(
    st.text("abcxyz", min_size=1, max_size=4),
    st.sampled_from([label for label in AWKWARD if "\n" not in label]),
    st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=8),
)
"""Ids as people and front ends make them: never blank, in one line."""

icons = st.sampled_from(["cloud", "aws:s3", "user", "no-such-icon"])
colours = st.sampled_from(["#abc", "#A0B1C2", "#a0b1c2d3", "tomato", "RebeccaPurple", "transparent"])
urls = st.sampled_from(
    [
        "https://example.org/a?b=c&d=%20",
        "http://example.org",
        "mailto:a@example.org",
        "guide/start.html",
        "#top",
        "/x",
    ]
)
dates = st.sampled_from(["1969", "1969-07", "1969-07-20", "1969-07-20T20:17:40Z", "-0044-03-15"])
rich_texts = st.builds(
    RichText,
    runs=st.lists(
        st.builds(Run, text=awkward_labels, bold=st.booleans(), italic=st.booleans(), code=st.booleans()),
        min_size=1,
        max_size=3,
    ).map(tuple),
)
labels: SearchStrategy[Label] = st.one_of(awkward_labels, awkward_labels, rich_texts)

_BY_NAME: dict[str, SearchStrategy[Any]] = {
    "span": st.none(),
    "diagramc": st.just(1),
    "classes": st.just(()),
    "styles": st.just({}),
    "hints": st.just(()),
    "notes": st.just(()),
    "group": st.none(),
    "parent": st.none(),
    "icon": st.none() | icons,
    "picture": st.none() | st.just("people/ada.png"),
    "fill": st.none() | colours,
    "stroke": st.none() | colours,
    "color": st.none() | colours,
    "stroke_width": st.none() | st.sampled_from([0.5, 1.0, 4.0]),
    "font_size": st.none() | st.sampled_from([8.0, 14.0, 40.0]),
    "length": st.integers(1, 4),
    "Period.start": st.none() | dates,
    "Period.end": st.none(),
    "url": urls,
    "keys": st.lists(st.sampled_from(["PK", "FK", "UK"]), unique=True, max_size=2).map(tuple),
}
"""Fields whose type alone does not say what is valid."""


def some(struct: type[Any], **given: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """Elements of one struct: `given` fields from their strategies, all others by name or type."""
    key: Any = struct  # as mypy doubts that a type is hashable
    return st.fixed_dictionaries({**_fields(key), **given}).map(lambda values: struct(**values))


@cache
def _fields(struct: Any) -> dict[str, SearchStrategy[Any]]:
    info = msgspec.inspect.type_info(struct)
    assert isinstance(info, msgspec.inspect.StructType)
    by_name = {
        field.name: _BY_NAME.get(f"{struct.__name__}.{field.name}", _BY_NAME.get(field.name))
        for field in info.fields
    }
    return {
        field.name: _of_type(field.type) if (made := by_name[field.name]) is None else made
        for field in info.fields
    }


def _of_type(info: msgspec.inspect.Type) -> SearchStrategy[Any]:
    match info:
        case msgspec.inspect.StrType():
            return awkward_labels
        case msgspec.inspect.BoolType():
            return st.booleans()
        case msgspec.inspect.IntType():
            return st.integers(1, 20)
        case msgspec.inspect.NoneType():
            return st.none()
        case msgspec.inspect.LiteralType(values=values):
            return st.sampled_from(list(values))
        case msgspec.inspect.UnionType(types=types):
            return st.one_of([_of_type(part) for part in types])
        case msgspec.inspect.VarTupleType(item_type=item):
            return st.lists(_of_type(item), max_size=2).map(tuple)
        case msgspec.inspect.StructType(cls=cls):
            return rich_texts if cls is RichText else st.deferred(lambda: some(cls))
    raise TypeError(f"no strategy for {info}")


def refs(ids: Items[str]) -> SearchStrategy[Any]:
    """One of the ids, or None."""
    return st.none() | st.sampled_from(list(ids)) if ids else st.none()


def several(ids: Items[str], min_size: int = 0) -> SearchStrategy[Any]:
    """A tuple of some of the ids, without repeats."""
    if not ids:
        return st.just(())
    return st.lists(st.sampled_from(list(ids)), unique=True, min_size=min_size, max_size=3).map(tuple)


@st.composite
def _ids(draw: DrawFn, max_groups: int) -> tuple[list[str], list[str]]:
    """Ids of one to some nodes and of some groups, all different."""
    ids = draw(st.lists(identifiers, min_size=1, max_size=4 + max_groups, unique=True))
    nodes = max(1, len(ids) - draw(st.integers(0, max_groups)))
    return ids[:nodes], ids[nodes:]


def _nodes(
    draw: DrawFn, struct: type[Any], ids: Items[str], groups: Items[str], styles: Items[str], **given: Any
) -> Any:
    return tuple(
        draw(some(struct, id=st.just(id), group=refs(groups), classes=several(styles), **given)) for id in ids
    )


def _groups(draw: DrawFn, struct: type[Any], ids: Items[str], styles: Items[str]) -> Any:
    """Groups in any order, each inside one drawn before it or in none: so never in a circle."""
    made = [
        draw(some(struct, id=st.just(id), parent=refs(ids[:i]), classes=several(styles)))
        for i, id in enumerate(ids)
    ]
    return tuple(draw(st.permutations(made)))


def _edges(draw: DrawFn, struct: type[Any], ends: Items[str], styles: Items[str]) -> Any:
    end = st.sampled_from(list(ends))
    count = draw(st.integers(0, 4))
    return tuple(
        draw(
            some(
                struct,
                id=st.none() | st.just(f"edge {i}"),
                source=end,
                target=end,
                classes=several(styles),
            )
        )
        for i in range(count)
    )


def _common(draw: DrawFn, ids: Items[str], styles: Items[str]) -> dict[str, Any]:
    """The fields that every diagram has."""
    notes = draw(st.integers(0, 2))
    return {
        "title": draw(st.none() | labels),
        "description": draw(st.none() | awkward_labels),
        "caption": draw(st.none() | labels),
        "styles": {name: draw(some(Style)) for name in styles},
        "notes": tuple(
            draw(some(Note, id=st.none() | st.just(f"note {i}"), targets=several(ids))) for i in range(notes)
        ),
        "hints": tuple(draw(st.lists(some(Hint, nodes=several(ids, min_size=1)), max_size=2))),
        "provenance": draw(st.none() | some(Provenance)),
    }


_style_names = st.lists(st.sampled_from(["warm", "cold", "9 lives"]), unique=True, max_size=2)
_directions = st.sampled_from([None, "TB", "BT", "LR", "RL"])


@st.composite
def _graph(
    draw: DrawFn, diagram: type[Any], node: type[Any], edge: type[Any], group: type[Any], names: str
) -> Any:
    """A diagram of nodes, edges and nested groups; `names` are the three fields' names."""
    nodes, groups = draw(_ids(max_groups=2))
    styles = draw(_style_names)
    node_field, edge_field, group_field = names.split()
    fields = {
        node_field: _nodes(draw, node, nodes, groups, styles),
        edge_field: _edges(draw, edge, nodes + groups, styles),
        group_field: _groups(draw, group, groups, styles),
    }
    return diagram(direction=draw(_directions), **fields, **_common(draw, nodes + groups, styles))


def _tree_parents(draw: DrawFn, ids: Items[str]) -> list[str | None]:
    """A parent for each id but the first, from those before it."""
    return [draw(st.sampled_from(list(ids[:i]))) if i else None for i in range(len(ids))]


@st.composite
def _mindmap(draw: DrawFn) -> mindmap.MindMap:
    ids, _ = draw(_ids(max_groups=0))
    styles = draw(_style_names)
    topics = [
        draw(some(mindmap.Topic, id=st.just(id), parent=st.just(parent), classes=several(styles)))
        for id, parent in zip(ids, _tree_parents(draw, ids), strict=True)
    ]
    return mindmap.MindMap(topics=tuple(topics), **_common(draw, ids, styles))


@st.composite
def _org_chart(draw: DrawFn) -> org_chart.OrgChart:
    ids, teams = draw(_ids(max_groups=2))
    styles = draw(_style_names)
    people = [
        draw(
            some(
                org_chart.Person,
                id=st.just(id),
                reports_to=st.just(manager),
                dotted=several([other for other in ids if other not in (id, manager)]),
                group=refs(teams),
                classes=several(styles),
            )
        )
        for id, manager in zip(ids, _tree_parents(draw, ids), strict=True)
    ]
    groups = _groups(draw, org_chart.Team, teams, styles)
    return org_chart.OrgChart(people=tuple(people), groups=groups, **_common(draw, ids + teams, styles))


@st.composite
def _timeline(draw: DrawFn) -> timeline.Timeline:
    ids, sections = draw(_ids(max_groups=2))
    styles = draw(_style_names)
    ends = st.none() | st.just("2031-01-01")
    return timeline.Timeline(
        scale=draw(st.sampled_from(["even", "time"])),
        periods=_nodes(draw, timeline.Period, ids, sections, styles, end=ends),
        sections=_groups(draw, timeline.Section, sections, styles),
        **_common(draw, ids + sections, styles),
    )


@st.composite
def _sequence(draw: DrawFn) -> sequence.Sequence:
    ids, boxes = draw(_ids(max_groups=2))
    styles = draw(_style_names)
    steps = draw(st.lists(_steps(ids, depth=2), max_size=6))
    return sequence.Sequence(
        participants=_nodes(draw, sequence.Participant, ids, boxes, styles),
        boxes=_groups(draw, sequence.Box, boxes, styles),
        steps=_plausible(steps),
        autonumber=draw(st.booleans()),
        **_common(draw, ids + boxes, styles),
    )


def _steps(ids: Items[str], depth: int) -> SearchStrategy[Any]:
    """Any step; fragments nest up to `depth`."""
    one = st.sampled_from(list(ids))
    ends = st.tuples(st.none() | one, st.none() | one).filter(any) | st.tuples(one, one)
    message = st.builds(
        lambda made, pair: replace(made, source=pair[0], target=pair[1]),
        some(sequence.Message, source=one),
        ends,
    )
    beside = st.sampled_from(["left", "right"])
    kinds = [
        message,
        message,
        some(sequence.Activation, participant=one),
        some(sequence.Deactivation, participant=one),
        some(sequence.Destruction, participant=one),
        some(sequence.SequenceNote, participants=several(ids, min_size=1), placement=st.just("over")),
        some(sequence.SequenceNote, participants=one.map(lambda id: (id,)), placement=beside),
        some(sequence.Reference, participants=several(ids, min_size=1)),
        some(sequence.Divider),
        some(sequence.Delay),
        some(sequence.Autonumber),
    ]
    if depth:
        kinds.append(_fragments(ids, depth - 1))
    return st.one_of(kinds)


@st.composite
def _fragments(draw: DrawFn, ids: Items[str], depth: int) -> sequence.Fragment:
    kind = draw(st.sampled_from(["alt", "opt", "loop", "par", "critical", "break", "rect", "group"]))
    most = 3 if kind in sequence.SEVERAL_OPERANDS else 1
    steps = st.lists(_steps(ids, depth), min_size=1, max_size=3).map(tuple)
    operands = st.lists(some(sequence.Operand, steps=steps), min_size=1, max_size=most).map(tuple)
    fragment: sequence.Fragment = draw(some(sequence.Fragment, kind=st.just(kind), operands=operands))
    return fragment


def _plausible(steps: Items[Any]) -> tuple[Any, ...]:
    """The steps without what makes no sense in time: ending what is not active, creating or destroying in mid-life."""
    kept, _, _ = _in_time(steps, {}, _last_use(steps))
    return kept


def _uses(step: Any) -> list[str]:
    """The participants that a step mentions itself."""
    return [id for _, id in sequence.participants_of(step)]


def _last_use(steps: Items[Any]) -> dict[str, int]:
    """For each participant, the last of the top-level steps that uses it."""
    last: dict[str, int] = {}
    for i, step in enumerate(steps):
        for part in walk(step):
            last |= dict.fromkeys(_uses(part), i)
    return last


def _in_time(
    steps: Items[Any], active: dict[str, int], last: dict[str, int] | None, seen: set[str] | None = None
) -> tuple[tuple[Any, ...], dict[str, int], set[str]]:
    """`last` is None inside fragments, where lifelines neither begin nor end; operands end what they themselves start."""
    kept: list[Any] = []
    active, seen = dict(active), set(seen or ())
    for i, step in enumerate(steps):
        match step:
            case sequence.Message():
                step = _plausible_message(step, i, active, last, seen)
            case sequence.Activation(participant=id):
                active[id] = active.get(id, 0) + 1
            case sequence.Deactivation(participant=id):
                if not active.get(id):
                    continue
                active[id] -= 1
            case sequence.Destruction(participant=id):
                if last is None or last[id] != i:
                    continue
            case sequence.Fragment():
                operands = []
                for operand in step.operands:
                    inner, _, used = _in_time(operand.steps, {}, None, seen)
                    seen |= used
                    operands.append(replace(operand, steps=inner or (sequence.Delay(),)))
                step = replace(step, operands=tuple(operands))
        seen |= set(_uses(step))
        kept.append(step)
    return tuple(kept), active, seen


def _plausible_message(
    step: sequence.Message, i: int, active: dict[str, int], last: dict[str, int] | None, seen: set[str]
) -> sequence.Message:
    source, target = step.source, step.target
    begins = last is not None and target is not None and target not in seen and source not in (None, target)
    ends = last is not None and target is not None and last[target] == i and source not in (None, target)
    if (step.kind == "create" and not begins) or (step.kind == "destroy" and not ends):
        step = replace(step, kind="sync")
    if step.activate and (target is None or step.kind == "destroy"):
        step = replace(step, activate=False)
    if step.deactivate and not (source and active.get(source)):
        step = replace(step, deactivate=False)
    if step.deactivate and source:
        active[source] -= 1
    if step.activate and target:
        active[target] = active.get(target, 0) + 1
    return step


_MAKERS: dict[str, SearchStrategy[Any]] = {
    "flowchart": _graph(
        flowchart.Flowchart, flowchart.FlowNode, flowchart.Flow, flowchart.FlowGroup, "nodes edges groups"
    ),
    "sequence": _sequence(),
    "architecture": _graph(
        architecture.Architecture,
        architecture.Service,
        architecture.Connection,
        architecture.Boundary,
        "services connections groups",
    ),
    "mindmap": _mindmap(),
    "er": _graph(
        er.EntityRelationship, er.Entity, er.Relationship, er.Schema, "entities relationships groups"
    ),
    "class": _graph(
        class_.ClassDiagram, class_.Class, class_.Relation, class_.Package, "classes relations groups"
    ),
    "timeline": _timeline(),
    "org-chart": _org_chart(),
}


def diagrams(type: str | None = None) -> SearchStrategy[Diagram]:
    """Valid diagrams of one type, or of any: no errors in them, whatever the labels."""
    return st.one_of(list(_MAKERS.values())) if type is None else _MAKERS[type]


__all__ = ["AWKWARD", "awkward_labels", "diagrams", "identifiers", "labels", "some"]
