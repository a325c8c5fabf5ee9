"""A graph-shaped diagram laid out in one direction with one wrap width and one measure of gaps, whole or folded."""

from __future__ import annotations

import math
from functools import cached_property

from diagramc.backends.graph.picture import GraphPicture
from diagramc.backends.graph.shape import PLAIN, Shape
from diagramc.backends.graph.specification import FEW, GraphSpecification, Setting
from diagramc.ir.base import Direction
from diagramc.layout.clip import flatten
from diagramc.layout.fold import Folding, foldings, lay_out_pieces, put_folded
from diagramc.layout.graph import (
    GraphEdge,
    GraphLayout,
    GraphSpec,
    bounds,
    find_ranks,
    keeps_frames,
    keeps_off_nodes,
    lay_out_graphs,
)
from diagramc.layout.nested import MOST_OPEN, Nest, Nesting, arrange
from diagramc.layout.ordered import can_be_ordered, lay_out
from diagramc.layout.orthogonal import square_edges
from diagramc.layout.orthogonal.flow import Flow
from diagramc.layout.pack import Packing, packings, put_packed
from diagramc.layout.parts import Raw, finish_part, lay_out_parts, put_together
from diagramc.layout.reading import CROSSING, count_crossings, ease
from diagramc.layout.rooted import Root, rooted, rooted_size
from diagramc.layout.sketch import rank_rows, sketch
from diagramc.layout.stagger import staggered, staggered_size
from diagramc.layout.wrapped import Ranking, rankings, reranked
from diagramc.scene.edit import crop
from diagramc.scene.heads import reverse
from diagramc.scene.model import Box, Drawing, Path, Point

_ENDLESS = (float("inf"), float("inf"))
MOST_AIR = 2.0
"""Gaps grow to at most this many times the theme's."""
ROOM_LEFT = 1.02
"""Gaps and nodes grow where the room is at least this many times the drawing."""
USUAL_COST = 0.12
"""What the bends and the length of lines usually cost the reader (see `layout.reading`), a line."""
BRIDGE_CROSSINGS, BRIDGE_COST = 0.2, 0.3
"""How many lines one between pieces of a folded flow crosses, and what its bends and its length cost."""
MOST_RANKINGS = 10
"""Ways to rank a graph anew that are weighed at most."""
WRAPPED_EASE = 0.93
"""How much less easily lines are usually read that pass ranks of others."""
MOST_LOOSE = 1.5
"""How many times as large as its ranks of nodes a layout of other ranks is taken to be at most."""
SHORT = 0.05
"""By this part a drawing of few nodes may be smaller than its room before it grows again."""
OVER = 0.002
"""By this part a drawing may be larger than its room: it is scaled down by it."""
STEP_BACK = 0.6
"""How much less of what is possible is tried after too much."""
MOST_SPREADS, MOST_SPREADS_FOLDED = 4, 2
"""Drawings that are made to find how far gaps and nodes can grow; of folded ones, whose lines are routed each time."""


def most_swollen(nodes: int) -> float:
    """How many times their size nodes may be drawn: the fewer there are, the more each is a panel of the picture."""
    return 1.0 + (2.2 if nodes > FEW else 2.5) / math.pow(max(1, nodes), 0.7)


