"""Ids in Mermaid source."""

from __future__ import annotations

import re
from collections.abc import Iterable

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


def ids(wanted: Iterable[str], *, unfit: re.Pattern[str] | None = None) -> dict[str, Escaped]:
    """A Mermaid id an id, in order. All differ; `unfit` matches the beginnings that a grammar takes for something else."""
    return aliases(wanted, _RESERVED, unfit=unfit)
