"""Something new in a text: nodes, edges, messages, members, frames."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from diagramc.editing.elements import (
    MEMBERS,
    PARENT,
    edges_of,
    find_group,
    find_node,
    groups_of,
    messages_of,
    nodes_of,
    parent_of,
    subtree,
)
from diagramc.editing.patch import Add, AddMember, Connect, Group, Wrap
from diagramc.editing.splice import scribe
from diagramc.editing.splice.chains import Chain, Mention, plain_link, without
from diagramc.editing.splice.manner import chain_at, edge_variants, node_variants
from diagramc.editing.splice.names import new_token, token
from diagramc.editing.splice.places import (
    Place,
    after,
    block_places,
    edge_places,
    end_places,
    inserted,
    node_places,
)
from diagramc.editing.splice.text import Text, word
from diagramc.ir.base import Diagram, label_of, plain
from diagramc.ir.sequence import Sequence

Lines = list[str]


def add(text: Text, step: Add, expected: Diagram) -> Iterator[Lines]:
    """Texts with the new node, and with the edges that lead through it."""
    old = {node.id for node in nodes_of(text.diagram)}
    node = next(n for n in nodes_of(expected) if n.id not in old)
    if text.type in PARENT:
        yield from _into_tree(text, node, expected)
        return
    name = new_token(text, node.id)
    gone, new = _changed_edges(text.diagram, expected)
    if not new:
        yield from _only_node(text, node, name, expected)
        return
    for variant in node_variants(text, node, name, expected):
        if gone:
            yield from _threaded(text, node, name, variant, gone, new, expected)
        yield from _node_then_edges(text, node, name, variant, new, gone, expected)


def _changed_edges(before: Diagram, expected: Diagram) -> tuple[list[Any], list[Any]]:
    old, new = list(edges_of(before)), list(edges_of(expected))
    return [e for e in old if e not in new], [e for e in new if e not in old]


def _only_node(text: Text, node: Any, name: str, expected: Diagram) -> Iterator[Lines]:
    variants = list(node_variants(text, node, name, expected))
    for place in _with_places(text, node, expected):
        for variant in variants:
            yield inserted(text.lines, place, variant)
    if text.type == "sequence":
        yield from _all_declared(text, node, variants, expected)


def _with_places(text: Text, node: Any, expected: Diagram) -> Iterator[Place]:
    if text.type == "sequence":
        yield from _participant_places(text, node, expected)
    elif text.type == "timeline":
        yield from _period_places(text, node, expected)
    else:
        yield from node_places(text, node, expected)


def _participant_places(text: Text, node: Any, expected: Diagram) -> Iterator[Place]:
    order = [n.id for n in nodes_of(expected)]
    at = order.index(node.id)
    for id in reversed(order[:at]):
        near = find_node(text.diagram, id)
        line = text.line_of(near)
        if near is None or line is None:
            continue
        if near.group == node.group:
            yield Place(line + 1, text.indent(line))
            break
        if near.group is not None and node.group is None:
            opening = text.line_of(find_group(text.diagram, near.group))
            if opening is not None:
                yield after(text, opening)
    for id in order[at + 1 :]:
        line = text.line_of(find_node(text.diagram, id))
        if line is not None:
            yield Place(line, text.indent(line))
            break
    if node.group is not None:
        yield from block_places(text, node.group)
    yield from end_places(text)


def _all_declared(text: Text, node: Any, variants: list[Lines], expected: Diagram) -> Iterator[Lines]:
    """Every participant declared before the first message, in order, where the order follows from the messages."""
    firsts = [line for m in messages_of(_sequence(text)) if (line := text.line_of(m)) is not None]
    if not firsts:
        return
    place = Place(min(firsts), text.indent(min(firsts)))
    for variant in variants:
        made: Lines = []
        for other in nodes_of(expected):
            if other.id == node.id:
                made += variant
                continue
            line = text.line_of(find_node(text.diagram, other.id))
            if line is not None and line >= min(firsts):
                made += scribe.node_lines(expected, other, token(text, other.id), text.language)[0]
        yield inserted(text.lines, place, made)


def _sequence(text: Text) -> Sequence:
    assert isinstance(text.diagram, Sequence)
    return text.diagram


def _period_places(text: Text, node: Any, expected: Diagram) -> Iterator[Place]:
    order = [n.id for n in nodes_of(expected)]
    at = order.index(node.id)
    for id in order[at - 1 : at]:
        near = find_node(text.diagram, id)
        line, last = text.line_of(near), text.last_line_of(near)
        if near is not None and line is not None and last is not None and near.group == node.group:
            yield Place(last + 1, text.indent(line))
    for id in order[at + 1 : at + 2]:
        line = text.line_of(find_node(text.diagram, id))
        if line is not None:
            yield Place(line, text.indent(line))
    if node.group is not None:
        yield from block_places(text, node.group)
    yield from end_places(text)


def _threaded(
    text: Text, node: Any, name: str, variant: Lines, gone: list[Any], new: list[Any], expected: Diagram
) -> Iterator[Lines]:
    """An edge's statement led through the new node, on its own line or as two."""
    line = text.line_of(gone[0])
    if text.language == "plantuml" and text.type == "flowchart":
        yield from _activity(text, variant, gone)
    if line is None or len(gone) > 1:
        return
    chain = chain_at(text, line)
    inline = variant[0].rstrip(";").rstrip() if len(variant) == 1 else name
    if isinstance(chain, Chain):
        if text.language == "mermaid":
            declared = any(
                text.line_of(n) is not None and text.line_of(n) not in text.edge_lines()
                for n in nodes_of(text.diagram)
            )
            woven = _woven(chain, gone[0], node.id, inline)
            if woven is not None and not declared:
                yield _replaced(text, line, [woven])
            short = _woven(chain, gone[0], node.id, name)
            if short is not None:
                made = _replaced(text, line, [short])
                moved = Text("\n".join(made), text.language, text.diagram)
                for place in node_places(text, node, expected):
                    yield inserted(moved.lines, _shifted(place, line, 0), variant)
                if woven is not None:
                    yield _replaced(text, line, [woven])
        elif len(chain.links) == 1 and len(chain.parts[0]) == len(chain.parts[1]) == 1:
            first = f"{chain.lead}{chain.parts[0][0].text}{chain.links[0]}{name}{chain.tail}"
            yield from _two_lines(text, node, name, variant, line, first, new, expected)
        return
    retargeted = _retargeted(text, line, gone[0], name)
    if retargeted is not None:
        yield from _two_lines(text, node, name, variant, line, retargeted, new, expected)


