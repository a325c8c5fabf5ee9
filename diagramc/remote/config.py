"""The user's configuration: `$XDG_CONFIG_HOME/depicta/config.json` (mode 0600), and the system's keyring."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from diagramc.diagnostics import diagnose
from diagramc.endpoints import first
from diagramc.errors import UsageError
from diagramc.files import write_atomically

MAX_CONFIG = 100_000
"""The largest configuration file, in bytes."""
KEYRING_SERVICE = "depicta"
KEYRING_USER = "api_key"


class Config(msgspec.Struct, frozen=True):
    """What the file holds; empty when there is none. The values stay out of the repr: one of them is the key."""

    path: Path
    values: dict[str, Any] = {}
    readable_by_others: bool = False

    def get(self, name: str) -> str:
        """A value as text; "" when it is missing."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def __repr__(self) -> str:
        return f"Config({str(self.path)!r})"


def config_path(environ: Mapping[str, str]) -> Path:
    """Where the file is, whether it exists or not."""
    return base_folder(environ, "XDG_CONFIG_HOME", ".config") / "depicta" / "config.json"


def base_folder(environ: Mapping[str, str], variable: str, fallback: str) -> Path:
    """A folder of the XDG Base Directory Specification: relative paths in the variable are ignored, as it demands."""
    named = first(environ.get(variable))
    return Path(named) if os.path.isabs(named) else Path.home() / fallback


def read_config(environ: Mapping[str, str]) -> Config:
    """The configuration. UsageError when there is a file that cannot be read or is no JSON object."""
    path = config_path(environ)
    try:
        with open(path, "rb") as file:
            raw = file.read(MAX_CONFIG + 1)
            mode = os.fstat(file.fileno()).st_mode
    except FileNotFoundError:
        return Config(path)
    except OSError as error:
        raise _broken(path, (error.strerror or type(error).__name__).lower()) from None
    try:
        values = msgspec.json.decode(raw) if raw.strip() and len(raw) <= MAX_CONFIG else {}
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        # The decoder's message may quote the file, and so the key.
        raise _broken(path, "not JSON") from None
    if not isinstance(values, dict) or len(raw) > MAX_CONFIG:
        raise _broken(path, "not a JSON object of reasonable size")
    return Config(path, values, os.name == "posix" and bool(mode & 0o077))


def _broken(path: Path, why: str) -> UsageError:
    return UsageError(diagnostics=[diagnose("remote.config", f"cannot read {path}: {why}")])


def change_config(environ: Mapping[str, str], **changes: str | None) -> Path:
    """Set values (None removes one) and keep all others; the file is then readable by its owner only.

    OutputError when it cannot be written.
    """
    config = read_config(environ)
    values = {**config.values, **{name: value for name, value in changes.items() if value is not None}}
    for name in (name for name, value in changes.items() if value is None):
        values.pop(name, None)
    write_atomically(config.path, msgspec.json.format(msgspec.json.encode(values)) + b"\n", mode=0o600)
    return config.path


def keyring_is_installed() -> bool:
    """Whether the `keyring` package is there; does not import it."""
    from importlib.util import find_spec

    return find_spec("keyring") is not None


def no_keyring() -> UsageError:
    """The error of asking for a keyring where there is none."""
    return UsageError(diagnostics=[diagnose("remote.keyring", "the keyring package is not installed")])


def keyring_key() -> str:
    """The key in the system's keyring; "" when there is none, no keyring, or a locked one."""
    if not keyring_is_installed():
        return ""
    import keyring

    try:
        return keyring.get_password(KEYRING_SERVICE, KEYRING_USER) or ""
    except Exception:  # A backend may raise anything: D-Bus, Keychain and Windows errors share no base.
        return ""


def keep_in_keyring(key: str) -> None:
    """Put the key into the system's keyring. UsageError when that does not work."""
    if not keyring_is_installed():
        raise no_keyring()
    import keyring

    try:
        keyring.set_password(KEYRING_SERVICE, KEYRING_USER, key)
    except Exception as error:  # As above; and the error's text might hold the key.
        message = f"the system's keyring refused the key ({type(error).__name__})"
        raise UsageError(diagnostics=[diagnose("remote.keyring", message)]) from None


def drop_from_keyring() -> bool:
    """Remove the key from the system's keyring; False when there was none."""
    if not keyring_key():
        return False
    import keyring

    try:
        keyring.delete_password(KEYRING_SERVICE, KEYRING_USER)
    except Exception as error:  # As above.
        message = f"the system's keyring kept the key ({type(error).__name__})"
        raise UsageError(diagnostics=[diagnose("remote.keyring", message)]) from None
    return True
