"""Diagrams of pages: which one is meant, and its changed text put back."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from diagramc.diagnostics import diagnose
from diagramc.editing.faults import refused
from diagramc.errors import SourceError

if TYPE_CHECKING:
    from diagramc.frontends.markdown import Fence


def choose(fences: list[Fence], file: str, number: int | None, line: int | None) -> Fence:
    """The diagram of a page that is meant. EditError or SourceError when it is not one."""
    if not fences:
        raise SourceError(diagnostics=[diagnose("parse.empty", f"there is no diagram in {file}")])
    if line is not None:
        inside = [fence for fence in fences if fence.first <= line <= fence.last]
        if not inside:
            listed = ", ".join(
                f"{fence.number} in lines {fence.first} to {fence.last}" for fence in fences[:8]
            )
            raise refused(
                f"there is no diagram in line {line}", f"the page has: {listed}", code="edit.unknown"
            )
        return inside[0]
    if number is None and len(fences) > 1:
        hint = f"say which with --fence 1 to --fence {len(fences)}, or with --line"
        raise SourceError(
            diagnostics=[diagnose("parse.several", f"{file} holds {len(fences)} diagrams", hint=hint)]
        )
    if number is not None and not 1 <= number <= len(fences):
        raise refused(f"there is no diagram {number}: the page has {len(fences)}", code="edit.unknown")
    return fences[(number or 1) - 1]


def put_back(page: str, fence: Fence, old: str, new: str) -> str:
    """The page with another text in a fence; each new line begins with what its neighbours begin with."""
    lines = page.split("\n")
    first = fence.source.first_line - 1
    before, after = old.split("\n"), new.split("\n")
    indents = list(fence.source.indents)
    kept = lines[first : first + len(before)]
    made: list[str] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            made += kept[a:b]
            continue
        for at in range(c, d):
            near = min(max(a + (at - c) if at - c < b - a else a - 1, 0), len(kept) - 1)
            lead = kept[near][: indents[near]] if near < len(indents) else ""
            made.append(lead + after[at] if after[at] else lead.rstrip())
    return "\n".join([*lines[:first], *made, *lines[first + len(before) :]])
