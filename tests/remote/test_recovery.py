"""What the client does when the line or the service fails: in each case paid for once at most, and nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Protocol

import pytest

from diagramc.errors import (
    AuthenticationError,
    ContentRejectedError,
    CreditError,
    DiagramcError,
    OutputError,
    RateLimitError,
    RemoteError,
)
from diagramc.remote.service import Picture
from tests.remote.fake import PICTURES, FakeService
from tests.remote.rig import Rig, StillClock


class Make(Protocol):
    """Makes a rig whose service fails as the script says."""

    def __call__(self, driver: str = "sync", **script: Any) -> Rig: ...


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    with ExitStack() as stack:

        def build(driver: str = "sync", **script: Any) -> Rig:
            clock = StillClock()
            service = stack.enter_context(FakeService(clock, **script))
            return Rig(service, clock, tmp_path, driver=driver)

        yield build


SAVED: dict[str, dict[str, Any]] = {
    "nothing fails": {},
    "dropped before the headers": {"generate": ["accept-drop"]},
    "reset before the headers": {"generate": ["accept-reset"]},
    "silence instead of headers": {"generate": ["accept-silence"]},
    "headers that drip": {"generate": ["accept-slow"]},
    "dropped after the headers": {"generate": ["id-headers"]},
    "dropped in the body": {"generate": ["id-body"]},
    "a body that drips": {"generate": ["id-drip"]},
    "HTML with a job id": {"generate": ["id-html"]},
    "formats: null": {"generate": ["id-null"]},
    "formats: null, twice": {"generate": ["id-null"], "job": ["null", "null"]},
    "202": {"generate": ["id-202"]},
    "a redirect with a job id": {"generate": ["id-302"]},
    "500 with a job id": {"generate": ["id-500"]},
    "429 with a job id": {"generate": ["id-429"]},
    "no job id in the headers": {"generate": ["no-id"]},
    "HTML without a job id": {"generate": ["accept-html"]},
    "202 without a job id": {"generate": ["accept-202"]},
    "a see-other without a job id": {"generate": ["accept-303"]},
    "accepted, then 502": {"generate": ["accept-502"]},
    "accepted, then 504": {"generate": ["accept-504"]},
    "late": {"polls": 7},
    "late and dropped": {"generate": ["accept-drop"], "polls": 5},
    "late and hard to ask": {
        "polls": 3,
        "job": ["drop", "500", "html", "404", "404", "429:3", "body", "reset", "drip"],
    },
    "the list is hard to read": {"generate": ["accept-drop"], "jobs": ["drop", "500", "html", "404"]},
    "429, then accepted": {"generate": ["429:7", "429"]},
    "500 and 503 before acceptance": {"generate": ["500", "503"], "jobs": ["drop", "500"]},
    "a download that drops": {"download": ["drop", "reset"]},
    "a download that breaks off": {"download": ["short"]},
    "a download that drips": {"download": ["drip"]},
    "a download with the wrong bytes": {"download": ["wrong", "longer"]},
    "a download of the wrong length": {"download": ["shorter"]},
    "HTML instead of the picture": {"download": ["html"]},
    "an address that expired": {"download": ["403", "404"]},
    "a download that redirects": {"download": ["302"]},
    "a download that fails, and the job is hard to ask": {
        "download": ["500", "500"],
        "job": ["drop", "html"],
    },
}


@pytest.mark.parametrize("driver", ["sync", "async"])
@pytest.mark.parametrize("case", SAVED)
def test_the_picture_is_saved(make: Make, case: str, driver: str) -> None:
    rig = make(driver, **SAVED[case])
    picture = rig.generate()
    rig.check(picture)
    assert picture.path == rig.folder / "a.png"
    assert len(rig.service.jobs) == 1
    assert str(picture.cost_eur) == "0.040000"
    accepting = {"429, then accepted": 3, "500 and 503 before acceptance": 3}.get(case, 1)
    assert len(rig.service.posts) == accepting


FAILED: dict[str, tuple[dict[str, Any], type[DiagramcError], str, int]] = {
    "bad request": ({"generate": ["400"]}, RemoteError, "prompt: is odd", 0),
    "key refused": ({"generate": ["401"]}, AuthenticationError, "refused the key", 0),
    "no credit": ({"generate": ["402"]}, CreditError, "no credit left", 0),
    "e-mail": ({"generate": ["403"]}, AuthenticationError, "e-mail address verified", 0),
    "suspended": ({"generate": ["suspended"]}, AuthenticationError, "suspended", 0),
    "content": ({"generate": ["content"]}, ContentRejectedError, "refused the content", 0),
    "content, by law": ({"generate": ["451"]}, ContentRejectedError, "refused the content", 0),
    "not found": ({"generate": ["404"]}, RemoteError, "(404)", 0),
    "conflict": ({"generate": ["409"]}, RemoteError, "(409)", 0),
    "too large": ({"generate": ["413"]}, RemoteError, "(413)", 0),
    "invalid": ({"generate": ["422"]}, RemoteError, "request req_42", 0),
    "invalid, with a job id": ({"generate": ["refused-id"]}, RemoteError, "(422)", 0),
    "turned away": ({"generate": ["307"]}, RemoteError, "redirects to another address", 0),
    "too many requests": ({"generate": ["429"] * 9}, RateLimitError, "too many requests", 0),
    "too long a wait": ({"generate": ["429:100000"]}, RateLimitError, "too many requests", 0),
    "500 for ever": ({"generate": ["500"] * 9}, RemoteError, "failed (500)", 0),
    "500, and the list fails": ({"generate": ["500"] * 9, "jobs": ["500"] * 9}, RemoteError, "not known", 0),
    "504 without a job": ({"generate": ["504"] * 9}, RemoteError, "no job was created", 0),
    "dropped without a job": ({"generate": ["drop"]}, RemoteError, "no job was created", 0),
    "dropped, and the list fails": (
        {"generate": ["accept-drop"], "jobs": ["500"] * 9},
        RemoteError,
        "whether the request was accepted is not known",
        1,
    ),
    "failed": ({"fate": "failed", "polls": 2}, RemoteError, "is not charged: it did not work out", 1),
    "failed for its content": ({"fate": "rejected", "polls": 1}, ContentRejectedError, "not charged", 1),
    "vanished": ({"fate": "vanished"}, RemoteError, "does not know it any more", 1),
    "never done": ({"polls": 10_000}, RemoteError, "when the time was up, it is processing", 1),
    "never readable": (
        {"generate": ["id-null"], "job": ["drop"] * 999},
        RemoteError,
        "its state is not known",
        1,
    ),
    "the key is refused later": (
        {"generate": ["id-headers"], "job": ["401"]},
        AuthenticationError,
        "was accepted, but cannot be asked for",
        1,
    ),
    "no download": ({"download": ["drop"] * 9}, RemoteError, "paid for, but its picture could not", 1),
    "wrong bytes for ever": ({"download": ["wrong"] * 9}, RemoteError, "SHA-256", 1),
    "wrong length for ever": ({"download": ["shorter"] * 9}, RemoteError, "bytes came instead of", 1),
}


@pytest.mark.parametrize("driver", ["sync", "async"])
@pytest.mark.parametrize("case", FAILED)
def test_the_error_says_exactly_what_is_known(make: Make, case: str, driver: str) -> None:
    script, kind, words, accepted = FAILED[case]
    rig = make(driver, **script)
    outcome = rig.attempt(rig.generate)
    assert isinstance(outcome, DiagramcError)
    assert type(outcome) is kind, outcome
    assert words in outcome.message
    assert len(rig.service.jobs) == accepted
    rig.check(outcome)
    assert not list(rig.folder.glob("*.png"))
    assert len(rig.service.posts) <= (5 if kind is RateLimitError else 3)
    if accepted and case not in ("dropped, and the list fails",):
        assert outcome.job_id in rig.service.jobs


@pytest.mark.parametrize(
    "case", ["vanished", "never done", "never readable", "the key is refused later", "no download"]
)
def test_what_was_left_can_be_resumed(make: Make, case: str) -> None:
    rig = make(**FAILED[case][0])
    rig.check(rig.attempt(rig.generate))
    rig.service.script.clear()
    for job in rig.service.jobs.values():
        job.fate, job.polls = "completed", 1
    (entry,) = rig.journal.entries()
    picture = rig.resume(entry)
    rig.check(picture)
    assert picture.path == rig.folder / "a.png"
    assert len(rig.service.posts) == 1


def test_a_request_in_doubt_can_be_resumed(make: Make) -> None:
    rig = make(generate=["accept-drop"], jobs=["500"] * 5)
    rig.check(rig.attempt(rig.generate))
    (entry,) = rig.journal.entries()
    assert (entry.state, entry.job_id) == ("sent", None)
    rig.check(rig.resume(entry))


def test_a_request_that_became_nothing_is_told_once(make: Make) -> None:
    rig = make(generate=["drop"])
    rig.check(rig.attempt(rig.generate))
    (entry,) = rig.journal.entries()
    early = rig.attempt(lambda: rig.resume(entry))
    assert isinstance(early, RemoteError)
    assert "is not known" in early.message
    rig.clock.now += 60
    late = rig.attempt(lambda: rig.resume(entry))
    assert isinstance(late, RemoteError)
    assert "it was not accepted" in late.message
    assert [entry.state for entry in rig.journal.entries()] == ["refused"]


def test_the_id_is_in_the_journal_before_the_body_is_read(make: Make) -> None:
    rig = make(generate=["id-headers"], job=["drop"] * 999)
    seen: list[str | None] = []

    def spy(words: str) -> None:
        seen.extend(entry.job_id for entry in rig.journal.entries() if "was accepted" in words)

    object.__setattr__(rig.context, "say", spy)
    rig.attempt(rig.generate)
    assert seen == list(rig.service.jobs)


def test_the_waits_grow_to_15_seconds_and_end_after_10_minutes(make: Make) -> None:
    rig = make(polls=10_000)
    rig.attempt(rig.generate)
    assert rig.clock.slept[:6] == [1, 2, 4, 8, 15, 15]
    assert 585 <= sum(rig.clock.slept) <= 600


def test_retry_after_is_waited_for(make: Make) -> None:
    rig = make(generate=["429:7", "503"])
    rig.generate()
    assert rig.clock.slept[0] == 7


def test_a_job_of_another_request_is_never_taken(make: Make) -> None:
    """Two were sent at the same time; only one was accepted. Neither may think that the other's job is its own."""
    rig = make(generate=["accept-drop", "drop"])
    first, second = rig.entry("a"), rig.entry("b")
    first.sent_at = second.sent_at = rig.clock()
    rig.journal.sent(second)
    outcome = rig.attempt(lambda: rig.generate(first))
    assert isinstance(outcome, RemoteError)
    assert "created since it was sent and not known here: 00000001-" in outcome.message


