"""Themes by name."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from diagramc.themes.base import Theme


def load_theme(name: str) -> Theme:
    """The theme of this name (one of `diagramc.options.THEMES`)."""
    return cast(Theme, getattr(import_module(f"diagramc.themes.{name}"), name.upper()))
