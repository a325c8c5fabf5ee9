"""The steps of a sequence diagram in order of time: messages, lives and fragments, with what PlantUML knows at each point."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msgspec.structs import replace

from diagramc.diagnostics import Severity
from diagramc.frontends.lalr import Token
from diagramc.frontends.plantuml.sequence.arrows import Arrow
from diagramc.frontends.plantuml.sequence.numbering import Numbering
from diagramc.ir.base import Label, Link
from diagramc.ir.sequence import (
    SEVERAL_OPERANDS,
    Activation,
    AnyStep,
    Deactivation,
    Delay,
    Destruction,
    Fragment,
    FragmentKind,
    Message,
    Operand,
    SequenceNote,
)

if TYPE_CHECKING:
    from diagramc.frontends.plantuml.sequence.statements import Statements

_KINDS: dict[str, FragmentKind] = {
    "alt": "alt",
    "opt": "opt",
    "loop": "loop",
    "par": "par",
    "par2": "par",
    "critical": "critical",
    "break": "break",
}
MAX_DEPTH = 40
"""How deep fragments may be nested; validation allows as much."""


@dataclass
class _Frame:
    """A fragment that is not closed yet."""

    word: str
    kind: FragmentKind
    label: Label | None
    fill: str | None
    start: int
    end: int
    guards: list[Label | None]
    operands: list[list[AnyStep]] = field(default_factory=lambda: [[]])


class Flow:
    """Collects the steps; `page` tells the problems."""

    def __init__(self, page: Statements) -> None:
        self._page = page
        self.numbering = Numbering()
        self.automatic = False
        self.begun = False
        self._top: list[AnyStep] = []
        self._frames: list[_Frame] = []
        self._last: Message | None = None
        self._delayed = False
        self._calls: list[Message] = []
        self._active: dict[str, int] = {}
        self._created: tuple[str, int, int] | None = None

    def add(self, step: AnyStep) -> None:
        """Append a step where time has got to."""
        self.begun = True
        (self._frames[-1].operands[-1] if self._frames else self._top).append(step)

    def delay(self, step: Delay) -> None:
        """Time passes; until the next message no life may change."""
        self.add(step)
        self._delayed = True

    def note(self, note: SequenceNote) -> None:
        """A note, as it stands; sides and spans are settled when the order of all participants is known."""
        self.add(note)

    def last_ends(self) -> tuple[str, ...]:
        """The participants of the latest message."""
        if self._last is None:
            return ()
        return tuple(dict.fromkeys(end for end in (self._last.source, self._last.target) if end))

    # Messages

    def message(self, message: Message, arrow: Arrow, mark: str, start: int, end: int) -> None:
        """A message with the life that its mark (`++`, `--`, `**`, `!!`) begins or ends."""
        created = self._created[0] if self._created else None
        if created is not None and created not in (message.target, message.source):
            self._page.error(
                f"after `create`, a message must go to `{created}`",
                start,
                end,
                hint="put the message next to `create`",
            )
        self._created = None
        message = _kind_of(message, arrow, created, mark)
        activates, deactivates = "++" in mark, "--" in mark
        if self.automatic and not mark and arrow.head is None:
            activates, deactivates = not arrow.dashed, arrow.dashed
        alone = message.source or message.target or ""
        after: list[AnyStep] = []
        if activates:
            if message.target:
                message = replace(message, activate=True)
            else:
                after.append(Activation(participant=alone, span=message.span))
        if deactivates:
            if message.source:
                message = replace(message, deactivate=True)
            else:
                after.append(Deactivation(participant=alone, span=message.span))
        if mark == "!!" and not message.target:
            after.append(Destruction(participant=alone, span=message.span))
        self._send(message)
        if deactivates:
            self._ended(message.source or alone)
        if activates:
            self._began(message.target or alone, message)
        for step in after:
            self.add(step)

    def _send(self, message: Message) -> None:
        step = self.numbering.before_message()
        if step is not None:
            self.add(step)
        self.add(message)
        self._last = message
        self._delayed = False

    def hidden(self) -> None:
        """A message that is not drawn: it takes a number, and lives may change after it."""
        self.numbering.skipped()
        self._delayed = False
        self._created = None
        if self._last is None:
            self._last = Message()

    def reply(self, label: Label | None, link: Link | None, start: int, end: int) -> None:
        """`return`: from the latest active participant back to who called it."""
        call = self._calls[-1] if self._calls else self._last
        if call is None or not (call.source or call.target):
            self._page.error("nowhere to return to", start, end, hint="`return` answers a message before it")
            return
        active = call.target is not None and self._active.get(call.target, 0) > 0
        answer = Message(
            source=call.target,
            target=call.source,
            label=label,
            link=link,
            kind="reply",
            deactivate=active,
            span=self._page.source.span(start, end),
        )
        self._send(answer)
        if call.target is not None and active:
            self._ended(call.target)

    # Lives

    def _began(self, code: str, message: Message | None) -> None:
        self._active[code] = self._active.get(code, 0) + 1
        if message is not None:
            self._calls.append(message)

    def _ended(self, code: str) -> None:
        if self._active.get(code, 0):
            self._active[code] -= 1
        for index in range(len(self._calls) - 1, -1, -1):
            if self._calls[index].target == code:
                del self._calls[index]
                break

    def last_active(self) -> str | None:
        """The participant of the latest activation that goes on."""
        active = [call.target for call in self._calls if call.target]
        return active[-1] if active else next((code for code, count in self._active.items() if count), None)

    def _life_allowed(self, word: str, start: int, end: int) -> bool:
        if self._delayed:
            self._page.error(
                f"`{word}` cannot stand right after a delay",
                start,
                end,
                hint="move it above the `...`, or below a message",
            )
            return False
        if word != "activate" and self._last is None and not self._page.teoz:
            self._page.error(f"`{word}` before the first message", start, end, hint="send a message first")
            return False
        return True

    def activate(self, code: str, start: int, end: int) -> None:
        """The participant becomes active."""
        if self._life_allowed("activate", start, end):
            self.add(Activation(participant=code, span=self._page.source.span(start, end)))
            called = self._last if self._last is not None and self._last.target == code else None
            self._began(code, called)

    def deactivate(self, code: str, start: int, end: int) -> None:
        """The participant's latest activation ends."""
        if self._life_allowed("deactivate", start, end):
            self.add(Deactivation(participant=code, span=self._page.source.span(start, end)))
            self._ended(code)

    def destroy(self, code: str, start: int, end: int) -> None:
        """The participant ends; with the message just before when that led to it."""
        if not self._life_allowed("destroy", start, end):
            return
        steps = self._frames[-1].operands[-1] if self._frames else self._top
        last = steps[-1] if steps else None
        if isinstance(last, Message) and last.target == code and last.kind in ("sync", "async", "reply"):
            steps[-1] = _destroying(last)
        else:
            self.add(Destruction(participant=code, span=self._page.source.span(start, end)))
        self._active.pop(code, None)

    def create(self, code: str, start: int, end: int) -> None:
        """The next message makes the participant."""
        self._created = (code, start, end)

    # Fragments

    def fragment(self, word: str, text: Token | None, fill: str | None, start: int, end: int) -> None:
        """A fragment begins, goes on under another guard, or ends."""
        if word == "end":
            self._end(start, end)
        elif word in ("else", "also"):
            if not self._frames:
                self._page.error(
                    f"`{word}` outside of a fragment", start, end, hint="begin it with `alt` above"
                )
                return
            label = self._page.label(_bare(text), text.start, text.end) if text else ""
            self._frames[-1].guards.append(label or None)
            self._frames[-1].operands.append([])
        elif len(self._frames) >= MAX_DEPTH:
            self._page.source.report("parse.too-large", "fragments are nested too deeply", start, end)
        else:
            self._frames.append(self._opened(word, text, fill, start, end))
            self.begun = True

    def _opened(self, word: str, text: Token | None, fill: str | None, start: int, end: int) -> _Frame:
        label: Label | None = None
        guard: Label | None = None
        if text is not None:
            guarded = _guarded(text.strip()) if word == "group" else None
            if guarded:
                label = self._page.label(guarded[0], text.start, text.end) or None
                guard = self._page.label(guarded[1], text.start, text.end) or None
            elif word in _KINDS:
                guard = self._page.label(_bare(text), text.start, text.end) or None
            else:
                label = self._page.label(text, text.start, text.end) or None
        return _Frame(word, _KINDS.get(word, "group"), label, fill, start, end, [guard])

    def _end(self, start: int, end: int) -> None:
        if self._frames:
            self._close()
        else:
            self._page.error(
                "`end` without a fragment that it could close",
                start,
                end,
                hint="remove it, or begin the fragment above",
            )

    def _close(self) -> None:
        frame = self._frames.pop()
        kind, label, guards = frame.kind, frame.label, frame.guards
        if len(frame.operands) > 1 and kind not in SEVERAL_OPERANDS:
            self._page.simplified(f"a `{frame.word}` with an `else` became an `alt`", frame.start, frame.end)
            # Only these kinds have several operands; the others' words move into the first guard.
            first = _joined(label or (frame.word if kind != "opt" else None), guards[0])
            kind, label, guards = "alt", None, [first, *guards[1:]]
        operands = tuple(
            Operand(label=guard, steps=tuple(steps))
            for guard, steps in zip(guards, frame.operands, strict=True)
        )
        span = self._page.source.span(frame.start, frame.end)
        self.add(Fragment(kind=kind, label=label, operands=operands, fill=frame.fill, span=span))

    def close(self) -> None:
        """All is read: what is open is closed, with a remark, as PlantUML closes it in silence."""
        while self._frames:
            frame = self._frames[-1]
            self._page.source.report(
                "parse.syntax",
                f"the `{frame.word}` that begins here is not closed",
                frame.start,
                frame.end,
                hint="add a line `end` below its last message",
                severity=Severity.WARNING,
            )
            self._close()

    def steps(self, order: list[str]) -> tuple[AnyStep, ...]:
        """All steps, with notes at the participants that they stand at in this order from left to right."""
        return tuple(_settled(step, order) for step in self._top)


