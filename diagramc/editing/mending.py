"""What a model's answer means where it does not quite hold to the patch language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from msgspec.structs import replace

from diagramc.editing.patch import Add, AnyStep, Connect
from diagramc.ir.base import Diagram
from diagramc.ir.ids import slug
from diagramc.ir.visit import walk

_FIELDS = {cls.__struct_config__.tag: frozenset(cls.__struct_fields__) for cls in get_args(AnyStep)}


def mended(steps: Sequence[Any], diagram: Diagram) -> list[Any]:
    """The steps of an answer without what is said twice and without fields that an operation does not have.

    A line to something that neither the diagram nor a step before it names adds that first; what is added can be named by its label.
    """
    known = {getattr(element, "id", None) for element in walk(diagram)}
    called: dict[str, str] = {}
    found: list[Any] = []
    for step in steps:
        if isinstance(step, dict) and step.get("op") in _FIELDS:
            step = {k: v for k, v in step.items() if k == "op" or k in _FIELDS[step["op"]]}
            if step["op"] == "add" and isinstance(step.get("label"), str):
                given = step.get("id")
                own = given if isinstance(given, str) and given else slug(step["label"])
                if own not in known:
                    called.update({step["label"]: own, slug(step["label"]): own, own: own})
                if _is_named(step["label"], own, steps):
                    step = {**step, "id": own}
            for end in ("source", "target") if step["op"] == "connect" else ():
                name = step.get(end)
                if isinstance(name, str) and name not in known:
                    if name not in called:
                        called[name] = name
                        found.append({"op": "add", "id": name, "label": name})
                    step = {**step, end: called[name]}
        if step not in found:
            found.append(step)
    return found


def _is_named(label: str, own: str, steps: Sequence[Any]) -> bool:
    """Whether a line of the answer leads to or from what is added."""
    ends = [step.get(end) for step in steps if isinstance(step, dict) for end in ("source", "target")]
    return any(name in (label, slug(label), own) for name in ends)


def without_places(steps: Sequence[AnyStep]) -> list[AnyStep]:
    """The steps without where new things stand and of what kind they are: what a model says of that is wrong most often."""
    bare: list[AnyStep] = []
    for step in steps:
        match step:
            case Add():
                bare.append(
                    replace(step, parent=None, after=None, before=None, group=None, kind=None, shape=None)
                )
            case Connect():
                bare.append(replace(step, after=None, before=None, kind=None))
            case _:
                bare.append(step)
    return bare
