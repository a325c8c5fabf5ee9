"""What somebody may send who means harm: answered within bounds, and nothing in the answers runs."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from tests.server.rig import Server

DEEP = 20_000
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'>&lt;"
HOSTILE = {
    "a giant line": ("mermaid", "flowchart LR\n  a[" + "x" * 1_000_000 + "]\n"),
    "many lines": ("mermaid", "flowchart LR\n" + "  a --> b\n" * 60_000),
    "deep brackets": ("dot", "digraph {" + "subgraph {" * DEEP + "}" * DEEP + "}"),
    "deep JSON": ("ir", "[" * 100_000),
    "deep YAML": ("ir", "a: " + "[" * DEEP),
    "aliases of aliases": (
        "ir",
        "a: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(
            f"{c}: &{c} [*{p},*{p},*{p},*{p},*{p},*{p},*{p},*{p},*{p}]\n"
            for p, c in zip("abcdefgh", "bcdefghi", strict=True)
        ),
    ),
    "nested quantifiers": ("plantuml", "@startuml\n" + "a-" * 50_000 + "\n@enduml\n"),
    "spaces": ("plantuml", "@startuml\nclass a\nnote right of a" + " " * 100_000 + ":\n@enduml\n"),
    "macros without end": (
        "plantuml",
        "@startuml\n!function $f()\n!return $f() + $f()\n!endfunction\n$f()\n@enduml\n",
    ),
    "loops without end": ("plantuml", "@startuml\n!while 1\na -> b\n!endwhile\n@enduml\n"),
    "a file": ("plantuml", "@startuml\n!include /etc/passwd\na -> b\n@enduml\n"),
    "an address": ("plantuml", "@startuml\n!includeurl http://127.0.0.1:9/x\na -> b\n@enduml\n"),
    "a picture from disk": ("dot", 'digraph { a [image="/etc/passwd", shape=none, label="x"] }'),
    "a font from disk": ("dot", 'digraph { graph [fontpath="/etc"] a [fontname="/etc/passwd"] }'),
    "null bytes": ("mermaid", "flowchart LR\n  a[x\0y] --> b\n"),
    "directions": ("mermaid", "flowchart LR\n  a[\u202egnp.exe] --> b[\ufeff\u200b]\n"),
    "only marks": ("prompt", "?!…" * 5_000),
    "a giant prompt": ("prompt", "The user logs in. " * 1_100),
    "nothing": ("mermaid", ""),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_answered_in_bounds(server: Server, name: str) -> None:
    language, source = HOSTILE[name]
    answer = server.compile(source, language=language, size="16:9", to="png")
    assert answer.status_code in (200, 422), answer.text[:500]
    assert answer.elapsed.total_seconds() < 60
    assert "root:" not in answer.text
    if answer.status_code == 422:
        assert answer.json()["diagnostics"]
        assert "this is a bug" not in answer.text
    assert len(answer.content) < 20_000_000
    assert server.get("/health").status_code == 200


LABELLED = {
    "mermaid": f'flowchart LR\n  a["{SCRIPT.replace(chr(34), "#quot;")}"] --> b\n  click a "javascript:alert(1)"\n',
    "plantuml": f'@startuml\nclass A as "{SCRIPT.replace(chr(34), "")}" [[javascript:alert(1)]]\n@enduml\n',
    "dot": "digraph { a [label="
    + '"'
    + SCRIPT.replace('"', '\\"')
    + '"'
    + ', URL="javascript:alert(1)", tooltip="<script>"] }',
    "prompt": f"{SCRIPT} leads to <svg onload=alert(1)>",
    "ir": '{"diagramc":1,"type":"flowchart","title":"</title><script>alert(1)</script>","nodes":[{"id":"a","label":"<script>","link":{"url":"data:text/html,<script>alert(1)</script>"}}]}',
}


@pytest.mark.parametrize("language", LABELLED)
def test_nothing_in_a_picture_runs(server: Server, language: str) -> None:
    answer = server.compile(LABELLED[language], language=language)
    if answer.status_code == 422:
        assert answer.headers["content-type"] == "application/json"
        return
    svg = answer.json()["output"]
    for element in ElementTree.fromstring(svg).iter():
        assert element.tag.rpartition("}")[2] not in ("script", "foreignObject", "iframe", "image", "use")
        for attribute, value in element.attrib.items():
            assert not attribute.rpartition("}")[2].startswith("on")
            assert not re.match(r"\s*(javascript|data|vbscript|file):", value, re.IGNORECASE)


def test_a_playground_without_page_says_so(server: Server) -> None:
    answer = server.get("/")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(("text/plain", "text/html"))


def test_the_pages_files_are_served_as_they_are(tmp_path: Path) -> None:
    from starlette.requests import Request

    from diagramc.server.pages import Pages, read_files

    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html>")
    (tmp_path / "assets" / "app.js").write_text("1")
    (tmp_path / "assets" / "secret.py").write_text("1")
    (tmp_path / ".env").write_text("1")
    files = read_files(tmp_path)
    assert sorted(files) == ["assets/app.js", "index.html"]
    assert files["assets/app.js"].media_type == "text/javascript; charset=utf-8"
    import asyncio

    def ask(**headers: str) -> Request:
        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        return Request({"type": "http", "method": "GET", "headers": raw, "path_params": {"path": "app.js"}})

    pages = Pages(tmp_path)
    page = asyncio.run(pages.index(ask()))
    assert page.body == b"<!doctype html>"
    assert page.headers["content-security-policy"].startswith(
        "default-src 'self'; img-src 'self' data: blob:;"
    )
    asset = asyncio.run(pages.asset(ask()))
    again = asyncio.run(pages.asset(ask(**{"if-none-match": asset.headers["etag"]})))
    assert (again.status_code, again.body) == (304, b"")
