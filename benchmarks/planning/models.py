"""Compare a model that fills in our typed diagram with the same model that writes Mermaid by itself.

    python -m benchmarks.planning.models run ANSWERS.jsonl FOLDER --arm llm|local|direct|offline [--sample 4] [--max-words 130]
    python -m benchmarks.planning.models table ANSWERS.jsonl FOLDER [--json FILE]

`run` asks for a sample of each prompt set (see `benchmarks.planning`): evenly spaced over the prompts of 15 to `--max-words` words, by
length. The endpoint and the model are those of the environment (`OPENAI_BASE_URL`, `DIAGRAMC_MODEL`), for `--arm local` the file that
`--model` names. It adds a line an answer and skips what is there, so it can be broken off and run again. The arm `direct` shows the model
the same examples, written as Mermaid. `table` scores all arms on the prompts that every arm has answered: the share that the real Mermaid
accepts, valid diagrams, and F1 of nodes and edges, where what Mermaid does not accept counts as an empty diagram.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from benchmarks.planning.graphs import Graph, graph_of
from benchmarks.planning.own import own_sets
from benchmarks.planning.references import READERS
from benchmarks.planning.scoring import Score, Scores, score
from diagramc.diagnostics import Severity
from diagramc.errors import DiagramcError
from diagramc.passes.validate import validate
from diagramc.pipeline import lower, read

UNDIRECTED = frozenset(("class", "er"))
LEAST_WORDS = 15
MAX_TOKENS = 1_200
"""The most tokens of one answer, for every arm."""
TIMEOUT = 3_600.0
"""Seconds for one plan: the machine may be busy."""
MERMAID = {
    "flowchart": "flowchart",
    "sequence": "sequenceDiagram",
    "class": "classDiagram",
    "er": "erDiagram",
    "architecture": "flowchart",
    "mindmap": "mindmap",
    "timeline": "timeline",
    "org-chart": "flowchart",
}
"""What the direct arm is asked to write for a type: Mermaid's own diagram, or the one that people use for it."""


class Answer(msgspec.Struct, kw_only=True):
    """What came of one prompt in one arm. `text` is Mermaid; `document` the diagram of the arms that have one."""

    set: str
    id: str
    arm: str
    text: str = ""
    document: Any = None
    valid: bool = False
    error: str = ""
    seconds: float = 0.0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    requests: int = 0


def main() -> None:
    """Run an arm, or print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("verb", choices=("run", "table"))
    parser.add_argument("answers", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--arm", choices=("llm", "local", "direct", "offline"), default="llm")
    parser.add_argument("--model", help="the file for --arm local")
    parser.add_argument("--name", help="what the arm is called in the answers and the table")
    parser.add_argument("--set", action="append", help="only this set")
    parser.add_argument("--sample", type=int, default=4, help="prompts a set")
    parser.add_argument("--max-words", type=int, default=130)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args()
    options.name = options.name or options.arm
    if options.verb == "run":
        _run(options)
    else:
        _table(options)


def _rows(folder: Path, only: Iterable[str] | None) -> dict[str, list[dict[str, Any]]]:
    """The prompts with a reference, by set; the project's own sets are called `own-<type>`."""
    found = {}
    for name in READERS:
        path = folder / f"{name}.jsonl"
        if path.exists() and (not only or name in only):
            lines = path.read_text(encoding="utf-8").splitlines()
            found[name] = [row for row in map(json.loads, lines) if row["reference"] is not None]
    for type, cases in own_sets().items():
        if not only or f"own-{type}" in only:
            found[f"own-{type}"] = [
                {"id": case.id, "type": type, "prompt": case.prompt, "reference": graph_of(case.reference)}
                for case in cases
            ]
    return found


def _reference(name: str, row: dict[str, Any]) -> Graph:
    made = row["reference"]
    return made if isinstance(made, Graph) else READERS[name](row)


def _sampled(rows: list[dict[str, Any]], count: int, most: int) -> list[dict[str, Any]]:
    """Prompts of moderate length, evenly spaced from the shortest to the longest, each prompt once."""
    single = {row["prompt"]: row for row in reversed(rows)}.values()
    fit = [row for row in single if LEAST_WORDS <= len(row["prompt"].split()) <= most]
    fit.sort(key=lambda row: (len(row["prompt"].split()), row["id"]))
    if len(fit) <= count:
        return fit
    return [fit[round(i * (len(fit) - 1) / max(1, count - 1))] for i in range(count)]