def _woven(chain: Chain, edge: Any, id: str, inline: str) -> str | None:
    """The chain with a node put into one of its links; None where the link joins several nodes."""
    for at, source, target in chain.pairs():
        if (source, target) != (edge.source, edge.target):
            continue
        if len(chain.parts[at]) > 1 or len(chain.parts[at + 1]) > 1:
            return None
        parts = [*chain.parts[: at + 1], [Mention(id, inline)], *chain.parts[at + 1 :]]
        links = [*chain.links[: at + 1], plain_link(chain.links[at]), *chain.links[at + 1 :]]
        texts = [" & ".join(m.text for m in part) for part in parts]
        made = texts[0] + "".join(link + t for link, t in zip(links, texts[1:], strict=True))
        return f"{chain.lead}{made}{chain.tail}"
    return None


def _two_lines(
    text: Text, node: Any, name: str, variant: Lines, line: int, first: str, new: list[Any], expected: Diagram
) -> Iterator[Lines]:
    following = next((e for e in new if e.source == node.id), None)
    if following is None:
        return
    for second in edge_variants(text, following, expected, {node.id: name}):
        made = _replaced(text, line, [first, *(text.indent(line) + part for part in second)])
        for place in node_places(text, node, expected):
            yield inserted(made, _shifted(place, line, len(second)), variant)


def _shifted(place: Place, line: int, more: int) -> Place:
    return Place(place.at + more, place.indent) if place.at > line else place


def _replaced(text: Text, line: int, new: Lines) -> Lines:
    return [*text.lines[:line], *new, *text.lines[line + 1 :]]


def _retargeted(text: Text, line: int, edge: Any, name: str) -> str | None:
    """An edge's line with another target."""
    old = text.lines[line]
    pattern = (
        word(token(text, edge.target))
        if token(text, edge.target)[0].isalnum()
        else re.compile(re.escape(token(text, edge.target)))
    )
    head = old.partition(" : ")[0] if " : " in old else old
    found = list(pattern.finditer(head))
    if not found:
        return None
    ends = found[-1]
    if (edge.source != edge.target and len(found) == 1) or len(found) > 1:
        arrow = re.search(r"<[|.-]|^\s*\S+\s+<", head)
        ends = found[0] if arrow and found[0].start() < arrow.start() + 2 else found[-1]
    return old[: ends.start()] + name + old[ends.end() :]


