"""The API as an OpenAPI 3.1 document, which the tests hold against the running server."""

from __future__ import annotations

from typing import Any

from diagramc import __version__
from diagramc.kinds import TYPES
from diagramc.options import FORMAT_ALIASES, IMAGE_SIZES, RATIOS, THEMES
from diagramc.planner.base import MAX_PROMPT
from diagramc.planner.select import SERVED
from diagramc.remote.references import MAX_REFERENCES, MAX_URL
from diagramc.remote.request import STRICTNESS
from diagramc.server.compiling import LANGUAGES, SPOKEN_FORMATS
from diagramc.server.generate import MEDIA_TYPES
from diagramc.server.kroki import FORMATS, encode_source
from diagramc.server.kroki import LANGUAGES as KROKI_LANGUAGES

Schema = dict[str, Any]
_EXAMPLE = "flowchart LR\n  a[Draft] --> b[Publish]\n"


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
        "paths": _paths(),
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": _schemas(),
        },
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _json(schema: Schema, description: str = "", **headers: Schema) -> Schema:
    found: Schema = {
        "description": description or "done",
        "content": {"application/json": {"schema": schema}},
    }
    if headers:
        found["headers"] = headers
    return found


_JOB_ID: Schema = {"X-Depicta-Job-Id": {"schema": {"type": "string", "format": "uuid"}}}
_REASONS = {
    400: "the request cannot be read",
    401: "a key is needed, or it is wrong",
    402: "the remote account has no credit left",
    403: "a page of another origin asks",
    404: "there is no such thing",
    408: "the body came too slowly",
    413: "the body is too large",
    415: "the body is of another media type",
    421: "the Host header names another server",
    422: "a field is wrong, the diagram has mistakes, or it is too large",
    429: "too many requests at once",
    451: "the content was rejected",
    500: "a bug",
    502: "the planner or the remote service failed",
    503: "the server is being stopped",
}


def _operation(
    summary: str,
    answers: Schema,
    *errors: int,
    body: Schema | None = None,
    parameters: list[Schema] | None = None,
    open_to_all: bool = False,
) -> Schema:
    refused = {str(status): _json(_ref("Error"), _REASONS[status]) for status in (*errors, 401, 403, 421)}
    operation: Schema = {"summary": summary, "responses": {**answers, **refused}}
    if body is not None:
        operation["requestBody"] = {"required": True, "content": body}
    if parameters:
        operation["parameters"] = parameters
    if open_to_all:
        operation["security"] = []
    return operation


def _in_path(name: str, schema: Schema) -> Schema:
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _in_query(name: str, schema: Schema) -> Schema:
    return {"name": name, "in": "query", "schema": schema}