def test_several_jobs_that_fit_are_named_and_none_is_taken(make: Make) -> None:
    rig = make(generate=["accept-drop"])
    rig.service.accept()
    outcome = rig.attempt(rig.generate)
    assert isinstance(outcome, RemoteError)
    assert all(job in outcome.message for job in rig.service.jobs)
    assert len(rig.service.posts) == 1


def test_an_older_job_does_not_fit(make: Make) -> None:
    rig = make(generate=["drop"])
    rig.service.accept()
    rig.clock.now += 60
    outcome = rig.attempt(rig.generate)
    assert isinstance(outcome, RemoteError)
    assert "no job was created since it was sent" in outcome.message


@pytest.mark.parametrize("skew", [-86_400.0, 86_400.0])
def test_a_wrong_clock_here_does_no_harm(make: Make, skew: float) -> None:
    rig = make(generate=["accept-drop"])
    rig.service.now = lambda: rig.clock() + skew
    rig.check(rig.generate())


def test_a_service_that_is_not_there_gets_nothing_and_is_tried_three_times(make: Make) -> None:
    rig = make()
    rig.service.__exit__(None, None, None)
    outcome = rig.attempt(rig.generate)
    assert isinstance(outcome, RemoteError)
    assert "cannot reach http://127.0.0.1" in outcome.message
    assert outcome.diagnostics[0].code == "remote.unreachable"
    assert len(rig.clock.slept) == 2
    assert [entry.state for entry in rig.journal.entries()] == ["refused"]


