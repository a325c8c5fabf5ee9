"""References, settings, the journal and the models, each by itself."""

from __future__ import annotations

import json
import os
import stat
import threading
from pathlib import Path

import pytest

from diagramc.cli.crash import write_report
from diagramc.errors import AuthenticationError, OutputError, UsageError
from diagramc.remote.journal import Entry, Journal
from diagramc.remote.models import check_model, read_models
from diagramc.remote.references import MAX_REFERENCE, read_references
from diagramc.remote.request import Request
from diagramc.remote.settings import read_settings
from diagramc.remote.wire import decode, money, read_answer, read_error, read_job, read_jobs
from tests.remote.fake import KEY, MODELS, PICTURES


@pytest.fixture
def images(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with images under awkward names, which is the home and the working folder."""
    for name in ("a.png", "a b.png", "a:b.png", r"C:\pictures\a.png", "a.png:x"):
        (tmp_path / name).write_bytes(PICTURES["png"])
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("given", "source", "description"),
    [
        ("a.png:the logo", "a.png", "the logo"),
        ("a b.png: the logo ", "a b.png", "the logo"),
        ("a:b.png:the logo", "a:b.png", "the logo"),
        ("a.png:style: flat, 2:1", "a.png", "style: flat, 2:1"),
        (r"C:\pictures\a.png:the logo", r"C:\pictures\a.png", "the logo"),
        ("a.png:x:y", "a.png:x", "y"),
        ("~/a.png:the logo", "~/a.png", "the logo"),
        ("https://a.example/b.png:the logo", "https://a.example/b.png", "the logo"),
        ("https://a.example:8080/b.png:the logo", "https://a.example:8080/b.png", "the logo"),
        ("https://a.example/b.png:front view: red", "https://a.example/b.png", "front view: red"),
        ("https://[::1]:8080/b.png:the logo", "https://[::1]:8080/b.png", "the logo"),
    ],
)
def test_a_reference_is_split_at_the_last_colon_that_leaves_something(
    images: Path, given: str, source: str, description: str
) -> None:
    references, problems = read_references([given])
    assert problems == []
    assert references[0].description == description
    if source.startswith("https"):
        assert references[0].url == source
    else:
        assert references[0].path == Path(source.replace("~", str(images)))
        assert references[0].media_type == "image/png"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("a.png", "has no description"),
        ("a.png:", "has no description"),
        ("a.pgn:x", "did you mean a.png?"),
        ("https://a.example:8080/b.png", "has no description"),
        ("http://a.example/b.png:x", "is not an https address"),
        ("ftp://a.example/b.png:x", "is not an https address"),
        (".:x", "is a folder"),
        ("text.png:x", "is not a PNG, JPEG or WebP image"),
        ("huge.png:x", "the limit is 52,428,800"),
        ("\0:x", "does not exist"),
        ("", "names no file"),
    ],
)
def test_a_reference_that_cannot_be_used_is_told(images: Path, given: str, words: str) -> None:
    (images / "text.png").write_text("no image")
    with open(images / "huge.png", "wb") as file:
        file.truncate(MAX_REFERENCE + 1)
    references, problems = read_references([given])
    assert references == ()
    assert words in problems[0].message


def test_at_most_five_references(images: Path) -> None:
    pairs = [(images / "a.png", "x")] * 5
    assert len(read_references(pairs)[0]) == 5
    assert "more than 5" in read_references([*pairs, ("a.png", "x")])[1][0].message


def test_options_come_before_the_environment_and_that_before_the_file(tmp_path: Path) -> None:
    config = tmp_path / "depicta" / "config.json"
    config.parent.mkdir()
    config.write_text(json.dumps({"api_key": "dpct_file", "api_url": "https://file.example/prefix/"}))
    config.chmod(0o600)
    environ = {"XDG_CONFIG_HOME": str(tmp_path)}
    found = read_settings(environ)
    assert (found.api_key, found.api_url) == ("dpct_file", "https://file.example/prefix")
    environ |= {"DEPICTA_API_KEY": "dpct_environ", "DEPICTA_API_URL": "https://environ.example"}
    found = read_settings(environ)
    assert (found.api_key, found.api_url) == ("dpct_environ", "https://environ.example")
    found = read_settings(environ, api_key="dpct_option", api_url="https://option.example")
    assert (found.api_key, found.api_url) == ("dpct_option", "https://option.example")
    assert "dpct_" not in repr(found)
    assert found.remarks == ()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "127.9.9.9", "x.localhost"])
def test_plain_http_is_for_this_machine(host: str, tmp_path: Path) -> None:
    environ = {"XDG_CONFIG_HOME": str(tmp_path), "DEPICTA_API_KEY": KEY}
    assert read_settings(environ, api_url=f"http://{host}:8080/v").is_local


@pytest.mark.parametrize(
    "host", ["api.depicta.ai", "10.0.0.1", "127.0.0.1.example", "localhost.example", "0.0.0.0"]
)
def test_no_key_goes_over_plain_http_to_another_machine(host: str, tmp_path: Path) -> None:
    environ = {"XDG_CONFIG_HOME": str(tmp_path), "DEPICTA_API_KEY": KEY}
    with pytest.raises(AuthenticationError, match="unencrypted") as caught:
        read_settings(environ, api_url=f"http://{host}:8080")
    assert KEY not in str(caught.value)


def test_a_key_that_no_header_carries_is_not_quoted(tmp_path: Path) -> None:
    environ = {"XDG_CONFIG_HOME": str(tmp_path), "DEPICTA_API_KEY": "dpct_ä\nX: y"}
    with pytest.raises(AuthenticationError) as caught:
        read_settings(environ)
    assert "dpct" not in str(caught.value)


def test_a_report_of_a_bug_holds_no_key() -> None:
    error = ValueError(f"Illegal header value b'Bearer other-kind-of-key', {KEY}")
    path = Path(write_report(error))
    text = path.read_text()
    path.unlink()
    assert "Illegal header value" in text
    assert "other-kind-of-key" not in text
    assert KEY not in text


def entry(request: str) -> Entry:
    return Entry(request=request, kind="image", place="https://a.example", sent_at=0.0, format="png")


def test_the_journal_is_for_its_owner_and_forgets_after_an_hour(tmp_path: Path) -> None:
    now = [1000.0]
    journal = Journal(tmp_path / "state" / "jobs.jsonl", lambda: now[0])
    journal.sent(entry("old"))
    now[0] += 3000
    journal.sent(entry("young"))
    journal.change("young", "accepted", job_id="j1")
    assert stat.S_IMODE(os.stat(journal.path).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(journal.path.parent).st_mode) == 0o700
    now[0] += 601
    assert [e.request for e in journal.entries()] == ["young"]
    assert b'"old"' in journal.path.read_bytes()
    journal.sent(entry("new"))
    assert b'"old"' not in journal.path.read_bytes()
    assert [(e.request, e.state, e.job_id) for e in journal.entries()] == [
        ("young", "accepted", "j1"),
        ("new", "sent", None),
    ]
    assert stat.S_IMODE(os.stat(journal.path).st_mode) == 0o600


def test_the_journal_is_only_appended_to_within_the_hour(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "jobs.jsonl", lambda: 1000.0)
    written = b""
    for number in range(3):
        journal.sent(entry(str(number)))
        journal.change(str(number), "accepted", job_id=f"j{number}")
        assert journal.path.read_bytes().startswith(written)
        written = journal.path.read_bytes()


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_line_that_a_crash_cut_off_takes_no_other_with_it(tmp_path: Path, cut: int) -> None:
    journal = Journal(tmp_path / "jobs.jsonl", lambda: 1000.0)
    journal.sent(entry("first"))
    whole = journal.path.read_bytes()
    journal.path.write_bytes(whole + whole[:cut])
    journal.sent(entry("second"))
    assert [e.request for e in journal.entries()] == ["first", "second"]


def test_many_threads_write_one_journal(tmp_path: Path) -> None:
    path, barrier = tmp_path / "jobs.jsonl", threading.Barrier(8)

    def work(number: int) -> None:
        journal = Journal(path)
        barrier.wait()
        journal.sent(entry(str(number)))
        journal.change(str(number), "accepted", job_id=f"j{number}")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted((e.request, e.job_id) for e in Journal(path).entries()) == [
        (str(n), f"j{n}") for n in range(8)
    ]


def test_a_journal_without_room_is_an_output_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="set XDG_STATE_HOME"):
        Journal(Path("/dev/full/jobs.jsonl")).sent(entry("x"))


@pytest.mark.parametrize("answer", [MODELS, {"models": MODELS}, {"data": MODELS}])
def test_models_are_read_by_the_names_in_use(answer: object) -> None:
    models = read_models(answer)
    assert models is not None
    assert [(m.id, m.references, m.image_sizes) for m in models] == [
        ("flux-1.1-pro", 1, ("1K", "2K")),
        ("painter", 0, None),
    ]


@pytest.mark.parametrize("answer", [None, {}, {"models": None}, "x", 3])
def test_no_list_of_models(answer: object) -> None:
    assert read_models(answer) is None


def test_what_a_model_does_not_tell_refuses_nothing() -> None:
    models = read_models(
        [{"id": "x", "types": ["text-to-image"], "image_sizes": ["square"]}, {"name": 7}, None]
    )
    assert models is not None
    wanted = Request(kind="image", prompt="x", model="x", size="21:9", image_size="4K")
    assert check_model(wanted, models) == []
    assert check_model(Request(kind="image", prompt="x", model="unlisted-alias"), models) == []


@pytest.mark.parametrize(
    "raw", [b"", b"<html>", b"[" * 100_000, b"\xff\xfe", b'{"a":', b"null", b"[1]", b'"x"', b"1e999"]
)
def test_what_is_no_answer_is_no_answer(raw: bytes) -> None:
    value = decode(raw)
    assert read_answer(value) is None
    assert read_job(value) is None
    assert read_jobs(value) is None
    assert read_error(raw).code == ""


def test_fields_of_the_wrong_type_count_as_missing() -> None:
    url = "https://a.example/x.png"
    answer = read_answer(
        {
            "formats": {
                "png": {"url": url, "size_bytes": -1, "hash": "short"},
                "jpeg": [],
                "webp": {"url": None},
            },
            "cost_eur": "NaN",
            "balance_eur": None,
            "model": 7,
            "ai_generated": "yes",
        }
    )
    assert answer is not None
    assert list(answer.renditions) == ["png"]
    assert (answer.renditions["png"].size_bytes, answer.renditions["png"].sha256) == (None, None)
    assert (answer.cost_eur, answer.balance_eur, answer.model, answer.ai_generated) == (
        None,
        None,
        None,
        None,
    )
    assert url not in repr(answer)
    assert money("0.040000") is not None
    assert money("1e999999") is None
    job = read_job(
        {"job_id": "../x", "id": "ok", "status": "failed", "error": "\x1b[31mred dpct_abc", "created_at": 3}
    )
    assert job is not None
    assert (job.job_id, job.error_message, job.created) == ("ok", "[31mred ***", None)


def test_an_impossible_address_is_a_usage_error(tmp_path: Path) -> None:
    for url in ("https://", "x", "https://a.example?x=1", "https://a.example/#x", "https://a b"):
        with pytest.raises(UsageError):
            read_settings({"XDG_CONFIG_HOME": str(tmp_path), "DEPICTA_API_KEY": KEY}, api_url=url)
