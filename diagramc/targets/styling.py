"""Style as targets need it, before any language's own notation."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import fields, replace

from diagramc.ir.base import Style


def merge(styles: Iterable[Style | None]) -> Style:
    """One style in which later ones win, field by field."""
    merged = Style()
    for style in styles:
        if style is not None:
            own = {
                f.name: getattr(style, f.name) for f in fields(style) if getattr(style, f.name) is not None
            }
            merged = replace(merged, **own)
    return merged


def number(value: float) -> str:
    """A number without trailing zeros, up to three decimals."""
    return f"{value:.3f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))
