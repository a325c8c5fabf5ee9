"""Between rows: level pieces on tracks of their own, in an order with few crossings, and as much room as they need."""

from __future__ import annotations

from collections.abc import Sequence

from diagramc.layout.graph import BEYOND_HEAD
from diagramc.layout.orthogonal.ports import APART, Way, bundle_at
from diagramc.layout.orthogonal.rows import Rows

TRACK, LEAST_TRACK = 12.0, 7.5
"""Distance of neighbouring tracks, in px; at least where there are many."""
MANY_TRACKS = 5
"""With more tracks than this in a channel they stand nearer, so that a dense graph does not drift apart."""
LEAST_CLEAR = 7.0
"""How far tracks keep from the rows beside them, in px."""
HEADS_APART = 4.0
"""How much of a line shows between the heads of its two ends at least, in px."""
BESIDE_LABEL = 5.0
"""How much of a head may stand beside the label of its line, in px."""
MEETS = 6.0
"""Upright pieces nearer than this look like one, in px."""
MOST_MOVED = 40
"""With more jogs than this in a channel single ones are not moved any more: it takes their number squared."""
MEETING_COST = 10
"""What it costs that two lines lie on each other, in crossings."""


class Jog:
    """A level piece in a channel: where lines come in above (`tops`) and go out below (`bottoms`)."""

    def __init__(self, tops: list[float], bottoms: list[float], key: object) -> None:
        self.tops = tops
        self.bottoms = bottoms
        self.key = key
        self.track = 0
        self.y = 0.0

    @property
    def low(self) -> float:
        """Its left end."""
        return min(*self.tops, *self.bottoms)

    @property
    def high(self) -> float:
        """Its right end."""
        return max(*self.tops, *self.bottoms)


class Channel:
    """The room above a row: its jogs, and how high it must be. `clear_above` and `clear_below` are kept free of level pieces,
    `texts_above` and `texts_below` are the height of texts beside the ends of lines, `heads` that of the heads on a line.
    """

    def __init__(self) -> None:
        self.jogs: list[Jog] = []
        self.clear_above = self.clear_below = LEAST_CLEAR
        self.texts_above = self.texts_below = 0.0
        self.heads = 0.0

    @property
    def tracks(self) -> int:
        """How many tracks there are."""
        return max((jog.track for jog in self.jogs), default=-1) + 1

    def assign(self) -> None:
        """Give each jog a track: an order with few crossings, then as few tracks as the order needs."""
        order = [self.jogs[i] for i in _order(self.jogs)]
        for i, jog in enumerate(order):
            jog.track = max((o.track + 1 for o in order[:i] if _side_by_side(o, jog)), default=0)

    def beside_frames(self, above: float, below: float) -> None:
        """Count what frames reach into the channel, in px, as room that is clear already."""
        self.clear_above = max(LEAST_CLEAR, self.clear_above - above)
        self.clear_below = max(LEAST_CLEAR, self.clear_below - below)
        self.texts_above = max(0.0, self.texts_above - above)
        self.texts_below = max(0.0, self.texts_below - below)
        self.heads = max(0.0, self.heads - above - below)

    def room(self) -> float:
        """The least height, in px."""
        count = self.tracks
        tracks = self.clear_above + self.clear_below + _distance(count) * max(0, count - 1) if count else 0.0
        return max(tracks, self.texts_above + self.texts_below, self.heads)

    def put(self, top: float, bottom: float) -> None:
        """Set the height of each jog's track between the two."""
        count = self.tracks
        free = (bottom - self.clear_below) - (top + self.clear_above)
        step = max(_distance(count), min(2 * TRACK, free / (count + 1))) if count else 0.0
        first = top + self.clear_above + (free - step * (count - 1)) / 2
        for jog in self.jogs:
            jog.y = first + step * jog.track


def _distance(tracks: int) -> float:
    """How far that many tracks stand from each other at least."""
    return max(LEAST_TRACK, TRACK * min(1.0, MANY_TRACKS / max(1, tracks)))


