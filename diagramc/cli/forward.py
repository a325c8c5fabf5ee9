"""What the commands that talk to the remote service share: options, output modes, warnings."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

import click

from diagramc.cli.console import note, print_diagnostics, progress
from diagramc.cli.output import Complete, read_prompt
from diagramc.diagnostics import Diagnostic, diagnose
from diagramc.errors import DiagramcError, UsageError
from diagramc.options import IMAGE_SIZES, RATIOS

if TYPE_CHECKING:
    from diagramc.remote.context import Context
    from diagramc.remote.effects import Steps
    from diagramc.remote.service import Access, Options, Order, Picture

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")

Mode = Literal["human", "json", "pipe"]

_WARNINGS = "diagramc.warnings"


def _warn_of_key(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Remember to warn of a key on the command line."""
    if value:
        message = "other users of this machine can see what is given as --api-key"
        ctx.meta[_WARNINGS] = [diagnose("remote.key-in-arguments", message)]
    return value


key_option = click.option(
    "--api-key",
    default=None,
    metavar="KEY",
    callback=_warn_of_key,
    help="Better: `auth login`, DEPICTA_API_KEY.",
)
url_option = click.option(
    "--api-url", default=None, metavar="URL", help="The service [env: DEPICTA_API_URL]."
)
timeout_option = click.option(
    "--timeout", type=click.FloatRange(min=1), default=None, metavar="S", help="Seconds to wait [600]."
)
human_option = click.option("--human", is_flag=True, help="Also in a pipe: cost, balance, plain errors.")
quiet_option = click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
output_option = click.option("-o", "--output", default=None, metavar="FILE", help="Where to write it.")
directory_option = click.option(
    "-d",
    "--directory",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    metavar="DIR",
    help="Folder for a named file [temporary].",
)


def access_options(function: F) -> F:
    """How to get at the service."""
    return url_option(key_option(function))


def report_options(function: F) -> F:
    """What is printed."""
    return json_option(human_option(quiet_option(function)))


reference_option = click.option(
    "-r", "--reference", "references", multiple=True, metavar="PATH:TEXT", help="Image to go by; ≤ 5."
)
strictness_option = click.option(
    "--strictness", type=Complete("LEVEL", ("normal", "liberal")), default=None, help="normal or liberal."
)


def request_options(function: F) -> F:
    """The options of a picture that the service generates, under the names of `service.Options`; and what is printed."""
    for decorate in (
        timeout_option,
        access_options,
        report_options,
        directory_option,
        output_option,
        click.option(
            "-f",
            "--format",
            type=Complete("FORMAT", ("png", "jpeg", "webp")),
            default=None,
            help="png, jpeg or webp [png].",
        ),
        strictness_option,
        reference_option,
        click.option(
            "--image-size",
            type=Complete("SIZE", tuple(IMAGE_SIZES)),
            default=None,
            help="1K, 2K or 4K [1K].",
        ),
        click.option(
            "-s", "--size", type=Complete("W:H", RATIOS), default=None, help="Aspect ratio, such as 16:9."
        ),
        click.option("-m", "--model", default=None, help="Model (see `models`)."),
    ):
        function = decorate(function)
    return function


def remote_options(function: F) -> F:
    """What a command that draws by itself needs besides, to let the service draw instead."""
    for decorate in (access_options, human_option, strictness_option, reference_option):
        function = decorate(function)
    return click.option("--remote", is_flag=True, help="Let the image service draw it; costs money.")(
        function
    )


REMOTE_ONLY = ("references", "strictness", "human", "api_url", "api_key")


def is_given(ctx: click.Context, name: str) -> bool:
    """Whether an option stands on the command line."""
    return ctx.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE


def check_remote_options(ctx: click.Context, *, remote: bool, local: Sequence[str]) -> None:
    """UsageError for options that go only with --remote, or (`local`) only without, each one named."""
    given = [name for name in (local if remote else REMOTE_ONLY) if is_given(ctx, name)]
    if given:
        flags = {param.name: max(param.opts, key=len) for param in ctx.command.params}
        word = "with" if remote else "without"
        problems = [
            diagnose("remote.option", f"{flags[name]} has no meaning {word} --remote") for name in given
        ]
        raise UsageError(diagnostics=problems)


