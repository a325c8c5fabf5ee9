"""Where the parts of a sequence diagram are collected, layer by layer, and what runs through all of them: extents and backgrounds."""

from __future__ import annotations

from typing import NamedTuple

from msgspec.structs import replace

from diagramc.backends.sequence.columns import Columns
from diagramc.backends.sequence.lifelines import Lifelines
from diagramc.backends.sequence.setting import BAR_SHIFT, BAR_WIDTH, LABEL_GAP
from diagramc.layout.grow import LEAST_AIR
from diagramc.layout.text import TextBlock
from diagramc.scene.colors import alpha_of, readable_on
from diagramc.scene.model import AnyItem, Box, Cluster, Paint, Shape, Stroke, Text
from diagramc.scene.shapes import polyline
from diagramc.themes.base import Theme

_CLEAR = 3.0
"""How far a lifeline stays away from a label that crosses it, in px."""


class Extent:
    """How far things reach to the left and right."""

    def __init__(self) -> None:
        self.left = float("inf")
        self.right = float("-inf")

    def add(self, left: float, right: float) -> None:
        """Something from `left` to `right` was drawn."""
        self.left, self.right = min(self.left, left), max(self.right, right)


class Ground(NamedTuple):
    """What a label stands on: the paint behind it, and the text colour that reads on it (None: the usual)."""

    fill: Paint
    ink: Paint | None


def ground_of(fill: str) -> Ground:
    """A fill that an author chose, with a readable text colour; a fill that is mostly transparent changes no text."""
    if alpha_of(fill) < 0.5:
        return Ground("canvas", None)
    return Ground(fill, readable_on(fill))


class Level(NamedTuple):
    """The line of a message: the part of the way that it and its label take, and its y."""

    left: float
    right: float
    y: float


class Canvas:
    """The layers of one part of a diagram: backgrounds, lifelines, bars, frames, what happens, text."""

    def __init__(self, columns: Columns, lifelines: Lifelines, theme: Theme) -> None:
        self.columns = columns
        self.lifelines = lifelines
        self.theme = theme
        self.gap = columns.setting.row_gap(theme)
        self.back: list[AnyItem] = []
        self.frames: list[AnyItem] = []
        self.over: list[AnyItem] = []
        self.extents = [Extent()]
        self._levels: list[Level] = []
        self._floor = 0.0
        self.grounds = [Ground("canvas", None)]
        self._labels: list[Box] = []

    def reach(self, left: float, right: float) -> None:
        """Something from `left` to `right` was drawn."""
        self.extents[-1].add(left, right)

    def close_rows(self) -> None:
        """What comes next stands below all that is drawn so far."""
        self._levels.clear()

    def level(self, left: float, right: float, top: float, height: float) -> float:
        """The y of the line of a message with a label of `height` px, below `top` or, where there is little air, beside the last ones.

        Where rows are close a label need only be clear of what is above it: beside the lines of messages between other lifelines it
        moves up, and its line is a step below theirs, so that the order in time stays plain.
        """
        y = top + height
        if not self._levels:
            self._floor = top - self.gap
        else:
            air = min(1.0, (self.columns.setting.air.down - LEAST_AIR) / (1.0 - LEAST_AIR))
            above = [near.y for near in self._levels if near.left < right and near.right > left]
            closest = [
                self._levels[-1].y + self.gap + LABEL_GAP + max(0.0, air) * height,
                self._floor + self.gap * 0.6 + height,
                *(line + self.gap + height for line in above),
            ]
            y = min(y, max(closest))
        self._levels.append(Level(left, right, y))
        return y

    def cover(self, box: Box) -> None:
        """Lifelines are interrupted behind this box."""
        self._labels.append(box)

    def text(
        self,
        role: str,
        block: TextBlock,
        x: float,
        y: float,
        *,
        anchor_middle: bool = False,
        fill: Paint = "edge.text",
        ref: str | None = None,
    ) -> Text:
        """A label among the lifelines: they are interrupted behind it; over an activation it gets a ground of its own."""
        ground = self.grounds[-1]
        made = Text(
            role=role,
            ref=ref,
            block=block,
            x=x,
            y=y,
            anchor="middle" if anchor_middle else "start",
            fill=ground.ink or fill,
        )
        box = made.box
        self.cover(box)
        if self.crosses_bar(box):
            made = replace(made, halo=ground.fill)
        self.reach(box.x, box.right)
        return made

    def crosses_bar(self, box: Box) -> bool:
        """Whether an activation that is open now stands behind a box."""
        return any(
            box.x < self.columns.x(active) + self.lifelines.right_edge(active)
            and box.right > self.columns.x(active) - BAR_WIDTH / 2
            for active in self.lifelines.active
            if active in self.columns.places
        )

    def life_items(self) -> list[AnyItem]:
        """The lifelines, interrupted behind labels."""
        items: list[AnyItem] = []
        for life in self.lifelines.lives:
            if life.participant not in self.columns.places:
                continue  # takes no part in this part
            x = self.columns.x(life.participant)
            y = life.top
            holes = sorted(
                (box.y, box.bottom)
                for box in self._labels
                if box.x - _CLEAR < x < box.right + _CLEAR and box.bottom > life.top and box.y < life.bottom
            )
            for top, bottom in [*holes, (life.bottom, life.bottom)]:
                if top - y > 1.0:
                    items.append(
                        Stroke(
                            role="lifeline",
                            ref=life.participant,
                            path=polyline((x, y), (x, min(top, life.bottom))),
                            stroke="lifeline.stroke",
                            stroke_width=1.4,
                            line=life.line,
                        )
                    )
                y = max(y, bottom)
        return items

    def bar_items(self) -> list[AnyItem]:
        """The activation bars, outer ones first."""
        return [
            Shape(
                role="activation",
                ref=bar.participant,
                shape="rect",
                box=Box(
                    self.columns.x(bar.participant) - BAR_WIDTH / 2 + BAR_SHIFT * bar.level,
                    bar.top,
                    BAR_WIDTH,
                    bar.bottom - bar.top,
                ),
                fill="activation.fill",
                stroke="activation.stroke",
                stroke_width=1.2,
                radius=2.0,
            )
            for bar in sorted(self.lifelines.bars, key=lambda bar: (bar.level, bar.top))
            if bar.participant in self.columns.places
        ]

    def items(self) -> list[AnyItem]:
        """Everything, lowest layer first."""
        return [*self.back, *self.life_items(), *self.bar_items(), *self.frames, *self.over]


def linked(
    role: str, items: tuple[AnyItem, ...], url: str | None, new_window: bool, ref: str | None = None
) -> Cluster:
    """Items under a link."""
    return Cluster(role=role, ref=ref, items=items, link=url, new_window=new_window)
