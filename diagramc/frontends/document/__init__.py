"""Diagram documents, JSON or YAML, to the IR: fast when all is well, exact about places when it is not."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from diagramc.diagnostics import Diagnostic
from diagramc.frontends.source import Source, open_source
from diagramc.ir.base import VERSION, Diagram
from diagramc.kinds import KINDS

Language = Literal["json", "yaml"]

FILE = "<document>"
"""What a document without a file is called in diagnostics."""


def read(
    data: str | bytes,
    file: str = FILE,
    *,
    language: Language | None = None,
    spans: bool = False,
    source: Source | None = None,
) -> tuple[Diagram | None, tuple[Diagnostic, ...]]:
    """The diagram that a document says, or None and every problem that it has, each with its place.

    `language` None means: by the first character, JSON for `{` and YAML for all else (and for braces that are only YAML).
    A YAML document's elements have spans; a JSON document's have them with `spans`, which takes the slow way, so that a
    caller asks for them (`locate`) only when there is something to say about the diagram. `source` is the text when it is part of
    a page. References and values are not
    checked here; that is `passes.validate`'s part.
    """
    if source is None:
        source, sound = open_source(data, file)
        if not sound:
            return None, tuple(source.problems)
    text = source.text
    likely_json = language == "json" or (language is None and text.lstrip()[:1] == "{")
    if likely_json and not spans:
        diagram = _decode_fast(text)
        if diagram is not None:
            return diagram, ()
    return _read_tree(source, "json" if likely_json else "yaml", certain=language is not None)


def locate(diagram: Diagram, data: str | bytes, file: str = FILE) -> Diagram:
    """The diagram just read from `data`, with a span in every element: for JSON, whose first reading leaves them out."""
    if diagram.span is not None:
        return diagram
    located, _ = read(data, file, spans=True)
    return diagram if located is None else located


class _Head(msgspec.Struct):
    """What tells how to read the rest."""

    type: str = ""
    diagramc: int = 1


def _decode_fast(text: str) -> Diagram | None:
    """The diagram of a JSON document that is right in every respect; None for all others, without a reason."""
    try:
        head = msgspec.json.decode(text, type=_Head)
        if head.type not in KINDS or head.diagramc != VERSION or '"span"' in text:
            return None
        diagram = msgspec.json.decode(text, type=KINDS[head.type].diagram_class)
        keys = _count_keys(msgspec.json.decode(text))
    except (msgspec.MsgspecError, RecursionError):
        return None
    # A decoded object holds a repeated key once. In right JSON a string before a colon is a key, and nothing else is.
    return diagram if keys == len(re.findall(r'"(?:[^"\\]|\\.)*"\s*:', text)) else None


def _count_keys(value: object) -> int:
    """How many keys there are in all objects of a decoded value."""
    if isinstance(value, dict):
        return len(value) + sum(map(_count_keys, value.values()))
    return sum(map(_count_keys, value)) if isinstance(value, list) else 0


def _read_tree(
    source: Source, language: Language, *, certain: bool
) -> tuple[Diagram | None, tuple[Diagnostic, ...]]:
    """The slow way: through a tree whose values know their places. Unless `certain`, what is no JSON may yet be YAML."""
    from diagramc.frontends.document.decode import decode
    from diagramc.frontends.document.json_text import read_json
    from diagramc.frontends.document.yaml_text import read_yaml
    from diagramc.frontends.source import SyntaxProblem

    try:
        root = (read_json if language == "json" else read_yaml)(source)
    except SyntaxProblem as problem:
        if language == "json" and not certain:
            diagram, problems = _read_tree(source, "yaml", certain=True)
            if not any(found.code == "document.syntax" for found in problems):
                return diagram, problems
            source.forget()
        source.report(
            "document.syntax", problem.message, problem.offset, expected=problem.expected, hint=problem.hint
        )
        return None, tuple(source.problems)
    diagram = decode(root, source)
    return diagram, source.diagnostics()
