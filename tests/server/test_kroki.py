"""Kroki's form: a client of Kroki is pointed here and works."""

from __future__ import annotations

import base64
import zlib

import pytest

from tests.server.rig import FLOW, Server

SOURCES = {
    "mermaid": FLOW,
    "plantuml": "@startuml\nAnn -> Bob : hello\n@enduml\n",
    "c4plantuml": '@startuml\n!include <C4/C4_Context>\nPerson(a, "Ann")\nSystem(b, "Bank")\nRel(a, b, "uses")\n@enduml\n',
    "graphviz": "digraph { a -> b }\n",
    "dot": "digraph { a -> b }\n",
    "prompt": "A leads to B",
    "diagramc": '{"diagramc": 1, "type": "mindmap", "topics": [{"id": "a", "label": "A"}]}',
}


def encode(source: str | bytes) -> str:
    data = source if isinstance(source, bytes) else source.encode()
    return base64.urlsafe_b64encode(zlib.compress(data, 9)).decode()


@pytest.mark.parametrize("language", SOURCES)
def test_every_language_in_all_ways_of_asking(server: Server, language: str) -> None:
    source = SOURCES[language]
    ways = [
        server.get(f"/{language}/svg/{encode(source)}"),
        server.post(f"/{language}/svg", content=source.encode(), headers={"Content-Type": "text/plain"}),
        server.post(f"/{language}", content=source.encode(), headers={"Accept": "image/svg+xml"}),
        server.post(f"/{language}", json={"diagram_source": source, "output_format": "svg"}),
        server.post("/", json={"diagram_source": source, "diagram_type": language, "output_format": "svg"}),
    ]
    assert [way.status_code for way in ways] == [200] * 5, ways[0].text
    assert {way.headers["content-type"] for way in ways} == {"image/svg+xml"}
    assert len({way.content for way in ways}) == 1


@pytest.mark.parametrize(
    ("format", "begins"),
    [
        ("svg", b"<svg"),
        ("png", b"\x89PNG"),
        ("pdf", b"%PDF"),
        ("jpeg", b"\xff\xd8"),
        ("webp", b"RIFF"),
        ("txt", b""),
    ],
)
def test_every_format(server: Server, format: str, begins: bytes) -> None:
    answer = server.get(f"/mermaid/{format}/{encode(FLOW)}")
    assert answer.status_code == 200
    assert answer.content.startswith(begins)


def test_encodings_that_clients_use(server: Server) -> None:
    source = FLOW + "%% ÿÿÿ>>>???~~~" * 3 + "\n"
    standard = base64.b64encode(zlib.compress(source.encode())).decode()
    for encoded in (encode(source), encode(source).rstrip("="), standard):
        assert server.get(f"/mermaid/svg/{encoded}").status_code == 200


def test_options_in_query_header_and_body(server: Server) -> None:
    wide = server.get(f"/mermaid/svg/{encode(FLOW)}?size=16:9&theme=dark").content
    assert b'width="1360" height="765"' in wide
    headers = {"Kroki-Diagram-Options-Size": "16:9", "Kroki-Diagram-Options-Theme": "dark"}
    assert server.get(f"/mermaid/svg/{encode(FLOW)}", headers=headers).content == wide
    body = {"diagram_source": FLOW, "diagram_options": {"size": "16:9", "theme": "dark"}}
    assert server.post("/mermaid/svg", json=body).content == wide


def test_options_of_other_tools_change_nothing(server: Server) -> None:
    plain = server.get(f"/mermaid/svg/{encode(FLOW)}").content
    assert server.get(f"/mermaid/svg/{encode(FLOW)}?theme=forest&look=handDrawn").content == plain


def test_answers_are_kept_by_their_etag(server: Server) -> None:
    path = f"/mermaid/svg/{encode(FLOW)}"
    first = server.get(path)
    assert "max-age" in first.headers["cache-control"]
    again = server.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert server.get(path + "?theme=dark").headers["etag"] != first.headers["etag"]


def test_mistakes_are_text_with_places_or_json(server: Server) -> None:
    path = f"/mermaid/svg/{encode('flowchart LR' + chr(10) + 'a -->')}"
    answer = server.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "text/plain; charset=utf-8")
    assert answer.text.startswith("Error 400: input:2:")
    assert "^" in answer.text
    assert server.get(path, headers={"Accept": "application/json"}).json()["diagnostics"][0]["line"] == 2


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/d2/svg/" + encode("a -> b"), 404),
        ("/mermaid/gif/" + encode(FLOW), 400),
        ("/mermaid/svg/!!!!", 400),
        ("/mermaid/svg/" + base64.urlsafe_b64encode(b"not deflated").decode(), 400),
        ("/mermaid/svg/" + encode(FLOW)[:20], 400),
        ("/mermaid/svg/" + encode(b"\xff\xfe\xff"), 400),
        ("/mermaid/svg/" + encode(FLOW) + "?size=1:100", 400),
        ("/nonsense/svg/" + encode(FLOW), 404),
    ],
)
def test_what_is_wrong_is_said(server: Server, path: str, status: int) -> None:
    answer = server.get(path)
    assert answer.status_code == status
    assert answer.text


def test_a_bomb_is_not_unpacked(server: Server) -> None:
    bomb = encode(b"a" * 30_000_000)
    assert len(bomb) < 60_000
    assert server.get(f"/mermaid/svg/{bomb}").status_code == 413
