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
_STEP_HEADINGS = (
    "scenario",
    "interactions",
    "steps",
    "flow",
    "description",
    "basic flow",
    "main flow",
    "process",
    "procedure",
    "main success scenario",
    "basic scenario",
    "basic path",
)


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
        key = item.text.strip("*_#: ").lower()
        if key in _STEP_HEADINGS and (item.text.rstrip("*_ ").endswith(":") or item.line.marker == "heading"):
            return item.children or items[index + 1 :]
    return items
