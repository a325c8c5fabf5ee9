"""The contract of the image service, for diagrams: what it promises, held at the wire."""

from __future__ import annotations

import hashlib
import io
import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
from PIL import Image

from diagramc.kinds import KINDS
from diagramc.options import RATIOS, canvas_for
from tests.server.rig import PROMPT, Server


def fetch(server: Server, rendition: dict[str, Any]) -> bytes:
    """A picture by its address, verified as a client would."""
    answer = server.client.get(rendition["url"])
    assert answer.status_code == 200
    assert len(answer.content) == rendition["size_bytes"]
    assert hashlib.sha256(answer.content).hexdigest() == rendition["hash"]
    return answer.content


@pytest.mark.parametrize("kind", KINDS)
def test_every_type_can_be_had(server: Server, kind: str) -> None:
    answer = server.diagram(KINDS[kind].example, diagram_type=kind)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert body["diagram_type"] == kind
    assert set(body["formats"]) == {"png", "jpeg", "webp", "svg"}
    assert b"<svg" in fetch(server, body["formats"]["svg"])


@pytest.mark.parametrize("ratio", RATIOS)
def test_every_ratio_is_met_to_the_pixel(server: Server, ratio: str) -> None:
    body = server.diagram(aspect_ratio=ratio).json()
    with Image.open(io.BytesIO(fetch(server, body["formats"]["png"]))) as picture:
        assert picture.size == canvas_for(ratio, "1K")


def test_the_answer_is_the_contracts(server: Server) -> None:
    answer = server.diagram()
    body = answer.json()
    job = answer.headers["x-depicta-job-id"]
    assert str(uuid.UUID(job)) == job == body["id"]
    for format, magic in (
        ("png", b"\x89PNG"),
        ("jpeg", b"\xff\xd8\xff"),
        ("webp", b"RIFF"),
        ("svg", b"<svg"),
    ):
        rendition = body["formats"][format]
        assert rendition["format"] == format
        assert fetch(server, rendition).startswith(magic)
        left = datetime.fromisoformat(rendition["expires_at"]) - datetime.now(UTC)
        assert 3500 < left.total_seconds() <= 3600
    assert body["image_url"] == body["formats"]["png"]["url"]
    assert body["image_hash"] == body["formats"]["png"]["hash"]
    assert (body["cost_eur"], body["balance_eur"]) == ("0.000000", "0.000000")
    assert body["ai_generated"] is False
    assert body["model"] == "diagramc-offline"


@pytest.mark.parametrize("size", ["2K", "4K"])
def test_larger_pictures(server: Server, size: str) -> None:
    body = server.diagram("A leads to B", aspect_ratio="16:9", image_size=size).json()
    assert (body["width"], body["height"]) == canvas_for("16:9", size)


@pytest.mark.parametrize(
    ("fields", "field", "word"),
    [
        ({"diagram_type": "flowchrt"}, "diagram_type", "flowchart"),
        ({"aspect_ratio": "16:10000"}, "aspect_ratio", "aspect ratio"),
        ({"image_size": "8K"}, "image_size", "8K"),
        ({"strictness": "none"}, "strictness", "none"),
        ({"model": "flux"}, "model", "diagramc-offline"),
        ({"reference_images": [{"url": "file:///etc/passwd"}]}, "reference_images", "address"),
        ({"reference_images": [{"url": "https://a.example/x.png"}] * 6}, "reference_images", "more than 5"),
        ({"prompt": ""}, "prompt", "empty"),
        ({"prompt": None}, "prompt", "required"),
        ({"prompt": "x" * 20_001}, "prompt", "20,001"),
        ({"prompt": 7}, "prompt", "text"),
    ],
)
def test_what_is_wrong_is_told_by_its_field(
    server: Server, fields: dict[str, Any], field: str, word: str
) -> None:
    answer = server.post("/v1/generate/diagram", json={"prompt": PROMPT, **fields})
    assert answer.status_code == 422
    body = answer.json()
    assert body["error"] == "validation_error"
    assert word in body["details"][field]
    assert body["request_id"] == answer.headers["x-request-id"]
    assert "x-depicta-job-id" not in answer.headers


def test_all_that_is_wrong_is_told_at_once(server: Server) -> None:
    answer = server.diagram(diagram_type="x", aspect_ratio="y", image_size="z")
    assert set(answer.json()["details"]) == {"diagram_type", "aspect_ratio", "image_size"}


