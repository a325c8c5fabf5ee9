"""`diagramc diagram`: a prompt becomes a picture."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from diagramc.cli.console import progress
from diagramc.cli.forward import (
    check_remote_options,
    choose_mode,
    generate,
    is_given,
    remote_options,
)
from diagramc.cli.output import (
    ALL_FORMATS,
    FORMAT_ENDINGS,
    Complete,
    Destination,
    format_of,
    picture_options,
    planner_options,
    planning_progress,
    read_prompt,
    report_options,
    write_result,
)

LOCAL_OPTIONS = (
    "theme",
    "icons",
    "embed_font",
    "engine",
    "strict",
    "planner",
    "base_url",
    "context",
    "max_tokens",
    "lock",
    "dry_run",
)
"""What only our own planners and drawings understand."""


@click.command()
@click.argument("prompt")
@click.option("-o", "--output", default=None, metavar="FILE", help="Where to write it; - is stdout.")
@click.option(
    "-d",
    "--directory",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Folder for a named file.",
)
@click.option(
    "-f",
    "--format",
    "format_",
    type=Complete("FORMAT", ALL_FORMATS),
    default=None,
    help="svg, png, pdf, mermaid, plantuml, dot, json, yaml.",
)
@picture_options
@planner_options
@click.option("--dry-run", is_flag=True, help="Print the request to the model and send nothing.")
@report_options
@remote_options
@click.pass_context
def command(
    ctx: click.Context,
    prompt: str,
    output: str | None,
    directory: Path | None,
    format_: str | None,
    type_: str | None,
    size: str,
    image_size: str,
    theme: str | Path,
    icons: Path | None,
    embed_font: bool,
    engine: str,
    strict: bool,
    planner: str,
    model: str | None,
    base_url: str | None,
    timeout: float | None,
    context: tuple[Path, ...],
    max_tokens: int | None,
    lock: Path | None,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
    remote: bool,
    references: tuple[str, ...],
    strictness: str | None,
    human: bool,
    api_url: str | None,
    api_key: str | None,
) -> None:
    """Draw what PROMPT says (- reads it from stdin). Without -o the file is named after the prompt, in this folder.

    With --remote the image service draws it, which costs money; -m is then its model.
    """
    check_remote_options(ctx, remote=remote, local=LOCAL_OPTIONS)
    if remote:
        generate(
            "diagram",
            prompt,
            {
                "model": model,
                "size": None if size == "auto" else size,
                "image_size": image_size if is_given(ctx, "image_size") else None,
                "strictness": strictness,
                "references": references,
                "format": format_,
                "output": output,
                "directory": directory,
                "api_url": api_url,
                "api_key": api_key,
                "timeout": timeout,
            },
            mode=choose_mode(as_json=as_json, human=human),
            quiet=quiet,
            diagram_type=type_,
        )
        return
    from diagramc.files import free_name
    from diagramc.ir.ids import slug
    from diagramc.pipeline import compile
    from diagramc.planner.planning import first_request

    text = read_prompt(prompt)
    asked: dict[str, Any] = {
        "planner": planner,
        "model": model,
        "base_url": base_url,
        "timeout": timeout,
        "max_tokens": max_tokens,
        "context": context,
    }
    if dry_run:
        import json

        click.echo(json.dumps(first_request(text, type_, **asked), indent=2, ensure_ascii=False))
        return
    chosen = format_of(format_, output, "svg")
    with progress("planning", quiet=quiet or as_json) as say:
        result = compile(
            text,
            language="prompt",
            type=type_,
            size=size,
            image_size=image_size,
            theme=theme,
            icons=icons,
            embed_font=embed_font,
            engine=engine,
            lock=lock,
            listen=planning_progress(say, quiet=quiet or as_json),
            **asked,
        )
    path: Path | None
    if output == "-":
        path = None
    elif output is not None:
        path = Path(output)
    else:
        name = slug(" ".join(text.split())[:60], ())
        path = free_name(directory or Path(), name, FORMAT_ENDINGS[chosen])
    write_result(result, Destination(path, chosen), as_json=as_json, quiet=quiet, strict=strict)
