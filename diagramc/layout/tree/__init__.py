"""Trees: which way each family of children is set, and where everything then stands.

A node's children are set in one of these modes:
- `row`: side by side under it, packed by contours (a tidy tree growing downwards);
- `rows`: in several rows under it, with room for a trunk down the middle;
- `columns`: in several columns under it, each an outline with its own trunk;
- `stack`: one under the other, indented, like an outline;
- `pairs`: one under the other on both sides of a trunk;
- `beside`: one under the other to its right, packed by contours (a tidy tree growing rightwards).

`shapes.py` finds the sizes a tree can take, `place.py` sets one choice, `lines.py` draws from parents to children.
"""
