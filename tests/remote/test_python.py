"""`diagramc.image` and its kin from Python; uploads; where the key goes and where it does not."""

from __future__ import annotations

import asyncio
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import diagramc
from diagramc import remote
from diagramc.remote.drivers import AsyncDriver, SyncDriver
from diagramc.remote.effects import Call, Fault, Fetch, Reply, ask
from diagramc.remote.settings import RemoteSettings
from tests.remote.commands import Shell
from tests.remote.conftest import MakeShell
from tests.remote.fake import KEY, PICTURES, FakeService


@pytest.fixture
def home(shell: MakeShell, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes a service that the environment of this process points to."""

    def make(**script: Any) -> Shell:
        sh = shell(**script)
        for name, value in sh.environment().items():
            monkeypatch.setenv(name, value)
        monkeypatch.chdir(sh.work)
        return sh

    return make


def test_bytes_without_a_file(home: Any) -> None:
    sh = home()
    picture = diagramc.image("A lighthouse", format="webp", size="3:2")
    assert picture.data == PICTURES["webp"]
    assert picture.path is None
    assert (picture.cost_eur, picture.balance_eur) == (Decimal("0.040000"), Decimal("9.960000"))
    assert picture.job_id in sh.service.jobs
    assert picture.model == "flux-1.1-pro"
    assert picture.ai_generated is True
    assert picture._repr_mimebundle_() == {"image/webp": PICTURES["webp"]}
    assert list(sh.work.iterdir()) == []
    assert sh.journal()[-1]["state"] == "saved"


def test_many_at_once_in_asyncio(home: Any) -> None:
    sh = home()

    async def draw() -> list[diagramc.Picture]:
        calls = [diagramc.graphic_async(f"Poster {n}", directory="out") for n in range(4)]
        return await asyncio.gather(*calls, diagramc.image_async("A lighthouse", output="a.png"))

    pictures = asyncio.run(draw())
    assert len({picture.path for picture in pictures}) == 5
    assert all(picture.path is not None and picture.path.read_bytes() == picture.data for picture in pictures)
    assert len(sh.service.jobs) == len(sh.service.posts) == 5


def test_errors_carry_the_job_and_it_can_be_resumed(home: Any) -> None:
    sh = home(download=["404"] * 2)
    with pytest.raises(diagramc.RemoteError) as caught:
        diagramc.image("A lighthouse", output=Path("a.png"), timeout=1)
    assert caught.value.job_id in sh.service.jobs
    assert remote.resume(str(caught.value.job_id)).path == sh.work / "a.png"
    assert (
        asyncio.run(remote.resume_async(str(caught.value.job_id), format="jpeg", output="b.jpg")).format
        == "jpeg"
    )


def test_a_cancelled_task_is_not_forgotten(home: Any) -> None:
    sh = home(polls=1000)

    async def give_up() -> None:
        task = asyncio.create_task(diagramc.image_async("A lighthouse", output="a.png"))
        while not any("accepted" in line.values() for line in sh.journal()):
            await asyncio.sleep(0.02)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert task.cancelled()

    asyncio.run(give_up())
    (job,) = sh.service.jobs.values()
    job.polls = 0
    assert remote.resume(job.id).path == sh.work / "a.png"


def test_unknown_options_are_refused(home: Any) -> None:
    home()
    with pytest.raises(diagramc.UsageError, match="did you mean 16:9"):
        diagramc.image("x", size="16x9")
    with pytest.raises(diagramc.SourceError):
        diagramc.graphic(" ")
    wrong: Any = {"sise": "16:9"}
    with pytest.raises(TypeError, match="unknown option 'sise'; did you mean size"):
        diagramc.graphic("x", **wrong)
    with pytest.raises(diagramc.UsageError, match="not positive"):
        diagramc.graphic("x", timeout=0)


@pytest.mark.parametrize(
    "driver", [diagramc.image, lambda *a, **o: asyncio.run(diagramc.image_async(*a, **o))]
)
def test_references_are_uploaded_in_their_order(home: Any, driver: Any) -> None:
    sh = home(upload=["503", "drop", "429:0"])
    sizes = {}
    for number in range(4):
        data = PICTURES["png"] + bytes(number)
        (sh.work / f"{number}.png").write_bytes(data)
        sizes[number] = len(data)
    references = [
        ("https://a.example/x.png", "first"),
        *((f"{number}.png", f"no. {number}") for number in range(4)),
    ]
    driver("x", references=references)
    (post,) = sh.service.posts
    sent = json.loads(post.body)["reference_images"]
    assert [reference["description"] for reference in sent] == ["first", "no. 0", "no. 1", "no. 2", "no. 3"]
    lengths = [int(reference["url"].rpartition("/")[2]) for reference in sent[1:]]
    assert [length - lengths[0] for length in lengths] == [size - sizes[0] for size in sizes.values()]
    uploads = [seen for seen in sh.service.seen if seen.path == "/v1/upload"]
    assert all(b'filename="image.png"' in upload.body for upload in uploads)


@pytest.mark.parametrize(
    "driver", [diagramc.image, lambda *a, **o: asyncio.run(diagramc.image_async(*a, **o))]
)
@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("413", diagramc.RemoteError),
        ("402", diagramc.CreditError),
        ("content", diagramc.ContentRejectedError),
    ],
)
def test_an_upload_that_fails_stops_before_the_generation(
    home: Any, driver: Any, fault: str, kind: Any
) -> None:
    sh = home(upload=[fault, "silence", "silence"])
    for number in range(3):
        (sh.work / f"{number}.png").write_bytes(PICTURES["png"])
    with pytest.raises(kind, match="was not uploaded, so nothing was generated"):
        driver("x", references=[f"{number}.png:x" for number in range(3)])
    assert sh.service.posts == []
    assert sh.journal() == []


@pytest.mark.parametrize("driver", ["sync", "async"])
def test_a_redirect_is_never_followed(driver: str) -> None:
    with FakeService() as other, FakeService(job=["302"]) as service:
        settings = RemoteSettings(api_url=service.url, api_key=KEY, source="a test")
        call = ask(Call("GET", "/v1/jobs/x", 2.0), limit=1000, seconds=2.0)
        reply = (
            SyncDriver(settings).run(call)
            if driver == "sync"
            else asyncio.run(AsyncDriver(settings).run(call))
        )
        assert isinstance(reply, Reply)
        assert reply.head.status == 302
        assert other.seen == []


@pytest.mark.parametrize(
    "url", ["http://192.0.2.1/x.png", "ftp://a.example/x", "https://u:p@a.example/x", "file:///etc/x"]
)
def test_a_picture_is_fetched_over_https_or_from_this_machine(
    home: Any, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sh = home()
    result = sh.service.result

    def elsewhere(job: Any) -> dict[str, Any]:
        answer: dict[str, Any] = result(job)
        answer["formats"]["png"]["url"] = url
        return answer

    monkeypatch.setattr(sh.service, "result", elsewhere)
    with pytest.raises(diagramc.RemoteError, match="neither https nor on this machine"):
        diagramc.image("x", timeout=1)


def test_a_proxy_carries_tls_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a proxy set, https goes to it as CONNECT, which shows neither path nor key; plain http never does."""
    with FakeService() as proxy, FakeService() as service:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
            monkeypatch.setenv(name.lower(), proxy.url)
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        settings = RemoteSettings(api_url=service.url, api_key=KEY, source="a test")
        reply = SyncDriver(settings).run(ask(Call("GET", "/v1/models", 2.0), limit=10_000, seconds=2.0))
        assert isinstance(reply, Reply)
        assert reply.head.status == 200
        secure = RemoteSettings(api_url="https://a.example", api_key=KEY, source="a test")
        fault = SyncDriver(secure).run(ask(Call("GET", "/v1/models", 2.0), limit=10_000, seconds=2.0))
        assert isinstance(fault, Fault)
        assert fault.sent is False
        SyncDriver(settings).run(ask(Fetch(f"{service.url}/files/x.png", 2.0), limit=10_000, seconds=2.0))
        assert proxy.seen == []
