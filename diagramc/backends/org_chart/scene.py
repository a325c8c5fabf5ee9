"""Org chart as a picture: cards on lines of report, downwards or rightwards, the reports of each in a row, in rows or hanging."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import NamedTuple

from diagramc.backends.org_chart.cards import Card, card_items, hues, make_cards
from diagramc.backends.org_chart.teams import Teams, frame_pads, frames, show_teams, team_footers
from diagramc.backends.tree import (
    NOTE_GAP,
    RATIOS,
    Family,
    Notes,
    Option,
    attached_notes,
    family_tree,
    far_note_lines,
    node_cluster,
    note_footers,
    notes_size,
    sort_notes,
    unkept_in_tree,
    with_footers,
    worth_drawing,
)
from diagramc.diagnostics import Diagnostic
from diagramc.ir.org_chart import OrgChart
from diagramc.layout.fit import Arrangement
from diagramc.layout.grow import LOOSE, TIGHT, USUAL, Air
from diagramc.layout.route import Router, find_route
from diagramc.layout.tree.lines import CORNER, family_lines, trunk_x
from diagramc.layout.tree.model import Gaps, Head, Mode, Placed, Plan, Tree
from diagramc.layout.tree.place import place
from diagramc.layout.tree.shapes import best_for, resized, shapes, uniform
from diagramc.scene.edit import boxes, crop
from diagramc.scene.model import AnyItem, Box, Connector, Drawing, Path, Point
from diagramc.scene.shapes import rounded_polyline
from diagramc.themes.base import Theme

WRAPS = (190.0, 140.0, 105.0)
"""Widths at which the text of cards wraps, in px: the usual one, and narrower ones."""
FEW, NARROWEST = 3, 60.0
"""With up to this many people text also wraps at this width, in px: there is no other way to fill a tall canvas."""
MANY = 60
"""From this many people on only the usual and the narrowest width are tried."""
HANGING: dict[Mode, Sequence[Mode]] = {"stack": ("stack",), "columns": ("stack",)}
"""Whoever hangs has hanging reports: rows inside an outline are hard to follow, and in it the left one of a pair would look like a sibling."""
ASSISTANT_GAP = 16.0
"""Between an assistant's card and the line it stands beside, and the card above, in px."""


class _Chart(NamedTuple):
    """What all arrangements of an org chart start from. `assistants` stand beside the line under each person."""

    diagram: OrgChart
    theme: Theme
    family: Family
    assistants: list[list[int]]
    teams: Teams
    notes: Notes
    usual: Gaps
    cards: Callable[[float], Sequence[Card]]
    air: Air = USUAL

    def aired(self, air: Air) -> _Chart:
        """The same with more or less air than usual."""
        return self._replace(air=air)

    def swollen(self, wrap: float) -> Sequence[Card]:
        """The cards, larger where there is much air."""
        count = len(self.diagram.people)
        return [card.swollen(count, self.air) for card in self.cards(wrap)]

    @property
    def gaps(self) -> Gaps:
        """Distances with the air there is."""
        return self.usual.aired(self.air, self.theme.node_gap)


class _Group(NamedTuple):
    """A person with what hangs on the card: boxes in px from the top left corner of the group."""

    head: Head
    card: Box
    assistants: dict[int, Box]
    notes: Point


def arrangements(diagram: OrgChart, theme: Theme) -> list[Arrangement]:
    """The ways to draw an org chart, the plain one first: downwards, level by level."""
    family = family_tree(diagram.people, [p.reports_to for p in diagram.people], diagram.hints)
    notes = sort_notes(diagram, diagram.people, theme)
    beside = {
        i
        for i, person in enumerate(diagram.people)
        if person.assistant and not family.children[i] and i != family.root and i not in notes.at
    }
    assistants = [[kid for kid in kids if kid in beside] for kids in family.children]
    children = [[kid for kid in kids if kid not in beside] for kids in family.children]
    teams = show_teams(diagram, children, theme)
    colors = hues(diagram, family.branch, family.root)
    for i, person in enumerate(diagram.people):
        if person.assistant and i not in beside:
            teams.tags[i].insert(0, "Assistant")
    gaps = Gaps(
        across=theme.node_gap * 0.75,
        down=theme.rank_gap * 0.95,
        stack=theme.node_gap * 0.4,
        indent=theme.node_gap * 0.8,
        beside=theme.rank_gap,
        column=theme.node_gap * 0.4,
        between=theme.node_gap * 0.75,
    )
    chart = _Chart(
        diagram,
        theme,
        family._replace(children=children),
        assistants,
        teams,
        notes,
        gaps,
        cache(partial(make_cards, diagram, colors, teams.tags, theme)),
    )
    tight = chart.aired(TIGHT)
    options: list[Option] = []
    count = len(diagram.people)
    wraps = (*WRAPS, NARROWEST) if count <= FEW else WRAPS if count < MANY else (WRAPS[0], WRAPS[-1])
    for wrap in wraps:
        options += _options(tight, wrap, "downwards", partial(_downward_modes, chart))
        options += _options(tight, wrap, "downwards, reports hanging", partial(_hanging_modes, chart))
        options += _options(tight, wrap, "rightwards", lambda node: ("beside", "stack"))
    plan = uniform(_tree(chart, WRAPS[0]), lambda node: "row")
    usual = partial(_draw, chart, WRAPS[0], plan)
    return worth_drawing("level by level", usual, partial(_loose, chart, WRAPS[0], plan), options)


