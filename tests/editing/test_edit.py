"""Edits from Python: patches, references, documents, pages, line ends; and what is refused."""

from __future__ import annotations

import pytest

import diagramc
from diagramc.editing.faults import EditError
from diagramc.editing.patch import Patch, read_patch, to_json
from diagramc.editing.resolve import resolve
from diagramc.errors import SourceError, UsageError
from diagramc.ir.flowchart import Flow, Flowchart, FlowNode

SHOP = Flowchart(
    nodes=(
        FlowNode(id="web", label="Web shop"),
        FlowNode(id="api", label="API server"),
        FlowNode(id="orders_db", label="Orders database"),
        FlowNode(id="users_db", label="Users database"),
        FlowNode(id="log", label="Access logs"),
    ),
    edges=(Flow(source="web", target="api"), Flow(source="api", target="orders_db", label="SQL")),
)
FLOW = "flowchart LR\n    api[API] --> db[(Database)]\n    %% kept\n"


def code_of(caught: pytest.ExceptionInfo[EditError]) -> str:
    return caught.value.diagnostics[0].code


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("web", "web"),
        ("the Web Shop", "web"),
        ('"Web shop"', "web"),
        ("web shops", "web"),
        ("the API", "api"),
        ("api servr", "api"),
        ("API server node", "api"),
        ("the access log", "log"),
        ("orders DB", "orders_db"),
        ("the user database", "users_db"),
    ],
)
def test_an_element_is_found_by_what_people_call_it(words: str, id: str) -> None:
    assert resolve(SHOP, words) == id


def test_what_could_be_several_is_refused_with_their_names() -> None:
    with pytest.raises(EditError) as caught:
        resolve(SHOP, "the database")
    assert code_of(caught) == "edit.ambiguous"
    hint = caught.value.diagnostics[0].hint or ""
    assert "'Orders database' (id orders_db)" in hint
    assert "'Users database' (id users_db)" in hint


def test_what_is_not_there_is_refused_with_the_names_that_are() -> None:
    with pytest.raises(EditError) as caught:
        resolve(SHOP, "the firewall")
    assert code_of(caught) == "edit.unknown"
    assert "'Web shop'" in (caught.value.diagnostics[0].hint or "")


def test_a_diagram_is_changed_by_a_sentence_and_left_as_it_was() -> None:
    made = diagramc.edit(
        SHOP, "add a cache between the API server and the orders database", planner="offline"
    )
    assert [node.id for node in made.diagram.nodes] == ["web", "api", "cache", "orders_db", "users_db", "log"]  # type: ignore[attr-defined]
    assert made.steps == ["add 'Cache' between 'API server' and 'Orders database'"]
    assert "+    label: Cache\n" in made.diff
    assert made.text is None
    assert len(SHOP.nodes) == 5


