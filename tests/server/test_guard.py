"""Who may ask: hosts, origins, keys; and what every answer carries."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest

from tests.cli.command import run
from tests.server.rig import FLOW, Server


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8080", "127.0.0.1.evil.example", "", "a@localhost", "[", "\xff"]
)
def test_another_host_is_not_answered(server: Server, host: str) -> None:
    answer = server.get("/health", headers={"Host": host.encode("latin-1")})
    assert answer.status_code in (400, 421)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:1", "[::1]:9", "app.localhost"])
def test_this_machine_has_several_names(server: Server, host: str) -> None:
    assert server.get("/health", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_page_of_another_origin_makes_nothing_happen(server: Server, headers: dict[str, str]) -> None:
    answer = server.post("/v1/compile", json={"source": FLOW}, headers=headers)
    assert (answer.status_code, answer.json()["error"]) == (403, "forbidden")
    text = server.post(
        "/mermaid/svg", content=FLOW.encode(), headers={**headers, "Content-Type": "text/plain"}
    )
    assert text.status_code == 403


def test_the_own_page_may_ask(server: Server) -> None:
    headers = {"Origin": server.url, "Sec-Fetch-Site": "same-origin"}
    answer = server.post("/v1/compile", json={"source": FLOW}, headers=headers)
    assert answer.status_code == 200
    assert "access-control-allow-origin" not in answer.headers


def test_no_page_elsewhere_may_read_unless_it_was_allowed(server: Server) -> None:
    preflight = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    answer = server.ask("OPTIONS", "/v1/compile", headers=preflight)
    assert answer.status_code == 405
    assert "access-control-allow-origin" not in server.get("/health", headers=preflight).headers


def test_answers_say_that_nothing_in_them_runs(server: Server) -> None:
    answer = server.post("/v1/compile", json={"source": FLOW}, headers={"Accept": "image/svg+xml"})
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "server" not in answer.headers


def test_an_unknown_path_or_method_is_an_error_of_the_contract(server: Server) -> None:
    assert server.get("/v1/nothing").json()["error"] == "not_found"
    answer = server.ask("DELETE", "/v1/jobs")
    assert (answer.status_code, answer.json()["error"]) == (405, "method_not_allowed")
    assert "GET" in answer.headers["allow"]


@pytest.mark.parametrize(
    "path",
    [
        "/../etc/passwd",
        "/assets/../__init__.py",
        "/assets/..%2f__init__.py",
        "/files/..%2f..%2fjobs.sqlite3",
        "/assets//etc/passwd",
        "/%00",
        "/files/%00.png",
    ],
)
def test_no_path_leads_out(server: Server, path: str) -> None:
    answer = server.ask("GET", path)
    assert answer.status_code in (400, 404), answer.text
    assert "root:" not in answer.text


@pytest.fixture(scope="module")
def keyed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str, str]]:
    """A server with two keys, for all interfaces, and with pages of one origin allowed."""
    folder = tmp_path_factory.mktemp("keyed")
    keys = [
        run("serve", "--keys", "keys", "--add-key", name, folder=folder).out.decode().strip()
        for name in ("ann", "bob")
    ]
    options = ("--keys", str(folder / "keys"), "--host", "0.0.0.0", "--cors-origin", "https://app.example")
    with Server(folder / "data", *options) as running:
        running.url = running.url.replace("0.0.0.0", "127.0.0.1")
        yield running, keys[0], keys[1]


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def test_a_key_is_needed_and_must_be_right(keyed: tuple[Server, str, str]) -> None:
    server, ann, _ = keyed
    for headers in (
        {},
        bearer("dpct_wrong"),
        bearer(ann + "x"),
        {"Authorization": "Bearer"},
        {"Authorization": "Digest x"},
        {"Authorization": "Basic %%"},
    ):
        answer = server.get("/v1/models", headers=headers)
        assert (answer.status_code, answer.json()["error"]) == (401, "auth_invalid")
        assert answer.headers["www-authenticate"] == "Bearer"
    assert server.get("/v1/models", headers=bearer(ann)).status_code == 200
    assert server.get("/v1/account/profile", headers=bearer(ann)).json()["email"] == "ann"


def test_a_client_that_can_only_carry_a_password_gives_the_key_as_one(keyed: tuple[Server, str, str]) -> None:
    server, ann, _ = keyed
    assert server.get("/mermaid/svg/x").headers["www-authenticate"].startswith("Basic")
    password = base64.b64encode(f"me:{ann}".encode()).decode()
    assert server.get("/v1/models", headers={"Authorization": f"Basic {password}"}).status_code == 200


@pytest.mark.parametrize("path", ["/metrics", "/v1/jobs", "/v1/models", "/mermaid/svg/x", "/v1/nothing"])
def test_nothing_is_open_that_should_not_be(keyed: tuple[Server, str, str], path: str) -> None:
    assert keyed[0].get(path).status_code == 401


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/assets/app.js",
        "/health",
        "/v1/capabilities",
        "/v1/openapi.json",
        "/v1/skill-version",
        "/v1/pricing",
    ],
)
def test_what_is_open(keyed: tuple[Server, str, str], path: str) -> None:
    assert keyed[0].get(path).status_code == 200
    assert keyed[0].post(path, content=b"{}").status_code in (401, 405)


def test_jobs_are_their_owners_and_files_whoever_knows_the_address(keyed: tuple[Server, str, str]) -> None:
    server, ann, bob = keyed
    answer = server.post("/v1/generate/diagram", json={"prompt": "A leads to B"}, headers=bearer(ann))
    job = answer.headers["x-depicta-job-id"]
    assert server.get(f"/v1/jobs/{job}", headers=bearer(ann)).status_code == 200
    assert server.get(f"/v1/jobs/{job}", headers=bearer(bob)).status_code == 404
    assert server.get("/v1/jobs", headers=bearer(bob)).json()["total"] == 0
    url = answer.json()["image_url"]
    assert server.client.get(url).status_code == 200


def test_cors_is_for_the_origin_that_was_named(keyed: tuple[Server, str, str]) -> None:
    server, ann, _ = keyed
    preflight = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    answer = server.ask("OPTIONS", "/v1/compile", headers={**preflight, "Origin": "https://app.example"})
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "https://app.example"
    assert "Authorization" in answer.headers["access-control-allow-headers"]
    asked = {**bearer(ann), "Origin": "https://app.example"}
    assert (
        server.post("/v1/compile", json={"source": FLOW}, headers=asked).headers[
            "access-control-allow-origin"
        ]
        == "https://app.example"
    )
    other = {**bearer(ann), "Origin": "https://app.example.evil.example"}
    refused = server.post("/v1/compile", json={"source": FLOW}, headers=other)
    assert refused.status_code == 403
    assert "access-control-allow-origin" not in refused.headers


def test_no_secret_is_in_log_or_folder(keyed: tuple[Server, str, str]) -> None:
    server, ann, bob = keyed
    secret = "a prompt that nobody else should read"
    answer = server.post("/v1/generate/diagram", json={"prompt": secret}, headers=bearer(ann))
    token = answer.json()["image_url"].rpartition("/")[2].partition(".")[0]
    server.client.get(answer.json()["image_url"])
    server.get(f"/mermaid/svg/c2VjcmV0cGF0aA?x={ann}", headers=bearer(bob))
    log = "\n".join([*map(str, server.log), *server.said])
    assert any(entry.get("key") == "ann" for entry in server.log)
    for hidden in (ann, bob, secret, token, "c2VjcmV0cGF0aA"):
        assert hidden not in log
    for path in server.data.parent.rglob("*"):
        if path.is_file():
            assert ann.encode() not in path.read_bytes()