def remarks(diagram: OrgChart) -> list[Diagnostic]:
    """Wishes for the layout that are not kept."""
    family = family_tree(diagram.people, [p.reports_to for p in diagram.people], diagram.hints)
    return unkept_in_tree(diagram.people, family, diagram.hints)


def _downward_modes(chart: _Chart, node: int) -> Sequence[Mode]:
    """How the reports of a person may stand in a chart that grows downwards."""
    if all(not chart.family.children[kid] for kid in chart.family.children[node]):
        return ("row", "rows", "stack", "pairs")
    return ("row", "rows", "columns", "stack") if node == chart.family.root else ("row", "stack")


def _hanging_modes(chart: _Chart, node: int) -> Sequence[Mode]:
    """Those who lead somebody stand in rows, those who lead nobody hang under their superior: the usual look of wide charts."""
    if all(not chart.family.children[kid] for kid in chart.family.children[node]):
        return ("stack",)
    return ("row", "rows") if node == chart.family.root else ("row",)


def _options(chart: _Chart, wrap: float, name: str, modes: Callable[[int], Sequence[Mode]]) -> list[Option]:
    tree = _tree(chart, wrap)
    label = name if wrap == WRAPS[0] else f"{name}, cards of {wrap:g} px"
    return [
        Option(
            label,
            plan.width,
            plan.height,
            partial(_draw, chart, wrap, plan),
            partial(_loose, chart, wrap, plan),
        )
        for plan in best_for(shapes(tree, modes, HANGING), RATIOS)
    ]


def _tree(chart: _Chart, wrap: float) -> Tree:
    cards = chart.swollen(wrap)

    @cache
    def head(node: int, mode: Mode) -> Head:
        return _group(chart, cards, node, mode).head

    pads = frame_pads(chart.teams, cards[0].width)
    return Tree(chart.family.root, chart.family.children, head, chart.gaps, pads)


def _group(chart: _Chart, cards: Sequence[Card], node: int, mode: Mode) -> _Group:
    """A person's card with assistants beside the line below it, and notes: beside the card where the line goes down, else under all."""
    card, aides = cards[node], chart.assistants[node]
    notes_width, notes_height = notes_size(chart.notes.at.get(node, ()))
    down = mode in ("row", "rows", "columns", "pairs", "stack")
    box = Box(0.0, 0.0, card.width, card.height)
    width, bottom = card.width, card.height
    notes = (card.width + NOTE_GAP, 0.0)
    if notes_width and down:
        width, bottom = width + NOTE_GAP + notes_width, max(bottom, notes_height)
    placed: dict[int, Box] = {}
    hanging = mode in ("stack", "beside")
    trunk = min(chart.gaps.indent / 2, card.width / 2) if hanging else card.width / 2
    for position, aide in enumerate(aides):
        own = cards[aide]
        left = not hanging and len(aides) > 1 and position % 2 == 0
        if hanging or position % 2 == 0:
            bottom += ASSISTANT_GAP
            top = bottom
        x = trunk - ASSISTANT_GAP - own.width if left else trunk + ASSISTANT_GAP
        placed[aide] = Box(x, top, own.width, own.height)
        bottom = max(bottom, top + own.height)
    left_edge = min([0.0, *(b.x for b in placed.values())])
    right_edge = max([width, *(b.right for b in placed.values())])
    if notes_width and not down:
        notes = (0.0, bottom + NOTE_GAP)
        bottom += NOTE_GAP + notes_height
        right_edge = max(right_edge, notes_width)
    return _Group(
        Head(right_edge - left_edge, bottom, card.width / 2 - left_edge, card.height / 2),
        _shifted(box, -left_edge, 0.0),
        {aide: _shifted(b, -left_edge, 0.0) for aide, b in placed.items()},
        (notes[0] - left_edge, notes[1]),
    )


