"""What every client of an HTTP service needs before it sends anything: is the address usable, is it safe for a key.

Pure functions; shared by the language model's endpoint and the remote image service.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

MAX_QUOTE = 300
"""The most characters of a service's own words that a message quotes."""


def first(*values: str | None) -> str:
    """The first value that is not blank, stripped; "" when there is none."""
    return next((value.strip() for value in values if value and value.strip()), "")


def is_address(url: str) -> bool:
    """Whether this is an http or https address that can be asked as it stands."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return usable and url.isascii() and url.isprintable() and " " not in url


def fits_header(key: str) -> bool:
    """Whether a key can be sent: HTTP libraries quote a header they refuse, key and all, so it is checked before."""
    return key.isascii() and key.isprintable() and " " not in key


def host_of(url: str) -> str:
    """The host's name, in lower case; "" when there is none."""
    return urlsplit(url).hostname or ""


def place_of(url: str) -> str:
    """Scheme, host and port, for messages: without a path and without user names or passwords."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + (f":{parts.port}" if parts.port else "")


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    import ipaddress

    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def hide_keys(text: str) -> str:
    """The text without anything that looks like a key: the image service's, or what stands in a header."""
    import re

    return re.sub(r"dpct_[\w-]+|(?<=Bearer )[^\s'\"]+", "***", text)


def one_line(text: str, limit: int = MAX_QUOTE) -> str:
    """A service's words in one line, printable and short. Take secrets out before: a cut could leave half of one."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds a service asks to wait: `retry-after-ms`, or `Retry-After` as seconds or date (RFC 9110, 10.2.3).

    A date is read against the answer's own `Date`, so that no clock is needed and a wrong one does no harm.
    """
    from email.utils import parsedate_to_datetime

    for name, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        try:
            return min(max(0.0, float(headers.get(name, "")) / unit), 1e9)
        except ValueError:
            continue
    try:
        until = parsedate_to_datetime(headers.get("retry-after", ""))
        return max(0.0, (until - parsedate_to_datetime(headers.get("date", ""))).total_seconds())
    except (TypeError, ValueError):
        return None
