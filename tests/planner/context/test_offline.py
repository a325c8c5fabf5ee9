"""Files beside a prompt for the offline planner, and for whoever calls it."""

from __future__ import annotations

from pathlib import Path

import pytest

import diagramc
from diagramc.errors import SourceError, UsageError
from diagramc.ir.base import plain
from diagramc.planner.context import MAX_CONTEXTS, Context, quotations, read_contexts
from diagramc.planner.offline import OfflinePlanner
from diagramc.planner.planning import plan_prompt

SQL = """
create table customer (id int primary key, name text);
create table customer_order (id int primary key, customer_id int not null references customer);
create table product (id int primary key);
"""
SCHEMA = Context("schema.sql", "sql", SQL)
README = Context(
    "README.md",
    "markdown",
    "# Boat yard\n\nThe yard office asks the **harbour master** for a berth. The harbour master informs the yard office.\n\n```sh\nrm -rf x\n```\n",
)


def test_what_a_file_states_is_drawn_without_a_model() -> None:
    plan = OfflinePlanner().plan("our database", "er", [SCHEMA])
    assert [entity.id for entity in plan.diagram.entities] == ["customer", "customer-order", "product"]  # type: ignore[attr-defined]
    assert plain(plan.diagram.title) == "Our database"
    assert [d.code for d in plan.diagnostics] == ["context.drawn"]
    assert plan.diagram.provenance is not None
    assert plan.diagram.provenance.planner == "offline"


@pytest.mark.parametrize(
    ("prompt", "type", "wanted"),
    [
        ("our database", None, "er"),
        ("an er diagram of our database", None, "er"),
        ("a flowchart of the sign-up", None, "flowchart"),
        ("the sign-up", "flowchart", "flowchart"),
    ],
)
def test_the_prompt_or_the_file_says_the_type(prompt: str, type: str | None, wanted: str) -> None:
    plan = OfflinePlanner().plan(prompt, type, [SCHEMA])
    assert plan.diagram.type == wanted
    unused = [d.message for d in plan.diagnostics if d.code == "context.unused"]
    assert unused == (
        [] if wanted == "er" else ["no flowchart diagram stands in schema.sql; it could be drawn as er"]
    )


def test_only_the_parts_that_the_prompt_names_with_only() -> None:
    plan = OfflinePlanner().plan("only customers and their customer orders", "er", [SCHEMA])
    assert [entity.id for entity in plan.diagram.entities] == ["customer", "customer-order"]  # type: ignore[attr-defined]
    assert len(plan.diagram.relationships) == 1  # type: ignore[attr-defined]


def test_the_prose_of_a_page_is_read_as_more_of_the_prompt() -> None:
    plan = OfflinePlanner().plan("How we get a berth", "sequence", [README])
    assert [plain(p.label) for p in plan.diagram.participants] == ["Yard office", "Harbour master"]  # type: ignore[attr-defined]
    assert "rf x" not in repr(plan.diagram)


def test_files_and_texts_are_bounded_and_checked(tmp_path: Path) -> None:
    binary = tmp_path / "x.bin"
    binary.write_bytes(b"ab\0cd")
    for wrong in ([tmp_path], [binary], [tmp_path / "none"], ["x" * 1_000_001], ["x"] * (MAX_CONTEXTS + 1)):
        with pytest.raises(SourceError):
            read_contexts(wrong)
    (context,) = read_contexts(["create table a (id int);\x00\x1b[31m"])
    assert (context.language, context.text) == ("sql", "create table a (id int);[31m")


def test_long_files_are_cut_and_short_ones_leave_them_room() -> None:
    long = Context("long.txt", "text", "word\n" * 2000)
    short = Context("short.txt", "text", "brief")
    quoted, remarks = quotations([long, short], 1000)
    assert quoted[1].text == "brief"
    assert 980 <= len(quoted[0].text) <= 995
    assert [d.code for d in remarks] == ["context.cut"]
    assert "long.txt" in remarks[0].message


def test_from_python_paths_and_texts(tmp_path: Path) -> None:
    file = tmp_path / "schema.sql"
    file.write_text(SQL)
    one = diagramc.plan("our database", planner="offline", context=[file])
    other = diagramc.plan("our database", planner="offline", context=[SQL])
    assert one.type == other.type == "er"
    assert one.provenance is not None
    assert other.provenance is not None
    assert (one.provenance.context, other.provenance.context) == (("schema.sql",), ("context 1",))
    assert one.provenance.hash != other.provenance.hash
    result = diagramc.compile("our database", language="prompt", planner="offline", context=[file])
    assert "customer_order" in result.svg
    with pytest.raises(UsageError, match="go with a prompt"):
        diagramc.compile("flowchart TD\n a --> b", context=[file])


def test_a_lock_plans_once_for_a_prompt_a_type_and_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = tmp_path / "plans.lock"
    made: list[str] = []
    real = OfflinePlanner.plan

    def counted(self: OfflinePlanner, prompt: str, *rest: object) -> object:
        made.append(prompt)
        return real(self, prompt, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(OfflinePlanner, "plan", counted)
    first = plan_prompt("our database", planner="offline", context=[SQL], lock=lock)
    again = plan_prompt("our database", planner="offline", context=[SQL], lock=lock)
    assert first.diagram == again.diagram
    assert [d.code for d in again.diagnostics] == ["plan.kept"]
    assert len(made) == 1
    plan_prompt("our database", planner="offline", context=[SQL + "create table x (id int);"], lock=lock)
    plan_prompt("our database", "er", planner="offline", context=[SQL], lock=lock)
    plan_prompt("our database", planner="offline", lock=lock)
    assert len(made) == 4
    assert again.diagram.provenance is not None
    assert again.diagram.provenance.prompt == "our database"
    before = lock.read_bytes()
    plan_prompt("our database", planner="offline", lock=lock)
    assert lock.read_bytes() == before
