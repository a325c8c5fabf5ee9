"""Mermaid flowcharts to the IR."""

from __future__ import annotations

from typing import cast

from diagramc.frontends.lalr import load_grammar
from diagramc.frontends.mermaid.flowchart.build import Builder
from diagramc.frontends.mermaid.flowchart.explain import explain
from diagramc.frontends.source import Source
from diagramc.ir.flowchart import Flowchart


def read(source: Source) -> Flowchart | None:
    """The flowchart of a text without its surroundings; None where it has errors, which `source` then holds."""
    made = load_grammar("mermaid/flowchart").parse(source, Builder(source), explain=explain)
    return cast("Flowchart | None", made)
