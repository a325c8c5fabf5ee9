"""Reading and writing documents: what is accepted, and what a person is told about one that is not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from diagramc.diagnostics import Diagnostic, render, with_line_text
from diagramc.frontends.document import locate, read
from diagramc.frontends.source import MAX_BYTES
from diagramc.ir.base import Diagram, RichText, Run
from diagramc.ir.mindmap import MindMap, Topic
from diagramc.ir.timeline import Event, Period, Timeline
from diagramc.passes.validate import validate
from diagramc.targets.document import to_json, to_yaml
from tests.conftest import Golden

CASES = Path(__file__).parent.parent / "cases" / "documents"
BAD = sorted(path for path in CASES.iterdir() if path.suffix in (".json", ".yaml"))


def problems(data: bytes, file: str) -> tuple[Diagnostic, ...]:
    """What `check` says: the reader's problems, else those of the diagram at their places."""
    diagram, found = read(data, file)
    if diagram is None or found:
        return found
    return with_line_text(validate(locate(diagram, data, file)), data.decode("utf-8-sig"))


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_bad_documents(path: Path, golden: Golden) -> None:
    found = problems(path.read_bytes(), path.name)
    assert found, "a bad document must be told"
    golden(path.with_name(path.name + ".expected"), "\n\n".join(render(d) for d in found) + "\n")


TEA = MindMap(topics=(Topic(id="tea"),))


@pytest.mark.parametrize(
    "data",
    [
        '{"type": "mindmap", "topics": [{"id": "tea"}]}',
        '{"diagramc": 1, "topics": [{"id": "tea", "parent": null}], "type": "mindmap"}',
        '\ufeff{"type":"mindmap","topics":[{"id":"tea"}]}',
        "type: mindmap\ntopics: [{id: tea}]",
        "{type: mindmap, topics: [{id: 'tea'}]}",
        "type: mindmap\r\ntopics:\r\n- id: tea\r\n",
        b"\xef\xbb\xbftype: mindmap\ntopics:\n- id: tea\n",
        "type: mindmap\ntopics:\n- id: tea\n".encode("utf-16"),
        '\t{\n\t"type":\t"mindmap", "topics": [{"id": "tea"}]}',
    ],
)
def test_the_same_diagram_in_many_ways(data: str | bytes) -> None:
    assert read(data) == (TEA, ())


def test_plain_yaml_is_text_where_text_is_expected() -> None:
    source = "type: timeline\nperiods:\n- {id: a, label: no, start: 1969, events: [{text: 12:30}]}\n"
    period = Period(id="a", label="no", start="1969", events=(Event(text="12:30"),))
    assert read(source) == (Timeline(periods=(period,)), ())


def test_merge_keys() -> None:
    source = (
        "type: mindmap\ntopics:\n- &base {id: a, tooltip: t, shape: cloud}\n- {<<: *base, id: b, parent: a}\n"
    )
    topics = (
        Topic(id="a", tooltip="t", shape="cloud"),
        Topic(id="b", parent="a", tooltip="t", shape="cloud"),
    )
    assert read(source) == (MindMap(topics=topics), ())


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "- " * 100_000, '{"type":' + "[" * 9000])
def test_deep_nesting_is_a_diagnostic(text: str) -> None:
    diagram, found = read(text)
    assert diagram is None
    assert "nested more than" in found[0].message


def test_size_limit() -> None:
    diagram, found = read(b" " * (MAX_BYTES + 1))
    assert (diagram, [d.code for d in found]) == (None, ["document.too-large"])


def test_json_is_read_without_yaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    assert read(to_json(TEA)) == (TEA, ())


def test_written_documents(golden: Golden) -> None:
    diagram: Diagram = MindMap(
        title=RichText(runs=(Run(text="Tea ", bold=True), Run(text="time"))),
        description="First line: a colon\nSecond line",
        topics=(
            Topic(id="tea", label="no"),
            Topic(id="green", label="# 1", parent="tea", classes=("warm", "cold")),
        ),
    )
    golden(CASES / "written" / "mindmap.yaml", to_yaml(diagram))
    golden(CASES / "written" / "mindmap.json", to_json(diagram))
