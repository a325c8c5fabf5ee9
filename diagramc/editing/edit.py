"""An edit from the change to the changed text: read the change, apply it, splice it into the text, show the difference."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from diagramc.diagnostics import Diagnostic, Severity, diagnose
from diagramc.editing.apply import apply, apply_step
from diagramc.editing.elements import find_node, groups_of, nodes_of, parent_of
from diagramc.editing.faults import EditError, refused
from diagramc.editing.patch import AnyStep, Patch, Remove, out_of_bounds
from diagramc.editing.wording import describe, difference
from diagramc.errors import SourceError, UsageError
from diagramc.frontends.reading import checked, raise_errors, read, read_fence
from diagramc.ir.base import Diagram

if TYPE_CHECKING:
    from diagramc.frontends.markdown import Fence

SPLICED = ("mermaid", "plantuml", "dot", "json", "yaml")
"""The languages that a change can be written back to."""


class Edit:
    """A change that was made. `diagram` is the new one, `patch` the steps, `steps` those in words.

    For a text `text` is the changed one, of a whole page when the diagram stands in one; for a diagram alone it is None.
    `diff` is a unified diff: of the text, or of the two diagrams as YAML.
    """

    def __init__(
        self,
        before: Diagram,
        diagram: Diagram,
        patch: Patch,
        *,
        diagnostics: tuple[Diagnostic, ...] = (),
        source: str | None = None,
        text: str | None = None,
        file: str = "diagram",
    ) -> None:
        self._before, self.diagram, self.patch = before, diagram, patch
        self.diagnostics = diagnostics
        self._source, self.text, self._file = source, text, file

    @property
    def steps(self) -> list[str]:
        """The steps in words."""
        return describe(self.patch, self._before)

    @cached_property
    def diff(self) -> str:
        """What changed, as a unified diff."""
        if self._source is not None and self.text is not None:
            return difference(self._source, self.text, self._file)
        from diagramc.targets.document import to_yaml

        return difference(to_yaml(self._before), to_yaml(self.diagram), self._file)

    def __repr__(self) -> str:
        return f"<Edit: {'; '.join(self.steps)}>"


def edit(diagram: Diagram, change: str | Patch, *, planner: str = "auto", **settings: Any) -> Edit:
    """Change a diagram by a sentence or a patch. The given diagram is left as it is.

    `planner`: offline (plain commands), llm, or auto (a model for what is no plain command, when an endpoint is configured).
    `settings` go to the llm planner. Raises SourceError when the change is unclear or cannot be made, PlanningError when the model
    fails, UsageError for settings.
    """
    from diagramc.pipeline import as_environment

    diagram, _ = checked(diagram, None, "the diagram")
    patch = patch_for(diagram, change, planner, as_environment(settings))
    made, remarks = checked(apply(diagram, patch), None, "the changed diagram")
    raise_errors_of(remarks)
    return Edit(diagram, made, patch, diagnostics=(*_effects(diagram, patch), *remarks))


def raise_errors_of(remarks: Sequence[Diagnostic]) -> None:
    """SourceError for remarks with an error among them."""
    from diagramc.diagnostics import Report

    raise_errors(Report(remarks))


def patch_for(
    diagram: Diagram, change: str | Patch, planner: str, environ: Mapping[str, str] | None = None
) -> Patch:
    """The patch that a change is or asks for, by the planner of a name."""
    from diagramc.options import check_choice
    from diagramc.planner.select import PLANNERS

    if isinstance(change, Patch):
        problem = out_of_bounds(change)
        if problem:
            raise refused(f"the patch cannot be applied: {problem}", code="edit.patch")
        if change.type != diagram.type:
            message = f"the patch is for a diagram of type {change.type}; this one is of type {diagram.type}"
            raise refused(message, code="edit.patch")
        return change
    wrong = check_choice("option.planner", "planner", planner, PLANNERS)
    if wrong is not None:
        raise UsageError(diagnostics=[wrong])
    from diagramc.editing.sentences import MAX_CHANGE
    from diagramc.editing.sentences import read as read_change
    from diagramc.planner.llm.settings import configured

    if not change.strip():
        raise refused("the change is empty", code="edit.unclear")
    if len(change) > MAX_CHANGE:
        raise refused(f"the change is longer than {MAX_CHANGE:,} characters")
    import os

    variables = os.environ if environ is None else {**os.environ, **environ}
    if planner == "llm":
        from diagramc.editing.asking import ask

        return ask(diagram, change, variables)
    try:
        return read_change(diagram, change)
    except EditError as error:
        unclear = any(d.code == "edit.unclear" for d in error.diagnostics)
        if planner == "offline" or not unclear or not configured(variables):
            raise
    from diagramc.editing.asking import ask

    return ask(diagram, change, variables)


def edit_text(
    source: str | bytes,
    change: str | Patch,
    *,
    language: str | None = None,
    file: str = "input",
    type: str | None = None,
    fence: int | None = None,
    line: int | None = None,
    include: Sequence[Path] = (),
    rewrite: bool = False,
    planner: str = "auto",
    environ: Mapping[str, str] | None = None,
) -> Edit:
    """Change the text of a diagram, or of a page with diagrams in it, so that nothing but the change differs.

    `fence` is the number of the diagram in its page, `line` a line that it stands in. With `rewrite` a change that cannot be
    spliced in is made by writing the diagram anew. Raises SourceError for a text with errors, an unclear change, and one that
    cannot be written; UsageError for a language without a writer.
    """
    from diagramc.frontends.base import LANGUAGE_ALIASES, language_of

    text, restore = _decoded(source)
    chosen = language or language_of(text, file)
    chosen = LANGUAGE_ALIASES.get(chosen, chosen)
    if chosen == "markdown":
        edited = _edit_page(text, change, file, type, fence, line, include, rewrite, planner, environ)
    else:
        if fence is not None or line is not None:
            raise UsageError("--fence and --line choose a diagram of a page; this is no page")
        if chosen not in SPLICED:
            raise UsageError(
                f"a change cannot be written to {chosen}; it can to: {', '.join(SPLICED)}, and pages"
            )
        reader = _Reader(chosen, file, type, include)
        edited = _edited(text, change, chosen, reader, file, rewrite, planner, environ)
    assert edited.text is not None
    edited.text = restore(edited.text)
    edited._source = restore(text)
    return edited


def _decoded(source: str | bytes) -> tuple[str, Callable[[str], str]]:
    """The text with `\\n` as its only line end, and what gives a text the line ends and mark of the source back."""
    if isinstance(source, bytes):
        try:
            source = source.decode("utf-8")
        except UnicodeDecodeError as error:
            message = f"the text is not UTF-8: byte {error.start}"
            raise SourceError(diagnostics=[diagnose("parse.encoding", message)]) from None
    mark = "\ufeff" if source.startswith("\ufeff") else ""
    body = source.removeprefix("\ufeff")
    ends = body.count("\r\n")
    if ends and ends == body.count("\n"):
        return body.replace("\r\n", "\n"), lambda text: mark + text.replace("\n", "\r\n")
    if "\r" in body:
        raise refused("the text mixes line ends", "save it with one kind of line end")
    return body, lambda text: mark + text


class _Reader:
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


def _edited(
    text: str,
    change: str | Patch,
    language: str,
    reader: Any,
    file: str,
    rewrite: bool,
    planner: str,
    environ: Mapping[str, str] | None,
) -> Edit:
    before, _ = reader.first(text)
    patch = patch_for(before, change, planner, environ)
    made, diagram, remarks = _written(text, before, patch, language, reader, rewrite)
    told = (*_effects(before, patch), *remarks)
    return Edit(before, diagram, patch, diagnostics=told, source=text, text=made, file=file)


def _written(
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
    from diagramc.pipeline import lowering

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


def _effects(before: Diagram, patch: Patch) -> list[Diagnostic]:
    """What the steps do besides what they say: branches that go along, people who report to someone else."""
    told: list[Diagnostic] = []
    for step in patch.steps:
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


def _edit_page(
    text: str,
    change: str | Patch,
    file: str,
    type: str | None,
    number: int | None,
    line: int | None,
    include: Sequence[Path],
    rewrite: bool,
    planner: str,
    environ: Mapping[str, str] | None,
) -> Edit:
    from diagramc.frontends.reading import page_fences

    chosen = _choose(page_fences(text, file), file, number, line)
    if chosen.language not in SPLICED:
        raise refused(f"a change cannot be written to a fence in {chosen.language}")
    body = chosen.source.text
    reader = _Reader(chosen.language, file, type, include)
    try:
        read_fence(
            chosen, type=type, include=include
        )  # so that what is wrong is told with its place in the page
    except SourceError:
        raise
    edited = _edited(body, change, chosen.language, reader, file, rewrite, planner, environ)
    assert edited.text is not None
    edited.text = _put_back(text, chosen, body, edited.text)
    edited._source = text
    return edited


def _choose(fences: list[Fence], file: str, number: int | None, line: int | None) -> Fence:
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


def _put_back(page: str, fence: Fence, old: str, new: str) -> str:
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


__all__ = ["SPLICED", "Edit", "edit", "edit_text"]
