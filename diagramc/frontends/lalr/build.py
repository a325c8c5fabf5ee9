"""From a Lark grammar to the table that the driver reads: run when diagramc is built, and in a checkout when a grammar changes.

This module needs `lark` and nothing of diagramc, so that the build hook can load it by its path.

A table is one JSON object:
- `digest`: of the grammar's text, the grammars it imports, and FORMAT;
- `terminals`: in the order in which they are tried, `[name, pattern, literal, folded, words, first]`: the regular expression, or for
  a plain string its `literal` (`folded` when case does not count); `words` is what people call it ("" for those never named);
  `first` holds the ASCII characters it can begin with, and U+0080 when it can begin with any other (None: with anything);
- `reserved`: for a regular expression's terminal, the literals that it matches as well: `[[literal terminal, embedded], …]`;
- `ignore`: terminals between tokens;
- `rules`: `[origin, name, length, plan, kind]`: how a reduction makes its value. A plan entry is -1 for None, 2·i for child i, 2·i + 1 for the
  items of child i; kind 0 calls the action `name`, 1 passes an only child on, 2 is a list that goes into its parent's;
- `starts`, `ends`: the first and the last state of each start rule; `sync`: the terminals at which reading resumes after an error;
  `blocks`: the terminal that closes what another one opens;
- `states`: for each state, what each symbol does: n ≥ 0 shifts to state n, n < 0 reduces by rule -n - 1.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

FORMAT = 1
"""The version of the tables; a change of their meaning makes all of them stale."""
OTHER = "\x80"
"""Stands for every character beyond ASCII."""

_SETTING = re.compile(r"^//!\s*(\w+)\s+(.*?)\s*$", re.MULTILINE)


def grammar_files(folder: Path) -> list[Path]:
    """The grammars with start rules below a folder, in order: all but the `common.lark` that others import."""
    return [path for path in sorted(folder.rglob("*.lark")) if path.name != "common.lark"]


def ingredients(grammar: Path, folder: Path) -> list[Path]:
    """A grammar and what it may import: `common.lark` in its own folder and in the top folder."""
    shared = (grammar.parent / "common.lark", folder / "common.lark")
    return [grammar, *(path for path in dict.fromkeys(shared) if path.exists())]


def digest(grammar: Path, folder: Path) -> str:
    """What a table's `digest` must be to be up to date (SHA-256, hex)."""
    total = hashlib.sha256(str(FORMAT).encode())
    for path in ingredients(grammar, folder):
        total.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return total.hexdigest()


def build_all(folder: Path, output: Path) -> None:
    """Write the tables of all grammars that have none yet or a stale one, and remove those of no grammar."""
    wanted = set()
    for grammar in grammar_files(folder):
        table = output / grammar.relative_to(folder).with_suffix(".json")
        wanted.add(table)
        if not is_fresh(table, grammar, folder):
            write_table(table, grammar, folder)
    for table in output.rglob("*.json"):
        if table not in wanted:
            table.unlink()


def is_fresh(table: Path, grammar: Path, folder: Path) -> bool:
    """Whether the table was made of the grammar as it is now."""
    try:
        made_of = json.loads(table.read_bytes())["digest"]
    except (OSError, ValueError, KeyError):
        return False
    return bool(made_of == digest(grammar, folder))


def write_table(table: Path, grammar: Path, folder: Path) -> None:
    """Compile a grammar and write its table by way of a rename, so that nobody reads half of one."""
    text = json.dumps(build(grammar, folder), separators=(",", ":"), ensure_ascii=False)
    table.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=f".{table.name}.", suffix=".part", dir=table.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(temporary, 0o644)
    os.replace(temporary, table)


def build(grammar: Path, folder: Path) -> dict[str, Any]:
    """The table of a grammar. lark's own errors for a grammar that is wrong or not LALR(1)."""
    from lark import Lark

    text = grammar.read_text(encoding="utf-8")
    settings = dict(_SETTING.findall(text))
    starts = settings.pop("start", "start").split()
    lark = Lark(
        text,
        start=starts,
        parser="lalr",
        lexer="contextual",
        maybe_placeholders=True,
        source_path=str(grammar),
        import_paths=[str(folder)],
    )
    parser: Any = lark.parser
    table = parser.parser._parse_table
    rules = {rule: number for number, rule in enumerate(lark.rules)}
    sync = settings.pop("sync", "").split()
    blocks = dict(pair.split(":", 1) for pair in settings.pop("blocks", "").split())
    terminals = sorted(
        lark.terminals,
        key=lambda t: (-t.priority, -t.pattern.max_width, -len(t.pattern.value), t.name),
    )
    unknown = (set(settings) | set(sync) | set(blocks) | set(blocks.values())) - {
        terminal.name for terminal in terminals
    }
    if unknown:
        raise ValueError(f"{grammar}: `//!` names what is no terminal: {', '.join(sorted(unknown))}")
    numbers = {state: number for number, state in enumerate(table.states)}
    return {
        "digest": digest(grammar, folder),
        "terminals": [_terminal(terminal, settings) for terminal in terminals],
        "reserved": _reserved(terminals),
        "ignore": list(lark.ignore_tokens),
        "rules": [_rule(rule) for rule in lark.rules],
        "starts": {name: numbers[state] for name, state in table.start_states.items()},
        "ends": {name: numbers[state] for name, state in table.end_states.items()},
        "sync": sync,
        "blocks": blocks,
        "states": [
            {
                symbol: numbers[target] if action.name == "Shift" else -rules[target] - 1
                for symbol, (action, target) in sorted(actions.items())
            }
            for actions in table.states.values()
        ],
    }


