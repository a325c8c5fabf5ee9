"""Commands that remove and disconnect."""

from __future__ import annotations

import re

from diagramc.editing.apply.members import OWNERS
from diagramc.editing.apply.members import find as find_member
from diagramc.editing.elements import (
    MEMBERS,
    find_node,
    fold,
    links_of,
    matches,
    messages_of,
    nodes_of,
)
from diagramc.editing.faults import EditError, refused
from diagramc.editing.patch import (
    AnyStep,
    Disconnect,
    Relabel,
    Remove,
    RemoveMember,
)
from diagramc.editing.resolve import find, resolve
from diagramc.editing.sentences.clauses import QUOTE, Clause
from diagramc.editing.sentences.patterns import (
    ENDS,
    LINE_NOUNS,
    MEMBER_NOUN,
    SAYING,
    Found,
    elements,
    match,
    message,
    target,
)
from diagramc.ir.base import Diagram, plain
from diagramc.ir.sequence import Sequence


def remove(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    """Elements, lines, labels, messages and members taken away."""
    found = match(r"(?:remove|delete|drop|erase|get rid of|take out|take away|cut|kill)\s+(.+)", clause.text)
    if found is None:
        return None
    rest = found[1]
    reconnect = re.search(
        r",?\s+(?:and|but|,)?\s*(?:re-?connect|connect|join|bridge|re-?link)(?:ing)?\s+(?:its|the|their)?\s*(?:neighbou?rs|ends|gap|rest|others?|what.*)$",
        rest,
        re.IGNORECASE,
    )
    if reconnect is not None:
        rest = rest[: reconnect.start()]
    for reader in (_remove_link, _remove_label, _remove_message, _remove_member):
        made = reader(diagram, clause, rest, last)
        if made is not None:
            return made
    rest = re.sub(
        r"\s+(?:from|in)\s+(?:the\s+)?(?:diagram|chart|flowchart|map|timeline|picture)$",
        "",
        rest,
        flags=re.IGNORECASE,
    )
    group = re.fullmatch(
        r"(?:the\s+)?(?:group|subgraph|frame|box|lane|swimlane|cluster|package|section|team)\s+(.+)",
        rest,
        re.IGNORECASE,
    )
    if group is not None:
        id = find(diagram, clause.quoted(group[1]), groups=True)
        if id is not None:
            return Found([Remove(target=id)])
    if find(diagram, clause.quoted(rest)) is None:
        member = only_member(diagram, clause.said(re.sub(r"^the\s+", "", rest, flags=re.IGNORECASE)))
        if member is not None:
            return Found([RemoveMember(owner=member[0], name=member[1])], member[0])
        if isinstance(diagram, Sequence) and _is_message(diagram, clause, rest):
            return _remove_message(diagram, clause, f"message {rest}", last)
    ids = elements(diagram, clause, rest, last)
    return Found([Remove(target=id, reconnect=reconnect is not None) for id in ids])


def _is_message(diagram: Sequence, clause: Clause, words: str) -> bool:
    try:
        message(diagram, clause, words)
    except EditError:
        return False
    return True


def only_member(diagram: Diagram, name: str) -> tuple[str, str] | None:
    """The owner and the real name of the only member of a name."""
    found = []
    for node in nodes_of(diagram) if diagram.type in OWNERS else ():
        for fields in MEMBERS.values():
            for member in getattr(node, fields[0], ()):
                told = getattr(member, "name", None) or getattr(member, "text", member)
                real = plain(told)
                if fold(real) == fold(name):
                    found.append((str(node.id), real))
    return found[0] if len(found) == 1 else None


def bypass(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    """`bypass A`: what led to it leads on to what followed it."""
    found = match(r"(?:bypass|skip|short-?circuit|route around)\s+(.+)", clause.text)
    if found is None:
        return None
    return Found([Remove(target=id, reconnect=True) for id in elements(diagram, clause, found[1], last)])


def ungroup(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    """`ungroup G`."""
    found = match(r"(?:ungroup|dissolve|unwrap)\s+(.+)", clause.text)
    return Found([Remove(target=resolve(diagram, clause.quoted(found[1]), groups=True))]) if found else None


def _remove_link(diagram: Diagram, clause: Clause, rest: str, last: str | None) -> Found | None:
    found = match(
        rf"(?:the\s+|all\s+|any\s+)*{LINE_NOUNS}s?\s+(?:(?P<early>{QUOTE})\s+)?{ENDS}(?:\s+{SAYING}\s+(?P<label>.+)|\s+(?P<quote>{QUOTE}))?",
        rest,
    ) or match(r"(?P<a>.+?)\s*-+>+\s*(?P<b>.+?)(?:\s*:\s*(?P<label>.+))?", rest)
    if found is None:
        return None
    groups = found.groupdict()
    said = groups.get("label") or groups.get("quote") or groups.get("early")
    label = clause.said(said) if said else None
    return Found(
        _disconnected(
            diagram,
            clause,
            found["a"],
            found["b"],
            label,
            last,
            both=" between " in f" {rest.casefold()} ",
            one_only=not re.match(r"(?:all|any|both|(?:the\s+)?\w+s\s)", rest, re.IGNORECASE),
        )
    )


def _disconnected(
    diagram: Diagram,
    clause: Clause,
    a: str,
    b: str,
    label: str | None,
    last: str | None,
    *,
    both: bool,
    one_only: bool,
) -> list[AnyStep]:
    one, other = target(diagram, clause, a, last), target(diagram, clause, b, last)
    ways = [(one, other)]
    if both:
        ways.append((other, one))
    links = links_of(diagram)
    steps: list[AnyStep] = [
        Disconnect(source=s, target=t, label=label)
        for s, t in ways
        if any(matches(link, s, t, label) for link in links) or _is_dotted(diagram, s, t)
    ]
    if not steps and not both and any(matches(link, other, one, label) for link in links):
        raise refused(
            f"there is no line from {one} to {other}",
            f"there is one from {other} to {one}: say it that way round",
            code="edit.unknown",
        )
    several = [link for link in links if matches(link, one, other, label)]
    if len(several) > 1 and one_only:
        listed = ", ".join(repr(plain(link.label)) for link in several[:8])
        raise refused(
            f"there are {len(several)} from {one} to {other}",
            f"say which: … labelled {listed}; or say all",
            code="edit.ambiguous",
        )
    return steps or [Disconnect(source=one, target=other, label=label)]


def _is_dotted(diagram: Diagram, source: str, end: str) -> bool:
    node = find_node(diagram, source)
    return node is not None and end in getattr(node, "dotted", ())


def _remove_label(diagram: Diagram, clause: Clause, rest: str, last: str | None) -> Found | None:
    found = match(rf"(?:the\s+)?label\s+(?:of|on|from)\s+(?:the\s+)?(?:{LINE_NOUNS}\s+)?{ENDS}", rest)
    if found is None:
        return None
    ends = target(diagram, clause, found["a"], last), target(diagram, clause, found["b"], last)
    return Found([Relabel(source=ends[0], target=ends[1], to="")])


def _remove_message(diagram: Diagram, clause: Clause, rest: str, last: str | None) -> Found | None:
    if not isinstance(diagram, Sequence):
        return None
    noun = match(r"(?:the\s+)?(?:message|call|reply|response|request|arrow|step)\s+(.+)", rest)
    noun = noun or match(r"(?:the\s+)?(.+?)\s+(?:message|call|reply|response|request|arrow)", rest)
    only = match(QUOTE, rest)
    if noun is None and (only is None or find(diagram, clause.quoted(rest)) is not None):
        return None
    label = message(diagram, clause, noun[1] if noun else rest)
    found = [m for m in messages_of(diagram) if plain(m.label) == label]
    if len(found) > 1:
        raise refused(
            f"there are {len(found)} messages {label!r}",
            "say: remove the message from A to B",
            code="edit.ambiguous",
        )
    source, end = found[0].source, found[0].target
    if source is None or end is None:
        raise refused(f"the message {label!r} comes from nowhere or goes nowhere")
    return Found([Disconnect(source=source, target=end, label=label)])


def _remove_member(diagram: Diagram, clause: Clause, rest: str, last: str | None) -> Found | None:
    if diagram.type not in OWNERS:
        return None
    found = match(
        rf"(?:the\s+)?(?:{MEMBER_NOUN}\s+)?(?P<name>.+?)\s+(?:{MEMBER_NOUN}\s+)?(?:from|of|in|on)\s+(?P<owner>.+)",
        rest,
    )
    dotted = match(r"(?P<owner>\w+)\.(?P<name>\w+)(?:\(\))?", rest)
    found = found or dotted
    if found is None:
        return None
    owner = find(diagram, clause.quoted(found["owner"]), groups=False)
    if owner is None:
        return None
    names = re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", found["name"])
    return Found([member_removed(diagram, owner, clause.said(name)) for name in names], owner)


def member_removed(diagram: Diagram, owner: str, said: str) -> RemoveMember:
    """The step that removes a member, by its real name."""
    name = re.sub(r"\(.*\)$", "", said).strip()
    _, member = find_member(find_node(diagram, owner), name)
    real = (
        member
        if isinstance(member, str)
        else plain(getattr(member, "name", None) or getattr(member, "text", None))
    )
    return RemoveMember(owner=owner, name=real)


def disconnect(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    """`disconnect A from B`."""
    found = match(
        r"(?:disconnect|unlink|detach|separate|uncouple)\s+(?P<a>.+?)\s+(?:from|and)\s+(?P<b>.+)", clause.text
    )
    if found is None:
        return None
    one, other = target(diagram, clause, found["a"], last), target(diagram, clause, found["b"], last)
    ways = [
        (s, t)
        for s, t in ((one, other), (other, one))
        if any(matches(link, s, t, None) for link in links_of(diagram))
    ]
    return Found([Disconnect(source=s, target=t) for s, t in ways or [(one, other)]])
