"""What is alive and active on each lifeline as time goes on, and the bars and lines that result."""

from __future__ import annotations

from typing import NamedTuple

from diagramc.backends.sequence.setting import BAR_LEAST, BAR_SHIFT, BAR_WIDTH
from diagramc.ir.base import LineStyle


class Bar(NamedTuple):
    """An activation from `top` to `bottom`, nested `level` deep (0 is the outermost)."""

    participant: str
    level: int
    top: float
    bottom: float


class Life(NamedTuple):
    """A stretch of a lifeline."""

    participant: str
    top: float
    bottom: float
    line: LineStyle = "solid"


class State(NamedTuple):
    """At a point of time: how many activations are open on each participant, and who is alive."""

    active: dict[str, int]
    alive: frozenset[str]


class Opened(NamedTuple):
    """A fragment that goes on in the next part: the state before it, and those after the operands that have ended."""

    before: State
    ends: tuple[State, ...] = ()


class Progress(NamedTuple):
    """How far a sequence is drawn: the state there, the fragments that go on, outermost first, and how many messages there were."""

    state: State
    opened: tuple[Opened, ...] = ()
    messages: int = 0


class Lifelines:
    """Collects bars and stretches of lifelines. All y are px and grow in the order of calls."""

    def __init__(self, state: State, top: float) -> None:
        self.bars: list[Bar] = []
        self.lives: list[Life] = []
        self._open: dict[str, list[float]] = {id: [top] * n for id, n in state.active.items()}
        self._born: dict[str, float] = dict.fromkeys(sorted(state.alive), top)

    @property
    def state(self) -> State:
        """As things stand now."""
        active = {id: len(tops) for id, tops in self._open.items() if tops}
        return State(active, frozenset(self._born))

    @property
    def active(self) -> list[str]:
        """Who has an open activation now."""
        return [id for id, tops in self._open.items() if tops]

    def level(self, participant: str) -> int:
        """How many activations are open."""
        return len(self._open.get(participant, ()))

    def left_edge(self, participant: str) -> float:
        """Where a message from the left ends, relative to the lifeline."""
        level = self.level(participant)
        return -BAR_WIDTH / 2 + BAR_SHIFT * (level - 1) if level else 0.0

    def right_edge(self, participant: str) -> float:
        """Where a message from the right ends, relative to the lifeline."""
        level = self.level(participant)
        return BAR_WIDTH / 2 + BAR_SHIFT * (level - 1) if level else 0.0

    def activate(self, participant: str, y: float) -> None:
        """An activation begins."""
        self._open.setdefault(participant, []).append(y)

    def deactivate(self, participant: str, y: float) -> float:
        """The latest activation ends; answers the y of its end, as a bar has a least height. Nothing to end is no harm."""
        tops = self._open.get(participant)
        if not tops:
            return y
        top = tops.pop()
        bottom = max(y, top + BAR_LEAST)
        self.bars.append(Bar(participant, len(tops), top, bottom))
        return bottom

    def begin(self, participant: str, y: float) -> None:
        """The lifeline begins."""
        self._born[participant] = y

    def end(self, participant: str, y: float) -> None:
        """The lifeline ends, and all its activations with it."""
        while self.level(participant):
            self.deactivate(participant, y)
        born = self._born.pop(participant, None)
        if born is not None and y > born:
            self.lives.append(Life(participant, born, y))

    def dot(self, top: float, bottom: float) -> None:
        """All that live are dotted between two y."""
        for participant, born in self._born.items():
            self.lives.append(Life(participant, born, top))
            self.lives.append(Life(participant, top, bottom, "dotted"))
            self._born[participant] = bottom

    def go_back(self, state: State, y: float) -> None:
        """Another operand begins with an earlier state: what has ended since begins again at `y`, what has begun ends."""
        for participant in sorted(state.alive - frozenset(self._born)):
            self.begin(participant, y)
        for participant in dict.fromkeys((*self._open, *state.active)):
            wanted = state.active.get(participant, 0)
            while self.level(participant) > wanted:
                self.deactivate(participant, y)
            while self.level(participant) < wanted:
                self.activate(participant, y)

    def finish(self, y: float) -> State:
        """Close everything that is open at `y`; answers the state before."""
        state = self.state
        for participant in list(self._born):
            for _ in range(self.level(participant)):
                self.deactivate(participant, y)
        for participant, born in self._born.items():
            self.lives.append(Life(participant, born, y))
        for participant in list(self._open):
            while self.level(participant):
                self.deactivate(participant, y)
        self._born.clear()
        return state


def join_operands(ends: list[State], before: State) -> State:
    """The state after a fragment: as active as after the most active operand; a lifeline that ends in one of several lives on."""
    ids = dict.fromkeys(id for state in ends for id in state.active)
    active = {id: max(state.active.get(id, 0) for state in ends) for id in ids}
    alive = frozenset().union(*(state.alive for state in ends))
    return State(active, alive if len(ends) == 1 else alive | before.alive)