class GraphPlan(GraphSpecification):
    """One direction, wrap width and measure of gaps. Layouts are made once, when first needed.

    What can be known of it without a layout of its own is told from that of `base`, which has another direction.
    """

    def __init__(
        self,
        picture: GraphPicture,
        direction: Direction,
        setting: Setting,
        base: GraphPlan | None = None,
        first: GraphPlan | None = None,
    ) -> None:
        super().__init__(picture, direction, setting)
        self._base = base
        self._first = first or base
        self._drawn: dict[Shape, Drawing] = {}
        self._broken: set[Shape] = set()
        self._raws: dict[Shape, list[Raw]] = {}
        self._grown: tuple[float, float] | None = None
        self._nests: dict[Shape, Nest | None] = {}
        self._nestings: dict[Shape, Nesting] = {}

    @cached_property
    def engine_layout(self) -> GraphLayout:
        """The whole graph as the engine lays it out when it orders the ranks as it likes."""
        return lay_out_graphs([self._free])[0]

    @cached_property
    def _rows(self) -> list[list[int]]:
        """The nodes of each rank; nothing where their order is left to the engine."""
        if self._first is not None:
            return self._first._rows
        if not (self.picture.flows and can_be_ordered(self._free)):
            return []
        # Where the engine's own layout is not wanted for itself, its ranks are had for less.
        known = "engine_layout" in self.__dict__
        return rank_rows(self.engine_layout, Flow(self.direction)) if known else find_ranks(self._free)

    @cached_property
    def _spec(self) -> GraphSpec:
        return self._free._replace(rows=self._rows)

    @cached_property
    def _ordered(self) -> GraphLayout:
        """The whole graph as the engine lays it out with the author's order on each rank."""
        return lay_out([self._spec])[0] if self._rows else self.engine_layout

    def engine_size(self) -> tuple[float, float]:
        """The size in px of that, with its lines and their labels."""
        layout = self.engine_layout
        boxes = [*layout.nodes, *(box for box in layout.groups if box.width)]
        for edge, at in zip(self._free.edges, layout.labels, strict=True):
            if edge.label is not None and at is not None:
                boxes.append(Box(at[0] - edge.label[0] / 2, at[1] - edge.label[1] / 2, *edge.label))
        for edge, path in zip(self._free.edges, layout.edges, strict=True):
            if path:
                boxes += _end_texts(edge, path)
        points = [point for line in self._engine_lines for point in line]
        xs = [x for x, _ in points] + [x for box in boxes for x in (box.x, box.right)]
        ys = [y for _, y in points] + [y for box in boxes for y in (box.y, box.bottom)]
        return max(xs, default=1.0) - min(xs, default=0.0), max(ys, default=1.0) - min(ys, default=0.0)

    @cached_property
    def _layout(self) -> GraphLayout:
        return square_edges(self._spec, self._ordered)

    @cached_property
    def _engine_lines(self) -> list[list[Point]]:
        return [line for path in self.engine_layout.edges for line in flatten(path)]

    @cached_property
    def _engine_crossings(self) -> int:
        return count_crossings(self._engine_lines)

    def likely_ease(self, known: GraphPlan, usual: GraphPlan, shape: Shape = PLAIN) -> float:
        """How easily this plan in a shape is likely to be read, going by the crossings of a layout that is known."""
        lines = max(1, len(self._spec.edges))
        more = 0
        if shape.way == "folded" and shape.parts in usual._foldings:
            more = usual._foldings[shape.parts].bridges
        nesting = self._nesting(usual, shape)
        if nesting is not None:
            more = len(nesting.nest.open_edges)
        crossings = known._engine_crossings + BRIDGE_CROSSINGS * more
        cost = CROSSING * crossings / lines + USUAL_COST + BRIDGE_COST * more / lines
        return math.exp(-cost) * (WRAPPED_EASE if shape.way == "wrapped" else 1.0)

    @cached_property
    def _outline(self) -> GraphLayout:
        """Nodes and frames of the layout, or where they would be about."""
        if self._base is None or not self._spec.nodes:
            return square_edges(self._free, self.engine_layout) if self._rows else self._layout
        return sketch(self._spec, self._base._spec, self._base._outline)

    @cached_property
    def _foldings(self) -> dict[int, Folding]:
        return {folding.total: folding for folding in foldings(self._spec, self._outline)}

    @cached_property
    def _packings(self) -> dict[int, Packing]:
        return {len(packing.rows): packing for packing in packings(self._spec, self._outline)}

    def is_nested(self, shape: Shape) -> bool:
        """Whether the graph can be arranged in a shape with groups laid out apart."""
        return self._nest(shape) is not None

    def _nest(self, shape: Shape) -> Nest | None:
        """Which groups are laid out apart; None where none would be, or too many lines would be routed last."""
        if shape not in self._nests:
            inners = arrange(self._spec, shape.turn, shape.parts)
            same = next((nest for nest in self._nests.values() if nest and nest.inners == inners), None)
            nest = None if same or not inners else Nest(self._spec, inners)
            self._nests[shape] = nest if nest and len(nest.open_edges) <= MOST_OPEN else None
        return self._nests[shape]

    def _nesting(self, usual: GraphPlan, shape: Shape) -> Nesting | None:
        """The graph with groups laid out apart; None where none would be."""
        nest = usual._nest(shape) if shape.way == "nested" else None
        if nest is not None and shape not in self._nestings:
            self._nestings[shape] = Nesting(self._spec, nest)
        return self._nestings.get(shape)

    @cached_property
    def _bare_looseness(self) -> tuple[float, float]:
        """How many times as large as its ranks of nodes the layout is: what lines and labels take shows in the one that is known."""
        bare = rooted_size(self._spec)
        wide, high = (min(MOST_LOOSE, max(1.0, a / b)) for a, b in zip(self._size, bare, strict=True))
        return wide, high

    @cached_property
    def _rooted_sizes(self) -> dict[Root, tuple[float, float]]:
        roots: tuple[Root, ...] = ("end", "middle")
        found = {root: rooted(self._spec, root) for root in roots}
        wide, high = self._bare_looseness
        sizes = {root: rooted_size(whole) for root, whole in found.items() if whole}
        return {root: (width * wide, height * high) for root, (width, height) in sizes.items()}

    @cached_property
    def _rankings(self) -> list[Ranking]:
        return rankings(self._spec, self._outline, most=MOST_RANKINGS)

    @cached_property
    def _size(self) -> tuple[float, float]:
        """The size of the plain layout in px, lines beside the nodes left out."""
        return bounds(self._outline)

    def _growth(self, usual: GraphPlan) -> tuple[float, float]:
        """How many times as large as the usual plan's layout this one's will be about, from the sizes of nodes on each rank."""
        if self._grown is None:
            self._grown = self._measure_growth(usual)
        return self._grown

    def _measure_growth(self, usual: GraphPlan) -> tuple[float, float]:
        level = self.direction in ("LR", "RL")
        ranks: dict[int, list[int]] = {}
        for index, box in enumerate(usual._outline.nodes):
            ranks.setdefault(round(box.center[0] if level else box.center[1]), []).append(index)

        def extents(plan: GraphPlan) -> tuple[float, float]:
            sizes = [(n.height, n.width) if level else (n.width, n.height) for n in plan._spec.nodes]
            rows = list(ranks.values())
            along = sum(max(sizes[i][1] for i in row) for row in rows) + plan._spec.rank_gap * (len(rows) - 1)
            across = max(sum(sizes[i][0] for i in row) + plan._spec.node_gap * (len(row) - 1) for row in rows)
            return max(across, 1.0), max(along, 1.0)

        (across, along), (usual_across, usual_along) = extents(self), extents(usual)
        growth = across / usual_across, along / usual_along
        return (growth[1], growth[0]) if level else growth

    def estimate(self, usual: GraphPlan, shape: Shape = PLAIN) -> tuple[float, float]:
        """The size in px that this plan is likely to have in a shape, going by the layout of the usual plan.

        Endless when the graph cannot be arranged so.
        """
        if not self.picture.nodes:
            return 1.0, 1.0
        size: tuple[float, float] = usual._size
        if shape.way == "folded":
            folding = usual._foldings.get(shape.parts)
            size = (folding.width, folding.height) if folding else _ENDLESS
        elif shape.way == "packed":
            packing = usual._packings.get(shape.parts)
            size = (packing.width, packing.height) if packing else _ENDLESS
        elif shape.way == "rooted":
            size = usual._rooted_sizes.get(shape.root, _ENDLESS)
        elif shape.way == "wrapped":
            known = usual._rankings
            size = known[shape.parts][1:] if shape.parts < len(known) else _ENDLESS
        elif shape.way == "staggered":
            size = staggered_size(usual._spec, usual._outline, size, shape.parts) or _ENDLESS
        elif shape.way == "nested":
            nesting, loose = self._nesting(usual, shape), usual._bare_looseness
            if nesting is None:
                return _ENDLESS
            bare = nesting.size()
            return bare[0] * loose[0], bare[1] * loose[1]
        if self is usual:
            return size
        growth = self._growth(usual)
        return size[0] * growth[0], size[1] * growth[1]

    def draw(self, usual: GraphPlan, shape: Shape = PLAIN) -> Drawing:
        """The layout in a shape, folded or packed as the usual plan's layout shows, drawn."""
        if shape not in self._drawn:
            layout = self._lay_out(self._spec, usual, shape)
            struck = shape.way == "curved" and not keeps_off_nodes(self._spec, layout)
            if struck or not keeps_frames(self._spec, layout):
                self._broken.add(shape)
            self._drawn[shape] = crop(self._items.place(layout))
        return self._drawn[shape]

    def ease(self, drawing: Drawing, shape: Shape) -> float:
        """How easily the drawing of a shape is read (see `layout.reading`); not at all where the engine failed at frames or nodes."""
        return 0.0 if shape in self._broken else ease(drawing)

    def _lay_out(self, spec: GraphSpec, usual: GraphPlan, shape: Shape) -> GraphLayout:
        """The layout in a shape, with the gaps and the stretch of a specification of this graph."""
        if shape.way == "curved":
            return self.engine_layout
        if shape.way == "plain":
            return self._layout if spec is self._spec else square_edges(spec, self._ordered)
        if shape.way == "staggered":
            if shape not in self._raws:
                whole = staggered(self._spec, shape.parts)
                self._raws[shape] = lay_out_parts(whole, [range(len(whole.nodes))])
            return put_together(spec, [finish_part(spec, self._raws[shape][0])], [(0.0, 0.0)])
        if shape.way in ("rooted", "wrapped"):
            if shape not in self._raws:
                self._raws[shape] = self._lay_out_turned(self._reranked(usual, shape))
            return put_together(spec, [finish_part(spec, self._raws[shape][0])], [(0.0, 0.0)])
        nesting = self._nesting(usual, shape)
        if nesting is not None:
            return nesting.lay_out(spec)
        if shape.way == "folded":
            folding = usual._foldings[shape.parts]
            if shape not in self._raws:
                self._raws[shape] = lay_out_pieces(self._spec, folding)
            return put_folded(spec, folding, self._raws[shape])
        packing = usual._packings[shape.parts]
        if shape not in self._raws:
            self._raws[shape] = lay_out_parts(self._spec, packing.components)
        return put_packed(spec, packing, self._raws[shape])

    def _reranked(self, usual: GraphPlan, shape: Shape) -> GraphSpec:
        """The graph ranked anew, from a root or as the usual plan found."""
        if shape.way == "wrapped":
            return reranked(self._spec, usual._rankings[shape.parts])
        return rooted(self._spec, shape.root) or self._spec

    def _lay_out_turned(self, whole: GraphSpec) -> list[Raw]:
        """A graph of which some edges were turned, whose lines then run from source to target again."""
        (raw,) = lay_out_parts(whole, [range(len(whole.nodes))])
        paths = [
            path if turned.source == edge.source else reverse(path)
            for path, turned, edge in zip(raw.layout.edges, whole.edges, self._spec.edges, strict=True)
        ]
        return [raw._replace(spec=self._spec, layout=raw.layout._replace(edges=paths))]

    def reach(
        self, width: float, height: float, usual: GraphPlan, shape: Shape = PLAIN
    ) -> tuple[float, float]:
        """The largest size in px that `spread` can give a drawing of this size, about."""
        across, along = self._looseness(usual, shape)
        wide, high = (along, across) if self.direction in ("LR", "RL") else (across, along)
        return width * wide, height * high

    def _looseness(self, usual: GraphPlan, shape: Shape) -> tuple[float, float]:
        """How many times larger gaps and nodes can make a drawing, across the flow and along it."""
        filled, most = self._filled(usual), most_swollen(len(self._spec.nodes))
        nesting = self._nesting(usual, shape)
        if nesting is not None:
            air = nesting.air(MOST_AIR / self.air.nodes, MOST_AIR / self.air.ranks, (most, most))
            wide, high = (a / b for a, b in zip(nesting.size(air), nesting.size(), strict=True))
            return (high, wide) if self.direction in ("LR", "RL") else (wide, high)
        across = filled[0] * most + (1.0 - filled[0]) * MOST_AIR / self.air.nodes
        return across, filled[1] * most + (1.0 - filled[1]) * MOST_AIR / self.air.ranks

    def spread(self, width: float, height: float, usual: GraphPlan, shape: Shape = PLAIN) -> Drawing:
        """Drawn with gaps and nodes that grow into a room of this size in px: gaps to at most MOST_AIR times the theme's."""
        best = self.draw(usual, shape)
        room = width / max(best.width, 1.0), height / max(best.height, 1.0)
        if max(room) < ROOM_LEFT or not self.picture.nodes:
            return best
        level = self.direction in ("LR", "RL")
        most = [ratio - 1.0 for ratio in self._looseness(usual, shape)]
        if level:
            most.reverse()
        # How much of what is possible is used, level and upright: as much as the room needs, if sizes grow evenly.
        tries, care = (MOST_SPREADS_FOLDED, 0.92) if shape.way == "folded" else (MOST_SPREADS, 0.99)
        first = care if shape.way == "folded" else 1.0
        parts = [
            min(1.0, max(0.0, first * (r - 1.0) / max(m, 1e-9))) for r, m in zip(room, most, strict=True)
        ]
        kept: Drawing | None = None
        for _ in range(tries):
            across, along = reversed(parts) if level else parts
            found = self._spread_by(across, along, usual, shape)
            over = found.width / width - 1.0, found.height / height - 1.0
            grown = found.width / best.width - 1.0, found.height / best.height - 1.0
            if max(over) < OVER:
                # Beside the text of a line two nodes grow for a while before the drawing does.
                short = [o < -SHORT and part < 1.0 for o, part in zip(over, parts, strict=True)]
                if len(self._spec.nodes) > FEW or kept is not None or not any(short):
                    return found
                kept = found
                parts = [
                    min(1.0, part * (r - 1.0) / max(g, 0.01)) if less else part
                    for part, less, r, g in zip(parts, short, room, grown, strict=True)
                ]
                continue
            if kept is not None:
                return kept
            # What is too large though it does not grow by itself grows with the other direction.
            less = (
                STEP_BACK if any(o >= OVER and not part for o, part in zip(over, parts, strict=True)) else 1.0
            )
            parts = [
                part * less * (max(0.0, (r - 1.0) / g) * care if o >= OVER and g > 0 else 1.0)
                for part, o, r, g in zip(parts, over, room, grown, strict=True)
            ]
        return kept or best

    def _spread_by(self, across: float, along: float, usual: GraphPlan, shape: Shape) -> Drawing:
        """Drawn with these parts of what gaps and nodes can grow."""
        theme, most = self.picture.theme, most_swollen(len(self._spec.nodes)) - 1.0
        ranks, nodes, pieces = (
            now + part * (MOST_AIR - now)
            for now, part in (
                (self.air.ranks, along),
                (self.air.nodes, across),
                (self.air.pieces, min(across, along) if shape.way == "packed" else across),
            )
        )
        filled = self._filled(usual)[0]
        swell = 1.0 + across * most, 1.0 + along * most
        spec = self._spec._replace(
            rank_gap=theme.rank_gap * ranks,
            piece_gap=theme.rank_gap * pieces,
            # Everything moves out in proportion: by what nodes on the widest rank take, and by the gaps between them.
            # Nested groups take gaps as they are.
            stretch=nodes / self.air.nodes
            if shape.way == "nested"
            else filled * swell[0] + (1.0 - filled) * nodes / self.air.nodes,
            swell=swell,
        )
        return crop(self._items.place(self._lay_out(spec, usual, shape)))

    def _filled(self, usual: GraphPlan) -> tuple[float, float]:
        """The part of the usual layout's extent across and along the flow that nodes fill."""
        level = self.direction in ("LR", "RL")
        across, along = usual._size[::-1] if level else usual._size
        ranks: dict[int, list[tuple[float, float]]] = {}
        for box, node in zip(usual._outline.nodes, usual._spec.nodes, strict=True):
            extents = (node.height, node.width) if level else (node.width, node.height)
            ranks.setdefault(round(box.center[0] if level else box.center[1]), []).append(extents)
        widest = max((sum(extent for extent, _ in row) for row in ranks.values()), default=0.0)
        long = sum(max(extent for _, extent in row) for row in ranks.values())
        return min(1.0, widest / across), min(1.0, long / along)


def _end_texts(edge: GraphEdge, path: Path) -> list[Box]:
    """Where the texts at the ends of an edge would stand beside its line on a page that is read downwards."""
    ends = (
        (path[0].points[0], edge.source_breadth, edge.source_clear),
        (path[-1].points[-1], edge.target_breadth, edge.target_clear),
    )
    return [Box(x, y - clear, breadth, 2 * clear) for (x, y), breadth, clear in ends if breadth]
