"""What the pictures of trees share: the way from a flat list to a tree, notes, and which arrangements are worth drawing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import NamedTuple

from diagramc.backends.hints import in_wished_order, unkept_hints
from diagramc.backends.look import note_items
from diagramc.diagnostics import Diagnostic
from diagramc.ir.base import Diagram, Hint, Link, Node, Note
from diagramc.layout.evenness import evenness
from diagramc.layout.fit import Arrangement
from diagramc.layout.grow import TIGHT, USUAL, Air, grow
from diagramc.layout.route import Router, find_route
from diagramc.layout.text import TextBlock, TextStyle, set_text
from diagramc.layout.tree.lines import CORNER
from diagramc.scene.edit import boxes
from diagramc.scene.model import AnyItem, Box, Cluster, Connector, Drawing, Shape
from diagramc.scene.shapes import polyline, rounded_polyline
from diagramc.themes.base import Theme

RATIOS = (0.25, 0.4, 0.5, 0.5625, 0.667, 0.75, 0.8, 1.0, 1.25, 1.333, 1.5, 1.778, 2.0, 2.333, 3.0, 4.0)
"""Width to height of the canvases that arrangements are chosen for: the named ratios, and some further out to 1:4 and 4:1."""
NEAR_BEST = 2
"""Arrangements kept for a ratio: sizes are estimates before they are drawn, and titles take room."""
ADVANTAGE = 1.04
"""How much better than the plain arrangement another one must be."""
NOTE_GAP = 12.0
"""Between an element and its note, in px."""
NOTE_WIDTH = 170.0
"""Notes wrap at this width, in px."""


class Option(NamedTuple):
    """An arrangement that could be drawn, and about what size it takes in px with the least air, and (`loose`) with the most.

    It must be `advantage` times as good as others to be taken.
    """

    name: str
    width: float
    height: float
    draw: Callable[[Air], Drawing]
    loose: Callable[[], tuple[float, float]]
    advantage: float = ADVANTAGE

    def size_for(self, ratio: float) -> float:
        """How wide in px a canvas of this ratio must be for it, times what it must be better by."""
        return max(self.width, self.height * ratio) * self.advantage


def worth_drawing(
    name: str,
    plain: Callable[[Air], Drawing],
    loose: Callable[[], tuple[float, float]],
    options: Sequence[Option],
) -> list[Arrangement]:
    """The plain arrangement, then those options that come largest or nearly so in some ratio, in their given order. `loose` is about the
    size in px that the plain one takes with the most air."""
    kept: set[int] = set()
    for ratio in RATIOS:
        ranked = sorted(range(len(options)), key=lambda i: options[i].size_for(ratio))
        kept.update(ranked[:NEAR_BEST])
    plain = cache(plain)
    usual = Arrangement(
        name,
        partial(plain, USUAL),
        ease=evenness,
        spread=partial(grow, plain, USUAL),
        reach=lambda width, height: (max(width, loose()[0]), max(height, loose()[1])),
    )
    return [usual, *(_arrangement(options[i]) for i in sorted(kept))]


def _arrangement(option: Option) -> Arrangement:
    draw = cache(option.draw)

    def reach(width: float, height: float) -> tuple[float, float]:
        wide, high = option.loose()
        return width * max(1.0, wide / option.width), height * max(1.0, high / option.height)

    return Arrangement(
        option.name,
        partial(draw, TIGHT),
        lambda: (option.width, option.height),
        option.advantage,
        ease=evenness,
        spread=partial(grow, draw, TIGHT),
        reach=reach,
    )


class Family(NamedTuple):
    """A tree over a list of nodes, by position: the root, and each node's parent, children, depth and branch (which of the root's
    children it is under; -1 for the root)."""

    root: int
    children: list[list[int]]
    depth: list[int]
    branch: list[int]


def family_tree(nodes: Sequence[Node], parents: Sequence[str | None], hints: Sequence[Hint]) -> Family:
    """The tree of a list in which each node names its parent. The children stand in the list's order, or as hints say."""
    index = {node.id: i for i, node in enumerate(nodes)}
    children: list[list[int]] = [[] for _ in nodes]
    root = next((i for i, parent in enumerate(parents) if parent is None), 0)
    for i, parent in enumerate(parents):
        if parent is not None and parent in index:
            children[index[parent]].append(i)
    if hints:
        ids = [node.id for node in nodes]
        children = [[index[id] for id in in_wished_order([ids[i] for i in kids], hints)] for kids in children]
    depth, branch = [0] * len(nodes), [-1] * len(nodes)
    pending = [root]
    while pending:
        node = pending.pop()
        for position, kid in enumerate(children[node]):
            depth[kid] = depth[node] + 1
            branch[kid] = position if node == root else branch[node]
            pending.append(kid)
    return Family(root, children, depth, branch)


def unkept_in_tree(nodes: Sequence[Node], family: Family, hints: Sequence[Hint]) -> list[Diagnostic]:
    """Remarks on wishes for the layout that a tree cannot keep."""
    families = [{nodes[kid].id for kid in kids} for kids in family.children]
    levels: dict[int, set[str]] = {}
    for node, depth in zip(nodes, family.depth, strict=True):
        levels.setdefault(depth, set()).add(node.id)
    return unkept_hints(hints, families, list(levels.values()))


