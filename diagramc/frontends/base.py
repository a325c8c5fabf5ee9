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

# Patterns are text here and compiled when they are tried: files are mostly told by their ending.
_MERMAID = (
    r"(?m:%%|flowchart\b|graph\s+(?:TB|TD|BT|LR|RL)\b|sequenceDiagram\b|classDiagram\b|erDiagram\b|stateDiagram|mindmap\s*$"
    r"|timeline\s*$|architecture-beta\b|gantt\s*$|pie\b.*$|gitGraph\b|journey\s*$|C4\w+\s*$)"
)
_DOT = r"(?:strict\s+)?(?:di)?graph\b\s*(?:\"[^\"]*\"|\w+)?\s*\{"
_YAML = r"(?m:^(?:diagramc\s*:\s*\d|type\s*:\s*[\"']?(?:" + "|".join(TYPES) + r")\b))"


def detect_language(text: str, ending: str = "") -> str:
    """The language of a source: what its ending says, else what its first words say, else `prompt`."""
    if ending.lower() in ENDINGS:
        return ENDINGS[ending.lower()]
    head = text.lstrip("\ufeff \t\r\n")[:4000]
    if head.startswith("{"):
        return "json"
    if head.startswith("@start"):
        return "plantuml"
    if re.match(_DOT, head):
        return "dot"
    if re.match(_MERMAID, head):
        return "mermaid"
    if re.search(_YAML, head):
        return "yaml"
    return "prompt"
