"""Which URLs a diagram may lead to: none that runs a program or reads a file where the picture is opened."""

from __future__ import annotations

URL_SCHEMES = ("http", "https", "mailto")


def is_relative(url: str) -> bool:
    """Whether a URL has no scheme (RFC 3986, 4.2). One that begins with a colon has none: Sphinx's roles are written so."""
    scheme, colon, _ = url.partition(":")
    return not colon or not scheme or any(char in scheme for char in "/?#")


def has_safe_scheme(url: str) -> bool:
    """Whether a URL is relative or of one of URL_SCHEMES."""
    return is_relative(url) or url.partition(":")[0].lower() in URL_SCHEMES


def is_safe_url(url: str) -> bool:
    """Whether a URL may be written out: one, without blanks or control characters, with a safe scheme."""
    return bool(url) and url.isprintable() and " " not in url and has_safe_scheme(url)
