"""New lines in the manner of the file: quotes, arrows, semicolons and attributes as its author writes them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from diagramc.editing.elements import edges_of, find_node, links_of
from diagramc.editing.splice import scribe
from diagramc.editing.splice.chains import parse
from diagramc.editing.splice.names import new_token, quoted, token
from diagramc.editing.splice.text import Text
from diagramc.ir.base import Diagram, label_of, plain

_SIMPLE = re.compile(r"[^\W_](?:[\w ,.'’?!+-]*[\w.?!])?")
_RESERVED = re.compile(
    r"(?i)\b(?:end|graph|subgraph|flowchart|style|class|classdef|click|href|call|default|linkstyle|direction|interpolate|accTitle|accDescr)\b"
    r"|^[ox]$|--|\d+\.\s|^[ox]\b"
)


def is_simple(text: str) -> bool:
    """Whether a text needs no quotes anywhere: words with blanks and everyday marks, none of them a keyword."""
    return bool(_SIMPLE.fullmatch(text)) and not _RESERVED.search(text) and text.isascii()


def node_variants(text: Text, node: Any, name: str, diagram: Diagram) -> Iterator[list[str]]:
    """A node's lines, in the file's manner first, as the backend writes them last."""
    if text.language == "dot":
        yield from _dot_node(text, node, name, diagram)
        return
    lines, _ = scribe.node_lines(diagram, node, name, text.language)
    if not lines:
        return
    if text.language == "plantuml":
        yield from _plantuml_node(text, lines, name)
    if text.language == "mermaid":
        if node.label is None and text.type == "flowchart" and node.kind == "process":
            yield _ended(text, [name])
        yield from _unquoted(text, lines)
        if text.type == "architecture" and _is_c4(text):
            yield from _c4_node(node, name)
        elif text.type == "architecture" and node.group is not None:
            yield [f"{lines[0]} in {node.group}", *lines[1:]]
    yield _ended(text, lines)


def _unquoted(text: Text, lines: list[str]) -> Iterator[list[str]]:
    """The lines without quotes, where the file's other labels have none."""
    inner = re.search(r'"([^"`]*)"', lines[0])
    if inner is None or not is_simple(inner[1]):
        return
    whole = "\n".join(text.lines)
    if text.type == "flowchart":
        bare = len(re.findall(r"\w(?:\[|\(|\{)+[/\\]?[^\[\](){}\"\n]+[\])}]", whole))
        quotes = len(re.findall(r"\w(?:\[|\(|\{)+[/\\]?\"", whole))
        if bare >= quotes:
            yield _ended(text, [lines[0].replace(inner[0], inner[1]), *lines[1:]])


def _plantuml_node(text: Text, lines: list[str], name: str) -> Iterator[list[str]]:
    """Names without quotes and alias, or the keywords that the file uses for such things."""
    if text.type == "flowchart" and any(re.match(r"\s*:.*[;|<>/\\\]}]\s*$", line) for line in text.lines):
        shown = re.search(r'"((?:[^"])*)"', lines[0])
        if shown:
            yield [f":{shown[1]};"]
    match = re.fullmatch(r'(\w+) "(\w+)" as (\w+)(.*)', lines[0])
    if match and match[2] == match[3]:
        yield [f"{match[1]} {match[2]}{match[4]}", *lines[1:]]
    if name[:1] in "[(:":
        yield [name]
    if text.type == "architecture" and lines[0].startswith("rectangle "):
        keywords = Counter(
            found[1]
            for other in text.lines
            if (
                found := re.match(
                    r"\s*(component|rectangle|node|agent|card|artifact|queue|database)\s", other
                )
            )
        )
        keywords["component"] += sum(bool(re.search(r"(?:^|\s)\[[^\]\[]+\](?:\s|$)", o)) for o in text.lines)
        shown = re.fullmatch(r'rectangle (".*" as \w+|\w+)(.*)', lines[0])
        if shown and keywords["component"] >= keywords["rectangle"]:
            yield [f"component {shown[1]}{shown[2]}"]
    if text.type == "architecture":
        macro = re.search(r"(?m)^\s*(Container|System|Component)\(", "\n".join(text.lines))
        shown = re.search(r'"((?:[^"])*)" as (\w+)', lines[0])
        if macro and shown:
            yield [f'{macro[1]}({shown[2]}, "{shown[1]}")']