class PlacedNote(NamedTuple):
    """A note of the diagram: its position in the list, the note, its set text, and the size of its sheet in px."""

    number: int
    note: Note
    block: TextBlock

    @property
    def width(self) -> float:
        """Width of the sheet."""
        return self.block.width + 20

    @property
    def height(self) -> float:
        """Height of the sheet."""
        return self.block.height + 16

    @property
    def ref(self) -> str:
        """The note's id, or one by its position."""
        return self.note.id or f"note-{self.number + 1}"


class Notes(NamedTuple):
    """The notes of a diagram: by the node they stand at (their first target), and those that stand free."""

    at: dict[int, list[PlacedNote]]
    free: list[PlacedNote]


def sort_notes(diagram: Diagram, nodes: Sequence[Node], theme: Theme) -> Notes:
    """Set the notes and find where each stands."""
    index = {node.id: i for i, node in enumerate(nodes)}
    notes = Notes({}, [])
    for number, note in enumerate(diagram.notes):
        placed = PlacedNote(number, note, set_text(note.text, TextStyle(theme.small_size), NOTE_WIDTH))
        first = next((index[id] for id in note.targets if id in index), None)
        if first is None:
            notes.free.append(placed)
        else:
            notes.at.setdefault(first, []).append(placed)
    return notes


def notes_size(notes: Sequence[PlacedNote]) -> tuple[float, float]:
    """Room for notes one under the other, in px."""
    if not notes:
        return 0.0, 0.0
    return max(n.width for n in notes), sum(n.height for n in notes) + NOTE_GAP * (len(notes) - 1)


def attached_notes(notes: Sequence[PlacedNote], card: Box, x: float, y: float) -> list[AnyItem]:
    """Notes one under the other from (x, y), under or beside the card they are about, each tied to what is above it or to the card."""
    items: list[AnyItem] = []
    for note in notes:
        box = Box(x, y, note.width, note.height)
        if x >= card.right:
            level = min(max(card.center[1], box.y + 6), box.bottom - 6)
            line = polyline((card.right, level), (box.x, level)) if level <= card.bottom else None
        elif box.right <= card.x:
            level = min(max(card.center[1], box.y + 6), box.bottom - 6)
            line = polyline((card.x, level), (box.right, level)) if level <= card.bottom else None
        else:
            middle = min(max(box.center[0], card.x + 6), card.right - 6)
            line = polyline((middle, y - NOTE_GAP), (middle, y))
        if line is not None:
            items.append(
                Connector(role="note-line", path=line, stroke="note.stroke", stroke_width=1.2, line="dashed")
            )
        items.append(note_items(note.block, box, note.ref))
        y += note.height + NOTE_GAP
    return items


class Footer(NamedTuple):
    """Something that stands under the tree: its size in px, and what draws it in a box of that size."""

    width: float
    height: float
    draw: Callable[[Box], Cluster]


def far_note_lines(
    notes: Notes, nodes: Sequence[Node], cards: Mapping[int, Box], items: Sequence[AnyItem], router: Router
) -> list[Connector]:
    """Dashed lines from notes about several elements to all but the first, where they stand, round everything else.

    `items` hold the drawn notes; the router's boxes are the cards and the notes.
    """
    index = {node.id: i for i, node in enumerate(nodes)}
    sheets = {item.ref: item.items for item in items if isinstance(item, Cluster) and item.role == "note"}
    found: list[Connector] = []
    for note in (note for own in notes.at.values() for note in own):
        known = [index[id] for id in dict.fromkeys(note.note.targets) if id in index]
        sheet = next(part.box for part in sheets[note.ref] if isinstance(part, Shape))
        for target in known[1:]:
            points = find_route(router, sheet, cards[target])
            if points is not None:
                path = rounded_polyline(points, CORNER)
                found.append(
                    Connector(
                        role="note-line", path=path, stroke="note.stroke", stroke_width=1.2, line="dashed"
                    )
                )
    return found


def note_footers(notes: Sequence[PlacedNote]) -> list[Footer]:
    """Notes about nothing in particular, to stand under the tree."""
    return [Footer(note.width, note.height, partial(_free_note, note)) for note in notes]


def _free_note(note: PlacedNote, box: Box) -> Cluster:
    return note_items(note.block, box, note.ref)


def with_footers(items: Sequence[AnyItem], footers: Sequence[Footer]) -> list[AnyItem]:
    """The items with the footers in rows under them, the rows as wide as the items (or as one footer)."""
    if not footers:
        return list(items)
    whole = bounds(list(boxes(items)))
    found = list(items)
    x, y = whole.x, whole.bottom + 2 * NOTE_GAP
    lowest = y
    for footer in footers:
        if x > whole.x and x + footer.width > whole.right:
            x, y = whole.x, lowest + NOTE_GAP
        found.append(footer.draw(Box(x, y, footer.width, footer.height)))
        x += footer.width + NOTE_GAP
        lowest = max(lowest, y + footer.height)
    return found


def node_cluster(node: Node, items: Sequence[AnyItem]) -> Cluster:
    """What shows a node, with its link and tooltip (its description where it has none)."""
    link: Link | None = node.link
    return Cluster(
        role="node",
        ref=node.id,
        items=tuple(items),
        link=link.url if link else None,
        new_window=link.new_window if link else False,
        tooltip=node.tooltip or node.description,
    )


def flip(box: Box) -> Box:
    """The box mirrored at x = 0."""
    return Box(-box.right, box.y, box.width, box.height)


def bounds(found: Sequence[Box]) -> Box:
    """The smallest box round boxes."""
    left, top = min(b.x for b in found), min(b.y for b in found)
    return Box(left, top, max(b.right for b in found) - left, max(b.bottom for b in found) - top)
