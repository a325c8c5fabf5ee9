"""Words changed in place: labels of nodes and groups, of edges and messages, names of members, titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from diagramc.editing.elements import find_group, find_node, nodes_of
from diagramc.editing.patch import Relabel, Rename, SetDiagram
from diagramc.editing.splice import scribe
from diagramc.editing.splice.manner import (
    dot_statement,
    edge_variants,
    is_simple,
    node_variants,
)
from diagramc.editing.splice.names import quoted, token
from diagramc.editing.splice.places import Place, end_places, inserted
from diagramc.editing.splice.text import Text
from diagramc.ir.base import Diagram, label_of, plain

Lines = list[str]


def rename(text: Text, step: Rename, expected: Diagram) -> Iterator[Lines]:
    """Texts in which a node or group shows another label."""
    node = find_node(text.diagram, step.target)
    if node is None:
        yield from _group_renamed(text, step, expected)
        return
    new = find_node(expected, step.target)
    at = text.line_of(node)
    if at is None:
        return
    written = _node_text(text, node, step.label)
    if node.label is not None or text.type in ("mindmap", "timeline", "org-chart"):
        old = _node_text(text, node, node.label if node.label is not None else node.id)
        yield from _words_changed(text, node, plain(label_of(node)), old, step.label, written)
    elif text.language == "mermaid" and text.type == "flowchart":  # `Exit(Exit)` repeats the id
        yield from _words_changed(text, node, node.id, None, step.label, written)
    yield from _labelled(text, node, new, at, step.label, written, expected)


def _node_text(text: Text, node: Any, label: Any) -> str | None:
    if text.language == "dot":
        return quoted(plain(label))[1:-1]
    return scribe.label_text(text.diagram, node, label, text.language)


def _words_changed(
    text: Text, element: Any, old: str, old_written: str | None, new: str, new_written: str | None
) -> Iterator[Lines]:
    """The old words of an element's statement replaced, wherever in it they stand."""
    first = text.line_of(element)
    if first is None:
        return
    last = text.blocks.get(first, first)
    last = first if last - first > 40 else last
    begin = element.span.column - 1
    forms = dict.fromkeys(
        form
        for form in (
            old_written,
            old,
            old.replace("\n", "<br/>"),
            old.replace("\n", "<br>"),
            old.replace("\n", "\\n"),
        )
        if form
    )
    for at in range(first, last + 1):
        line = text.lines[at]
        for form in forms:
            start = line.find(form, begin if at == first else 0)
            while start >= 0:
                end = start + len(form)
                for words in _replacements(text, line, start, end, new, new_written):
                    yield [*text.lines[:at], line[:start] + words + line[end:], *text.lines[at + 1 :]]
                start = line.find(form, start + 1)
    # Labels that stand in every place in which an element without a name of its own is referred to.
    shown = [f'"{old}"', f"[{old}]", f"({old})", f":{old}:"]
    for form in shown:
        places = [at for at, line in enumerate(text.lines) if form in line and not text.is_comment(at)]
        if len(places) > 1 and text.language == "plantuml" and new_written:
            made = form[0] + new_written + form[-1]
            yield [line.replace(form, made) if at in places else line for at, line in enumerate(text.lines)]


def _replacements(
    text: Text, line: str, start: int, end: int, new: str, written: str | None
) -> Iterator[str]:
    """New words fit for a place: as they are where they are simple, else as the backend writes them."""
    inside = line[start - 1 : start] == '"' and line[end : end + 1] == '"'
    escaped = written.strip('"') if written else None
    if is_simple(new) or (escaped == new and inside):
        yield new
    if escaped is None:
        return
    if inside or text.language == "plantuml" or text.type in ("timeline", "sequence"):
        yield escaped
    yield f'"{escaped}"'
    yield escaped