def _shifted(box: Box, dx: float, dy: float) -> Box:
    return Box(box.x + dx, box.y + dy, box.width, box.height)


def _loose(usual: _Chart, wrap: float, plan: Plan) -> tuple[float, float]:
    """About the size in px that a plan takes with the most air."""
    found = resized(_tree(usual.aired(LOOSE), wrap), plan)
    return found.width, found.height


def _draw(usual: _Chart, wrap: float, plan: Plan, air: Air) -> Drawing:
    """Frames below, then lines, cards, notes, and dotted lines round them; with some air."""
    chart = usual.aired(air)
    cards, placed = chart.swollen(wrap), place(_tree(chart, wrap), plan)
    people = chart.diagram.people
    where: dict[int, Box] = {}
    noted: list[AnyItem] = []
    for node, head in placed.heads.items():
        group = _group(chart, cards, node, placed.plans[node].mode)
        where[node] = _shifted(group.card, head.x, head.y)
        where |= {aide: _shifted(box, head.x, head.y) for aide, box in group.assistants.items()}
        if own := chart.notes.at.get(node):
            noted += attached_notes(own, where[node], head.x + group.notes[0], head.y + group.notes[1])
    framed = frames(chart.diagram, chart.teams, placed.blocks, cards[0].width, chart.theme)
    lines = [line for node in placed.heads for line in _report_lines(chart, placed, node, where)]
    drawn = [node_cluster(people[i], card_items(cards[i], where[i], chart.theme)) for i in where]
    router = Router([*where.values(), *boxes(noted)], [], [])
    for line in lines:
        router.take_path(line.path)
    dotted = _dotted_lines(chart, where, router)
    far = far_note_lines(chart.notes, people, where, noted, router)
    items: list[AnyItem] = [*framed, *lines, *dotted, *far, *drawn, *noted]
    footers = [*team_footers(chart.diagram, chart.teams, chart.theme), *note_footers(chart.notes.free)]
    return crop(with_footers(items, footers))


def _report_lines(chart: _Chart, placed: Placed, node: int, where: dict[int, Box]) -> list[Connector]:
    """The lines from a person to reports and assistants."""
    found: dict[int, Path] = {}
    hanging = placed.plans[node].mode in ("stack", "beside")
    card = where[node]
    x = trunk_x(card, chart.gaps) if hanging else card.center[0]
    for aide in chart.assistants[node]:
        box = where[aide]
        end = (box.x if box.x > x else box.right), box.center[1]
        found[aide] = rounded_polyline([(x, card.bottom), (x, end[1]), end], CORNER)
    if placed.plans[node].parts:
        found |= family_lines(placed, node, where, chart.gaps, curved=False)
    people = chart.diagram.people
    return [
        Connector(
            role="edge",
            ref=f"{people[node].id}->{people[kid].id}",
            path=path,
            source=people[node].id,
            target=people[kid].id,
            stroke_width=chart.theme.stroke_width,
        )
        for kid, path in found.items()
    ]


def _dotted_lines(chart: _Chart, where: dict[int, Box], router: Router) -> list[Connector]:
    """Dashed lines from people to those they also report to, round the cards and notes."""
    people = chart.diagram.people
    index = {person.id: i for i, person in enumerate(people)}
    wanted = [
        (i, index[id]) for i in sorted(where) for id in people[i].dotted if id in index and index[id] != i
    ]
    found: list[Connector] = []
    for node, boss in wanted:
        points = find_route(router, where[node], where[boss])
        if points is None:
            # Boxed in on all sides: better straight across than not there.
            points = [where[node].center, where[boss].center]
        found.append(
            Connector(
                role="edge",
                ref=f"{people[node].id}..>{people[boss].id}",
                path=rounded_polyline(points, CORNER),
                source=people[node].id,
                target=people[boss].id,
                stroke="muted",
                stroke_width=chart.theme.stroke_width,
                line="dashed",
                target_head="arrow",
            )
        )
    return found
