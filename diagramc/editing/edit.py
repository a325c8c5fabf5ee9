"""An edit from the change to the changed text: read the change, apply it, splice it into the text, show the difference."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from diagramc.diagnostics import Diagnostic, diagnose
from diagramc.editing.apply import apply
from diagramc.editing.faults import EditError, refused
from diagramc.editing.pages import choose, put_back
from diagramc.editing.patch import Patch, out_of_bounds
from diagramc.editing.wording import describe, difference
from diagramc.editing.writing import Reader, effects, raise_errors_of, written
from diagramc.errors import SourceError, UsageError
from diagramc.frontends.reading import checked, read_fence
from diagramc.ir.base import Diagram

SPLICED = ("mermaid", "plantuml", "dot", "json", "yaml")
"""The languages that a change can be written back to."""

READERS = ("auto", "offline", "llm")
"""Who can read a change: not `local`, whose models answer prompts only; serve one to `llm` instead."""


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
    from diagramc.planner.planning import as_environment

    diagram, _ = checked(diagram, None, "the diagram")
    patch = patch_for(diagram, change, planner, as_environment(settings))
    made, remarks = checked(apply(diagram, patch), None, "the changed diagram")
    raise_errors_of(remarks)
    return Edit(diagram, made, patch, diagnostics=(*effects(diagram, patch), *remarks))


def patch_for(
    diagram: Diagram, change: str | Patch, planner: str, environ: Mapping[str, str] | None = None
) -> Patch:
    """The patch that a change is or asks for, by the planner of a name."""
    from diagramc.options import check_choice

    if isinstance(change, Patch):
        problem = out_of_bounds(change)
        if problem:
            raise refused(f"the patch cannot be applied: {problem}", code="edit.patch")
        if change.type != diagram.type:
            message = f"the patch is for a diagram of type {change.type}; this one is of type {diagram.type}"
            raise refused(message, code="edit.patch")
        return change
    wrong = check_choice("option.planner", "planner", planner, READERS)
    if wrong is not None:
        raise UsageError(diagnostics=[replace(wrong, hint=f"a change is read by {', '.join(READERS)}")])
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
        reader = Reader(chosen, file, type, include)
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
    made, diagram, remarks = written(text, before, patch, language, reader, rewrite)
    told = (*effects(before, patch), *remarks)
    return Edit(before, diagram, patch, diagnostics=told, source=text, text=made, file=file)


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

    chosen = choose(page_fences(text, file), file, number, line)
    if chosen.language not in SPLICED:
        raise refused(f"a change cannot be written to a fence in {chosen.language}")
    body = chosen.source.text
    reader = Reader(chosen.language, file, type, include)
    try:
        read_fence(
            chosen, type=type, include=include
        )  # so that what is wrong is told with its place in the page
    except SourceError:
        raise
    edited = _edited(body, change, chosen.language, reader, file, rewrite, planner, environ)
    assert edited.text is not None
    edited.text = put_back(text, chosen, body, edited.text)
    edited._source = text
    return edited
