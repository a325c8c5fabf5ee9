"""Org chart: people and posts, and who reports to whom."""

from __future__ import annotations

from diagramc.ir.base import Diagram, Group, Node


class Person(Node, frozen=True, kw_only=True):
    """A person or post: `label` is the name, `title` the position. The head reports to nobody.

    `dotted` are the ids of those they also report to. An `assistant` stands beside the line; a `vacant` post has nobody.
    `picture` is a file or URL; it is read only when the user allows it. `group` names the team's frame.
    """

    title: str | None = None
    department: str | None = None
    picture: str | None = None
    reports_to: str | None = None
    dotted: tuple[str, ...] = ()
    assistant: bool = False
    vacant: bool = False


class Team(Group, frozen=True, kw_only=True):
    """A frame round people who belong together."""


class OrgChart(Diagram, frozen=True, kw_only=True, tag="org-chart"):
    """An org chart."""

    people: tuple[Person, ...] = ()
    groups: tuple[Team, ...] = ()
