"""Kinds, shapes, colours, titles of posts, and the direction of a diagram, changed in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from diagramc.editing.elements import PARENT, find_group, find_node
from diagramc.editing.patch import Restyle, SetDiagram
from diagramc.editing.splice.chains import Chain
from diagramc.editing.splice.labels import set_title
from diagramc.editing.splice.manner import chain_at, node_variants
from diagramc.editing.splice.names import token
from diagramc.editing.splice.places import Place, edge_places, end_places, inserted
from diagramc.editing.splice.text import Text
from diagramc.ir.base import Diagram

Lines = list[str]


def restyle(text: Text, step: Restyle, expected: Diagram) -> Iterator[Lines]:
    """Texts in which an element looks otherwise."""
    node, new = find_node(text.diagram, step.target), find_node(expected, step.target)
    if node is None:
        node, new = find_group(text.diagram, step.target), find_group(expected, step.target)
    at = text.line_of(node)
    if at is None:
        return
    name = token(text, step.target)
    if step.fill or step.stroke or step.color:
        yield from _coloured(text, step, name, new, at)
    if find_node(expected, step.target) is None:
        return
    if text.type in PARENT:
        from diagramc.editing.splice.trees import anew

        yield from anew(text, new, at, expected)
    if text.language == "mermaid" and text.type == "class":
        yield from _annotated(text, node, step, at)
    for variant in node_variants(text, new, name, expected):
        yield from _declaration_changed(text, node, at, name, variant)


_ANNOTATIONS = {"abstract": "abstract", "interface": "interface", "enum": "enumeration"}


def _annotated(text: Text, node: Any, step: Restyle, at: int) -> Iterator[Lines]:
    """A kind of class as an annotation: changed, taken out, or put first in the class's block."""
    wanted = _ANNOTATIONS.get(step.kind or "", step.kind or "")
    end = text.blocks.get(at, at)
    for own in range(at, end + 1):
        found = re.search(r"<<[^>]*>>", text.lines[own])
        if found:
            line = text.lines[own]
            changed = f"{line[: found.start()]}<<{wanted}>>{line[found.end() :]}"
            yield [*text.lines[:own], changed, *text.lines[own + 1 :]]
            yield [*text.lines[:own], *text.lines[own + 1 :]]
    if end > at:
        yield inserted(text.lines, Place(at + 1, text.indent(at) + text.unit), [f"<<{wanted}>>"])
    yield inserted(text.lines, Place(end + 1, text.indent(at)), [f"<<{wanted}>> {node.id}"])
    for place in end_places(text):
        yield inserted(text.lines, place, [f"<<{wanted}>> {node.id}"])


def _declaration_changed(text: Text, node: Any, at: int, name: str, variant: Lines) -> Iterator[Lines]:
    """The element's declaration written anew: only its own part of a statement that says more."""
    line = text.lines[at]
    chain = chain_at(text, at)
    if isinstance(chain, Chain) and text.language == "mermaid":
        for part in chain.parts:
            for mention in part:
                if mention.id == node.id and len(variant) == 1:
                    start = line.find(mention.text, node.span.column - 1)
                    if start < 0:
                        continue
                    yield [
                        *text.lines[:at],
                        line[:start] + variant[0].rstrip(";") + line[start + len(mention.text) :],
                        *text.lines[at + 1 :],
                    ]
                    yield inserted(text.lines, Place(at + 1, text.indent(at)), variant)
        return
    if line.rstrip().endswith("{"):
        head = variant[0].rstrip().removesuffix("{").rstrip()
        yield [*text.lines[:at], f"{text.indent(at)}{head} {{", *text.lines[at + 1 :]]
        return
    if not re.search(r"-->|->|<-|--\s|\.\.", re.sub(r'"[^"]*"', "", line)):
        made = [text.indent(at) + part for part in variant]
        yield [*text.lines[:at], *made, *text.lines[at + 1 :]]
        alias = re.match(r"(\s*)\w+(?=[\s(\[])", line)
        keyword = variant[0].split()[0]
        if alias:
            yield [*text.lines[:at], alias[1] + keyword + line[alias.end() :], *text.lines[at + 1 :]]
    else:
        yield inserted(text.lines, Place(at, text.indent(at)), variant)
        yield inserted(text.lines, Place(at + 1, text.indent(at)), variant)


