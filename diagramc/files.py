"""Reading and writing files so that nothing is lost: bounded reads, and writes that land by rename."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path
from typing import BinaryIO, NamedTuple

from diagramc.errors import OutputError, SourceError

MAX_SOURCE = 5_000_000
"""The largest source file, in bytes."""


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


def read_source(path: Path) -> bytes:
    """The bytes of a source file. SourceError when it cannot be read or is larger than MAX_SOURCE."""
    try:
        with open(path, "rb") as file:
            data = file.read(MAX_SOURCE + 1)
    except OSError as error:
        raise SourceError(f"cannot read {path}: {_reason(error)}") from None
    return bounded(data, str(path))


def bounded(data: bytes, name: str) -> bytes:
    """The data as it is. SourceError when it is larger than MAX_SOURCE."""
    if len(data) > MAX_SOURCE:
        raise SourceError(f"{name} is larger than the limit of {MAX_SOURCE:,} bytes")
    return data


class Original(NamedTuple):
    """A text file as it was read: its text with `\\n` as the only line end, and how its bytes were otherwise."""

    text: str
    crlf: bool
    mark: bool

    def encode(self, text: str) -> bytes:
        """A text as bytes of the same sort: byte order mark, line ends."""
        written = text.replace("\n", "\r\n") if self.crlf else text
        return written.encode("utf-8-sig" if self.mark else "utf-8")


def original_of(data: bytes) -> Original:
    """The bytes of a file as UTF-8; of mixed line ends what most lines have. UnicodeDecodeError when they are no UTF-8."""
    text = data.decode("utf-8-sig")
    crlf = text.count("\r\n") * 2 > text.count("\n")
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return Original(plain, crlf, data.startswith(b"\xef\xbb\xbf"))


def write_atomically(path: Path, data: bytes, *, mode: int | None = None) -> None:
    """Write a file by way of a temporary one beside it and a rename, so that a failure leaves what was there.

    A missing folder is made. An existing file keeps its mode, unless `mode` is given. OutputError when it cannot be written.
    """
    temporary = None
    try:
        path = path.resolve() if path.is_symlink() else path
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise OutputError(f"cannot write {path}: it is a folder")
        if path.exists() and not path.is_file():
            # A device or a pipe (/dev/stdout, /dev/null) is written to, never replaced.
            path.write_bytes(data)
            return
        with _new_file(path.parent, path.name[:40]) as file:
            temporary = Path(file.name)
            file.write(data)
        temporary.chmod(_mode_for(path) if mode is None else mode)
        temporary.replace(path)
        temporary = None
    except OSError as error:
        raise OutputError(f"cannot write {path}: {_reason(error)}") from None
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()


def _new_file(folder: Path, stem: str) -> BinaryIO:
    """A file that nobody had before and that only we may read, open for writing. (The standard library's `tempfile` would load all of
    its compressions: 3 ms of CPU.)
    """
    return open(folder / f".{stem}.{os.urandom(8).hex()}.part", "xb", opener=_open_private)


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _mode_for(path: Path) -> int:
    """The mode of the file that is there, else what the umask leaves of rw-rw-rw-."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def check_writable(path: Path) -> None:
    """OutputError when a file cannot be written there; makes the folder. For results that cost money or much time."""
    folder = path.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise OutputError(f"cannot write {path}: it is a folder")
        with _new_file(folder, "diagramc") as file:
            temporary = Path(file.name)
        temporary.unlink()
    except OSError as error:
        raise OutputError(f"cannot write {path}: {_reason(error)}") from None


def private_folder() -> Path:
    """This user's folder for temporary results, made if need be. OutputError when someone else holds its name."""
    import tempfile

    folder = Path(tempfile.gettempdir()) / f"diagramc-{os.getuid() if hasattr(os, 'getuid') else 'results'}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        status = folder.lstat()
    except OSError as error:
        raise OutputError(f"cannot make {folder}: {_reason(error)}") from None
    if not stat.S_ISDIR(status.st_mode) or (hasattr(os, "getuid") and status.st_uid != os.getuid()):
        raise OutputError(f"{folder} belongs to someone else; say where to write with -o or -d")
    return folder


def free_name(folder: Path, stem: str, ending: str) -> Path:
    """A path in the folder that is not taken: `stem.ending`, else `stem-2.ending`, `stem-3.ending` …"""
    path = folder / f"{stem}{ending}"
    number = 2
    while path.exists():
        path = folder / f"{stem}-{number}{ending}"
        number += 1
    return path
