"""Where the embedded layout engine is: the `graphviz-pure` command that its wheel installs.

This module is on the cold path: it looks with `os.path` alone where pip puts commands, and reads package metadata
(100 ms of CPU) only when that fails.
"""

from __future__ import annotations

import os
import sys
from functools import cache

_COMMAND = "graphviz-pure.exe" if sys.platform == "win32" else "graphviz-pure"
_SCRIPTS = "Scripts" if sys.platform == "win32" else "bin"


def _likely_folders() -> list[str]:
    """Folders that pip puts commands in, the running interpreter's own first."""
    packages = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    folders = [
        os.path.dirname(sys.executable or ""),
        os.path.join(sys.prefix, _SCRIPTS),
        # `pip install --target`: commands stand in a folder beside the packages
        os.path.join(packages, "bin"),
        # `pip install --user` and distributions whose prefix is not the interpreter's
        os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(packages))), _SCRIPTS),
        *os.environ.get("PATH", "").split(os.pathsep),
    ]
    return [folder for folder in dict.fromkeys(folders) if folder]


def _from_metadata() -> str | None:
    from importlib import metadata

    try:
        files = metadata.files("graphviz-pure") or []
    except metadata.PackageNotFoundError:
        return None
    return next((str(file.locate()) for file in files if file.name == _COMMAND), None)


def _is_command(path: str) -> bool:
    return os.path.isfile(path) and os.access(path, os.X_OK)


@cache
def find_graphviz_pure() -> str | None:
    """The path of the embedded engine's command, or None when the installation lacks it."""
    for folder in _likely_folders():
        path = os.path.join(folder, _COMMAND)
        if _is_command(path):
            return path
    listed = _from_metadata()
    return os.path.normpath(listed) if listed and _is_command(listed) else None
