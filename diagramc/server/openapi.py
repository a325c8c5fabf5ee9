"""The API as an OpenAPI document."""

from __future__ import annotations

from typing import Any


def document() -> dict[str, Any]:
    """The document."""
    return {"openapi": "3.1.0", "info": {"title": "diagramc", "version": "0"}, "paths": {}}
