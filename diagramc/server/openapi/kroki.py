"""The operations of Kroki's form, and of the playground that shares its address."""

from __future__ import annotations

from diagramc.options import THEMES
from diagramc.server.kroki import FORMATS, encode_source
from diagramc.server.kroki import LANGUAGES as KROKI_LANGUAGES
from diagramc.server.openapi.parts import EXAMPLE, Schema, in_path, in_query, operation, option_schemas, ref


def kroki_paths(pictures: Schema) -> Schema:
    """The paths of Kroki's form; `pictures` are the media types that a picture can have."""
    language = {"type": "string", "enum": list(KROKI_LANGUAGES)}
    format = {"type": "string", "enum": list(FORMATS)}
    drawn = {
        "200": {
            "description": "the picture",
            "content": {**pictures, "text/plain": {"schema": {"type": "string"}}},
        }
    }
    text = {"text/plain": {"schema": {"type": "string", "examples": [EXAMPLE]}}}
    source = {**text, "application/json": {"schema": ref("KrokiSource")}}
    whole = {"application/json": {"schema": ref("KrokiRequest")}}
    # Kroki's `theme` may name another tool's looks, which change nothing here.
    known = {**option_schemas("image-size"), "theme": {"type": "string", "examples": list(THEMES)}}
    options = [in_query(name, schema) for name, schema in known.items()]

    def compiling(summary: str, parameters: list[Schema], body: Schema | None) -> Schema:
        found = operation(
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

    at_language = [in_path("language", language)]
    return {
        "/": {
            "get": operation(
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
            "post": compiling("Kroki's form: all in the body", options, whole),
        },
        "/{language}": {
            "post": compiling("Kroki's form: source in the body", [*at_language, *options], source)
        },
        "/{language}/{format}": {
            "post": compiling(
                "Kroki's form: source in the body",
                [*at_language, in_path("format", format), *options],
                source,
            )
        },
        "/{language}/{format}/{encoded}": {
            "get": compiling(
                "Kroki's form: source in the path, deflated, then base64url",
                [
                    *at_language,
                    in_path("format", format),
                    in_path(
                        "encoded",
                        {
                            "type": "string",
                            "pattern": "^[A-Za-z0-9_-]+=*$",
                            "examples": [encode_source(EXAMPLE)],
                        },
                    ),
                    *options,
                ],
                None,
            )
        },
    }
