"""DOT to the IR. DOT carries no diagram type: a flowchart, unless the type is asked for or the shapes are those of another one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diagramc.diagnostics import Diagnostic, Severity, diagnose
from diagramc.frontends.source import Source, encoding_of, open_source
from diagramc.ir.base import Diagram

if TYPE_CHECKING:
    from diagramc.frontends.dot.scope import Model

_CHARSETS = {
    "latin-1": "latin-1",
    "latin1": "latin-1",
    "l1": "latin-1",
    "iso-8859-1": "latin-1",
    "iso_8859-1": "latin-1",
    "iso8859-1": "latin-1",
    "iso-ir-100": "latin-1",
    "big-5": "big5",
    "big5": "big5",
    "utf-8": "utf-8",
    "utf8": "utf-8",
}
"""The encodings that `charset` may name (https://graphviz.org/docs/attrs/charset/)."""


def read(
    data: str | bytes, file: str, *, type: str | None = None, source: Source | None = None
) -> tuple[Diagram | None, tuple[Diagnostic, ...]]:
    """The diagram that a DOT text says, or None, and every problem of the text.

    `type` is the type asked for; `source` is the text when it is part of a page.
    """
    remarks: tuple[Diagnostic, ...] = ()
    if source is None:
        if isinstance(data, bytes):
            data, remarks = _decode(data, file)
        source, sound = open_source(data, file, code="parse")
        if not sound:
            return None, tuple(source.problems)
    diagram = _read(source, type)
    return (None if source.failed else diagram), (*remarks, *source.diagnostics())


def _decode(data: bytes, file: str) -> tuple[str | bytes, tuple[Diagnostic, ...]]:
    """The text in the encoding that it declares; bytes that are neither that nor UTF-8 are taken for Latin-1, as dot does."""
    declared = re.search(rb"(?i)\bcharset\s*=\s*\"?\s*([\w-]+)", data[:20_000])
    name = declared[1].decode("ascii", "replace").lower() if declared else "utf-8"
    encoding = _CHARSETS.get(name, "utf-8")
    if encoding_of(data) != "utf-8-sig":
        return data, ()
    try:
        return data.decode("utf-8-sig" if encoding == "utf-8" else encoding), ()
    except UnicodeDecodeError:
        message = f"{file} is not in {encoding.upper()}; it is read as Latin-1"
        hint = 'save it as UTF-8, or declare its encoding: graph [charset="latin1"]'
        return data.decode("latin-1"), (
            diagnose("parse.encoding", message, severity=Severity.WARNING, hint=hint),
        )


def _read(source: Source, type: str | None) -> Diagram | None:
    from diagramc.frontends.dot.scope import evaluate
    from diagramc.frontends.dot.syntax import Builder, explain
    from diagramc.frontends.lalr import load_grammar

    if not source.text.strip():
        source.report("parse.empty", "the text is empty", 0)
        return None
    graphs = load_grammar("dot").parse(source, Builder(source), explain=explain)
    if graphs is None or source.failed:
        return None
    if len(graphs) > 1:
        message = f"the text holds {len(graphs)} graphs; the first one is read"
        source.report("parse.ignored", message, graphs[1].start, hint="put each graph into its own file")
    model = evaluate(graphs[0], source)
    own = _is_own(model)
    match type or _type_of(model):
        case "class":
            from diagramc.frontends.dot.class_ import ClassReader

            return ClassReader(model, source, own=own).read()
        case "er":
            from diagramc.frontends.dot.er import ErReader

            return ErReader(model, source, own=own).read()
        case _:
            from diagramc.frontends.dot.flowchart import FlowchartReader

            return FlowchartReader(model, source, own=own).read()


def _type_of(model: Model) -> str:
    """The diagram type that the shapes speak for."""
    shapes = {node.attributes.get("shape", "").lower() for node in model.nodes.values()}
    if not shapes & {"record", "mrecord", "plain", "plaintext", "none", "box", "rect"}:
        return "flowchart"
    labels = [node.attributes.get("label") for node in model.nodes.values()]
    if not shapes & {"record", "mrecord"} and not any(label is not None and label.html for label in labels):
        return "flowchart"
    from diagramc.frontends.dot.tables import guess_type

    return guess_type(model)


def _is_own(model: Model) -> bool:
    """Whether diagramc wrote the graph; its module is loaded only when that may be so."""
    if model.attributes.get("compound") != "true" or model.attributes.get("pad") != "0.3":
        return False
    from diagramc.frontends.dot.own import is_own

    return is_own(model)
