"""Layered layout of a graph with nested clusters: sizes in, positions and splines out, by the embedded Graphviz engine.

All lengths are px; the engine's points are taken as px. y is downwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from diagramc.ir.base import Direction, Side
from diagramc.layout.clip import crosses, flatten
from diagramc.layout.engine import run_dot
from diagramc.scene.model import Box, Path, Point, Segment
from diagramc.scene.shapes import polyline

LARGE = 700
"""Nodes and edges from which the engine is asked for less."""
UNSEEN = "unseen"
"""What edges are called that only guide the engine."""
PULL = 20
"""How much more than an edge a wish for nearness pulls two nodes together."""
TOUCH = 1.0
"""By this much frames and nodes may overlap, in px: the engine rounds."""
BEYOND_HEAD = 8.0
"""How far a line runs straight before a head without text, in px."""
HEADS_APART = 2.0
"""Least gap between the heads of lines that end side by side, in px."""
LOOP, BEND = 20.0, 9.0
"""How far a line from a node to itself stands out, in px, and the radius of the bends of lines."""
LABEL_PAD = 6.0
"""Room left round an edge's label, in px, so that lines do not touch it."""


class GraphNode(NamedTuple):
    """A node by its size; `shape` is the DOT shape that edges are clipped at. `group` is the index of its group.

    `swells` says how much of the graph's swelling it takes part in, level and upright: 0 keeps its size.
    """

    width: float
    height: float
    shape: str = "box"
    group: int | None = None
    swells: tuple[float, float] = (1.0, 1.0)


class GraphGroup(NamedTuple):
    """A cluster by its parent's index and the size of its label; `direction` is the author's wish for the flow in it."""

    parent: int | None
    label_width: float
    label_height: float
    direction: Direction | None = None


class GraphEdge(NamedTuple):
    """An edge between nodes by index, or between groups (`source_group` set: the edge ends at that frame).

    `label` is the size of its label. `length` is the least number of ranks it spans; `ranked` False leaves ranks alone.
    `source_clear` and `target_clear` are how far the line runs straight at its ends at least, `source_breadth` and `target_breadth` how
    far text beside its ends reaches across the flow, `source_girth` and `target_girth` how broad its heads are, in px. Edges of one `source_bundle` or
    `target_bundle` have that end in common and are one line there. A `free` edge may be ranked either way.
    """

    source: int
    target: int
    label: tuple[float, float] | None = None
    source_group: int | None = None
    target_group: int | None = None
    source_side: Side | None = None
    target_side: Side | None = None
    length: int = 1
    ranked: bool = True
    weight: int = 1
    source_clear: float = 12.0
    target_clear: float = 18.0
    source_breadth: float = 0.0
    target_breadth: float = 0.0
    source_girth: float = 0.0
    target_girth: float = 0.0
    source_bundle: int | None = None
    target_bundle: int | None = None
    free: bool = False


def loop_reach(edge: GraphEdge) -> float:
    """How far a line from a node to itself stands out, in px: its bends are behind its heads."""
    return max(LOOP, max(edge.source_clear, edge.target_clear) - BEYOND_HEAD + BEND + 1.0)


class GraphSpec(NamedTuple):
    """A graph to lay out: elements in the author's order, the flow's direction, gaps in px (`piece_gap`: between parts laid out apart).
    `stretch` is how many times further apart across the flow things stand than the engine puts them, `swell` how many times larger
    nodes are than their size says, across the flow and along it.

    `same_rank` are nodes to keep on one rank, each in one row, a row's in one group; `orders` rows of those that are also in order across
    the flow; `near` pairs to keep near each other. `first` and `last` those on a rank of their own before or after all others.
    `rows`, where it is not empty, has the nodes of each rank, and the order on each is the author's (see `layout.ordered`).
    `anchors` are pairs of which the second is on the rank after the first. A `narrow` one takes as little room across the flow as can be,
    though lines bend for it.
    """

    nodes: Sequence[GraphNode]
    edges: Sequence[GraphEdge]
    groups: Sequence[GraphGroup] = ()
    direction: Direction = "TB"
    node_gap: float = 36.0
    rank_gap: float = 46.0
    piece_gap: float = 46.0
    stretch: float = 1.0
    swell: tuple[float, float] = (1.0, 1.0)
    group_pad: float = 16.0
    same_rank: Sequence[Sequence[int]] = ()
    orders: Sequence[Sequence[int]] = ()
    near: Sequence[tuple[int, int]] = ()
    first: Sequence[int] = ()
    last: Sequence[int] = ()
    rows: Sequence[Sequence[int]] = ()
    anchors: Sequence[tuple[int, int]] = ()
    narrow: bool = False


