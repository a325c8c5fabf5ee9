"""One diagram of a page compiled, as plain data that can be cached and sent between processes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from diagramc.diagnostics import Diagnostic, Severity, Span, diagnose, with_line_text
from diagramc.errors import DiagramcError, SourceError
from diagramc.frontends.markdown import Fence
from diagramc.frontends.source import Source
from diagramc.options import CompileOptions

if TYPE_CHECKING:
    from diagramc.frontends.reading import Reading
    from diagramc.scene.model import AnyItem, Scene

ALT_LENGTH = 400
"""The most characters of an alt text made from an outline: a screen reader says it in about half a minute."""


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What to compile: a text in a language, with options, into `svg`, `png` or `pdf`. `include`: folders PlantUML may read."""

    language: str
    text: str
    options: CompileOptions
    format: str = "svg"
    title: str | None = None
    include: tuple[str, ...] = ()

    @property
    def cacheable(self) -> bool:
        """Whether the result depends on this job alone: included files and installed engines may change."""
        return not (self.include and "!include" in self.text) and self.options.engine == "native"


class LinkArea(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a picture that leads somewhere: its box in px, its address and what to say of it."""

    x: float
    y: float
    width: float
    height: float
    url: str
    title: str = ""


class Compiled(msgspec.Struct, frozen=True, kw_only=True):
    """A picture with what goes with it; without one, `diagnostics` say why. Their places are in the job's text."""

    data: bytes = b""
    format: str = "svg"
    type: str = ""
    title: str = ""
    outline: str = ""
    width: int = 0
    height: int = 0
    links: tuple[LinkArea, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether there is no picture."""
        return not self.data

    @property
    def alt(self) -> str:
        """The outline on one line, shortened: what stands below something follows it after a comma."""
        text = ""
        for line in self.outline.splitlines():
            said = line.strip().removeprefix("- ")
            if said and text:
                text += " " if text.endswith(":") else ", " if line.startswith(" ") else "; "
            text += said
        if len(text) <= ALT_LENGTH:
            return text
        return text[:ALT_LENGTH].rpartition(" ")[0].rstrip(",;:") + " …"


def compile_job(job: Job) -> Compiled:
    """Compile; never raises for what is wrong with the text or its options."""
    from diagramc.result import Result

    try:
        try:
            diagram, remarks = _read(job)
        except SourceError as error:
            return _by_its_own_tool(job, error)
        if job.title:
            diagram = msgspec.structs.replace(diagram, title=job.title)
        result = Result(diagram, job.options, remarks)
        data = result.output(job.format)
        native = job.options.engine == "native"
        return Compiled(
            data=data,
            format=job.format,
            type=result.diagram.type,
            title=result.outline.partition("\n")[0],
            outline=result.outline,
            width=result.scene.width if native else 0,
            height=result.scene.height if native else 0,
            links=tuple(link_areas(result.scene)) if native else (),
            diagnostics=tuple(map(_without_other_files, result.remarks_on(job.format))),
        )
    except DiagramcError as error:
        found = tuple(error.diagnostics) or (diagnose("docs.failed", error.message),)
        return Compiled(format=job.format, diagnostics=found)
    except Exception as error:
        # A bug of ours in one diagram is told with the others' errors, and does not end the build before them.
        message = f"this is a bug in diagramc: {type(error).__name__}"
        hint = "please report it with the diagram's source"
        return Compiled(format=job.format, diagnostics=(diagnose("docs.failed", message, hint=hint),))


def _read(job: Job) -> Reading:
    """The diagram of a job: a document, or a text as it stands in a page, where `@startuml` may be left out."""
    from diagramc.frontends.reading import read, read_fence

    type = job.options.type
    if job.language in ("json", "yaml"):
        return read(job.text, job.language, file="", type=type)
    lines = job.text.count("\n") + 1
    fence = Fence(1, job.language, Source(job.text, ""), (), 0, lines, "")
    diagram, remarks = read_fence(fence, type=type, include=[Path(folder) for folder in job.include])
    return diagram, with_line_text(remarks, job.text)


def _by_its_own_tool(job: Job, error: SourceError) -> Compiled:
    """The picture by the engine of the text's own language where that was asked for; else the error again."""
    from diagramc.passthrough import pass_through

    passed = pass_through(job.text, job.language, "", job.options, error)
    if passed is None:
        raise error
    data = passed.output(job.format)
    return Compiled(
        data=data, format=job.format, type=passed.type, diagnostics=tuple(passed.remarks_on(job.format))
    )


def _without_other_files(diagnostic: Diagnostic) -> Diagnostic:
    """A remark on the user's theme file or icons without its place, which is not in the job's text."""
    if diagnostic.span is None or not diagnostic.span.file:
        return diagnostic
    return msgspec.structs.replace(diagnostic, span=None, line_text=None)


def link_areas(scene: Scene) -> Iterator[LinkArea]:
    """The parts of a scene that lead somewhere, inner ones first, as image maps want them."""
    from diagramc.scene.edit import boxes
    from diagramc.scene.model import Cluster

    def walk(items: Sequence[AnyItem]) -> Iterator[LinkArea]:
        for item in items:
            if not isinstance(item, Cluster):
                continue
            yield from walk(item.items)
            found = list(boxes([item])) if item.link else []
            if found and item.link:
                left, top = min(box.x for box in found), min(box.y for box in found)
                right, bottom = max(box.right for box in found), max(box.bottom for box in found)
                yield LinkArea(
                    x=round(scene.x + left * scene.scale, 1),
                    y=round(scene.y + top * scene.scale, 1),
                    width=round((right - left) * scene.scale, 1),
                    height=round((bottom - top) * scene.scale, 1),
                    url=item.link,
                    title=item.tooltip or "",
                )

    yield from walk(scene.drawing.items)


def placed(diagnostics: Sequence[Diagnostic], source: Source) -> tuple[Diagnostic, ...]:
    """Diagnostics of a job's text with their places in the page that the text stands in."""
    return tuple(_placed(diagnostic, source) for diagnostic in diagnostics)


def _placed(diagnostic: Diagnostic, source: Source) -> Diagnostic:
    span = diagnostic.span
    if span is None:
        span = source.span(0, len(source.line(1)))
        return msgspec.structs.replace(diagnostic, span=span)
    indent = source.indents[span.line - 1] if span.line <= len(source.indents) else 0
    moved = Span(
        file=source.file,
        line=span.line + source.first_line - 1,
        column=span.column + indent,
        length=span.length,
    )
    text = None if diagnostic.line_text is None else " " * indent + diagnostic.line_text
    return msgspec.structs.replace(diagnostic, span=moved, line_text=text)


def has_errors(diagnostics: Sequence[Diagnostic]) -> bool:
    """Whether one of them is an error."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
