"""`diagramc edit`: a small change to a diagram, everything else as it was."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from diagramc.cli.console import note, print_diagnostics
from diagramc.cli.include import include_option
from diagramc.cli.output import Complete, model_options, report_options
from diagramc.errors import UsageError
from diagramc.kinds import TYPES

EXAMPLES = """\b
Examples:
  diagramc edit flow.mmd "add a cache between the API and the database"
  diagramc edit flow.mmd "rename API to Gateway and remove the log" --dry-run
  diagramc edit login.puml "add a message 'ping' from Web to DB after 'login'"
  diagramc edit model.mmd "add a private attribute age: int to Animal; Cat extends Animal"
  diagramc edit README.md "colour Server red" --fence 2
  diagramc edit team.yaml "move Bob under Ann" -o new.yaml
  cat flow.dot | diagramc edit - "connect a to b labelled 'yes'" > new.dot
  diagramc edit flow.mmd "remove the log" --to patch > log.json
  diagramc edit other.mmd --patch log.json"""


@click.command(epilog=EXAMPLES)
@click.argument("file", metavar="FILE")
@click.argument("change", metavar="[CHANGE]", required=False)
@click.option(
    "--patch", "patch_file", metavar="FILE", default=None, help="Apply the patch in FILE instead of a CHANGE."
)
@click.option("-o", "--output", metavar="PATH", default=None, help="Write there and leave FILE; - is stdout.")
@click.option("--dry-run", is_flag=True, help="Change nothing; show what would change.")
@click.option(
    "--check", is_flag=True, help="Change nothing, print no diff; exit with 1 when the change cannot be made."
)
@click.option(
    "--to",
    "what",
    type=click.Choice(["text", "patch"]),
    default="text",
    show_default=True,
    help="patch: print the change as JSON, and change nothing.",
)
@click.option("--fence", type=click.IntRange(min=1), default=None, help="Number of the diagram in a page.")
@click.option(
    "--line", type=click.IntRange(min=1), default=None, help="A line of the page in which the diagram stands."
)
@click.option("--rewrite", is_flag=True, help="Where nothing less will do, write the whole diagram anew.")
@click.option(
    "--from",
    "language",
    default=None,
    metavar="LANGUAGE",
    help="FILE's language; else told by name and content.",
)
@click.option(
    "-t",
    "--type",
    "type_",
    type=Complete("TYPE", TYPES),
    default=None,
    help="Diagram type, where FILE does not say it (DOT).",
)
@model_options
@include_option
@report_options
def command(
    file: str,
    change: str | None,
    patch_file: str | None,
    output: str | None,
    dry_run: bool,
    check: bool,
    what: str,
    fence: int | None,
    line: int | None,
    rewrite: bool,
    language: str | None,
    type_: str | None,
    planner: str,
    model: str | None,
    base_url: str | None,
    timeout: float | None,
    include: tuple[Path, ...],
    as_json: bool,
    quiet: bool,
) -> None:
    """Make the CHANGE in FILE (Mermaid, PlantUML, DOT, a diagram document, a page with diagrams; - is stdin) and leave all else as
    it is: comments, blank lines, order, style.

    Plain commands need no model: add, remove, rename, connect, disconnect, label, move, group, wrap, make, colour, set the title or
    direction; several are joined by `and`, `;` or full stops. Everything else goes to a language model when one is configured. What is
    unclear is refused, with what there is to choose from. The changed text is read again before it is written: nothing but the change may
    differ.
    """
    from diagramc.editing.edit import edit_text
    from diagramc.editing.patch import to_json
    from diagramc.files import bounded, read_source, write_atomically
    from diagramc.frontends.reading import split_fence
    from diagramc.planner.planning import as_environment

    path, fence = _page(file, fence, split_fence)
    data = bounded(sys.stdin.buffer.read(), "stdin") if path is None else read_source(path)
    edited = edit_text(
        data,
        _change(change, patch_file),
        language=language,
        file="stdin" if path is None else str(path),
        type=type_,
        fence=fence,
        line=line,
        include=include,
        rewrite=rewrite,
        planner=planner,
        environ={**os.environ, **as_environment({"model": model, "base_url": base_url, "timeout": timeout})},
    )
    assert edited.text is not None
    if not quiet and not as_json:
        print_diagnostics(edited.diagnostics)
        for step in edited.steps:
            note(step)
    if what == "patch":
        click.echo(to_json(edited.patch), nl=False)
        return
    if dry_run or check:
        if as_json:
            _print_json(edited, None)
        elif not check:
            _show(edited.diff)
        return
    destination = (
        None if output == "-" or (output is None and path is None) else Path(output) if output else path
    )
    if destination is None:
        if as_json:
            raise UsageError("--json says where a file is; it does not go with stdout: give -o FILE")
        sys.stdout.buffer.write(edited.text.encode())
        return
    write_atomically(destination, edited.text.encode())
    if as_json:
        _print_json(edited, destination)
    elif not quiet:
        _show(edited.diff)


def _page(file: str, fence: int | None, split_fence: Any) -> tuple[Path | None, int | None]:
    """The file, and the number of the diagram that its name or the option asks for; None is stdin."""
    if file == "-":
        return None, fence
    path = Path(file)
    if path.exists():
        return path, fence
    stem, number = split_fence(file)
    return Path(stem), fence or number


def _change(change: str | None, patch_file: str | None) -> Any:
    """The change: a sentence, or a patch from a file."""
    from diagramc.editing.patch import MAX_PATCH, read_patch
    from diagramc.files import read_source

    if (change is None) == (patch_file is None):
        raise UsageError("say the CHANGE, or give a patch with --patch FILE")
    if patch_file is None:
        return change
    data = sys.stdin.buffer.read(MAX_PATCH + 1) if patch_file == "-" else read_source(Path(patch_file))
    return read_patch(data, patch_file)


def _show(diff: str) -> None:
    """A diff on stdout, coloured on a terminal."""
    colored = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    styles: dict[str, dict[str, Any]] = {"+": {"fg": "green"}, "-": {"fg": "red"}, "@": {"fg": "cyan"}}
    for line in diff.splitlines():
        head = line.startswith(("+++", "---"))
        style = {"bold": True} if head else styles.get(line[:1], {})
        click.echo(click.style(line, **style) if colored and style else line)


def _print_json(edited: Any, destination: Path | None) -> None:
    import json

    import msgspec

    from diagramc.diagnostics import to_json

    body = {
        "file": None if destination is None else str(destination.absolute()),
        "type": edited.diagram.type,
        "steps": edited.steps,
        "patch": msgspec.to_builtins(edited.patch),
        "diff": edited.diff,
        "diagnostics": to_json(edited.diagnostics),
    }
    click.echo(json.dumps(body, ensure_ascii=False))
