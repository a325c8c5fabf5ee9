"""Is the diagram about the prompt, and is it whole? A diagram can be valid and say something else, or only half of it."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from diagramc.diagnostics import Diagnostic, Severity, diagnose
from diagramc.ir.architecture import Architecture
from diagramc.ir.base import Diagram, Edge, Group, Label, Node, RichText, label_of, plain
from diagramc.ir.flowchart import Flowchart
from diagramc.ir.sequence import Message, Operand, Sequence, SequenceNote
from diagramc.ir.timeline import Timeline
from diagramc.ir.visit import walk

MIN_COVERAGE = 0.2
"""The least share of the prompt's own words that a diagram must use …"""
ENOUGH_WORDS = 5
"""… or this many of them, which is enough for a prompt of any length."""
MAX_LEAK = 0.34
"""The largest share of labels that come from the example and not from the prompt."""
MOSTLY = 0.6
"""From this share on, letters of other scripts make a prompt one that is not in Latin script."""
STEM = 5
"""Two words are the same when their first five letters are (or all of the shorter one's, from three on)."""

_COMMON = """
a about after all an and are as at be been before between by can chart diagram draw each every flow flowchart for from
has have how if in into is it its make map me mind of on one or org our please process sequence should show some that
the their them then there these they this through timeline to two us was we were what when where which while who will
with you your
"""
_COMMON_WORDS = frozenset(_COMMON.split())
"""Words that say nothing about what a prompt is about."""


def review(diagram: Diagram, prompt: str, example: Iterable[str]) -> tuple[Diagnostic, ...]:
    """What speaks against a diagram as an answer to the prompt; `example` holds the labels of the example shown with it.

    A leak of the example is an error. Few words in common, or loose ends, are warnings: both can be right.
    """
    labels = list(labels_of(diagram))
    asked = list(dict.fromkeys(word for word in words(prompt) if word not in _COMMON_WORDS))
    foreign = {label for label in map(_folded, example) if not _covered(words(label), asked)}
    leaked = [label for label in labels if _folded(label) in foreign]
    if len(leaked) > MAX_LEAK * len(labels):
        shown = ", ".join(repr(label[:40]) for label in dict.fromkeys(leaked[:4]))
        message = f"labels of the example, not of the prompt: {shown}"
        return (diagnose("model.example", message),)
    doubts = [
        *_coverage(labels, asked),
        *_other_script(labels, prompt),
        *_loose_ends(diagram),
        *_missing_years(diagram, prompt),
    ]
    return tuple(diagnose(code, message, severity=Severity.WARNING) for code, message in doubts)


def _coverage(labels: Iterable[str], asked: list[str]) -> Iterator[tuple[str, str]]:
    """Whether the labels use enough of the words that were asked for."""
    said = list(dict.fromkeys(word for label in labels for word in words(label)))
    found = _covered(asked, said)
    if found < min(ENOUGH_WORDS, math.ceil(MIN_COVERAGE * len(asked))):
        missing = ", ".join([word for word in asked if not _covered([word], said)][:12])
        message = f"the diagram has {found} of the prompt's {len(asked)} words; missing: {missing}"
        yield "model.off-topic", message


def _other_script(labels: Iterable[str], prompt: str) -> Iterator[tuple[str, str]]:
    """Whether the labels are in the prompt's script: small models translate. Latin names are everywhere, so they need not be."""
    foreign, said = _non_latin(prompt), _non_latin(" ".join(labels))
    if foreign > MOSTLY > 2 * said:
        yield "model.language", "the labels are not in the language of the prompt; use its own words"


def _non_latin(text: str) -> float:
    """The share of letters that are not Latin."""
    letters = [char for char in text if char.isalpha()]
    return sum(not unicodedata.name(char, "").startswith("LATIN") for char in letters) / max(1, len(letters))


def _loose_ends(diagram: Diagram) -> Iterator[tuple[str, str]]:
    """Questions with a single answer, and parts that nothing is joined to, in the types where every part is joined."""
    if isinstance(diagram, Flowchart):
        ways = Counter(edge.source for edge in diagram.edges)
        for node in diagram.nodes:
            if node.kind == "decision" and ways[node.id] < 2:
                name = plain(label_of(node))
                yield "model.incomplete", f"the decision {name!r} has fewer than two edges out"
    parts, joined = _joined(diagram)
    if len(parts) > 1:
        for part in parts:
            if part.id not in joined and part.group not in joined:
                yield "model.incomplete", f"{plain(label_of(part))!r} is joined to nothing"


def _missing_years(diagram: Diagram, prompt: str) -> Iterator[tuple[str, str]]:
    """The years that a prompt names and a timeline does not; small models run periods together."""
    if not isinstance(diagram, Timeline):
        return
    said = {diagram.title, *labels_of(diagram)}
    said |= {when for period in diagram.periods for when in (period.start, period.end)}
    text = " ".join(plain(value) for value in said)
    for year in dict.fromkeys(re.findall(r"(?<![\d.,])[12]\d{3}(?![\d.,]\d|\d)", prompt)):
        if year not in text:
            yield "model.incomplete", f"the year {year} is missing"


def _joined(diagram: Diagram) -> tuple[tuple[Node, ...], set[str | None]]:
    """The parts that should be joined, and the ids at the ends of lines."""
    if isinstance(diagram, Flowchart):
        return diagram.nodes, {end for edge in diagram.edges for end in (edge.source, edge.target)}
    if isinstance(diagram, Architecture):
        return diagram.services, {end for edge in diagram.connections for end in (edge.source, edge.target)}
    if isinstance(diagram, Sequence):
        ends: set[str | None] = set()
        for part in walk(diagram):
            if isinstance(part, Message):
                ends |= {part.source, part.target}
            elif isinstance(part, SequenceNote):
                ends.update(part.participants)
        return diagram.participants, ends - {None}
    return (), set()


_SHOWN_FIELDS = ("text", "name", "title", "technology", "department")
"""Where elements hold what a reader sees, besides the label."""


def labels_of(diagram: Diagram, *, guards: bool = True) -> Iterator[str]:
    """What a reader sees, without the diagram's own title and description: a model repeats the prompt there.

    Without `guards` also not what stands on lines and over the parts of fragments.
    """
    for element in walk(diagram):
        if element is diagram or (not guards and isinstance(element, Edge | Operand)):
            continue
        shown: list[Label | None] = [getattr(element, field, None) for field in _SHOWN_FIELDS]
        if isinstance(element, Node | Group):
            shown.append(label_of(element))
        else:
            shown.append(getattr(element, "label", None))
        for value in shown:
            if isinstance(value, str | RichText) and plain(value).strip():
                yield plain(value)


def words(text: str) -> Iterator[str]:
    """The words of a text in small letters; `camelCase` and `snake_case` come apart, and scripts without spaces in pairs."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|_", " ", unicodedata.normalize("NFKC", text))
    for run in re.findall(r"\w+", apart.lower()):
        if re.search("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff]", run):
            yield from (run[i : i + 2] for i in range(max(1, len(run) - 1)))
        elif len(run) > 1 and not run.isdigit():
            yield run


def _covered(wanted: Iterable[str], given: Iterable[str]) -> int:
    """How many of the wanted words are among the given ones, by their stems."""
    known = set(given)
    stems = {word[:size] for word in known for size in range(min(3, len(word)), STEM + 1)}
    return sum(
        word[:STEM] in stems or any(word[:size] in known for size in range(3, STEM)) for word in wanted
    )


def _folded(text: str) -> str:
    return " ".join(text.lower().split())
