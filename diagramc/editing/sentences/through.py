"""A participant put between two others of a sequence: what they send each other goes through it."""

from __future__ import annotations

from collections import Counter

from msgspec.structs import asdict

from diagramc.editing.elements import messages_of
from diagramc.editing.patch import AnyStep, Connect, Disconnect
from diagramc.ir.base import plain
from diagramc.ir.sequence import Message, Sequence

MOST = 20
"""More messages are not led through by one command."""
_OWN = frozenset(("source", "target", "label", "kind", "span"))
"""What of a message a step can say."""


def led_through(diagram: Sequence, new: str, between: tuple[str, str]) -> list[AnyStep]:
    """The steps that lead every message between two participants through a new one.

    None where a message has no label of its own, or marks that a step cannot say: the participant then only stands between
    the two, which is remarked.
    """
    sent = [m for m in messages_of(diagram) if {m.source, m.target} == set(between)]
    labels = Counter(plain(m.label) for m in messages_of(diagram) if m.label is not None)
    if not sent or len(sent) > MOST or not all(_plain(m) and labels[plain(m.label)] == 1 for m in sent):
        return []
    steps: list[AnyStep] = []
    for message in sent:
        source, target, label = str(message.source), str(message.target), plain(message.label)
        # one label at a time is there once, so that it says where the next message goes
        steps += [
            Connect(source=new, target=target, label=label, kind=message.kind, after=label),
            Disconnect(source=source, target=target, label=label),
            Connect(source=source, target=new, label=label, kind=message.kind, before=label),
        ]
    return steps


def _plain(message: Message) -> bool:
    """Whether a message has a label and nothing that a new one could not have."""
    bare = asdict(Message())
    return message.label is not None and all(
        value == bare[name] for name, value in asdict(message).items() if name not in _OWN
    )