def test_the_patch_of_a_change_makes_it_again() -> None:
    first = diagramc.edit_text(
        FLOW, "rename API to Gateway; colour it red", language="mermaid", planner="offline"
    )
    patch = read_patch(to_json(first.patch))
    assert patch == first.patch
    assert diagramc.edit_text(FLOW, patch, language="mermaid").text == first.text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"type": "flowchart", "steps": []}',
        '{"type": "flowchart", "steps": [{"op": "melt"}]}',
        '{"type": "flowchart", "steps": [{"op": "remove", "target": "a", "file": "/etc/passwd"}]}',
        '{"type": "flowchart", "steps": [{"op": "rename", "target": "a", "label": "' + "x" * 3000 + '"}]}',
        '{"type": "flowchart", "diagramc_patch": 9, "steps": [{"op": "remove", "target": "a"}]}',
        "[" * 5000,
    ],
)
def test_what_is_no_patch_is_refused(text: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_patch(text)
    assert caught.value.diagnostics[0].code == "edit.patch"


def test_a_patch_for_another_type_is_refused() -> None:
    patch = Patch(type="class", steps=(diagramc.edit(SHOP, "remove the log", planner="offline").patch.steps))
    with pytest.raises(EditError) as caught:
        diagramc.edit_text(FLOW, patch, language="mermaid")
    assert code_of(caught) == "edit.patch"


def test_a_text_with_errors_is_told_at_its_place() -> None:
    with pytest.raises(SourceError) as caught:
        diagramc.edit_text("flowchart LR\n  a --> [\n", "remove a", language="mermaid", planner="offline")
    assert caught.value.diagnostics[0].code == "parse.syntax"


def test_line_ends_and_byte_order_mark_stay() -> None:
    text = ("\ufeff" + FLOW.replace("\n", "\r\n")).encode()
    made = diagramc.edit_text(text, "rename API to Gateway", language="mermaid", planner="offline")
    assert made.text == "\ufeffflowchart LR\r\n    api[Gateway] --> db[(Database)]\r\n    %% kept\r\n"


def test_a_diagram_of_a_page_is_chosen_by_number_or_line() -> None:
    page = f"# A\n\n```mermaid\n{FLOW}```\n\n```mermaid\n{FLOW}```\n"
    by_number = diagramc.edit_text(page, "remove the API", file="a.md", fence=2, planner="offline")
    by_line = diagramc.edit_text(page, "remove the API", file="a.md", line=10, planner="offline")
    assert by_number.text == by_line.text
    assert by_number.text is not None
    assert by_number.text.startswith(
        f"# A\n\n```mermaid\n{FLOW}```\n\n```mermaid\nflowchart LR\n    db[(Database)]\n"
    )
    with pytest.raises(SourceError) as caught:
        diagramc.edit_text(page, "remove the API", file="a.md", planner="offline")
    assert caught.value.diagnostics[0].code == "parse.several"
    with pytest.raises(EditError):
        diagramc.edit_text(page, "remove the API", file="a.md", line=1, planner="offline")


def test_what_cannot_be_spliced_is_refused_unless_it_may_be_written_anew() -> None:
    text = "@startuml\nstart\n:Read;\n:Write;\nstop\n@enduml\n"
    with pytest.raises(EditError) as caught:
        diagramc.edit_text(text, "connect Write to Read", language="plantuml", planner="offline")
    assert code_of(caught) == "edit.unsafe"
    made = diagramc.edit_text(
        text, "connect Write to Read", language="plantuml", planner="offline", rewrite=True
    )
    assert [d.code for d in made.diagnostics] == ["edit.rewritten"]
    assert diagramc.parse(made.text or "", "plantuml") == made.diagram


def test_fence_is_for_pages() -> None:
    with pytest.raises(UsageError):
        diagramc.edit_text(FLOW, "remove the API", language="mermaid", fence=1)


@pytest.mark.parametrize(
    "change",
    [
        "",
        "   ",
        "make it pop",
        "'rename API to X'",
        "rename to",
        "add",
        "x" * 5000,
        "remove API --> db [(; rm -rf /",
    ],
)
def test_what_is_no_command_changes_nothing(change: str) -> None:
    with pytest.raises(SourceError):
        diagramc.edit_text(FLOW, change, language="mermaid", planner="offline")


@pytest.mark.parametrize(
    "label",
    [
        'x"] --> evil',
        "x\n!include /etc/passwd",
        "</style><script>alert(1)</script>",
        "@enduml\n@startuml",
        "%%{init: {}}%%",
        "'; drop",
        "$eval(1)",
        "{{x}} !define y",
    ],
)
@pytest.mark.parametrize("language", ["mermaid", "plantuml", "dot"])
def test_a_label_is_never_more_than_a_label(language: str, label: str) -> None:
    from diagramc.editing.patch import Rename

    text = diagramc.lower(SHOP, {"dot": "graphviz"}.get(language, language))
    patch = Patch(type="flowchart", steps=(Rename(target="api", label=label),))
    try:
        made = diagramc.edit_text(
            text, patch, language=language, type="flowchart" if language == "dot" else None
        )
    except EditError:
        return  # nothing was written
    again = diagramc.parse(made.text or "", language)
    assert len(again.nodes) == len(SHOP.nodes)  # type: ignore[attr-defined]
    assert len(again.edges) == len(SHOP.edges)  # type: ignore[attr-defined]


def test_quotes_in_a_change_are_kept_whole() -> None:
    made = diagramc.edit(SHOP, "rename log to 'and remove web; then stop'", planner="offline")
    assert made.steps == ["rename 'Access logs' to 'and remove web; then stop'"]
