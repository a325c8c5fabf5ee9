"""The Python API as the README shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

import diagramc
from diagramc.options import RATIOS, canvas_for
from tests.cli.command import DOCUMENT
from tests.renderers.pictures import png_size
from tests.samples import SAMPLES

PROMPT = "User authentication flow with OAuth and email"


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "DIAGRAMC_MODEL"):
        monkeypatch.delenv(name, raising=False)


def test_the_readme_runs(tmp_path: Path) -> None:
    diagram = diagramc.plan(PROMPT, type="flowchart")
    result = diagramc.compile(diagram, size="16:9")
    assert 'viewBox="0 0 1360 765"' in result.svg
    assert png_size(result.png()) == (1360, 765)
    path = result.save(tmp_path / "auth.png")
    assert path.read_bytes() == result.png()
    assert 0 < result.report.fill <= 1
    assert result.report.gain >= 1
    assert result.report.min_text_px >= 9
    assert [d for d in result.diagnostics if d.severity is diagramc.Severity.ERROR] == []
    assert diagramc.lower(diagram, "plantuml").startswith("@startuml")


def test_every_kind_of_source_gives_the_same_picture(tmp_path: Path) -> None:
    (tmp_path / "tea.yaml").write_text(DOCUMENT)
    diagram = diagramc.parse(DOCUMENT, language="yaml")
    pictures = {
        diagramc.compile(source).svg
        for source in (diagram, DOCUMENT, DOCUMENT.encode(), tmp_path / "tea.yaml")
    }
    assert len(pictures) == 1


@pytest.mark.parametrize("name", SAMPLES)
def test_every_type_at_every_ratio_has_the_exact_canvas(name: str) -> None:
    for size in (*RATIOS, "4:1", "1:4"):
        result = diagramc.compile(SAMPLES[name], size=size)
        canvas = canvas_for(size, "1K")
        assert canvas is not None
        assert f'width="{canvas.width}" height="{canvas.height}"' in result.svg
        scene = result.scene
        assert scene.x >= 0
        assert scene.y >= 0
        assert scene.x + scene.drawing.width * scene.scale <= canvas.width + 0.01
        assert scene.y + scene.drawing.height * scene.scale <= canvas.height + 0.01
        # Texts at both ends of lines take room that the plain layout does not give them.
        assert result.report.gain >= (0.96 if name == "class" else 0.98)


def test_all_problems_are_raised_at_once() -> None:
    with pytest.raises(diagramc.UsageError) as raised:
        diagramc.compile("A -> B", type="flowchrt", size="16x9", theme="drak")
    assert [d.code for d in raised.value.diagnostics] == ["option.type", "option.size", "option.theme"]
    with pytest.raises(diagramc.SourceError) as wrong:
        diagramc.parse(
            "diagramc: 1\ntype: flowchart\nnodes: [{id: a}, {id: a}]\nedges: [{source: a, target: b}]\n",
            "yaml",
        )
    assert {d.code for d in wrong.value.diagnostics} == {
        "validate.duplicate-id",
        "validate.dangling-reference",
    }
    assert all(d.span is not None and d.span.line > 1 for d in wrong.value.diagnostics)


def test_convert_says_what_is_lost() -> None:
    text, remarks = diagramc.convert(DOCUMENT + "caption: Assam\n", "mermaid", language="yaml")
    assert text.startswith("---\ntitle: Making tea\n---\n")
    assert [d.code for d in remarks] == ["lower.dropped"]


def test_names_are_listed_and_unknown_ones_refused() -> None:
    assert set(diagramc.__all__) <= set(dir(diagramc))
    with pytest.raises(AttributeError):
        _ = diagramc.nonsense


def test_an_argument_that_there_is_not_is_told_whatever_the_source() -> None:
    for source in (SAMPLES["flowchart"], "flowchart LR\n a --> b", "A calls B."):
        with pytest.raises(TypeError, match="no argument 'szie'"):
            diagramc.compile(source, szie="16:9")


@pytest.mark.parametrize("source", [None, 5, ["flowchart LR"]])
def test_what_is_no_source_is_told(source: object) -> None:
    with pytest.raises(TypeError, match="a source is a Diagram"):
        diagramc.compile(source)  # type: ignore[arg-type]


@pytest.mark.parametrize("option", [{"size": (16, 9)}, {"size": None}, {"theme": None}, {"image_size": 2}])
def test_options_of_another_type_are_told(option: dict[str, object]) -> None:
    with pytest.raises(diagramc.UsageError, match="unknown"):
        diagramc.compile("flowchart LR\n a --> b", **option)  # type: ignore[arg-type]


def test_a_diagram_made_of_wrong_values_is_told() -> None:
    from diagramc.ir.flowchart import Flowchart, FlowNode

    wrong: list[tuple[object, str]] = [
        ((FlowNode(id="a", label=5),), "nodes"),  # type: ignore[arg-type]
        ((FlowNode(id=5),), "nodes"),  # type: ignore[arg-type]
        ((FlowNode(id="a", kind="foo"),), "foo"),  # type: ignore[arg-type]
        ((1, 2), "nodes"),
    ]
    for nodes, word in wrong:
        diagram = Flowchart(nodes=nodes)  # type: ignore[arg-type]
        with pytest.raises(diagramc.SourceError, match=word):
            diagramc.compile(diagram)
        with pytest.raises(diagramc.SourceError, match=word):
            diagramc.lower(diagram, "mermaid")


def test_the_form_of_a_models_answer_can_be_chosen() -> None:
    with pytest.raises(diagramc.UsageError, match="form of answer"):
        diagramc.plan("A calls B.", planner="llm", base_url="http://127.0.0.1:9/v1", answer="fulll")
