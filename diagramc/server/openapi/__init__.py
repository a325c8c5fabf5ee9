"""The API as an OpenAPI 3.1 document, which the tests hold against the running server."""

from __future__ import annotations

from diagramc import __version__
from diagramc.server.openapi.parts import Schema
from diagramc.server.openapi.paths import all_paths
from diagramc.server.openapi.schemas import all_schemas


def document() -> Schema:
    """The document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "diagramc",
            "version": __version__,
            "description": "Diagrams from prompts, Mermaid, PlantUML, DOT and documents.",
        },
        "security": [{"key": []}, {}],
        "paths": all_paths(),
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": all_schemas(),
        },
    }