def picture_command(kind: Literal["image", "graphic"], help: str) -> click.Command:
    """The command that has a picture of a kind generated."""

    @click.command(kind, help=help)
    @click.argument("prompt")
    @request_options
    def command(prompt: str, *, as_json: bool, human: bool, quiet: bool, **options: Any) -> None:
        mode = choose_mode(as_json=as_json, human=human)
        generate(kind, prompt, cast("Options", options), mode=mode, quiet=quiet)

    return command


def choose_mode(*, as_json: bool, human: bool) -> Mode:
    """How to print: as asked for, else for a person on a terminal and for a program in a pipe."""
    if as_json:
        return "json"
    return "human" if human or sys.stdout.isatty() else "pipe"


def generate(
    kind: Literal["image", "graphic", "diagram"],
    prompt: str,
    options: Options,
    *,
    mode: Mode,
    quiet: bool,
    diagram_type: str | None = None,
) -> None:
    """Have a picture generated, and print where it is."""
    from diagramc.remote import service

    text = read_prompt(prompt)
    if options.get("output") == "-":
        raise UsageError(diagnostics=[diagnose("remote.option", "-o - is not possible: give a file's name")])
    with reporting(options, mode=mode, quiet=quiet) as warnings:
        order = service.order(kind, text, options, diagram_type=diagram_type)
        run_order(order, warnings, mode=mode, quiet=quiet)


def run_order(order: Order, warnings: list[Diagnostic], *, mode: Mode, quiet: bool) -> None:
    """Run an order with progress on the terminal, and print what it gave."""
    from diagramc.files import private_folder

    entry = order.entry
    if entry.output is None and entry.folder is None:
        entry.folder = str(private_folder())
    try:
        picture = order.run()
    finally:
        warnings += [remark for remark in order.context.remarks if remark not in warnings]
    show(picture, mode=mode, quiet=quiet)


@contextmanager
def reporting(access: Access, *, mode: Mode, quiet: bool) -> Iterator[list[Diagnostic]]:
    """Show progress while the block runs, and its warnings after it: inside the error, if it ends in one."""
    warnings: list[Diagnostic] = click.get_current_context().meta.pop(_WARNINGS, [])
    with progress("sending", quiet=quiet or mode != "human") as say:
        access["say"] = say
        try:
            yield warnings
        except DiagramcError as error:
            error.diagnostics = (*warnings, *error.diagnostics)
            raise
    if not quiet:
        print_diagnostics(warnings)


def show(picture: Picture, *, mode: Mode, quiet: bool) -> None:
    """Print the path of the picture, or the object that the service's clients print; cost and balance for a person."""
    if mode == "json":
        import json

        body = {
            "file": str(picture.path),
            "cost_eur": amount(picture.cost_eur),
            "balance_eur": amount(picture.balance_eur),
            "image_hash": picture.hash,
            "model": picture.model,
            "ai_generated": picture.ai_generated,
        }
        click.echo(json.dumps(body, ensure_ascii=False))
        return
    click.echo(str(picture.path))
    if mode == "human" and not quiet:
        parts = [picture.model or "", f"cost {amount(picture.cost_eur) or 'unknown'} EUR"]
        if picture.balance_eur is not None:
            parts.append(f"balance {amount(picture.balance_eur)} EUR")
        note(", ".join(part for part in parts if part))


def amount(value: Any) -> str | None:
    """An amount as the service writes it, never as 4E-2."""
    return None if value is None else f"{value:f}"


def ask(access: Access, protocol: Callable[[Context], Steps[T]], *, quiet: bool = False) -> T:
    """The result of a protocol that only asks for something."""
    from diagramc.remote import service

    with reporting(access, mode="human", quiet=quiet) as warnings:
        context = service.open_context(access)
        warnings += context.remarks
        return service.sync_driver(context.settings).run(protocol(context))


def table(rows: Sequence[Sequence[str]]) -> None:
    """Print rows with their columns under each other."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))] if rows else []
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
