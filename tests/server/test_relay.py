"""Images and graphics go through to the remote service: paid for once, kept here, and never lost to a kill."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Protocol

import pytest
from PIL import Image

from tests.remote.commands import wait_until
from tests.remote.fake import KEY, PICTURES, SIGNATURE, FakeService
from tests.server.rig import Server


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, FakeService]]:
    with FakeService() as service:
        env = {"DEPICTA_API_URL": service.url, "DEPICTA_API_KEY": KEY}
        with Server(tmp_path_factory.mktemp("relay"), env=env) as server:
            yield server, service


class Relaying(Protocol):
    """The server and its remote service, which follows a script."""

    def __call__(
        self, *, fate: str = "completed", polls: int = 0, **script: list[str]
    ) -> tuple[Server, FakeService]: ...


@pytest.fixture
def relaying(pair: tuple[Server, FakeService]) -> Relaying:
    def follow(*, fate: str = "completed", polls: int = 0, **script: list[str]) -> tuple[Server, FakeService]:
        pair[1].reset(time.time, fate=fate, polls=polls, script=script)
        return pair

    return follow


def image(server: Server, kind: str = "image", **fields: Any) -> Any:
    return server.post(f"/v1/generate/{kind}", json={"prompt": "a lighthouse", **fields})


@pytest.mark.parametrize("kind", ["image", "graphic"])
def test_the_services_answer_comes_through(relaying: Relaying, kind: str) -> None:
    server, service = relaying()
    answer = image(server, kind, aspect_ratio="16:9", model="flux")
    assert answer.status_code == 200
    body = answer.json()
    assert body["id"] == answer.headers["x-depicta-job-id"]
    assert (body["cost_eur"], body["balance_eur"], body["model"]) == (
        "0.040000",
        "9.960000",
        "flux-1.1-pro",
    )
    assert server.client.get(body["image_url"]).content == PICTURES["png"]
    (post,) = service.posts
    assert post.path == f"/v1/generate/{kind}"
    assert post.authorization == f"Bearer {KEY}"
    assert b'"aspect_ratio":"16:9"' in post.body
    job = server.get(f"/v1/jobs/{body['id']}").json()
    assert (job["status"], job["result"]["image_url"]) == ("completed", body["image_url"])
    assert "flux-1.1-pro" in [model["id"] for model in server.get("/v1/models").json()["models"]]
    log = "\n".join(map(str, [*server.log, *server.said]))
    assert KEY not in log
    assert SIGNATURE not in log


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        ("402", 402, "credit_insufficient"),
        ("422", 422, "validation_error"),
        ("451", 451, "content_rejected"),
        ("content", 403, "content_rejected"),
        ("401", 502, "remote_error"),
        ("429:7", 429, "rate_limited"),
        ("500", 500, "internal_error"),
    ],
)
def test_the_services_refusals_come_through(relaying: Relaying, fault: str, status: int, code: str) -> None:
    server, service = relaying(generate=[fault])
    answer = image(server)
    assert (answer.status_code, answer.json()["error"]) == (status, code)
    assert KEY not in answer.text
    if fault == "429:7":
        assert answer.headers["retry-after"] == "7"
    assert len(service.posts) == 1


@pytest.mark.parametrize("fault", ["id-body", "id-headers", "id-null", "id-202"])
def test_an_accepted_job_is_followed_when_its_answer_breaks_off(relaying: Relaying, fault: str) -> None:
    server, service = relaying(generate=[fault], polls=1)
    answer = image(server)
    assert answer.status_code == 200, answer.text
    assert server.client.get(answer.json()["image_url"]).content == PICTURES["png"]
    assert len(service.posts) == 1


@pytest.mark.parametrize("fault", ["accept-drop", "drop", "accept-html"])
def test_what_may_have_been_accepted_is_not_sent_again(relaying: Relaying, fault: str) -> None:
    server, service = relaying(generate=[fault])
    answer = image(server)
    assert (answer.status_code, answer.json()["error"]) == (502, "outcome_unknown")
    assert len(service.posts) == 1


def test_a_service_that_is_not_there(tmp_path: Path) -> None:
    with Server(tmp_path, env={"DEPICTA_API_URL": "http://127.0.0.1:9", "DEPICTA_API_KEY": KEY}) as server:
        answer = image(server)
        assert (answer.status_code, answer.json()["error"]) == (502, "remote_error")
        assert server.get("/v1/models").status_code == 200
        assert server.diagram().status_code == 200


def test_a_job_that_fails_there_fails_here(relaying: Relaying) -> None:
    server, _ = relaying(fate="rejected", polls=1)
    answer = image(server)
    assert answer.json()["error"] == "content_rejected"


def test_a_reference_that_was_uploaded_here_is_uploaded_there(relaying: Relaying) -> None:
    server, service = relaying()
    data = io.BytesIO()
    Image.new("RGB", (8, 8)).save(data, "PNG")
    url = server.post("/v1/upload", files={"image": ("x.png", data.getvalue(), "image/png")}).json()[
        "upload_url"
    ]
    elsewhere = "https://pictures.example/files/" + "a" * 32 + ".png"
    answer = image(server, reference_images=[{"url": url, "description": "logo"}, {"url": elsewhere}])
    assert answer.status_code == 200
    body = service.posts[0].body.decode()
    assert service.calls("POST", "/v1/upload") == 1
    assert url not in body
    assert f"{service.url}/uploads/" in body
    assert elsewhere in body


def test_a_kill_while_the_service_works_neither_loses_nor_repeats(tmp_path: Path) -> None:
    with ExitStack() as stack:
        service = stack.enter_context(FakeService(generate=["id-stall"], polls=2))
        env = {"DEPICTA_API_URL": service.url, "DEPICTA_API_KEY": KEY}
        server = Server(tmp_path / "data", env=env).start()
        threads = stack.enter_context(ThreadPoolExecutor(1))
        asked = threads.submit(image, server)
        wait_until(lambda: any(job["status"] == "processing" for job in _jobs(server)) and service.jobs)
        wait_until(lambda: service.accepted_event.is_set())
        time.sleep(0.5)
        server.kill()
        assert asked.exception() is not None
        with server:
            wait_until(lambda: _jobs(server)[0]["status"] == "completed")
            assert len(service.posts) == 1
            assert server.client.get(_jobs(server)[0]["image_url"]).content == PICTURES["png"]


def _jobs(server: Server) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = server.get("/v1/jobs").json()["generations"]
    return found
