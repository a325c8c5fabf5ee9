"""The frames of boxes: round the heads, lifelines and feet of the participants in them."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from diagramc.backends.look import element_style
from diagramc.backends.sequence.columns import BOX_PAD, Columns
from diagramc.backends.sequence.panel import Panel
from diagramc.backends.sequence.setting import has_text, set_label, small_style
from diagramc.ir.base import label_of
from diagramc.ir.sequence import Sequence
from diagramc.layout.runs import GroupRun, group_runs
from diagramc.layout.text import TextBlock
from diagramc.scene.model import AnyItem, Box, Cluster, Shape, Text
from diagramc.themes.base import Theme


def box_frames(diagram: Sequence, columns: Columns, panel: Panel, theme: Theme) -> list[AnyItem]:
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
        fill = f"{tint}.fill"
        if theme.paint(fill) == theme.paint("canvas"):
            # On paper without tints: grey, and white in grey.
            fill = "canvas" if run.depth % 2 else "fragment.fill"
        parts: list[AnyItem] = [
            Shape(
                role="group-frame",
                shape="rect",
                box=box,
                fill=style.fill or fill,
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


def on_frames(items: Iterable[AnyItem], frames: Iterable[AnyItem]) -> list[AnyItem]:
    """The items with the patches behind labels in the colour of the frame that they stand on."""
    grounds = [
        part
        for frame in frames
        if isinstance(frame, Cluster)
        for part in frame.items
        if isinstance(part, Shape)
    ]

    def settled(item: AnyItem) -> AnyItem:
        if isinstance(item, Cluster):
            return replace(item, items=tuple(settled(part) for part in item.items))
        if not isinstance(item, Text) or item.halo != "canvas":
            return item
        x, y = item.box.center
        # The innermost frame was drawn last.
        fills = [g.fill for g in grounds if g.box.x <= x <= g.box.right and g.box.y <= y <= g.box.bottom]
        return replace(item, halo=fills[-1]) if fills else item

    return [settled(item) for item in items] if grounds else list(items)


def _box_label(run: GroupRun, columns: Columns, theme: Theme) -> TextBlock | None:
    label = label_of(run.group)
    if not has_text(label):
        return None
    half = (columns.heads[run.first].width + columns.heads[run.last].width) / 2
    width = columns.xs[run.last] - columns.xs[run.first] + half
    return set_label(label, small_style(theme, 600), width)