def _terminal(terminal: Any, settings: dict[str, str]) -> list[Any]:
    pattern = terminal.pattern
    literal = pattern.value if pattern.type == "str" else None
    folded = "i" in pattern.flags
    default = f"`{literal}`" if literal and literal.strip() else ""
    words = settings.get(terminal.name, default)
    if literal is not None:
        first = "".join(sorted({literal[0].lower(), literal[0].upper()} if folded else {literal[0]}))
        first = first if first.isascii() else OTHER
        return [terminal.name, None, literal, folded, "" if words == "-" else words, first]
    return [terminal.name, pattern.to_regexp(), None, False, "" if words == "-" else words, _first(pattern)]


def _reserved(terminals: list[Any]) -> dict[str, list[list[Any]]]:
    """Which literals each regular expression matches as well (lark.lexer._create_unless): there the literal wins."""
    found: dict[str, list[list[Any]]] = {}
    literals = [terminal for terminal in terminals if terminal.pattern.type == "str"]
    for terminal in terminals:
        if terminal.pattern.type == "str":
            continue
        expression = re.compile(terminal.pattern.to_regexp())
        for literal in literals:
            match = expression.match(literal.pattern.value)
            if (
                literal.priority == terminal.priority
                and match is not None
                and match.group() == literal.pattern.value
            ):
                embedded = set(literal.pattern.flags) <= set(terminal.pattern.flags)
                found.setdefault(terminal.name, []).append([literal.name, embedded])
    return found


def _rule(rule: Any) -> list[Any]:
    """How a reduction by the rule makes its value, as lark.parse_tree_builder would."""
    options = rule.options
    gaps = [0] * (len(rule.expansion) + 1)
    if options.empty_indices:
        marks = "".join("1" if empty else "0" for empty in options.empty_indices)
        gaps = [len(part) for part in marks.split("0")]
    plan: list[int] = []
    for index, symbol in enumerate(rule.expansion):
        plan += [-1] * gaps[index]
        if symbol.is_term and symbol.filter_out and not options.keep_all_tokens:
            continue
        plan.append(2 * index + (1 if not symbol.is_term and symbol.name.startswith("_") else 0))
    plan += [-1] * gaps[-1]
    name = str(rule.alias or options.template_source or rule.origin.name)
    origin = str(rule.origin.name)
    kind = 2 if origin.startswith("_") else int(options.expand1 and not rule.alias)
    return [origin, name, len(rule.expansion), plan, kind]


_ALL = frozenset(map(chr, range(128))) | {OTHER}


def _first(pattern: Any) -> str | None:
    """The characters that a match can begin with; None for any."""
    expression = pattern.to_regexp()
    tree = import_module("re._parser").parse(expression)
    found, empty = _first_of(tree, tree.state)
    if empty or found == _ALL:
        return None
    if "(?i" in expression:
        found = found | {char.swapcase() for char in found}
    return "".join(sorted(found))


def _first_of(items: Any, state: Any) -> tuple[frozenset[str], bool]:
    """The first characters of a sequence of a parsed pattern, and whether it can be empty."""
    found: frozenset[str] = frozenset()
    for operator, value in items:
        match str(operator):
            case "LITERAL" | "NOT_LITERAL" | "IN" | "ANY":
                chars, empty = _one_character(operator, value, state), False
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                chars, empty = _first_of(value[2], state)
                empty = empty or value[0] == 0
            case "SUBPATTERN":
                chars, empty = _first_of(value[3], state)
            case "ATOMIC_GROUP":
                chars, empty = _first_of(value, state)
            case "BRANCH":
                parts = [_first_of(branch, state) for branch in value[1]]
                chars = frozenset().union(*(part for part, _ in parts))
                empty = any(empty for _, empty in parts)
            case "AT" | "ASSERT" | "ASSERT_NOT":
                chars, empty = frozenset(), True
            case _:
                return _ALL, False
        found |= chars
        if not empty:
            return found, False
    return found, True


def _one_character(operator: Any, value: Any, state: Any) -> frozenset[str]:
    parser, compiler = import_module("re._parser"), import_module("re._compiler")
    expression = compiler.compile(parser.SubPattern(state, [(operator, value)]))
    found = {chr(code) for code in range(128) if expression.match(chr(code))}
    if str(operator) != "LITERAL" or value >= 128:
        found.add(OTHER)
    return frozenset(found)
