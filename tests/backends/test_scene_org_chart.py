"""Org charts as pictures: everyone is shown, lines keep off cards, teams hold exactly their people, and every ratio gains."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from diagramc.backends.org_chart.cards import initials
from diagramc.backends.org_chart.scene import HANGING, arrangements
from diagramc.ir.base import Link, Note, Style
from diagramc.ir.org_chart import OrgChart, Person, Team
from diagramc.layout.fit import fit
from diagramc.layout.tree.model import Gaps, Head, Plan, Tree
from diagramc.layout.tree.place import place
from diagramc.layout.tree.shapes import shapes
from diagramc.options import RATIOS, CompileOptions
from diagramc.scene.model import Shape
from tests.backends.trees import THEME, box_of, clusters, edges, faults, parse_outline, words
from tests.samples import ORG_CHART
from tests.strategies import diagrams

GAPS = Gaps(across=20.0, down=30.0, stack=10.0, indent=24.0, beside=40.0, column=10.0, between=20.0)
LIBRARY = """Ines Falk, Director
  Rolf Adler, Head of collections
    Tilda Brandt, Cataloguing
    Owen Price, Acquisitions
    Yuki Mori, Map room
  Greta Lund, Head of visitor services
    Karim Nadir, Front desk
      Lotte Vos, Desk assistant
      Piet Haan, Desk assistant
    Nina Sorel, Events and exhibitions
  Hugo Marin, Head of technology
    Ewa Zielinska, Catalogue software
    Sven Aalto, Networks
  Mara Conti, Head of finance
    Jon Bell, Bookkeeping"""


def from_outline(text: str) -> OrgChart:
    people = []
    for line, above in parse_outline(text):
        name, _, title = line.partition(", ")
        boss = above.partition(", ")[0] if above else None
        people.append(Person(id=name, title=title or None, reports_to=boss))
    return OrgChart(people=tuple(people))


def many(count: int) -> OrgChart:
    chance = random.Random(7)
    people = [Person(id="0", label="Top")]
    for i in range(1, count):
        boss = 0 if i < 7 else chance.randrange(1, 7) if i < 30 else chance.randrange(7, 30)
        title = chance.choice(("Clerk", "Head of maintenance and repairs", "Archivist"))
        people.append(Person(id=str(i), label=f"Person {i}", title=title, reports_to=str(boss)))
    return OrgChart(people=tuple(people))


FULL = OrgChart(
    styles={"warm": Style(fill="#fff0e0", stroke="#a05000", line="dotted")},
    people=(
        Person(id="a", label="Ada Quist", title="Director", department="Board", picture="ada.png"),
        Person(id="pa", label="Bo Ek", title="Office", reports_to="a", assistant=True),
        Person(id="pb", label="Cy Ray", title="Counsel", reports_to="a", assistant=True),
        Person(id="pc", label="Di Fox", title="Scribe", reports_to="a", assistant=True),
        Person(id="b", label="Eli Orr", department="Works", reports_to="a", group="works", dotted=("c",)),
        Person(
            id="c",
            label="Flo Nye",
            department="Trade",
            reports_to="a",
            link=Link(url="x.html"),
            tooltip="Tip",
        ),
        Person(id="d", label="Gil Ash", department="Works", reports_to="b", group="inner"),
        Person(id="e", label="Builder", vacant=True, department="Works", reports_to="b", group="works"),
        Person(id="f", label="Hal Ivy", reports_to="d", group="inner", dotted=("c", "g")),
        Person(id="g", label="Ida Joy", department="Trade", reports_to="c", group="fair", classes=("warm",)),
        Person(id="h", label="Vacant", title="Buyer", vacant=True, reports_to="c"),
        Person(id="i", label="Kit Lee", reports_to="c", group="fair", description="Since spring"),
        Person(id="j", label="Lou Moe", reports_to="i", assistant=True, dotted=("b",)),
    ),
    groups=(
        Team(id="works", label="Works office with a name that is longer than a card"),
        Team(id="inner", label="Inner team", parent="works"),
        Team(id="fair", label="Fair team", tooltip="For the autumn fair"),
        Team(id="later", label="Not yet staffed"),
    ),
    notes=(
        Note(text="Away until May", targets=("c",)),
        Note(text="Part time", targets=("pb",)),
        Note(text="Free"),
    ),
)
CASES = {
    "library": from_outline(LIBRARY),
    "alone": from_outline("Alone, Head of everything"),
    "one report": from_outline("Boss\n  Report"),
    "chain": from_outline("\n".join("  " * i + f"Level {i}, Manager" for i in range(9))),
    "flat": from_outline("\n".join(["Head", *(f"  Clerk {i}, Archive" for i in range(15))])),
    "many": many(100),
    "full": FULL,
    "sample": ORG_CHART,
}


@pytest.mark.parametrize("name", CASES)
def test_every_arrangement_is_clean(name: str) -> None:
    assert faults(arrangements(CASES[name], THEME)) == []


@pytest.mark.parametrize("name", CASES)
def test_every_arrangement_shows_everyone_and_every_line(name: str) -> None:
    chart = CASES[name]
    lines = [(p.reports_to, p.id) for p in chart.people if p.reports_to]
    lines += [(p.id, boss) for p in chart.people for boss in p.dotted]
    for arrangement in arrangements(chart, THEME):
        drawing = arrangement.draw()
        assert set(clusters(drawing, "node")) == {person.id for person in chart.people}
        assert sorted((edge.source or "", edge.target or "") for edge in edges(drawing)) == sorted(lines)
        shown = words(drawing.items).replace("\n", " ")
        for person in chart.people:
            for said in (person.title, person.department):
                assert said is None or said in shown
        for team in chart.groups:
            assert str(team.label) in shown
        assert len(clusters(drawing, "note")) == len(chart.notes)


@pytest.mark.parametrize("ratio", RATIOS)
def test_every_ratio_is_filled_with_larger_text(ratio: str) -> None:
    chart = CASES["library"]
    report = fit(chart, arrangements(chart, THEME), THEME, CompileOptions(size=ratio)).report
    assert report.fill >= 0.7
    assert report.gain >= 1.3
    assert report.min_text_px >= 15.0


@pytest.mark.parametrize("ratio", ["16:9", "9:16", "1:1"])
def test_a_hundred_people_gain_much(ratio: str) -> None:
    chart = CASES["many"]
    report = fit(chart, arrangements(chart, THEME), THEME, CompileOptions(size=ratio)).report
    assert report.fill >= 0.75
    assert report.gain >= 3.0


# Shrinking is left out: a failing drawing takes minutes to shrink, and the lint names what is wrong anyway.
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(diagrams("org-chart"))
def test_generated_charts_are_clean(chart: OrgChart) -> None:
    # The author's colours may be unreadable; all else is ours.
    assert faults(arrangements(chart, THEME), contrast=False) == []


def test_frames_hold_exactly_their_people() -> None:
    members = {"works": {"b", "d", "e", "f"}, "inner": {"d", "f"}, "later": set()}
    for arrangement in arrangements(FULL, THEME):
        drawing = arrangement.draw()
        nodes, frames = clusters(drawing, "node"), clusters(drawing, "group")
        assert set(frames) == set(members), "a team that is no subtree has no frame"
        for team, inside in members.items():
            frame = box_of(frames[team])
            found = {
                id
                for id, node in nodes.items()
                if frame.x < box_of(node).center[0] < frame.right
                and frame.y < box_of(node).center[1] < frame.bottom
            }
            assert found == inside, (arrangement.name, team)


def test_teams_across_the_lines_are_tags() -> None:
    nodes = clusters(arrangements(FULL, THEME)[0].draw(), "node")
    tagged = {id for id, node in nodes.items() if "Fair team" in words(node.items)}
    assert tagged == {"g", "i"}


def test_vacant_posts_are_dashed_and_say_so() -> None:
    nodes = clusters(arrangements(FULL, THEME)[0].draw(), "node")
    for id, node in nodes.items():
        card = next(item for item in node.items if isinstance(item, Shape))
        assert (card.line == "dashed") == (id in ("e", "h")), id
        assert words(node.items).lower().count("vacant") == (1 if id in ("e", "h") else 0)


def test_dotted_lines_are_dashed_with_a_head() -> None:
    drawn = {(edge.source, edge.target): edge for edge in edges(arrangements(FULL, THEME)[0].draw())}
    for ends in (("b", "c"), ("f", "c"), ("f", "g"), ("j", "b")):
        assert drawn[ends].line == "dashed"
        assert drawn[ends].target_head == "arrow"
    assert drawn[("a", "b")].line == "solid"


def test_assistants_stand_between_their_boss_and_the_reports() -> None:
    nodes = clusters(arrangements(FULL, THEME)[0].draw(), "node")
    boss, report = box_of(nodes["a"]), box_of(nodes["b"])
    for id in ("pa", "pc"):
        box = box_of(nodes[id])
        assert boss.bottom < box.y
        assert box.bottom < report.y


def test_initials_stand_for_pictures() -> None:
    assert [
        initials(name) for name in ("Ada Quist", "ada", "Jean-Luc van der Berg", "佐藤 花子", "…", "")
    ] == [
        "AQ",
        "A",
        "JB",
        "佐花",
        "",
        "",
    ]
    shown = clusters(arrangements(FULL, THEME)[0].draw(), "node")
    assert "AQ" in words(shown["a"].items)
    plain = clusters(arrangements(CASES["library"], THEME)[0].draw(), "node")
    assert "IF" not in words(plain["Ines Falk"].items)


def test_a_dotted_line_goes_round_on_the_outermost_lane() -> None:
    """Notes beside the head leave only its outer side, and no lane lies further out."""
    people = (
        Person(id="a", label='say "hi"', title='say "hi"', department="<script>alert(1)</script>"),
        Person(id="c", label='say "hi"', title='say "hi"', department='say "hi"', reports_to="a"),
        Person(id="y", label='say "hi"', department='say "hi"', reports_to="c", dotted=("a",)),
        Person(id="z", label='say "hi"', title='say "hi"', department='say "hi"', reports_to="a"),
    )
    notes = (Note(text='say "hi"', targets=("a",), side="bottom"),) * 2
    assert faults(arrangements(OrgChart(people=people, notes=notes), THEME)) == []


def test_nobody_stands_alone_beside_a_trunk_that_goes_on() -> None:
    children = [[1, 2, 3, 4], [], [], [], []]
    tree = Tree(0, children, lambda node, mode: Head(100.0, 40.0, 50.0, 20.0), GAPS, {})
    rows = [plan.rows for plan in shapes(tree, lambda node: ("rows",))]
    assert (2, 2) in rows
    assert all(min(counts[:-1]) > 1 for counts in rows)


def test_reports_in_an_outline_stand_in_line() -> None:
    """One who stands in an outline and has reports of their own in pairs would be out of line, and half of the pairs in it."""
    chart = many(30)
    tree = Tree(
        0,
        [
            [i for i, person in enumerate(chart.people) if person.reports_to == boss.id]
            for boss in chart.people
        ],
        lambda node, mode: Head(100.0, 40.0, 50.0, 20.0),
        GAPS,
        {},
    )
    pending = shapes(tree, lambda node: ("row", "stack", "pairs", "columns"), HANGING)
    outlines = 0
    while pending:
        plan = pending.pop()
        pending.extend(plan.parts)
        if plan.mode in ("stack", "columns"):
            outlines += 1
            assert {part.mode for part in plan.parts} <= {"leaf", "stack"}
    assert outlines


COLLEGE = """Ada
  Bo
    Cy
      Di
      Ed
    Flo
      Gus
      Hal
  Ida
    Jo
    Kim
  Lou
    May
    Ned"""


def test_on_a_wide_canvas_leaders_stand_in_rows_and_their_reports_hang() -> None:
    college = from_outline(COLLEGE)
    fitted = fit(college, arrangements(college, THEME), THEME, CompileOptions(size="16:9"))
    assert fitted.report.chosen.startswith("downwards, reports hanging")
    assert fitted.report.gain >= 1.3
    cards = {id: box_of(card) for id, card in clusters(fitted.scene.drawing, "node").items()}
    for leaders in (("Bo", "Ida", "Lou"), ("Cy", "Flo")):
        assert len({cards[name].y for name in leaders}) == 1
    for head, reports in (("Cy", ("Di", "Ed")), ("Ida", ("Jo", "Kim")), ("Lou", ("May", "Ned"))):
        first, second = (cards[name] for name in reports)
        assert first.x == second.x
        assert cards[head].x < first.x < cards[head].right
        assert cards[head].bottom < first.y < second.y


def test_a_line_that_is_nearly_straight_is_straight() -> None:
    chart = from_outline("Top\n  A\n    A1\n    A2\n  B\n    B1\n  C\n    C1\n    C2\n    C3")
    drawing = arrangements(chart, THEME)[0].draw()
    cards = {id: box_of(card) for id, card in clusters(drawing, "node").items()}
    off = [abs(cards[boss].center[0] - cards[kid].center[0]) for boss, kid in (("Top", "B"), ("B", "B1"))]
    assert all(distance < 0.01 or distance > cards["Top"].width / 3 for distance in off)
    assert off[1] < 0.01


def test_rows_are_even_where_the_last_one_would_be_of_few() -> None:
    head = Head(100.0, 50.0, 50.0, 25.0)
    tree = Tree(0, [list(range(1, 18)), *([] for _ in range(17))], lambda node, mode: head, GAPS, {})
    by_count = {len(plan.rows): plan.rows for plan in shapes(tree, lambda node: ("rows",))}
    assert by_count[4] == (5, 5, 5, 2)
    assert by_count[5] == (4, 4, 3, 3, 3)


def test_a_card_in_the_author_s_colour_has_no_border_or_edge_in_another() -> None:
    people = (
        Person(id="a"),
        Person(id="b", reports_to="a", style=Style(fill="#115500")),
        Person(id="c", reports_to="a", style=Style(fill="#ddeedd", stroke="#115500")),
    )
    cards = clusters(arrangements(OrgChart(people=people), THEME)[0].draw(), "node")
    shapes = {
        id: {item.role: item for item in card.items if isinstance(item, Shape)} for id, card in cards.items()
    }
    assert shapes["b"]["node-shape"].stroke == "#115500"
    assert "accent" not in shapes["b"]
    assert shapes["c"]["accent"].fill == "#115500"


@pytest.mark.parametrize("size", ["16:9", "1:1", "9:16"])
def test_somebody_alone_takes_the_shape_of_the_canvas(size: str) -> None:
    alone = OrgChart(people=(Person(id="Ada Quist", title="Director"),))
    assert fit(alone, arrangements(alone, THEME), THEME, CompileOptions(size=size)).report.fill >= 0.75


@pytest.mark.parametrize(
    ("heights", "apart"), [((300, 40, 50), 2), ((300, 90, 180), 1.5), ((100, 100, 100), 1)]
)
def test_columns_of_unlike_branches_end_nearer_to_each_other(heights: tuple[int, ...], apart: float) -> None:
    children = [[1, 2, 3], *([] for _ in heights)]

    def head(node: int, mode: str) -> Head:
        return Head(100.0, 50.0 if node == 0 else heights[node - 1], 50.0, 25.0)

    tree = Tree(0, children, head, GAPS, {})
    leaves = tuple(Plan(node, "leaf", (), (), 100.0, height) for node, height in enumerate(heights, 1))
    blocks = place(tree, Plan(0, "columns", leaves, (1, 2), 0.0, 0.0)).blocks
    assert blocks[3].y - blocks[2].bottom == apart * GAPS.between
