"""Aliases: the names by which PlantUML source refers to elements."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

from diagramc.targets.base import Escaped

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_COMMANDS = """
abstract across action activate actor agent allow alt also annotation archimate artifact as autonumber
backward bottom boundary box break caption card center circle class cloud collections component control create
critical database deactivate delay destroy diamond down else end endbox endif endlegend endnote entity enum
exception extends file floating folder footer frame group header hexagon hide hnote if implements interface is
json label left legend link loop map metaclass namespace newpage node note object of on opt order over package
page par participant partition person port portin portout process protocol queue record rect rectangle ref
remove repeat resource return right rnote rotate scale set show skin skinparam split sprite stack start state
stop storage stereotype struct title to together top up usecase while yaml
"""
_RESERVED = frozenset(_COMMANDS.split())
"""Words that begin or steer a command, so that a line starting with one might be read as that command."""


def _word(id: str) -> str:
    folded = unicodedata.normalize("NFKD", id).encode("ascii", "ignore").decode()
    word = "_".join(re.findall(r"[A-Za-z0-9]+", folded))
    word = word if word[:1].isalpha() else f"n{word}"
    return f"{word}_" if word.lower() in _RESERVED else word


def aliases(ids: Iterable[str]) -> dict[str, Escaped]:
    """A name an id, in order: the id itself where PlantUML takes it, else one like it. All differ."""
    wanted = list(dict.fromkeys(ids))
    taken = {id for id in wanted if _PLAIN.fullmatch(id) and id.lower() not in _RESERVED}
    names: dict[str, Escaped] = {}
    for id in wanted:
        name = id
        if id not in taken:
            base = name = _word(id)
            number = 2
            while name in taken:
                name = f"{base}{number}" if base.endswith("_") else f"{base}_{number}"
                number += 1
            taken.add(name)
        names[id] = Escaped(name)
    return names


def fresh(names: Collection[str], word: str, number: int) -> Escaped:
    """A name such as `note1` that is none of `names`; different numbers give different names."""
    while f"{word}{number}" in names:
        word += "_"
    return Escaped(f"{word}{number}")