def _labelled(
    text: Text, node: Any, new: Any, at: int, label: str, written: str | None, expected: Diagram
) -> Iterator[Lines]:
    """A label given to an element that has shown its id so far, or written anew in its declaration."""
    name = token(text, node.id)
    line = text.lines[at]
    begin = node.span.column - 1
    escaped = (written or "").strip('"')
    if text.language == "dot":
        yield from _dot_labelled(text, node, at, label)
        return
    shapes = []
    if text.language == "mermaid" and text.type in ("flowchart", "class", "er"):
        if is_simple(label) and text.type == "flowchart":
            shapes.append(f"{name}[{label}]")
        shapes.append(f'{name}["{escaped}"]')
    elif text.type == "sequence" and text.language == "mermaid":
        if re.match(r"\s*(?:create\s+)?(?:participant|actor)\b", line):
            shapes.append(f"{name} as {escaped}")
    elif text.language == "plantuml" and _declares(line, name):
        shapes += [f'"{escaped}" as {name}']
    for form in shapes:
        start = line.find(name, begin if text.type != "er" else 0)
        if start >= 0:
            yield [*text.lines[:at], line[:start] + form + line[start + len(name) :], *text.lines[at + 1 :]]
    for variant in node_variants(text, new, name, expected):
        if _declares(line, name) or text.type in ("architecture", "mindmap", "org-chart", "timeline"):
            body = (
                line[len(line.rstrip().removesuffix("{").rstrip()) :] if line.rstrip().endswith("{") else ""
            )
            head = variant[0].rstrip().removesuffix("{").rstrip()
            yield [*text.lines[:at], text.indent(at) + head + body, *text.lines[at + 1 :]]
        single = variant if len(variant) == 1 else [variant[0].rstrip().removesuffix("{").rstrip()]
        yield inserted(text.lines, Place(at, text.indent(at)), single)
        yield from _declared_before(text, new, single, at, expected)
        yield inserted(text.lines, Place(at + 1, text.indent(at)), single)
        for place in end_places(text):
            yield inserted(text.lines, place, single)


def _declares(line: str, name: str) -> bool:
    """Whether a line is a declaration of an element, and not an edge."""
    bare = re.sub(r'"[^"]*"', "", line)
    return not re.search(r"--|\.\.|->|<-|-\[|~~|==", bare) and name in line


def _declared_before(text: Text, new: Any, variant: Lines, at: int, expected: Diagram) -> Iterator[Lines]:
    """Participants that only messages name, declared in their order up to the one that gets a label."""
    if text.type != "sequence":
        return
    made: Lines = []
    first = at
    for other in nodes_of(expected):
        line = text.line_of(find_node(text.diagram, other.id))
        if other.id == new.id:
            made += variant
            break
        if line is not None and not re.match(r"\s*(?:participant|actor|\w+\s)", text.lines[line]):
            first = min(first, line)
        if line is not None and line >= first:
            made += scribe.node_lines(expected, other, token(text, other.id), text.language)[0]
    yield inserted(text.lines, Place(first, text.indent(first)), made)


def _dot_labelled(text: Text, node: Any, at: int, label: str) -> Iterator[Lines]:
    name = token(text, node.id)
    line = text.lines[at]
    value = quoted(label)
    begin, end = node.span.column - 1, node.span.column - 1 + node.span.length
    statement = line[begin:end]
    known = re.search(r"\blabel\s*=\s*(\"(?:[^\"\\]|\\.)*\"|<.*>|[^\s,\];]+)", statement)
    if known:
        made = statement[: known.start(1)] + value + statement[known.end(1) :]
        yield [*text.lines[:at], line[:begin] + made + line[end:], *text.lines[at + 1 :]]
    if statement.rstrip().endswith("]"):
        opening = statement.index("[") + 1
        following = statement[opening:].strip()
        comma = ", " if "," in following or following == "]" else " "
        comma = "" if following == "]" else comma
        made = f"{statement[:opening]}label={value}{comma}{statement[opening:]}"
        yield [*text.lines[:at], line[:begin] + made + line[end:], *text.lines[at + 1 :]]
    if re.fullmatch(rf"\s*{re.escape(name)}\s*;?\s*", line):
        yield [*text.lines[:at], line.replace(name, f"{name} [label={value}]", 1), *text.lines[at + 1 :]]
    new = dot_statement(text, name, {"label": value})
    yield inserted(text.lines, Place(at, text.indent(at)), [new])
    yield inserted(text.lines, Place(at + 1, text.indent(at)), [new])
    for place in end_places(text):
        yield inserted(text.lines, place, [new])


