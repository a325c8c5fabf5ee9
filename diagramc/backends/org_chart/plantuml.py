"""Org chart as a PlantUML work breakdown structure, with arrows for dotted reports."""

from __future__ import annotations

from diagramc.backends.base import Features
from diagramc.ir.base import Label, label_of
from diagramc.ir.org_chart import OrgChart, Person, Team
from diagramc.targets.base import Escaped
from diagramc.targets.plantuml.graph import Arrow
from diagramc.targets.plantuml.names import aliases
from diagramc.targets.plantuml.page import UNSUPPORTED as PAGE_UNSUPPORTED
from diagramc.targets.plantuml.page import approximations, legend, page
from diagramc.targets.plantuml.style import Stylesheet
from diagramc.targets.plantuml.text import BLANK, emphasized, join, text_lines
from diagramc.targets.plantuml.tree import Outline, preorder

_ASSISTANT = ("assistant", "LineStyle 6-4")
_VACANT = ("vacant", "LineStyle 2-3", "FontColor #777777")

UNSUPPORTED: Features = {
    **PAGE_UNSUPPORTED,
    "Hint": "wishes for the layout",
    "Person.picture": "a picture of a person",
    "Team.link": "a link on a team",
    "Team.tooltip": "a tooltip on a team",
    "Team.description": "a description of a team",
    "Team.direction": "a direction of its own for a team",
    "Team.classes": "a style for a team",
    "Team.style": "a style for a team",
    "Note.side": "the side of a note",
}
APPROXIMATED: Features = {
    **approximations("OrgChart"),
    "Person.description": "a tooltip for a description",
    "Person.label.runs.bold": "all of a person's name in bold for a bold part",
    "Person.dotted": "a plain arrow for a dotted report, and a line of text for one to or from the head",
    "Person.assistant": "a dashed box below the line for an assistant",
    "Person.vacant": "a dotted box for a vacant post",
    "Team": "a line in each member's box for the frame of a team",
    "Note": "a legend for notes",
}


def _teams(person: Person, teams: dict[str, Team]) -> list[Label]:
    """The names of the teams a person is in, the widest first."""
    path: list[Label] = []
    team = teams.get(person.group or "")
    while team is not None:
        path.insert(0, label_of(team))
        team = teams.get(team.parent or "")
    return path


def _label(person: Person, teams: dict[str, Team], also: list[Person]) -> Escaped:
    """What a box says; `also` are those the person reports to whom no arrow can lead to."""
    name = emphasized(label_of(person), bold=True)
    lines = text_lines(name, person.link, person.tooltip, person.description)
    if person.title:
        lines += text_lines(person.title)
    if person.department:
        lines += text_lines(emphasized(person.department, italic=True))
    team = " / ".join(line for label in _teams(person, teams) for line in text_lines(label) if line)
    if team:
        lines.append(Escaped(f"<size:10>[{team}]</size>"))
    lines += [Escaped(f"⇢ {line}") for boss in also for line in text_lines(label_of(boss)) if line]
    return join(lines) or BLANK


def lower(diagram: OrgChart) -> str:
    """PlantUML source of an org chart."""
    names = aliases(person.id for person in diagram.people)
    sheet = Stylesheet(diagram.styles, diagram.people)
    people = {person.id: person for person in diagram.people}
    teams = {team.id: team for team in diagram.groups}
    lines, arrows = [], []
    for level, person, _ in preorder(diagram.people, lambda person: person.reports_to):
        looks = [look for look, on in ((_ASSISTANT, person.assistant), (_VACANT, person.vacant)) if on]
        classes = [sheet.built_in(*look) for look in looks]
        # PlantUML finds no root by its alias.
        drawn = [
            id for id in person.dotted if person.reports_to is not None and people[id].reports_to is not None
        ]
        label = _label(person, teams, [people[id] for id in person.dotted if id not in drawn])
        marks = Escaped(f"{'*' * level}({names[person.id]})")
        lines.append(Outline(marks, label, sheet.stereotypes(person, *classes)))
        arrows += [Arrow(names[person.id], Escaped("..>"), names[id]) for id in drawn]
    return page(
        diagram,
        "org-chart.puml.j2",
        sheet,
        lines=lines,
        arrows=arrows,
        legend=legend(diagram.notes, diagram.people),
    )
