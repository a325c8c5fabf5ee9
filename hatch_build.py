"""Writes the tables of the grammars into the package when a wheel or an editable install is made."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GrammarTables(BuildHookInterface[Any]):
    """`diagramc/frontends/lalr/build.py` says what a table is; it is loaded by path, as diagramc is not installed yet."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Before the package's files are gathered."""
        root = Path(self.root)
        spec = importlib.util.spec_from_file_location(
            "build", root / "diagramc" / "frontends" / "lalr" / "build.py"
        )
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        module.build_all(root / "grammars", root / "diagramc" / "tables")
