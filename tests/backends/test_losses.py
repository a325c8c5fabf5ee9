"""Nothing is lost in silence: each feature of each type shows in the target's source, or is reported as lost."""

from __future__ import annotations

from itertools import islice

import pytest

from diagramc.backends.base import lower
from diagramc.diagnostics import Severity
from diagramc.ir.visit import walk
from diagramc.kinds import KINDS
from diagramc.passes.validate import validate
from tests.backends.languages import BACKENDS
from tests.backends.variations import Variation, reachable, variations
from tests.samples import SAMPLES


@pytest.mark.parametrize("name", SAMPLES)
def test_the_sample_is_valid(name: str) -> None:
    assert [d.message for d in validate(SAMPLES[name]) if d.severity is Severity.ERROR] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_the_sample_holds_every_struct(name: str) -> None:
    sample = SAMPLES[name]
    present = {type(element) for element in walk(sample)}
    assert [struct.__name__ for struct in reachable(type(sample)) if struct not in present] == []


@pytest.mark.parametrize(("name", "target"), BACKENDS)
def test_each_feature_is_written_or_reported(name: str, target: str) -> None:
    backend = KINDS[name].backend(target)
    unsupported, approximated = backend.UNSUPPORTED, getattr(backend, "APPROXIMATED", {})
    complaints: list[str] = []
    shown: set[str] = set()
    silent: dict[str, list[str]] = {}
    for keys, ways, required in variations(SAMPLES[name]):
        feature = keys[-1]
        words = {table[key] for table in (unsupported, approximated) for key in keys if key in table}
        # A reported feature is not expected to show: a few tries tell enough.
        tried = list(islice(filter(_is_valid, ways), 3 if words else 24))
        written = any(backend.lower(way.without) != backend.lower(way.used) for way in tried)
        if not tried:
            complaints.append(f"{feature}: the sample cannot show it")
        elif written and feature in unsupported and not required:
            complaints.append(f"{feature}: reported as left out, but written")
        elif written:
            shown.add(feature.partition("=")[0])
        elif not any(_reported(way, target, words) for way in tried):
            silent.setdefault(feature.partition("=")[0], []).append(feature)
    for field, lost in silent.items():
        # One value of an enumeration may say what leaving it out means, such as the direction TB.
        if len(lost) > 1 or field not in shown or "=" not in lost[0]:
            complaints += [f"{feature}: lost in silence" for feature in lost]
    assert not complaints, "\n".join(complaints)


def _is_valid(way: Variation) -> bool:
    return not any(d.severity is Severity.ERROR for diagram in way for d in validate(diagram))


def _reported(way: Variation, target: str, words: set[str]) -> bool:
    """Whether using the feature is reported with the words of its own row, or of the row of what it is a part of."""
    # Not only what is new: a style that is left out as a whole is so whatever is in it, and a reference may be taken away.
    said = [d.message for diagram in way for d in lower(diagram, target).diagnostics]
    return any(word in message for word in words for message in said)


@pytest.mark.parametrize(("name", "target"), BACKENDS)
def test_the_tables_name_features_that_exist(name: str, target: str) -> None:
    known = {key for feature in variations(SAMPLES[name]) for key in feature.keys}
    backend = KINDS[name].backend(target)
    tables = (backend.UNSUPPORTED, getattr(backend, "APPROXIMATED", {}))
    assert sorted(key for table in tables for key in table if key not in known) == []


@pytest.mark.parametrize(("name", "target"), BACKENDS)
def test_a_second_pass_gives_the_same_text(name: str, target: str) -> None:
    backend = KINDS[name].backend(target)
    text = backend.lower(SAMPLES[name])
    assert backend.lower(SAMPLES[name]) == text
    assert text.endswith("\n")
    assert not any(line != line.rstrip() for line in text.splitlines())
