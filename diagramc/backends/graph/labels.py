"""The texts round a graph: labels of edges, headings of groups."""

from __future__ import annotations

from typing import NamedTuple

from diagramc.backends.graph.picture import GraphPicture, Tie
from diagramc.ir.base import Group, RichText, Run, label_of, plain
from diagramc.layout.text import TextBlock, TextStyle, set_text, whole_words
from diagramc.themes.base import Theme

LABEL_WIDTH = 150.0
"""Texts at the ends of edges wrap at this width, in px."""


def edge_label(tie: Tie, theme: Theme, width: float) -> TextBlock | None:
    """An edge's label, set in lines of at most `width` px, or as wide as its widest word; None when it has none. The texts at the ends of a loop are part of it: its ends are too near for both."""
    label = tie.label if plain(tie.label).strip() else None
    ends = [text for text in tie.ends if text] if is_loop(tie) else []
    if label is None and not ends:
        return None
    runs = () if label is None else (Run(text=label),) if isinstance(label, str) else label.runs
    if ends:
        label = RichText(runs=(*runs, Run(text=("\n" if runs else "") + " – ".join(ends))))
    assert label is not None
    style = TextStyle(theme.small_size)
    return set_text(label, style, whole_words(label, style, width, LABEL_WIDTH, compound=True))


def end_label(text: str | None, theme: Theme, width: float) -> TextBlock | None:
    """The text at an end of an edge, set in lines of at most `width` px, or as wide as its widest word; None when there is none."""
    if not text:
        return None
    style = TextStyle(theme.small_size)
    return set_text(text, style, whole_words(text, style, width, LABEL_WIDTH, compound=True))


def is_loop(tie: Tie) -> bool:
    """Whether an edge ends where it starts."""
    return tie.edge.source == tie.edge.target


class GroupHeader(NamedTuple):
    """A group's heading: its label, a smaller detail behind it, a pictogram before it; and the size of all that in px."""

    block: TextBlock | None
    detail: TextBlock | None
    icon: str | None
    width: float
    height: float


GROUP_ICON, ICON_GAP, DETAIL_GAP = 17.0, 6.0, 8.0
"""Size of a group's pictogram, and how far a label stands from it and a detail from the label, in px."""


def group_header(picture: GraphPicture, group: Group) -> GroupHeader:
    """A group's heading, set."""
    theme = picture.theme
    label, detail = label_of(group), picture.group_detail(group)
    icon = picture.group_icon(group)
    block = set_text(label, TextStyle(theme.small_size + 0.5, 600), 260.0) if plain(label).strip() else None
    below = set_text(detail, TextStyle(theme.small_size), 260.0) if detail else None
    parts = [part for part in (block, below) if part]
    width = (
        sum(part.width for part in parts)
        + DETAIL_GAP * max(0, len(parts) - 1)
        + (GROUP_ICON + ICON_GAP if icon else 0.0)
    )
    height = max([*(part.height for part in parts), GROUP_ICON if icon else 0.0])
    return GroupHeader(block, below, icon, width, height)
