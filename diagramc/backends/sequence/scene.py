"""Sequence diagram as a picture: lifelines side by side, messages in order of time, long ones folded into parts side by side."""

from __future__ import annotations

from collections.abc import Sequence as Items
from functools import partial
from itertools import pairwise

from diagramc.backends.look import element_style
from diagramc.backends.sequence.columns import BOX_PAD, Columns, lay_out_columns
from diagramc.backends.sequence.lifelines import State
from diagramc.backends.sequence.panel import Mark, Panel, draw_panel
from diagramc.backends.sequence.setting import Setting, has_text, set_label, small_style
from diagramc.backends.sequence.steps import Numbering, created, drawn_steps, is_numbered, mentioned
from diagramc.ir.base import label_of
from diagramc.ir.sequence import AnyStep, Sequence, SequenceNote
from diagramc.layout.fit import Arrangement
from diagramc.layout.runs import GroupRun, group_runs
from diagramc.layout.text import TextBlock, TextStyle, set_text
from diagramc.scene.edit import boxes, crop, translate
from diagramc.scene.model import AnyItem, Box, Cluster, Drawing, Shape, Text
from diagramc.themes.base import Theme

USUAL = Setting(wrap=190.0, density=1.0)
_WIDE, _NARROW, _NARROWEST = 380.0, 110.0, 78.0
_TIGHT = 0.75
MOST_PARTS = 4
"""A sequence is folded into at most this many parts."""
_LEAST_STEPS = 4
"""A part has at least this many steps at the top level."""
_OPEN_PENALTY = 90.0
"""A cut through an open activation is as bad as one this many px away from where the parts would be equal."""
_NOTE_PENALTY = 60.0
SIGN_GAP = 8.0
"""Between a part and the signs that say which one it is."""
PART_GAP = 44.0
"""Between parts side by side."""


