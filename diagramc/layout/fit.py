"""Fitting a drawing into the canvas that was asked for: the arrangement with the largest text wins; nothing is stretched."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from heapq import heapify, heappop, heappush
from itertools import chain, islice
from typing import NamedTuple

import msgspec

from diagramc.ir.base import Diagram, plain
from diagramc.layout.grow import Size
from diagramc.layout.headings import Headings, with_headings
from diagramc.options import IMAGE_SIZES, Canvas, CompileOptions, canvas_for
from diagramc.scene.model import AnyItem, Cluster, Drawing, Scene, Text
from diagramc.themes.base import Theme

PROMISE, SECOND_PROMISE = 1.05, 0.88
"""An estimate must promise this many times the best so far for its arrangement to be drawn; the second one of a graph less."""
MOST_ESTIMATED, MOST_SLOW, MOST_LOST = 3, 2, 5
"""Arrangements that are drawn on the strength of an estimate at most; of those that are slow; and while none of them has the least gain."""
LUCKY = 1.3
"""Where a drawing is so much better than it promised, as of a graph whose lines cross less than was feared, the others promise more, too."""
FULLNESS = 0.42
"""What a full canvas is worth beside large text: fill counts to this power."""
BARE, NEARLY, MOST_MORE = 0.75, 0.7, 2
"""A canvas that the best drawing fills to less than the first is bare: others with this part of its merit at least are loosened, too, and
so many more are drawn.
"""
COMFORTABLE = 34.0
"""Body text of this many px at 1K is easily read: for larger text alone a flow is not bent."""
LEAST_GAIN = 0.98
"""Text is never smaller than this many times that of the plain layout, where an arrangement can have it so."""
LOST = 0.6
"""What an arrangement with less gain than that counts."""
SMALLEST_LEGIBLE = 9.0
"""Text under this many px at 1K is reported."""


class Arrangement(NamedTuple):
    """One way to arrange a diagram: a name for the report, what draws it, and the size in px it is likely to have.

    Those with an `estimate` are drawn after the others, the most promising first, and only as long as one promises to be better than
    what is there. One must be `advantage` times as good as the first to be taken: ties go to the author's order and direction, and
    to simple arrangements. Of one `family` the most promising is drawn first, and the rest only after those of other families. `ease` says how easily a drawing is read, from 0 (it is broken) to 1; it counts like text size. `spread` draws it with gaps
    grown into a room of some width and height in px; `reach` is how large about that can make a drawing of some width and height.
    `likely_ease` is the ease that one with an estimate is likely to have; without it, that of the easiest so far.
    Of one that is `bent`, text beyond COMFORTABLE counts half. The estimate of one that is `exact` is its size: it is as good as drawn.
    One that is a `resort` is drawn only where no other has the least gain.
    One that is `slow` takes so long to draw that fewer are.
    `usual`, of the first, is the size in px of the layout that gain is measured by, where that is not its own drawing.
    """

    name: str
    draw: Callable[[], Drawing]
    estimate: Callable[[], tuple[float, float]] | None = None
    advantage: float = 1.04
    family: str = ""
    ease: Callable[[Drawing], float] | None = None
    spread: Callable[[float, float], Drawing] | None = None
    reach: Callable[[float, float], tuple[float, float]] | None = None
    usual: Callable[[], tuple[float, float]] | None = None
    likely_ease: Callable[[], float] | None = None
    bent: bool = False
    exact: bool = False
    resort: bool = False
    slow: bool = False


_Promise = tuple[float, int, Arrangement]
"""What an arrangement promises, its place in the list, and itself."""
_Candidate = tuple[float, int, Arrangement, Size | None]
"""What it promises below zero, or promises at most as long as its size stands last; its place in the list, and itself."""


class FitReport(msgspec.Struct, frozen=True, kw_only=True):
    """How well the drawing fits. `fill` = min(r/t, t/r) for its ratio r and the canvas's t; `gain` is body text size over that of
    the plain arrangement in the same canvas; `min_text_px` is the smallest text on the canvas; `tried` names the arrangements.
    """

    fill: float
    gain: float
    min_text_px: float
    body_text_px: float
    chosen: str
    tried: tuple[str, ...]


class Fitted(NamedTuple):
    """A scene and how well it fits."""

    scene: Scene
    report: FitReport


def _scale(width: float, height: float, canvas: Canvas, margin: float) -> float:
    """How many times natural size a drawing of this size can be on the canvas."""
    room_x, room_y = canvas.width - 2 * margin, canvas.height - 2 * margin
    return min(room_x / max(width, 1.0), room_y / max(height, 1.0))


def _text_sizes(items: Sequence[AnyItem]) -> list[float]:
    sizes: list[float] = []
    for item in items:
        if isinstance(item, Cluster):
            sizes.extend(_text_sizes(item.items))
        elif isinstance(item, Text) and any(line.width for line in item.block.lines):
            sizes.append(item.block.style.size)
    return sizes


def fit(
    diagram: Diagram, arrangements: Sequence[Arrangement], theme: Theme, options: CompileOptions
) -> Fitted:
    """Draw the arrangements and place the best one on the canvas. The first one is the plain one, and the one for `auto`.

    With `auto` the canvas is the drawing's own size with margins, times 1, 2 or 4.
    """
    factor = IMAGE_SIZES[options.image_size]
    canvas = canvas_for(options.size, options.image_size)
    if canvas is None:
        plain_drawing = with_headings(diagram, arrangements[0].draw(), theme)
        margin = theme.margin * factor
        canvas = Canvas(
            math.ceil(plain_drawing.width * factor + 2 * margin),
            math.ceil(plain_drawing.height * factor + 2 * margin),
        )
        return _place(
            diagram,
            plain_drawing,
            canvas,
            float(factor),
            1.0,
            arrangements[0].name,
            (arrangements[0].name,),
            theme,
            factor,
        )
    return _Search(diagram, arrangements, theme, canvas, factor).run()


class _Drawn(NamedTuple):
    """An arrangement as drawn, without and with headings; what it is worth for its text and ease, and with how full the canvas can become."""

    arrangement: Arrangement
    bare: Drawing
    drawing: Drawing
    text: float
    merit: float


NOTHING = Drawing(items=(), width=0.0, height=0.0)


class _Search:
    """The search for the best arrangement on a canvas."""

    def __init__(
        self,
        diagram: Diagram,
        arrangements: Sequence[Arrangement],
        theme: Theme,
        canvas: Canvas,
        factor: int,
    ) -> None:
        self.diagram, self.theme, self.canvas, self.factor = diagram, theme, canvas, factor
        self.arrangements = arrangements
        self.margin = min(canvas) * 0.03
        room_x, room_y = (side - 2 * self.margin for side in canvas)
        self.headings = Headings(diagram, theme, room_x / room_y)
        self.tried: list[str] = []
        self.drawn: list[_Drawn] = []
        self.best = _Drawn(arrangements[0], NOTHING, NOTHING, -1.0, -1.0)
        self.usual_ease = 0.0
        self.plain_scale = self._scale(*self._usual_size())

    def _usual_size(self) -> tuple[float, float]:
        """The size in px, with headings, of the layout that gain is measured by."""
        first = self.arrangements[0]
        if first.usual is not None:
            return self.headings.size(*first.usual())
        drawing = first.draw()
        return self.headings.size(drawing.width, drawing.height)

    def _scale(self, width: float, height: float) -> float:
        """How large a drawing of this size, headings included, can be."""
        return _scale(width, height, self.canvas, self.margin)

    def _text_worth(self, arrangement: Arrangement, width: float, height: float) -> float:
        """What its text is worth: how large it is, unless it is smaller than that of the plain layout."""
        scale = self._scale(*self.headings.size(width, height))
        worth = scale if scale >= LEAST_GAIN * self.plain_scale else LOST * scale
        comfortable = COMFORTABLE * self.factor / self.theme.body_size
        if arrangement.bent and worth > comfortable:
            worth = (worth + comfortable) / 2
        return worth

    def _fullness(self, arrangement: Arrangement, width: float, height: float) -> float:
        """By how much the worth of text is lessened, 1 at most, when the canvas cannot become full."""
        if arrangement.reach is None or not math.isfinite(width):
            return 1.0
        full = self.headings.size(width, height)
        scale, reached = self._scale(*full), arrangement.reach(width, height)
        wide, high = (max(f, r + f - bare) for f, r, bare in zip(full, reached, (width, height), strict=True))
        room_x, room_y = (side - 2 * self.margin for side in self.canvas)
        fullness: float = min(1.0, scale * wide / room_x, scale * high / room_y) ** FULLNESS
        return fullness

    def _try(self, arrangement: Arrangement) -> float:
        """Draw an arrangement, and keep it when it is better than the best so far; how good it is."""
        self.tried.append(arrangement.name)
        bare = arrangement.draw()
        drawing = self.headings.put(bare)
        ease = arrangement.ease(bare) if arrangement.ease else 1.0
        self.usual_ease = max(self.usual_ease, ease)
        least = 1.0 if arrangement is self.arrangements[0] else arrangement.advantage
        text = self._text_worth(arrangement, bare.width, bare.height) * ease / least
        merit = text * self._fullness(arrangement, bare.width, bare.height)
        drawn = _Drawn(arrangement, bare, drawing, text, merit)
        # A resort is there for its text, hard as it is to read, and for nothing else.
        better = (
            arrangement.resort and merit > 0 and self._keeps_text(drawn) and not self._keeps_text(self.best)
        )
        if better or (merit > self.best.merit and not arrangement.resort):
            self.best = drawn
        if better or not arrangement.resort:
            self.drawn.append(drawn)
        return merit

    def run(self) -> Fitted:
        """Try what is to be tried, loosen the best one, and place it."""
        for arrangement in self.arrangements:
            if arrangement.estimate is None:
                self._try(arrangement)
        known, families = self._families()
        best_known = next(known, None)
        if best_known is not None and best_known[0] > self.best.merit:
            self._try(best_known[2])
        # What was known to be best cost no trial.
        free = len(self.tried) - 1 if best_known else 0
        most = MOST_SLOW if self.arrangements[0].slow else MOST_ESTIMATED
        luck = 1.0
        turns = _in_turn(families)
        passed: list[tuple[float, Arrangement]] = []
        for promise, arrangement in islice(turns, MOST_LOST):
            drawn = len(self.tried) - free
            lost = self._is_lost()
            bar = SECOND_PROMISE if drawn == 1 else PROMISE
            enough = drawn >= most + bool(best_known)
            if not self.tried or lost or (promise * luck > self.best.merit * bar and not enough):
                found = self._try(arrangement)
                if found > LUCKY * promise:
                    luck = max(luck, found / max(promise, 1e-9))
            else:
                passed.append((promise, arrangement))
            if enough and not lost:
                break
        for arrangement in self.arrangements:
            if arrangement.resort and self._is_lost():
                self._try(arrangement)
        best, drawing = self._loosened(chain(passed, turns))
        scale = self._scale(best.drawing.width, best.drawing.height)
        return _place(
            self.diagram,
            drawing,
            self.canvas,
            scale,
            scale / self.plain_scale,
            best.arrangement.name,
            tuple(self.tried),
            self.theme,
            self.factor,
        )

    def _families(self) -> tuple[Iterator[_Promise], list[Iterator[_Promise]]]:
        """Those whose estimate is exact, and the others with one by family: of each the most promising first."""
        known: list[_Candidate] = []
        families: dict[str, list[_Candidate]] = {}
        sizes: set[Size] = set()
        for i, a in enumerate(self.arrangements):
            if a.estimate is None or a.resort:
                continue
            size = a.estimate()
            if size not in sizes and math.isfinite(
                size[0]
            ):  # The same size again is the same drawing: labels that never wrap, for one.
                sizes.add(size)
                likely = a.likely_ease() if a.likely_ease else self.usual_ease
                most = self._text_worth(a, *size) / a.advantage * likely
                family = known if a.exact else families.setdefault(a.family, [])
                family.append((-most, i, a, size))
        return self._ranked(known), [self._ranked(family) for family in families.values()]

    def _ranked(self, family: list[_Candidate]) -> Iterator[_Promise]:
        """Arrangements by what they promise. How full one can become is asked only when its text alone would make it the next."""
        heapify(family)
        while family:
            negative, i, arrangement, size = heappop(family)
            if size is None:
                yield -negative, i, arrangement
            else:
                heappush(family, (negative * self._fullness(arrangement, *size), i, arrangement, None))

    def _is_lost(self) -> bool:
        """Whether nothing is drawn yet that can be read as easily as text of the least gain."""
        return self.best.merit <= 0 or not self._keeps_text(self.best)

    def _keeps_text(self, drawn: _Drawn) -> bool:
        """Whether text has the least gain."""
        scale = self._scale(drawn.drawing.width, drawn.drawing.height)
        return scale >= LEAST_GAIN * self.plain_scale

    def _loosened(self, others: Iterator[tuple[float, Arrangement]]) -> tuple[_Drawn, Drawing]:
        """The best arrangement and its drawing with grown gaps; or another one, where the best leaves the canvas bare after all.

        `others` are arrangements that were not drawn, and what they promise.
        """
        best, loose = self.best, self._spread(self.best)
        full = self._full(best, loose)
        if full >= BARE:
            return best, loose
        merit, least = best.text * float(full**FULLNESS), NEARLY * best.merit
        for _, arrangement in islice(
            (other for other in others if other[0] > least),
            0 if self.arrangements[0].slow else MOST_MORE,
        ):
            self._try(arrangement)
        for drawn in sorted(self.drawn, key=lambda drawn: -drawn.merit):
            if drawn is not best and drawn.merit > least:
                other = self._spread(drawn)
                found = drawn.text * float(self._full(drawn, other) ** FULLNESS)
                if found > merit:
                    best, loose, merit = drawn, other, found
        return best, loose

    def _full(self, drawn: _Drawn, loose: Drawing) -> float:
        """The part of the canvas's room that a loosened drawing takes, along the side that it fills less."""
        scale = self._scale(drawn.drawing.width, drawn.drawing.height)
        room_x, room_y = (side - 2 * self.margin for side in self.canvas)
        return min(1.0, scale * loose.width / room_x, scale * loose.height / room_y)

    def _spread(self, drawn: _Drawn) -> Drawing:
        """A drawing with its gaps grown into the room that the canvas leaves at its scale."""
        spread = drawn.arrangement.spread
        if spread is None:
            return drawn.drawing
        scale = self._scale(drawn.drawing.width, drawn.drawing.height)
        room_x, room_y = ((side - 2 * self.margin) / scale for side in self.canvas)
        loose = self.headings.put(spread(room_x, room_y - (drawn.drawing.height - drawn.bare.height)))
        fits = loose.width <= room_x * 1.001 and loose.height <= room_y * 1.001
        return loose if fits else drawn.drawing


