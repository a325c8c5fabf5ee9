"""A prompt to a procedure, in sentences or in lines."""

from __future__ import annotations

from diagramc.planner.offline.notation import Item
from diagramc.planner.offline.procedure.model import Step
from diagramc.planner.offline.procedure.outline import OutlineReader
from diagramc.planner.offline.procedure.prose import ProseReader
from diagramc.planner.offline.reading import Reading
from diagramc.planner.offline.tokens import noun_lemma


def read_procedure(reading: Reading) -> list[Step]:
    """The procedure that a prompt describes, in sentences or in lines; [] when it describes none."""
    lines = reading.lines
    if len(lines) == 1 and not lines[0].marker:
        return ProseReader().read(reading.parts)
    items = []
    for item in reading.items:
        if not _preamble(item):
            items.append(item)
        elif item.text.partition(":")[2].strip():
            items += item.children
    return OutlineReader(reading.declared).read(_steps_section(items))


_PREAMBLE = frozenset(
    "title purpose name goal scope level actors actor participants components precondition preconditions postcondition postconditions "
    "trigger triggers stakeholders summary special priority frequency context".split()
)
_OTHER_HEADINGS = frozenset(
    "exception alternative alternate extension requirement postcondition post-condition precondition issue note priority rule dependency "
    "assumption point diagram".split()
)
_STEP_HEADINGS = frozenset(
    "scenario interaction interactions steps step flow flows description process procedure path".split()
)
_STEP_LEADS = frozenset("basic main success normal primary typical happy the scenario use case".split())


def _preamble(item: Item) -> bool:
    """Whether a line speaks about the procedure instead of being a step of it: "Actors: ...", "Purpose: ..."."""
    key, colon, _ = item.text.partition(":")
    words = key.lower().strip("*_ ").split()
    if not words or (not colon and item.line.marker != "heading"):
        return False
    return words[0] in _PREAMBLE or (len(words) <= 3 and noun_lemma(words[-1]) in _PREAMBLE)


def _steps_section(items: list[Item]) -> list[Item]:
    """Only what stands under a heading such as "Scenario:" where there is one, else everything."""
    for index, item in enumerate(items):
        if _heads_steps(item.text):
            following = items[index + 1 :]
            end = next((i for i, other in enumerate(following) if _is_heading(other)), len(following))
            steps = item.children or following[:end]
            if steps:
                return [*steps, *_alternatives(following)]
    return items


def _alternatives(items: list[Item]) -> list[Item]:
    """The steps under headings such as "Alternative flows" that say themselves when they are taken."""
    found: list[Item] = []
    for item in items:
        words = item.text.lower().split()
        if words and words[0].strip("#*_") in (
            "alternative",
            "alternate",
            "exception",
            "exceptions",
            "exceptional",
        ):
            found += [child for child in _leaves(item) if child.text.lower().startswith(_CONDITIONS)]
    return found


_CONDITIONS = ("if ", "when ", "in case ", "unless ")


def _leaves(item: Item) -> list[Item]:
    found: list[Item] = []
    for child in item.children:
        found += _leaves(child) if child.line.marker == "heading" else [child]
    return found


def _heads_steps(text: str) -> bool:
    """Whether a line is a heading such as "Main success scenario:" or "Basic flows"."""
    words = text.strip("*_#: ").lower().split()
    return bool(words) and words[-1] in _STEP_HEADINGS and all(word in _STEP_LEADS for word in words[:-1])


def _is_heading(item: Item) -> bool:
    """Whether a line is the heading of what is no step any more: "Exceptions", "Alternate flows:"."""
    words = item.text.strip("*_#: ").lower().split()
    return 0 < len(words) <= 4 and any(noun_lemma(word) in _OTHER_HEADINGS for word in words)
