"""Something taken out of a text: edges, messages, nodes with all that is about them, members, frames."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from diagramc.editing.elements import (
    PARENT,
    edges_of,
    find_node,
    links_of,
    nodes_of,
)
from diagramc.editing.patch import Disconnect, Remove
from diagramc.editing.splice.chains import Chain, Mention, without
from diagramc.editing.splice.declaring import declared_first, with_declared
from diagramc.editing.splice.frames import frame_removed
from diagramc.editing.splice.manner import chain_at, edge_variants
from diagramc.editing.splice.names import token
from diagramc.editing.splice.places import Place, inserted
from diagramc.editing.splice.text import Text, word
from diagramc.editing.splice.trees import branch_removed
from diagramc.ir.base import Diagram
from diagramc.ir.sequence import (
    Activation,
    Deactivation,
    Destruction,
    Fragment,
    Reference,
    Sequence,
    SequenceNote,
)
from diagramc.ir.visit import walk

Lines = list[str]


def disconnect(text: Text, step: Disconnect, expected: Diagram) -> Iterator[Lines]:
    """Texts without some edges or messages."""
    old, new = list(links_of(text.diagram)), list(links_of(expected))
    gone = [link for link in old if not any(link is other or link == other for other in new)]
    if not gone:  # equal ones; all of these ends go
        gone = [link for link in old if (link.source, link.target) == (step.source, step.target)]
    if isinstance(text.diagram, Sequence):
        yield from _messages_dropped(text, gone, expected)
    else:
        yield from with_declared(text, edges_dropped(text, gone), expected)


def edges_dropped(text: Text, gone: list[Any]) -> Iterator[Lines]:
    """Texts without edges; what only their statements declared stays declared."""
    pairs = {(e.source, e.target) for e in gone}
    lines: dict[int, Lines] = {}
    for edge in gone:
        at = text.line_of(edge)
        if at is None:
            return
        chain = chain_at(text, at)
        if isinstance(chain, Chain):
            lines[at] = without(chain, lambda s, t: (s, t) in pairs, _keeper(text, {at}))
        else:
            rest = _statement_cut(text, at, edge)
            lines[at] = rest
    for at, line in enumerate(text.lines):  # how the relations of C4 diagrams look is said apart
        styled = re.match(r"\s*UpdateRelStyle\(\s*(\w+)\s*,\s*(\w+)", line)
        if styled and (styled[1], styled[2]) in pairs:
            lines[at] = []
    yield _assembled(text, lines)


def _keeper(text: Text, gone: set[int], nodes: frozenset[str] = frozenset()) -> Callable[[Mention], bool]:
    """Whether a node has to stay in a statement that no longer joins it: when it is declared here, or named nowhere else."""

    def keep(mention: Mention) -> bool:
        if mention.id in nodes:
            return False
        return not mention.is_bare or not [at for at in text.mentions(mention.id) if at not in gone]

    return keep


def _statement_cut(text: Text, at: int, element: Any) -> Lines:
    """A line without one of the statements in it, nothing when it held no other."""
    line = text.lines[at]
    span = element.span
    end = text.blocks.get(at)
    if end is not None and end != at:
        return []
    start = span.column - 1
    rest = (line[:start] + line[start + span.length :]).strip(" \t;")
    if ";" in line and rest and span.length < len(line.strip()) and text.language in ("mermaid", "dot"):
        cut = line[:start] + line[start + span.length :].lstrip(" \t;")
        return [cut.rstrip()] if cut.strip() else []
    return []


def _assembled(text: Text, lines: dict[int, Lines], blocks: bool = False) -> Lines:
    """The text with other lines in place of some; with `blocks` those that open one stand for all of it."""
    made: Lines = []
    at = 0
    while at < len(text.lines):
        if at in lines:
            made += lines[at]
            if blocks and not lines[at] and at in text.blocks:
                at = text.blocks[at]
        else:
            made.append(text.lines[at])
        at += 1
    return made


def _messages_dropped(text: Text, gone: list[Any], expected: Diagram) -> Iterator[Lines]:
    lines: dict[int, Lines] = {}
    for message in gone:
        at = text.line_of(message)
        if at is None:
            return
        lines[at] = []
    _drop_emptied(text, lines, expected)
    yield _assembled(text, lines, blocks=True)
    yield declared_first(text, _assembled(text, lines, blocks=True), expected, lines)


def _drop_emptied(text: Text, lines: dict[int, Lines], expected: Diagram) -> None:
    """The blocks of fragments that went with all that was in them."""
    kept = [s for s in walk(expected) if isinstance(s, Fragment)]
    for fragment in [s for s in walk(text.diagram) if isinstance(s, Fragment)]:
        at = text.line_of(fragment)
        inside = [s for s in walk(fragment) if type(s).__name__ == "Message"]
        emptied = inside and all(text.line_of(s) in lines for s in inside)
        if emptied and at is not None and not any(f is fragment for f in kept):
            if any(f.span == fragment.span and any(o.steps for o in f.operands) for f in kept):
                continue
            lines[at] = []


def remove(text: Text, step: Remove, expected: Diagram) -> Iterator[Lines]:
    """Texts without a node and all that is only about it, or without a frame."""
    if find_node(text.diagram, step.target) is None:
        yield from frame_removed(text, step.target)
        return
    if text.type in PARENT and text.language in ("mermaid", "plantuml") and _is_tree(text):
        yield from branch_removed(text, step, expected)
        return
    name = token(text, step.target)
    new = _new_edges(text.diagram, expected)
    for lines in _node_removed(text, step.target, name, expected):
        if new:
            yield from _bridged(text, lines, new, expected)
        yield lines
    if text.type == "sequence":
        for lines in _node_removed(text, step.target, name, expected):
            yield declared_first(text, lines, expected, {})


def _is_tree(text: Text) -> bool:
    return all(text.line_of(n) is not None for n in nodes_of(text.diagram))


def _new_edges(before: Diagram, expected: Diagram) -> list[Any]:
    old = list(edges_of(before))
    return [e for e in edges_of(expected) if e not in old]


def _bridged(text: Text, lines: Lines, new: list[Any], expected: Diagram) -> Iterator[Lines]:
    """The lines with edges over the gap, where the node's first edge was."""
    at = next((n for n, (a, b) in enumerate(zip(text.lines, lines, strict=False)) if a != b), len(lines) - 1)
    drafts = [next(edge_variants(text, e, expected, {}), []) for e in new]
    made = [line for draft in drafts for line in draft]
    for where in (at, at + 1, max(at - 1, 0), max((text.edge_lines() or [at])[-1] - 1, 0)):
        indent = text.indent(min(at, len(text.lines) - 1))
        yield inserted(lines, Place(min(where, len(lines)), indent), made)