def _is_c4(text: Text) -> bool:
    return any(line.strip().startswith("C4") for line in text.lines)


def _c4_node(node: Any, name: str) -> Iterator[list[str]]:
    from diagramc.targets.mermaid.text import text as mermaid_text

    shown = mermaid_text(label_of(node), also=r"[,()]")
    macro = {"database": "ContainerDb", "queue": "ContainerQueue", "user": "Person"}.get(
        node.kind, "Container"
    )
    for form in (macro, "System", "Container"):
        yield [f'{form}({name}, "{shown}")']


def _dot_node(text: Text, node: Any, name: str, diagram: Diagram) -> Iterator[list[str]]:
    lines, _ = scribe.node_lines(diagram, node, name, "dot")
    attributes = _dot_attributes(lines[0]) if len(lines) == 1 else {}
    label = None if node.label is None else quoted(plain(node.label))
    if isinstance(node.label, str) or node.label is None:
        first = {"label": label} if label else {}
        for more in (
            (),
            ("shape",),
            ("shape", "style"),
            ("shape", "style", "fillcolor", "color", "fontcolor"),
        ):
            given = {key: attributes[key] for key in more if key in attributes}
            yield [dot_statement(text, name, {**first, **given})]
    if lines:
        yield _ended(text, lines)


def dot_statement(text: Text, subject: str, attributes: dict[str, str]) -> str:
    """A statement of DOT with its attributes, separated and ended as the file's others are."""
    whole = "\n".join(text.lines)
    comma = ", " if re.search(r"\[[^\]\n]*=[^\]\n]*,", whole) or "]" not in whole else " "
    listed = comma.join(f"{key}={value}" for key, value in attributes.items())
    return _ended(text, [f"{subject} [{listed}]" if listed else subject])[0]


def _dot_attributes(line: str) -> dict[str, str]:
    """The attributes of a statement, values as they are written."""
    found = re.search(r"\[(.*)\]\s*;?$", line, re.DOTALL)
    if found is None:
        return {}
    pattern = r'(\w+)=("(?:[^"\\]|\\.)*"|<(?:[^<>]|<(?:[^<>]|<[^<>]*>)*>)*>|[^\s,\];]+)'
    return dict(re.findall(pattern, found[1]))


def _ended(text: Text, lines: list[str]) -> list[str]:
    """The lines with a semicolon where the file's statements have one."""
    if (
        text.language not in ("dot", "mermaid")
        or text.type not in ("flowchart", "er", "class")
        or len(lines) > 1
    ):
        return lines
    statements = [line.rstrip() for line in text.lines if re.search(r"\w", line)]
    ended = sum(line.endswith(";") for line in statements)
    others = sum(not line.endswith((";", "{", "}")) for line in statements)
    semicolon = ended > others and (text.language == "dot" or text.type == "flowchart")
    return [lines[0] + ";"] if semicolon and not lines[0].endswith(";") else lines


def edge_variants(text: Text, edge: Any, diagram: Diagram, names: dict[str, str]) -> Iterator[list[str]]:
    """An edge's or message's lines, in the file's manner first. `names` has the names of new nodes."""
    source = names.get(edge.source) or token(text, edge.source)
    target = names.get(edge.target) or token(text, edge.target)
    if text.language == "dot":
        yield from _dot_edge(text, edge, diagram, source, target)
        return
    lines = scribe.edge_lines(diagram, edge, source, target, text.language)
    if not lines:
        return
    if text.language == "mermaid" and text.type == "flowchart":
        yield from _mermaid_labels(text, lines, edge)
    if text.language == "mermaid" and text.type == "architecture":
        yield from _mermaid_architecture(text, lines, edge, source, target)
    if text.language == "plantuml" and text.type != "sequence":
        yield from _plantuml_arrows(text, lines, source, target)
    yield _ended(text, lines)


