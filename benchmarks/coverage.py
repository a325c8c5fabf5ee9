"""How much of real diagrams the front ends read: a table per language and type, with the commonest reasons for what fails.

    python -m benchmarks.coverage CORPUS [LANGUAGE [TYPE]] [--no-svg] [--list] [--real]

CORPUS is a folder of `<language>.valid.jsonl` and `<language>.invalid.jsonl`, one object a line with `id`, `type`, `text` and, of the
invalid, the real tool's `error`. Columns: files; read without an error; compiled to SVG; written back in its own language and read
again as an equal diagram (`=`), or equal from the second pass on where the language cannot say all of it (`≈`); CPU ms a file to
read. `--list` names every file that fails, with its reason. `--real` asks the real tools (those of the tests) instead: how many of the
texts written back they accept, and for Mermaid whether they see as many nodes, edges and groups in the file as the diagram has.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import re
import traceback
from collections import Counter, defaultdict
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

from diagramc.diagnostics import Severity
from diagramc.emit import lowering
from diagramc.errors import DiagramcError, SourceError
from diagramc.ir.base import Diagram
from diagramc.options import CompileOptions
from diagramc.pipeline import read
from diagramc.result import Result

TARGETS = {"mermaid": "mermaid", "plantuml": "plantuml", "dot": "graphviz"}
SUPPORTED = {
    "mermaid": (
        "flowchart",
        "flowchart-elk",
        "sequence",
        "class",
        "er",
        "mindmap",
        "timeline",
        "architecture",
        "c4",
    ),
    "plantuml": ("sequence", "class", "object", "er", "mindmap", "wbs", "component", "c4", "activity"),
    "dot": ("digraph", "graph"),
}
"""The corpus's own type names that belong to the eight types."""


class Outcome(NamedTuple):
    """What came of a file: how far it got, the reason it got no further, and the CPU seconds that reading it took."""

    read: bool
    drawn: bool
    trip: str
    reason: str
    seconds: float


def outcome(text: str, language: str, *, svg: bool) -> Outcome:
    """Read, draw and write back one text."""
    started = process_time()
    try:
        diagram, _ = read(text, language, file="file")
    except SourceError as error:
        return Outcome(False, False, "", _reason(error), process_time() - started)
    except Exception as error:
        return Outcome(False, False, "", _bug(error), process_time() - started)
    seconds = process_time() - started
    drawn, reason = True, ""
    if svg:
        try:
            _ = Result(diagram, CompileOptions()).svg
        except Exception as error:
            drawn, reason = False, f"svg: {_bug(error)}"
    trip = ""
    try:
        written, losses = lowering(diagram, TARGETS[language])
        again, _ = read(written, language, file="again", type=diagram.type)
        if again == diagram:
            trip = "="
        else:
            third, _ = read(
                lowering(again, TARGETS[language]).text, language, file="again", type=diagram.type
            )
            trip = "≈" if third == again and losses else ""
            reason = reason or ("" if trip else f"round trip: {difference(diagram, again)}")
    except SourceError as error:
        reason = reason or f"round trip: {_reason(error)}"
    except Exception as error:
        reason = reason or f"round trip: {_bug(error)}"
    return Outcome(True, drawn, trip, reason, seconds)


def difference(one: Any, other: Any) -> str:
    """The first field in which two diagrams differ."""
    from diagramc.ir.base import Element

    if isinstance(one, Element) and type(one) is type(other):
        for name in one.__struct_fields__:
            if name != "span" and getattr(one, name) != getattr(other, name):
                return f"{type(one).__name__}.{name}: {difference(getattr(one, name), getattr(other, name))}"
    if isinstance(one, tuple) and isinstance(other, tuple):
        if len(one) != len(other):
            return f"{len(one)} ≠ {len(other)} items"
        return next(difference(a, b) for a, b in zip(one, other, strict=True) if a != b)
    return f"{str(one)[:120]!r} ≠ {str(other)[:120]!r}"


def _reason(error: DiagramcError) -> str:
    problems = [d for d in error.diagnostics if d.severity is Severity.ERROR]
    if not problems:
        return str(error)
    first = problems[0]
    return f"{first.code}: {first.message}"


def _bug(error: BaseException) -> str:
    if isinstance(error, DiagramcError):
        return _reason(error)
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"BUG {type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}: {str(error)[:80]}"


def _alike(reason: str) -> str:
    """A reason without what is particular to one file."""
    return re.sub(r"`[^`]*`|'[^']*'|\d+", "…", reason)[:110]


