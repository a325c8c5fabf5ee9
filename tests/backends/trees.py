"""What the tests of mind maps and org charts share: outlines as diagrams, and the faults of every arrangement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diagramc.layout.fit import Arrangement
from diagramc.scene.model import AnyItem, Box, Cluster, Connector, Drawing, Shape, Text
from diagramc.themes import load_theme
from tests.scene_lint import faint_text, lint, loose_ends, off_border, struck_nodes, walk_items

THEME = load_theme("light")


def parse_outline(text: str) -> list[tuple[str, str | None]]:
    """An indented outline (two spaces a level) as labels, each with the label it is under."""
    found: list[tuple[str, str | None]] = []
    above: list[str] = []
    for line in text.splitlines():
        label = line.strip()
        depth = (len(line) - len(line.lstrip())) // 2
        del above[depth:]
        found.append((label, above[-1] if above else None))
        above.append(label)
    return found


def faults(arrangements: Sequence[Arrangement], *, contrast: bool = True) -> list[str]:
    """What is wrong with any of the arrangements."""
    found: list[str] = []
    for arrangement in arrangements:
        drawing = arrangement.draw()
        problems = [*lint(drawing), *loose_ends(drawing), *off_border(drawing), *struck_nodes(drawing)]
        if contrast:
            problems += faint_text(drawing, THEME)
        found += [f"{arrangement.name}: {problem}" for problem in problems]
    return found


def clusters(drawing: Drawing, role: str) -> dict[str, Cluster]:
    """The clusters of a role by what they show."""
    return {
        item.ref or "": item
        for item in walk_items(drawing.items)
        if isinstance(item, Cluster) and item.role == role
    }


def box_of(cluster: Cluster) -> Box:
    """The outline of a node, or the room of its text where it has none."""
    shapes = [item.box for item in cluster.items if isinstance(item, Shape)]
    return shapes[0] if shapes else next(item.box for item in cluster.items if isinstance(item, Text))


def words(items: Sequence[AnyItem]) -> str:
    """All text of the items."""
    return "\n".join(
        " ".join(line.text for line in item.block.lines)
        for item in walk_items(items)
        if isinstance(item, Text)
    )


def edges(drawing: Drawing) -> Iterator[Connector]:
    """The lines between nodes."""
    return (item for item in drawing.items if isinstance(item, Connector) and item.role == "edge")
