"""Texts, documents and pages to valid diagrams: the right reader, then the passes that every diagram goes through."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from diagramc.diagnostics import Diagnostic, Report, Severity, diagnose, with_line_text
from diagramc.errors import SourceError, UsageError
from diagramc.ir.base import Diagram

if TYPE_CHECKING:
    from diagramc.frontends.markdown import Fence
    from diagramc.frontends.source import Source as Text
    from diagramc.frontends.unsupported import Unsupported

DRAWN_EMPTY = ("flowchart", "sequence", "architecture", "er", "class", "timeline")
"""The types whose picture may be empty: a tree has at least its root."""
Reading = tuple[Diagram, tuple[Diagnostic, ...]]
"""A valid diagram, and what there is to remark on it."""


def raise_errors(report: Report) -> None:
    """SourceError with all that was found when there is an error among it."""
    if report.errors:
        raise SourceError(diagnostics=report)


def read(
    source: str | bytes,
    language: str | None = None,
    *,
    file: str = "input",
    type: str | None = None,
    include: Sequence[Path] = (),
) -> Reading:
    """Read a text in any of the readable languages into a valid diagram, with what there is to remark on it.

    `language` None: told by the content. `include` names the folders that PlantUML's `!include` may read from. Raises SourceError
    with every problem, UsageError for a language without a reader.
    """
    from diagramc.frontends.base import READABLE, language_of

    chosen = language or language_of(source, file)
    if chosen == "markdown":
        return _read_page(source, file, type, include)
    if language is None and chosen == "prompt":
        message = f"{file} begins as no diagram language does"
        hint = "name it .mmd, .puml or .dot, or say the language; a prompt is drawn by `diagramc diagram`"
        raise SourceError(diagnostics=[diagnose("parse.empty", message, hint=hint)])
    if chosen == "prompt" or chosen not in READABLE:
        message = f"there is no reader for {chosen}; readable are: {', '.join(READABLE)}"
        raise UsageError(diagnostics=[diagnose("option.language", message)])
    if chosen in ("json", "yaml"):
        return _read_document(source, file, type)
    return _read_text(chosen, source, file, type, include)


def _read_document(source: str | bytes, file: str, type: str | None) -> Reading:
    from diagramc.frontends import document

    diagram, problems = document.read(source, file=file)
    report = Report(problems)
    raise_errors(report)
    assert diagram is not None
    valid, remarks = checked(diagram, type, file)
    if remarks:
        # Positions are looked up only now that there is something to say.
        valid, remarks = checked(document.locate(diagram, source, file), type, file)
        remarks = with_line_text(remarks, _to_text(source))
    report.extend(remarks)
    raise_errors(report)
    return valid, report.diagnostics


def _read_page(source: str | bytes, file: str, type: str | None, include: Sequence[Path]) -> Reading:
    """The only diagram of a page, or the one that the file's name asks for, as in `page.md#2`."""
    _, chosen = split_fence(file)
    found = page_fences(source, file)
    if not found:
        raise SourceError(diagnostics=[diagnose("parse.empty", f"there is no diagram in {file}")])
    if chosen is None and len(found) > 1:
        message = f"{file} holds {len(found)} diagrams"
        hint = f"say which: {file}#1 to {file}#{len(found)}; or give a folder with -o for all of them"
        raise SourceError(diagnostics=[diagnose("parse.several", message, hint=hint)])
    if chosen is not None and not 1 <= chosen <= len(found):
        raise SourceError(
            diagnostics=[diagnose("parse.empty", f"{file}: the page has {len(found)} diagrams")]
        )
    fence = found[(chosen or 1) - 1]
    return read_fence(fence, type=type, include=include)


def split_fence(name: str) -> tuple[str, int | None]:
    """`page.md#2` as the page and the number of its diagram; any other name as it is."""
    stem, mark, number = name.rpartition("#")
    if mark and number.isascii() and number.isdigit() and len(number) < 6 and stem:
        return stem, int(number)
    return name, None


def page_fences(source: str | bytes, file: str) -> list[Fence]:
    """The diagrams of a Markdown or reStructuredText page. SourceError when its bytes are no text."""
    from diagramc.frontends.markdown import fences
    from diagramc.frontends.source import open_source

    page, sound = open_source(source, split_fence(file)[0], code="parse")
    if not sound:
        raise SourceError(diagnostics=page.problems)
    return fences(page.text, page.file)


