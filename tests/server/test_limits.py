"""Everything is bounded: how many, how long, how large; and what is past a bound is told, and costs nobody else anything."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import pytest

from tests.remote.commands import wait_until
from tests.server.rig import Server, is_alive

BIG = "flowchart LR\n" + "".join(
    f"  n{i} --> n{i * 7 % 300}\n  n{i} --> n{i * 13 % 300}\n" for i in range(300)
)
"""A diagram that takes seconds."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with small limits."""
    options = (
        "--concurrency 2 --queue 2 --timeout 1 --max-elements 2500 --max-body 200000 --receive-timeout 1"
    )
    with Server(tmp_path_factory.mktemp("small"), *options.split()) as running:
        yield running


def test_two_hundred_at_once_all_get_an_answer(tmp_path: Path) -> None:
    with Server(tmp_path, "--concurrency", "8", "--queue", "8") as server:
        limits = httpx2.Limits(max_connections=200)
        with (
            httpx2.Client(timeout=120, limits=limits, trust_env=False) as client,
            ThreadPoolExecutor(200) as threads,
        ):

            def ask(number: int) -> httpx2.Response:
                source = f"flowchart LR\n  a{number} --> b --> c\n"
                return client.post(server.url + "/v1/compile", json={"source": source})

            answers = list(threads.map(ask, range(200)))
        found = Counter(answer.status_code for answer in answers)
        assert set(found) == {200, 429}
        assert found[200] >= 16
        for answer in answers:
            if answer.status_code == 429:
                assert answer.json()["error"] == "rate_limited"
                assert int(answer.headers["retry-after"]) >= 1
        assert server.compile().status_code == 200
        assert len(server.children) <= 9


def test_a_diagram_that_takes_too_long_is_stopped(small: Server) -> None:
    began = time.monotonic()
    answer = small.compile(BIG, size="16:9")
    assert (answer.status_code, answer.json()["error"]) == (422, "limit_exceeded")
    assert answer.json()["diagnostics"][0]["code"] == "serve.limit"
    assert time.monotonic() - began < 30
    assert small.compile().status_code == 200, "the next one finds a new process"


def test_a_process_that_is_killed_from_outside_harms_one_request_only(small: Server) -> None:
    small.compile()
    for pid in small.children:
        os.kill(pid, signal.SIGKILL)
    first = small.compile("flowchart LR\n  x --> y\n")
    assert first.status_code in (200, 422)
    assert [small.compile(f"flowchart LR\n  x{n} --> y\n").status_code for n in range(4)][-1] == 200


def test_too_many_elements(small: Server) -> None:
    chain = "flowchart LR\n" + "".join(f"  a{i} --> a{i + 1}\n" for i in range(1500))
    answer = small.compile(chain)
    assert (answer.status_code, answer.json()["error"]) == (422, "limit_exceeded")
    assert "2,500" in answer.json()["message"]


def test_too_much_memory(tmp_path: Path) -> None:
    with Server(tmp_path, "--memory", "256") as server:
        answer = server.diagram("A leads to B", aspect_ratio="16:9", image_size="4K")
        assert (answer.status_code, answer.json()["error"]) == (422, "limit_exceeded")
        assert "memory" in answer.json()["message"]
        assert server.diagram("A leads to B").status_code == 200


@pytest.mark.parametrize("length", ["said", "unsaid", "lied"])
def test_too_large_a_body(small: Server, length: str) -> None:
    if length == "lied":
        head = b"POST /v1/compile HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999999\r\nContent-Type: application/json\r\n\r\n{"
        assert b" 413 " in _raw(small, head)
        return
    content = b'{"source":"' + b"x" * 300_000 + b'"}'
    body = content if length == "said" else iter([content[:150_000], content[150_000:]])
    answer = small.post("/v1/compile", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["error"]) == (413, "payload_too_large")


def test_a_body_that_drips(small: Server) -> None:
    head = b"POST /v1/compile HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\nContent-Type: application/json\r\n\r\n{"
    began = time.monotonic()
    assert b" 408 " in _raw(small, head)
    assert time.monotonic() - began < 20


def test_headers_that_drip(small: Server) -> None:
    assert _raw(small, b"GET /health HTTP/1.1\r\nHost: local") == b""


def test_headers_without_end(small: Server) -> None:
    answer = _raw(small, b"GET /health HTTP/1.1\r\n" + b"X-A: b\r\n" * 20_000)
    assert answer == b"" or b" 400 " in answer or b" 431 " in answer


def _raw(server: Server, data: bytes) -> bytes:
    """What comes back for some bytes until the server closes, or for 20 s."""
    host, _, port = server.url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=20) as line:
        answer = b""
        try:
            line.sendall(data)
            while part := line.recv(65536):
                answer += part
        except OSError:
            return answer
        return answer


def test_the_server_stops_in_good_order(tmp_path: Path) -> None:
    with Server(tmp_path, "--concurrency", "2") as server, ThreadPoolExecutor(4) as threads:
        server.compile()
        asked = [threads.submit(server.compile, BIG[: 2_000 + n]) for n in range(2)]
        wait_until(lambda: "diagramc_tasks_running 2" in server.get("/metrics").text or asked[0].done())
        children = server.children
        assert server.stop() == 0
        assert {answer.result().status_code for answer in asked} <= {200, 422}
        assert server.log[-1]["event"] == "stopped"
        wait_until(lambda: not any(is_alive(pid) for pid in children))


def test_an_orphaned_process_ends_by_itself(tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        server.compile()
        children = server.children
        assert children
        server.kill()
        wait_until(lambda: not any(is_alive(pid) for pid in children))
