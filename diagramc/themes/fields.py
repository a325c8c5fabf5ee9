"""What a theme file can say: its sections and keys, what each means, and within which bounds."""

from __future__ import annotations

from typing import NamedTuple


class Key(NamedTuple):
    """A number or text of a theme file: the theme's field it sets, bounds (for numbers), and one line on what it means."""

    field: str
    low: float
    high: float
    about: str


SECTIONS: dict[str, dict[str, Key]] = {
    "type": {
        "family": Key(
            "font_family",
            0,
            0,
            "CSS font families; text keeps the width it has in Inter, Kalam comes with diagramc too",
        ),
        "mono": Key("mono_family", 0, 0, "CSS font families of code"),
        "body": Key("body_size", 8, 40, "text of nodes, px"),
        "small": Key("small_size", 8, 18, "labels of edges, notes, details, px"),
        "heading": Key("heading_size", 8, 60, "first branches of mind maps, px"),
        "title": Key("title_size", 8, 80, "the diagram's title, px"),
    },
    "strokes": {
        "width": Key("stroke_width", 0.25, 8, "outlines and edges, px"),
        "hand": Key("hand", 0, 6, "how far lines stray that look drawn by hand, px; 0: drawn with a ruler"),
    },
    "corners": {"radius": Key("radius", 0, 40, "of boxes, px")},
    "paper": {"grid": Key("grid", 0, 200, "distance of the lines of squared paper, px; 0: plain")},
    "gaps": {
        "text-x": Key("pad_x", 10, 80, "left and right of a node's text, px"),
        "text-y": Key("pad_y", 7, 80, "above and below a node's text, px"),
        "nodes": Key("node_gap", 8, 200, "between nodes of a rank, px"),
        "ranks": Key("rank_gap", 12, 200, "between ranks, px"),
        "groups": Key("group_pad", 4, 120, "inside frames of groups, px"),
        "margin": Key("margin", 0, 200, "round the drawing where the size is `auto`, px"),
    },
}
TOP = ("name", "extends", "night", "icons", "palette")
"""Keys outside the sections."""
SWATCHES = 24
"""A palette has at most this many."""
