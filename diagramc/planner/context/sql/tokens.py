"""The tokens of SQL, as far as all dialects agree, cut into statements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

MAX_TOKENS = 200_000
"""The most tokens of a script that are read."""

_TOKEN = re.compile(
    r"""(?P<skip>\s+|--[^\n]*|\#[^\n]*|/\*(?!!).*?(?:\*/|\Z)|/\*!\d*|\*/)
    |(?P<text>[NnEeXxBb]?'(?:[^'\\]|''|\\.)*(?:'|\Z)|\$(?P<tag>\w*)\$.*?(?:\$(?P=tag)\$|\Z))
    |(?P<quoted>"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]\n]+\])
    |(?P<word>[^\W\d][\w$#@]*)
    |(?P<number>\d[\w.]*)
    |(?P<sign>::|.)""",
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A token. `text` is what was meant, without quotes; `key` is a word in small letters, "" for what was quoted."""

    kind: str
    text: str
    key: str


def statements(script: str) -> Iterator[list[Token]]:
    """The statements of a script, each as its tokens without the semicolon."""
    current: list[Token] = []
    depth = 0
    for number, token in enumerate(_tokens(script)):
        if number >= MAX_TOKENS:
            break
        depth += (token.key == "(") - (token.key == ")")
        if token.key == ";" or (token.key == "go" and depth <= 0 and current):
            yield current
            current, depth = [], 0
        else:
            current.append(token)
    if current:
        yield current


def _tokens(script: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(script):
        kind, text = match.lastgroup or "", match.group()
        if kind == "skip":
            continue
        if kind == "tag":
            kind = "text"
        if kind == "quoted":
            closing = text[-1]
            yield Token("word", text[1:-1].replace(closing * 2, closing), "")
        elif kind == "text":
            body = text[text.index("'") + 1 :].removesuffix("'").replace("''", "'") if "'" in text else ""
            yield Token("text", body, "")
        else:
            yield Token(kind, text, text.lower())


def groups(tokens: list[Token]) -> list[list[Token]]:
    """What stands between commas, commas in parentheses apart."""
    parts: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += (token.key == "(") - (token.key == ")")
        if token.key == "," and depth == 0:
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def inside(tokens: list[Token], start: int) -> tuple[list[Token], int]:
    """The tokens between the parenthesis at `start` and its partner, and the place behind that; ([], start) when none is there."""
    if start >= len(tokens) or tokens[start].key != "(":
        return [], start
    depth = 0
    for place in range(start, len(tokens)):
        depth += (tokens[place].key == "(") - (tokens[place].key == ")")
        if depth == 0:
            return tokens[start + 1 : place], place + 1
    return tokens[start + 1 :], len(tokens)


def words(tokens: list[Token]) -> list[str]:
    """The names among tokens, as they were written."""
    return [token.text for token in tokens if token.kind == "word"]
