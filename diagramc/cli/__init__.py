"""The command line: one module a command, loaded when its command is called."""

from __future__ import annotations

import errno
import gc
import os
import sys
from importlib import import_module
from typing import Any, NoReturn

import click

from diagramc import __version__
from diagramc.cli.console import print_error, settle_stdout
from diagramc.errors import EXIT_BUG, EXIT_INTERRUPTED, DiagramcError, Interrupted, OutputError

COMMANDS: dict[str, str] = {
    "diagram": "A prompt becomes a picture.",
    "compile": "A file (or -) becomes a picture or source.",
    "convert": "A diagram in one language becomes one in another.",
    "edit": "Change a diagram by saying what to change.",
    "demo": "Draw one picture of each type, to see what comes out.",
    "image": "A prompt becomes an image, by the remote service.",
    "graphic": "A prompt becomes a graphic, by the remote service.",
    "jobs": "List and resume the remote service's jobs.",
    "models": "List the remote service's models.",
    "balance": "Print the remote account's balance.",
    "auth": "Keep, check or forget the remote service's key.",
    "check": "Find what is wrong, without drawing.",
    "docs": "Draw the diagrams of Markdown pages beside them.",
    "fmt": "Write diagrams in canonical form.",
    "serve": "Serve the HTTP API and the playground.",
    "watch": "Draw again whenever a file is saved.",
    "schema": "Print the JSON Schema of the IR.",
    "types": "List the diagram types.",
    "themes": "List the themes.",
    "doctor": "Say what is installed and what is missing.",
    "cache": "Say what is kept of earlier compilations, or throw it away.",
    "completion": "Print the completion script for a shell.",
}
"""The commands in the order of the help, each with its line; kept here so that the help imports none of them."""


REMOTE = ("image", "graphic", "jobs", "models", "balance", "auth")
"""The commands that talk to the remote service."""


class ClosedPipe(Exception):
    """Whoever reads our output has closed it."""


class LazyGroup(click.Group):
    """A group that imports a command's module only when that command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in their order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, from the module of the same name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"diagramc.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Name the closest command when there is none of this name; a bare sentence is most likely a prompt."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            from diagramc.diagnostics import suggest

            close = suggest(name, COMMANDS)
            hint = f"; did you mean {close}?" if close else ""
            if " " in name.strip():
                hint = '; to draw a prompt: diagramc diagram "…"'
            raise click.UsageError(f"there is no command {name[:60]!r}{hint}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. Failures to write to stdout are told as ours: click would exit with 1 and no word."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise ClosedPipe from None
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EIO, errno.EFBIG, errno.EDQUOT):
                raise
            _drop_stdout()
            reason = (error.strerror or "").lower()
            raise OutputError(f"cannot write the result: {reason}") from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands' lines, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog='Try: diagramc diagram "User authentication flow with OAuth and email" -t flowchart -s 16:9',
)
@click.version_option(__version__, "-V", "--version", prog_name="diagramc", message="%(prog)s %(version)s")
def cli() -> None:
    """The compiler for diagrams: prompts, Mermaid, PlantUML, DOT and documents in, pictures and diagram source out."""


OBJECTS = 50_000
"""New objects after which unreachable ones are looked for: most commands end before that."""


def main(args: list[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code; never shows a traceback."""
    gc.set_threshold(OBJECTS)
    code = run(sys.argv[1:] if args is None else args)
    # The process ends: what is left goes with it, and looking through it first costs a tenth of a small compilation.
    gc.freeze()
    sys.exit(code)


def run(args: list[str]) -> int:
    """Run the command line; answers the exit code of `diagramc.errors`."""
    settle_stdout()
    as_json = _wants_json(args)
    try:
        code = cli.main(args=args, prog_name="diagramc", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return error.exit_code
    except click.ClickException as error:
        context = error.ctx if isinstance(error, click.UsageError) else None
        hint = f"Run `{context.command_path} --help`." if context else None
        print_error(error.format_message(), as_json=as_json, code="usage", hint=hint)
        return error.exit_code
    except DiagramcError as error:
        print_error(
            error.message,
            as_json=as_json,
            code=error.kind,
            diagnostics=error.diagnostics,
            job_id=error.job_id,
        )
        return error.exit_code
    except (KeyboardInterrupt, click.Abort) as error:
        # click turns an interrupt into an Abort that remembers it.
        cause = error if isinstance(error, Interrupted) else error.__cause__
        if isinstance(cause, Interrupted):
            message, hint, job_id = cause.message, cause.hint, cause.job_id
            print_error(message, as_json=as_json, code="interrupted", hint=hint, job_id=job_id)
        else:
            print_error("interrupted", as_json=as_json, code="interrupted")
        return EXIT_INTERRUPTED
    except (ClosedPipe, BrokenPipeError):
        # Whoever reads our output has seen enough.
        _drop_stdout()
        return 0
    except Exception as error:
        return _report_bug(error, as_json)


def _wants_json(args: list[str]) -> bool:
    """Whether errors are JSON: with --json, and for the remote service's commands in a pipe too, as its clients expect."""
    if "--json" in args:
        return True
    remote = args[:1] and (args[0] in REMOTE or (args[0] == "diagram" and "--remote" in args))
    return bool(remote) and "--human" not in args and not sys.stdout.isatty()


def _drop_stdout() -> None:
    """Send what is still to be written to nowhere: the interpreter would try it again at exit, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report_bug(error: BaseException, as_json: bool) -> int:
    from diagramc.cli.crash import write_report

    path = write_report(error)
    message = f"this is a bug in diagramc: {type(error).__name__}"
    print_error(message, as_json=as_json, code="bug", hint=f"please report it with the file {path}")
    return EXIT_BUG


__all__ = ["cli", "main", "run"]
