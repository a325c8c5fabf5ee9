"""`diagramc fmt`: diagrams in canonical form."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from diagramc.cli.console import note, print_diagnostics
from diagramc.cli.include import include_option
from diagramc.cli.output import Complete
from diagramc.diagnostics import Diagnostic, Severity, diagnose
from diagramc.errors import SourceError, UsageError
from diagramc.kinds import TYPES


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--check", is_flag=True, help="Change nothing; exit with 1 when a file is not in canonical form."
)
@click.option("--diff", is_flag=True, help="Change nothing; show what would change.")
@click.option("--lossy", is_flag=True, help="Format also what the canonical form cannot hold all of.")
@click.option(
    "--from",
    "language",
    default=None,
    metavar="LANGUAGE",
    help="The language; else told by name and content.",
)
@click.option(
    "-t",
    "--type",
    "type_",
    type=Complete("TYPE", TYPES),
    default=None,
    help="Diagram type, where the text does not say it (DOT).",
)
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@include_option
def command(
    paths: tuple[str, ...],
    check: bool,
    diff: bool,
    lossy: bool,
    language: str | None,
    type_: str | None,
    quiet: bool,
    include: tuple[Path, ...],
) -> None:
    """Write Mermaid, PlantUML, DOT and IR documents anew in canonical form, comments kept at their elements; of a folder all of them.

    A file with errors, or with something that the canonical form would leave out, is reported and left as it is. - formats stdin to
    stdout.
    """
    from diagramc.files import original_of, write_atomically
    from diagramc.formatting import format_text
    from diagramc.frontends.base import language_of

    changed = failed = total = 0
    for path, data in _inputs(paths):
        name = "stdin" if path is None else str(path)
        total += 1
        try:
            original = original_of(data)
            text = original.text
            made = format_text(
                text, language or language_of(text, name), file=name, type=type_, lossy=lossy, include=include
            )
        except UnicodeDecodeError as error:
            failed += 1
            print_diagnostics([diagnose("parse.encoding", f"{name} is not UTF-8: byte {error.start}")])
            continue
        except SourceError as error:
            failed += 1
            print_diagnostics(error.diagnostics or [])
            if not error.diagnostics:
                note(error.message)
            continue
        differs = made.text != text
        changed += differs
        if diff and differs:
            click.echo(_difference(text, made.text, name), nl=False)
        elif path is None and not check:
            click.echo(made.text, nl=False)
        elif check and differs:
            print_diagnostics([_not_canonical(name)])
        elif differs and path is not None:
            write_atomically(path, original.encode(made.text))
            click.echo(str(path))
    if not total:
        raise UsageError(
            f"no diagrams in files of their own in {', '.join(paths)}; fences of pages stay as they are"
        )
    if not quiet and (len(paths) > 1 or total > 1):
        note(f"{total} files, {changed} {'to change' if check or diff else 'changed'}, {failed} with errors")
    if failed or (changed and (check or diff)):
        click.get_current_context().exit(1)


def _not_canonical(name: str) -> Diagnostic:
    return diagnose("format.changed", f"{name} is not in canonical form", severity=Severity.ERROR)


def _inputs(paths: tuple[str, ...]) -> list[tuple[Path | None, bytes]]:
    """The files, and those below folders whose ending is that of a language with a canonical form; None is stdin."""
    from diagramc.files import bounded, read_source
    from diagramc.formatting import FORMATTED
    from diagramc.frontends.base import ENDINGS

    found: list[tuple[Path | None, bytes]] = []
    for name in paths:
        path = Path(name)
        if name == "-":
            found.append((None, bounded(sys.stdin.buffer.read(), "stdin")))
        elif path.is_dir():
            for file in sorted(path.rglob("*")):
                kind = ENDINGS.get(file.suffix.lower())
                if kind not in FORMATTED or not file.is_file():
                    continue
                data = read_source(file)
                if kind not in ("json", "yaml") or b"diagramc" in data[:4000]:
                    found.append((file, data))
        else:
            found.append((path, read_source(path)))
    return found


def _difference(old: str, new: str, name: str) -> str:
    import difflib

    return "".join(
        difflib.unified_diff(old.splitlines(True), new.splitlines(True), name, f"{name} (canonical)")
    )
