"""`diagramc docs`: the diagrams of Markdown pages become pictures beside them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal

import click

from diagramc.cli.console import note, print_diagnostics, progress
from diagramc.cli.include import unsupported_option
from diagramc.cli.output import Complete, count
from diagramc.diagnostics import Diagnostic, Severity
from diagramc.errors import SourceError, UsageError
from diagramc.frontends.unsupported import Unsupported
from diagramc.options import IMAGE_SIZES, RATIOS, THEMES


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(path_type=Path))
@click.option("--check", "checking", is_flag=True, help="Write nothing; fail where something would change.")
@click.option("--locked", is_flag=True, help="Plan nothing: a prompt must be in the lock file.")
@click.option("--update", is_flag=True, help="Plan new prompts and drop unused entries of the lock file.")
@click.option(
    "--lock-only",
    is_flag=True,
    help="Plan into the lock file and leave the pages alone, for MkDocs and Sphinx.",
)
@click.option("--replan", is_flag=True, help="Plan all prompts anew.")
@click.option(
    "--on-error",
    type=click.Choice(("fail", "placeholder", "source")),
    default="fail",
    show_default=True,
    help="What stands in for a diagram that cannot be drawn.",
)
@unsupported_option
@click.option(
    "-f", "--format", "format_", type=click.Choice(("svg", "png")), default="svg", show_default=True
)
@click.option("--fold", is_flag=True, help="Show the picture and fold the source away below it.")
@click.option("--into", default=".", metavar="FOLDER", help="Folder beside each page for its pictures.")
@click.option("--lock", default="diagrams.lock", show_default=True, type=click.Path(path_type=Path))
@click.option("-s", "--size", type=Complete("W:H", ("auto", *RATIOS)), default="auto", show_default=True)
@click.option("--image-size", type=Complete("SIZE", tuple(IMAGE_SIZES)), default="1K", show_default=True)
@click.option("--theme", type=Complete("NAME", THEMES), default="light", show_default=True)
@click.option(
    "--planner",
    type=Complete("PLANNER", ("auto", "offline", "llm", "local")),
    default="auto",
    show_default=True,
)
@click.option(
    "--include-dir",
    "include",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder that PlantUML's !include may read.",
)
@click.option("--no-cache", is_flag=True, help="Compile everything anew.")
@click.option("-j", "--jobs", type=click.IntRange(0), default=None, help="Processes; 0 is none but this one.")
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
def command(paths: tuple[Path, ...], **options: Any) -> None:
    """Draw the fenced diagrams of Markdown pages, and keep a reference to each picture under its fence.

    Fences are mermaid, plantuml, dot, and diagram (a prompt or a diagram document). Pages are left as they are
    where nothing changed.
    """
    changed = run(paths, **options)
    if options["checking"] and changed:
        click.get_current_context().exit(1)


def run(
    paths: tuple[Path, ...],
    *,
    checking: bool,
    locked: bool,
    update: bool,
    replan: bool,
    lock_only: bool,
    on_error: Literal["fail", "placeholder", "source"],
    unsupported: Unsupported,
    format_: str,
    fold: bool,
    into: str,
    lock: Path,
    size: str,
    image_size: str,
    theme: str,
    planner: str,
    include: tuple[Path, ...],
    no_cache: bool,
    jobs: int | None,
    quiet: bool,
) -> int:
    """Do it; answers how many files are, or would be, written. SourceError when a diagram cannot be drawn and `fail` is asked for."""
    from diagramc.cache import Cache, default_folder
    from diagramc.integrations.blocks import Settings
    from diagramc.integrations.builder import Builder, Planning, planning_of
    from diagramc.integrations.pages import ENDINGS, find_pages
    from diagramc.integrations.site import Site, mark_used

    if locked + update + replan > 1:
        raise UsageError("give only one of --locked, --update and --replan")
    if os.path.isabs(into) or ".." in Path(into).parts:
        raise UsageError(f"--into is a folder beside each page, not {into}")
    endings = (*ENDINGS, ".rst") if lock_only else ENDINGS
    pages = list(dict.fromkeys(page for path in paths for page in find_pages(path, endings)))
    if not pages:
        raise UsageError(f"no Markdown pages in {', '.join(map(str, paths))}")
    planning: Planning = "all" if replan else "missing"
    if not (update or replan):
        planning = planning_of(locked or checking, os.environ)
    builder = Builder(
        lock_path=lock,
        cache=None if no_cache else Cache(default_folder(os.environ)),
        planning=planning,
        include=include,
        unsupported=unsupported,
        workers=jobs,
    )
    settings = Settings(size=size, image_size=image_size, theme=theme, planner=planner)
    site = Site(
        builder,
        settings,
        format=format_,
        folder=into,
        fold=fold,
        on_error=on_error,
        prompts_only=lock_only,
    )
    with progress(f"drawing the diagrams of {count(len(pages), 'page')}", quiet=quiet):
        try:
            made = site.make(pages)
        finally:
            builder.close()
    print_diagnostics(_shown(made.diagnostics, quiet))
    failed = [d for d in made.diagnostics if d.severity is Severity.ERROR]
    changes = [] if lock_only else made.changes()
    if builder.unused or update or replan:
        mark_used(builder.lock, lock.parent, settings)
    if not checking:
        if not lock_only:
            made.write()
        if update or replan:
            builder.lock.prune()
        builder.save_lock()
    else:
        for path in changes:
            note(f"{path} is not up to date; run `diagramc docs`")
    if builder.unused:
        note(builder.unused)
    if not quiet:
        done = builder.counts
        verb = "would change" if checking else "written"
        note(
            f"{count(made.blocks, 'diagram')} in {count(len(pages), 'page')}: {done['compiled']} compiled, {done['cached']} cached,"
            f" {done['planned']} planned; {count(len(changes), 'file')} {verb}"
        )
    if failed and on_error == "fail":
        raise SourceError(f"{count(len(failed), 'error')}; the pages with errors are as they were")
    return len(changes)


def _shown(diagnostics: tuple[Diagnostic, ...], quiet: bool) -> list[Diagnostic]:
    return [d for d in diagnostics if not quiet or d.severity is Severity.ERROR]
