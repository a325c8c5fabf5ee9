"""The steps of a sequence diagram as lines of Mermaid source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from diagramc.ir.base import Label, Note, plain
from diagramc.ir.sequence import (
    Activation,
    AnyStep,
    Autonumber,
    Deactivation,
    Delay,
    Destruction,
    Divider,
    Fragment,
    FragmentKind,
    Message,
    MessageHead,
    MessageKind,
    Reference,
    SequenceNote,
    participants_of,
)
from diagramc.targets.base import Escaped
from diagramc.targets.characters import printable
from diagramc.targets.mermaid.page import pad
from diagramc.targets.mermaid.style import functional_color
from diagramc.targets.mermaid.text import BLANK, escape, is_blank

_HEADS: dict[MessageKind, MessageHead] = {
    "sync": "filled",
    "async": "open",
    "reply": "filled",
    "create": "filled",
    "destroy": "cross",
}
_ARROWS: dict[MessageHead, str] = {
    "filled": ">>",
    "open": ")",
    "none": ">",
    "cross": "x",
    "circle": ">>",
    "upper": "|\\",
    "lower": "|/",
    "open-upper": "\\\\",
    "open-lower": "//",
}
_TAILS: dict[MessageHead, str] = {"upper": "/|", "lower": "\\|", "open-upper": "//", "open-lower": "\\\\"}
"""Half heads at the source, of a line without a head at the target."""
_NEXT_OPERAND: dict[FragmentKind, str] = {"alt": "else", "par": "and", "critical": "option"}
_BACKGROUND = Escaped("rgba(128, 128, 128, 0.1)")
"""Behind a `rect` without a colour, and behind a named frame."""


class Line(NamedTuple):
    """A line of the steps: a message when it has an `arrow`, else a command with what follows it after a blank."""

    pad: Escaped
    command: Escaped = Escaped("")
    rest: Escaped = Escaped("")
    source: Escaped = Escaped("")
    arrow: Escaped | None = None
    target: Escaped = Escaped("")


def words(label: Label | None, *, empty: Escaped = BLANK) -> Escaped:
    """A label up to the end of its line. `wrap:` at its start would be read as an instruction."""
    said = printable(plain(label)).strip()
    if is_blank(said):
        return empty
    also = r"; | (?<=^wrap): | (?<=^nowrap): | (?<=^:wrap): | ^:"
    return Escaped(escape(said, also=also, reading="verbatim"))


class Declaration(Protocol):
    """How a participant is declared."""

    @property
    def keyword(self) -> Escaped: ...
    @property
    def id(self) -> Escaped: ...
    @property
    def properties(self) -> Escaped: ...
    @property
    def label(self) -> Escaped: ...


class Arrival(NamedTuple):
    """Participants that are declared only when another one is created, as they stand to the right of it."""

    ids: tuple[str, ...]
    lines: tuple[tuple[int, Escaped, Escaped], ...]
    """Depth, command and what follows it."""


class Mention(NamedTuple):
    """Where a participant is first named: the number of the step, and whether that is a message which creates it."""

    step: int
    creates: bool


def first_mentions(steps: Sequence[AnyStep]) -> dict[str, Mention]:
    """The first mention of each participant, in order of time."""
    seen: dict[str, Mention] = {}
    count = 0

    def scan(inside: Sequence[AnyStep]) -> None:
        nonlocal count
        for step in inside:
            count += 1
            if isinstance(step, Fragment):
                for operand in step.operands:
                    scan(operand.steps)
            for _, id in participants_of(step):
                creates = isinstance(step, Message) and step.kind == "create" and id != step.source
                seen.setdefault(id, Mention(count, creates))

    scan(steps)
    return seen


class StepWriter:
    """Writes steps in order of time, keeping count of who is there and active, as Mermaid does when it checks them."""

    def __init__(
        self,
        names: Mapping[str, Escaped],
        *,
        present: Sequence[str],
        created: Mapping[str, Declaration],
        arrivals: Mapping[str, Sequence[Arrival]],
    ) -> None:
        """`present` are those there from the start, from left to right; `created` the declarations of those that messages create.

        `arrivals` are declared when the participant that is their key is created.
        """
        self._names = names
        self._present = list(present)
        self._created = created
        self._arrivals = arrivals
        self._active: dict[str, int] = {}
        self._ended: str | None = None

    def lines(self, steps: Sequence[AnyStep], notes: Sequence[Note]) -> list[Line]:
        """All steps, then the notes of the diagram."""
        found = list(self._steps(steps, 0))
        for note in notes:
            found += self._note(note.text, note.targets, 0)
        return found

    def _steps(self, steps: Sequence[AnyStep], depth: int) -> Iterator[Line]:
        for at, step in enumerate(steps):
            following = steps[at + 1] if at + 1 < len(steps) else None
            yield from self._step(step, depth, following)

    def _step(self, step: AnyStep, depth: int, following: AnyStep | None) -> Iterator[Line]:
        match step:
            case Message():
                ended = following.participant if isinstance(following, Destruction) else None
                yield from self._message(step, depth, ended)
            case Activation():
                yield self._activate(step.participant, depth)
            case Deactivation():
                yield from self._deactivate(step.participant, depth)
            case Destruction():
                yield from self._destruction(step.participant, depth)
            case SequenceNote():
                yield from self._note(step.text, step.participants, depth, step.placement)
            case Reference():
                yield from self._note(step.label, step.participants, depth, prefix="ref: ")
            case Divider():
                yield from self._note(step.label, (), depth, prefix="== ", suffix=" ==")
            case Delay():
                yield from self._note(step.label, (), depth, prefix="... ", suffix=" ...")
            case Autonumber():
                start = f"{max(0, step.start)} {max(0, step.increment)}"
                said = "off" if not step.enabled else "" if start == "1 1" else start
                yield Line(pad(depth), Escaped("autonumber"), Escaped(said))
            case Fragment():
                yield from self._fragment(step, depth)

    def _message(self, message: Message, depth: int, ended: str | None) -> Iterator[Line]:
        self._ended = None
        source, target = message.source or message.target, message.target or message.source
        if source is None or target is None:
            return
        lost, found = message.target is None, message.source is None
        if target in self._created and target not in self._present:
            declared = self._created[target]
            self._present.append(target)
            said = Escaped(f"{declared.keyword} {declared.id}{declared.properties}{declared.label}")
            yield Line(pad(depth), Escaped("create"), said)
            for arrival in self._arrivals.get(target, ()):
                self._present += arrival.ids
                for inner, command, rest in arrival.lines:
                    yield Line(pad(depth + inner), command, rest)
        elif message.kind == "destroy" or ended in (source, target):
            # Mermaid takes no creation and destruction with one message.
            self._ended = ended if ended in (source, target) else target
            yield Line(pad(depth), Escaped("destroy"), self._names[self._ended])
        head = message.head or ("cross" if lost else _HEADS[message.kind])
        tail = message.tail or ("circle" if found else "none")
        arrow, marks = self._arrow(message, head, tail), ""
        deactivate = message.deactivate and self._active.get(source, 0) > 0
        if message.activate and "()" not in arrow:
            marks = "+"
        elif deactivate and not message.activate and "()" not in arrow:
            marks = "-"
        # `-x` would be a cross.
        gap = " " if marks == "-" and self._names[target][0] in "xX" else ""
        yield Line(
            pad(depth),
            Escaped(""),
            words(message.label, empty=Escaped("")),
            self._names[source],
            Escaped(f"{arrow}{marks}{gap}"),
            self._names[target],
        )
        self._active[target] = self._active.get(target, 0) + (marks == "+")
        self._active[source] = self._active.get(source, 0) - (marks == "-")
        if message.activate and marks != "+":
            yield self._activate(target, depth)
        if deactivate and marks != "-":
            yield from self._deactivate(source, depth)

    def _destruction(self, id: str, depth: int) -> Iterator[Line]:
        """The end of a lifeline, unless the message before it has said so; Mermaid wants a message with it."""
        if self._ended != id:
            name = self._names[id]
            yield Line(pad(depth), Escaped("destroy"), name)
            yield Line(pad(depth), Escaped(""), BLANK, name, Escaped("-x"), name)
        self._ended = None

    def _arrow(self, message: Message, head: MessageHead, tail: MessageHead) -> str:
        dashed = message.line == "dashed" or (message.line is None and message.kind == "reply")
        line = "--" if dashed else "-"
        if tail in ("filled", "open") and head in ("filled", "circle"):
            arrow = f"<<{line}>>"
        elif tail in _TAILS and head == "none":
            arrow = f"{_TAILS[tail]}{line}"
        else:
            arrow = f"{line}{_ARROWS[head]}"
        source = "()" if tail == "circle" or message.source_circle else ""
        target = "()" if head == "circle" or message.target_circle else ""
        return f"{source}{arrow}{target}"

    def _activate(self, id: str, depth: int) -> Line:
        self._active[id] = self._active.get(id, 0) + 1
        return Line(pad(depth), Escaped("activate"), self._names[id])

    def _deactivate(self, id: str, depth: int) -> Iterator[Line]:
        # Mermaid refuses to end what has not begun.
        if self._active.get(id, 0) > 0:
            self._active[id] -= 1
            yield Line(pad(depth), Escaped("deactivate"), self._names[id])

    def _note(
        self,
        label: Label | None,
        over: Sequence[str],
        depth: int,
        placement: str = "over",
        *,
        prefix: str = "",
        suffix: str = "",
    ) -> Iterator[Line]:
        """A note over the span of some participants, of all of them when none are named."""
        order = self._present
        span = [id for id in over if id in order] or order
        if not span:
            return
        if placement == "over":
            if len(span) > 2:
                span = sorted(span, key=order.index)
            ends = ",".join(dict.fromkeys((self._names[span[0]], self._names[span[-1]])))
            place = f"over {ends}"
        else:
            place = f"{placement} of {self._names[span[0]]}"
        said = words(f"{prefix}{plain(label)}{suffix}".strip() if label or not prefix else prefix.strip())
        yield Line(pad(depth), Escaped("note"), Escaped(f"{place}: {said}"))

    def _fragment(self, fragment: Fragment, depth: int) -> Iterator[Line]:
        fill = functional_color(fragment.fill)
        framed = fragment.kind in ("rect", "group")
        if framed or fill:
            yield Line(pad(depth), Escaped("rect"), fill or _BACKGROUND)
            inside = depth + 1
            if framed:
                yield from self._background(fragment, inside)
            else:
                yield from self._operands(fragment, inside)
            yield Line(pad(depth), Escaped("end"))
        else:
            yield from self._operands(fragment, depth)

    def _background(self, fragment: Fragment, depth: int) -> Iterator[Line]:
        drawn = False
        for operand in fragment.operands:
            label = _guard(fragment.label if operand is fragment.operands[0] else None, operand.label)
            if not is_blank(label):
                drawn = True
                yield from self._note(label, self._within(fragment), depth)
            yield from self._steps(operand.steps, depth)
        if not drawn and not _draws(fragment):
            yield from self._note(None, (), depth)

    def _operands(self, fragment: Fragment, depth: int) -> Iterator[Line]:
        keyword: str = fragment.kind
        for at, operand in enumerate(fragment.operands):
            label = _guard(fragment.label if at == 0 else None, operand.label)
            yield Line(pad(depth), Escaped(keyword), words(label, empty=Escaped("")))
            yield from self._steps(operand.steps, depth + 1)
            keyword = _NEXT_OPERAND.get(fragment.kind, keyword)
        if not _draws(fragment):
            # A frame round nothing has no size, and takes the whole drawing with it.
            yield from self._note(None, (), depth + 1)
        yield Line(pad(depth), Escaped("end"))

    def _within(self, fragment: Fragment) -> list[str]:
        """The participants that something happens to inside a fragment."""
        found: dict[str, None] = {}
        for operand in fragment.operands:
            for step in operand.steps:
                ids = (
                    self._within(step)
                    if isinstance(step, Fragment)
                    else [id for _, id in participants_of(step)]
                )
                found.update(dict.fromkeys(ids))
        return list(found)


def _guard(label: Label | None, guard: Label | None) -> str:
    """The label of a fragment and the guard of its operand, in one."""
    said, condition = plain(label).strip(), plain(guard).strip()
    return f"{said}: {condition}" if said and condition else said or condition


def _draws(fragment: Fragment) -> bool:
    """Whether anything inside gives a frame its size."""
    return any(
        _draws(step)
        if isinstance(step, Fragment)
        else isinstance(step, Message | SequenceNote | Reference | Divider | Delay)
        for operand in fragment.operands
        for step in operand.steps
    )
