"""Finds the data that ships with diagramc (templates and grammars): in a wheel inside the package, in a checkout beside it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def resource_folder(name: str) -> Path:
    """The folder `templates` or `grammars`. FileNotFoundError when the installation is broken."""
    for parent in (_PACKAGE, _PACKAGE.parent):
        folder = parent / name
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"diagramc is installed without its {name}/ folder; reinstall it")
