"""Pictograms in a 24 by 24 square, stroked, by name."""

from __future__ import annotations

from functools import cache

_GENERIC = '<rect x="4" y="5" width="16" height="14" rx="2"/><path d="M8 10h8M8 14h5"/>'

ICONS: dict[str, str] = {"service": _GENERIC}


@cache
def icon_path(name: str) -> str:
    """The SVG content of an icon; a plain box for a name that is not in the set."""
    return ICONS.get(name, _GENERIC)


def has_icon(name: str) -> bool:
    """Whether there is an icon of this name."""
    return name in ICONS
