"""The backends under test: each type and target."""

from __future__ import annotations

from importlib.util import find_spec

from diagramc.kinds import KINDS, TARGETS

BACKENDS = [
    (kind.name, target)
    for target in TARGETS
    for kind in KINDS.values()
    if find_spec(f"diagramc.backends.{kind.module}.{target}")
]
