"""`diagramc check`: what is wrong, without drawing."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from diagramc import __version__
from diagramc.cli.console import colored, note
from diagramc.cli.output import count
from diagramc.diagnostics import Diagnostic, Severity, render, to_json, to_sarif
from diagramc.errors import SourceError, UsageError


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--format", "format_", type=click.Choice(("text", "json", "sarif")), default="text", show_default=True
)
@click.option("--strict", is_flag=True, help="Warnings make it fail too.")
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
def command(paths: tuple[str, ...], format_: str, strict: bool, quiet: bool) -> None:
    """Find what is wrong in diagram documents (- is stdin; of a folder: its .json and .yaml documents of ours)."""
    from diagramc.files import bounded
    from diagramc.pipeline import check

    found: list[Diagnostic] = []
    files = 0
    for name in paths:
        if name == "-":
            files += 1
            found.extend(check(bounded(sys.stdin.buffer.read(), "stdin"), file="stdin"))
            continue
        for path, data in _sources(Path(name)):
            files += 1
            found.extend(check(data, file=str(path)))
    if not files:
        raise UsageError(f"no diagram documents in {', '.join(paths)}")
    _print(found, format_)
    errors = sum(d.severity is Severity.ERROR for d in found)
    warnings = sum(d.severity is Severity.WARNING for d in found)
    if format_ == "text" and not quiet:
        note(f"{count(files, 'file')}, {count(errors, 'error')}, {count(warnings, 'warning')}")
    if errors or (strict and warnings):
        click.get_current_context().exit(1)


def _sources(path: Path) -> list[tuple[Path, bytes]]:
    """The file, or the diagram documents below a folder, in order of their paths, with their content."""
    from diagramc.files import read_source

    if not path.is_dir():
        return [(path, read_source(path))]
    found = []
    for file in sorted(path.rglob("*")):
        if file.suffix.lower() not in (".json", ".yaml", ".yml") or not file.is_file():
            continue
        try:
            data = read_source(file)
        except SourceError as error:
            note(error.message)
            continue
        if b"diagramc" in data[:4000]:
            found.append((file, data))
    return found


def _print(found: list[Diagnostic], format_: str) -> None:
    """The diagnostics on stdout: they are this command's result."""
    if format_ == "text":
        for diagnostic in found:
            click.echo(render(diagnostic, color=colored() and sys.stdout.isatty()))
        return
    body = to_json(found) if format_ == "json" else to_sarif(found, version=__version__)
    click.echo(json.dumps(body, indent=2, ensure_ascii=False))
