"""A request as a person makes it: checked before any traffic, every problem at once, then written for the wire."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from diagramc.diagnostics import Diagnostic, diagnose
from diagramc.kinds import TYPES
from diagramc.options import IMAGE_SIZES, RATIOS, check_choice, did_you_mean
from diagramc.planner.base import MAX_PROMPT
from diagramc.remote.references import Reference
from diagramc.remote.wire import FORMATS

Kind = Literal["image", "graphic", "diagram"]
STRICTNESS = ("normal", "liberal")
PICTURE_FORMATS = ("png", "jpeg", "webp")
"""What an image or graphic can be had as; a diagram also as svg."""
FORMAT_ALIASES = {"jpg": "jpeg"}
MAX_MODEL = 200


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What to generate. None leaves the choice to the service, and is not sent."""

    kind: Kind
    prompt: str
    format: str = "png"
    model: str | None = None
    size: str | None = None
    image_size: str | None = None
    strictness: str | None = None
    diagram_type: str | None = None
    references: tuple[Reference, ...] = ()

    @property
    def path(self) -> str:
        """The path of the call."""
        return f"/v1/generate/{self.kind}"

    def body(self, urls: tuple[str, ...]) -> bytes:
        """The JSON of the call; `urls` are the references' addresses, in their order."""
        values: dict[str, Any] = {
            "prompt": self.prompt,
            "model": self.model,
            "aspect_ratio": self.size,
            "image_size": self.image_size,
            "strictness": self.strictness,
            "diagram_type": self.diagram_type,
            "reference_images": [
                {"url": url, "description": reference.description}
                for url, reference in zip(urls, self.references, strict=True)
            ]
            or None,
        }
        return msgspec.json.encode({name: value for name, value in values.items() if value is not None})


def canonical_picture_format(name: str) -> str:
    """`jpg` as `jpeg`, in lower case."""
    lowered = name.lower()
    return FORMAT_ALIASES.get(lowered, lowered)


def check_request(request: Request) -> list[Diagnostic]:
    """Every problem of a request that can be told without the service."""
    found: list[Diagnostic | None] = []
    if not request.prompt.strip():
        found.append(diagnose("prompt.empty", "the prompt is empty", hint="say what to draw"))
    elif len(request.prompt) > MAX_PROMPT:
        message = f"the prompt has {len(request.prompt):,} characters; the limit is {MAX_PROMPT:,}"
        found.append(diagnose("prompt.too-long", message, hint="shorten it"))
    if request.size is not None and request.size not in RATIOS:
        near = did_you_mean(request.size.replace("x", ":").replace("/", ":"), RATIOS)
        found.append(
            diagnose(
                "option.size",
                f"unknown aspect ratio {request.size[:40]!r}{near}",
                hint="use one of " + " ".join(RATIOS),
            )
        )
    if request.image_size is not None:
        sizes = tuple(IMAGE_SIZES)
        found.append(check_choice("option.image-size", "image size", request.image_size, sizes))
    if request.strictness is not None:
        found.append(check_choice("option.strictness", "strictness", request.strictness, STRICTNESS))
    if request.diagram_type is not None:
        found.append(check_choice("option.type", "diagram type", request.diagram_type, TYPES))
    if request.model is not None and not (
        request.model.isprintable() and 0 < len(request.model.strip()) <= MAX_MODEL
    ):
        found.append(diagnose("remote.model", "the model's name is empty, too long or not printable"))
    formats = FORMATS if request.kind == "diagram" else PICTURE_FORMATS
    found.append(check_choice("option.target", "picture format", request.format, formats))
    return [d for d in found if d is not None]
