"""A patch written into a text, a step at a time; each is read again before the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from diagramc.diagnostics import Diagnostic, Severity, diagnose
from diagramc.editing.apply import apply_step
from diagramc.editing.elements import find_node, groups_of, nodes_of, parent_of
from diagramc.editing.faults import refused
from diagramc.editing.patch import Add, AnyStep, Connect, Patch, Remove
from diagramc.editing.wording import describe
from diagramc.errors import SourceError
from diagramc.frontends.reading import checked, raise_errors, read
from diagramc.ir.base import Diagram

if TYPE_CHECKING:
    pass


def raise_errors_of(remarks: Sequence[Diagnostic]) -> None:
    """SourceError for remarks with an error among them."""
    from diagramc.diagnostics import Report

    raise_errors(Report(remarks))


class Reader:
    """Reads texts of one language, always alike; and proposals only when they bring no new remarks."""

    def __init__(self, language: str, file: str, type: str | None, include: Sequence[Path]) -> None:
        self.language, self.file, self.type, self.include = language, file, type, include
        self.known = 0

    def first(self, text: str) -> tuple[Diagram, tuple[Diagnostic, ...]]:
        """The diagram of the text as it is; SourceError for one with errors."""
        diagram, remarks = read(text, self.language, file=self.file, type=self.type, include=self.include)
        self.type = self.type or (diagram.type if self.language == "dot" else None)
        self.known = self._count(remarks)
        return diagram, remarks

    def again(self, text: str) -> Diagram | None:
        """The diagram of a proposal; None when it has errors, or more that is ignored than before."""
        try:
            diagram, remarks = read(text, self.language, file=self.file, type=self.type, include=self.include)
        except SourceError:
            return None
        return None if self._count(remarks) > self.known else diagram

    @staticmethod
    def _count(remarks: Sequence[Diagnostic]) -> int:
        return sum(d.code.startswith("parse.") and d.severity is not Severity.INFO for d in remarks)


def written(
    text: str, before: Diagram, patch: Patch, language: str, reader: Any, rewrite: bool
) -> tuple[str, Diagram, list[Diagnostic]]:
    """The text after all steps, each spliced in by itself; ids of the patch are those of the diagram that it was made for."""
    ids = {element.id: element.id for element in (*nodes_of(before), *groups_of(before))}
    wanted, diagram = before, before
    told: list[Diagnostic] = []
    for step in patch.steps:
        own = _renamed_step(step, ids)
        expected = apply_step(diagram, own)
        raise_errors_of(checked(expected, None, "the changed diagram")[1])
        following = apply_step(wanted, step)
        news = _new_ids(wanted, following), _new_ids(diagram, expected)
        found = _spliced(text, language, diagram, own, expected, reader)
        if found is None:
            bridged = _by_order(text, language, diagram, own, reader)
            if bridged is not None:
                found, expected = bridged
                message = "what led to it leads on to what followed: in this diagram order is flow"
                told.append(diagnose("edit.effect", message))
                following = apply_step(wanted, replace(own, reconnect=True)) if own == step else following
        if found is None:
            if not rewrite:
                raise refused(
                    f"{describe(Patch(type=before.type, steps=(own,)), diagram)[0]}: no place in the text says only that",
                    code="edit.unsafe",
                )
            found = _rewritten(expected, language, reader)
            told.append(
                diagnose(
                    "edit.rewritten", "the whole diagram was written anew; its comments and layout are gone"
                )
            )
        text, diagram, mapped, lesser = found
        if lesser:
            told.append(
                diagnose("edit.lesser", f"{language} has no word here for the {lesser} of the new element")
            )
        ids |= dict(zip(*news, strict=True))
        ids = {old: mapped.get(new, new) for old, new in ids.items()}
        wanted = following
    return text, diagram, told


def _spliced(
    text: str, language: str, diagram: Diagram, step: AnyStep, expected: Diagram, reader: Any
) -> tuple[str, Diagram, dict[str, str], str | None] | None:
    if language in ("json", "yaml"):
        from diagramc.editing.splice.documents import splice as splice_document

        made = splice_document(text, language, diagram, expected, reader.again)
        return None if made is None else (*made, {}, None)
    from diagramc.editing.splice import splice

    return splice(text, language, diagram, step, expected, reader.again)


def _by_order(
    text: str, language: str, diagram: Diagram, step: AnyStep, reader: Any
) -> tuple[tuple[str, Diagram, dict[str, str], str | None], Diagram] | None:
    """A step of an activity diagram taken out: there what stands round it follows each other."""
    if (
        language != "plantuml"
        or diagram.type != "flowchart"
        or not isinstance(step, Remove)
        or step.reconnect
    ):
        return None
    joined = replace(step, reconnect=True)
    expected = apply_step(diagram, joined)
    found = _spliced(text, language, diagram, joined, expected, reader)
    return None if found is None else (found, expected)


def _rewritten(
    expected: Diagram, language: str, reader: Any
) -> tuple[str, Diagram, dict[str, str], str | None]:
    """The diagram in the language's canonical form, where that says all of it."""
    from diagramc.editing.same import correspondence
    from diagramc.editing.splice.scribe import TARGETS
    from diagramc.emit import lowering

    text, losses = lowering(expected, TARGETS[language])
    found = reader.again(text)
    if found is None or any(loss.code == "lower.dropped" for loss in losses):
        raise refused(
            f"{language} cannot say the changed diagram", code="edit.unsafe", hint="change it by hand"
        )
    return text, found, correspondence(expected, found) or {}, None


def _new_ids(before: Diagram, after: Diagram) -> list[str]:
    old = {element.id for element in (*nodes_of(before), *groups_of(before))}
    return [element.id for element in (*nodes_of(after), *groups_of(after)) if element.id not in old]


def _renamed_step(step: AnyStep, ids: Mapping[str, str]) -> AnyStep:
    """A step with the ids that the elements have in the text."""
    if step.__struct_config__.tag in ("set", "wrap"):
        return step
    messages = step.__struct_config__.tag == "connect"
    changes: dict[str, Any] = {}
    for name in ("target", "source", "group", "parent", "owner", "after", "before"):
        value = getattr(step, name, None)
        if isinstance(value, str) and value in ids and not (messages and name in ("after", "before")):
            changes[name] = ids[value]
    for name in ("between", "members"):
        values = getattr(step, name, None)
        if values:
            changes[name] = tuple(ids.get(value, value) for value in values)
    return replace(step, **changes) if changes else step


def effects(before: Diagram, patch: Patch) -> list[Diagnostic]:
    """What the steps do besides what they say: branches that go along, people who report to someone else, what nobody talks to."""
    told: list[Diagnostic] = []
    joined = {end for step in patch.steps if isinstance(step, Connect) for end in (step.source, step.target)}
    for step in patch.steps:
        if isinstance(step, Add) and before.type == "sequence" and step.between is not None:
            if set(step.between) - joined:
                message = f"no message goes through {step.label!r} yet; say: add a message 'x' from A to {step.label}"
                told.append(diagnose("edit.effect", message))
            continue
        if not isinstance(step, Remove) or find_node(before, step.target) is None:
            continue
        below = [n for n in nodes_of(before) if parent_of(before, n) == step.target]
        if below and before.type == "org-chart":
            told.append(
                diagnose(
                    "edit.effect", f"{len(below)} who reported to {step.target!r} now report one level up"
                )
            )
        elif below and before.type == "mindmap" and not step.reconnect:
            told.append(diagnose("edit.effect", f"what was under {step.target!r} went with it"))
    return told
