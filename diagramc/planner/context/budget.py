"""How much of the context files a language model is shown."""

from __future__ import annotations

from collections.abc import Sequence

from diagramc.diagnostics import Diagnostic, diagnose
from diagramc.planner.context.facts import drawn_as
from diagramc.planner.context.model import Context
from diagramc.planner.context.quote import Quotation

LARGE_BUDGET = 40_000
"""Characters of all files together in a request: about 10,000 tokens."""
SMALL_BUDGET = 6_000
"""The same for small models: about 1,500 tokens of a context of 4,096 to 8,192."""


def quotations(
    contexts: Sequence[Context], budget: int
) -> tuple[tuple[Quotation, ...], tuple[Diagnostic, ...]]:
    """What is quoted of each context, all within `budget` characters, and a remark on each that was cut.

    Of a file with facts, the facts are quoted: they are shorter, and hold no comments, values or passwords of the file. Short files leave
    their share of the budget to long ones.
    """
    texts = [_quoted(context) for context in contexts]
    shares = _shares([len(text) for text in texts], budget)
    made, remarks = [], []
    for context, text, share in zip(contexts, texts, shares, strict=True):
        if len(text) > share:
            message = f"{context.name}: the first {share:,} of {len(text):,} characters are sent to the model"
            remarks.append(diagnose("context.cut", message))
            text = text[:share].rpartition("\n")[0] or text[:share]
        made.append(Quotation(context.name, text))
    return tuple(made), tuple(remarks)


def _quoted(context: Context) -> str:
    from diagramc.backends.outline import write

    if context.language in ("markdown", "text", "python"):
        return context.text
    diagrams = drawn_as(context)
    return write(next(iter(diagrams.values()))) if diagrams else context.text


def _shares(lengths: Sequence[int], budget: int) -> list[int]:
    """How many characters each text gets: all it has, or an equal part of what the shorter ones leave."""
    shares = [0] * len(lengths)
    left = budget
    for done, index in enumerate(sorted(range(len(lengths)), key=lambda i: lengths[i])):
        shares[index] = min(lengths[index], left // (len(lengths) - done))
        left -= shares[index]
    return shares
