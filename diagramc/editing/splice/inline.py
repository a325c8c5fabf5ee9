"""Texts with several statements in a line, such as `digraph { a -> b; b -> c }`: set out a line each, changed, and joined again."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

_TOKENS = {
    "dot": re.compile(
        r'"(?:[^"\\]|\\.)*"|<(?:[^<>]|<[^<>]*>)*>|//[^\n]*|/\*[\s\S]*?\*/|\[[^\]"]*(?:"(?:[^"\\]|\\.)*"[^\]"]*)*\]|[{};]'
    ),
    "mermaid": re.compile(
        r'"[^"\n]*"|\[[^\]\n]*\]|\([^)\n]*\)|\{[^}\n]*\}|\|[^|\n]*\||(?m:^)[ \t]*%%[^\n]*|;'
    ),
}


class Pieces(NamedTuple):
    """The statements as lines, and what stands between each and the next: a line end, or blanks."""

    lines: list[str]
    joints: list[str]


def split(text: str, language: str) -> Pieces | None:
    """The text with each statement in a line; None when that is so already, and for languages without such lines."""
    pattern = _TOKENS.get(language)
    if pattern is None:
        return None
    cuts: set[int] = set()
    for match in pattern.finditer(text):
        mark = match[0]
        if mark in "{;":
            cuts.add(match.end())
        elif mark == "}":
            cuts.update((match.start(), match.end()))
    lines: list[str] = []
    joints: list[str] = []
    begin = 0
    for cut in [*sorted(cuts), len(text)]:
        part = text[begin:cut]
        following = re.compile(r"[ \t]*").match(text, cut)
        end = following.end() if following else cut
        if cut != len(text) and (end >= len(text) or text[end] == "\n" or not part.strip()):
            continue
        if cut != len(text) and text[text.rfind("\n", 0, cut) + 1 : cut].strip() == "":
            continue  # nothing before it in its line
        own = part.split("\n")
        lines += own
        joints += ["\n"] * (len(own) - 1)
        if cut != len(text):
            joints.append(text[cut:end])
        begin = end
    return Pieces(lines, joints) if any(joint != "\n" for joint in joints) else None


def join(pieces: Pieces, changed: list[str], language: str) -> str:
    """The changed lines, those joined again that shared a line; new ones stay in the line of their neighbours."""
    origin: dict[int, int] = {}
    for tag, a, b, c, d in SequenceMatcher(None, pieces.lines, changed, autojunk=False).get_opcodes():
        kept = d - c if tag == "equal" else min(b - a, d - c) if tag == "replace" else 0
        origin |= {c + at: a + at for at in range(kept)}
    made, last = changed[0] if changed else "", 0
    for at in range(1, len(changed)):
        last = origin.get(at - 1, last)
        here = origin.get(at)
        if here == last + 1 and at - 1 in origin:
            joint = pieces.joints[last]
        else:
            beside = [pieces.joints[n] for n in (last, last - 1) if 0 <= n < len(pieces.joints)]
            joint = next((joint for joint in beside if joint != "\n"), "\n")
        if joint == "\n" or made.endswith("\n"):
            made += "\n" + changed[at]
            continue
        ended = made.rstrip().endswith((";", "{", "}")) or changed[at].strip().startswith("}")
        made = made.rstrip() + ("" if ended else ";") + (joint or " ") + changed[at].strip()
    return made
