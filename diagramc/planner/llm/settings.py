"""Where the endpoint is, with which key and model: options first, then the environment."""

from __future__ import annotations

import math
from collections.abc import Mapping
from urllib.parse import urlsplit

import msgspec

from diagramc.diagnostics import diagnose
from diagramc.endpoints import first, fits_header, host_of, is_address, is_loopback, place_of
from diagramc.errors import AuthenticationError, DiagramcError, UsageError
from diagramc.options import check_choice

OPENAI_URL = "https://api.openai.com/v1"
DEFAULT_MODEL = "gpt-4o-mini"
"""The model when none is named, at OpenAI's own endpoint only: inexpensive and able to follow a JSON Schema. Any other
endpoint has names of its own, so there the model must be named."""

DEFAULT_TIMEOUT = 180.0
"""Seconds for a whole plan with all its requests, retries and waits."""
DEFAULT_MAX_TOKENS = 8_000
"""The most tokens of one answer: about 250 elements."""


ANSWERS = ("auto", "full", "compact")
"""How a model answers: with the whole diagram, or in the short stages that small models manage. `auto` is compact on this machine."""

MAX_NUMBER = 1_000_000
"""The largest time-out and token limit."""


class LlmSettings(msgspec.Struct, frozen=True, kw_only=True):
    """An endpoint, checked. `api_key` None sends no key; it never shows in the repr.

    `timeout` is in seconds, for a whole plan; `max_tokens` is for one answer.
    """

    base_url: str
    model: str
    api_key: str | None = None
    timeout: float = DEFAULT_TIMEOUT
    max_tokens: int = DEFAULT_MAX_TOKENS
    answer: str = "auto"

    @property
    def compact(self) -> bool:
        """Whether the model answers in short stages."""
        return self.answer == "compact" or (self.answer == "auto" and self.is_local)

    @property
    def place(self) -> str:
        """Scheme, host and port, for messages: without a path and without user names or passwords."""
        return place_of(self.base_url)

    @property
    def is_openai(self) -> bool:
        """Whether this is OpenAI's own endpoint."""
        return host_of(self.base_url) == host_of(OPENAI_URL)

    @property
    def is_local(self) -> bool:
        """Whether the endpoint is on this machine."""
        return is_loopback(host_of(self.base_url))

    def redact(self, text: str) -> str:
        """The text without the key and without the address's user name and password."""
        parts = urlsplit(self.base_url)
        for secret in (self.api_key, parts.password, parts.username):
            if secret:
                text = text.replace(secret, "***")
        return text

    def __repr__(self) -> str:
        key = "set" if self.api_key else "none"
        return f"LlmSettings(endpoint={self.place!r}, model={self.model!r}, api_key={key})"


def configured(environ: Mapping[str, str]) -> bool:
    """Whether the environment names an endpoint or a key for one."""
    return any(environ.get(name, "").strip() for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"))


def read_settings(
    environ: Mapping[str, str],
    *,
    base_url: str | None = None,
    api_key: str | None = None,
    model: str | None = None,
    timeout: float | None = None,
    max_tokens: int | None = None,
    answer: str | None = None,
    allow_plain_http: bool = False,
) -> LlmSettings:
    """The settings from options, then from the environment, which is read here and nowhere else.

    The variables: `OPENAI_BASE_URL`, `OPENAI_API_KEY`, `DIAGRAMC_MODEL`, `DIAGRAMC_TIMEOUT`, `DIAGRAMC_MAX_TOKENS`
    and `DIAGRAMC_ANSWER` (one of `ANSWERS`).

    A key goes over plain http only to this machine, unless `allow_plain_http` or `DIAGRAMC_ALLOW_PLAIN_HTTP=1` says
    otherwise. Raises UsageError for an address or model that cannot be used, AuthenticationError when OpenAI's own
    endpoint has no key or a key cannot be sent.
    """
    url = first(base_url, environ.get("OPENAI_BASE_URL"), OPENAI_URL)
    key = first(api_key, environ.get("OPENAI_API_KEY")) or None
    name = first(model, environ.get("DIAGRAMC_MODEL"))
    _check_url(url)
    _check_key(key)
    settings = LlmSettings(
        base_url=url,
        api_key=key,
        model=name or DEFAULT_MODEL,
        timeout=_number("DIAGRAMC_TIMEOUT", timeout, environ, DEFAULT_TIMEOUT),
        max_tokens=math.ceil(_number("DIAGRAMC_MAX_TOKENS", max_tokens, environ, DEFAULT_MAX_TOKENS)),
        answer=first(answer, environ.get("DIAGRAMC_ANSWER"), "auto"),
    )
    wrong = check_choice("model.setting", "form of answer", settings.answer, ANSWERS)
    if wrong is not None:
        raise UsageError(diagnostics=[wrong])
    allowed = allow_plain_http or environ.get("DIAGRAMC_ALLOW_PLAIN_HTTP", "").strip() == "1"
    if key and urlsplit(url).scheme == "http" and not settings.is_local and not allowed:
        raise _wrong("model.insecure", f"{settings.place} would receive the key unencrypted")
    if key is None and settings.is_openai:
        raise _wrong("model.no-key", f"{settings.place} needs a key", AuthenticationError)
    if not name and not settings.is_openai:
        raise _wrong("model.unnamed", f"no model is named for {settings.place}")
    return settings


def _number(name: str, given: float | None, environ: Mapping[str, str], default: float) -> float:
    """A positive number from an option, a variable or the default."""
    text = first(None if given is None else str(given), environ.get(name))
    try:
        number = float(text) if text else default
    except ValueError:
        number = 0.0
    if not 0 < number <= MAX_NUMBER:
        raise _wrong("model.setting", f"{name} is {text[:40]!r}, not a positive number up to {MAX_NUMBER:,}")
    return number


def _wrong(code: str, message: str, error: type[DiagramcError] = UsageError) -> DiagramcError:
    return error(diagnostics=[diagnose(code, message)])


def _check_url(url: str) -> None:
    # The address itself stays out of the messages: it may hold a password.
    if not is_address(url):
        raise _wrong("model.base-url", "the base URL is not an http or https address")
    parts = urlsplit(url)
    if parts.query or parts.fragment:
        raise _wrong("model.base-url", "the base URL has a query or fragment")


def _check_key(key: str | None) -> None:
    if key is not None and not fits_header(key):
        message = "the key holds characters that no HTTP header can carry"
        raise _wrong("model.no-key", message, AuthenticationError)
