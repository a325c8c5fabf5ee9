"""The store of compiled diagrams: what is kept comes back whole or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagramc.cache import Cache, default_folder, make_key
from tests.cli.command import run

KEY = make_key("a")


def test_what_was_put_comes_back(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "store")
    assert cache.get(KEY) is None
    cache.put(KEY, b"\x00picture")
    assert cache.get(KEY) == b"\x00picture"
    assert Cache(tmp_path / "store").get(KEY) == b"\x00picture"
    assert cache.usage().entries == 1


@given(st.lists(st.binary(max_size=6), max_size=4), st.lists(st.binary(max_size=6), max_size=4))
def test_different_parts_have_different_keys(one: list[bytes], other: list[bytes]) -> None:
    assert (make_key(*one) == make_key(*other)) == (one == other)


@pytest.mark.parametrize(
    "damage", [lambda d: d[:-1], lambda d: d + b"x", lambda d: b"", lambda d: b"old" + d[3:]]
)
def test_a_damaged_entry_is_never_used(tmp_path: Path, damage: object) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, b"content")
    (path,) = (p for p in tmp_path.rglob("*") if p.is_file())
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    assert cache.get(KEY) is None
    assert not path.exists()


def test_what_was_used_longest_ago_is_dropped_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    keys = [make_key(str(number)) for number in range(4)]
    for age, key in enumerate(keys):
        cache.put(key, bytes(1000))
        path = tmp_path / key[:2] / key[2:]
        os.utime(path, (1_000_000 + age, 1_000_000 + age))
    assert cache.get(keys[0]) is not None  # now used last
    assert cache.prune(2500).entries == 2
    assert [cache.get(key) is not None for key in keys] == [True, False, False, True]


def test_a_store_keeps_to_its_limit_by_itself(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit=20_000)
    for number in range(200):
        cache.put(make_key(str(number)), bytes(1000))
    assert cache.usage().size <= 20_000 + 64 * 1100


def test_a_folder_that_cannot_be_written_never_hits(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    cache = Cache(tmp_path / "file" / "store")
    cache.put(KEY, b"x")
    assert cache.get(KEY) is None


def test_a_killed_writer_leaves_no_bad_entry(tmp_path: Path) -> None:
    script = (
        "import itertools, sys; from pathlib import Path; from diagramc.cache import Cache, make_key\n"
        f"cache = Cache(Path({str(tmp_path)!r}))\n"
        "for n in itertools.count(): cache.put(make_key(str(n % 50)), bytes([n % 256]) * 300_000); n or print(flush=True)"
    )
    for number in range(8):
        process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.read(1)  # it has begun to write
        time.sleep(0.01 * number)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    cache = Cache(tmp_path)
    whole = 0
    for number in range(50):
        content = cache.get(make_key(str(number)))
        if content is not None:
            whole += 1
            assert len(content) == 300_000
            assert len(set(content)) == 1
    assert whole > 0
    cache.clear()
    assert not [p for p in tmp_path.rglob("*") if p.is_file()]


def test_where_the_store_is() -> None:
    assert default_folder({"DIAGRAMC_CACHE": "/x/y"}) == Path("/x/y")
    if sys.platform == "linux":
        assert default_folder({"XDG_CACHE_HOME": "/c"}) == Path("/c/diagramc")
        assert default_folder({}) == Path.home() / ".cache" / "diagramc"


def test_the_command(tmp_path: Path) -> None:
    store = tmp_path / "store"
    Cache(store).put(KEY, bytes(5000))
    env = {"DIAGRAMC_CACHE": str(store)}
    assert b"1 entries, 5 KiB" in run("cache", "info", folder=tmp_path, env=env).out
    assert run("cache", "prune", "some", folder=tmp_path, env=env).code == 2
    assert b"removed 0 entries" in run("cache", "prune", "1M", folder=tmp_path, env=env).out
    assert b"removed 1 entries" in run("cache", "clear", folder=tmp_path, env=env).out
    assert Cache(store).usage().entries == 0