def _group_renamed(text: Text, step: Rename, expected: Diagram) -> Iterator[Lines]:
    old, new = find_group(text.diagram, step.target), find_group(expected, step.target)
    at = text.line_of(old)
    if at is None:
        return
    written: str | None
    before: str | None = None
    if text.language == "dot":
        written = quoted(step.label)[1:-1]
    else:
        written = scribe.group_label_text(text.diagram, old, step.label, text.language)
        before = scribe.group_label_text(text.diagram, old, old.label, text.language)
    if old.label is not None:
        yield from _words_changed(text, old, plain(old.label), before, step.label, written)
    yield from _words_changed(text, old, old.id, None, step.label, written)
    name = token(text, old.id)
    ends = scribe.group_lines(expected, new, name, text.language)
    if ends:
        yield [*text.lines[:at], text.indent(at) + ends[0], *text.lines[at + 1 :]]
    if text.language == "dot":
        for form in (f"label={quoted(step.label)};", f"label={quoted(step.label)}"):
            yield inserted(text.lines, Place(at + 1, text.indent(at) + text.unit), [form])


def relabel(text: Text, step: Relabel, expected: Diagram) -> Iterator[Lines]:
    """Texts in which an edge or message says something else."""
    from diagramc.editing.elements import links_of, matches

    edge = next(e for e in links_of(text.diagram) if matches(e, step.source, step.target, step.label))
    index = [e is edge for e in links_of(text.diagram)].index(True)
    new = links_of(expected)[index]
    at = text.line_of(edge)
    if at is None:
        return
    if text.language == "dot":
        yield from _dot_relabelled(text, edge, at, step.to)
    else:
        written = scribe.edge_label_text(text.diagram, edge, step.to, text.language) if step.to else None
        old = scribe.edge_label_text(text.diagram, edge, edge.label, text.language) if edge.label else None
        if edge.label is not None and step.to:
            yield from _words_changed(text, edge, plain(edge.label), old, step.to, written)
        if edge.label is not None and not step.to:
            yield from _label_dropped(text, at, plain(edge.label))
        if edge.label is None and step.to and written:
            yield from _label_given(text, edge, at, step.to, written)
    yield from _set_apart(text, edge, new, at, expected)
    alone = len([e for e in links_of(text.diagram) if text.line_of(e) == at]) == 1
    if alone:
        for variant in edge_variants(text, new, expected, {}):
            yield [*text.lines[:at], *(text.indent(at) + line for line in variant), *text.lines[at + 1 :]]


def _set_apart(text: Text, edge: Any, new: Any, at: int, expected: Diagram) -> Iterator[Lines]:
    """The edge as a statement of its own, out of a chain or fan that cannot say its label."""
    from diagramc.editing.splice.chains import Chain, without
    from diagramc.editing.splice.manner import chain_at

    chain = chain_at(text, at)
    if not isinstance(chain, Chain) or len(list(chain.pairs())) < 2:
        return
    rest = without(
        chain,
        lambda s, t: (s, t) == (edge.source, edge.target),
        lambda mention: not mention.is_bare or mention.id not in (edge.source, edge.target),
    )
    for variant in edge_variants(text, new, expected, {}):
        own = [chain.lead + line for line in variant]
        yield [*text.lines[:at], *own, *rest, *text.lines[at + 1 :]]
        yield [*text.lines[:at], *rest, *own, *text.lines[at + 1 :]]


def _label_dropped(text: Text, at: int, label: str) -> Iterator[Lines]:
    line = text.lines[at]
    said = re.escape(label)
    for pattern in (
        rf"\s*\|\s*\"?{said}\"?\s*\|",
        rf"(?<=-->)\s*\|{said}\|",
        rf"\s*:\s*\"?{said}\"?\s*$",
    ):
        if re.search(pattern, line):
            yield [*text.lines[:at], re.sub(pattern, "", line, count=1), *text.lines[at + 1 :]]
    worded = re.search(rf"(--|==|-\.)\s*\"?{said}\"?\s*(-->|==>|\.->|---)", line)
    if worded:
        arrow = worded[2] if worded[1] != "-." else f"-{worded[2]}"
        yield [*text.lines[:at], line[: worded.start()] + arrow + line[worded.end() :], *text.lines[at + 1 :]]