class GraphLayout(NamedTuple):
    """Where everything is: boxes of nodes and groups, a path and the label's middle for each edge, in the order of the spec."""

    nodes: list[Box]
    groups: list[Box]
    edges: list[Path]
    labels: list[Point | None]


_COMPASS: dict[Side, str] = {"top": "n", "bottom": "s", "left": "w", "right": "e"}


def inches(px: float) -> str:
    """A length as DOT says it."""
    return f"{px / 72:.4f}"


def _sized_label(width: float, height: float) -> str:
    """An empty label of an exact size in px: the engine must never measure text itself."""
    return (
        '<<TABLE BORDER="0" CELLBORDER="0" CELLPADDING="0" CELLSPACING="0" FIXEDSIZE="TRUE"'
        f' WIDTH="{max(1, round(width))}" HEIGHT="{max(1, round(height))}"><TR><TD></TD></TR></TABLE>>'
    )


def _effort(spec: GraphSpec) -> str:
    """How hard the engine tries. In large graphs its curves would take minutes; straight lines show where to pass a rank too."""
    if len(spec.nodes) + len(spec.edges) <= LARGE:
        return "splines=true"
    return "splines=line nslimit1=1 nslimit=0.3 mclimit=0.1"


def _in_order(spec: GraphSpec) -> list[int]:
    """The nodes as the engine is told them: read sideways, it sets those without edges one over the other from the bottom upwards."""
    ends = [(e.source, e.source_group) for e in spec.edges] + [(e.target, e.target_group) for e in spec.edges]
    tied = {node for node, frame in ends if frame is None}
    loose = [index for index in range(len(spec.nodes)) if index not in tied]
    if spec.direction in ("LR", "RL"):
        turned = dict(zip(loose, reversed(loose), strict=True))
        return [turned.get(index, index) for index in range(len(spec.nodes))]
    return list(range(len(spec.nodes)))