def _activity(text: Text, variant: Lines, gone: list[Any]) -> Iterator[Lines]:
    """A step of an activity diagram, where order is flow: a line between the two."""
    for edge in gone[:1]:
        source = text.last_line_of(find_node(text.diagram, edge.source))
        target = text.line_of(find_node(text.diagram, edge.target))
        if target is not None:
            yield inserted(text.lines, Place(target, text.indent(target)), variant)
        if source is not None:
            yield inserted(text.lines, Place(source + 1, text.indent(source)), variant)


def _node_then_edges(
    text: Text, node: Any, name: str, variant: Lines, new: list[Any], gone: list[Any], expected: Diagram
) -> Iterator[Lines]:
    """The node's lines, and below the edges those that are new; edges that went are taken out."""
    lines = list(text.lines)
    offset = 0
    if gone:
        from diagramc.editing.splice.remove import edges_dropped

        for made in edges_dropped(text, gone):
            lines = made
            break
        else:
            return
        offset = len(lines) - len(text.lines)
    drafts = [next(edge_variants(text, e, expected, {node.id: name}), None) for e in new]
    if any(draft is None for draft in drafts):
        return
    joined = [line for draft in drafts if draft for line in draft]
    ends = {id for e in new for id in (e.source, e.target)} - {node.id}
    one = sorted(ends)[0] if ends else node.id
    changed_at = min((text.line_of(e) or 0 for e in gone), default=len(lines))
    for place in edge_places(text, new[0].source if new[0].source != node.id else one, one):
        at = place.at + (offset if place.at > changed_at else 0)
        for where in node_places(text, node, expected):
            start = where.at + (offset if where.at > changed_at else 0)
            if start <= at:
                half = inserted(lines, Place(start, where.indent), variant)
                yield inserted(half, Place(at + len(variant), place.indent), joined)
            else:
                half = inserted(lines, Place(at, place.indent), joined)
                yield inserted(half, Place(start + len(joined), where.indent), variant)


# Trees


def _into_tree(text: Text, node: Any, expected: Diagram) -> Iterator[Lines]:
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


_MARK = re.compile(r"\s*(?:[*+#-]+(?:\[#?\w+\])?_?|)")


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


# Edges and messages


def connect(text: Text, step: Connect, expected: Diagram) -> Iterator[Lines]:
    """Texts with the new edge or message."""
    if isinstance(expected, Sequence):
        yield from _message(text, step, expected)
        return
    if text.type == "org-chart":
        return
    _, new = _changed_edges(text.diagram, expected)
    if not new:
        new = [edges_of(expected)[-1]]
    for variant in edge_variants(text, new[0], expected, {}):
        for place in edge_places(text, new[0].source, new[0].target):
            yield inserted(text.lines, place, variant)


def _message(text: Text, step: Connect, expected: Sequence) -> Iterator[Lines]:
    before = _sequence(text)
    old = list(messages_of(before))
    new = next((m for m in messages_of(expected) if not any(m is o or m == o for o in old)), None)
    if new is None:
        new = list(messages_of(expected))[-1]
    variants = list(edge_variants(text, new, expected, {}))
    near = step.after or step.before
    places: list[Place] = []
    if near is not None:
        from diagramc.editing.apply.sequence import find_message

        line = text.line_of(find_message(before, near))
        if line is not None:
            places.append(Place(line + (1 if step.after else 0), text.indent(line)))
    places += end_places(text)
    for place in places:
        for variant in variants:
            yield inserted(text.lines, place, variant)


# Members


def add_member(text: Text, step: AddMember, expected: Diagram) -> Iterator[Lines]:
    """Texts with a new member in its owner's block, or in a line of its own."""
    owner, new = find_node(text.diagram, step.owner), find_node(expected, step.owner)
    field = MEMBERS[step.member][0]
    member = getattr(new, field)[-1]
    if field == "events":
        yield from _event(text, owner, new, member)
        return
    lines = scribe.member_lines(expected, new, field, member, text.language)
    if not lines:
        return
    for variant in _member_variants(text, lines, owner):
        yield from _member_places(text, owner, field, variant)


