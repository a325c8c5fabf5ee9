"""What is to be added: its label, kind, shape and title."""

from __future__ import annotations

import re

from diagramc.editing.apply.kinds import infer_kind
from diagramc.editing.faults import refused
from diagramc.editing.nouns import ELEMENTS
from diagramc.editing.sentences.clauses import QUOTE, Clause
from diagramc.editing.sentences.words import KINDS, kind_for, shape_for, spelled
from diagramc.ir.base import Diagram


def what(diagram: Diagram, clause: Clause, body: str) -> tuple[str, str | None, str | None, str | None]:
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
    words = sorted({*ELEMENTS, *KINDS[diagram.type], *_service_kinds(diagram)}, key=len, reverse=True)
    known = "|".join(map(re.escape, words))
    named = re.fullmatch(
        rf"(?P<noun>(?:{known}))\s*(?:called|named|labelled|labeled|with (?:the )?(?:label|name|text)|for|:|\s)\s*(?P<name>.+)",
        said,
        re.IGNORECASE | re.DOTALL,
    )
    if named is not None and _is_phrase(body, named):
        named = None
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


def _is_phrase(body: str, named: re.Match[str]) -> bool:
    """Whether a noun and a name are one label: "insert Check payment", as against "insert a check 'Payment?'"."""
    return body.strip().startswith(named["noun"].capitalize()) and named["name"][:1].islower()


_DOUBTFUL = re.compile(
    rf"\b(?:to|from|with|between|that|which|so|should|when|if|then|into|over)\b|{QUOTE}|[:;]", re.IGNORECASE
)
"""What a new name without quotes has only when more was meant than a name."""


def _is_noun(diagram: Diagram, words: str) -> bool:
    """Whether words end in a noun for an element: `fourth option`, `Redis cache`, `step`."""
    noun = words.split()[-1].casefold()
    if noun in (*ELEMENTS, "option", "choice", "thing", "child", "report"):
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