def to_dot(spec: GraphSpec, more: str = "") -> str:
    """The spec as DOT: nodes `n<i>`, clusters `cluster_<i>`, each edge with `id` its index. `more` are further attributes of the graph."""
    out = [
        "digraph {",
        f"graph [compound=true rankdir={spec.direction} nodesep={inches(spec.node_gap)}"
        f" ranksep={inches(spec.rank_gap)} outputorder=nodesfirst {_effort(spec)}{more}]",
        'node [fixedsize=true label="" shape=box]',
        "edge [dir=none]",
    ]
    members: dict[int | None, list[int]] = {}
    for index in _in_order(spec):
        members.setdefault(spec.nodes[index].group, []).append(index)
    children: dict[int | None, list[int]] = {}
    for index, group in enumerate(spec.groups):
        children.setdefault(group.parent, []).append(index)

    # The engine mirrors an upward flow with the room for titles in it.
    place = " labelloc=b" if spec.direction == "BT" else ""

    def write_members(group: int | None) -> None:
        for index in members.get(group, ()):
            node = spec.nodes[index]
            shape = "" if node.shape == "box" else f" shape={node.shape}"
            out.append(f"n{index} [width={inches(node.width)} height={inches(node.height)}{shape}]")
        for index in children.get(group, ()):
            frame = spec.groups[index]
            out.append(f"subgraph cluster_{index} {{")
            # The engine leaves 8 px on either side of a label; ours stands further in.
            room = frame.label_width + max(0.0, 1.5 * spec.group_pad - 16.0)
            label = _sized_label(room, frame.label_height) if frame.label_width else '""'
            out.append(f"graph [margin={spec.group_pad:g} labeljust=l{place} label={label}]")
            write_members(index)
            out.append("}")
        out.extend(
            "{rank=same; " + "; ".join(f"n{index}" for index in row) + "}"
            for row in spec.same_rank
            if spec.nodes[row[0]].group == group
        )

    # The engine makes frames as narrow as it can; one that is not read back holds all. Frames are not to have ranks of their own.
    if spec.narrow:
        out.append(f"newrank=true\nsubgraph cluster{UNSEEN} {{\ngraph [margin=0]")
    write_members(None)
    if spec.narrow:
        out.append("}")
    for row in spec.orders:
        out.extend(f"n{one} -> n{other} [id={UNSEEN} style=invis]" for one, other in pairwise(row))
    for one, other in spec.near:
        out.append(f"n{one} -> n{other} [id={UNSEEN} style=invis minlen=0 weight={PULL}]")
    out.extend(f"n{one} -> n{other} [id={UNSEEN} style=invis]" for one, other in spec.anchors)
    for word, ports in (("source", spec.first), ("sink", spec.last)):
        if ports:
            out.append(f"{{rank={word}; " + "; ".join(f"n{index}" for index in ports) + "}")
    for index, edge in enumerate(spec.edges):
        attributes = [f'id="{index}"']
        if (size := _label_size(spec, edge)) is not None:
            attributes.append("label=" + _sized_label(*size))
        if edge.source_group is not None:
            attributes.append(f"ltail=cluster_{edge.source_group}")
        if edge.target_group is not None:
            attributes.append(f"lhead=cluster_{edge.target_group}")
        if edge.length != 1:
            attributes.append(f"minlen={edge.length}")
        # Ends that are to be on one rank anyway are kept beside each other by an edge that counts.
        if not edge.ranked and not any({edge.source, edge.target} <= set(row) for row in spec.same_rank):
            attributes.append("constraint=false")
        if edge.weight != 1:
            attributes.append(f"weight={edge.weight}")
        tail = f":{_COMPASS[edge.source_side]}" if edge.source_side else ""
        head = f":{_COMPASS[edge.target_side]}" if edge.target_side else ""
        out.append(f"n{edge.source}{tail} -> n{edge.target}{head} [{' '.join(attributes)}]")
    out.append("}")
    return "\n".join(out)


def _label_size(spec: GraphSpec, edge: GraphEdge) -> tuple[float, float] | None:
    """The room for an edge's label, in px, with what a line from a node to itself takes beyond what the engine leaves for it."""
    label = edge.label
    width, height = (label[0] + 2 * LABEL_PAD, label[1] + LABEL_PAD) if label is not None else (0.0, 0.0)
    more = loop_reach(edge) - LOOP if edge.source == edge.target else 0.0
    if more:
        level = spec.direction in ("LR", "RL")
        width, height = (width, height + more) if level else (width + more, height)
    return (width, height) if label is not None or more else None


def _points(text: str) -> list[Point]:
    """Points of a spline; arrow end points (`e,` and `s,`) do not occur, as edges have no heads here."""
    return [(float(x), float(y)) for x, _, y in (part.partition(",") for part in text.split())]


def lay_out_graphs(specs: Sequence[GraphSpec]) -> list[GraphLayout]:
    """Lay graphs out in layers along their directions, with as few crossings as the engine finds."""
    if not specs:
        return []
    answers = run_dot([to_dot(spec) for spec in specs])
    return [read_layout(spec, answer) for spec, answer in zip(specs, answers, strict=True)]


def find_ranks(spec: GraphSpec) -> list[list[int]]:
    """The nodes of each rank in the flow's order, each in the author's: what the engine finds first, at half the cost of a layout."""
    (answer,) = run_dot([to_dot(spec, " phase=1")])
    ranks: dict[int, list[int]] = {}
    for item in answer.get("objects", ()):
        ranks.setdefault(int(item["rank"]), []).append(int(item["name"][1:]))
    return [sorted(ranks[rank]) for rank in sorted(ranks)]


