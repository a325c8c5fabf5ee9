"""Icons of nodes: drawn wherever the IR has them, the user's own before the shipped ones, unknown ones reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from diagramc.errors import UsageError
from diagramc.ir.architecture import Architecture, Boundary, Service
from diagramc.ir.base import Diagram
from diagramc.ir.flowchart import Flowchart, FlowNode
from diagramc.ir.mindmap import MindMap, Topic
from diagramc.ir.org_chart import OrgChart, Person
from diagramc.pipeline import compile
from diagramc.result import Result
from diagramc.scene.icons import _aliases, find_icon, icon_names, nearest_icons
from diagramc.scene.model import Cluster, Icon, Stroke
from tests.cli.command import run
from tests.scene_lint import lint, walk_items

OWN = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#f90" d="M2 2h20v20H2z"/></svg>'
)


def with_icon(name: str) -> dict[str, Diagram]:
    return {
        "flowchart": Flowchart(
            nodes=(FlowNode(id="a", label="A", icon=name), FlowNode(id="b", icon=name, label=""))
        ),
        "architecture": Architecture(
            services=(Service(id="a", icon=name, group="g"),), groups=(Boundary(id="g", icon=name),)
        ),
        "mindmap": MindMap(topics=(Topic(id="a", icon=name), Topic(id="b", parent="a", icon=name))),
        "org-chart": OrgChart(
            people=(Person(id="a", picture=name), Person(id="b", reports_to="a", picture=name))
        ),
    }


TYPES = tuple(with_icon("user"))


def icons_of(result: Result) -> list[str]:
    return [item.name for item in walk_items(result.scene.drawing.items) if isinstance(item, Icon)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "icons" / "aws").mkdir(parents=True)
    (tmp_path / "icons" / "aws" / "Lambda.svg").write_text(OWN)
    (tmp_path / "icons" / "mdi-owl.svg").write_text(OWN)
    (tmp_path / "icons" / "user.svg").write_text(OWN)
    (tmp_path / "icons" / "broken.svg").write_text("<svg><g>")
    return tmp_path / "icons"


@pytest.mark.parametrize("type", TYPES)
def test_an_icon_is_drawn_wherever_the_ir_has_one(type: str) -> None:
    result = compile(with_icon("fa:fa-shopping-cart")[type], size="16:9")
    assert icons_of(result) == ["shopping-cart", "shopping-cart"]
    assert [d.code for d in result.diagnostics] == []
    assert lint(result.scene.drawing) == []


@pytest.mark.parametrize("type", TYPES)
def test_an_icon_of_the_users_own_goes_first(type: str, folder: Path) -> None:
    result = compile(with_icon("user")[type], icons=folder)
    drawn = [
        item
        for cluster in walk_items(result.scene.drawing.items)
        if isinstance(cluster, Cluster)
        for item in cluster.items
        if isinstance(item, Stroke) and item.role == "icon-part"
    ]
    assert [part.fill for part in drawn] == ["#f90", "#f90"]
    assert icons_of(result) == []
    assert lint(result.scene.drawing) == []
    assert result.png().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "name", ["aws:lambda", "aws/lambda", "AWS:Lambda", "aws/lambda.svg", "mdi:owl", "User"]
)
def test_names_of_packs_are_found_in_the_folder(name: str, folder: Path) -> None:
    result = compile(with_icon(name)["flowchart"], icons=folder)
    assert "#f90" in result.svg
    assert result.diagnostics == ()


@pytest.mark.parametrize("type", ["flowchart", "architecture", "mindmap"])
def test_an_unknown_icon_is_reported_with_the_nearest_names(type: str) -> None:
    remarks = compile(with_icon("databse")[type]).diagnostics
    assert [(d.code, d.message) for d in remarks] == [
        ("layout.icon", "no icon is called 'databse'; did you mean database, sql-database or date?")
    ]


def test_an_unknown_icon_is_reported_at_its_place() -> None:
    source = "flowchart LR\n  a --> b\n  b[fa:fa-nonsuchthing B]\n"
    remark = next(d for d in compile(source, language="mermaid").diagnostics if d.code == "layout.icon")
    assert remark.span is not None
    assert remark.span.line in (2, 3)


def test_a_picture_of_a_person_that_is_not_there_is_told_and_initials_drawn() -> None:
    result = compile(OrgChart(people=(Person(id="a", label="Ada Lovelace", picture="photos/ada.jpg"),)))
    assert [d.code for d in result.diagnostics] == ["layout.picture"]
    assert ">AL<" in result.svg


def test_a_broken_file_is_told_at_its_place_and_replaced(folder: Path) -> None:
    result = compile(with_icon("broken")["architecture"], icons=folder)
    (remark,) = result.diagnostics
    assert remark.code == "layout.icon-file"
    assert remark.span is not None
    assert remark.span.file.endswith("broken.svg")
    assert icons_of(result) == ["box"]


def test_only_the_folder_is_read(folder: Path) -> None:
    (folder.parent / "secret.svg").write_text(OWN)
    (folder / "hop.svg").symlink_to(folder.parent / "secret.svg")
    for name in ("../secret", "/etc/passwd", "hopp", "hop", str(folder.parent / "secret")):
        result = compile(with_icon(name)["flowchart"], icons=folder)
        assert [d.code for d in result.diagnostics] == ["layout.icon"], name
        assert "#f90" not in result.svg
    assert "#f90" not in compile(with_icon("user")["flowchart"]).svg


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    for diagram in (with_icon("user")["flowchart"], Flowchart(nodes=(FlowNode(id="a"),))):
        with pytest.raises(UsageError) as told:
            compile(diagram, icons=tmp_path / "missing")
        assert [d.code for d in told.value.diagnostics] == ["option.icons"]


@pytest.mark.parametrize(
    ("said", "ours"),
    [
        ("fa:fa-user", "user"),
        ("logos:aws-lambda", "square-function"),
        ("aws:Lambda", "square-function"),
        ("mdi:database", "database"),
        ("mdi:account-outline", "user"),
        ("logos:postgresql", "database"),
        ("devicon:redis", "zap"),
        ("logos:kubernetes-icon", "boxes"),
        ("simple-icons:apache_kafka", "list"),
        ("azure:SqlDatabase", "database"),
        ("Amazon-S3", "archive"),
        ("fab fa-docker", "container"),
        ("lucide:rocket", "rocket"),
        ("fab:fa-react", None),
        ("", None),
        ("-icon", None),
    ],
)
def test_names_of_other_sets_mean_the_nearest_kind_where_that_is_sure(said: str, ours: str | None) -> None:
    assert find_icon(said) == ours


@pytest.mark.parametrize(
    ("label", "icon"),
    [
        ("API gateway", "router"),
        ("Load balancer", "split"),
        ("Order database", "database"),
        ("Web front-end", "app-window"),
        ("Auth", "shield-check"),
        ("Payment provider", "box"),
        ("", "box"),
        ("订单", "box"),
    ],
)
def test_a_service_like_any_other_has_the_picture_of_its_name(label: str, icon: str) -> None:
    result = compile(Architecture(services=(Service(id="s", label=label),)))
    assert icons_of(result) == [icon]
    assert icons_of(compile(Architecture(services=(Service(id="s", label=label, kind="disk"),)))) == [
        "hard-drive"
    ]


def test_aliases_are_of_icons_that_exist() -> None:
    assert set(_aliases().values()) - set(icon_names()) == set()
    # One that is spelt like an icon would never be looked up.
    assert set(_aliases()) & set(icon_names()) == set()
    assert nearest_icons("kubernets")[0] == "kubernetes"


def test_the_command_line_takes_a_folder_and_lists_the_names(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "a.mmd").write_text('flowchart LR\n a@{ icon: "aws:lambda", label: "A" }\n')
    assert run("compile", "a.mmd", "--icons", "icons", folder=tmp_path).code == 0
    assert "#f90" in (tmp_path / "a.svg").read_text()
    assert b"shopping-cart\n" in run("themes", "--icons", folder=tmp_path).out
