"""Whatever the label or id, what is written is accepted by the real tool of the language."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from diagramc.kinds import KINDS, TARGETS
from tests.backends.awkward import AWKWARD, with_ids, with_label
from tests.backends.languages import BACKENDS
from tests.conftest import Check
from tests.samples import SAMPLES

Answers = dict[tuple[str, str], str | None]


def _ask(check: Check, target: str) -> Answers:
    """What the tool says of every sample as it is, and with each awkward text as label and as id."""
    sources: dict[tuple[str, str], str] = {}
    for name, language in BACKENDS:
        if language == target:
            lower: Callable[..., str] = KINDS[name].backend(target).lower
            sources[name, "plain"] = lower(SAMPLES[name])
            for words, text in AWKWARD.items():
                sources[name, words] = lower(with_ids(with_label(SAMPLES[name], text), text))
    return dict(zip(sources, check(list(sources.values())), strict=True))


@pytest.fixture(scope="module", params=TARGETS)
def answers(request: pytest.FixtureRequest) -> Answers:
    fixture = "check_dot" if request.param == "graphviz" else f"check_{request.param}"
    return _ask(request.getfixturevalue(fixture), request.param)


@pytest.mark.real_tool
@pytest.mark.slow
@pytest.mark.parametrize("name", SAMPLES)
def test_the_real_tool_accepts_it(answers: Answers, name: str) -> None:
    refused = {words: said for (type, words), said in answers.items() if type == name and said}
    assert refused == {}
    assert (name, "plain") in answers
