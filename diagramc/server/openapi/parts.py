"""What the operations and schemas of the API document are put together from."""

from __future__ import annotations

from typing import Any

from diagramc.kinds import TYPES
from diagramc.options import IMAGE_SIZES, RATIOS, THEMES

Schema = dict[str, Any]
EXAMPLE = "flowchart LR\n  a[Draft] --> b[Publish]\n"


def ref(name: str) -> Schema:
    """A reference to a schema of the components."""
    return {"$ref": f"#/components/schemas/{name}"}


def json_answer(schema: Schema, description: str = "", **headers: Schema) -> Schema:
    """An answer in JSON, with headers of its own."""
    found: Schema = {
        "description": description or "done",
        "content": {"application/json": {"schema": schema}},
    }
    if headers:
        found["headers"] = headers
    return found


JOB_ID: Schema = {"X-Depicta-Job-Id": {"schema": {"type": "string", "format": "uuid"}}}
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


def operation(
    summary: str,
    answers: Schema,
    *errors: int,
    body: Schema | None = None,
    parameters: list[Schema] | None = None,
    open_to_all: bool = False,
) -> Schema:
    """An operation with what it answers, and with the errors of these statuses besides those that every one has."""
    refused = {
        str(status): json_answer(ref("Error"), _REASONS[status]) for status in (*errors, 401, 403, 421)
    }
    operation: Schema = {"summary": summary, "responses": {**answers, **refused}}
    if body is not None:
        operation["requestBody"] = {"required": True, "content": body}
    if parameters:
        operation["parameters"] = parameters
    if open_to_all:
        operation["security"] = []
    return operation


def in_path(name: str, schema: Schema) -> Schema:
    """A parameter in the path."""
    return {"name": name, "in": "path", "required": True, "schema": schema}


def in_query(name: str, schema: Schema) -> Schema:
    """A parameter in the query, which may be left out."""
    return {"name": name, "in": "query", "schema": schema}


def option_schemas(image_size: str) -> Schema:
    """The options of a picture; what the size in pixels is called differs between the forms."""
    return {
        "type": {"type": "string", "enum": list(TYPES)},
        "size": {"type": "string", "enum": ["auto", *RATIOS]},
        image_size: {"type": "string", "enum": list(IMAGE_SIZES)},
        "theme": {"type": "string", "enum": list(THEMES)},
    }


def optional(schema: Schema) -> Schema:
    """A field that may be null, which counts as left out."""
    if "enum" in schema:
        return {**schema, "type": [schema["type"], "null"], "enum": [*schema["enum"], None]}
    return {**schema, "type": [schema["type"], "null"]}


def object_of(required: list[str], **properties: Schema) -> Schema:
    """An object with these properties."""
    return {"type": "object", "required": required, "properties": properties}
