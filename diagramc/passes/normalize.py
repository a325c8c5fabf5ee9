"""One way to write each thing, so that diagrams which say the same are equal whichever front end read them.

- Text is NFC, without control characters, without space round it, with `\\n` as the only line end. Ids and URLs stay as they are.
- Optional text that is empty is absent, but a node or group may have an empty label: it shows nothing.
- A label that repeats the element's id is absent, as the id is shown then anyway.
- Rich text has no empty and no equal neighbouring runs; without any emphasis it is plain text.
- Empty styles, notes and events without text, hints of one element, and repeated classes are dropped.
- A sequence that begins with a plain `Autonumber` step is one with `autonumber`.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any, TypeVar

from msgspec import NODEFAULT
from msgspec.structs import replace

from diagramc.ir.base import Diagram, Element, Group, Hint, Label, Node, RichText, Run, Style, plain
from diagramc.ir.visit import transform

D = TypeVar("D", bound=Diagram)

LABEL_FIELDS = frozenset({"label", "title", "caption", "text"})
TEXT_FIELDS = LABEL_FIELDS | {
    "comment",
    "department",
    "description",
    "protocol",
    "source_role",
    "target_role",
    "technology",
    "tooltip",
}
"""Fields that hold prose, not ids, URLs, code or names that others refer to."""


def normalize(diagram: D) -> D:
    """An equal way of saying the same diagram (see the module). Pure; normalising twice is normalising once."""
    return transform(diagram, _normalize)


def _normalize(element: Element) -> Element:
    """One element whose parts are normal already."""
    if isinstance(element, Run | RichText):
        return element  # its holder sees the label as a whole
    changes: dict[str, Any] = {}
    for name, optional, required in _fields(type(element)):
        old = getattr(element, name)
        new = _normal_value(element, name, old)
        if new == "" and optional and not (name == "label" and isinstance(element, Node | Group)):
            new = None
        if required and new is None:
            new = ""
        if new != old:
            changes[name] = new
    changes |= _normal_diagram(element, changes)
    return replace(element, **changes) if changes else element


@cache
def _fields(struct: type[Element]) -> tuple[tuple[str, bool, bool], ...]:
    """Name, whether None is the default, and whether it must be given, for each field; defaults belong to the last fields."""
    names, defaults = struct.__struct_fields__, struct.__struct_defaults__
    given = (NODEFAULT,) * (len(names) - len(defaults)) + tuple(defaults)
    return tuple(
        (name, default is None, default is NODEFAULT) for name, default in zip(names, given, strict=True)
    )


def _normal_value(element: Element, name: str, value: Any) -> Any:
    if name in TEXT_FIELDS and value is not None:
        cleaned = clean_label(value)
        return None if name == "label" and cleaned == getattr(element, "id", None) else cleaned
    if isinstance(value, Style) and value == Style():
        return None
    if name == "classes" and all(isinstance(item, str) for item in value):
        return tuple(dict.fromkeys(value))
    if isinstance(value, tuple):
        return tuple(item for item in value if not _says_nothing(item))
    return value


def _says_nothing(item: Any) -> bool:
    if isinstance(item, Hint):
        return len(item.nodes) < 2
    silent = type(item).__name__ in ("Note", "SequenceNote", "Event")
    return silent and not plain(item.text)


def _normal_diagram(element: Element, changes: dict[str, Any]) -> dict[str, Any]:
    if isinstance(element, Diagram) and element.type == "sequence":
        from diagramc.ir.sequence import Autonumber, Sequence

        assert isinstance(element, Sequence)
        steps = changes.get("steps", element.steps)
        if steps and steps[0] == Autonumber():
            return {"steps": steps[1:], "autonumber": True}
    return {}


def clean_text(text: str) -> str:
    """Text in NFC with `\\n` as line end, without control characters and halves of surrogate pairs; a tab is a space."""
    if text.isascii() and text.isprintable():
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = "".join(char for char in lines if char == "\n" or unicodedata.category(char) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", kept)


def clean_label(label: Label) -> Label:
    """A label in its normal form: trimmed, and plain text when nothing in it is emphasised."""
    if isinstance(label, str):
        return clean_text(label).strip()
    runs: list[Run] = []
    for run in label.runs:
        if runs and _emphasis(runs[-1]) == _emphasis(run):
            runs[-1] = replace(runs[-1], text=runs[-1].text + run.text)
        elif clean_text(run.text):
            runs.append(run)
    runs = [replace(run, text=clean_text(run.text)) for run in runs]
    while runs and not runs[0].text.strip():
        runs.pop(0)
    while runs and not runs[-1].text.strip():
        runs.pop()
    if not runs:
        return ""
    runs[0] = replace(runs[0], text=runs[0].text.lstrip())
    runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    if len(runs) == 1 and _emphasis(runs[0]) == (False, False, False):
        return runs[0].text
    return replace(label, runs=tuple(runs))


def _emphasis(run: Run) -> tuple[bool, bool, bool]:
    return run.bold, run.italic, run.code