def _member_variants(text: Text, lines: Lines, owner: Any) -> Iterator[Lines]:
    """The member's line in the manner of its owner's others: `int age` or `age: int`, `age : int`."""
    others = [text.lines[line].strip() for m in _members(owner) if (line := text.line_of(m)) is not None]
    named = re.fullmatch(r"([-+#~]?)([\w]+)\s*:\s*([\w<>\[\]~]+)(\$?)", lines[0])
    if named and text.type == "class":
        visibility, name, type, static = named.groups()
        if sum(bool(re.match(r"[-+#~]?\w+ \w+\$?$", o)) for o in others) * 2 > len(others):
            yield [f"{visibility}{type} {name}{static}"]
        for colon in (" : ", ": ", ":"):
            if others and all(colon in o for o in others if ":" in o) and any(":" in o for o in others):
                yield [f"{visibility}{name}{colon}{type}{static}"]
                break
    if "{field} " in lines[0] or "{method} " in lines[0]:
        yield [re.sub(r"\{(?:field|method)\} ", "", lines[0])]
    yield lines


def _members(owner: Any) -> list[Any]:
    return [m for (field,) in MEMBERS.values() for m in getattr(owner, field, ()) if not isinstance(m, str)]


def _member_places(text: Text, owner: Any, field: str, variant: Lines) -> Iterator[Lines]:
    opening = text.line_of(owner)
    same = (
        [line for m in getattr(owner, field) if (line := text.line_of(m)) is not None]
        if field != "values"
        else []
    )
    every = [line for m in _members(owner) if (line := text.line_of(m)) is not None]
    body = text.blocks.get(opening) if opening is not None else None
    for lines in (same, every):
        if lines:
            last = lines[-1]
            outside = (
                re.match(r"(\s*\S+\s*:\s*)", text.lines[last]) if text.block_round(last) is None else None
            )
            if outside and body is None:
                yield inserted(text.lines, Place(last + 1, ""), [outside[1] + variant[0]])
            yield inserted(text.lines, Place(last + 1, text.indent(last)), variant)
    if opening is None:
        return
    indent = text.indent(opening)
    if body is not None:
        inner = indent + text.unit
        yield inserted(text.lines, Place(body, inner), variant)
        yield inserted(text.lines, Place(opening + 1, inner), variant)
        return
    stated = text.lines[opening]
    name = token(text, owner.id)
    alone = re.fullmatch(r"\s*(?:(?:abstract\s+)?(?:class|interface|enum|entity|struct)\s+)?\S+.*", stated)
    if alone and not any(mark in stated for mark in ("--", "..", "->")):
        bare = re.sub(r"\s*\{\s*\}$", "", stated.rstrip())
        yield _replaced(text, opening, [f"{bare} {{", indent + text.unit + variant[0], f"{indent}}}"])
        yield inserted(text.lines, Place(opening + 1, indent), [f"{name} : {variant[0]}"])
    block = [f"{name} {{", text.unit + variant[0], "}"]
    for keyword in ("class ", "entity ", ""):
        for place in (*_after_mentions(text, name), *end_places(text)):
            yield inserted(text.lines, place, [keyword + block[0], *block[1:]])


def _after_mentions(text: Text, name: str) -> Iterator[Place]:
    for at in text.mentions(name)[:1]:
        yield after(text, at)


def _event(text: Text, owner: Any, new: Any, member: Any) -> Iterator[Lines]:
    line = text.line_of(owner)
    if line is None or text.language != "mermaid":
        return
    last = max((at for e in owner.events if (at := text.line_of(e)) is not None), default=line)
    written = scribe.write(
        scribe.node_alone(text.diagram, replace(new, events=(member,), label="2000")), text.language
    )
    if written is None:
        return
    shown = (
        written.text.lines[written.text.line_of(nodes_of(written.diagram)[0]) or 0].partition(":")[2].strip()
    )
    if last > line and text.lines[last].lstrip().startswith(":"):
        yield inserted(text.lines, Place(last + 1, text.indent(last)), [f": {shown}"])
    yield _replaced(text, last, [f"{text.lines[last].rstrip()} : {shown}"])


# Frames


