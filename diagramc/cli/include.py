"""Options of what reads diagrams without drawing too; apart from the others, so that `check` loads no more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from diagramc.frontends.unsupported import CHOICES

F = TypeVar("F", bound=Callable[..., Any])


def include_option(function: F) -> F:
    """The option that allows PlantUML's `!include` to read from folders."""
    return click.option(
        "--include-dir",
        "include",
        multiple=True,
        type=click.Path(file_okay=False, exists=True, path_type=Path),
        metavar="FOLDER",
        help="Let PlantUML's !include read from this folder; may be repeated.",
    )(function)


def unsupported_option(function: F) -> F:
    """The option that leaves kinds of diagram that are not drawn to the pages that hold them."""
    return click.option(
        "--unsupported",
        type=click.Choice(CHOICES),
        default="fail",
        show_default=True,
        help="A kind that diagramc does not draw, in a page: an error, or left to the page's own renderer.",
    )(function)
