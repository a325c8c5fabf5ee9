"""The remote image service on loopback: a real HTTP server that follows the contract, except where a script says how to fail.

A script is a list of faults for an endpoint, one for each request in turn; when it is used up, the endpoint works.
"""

from __future__ import annotations

import hashlib
import json
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, NamedTuple

KEY = "dpct_TESTSECRET0123456789abcdef"
SIGNATURE = "SIGNEDSECRET0123456789"
PICTURES = {
    "png": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
    "jpeg": b"\xff\xd8\xff\xe0" + bytes(range(256)) * 6,
    "webp": b"RIFF\x00\x00\x00\x00WEBP" + bytes(range(256)) * 4,
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
}
ERRORS = {
    "400": "bad_request",
    "401": "auth_invalid",
    "402": "credit_insufficient",
    "403": "auth_email_not_verified",
    "404": "not_found",
    "409": "conflict",
    "413": "payload_too_large",
    "422": "validation_error",
    "429": "rate_limited",
    "451": "content_rejected",
    "500": "internal_error",
    "501": "internal_error",
    "502": "internal_error",
    "503": "internal_error",
    "504": "internal_error",
}
MODELS = [
    {
        "id": "flux-1.1-pro",
        "name": "Flux Pro",
        "aliases": ["flux"],
        "aspect_ratios": ["1:1", "16:9"],
        "image_sizes": ["1K", "2K"],
        "max_reference_images": 1,
        "cost_eur": "0.040000",
    },
    {"id": "painter", "aliases": [], "supports_reference_images": False},
]


class Job:
    """A generation that was accepted. `polls` is how often it is asked for before it is done."""

    def __init__(self, number: int, created: float, fate: str, polls: int) -> None:
        self.id = f"{number:08d}-0000-4000-8000-{number:012d}"
        self.created = created
        self.fate = fate
        self.polls = polls


class Seen(NamedTuple):
    """A request that came in."""

    method: str
    path: str
    authorization: str | None
    body: bytes


class FakeService:
    """The service. `fate` is what becomes of a job: completed, failed, rejected or vanished."""

    def __init__(
        self,
        now: Callable[[], float] = time.time,
        *,
        fate: str = "completed",
        polls: int = 0,
        **script: list[str],
    ) -> None:
        self.lock = threading.Lock()
        self.closing = threading.Event()
        self.accepted_event = threading.Event()
        self.drip = 0.02
        self.reset(now, fate=fate, polls=polls, script=script)
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.service = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    def reset(
        self, now: Callable[[], float], *, fate: str, polls: int, script: Mapping[str, list[str]]
    ) -> None:
        """Forget everything, and follow another script."""
        self.now = now
        self.fate = fate
        self.polls = polls
        self.script = {endpoint: deque(faults) for endpoint, faults in script.items()}
        self.jobs: dict[str, Job] = {}
        self.seen: list[Seen] = []
        self.formats = tuple(PICTURES)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> FakeService:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def posts(self) -> list[Seen]:
        """The requests to generate something."""
        return [seen for seen in self.seen if seen.path.startswith("/v1/generate/")]

    def calls(self, method: str, begins: str) -> int:
        """How many requests of a method went to paths that begin so."""
        return sum(seen.method == method and seen.path.startswith(begins) for seen in self.seen)

    def fault(self, endpoint: str) -> str:
        with self.lock:
            faults = self.script.get(endpoint)
            return faults.popleft() if faults else ""

    def accept(self) -> Job:
        with self.lock:
            job = Job(len(self.jobs) + 1, self.now(), self.fate, self.polls)
            self.jobs[job.id] = job
        self.accepted_event.set()
        return job

    def result(self, job: Job) -> dict[str, Any]:
        formats = {
            name: {
                "url": f"{self.url}/files/{job.id}.{name}?signature={SIGNATURE}",
                "format": name,
                "size_bytes": len(PICTURES[name]),
                "hash": hashlib.sha256(PICTURES[name]).hexdigest(),
                "expires_at": _iso(self.now() + 3600),
            }
            for name in self.formats
        }
        png = formats.get("png", {"url": None, "hash": None})
        return {
            "id": job.id,
            "model": "flux-1.1-pro",
            "formats": formats,
            "image_url": png["url"],
            "image_hash": png["hash"],
            "cost_eur": "0.040000",
            "balance_eur": "9.960000",
            "ai_generated": True,
        }

    def state(self, job: Job) -> dict[str, Any]:
        body: dict[str, Any] = {
            "job_id": job.id,
            "status": "processing" if job.polls else "completed",
            "created_at": _iso(job.created),
            "started_at": _iso(job.created),
            "completed_at": None if job.polls else _iso(self.now()),
        }
        if not job.polls and job.fate == "completed":
            body["result"] = self.result(job)
        elif not job.polls and job.fate in ("failed", "rejected"):
            code = "generation_failed" if job.fate == "failed" else "content_rejected"
            body |= {"status": "failed", "error": {"code": code, "message": "it did not work out"}}
        return body


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")


