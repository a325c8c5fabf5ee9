"""Ids in Mermaid source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from diagramc.targets.base import Escaped
from diagramc.targets.names import aliases

_WORDS = """
accdescr acctitle activate actor align alt and as autonumber box break bt call callback class classdef
classdiagram column create critical cssclass deactivate default destroy details direction down else end
erdiagram fk flowchart graph group href in interpolate junction link links linkstyle loop lr many mindmap namespace
note o off one only opt option optionally or over par par_over participant pk properties rect rl row section
sequencediagram service style subgraph tb td timeline title to u uk up v x zero click left right
constructor hasownproperty prototype tostring valueof
"""
_RESERVED = frozenset(_WORDS.split())
"""Words that a grammar reads as something else than an id somewhere, and names that every JavaScript object has."""

_LETTER = (
    r"A-Za-z0-9_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02c1\u0388-\u038a\u038e-\u03a1\u03a3-\u03f5\u0400-\u0481\u048a-\u0527"
    r"\u05d0-\u05ea\u0620-\u064a\u0904-\u0939\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fcc\uac00-\ud7a3"
)
"""What a name in a flowchart can be made of; Mermaid knows the letters of Unicode 6.1."""
_FLOW_NAME = re.compile(rf"[{_LETTER}]+(?:[./:-][{_LETTER}]+)*\*?")
_FLOW_KEYWORD = re.compile(
    r"(?:^|(?<=[0-9])|(?<=[^\x00-\x7f]))(?:end|graph|flowchart|swimlane-beta|subgraph|style|linkStyle|classDef|class|click|href|call"
    r"|interpolate|accTitle|accDescr|_self|_blank|_parent|_top|constructor|hasOwnProperty|prototype|toString|valueOf|__proto__)\b"
)
"""What a flowchart's lexer takes for a keyword, or JavaScript for a name of every object, at the start of a piece of a name."""


def flow_ids(wanted: Iterable[str]) -> dict[str, Escaped]:
    """An id of a flowchart an id, in order: the id itself where it can be read back. All differ."""
    return ids(wanted, keeps=lambda id: bool(_FLOW_NAME.fullmatch(id)) and not _FLOW_KEYWORD.search(id))


def ids(wanted: Iterable[str], *, keeps: Callable[[str], bool] | None = None) -> dict[str, Escaped]:
    """A Mermaid id an id, in order. All differ.

    `keeps` tells which ids a grammar takes as they are, where those are more than plain words.
    """
    return aliases(wanted, _RESERVED, keeps=keeps)