def _label_given(text: Text, edge: Any, at: int, label: str, written: str) -> Iterator[Lines]:
    line = text.lines[at]
    escaped = written.strip('"')
    if text.language == "mermaid" and text.type == "flowchart":
        forms = [f"|{label}|"] if is_simple(label) and not re.search(r'\|"', "\n".join(text.lines)) else []
        from diagramc.editing.splice.chains import Chain
        from diagramc.editing.splice.manner import chain_at

        chain = chain_at(text, at)
        if isinstance(chain, Chain):
            begin = len(chain.lead)
            for link, (source, target) in zip(
                chain.links, zip(chain.parts, chain.parts[1:], strict=False), strict=True
            ):
                start = line.index(link, begin)
                begin = start + len(link)
                here = (edge.source in {m.id for m in source}) and (edge.target in {m.id for m in target})
                if here:
                    for form in [*forms, f'|"{escaped}"|']:
                        arrow = link.rstrip()
                        made = line[:start] + arrow + form + " " + line[begin:]
                        yield [*text.lines[:at], made, *text.lines[at + 1 :]]
        return
    if text.type in ("class", "er", "sequence") or text.language == "plantuml":
        stripped = line.rstrip()
        colon = ": " if text.language == "mermaid" and text.type == "sequence" else " : "
        yield [*text.lines[:at], f"{stripped}{colon}{escaped}", *text.lines[at + 1 :]]
        yield [*text.lines[:at], f'{stripped} : "{escaped}"', *text.lines[at + 1 :]]


def _dot_relabelled(text: Text, edge: Any, at: int, label: str) -> Iterator[Lines]:
    line = text.lines[at]
    value = quoted(label)
    known = re.search(r"(,?\s*)\bx?label\s*=\s*(\"(?:[^\"\\]|\\.)*\"|<.*>|[^\s,\];]+)(,?\s*)", line)
    if known and label:
        yield [*text.lines[:at], line[: known.start(2)] + value + line[known.end(2) :], *text.lines[at + 1 :]]
    if known and not label:
        rest = line[: known.start()] + (known[3] if not known[1] else "") + line[known.end() :]
        yield [*text.lines[:at], re.sub(r"\s*\[\s*\]", "", rest), *text.lines[at + 1 :]]
        rest = line[: known.start()] + line[known.end() :]
        yield [*text.lines[:at], re.sub(r"\s*\[\s*\]", "", rest), *text.lines[at + 1 :]]
    if not known and label:
        bracket = re.search(r"\[", line)
        if bracket:
            comma = ", " if "," in line[bracket.end() :] else " "
            made = f"{line[: bracket.end()]}label={value}{comma}{line[bracket.end() :]}"
            yield [*text.lines[:at], made, *text.lines[at + 1 :]]
        else:
            body = line.rstrip().removesuffix(";")
            ended = ";" if line.rstrip().endswith(";") else ""
            yield [*text.lines[:at], f"{body} [label={value}]{ended}", *text.lines[at + 1 :]]


def set_title(text: Text, step: SetDiagram, expected: Diagram) -> Iterator[Lines]:
    """Texts with another title."""
    title = step.title or ""
    written = scribe.write(_titled(text.diagram, title), text.language)
    if written is None:
        return
    if text.language == "dot":
        yield from _dot_title(text, title)
        return
    form = next((line for line in written.text.lines if re.match(r"\s*title\b", line)), None)
    if form is None:
        return
    said = re.sub(r"^\s*title:?\s*", "", form)
    for at, line in enumerate(text.lines[: text.end]):
        found = re.match(r"(\s*title\s*:?\s*)(.*)", line)
        if found and not text.is_comment(at):
            yield [*text.lines[:at], found[1] + said, *text.lines[at + 1 :]]
    if text.language == "plantuml" or text.type in ("timeline",):
        indent = "" if text.language == "plantuml" else "    "
        yield inserted(text.lines, Place(text.head + 1, indent), [f"title {said}"])
        return
    if text.lines[0].strip() == "---":
        yield inserted(text.lines, Place(1, ""), [f"title: {said}"])
    yield ["---", f"title: {said}", "---", *text.lines]


def _titled(diagram: Diagram, title: str) -> Diagram:
    from msgspec.structs import replace

    from diagramc.editing.elements import element_class, with_nodes

    small = with_nodes(scribe.empty(diagram), (element_class(diagram, "nodes")(id="zqnode"),))
    return replace(small, title=title)


def _dot_title(text: Text, title: str) -> Iterator[Lines]:
    value = quoted(title)
    for at, line in enumerate(text.lines):
        found = re.match(r"(\s*(?:graph\s*\[.*?\b)?label\s*=\s*)(\"(?:[^\"\\]|\\.)*\"|[^\s,\];]+)(.*)", line)
        if found and text.block_round(at) is not None:
            yield [*text.lines[:at], f"{found[1]}{value}{found[3]}", *text.lines[at + 1 :]]
    first = next(end_places(text))
    yield inserted(text.lines, Place(text.head + 1, first.indent), [f"label={value};"])