def arrangements(diagram: Sequence, theme: Theme) -> list[Arrangement]:
    """The ways to draw a sequence diagram, the plain one (one part, usual wrapping) first."""
    steps = drawn_steps(diagram)
    settings = [
        ("plain", USUAL),
        ("long labels", USUAL._replace(wrap=_WIDE)),
        ("narrow labels", USUAL._replace(wrap=_NARROW)),
        ("tight", USUAL._replace(density=_TIGHT)),
        ("narrow labels, tight", Setting(_NARROW, _TIGHT)),
        ("narrowest labels, tight", Setting(_NARROWEST, _TIGHT)),
    ]
    for parts in range(2, min(MOST_PARTS, len(steps) // _LEAST_STEPS) + 1):
        settings.append((f"{parts} parts", USUAL._replace(parts=parts)))
        settings.append((f"{parts} parts, narrow labels, tight", Setting(_NARROW, _TIGHT, parts)))
    return [Arrangement(name, partial(_draw, diagram, steps, setting, theme)) for name, setting in settings]


def _draw(diagram: Sequence, steps: tuple[AnyStep, ...], setting: Setting, theme: Theme) -> Drawing:
    """Draw all parts and set them side by side, their heads in line."""
    if not diagram.participants:
        return crop(())
    start = State({}, frozenset(p.id for p in diagram.participants) - frozenset(created(steps)))
    whole = _part(diagram, steps, start, setting, theme, Numbering(diagram.autonumber), whole=True)
    if setting.parts == 1:
        return crop(whole.items)
    pieces = _cut(steps, whole.marks, setting.parts)
    drawn: list[Panel] = []
    least = (0.0, 0.0)
    # Parts are drawn twice: the second time with lifelines that begin and end where those of the longest do.
    for _ in range(2):
        drawn = []
        state, numbering = start, Numbering(diagram.autonumber)
        for piece in pieces:
            panel = _part(diagram, piece, state, setting, theme, numbering, least)
            state = panel.state
            drawn.append(panel)
        least = max(panel.head_bottom for panel in drawn), max(panel.life_bottom for panel in drawn)
    items: list[AnyItem] = []
    x = 0.0
    top = min(box.y for panel in drawn for box in boxes(panel.items))
    for position, panel in enumerate(drawn):
        dx = x - panel.extent.left
        items.extend(translate(panel.items, dx, 0.0))
        width = panel.extent.right - panel.extent.left
        items.extend(_part_signs(position, len(drawn), Box(x, top, width, panel.bottom - top), theme))
        x += width + PART_GAP * setting.density
    return crop(items)


def _part(
    diagram: Sequence,
    steps: tuple[AnyStep, ...],
    state: State,
    setting: Setting,
    theme: Theme,
    numbering: Numbering,
    least: tuple[float, float] = (0.0, 0.0),
    *,
    whole: bool = False,
) -> Panel:
    """One part with the participants that take part in it, in the frames of their boxes."""
    used = mentioned(steps) | set(state.active)
    participants = [p for p in diagram.participants if whole or p.id in used] or list(diagram.participants)
    shown = {p.id for p in participants}
    columns = lay_out_columns(
        diagram, participants, steps, setting, theme, is_numbered(diagram, steps) or numbering.enabled
    )
    inside = State(state.active, state.alive & shown)
    panel = draw_panel(columns, steps, inside, numbering, theme, least)
    after = State(panel.state.active, (state.alive - shown) | panel.state.alive)
    frames = _box_frames(diagram, columns, panel, theme)
    return panel._replace(items=[*frames, *panel.items], state=after)


def _cut(steps: tuple[AnyStep, ...], marks: Items[Mark], parts: int) -> list[tuple[AnyStep, ...]]:
    """The steps in parts of like height, cut where few activations are open and not before a note on what came before."""
    total = marks[-1].y
    cuts: list[int] = []
    for part in range(1, parts):
        target = total * part / parts
        first = (cuts[-1] if cuts else 0) + 1
        last = len(steps) - (parts - part)

        def cost(cut: int, target: float = target) -> float:
            mark = marks[cut - 1]
            beside = isinstance(steps[cut], SequenceNote)
            return (
                abs(mark.y - target)
                + (_OPEN_PENALTY if mark.open else 0.0)
                + (_NOTE_PENALTY if beside else 0.0)
            )

        cuts.append(min(range(first, max(first, last) + 1), key=cost))
    edges = [0, *cuts, len(steps)]
    return [steps[a:b] for a, b in pairwise(edges)]


def _part_signs(position: int, count: int, area: Box, theme: Theme) -> list[AnyItem]:
    """Which part this is (above its area), and that another one follows (below)."""
    style = TextStyle(theme.small_size, 600)
    block = set_text(f"{position + 1}/{count}", style)
    signs: list[AnyItem] = [_sign(block, area.x, area.y - block.height - 4 - SIGN_GAP)]
    if position + 1 < count:
        block = set_text(f"→ {position + 2}/{count}", style)
        signs.append(_sign(block, area.right - block.width - 18, area.bottom + BOX_PAD + SIGN_GAP))
    return signs


def _sign(block: TextBlock, x: float, y: float) -> Cluster:
    box = Box(x, y, block.width + 18, block.height + 4)
    return Cluster(
        role="part-sign",
        items=(
            Shape(role="part-shape", shape="stadium", box=box, fill="fragment.fill"),
            Text(
                role="part-label", block=block, x=box.center[0], y=y + 2, anchor="middle", fill="group.text"
            ),
        ),
    )


def _box_frames(diagram: Sequence, columns: Columns, panel: Panel, theme: Theme) -> list[AnyItem]:
    """The frames of boxes, from above the heads to below the feet."""
    runs = group_runs(diagram.boxes, columns.boxes)
    if not runs:
        return []
    order = {box.id: i for i, box in enumerate(diagram.boxes)}
    blocks = [_box_label(run, columns, theme) for run in runs]
    levels = max(run.depth + run.inner for run in runs) + 1
    heights = [
        max((b.height + 8 for r, b in zip(runs, blocks, strict=True) if b and r.depth == level), default=6.0)
        for level in range(levels)
    ]
    items: list[AnyItem] = []
    for run, block in zip(runs, blocks, strict=True):
        pad = BOX_PAD * (run.inner + 1)
        left = columns.xs[run.first] - columns.heads[run.first].width / 2 - pad
        right = columns.xs[run.last] + columns.heads[run.last].width / 2 + pad
        if block:
            lacking = max(0.0, block.width + 2 * BOX_PAD - (right - left)) / 2
            left, right = left - lacking, right + lacking
        top = -BOX_PAD * 0.6 - sum(heights[run.depth :])
        box = Box(left, top, right - left, panel.bottom + pad - top)
        style = element_style(diagram, run.group)
        tint = f"palette.{order[run.group.id] % len(theme.palette)}"
        parts: list[AnyItem] = [
            Shape(
                role="group-frame",
                shape="rect",
                box=box,
                fill=style.fill or f"{tint}.fill",
                # No outline unless the author asks for one: messages cross the sides, and so do their labels.
                stroke=style.stroke or (f"{tint}.stroke" if style.line or style.stroke_width else "none"),
                stroke_width=style.stroke_width or 1.2,
                line=style.line or "solid",
                radius=theme.radius + 2,
            )
        ]
        if block:
            parts.append(
                Text(
                    role="group-label",
                    block=block,
                    x=box.center[0],
                    y=box.y + 6,
                    anchor="middle",
                    fill=style.color or f"{tint}.text",
                )
            )
        panel.extent.add(box.x, box.right)
        link = run.group.link
        items.append(
            Cluster(
                role="group",
                ref=run.group.id,
                items=tuple(parts),
                link=link.url if link else None,
                new_window=link.new_window if link else False,
                tooltip=run.group.tooltip or run.group.description,
            )
        )
    return items


def _box_label(run: GroupRun, columns: Columns, theme: Theme) -> TextBlock | None:
    label = label_of(run.group)
    if not has_text(label):
        return None
    half = (columns.heads[run.first].width + columns.heads[run.last].width) / 2
    width = columns.xs[run.last] - columns.xs[run.first] + half
    return set_label(label, small_style(theme, 600), width)
