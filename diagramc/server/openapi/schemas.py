"""The bodies that the API takes and gives."""

from __future__ import annotations

from diagramc.kinds import TYPES
from diagramc.options import FORMAT_ALIASES, IMAGE_SIZES, RATIOS
from diagramc.planner.base import MAX_PROMPT
from diagramc.planner.select import SERVED
from diagramc.remote.references import MAX_REFERENCES, MAX_URL
from diagramc.remote.request import STRICTNESS
from diagramc.server.compiling import LANGUAGES, SPOKEN_FORMATS
from diagramc.server.kroki import FORMATS
from diagramc.server.kroki import LANGUAGES as KROKI_LANGUAGES
from diagramc.server.openapi.parts import EXAMPLE, Schema, object_of, option_schemas, optional, ref


def all_schemas() -> Schema:
    """The schemas of the components."""
    text: Schema = {"type": "string"}
    number: Schema = {"type": "integer"}
    time: Schema = {"type": "string", "format": "date-time"}
    amount: Schema = {"type": "string", "pattern": r"^\d+\.\d{6}$"}
    address: Schema = {"type": "string", "format": "uri"}
    anything: Schema = {"type": "object"}
    diagnostics = {"type": "array", "items": ref("Diagnostic")}
    reference = object_of(
        ["url"],
        url={"type": "string", "format": "uri", "pattern": "^https?://", "maxLength": MAX_URL},
        description=optional(text),
    )
    prompt: Schema = {
        "type": "string",
        "minLength": 1,
        "maxLength": MAX_PROMPT,
        "examples": ["The shop ships the order."],
    }
    wanted = {
        "prompt": prompt,
        "model": optional(text),
        "image_size": optional({"type": "string", "enum": list(IMAGE_SIZES)}),
        "strictness": optional({"type": "string", "enum": list(STRICTNESS)}),
        "reference_images": {"type": ["array", "null"], "maxItems": MAX_REFERENCES, "items": reference},
    }
    options = {name: optional(schema) for name, schema in option_schemas("image_size").items()}
    result = {
        "id": text,
        "model": text,
        "formats": {"type": "object", "additionalProperties": ref("Rendition")},
        "image_url": address,
        "image_hash": text,
        "cost_eur": amount,
        "balance_eur": amount,
        "ai_generated": {"type": "boolean"},
        "diagnostics": diagnostics,
    }
    return {
        "Error": object_of(
            ["error", "message"],
            error=text,
            message=text,
            details={"type": "object", "additionalProperties": text},
            request_id=text,
            diagnostics=diagnostics,
        ),
        "Diagnostic": object_of(
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
        "CompileRequest": object_of(
            ["source"],
            source={**text, "examples": [EXAMPLE]},
            language=optional({"type": "string", "enum": list(LANGUAGES)}),
            to=optional({"type": "string", "enum": sorted({*SPOKEN_FORMATS, *FORMAT_ALIASES})}),
            planner=optional({"type": "string", "enum": list(SERVED)}),
            **options,
        ),
        "Compiled": object_of(
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
        "DiagramRequest": object_of(
            ["prompt"],
            **wanted,
            aspect_ratio=optional({"type": "string", "enum": ["auto", *RATIOS]}),
            diagram_type=optional({"type": "string", "enum": list(TYPES)}),
            theme=options["theme"],
        ),
        "ImageRequest": object_of(
            ["prompt"],
            **wanted,
            aspect_ratio=optional({"type": "string", "enum": list(RATIOS)}),
        ),
        "Rendition": object_of(
            ["url", "format", "size_bytes", "hash", "expires_at"],
            url=address,
            format=text,
            size_bytes=number,
            hash={"type": "string", "pattern": "^[0-9a-f]{64}$"},
            expires_at=time,
        ),
        "Result": object_of(list(result)[:8], **result),
        "Job": object_of(
            ["job_id", "status", "created_at"],
            job_id=text,
            kind=text,
            status={"type": "string", "enum": ["pending", "processing", "completed", "failed"]},
            created_at=time,
            started_at=optional(time),
            completed_at=optional(time),
            result=ref("Result"),
            error=object_of(["code", "message"], code=text, message=text),
        ),
        "Jobs": object_of(
            ["generations", "total", "limit", "offset"],
            generations={"type": "array", "items": ref("Job")},
            total=number,
            limit=number,
            offset=number,
        ),
        "Models": object_of(
            ["models"], models={"type": "array", "items": object_of(["id"], id=text, name=text)}
        ),
        "Profile": object_of(
            ["email", "balance_eur", "user"],
            email=text,
            balance_eur=amount,
            user=object_of(["email", "balance_eur"], email=text, balance_eur=amount),
        ),
        "Upload": object_of(["upload_url"], upload_url=address, expires_at=time),
        "KrokiRequest": object_of(
            ["diagram_source", "diagram_type"],
            diagram_source={**text, "examples": [EXAMPLE]},
            diagram_type={"type": "string", "enum": list(KROKI_LANGUAGES), "examples": ["mermaid"]},
            output_format=optional({"type": "string", "enum": list(FORMATS)}),
            diagram_options={"type": ["object", "null"]},
        ),
        "KrokiSource": object_of(
            ["diagram_source"],
            diagram_source={**text, "examples": [EXAMPLE]},
            diagram_options={"type": ["object", "null"]},
        ),
        "Health": object_of(["status", "version"], status=text, version=text),
        "Version": object_of(["version"], version=text),
        "Capabilities": object_of(
            ["version", "types", "languages", "outputs", "themes", "ratios", "model_configured"],
            version=text,
            types={"type": "array", "items": object_of(["name", "summary", "example"])},
            languages={"type": "array", "items": text},
            outputs={"type": "array", "items": object_of(["name", "media_type", "binary"])},
            themes={"type": "array", "items": text},
            ratios={"type": "array", "items": text},
            model_configured={"type": "boolean"},
        ),
    }
