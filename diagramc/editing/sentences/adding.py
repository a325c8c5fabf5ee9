"""Commands that add: elements, lines and messages, members, groups."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from diagramc.editing.apply import apply_step
from diagramc.editing.apply.nodes import infer_kind
from diagramc.editing.elements import find_group, find_node, fold, links_of, messages_of, nodes_of
from diagramc.editing.faults import refused
from diagramc.editing.patch import Add, AddMember, AnyStep, Connect, Group, Relabel
from diagramc.editing.resolve import bare, find, resolve
from diagramc.editing.sentences.clauses import QUOTE, VERBS, Clause
from diagramc.editing.sentences.words import KINDS, LINES, NOUNS, kind_for, shape_for, spelled
from diagramc.ir.base import Diagram, plain
from diagramc.ir.sequence import Sequence


class Found(NamedTuple):
    """The steps of a command, and the id of what a following `it` means."""

    steps: list[AnyStep]
    last: str | None = None


LINE_NOUNS = (
    r"(?:(?:new|dashed|dotted|thick|bold|solid)\s+)*(?:line|arrow|edge|connection|link|relation|relationship|association|"
    r"message|call|reply|response|request|dependency|flow|transition)"
)
SAYING = r"(?:labelled|labeled|saying|that says|which says|with (?:the )?label|with (?:the )?text|with|called|named|as|:)"
_ADD = re.compile(
    r"(?:add|insert|create|introduce|include|append|put(?=\s+(?:a|an|another|new)\s)|place(?=\s+(?:a|an|another|new)\s)|draw)\s+(.+)",
    re.IGNORECASE | re.DOTALL,
)
_MEMBER = re.compile(
    r"(?:an?\s+|the\s+)?(?:new\s+)?(?P<how>(?:(?:public|private|protected|static|abstract|primary|foreign|unique)\s+)*)"
    r"(?P<what>attribute|field|column|property|method|operation|function|value|literal|event|primary key|foreign key|key)s?\s+"
    r"(?P<name>.+?)\s+(?:to|in|into|on|for|of(?!\s+type\b))\s+(?P<owner>.+)",
    re.IGNORECASE | re.DOTALL,
)
_MEMBER_AFTER = re.compile(
    r"(?:an?\s+|the\s+)?(?:new\s+)?(?P<how>(?:(?:public|private|protected|unique)\s+)*)(?P<name>[\w$]+(?:\([^)]*\))?)\s+"
    r"(?P<what>attribute|field|column|property|method|operation|function|value|event)\s+(?:to|in|on|for|of)\s+(?P<owner>.+)",
    re.IGNORECASE | re.DOTALL,
)
"""`a total column to order`."""
_MEMBER_BARE = re.compile(
    r"(?P<how>(?:(?:public|private|protected)\s+)*)(?P<name>[\w$]+\s*(?:\([^)]*\))?(?:\s*:\s*[\w<>\[\](),. ]+?)?)\s+to\s+(?P<owner>.+)",
    re.IGNORECASE | re.DOTALL,
)
_PLACES = re.compile(
    r"\s+(?:(?P<between>(?:in\s+)?between)\s+(?P<a>.+?)\s+and\s+(?P<b>.+)"
    r"|(?P<rel>after|following|behind|before|ahead of|in front of|under|underneath|below|beneath|into|inside|within|in|to|on|next to|beside|"
    r"reporting to|who reports to|that reports to|as a child of|for)\s+(?P<at>.+))$",
    re.IGNORECASE | re.DOTALL,
)


def read(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    """The steps of a command that adds something; None when it is none."""
    found = _ADD.fullmatch(clause.text)
    if found is None:
        return _arrow(diagram, clause)
    rest = found[1].strip()
    for reader in (_group, _link, _member):
        made = reader(diagram, clause, rest, last)
        if made is not None:
            return made
    if clause.text.casefold().startswith("draw"):
        return None
    return _node(diagram, clause, rest, last)


def target(diagram: Diagram, clause: Clause, words: str, last: str | None) -> str:
    """The element that words mean; `it` is the one that the command before was about."""
    said = words.strip()
    if last is not None and re.fullmatch(r"it|that|this|them|the new (?:one|\w+)", said, re.IGNORECASE):
        return last
    return resolve(diagram, clause.quoted(said))


def _arrow(diagram: Diagram, clause: Clause) -> Found | None:
    """`A -> B: label`."""
    found = re.fullmatch(r"(.+?)\s*(-+>+|=+>|→)\s*(.+?)(?:\s*:\s*(.+))?", clause.text, re.DOTALL)
    if found is None or re.match(rf"(?:{'|'.join(VERBS)})\b", clause.text, re.IGNORECASE):
        return None
    source, end = target(diagram, clause, found[1], None), target(diagram, clause, found[3], None)
    return Found([_connect(diagram, source, end, clause.said(found[4]) if found[4] else None)], end)


def _connect(diagram: Diagram, source: str, end: str, label: str | None, **more: Any) -> Connect:
    return Connect(source=source, target=end, label=label or None, **more)


def _link(diagram: Diagram, clause: Clause, rest: str, last: str | None) -> Found | None:
    """`a message 'x' from A to B after 'y'`, `an arrow from A to B labelled 'x'`."""
    head = re.match(rf"(?:an?|the|another)?\s*({LINE_NOUNS})\b\s*", rest, re.IGNORECASE)
    if head is None:
        return None
    noun = head[1].casefold()
    body = rest[head.end() :]
    ends = re.search(
        r"(?:\bfrom\b|\bbetween\b)\s+(.+?)\s+(?:to|and)\s+(.+)$", body, re.IGNORECASE | re.DOTALL
    )
    if ends is None:
        return None
    before = body[: ends.start()]
    label = re.sub(rf"^{SAYING}\s*|^,", "", before.strip(), flags=re.IGNORECASE).strip(" ,")
    tail = ends[2]
    anchors: dict[str, str] = {}
    if isinstance(diagram, Sequence):
        moment = re.search(r"\s+(after|before)\s+(.+)$", tail, re.IGNORECASE | re.DOTALL)
        if moment is not None and not re.search(rf"\s{SAYING}\s", moment[2], re.IGNORECASE):
            anchors[moment[1].lower()] = message(diagram, clause, moment[2])
            tail = tail[: moment.start()]
    said = re.search(rf"\s+{SAYING}\s+(.+)$|\s*:\s*(.+)$|\s+({QUOTE})\s*$", tail, re.IGNORECASE | re.DOTALL)
    if said is not None:
        label = next(filter(None, said.groups()))
        tail = tail[: said.start()]
        moment = re.search(r"\s+(after|before)\s+(.+)$", label, re.IGNORECASE | re.DOTALL)
        if moment is not None and isinstance(diagram, Sequence):
            anchors[moment[1].lower()] = message(diagram, clause, moment[2])
            label = label[: moment.start()]
    source, end = target(diagram, clause, ends[1], last), target(diagram, clause, tail, last)
    more: dict[str, Any] = dict(anchors)
    if isinstance(diagram, Sequence):
        if noun.endswith(("reply", "response")):
            more["kind"] = "reply"
    elif diagram.type == "class":
        if noun.endswith("dependency"):
            more["kind"] = "dependency"
    else:
        styled = [line for word, line in LINES.items() if word in noun.split()]
        more |= {"line": styled[0]} if styled else {}
    return Found([_connect(diagram, source, end, clause.said(label) if label else None, **more)], end)


def message(diagram: Sequence, clause: Clause, words: str) -> str:
    """The label of the message that words mean."""
    said = bare(
        re.sub(r"^(?:the\s+)?(?:message|call|reply)\s+", "", clause.quoted(words), flags=re.IGNORECASE)
    )
    labels = [plain(m.label) for m in messages_of(diagram) if m.label is not None]
    for fits in (
        lambda text: text == said,
        lambda text: fold(text) == fold(said),
        lambda text: fold(said) in fold(text),
    ):
        found = list(dict.fromkeys(text for text in labels if fits(text)))
        if len(found) == 1:
            return found[0]
        if found:
            raise refused(
                f"{said[:60]!r} could be several messages",
                "say which: " + ", ".join(map(repr, found[:8])),
                code="edit.ambiguous",
            )
    listed = ", ".join(map(repr, labels[:8]))
    raise refused(f"there is no message {said[:60]!r}", f"there are: {listed}", code="edit.unknown")


def _member(diagram: Diagram, clause: Clause, rest: str, last: str | None) -> Found | None:
    if diagram.type not in ("class", "er", "timeline"):
        return None
    found = _MEMBER.fullmatch(rest) or _MEMBER_AFTER.fullmatch(rest)
    if found is None:
        if diagram.type == "timeline":
            inside = re.fullmatch(rf"({QUOTE}|.+?)\s+(?:to|in|under|for)\s+(.+)", rest, re.DOTALL)
            owner = find(diagram, clause.quoted(inside[2]), groups=False) if inside else None
            if inside is None or owner is None:
                return None
            return Found([AddMember(owner=owner, member="event", name=clause.said(inside[1]))], owner)
        found = _MEMBER_BARE.fullmatch(rest)
        if found is None or find(diagram, clause.quoted(found["owner"]), groups=False) is None:
            return None
    owner = target(diagram, clause, found["owner"], last)
    what = (found.groupdict().get("what") or "").casefold()
    return Found(_members(diagram, clause, owner, what, found["how"].casefold(), found["name"]), owner)


def _members(diagram: Diagram, clause: Clause, owner: str, what: str, how: str, names: str) -> list[AnyStep]:
    if diagram.type == "timeline":
        return [AddMember(owner=owner, member="event", name=clause.said(names))]
    steps: list[AnyStep] = []
    for name in _listed(names):
        said = clause.said(re.sub(r"^(?:called|named)\s+", "", name, flags=re.IGNORECASE))
        typed = re.fullmatch(
            r"([\w$ -]+?)\s*(\([^)]*\))?\s*(?:(?::|of type|as an?|as|returning|with type)\s*(.+))?", said
        )
        if typed is None:
            raise refused(
                f"{said[:80]!r} is no name of a member", "say it like: name: type, or run(x: int): bool"
            )
        keys = [
            k
            for word, k in (("primary", "PK"), ("foreign", "FK"), ("unique", "UK"))
            if word in f"{how} {what}"
        ]
        visibility: Any = next((v for v in ("public", "private", "protected") if v in how), None)
        member: Any = "attribute"
        if what in ("method", "operation", "function") or typed[2] is not None:
            member = "operation"
        elif what in ("value", "literal"):
            member = "value"
        inner = (typed[2] or "()")[1:-1]
        parameters = tuple(part.strip() for part in inner.split(",") if part.strip())
        steps.append(
            AddMember(
                owner=owner,
                name=typed[1].strip(),
                member=member,
                type=typed[3].strip() if typed[3] else None,
                visibility=visibility,
                keys=tuple(keys),  # type: ignore[arg-type]
                parameters=parameters,
            )
        )
    return steps


def _listed(words: str) -> list[str]:
    """`a, b and c` as its parts; commas in brackets do not part."""
    parts = re.split(r"\s*,\s*(?:and\s+)?(?![^(]*\))|\s+and\s+(?![^(]*\))|\s*&\s*", words.strip())
    return [part for part in parts if part]


def elements(diagram: Diagram, clause: Clause, words: str, last: str | None) -> list[str]:
    """The elements of a list; the words as a whole when they are one element's name."""
    whole = find(diagram, clause.quoted(words))
    if whole is not None:
        return [whole]
    return [target(diagram, clause, part, last) for part in _listed(words)]


