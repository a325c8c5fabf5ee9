"""What kind of diagram a block is, told as PlantUML tells it, and the reader of each kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from diagramc.diagnostics import Diagnostic, Severity, diagnose, suggest
from diagramc.frontends.plantuml.blocks import Block, with_braces, without_comments, without_front_matter
from diagramc.frontends.plantuml.preprocess import preprocess
from diagramc.frontends.plantuml.source import LineSource
from diagramc.ir.base import Diagram

if TYPE_CHECKING:
    from diagramc.frontends.plantuml.preprocess.includes import Includes

Reader = Callable[[LineSource], Diagram | None]

_TRIED = ("sequence", "class", "architecture", "flowchart")
"""The kinds that `@startuml` can mean, in the order in which PlantUML tries them. A class diagram may turn out to be er."""
_BY_PLANTUML = "draw it with PlantUML itself: `diagramc compile FILE --engine plantuml`"
_WORDS = {"mindmap": "mindmap", "wbs": "org-chart", "gantt": "timeline"}
"""The types that have a beginning of their own."""
_UNSUPPORTED = {
    "salt": "a wireframe (salt)",
    "json": "JSON data",
    "yaml": "YAML data",
    "hcl": "HCL data",
    "ebnf": "an EBNF diagram",
    "regex": "a regular expression diagram",
    "ditaa": "a ditaa drawing",
    "dot": "Graphviz DOT source",
    "math": "a formula",
    "latex": "a formula",
    "nwdiag": "a network diagram (nwdiag)",
    "packetdiag": "a packet diagram",
    "chen": "an entity-relationship diagram in Chen's notation",
    "chronology": "a chronology",
    "chart": "a chart",
    "board": "a board",
    "bpm": "a BPM diagram",
    "wire": "a wire diagram",
    "git": "a git graph",
    "files": "a file tree",
    "flow": "a flow",
    "creole": "formatted text (creole)",
    "project": "a Gantt chart",
    "def": "a definition",
    "jcckit": "a JCCKit chart",
    "uncommented": "a diagram in comments",
}
"""The beginnings that the IR has no place for, by the word after `@start`."""

# Patterns are text here and compiled when they are tried.
_SIGNS = (
    (
        "a state diagram",
        r"\[\*\]\s*-|\S+\s*-[-\w\[\]#,.]{0,80}->\s*\[\*\]|state\s+(?:\"[^\"]*\"|[\w.]+)\s*(?:as\b.*|<<.*|\{|:.*|#.*)?$",
    ),
    ("a timing diagram", r"(?:robust|concise|binary|analog|clock)\s+(?:\"[^\"]*\"|\w+)|@\d+(?:\s*as\b.*)?$"),
    (
        "an activity diagram in the old syntax",
        r"\(\*(?:top)?\)\s*-|.*->\s*\(\*\)|(?:if|else\s*if)\s*\".*\"\s*then|-+>\s*(?:\[.*\]\s*)?\"[^\"]*\"$|={2,}\w+={2,}\s*-+>",
    ),
    ("a wireframe (salt)", r"salt\s*\{?$"),
    ("a network diagram (nwdiag)", r"(?:nwdiag|packetdiag|rackdiag)\s*\{"),
    ("a ditaa drawing", r"ditaa\b"),
    ("Graphviz DOT source", r"(?:strict\s+)?(?:di)?graph\s+\w*\s*\{"),
)
"""What a line looks like that only another kind of diagram has."""
_BLOCK = r"(?i)(?:floating\s+)?([hr]?note)\b[^:\"]*$|(legend|title|header|footer)(?:\s+(?:left|right|center|top|bottom))*$"
"""What opens a block of free text, which is not looked at."""


def read_block(
    block: Block, file: str, type: str | None, include: Sequence[Path]
) -> tuple[Diagram | None, tuple[Diagnostic, ...]]:
    """One diagram of a file: preprocessed, its kind told, read."""
    problems: list[Diagnostic] = []
    if not block.closed:
        problems.append(_unclosed(block))
    if block.word in _UNSUPPORTED:
        problems.append(_unsupported(block, _UNSUPPORTED[block.word]))
        return None, tuple(problems)
    if block.word != "uml" and block.word not in _WORDS:
        problems.append(_unknown(block))
        return None, tuple(problems)
    prepared = preprocess(without_comments(without_front_matter(block.lines)), _includes(include))
    problems += prepared.diagnostics
    source = LineSource(
        with_braces(without_comments(prepared.lines)),
        file,
        opening=block.opening,
        libraries=prepared.libraries,
        pragmas=prepared.pragmas,
    )
    stopped = any(problem.severity is Severity.ERROR for problem in prepared.diagnostics)
    diagram: Diagram | None = None
    if block.word in _WORDS:
        diagram = _reader(_WORDS[block.word])(source)
    elif stopped:
        return None, tuple(problems)
    elif not source.text.strip():
        source.report("parse.empty", "the diagram is empty", 0)
    else:
        diagram, source = _read_uml(source, block, type)
    if diagram is not None and diagram.span is None:
        diagram = replace(diagram, span=block.opening.span())
    problems += source.diagnostics()
    failed = any(problem.severity is Severity.ERROR for problem in problems)
    return None if failed else diagram, tuple(problems)


def _includes(folders: Sequence[Path]) -> Includes | None:
    """A reader for `!include`, when a folder is allowed."""
    if not folders:
        return None
    from diagramc.frontends.plantuml.preprocess.includes import Folders

    return Folders(folders)


def _reader(kind: str) -> Reader:
    """The function that reads a kind, from the module of its name."""
    name = kind.replace("-", "_")
    module = import_module(f"diagramc.frontends.plantuml.{'class_' if name == 'class' else name}")
    reader: Reader = getattr(module, f"read_{name}")
    return reader


def _read_uml(source: LineSource, block: Block, type: str | None) -> tuple[Diagram | None, LineSource]:
    """The diagram by the first kind that reads all of the text; else the problems of the one that comes furthest."""
    if source.written_as in ("architecture", "flowchart", "timeline", "timeline-to-scale"):
        return _reader(source.written_as.partition("-")[0])(source), source
    if source.libraries and "C4" in source.libraries:
        return _reader("architecture")(source), source
    best: tuple[tuple[int, bool, int], LineSource] | None = None
    second: tuple[Diagram, LineSource] | None = None
    likely = _likely(source)
    for kind in _order(type, likely):
        if kind == "architecture" and (told := _told_by_signs(source)) is not None:
            line, what = told
            if second is not None:
                return second
            source.report(
                "parse.unsupported-kind",
                f"this is {what}, which has no place among the eight types",
                source.line_start(line),
                source.line_start(line) + len(source.author_lines[line - 1].text),
                hint=_BY_PLANTUML,
            )
            return None, source
        attempt = source.again()
        diagram = _reader(kind)(attempt)
        if diagram is not None and not attempt.failed and not _has_nodes(diagram):
            attempt.report("parse.empty", "the diagram has nothing in it", 0)
        elif diagram is not None and not attempt.failed:
            if not attempt.doubtful:
                return diagram, attempt
            second = diagram, attempt
            continue
        if attempt.decided:
            return None, attempt
        # Where two come equally far, the kind whose statements the text has is the one that was meant.
        reached = _first_error(attempt), kind == likely, -len(attempt.problems)
        if best is None or reached > best[0]:
            best = reached, attempt
    if second is not None:
        return second
    assert best is not None
    return None, best[1]


_STATEMENTS = {
    "flowchart": r"(?:start|stop|end|fork|repeat|detach)\b;?\s*$|:[^:]+(?:;|$)|(?:if|else\s?if|while|switch|repeat\s?while)\s*\(|(?:endif|endwhile|end fork|partition)\b",
    "architecture": r"\[[^\]]+\]|\([^)]+\)|:[^:]+:|(?:component|node|database|cloud|package|folder|frame|rectangle|usecase|artifact|storage|interface|agent|card|stack|port|together)\b",
    "class": r"(?:class|interface|enum|abstract|annotation|object|entity|map|package|namespace)\b|[\w.]+\s+(?:<\||[*o])?(?:--|\.\.)(?:\|>|[*o])?\s+\w",
    "sequence": r"(?:participant|actor|activate|deactivate|alt|loop|opt|par|group|autonumber|return|note over)\b|[\w.]+\s*(?:->|-->|<-|<--|->>|-->>)\s*\w+\s*:",
}
"""What lines look like that are statements of a kind."""


def _likely(source: LineSource) -> str | None:
    """The kind that most lines of the text look like."""
    counts = dict.fromkeys(_STATEMENTS, 0)
    for line in source.author_lines[:200]:
        for kind, pattern in _STATEMENTS.items():
            counts[kind] += re.match(pattern, line.text.strip(), re.IGNORECASE) is not None
    best = max(counts, key=lambda kind: counts[kind])
    return best if counts[best] else None


def _has_nodes(diagram: Diagram) -> bool:
    """Whether there is anything that could be drawn."""
    from diagramc.kinds import KINDS

    return bool(getattr(diagram, KINDS[diagram.type].nodes))


def _order(type: str | None, likely: str | None) -> tuple[str, ...]:
    """The kinds to try, the one that was asked for first; no other kind can take the statements of an activity diagram for its own."""
    asked = "class" if type == "er" else type
    first = asked if asked in _TRIED else "flowchart" if likely == "flowchart" else None
    return _TRIED if first is None else (first, *(kind for kind in _TRIED if kind != first))


def _first_error(source: LineSource) -> int:
    """The line of the first error, in the author's file; errors about nothing in particular count as the first line."""
    lines = [p.span.line for p in source.problems if p.severity is Severity.ERROR and p.span is not None]
    return min(lines, default=0)


