"""The local planner: its errors, its child process with a runtime of our own making, and, when there is one, a real model."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from diagramc.diagnostics import Severity
from diagramc.errors import MissingEngineError, PlanningError, UsageError
from diagramc.passes.validate import validate
from diagramc.planner.local import LocalPlanner, server
from diagramc.planner.local.server import ModelServer, without_secrets
from diagramc.planner.select import make_planner
from tests.planner.llm.test_plan import PROMPT

RUNTIME = '''
"""Stands in for the runtime: serves the two stages of a flowchart to whoever has the key."""
import json, os, sys, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ANSWERS = [
    {"title": "T", "steps": ["Clerk stamps passport", "Traveller boards ferry"]},
    {"flow": [{"from": "Clerk stamps passport", "to": "Traveller boards ferry"}]},
]

class Bag:
    def __init__(self): self.__dict__["made"] = {}
    def __getattr__(self, name): return self.made.setdefault(name, Bag())

class CommonParams(Bag): pass

class Server:
    def __init__(self, params):
        if "broken" in params.model.path:
            print("llama_model_load: error loading model: tensor is missing", file=sys.stderr)
            os._exit(134)
        if any("KEY" in name for name in os.environ):
            os._exit(3)
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                known = self.headers["authorization"] == f"Bearer {params.api_keys[0]}"
                second = "flow between" in body["messages"][-1]["content"]
                text = json.dumps(ANSWERS[second])
                message = {"choices": [{"message": {"content": text}, "finish_reason": "stop"}]}
                data = json.dumps(message if known else {"error": {"message": "who are you?"}}).encode()
                self.send_response(200 if known else 401)
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
            def log_message(self, *args): pass
        made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=made.serve_forever, daemon=True).start()
        self.listening_address = f"http://127.0.0.1:{made.server_port}"
'''


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.gguf"
    path.write_bytes(b"GGUF\x03\0\0\0")
    return path


@pytest.fixture
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "xllamacpp.py").write_text(RUNTIME)
    monkeypatch.syspath_prepend(str(folder))
    root = Path(__file__).parents[3]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(folder), str(root)]))


@pytest.fixture
def planner(model: Path, runtime: None) -> Iterator[LocalPlanner]:
    made = make_planner("local", {"DIAGRAMC_MODEL": str(model)})
    assert isinstance(made, LocalPlanner)
    yield made
    made.close()


def test_a_model_must_be_named_and_be_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="needs a model file") as caught:
        make_planner("local", {})
    assert "--model" in (caught.value.diagnostics[0].hint or "")
    with pytest.raises(UsageError, match="no such file"):
        make_planner("local", {"DIAGRAMC_MODEL": str(tmp_path / "none.gguf")})
    (tmp_path / "notes.txt").write_text("hello")
    with pytest.raises(UsageError, match="is no GGUF file"):
        make_planner("local", {"DIAGRAMC_MODEL": str(tmp_path / "notes.txt")})
    with pytest.raises(UsageError, match="cannot read"):
        make_planner("local", {"DIAGRAMC_MODEL": str(tmp_path)})


def test_without_the_extra_the_message_says_what_to_install(
    model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "find_spec", lambda name: None)
    with pytest.raises(MissingEngineError, match=r"pip install 'diagramc\[local\]'"):
        LocalPlanner({"DIAGRAMC_MODEL": str(model)}).plan(PROMPT)


def test_a_plan_comes_from_the_child_and_names_the_file_without_its_folder(planner: LocalPlanner) -> None:
    plan = planner.plan(PROMPT, "flowchart")
    assert plan.requests == 2
    assert [d for d in validate(plan.diagram) if d.severity is Severity.ERROR] == []
    origin = plan.diagram.provenance
    assert origin is not None
    assert (origin.planner, origin.model) == ("local", "tiny.gguf")
    assert planner.plan(PROMPT, "flowchart").diagram == plan.diagram  # by the same process


def test_nobody_else_can_use_the_server(planner: LocalPlanner) -> None:
    from diagramc.errors import AuthenticationError
    from diagramc.planner.llm import LlmPlanner

    served = planner._server.start()
    with pytest.raises(AuthenticationError):
        LlmPlanner(served.base_url, "guess", "m", environ={}).plan(PROMPT, "flowchart")


def test_a_file_that_the_runtime_refuses_is_a_clear_error(model: Path, runtime: None) -> None:
    broken = model.rename(model.with_name("broken.gguf"))
    with pytest.raises(PlanningError, match=r"cannot load broken.gguf: .*tensor is missing"):
        LocalPlanner({"DIAGRAMC_MODEL": str(broken)}).plan(PROMPT, "flowchart")


def test_a_request_is_shown_without_loading_anything(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ModelServer, "start", lambda self: pytest.fail("started"))
    body = LocalPlanner({"DIAGRAMC_MODEL": str(model), "DIAGRAMC_MAX_TOKENS": "77"}).request(PROMPT, "er")
    assert (body["model"], body["max_tokens"]) == ("tiny.gguf", 77)
    assert body["messages"][-1]["content"] == PROMPT


def test_the_child_ends_with_whoever_started_it(model: Path, runtime: None) -> None:
    script = (
        "from pathlib import Path; from diagramc.planner.local.server import ModelServer\n"
        f"s = ModelServer(Path({str(model)!r}), threads=1); s.start(); print(s._process.pid, flush=True)\n"
        "import os; os._exit(0)"  # without any cleaning up
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )
    child = int(done.stdout)
    for _ in range(200):
        try:
            os.kill(child, 0)
            if Path(f"/proc/{child}/stat").exists() and " Z " in Path(f"/proc/{child}/stat").read_text():
                break
        except OSError:
            break
        time.sleep(0.05)
    else:
        pytest.fail("the child is still there")


def test_keys_stay_out_of_the_child() -> None:
    environ = {"OPENAI_API_KEY": "x", "GITHUB_TOKEN": "y", "db_password": "z", "PATH": "/bin", "LANG": "C"}
    assert without_secrets(environ) == {"PATH": "/bin", "LANG": "C"}


MODEL = os.environ.get("DIAGRAMC_TEST_MODEL", "")


@pytest.mark.slow
@pytest.mark.skipif(not MODEL, reason="$DIAGRAMC_TEST_MODEL names no model")
@pytest.mark.parametrize(
    ("type", "prompt", "word"),
    [
        (
            "flowchart",
            "Check the password. If it is wrong, show an error, otherwise open the dashboard.",
            "password",
        ),
        ("sequence", "The browser asks the API for the orders. The API answers with a list.", "browser"),
    ],
)
def test_a_real_model_plans_a_valid_diagram(type: str, prompt: str, word: str) -> None:
    pytest.importorskip("xllamacpp")
    made = LocalPlanner({"DIAGRAMC_MODEL": MODEL, "DIAGRAMC_MAX_TOKENS": "300"})
    try:
        plan = made.plan(prompt, type)
    finally:
        made.close()
    assert [d for d in validate(plan.diagram) if d.severity is Severity.ERROR] == []
    assert word in repr(plan.diagram).lower()