def _load(path: Path) -> list[Answer]:
    if not path.exists():
        return []
    return [msgspec.json.decode(line, type=Answer) for line in path.read_bytes().splitlines() if line]


def _run(options: argparse.Namespace) -> None:
    done = {(answer.set, answer.id) for answer in _load(options.answers) if answer.arm == options.name}
    sets = {
        name: _sampled(rows, options.sample, options.max_words)
        for name, rows in _rows(options.folder, options.set).items()
    }
    # Set by set: a server that keeps what it has read answers prompts of the same type sooner.
    for name, row in ((name, row) for name, rows in sets.items() for row in rows):
        if (name, row["id"]) in done:
            continue
        began = time.monotonic()
        answer = _direct(row) if options.arm == "direct" else _planned(row, options)
        answer.set, answer.id, answer.arm = name, row["id"], options.name
        answer.seconds = round(time.monotonic() - began, 1)
        with options.answers.open("ab") as file:
            file.write(msgspec.json.encode(answer) + b"\n")
        print(
            f"{name} {row['id']} {answer.seconds:.0f} s, {answer.completion_tokens} tokens {answer.error}",
            flush=True,
        )


def _planned(row: dict[str, Any], options: argparse.Namespace) -> Answer:
    """What a planner makes of a prompt, and the Mermaid that it is lowered to."""
    from diagramc.planner.planning import plan_prompt
    from diagramc.targets.document import to_json

    answer = Answer(set="", id="", arm="")
    settings: dict[str, Any] = (
        {} if options.arm == "offline" else {"max_tokens": MAX_TOKENS, "timeout": TIMEOUT}
    )
    if options.arm == "local":
        settings["model"] = options.model
    try:
        plan = plan_prompt(row["prompt"], row["type"], planner=options.arm, **settings)
    except DiagramcError as error:
        answer.error = error.message
        return answer
    answer.document = json.loads(to_json(plan.diagram))
    answer.valid = all(d.severity is not Severity.ERROR for d in validate(plan.diagram))
    answer.text = lower(plan.diagram, "mermaid")
    answer.prompt_tokens, answer.completion_tokens = plan.prompt_tokens, plan.completion_tokens
    answer.requests = plan.requests
    return answer


def _direct(row: dict[str, Any]) -> Answer:
    """Mermaid as the model writes it."""
    from diagramc.planner.llm.endpoint import Endpoint
    from diagramc.planner.llm.faults import EndpointFault
    from diagramc.planner.llm.settings import read_settings

    settings = read_settings(os.environ, timeout=TIMEOUT, max_tokens=MAX_TOKENS)
    answer = Answer(set="", id="", arm="")
    body = {
        "model": settings.model,
        "messages": direct_messages(row["prompt"], row["type"]),
        "temperature": 0,
        "max_tokens": MAX_TOKENS,
    }
    with Endpoint(settings) as endpoint:
        try:
            answer.text = mermaid_in(endpoint.complete(body).text)
        except EndpointFault as trouble:
            answer.error = trouble.error.message
        answer.prompt_tokens, answer.completion_tokens = endpoint.prompt_tokens, endpoint.completion_tokens
        answer.requests = endpoint.requests
    return answer


EXAMPLES = {
    "flowchart": (
        "Ferment the sourdough overnight and weigh it. If it is too light, feed the starter and ferment again, otherwise bake the loaf.",
        "flowchart TD\n    A([Sourdough ready]) --> B[Ferment overnight]\n    B --> C{Dough too light?}\n    C -->|yes| D[Feed the starter]\n"
        "    D --> B\n    C -->|no| E[Bake the loaf]\n    E --> F([Loaf baked])",
    ),
    "sequenceDiagram": (
        "A sailor hails the lighthouse and it flashes back its name. If fog comes up, the lighthouse sounds the horn to the sailor.",
        "sequenceDiagram\n    actor Sailor\n    participant Lighthouse\n    Sailor->>Lighthouse: Hail\n    Lighthouse-->>Sailor: Flash name\n"
        "    opt fog comes up\n        Lighthouse->>Sailor: Sound horn\n    end",
    ),
    "classDiagram": (
        "A violin is an instrument with a number of strings. An orchestra has many instruments and can tune.",
        "classDiagram\n    class Instrument\n    class Violin {\n        -int strings\n    }\n    class Orchestra {\n        +tune()\n    }\n"
        '    Instrument <|-- Violin\n    Orchestra "1" o-- "0..*" Instrument : plays',
    ),
}