def _told_by_signs(source: LineSource) -> tuple[int, str] | None:
    """The first line that only a kind without a place in the IR has, with what that is."""
    signs = [(what, re.compile(pattern, re.IGNORECASE)) for what, pattern in _SIGNS]
    closing: re.Pattern[str] | None = None
    for number, line in enumerate(source.author_lines, 1):
        text = line.text.strip()
        if closing is not None:
            closing = None if closing.match(text) else closing
            continue
        block = re.match(_BLOCK, text)
        if block is not None:
            closing = re.compile(rf"end\s?{block[1] or block[2]}\b", re.IGNORECASE)
            continue
        for what, pattern in signs:
            if pattern.match(text):
                return number, what
    return None


def _unclosed(block: Block) -> Diagnostic:
    last = next((line for line in reversed(block.lines) if line.text.strip()), block.opening)
    return diagnose(
        "parse.syntax",
        f"the diagram is not closed by `@end{block.word}`",
        span=last.span(),
        line_text=last.source,
        hint=f"add a line `@end{block.word}` below",
    )


def _unsupported(block: Block, what: str) -> Diagnostic:
    return diagnose(
        "parse.unsupported-kind",
        f"this is {what}, which has no place among the eight types",
        span=block.opening.span(),
        line_text=block.opening.source,
        hint=_BY_PLANTUML,
    )


def _unknown(block: Block) -> Diagnostic:
    close = suggest(block.word, ["uml", *_WORDS, *_UNSUPPORTED])
    return diagnose(
        "parse.syntax",
        f"there is no kind of diagram that begins with `@start{block.word}`",
        span=block.opening.span(),
        line_text=block.opening.source,
        hint=f"did you mean `@start{close}`?" if close else "begin with `@startuml`",
    )
