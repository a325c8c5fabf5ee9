"""`diagramc themes`: the looks there are, one of them as a file to start from, and the icons."""

from __future__ import annotations

import click

from diagramc.options import THEMES, check_choice

SUMMARIES = {
    "light": "ink on white, soft fills by kind (the default)",
    "dark": "light ink on a dark ground",
    "print": "black on white, no tints",
    "blueprint": "white lines on blue squared paper",
    "sketch": "drawn by hand: lines that stray, hatched fills",
    "auto": "light and dark in one SVG, as the viewer prefers",
}


@click.command()
@click.argument("name", required=False, metavar="[NAME]")
@click.option("--icons", is_flag=True, help="List the icons instead.")
def command(name: str | None, icons: bool) -> None:
    """List the themes. With a NAME, print that theme as a file of your own to start from: diagramc themes light > mine.toml"""
    if icons:
        from diagramc.scene.icons import icon_names

        click.echo("\n".join(icon_names()))
        return
    if name is None:
        width = max(len(theme) for theme in THEMES)
        for theme in THEMES:
            click.echo(f"{theme:<{width}}  {SUMMARIES[theme]}")
        return
    problem = check_choice("option.theme", "theme", name, THEMES)
    if problem is not None:
        from diagramc.errors import UsageError

        raise UsageError(diagnostics=[problem])
    from diagramc.themes import load_theme
    from diagramc.themes.file import write_theme

    click.echo(write_theme(load_theme(name)), nl=False)
