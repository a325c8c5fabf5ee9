"""`diagramc watch`: compile again whenever a file is saved."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import click

from diagramc.cli.console import note, print_error
from diagramc.cli.output import Complete, theme_or_file
from diagramc.errors import DiagramcError, UsageError
from diagramc.options import IMAGE_SIZES, RATIOS, THEMES

INTERVAL = 0.3
"""How often files are looked at, in s."""
DIAGRAMS = (".mmd", ".mermaid", ".puml", ".plantuml", ".pu", ".dot", ".gv", ".prompt")
"""Endings of files that are nothing but diagrams; other files are watched when they are named."""


@click.command()
@click.argument(
    "paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(exists=True, path_type=Path)
)
@click.option(
    "-f", "--format", "format_", type=click.Choice(("svg", "png")), default="svg", show_default=True
)
@click.option("-s", "--size", type=Complete("W:H", ("auto", *RATIOS)), default="auto", show_default=True)
@click.option("--image-size", type=Complete("SIZE", tuple(IMAGE_SIZES)), default="1K", show_default=True)
@click.option(
    "--theme",
    type=Complete("NAME|FILE", THEMES),
    callback=theme_or_file,
    default="light",
    show_default=True,
)
@click.option("--icons", type=click.Path(file_okay=False, path_type=Path), default=None, metavar="FOLDER")
@click.option("--once", is_flag=True, hidden=True, help="Stop after the first round.")
def command(paths: tuple[Path, ...], once: bool, **options: Any) -> None:
    """Draw diagram files and the diagrams of Markdown pages, and again whenever one is saved; Ctrl-C ends it."""
    from diagramc.integrations.pages import ENDINGS

    seen: dict[Path, int] = {}
    if not _files(paths):
        raise UsageError(f"no diagrams or pages in {', '.join(map(str, paths))}")
    while True:
        for path in _files(paths):
            before = _stamp(path)
            if seen.get(path) == before:
                continue
            _draw(path, options)
            # What was just written into a page is not a change; a diagram that was saved meanwhile is one.
            seen[path] = _stamp(path) if path.suffix.lower() in ENDINGS else before
        if once:
            return
        time.sleep(INTERVAL)


def _stamp(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _files(paths: tuple[Path, ...]) -> list[Path]:
    from diagramc.integrations.pages import ENDINGS, find_pages

    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += find_pages(path)
            found += sorted(
                file for file in path.rglob("*") if file.suffix.lower() in DIAGRAMS and file.is_file()
            )
        elif path.suffix.lower() in (*ENDINGS, *DIAGRAMS, ".json", ".yaml", ".yml", ".txt"):
            found.append(path)
    return list(dict.fromkeys(found))


def _draw(path: Path, options: dict[str, Any]) -> None:
    """Draw one file; what is wrong with it is said, and watching goes on."""
    from diagramc.integrations.pages import ENDINGS

    try:
        if path.suffix.lower() in ENDINGS:
            _draw_page(path, options)
        else:
            _draw_file(path, options)
    except DiagramcError as error:
        print_error(error.message, as_json=False, code="source", diagnostics=error.diagnostics)


def _draw_page(path: Path, options: dict[str, Any]) -> None:
    from diagramc.cli.docs import run

    run(
        (path,),
        checking=False,
        locked=False,
        update=False,
        replan=False,
        lock_only=False,
        on_error="fail",
        unsupported="keep",
        fold=False,
        into=".",
        lock=Path("diagrams.lock"),
        planner="auto",
        include=(),
        no_cache=False,
        jobs=None,
        quiet=False,
        **options,
    )


def _draw_file(path: Path, options: dict[str, Any]) -> None:
    from diagramc.cli.console import print_diagnostics
    from diagramc.pipeline import compile

    picture = path.with_suffix("." + options["format_"])
    started = time.monotonic()
    result = compile(
        path,
        size=options["size"],
        image_size=options["image_size"],
        theme=options["theme"],
        icons=options["icons"],
    )
    result.save(picture)
    print_diagnostics(result.diagnostics)
    note(f"{picture} ({(time.monotonic() - started) * 1000:.0f} ms)")
