"""The blocks of HCL, as far as they say what there is: type, labels, and the references in the body."""

from __future__ import annotations

import re
from typing import NamedTuple

MAX_BLOCKS = 500
"""The most blocks that are read."""

_TOKEN = re.compile(
    r"""(?P<skip>\s+|\#[^\n]*|//[^\n]*|/\*.*?(?:\*/|\Z))
    |(?P<heredoc><<-?(?P<tag>\w+)\n.*?(?:\n\s*(?P=tag)\b|\Z))
    |(?P<text>"(?:[^"\\$]|\\.|\$(?!\{)|\$\{(?:[^{}"]|"(?:[^"\\]|\\.)*"|\{[^{}]*\})*\})*(?:"|\Z))
    |(?P<path>[A-Za-z_][\w-]*(?:\.(?:[A-Za-z_][\w-]*|\d+|\*)|\[[^\]\n]*\])*)
    |(?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
_PATH = re.compile(r"[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)+")


class Block(NamedTuple):
    """A block at the top of a file: `resource "aws_instance" "web" { … }`. `references` has, for each dotted path in its body, the
    name of the attribute it stands in."""

    type: str
    labels: tuple[str, ...]
    references: tuple[tuple[str, str], ...]


def read_blocks(text: str) -> list[Block]:
    """The blocks of a file, in order."""
    blocks: list[Block] = []
    head: list[str] = []
    references: list[tuple[str, str]] = []
    attribute, before, depth = "", "", 0
    for match in _TOKEN.finditer(text):
        kind, token = match.lastgroup or "", match.group()
        if kind == "skip":
            continue
        if token == "{":
            depth += 1
        elif token == "}":
            depth = max(0, depth - 1)
            if depth == 0 and head and len(blocks) < MAX_BLOCKS:
                blocks.append(Block(head[0], tuple(head[1:]), tuple(references)))
            if depth == 0:
                head, references = [], []
        elif depth == 0:
            head = [*head, token.strip('"')] if kind in ("text", "path") else []
        elif token == "=":
            attribute = before
        elif kind in ("path", "text", "tag", "heredoc"):
            references += [(attribute, path) for path in _paths(kind, token)]
        before = token
    return blocks


def _paths(kind: str, token: str) -> list[str]:
    """The dotted paths of a token; those in a text stand in `${…}`."""
    if kind == "path":
        return _PATH.findall(re.sub(r"\[[^\]]*\]", "", token))
    inner = re.findall(r"\$\{([^}]*)\}", token)
    return [path for part in inner for path in _PATH.findall(re.sub(r"\[[^\]]*\]", "", part))]
