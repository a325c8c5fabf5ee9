"""The service's models and what each can do, as `/v1/models` tells it; cached for a day.

The contract does not fix the fields of a model, so they are read by the names in use, and what is not told limits nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from diagramc.diagnostics import Diagnostic, diagnose, suggest
from diagramc.errors import DiagramcError, OutputError, UsageError
from diagramc.files import write_atomically
from diagramc.options import IMAGE_SIZES, RATIOS
from diagramc.remote.config import base_folder
from diagramc.remote.context import Context
from diagramc.remote.effects import Call, Fault, Steps, ask
from diagramc.remote.failures import refusal, unreachable, unreadable
from diagramc.remote.request import Request
from diagramc.remote.settings import RemoteSettings
from diagramc.remote.wire import MAX_BODY, MAX_ITEMS, decode, text

FRESH = 24 * 3600.0
"""The seconds for which the cached list is used."""

_RATIO_FIELDS = ("aspect_ratios", "supported_aspect_ratios")
_SIZE_FIELDS = ("image_sizes", "supported_image_sizes")
_REFERENCE_FIELDS = ("max_reference_images", "max_references")
_REFERENCE_SWITCHES = ("supports_reference_images", "reference_images")


class Model(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A model. None means that the service does not say, so nothing is refused for it."""

    id: str
    name: str | None = None
    aliases: tuple[str, ...] = ()
    description: str | None = None
    price_eur: str | None = None
    ratios: tuple[str, ...] | None = None
    image_sizes: tuple[str, ...] | None = None
    references: int | None = None
    """How many reference images it takes."""
    kinds: tuple[str, ...] | None = None
    """What it generates: image, graphic, diagram."""

    @property
    def names(self) -> tuple[str, ...]:
        """All that it can be asked for by."""
        return (self.id, *self.aliases)


class _Cached(msgspec.Struct):
    at: float
    models: tuple[Model, ...]


def read_models(value: object) -> tuple[Model, ...] | None:
    """The models in an answer: a list, or an object with one under `models` or `data`. None when there is no list."""
    if isinstance(value, dict):
        value = value.get("models", value.get("data"))
    if not isinstance(value, list):
        return None
    return tuple(model for entry in value[:MAX_ITEMS] if (model := _read_model(entry)) is not None)


def _read_model(entry: object) -> Model | None:
    if not isinstance(entry, dict):
        return None
    id = text(entry.get("id")) or text(entry.get("model")) or text(entry.get("name"))
    if id is None:
        return None
    alias = text(entry.get("alias"))
    return Model(
        id=id,
        name=text(entry.get("name")),
        aliases=_texts(entry.get("aliases")) or ((alias,) if alias else ()),
        description=text(entry.get("description")),
        price_eur=_price(entry),
        ratios=_first_list(entry, _RATIO_FIELDS, RATIOS),
        image_sizes=_first_list(entry, _SIZE_FIELDS, tuple(IMAGE_SIZES)),
        references=_references(entry),
        kinds=_first_list(entry, ("kinds", "types"), ("image", "graphic", "diagram")),
    )


def _texts(value: object) -> tuple[str, ...]:
    items = value[:100] if isinstance(value, list) else []
    return tuple(word for item in items if (word := text(item)) is not None)


def _first_list(
    entry: dict[str, Any], fields: tuple[str, ...], known: tuple[str, ...]
) -> tuple[str, ...] | None:
    """The first of the fields that is a list of what we know by these names; any other list means something else."""
    lists = (_texts(entry.get(field)) for field in fields)
    return next((words for words in lists if any(word in known for word in words)), None)


def _references(entry: dict[str, Any]) -> int | None:
    for field in _REFERENCE_FIELDS:
        if isinstance(number := entry.get(field), int) and not isinstance(number, bool) and number >= 0:
            return number
    return 0 if any(entry.get(field) is False for field in _REFERENCE_SWITCHES) else None


