"""A text with nothing but a diagram's opening, as while one types: an empty picture at any ratio, or an error at its place."""

from __future__ import annotations

import pytest

import diagramc

OPENINGS = (
    *("flowchart TD", "sequenceDiagram", "classDiagram", "erDiagram", "mindmap", "timeline", "architecture-beta"),
    *(f"@start{word}\n@end{word}" for word in ("uml", "mindmap", "wbs", "gantt")),
    *("digraph {}", "graph {}"),
)  # fmt: skip


@pytest.mark.parametrize("size", ["auto", "16:9", "9:16", "4:1"])
@pytest.mark.parametrize("text", OPENINGS)
def test_an_opening_alone_is_drawn_or_told(text: str, size: str) -> None:
    try:
        drawn = diagramc.compile(text, size=size)
    except diagramc.SourceError as error:
        remarks = error.diagnostics
    else:
        assert "<svg" in drawn.svg
        remarks = drawn.diagnostics
    assert len(remarks) == 1
    assert remarks[0].span is not None
    assert remarks[0].line_text == text.split("\n")[0]
    assert remarks[0].hint