_GROUP_NOUN = r"(?:group|subgraph|frame|box|lane|swimlane|cluster|package|namespace|boundary|section|team|layer|network|region|zone|schema)"


def _group(diagram: Diagram, clause: Clause, rest: str, last: str | None) -> Found | None:
    found = re.fullmatch(
        rf"(?:an?\s+|the\s+)?(?:new\s+)?(?P<noun>{_GROUP_NOUN})\s+(?:(?:called|named|labelled|labeled)\s+)?(?P<name>.+?)\s+"
        r"(?:around|round|containing|holding|for|with|of)\s+(?P<members>.+)",
        rest,
        re.IGNORECASE | re.DOTALL,
    )
    if found is None:
        return None
    return grouped(diagram, clause, found["members"], found["name"], last)


def grouped(diagram: Diagram, clause: Clause, members: str, name: str, last: str | None) -> Found:
    """The step that puts a frame round elements."""
    said = spelled(diagram, clause.said(name)) if not clause.is_quoted(name) else clause.said(name)
    step = Group(label=said, members=tuple(elements(diagram, clause, members, last)))
    made = apply_step(diagram, step)
    new = [g.id for g in _groups(made) if find_group(diagram, g.id) is None]
    return Found([step], new[0] if new else None)


def _groups(diagram: Diagram) -> tuple[Any, ...]:
    from diagramc.editing.elements import groups_of

    return groups_of(diagram)


