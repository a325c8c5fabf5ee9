"""The operations of the API but those of Kroki's form."""

from __future__ import annotations

from diagramc.server.generate import MEDIA_TYPES
from diagramc.server.openapi.kroki import kroki_paths
from diagramc.server.openapi.parts import JOB_ID, Schema, in_path, in_query, json_answer, operation, ref


def all_paths() -> Schema:
    """Every path of the server."""
    pictures = {
        media_type: {"schema": {"type": "string", "contentMediaType": media_type}}
        for media_type in MEDIA_TYPES.values()
    }
    text = {"text/plain": {"schema": {"type": "string"}}}
    generated = {"200": json_answer(ref("Result"), "the pictures, for an hour", **JOB_ID)}
    work = (400, 408, 413, 415, 422, 429, 451, 500, 502, 503)
    paths: Schema = {
        "/health": {
            "get": operation(
                "Whether the server answers", {"200": json_answer(ref("Health"))}, open_to_all=True
            )
        },
        "/v1/openapi.json": {
            "get": operation("This document", {"200": json_answer({"type": "object"})}, open_to_all=True)
        },
        "/v1/skill-version": {
            "get": operation("The server's version", {"200": json_answer(ref("Version"))}, open_to_all=True)
        },
        "/v1/pricing": {
            "get": operation(
                "What things cost: nothing", {"200": json_answer({"type": "object"})}, open_to_all=True
            )
        },
        "/metrics": {
            "get": operation(
                "Counters in Prometheus's text form", {"200": {"description": "counters", "content": text}}
            )
        },
        "/v1/capabilities": {
            "get": operation("What there is to choose from", {"200": json_answer(ref("Capabilities"))})
        },
        "/v1/compile": {
            "post": operation(
                "Any language to any output; the bare picture when Accept names its media type",
                {"200": _with(json_answer(ref("Compiled")), pictures)},
                *work,
                body={"application/json": {"schema": ref("CompileRequest")}},
            )
        },
        "/v1/generate/diagram": {
            "post": operation(
                "A prompt becomes a diagram",
                generated,
                *work,
                body={"application/json": {"schema": ref("DiagramRequest")}},
            )
        },
        "/v1/jobs": {
            "get": operation(
                "This key's jobs, newest first",
                {"200": json_answer(ref("Jobs"))},
                422,
                parameters=[
                    in_query("limit", {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}),
                    in_query("offset", {"type": "integer", "minimum": 0, "maximum": 1_000_000, "default": 0}),
                ],
            )
        },
        "/v1/jobs/{id}": {
            "get": operation(
                "One job",
                {"200": json_answer(ref("Job"))},
                404,
                parameters=[in_path("id", {"type": "string", "format": "uuid"})],
            )
        },
        "/v1/models": {"get": operation("What plans diagrams", {"200": json_answer(ref("Models"))})},
        "/v1/account/profile": {"get": operation("Whose key this is", {"200": json_answer(ref("Profile"))})},
        "/v1/upload": {
            "post": operation(
                "Keep a reference image for an hour",
                {"200": json_answer(ref("Upload"))},
                400,
                408,
                413,
                415,
                422,
                body={
                    "multipart/form-data": {
                        "schema": {
                            "type": "object",
                            "required": ["image"],
                            "properties": {
                                "image": {
                                    "type": "string",
                                    "format": "binary",
                                    "description": "PNG, JPEG, WebP or GIF, at most 50 MB",
                                }
                            },
                        }
                    }
                },
            )
        },
        "/files/{name}": {
            "get": operation(
                "A result or an upload",
                {
                    "200": {
                        "description": "the file",
                        "content": {**pictures, "image/gif": {"schema": {"type": "string"}}},
                    }
                },
                404,
                parameters=[in_path("name", {"type": "string", "minLength": 1})],
                open_to_all=True,
            )
        },
    }
    for kind in ("image", "graphic"):
        paths[f"/v1/generate/{kind}"] = {
            "post": operation(
                f"Pass a prompt for one {kind} on to the remote service",
                generated,
                402,
                *work,
                body={"application/json": {"schema": ref("ImageRequest")}},
            )
        }
    return {**paths, **kroki_paths(pictures)}


def _with(answer: Schema, content: Schema) -> Schema:
    return {**answer, "content": {**answer["content"], **content}}