def _kind_of(message: Message, arrow: Arrow, created: str | None, mark: str) -> Message:
    """The message with its kind, and what of line and head the kind does not imply."""
    plain = message.head is None
    opened = arrow.asynchronous and plain
    if (mark == "**" and message.target) or (created is not None and created == message.target):
        made = replace(message, kind="create")
    elif mark == "!!" and message.target:
        made = replace(message, kind="destroy")
    elif arrow.dashed:
        return replace(message, kind="reply", head="open" if opened else message.head)
    else:
        return replace(message, kind="async") if opened else message
    return replace(made, line="dashed" if arrow.dashed else None, head="open" if opened else message.head)


def _destroying(message: Message) -> Message:
    """The message as one that destroys its target."""
    head = message.head or ("open" if message.kind == "async" else None)
    return replace(message, kind="destroy", line="dashed" if message.kind == "reply" else None, head=head)


def _guarded(text: str) -> tuple[str, str] | None:
    """The name of a group and its guard, which is the rest in brackets; links have brackets of their own."""
    start = text.find("[", text.rfind("]]") + 2 if "[[" in text and "]]" in text[:-1] else 0)
    return (text[:start], text[start + 1 : -1]) if start >= 0 and text.endswith("]") else None


def _bare(guard: str) -> str:
    """A guard without brackets, which PlantUML writes round it by itself."""
    text = guard.strip()
    return (
        text[1:-1] if len(text) > 2 and text[0] == "[" and text[-1] == "]" and "[" not in text[1:] else text
    )


def _joined(label: Label | None, guard: Label | None) -> Label | None:
    from diagramc.ir.base import plain

    return ": ".join(filter(None, (plain(label), plain(guard)))) or None


def _settled(step: AnyStep, order: list[str]) -> AnyStep:
    if isinstance(step, Fragment):
        operands = tuple(
            replace(operand, steps=tuple(_settled(inner, order) for inner in operand.steps))
            for operand in step.operands
        )
        return replace(step, operands=operands)
    if not isinstance(step, SequenceNote):
        return step
    if not step.participants:
        return replace(step, participants=tuple(dict.fromkeys((order[0], order[-1]))))
    placed = sorted(step.participants, key=order.index)
    if step.placement == "over":
        return replace(step, participants=tuple(dict.fromkeys((placed[0], placed[-1]))))
    return replace(step, participants=(placed[0] if step.placement == "left" else placed[-1],))
