"""Names in a PlantUML text as ids of the IR, and stereotypes as classes, looks and words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from msgspec.structs import replace

from diagramc.frontends.plantuml.page import with_style
from diagramc.frontends.plantuml.stylesheet import OWN, Sheet
from diagramc.frontends.plantuml.text import plain_text
from diagramc.ir.base import Diagram, Element, Label, RichText, Run, Style
from diagramc.ir.visit import transform
from diagramc.targets.plantuml.names import aliases

D = TypeVar("D", bound=Diagram)

_REFERENCES = ("id", "source", "target", "participant", "group", "parent")
_LISTS = ("participants", "targets", "nodes")
_SPOT = r"\(\s*(.)\s*(?:,\s*#?\w+)?\s*\)\s*,?\s*|\$[\w.-]+(?:,[^>]*)?"


def plain_ids(names: Iterable[str]) -> dict[str, str]:
    """An id a name: the name itself where PlantUML takes it unquoted, else one like it, so that lowering keeps it."""
    return {name: str(alias) for name, alias in aliases(names).items()}


def with_ids(diagram: D, ids: Mapping[str, str]) -> D:
    """The diagram with its names replaced by ids, in elements and in references to them."""

    def change(element: Element) -> Element:
        changes: dict[str, Any] = {}
        for field in _REFERENCES:
            old = getattr(element, field, None)
            if isinstance(old, str) and ids.get(old, old) != old:
                changes[field] = ids[old]
        for field in _LISTS:
            old = getattr(element, field, None)
            if isinstance(old, tuple) and old and isinstance(old[0], str):
                changes[field] = tuple(ids.get(name, name) for name in old)
        return replace(element, **changes) if changes else element

    return transform(diagram, change)


class Stereotypes:
    """What the stereotypes of an element come to: words to show, style classes, and a style of its own."""

    def __init__(self, marks: Iterable[str], sheet: Sheet) -> None:
        self.words: list[str] = []
        self.classes: list[str] = []
        self.style: Style | None = None
        for mark in marks:
            name = mark.removeprefix("<<").removesuffix(">>").strip()
            bare = re.sub(_SPOT, "", name).strip()
            if not bare:
                continue
            if re.fullmatch(OWN, bare) and bare in sheet.classes and bare in sheet.hidden:
                self.style = with_style(self.style, sheet.classes[bare])
                continue
            if bare in sheet.classes:
                self.classes.append(bare)
            if bare not in sheet.hidden and bare not in self.words:
                self.words.append(plain_text(bare))

    def labelled(self, label: Label) -> Label:
        """The label below the words, for elements that have no other place for them."""
        if not self.words:
            return label
        head = "".join(f"«{word}»\n" for word in self.words)
        if isinstance(label, str):
            return head + label
        first, *rest = label.runs
        if (first.bold, first.italic, first.code) == (False, False, False):
            return RichText(runs=(replace(first, text=head + first.text), *rest))
        return RichText(runs=(Run(text=head), *label.runs))


def worn_styles(sheet: Sheet, worn: Iterable[str]) -> tuple[dict[str, Style], dict[str, str]]:
    """The looks of the classes of the style sheet and of those that elements wear, by their new names; and the new name of each."""
    names = plain_ids(dict.fromkeys((*sheet.declared, *worn)))
    return {names[name]: sheet.classes[name] for name in names}, names
