"""Which language a source is in, by its file ending or by its content."""

from __future__ import annotations

import re

from diagramc.kinds import TYPES

ENDINGS: dict[str, str] = {
    ".json": "json",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".mmd": "mermaid",
    ".mermaid": "mermaid",
    ".puml": "plantuml",
    ".plantuml": "plantuml",
    ".pu": "plantuml",
    ".dot": "dot",
    ".gv": "dot",
    ".md": "markdown",
    ".txt": "prompt",
    ".prompt": "prompt",
}
"""The language that a file ending means."""

READABLE = ("json", "yaml", "prompt")
"""The languages with a reader."""

_MERMAID = re.compile(
    r"(?:%%|flowchart\b|graph\s+(?:TB|TD|BT|LR|RL)\b|sequenceDiagram\b|classDiagram\b|erDiagram\b|stateDiagram|mindmap\s*$"
    r"|timeline\s*$|architecture-beta\b|gantt\s*$|pie\b.*$|gitGraph\b|journey\s*$|C4\w+\s*$)",
    re.MULTILINE,
)
_DOT = re.compile(r"(?:strict\s+)?(?:di)?graph\b\s*(?:\"[^\"]*\"|\w+)?\s*\{")
_YAML = re.compile(r"^(?:diagramc\s*:\s*\d|type\s*:\s*[\"']?(?:" + "|".join(TYPES) + r")\b)", re.MULTILINE)


def detect_language(text: str, ending: str = "") -> str:
    """The language of a source: what its ending says, else what its first words say, else `prompt`."""
    if ending.lower() in ENDINGS:
        return ENDINGS[ending.lower()]
    head = text.lstrip("\ufeff \t\r\n")[:4000]
    if head.startswith("{"):
        return "json"
    if head.startswith("@start"):
        return "plantuml"
    if _DOT.match(head):
        return "dot"
    if _MERMAID.match(head):
        return "mermaid"
    if _YAML.search(head):
        return "yaml"
    return "prompt"
