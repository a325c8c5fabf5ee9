"""Wishes for the layout in types whose nodes stand in families: which are kept, and in which order that puts a family.

`order` and `near` are kept among nodes of one family (reports of one person, sub-topics of one topic, participants); `same-rank` among
nodes that stand on one level anyway. All others are reported.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from diagramc.diagnostics import Diagnostic, diagnose
from diagramc.ir.base import Hint


def in_wished_order(family: Sequence[str], hints: Iterable[Hint]) -> list[str]:
    """The ids of a family as `order` hints put them, in the places they have between them, and those of `near` hints side by side."""
    found = list(family)
    for hint in hints:
        wished = [id for id in dict.fromkeys(hint.nodes) if id in found]
        if len(wished) < 2:
            continue
        if hint.kind == "order":
            places = [i for i, id in enumerate(found) if id in wished]
            for place, id in zip(places, wished, strict=True):
                found[place] = id
        elif hint.kind == "near":
            together = [id for id in found if id in wished]
            first = found.index(together[0])
            rest = [id for id in found if id not in wished]
            found = [*rest[:first], *together, *rest[first:]]
    return found


def unkept_hints(
    hints: Iterable[Hint], families: Sequence[Collection[str]], levels: Sequence[Collection[str]]
) -> list[Diagnostic]:
    """A remark on each wish that cannot be kept, given which nodes are in one family, and which stand on one level."""
    found: list[Diagnostic] = []
    for hint in hints:
        places = levels if hint.kind == "same-rank" else families
        if not any(all(id in place for id in hint.nodes) for place in places):
            names = ", ".join(hint.nodes)
            found.append(diagnose("layout.hint", f"`{hint.kind}` of {names} is not kept", span=hint.span))
    return found
