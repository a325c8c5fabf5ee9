"""The patch language: what a change to a diagram may say, whoever wrote it down (a sentence, a model, a file).

Elements are named by id. An edge or message is named by its two ends and, where there are several, its label. One step is one
struct, tagged by `op`; a patch is steps in order.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from diagramc.ir.base import Direction, EdgeHead, LineStyle

MAX_STEPS = 100
"""The most steps of a patch."""
MAX_TEXT = 2_000
"""The longest text in a patch, in characters."""
MAX_PATCH = 200_000
"""The largest patch file, in bytes."""

MemberKind = Literal["attribute", "operation", "value", "event"]


class Step(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, tag_field="op"
):
    """One step. The concrete steps are the members of `AnyStep`."""


class Add(Step, frozen=True, kw_only=True, tag="add"):
    """A new node: step, participant, class, entity, topic, period, person or service.

    Its place: inside `group`, under `parent` (topics and people), `between` two elements (the edge from the first to the second
    then leads through it), `after` or `before` one. `id` is made from the label when it is not given. `kind`, `shape` and `title`
    are those of the diagram's type.
    """

    label: str
    id: str | None = None
    kind: str | None = None
    shape: str | None = None
    title: str | None = None
    group: str | None = None
    parent: str | None = None
    between: tuple[str, str] | None = None
    after: str | None = None
    before: str | None = None


class AddMember(Step, frozen=True, kw_only=True, tag="add-member"):
    """A new attribute, operation or enum value of `owner`, or event of a period. `name` is the event's text."""

    owner: str
    name: str
    member: MemberKind = "attribute"
    type: str | None = None
    visibility: Literal["public", "private", "protected", "package"] | None = None
    keys: tuple[Literal["PK", "FK", "UK"], ...] = ()
    parameters: tuple[str, ...] = ()


class RemoveMember(Step, frozen=True, kw_only=True, tag="remove-member"):
    """Take a member of `owner` away."""

    owner: str
    name: str


class RenameMember(Step, frozen=True, kw_only=True, tag="rename-member"):
    """Give a member of `owner` another name, or an event another text."""

    owner: str
    name: str
    to: str


class Remove(Step, frozen=True, kw_only=True, tag="remove"):
    """Take a node with its edges away, or a group's frame. With `reconnect` what led to the node leads on to what followed it."""

    target: str
    reconnect: bool = False


class Rename(Step, frozen=True, kw_only=True, tag="rename"):
    """Show another label on a node or group; ids and references stay."""

    target: str
    label: str


class Connect(Step, frozen=True, kw_only=True, tag="connect"):
    """A new edge; in a sequence a new message, `after` or `before` the one with that label, else the last.

    `kind` is that of a message or relation, `line` that of a flow or connection; cardinalities are those of a relationship.
    """

    source: str
    target: str
    label: str | None = None
    kind: str | None = None
    line: LineStyle | None = None
    head: EdgeHead | None = None
    source_cardinality: str | None = None
    target_cardinality: str | None = None
    after: str | None = None
    before: str | None = None


class Disconnect(Step, frozen=True, kw_only=True, tag="disconnect"):
    """Take the edges or messages from `source` to `target` away; with `label` only the one that says so."""

    source: str
    target: str
    label: str | None = None


class Relabel(Step, frozen=True, kw_only=True, tag="relabel"):
    """Another label on the edge or message from `source` to `target`; `label` is its present one. An empty `to` takes it away."""

    source: str
    target: str
    to: str
    label: str | None = None


class Move(Step, frozen=True, kw_only=True, tag="move"):
    """Into `group` ("" is out of all groups), under `parent`, or beside another element in order."""

    target: str
    group: str | None = None
    parent: str | None = None
    after: str | None = None
    before: str | None = None


class Group(Step, frozen=True, kw_only=True, tag="group"):
    """A new frame round `members`; in a sequence a box round participants."""

    label: str
    members: tuple[str, ...]
    id: str | None = None
    kind: str | None = None


class Wrap(Step, frozen=True, kw_only=True, tag="wrap"):
    """A new fragment round the messages of a sequence from `first` to `last`, named by their labels."""

    kind: Literal["opt", "loop", "alt", "break", "critical", "par", "group"]
    label: str
    first: str
    last: str | None = None


class Restyle(Step, frozen=True, kw_only=True, tag="restyle"):
    """Another kind, shape or colour of a node or group; another title of a person's post."""

    target: str
    kind: str | None = None
    shape: str | None = None
    fill: str | None = None
    stroke: str | None = None
    color: str | None = None
    title: str | None = None


class SetDiagram(Step, frozen=True, kw_only=True, tag="set"):
    """Another title or direction of the whole diagram."""

    title: str | None = None
    direction: Direction | None = None


AnyStep = (
    Add
    | AddMember
    | RemoveMember
    | RenameMember
    | Remove
    | Rename
    | Connect
    | Disconnect
    | Relabel
    | Move
    | Group
    | Wrap
    | Restyle
    | SetDiagram
)


class Patch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Steps in order, for a diagram of a `type`."""

    type: str
    steps: tuple[AnyStep, ...]
    diagramc_patch: int = 1


def to_json(patch: Patch) -> str:
    """The patch as JSON, two spaces a level."""
    return msgspec.json.format(msgspec.json.encode(patch), indent=2).decode() + "\n"


def read_patch(data: str | bytes, file: str = "patch") -> Patch:
    """A patch from its JSON. SourceError with what is wrong in it."""
    from diagramc.diagnostics import diagnose
    from diagramc.errors import SourceError

    def refuse(reason: str) -> SourceError:
        return SourceError(diagnostics=[diagnose("edit.patch", f"{file} holds no patch: {reason}")])

    if len(data) > MAX_PATCH:
        raise refuse(f"it is larger than {MAX_PATCH:,} bytes")
    try:
        patch = msgspec.json.decode(data, type=Patch)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise refuse(str(error)[:300]) from None
    problem = out_of_bounds(patch)
    if problem:
        raise refuse(problem)
    return patch


def out_of_bounds(patch: Patch) -> str | None:
    """What makes a patch larger than any honest one; None when nothing does."""
    if patch.diagramc_patch != 1:
        return f"its version is {patch.diagramc_patch}; this release reads 1"
    if not patch.steps:
        return "it has no steps"
    if len(patch.steps) > MAX_STEPS:
        return f"it has {len(patch.steps)} steps; the limit is {MAX_STEPS}"
    for step in patch.steps:
        for name in step.__struct_fields__:
            value = getattr(step, name)
            texts = value if isinstance(value, tuple) else (value,)
            if any(isinstance(text, str) and len(text) > MAX_TEXT for text in texts):
                return f"`{name}` is longer than {MAX_TEXT:,} characters"
    return None
