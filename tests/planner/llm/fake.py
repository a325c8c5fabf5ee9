"""A chat-completions endpoint over real HTTP on loopback, which answers what a test scripted and records what it was sent."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, NamedTuple

Json = dict[str, Any]


class Reply(NamedTuple):
    """An HTTP answer. `body` None breaks the connection instead; `cut` promises more bytes than are sent."""

    status: int = 200
    body: bytes | None = b""
    headers: dict[str, str] = {}  # noqa: RUF012
    cut: bool = False
    hang: bool = False


class Received(NamedTuple):
    """A request that arrived."""

    path: str
    headers: dict[str, str]
    body: Json


Script = Reply | Callable[[Json], Reply]


def says(
    text: str | None, *, finish: str = "stop", refusal: str | None = None, tokens: tuple[int, int] = (100, 20)
) -> Reply:
    """A completion with this text."""
    message = {"role": "assistant", "content": text, "refusal": refusal}
    usage = {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)}
    body = {
        "id": "c",
        "object": "chat.completion",
        "created": 1,
        "model": "m",
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
        "usage": usage,
    }
    return Reply(body=json.dumps(body).encode(), headers={"content-type": "application/json"})


def answers(value: object, **options: Any) -> Reply:
    """A completion whose text is this value as JSON."""
    return says(json.dumps(value), **options)


def fails(status: int, message: str = "no", *, code: str | None = None, **headers: str) -> Reply:
    """An error in the form of OpenAI's API."""
    error = {"message": message, "type": "error", "code": code, "param": None}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    body = json.dumps({"error": error}).encode()
    return Reply(status, body, {"content-type": "application/json", **named})


class FakeEndpoint:
    """Serves the script, one entry a request; the last entry answers all further requests."""

    def __init__(self, script: list[Script]) -> None:
        self.received: list[Received] = []
        self._script = script
        self._done = threading.Event()
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers.get("content-length", "0"))
                body = json.loads(self.rfile.read(length))
                fake.received.append(
                    Received(self.path, {k.lower(): v for k, v in self.headers.items()}, body)
                )
                entry = fake._script[min(len(fake.received), len(fake._script)) - 1]
                self._send(entry if isinstance(entry, Reply) else entry(body))

            def _send(self, reply: Reply) -> None:
                if reply.hang:
                    fake._done.wait()
                if reply.hang or reply.body is None:
                    self.close_connection = True
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
                self.send_response_only(reply.status)  # without the headers Date and Server
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(reply.body) + (100 if reply.cut else 0)))
                self.end_headers()
                self.wfile.write(reply.body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})

    @property
    def url(self) -> str:
        """The base URL for a client."""
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    @property
    def modes(self) -> list[str]:
        """The response format of each request so far."""
        return [request.body.get("response_format", {}).get("type", "text") for request in self.received]

    def __enter__(self) -> FakeEndpoint:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