def direct_messages(prompt: str, type: str) -> list[dict[str, str]]:
    """A request for Mermaid with one example, as a careful person would write it."""
    language = MERMAID[type]
    what = f"You turn a description into a Mermaid {language} ({type} diagram). Answer with Mermaid source and nothing else."
    shown = EXAMPLES.get(language)
    turns = [] if shown is None else [("user", shown[0]), ("assistant", f"```mermaid\n{shown[1]}\n```")]
    said = [("system", what), *turns, ("user", prompt)]
    return [{"role": role, "content": content} for role, content in said]


def mermaid_in(text: str) -> str:
    """The Mermaid source in a model's answer: what stands in its first fence, or all of it."""
    fence = re.search(r"```(?:mermaid)?[ \t]*\n(.*?)(?:```|\Z)", text, re.DOTALL)
    return (fence[1] if fence else text).strip() + "\n"


class _Arm(NamedTuple):
    """The figures of one arm on one set."""

    prompts: int
    accepted: int
    valid: int
    planned: bool
    nodes: Score
    edges: Score
    seconds: float
    tokens: int


def _table(options: argparse.Namespace) -> None:
    from tests.real_tools import check_mermaid

    answers = _load(options.answers)
    arms = list(dict.fromkeys(answer.arm for answer in answers))
    by_prompt: dict[tuple[str, str], dict[str, Answer]] = defaultdict(dict)
    for answer in answers:
        by_prompt[answer.set, answer.id][answer.arm] = answer
    shared = {key: found for key, found in by_prompt.items() if len(found) == len(arms)}
    asked = [answer for found in shared.values() for answer in found.values()]
    complaints = check_mermaid([answer.text or "-" for answer in asked])
    accepted = {id(answer): complaint is None for answer, complaint in zip(asked, complaints, strict=True)}
    rows = _rows(options.folder, options.set)
    print(
        "| set | prompts | arm | accepted by Mermaid | valid diagram | nodes F1 | edges F1 | tokens out | s |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    figures: dict[str, Any] = {}
    for name in [*rows, "all"]:
        keys = [key for key in shared if name in (key[0], "all") and key[0] in rows]
        for arm in arms if keys else ():
            found = [(key, shared[key][arm]) for key in keys]
            line = _scored(found, rows, accepted)
            figures.setdefault(name, {})[arm] = _as_json(line)
            print(
                f"| {name} | {line.prompts} | {arm} | {line.accepted} | {line.valid if line.planned else '–'} | {line.nodes.f1:.2f} | {line.edges.f1:.2f} "
                f"| {line.tokens / line.prompts:.0f} | {line.seconds / line.prompts:.0f} |"
            )
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def _scored(
    found: list[tuple[tuple[str, str], Answer]],
    rows: dict[str, list[dict[str, Any]]],
    accepted: dict[int, bool],
) -> _Arm:
    total = Scores(Score(), Score(), Score())
    for (name, number), answer in found:
        row = next(row for row in rows[name] if row["id"] == number)
        variants = [other for other in rows[name] if other["prompt"] == row["prompt"]]
        graph = _graph(answer) if accepted[id(answer)] else Graph()
        scores = [score(graph, _reference(name, other), row["type"] not in UNDIRECTED) for other in variants]
        total += max(scores, key=lambda made: made.nodes.f1 + made.edges.f1)
    given = [answer for _, answer in found]
    return _Arm(
        len(given),
        sum(accepted[id(answer)] for answer in given),
        sum(answer.valid for answer in given),
        any(answer.document is not None for answer in given),
        total.nodes,
        total.edges,
        sum(answer.seconds for answer in given),
        sum(answer.completion_tokens for answer in given),
    )


def _graph(answer: Answer) -> Graph:
    """What an answer shows; nothing when no reader of ours understands it or when it is a diagram of another kind."""
    try:
        if answer.document is not None:
            return graph_of(read(json.dumps(answer.document), "json")[0])
        return graph_of(read(answer.text, "mermaid")[0])
    except (DiagramcError, TypeError):
        return Graph()


def _as_json(line: _Arm) -> dict[str, Any]:
    return {
        "prompts": line.prompts,
        "accepted": line.accepted,
        "valid": line.valid,
        "nodes_f1": round(line.nodes.f1, 3),
        "edges_f1": round(line.edges.f1, 3),
        "tokens": line.tokens,
        "seconds": round(line.seconds, 1),
    }


if __name__ == "__main__":
    main()
