"""The frames of groups with their headings, which keep clear of lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from diagramc.backends.graph.labels import DETAIL_GAP, GROUP_ICON, ICON_GAP, GroupHeader
from diagramc.backends.graph.picture import GraphPicture
from diagramc.backends.look import element_style
from diagramc.backends.pictograms import pictogram
from diagramc.ir.base import Group
from diagramc.scene.model import AnyItem, Box, Cluster, Paint, Point, Shape, Text

TITLE_INSET = 5.0
"""How far a group's heading keeps from its frame at least, in px."""
HEADER_CLEAR = 7.0
"""How far a group's heading keeps from lines that pass it, in px."""


def _hue(picture: GraphPicture, group: Group) -> str:
    """The swatch of a group: by what it is where the backend says so, else in turn, nested ones that of the outermost."""
    found = picture.group_hue(group)
    if found is not None:
        return found
    parents = {candidate.id: candidate for candidate in picture.groups}
    for _ in picture.groups:
        if group.parent is None or group.parent not in parents:
            break
        group = parents[group.parent]
    outermost = [candidate.id for candidate in picture.groups if candidate.parent not in parents]
    return f"palette.{outermost.index(group.id) if group.id in outermost else 0}"


def _depth(picture: GraphPicture, group: Group) -> int:
    """How many groups this one is in."""
    parents = {candidate.id: candidate.parent for candidate in picture.groups}
    depth, parent = 0, group.parent
    while parent is not None and depth <= len(parents):
        depth, parent = depth + 1, parents.get(parent)
    return depth


def _free_of_lines(room: Box, width: float, lines: Sequence[Sequence[Point]]) -> float | None:
    """Where in a strip something this wide stands clear of upright lines: as far left as it can; None when it cannot."""
    struck: list[tuple[float, float]] = []
    for line in lines:
        for (ax, ay), (bx, by) in pairwise(line):
            if (
                min(ay, by) < room.bottom
                and max(ay, by) > room.y
                and max(ax, bx) > room.x
                and min(ax, bx) < room.right
            ):
                struck.append((min(ax, bx) - HEADER_CLEAR, max(ax, bx) + HEADER_CLEAR))
    x = room.x
    for left, right in sorted(struck):
        if x + width <= left:
            break
        x = max(x, right)
    return x if x + width <= room.right + 1.0 else None


class _Place(NamedTuple):
    """Where a part of a heading begins, and whether no line passes it there."""

    x: float
    free: bool


def heading_places(
    strip: Box, header: GroupHeader, lines: Sequence[Sequence[Point]]
) -> tuple[bool, tuple[_Place, ...]]:
    """Where a heading stands in its strip: whether its pictogram goes along, and the place of all of it, or of its label and its detail.

    As a whole where no line passes; else the label and, behind it, the detail each by itself; else without the pictogram; else on the lines.
    """
    whole = _free_of_lines(strip, header.width, lines)
    if whole is not None:
        return True, (_Place(whole, True),)
    icon = GROUP_ICON + ICON_GAP if header.icon else 0.0
    detail = header.detail.width if header.detail and header.block else 0.0
    label = header.width - icon - (detail + DETAIL_GAP if detail else 0.0)
    for with_icon in (True, False) if icon else (True,):
        lead = label + (icon if with_icon else 0.0)
        x = _free_of_lines(strip, lead, lines)
        if x is None:
            continue
        if not detail:
            return with_icon, (_Place(x, True),)
        after = x + lead + DETAIL_GAP
        rest = _free_of_lines(Box(after, strip.y, strip.right - after, strip.height), detail, lines)
        if rest is not None or after + detail <= strip.right:
            return with_icon, (_Place(x, True), _Place(after if rest is None else rest, rest is not None))
    struck = (
        bool(icon)
        and _free_of_lines(Box(strip.x, strip.y, icon, strip.height), icon - ICON_GAP, lines) is None
    )
    return not struck, (_Place(strip.x, False),)


def group_frame(
    picture: GraphPicture, group: Group, box: Box, header: GroupHeader, lines: Sequence[Sequence[Point]]
) -> Cluster:
    """A group's frame with its heading at the top, as far left as no line passes; nested frames alternate in tint."""
    theme = picture.theme
    style = element_style(picture.diagram, group)
    hue = _hue(picture, group)
    color = style.color or f"{hue}.text"
    fill: Paint = style.fill or ("surface" if _depth(picture, group) % 2 else f"{hue}.wash")
    parts: list[AnyItem] = [
        Shape(
            role="group-frame",
            shape="rect",
            box=box,
            fill=fill,
            stroke=style.stroke or f"{hue}.stroke",
            stroke_width=style.stroke_width or 1.2,
            line=style.line or "solid",
            radius=theme.radius + 2,
        )
    ]
    # A title of a narrow frame that was laid out for less keeps inside it all the same.
    inset = max(TITLE_INSET, min(theme.group_pad * 0.75, (box.width - header.width) / 2))
    strip = Box(box.x + inset, box.y + 7.0, box.width - 2 * inset, header.height)
    middle = strip.center[1]
    with_icon, places = heading_places(strip, header, lines)
    x = places[0].x
    if header.icon and with_icon:
        parts.append(
            pictogram(
                "icon", header.icon, theme, x=x, y=middle - GROUP_ICON / 2, size=GROUP_ICON, paint=color
            )
        )
        x += GROUP_ICON + ICON_GAP
    texts = [
        (block, ink)
        for block, ink in ((header.block, color), (header.detail, style.color or "muted"))
        if block
    ]
    for index, (block, ink) in enumerate(texts):
        place = places[min(index, len(places) - 1)]
        if index and len(places) > 1:
            x = place.x
        parts.append(
            Text(
                role="group-label",
                ref=group.id,
                block=block,
                x=x,
                y=middle - block.height / 2,
                fill=ink,
                halo="none" if place.free else fill,
            )
        )
        x += block.width + DETAIL_GAP
    return Cluster(
        role="group",
        ref=group.id,
        items=tuple(parts),
        link=group.link.url if group.link else None,
        new_window=group.link.new_window if group.link else False,
        tooltip=group.tooltip or group.description,
    )