def _in_turn(
    families: Sequence[Iterator[_Promise]],
) -> Iterator[tuple[float, Arrangement]]:
    """The most promising arrangement of each family, then the second ones, and so on."""
    while turn := [found for family in families if (found := next(family, None)) is not None]:
        for promise, _, arrangement in sorted(turn, key=lambda found: (-found[0], found[1])):
            yield promise, arrangement


def _place(
    diagram: Diagram,
    drawing: Drawing,
    canvas: Canvas,
    scale: float,
    gain: float,
    chosen: str,
    tried: tuple[str, ...],
    theme: Theme,
    factor: int,
) -> Fitted:
    """Centre a drawing on the canvas and report on it."""
    ratio, target = drawing.width / max(drawing.height, 1.0), canvas.width / canvas.height
    smallest = min(_text_sizes(drawing.items), default=theme.body_size)
    report = FitReport(
        fill=round(min(ratio / target, target / ratio), 4) if ratio > 0 else 0.0,
        gain=round(gain, 4),
        min_text_px=round(smallest * scale, 2),
        body_text_px=round(theme.body_size * scale, 2),
        chosen=chosen,
        tried=tried,
    )
    scene = Scene(
        type=diagram.type,
        width=canvas.width,
        height=canvas.height,
        drawing=drawing,
        scale=scale,
        x=(canvas.width - drawing.width * scale) / 2,
        y=(canvas.height - drawing.height * scale) / 2,
        title=plain(diagram.title),
        description=diagram.description or "",
    )
    return Fitted(scene, report)