def read_layout(spec: GraphSpec, answer: dict[str, Any]) -> GraphLayout:
    """Where the engine put everything, from its answer."""
    top = float(answer["bb"].split(",")[3])

    def flip(point: Point) -> Point:
        return point[0], top - point[1]

    nodes: list[Box] = [Box(0, 0, node.width, node.height) for node in spec.nodes]
    groups: list[Box] = [Box(0, 0, 0, 0) for _ in spec.groups]
    for item in answer.get("objects", ()):
        name: str = item["name"]
        if name.startswith("cluster_") and "bb" in item:
            left, low, right, high = (float(v) for v in item["bb"].split(","))
            groups[int(name[8:])] = Box(left, top - high, right - left, high - low)
        elif name.startswith("n") and name[1:].isdigit():
            x, y = flip(_points(item["pos"])[0])
            index = int(name[1:])
            node = spec.nodes[index]
            nodes[index] = Box(x - node.width / 2, y - node.height / 2, node.width, node.height)
    edges: list[Path] = [() for _ in spec.edges]
    labels: list[Point | None] = [None for _ in spec.edges]
    for item in answer.get("edges", ()):
        if item["id"] == UNSEEN:
            continue
        index = int(item["id"])
        if "pos" not in item:
            # The engine finds no curve for a few; a straight line shows where it passes, too.
            ends = nodes[spec.edges[index].source], nodes[spec.edges[index].target]
            edges[index] = polyline(*(box.center for box in ends))
            continue
        first, *rest = [flip(p) for p in _points(item["pos"].split(";")[0])]
        curves = [tuple(rest[i : i + 3]) for i in range(0, len(rest) - 2, 3)]
        edges[index] = (Segment("M", (first,)), *(Segment("C", points) for points in curves))
        if "lp" in item:
            labels[index] = flip(_points(item["lp"])[0])
    return GraphLayout(nodes, groups, edges, labels)


def bounds(layout: GraphLayout) -> tuple[float, float]:
    """The size of a layout in px, lines beside the nodes left out."""
    boxes = [*layout.nodes, *(box for box in layout.groups if box.width)]
    return (
        max((b.right for b in boxes), default=1.0) - min((b.x for b in boxes), default=0.0),
        max((b.bottom for b in boxes), default=1.0) - min((b.y for b in boxes), default=0.0),
    )


def keeps_frames(spec: GraphSpec, layout: GraphLayout) -> bool:
    """Whether frames hold their nodes and frames, and only those: where edges are long the engine fails at that now and then."""
    ancestors: list[set[int]] = []
    for index in range(len(spec.groups)):
        found, group = set(), spec.groups[index].parent
        while group is not None and group not in found:
            found.add(group)
            group = spec.groups[group].parent
        ancestors.append(found)
    frames = {i: box for i, box in enumerate(layout.groups) if box.width}
    for frame, box in frames.items():
        for node, at in zip(spec.nodes, layout.nodes, strict=True):
            own = node.group is not None and (frame == node.group or frame in ancestors[node.group])
            if not (_holds(box, at) if own else _is_apart(box, at)):
                return False
        for other, at in frames.items():
            if frame in ancestors[other] and not _holds(box, at):
                return False
            strange = other > frame and frame not in ancestors[other] and other not in ancestors[frame]
            if strange and not _is_apart(box, at):
                return False
    return True


def keeps_off_nodes(spec: GraphSpec, layout: GraphLayout) -> bool:
    """Whether no line runs through a node that it does not join: where many lines lead from one node to another the engine spreads them so far."""
    for edge, path in zip(spec.edges, layout.edges, strict=True):
        others = [box for node, box in enumerate(layout.nodes) if node not in (edge.source, edge.target)]
        if any(crosses(box, line) for line in flatten(path) for box in others):
            return False
    return True


def _holds(box: Box, other: Box) -> bool:
    return (
        box.x <= other.x + TOUCH
        and other.right <= box.right + TOUCH
        and box.y <= other.y + TOUCH
        and other.bottom <= box.bottom + TOUCH
    )


def _is_apart(box: Box, other: Box) -> bool:
    return (
        box.right <= other.x + TOUCH
        or other.right <= box.x + TOUCH
        or box.bottom <= other.y + TOUCH
        or other.bottom <= box.y + TOUCH
    )