def _node(diagram: Diagram, clause: Clause, rest: str, last: str | None) -> Found:
    place: dict[str, Any] = {}
    edge_label: str | None = None
    more: list[AnyStep] = []
    body, joined = _joined(rest)
    found = _place(diagram, clause, body, last)
    if found is not None:
        body, place, edge_label = found
    if diagram.type == "timeline":
        return _period(diagram, clause, body, place)
    body, members = _with_members(diagram, body)
    label, kind, shape, title = _what(diagram, clause, body)
    step = Add(label=label, kind=kind, shape=shape, title=title, **place)
    made = apply_step(diagram, step)
    new = next(n.id for n in nodes_of(made) if find_node(diagram, n.id) is None)
    if edge_label is not None:
        edge = next((e for e in links_of(made) if e.target == new), None) or next(
            (e for e in links_of(made) if e.source == new), None
        )
        if edge is None:
            raise refused("there is no line to label here", "say: connect A to B labelled 'x'")
        if plain(edge.label) != edge_label:
            more.append(Relabel(source=edge.source, target=edge.target, to=edge_label))
    if members:
        more += _members(diagram, clause, new, "attribute" if diagram.type == "er" else "", "", members)
    for source, end, label_ in joined:
        ends = [new if part is None else target(diagram, clause, part, last) for part in (source, end)]
        more.append(_connect(diagram, ends[0], ends[1], clause.said(label_) if label_ else None))
    return Found([step, *more], new)