def _paths() -> Schema:
    pictures = {
        media_type: {"schema": {"type": "string", "contentMediaType": media_type}}
        for media_type in MEDIA_TYPES.values()
    }
    text = {"text/plain": {"schema": {"type": "string"}}}
    generated = {"200": _json(_ref("Result"), "the pictures, for an hour", **_JOB_ID)}
    work = (400, 408, 413, 415, 422, 429, 451, 500, 502, 503)
    paths: Schema = {
        "/health": {
            "get": _operation("Whether the server answers", {"200": _json(_ref("Health"))}, open_to_all=True)
        },
        "/v1/openapi.json": {
            "get": _operation("This document", {"200": _json({"type": "object"})}, open_to_all=True)
        },
        "/v1/skill-version": {
            "get": _operation("The server's version", {"200": _json(_ref("Version"))}, open_to_all=True)
        },
        "/v1/pricing": {
            "get": _operation(
                "What things cost: nothing", {"200": _json({"type": "object"})}, open_to_all=True
            )
        },
        "/metrics": {
            "get": _operation(
                "Counters in Prometheus's text form", {"200": {"description": "counters", "content": text}}
            )
        },
        "/v1/capabilities": {
            "get": _operation("What there is to choose from", {"200": _json(_ref("Capabilities"))})
        },
        "/v1/compile": {
            "post": _operation(
                "Any language to any output; the bare picture when Accept names its media type",
                {"200": _with(_json(_ref("Compiled")), pictures)},
                *work,
                body={"application/json": {"schema": _ref("CompileRequest")}},
            )
        },
        "/v1/generate/diagram": {
            "post": _operation(
                "A prompt becomes a diagram",
                generated,
                *work,
                body={"application/json": {"schema": _ref("DiagramRequest")}},
            )
        },
        "/v1/jobs": {
            "get": _operation(
                "This key's jobs, newest first",
                {"200": _json(_ref("Jobs"))},
                422,
                parameters=[
                    _in_query("limit", {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}),
                    _in_query(
                        "offset", {"type": "integer", "minimum": 0, "maximum": 1_000_000, "default": 0}
                    ),
                ],
            )
        },
        "/v1/jobs/{id}": {
            "get": _operation(
                "One job",
                {"200": _json(_ref("Job"))},
                404,
                parameters=[_in_path("id", {"type": "string", "format": "uuid"})],
            )
        },
        "/v1/models": {"get": _operation("What plans diagrams", {"200": _json(_ref("Models"))})},
        "/v1/account/profile": {"get": _operation("Whose key this is", {"200": _json(_ref("Profile"))})},
        "/v1/upload": {
            "post": _operation(
                "Keep a reference image for an hour",
                {"200": _json(_ref("Upload"))},
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
            "get": _operation(
                "A result or an upload",
                {
                    "200": {
                        "description": "the file",
                        "content": {**pictures, "image/gif": {"schema": {"type": "string"}}},
                    }
                },
                404,
                parameters=[_in_path("name", {"type": "string", "minLength": 1})],
                open_to_all=True,
            )
        },
    }
    for kind in ("image", "graphic"):
        paths[f"/v1/generate/{kind}"] = {
            "post": _operation(
                f"Pass a prompt for one {kind} on to the remote service",
                generated,
                402,
                *work,
                body={"application/json": {"schema": _ref("ImageRequest")}},
            )
        }
    return {**paths, **_kroki_paths(pictures)}


def _with(answer: Schema, content: Schema) -> Schema:
    return {**answer, "content": {**answer["content"], **content}}


def _kroki_paths(pictures: Schema) -> Schema:
    language = {"type": "string", "enum": list(KROKI_LANGUAGES)}
    format = {"type": "string", "enum": list(FORMATS)}
    drawn = {
        "200": {
            "description": "the picture",
            "content": {**pictures, "text/plain": {"schema": {"type": "string"}}},
        }
    }
    text = {"text/plain": {"schema": {"type": "string", "examples": [_EXAMPLE]}}}
    source = {**text, "application/json": {"schema": _ref("KrokiSource")}}
    whole = {"application/json": {"schema": _ref("KrokiRequest")}}
    options = [_in_query(name, schema) for name, schema in _option_schemas("image-size").items()]

    def operation(summary: str, parameters: list[Schema], body: Schema | None) -> Schema:
        found = _operation(
            summary,
            drawn,
            400,
            404,
            408,
            413,
            422,
            429,
            500,
            503,
            parameters=parameters,
            body=body,
        )
        for status in ("400", "404", "413", "422", "429", "500", "503"):
            found["responses"][status]["content"]["text/plain"] = {"schema": {"type": "string"}}
        return found

    in_path = [_in_path("language", language)]
    return {
        "/": {
            "get": _operation(
                "The playground",
                {
                    "200": {
                        "description": "a page",
                        "content": {
                            "text/html": {"schema": {"type": "string"}},
                            "text/plain": {"schema": {"type": "string"}},
                        },
                    }
                },
            ),
            "post": operation("Kroki's form: all in the body", options, whole),
        },
        "/{language}": {"post": operation("Kroki's form: source in the body", [*in_path, *options], source)},
        "/{language}/{format}": {
            "post": operation(
                "Kroki's form: source in the body",
                [*in_path, _in_path("format", format), *options],
                source,
            )
        },
        "/{language}/{format}/{encoded}": {
            "get": operation(
                "Kroki's form: source in the path, deflated, then base64url",
                [
                    *in_path,
                    _in_path("format", format),
                    _in_path(
                        "encoded",
                        {
                            "type": "string",
                            "pattern": "^[A-Za-z0-9_-]+=*$",
                            "examples": [encode_source(_EXAMPLE)],
                        },
                    ),
                    *options,
                ],
                None,
            )
        },
    }


def _option_schemas(image_size: str) -> Schema:
    return {
        "type": {"type": "string", "enum": list(TYPES)},
        "size": {"type": "string", "enum": ["auto", *RATIOS]},
        image_size: {"type": "string", "enum": list(IMAGE_SIZES)},
        "theme": {"type": "string", "enum": list(THEMES)},
    }


def _optional(schema: Schema) -> Schema:
    """A field that may be null, which counts as left out."""
    if "enum" in schema:
        return {**schema, "type": [schema["type"], "null"], "enum": [*schema["enum"], None]}
    return {**schema, "type": [schema["type"], "null"]}


def _object(required: list[str], **properties: Schema) -> Schema:
    return {"type": "object", "required": required, "properties": properties}


def _schemas() -> Schema:
    text: Schema = {"type": "string"}
    number: Schema = {"type": "integer"}
    time: Schema = {"type": "string", "format": "date-time"}
    amount: Schema = {"type": "string", "pattern": r"^\d+\.\d{6}$"}
    address: Schema = {"type": "string", "format": "uri"}
    anything: Schema = {"type": "object"}
    diagnostics = {"type": "array", "items": _ref("Diagnostic")}
    reference = _object(
        ["url"],
        url={"type": "string", "format": "uri", "pattern": "^https?://", "maxLength": MAX_URL},
        description=_optional(text),
    )
    prompt: Schema = {
        "type": "string",
        "minLength": 1,
        "maxLength": MAX_PROMPT,
        "examples": ["The shop ships the order."],
    }
    wanted = {
        "prompt": prompt,
        "model": _optional(text),
        "image_size": _optional({"type": "string", "enum": list(IMAGE_SIZES)}),
        "strictness": _optional({"type": "string", "enum": list(STRICTNESS)}),
        "reference_images": {"type": ["array", "null"], "maxItems": MAX_REFERENCES, "items": reference},
    }
    options = {name: _optional(schema) for name, schema in _option_schemas("image_size").items()}
    result = {
        "id": text,
        "model": text,
        "formats": {"type": "object", "additionalProperties": _ref("Rendition")},
        "image_url": address,
        "image_hash": text,
        "cost_eur": amount,
        "balance_eur": amount,
        "ai_generated": {"type": "boolean"},
        "diagnostics": diagnostics,
    }
    return {
        "Error": _object(
            ["error", "message"],
            error=text,
            message=text,
            details={"type": "object", "additionalProperties": text},
            request_id=text,
            diagnostics=diagnostics,
        ),
        "Diagnostic": _object(
            ["code", "severity", "message"],
            code=text,
            severity={"type": "string", "enum": ["error", "warning", "info"]},
            message=text,
            expected=text,
            hint=text,
            line=number,
            column=number,
            end_line=number,
            end_column=number,
            line_text=text,
            span=anything,
        ),
        "CompileRequest": _object(
            ["source"],
            source={**text, "examples": [_EXAMPLE]},
            language=_optional({"type": "string", "enum": list(LANGUAGES)}),
            to=_optional({"type": "string", "enum": sorted({*SPOKEN_FORMATS, *FORMAT_ALIASES})}),
            planner=_optional({"type": "string", "enum": list(SERVED)}),
            **options,
        ),
        "Compiled": _object(
            ["ok", "output", "encoding", "media_type", "type", "language", "report", "diagnostics"],
            ok={"type": "boolean", "const": True},
            output=text,
            encoding={"type": "string", "enum": ["utf-8", "base64"]},
            media_type=text,
            type={"type": "string", "enum": list(TYPES)},
            title=text,
            language=text,
            report=anything,
            diagnostics=diagnostics,
        ),
        "DiagramRequest": _object(
            ["prompt"],
            **wanted,
            aspect_ratio=_optional({"type": "string", "enum": ["auto", *RATIOS]}),
            diagram_type=_optional({"type": "string", "enum": list(TYPES)}),
            theme=options["theme"],
        ),
        "ImageRequest": _object(
            ["prompt"],
            **wanted,
            aspect_ratio=_optional({"type": "string", "enum": list(RATIOS)}),
        ),
        "Rendition": _object(
            ["url", "format", "size_bytes", "hash", "expires_at"],
            url=address,
            format=text,
            size_bytes=number,
            hash={"type": "string", "pattern": "^[0-9a-f]{64}$"},
            expires_at=time,
        ),
        "Result": _object(list(result)[:8], **result),
        "Job": _object(
            ["job_id", "status", "created_at"],
            job_id=text,
            kind=text,
            status={"type": "string", "enum": ["pending", "processing", "completed", "failed"]},
            created_at=time,
            started_at=_optional(time),
            completed_at=_optional(time),
            result=_ref("Result"),
            error=_object(["code", "message"], code=text, message=text),
        ),
        "Jobs": _object(
            ["generations", "total", "limit", "offset"],
            generations={"type": "array", "items": _ref("Job")},
            total=number,
            limit=number,
            offset=number,
        ),
        "Models": _object(["models"], models={"type": "array", "items": _object(["id"], id=text, name=text)}),
        "Profile": _object(
            ["email", "balance_eur", "user"],
            email=text,
            balance_eur=amount,
            user=_object(["email", "balance_eur"], email=text, balance_eur=amount),
        ),
        "Upload": _object(["upload_url"], upload_url=address, expires_at=time),
        "KrokiRequest": _object(
            ["diagram_source", "diagram_type"],
            diagram_source={**text, "examples": [_EXAMPLE]},
            diagram_type={"type": "string", "enum": list(KROKI_LANGUAGES), "examples": ["mermaid"]},
            output_format=_optional({"type": "string", "enum": list(FORMATS)}),
            diagram_options={"type": ["object", "null"]},
        ),
        "KrokiSource": _object(
            ["diagram_source"],
            diagram_source={**text, "examples": [_EXAMPLE]},
            diagram_options={"type": ["object", "null"]},
        ),
        "Health": _object(["status", "version"], status=text, version=text),
        "Version": _object(["version"], version=text),
        "Capabilities": _object(
            ["version", "types", "languages", "outputs", "themes", "ratios", "model_configured"],
            version=text,
            types={"type": "array", "items": _object(["name", "summary", "example"])},
            languages={"type": "array", "items": text},
            outputs={"type": "array", "items": _object(["name", "media_type", "binary"])},
            themes={"type": "array", "items": text},
            ratios={"type": "array", "items": text},
            model_configured={"type": "boolean"},
        ),
    }