def _coloured(text: Text, step: Restyle, name: str, new: Any, at: int) -> Iterator[Lines]:
    given = {"fill": step.fill, "stroke": step.stroke, "color": step.color}
    given = {key: value for key, value in given.items() if value is not None}
    if text.language == "mermaid":
        css = ",".join(f"{key}:{value}" for key, value in given.items())
        for own, line in enumerate(text.lines):
            found = re.match(rf"(\s*style\s+{re.escape(name)}\s+)(.*)", line)
            if found:
                kept = [part for part in found[2].split(",") if part.partition(":")[0].strip() not in given]
                made = ",".join([*kept, css])
                yield [*text.lines[:own], found[1] + made, *text.lines[own + 1 :]]
        for place in end_places(text):
            if text.lines[text.head].lstrip().startswith("C4"):
                names = {"fill": "bgColor", "stroke": "borderColor", "color": "fontColor"}
                looks = ", ".join(f'${names[key]}="{value}"' for key, value in given.items())
                yield inserted(text.lines, place, [f"UpdateElementStyle({name}, {looks})"])
            yield inserted(text.lines, place, [f"style {name} {css}"])
        return
    if text.language == "dot":
        yield from _dot_coloured(text, step, name, new, at)
        return
    line = text.lines[at].rstrip()
    body = " {" if line.endswith("{") else ""
    bare = line.removesuffix("{").rstrip()
    bare = re.sub(r"\s#[\w:;.]+$", "", bare)
    fill = (step.fill or "").lstrip("#")
    forms = [f"#{fill}"] if fill and len(given) == 1 else []
    parts = [fill] if fill else []
    parts += [f"line:{step.stroke.lstrip('#')}"] if step.stroke else []
    parts += [f"text:{step.color.lstrip('#')}"] if step.color else []
    forms.append("#" + ";".join(parts))
    if text.type in ("mindmap", "org-chart"):
        marked = re.match(r"(\s*[*+#-]+)(?:\[#\w+\])?(.*)", line)
        if marked and fill:
            yield [*text.lines[:at], f"{marked[1]}[#{fill}]{marked[2]}", *text.lines[at + 1 :]]
    if re.match(r"\s*:.*;\s*$", line) and fill:
        yield [*text.lines[:at], f"{line.rstrip()} <<#{fill}>>", *text.lines[at + 1 :]]
    for form in forms:
        yield [*text.lines[:at], f"{bare} {form}{body}", *text.lines[at + 1 :]]
        for variant in node_variants(text, replace(new, style=None), name, text.diagram):
            if len(variant) == 1 and not variant[0].startswith(("[", ":")):
                yield inserted(text.lines, Place(at, text.indent(at)), [f"{variant[0]} {form}"])
                yield inserted(text.lines, Place(at + 1, text.indent(at)), [f"{variant[0]} {form}"])


def _dot_coloured(text: Text, step: Restyle, name: str, new: Any, at: int) -> Iterator[Lines]:
    from diagramc.editing.splice.manner import dot_statement

    given: dict[str, str] = {}
    if step.fill:
        given |= {"style": "filled", "fillcolor": f'"{step.fill}"'}
    if step.stroke:
        given["color"] = f'"{step.stroke}"'
    if step.color:
        given["fontcolor"] = f'"{step.color}"'
    line = text.lines[at]
    if re.match(rf"\s*{re.escape(name)}\s*\[", line) and "]" in line:
        bracket = line.rindex("]")
        inner = line[line.index("[") + 1 : bracket]
        kept = dict(given)
        for key in list(kept):
            known = re.search(rf"(?<!\w){key}\s*=\s*(\"[^\"]*\"|[^\s,\]]+)", inner)
            if known:
                value = known[1] if key == "style" and "filled" in known[1] else kept[key]
                inner = inner[: known.start(1)] + value + inner[known.end(1) :]
                del kept[key]
        comma = ", " if "," in inner or "=" not in inner else " "
        more = comma.join(f"{key}={value}" for key, value in kept.items())
        joined = comma.join(part for part in (inner.rstrip(), more) if part)
        yield [*text.lines[:at], line[: line.index("[") + 1] + joined + line[bracket:], *text.lines[at + 1 :]]
    if re.fullmatch(rf"\s*{re.escape(name)}\s*;?\s*", line):
        yield [*text.lines[:at], text.indent(at) + dot_statement(text, name, given), *text.lines[at + 1 :]]
    new_line = dot_statement(text, name, given)
    yield inserted(text.lines, Place(at + 1, text.indent(at)), [new_line])
    for place in end_places(text):
        yield inserted(text.lines, place, [new_line])


def set_diagram(text: Text, step: SetDiagram, expected: Diagram) -> Iterator[Lines]:
    """Texts with another title or direction."""
    if step.direction is not None:
        yield from _directed(text, step)
    elif step.title is not None:
        yield from set_title(text, step, expected)


def _directed(text: Text, step: SetDiagram) -> Iterator[Lines]:
    wanted = str(step.direction)
    if text.language == "mermaid":
        for at, line in enumerate(text.lines):
            header = re.match(r"(\s*(?:flowchart|graph)(?:-elk)?)(\s+\w+)?(.*)", line)
            if at == text.head and header:
                yield [*text.lines[:at], f"{header[1]} {wanted}{header[3]}", *text.lines[at + 1 :]]
            stated = re.match(r"(\s*direction\s+)\w+(.*)", line)
            if stated and text.block_round(at) is None:
                yield [*text.lines[:at], f"{stated[1]}{wanted}{stated[2]}", *text.lines[at + 1 :]]
        indent = next(end_places(text)).indent
        yield inserted(text.lines, Place(text.head + 1, indent), [f"direction {wanted}"])
        return
    if text.language == "dot":
        for at, line in enumerate(text.lines):
            found = re.search(r"(\brankdir\s*=\s*\"?)\w+", line)
            if found:
                made = line[: found.start()] + found[1] + wanted + line[found.end() :]
                yield [*text.lines[:at], made, *text.lines[at + 1 :]]
        indent = next(end_places(text)).indent
        yield inserted(text.lines, Place(text.head + 1, indent), [f"rankdir={wanted};"])
        return
    words = {"LR": "left to right direction", "TB": "top to bottom direction"}.get(wanted)
    for at, line in enumerate(text.lines):
        if re.match(r"\s*(?:left to right|top to bottom) direction", line):
            if words:
                yield [*text.lines[:at], text.indent(at) + words, *text.lines[at + 1 :]]
            yield [*text.lines[:at], *text.lines[at + 1 :]]
    if words:
        yield inserted(text.lines, Place(text.head + 1, ""), [words])


__all__ = ["edge_places", "restyle", "set_diagram"]