def _with_members(diagram: Diagram, body: str) -> tuple[str, str]:
    """`an entity X with id and name`: what is added, and its members."""
    if diagram.type not in ("class", "er"):
        return body, ""
    found = re.fullmatch(
        r"(.+?)\s+(?:with|having)\s+(?:(?:the\s+)?(?:columns?|attributes?|fields?|members?|methods?)\s+)?(.+)",
        body,
        re.IGNORECASE | re.DOTALL,
    )
    return (found[1], re.sub(r"\b(?:an?|the)\s+", "", found[2])) if found else (body, "")


def _joined(rest: str) -> tuple[str, list[tuple[str | None, str | None, str | None]]]:
    """`a cache connected to B labelled 'x'`: what is added, and the lines with it; None stands for the new element."""
    found = re.search(
        r",?\s+(?:and\s+)?(?:that\s+is\s+|which\s+is\s+)?(?:(?:connected|linked|joined|wired|attached)\s+(?P<way>to|with|from)|(?P<from>from))\s+(?P<other>.+?)"
        rf"(?:\s+{SAYING}\s+(?P<label>{QUOTE}|.+))?$",
        rest,
        re.IGNORECASE | re.DOTALL,
    )
    if found is None:
        return rest, []
    others, label = _listed(found["other"]), found["label"]
    if found["from"] or found["way"] == "from":
        return rest[: found.start()], [(other, None, label) for other in others]
    return rest[: found.start()], [(None, other, label) for other in others]