def test_a_format_that_does_not_exist_is_told_with_those_that_do(make: Make) -> None:
    rig = make()
    rig.service.formats = ("png", "jpeg")
    entry = rig.entry()
    entry.format = "webp"
    outcome = rig.attempt(lambda: rig.generate(entry))
    assert isinstance(outcome, RemoteError)
    assert "exists as png, jpeg, not as webp" in outcome.message
    (left,) = rig.journal.entries()
    left.format, left.output = "jpeg", str(rig.folder / "a.jpg")
    assert rig.resume(left).data == PICTURES["jpeg"]


def test_a_picture_that_cannot_be_written_is_not_lost(make: Make) -> None:
    rig = make()
    (rig.folder / "a.png").mkdir()
    outcome = rig.attempt(rig.generate)
    assert isinstance(outcome, OutputError)
    assert str(outcome.job_id) in outcome.message
    (rig.folder / "a.png").rmdir()
    rig.check(rig.resume(rig.journal.entries()[0]))


def test_a_journal_that_cannot_be_written_stops_before_anything_is_paid(make: Make) -> None:
    rig = make()
    (rig.folder / "state").write_text("in the way")
    outcome = rig.attempt(rig.generate)
    assert isinstance(outcome, OutputError)
    assert rig.service.seen == []


def test_a_journal_that_fails_later_becomes_a_remark(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    rig = make()

    def fail(*args: object, **options: object) -> None:
        raise OutputError("the disk is full")

    monkeypatch.setattr(rig.journal, "change", fail)
    picture = rig.generate()
    assert isinstance(picture, Picture)
    assert {d.code for d in picture.diagnostics} == {"remote.journal"}
    assert picture.job_id in picture.diagnostics[0].message
