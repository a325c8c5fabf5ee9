"""The outlines of nodes in DOT."""

from __future__ import annotations

from diagramc.ir.outlines import NodeShape
from diagramc.targets.graphviz.labels import COLORS
from diagramc.targets.graphviz.looks import Attributes

_MARK = {"fillcolor": COLORS["text"], "fontcolor": COLORS["canvas"]}
_OWN: dict[NodeShape, Attributes] = {
    "rect": {"shape": "box"},
    "rounded": {"shape": "box", "style": "filled,rounded"},
    "ellipse": {"shape": "ellipse"},
    "egg": {"shape": "egg"},
    "circle": {"shape": "circle", "margin": "0.05"},
    "double-circle": {"shape": "doublecircle", "margin": "0.05"},
    "marked-circle": {"shape": "Mcircle", "margin": "0.05"},
    "diamond": {"shape": "diamond", "margin": "0.04,0.04"},
    "marked-diamond": {"shape": "Mdiamond", "margin": "0.04,0.04"},
    "hexagon": {"shape": "hexagon"},
    "pentagon": {"shape": "pentagon", "margin": "0.02"},
    "septagon": {"shape": "septagon", "margin": "0.02"},
    "octagon": {"shape": "octagon"},
    "double-octagon": {"shape": "doubleoctagon"},
    "triple-octagon": {"shape": "tripleoctagon"},
    "star": {"shape": "star", "margin": "0.02"},
    "house": {"shape": "house"},
    "inverted-house": {"shape": "invhouse"},
    "pointer": {"shape": "cds"},
    "parallelogram": {"shape": "parallelogram", "margin": "0.02,0.05"},
    "parallelogram-alt": {"shape": "polygon", "sides": "4", "skew": "-0.4", "margin": "0.02,0.05"},
    "trapezoid": {"shape": "trapezium", "margin": "0.02,0.05"},
    "trapezoid-alt": {"shape": "invtrapezium", "margin": "0.02,0.05"},
    "triangle": {"shape": "triangle", "margin": "0.02"},
    "flipped-triangle": {"shape": "invtriangle", "margin": "0.02"},
    "double-rect": {"shape": "box", "peripheries": "2", "margin": "0.18,0.08"},
    "marked-square": {"shape": "Msquare"},
    "subprocess": {"shape": "box", "peripheries": "2"},
    "manual-input": {"shape": "polygon", "sides": "4", "distortion": "-0.2"},
    "cylinder": {"shape": "cylinder"},
    "documents": {"shape": "note", "peripheries": "2"},
    "note": {"shape": "note", "fillcolor": COLORS["note.fill"], "color": COLORS["note.stroke"]},
    "folder": {"shape": "folder"},
    "tab": {"shape": "tab"},
    "block": {"shape": "box3d"},
    "component": {"shape": "component"},
    "bar": {"shape": "box", "height": "0.1"} | _MARK,
    "dot": {"shape": "circle", "width": "0.12"} | _MARK,
    "underline": {"shape": "underline"},
    "none": {"shape": "plaintext", "style": "solid"},
}
"""The outlines that Graphviz has."""
LESSER_OUTLINES: dict[NodeShape, Attributes] = {
    "stadium": {"shape": "box", "style": "filled,rounded", "margin": "0.35,0.1"},
    "crossed-circle": {"shape": "Mcircle", "width": "0.25"},
    "ringed-dot": {"shape": "doublecircle", "width": "0.12"} | _MARK,
    "interface": {"shape": "circle", "width": "0.2"},
    "boundary": {"shape": "circle", "width": "0.3"},
    "control": {"shape": "circle", "width": "0.3"},
    "entity": {"shape": "circle", "width": "0.3"},
    "hourglass": {"shape": "diamond", "width": "0.3", "height": "0.3"},
    "bolt": {"shape": "star", "width": "0.3", "height": "0.3"},
    "chevron": {"shape": "cds"},
    "flag": {"shape": "cds"},
    "flag-alt": {"shape": "cds"},
    "card": {"shape": "note"},
    "loop-limit": {"shape": "octagon"},
    "lined-rect": {"shape": "box", "peripheries": "2"},
    "divided-rect": {"shape": "tab"},
    "tagged-rect": {"shape": "note"},
    "stacked-rect": {"shape": "box3d"},
    "window-pane": {"shape": "tab"},
    "delay": {"shape": "box", "style": "filled,rounded", "peripheries": "2"},
    "display": {"shape": "octagon"},
    "stored-data": {"shape": "tab"},
    "datastore": {"shape": "cylinder"},
    "lined-cylinder": {"shape": "cylinder"},
    "queue": {"shape": "box3d"},
    "bucket": {"shape": "invtrapezium", "margin": "0.02,0.05"},
    "document": {"shape": "note"},
    "lined-document": {"shape": "note"},
    "tagged-document": {"shape": "note"},
    "paper-tape": {"shape": "note"},
    "artifact": {"shape": "note"},
    "frame": {"shape": "tab"},
    "stack": {"shape": "box3d"},
    "browser": {"shape": "tab"},
    "console": {"shape": "tab"},
    "cloud": {"shape": "egg"},
    "bang": {"shape": "tripleoctagon"},
    "actor": {"shape": "house"},
    "person": {"shape": "house"},
    "bracket": {"shape": "underline"},
    "brace": {"shape": "underline"},
    "brace-right": {"shape": "underline"},
    "braces": {"shape": "underline"},
}
"""What comes nearest to the others. A comment, which shows nowhere, says what was meant."""
OUTLINES: dict[NodeShape, Attributes] = _OWN | {
    shape: {"comment": shape} | look for shape, look in LESSER_OUTLINES.items()
}
SMALL = frozenset(
    [
        "dot",
        "ringed-dot",
        "bar",
        "crossed-circle",
        "hourglass",
        "bolt",
        "interface",
        "boundary",
        "control",
        "entity",
    ]
)
"""Outlines too small for their label, which stands beside them."""