def measure_valid(
    rows: list[dict[str, Any]], language: str, only: str | None, svg: bool, every: bool
) -> None:
    """The table of the files that the real tool accepts."""
    by_type: dict[str, list[tuple[str, Outcome]]] = defaultdict(list)
    for row in rows:
        if row["type"] == only or (only is None and row["type"] in SUPPORTED[language]):
            by_type[row["type"]].append((row["id"], outcome(row["text"], language, svg=svg)))
    print(
        f"{language + ' valid':22} {'files':>5} {'read':>7} {'svg':>7} {'trip =':>7} {'= or ≈':>7} {'ms':>6}"
    )
    for name, found in sorted(by_type.items(), key=lambda item: -len(item[1])):
        outcomes = [o for _, o in found]
        count = len(outcomes)
        shares = [
            sum(o.read for o in outcomes),
            sum(o.drawn for o in outcomes),
            sum(o.trip == "=" for o in outcomes),
            sum(o.trip != "" for o in outcomes),
        ]
        columns = " ".join(f"{share / count:7.1%}" for share in shares)
        print(f"{name:22} {count:5} {columns} {sum(o.seconds for o in outcomes) / count * 1000:6.1f}")
        for reason, times in Counter(_alike(o.reason) for o in outcomes if o.reason).most_common(6):
            print(f"    {times:4} × {reason}")
        if every:
            for id, o in found:
                if o.reason:
                    print(f"      {id}: {o.reason[:300]}")


def measure_real(rows: list[dict[str, Any]], language: str, only: str | None, every: bool) -> None:
    """What the real tool says of the texts written back, and how much Mermaid sees in the files."""
    from tests import real_tools

    check = {
        "mermaid": real_tools.check_mermaid,
        "plantuml": real_tools.check_plantuml,
        "dot": real_tools.check_dot,
    }
    by_type: dict[str, list[tuple[dict[str, Any], Diagram]]] = defaultdict(list)
    for row in rows:
        if row["type"] == only or (only is None and row["type"] in SUPPORTED[language]):
            with contextlib.suppress(SourceError):
                by_type[row["type"]].append((row, read(row["text"], language, file="file")[0]))
    print(f"{language + ' written back':22} {'files':>5} {'accepted':>9} {'same size':>10}")
    for name, found in sorted(by_type.items(), key=lambda item: -len(item[1])):
        written = [lowering(diagram, TARGETS[language]).text for _, diagram in found]
        said = check[language](written)
        accepted = f"{sum(answer is None for answer in said) / len(said):9.1%}"
        same = ""
        if language == "mermaid":
            from tests.sizes import count

            seen = [
                tuple(map(len, answer))
                for answer in real_tools.read_mermaid([row["text"] for row, _ in found])
            ]
            sizes = [count(diagram) for _, diagram in found]
            same = f"{sum(a == b for a, b in zip(seen, sizes, strict=True)) / len(seen):10.1%}"
            if every:
                for (row, _), theirs, ours in zip(found, seen, sizes, strict=True):
                    if theirs != ours:
                        print(f"      {row['id']}: Mermaid sees {theirs}, here {ours}")
        print(f"{name:22} {len(found):5} {accepted} {same}")
        if every:
            for (row, _), answer in zip(found, said, strict=True):
                if answer is not None:
                    print(f"      {row['id']}: {answer[:300]!r}")


def measure_invalid(rows: list[dict[str, Any]], language: str, only: str | None, every: bool) -> None:
    """How many of the files that the real tool refuses are refused here, and at its line (±1)."""
    counts: Counter[str] = Counter()
    for row in rows:
        if only is not None and row["type"] != only:
            continue
        if only is None and row["type"] not in SUPPORTED[language]:
            counts["of kinds that are not read"] += 1
            continue
        counts["files"] += 1
        line = _line_of(row["error"], row["text"])
        try:
            read(row["text"], language, file="file")
        except SourceError as error:
            counts["refused"] += 1
            lines = [d.span.line for d in error.diagnostics if d.span and d.severity is Severity.ERROR]
            if line is not None:
                counts["with a line"] += 1
                near = any(abs(found - line) <= 1 for found in lines)
                counts["at that line"] += near
                if every and not near:
                    print(
                        f"      {row['id']} ({row['type']}): line {line}, here {lines[:4]}: {row['error'][:200]!r}"
                    )
        except Exception as error:
            counts[f"BUG {_bug(error)}"] += 1
        else:
            if every:
                print(f"      {row['id']} ({row['type']}): accepted, but {row['error'][:200]!r}")
    print(f"{language} invalid: " + ", ".join(f"{count} {name}" for name, count in counts.items()))


def _line_of(error: str, text: str) -> int | None:
    """The line of the text that the real tool names, counted from 1."""
    found = re.search(r"(?i)\bline:? (\d+)|@(\d+)\s*$", error)
    if found is None:
        return None
    return int(found[1]) if found[1] else int(found[2]) + 1


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("language", nargs="?", choices=tuple(TARGETS))
    parser.add_argument("type", nargs="?")
    parser.add_argument("--no-svg", action="store_true", help="do not draw")
    parser.add_argument("--real", action="store_true", help="ask the real tools")
    parser.add_argument("--list", action="store_true", help="name each file that fails")
    given = parser.parse_args()
    for language in [given.language] if given.language else TARGETS:
        for kind in ("valid", "invalid"):
            path = given.corpus / f"{language}.{kind}.jsonl"
            rows = [json.loads(line) for line in path.open(encoding="utf-8")] if path.exists() else []
            if rows and kind == "valid" and given.real:
                measure_real(rows, language, given.type, given.list)
            elif given.real:
                continue
            elif rows and kind == "valid":
                measure_valid(rows, language, given.type, not given.no_svg, given.list)
            elif rows:
                measure_invalid(rows, language, given.type, given.list)


if __name__ == "__main__":
    main()
