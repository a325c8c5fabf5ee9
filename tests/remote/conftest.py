"""A shell and a service for the tests of the commands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Protocol

import pytest

from tests.remote.commands import Shell
from tests.remote.fake import FakeService


class MakeShell(Protocol):
    """Makes a shell whose service fails as the script says."""

    def __call__(self, **script: Any) -> Shell: ...


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[MakeShell]:
    with ExitStack() as stack:
        yield lambda **script: Shell(tmp_path, stack.enter_context(FakeService(**script)))