class _Server(ThreadingHTTPServer):
    service: FakeService
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up are part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    @property
    def service(self) -> FakeService:
        return self.server.service

    def log_message(self, format: str, *args: Any) -> None:
        """Keep stderr clean."""

    def date_time_string(self, timestamp: float | None = None) -> str:
        return formatdate(self.service.now() if timestamp is None else timestamp, usegmt=True)

    def do_GET(self) -> None:
        self._note(b"")
        path = self.path.partition("?")[0]
        if path.startswith("/files/"):
            self._file(path)
        elif self.headers.get("Authorization") != f"Bearer {KEY}":
            self._refuse("401")
        elif path == "/v1/jobs":
            self._jobs()
        elif path.startswith("/v1/jobs/"):
            self._job(path.removeprefix("/v1/jobs/"))
        elif path == "/v1/models":
            if not self._failed(self.service.fault("models")):
                self._json({"models": MODELS})
        elif path == "/v1/account/profile":
            if not self._failed(self.service.fault("profile")):
                self._json({"email": "ada@example.org", "balance_eur": "9.960000"})
        else:
            self._refuse("404")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self._note(body)
        if self.headers.get("Authorization") != f"Bearer {KEY}":
            self._refuse("401")
        elif self.path == "/v1/upload":
            self._upload(body)
        else:
            self._generate()

    def _note(self, body: bytes) -> None:
        with self.service.lock:
            self.service.seen.append(Seen(self.command, self.path, self.headers.get("Authorization"), body))

    def _generate(self) -> None:
        fault = self.service.fault("generate")
        if fault in ("", "late"):
            job = self.service.accept()
            if fault == "late":
                self.service.closing.wait(30)
            self._answer(job)
        elif fault.startswith("accept-"):
            self.service.accept()
            self._failed(fault.removeprefix("accept-"))
        elif fault.startswith("id-"):
            job = self.service.accept()
            self._failed(fault.removeprefix("id-"), {"X-Depicta-Job-Id": job.id}, self.service.result(job))
        elif fault == "no-id":
            self._json(self.service.result(self.service.accept()))
        elif fault == "refused-id":
            self._refuse("422", {"X-Depicta-Job-Id": "00000099-dead"})
        else:
            self._failed(fault)

    def _answer(self, job: Job) -> None:
        if job.fate == "completed" and not job.polls:
            self._json(self.service.result(job), {"X-Depicta-Job-Id": job.id})
        else:
            self._json({"id": job.id, "formats": None}, {"X-Depicta-Job-Id": job.id})

    def _upload(self, body: bytes) -> None:
        if self._failed(self.service.fault("upload")):
            return
        assert b'name="image"' in body
        self._json({"upload_url": f"{self.service.url}/uploads/{len(body)}"})

    def _jobs(self) -> None:
        if self._failed(self.service.fault("jobs")):
            return
        jobs = [self.service.state(job) for job in reversed(self.service.jobs.values())]
        self._json({"generations": jobs[:20], "total": len(jobs), "limit": 20, "offset": 0})

    def _job(self, id: str) -> None:
        if self._failed(self.service.fault("job")):
            return
        job = self.service.jobs.get(id)
        if job is None or job.fate == "vanished":
            self._refuse("404")
            return
        self._json(self.service.state(job))
        job.polls = max(0, job.polls - 1)

    def _file(self, path: str) -> None:
        data = PICTURES[path.rpartition(".")[2]]
        fault = self.service.fault("download")
        if fault == "short":
            self._send(200, data[: len(data) // 2], {"Content-Length": str(len(data))})
        elif fault == "wrong":
            self._send(200, data[::-1])
        elif fault == "shorter":
            self._send(200, data[:-1])
        elif fault == "longer":
            self._send(200, data + b"!")
        elif not self._failed(fault, body=data):
            self._send(200, data)

    def _failed(
        self, fault: str, headers: dict[str, str] | None = None, body: dict[str, Any] | bytes = b"{}"
    ) -> bool:
        """Do what a fault says; False when there is none."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        kind, _, value = fault.partition(":")
        if not fault:
            return False
        if kind == "drop":
            self._hang_up()
        elif kind == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
            self._hang_up()
        elif kind == "headers":
            self._send(200, b"", {**(headers or {}), "Content-Length": str(len(raw))})
            self._hang_up()
        elif kind == "body":
            self._send(200, raw[: len(raw) // 2], {**(headers or {}), "Content-Length": str(len(raw))})
            self._hang_up()
        elif kind == "drip":
            self._drip(headers or {}, raw)
        elif kind == "stall":
            self._send(200, b"", {**(headers or {}), "Content-Length": str(len(raw))})
            self.service.closing.wait(30)
        elif kind == "slow":
            self._drip_headers()
        elif kind == "silence":
            self.service.closing.wait(30)
            self._hang_up()
        elif kind == "html":
            self._send(
                200, b"<!DOCTYPE html><html>Sign in</html>", {**(headers or {}), "Content-Type": "text/html"}
            )
        elif kind == "null":
            self._json({"id": None, "formats": None, "image_url": None, "balance_eur": None}, headers)
        elif kind == "202":
            self._send(202, b"", headers)
        elif kind == "content":
            self._refuse("403", headers, code="content_rejected")
        elif kind == "suspended":
            self._refuse("403", headers, code="account_suspended")
        elif kind in ("302", "303", "307"):
            self._send(int(kind), b"", {**(headers or {}), "Location": "http://elsewhere.invalid/"})
        elif kind == "429" and value:
            self._refuse("429", {**(headers or {}), "Retry-After": value})
        else:
            self._refuse(kind, headers)
        return True

    def _refuse(self, status: str, headers: dict[str, str] | None = None, code: str = "") -> None:
        body = {
            "error": code or ERRORS[status],
            "message": f"no; and your key is {KEY}",
            "details": {"prompt": "is odd"},
            "request_id": "req_42",
        }
        self._send(
            int(status), json.dumps(body).encode(), {"Content-Type": "application/json", **(headers or {})}
        )

    def _json(self, value: object, headers: dict[str, str] | None = None) -> None:
        self._send(200, json.dumps(value).encode(), {"Content-Type": "application/json", **(headers or {})})

    def _send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.close_connection = True
        self.send_response(status)
        for name, value in {
            "Content-Length": str(len(body)),
            "Connection": "close",
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _drip(self, headers: dict[str, str], raw: bytes) -> None:
        """A body that comes byte by byte, never so slowly that a socket would time out."""
        self._send(200, b"", {**headers, "Content-Length": str(len(raw))})
        for byte in raw:
            if self.service.closing.wait(self.service.drip):
                break
            self.wfile.write(bytes([byte]))
        self._hang_up()

    def _drip_headers(self) -> None:
        """Headers that come byte by byte."""
        for byte in b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 2000:
            if self.service.closing.wait(self.service.drip):
                break
            self.connection.sendall(bytes([byte]))
        self._hang_up()

    def _hang_up(self) -> None:
        self.close_connection = True
        try:
            self.wfile.flush()
            if not self.connection.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER):
                self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            return
