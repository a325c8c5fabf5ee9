"""`diagramc jobs`: what the remote service has done and does; taking up what a crash or a lost line left."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diagramc.cli.console import note, print_error
from diagramc.cli.forward import (
    Mode,
    access_options,
    amount,
    ask,
    choose_mode,
    directory_option,
    json_option,
    output_option,
    report_options,
    reporting,
    run_order,
    table,
    timeout_option,
)
from diagramc.cli.output import Complete
from diagramc.errors import DiagramcError

if TYPE_CHECKING:
    from diagramc.remote.context import Context
    from diagramc.remote.effects import Steps
    from diagramc.remote.jobs import Listing
    from diagramc.remote.journal import Entry
    from diagramc.remote.service import Access
    from diagramc.remote.wire import JobState


@click.group()
def command() -> None:
    """List the remote service's jobs, look at one, or take up what a crash or a lost line left."""


@command.command("list")
@click.option("--limit", type=click.IntRange(1, 100), default=20, show_default=True, help="How many.")
@click.option("--offset", type=click.IntRange(0), default=0, show_default=True, help="After how many.")
@json_option
@access_options
def list_(limit: int, offset: int, as_json: bool, api_url: str | None, api_key: str | None) -> None:
    """List the account's jobs, newest first, and the requests of the last hour that have no job yet."""
    from diagramc.remote import jobs

    access: Access = {"api_url": api_url, "api_key": api_key}
    listing, entries = ask(
        access, lambda context: _with_journal(context, jobs.list_jobs(context, limit, offset))
    )
    files = {entry.job_id: entry.file for entry in entries if entry.job_id}
    open_ = [entry for entry in entries if entry.state == "sent"]
    if as_json:
        body = {
            "jobs": [_facts(job) | {"file": files.get(job.job_id)} for job in listing.jobs],
            "total": listing.total,
            "unanswered": [
                {"request": entry.request, "kind": entry.kind, "sent_at": _time(entry)} for entry in open_
            ],
        }
        click.echo(json.dumps(body, ensure_ascii=False))
        return
    table(
        [(job.job_id, job.status, job.created_at or "", files.get(job.job_id) or "") for job in listing.jobs]
    )
    for entry in open_:
        note(f"no answer came to the {entry.kind} of {_time(entry)}: diagramc jobs resume {entry.request}")


def _with_journal(context: Context, protocol: Steps[Listing]) -> Steps[tuple[Listing, list[Entry]]]:
    listing = yield from protocol
    return listing, context.journal.entries()


def _time(entry: Entry) -> str:
    return datetime.fromtimestamp(entry.sent_at, UTC).isoformat(timespec="seconds")


def _facts(job: JobState) -> dict[str, Any]:
    """A job for a program; without the signed addresses, which are as good as the picture."""
    answer = job.answer
    return {
        "job_id": job.job_id,
        "status": job.status,
        "created_at": job.created_at,
        "started_at": job.started_at,
        "completed_at": job.completed_at,
        "model": answer.model if answer else None,
        "cost_eur": amount(answer.cost_eur) if answer else None,
        "formats": list(answer.renditions) if answer else [],
        "error": {"code": job.error_code, "message": job.error_message} if job.status == "failed" else None,
    }


@command.command("get")
@click.argument("job_id")
@json_option
@access_options
def get(job_id: str, as_json: bool, api_url: str | None, api_key: str | None) -> None:
    """Say what the service knows about a job."""
    from diagramc.remote import jobs

    access: Access = {"api_url": api_url, "api_key": api_key}
    facts = _facts(ask(access, lambda context: jobs.get_job(context, job_id)))
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False))
        return
    error = facts.pop("error")
    facts["formats"] = ", ".join(facts["formats"])
    if error:
        facts["error"] = ": ".join(part for part in (error["code"], error["message"]) if part)
    table([(name, str(value)) for name, value in facts.items() if value])


@command.command("resume")
@click.argument("job_ids", nargs=-1, metavar="[JOB_ID]...")
@click.option(
    "-f",
    "--format",
    "format_",
    type=Complete("FORMAT", ("png", "jpeg", "webp", "svg")),
    default=None,
    help="png, jpeg, webp, svg [as asked].",
)
@output_option
@directory_option
@report_options
@access_options
@timeout_option
def resume(
    job_ids: tuple[str, ...],
    format_: str | None,
    output: str | None,
    directory: Path | None,
    as_json: bool,
    human: bool,
    quiet: bool,
    api_url: str | None,
    api_key: str | None,
    timeout: float | None,
) -> None:
    """Get the pictures of accepted jobs; without JOB_ID, of all that the journal knows to be unfinished.

    Nothing is ever generated or paid for again. A picture goes where its request wanted it, unless -o or -d says otherwise.
    """
    from diagramc.remote import jobs, service

    mode = choose_mode(as_json=as_json, human=human)
    if output is not None and len(job_ids) != 1:
        raise click.UsageError("-o FILE needs exactly one JOB_ID; use -d DIR")
    access: Access = {"api_url": api_url, "api_key": api_key, "timeout": timeout}
    names: list[str] = list(job_ids)
    if not names:
        left = jobs.waiting(service.open_context(access))
        names = [entry.job_id or entry.request for entry in left.open]
        for entry in left.busy:
            note(
                f"{entry.job_id or entry.request} is left to the diagramc that waits for it (process {entry.pid})"
            )
        if not names and not quiet:
            note("nothing is left to resume")
    failure: DiagramcError | None = None
    for name in names:
        try:
            with reporting(access, mode=mode, quiet=quiet) as warnings:
                context = service.open_context(access)
                order = jobs.resumption(context, name, output, directory, format_)
                run_order(order, warnings, mode=mode, quiet=quiet)
        except DiagramcError as error:
            if failure is not None:
                _report(failure, mode)
            failure = error
    if failure is not None:
        raise failure


def _report(error: DiagramcError, mode: Mode) -> None:
    """Print an error that is not the last one; the last one ends the command."""
    print_error(
        error.message,
        as_json=mode != "human",
        code=error.kind,
        diagnostics=error.diagnostics,
        job_id=error.job_id,
    )
