"""The planning benchmark measures what it says: its own references are diagrams, its scores count, its baseline compares."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.planning.graphs import Graph, graph_of
from benchmarks.planning.measure import measure
from benchmarks.planning.own import architecture, class_diagram, er, org_chart, own_sets, timeline
from benchmarks.planning.report import differences, save
from benchmarks.planning.scoring import score
from benchmarks.planning.sets import Case, read_sets
from diagramc.passes.validate import validate
from diagramc.planner.offline import OfflinePlanner

SETS = own_sets()


@pytest.mark.parametrize("type", ["architecture", "er", "mindmap", "org-chart", "timeline"])
def test_own_sets_are_varied_and_their_references_are_valid(type: str) -> None:
    cases = SETS[type]
    assert len(cases) >= 25
    assert len({case.prompt for case in cases}) == len({case.id for case in cases}) == len(cases)
    assert {"terse", "chatty", "bulleted", "readme", "typos"} <= {case.style for case in cases}
    for case in cases:
        assert case.reference.type == type
        assert not validate(case.reference), case.id
        assert graph_of(case.reference).edges, case.id


def test_own_class_exercises_have_valid_references() -> None:
    cases = SETS["class"]
    assert len({case.prompt for case in cases}) == len({case.id for case in cases}) == len(cases) >= 15
    for case in cases:
        assert case.reference.type == "class"
        assert not validate(case.reference), case.id
        assert graph_of(case.reference).edges, case.id


def test_shorthands_become_ir() -> None:
    chart = org_chart({"Ann, CEO": {"Bob, CTO": ["Developer"]}})
    assert [(p.label, p.title, p.reports_to) for p in chart.people] == [
        ("Ann", "CEO", None),
        ("Bob", "CTO", "ann-ceo"),
        ("Developer", None, "bob-cto"),
    ]
    relation = er({"entities": {"A": ["x"], "B": []}, "relationships": ["A 0..1 -- * B: has"]}).relationships[
        0
    ]
    assert (relation.source_cardinality, relation.target_cardinality, relation.label) == (
        "zero-or-one",
        "zero-or-more",
        "has",
    )
    drawn = class_diagram({"classes": {"A": ["x"], "B": []}, "relations": ["A -- B", "B is A"]})
    assert [(r.source, r.target, r.kind) for r in drawn.relations] == [
        ("a", "b", "association"),
        ("b", "a", "inheritance"),
    ]
    built = architecture({"connections": ["a -> b: HTTP"], "groups": {"Cloud": ["b", "c"]}})
    assert graph_of(built) == Graph(["a", "b", "c"], [(0, 1)], [(1, "Cloud"), (2, "Cloud")])
    assert graph_of(timeline({"sections": {"S": {"2001": ["x", "y"]}}})).edges == [(0, 1), (0, 2)]
    with pytest.raises(ValueError, match="not a relationship"):
        er({"entities": {}, "relationships": ["A has B"]})


def test_scores_count_matched_ends() -> None:
    wanted = Graph(["Check order", "Ship goods", "Send invoice"], [(0, 1), (1, 2)])
    found = Graph(["Check the order", "Send the invoice"], [(0, 1)])
    scores = score(found, wanted)
    assert (scores.nodes.hits, scores.nodes.found, scores.nodes.wanted) == (2, 2, 3)
    assert (scores.edges.hits, scores.edges.found, scores.edges.wanted) == (0, 1, 2)
    turned = Graph(["Ship goods", "Check order"], [(0, 1)])
    assert score(turned, wanted).edges.hits == 0
    assert score(turned, wanted, directed=False).edges.hits == 1


def test_a_prompt_with_several_references_is_scored_against_the_best(tmp_path: Path) -> None:
    rows = [
        {
            "id": str(i),
            "type": "flowchart",
            "prompt": "Boil points to Pour. Pour points to Boil.",
            "reference": "",
            "reference_graph": graph,
        }
        for i, graph in enumerate(
            (
                {"nodes": ["X"], "edges": []},
                {"nodes": ["Boil", "Pour"], "edges": [["Boil", "Pour"], ["Pour", "Boil"]]},
            )
        )
    ]
    path = tmp_path / "flowlearn-sim.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (case,) = read_sets(tmp_path, ["flowlearn-sim"])["flowlearn-sim"]
    assert case.ids == ("0", "1")
    figures = measure([case], OfflinePlanner(), tools=False)
    assert (figures.scores.nodes.f1, figures.scores.edges.f1, figures.valid) == (1.0, 1.0, 1)


def test_a_refused_prompt_counts_as_an_empty_diagram() -> None:
    figures = measure([Case(("1",), "flowchart", "?!", (Graph(["A"], []),))], OfflinePlanner(), tools=False)
    assert (figures.prompts, figures.planned, figures.scores.nodes.wanted) == (1, 0, 1)


def test_differences_from_a_saved_baseline(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    saved = {"prompts": 3, "accepted": {"mermaid": 1.0}, "nodes": {"f1": 0.5}, "seconds_per_prompt": 1.0}
    save(path, {"one": saved})
    save(path, {"two": saved, "one": {**saved, "accepted": {}}})
    assert json.loads(path.read_text(encoding="utf-8"))["one"]["accepted"] == {"mermaid": 1.0}
    assert list(differences(path, {"one": {**saved, "seconds_per_prompt": 9.0}})) == [
        "no difference from the baseline"
    ]
    assert "3 prompts, not 2" in next(differences(path, {"one": {**saved, "prompts": 2}}))
    better = {**saved, "nodes": {"f1": 0.75}}
    (told,) = differences(path, {"two": better})
    assert told.split() == ["two", "nodes.f1", "0.500", "->", "0.750", "(+0.250)"]
