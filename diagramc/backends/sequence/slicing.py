"""Steps cut at any place, also inside fragments: what is on either side of a cut, and what is open across it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, pairwise
from typing import NamedTuple

from msgspec.structs import replace

from diagramc.ir.sequence import AnyStep, Fragment, Operand


class CutFragment(Fragment, frozen=True, kw_only=True, tag="cut-fragment"):
    """What one part shows of a fragment that is cut.

    `begun`: its beginning is in an earlier part; `fresh`: what stands here first is the beginning of an operand.
    `unfinished`: its end is in a later part; `ended`: what stands here last is the end of an operand.
    """

    begun: bool = False
    fresh: bool = True
    unfinished: bool = False
    ended: bool = True


class Leaf(NamedTuple):
    """A step that holds no others, or what is empty.

    `inside` names the fragments round it, outermost first, each by its number and the operand the leaf is in.
    """

    step: AnyStep | None
    inside: tuple[tuple[int, int], ...] = ()


def leaves(steps: Sequence[AnyStep]) -> list[Leaf]:
    """All that steps hold, in order of time: what can be cut apart."""
    return list(_leaves(steps, (), count()))


def _leaves(
    steps: Sequence[AnyStep], inside: tuple[tuple[int, int], ...], numbers: Iterator[int]
) -> Iterator[Leaf]:
    for step in steps:
        if not isinstance(step, Fragment) or not step.operands:
            yield Leaf(step, inside)
            continue
        number = next(numbers)
        for position, operand in enumerate(step.operands):
            within = (*inside, (number, position))
            if operand.steps:
                yield from _leaves(operand.steps, within, numbers)
            else:
                yield Leaf(None, within)


class Seam(NamedTuple):
    """A place between two leaves: in how many fragments it is, and in how many operands; `edge`: the fewest leaves that one of these
    fragments has on one side of it."""

    fragments: int = 0
    operands: int = 0
    edge: int = 99


def seams(found: Sequence[Leaf]) -> list[Seam]:
    """The places before each leaf and after the last one."""
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for at, leaf in enumerate(found):
        for number, _ in leaf.inside:
            first.setdefault(number, at)
            last[number] = at
    made = [Seam()]
    for at, (one, other) in enumerate(pairwise(found), 1):
        across = [(a, b) for a, b in zip(one.inside, other.inside, strict=False) if a[0] == b[0]]
        edge = min((min(at - first[a[0]], last[a[0]] + 1 - at) for a, _ in across), default=99)
        made.append(Seam(len(across), sum(a == b for a, b in across), edge))
    return [*made, Seam()]


def slice_steps(steps: Sequence[AnyStep], start: int, end: int) -> tuple[AnyStep, ...]:
    """The steps from leaf `start` to before leaf `end`, with what is there of fragments that a cut goes through."""
    found: list[AnyStep] = []
    at = 0
    for step in steps:
        own = _count(step)
        low, high = max(start - at, 0), min(end - at, own)
        if low < high:
            if isinstance(step, Fragment) and high - low < own:
                step = _slice_fragment(step, low, high)
            found.append(step)
        at += own
    return tuple(found)


def _slice_fragment(fragment: Fragment, start: int, end: int) -> CutFragment:
    """`start` and `end` count the fragment's own leaves."""
    operands: list[Operand] = []
    fresh = ended = True
    at = 0
    for operand in fragment.operands:
        own = _count_all(operand.steps)
        low, high = max(start - at, 0), min(end - at, own)
        if low < high:
            if not operands:
                fresh = low == 0
            ended = high == own
            operands.append(replace(operand, steps=slice_steps(operand.steps, low, high)))
        at += own
    return CutFragment(
        kind=fragment.kind,
        operands=tuple(operands),
        label=fragment.label,
        fill=fragment.fill,
        begun=start > 0,
        fresh=fresh,
        unfinished=end < at,
        ended=ended,
    )


def _count(step: AnyStep) -> int:
    if not isinstance(step, Fragment) or not step.operands:
        return 1
    return sum(_count_all(operand.steps) for operand in step.operands)


def _count_all(steps: Sequence[AnyStep]) -> int:
    return sum(map(_count, steps)) or 1