def group(text: Text, step: Group, expected: Diagram) -> Iterator[Lines]:
    """Texts with a frame round its members: their own lines when those are beside each other, else a new block of their names."""
    old = {frame.id for frame in groups_of(text.diagram)}
    frame = next(g for g in groups_of(expected) if g.id not in old)
    ends = scribe.group_lines(expected, frame, new_token(text, frame.id), text.language)
    if len(ends) < 2:
        return
    openings = list(_openings(text, ends[0], frame))
    if text.type == "sequence":
        yield from _boxed(text, step, ends)
        from diagramc.editing.splice.remove import declared

        yield declared(text, expected, {frame.id: ends})
        return
    spans = []
    for member in step.members:
        element = find_node(text.diagram, member) or find_group(text.diagram, member)
        first, last = text.line_of(element), text.last_line_of(element)
        if first is None or last is None:
            return
        spans.append((first, last))
    first, last = min(s[0] for s in spans), max(s[1] for s in spans)
    indent = text.indent(first)
    covered = {at for begin, end in spans for at in range(begin, end + 1)}
    for opening in openings:
        if all(at in covered or text.is_blank(at) or text.is_comment(at) for at in range(first, last + 1)):
            inner = [text.unit + line if line.strip() else line for line in text.lines[first : last + 1]]
            yield [*text.lines[:first], indent + opening, *inner, indent + ends[1], *text.lines[last + 1 :]]
        gathered = [text.lines[at] for begin, end in sorted(spans) for at in range(begin, end + 1)]
        rest = [line for at, line in enumerate(text.lines) if at not in covered]
        at = sum(other not in covered for other in range(first))
        inner = [text.unit + indent + line.removeprefix(indent) for line in gathered]
        yield [*rest[:at], indent + opening, *inner, indent + ends[1], *rest[at:]]
        named = [text.unit + token(text, member) for member in step.members]
        for place in end_places(text):
            yield inserted(text.lines, place, [opening, *named, ends[1]])


def _boxed(text: Text, step: Group, ends: Lines) -> Iterator[Lines]:
    """A box round declarations that are beside each other."""
    lines = sorted(text.line_of(find_node(text.diagram, m)) or -1 for m in step.members)
    if lines[0] < 0 or lines[-1] - lines[0] >= len(lines):
        return
    first, last = lines[0], lines[-1]
    indent = text.indent(first)
    inner = [text.unit + line for line in text.lines[first : last + 1]]
    yield [*text.lines[:first], indent + ends[0], *inner, indent + ends[1], *text.lines[last + 1 :]]


def _openings(text: Text, line: str, frame: Any) -> Iterator[str]:
    if text.language == "mermaid" and text.type == "flowchart":
        from diagramc.editing.splice.manner import is_simple

        quotes = re.search(r'\["([^"]*)"\]', line)
        if (
            quotes
            and is_simple(quotes[1])
            and not any(re.search(r'subgraph.*"', other) for other in text.lines)
        ):
            yield line.replace(quotes[0], f"[{quotes[1]}]")
    yield line


def wrap(text: Text, step: Wrap, expected: Diagram) -> Iterator[Lines]:
    """Texts with a fragment round some messages."""
    from diagramc.editing.apply.sequence import find_message

    before = _sequence(text)
    first = text.line_of(find_message(before, step.first))
    last = text.line_of(find_message(before, step.last or step.first))
    if first is None or last is None:
        return
    for opening in _fragment_openings(text, step):
        indent = text.indent(first)
        inner = [text.unit + line if line.strip() else line for line in text.lines[first : last + 1]]
        yield [*text.lines[:first], indent + opening, *inner, f"{indent}end", *text.lines[last + 1 :]]


def _fragment_openings(text: Text, step: Wrap) -> Iterator[str]:
    from diagramc.ir.sequence import Fragment, Message, Operand, Participant

    inside = Message(source=scribe.FIRST, target=scribe.SECOND, label="x")
    fragment = Fragment(kind=step.kind, operands=(Operand(label=step.label or None, steps=(inside,)),))
    people = (Participant(id=scribe.FIRST), Participant(id=scribe.SECOND))
    written = scribe.write(Sequence(participants=people, steps=(fragment,)), text.language)
    if written is not None:
        lines = written.lines_of(written.diagram.steps[0])  # type: ignore[attr-defined]
        if lines:
            yield lines[0]


__all__ = ["add", "add_member", "connect", "group", "without", "wrap"]