def _node_removed(text: Text, id: str, name: str, expected: Diagram) -> Iterator[Lines]:
    about: dict[int, Lines] = {}
    node = find_node(text.diagram, id)
    own = text.line_of(node)
    links = [e for e in links_of(text.diagram) if id in (e.source, e.target)]
    link_lines = {at for e in links if (at := text.line_of(e)) is not None}
    gone = set(link_lines) | ({own} if own is not None else set())
    forms = {id, name}
    mentioned = sorted({at for form in forms for at in _mentions(text, form)} | gone)
    keep = _keeper(text, set(mentioned), frozenset({id}))
    for at in mentioned:
        block = text.block_round(at)
        if own is not None and at != own and own in text.blocks and own < at <= text.blocks[own]:
            continue
        if own is not None and block is not None and block[0] == own:
            continue
        chain = chain_at(text, at)
        if isinstance(chain, Chain):
            about[at] = without(chain, lambda s, t: id in (s, t), keep)
        elif at in gone:
            element = (
                node
                if at == own and at not in link_lines
                else next((e for e in links if text.line_of(e) == at), node)
            )
            about[at] = _statement_cut(text, at, element)
        else:
            about[at] = _without_name(text, at, id, name)
    last = text.last_line_of(node)
    if text.type == "timeline" and own is not None and last is not None:
        about |= {at: [] for at in range(own, last + 1)}
    if isinstance(text.diagram, Sequence):
        _drop_emptied(text, about, expected)
        for step_ in walk(text.diagram):
            if isinstance(step_, SequenceNote | Reference) and set(step_.participants) == {id}:
                line = text.line_of(step_)
                if line is not None:
                    about[line] = []
            if isinstance(step_, Activation | Deactivation | Destruction) and step_.participant == id:
                line = text.line_of(step_)
                if line is not None:
                    about[line] = []
    made = _assembled(text, about, blocks=True)
    yield made
    yield from with_declared(text, iter([made]), expected)


def _mentions(text: Text, form: str) -> list[int]:
    if form[:1].isalnum() or form[:1] == "_":
        return [at for at in text.mentions(form) if _names(text, at, form)]
    return [at for at, line in enumerate(text.lines) if form in line and not text.is_comment(at)]


def _names(text: Text, at: int, form: str) -> bool:
    """Whether a line names an element, and does not just have its word in some text."""
    line = text.lines[at]
    bare = re.sub(r'"[^"]*"|\|[^|]*\||\[\[.*?\]\]', '""', line)
    if text.language != "dot" and text.type != "flowchart":
        bare = re.sub(r"^(\s*(?:[^:\s].*?)?[-.>x)\]]\S*\s*[^:]*):.*", r"\1", bare)
        bare = re.sub(r"^(\s*note\b[^:]*):.*", r"\1", bare, flags=re.IGNORECASE)
    if re.match(r"\s*(?:title|caption|header|footer|accTitle|accDescr|%%|')", bare):
        return False
    return bool(word(form).search(bare))


def _without_name(text: Text, at: int, id: str, name: str) -> Lines:
    """A line that names several elements without one of them; nothing when it named no other."""
    line = text.lines[at]
    others = [n.id for n in nodes_of(text.diagram) if n.id != id]
    for form in dict.fromkeys((name, id)):
        listed = rf"(?:{re.escape(form)}\s*,\s*|\s*,\s*{re.escape(form)}(?!\w))"
        if re.search(listed, line) and any(word(other).search(line) for other in others):
            return [re.sub(listed, "", line, count=1)]
    if text.language == "dot" and re.search(r"rank\s*=|\{[^}]*\}", line):
        cut = re.sub(rf"\s*(?<!\w){re.escape(name)}(?!\w)\s*[;,]?", " ", line, count=1)
        return [re.sub(r"\s+\}", " }", cut)]
    return []
