"""Whatever the text, a reader answers a diagram or diagnostics. `scripts/fuzz.py` looks for longer; its finds are pinned here."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.frontends.cases import TARGETS
from tests.frontends.fuzz import broken, try_text

FINDS: tuple[tuple[str, str], ...] = (
    ("dot", "digraph { edge\u2028 [shape=box]; edge\u2028 -> b }"),
    ("mermaid", 'flowchart TD\n  a@{ shape: doc, label: "\ud800" }\n'),
    ("plantuml", "@startuml\n!startsub A\n[a]\n!includesub A\n@enduml\n"),
    ("plantuml", "@startuml\nentity Order {\n <<PK>> <<FK>>\n}\nclass A {\n f(, b)\n  <<x>>()\n}\n@enduml\n"),
    ("plantuml", "@startuml\nentity Order {\n <<PK>> <<FK>>\n}\n@enduml\n"),
    ("plantuml", "@startuml\nstart\n:Count\u201c points;\n@enduml\n"),
)
"""Texts that once broke a reader, by language."""


@pytest.mark.parametrize("language", TARGETS)
@given(seed=st.integers(0, 2**32))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_broken_text_is_told_so(language: str, seed: int) -> None:
    try_text(broken(random.Random(seed), language), language)


@pytest.mark.parametrize("language", TARGETS)
@given(text=st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_or_refused(language: str, text: str) -> None:
    try_text(text, language)


@pytest.mark.parametrize(("language", "text"), FINDS)
def test_what_fuzzing_found(language: str, text: str) -> None:
    try_text(text, language)
