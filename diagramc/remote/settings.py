"""Where the service is and with which key: options first, then the environment, the configuration, the keyring."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

import msgspec

from diagramc.diagnostics import Diagnostic, diagnose
from diagramc.endpoints import (
    first,
    fits_header,
    hide_keys,
    host_of,
    is_address,
    is_loopback,
    one_line,
    place_of,
)
from diagramc.errors import AuthenticationError, UsageError
from diagramc.remote.config import keyring_key, read_config

DEFAULT_URL = "https://api.depicta.ai"


class RemoteSettings(msgspec.Struct, frozen=True, kw_only=True):
    """The service's address, checked, and the key, which never shows in the repr.

    `source` says where the key comes from, in words; `remarks` are warnings about how it is kept.
    """

    api_url: str
    api_key: str
    source: str
    remarks: tuple[Diagnostic, ...] = ()

    @property
    def place(self) -> str:
        """Scheme, host and port, for messages and the journal."""
        return place_of(self.api_url)

    @property
    def is_local(self) -> bool:
        """Whether the service is on this machine."""
        return is_loopback(host_of(self.api_url))

    def redact(self, text: str) -> str:
        """The text without the key, and without any other."""
        return hide_keys(text.replace(self.api_key, "***") if self.api_key else text)

    def quote(self, text: str) -> str:
        """The service's words, fit for a message: without the key, in one line, short."""
        return one_line(self.redact(text))

    def __repr__(self) -> str:
        return f"RemoteSettings(place={self.place!r}, api_key={'set' if self.api_key else 'none'})"


def read_settings(
    environ: Mapping[str, str], *, api_key: str | None = None, api_url: str | None = None
) -> RemoteSettings:
    """The settings from options, `DEPICTA_API_URL` and `DEPICTA_API_KEY`, the configuration file, the keyring.

    Raises UsageError for an address that cannot be used, AuthenticationError when there is no key, or one that would go over
    plain http to another machine.
    """
    config = read_config(environ)
    url = first(api_url, environ.get("DEPICTA_API_URL"), config.get("api_url"), DEFAULT_URL).rstrip("/")
    _check_url(url)
    key, source = find_key(environ, api_key)
    if not key:
        raise AuthenticationError(diagnostics=[diagnose("remote.no-key", f"{place_of(url)} needs a key")])
    if not fits_header(key):
        message = f"the key from {source} holds characters that no HTTP header can carry"
        raise AuthenticationError(diagnostics=[diagnose("remote.no-key", message)])
    if urlsplit(url).scheme == "http" and not is_loopback(host_of(url)):
        message = f"{place_of(url)} would receive the key unencrypted"
        raise AuthenticationError(diagnostics=[diagnose("remote.insecure", message)])
    remarks: list[Diagnostic] = []
    if config.readable_by_others and config.get("api_key"):
        message = f"{config.path} can be read by others"
        remarks.append(diagnose("remote.config-mode", message, hint=f"chmod 600 {config.path}"))
    return RemoteSettings(api_url=url, api_key=key, source=source, remarks=tuple(remarks))


def find_key(environ: Mapping[str, str], option: str | None = None) -> tuple[str, str]:
    """The key and where it comes from, in words; two empty strings when there is none."""
    for value, source in ((option, "the option"), (environ.get("DEPICTA_API_KEY"), "DEPICTA_API_KEY")):
        if key := first(value):
            return key, source
    config = read_config(environ)
    if key := first(config.get("api_key")):
        return key, str(config.path)
    key = first(keyring_key())
    return key, "the system's keyring" if key else ""


def _check_url(url: str) -> None:
    # The address itself stays out of the messages: it may hold a password.
    if not is_address(url):
        raise _wrong("the service's address is not an http or https address")
    parts = urlsplit(url)
    if parts.query or parts.fragment:
        raise _wrong("the service's address has a query or fragment")
    if parts.username or parts.password:
        raise _wrong("the service's address holds a user name or password")


def _wrong(message: str) -> UsageError:
    return UsageError(diagnostics=[diagnose("remote.api-url", message)])
