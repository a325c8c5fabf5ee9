"""Sequences, mind maps, org charts and timelines of every form at every ratio: clean, full, legible and the same each time."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from diagramc.ir.base import Diagram
from diagramc.ir.mindmap import MindMap, Topic
from diagramc.ir.org_chart import OrgChart, Person
from diagramc.ir.sequence import Fragment, Message, Operand, Participant, Sequence, SequenceNote
from diagramc.ir.timeline import Event, Period, Section, Timeline
from diagramc.kinds import kind_of
from diagramc.layout.fit import Fitted, fit
from diagramc.options import RATIOS, CompileOptions
from diagramc.renderers.svg import draw_svg
from diagramc.themes import load_theme
from tests.scene_lint import lint, loose_ends, struck_nodes

THEME = load_theme("light")
WORDS = ("amber", "beacon lights", "cask", "drift ice and the long night", "ember", "ferry", "gale warning")


def _word(i: int) -> str:
    return WORDS[i % len(WORDS)]


def _story(people: int, messages: int, *, local: bool = False, nested: bool = False) -> Sequence:
    """A sequence in which messages go round; `local` ones only between neighbours, slowly from the first to the last."""
    ids = [f"p{i}" for i in range(people)]
    steps: list[Message | Fragment | SequenceNote] = []
    for i in range(messages):
        at = i * (people - 1) // messages if local else i % people
        to = at + 1 if local else (i + 1) % people
        steps.append(Message(source=ids[at], target=ids[to], label=_word(i)))
    if nested:
        half = len(steps) // 2
        operands = (
            Operand(label="calm sea", steps=tuple(steps[:half])),
            Operand(label="else", steps=tuple(steps[half:])),
        )
        steps = [
            Fragment(kind="alt", operands=operands),
            SequenceNote(text="A note on it", participants=(ids[0],)),
        ]
    people_there = tuple(Participant(id=id, label=f"The {_word(i)}") for i, id in enumerate(ids))
    return Sequence(participants=people_there, steps=tuple(steps))


def _parents(count: int, branches: int) -> list[str | None]:
    return [None, *(str((i - 1) // branches) for i in range(1, count))]


def _map(count: int, branches: int) -> MindMap:
    parents = _parents(count, branches)
    return MindMap(topics=tuple(Topic(id=str(i), label=_word(i), parent=p) for i, p in enumerate(parents)))


def _chart(count: int, branches: int) -> OrgChart:
    parents = _parents(count, branches)
    people = (
        Person(id=str(i), label=f"Kai {_word(i)}", title=_word(i + 3), reports_to=p)
        for i, p in enumerate(parents)
    )
    return OrgChart(people=tuple(people))


def _days(count: int, events: int, sections: int = 0) -> Timeline:
    periods = (
        Period(
            id=str(i),
            label=str(1900 + i),
            events=tuple(Event(text=_word(i + j)) for j in range(i % (events + 1))),
            group=f"s{i * sections // count}" if sections else None,
        )
        for i in range(count)
    )
    return Timeline(
        periods=tuple(periods),
        sections=tuple(Section(id=f"s{i}", label=_word(i + 1)) for i in range(sections)),
    )


CASES: dict[str, Diagram] = {
    "sequence, one message": _story(2, 1),
    "sequence, two speak": _story(2, 8),
    "sequence, long": _story(4, 45),
    "sequence, wide": _story(11, 14, local=True),
    "sequence, nested": _story(5, 12, nested=True),
    "mindmap, small": _map(3, 2),
    "mindmap, wide": _map(26, 12),
    "mindmap, deep": _map(24, 2),
    "mindmap, chain": _map(5, 1),
    "org-chart, small": _chart(3, 2),
    "org-chart, wide": _chart(16, 15),
    "org-chart, deep": _chart(22, 2),
    "org-chart, medium": _chart(21, 4),
    "timeline, bare": _days(3, 0),
    "timeline, small": _days(2, 1),
    "timeline, long": _days(40, 2),
    "timeline, wordy": _days(9, 3, sections=3),
}
FULL = {"sequence, one message": 0.55}
"""Cases that cannot fill a ratio: two heads and one line."""


def _fitted(diagram: Diagram, size: str) -> Fitted:
    arrangements = kind_of(diagram).backend("scene").arrangements(diagram, THEME)
    return fit(diagram, arrangements, THEME, CompileOptions(size=size))


@pytest.mark.parametrize("size", [*RATIOS, "1:4", "4:1"])
@pytest.mark.parametrize("name", CASES)
def test_every_form_fits_every_ratio(name: str, size: str) -> None:
    fitted = _fitted(CASES[name], size)
    drawing, report = fitted.scene.drawing, fitted.report
    faults = lint(drawing)
    if not isinstance(CASES[name], Sequence):  # Messages end on lifelines, not at heads.
        faults += [*loose_ends(drawing), *struck_nodes(drawing)]
    assert faults == []
    assert report.gain >= 0.98
    if size in RATIOS:
        assert report.fill >= FULL.get(name, 0.7)
        assert report.min_text_px >= 9.0


@pytest.mark.parametrize("kind", ["sequence", "mindmap", "org-chart", "timeline"])
def test_text_gains_over_the_plain_picture(kind: str) -> None:
    gains = [
        _fitted(CASES[name], size).report.gain for name in CASES if name.startswith(kind) for size in RATIOS
    ]
    assert sum(gains) / len(gains) >= 1.35


def test_the_same_bytes_with_any_hash_seed() -> None:
    code = "from tests.backends.test_every_ratio import digest; print(digest())"
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def digest() -> str:
    """All cases at one ratio as SVG, as one checksum."""
    import hashlib

    whole = hashlib.sha256()
    for diagram in CASES.values():
        whole.update(draw_svg(_fitted(diagram, "9:16").scene, THEME, generator="test").encode())
    return whole.hexdigest()
