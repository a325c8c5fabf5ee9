"""Is the diagram about the prompt? Leaks of the example, and too few of the prompt's own words."""

from __future__ import annotations

import pytest

from diagramc.ir.architecture import Architecture, Boundary, Connection, Service
from diagramc.ir.base import Diagram
from diagramc.ir.flowchart import Flow, Flowchart, FlowNode
from diagramc.ir.sequence import Fragment, Message, Operand, Participant, Sequence
from diagramc.ir.timeline import Period, Timeline
from diagramc.planner.llm.review import review, words

EXAMPLE = ("Feed the starter", "Bake the loaf", "Weigh")


def chart(*labels: str) -> Flowchart:
    """The labels, one after the other."""
    nodes = tuple(FlowNode(id=str(n), label=label) for n, label in enumerate(labels))
    edges = tuple(Flow(source=str(n), target=str(n + 1)) for n in range(len(labels) - 1))
    return Flowchart(nodes=nodes, edges=edges)


@pytest.mark.parametrize(
    ("prompt", "labels", "codes"),
    [
        ("Pay the invoice", ["Invoice paid"], []),
        ("Paying invoices by wire", ["Payment", "Invoice"], []),
        ("Pay the invoice", ["Feed the starter", "Bake the loaf"], ["model.example"]),
        ("Pay the invoice", ["Pay invoice", "bake  the LOAF"], ["model.example"]),
        ("Pay the invoice", ["Pay invoice", "Check sum", "Archive", "Bake the loaf"], []),
        ("Bake a loaf and weigh it", ["Bake the loaf", "Weigh"], []),
        ("Pay the invoice", ["Water the plants"], ["model.off-topic"]),
        ("支払い処理の流れ", ["支払い", "処理"], []),
        ("支払い処理の流れ", ["天気"], ["model.off-topic"]),
        ("Оплата счёта", ["Счёт", "Оплата"], []),
        ("Paying by wire", ["Pay"], []),
        ("Pay by wire", ["Payment"], []),
        ("Show me the flow", ["Begin"], []),
        ("userLogin and order_item", ["Log in user", "Order", "Item"], []),
    ],
)
def test_review(prompt: str, labels: list[str], codes: list[str]) -> None:
    assert [d.code for d in review(chart(*labels), prompt, EXAMPLE)] == codes


def test_an_id_counts_where_it_is_what_is_shown() -> None:
    assert review(Flowchart(nodes=(FlowNode(id="invoice"),)), "Pay the invoice", EXAMPLE) == ()


def test_a_long_prompt_needs_only_a_few_of_its_words() -> None:
    prompt = " ".join(f"{letter * 4}word" for letter in "abcdefghijklmnopqrstuvwxyz")
    assert review(chart("aaaa bbbb cccc dddd eeee"), prompt, EXAMPLE) == ()
    assert review(chart("aaaa bbbb cccc dddd"), prompt, EXAMPLE) != ()


ASK = FlowNode(id="ask", label="Paid?", kind="decision")
SHIP = FlowNode(id="ship", label="Ship")
WAIT = FlowNode(id="wait", label="Wait")
ALICE = Participant(id="alice")
BOB = Participant(id="bob")
LOOP = Fragment(kind="loop", operands=(Operand(steps=(Message(source="alice", target="bob"),)),))
API = Service(id="api", group="cloud")
STORE = Service(id="store")


@pytest.mark.parametrize(
    ("diagram", "doubts"),
    [
        (Flowchart(nodes=(ASK,)), ["the decision 'Paid?' has fewer than two edges out"]),
        (
            Flowchart(nodes=(ASK, SHIP), edges=(Flow(source="ask", target="ship"),)),
            ["the decision 'Paid?' has fewer than two edges out"],
        ),
        (
            Flowchart(
                nodes=(ASK, SHIP, WAIT),
                edges=(Flow(source="ask", target="ship"), Flow(source="ask", target="wait")),
            ),
            [],
        ),
        (
            Flowchart(nodes=(SHIP, WAIT), edges=(Flow(source="ship", target="ship"),)),
            ["'Wait' is joined to nothing"],
        ),
        (Sequence(participants=(ALICE, BOB), steps=(LOOP,)), []),
        (
            Sequence(participants=(ALICE, BOB), steps=(Message(source="alice", target="alice"),)),
            ["'bob' is joined to nothing"],
        ),
        (
            Architecture(
                services=(API, STORE),
                connections=(Connection(source="cloud", target="store"),),
                groups=(Boundary(id="cloud"),),
            ),
            [],
        ),
        (Architecture(services=(API, STORE)), ["'api' is joined to nothing", "'store' is joined to nothing"]),
    ],
)
def test_loose_ends_are_doubted(diagram: Diagram, doubts: list[str]) -> None:
    found = [d.message for d in review(diagram, "", ()) if d.code == "model.incomplete"]
    assert found == doubts


@pytest.mark.parametrize(
    ("prompt", "doubts"),
    [
        ("In 1957 Sputnik, by 1961 Gagarin", []),
        ("1957: Sputnik. 1969: Moon.", ["the year 1969 is missing"]),
        ("1957: Sputnik at 2,000 km and 1200.5 g, number 12345", []),
    ],
)
def test_years_of_a_timeline_are_not_forgotten(prompt: str, doubts: list[str]) -> None:
    diagram = Timeline(periods=(Period(id="a", label="Sputnik", start="1957"), Period(id="1961")))
    found = [d.message for d in review(diagram, prompt, ()) if d.code == "model.incomplete"]
    assert found == doubts


def test_words_come_apart_by_case_underscore_and_script() -> None:
    assert list(words("userLogin order_item 42 a ②番目")) == ["user", "login", "order", "item", "2番", "番目"]


@pytest.mark.parametrize(
    ("prompt", "label", "codes"),
    [
        ("用户提交订单，系统检查库存。", "User submits order", ["model.language", "model.off-topic"]),
        ("用户提交订单，系统检查库存。", "用户提交订单", []),
        ("Der Kunde bestellt über die API.", "Kunde bestellt", []),
        ("Клиент отправляет заказ в API.", "Клиент отправляет заказ", []),
    ],
)
def test_labels_are_in_the_script_of_the_prompt(prompt: str, label: str, codes: list[str]) -> None:
    diagram = Flowchart(nodes=(FlowNode(id="a", label=label),))
    assert sorted(d.code for d in review(diagram, prompt, ())) == codes
