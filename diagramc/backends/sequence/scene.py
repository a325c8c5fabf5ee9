"""Sequence diagram as a picture: lifelines side by side, messages in order of time, in one piece or folded into several."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, partial
from itertools import pairwise

import msgspec

from diagramc.backends.hints import in_wished_order, unkept_hints
from diagramc.backends.sequence.columns import Columns, lay_out_columns, longest_label
from diagramc.backends.sequence.folding import (
    LEAST_STEPS,
    PART_GAP,
    SIGN_ROOM,
    Whole,
    cut,
    folded_size,
    pieces,
    sign,
    sign_width,
)
from diagramc.backends.sequence.frames import box_frames, on_frames
from diagramc.backends.sequence.lifelines import Progress, State
from diagramc.backends.sequence.panel import Panel, draw_panel
from diagramc.backends.sequence.setting import SLIM_WRAP, Setting
from diagramc.backends.sequence.slicing import leaves
from diagramc.backends.sequence.steps import (
    Numbering,
    created,
    drawn_steps,
    gaps_between,
    is_numbered,
    mentioned,
)
from diagramc.diagnostics import Diagnostic
from diagramc.ir.sequence import AnyStep, Sequence
from diagramc.layout.fit import Arrangement
from diagramc.layout.grow import LOOSE, TIGHT, USUAL, Air, Size, grow
from diagramc.scene.edit import boxes, crop, translate
from diagramc.scene.model import AnyItem, Drawing
from diagramc.themes.base import Theme

WRAP = 190.0
"""Where labels between neighbours usually wrap, in px."""
WRAPS = (WRAP, 380.0, 130.0, SLIM_WRAP, 78.0)
FOLDED_WRAPS = (WRAP, SLIM_WRAP)
"""The wraps that are tried with the sequence in several parts."""
MOST_PARTS = 6
"""A sequence is folded into at most this many parts side by side."""
MOST_STACKED = 4
"""And into at most this many, one under the other."""
FEW = 5
"""With fewer participants than this, parts one under the other are hardly narrower than the whole."""
FOLD_ADVANTAGE, STACK_ADVANTAGE = 1.1, 1.2
"""How much larger a folded sequence must be: what is in one piece is followed more easily."""


def arrangements(diagram: Sequence, theme: Theme) -> list[Arrangement]:
    """The ways to draw a sequence diagram, the plain one (one part, usual wrapping and gaps) first."""
    return _Story(diagram, theme).arrangements()


def remarks(diagram: Sequence) -> list[Diagnostic]:
    """Wishes for the layout that are not kept: all participants are one family, on one level."""
    everyone = {participant.id for participant in diagram.participants}
    return unkept_hints(diagram.hints, [everyone], [everyone])


def _in_wished_order(diagram: Sequence) -> Sequence:
    if not diagram.hints:
        return diagram
    by_id = {participant.id: participant for participant in diagram.participants}
    ids = in_wished_order(list(by_id), diagram.hints)
    return msgspec.structs.replace(diagram, participants=tuple(by_id[id] for id in ids))


class _Story:
    """A sequence to be drawn, and what was drawn of it so far."""

    def __init__(self, diagram: Sequence, theme: Theme) -> None:
        self.diagram = diagram = _in_wished_order(diagram)
        self.theme = theme
        self.steps = drawn_steps(diagram)
        self.leaves = len(leaves(self.steps))
        self.rows = gaps_between(self.steps)
        alive = frozenset(p.id for p in diagram.participants) - frozenset(created(self.steps))
        self.start = Progress(State({}, alive))
        self.whole = cache(self._whole)
        self.cuts = cache(self._cuts)
        self.panels = cache(self._panels)
        self.draw = cache(self._draw)

    def arrangements(self) -> list[Arrangement]:
        found = [self._arrangement("plain", self._setting(WRAP), USUAL)]
        if not self.diagram.participants:
            return found
        longest = longest_label(self.diagram, self.steps, self.theme)
        found += [
            self._arrangement(_named("one part", wrap), self._setting(wrap), TIGHT, advantage=1.02)
            for wrap in _different(WRAPS, longest)
        ]
        most = self.leaves // LEAST_STEPS
        for wrap in _different(FOLDED_WRAPS, longest):
            found += [
                self._arrangement(
                    _named(f"{parts} parts", wrap),
                    self._setting(wrap, parts=parts),
                    TIGHT,
                    advantage=FOLD_ADVANTAGE,
                )
                for parts in range(2, min(MOST_PARTS, most) + 1)
            ]
            if len(self.diagram.participants) < FEW:
                continue
            found += [
                self._arrangement(
                    _named(f"{parts} parts in rows", wrap),
                    self._setting(wrap, parts=parts, stacked=True),
                    TIGHT,
                    advantage=STACK_ADVANTAGE,
                )
                for parts in range(2, min(MOST_STACKED, most) + 1)
            ]
        return found

    def _setting(self, wrap: float, air: Air = USUAL, *, parts: int = 1, stacked: bool = False) -> Setting:
        return Setting(wrap, air, parts, stacked, self.rows)

    def _arrangement(self, name: str, setting: Setting, air: Air, advantage: float = 1.0) -> Arrangement:
        def draw(air: Air) -> Drawing:
            return self.draw(setting._replace(air=air))

        def size(air: Air) -> Size:
            aired = setting._replace(air=air)
            return self.whole(aired).size if setting.parts == 1 else self._folded_size(aired)

        return Arrangement(
            name,
            partial(draw, air),
            partial(self._size, setting._replace(air=air)) if advantage > 1.0 else None,
            advantage,
            family="stacked" if setting.stacked else "folded" if setting.parts > 1 else "whole",
            spread=partial(grow, draw, air, size=size),
            reach=partial(self._reach, setting.wrap),
            exact=setting.parts == 1,
        )

    def _size(self, setting: Setting) -> Size:
        """The size of an arrangement in px: of a folded one estimated."""
        if setting.parts == 1:
            return self.whole(setting).size
        cuts = self.cuts(setting.wrap, setting.parts, setting.stacked)
        if not cuts:
            return 1e9, 1e9
        whole = self.whole(self._setting(setting.wrap, TIGHT))
        return folded_size(whole, cuts, setting.air.across, self.theme, stacked=setting.stacked)

    def _reach(self, wrap: float, width: float, height: float) -> Size:
        """How large about an arrangement of this size in px can become with the most air."""
        whole = self.whole(self._setting(wrap, TIGHT))
        xs = whole.columns.xs
        loose = self._setting(wrap, LOOSE)
        wider = sum(loose.pitch(b - a, len(xs)) - (b - a) for a, b in pairwise(xs))
        rows = loose.row_gap(self.theme) - self._setting(wrap, TIGHT).row_gap(self.theme)
        higher = rows * self.rows
        wide, high = whole.size
        return width * (1.0 + wider / max(wide, 1.0)), height * (1.0 + higher / max(high, 1.0))

    def _cuts(self, wrap: float, parts: int, stacked: bool) -> list[int]:
        whole = self.whole(self._setting(wrap, TIGHT))
        return cut(whole, parts, stacked=stacked)

    def _whole(self, setting: Setting) -> Whole:
        columns, panel = self._part(
            self.steps, self.start, setting, Numbering(self.diagram.autonumber), whole=True
        )
        return Whole(self.steps, columns, panel)

    def _draw(self, setting: Setting) -> Drawing:
        """Draw all parts and put them together."""
        if not self.diagram.participants:
            return crop(())
        if setting.parts == 1:
            return crop(self.whole(setting).panel.items)
        panels = self.panels(setting)
        if setting.stacked:
            return crop(self._stack(panels, setting))
        # Drawn a second time with lifelines that begin and end where those of the longest do.
        least = max(panel.head_bottom for panel in panels), max(panel.life_bottom for panel in panels)
        return crop(self._side_by_side(self._panels(setting, least), setting))

    def _folded_size(self, setting: Setting) -> Size:
        """The size in px of a folded sequence, from its parts before they are brought in line."""
        panels = self.panels(setting)
        widths = [panel.extent.right - panel.extent.left for panel in panels]
        tops = [min(box.y for box in boxes(panel.items)) for panel in panels]
        if setting.stacked:
            gaps = self._part_gap(setting) * (len(panels) - 1)
            return max(widths), sum(p.bottom - top for p, top in zip(panels, tops, strict=True)) + gaps
        feet = max(panel.bottom - panel.life_bottom for panel in panels)
        heads = max(panel.head_bottom for panel in panels)
        lives = max(panel.life_bottom - panel.head_bottom for panel in panels)
        return sum(widths) + self._part_gap(setting) * (len(panels) - 1), heads + lives + feet - min(tops)

    def _part_gap(self, setting: Setting) -> float:
        """Between parts, in px."""
        if setting.stacked:
            return max(PART_GAP * setting.air.down, SIGN_ROOM)
        return max(PART_GAP * setting.air.across, sign_width(setting.parts, self.theme))

    def _panels(self, setting: Setting, least: tuple[float, float] = (0.0, 0.0)) -> list[Panel]:
        panels: list[Panel] = []
        progress, numbering = self.start, Numbering(self.diagram.autonumber)
        cuts = self.cuts(setting.wrap, setting.parts, setting.stacked)
        for piece in pieces(self.steps, cuts, self.leaves):
            _, panel = self._part(piece, progress, setting, numbering, least)
            progress = panel.progress
            panels.append(panel)
        return panels

    def _side_by_side(self, panels: list[Panel], setting: Setting) -> list[AnyItem]:
        items: list[AnyItem] = []
        count = len(panels)
        gap = self._part_gap(setting)
        x = 0.0
        for position, panel in enumerate(panels, 1):
            items.extend(translate(panel.items, x - panel.extent.left, 0.0))
            x += panel.extent.right - panel.extent.left
            if position < count:
                # In the gap: below, where the reader comes to the end, which part follows; above, which one that is.
                middle, name = x + gap / 2, f"{position + 1}/{count}"
                items.append(sign(f"→ {name}", middle, panel.life_bottom - SIGN_ROOM / 2, self.theme))
                items.append(sign(name, middle, panel.head_bottom - SIGN_ROOM / 2, self.theme))
            x += gap
        return items

    def _stack(self, panels: list[Panel], setting: Setting) -> list[AnyItem]:
        items: list[AnyItem] = []
        count = len(panels)
        gap = self._part_gap(setting)
        width = max(panel.extent.right - panel.extent.left for panel in panels)
        y = 0.0
        for position, panel in enumerate(panels, 1):
            top = min(box.y for box in boxes(panel.items))
            left = (width - panel.extent.right + panel.extent.left) / 2
            moved = list(translate(panel.items, left - panel.extent.left, y - top))
            items.extend(moved)
            y = max(box.bottom for box in boxes(moved)) + gap
            if position < count:
                items.append(sign(f"↓ {position + 1}/{count}", width / 2, y - gap / 2, self.theme))
        return items

    def _part(
        self,
        steps: tuple[AnyStep, ...],
        progress: Progress,
        setting: Setting,
        numbering: Numbering,
        least: tuple[float, float] = (0.0, 0.0),
        *,
        whole: bool = False,
    ) -> tuple[Columns, Panel]:
        """One part with the participants that take part in it, in the frames of their boxes."""
        diagram, theme = self.diagram, self.theme
        used = mentioned(steps) | set(progress.state.active)
        participants = [p for p in diagram.participants if whole or p.id in used] or list(
            diagram.participants
        )
        numbered = is_numbered(diagram, steps) or numbering.enabled
        columns = lay_out_columns(diagram, participants, steps, setting, theme, numbered)
        panel = draw_panel(columns, steps, progress, numbering, theme, least)
        frames = box_frames(diagram, columns, panel, theme)
        return columns, panel._replace(items=[*frames, *on_frames(panel.items, frames)])


def _different(wraps: Iterable[float], longest: float) -> list[float]:
    """The usual wrap, the one that also makes heads slim, and of the others those at which a label wraps otherwise."""
    return [
        wrap
        for wrap in wraps
        if wrap in (WRAP, SLIM_WRAP) or (longest > wrap if wrap < WRAP else longest > WRAP)
    ]


def _named(name: str, wrap: float) -> str:
    return name if wrap == WRAP else f"{name}, labels of {wrap:g} px"
