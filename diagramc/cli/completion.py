"""`diagramc completion`: the script that teaches a shell to complete our options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
def command(shell: str) -> None:
    """Print the completion script for SHELL.

    \b
    bash:  eval "$(diagramc completion bash)"     in ~/.bashrc
    zsh:   eval "$(diagramc completion zsh)"      in ~/.zshrc
    fish:  diagramc completion fish > ~/.config/fish/completions/diagramc.fish
    """
    from diagramc.cli import cli

    complete = get_completion_class(shell)
    assert complete is not None
    click.echo(complete(cli, {}, "diagramc", "_DIAGRAMC_COMPLETE").source())
