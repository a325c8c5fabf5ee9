"""The offline planner: read the prompt, choose the type, build, and say what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from diagramc import __version__
from diagramc.diagnostics import Diagnostic, Severity, diagnose, with_article
from diagramc.errors import SourceError
from diagramc.ir.base import Diagram, Provenance
from diagramc.kinds import TYPES
from diagramc.options import check_choice
from diagramc.planner.base import Plan
from diagramc.planner.grounding import content_words, shown_words
from diagramc.planner.offline import builders
from diagramc.planner.offline.architecture.phrases import places_services
from diagramc.planner.offline.architecture.read import lists_products
from diagramc.planner.offline.choose import choose_type
from diagramc.planner.offline.compose import compose, usual_things
from diagramc.planner.offline.dates import find_dates
from diagramc.planner.offline.mindmap import lists_topics
from diagramc.planner.offline.org_chart import lists_posts, tells_of_family
from diagramc.planner.offline.reading import Reading
from diagramc.planner.offline.scenarios.compose import build
from diagramc.planner.offline.scenarios.entities import listed_things
from diagramc.planner.offline.scenarios.fitting import asks_how, asks_what, does, filled, fit
from diagramc.planner.offline.scenarios.tasks import find_task
from diagramc.planner.offline.tokens import split_sentences
from diagramc.planner.offline.topics import TopicPhrase, is_phrase, read_topic
from diagramc.planner.prompt import clean_prompt, prompt_span

if TYPE_CHECKING:
    from diagramc.planner.context import Context

MAX_QUESTION_WORDS = 12
"""A longer question tells something."""
MAX_REMARKS = 10
"""At most this many sentences are reported as not understood."""


class OfflinePlanner:
    """Rules only: no network, no model, the same answer every time."""

    name = "offline"

    def plan(self, prompt: str, type: str | None = None, context: Sequence[Context] = ()) -> Plan:
        """A valid diagram for the prompt. What stands in `context` word for word is drawn as it stands.

        Raises SourceError when the prompt says nothing that could be drawn.
        """
        text, remarks = clean_prompt(prompt)
        if type is not None and (wrong := check_choice("option.type", "diagram type", type, TYPES)):
            raise SourceError(diagnostics=[wrong])
        provenance = Provenance(prompt=text, planner=self.name, version=__version__)
        if context:
            from diagramc.planner.context.offline import take

            taken = take(text, type, context)
            text, remarks = taken.prompt, (*remarks, *taken.diagnostics)
            if taken.diagram is not None:
                return Plan(diagram=replace(taken.diagram, provenance=provenance), diagnostics=remarks)
        reading = Reading(text)
        if not any(char.isalnum() for char in reading.request.rest):
            raise _nothing(text)
        diagnostics = list(remarks)
        if type is None:
            choice = choose_type(reading)
            type = choice.type
            message = f"drawing {with_article(type)} diagram, as {choice.reason}"
            diagnostics.append(diagnose("plan.type-chosen", message))
        diagram = self._build(reading, type, diagnostics)
        diagnostics += _left_out(reading, diagram)
        return Plan(diagram=replace(diagram, provenance=provenance), diagnostics=tuple(diagnostics))

    def _build(self, reading: Reading, type: str, diagnostics: list[Diagnostic]) -> Diagram:
        topic = read_topic(reading.request.rest)
        dated = type == "timeline" and len(find_dates(reading.request.rest)) > 1
        listed = (
            (type == "architecture" and (lists_products(reading) or places_services(reading)))
            or (type == "mindmap" and lists_topics(reading))
            or (type == "org-chart" and (lists_posts(reading) or tells_of_family(reading.text) > 0))
        )
        compared = type == "mindmap" and bool(topic.sides)
        if (
            is_phrase(reading)
            and not listed
            and not compared
            and not dated
            and (known := _known(reading, topic, type, diagnostics)) is not None
        ):
            return known
        diagram = None if compared or _asks_how(reading) else builders.BUILDERS[type](reading)
        if diagram is not None:
            return diagram
        if not topic.subject:
            raise _nothing(reading.text)
        drawn = f"arranged the words about {topic.subject[:60]!r}"
        if type in ("er", "class") and usual_things(topic):
            drawn = f"drew what is usually recorded for {topic.title[:60]!r}"
        diagnostics.append(_sparse(reading, drawn, type))
        return compose(topic, type)


def _asks_how(reading: Reading) -> bool:
    """Whether a prompt only asks how something is done, what happens or what something is, in one short line."""
    return (
        len(reading.lines) == 1
        and (asks_how(reading.request.rest) or asks_what(reading.text))
        and len(reading.text.split()) <= MAX_QUESTION_WORDS
    )


def _known(reading: Reading, topic: TopicPhrase, type: str, diagnostics: list[Diagnostic]) -> Diagram | None:
    """The diagram of a scenario that the phrase names, or of the kind of task that it is."""
    text = reading.request.rest
    found = fit(text, topic, type, reading.text)
    task = None if topic.features else find_task(text)
    if found is not None and task is not None and does(found, task, type, asks_how(text)):
        found = None
    diagram = build(found, type) if found is not None else None
    if found is not None and diagram is not None:
        chosen = ", ".join(option.name for option in (*found.ways, *found.extras))
        message = f"filled in from the known pattern {found.scenario.name!r}" + (
            f" with {chosen}" if chosen else ""
        )
        if type in ("er", "class") and listed_things(topic.features):
            message = "filled in what is usually recorded of the things that the prompt lists"
        diagnostics.append(diagnose("plan.scenario", message))
        return diagram
    if task is None:
        return None
    diagram = build(filled(task.task.name, task.flow, topic), type)
    if diagram is not None:
        diagnostics.append(_sparse(reading, f"drew what {task.task.name} usually takes", type))
    return diagram


_MISSING = {
    "flowchart": ("names no steps", "'First do this. If it fails, do that'"),
    "sequence": (
        "does not say who sends what",
        "'The client asks the server for the page. The server returns it'",
    ),
    "architecture": (
        "does not say what talks to what",
        "'The web app calls the API. The API reads a database'",
    ),
    "mindmap": ("names no branches", "'Tea: kinds (green, black), water, cups'"),
    "er": ("names no entities", "'A customer has a name and places many orders'"),
    "class": ("names no classes", "'A dog is an animal. An animal has a name'"),
    "timeline": ("has no dates", "'1969: first landing; 1972: last landing'"),
    "org-chart": ("names no posts", "'The CEO leads the CTO and the CFO'"),
}
"""What a prompt lacks for a type, and what could be written instead."""


def _sparse(reading: Reading, drawn: str, type: str) -> Diagnostic:
    """The remark that a prompt says too little; `drawn` is what was made of it."""
    start = reading.request.start
    span, line = prompt_span(reading.text, start, start + len(reading.request.rest.strip()))
    missing, instead = _MISSING[type]
    message = f"{drawn}, as the prompt {missing}: write {instead}"
    return diagnose("plan.sparse", message, span=span, line_text=line)


def _nothing(text: str) -> SourceError:
    start = len(text) - len(text.lstrip())
    span, line = prompt_span(text, start, start + len(text.strip()))
    return SourceError(
        diagnostics=[
            diagnose("plan.nothing", "the prompt says nothing that could be drawn", span=span, line_text=line)
        ]
    )


LEAST_WORDS = 2
"""A sentence with fewer words that carry content says too little to be missed."""
LEAST_SHARE = 0.34
"""A sentence of which less shows in the diagram was left out."""


def _left_out(reading: Reading, diagram: Diagram) -> list[Diagnostic]:
    """A warning for each sentence among others of which next to nothing shows in the diagram."""
    spans = [
        (start, end)
        for line in reading.lines
        if line.marker != "heading"
        for start, end in split_sentences(line.text, line.start)
    ]
    if len(spans) < 2:
        return []
    shown = shown_words(diagram)
    found: list[Diagnostic] = []
    for start, end in spans:
        text = reading.prompt[start:end].strip()
        words = content_words(text)
        if len(words) < LEAST_WORDS or len(words & shown) >= LEAST_SHARE * len(words):
            continue
        if len(found) == MAX_REMARKS:
            break
        begin = start + len(reading.prompt[start:end]) - len(reading.prompt[start:end].lstrip())
        span, line_text = prompt_span(reading.prompt, begin, end)
        message = f"left out {' '.join(text.split())[:60]!r}"
        found.append(
            diagnose(
                "plan.not-understood", message, severity=Severity.WARNING, span=span, line_text=line_text
            )
        )
    return found
