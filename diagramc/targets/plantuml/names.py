"""Aliases: the names by which PlantUML source refers to elements."""

from __future__ import annotations

from collections.abc import Iterable

from diagramc.targets import names
from diagramc.targets.base import Escaped

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


def aliases(ids: Iterable[str]) -> dict[str, Escaped]:
    """A name an id, in order: the id itself where PlantUML takes it, else one like it. All differ."""
    return names.aliases(ids, _RESERVED)
