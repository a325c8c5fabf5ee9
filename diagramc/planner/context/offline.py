"""What the offline planner makes of context files: their facts as they stand, or their prose as more of the prompt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from msgspec.structs import replace

from diagramc.diagnostics import Diagnostic, diagnose, with_article
from diagramc.ir.base import Diagram, label_of, plain
from diagramc.kinds import kind_of
from diagramc.planner.base import MAX_PROMPT
from diagramc.planner.context.facts import drawn_as, facts_for
from diagramc.planner.context.markdown import plain_text
from diagramc.planner.context.model import Context
from diagramc.planner.offline.labels import capitalise
from diagramc.planner.offline.request import read_request
from diagramc.planner.offline.tokens import noun_lemma

MAX_TITLE = 60
"""The longest prompt that becomes a title, in characters."""
_FOCUS = re.compile(r"\b(?:only|just|solely)\b", re.IGNORECASE)


class Taken(NamedTuple):
    """What was taken from the files: a diagram, or else the prompt with their prose behind it; and the remarks on that."""

    diagram: Diagram | None
    prompt: str
    diagnostics: tuple[Diagnostic, ...]


def take(prompt: str, type: str | None, contexts: Sequence[Context]) -> Taken:
    """The diagram that stands in the files, when one of the type asked for does; else the prompt with the prose of the files.

    The prompt says the type and the title; with "only" it also says which parts. A file that is of no use is told.
    """
    request = read_request(prompt)
    found = facts_for(contexts, type or request.type)
    if found is not None:
        diagram, used = found
        names = ", ".join(context.name for context in used)
        message = f"drawing {with_article(diagram.type)} diagram of what {names} states"
        remarks = [diagnose("context.drawn", message), *_unused(contexts, used, diagram.type)]
        subject = " ".join(request.rest.split()).rstrip(" .:")
        shown = focused(diagram, prompt) if _FOCUS.search(prompt) else diagram
        titled = replace(shown, title=capitalise(subject)) if 0 < len(subject) <= MAX_TITLE else shown
        return Taken(titled, prompt, tuple(remarks))
    prose = [context for context in contexts if context.language in ("markdown", "text")]
    text = "\n\n".join([prompt, *(_prose(context) for context in prose)])
    return Taken(None, text[:MAX_PROMPT], tuple(_unused(contexts, prose, type or request.type)))


def _unused(contexts: Sequence[Context], used: Sequence[Context], type: str | None) -> list[Diagnostic]:
    said = f"no {type} diagram stands in" if type else "nothing that could be drawn stands in"
    return [
        diagnose("context.unused", f"{said} {context.name}{_instead(context)}")
        for context in contexts
        if context not in used
    ]


def _instead(context: Context) -> str:
    types = ", ".join(drawn_as(context))
    return f"; it could be drawn as {types}" if types else ""


def _prose(context: Context) -> str:
    """The sentences and lists of a page, without its code, tables and headings."""
    if context.language == "text":
        return context.text
    kept, fenced = [], False
    for line in context.text.split("\n"):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        elif not fenced and not line.startswith(("#", "|", "    ", "<", "![", "[!")):
            kept.append(plain_text(line))
    return "\n".join(kept)


def focused(diagram: Diagram, prompt: str) -> Diagram:
    """The diagram with only those parts that the prompt names, and the lines between them; as it is when it names none."""
    kind = kind_of(diagram)
    said = set(_words(prompt))
    nodes = [node for node in getattr(diagram, kind.nodes) if said.issuperset(_words(plain(label_of(node))))]
    if not nodes or not kind.edges:
        return diagram
    kept = {node.id for node in nodes}
    edges = [e for e in getattr(diagram, kind.edges) if e.source in kept and e.target in kept]
    parts: dict[str, tuple[Any, ...]] = {kind.nodes: tuple(nodes), kind.edges: tuple(edges)}
    if kind.groups:
        parts[kind.groups] = tuple(_holders(getattr(diagram, kind.groups), {node.group for node in nodes}))
    return replace(diagram, **parts)


def _holders(groups: Sequence[Any], used: set[str | None]) -> list[Any]:
    """The groups that hold something that is used, themselves included."""
    parents = {group.id: group.parent for group in groups}
    for id in list(used):
        while id is not None and (id := parents.get(id)) is not None and id not in used:
            used.add(id)
    return [group for group in groups if group.id in used]


def _words(text: str) -> list[str]:
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[_-]", " ", text)
    return [noun_lemma(word) for word in re.findall(r"[^\W_]+", apart.lower())]