def _order(jogs: Sequence[Jog]) -> list[int]:
    """From above to below: neighbours change places, then single jogs move, as long as that spares crossings."""
    count = len(jogs)
    cost = [[_cost(one, other) if one is not other else 0 for other in jogs] for one in jogs]
    order = list(range(count))
    for _ in range(count):
        swapped = False
        for i in range(count - 1):
            one, other = order[i], order[i + 1]
            if cost[other][one] < cost[one][other]:
                order[i], order[i + 1] = other, one
                swapped = True
        if not swapped:
            break
    for jog in range(count) if 2 < count <= MOST_MOVED else ():
        rest = [other for other in order if other != jog]
        # What it costs to stand above all, then one further down at a time.
        at = sum(cost[jog][other] for other in rest)
        best, place = at, 0
        for position, other in enumerate(rest, 1):
            at += cost[other][jog] - cost[jog][other]
            if at < best:
                best, place = at, position
        order = [*rest[:place], jog, *rest[place:]]
    return order


def _side_by_side(one: Jog, other: Jog) -> bool:
    return one.low < other.high + APART and other.low < one.high + APART


def _cost(above: Jog, below: Jog) -> int:
    """Crossings of two jogs when one is above the other; lying on each other counts as many."""
    cost = sum(1 for x in below.tops if above.low < x < above.high)
    cost += sum(1 for x in above.bottoms if below.low < x < below.high)
    cost += MEETING_COST * sum(1 for x in above.bottoms for t in below.tops if abs(x - t) < MEETS)
    return cost


def _heads(way: Way, offset: int, clear_upper: float, clear_lower: float) -> float:
    """What the heads at the ends of a way take of the channel that many rows after its first, in px."""
    upper = clear_upper - BEYOND_HEAD if offset == 0 and way.exit == "down" else 0.0
    lower = clear_lower - BEYOND_HEAD if offset == way.span - 1 and way.entry == "up" else 0.0
    return upper + lower + HEADS_APART if way.span == 1 else upper + lower - BESIDE_LABEL


def jog_key(rows: Rows, way: Way, offset: int) -> object:
    """What tells the jog of a way in the channel that many rows after its first: bundled lines share one where they part."""
    upper = bundle_at(rows, way, upper=True)
    if isinstance(upper, tuple):
        return upper, "from", round(way.xs[offset], 1)
    lower = bundle_at(rows, way, upper=False)
    if isinstance(lower, tuple):
        return lower, "to", round(way.xs[offset + 1], 1)
    return way.edge


def find_channels(
    rows: Rows, ways: Sequence[Way], arcs: Sequence[tuple[int, int, float, float]]
) -> list[Channel]:
    """The channels above each row, and one below the last; `arcs` are (edge, row, x, x) of lines that go over their own row."""
    spec = rows.spec
    channels = [Channel() for _ in range(len(rows.rows) + 1)]
    jogs: dict[tuple[int, object], Jog] = {}
    for way in ways:
        edge = spec.edges[way.edge]
        clear_upper, clear_lower = edge.source_clear, edge.target_clear
        text_upper, text_lower = edge.source_breadth > 0, edge.target_breadth > 0
        if not way.down:
            clear_upper, clear_lower = clear_lower, clear_upper
            text_upper, text_lower = text_lower, text_upper
        first = way.upper.row
        for offset in range(way.span):
            channel = channels[first + offset + 1]
            x, after = way.xs[offset], way.xs[offset + 1]
            if offset == 0 and way.exit == "down":
                channel.clear_above = max(channel.clear_above, clear_upper)
                channel.texts_above = max(channel.texts_above, clear_upper if text_upper else 0.0)
            if offset == way.span - 1 and way.entry == "up":
                channel.clear_below = max(channel.clear_below, clear_lower)
                channel.texts_below = max(channel.texts_below, clear_lower if text_lower else 0.0)
            channel.heads = max(channel.heads, _heads(way, offset, clear_upper, clear_lower))
            if abs(x - after) < 0.05:
                continue
            key = jog_key(rows, way, offset)
            slot = (first + offset + 1, key)
            if slot in jogs:
                jogs[slot].tops.append(x)
                jogs[slot].bottoms.append(after)
            else:
                jogs[slot] = Jog([x], [after], key)
                channel.jogs.append(jogs[slot])
    for number, row, x, other in arcs:
        jog = Jog([], [x, other], number)
        channels[row].jogs.append(jog)
        clear = max(spec.edges[number].source_clear, spec.edges[number].target_clear)
        channels[row].clear_below = max(channels[row].clear_below, clear)
    for channel in channels:
        channel.assign()
    return channels
