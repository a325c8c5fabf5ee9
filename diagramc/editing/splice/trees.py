"""Lines of trees: mind maps and org charts, whose depth is their indentation or their number of stars."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from diagramc.editing.elements import (
    find_node,
    nodes_of,
    parent_of,
    subtree,
)
from diagramc.editing.patch import Remove
from diagramc.editing.splice import scribe
from diagramc.editing.splice.names import new_token
from diagramc.editing.splice.text import Text
from diagramc.ir.base import Diagram, label_of, plain

Lines = list[str]


def into_tree(text: Text, node: Any, expected: Diagram) -> Iterator[Lines]:
    """A line under its parent's, with its own depth, and deeper lines for what is now under it."""
    lines, _ = scribe.node_lines(expected, node, new_token(text, node.id), text.language)
    if not lines:
        return
    below = [n for n in nodes_of(expected) if parent_of(expected, n) == node.id]
    parent = find_node(text.diagram, parent_of(expected, node))
    parent_line = text.line_of(parent)
    brothers = [n for n in nodes_of(expected) if parent_of(expected, n) == parent_of(expected, node)]
    at = [n.id for n in brothers].index(node.id)
    moved = list(text.lines)
    if below:
        line = text.line_of(find_node(text.diagram, below[0].id))
        if line is None:
            return
        for other in subtree(text.diagram, below[0].id):
            own = text.line_of(find_node(text.diagram, other))
            if own is not None:
                moved = deeper(text, moved, own, 1)
        for mark in _marks(text, parent_line, text.line_of(find_node(text.diagram, below[0].id))):
            for bare in _bare(text, lines, node):
                yield [*moved[:line], mark + bare[0], *bare[1:], *moved[line:]]
        return
    if at > 0:
        elder = brothers[at - 1]
        line = text.line_of(find_node(text.diagram, elder.id))
        place = branch_end(text, elder.id)
    else:
        line, place = None, (text.last_line_of(parent) or text.head) + 1
    younger = brothers[at + 1] if at + 1 < len(brothers) else None
    if line is None and younger is not None:
        line = text.line_of(find_node(text.diagram, younger.id))
        place = line if line is not None else place
    for mark in _marks(text, parent_line, line):
        for bare in _bare(text, lines, node):
            yield [*moved[:place], mark + bare[0], *bare[1:], *moved[place:]]


def branch_end(text: Text, id: str) -> int:
    """The index after the last line of a topic and all below it."""
    lines = [text.last_line_of(find_node(text.diagram, other)) for other in subtree(text.diagram, id)]
    end = max(line for line in lines if line is not None) + 1
    while end < text.end and re.match(r"\s*(?:::icon|:::)", text.lines[end]):
        end += 1
    return end


def _marks(text: Text, parent: int | None, brother: int | None) -> Iterator[str]:
    """What stands before a line of a depth: blanks, or PlantUML's stars and a blank."""
    if text.language == "mermaid":
        if brother is not None:
            yield text.indent(brother)
        if parent is not None:
            yield text.indent(parent) + text.unit
        return
    for line, more in ((brother, False), (parent, True)):
        if line is None:
            continue
        found = re.match(r"(\s*)([*+#-]+)", text.lines[line])
        if found:
            marks = found[2] + (found[2][-1] if more else "")
            indent = found[1] + (text.unit if more and text.indent(line) else "")
            yield f"{indent}{marks} "
            if more and len(found[2]) == 1:  # a tree by indentation
                yield f"{found[1]} {found[2]} "


def _bare(text: Text, lines: Lines, node: Any) -> Iterator[Lines]:
    """A topic's lines without the depth that the backend gave them; without an alias first."""
    if text.language == "mermaid":
        quote = re.fullmatch(r'\w+\["([^"`]*)"\]', lines[0])
        from diagramc.editing.splice.manner import is_simple

        shown = plain(label_of(node))
        if node.label is not None and is_simple(shown) and getattr(node, "shape", "default") == "default":
            yield [shown]
        if quote:
            yield [quote[0], *lines[1:]]
        yield lines
        return
    rest = re.sub(r"^[*+#-]+", "", lines[0]).lstrip()
    unnamed = re.sub(r"^\(\w+\)\s*", "", rest)
    if not any("<b>" in line for line in text.lines):
        yield [re.sub(r"</?b>", "", unnamed)]
        yield [re.sub(r"</?b>", "", rest)]
    yield [unnamed]
    yield [rest]


def anew(text: Text, node: Any, at: int, expected: Diagram) -> Iterator[Lines]:
    """A topic's line written anew at the depth that it has."""
    lines, _ = scribe.node_lines(expected, node, new_token(text, node.id), text.language)
    if not lines:
        return
    mark = text.indent(at)
    if text.language == "plantuml":
        found = re.match(r"\s*[*+#-]+(?:\[#?\w+\])?_?\s*", text.lines[at])
        mark = found[0] if found else ""
    for bare in _bare(text, lines, node):
        yield [*text.lines[:at], mark + bare[0], *text.lines[at + 1 :]]


def deeper(text: Text, lines: Lines, at: int, levels: int) -> Lines:
    """The lines with one of them some levels deeper, or higher when negative."""
    line = lines[at]
    if text.language == "plantuml":
        found = re.match(r"(\s*)([*+#-]+)(.*)", line, re.DOTALL)
        if found is None:
            return lines
        marks = found[2] + found[2][-1] * levels if levels > 0 else found[2][: len(found[2]) + levels]
        made = f"{found[1]}{marks}{found[3]}"
    elif levels > 0:
        made = text.unit * levels + line
    else:
        made = line.removeprefix(text.unit * -levels)
    return [*lines[:at], made, *lines[at + 1 :]]


def branch_removed(text: Text, step: Remove, expected: Diagram) -> Iterator[Lines]:
    """Texts without a topic and all below it, or with that lifted by a level."""
    first = text.line_of(find_node(text.diagram, step.target))
    if first is None:
        return
    branch = subtree(text.diagram, step.target)
    lines = list(text.lines)
    stays = len(nodes_of(expected)) == len(nodes_of(text.diagram)) - 1 and len(branch) > 1
    if stays:
        for id in branch[1:]:
            at = text.line_of(find_node(text.diagram, id))
            if at is not None:
                lines = deeper(text, lines, at, -1)
        own = (text.last_line_of(find_node(text.diagram, step.target)) or first) + 1
        del lines[first:own]
        yield lines
        return
    end = branch_end(text, step.target)
    yield [*lines[:first], *lines[end:]]