def read_fence(fence: Fence, *, type: str | None = None, include: Sequence[Path] = ()) -> Reading:
    """One diagram of a page; places are those in the page."""
    if fence.language in ("json", "yaml"):
        from diagramc.frontends import document

        return _valid(
            *document.read("", fence.source.file, spans=True, source=fence.source), type, fence.source.file
        )
    if fence.language in ("mermaid", "plantuml", "dot"):
        return _read_text(fence.language, fence.source, fence.source.file, type, include)
    message = "the language of this diagram cannot be told"
    fence.source.report("parse.empty", message, 0, hint="write mermaid, plantuml or dot after the fence")
    raise SourceError(diagnostics=fence.source.problems)


def _read_text(
    language: str,
    source: str | bytes | Text,
    file: str,
    type: str | None,
    include: Sequence[Path] = (),
) -> Reading:
    """A text in a diagram language, or part of a page in one."""
    from diagramc.frontends.base import reader
    from diagramc.frontends.source import Source as Text

    given = source if isinstance(source, Text) else None
    data = "" if isinstance(source, Text) else source
    options: dict[str, Any] = {"include": include} if language == "plantuml" else {}
    diagram, problems = reader(language)(data, file, type=type, source=given, **options)
    return _valid(diagram, problems, type, file, data if given is None else None, may_be_empty=True)


def _valid(
    diagram: Diagram | None,
    problems: Sequence[Diagnostic],
    type: str | None,
    file: str,
    text: str | bytes | None = None,
    *,
    may_be_empty: bool = False,
) -> Reading:
    """The diagram after the passes; `text` is the whole file, when there is one, for the lines that remarks are about.

    With `may_be_empty` a diagram of nothing but its header is drawn empty, with a warning, as the real tools do.
    """
    report = Report(problems)
    raise_errors(report)
    assert diagram is not None
    valid, remarks = checked(diagram, type, file)
    if may_be_empty and valid.type in DRAWN_EMPTY:
        remarks = tuple(
            replace(remark, severity=Severity.WARNING) if remark.code == "validate.empty" else remark
            for remark in remarks
        )
    if remarks and text is not None:
        remarks = with_line_text(remarks, _to_text(text))
    report.extend(remarks)
    raise_errors(report)
    return valid, report.diagnostics


def _to_text(source: str | bytes) -> str:
    return source if isinstance(source, str) else source.decode("utf-8", "replace")


def checked(diagram: Diagram, type: str | None, file: str) -> Reading:
    """The diagram in normal form, with everything that is wrong with it; `type` is the one asked for."""
    from diagramc.passes.normalize import normalize
    from diagramc.passes.validate import validate

    normal = normalize(diagram)
    remarks = validate(normal)
    if type is not None and diagram.type != type:
        remarks = (
            *remarks,
            diagnose(
                "option.type",
                f"{file} holds a diagram of type {diagram.type}, not {type}",
                hint="leave the type out to have it as what it is",
            ),
        )
    return normal, remarks


def problems_of(
    source: str | bytes,
    language: str | None = None,
    *,
    file: str = "input",
    include: Sequence[Path] = (),
    unsupported: Unsupported = "fail",
) -> tuple[Diagnostic, ...]:
    """Every problem of a text, or of all diagrams of a page, in the order of their places.

    `unsupported` says what is made of a diagram in a page whose kind is not drawn.
    """
    from diagramc.frontends.base import language_of
    from diagramc.frontends.unsupported import settle

    chosen = language or language_of(source, file)
    try:
        if chosen == "markdown" and split_fence(file)[1] is None:
            found: list[Diagnostic] = []
            for fence in page_fences(source, file):
                if fence.language == "prompt" and fence.source.text.strip():
                    continue  # what a prompt says is known when it is planned
                try:
                    found += read_fence(fence, include=include)[1]
                except SourceError as error:
                    found += settle(error.diagnostics, unsupported)
            return tuple(found)
        return read(source, language, file=file, include=include)[1]
    except SourceError as error:
        return error.diagnostics
