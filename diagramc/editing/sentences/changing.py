"""Commands that remove, rename, connect, move, group and restyle."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from diagramc.editing.apply.members import OWNERS
from diagramc.editing.apply.members import find as find_member
from diagramc.editing.elements import (
    MEMBERS,
    find_group,
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
    Connect,
    Disconnect,
    Move,
    Relabel,
    Remove,
    RemoveMember,
    Rename,
    RenameMember,
    Restyle,
    SetDiagram,
    Wrap,
)
from diagramc.editing.resolve import find, resolve
from diagramc.editing.sentences.adding import (
    LINE_NOUNS,
    SAYING,
    Found,
    elements,
    grouped,
    message,
    target,
)
from diagramc.editing.sentences.clauses import QUOTE, Clause
from diagramc.editing.sentences.words import DIRECTIONS, LINES, RELATIONS, colour, kind_for, shape_for
from diagramc.ir.base import Diagram, plain
from diagramc.ir.sequence import Sequence

_ENDS = r"(?:from\s+|between\s+)?(?P<a>.+?)\s*(?:\s+to\s+|\s+and\s+|\s*-+>+\s*|\s*→\s*)(?P<b>.+?)"
_MEMBER_NOUN = r"(?:attribute|field|column|property|method|operation|function|value|literal|event|member)s?"
_THE = r"(?:the\s+|an?\s+)?"


def read(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    """The steps of a command; None when it is none that is known."""
    for reader in _READERS:
        found: Found | None = reader(diagram, clause, last)
        if found is not None:
            return found
    return None


def _match(pattern: str, text: str) -> re.Match[str] | None:
    return re.fullmatch(pattern, text, re.IGNORECASE | re.DOTALL)


def _remove(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    found = _match(r"(?:remove|delete|drop|erase|get rid of|take out|take away|cut|kill)\s+(.+)", clause.text)
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
        member = _only_member(diagram, clause.said(re.sub(r"^the\s+", "", rest, flags=re.IGNORECASE)))
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


def _only_member(diagram: Diagram, name: str) -> tuple[str, str] | None:
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


def _bypass(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    found = _match(r"(?:bypass|skip|short-?circuit|route around)\s+(.+)", clause.text)
    if found is None:
        return None
    return Found([Remove(target=id, reconnect=True) for id in elements(diagram, clause, found[1], last)])


def _ungroup(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    found = _match(r"(?:ungroup|dissolve|unwrap)\s+(.+)", clause.text)
    return Found([Remove(target=resolve(diagram, clause.quoted(found[1]), groups=True))]) if found else None


def _remove_link(diagram: Diagram, clause: Clause, rest: str, last: str | None) -> Found | None:
    found = _match(
        rf"(?:the\s+|all\s+|any\s+)*{LINE_NOUNS}s?\s+(?:(?P<early>{QUOTE})\s+)?{_ENDS}(?:\s+{SAYING}\s+(?P<label>.+)|\s+(?P<quote>{QUOTE}))?",
        rest,
    ) or _match(r"(?P<a>.+?)\s*-+>+\s*(?P<b>.+?)(?:\s*:\s*(?P<label>.+))?", rest)
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
    found = _match(rf"(?:the\s+)?label\s+(?:of|on|from)\s+(?:the\s+)?(?:{LINE_NOUNS}\s+)?{_ENDS}", rest)
    if found is None:
        return None
    ends = target(diagram, clause, found["a"], last), target(diagram, clause, found["b"], last)
    return Found([Relabel(source=ends[0], target=ends[1], to="")])


def _remove_message(diagram: Diagram, clause: Clause, rest: str, last: str | None) -> Found | None:
    if not isinstance(diagram, Sequence):
        return None
    noun = _match(r"(?:the\s+)?(?:message|call|reply|response|request|arrow|step)\s+(.+)", rest)
    only = _match(QUOTE, rest)
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
    found = _match(
        rf"(?:the\s+)?(?:{_MEMBER_NOUN}\s+)?(?P<name>.+?)\s+(?:{_MEMBER_NOUN}\s+)?(?:from|of|in|on)\s+(?P<owner>.+)",
        rest,
    )
    dotted = _match(r"(?P<owner>\w+)\.(?P<name>\w+)(?:\(\))?", rest)
    found = found or dotted
    if found is None:
        return None
    owner = find(diagram, clause.quoted(found["owner"]), groups=False)
    if owner is None:
        return None
    names = re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", found["name"])
    return Found([_member_removed(diagram, owner, clause.said(name)) for name in names], owner)


def _member_removed(diagram: Diagram, owner: str, said: str) -> RemoveMember:
    name = re.sub(r"\(.*\)$", "", said).strip()
    _, member = find_member(find_node(diagram, owner), name)
    real = (
        member
        if isinstance(member, str)
        else plain(getattr(member, "name", None) or getattr(member, "text", None))
    )
    return RemoveMember(owner=owner, name=real)


def _rename(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    link = _match(
        rf"(?:rename|relabel|label|change|set|reword)\s+(?:the\s+)?(?:(?:label|text)\s+(?:of|on)\s+(?:the\s+)?)?{LINE_NOUNS}\s+{_ENDS}"
        rf"(?:\s+(?:to|as|with|{SAYING})\s+(?P<label>.+)|\s+(?P<quote>{QUOTE}))",
        clause.text,
    ) or _match(
        rf"(?:relabel|label)\s+(?P<a>.+?)\s*(?:-+>+|→)\s*(?P<b>.+?)(?:\s+(?:to|as|with)\s+(?P<label>.+)|\s+(?P<quote>{QUOTE}))",
        clause.text,
    )
    if link is not None:
        ends = target(diagram, clause, link["a"], last), target(diagram, clause, link["b"], last)
        return Found(
            [Relabel(source=ends[0], target=ends[1], to=clause.said(link["label"] or link["quote"]))]
        )
    found = (
        _match(
            r"(?:rename|relabel|reword)\s+(?P<old>.+?)\s+(?:to|as|into|->|=>|→)\s+(?P<new>.+)", clause.text
        )
        or _match(
            r"(?:change|set|update)\s+(?:the\s+)?(?:name|label|text|caption|wording)\s+(?:of|for|on)\s+(?P<old>.+?)\s+(?:to|into|as)\s+(?P<new>.+)",
            clause.text,
        )
        or _match(rf"(?:call|label)\s+(?P<old>.+?)\s+(?P<new>{QUOTE})", clause.text)
        or _match(r"label\s+(?P<old>.+?)\s+as\s+(?P<new>.+)", clause.text)
    )
    if found is None:
        found = _match(r"(?:replace)\s+(?P<old>.+?)\s+(?:with|by)\s+(?P<new>.+)", clause.text)
        if found is not None and find(diagram, clause.quoted(found["new"])) is not None:
            raise refused(
                f"{clause.said(found['new'])!r} is in the diagram already",
                "to give an element another name, say: rename A to B; to take one away: remove A",
                code="edit.unclear",
            )
    if found is None:
        return None
    return _renamed(diagram, clause, found["old"], found["new"], last)


def _renamed(diagram: Diagram, clause: Clause, old: str, new: str, last: str | None) -> Found:
    said = clause.said(
        re.sub(rf"^(?:an?|the)\s+(?!{QUOTE})", "", new, flags=re.IGNORECASE)
        if not clause.is_quoted(new)
        else new
    )
    if re.fullmatch(r"(?:the\s+)?(?:title|diagram|chart)", old.strip(), re.IGNORECASE):
        return Found([SetDiagram(title=said)])
    member = _member_named(diagram, clause, old)
    if member is not None:
        return Found(
            [RenameMember(owner=member[0], name=member[1], to=re.sub(r"\(\)$", "", said))], member[0]
        )
    if isinstance(diagram, Sequence) and find(diagram, clause.quoted(old)) is None:
        noun = re.sub(r"^(?:the\s+)?(?:message|call|reply)\s+", "", old, flags=re.IGNORECASE)
        label = message(diagram, clause, noun)
        sent = [m for m in messages_of(diagram) if plain(m.label) == label]
        if len(sent) > 1 or sent[0].source is None or sent[0].target is None:
            raise refused(
                f"there are {len(sent)} messages {label!r}",
                "say: relabel the message from A to B 'x'",
                code="edit.ambiguous",
            )
        return Found([Relabel(source=sent[0].source, target=sent[0].target, label=label, to=said)])
    if find(diagram, clause.quoted(old)) is None and last is None:
        only = _only_member(diagram, clause.said(old))
        if only is not None:
            return Found([RenameMember(owner=only[0], name=only[1], to=said)], only[0])
        labelled = [link for link in links_of(diagram) if plain(link.label) == clause.said(old)]
        if len(labelled) == 1 and not isinstance(diagram, Sequence):
            step = Relabel(
                source=labelled[0].source, target=labelled[0].target, label=clause.said(old), to=said
            )
            return Found([step])
    id = target(diagram, clause, old, last)
    following = re.fullmatch(
        r"(.+?)\s*,?\s+(?:and\s+)?(.+?)\s+(?:to|into|as)\s+(.+)", new, re.IGNORECASE | re.DOTALL
    )
    if following is not None and find(diagram, clause.quoted(following[2])) is not None:
        first = Rename(target=id, label=clause.said(re.sub(r"\s+and$", "", following[1])))
        rest = _renamed(diagram, clause, following[2], following[3], last)
        return Found([first, *rest.steps], rest.last)
    return Found([Rename(target=id, label=said)], id)


def _member_named(diagram: Diagram, clause: Clause, words: str) -> tuple[str, str] | None:
    """The owner and the name of a member: `the column a of T`, `T.a`."""
    if diagram.type not in OWNERS:
        return None
    found = _match(
        rf"(?:the\s+)?(?:{_MEMBER_NOUN}\s+)?(?P<name>.+?)\s+(?:{_MEMBER_NOUN}\s+)?(?:of|in|on|from)\s+(?P<owner>.+)",
        words,
    )
    found = found or _match(r"(?P<owner>\w+)\.(?P<name>\w+)(?:\(\))?", words)
    found = found or _match(
        rf"(?:the\s+)?(?P<owner>.+?)(?:'s|’s)\s+(?:{_MEMBER_NOUN}\s+)?(?P<name>\w+)", words
    )
    owner = find(diagram, clause.quoted(found["owner"]), groups=False) if found else None
    if found is None or owner is None:
        return None
    removed = _member_removed(diagram, owner, clause.said(found["name"]))
    return owner, removed.name


def _connected(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    found = _match(
        rf"(?:connect|link|join|wire|hook up|draw\s+(?:an?\s+)?{LINE_NOUNS})\s+(?:up\s+)?(?:from\s+|between\s+)?(?P<a>.+?)\s+"
        rf"(?:to|with|and|into|->)\s+(?P<b>.+?)(?P<more>(?:\s+(?:{SAYING}|by|using|via)\s+.+|\s+{QUOTE}|\s*:\s*.+)?)",
        clause.text,
    )
    if found is None:
        return None
    more, line, label = found["more"].strip(), None, None
    styled = re.search(
        r"\b(?:by|with|using)\s+an?\s+(dashed|dotted|thick|bold)\s+(?:line|arrow|edge)", more, re.IGNORECASE
    )
    if styled is not None:
        line = LINES[styled[1].casefold()]
        more = (more[: styled.start()] + more[styled.end() :]).strip()
    if more:
        label = clause.said(re.sub(rf"^(?:(?:{SAYING}|by|using|via|and)\s*)+", "", more, flags=re.IGNORECASE))
    end = None
    steps: list[AnyStep] = []
    for source in elements(diagram, clause, found["a"], last):
        for end in elements(diagram, clause, found["b"], last):
            if source != end and diagram.type == "org-chart":
                steps.append(Move(target=source, parent=end))
            else:
                steps.append(Connect(source=source, target=end, label=label or None, line=line))  # type: ignore[arg-type]
    return Found(steps, end)


def _related(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    """`A extends B`, `A reports to B`, `A sends 'x' to B`."""
    if diagram.type == "class":
        words = "|".join(sorted(map(re.escape, RELATIONS), key=len, reverse=True))
        found = _match(
            rf"(?:make\s+|let\s+|have\s+)?(?P<a>.+?)\s+(?P<verb>{words}|extend|inherit from|implement|use|depend on)\s+(?P<b>.+)",
            clause.text,
        )
        if found is None:
            made = _match(
                r"make\s+(?P<a>.+?)\s+(?:an?\s+)?(?:subclass|child|subtype)\s+of\s+(?P<b>.+)", clause.text
            )
            kind = "inheritance"
        else:
            made = found
            verb = found["verb"].casefold()
            kind = next(
                (
                    k
                    for v, k in RELATIONS.items()
                    if v == verb or v.rstrip("s") == verb or v.split()[0].rstrip("s") == verb.split()[0]
                ),
                "association",
            )
        if made is None:
            return None
        ends = target(diagram, clause, made["a"], last), target(diagram, clause, made["b"], last)
        return Found([Connect(source=ends[0], target=ends[1], kind=kind)], ends[0])
    if diagram.type == "org-chart":
        found = _match(r"(?:make\s+|let\s+|have\s+)?(?P<a>.+?)\s+reports?\s+to\s+(?P<b>.+)", clause.text)
        boss = _match(r"make\s+(?P<b>.+?)\s+(?P<a>.+?)(?:'s|’s)\s+(?:boss|manager|supervisor)", clause.text)
        made = found or boss
        if made is None:
            return None
        dotted = re.search(r"\s+(?:by|with|over|on)\s+a\s+dotted\s+line$", made["b"], re.IGNORECASE)
        upper = made["b"][: dotted.start()] if dotted else made["b"]
        steps: list[AnyStep] = []
        for id in elements(diagram, clause, made["a"], last):
            end = target(diagram, clause, upper, last)
            steps.append(
                Connect(source=id, target=end, line="dotted") if dotted else Move(target=id, parent=end)
            )
        return Found(steps)
    if isinstance(diagram, Sequence):
        found = _match(
            rf"(?:let\s+|have\s+|make\s+)?(?P<a>.+?)\s+(?P<verb>sends?|calls?|asks?|tells?|repl(?:y|ies)|returns?)\s+(?:an?\s+)?(?P<what>{QUOTE})\s+"
            r"(?:to|on|of|from)\s+(?P<b>.+?)(?:\s+(?P<when>after|before)\s+(?P<at>.+))?",
            clause.text,
        )
        if found is None:
            return None
        how = "reply" if found["verb"].casefold().startswith(("repl", "return")) else None
        anchor: dict[str, Any] = (
            {found["when"].casefold(): message(diagram, clause, found["at"])} if found["when"] else {}
        )
        ends = target(diagram, clause, found["a"], last), target(diagram, clause, found["b"], last)
        return Found(
            [Connect(source=ends[0], target=ends[1], label=clause.said(found["what"]), kind=how, **anchor)]
        )
    return None


def _disconnect(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    found = _match(
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


def _grouped(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    found = _match(
        r"(?:group|wrap|enclose|frame|box|cluster|put|place|combine|bundle)\s+(?P<members>.+?)\s+(?:together\s+)?"
        r"(?:(?:in|into|inside|with|by|under)\s+an?\s+(?:new\s+)?(?:group|subgraph|frame|box|lane|swimlane|cluster|package|namespace|boundary|section|team|layer)\s+"
        r"(?:called\s+|named\s+|labelled\s+|labeled\s+)?|(?:as|under the name|called|named)\s+)(?P<name>.+)",
        clause.text,
    )
    if found is None:
        return None
    return grouped(diagram, clause, found["members"], found["name"], last)


def _wrapped(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    if not isinstance(diagram, Sequence):
        return None
    found = _match(
        r"(?:wrap|put|enclose|place)\s+(?:the\s+)?(?:messages?\s+)?(?:from\s+)?(?P<first>.+?)(?:\s+(?:to|through|until)\s+(?P<last>.+?))?\s+(?:in|into|inside|with)\s+an?\s+"
        rf"(?P<kind>loop|opt|alt|option|optional(?: block)?|break|critical|par|group)(?:\s+(?:fragment|block|frame))?\s*(?:{SAYING}|for|when|if)?\s*(?P<label>.*)",
        clause.text,
    )
    if found is not None:
        kind = found["kind"].casefold()
        kind = "opt" if kind.startswith("opt") else kind
        first = message(diagram, clause, found["first"])
        end = message(diagram, clause, found["last"]) if found["last"] else None
        return Found([Wrap(kind=kind, label=clause.said(found["label"]), first=first, last=end)])  # type: ignore[arg-type]
    optional = _match(
        r"(?:make|mark)\s+(?P<first>.+?)\s+(?:as\s+)?optional(?:\s+(?:if|when|:)?\s*(?P<label>.+))?",
        clause.text,
    )
    if optional is None:
        return None
    first = message(diagram, clause, optional["first"])
    return Found([Wrap(kind="opt", label=clause.said(optional["label"] or ""), first=first)])


def _moved(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    found = _match(
        r"(?:move|put|place|shift|drag|transfer)\s+(?P<what>.+?)\s+(?P<where>out of|after|behind|before|in front of|ahead of|next to|under|below|beneath|underneath|"
        r"into|inside|to|in|within)\s+(?P<at>.+)",
        clause.text,
    )
    if found is None:
        return None
    ids = elements(diagram, clause, found["what"], last)
    where, at = found["where"].casefold(), found["at"]
    if where == "out of":
        return Found([Move(target=id, group=_outer(diagram, id)) for id in ids], ids[-1])
    if where in ("after", "behind", "next to"):
        near = target(diagram, clause, at, last)
        return Found([Move(target=id, after=near) for id in reversed(ids)], ids[-1])
    if where in ("before", "in front of", "ahead of"):
        near = target(diagram, clause, at, last)
        return Found([Move(target=id, before=near) for id in ids], ids[-1])
    if diagram.type in ("mindmap", "org-chart"):
        parent = target(diagram, clause, at, last)
        if find_node(diagram, parent) is None:
            return Found([Move(target=id, group=parent) for id in ids], ids[-1])
        return Found([Move(target=id, parent=parent) for id in ids], ids[-1])
    group = resolve(diagram, clause.quoted(at), groups=True)
    return Found([Move(target=id, group=group) for id in ids], ids[-1])


def _outer(diagram: Diagram, id: str) -> str:
    """The group round an element's group; "" for none."""
    node = find_node(diagram, id)
    group = find_group(diagram, node.group if node is not None else find_group(diagram, id).parent)
    if group is None:
        raise refused(f"{id!r} is in no group", code="edit.nothing")
    return group.parent or ""


