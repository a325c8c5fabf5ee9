"""What a server must not forget: jobs in SQLite, pictures and uploads in a folder by the hash of their content.

One thread uses it (`Desk` in `app.py` sees to that), so a file is never removed between being found and being referred to. An
accepted job is on the disk (`synchronous=FULL`) before anyone hears of it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
import sqlite3
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from diagramc.diagnostics import diagnose
from diagramc.errors import UsageError
from diagramc.files import write_atomically
from diagramc.server.settings import KEPT

VERSION = 1
"""The version of the tables."""
MAX_ATTEMPTS = 50
"""A job that was begun so often without coming to an end (each time the server died) has failed: it may be what ends the server."""
_TABLES = """
CREATE TABLE IF NOT EXISTS jobs (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    owner TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    request BLOB NOT NULL,
    created REAL NOT NULL,
    started REAL,
    completed REAL,
    attempts INTEGER NOT NULL DEFAULT 0,
    remote_id TEXT,
    result BLOB,
    error_code TEXT,
    error_message TEXT
);
CREATE INDEX IF NOT EXISTS jobs_by_owner ON jobs (owner, number);
CREATE INDEX IF NOT EXISTS jobs_by_status ON jobs (status);
CREATE TABLE IF NOT EXISTS files (
    token TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    job TEXT,
    expires REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS files_by_content ON files (sha256);
CREATE INDEX IF NOT EXISTS files_by_expiry ON files (expires);
CREATE INDEX IF NOT EXISTS files_by_job ON files (job);
"""
_COLUMNS = "id, owner, kind, status, request, created, started, completed, attempts, remote_id, result, error_code, error_message"


class StoredFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file as it can be fetched: whoever has the token may. `expires` in s since the epoch."""

    token: str
    sha256: str
    media_type: str
    size: int
    expires: float


class JobRow(msgspec.Struct, frozen=True, kw_only=True):
    """A job: `status` pending, processing, completed or failed; times in s since the epoch; `request` and `result` as JSON."""

    id: str
    owner: str
    kind: str
    status: str
    request: bytes
    created: float
    started: float | None = None
    completed: float | None = None
    attempts: int = 0
    remote_id: str | None = None
    result: bytes | None = None
    error_code: str | None = None
    error_message: str | None = None


class Store:
    """The jobs and files in a folder. UsageError when the folder cannot be used, or another server uses it."""

    def __init__(
        self, folder: Path, *, disk: int, jobs: int = 50_000, now: Callable[[], float] = time.time
    ) -> None:
        self._files = folder / "files"
        self._most_bytes = disk
        self._most_jobs = jobs
        self._now = now
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._files.mkdir(exist_ok=True, mode=0o700)
            self._lock = _lock(folder)
            self._base = sqlite3.connect(
                _owned(folder / "jobs.sqlite3"), isolation_level=None, check_same_thread=False
            )
            self._base.execute("PRAGMA journal_mode=WAL")
            self._base.execute("PRAGMA synchronous=FULL")
            self._base.execute("PRAGMA secure_delete=ON")
            self._base.execute("PRAGMA cache_size=-1000")
            self._check_version()
            self._base.executescript(_TABLES)
        except (OSError, sqlite3.Error) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise UsageError(diagnostics=[diagnose("serve.data", f"cannot use {folder}: {reason}")]) from None
        self._drop_strays()
        self._used: int = self._one(
            "SELECT COALESCE(SUM(size), 0) FROM (SELECT MAX(size) AS size FROM files GROUP BY sha256)"
        )
        self._jobs: int = self._one("SELECT COUNT(*) FROM jobs")

    def _one(self, query: str, *values: object) -> Any:
        """The only value of a query."""
        return self._base.execute(query, values).fetchone()[0]

    def _check_version(self) -> None:
        version = self._one("PRAGMA user_version")
        if version not in (0, VERSION):
            raise sqlite3.DatabaseError(f"it was written by another version of diagramc ({version})")
        self._base.execute(f"PRAGMA user_version={VERSION}")

    def close(self) -> None:
        """Let go of the folder."""
        self._base.close()
        self._lock.close()

    # Jobs

    def accept(self, kind: str, owner: str, request: bytes) -> JobRow:
        """A new job. When this returns, it is on the disk."""
        row = JobRow(
            id=str(uuid.uuid4()),
            owner=owner,
            kind=kind,
            status="pending",
            request=request,
            created=self._now(),
        )
        self._base.execute(
            "INSERT INTO jobs (id, owner, kind, status, request, created) VALUES (?, ?, ?, ?, ?, ?)",
            (row.id, owner, kind, row.status, request, row.created),
        )
        self._jobs += 1
        if self._jobs > self._most_jobs:
            self._forget(
                "number IN (SELECT number FROM jobs WHERE completed IS NOT NULL ORDER BY number LIMIT 100)"
            )
        return row

    def begin(self, id: str) -> bool:
        """A job is worked on now. False, and it has failed, when it was begun too often already."""
        row = self.job(id)
        if row is None or row.status not in ("pending", "processing"):
            return False
        if row.attempts >= MAX_ATTEMPTS:
            self.fail(
                id, "internal_error", f"the server was stopped {row.attempts} times while it worked on this"
            )
            return False
        self._base.execute(
            "UPDATE jobs SET status='processing', started=?, attempts=attempts+1 WHERE id=?",
            (self._now(), id),
        )
        return True

    def give_back(self, id: str) -> None:
        """A job that was begun waits again, as if it had not been: the server is asked to stop."""
        self._base.execute(
            "UPDATE jobs SET status='pending', started=NULL, attempts=attempts-1 WHERE id=? AND status='processing'",
            (id,),
        )

    def set_remote(self, id: str, remote_id: str) -> None:
        """The remote service works on a job, under an id of its own."""
        self._base.execute("UPDATE jobs SET remote_id=? WHERE id=?", (remote_id, id))

    def finish(self, id: str, result: bytes, contents: dict[str, tuple[bytes, str]]) -> None:
        """A job is done: its pictures (content and media type by format) and its result are kept for an hour from now."""
        completed = self._now()
        kept = {name: self._write(content) for name, (content, _) in contents.items()}
        files = {
            name: StoredFile(
                token=secrets.token_urlsafe(24),
                sha256=kept[name],
                media_type=media_type,
                size=len(content),
                expires=completed + KEPT,
            )
            for name, (content, media_type) in contents.items()
        }
        body = msgspec.json.encode({"files": files, "result": msgspec.Raw(result)})
        with self._transaction():
            for file in files.values():
                self._insert(file, id)
            self._base.execute(
                "UPDATE jobs SET status='completed', completed=?, result=? WHERE id=?", (completed, body, id)
            )
        self._make_room()

    def fail(self, id: str, code: str, message: str, result: bytes | None = None) -> None:
        """A job has failed for good; `result` is what else there is to say, as JSON."""
        self._base.execute(
            "UPDATE jobs SET status='failed', completed=?, error_code=?, error_message=?, result=? WHERE id=?",
            (self._now(), code, message, result, id),
        )

    def job(self, id: str) -> JobRow | None:
        """A job by its id."""
        row = self._base.execute(f"SELECT {_COLUMNS} FROM jobs WHERE id=?", (id,)).fetchone()
        return None if row is None else _job(row)

    def jobs(self, owner: str, limit: int, offset: int) -> tuple[list[JobRow], int]:
        """An owner's jobs, newest first, and how many there are."""
        total = self._one("SELECT COUNT(*) FROM jobs WHERE owner=?", owner)
        rows = self._base.execute(
            f"SELECT {_COLUMNS} FROM jobs WHERE owner=? ORDER BY number DESC LIMIT ? OFFSET ?",
            (owner, limit, offset),
        )
        return [_job(row) for row in rows], total

    def unfinished(self) -> list[JobRow]:
        """The jobs that an earlier run of the server left, oldest first."""
        rows = self._base.execute(
            f"SELECT {_COLUMNS} FROM jobs WHERE status IN ('pending', 'processing') ORDER BY number"
        )
        return [_job(row) for row in rows]

    def counts(self) -> dict[str, int]:
        """How many jobs there are by status."""
        return dict(self._base.execute("SELECT status, COUNT(*) FROM jobs GROUP BY status").fetchall())

    # Files

    def keep(self, content: bytes, media_type: str) -> StoredFile:
        """A file that belongs to no job, kept for an hour."""
        file = StoredFile(
            token=secrets.token_urlsafe(24),
            sha256=self._write(content),
            media_type=media_type,
            size=len(content),
            expires=self._now() + KEPT,
        )
        self._insert(file, None)
        self._make_room()
        return file

    def find(self, token: str) -> tuple[StoredFile, Path] | None:
        """A file and where it is; None when there is no such token, or not any more."""
        row = self._base.execute(
            "SELECT token, sha256, media_type, size, expires FROM files WHERE token=? AND expires>?",
            (token, self._now()),
        ).fetchone()
        if row is None:
            return None
        file = StoredFile(token=row[0], sha256=row[1], media_type=row[2], size=row[3], expires=row[4])
        return file, self._path(file.sha256)

    @property
    def usage(self) -> int:
        """The bytes that files take."""
        return self._used

    def expire(self) -> None:
        """Forget what is older than it is to be kept."""
        now = self._now()
        self._drop("expires<=?", now)
        self._forget("completed<=?", now - KEPT)

    def _make_room(self) -> None:
        """Drop the oldest files until the rest fits."""
        while self._used > self._most_bytes:
            self._drop("rowid IN (SELECT rowid FROM files ORDER BY expires, rowid LIMIT 8)")

    def _drop(self, condition: str, *values: object) -> None:
        """Remove files, and their contents where nothing else refers to them."""
        found = self._base.execute(
            f"SELECT sha256, MAX(size) FROM files WHERE {condition} GROUP BY sha256", values
        ).fetchall()
        self._base.execute(f"DELETE FROM files WHERE {condition}", values)
        for sha256, size in found:
            if not self._is_referred(sha256):
                self._used -= size
                with contextlib.suppress(OSError):
                    self._path(sha256).unlink()

    def _forget(self, condition: str, *values: object) -> None:
        self._jobs -= self._base.execute(f"DELETE FROM jobs WHERE {condition}", values).rowcount

    def _is_referred(self, sha256: str) -> bool:
        return bool(self._one("SELECT EXISTS (SELECT 1 FROM files WHERE sha256=?)", sha256))

    def _drop_strays(self) -> None:
        """Remove files that a killed server wrote without coming to refer to them."""
        known = {h for (h,) in self._base.execute("SELECT DISTINCT sha256 FROM files")}
        for path in self._files.glob("*/*"):
            name = path.parent.name + path.name
            if name not in known and re.fullmatch(r"[0-9a-f]{64}|..\..+\.part", name):
                with contextlib.suppress(OSError):
                    path.unlink()

    def _insert(self, file: StoredFile, job: str | None) -> None:
        if not self._is_referred(file.sha256):
            self._used += file.size
        self._base.execute(
            "INSERT INTO files (token, sha256, media_type, size, job, expires) VALUES (?, ?, ?, ?, ?, ?)",
            (file.token, file.sha256, file.media_type, file.size, job, file.expires),
        )

    def _path(self, sha256: str) -> Path:
        return self._files / sha256[:2] / sha256[2:]

    def _write(self, content: bytes) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        path = self._path(sha256)
        try:
            there = path.stat().st_size == len(content)
        except OSError:
            there = False
        if not there:
            write_atomically(path, content, mode=0o600)
        return sha256

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self._base.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._base.execute("ROLLBACK")
            raise
        self._base.execute("COMMIT")


def _job(row: tuple[object, ...]) -> JobRow:
    names = [name.strip() for name in _COLUMNS.split(",")]
    return msgspec.convert(dict(zip(names, row, strict=True)), JobRow)


class _Lock:
    """One server a folder: two would both go on with what a third had left."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def close(self) -> None:
        os.close(self._handle)


def _owned(path: Path) -> Path:
    """A file that only its owner can read, made if need be: the folder may be one that others can look into. SQLite's files beside it
    take its mode."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    path.chmod(0o600)
    return path


def _lock(folder: Path) -> _Lock:
    handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        import fcntl
    except ImportError:  # Windows: SQLite alone keeps the tables whole
        return _Lock(handle)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        message = f"another diagramc server uses {folder}"
        raise UsageError(
            diagnostics=[diagnose("serve.data", message, hint="give each server a --data folder of its own")]
        ) from None
    return _Lock(handle)
