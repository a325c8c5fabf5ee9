"""`diagramc check`: what is wrong, without drawing."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from diagramc import __version__
from diagramc.cli.console import colored, note
from diagramc.cli.include import include_option, unsupported_option
from diagramc.cli.output import count
from diagramc.diagnostics import Diagnostic, Severity, diagnose, render, to_json, to_sarif
from diagramc.errors import SourceError, UsageError
from diagramc.frontends.unsupported import Unsupported


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--format", "format_", type=click.Choice(("text", "json", "sarif")), default="text", show_default=True
)
@click.option("--strict", is_flag=True, help="Warnings make it fail too.")
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
@unsupported_option
@include_option
def command(
    paths: tuple[str, ...],
    format_: str,
    strict: bool,
    quiet: bool,
    unsupported: Unsupported,
    include: tuple[Path, ...],
) -> None:
    """Find what is wrong in diagrams: Mermaid, PlantUML, DOT, IR documents, and the fences of Markdown and reStructuredText pages.

    PATH is a file, a folder (all of these below it; of .json and .yaml our own documents), a pattern such as 'docs/**/*.md', or - for
    stdin.
    """
    from diagramc.files import bounded
    from diagramc.frontends.reading import problems_of

    found: list[Diagnostic] = []
    files = 0
    for name in paths:
        if name == "-":
            files += 1
            data = bounded(sys.stdin.buffer.read(), "stdin")
            found.extend(problems_of(data, file="stdin", include=include, unsupported=unsupported))
            continue
        try:
            for path, data in _sources(Path(name)):
                files += 1
                found.extend(problems_of(data, file=str(path), include=include, unsupported=unsupported))
        except SourceError as error:
            # One that cannot be read; the others are still looked at.
            files += 1
            found.append(diagnose("output.source", error.message))
    if not files:
        raise UsageError(f"no diagrams in {', '.join(paths)}")
    _print(found, format_)
    errors = sum(d.severity is Severity.ERROR for d in found)
    warnings = sum(d.severity is Severity.WARNING for d in found)
    if format_ == "text" and not quiet:
        note(f"{count(files, 'file')}, {count(errors, 'error')}, {count(warnings, 'warning')}")
    if errors or (strict and warnings):
        click.get_current_context().exit(1)


def _sources(path: Path) -> Iterator[tuple[Path, bytes]]:
    """The file, those that a pattern means, or those below a folder that hold diagrams, in order of their paths."""
    from diagramc.files import read_source

    if path.is_dir():
        yield from _below(path)
    elif path.exists() or not any(char in str(path) for char in "*?["):
        yield path, read_source(path)
    else:
        import glob

        for name in sorted(glob.glob(str(path), recursive=True)):
            if Path(name).is_file():
                yield Path(name), read_source(Path(name))


def _below(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """The files below a folder whose ending is that of a diagram language; of documents and pages those with diagrams in them."""
    from diagramc.files import read_source
    from diagramc.frontends.base import ENDINGS

    for file in sorted(folder.rglob("*")):
        language = ENDINGS.get(file.suffix.lower(), "prompt")
        if language == "prompt" or not file.is_file():
            continue
        try:
            data = read_source(file)
        except SourceError as error:
            note(error.message)
            continue
        if language in ("json", "yaml") and b"diagramc" not in data[:4000]:
            continue
        if language == "markdown" and not _has_diagrams(data, file):
            continue
        yield file, data


def _has_diagrams(data: bytes, file: Path) -> bool:
    """Whether a page holds diagrams; one whose bytes are no text is left to the check to report."""
    from diagramc.frontends.reading import page_fences

    try:
        return bool(page_fences(data, str(file)))
    except SourceError:
        return True


def _print(found: list[Diagnostic], format_: str) -> None:
    """The diagnostics on stdout: they are this command's result."""
    if format_ == "text":
        for diagnostic in found:
            click.echo(render(diagnostic, color=colored() and sys.stdout.isatty()))
        return
    body = to_json(found) if format_ == "json" else to_sarif(found, version=__version__)
    click.echo(json.dumps(body, indent=2, ensure_ascii=False))