def _title(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    found = _match(
        r"(?:set|change|make|add|give)\s+(?:the\s+|a\s+|it\s+(?:the|a)\s+)?(?:diagram(?:'s)?\s+)?(?:title|heading)\s*(?:of the diagram\s+)?(?:to|as|:|=)?\s*(?P<title>.+)",
        clause.text,
    ) or _match(r"(?:title|entitle|call)\s+(?:it|this|the\s+(?:diagram|chart))\s+(?P<title>.+)", clause.text)
    if found is None:
        return None
    if diagram.type == "org-chart":
        of = _match(r"of\s+(?P<who>.+?)\s+(?:to|as)\s+(?P<title>.+)", found["title"])
        if of is not None:
            id = target(diagram, clause, of["who"], last)
            return Found([Restyle(target=id, title=clause.said(of["title"]))], id)
    return Found([SetDiagram(title=clause.said(found["title"]))])


def _direction(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    words = "|".join(sorted(map(re.escape, DIRECTIONS), key=len, reverse=True))
    found = _match(
        rf"(?:(?:make|turn|lay|draw|flip|set|change|let|rotate|switch)\s+)(?:out\s+)?(?:it|this|the\s+(?:diagram|chart|flowchart|flow|direction|layout|graph)|everything)?\s*"
        rf"(?:go|flow|run|out|to be|be|to|as)*\s*(?:from\s+)?(?P<way>{words})",
        clause.text,
    )
    return Found([SetDiagram(direction=DIRECTIONS[found["way"].casefold()])]) if found else None  # type: ignore[arg-type]


def _restyled(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    found = _match(
        r"(?:change|set)\s+(?:the\s+)?(?P<field>colou?r|fill|background|border|outline|stroke|text colou?r|shape|kind|type)\s+(?:of|for)\s+(?P<what>.+?)\s+(?:to|as)\s+(?P<how>.+)",
        clause.text,
    ) or _match(
        r"(?P<field>colou?r|paint|fill)\s+(?P<what>.+?)\s+(?:in\s+|with\s+)?(?P<how>\S+(?:\s+(?:blue|green|red|gray|grey|yellow|pink))?)",
        clause.text,
    )
    if found is not None:
        ids = elements(diagram, clause, found["what"], last)
        return Found(
            [_styled(diagram, id, found["field"].casefold(), clause.said(found["how"])) for id in ids],
            ids[-1],
        )
    should = _match(
        r"(?P<what>.+?)\s+(?:should|must|has to|needs to|is to)\s+be\s+(?:an?\s+|the\s+)?(?P<how>[\w# -]+)",
        clause.text,
    )
    if should is not None and _look(diagram, should["how"]):
        ids = elements(diagram, clause, should["what"], last)
        return Found([_styled(diagram, id, "", should["how"]) for id in ids], ids[-1])
    made = _match(
        rf"(?:make|turn|mark|set|change)\s+(?P<what>.+?)\s+(?:(?:into|to|as|be)\s+)?{_THE}(?P<how>[\w# -]+?)(?:\s+(?:node|shape|box|class|participant|step))?",
        clause.text,
    )
    if made is None:
        return None
    words = made["what"].split() + made["how"].split()
    for cut in range(1, len(words)):
        what, how = " ".join(words[:cut]), " ".join(words[cut:])
        what = re.sub(
            r"\s+(?:into|to|as|be|an?|the)$", "", re.sub(r"\s+(?:into|to|as|be)\s+(?:an?|the)$", "", what)
        )
        how = re.sub(r"^(?:an?|the|into|to|as)\s+", "", re.sub(r"^(?:into|to|as)\s+(?:an?|the)\s+", "", how))
        if not _look(diagram, how):
            continue
        try:
            ids = elements(diagram, clause, what, last)
        except EditError:
            continue
        return Found([_styled(diagram, id, "", how) for id in ids], ids[-1])
    if _look(diagram, made["how"]):
        elements(diagram, clause, made["what"], last)  # refused, with the names that come near
    return None


def _look(diagram: Diagram, how: str) -> bool:
    return bool(colour(how) or kind_for(diagram, how) or shape_for(diagram, how))


def _styled(diagram: Diagram, id: str, field: str, how: str) -> Restyle:
    tint = colour(how)
    if tint is not None and field not in ("shape", "kind", "type"):
        if field.startswith("text"):
            return Restyle(target=id, color=tint)
        outline = field in ("border", "outline", "stroke")
        return Restyle(target=id, stroke=tint) if outline else Restyle(target=id, fill=tint)
    bare = re.sub(r"^(?:an?|the)\s+", "", how, flags=re.IGNORECASE)
    kind, shape = kind_for(diagram, bare), shape_for(diagram, bare)
    if field == "shape" and shape is not None:
        return Restyle(target=id, shape=shape)
    if kind is not None:
        return Restyle(target=id, kind=kind)
    if shape is not None:
        return Restyle(target=id, shape=shape)
    raise refused(f"{how!r} is no colour, kind or shape that is known here", code="edit.unclear")


def _promoted(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    """`make Ann CFO`, `promote Ann to CFO` in an org chart."""
    if diagram.type != "org-chart":
        return None
    found = _match(r"(?:promote|appoint)\s+(?P<who>.+?)\s+(?:to|as)\s+(?P<title>.+)", clause.text) or _match(
        r"make\s+(?P<who>.+?)\s+(?:the\s+)?(?P<title>[A-Z]{2,5}|(?:Head|VP|Chief|Director)\b.*)", clause.text
    )
    if found is None:
        return None
    id = target(diagram, clause, found["who"], last)
    return Found([Restyle(target=id, title=clause.said(found["title"]))], id)


def _changed(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    """`change A to B`, where B is no look."""
    found = _match(r"(?:change|turn)\s+(?P<old>.+?)\s+(?:to|into)\s+(?P<new>.+)", clause.text)
    return _renamed(diagram, clause, found["old"], found["new"], last) if found else None


_READERS: tuple[Callable[[Diagram, Clause, str | None], Any], ...] = (
    _remove,
    _bypass,
    _ungroup,
    _title,
    _direction,
    _rename,
    _disconnect,
    _wrapped,
    _connected,
    _grouped,
    _moved,
    _related,
    _promoted,
    _restyled,
    _changed,
)
"""What is tried, in this order."""