def _price(entry: dict[str, Any]) -> str | None:
    for field in ("cost_eur", "price_eur"):
        value = entry.get(field)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return text(str(value))
    return None


class ModelCache:
    """The list on disk, one file a service. Losing it costs one request, so failures are silent."""

    def __init__(self, environ: Mapping[str, str], settings: RemoteSettings) -> None:
        name = hashlib.sha256(settings.api_url.encode()).hexdigest()[:16]
        folder = base_folder(environ, "XDG_CACHE_HOME", ".cache") / "diagramc"
        self.path: Path = folder / f"models-{name}.json"

    def load(self, now: float) -> tuple[Model, ...] | None:
        """The models, None when there is no list, or only an old or broken one."""
        try:
            with open(self.path, "rb") as file:
                cached = msgspec.json.decode(file.read(MAX_BODY), type=_Cached)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return None
        return cached.models if 0 <= now - cached.at < FRESH else None

    def save(self, models: tuple[Model, ...], now: float) -> None:
        """Keep the list."""
        try:
            write_atomically(self.path, msgspec.json.encode(_Cached(now, models)))
        except OutputError:
            return


def list_models(context: Context, cache: ModelCache, *, refresh: bool = False) -> Steps[tuple[Model, ...]]:
    """The models, from the cache if it is fresh. RemoteError or a kin when the service does not tell them."""
    now = context.clock.wall()
    cached = None if refresh else cache.load(now)
    if cached is not None:
        return cached
    seconds = context.limits.call
    reply = yield from ask(Call("GET", "/v1/models", seconds), limit=MAX_BODY, seconds=seconds)
    if isinstance(reply, Fault):
        raise unreachable(reply, context.settings)
    if reply.head.status != 200:
        raise refusal(reply, context.settings)
    models = read_models(decode(reply.body)) if isinstance(reply.body, bytes) else None
    if models is None:
        raise unreadable(context.settings, "with no list of models")
    cache.save(models, now)
    return models


def check_model(request: Request, models: tuple[Model, ...]) -> list[Diagnostic]:
    """What the named model cannot do of a request, by the list; nothing when no model is named."""
    if request.model is None:
        return []
    wanted = request.model.lower()
    model = next((m for m in models if wanted in (name.lower() for name in m.names)), None)
    if model is None:
        # Without any alias in the list, the name may be one that the list does not tell.
        if not any(m.aliases for m in models):
            return []
        close = suggest(request.model, [name for m in models for name in m.names])
        near = f"; did you mean {close}?" if close else ""
        return [diagnose("remote.model", f"unknown model {request.model!r}{near}")]
    found: list[Diagnostic] = []
    for what, value, able in (
        ("the aspect ratio", request.size, model.ratios),
        ("the image size", request.image_size, model.image_sizes),
        ("the call", request.kind, model.kinds),
    ):
        if value is not None and able is not None and value.lower() not in (word.lower() for word in able):
            found.append(
                diagnose(
                    "remote.model",
                    f"model {model.id!r} cannot do {what} {value!r}",
                    expected="one of " + ", ".join(able),
                )
            )
    if model.references is not None and len(request.references) > model.references:
        takes = f"takes {model.references}" if model.references else "takes none"
        message = f"model {model.id!r} {takes} of the {len(request.references)} reference images"
        found.append(diagnose("remote.model", message))
    return found


def vet(context: Context, request: Request, cache: ModelCache) -> Steps[None]:
    """Refuse what the named model cannot do, before it is paid for. UsageError with every problem.

    A cached list is read anew before anything is refused by it; where there is no list, the service itself decides.
    """
    if request.model is None:
        return
    context.say("checking the model")
    try:
        cached = cache.load(context.clock.wall()) is not None
        problems = check_model(request, (yield from list_models(context, cache)))
        if problems and cached:
            problems = check_model(request, (yield from list_models(context, cache, refresh=True)))
    except DiagramcError:
        return
    if problems:
        raise UsageError(diagnostics=problems)
