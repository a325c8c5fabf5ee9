"""`POST /v1/compile`: every language to every output, diagnostics with places, the bare picture on request."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from diagramc.pipeline import parse
from diagramc.targets.document import to_json
from tests.cli.command import DOCUMENT
from tests.server.rig import FLOW, PROMPT, Server

SOURCES = {
    "mermaid": FLOW,
    "plantuml": "@startuml\nAnn -> Bob : hello\n@enduml\n",
    "dot": "digraph { a -> b }\n",
    "ir": DOCUMENT,
    "prompt": PROMPT,
    "markdown": f"# Page\n\n```mermaid\n{FLOW}```\n",
}


@pytest.mark.parametrize("language", SOURCES)
@pytest.mark.parametrize("named", [True, False])
def test_every_language_is_read(server: Server, language: str, named: bool) -> None:
    answer = server.compile(SOURCES[language], language=language if named else "auto")
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert body["ok"] is True
    assert body["output"].startswith("<svg")
    assert body["language"] == ("yaml" if language == "ir" else language)
    assert body["report"]["fill"] > 0
    assert body["report"]["min_text_px"] > 0


@pytest.mark.parametrize(
    ("to", "media_type", "begins"),
    [
        ("svg", "image/svg+xml", b"<svg"),
        ("png", "image/png", b"\x89PNG"),
        ("pdf", "application/pdf", b"%PDF"),
        ("jpeg", "image/jpeg", b"\xff\xd8\xff"),
        ("webp", "image/webp", b"RIFF"),
        ("mermaid", "text/vnd.mermaid", b"flowchart"),
        ("plantuml", "text/x-plantuml", b"@startuml"),
        ("dot", "text/vnd.graphviz", b"digraph"),
        ("json", "application/json", b"{"),
        ("yaml", "application/yaml", b"diagramc"),
        ("outline", "text/plain; charset=utf-8", b""),
    ],
)
def test_every_output_is_written(server: Server, to: str, media_type: str, begins: bytes) -> None:
    body = server.compile(to=to).json()
    assert body["ok"] is True
    assert body["media_type"] == media_type
    content = base64.b64decode(body["output"]) if body["encoding"] == "base64" else body["output"].encode()
    assert content.startswith(begins)
    assert (body["encoding"] == "base64") == (to in ("png", "pdf", "jpeg", "webp"))


def test_an_output_can_be_read_again(server: Server) -> None:
    document = server.compile(to="json").json()["output"]
    assert document == to_json(parse(FLOW, "mermaid"))
    again = server.compile(document, language="ir", to="json").json()
    assert json.loads(again["output"]) == json.loads(document)


@pytest.mark.parametrize("media_type", ["image/svg+xml", "image/png", "application/pdf"])
def test_the_bare_picture_for_who_accepts_it(server: Server, media_type: str) -> None:
    answer = server.post("/v1/compile", json={"source": FLOW}, headers={"Accept": media_type})
    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
    assert answer.headers["x-diagramc-type"] == "flowchart"
    assert not answer.content.startswith(b"{")


def test_a_mistake_has_its_place(server: Server) -> None:
    answer = server.compile("flowchart LR\n  a --> b\n  c -->|x d\n")
    assert answer.status_code == 422
    body = answer.json()
    assert (body["ok"], body["error"]) == (False, "validation_error")
    first = body["diagnostics"][0]
    assert (first["code"], first["severity"], first["line"]) == ("parse.syntax", "error", 3)
    assert first["end_line"] == 3
    assert first["end_column"] > first["column"]
    assert first["span"]["end_column"] == first["end_column"]
    assert first["line_text"].strip() == "c -->|x d"


def test_a_mistake_is_json_for_who_wants_a_picture_too(server: Server) -> None:
    answer = server.post(
        "/v1/compile", json={"source": "flowchart LR\n a -->"}, headers={"Accept": "image/png"}
    )
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/json")


def test_what_a_language_cannot_say_is_a_diagnostic(server: Server) -> None:
    body = server.compile(
        "@startuml\nAnn ->x Bob : gone\n...later...\nnewpage\nBob -> Ann\n@enduml\n", to="mermaid"
    ).json()
    assert body["ok"] is True
    assert body["diagnostics"]


@pytest.mark.parametrize(
    "fields",
    [
        {"to": "gif"},
        {"language": "d2"},
        {"type": "pie"},
        {"size": "1920x1080"},
        {"theme": "neon"},
        {"planner": "llm"},
        {"planner": "local"},
        {"planner": "oracle"},
        {"image_size": "3K"},
        {"source": None},
        {"source": ["a"]},
    ],
)
def test_wrong_fields_are_told_in_the_same_form(server: Server, fields: dict[str, Any]) -> None:
    answer = server.post("/v1/compile", json={"source": FLOW, **fields})
    body = answer.json()
    assert (answer.status_code, body["ok"]) == (422, False)
    assert set(body["details"]) == set(fields)


@pytest.mark.parametrize(
    ("content", "media_type", "status"),
    [
        (b"{", "application/json", 400),
        (b"", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"source": "\\ud800"}', "application/json", 400),
        (b'"a"', "application/json", 422),
        (b"source=a", "application/x-www-form-urlencoded", 415),
        (b'{"source":"a"}', "text/plain", 415),
    ],
)
def test_bodies_that_are_no_request(server: Server, content: bytes, media_type: str, status: int) -> None:
    answer = server.post("/v1/compile", content=content, headers={"Content-Type": media_type})
    assert answer.status_code == status
    assert answer.json()["message"]


def test_null_is_left_out(server: Server) -> None:
    names = ("language", "type", "to", "size", "theme", "planner", "image_size")
    body = {"source": FLOW, **dict.fromkeys(names)}
    assert server.post("/v1/compile", json=body).json()["ok"] is True


def test_the_capabilities_are_those_of_the_library(server: Server) -> None:
    body = server.get("/v1/capabilities").json()
    assert [kind["name"] for kind in body["types"]][:2] == ["flowchart", "sequence"]
    assert (body["model"], body["model_configured"], body["key_required"]) == (None, False, False)
    for output in body["outputs"]:
        assert server.compile(to=output["name"]).json()["media_type"] == output["media_type"]
    for theme in body["themes"]:
        assert server.compile(theme=theme).status_code == 200


def test_the_same_again_comes_from_the_cache(server: Server) -> None:
    def hits() -> float:
        lines = server.get("/metrics").text.splitlines()
        return sum(
            float(line.split()[-1]) for line in lines if line.startswith('diagramc_cache_total{result="hit"}')
        )

    first = server.compile("flowchart TD\n  only --> once\n").json()
    before = hits()
    assert server.compile("flowchart TD\n  only --> once\n").json() == first
    assert hits() == before + 1