def test_a_model_can_be_named(server: Server) -> None:
    for name in ("diagramc-offline", "offline", "OFFLINE"):
        assert server.diagram(model=name).json()["model"] == "diagramc-offline"
    models = server.get("/v1/models").json()["models"]
    assert [model["id"] for model in models] == ["diagramc-offline"]


def test_references_are_uploaded_and_not_looked_at_in_silence(server: Server) -> None:
    data = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(data, "PNG")
    answer = server.post("/v1/upload", files={"image": ("x.png", data.getvalue(), "image/png")})
    assert answer.status_code == 200
    url = answer.json()["upload_url"]
    kept = server.client.get(url)
    assert (kept.content, kept.headers["content-type"]) == (data.getvalue(), "image/png")
    body = server.diagram(reference_images=[{"url": url, "description": "our logo"}]).json()
    assert "serve.reference" in [d["code"] for d in body["diagnostics"]]


@pytest.mark.parametrize(
    ("files", "status"),
    [
        ({"image": ("x.png", b"no picture", "image/png")}, 422),
        ({"other": ("x.png", b"\x89PNG\r\n\x1a\n", "image/png")}, 422),
        ({"image": ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml")}, 422),
    ],
)
def test_only_pictures_can_be_uploaded(server: Server, files: Any, status: int) -> None:
    assert server.post("/v1/upload", files=files).status_code == status


def test_a_form_that_is_none_is_refused(server: Server) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = server.post("/v1/upload", content=b"--y\r\n\r\n", headers=headers)
    assert (answer.status_code, answer.json()["error"]) == (400, "bad_request")
    assert server.post("/v1/upload", content=b"x").status_code == 415


def test_jobs_are_listed_newest_first_with_their_results(server: Server) -> None:
    ids = [server.diagram().headers["x-depicta-job-id"] for _ in range(3)]
    page = server.get("/v1/jobs", params={"limit": 2}).json()
    assert [job["job_id"] for job in page["generations"]] == [ids[2], ids[1]]
    assert (page["limit"], page["offset"]) == (2, 0)
    assert page["total"] >= 3
    assert (
        server.get("/v1/jobs", params={"limit": 1, "offset": 2}).json()["generations"][0]["job_id"] == ids[0]
    )
    job = server.get(f"/v1/jobs/{ids[0]}").json()
    assert job["status"] == "completed"
    assert job["result"]["formats"] == job["formats"], "clients read either place"
    fetch(server, job["formats"]["png"])
    assert job["created_at"] <= job["started_at"] <= job["completed_at"]


def test_a_failed_job_says_why(server: Server) -> None:
    answer = server.diagram("?!")
    assert answer.status_code == 422
    job = server.get("/v1/jobs/" + answer.headers["x-depicta-job-id"]).json()
    assert job["status"] == "failed"
    assert job["error"] == {"code": "validation_error", "message": answer.json()["message"]}
    assert "formats" not in job
    assert "result" not in job


@pytest.mark.parametrize(
    "path", ["/v1/jobs/nope", "/v1/jobs/00000000-0000-4000-8000-000000000000", "/files/x.png"]
)
def test_what_is_not_there_is_not_found(server: Server, path: str) -> None:
    answer = server.get(path)
    assert (answer.status_code, answer.json()["error"]) == (404, "not_found")


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=101", "limit=x", "offset=-1", "limit=9999999999999999999999"]
)
def test_odd_pages_are_refused(server: Server, query: str) -> None:
    assert server.get(f"/v1/jobs?{query}").status_code == 422


def test_images_and_graphics_need_the_remote_service(server: Server) -> None:
    for kind in ("image", "graphic"):
        answer = server.post(f"/v1/generate/{kind}", json={"prompt": "a lighthouse"})
        assert (answer.status_code, answer.json()["error"]) == (422, "not_available")
        assert "remote service" in answer.json()["message"]


def test_addresses_of_files_cannot_be_guessed_and_are_not_listed(server: Server) -> None:
    urls = {server.diagram().json()["image_url"] for _ in range(2)}
    assert len(urls) == 2, "the same picture has another address for each job"
    token = urls.pop().rpartition("/")[2].partition(".")[0]
    assert len(token) == 32
    assert server.get("/files/").status_code == 404


def test_a_picture_is_not_sent_twice(server: Server) -> None:
    url = server.diagram().json()["image_url"]
    first = server.client.get(url)
    again = server.client.get(url, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_small_things(server: Server) -> None:
    assert server.get("/health").json()["status"] == "ok"
    assert server.get("/v1/skill-version").json()["version"]
    profile = server.get("/v1/account/profile").json()
    assert profile["balance_eur"] == profile["user"]["balance_eur"] == "0.000000"