def _mermaid_labels(text: Text, lines: list[str], edge: Any) -> Iterator[list[str]]:
    labelled = re.search(r'\|"([^"`]*)"\|', lines[0])
    if labelled is None or not is_simple(labelled[1]):
        return
    whole = "\n".join(text.lines)
    worded = len(re.findall(r"\w\s*(?:--|==|-\.)\s*[^\s>=.|-][^|\n]*?(?:-->|==>|\.->)", whole))
    barred = len(re.findall(r"\|[^|\n]+\|", whole))
    quotes = len(re.findall(r'\|"[^|\n]+"\|', whole))
    if worded > barred:
        arrow = re.search(r"(\S+)\|\"", lines[0])
        opening = {"-->": "--", "==>": "==", "-.->": "-.", "---": "--"}.get(arrow[1] if arrow else "")
        if arrow and opening:
            yield _ended(
                text,
                [
                    lines[0].replace(
                        f"{arrow[1]}{labelled[0]}",
                        f"{opening} {labelled[1]} {arrow[1].removeprefix('-.') if opening != '-.' else '.->'}",
                    )
                ],
            )
    if not quotes:
        yield _ended(text, [lines[0].replace(labelled[0], f"|{labelled[1]}|")])


def _mermaid_architecture(
    text: Text, lines: list[str], edge: Any, source: str, target: str
) -> Iterator[list[str]]:
    if _is_c4(text):
        from diagramc.targets.mermaid.text import text as mermaid_text

        shown = mermaid_text(edge.label, also=r"[,()]") if edge.label is not None else ""
        yield [f'Rel({source}, {target}, "{shown}")']
        return
    for one, other in (("R", "L"), ("B", "T"), ("L", "R"), ("T", "B")):
        yield [re.sub(r":[RLTB](\s.*\s)[RLTB]:", rf":{one}\1{other}:", lines[0])]


def _plantuml_arrows(text: Text, lines: list[str], source: str, target: str) -> Iterator[list[str]]:
    """The arrow that the file's edges mostly have, where the backend's is the plain one."""
    macro = any(re.match(r"\s*Rel\w*\(", line) for line in text.lines)
    shown = re.fullmatch(r"(.+?) (\S*-\S*) (.+?)(?: : (.*))?", lines[0])
    if shown is None:
        return
    if macro and "-" in shown[2]:
        yield [f'Rel({shown[1]}, {shown[3]}, "{shown[4] or ""}")']
    used: Counter[str] = Counter()
    for edge in edges_of(text.diagram):
        at = text.line_of(edge)
        found = (
            re.search(r"(?<=\s)([-.]+(?:\w+[-.]+)?>{1,2}|[-.]{2,})(?=\s)", text.lines[at])
            if at is not None
            else None
        )
        if found:
            used[found[1]] += 1
    for arrow, _ in used.most_common(2):
        dotted = "." in shown[2]
        if ("." in arrow) == dotted:
            yield [lines[0].replace(f" {shown[2]} ", f" {arrow} ", 1)]


def _dot_edge(text: Text, edge: Any, diagram: Diagram, source: str, target: str) -> Iterator[list[str]]:
    lines = scribe.edge_lines(diagram, edge, source, target, "dot")
    directed = any(re.match(r"\s*(?:strict\s+)?digraph\b", line, re.IGNORECASE) for line in text.lines)
    subject = f"{source} {'->' if directed else '--'} {target}"
    attributes = _dot_attributes(lines[0]) if lines else {}
    first = {"label": quoted(plain(edge.label))} if isinstance(edge.label, str) else {}
    for more in ((), ("style",), ("style", "dir", "arrowhead", "arrowtail", "penwidth"), tuple(attributes)):
        given = {key: attributes[key] for key in more if key in attributes and key != "label"}
        yield [dot_statement(text, subject, {**first, **given})]
    if lines:
        yield _ended(text, lines)


def chain_at(text: Text, at: int) -> Any:
    """The statement of a line, where it is a chain of nodes."""
    if text.type != "flowchart" and not (
        text.language == "dot" and text.type in ("er", "class", "architecture")
    ):
        return None
    if text.language not in ("mermaid", "dot") or text.is_comment(at):
        return None
    known = {node.id for node in _named(text)}
    return parse(text.lines[at], known, text.language)


def _named(text: Text) -> list[Any]:
    from diagramc.editing.elements import groups_of, nodes_of

    return [*nodes_of(text.diagram), *groups_of(text.diagram)]


def links_between(text: Text, source: str, target: str) -> list[Any]:
    """The edges or messages from one element to another."""
    return [link for link in links_of(text.diagram) if (link.source, link.target) == (source, target)]


__all__ = [
    "chain_at",
    "edge_variants",
    "find_node",
    "is_simple",
    "links_between",
    "new_token",
    "node_variants",
]