def _place(
    diagram: Diagram, clause: Clause, body: str, last: str | None
) -> tuple[str, dict[str, Any], str | None] | None:
    """What is added without its place; the place; and the label of the line that leads there."""
    edge_label = None
    tail = re.search(
        rf"\s+(?:labelled|labeled|saying|with (?:the )?label)\s+({QUOTE}|[^,]+)$", body, re.IGNORECASE
    )
    if tail is not None and _PLACES.search(body[: tail.start()]) is not None:
        edge_label, body = clause.said(tail[1]), body[: tail.start()]
    for start in [m.start() for m in re.finditer(r"\s+(?=\w)", body)]:
        found = _PLACES.match(body, start)
        if found is None:
            continue
        if found["between"]:
            ends = (found["a"], found["b"])
            place: dict[str, Any] = {"between": tuple(target(diagram, clause, e, last) for e in ends)}
            return body[:start], place, edge_label
        relation = found["rel"].casefold()
        made = _related(diagram, clause, relation, found["at"], last)
        if made is not None:
            return body[:start], made, edge_label
    return None


def _related(
    diagram: Diagram, clause: Clause, relation: str, at: str, last: str | None
) -> dict[str, Any] | None:
    tree = diagram.type in ("mindmap", "org-chart")
    strict = relation in (
        "after",
        "following",
        "behind",
        "before",
        "ahead of",
        "in front of",
        "next to",
        "beside",
    )
    if strict:
        where = "before" if relation in ("before", "ahead of", "in front of") else "after"
        id = target(diagram, clause, at, last)
        if find_node(diagram, id) is None:
            raise refused(f"{clause.said(at)!r} is a group", "say: in the group …")
        return {where: id}
    if tree and relation not in ("within",):
        if diagram.type == "org-chart" and relation in ("in", "into", "inside", "within"):
            group = find(diagram, clause.quoted(at), groups=True)
            if group is not None:
                return {"group": group}
        return {"parent": target(diagram, clause, at, last)}
    if relation in ("in", "into", "inside", "within", "to", "under"):
        group = find(diagram, clause.quoted(at), groups=True)
        if group is not None:
            return {"group": group}
        if relation in ("into", "inside", "within"):
            return {"group": resolve(diagram, clause.quoted(at), groups=True)}
        if re.fullmatch(
            r"(?:the\s+)?(?:end|diagram|chart|flowchart|flow|timeline|start|beginning|map)",
            at.strip(),
            re.IGNORECASE,
        ):
            return {}
        if relation == "in" and not clause.is_quoted(at):
            return {"group": resolve(diagram, clause.quoted(at), groups=True)}
        if relation == "to" and diagram.type in ("flowchart", "architecture"):
            raise refused(
                f"where is it to go at {clause.said(at)!r}?",
                "say: after A, before A, between A and B, or in the group G",
                code="edit.unclear",
            )
    return None


def _what(diagram: Diagram, clause: Clause, body: str) -> tuple[str, str | None, str | None, str | None]:
    """Label, kind, shape and title of what is to be added."""
    said = re.sub(r"^(?:an?|the|another|one|some)\s+", "", body.strip(), flags=re.IGNORECASE)
    said = re.sub(r"^(?:new|extra|additional)\s+", "", said, flags=re.IGNORECASE)
    kind = shape = title = None
    if diagram.type == "org-chart":
        post = re.fullmatch(
            r"(.+?)(?:\s*,\s*(?:as\s+)?|\s+as\s+(?:the\s+|an?\s+)?|\s*\()(.+?)\)?", said, re.DOTALL
        )
        if post is not None:
            said, title = post[1], clause.said(post[2])
    words = sorted({*NOUNS, *KINDS[diagram.type], *_service_kinds(diagram)}, key=len, reverse=True)
    known = "|".join(map(re.escape, words))
    named = re.fullmatch(
        rf"(?P<noun>(?:{known}))\s*(?:called|named|labelled|labeled|with (?:the )?(?:label|name|text)|for|:|\s)\s*(?P<name>.+)",
        said,
        re.IGNORECASE | re.DOTALL,
    )
    quoted = re.fullmatch(
        rf"(?P<noun>[\w -]+?)\s*(?:called|named|labelled|labeled|:)?\s*(?P<name>{QUOTE})", said, re.IGNORECASE
    )
    trailing = re.fullmatch(rf"(?P<name>{QUOTE})\s+(?P<noun>[\w -]+)", said, re.IGNORECASE) or re.fullmatch(
        r"(?P<name>\w+)\s+(?P<noun>entity|table|class|interface|enum|participant|actor|node|step|topic)",
        said,
        re.IGNORECASE,
    )
    found = named or quoted or trailing
    if found is not None:
        noun = found["noun"].strip()
        if named is None and not _is_noun(diagram, noun):
            raise refused(f"{noun!r} is nothing that can be added here", code="edit.unclear", hint=_QUOTE_IT)
        if not clause.is_quoted(found["name"]):
            _check_label(diagram, clause, found["name"])
        kind, shape = kind_for(diagram, noun), None
        shape = shape_for(diagram, noun) if kind is None else None
        label = clause.said(found["name"])
        label = label if clause.is_quoted(found["name"]) else spelled(diagram, label)
    else:
        label = clause.said(said)
        called = re.fullmatch(
            r"(.+?)\s+(?:called|named|labelled|labeled)\s+(.+)", label, re.IGNORECASE | re.DOTALL
        )
        if called is not None:
            kind = kind_for(diagram, called[1]) or infer_kind(diagram, called[1])
            label = called[2]
        label = label if clause.is_quoted(said) else spelled(diagram, label)
        kind = kind or infer_kind(diagram, label)
    if kind in ("process", "participant", "class", "service"):
        kind = None
    if kind is None and found is not None:
        kind = infer_kind(diagram, label)
    if not label or len(label) > 200:
        raise refused("what is to be added is not said", "say: add X …", code="edit.unclear")
    if found is None and not clause.is_quoted(said):
        _check_label(diagram, clause, said)
    return label, kind, shape, title


