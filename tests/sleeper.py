"""A worker for tests: answers with what it was sent, unless that says to sleep in a program of its own, to leave, or to print."""

from __future__ import annotations

import os
import subprocess

from diagramc.worker import serve


def answer(request: bytes) -> bytes:
    if request.startswith(b"sleep "):
        subprocess.run(["sleep", request.removeprefix(b"sleep ").decode()], check=False)
    if request == b"leave":
        os._exit(1)
    if request == b"print":
        print("this must not spoil the answer", flush=True)
    return b"answer to " + request


if __name__ == "__main__":
    serve(answer)
