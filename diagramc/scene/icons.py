"""Pictograms in a 24 by 24 square, stroked, by name: those of Lucide (ISC), and the names other tools know them by."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

ALIASES: dict[str, str] = {
    "disk": "hard-drive",
    "internet": "globe",
    "function": "square-function",
    "lambda": "square-function",
    "queue": "list",
    "cache": "zap",
    "mobile": "smartphone",
    "browser": "app-window",
    "desktop": "monitor",
    "person": "user",
    "people": "users",
    "group": "users",
    "gateway": "router",
    "firewall": "brick-wall-shield",
    "storage": "archive",
    "email": "mail",
    "envelope": "mail",
    "payment": "credit-card",
    "ai": "sparkles",
    "robot": "bot",
    "chart": "chart-column",
    "cog": "settings",
    "gear": "settings",
    "home": "house",
    "warning": "triangle-alert",
    "trash": "trash-2",
    "graduation": "graduation-cap",
    "book-open": "book",
    "bolt": "zap",
    "sync": "refresh-cw",
    "cart": "shopping-cart",
    "message": "message-square",
    "comment": "message-square",
    "cubes": "boxes",
    "cube": "box",
    "truck-fast": "truck",
}
"""Names from other sets (Mermaid's built-in icons, Font Awesome) for icons of ours."""

_PREFIXES = ("fa-", "mdi-", "lucide-", "logos-", "icon-")


@cache
def _icons() -> dict[str, str]:
    data: dict[str, dict[str, str]] = msgspec.json.decode((Path(__file__).parent / "icons.json").read_bytes())
    return data["icons"]


@cache
def find_icon(name: str) -> str | None:
    """Our own name of an icon: `fa:fa-user`, `user` and `person` are all `user`; None when there is none."""
    bare = name.strip().lower().split(":")[-1].split(" ")[-1]
    for prefix in _PREFIXES:
        bare = bare.removeprefix(prefix)
    bare = ALIASES.get(bare, bare)
    return bare if bare in _icons() else None


def icon_path(name: str) -> str:
    """The SVG content of an icon; KeyError for a name that `find_icon` does not answer."""
    return _icons()[name]
