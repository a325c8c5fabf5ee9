"""What goes to stderr: diagnostics, errors, notes on the result, progress on a terminal."""

from __future__ import annotations

import io
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from time import monotonic

import click

from diagramc.diagnostics import Diagnostic, Severity, printable, render, to_json


def colored() -> bool:
    """Whether stderr takes colours: a terminal, and NO_COLOR is not set (no-color.org)."""
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR")


def settle_stdout() -> None:
    """Results in a file or a pipe are UTF-8 whatever the locale (as of Python 3.15: PEP 686), and no character fails on a terminal.

    An encoding that $PYTHONIOENCODING names stays.
    """
    stdout = sys.stdout
    if not isinstance(stdout, io.TextIOWrapper):
        return
    if not stdout.isatty() and not os.environ.get("PYTHONIOENCODING"):
        stdout.reconfigure(encoding="utf-8")
    if stdout.errors == "strict":
        stdout.reconfigure(errors="backslashreplace")


def note(text: str) -> None:
    """A line for the person, on stderr."""
    click.echo(text, err=True)


def print_diagnostics(diagnostics: Iterable[Diagnostic]) -> None:
    """Every diagnostic with its place and caret, on stderr."""
    for diagnostic in diagnostics:
        note(render(diagnostic, color=colored()))


def print_error(
    message: str,
    *,
    as_json: bool,
    code: str,
    diagnostics: Iterable[Diagnostic] = (),
    hint: str | None = None,
    job_id: str | None = None,
) -> None:
    """An error on stderr: one JSON object, or the diagnostics it carries, else its message."""
    found = list(diagnostics)
    if as_json:
        import json

        body: dict[str, object] = {"error": code, "message": message}
        if hint:
            body["hint"] = hint
        if job_id:
            body["job_id"] = job_id
        if found:
            body["diagnostics"] = to_json(found)
        note(json.dumps(body, ensure_ascii=False))
        return
    print_diagnostics(found)
    if not any(diagnostic.severity is Severity.ERROR for diagnostic in found):
        head = click.style("error:", fg="red", bold=True) if colored() else "error:"
        note(f"{head} {printable(message)}")
    if hint:
        note(f"  hint: {hint}")


@contextmanager
def progress(text: str, *, quiet: bool = False) -> Iterator[Callable[[str], None]]:
    """Say on a terminal what goes on and for how long, once it takes more than a second; nothing elsewhere.

    The `with` block gets a function that changes the text.
    """
    shown = text

    def say(words: str) -> None:
        nonlocal shown
        shown = words

    if quiet or not sys.stderr.isatty():
        yield say
        return
    done = threading.Event()
    started = monotonic()

    def tick() -> None:
        while not done.wait(1.0):
            sys.stderr.write(f"\r\x1b[2K{shown} … {monotonic() - started:.0f} s")
            sys.stderr.flush()

    thread = threading.Thread(target=tick, daemon=True)
    thread.start()
    try:
        yield say
    finally:
        done.set()
        thread.join()
        if monotonic() - started > 1.0:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()
