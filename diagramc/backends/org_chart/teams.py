"""Teams: a frame where the people are somebody with all their reports, else a tag on each card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from diagramc.backends.look import element_style
from diagramc.backends.tree import Footer
from diagramc.ir.base import label_of, plain
from diagramc.ir.org_chart import OrgChart, Team
from diagramc.layout.text import TextBlock, TextStyle, set_text
from diagramc.layout.tree.model import NO_PAD, Pad
from diagramc.scene.model import AnyItem, Box, Cluster, Shape, Text
from diagramc.themes.base import Theme

FRAME_PAD = 12.0
"""Between a frame and what is in it, in px."""
LABEL_WIDTH = 220.0
"""Team names wrap at this width, in px."""


class Framed(NamedTuple):
    """A team with a frame: its set name, and the person whose whole subtree the frame holds."""

    team: Team
    block: TextBlock
    node: int


class Teams(NamedTuple):
    """How the teams are shown: with frames (outer ones first), as tags by person, and those without people."""

    framed: list[Framed]
    tags: list[list[str]]
    empty: list[Team]


def show_teams(chart: OrgChart, children: Sequence[Sequence[int]], theme: Theme) -> Teams:
    """Decide how each team is shown. `children` are the people's reports, without assistants who have none themselves."""
    people, by_id = chart.people, {team.id: team for team in chart.groups}
    chains = [_chain(person.group, by_id) for person in people]
    teams = Teams([], [[] for _ in people], [])
    depth = {team.id: len(_chain(team.id, by_id)) for team in chart.groups}
    subtrees = _subtrees(chart, children)
    for team in sorted(chart.groups, key=lambda team: depth[team.id]):
        members = frozenset(i for i, chain in enumerate(chains) if team.id in chain)
        top = subtrees.get(members)
        if not members:
            teams.empty.append(team)
        elif top is not None:
            block = set_text(label_of(team), TextStyle(theme.small_size, 600), LABEL_WIDTH)
            teams.framed.append(Framed(team, block, top))
        else:
            for i in sorted(members):
                teams.tags[i].append(plain(label_of(team)))
    return teams


def _chain(group: str | None, by_id: Mapping[str, Team]) -> list[str]:
    """The ids of a group and of those round it."""
    chain: list[str] = []
    while group is not None and group in by_id and group not in chain:
        chain.append(group)
        group = by_id[group].parent
    return chain


def _subtrees(chart: OrgChart, children: Sequence[Sequence[int]]) -> dict[frozenset[int], int]:
    """The person on top of each set of people that is somebody with all their reports; no assistants beside the line."""
    index = {person.id: i for i, person in enumerate(chart.people)}
    reports: list[set[int]] = [{i} for i in range(len(chart.people))]
    for i in range(len(chart.people)):
        above: int | None = i
        seen: set[int] = set()
        while above is not None and above not in seen:
            seen.add(above)
            reports[above].add(i)
            boss = chart.people[above].reports_to
            above = index.get(boss) if boss is not None else None
    beside = {i for i, person in enumerate(chart.people) if person.assistant and not children[i]}
    return {frozenset(members): i for i, members in enumerate(reports) if i not in beside}


def frame_pads(teams: Teams, card_width: float) -> dict[int, Pad]:
    """Room to keep free round subtrees for all their frames."""
    pads: dict[int, Pad] = {}
    for framed in teams.framed:
        own, inner = _pad(framed, card_width), pads.get(framed.node, NO_PAD)
        pads[framed.node] = Pad(*(a + b for a, b in zip(own, inner, strict=True)))
    return pads


def _pad(framed: Framed, card_width: float) -> Pad:
    wider = max(0.0, framed.block.width - card_width)
    return Pad(FRAME_PAD, FRAME_PAD, FRAME_PAD + wider, FRAME_PAD + framed.block.height - 2)


def frames(
    chart: OrgChart, teams: Teams, blocks: Mapping[int, Box], card_width: float, theme: Theme
) -> list[Cluster]:
    """The frames, outer ones first. The name stands at the bottom left, where no line comes in."""
    found: list[Cluster] = []
    taken: dict[int, Pad] = {}
    for framed in teams.framed:
        used = taken.get(framed.node, NO_PAD)
        block = blocks[framed.node]
        box = Box(
            block.x + used.left,
            block.y + used.top,
            block.width - used.left - used.right,
            block.height - used.top - used.bottom,
        )
        own = _pad(framed, card_width)
        taken[framed.node] = Pad(*(a + b for a, b in zip(used, own, strict=True)))
        y = box.bottom - framed.block.height - FRAME_PAD / 2
        found.append(_frame(chart, framed.team, framed.block, box, y, theme))
    return found


def team_footers(chart: OrgChart, teams: Teams, theme: Theme) -> list[Footer]:
    """Teams without people, as small frames to stand under the chart."""
    found: list[Footer] = []
    for team in teams.empty:
        block = set_text(label_of(team), TextStyle(theme.small_size, 600), LABEL_WIDTH)
        draw = partial(_empty_frame, chart, team, block, theme)
        found.append(Footer(block.width + 2 * FRAME_PAD, block.height + 16, draw))
    return found


def _empty_frame(chart: OrgChart, team: Team, block: TextBlock, theme: Theme, box: Box) -> Cluster:
    return _frame(chart, team, block, box, box.y + 8, theme)


def _frame(chart: OrgChart, team: Team, block: TextBlock, box: Box, y: float, theme: Theme) -> Cluster:
    style = element_style(chart, team)
    items: tuple[AnyItem, ...] = (
        Shape(
            role="group-frame",
            shape="rect",
            box=box,
            fill=style.fill or "group.fill",
            stroke=style.stroke or "group.stroke",
            stroke_width=style.stroke_width or 1.2,
            line=style.line or "solid",
            radius=theme.radius + 2,
        ),
        Text(
            role="group-label",
            ref=team.id,
            block=block,
            x=box.x + FRAME_PAD,
            y=y,
            fill=style.color or "group.text",
        ),
    )
    return Cluster(
        role="group",
        ref=team.id,
        items=items,
        link=team.link.url if team.link else None,
        new_window=team.link.new_window if team.link else False,
        tooltip=team.tooltip or team.description,
    )