_DOUBTFUL = re.compile(
    rf"\b(?:to|from|with|between|that|which|so|should|when|if|then|into|over)\b|{QUOTE}|[:;]", re.IGNORECASE
)
"""What a new name without quotes has only when more was meant than a name."""


def _is_noun(diagram: Diagram, words: str) -> bool:
    """Whether words end in a noun for an element: `fourth option`, `Redis cache`, `step`."""
    noun = words.split()[-1].casefold()
    if noun in (*NOUNS, "option", "choice", "thing", "child", "report"):
        return True
    return bool(kind_for(diagram, noun) or shape_for(diagram, noun) or infer_kind(diagram, words))


def _check_label(diagram: Diagram, clause: Clause, said: str) -> None:
    """EditError for words that are more than the name of one thing."""
    if re.match(r"(?:note|comment|remark|legend|annotation|fragment|loop|divider)\b", said, re.IGNORECASE):
        raise refused(f"{said.split()[0]}s cannot be added by a command", code="edit.unclear", hint=_QUOTE_IT)
    if _DOUBTFUL.search(said) or len(said.split()) > 6:
        raise refused(f"{clause.quoted(said)!r} is more than a name", code="edit.unclear", hint=_QUOTE_IT)


_QUOTE_IT = "say a place and a line that are there; put a name of several words in quotes"


def _service_kinds(diagram: Diagram) -> tuple[str, ...]:
    if diagram.type != "architecture":
        return ()
    from typing import get_args

    from diagramc.ir.architecture import ServiceKind

    return tuple(kind.replace("-", " ") for kind in get_args(ServiceKind))


def _period(diagram: Diagram, clause: Clause, body: str, place: dict[str, Any]) -> Found:
    """`1999: 'Founded'`: a period with its events."""
    said = re.sub(r"^(?:an?|the)\s+(?:new\s+)?", "", body.strip(), flags=re.IGNORECASE)
    said = re.sub(r"^(?:period|year|milestone|date|entry)\s+", "", said, flags=re.IGNORECASE)
    label, _, events = said.partition(":")
    if not events:
        with_events = re.fullmatch(
            rf"(.+?)\s+(?:with|saying|,)\s+(?:the\s+)?(?:events?\s+)?({QUOTE}.*|.+)", said, re.DOTALL
        )
        label, events = (with_events[1], with_events[2]) if with_events else (said, "")
    step = Add(label=clause.said(label), **place)
    made = apply_step(diagram, step)
    new = next(n.id for n in nodes_of(made) if find_node(diagram, n.id) is None)
    more = [
        AddMember(owner=new, member="event", name=clause.said(e))
        for e in re.split(r"\s*;\s*|\s+:\s+", events)
        if e.strip()
    ]
    return Found([step, *more], new)
