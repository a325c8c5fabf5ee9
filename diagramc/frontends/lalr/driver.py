"""The driver: text through the contextual lexer and the LALR table to values, in time linear in the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from diagramc.frontends.source import Source

if TYPE_CHECKING:
    from diagramc.frontends.lalr.recover import Recovery

MAX_TOKENS = 500_000
"""The most tokens of a text."""
MAX_DEPTH = 2_000
"""The most unfinished symbols: a nested block takes three to five of them."""

END = "$END"
"""The terminal at the end of the text."""
NOTHING = "$NOTHING"
"""Stands for text that is none of the terminals that could stand there."""
_OTHER = "\x80"


class Token(str):
    """A piece of the text: a `str` that knows its terminal's `name` and its place, as offsets."""

    __slots__ = ("end", "name", "start")
    name: str
    start: int
    end: int

    def __new__(cls, text: str, name: str, start: int, end: int) -> Token:
        token = super().__new__(cls, text)
        token.name, token.start, token.end = name, start, end
        return token


@dataclass(slots=True)
class Tree:
    """The value of a rule that has no action."""

    name: str
    children: list[Any]
    start: int
    end: int


class Unexpected(NamedTuple):
    """Where a text departs from its grammar.

    `found` is the text there ("" at its end), `terminal` the terminal it was read as (None when it is none that could stand here,
    "$END" at the end), `expected` the terminals that could, `open` the symbols (terminals and rules) read so far that wait for
    their completion, outermost first.
    """

    source: Source
    start: int
    end: int
    found: str
    terminal: str | None
    expected: tuple[str, ...]
    open: tuple[str, ...]


class Explanation(NamedTuple):
    """A better message for an error. `expected` "" leaves the list out; None keeps it. `start`, `end` move the caret."""

    message: str
    hint: str | None = None
    expected: str | None = None
    start: int | None = None
    end: int | None = None


Explain = Callable[[Unexpected], Explanation | None]


class _Terminal:
    """A terminal of the table; its regular expression is compiled when it is first tried."""

    __slots__ = ("first", "folded", "ignored", "literal", "match", "name", "pattern", "rank", "words")

    def __init__(self, row: list[Any], rank: int, ignored: bool) -> None:
        self.name, self.pattern, self.literal, self.folded, self.words, first = row
        self.first: frozenset[str] | None = None if first is None else frozenset(first)
        self.rank, self.ignored = rank, ignored
        self.match: Callable[[str, int, int], re.Match[str] | None] | None = None

    def compiled(self) -> Callable[[str, int, int], re.Match[str] | None]:
        if self.match is None:
            self.match = re.compile(self.pattern or re.escape(self.literal)).match
        return self.match

    def matches(self, text: str, start: int, stop: int) -> int:
        """Where its match at `start` ends; -1 when there is none."""
        literal = self.literal
        if literal is None:
            found = (self.match or self.compiled())(text, start, stop)
            return found.end() if found else -1
        end = start + len(literal)
        if end > stop:
            return -1
        if self.folded:
            return end if text[start:end].lower() == literal.lower() else -1
        return end if text.startswith(literal, start) else -1


_Choice = tuple[_Terminal, dict[str, str] | None, dict[str, str] | None]
"""A terminal to try, with the literals that win over it when they match the same: by text, and by text in lower case."""


class _Scanner:
    """The lexer of a parser state: which terminals to try, by the next character."""

    __slots__ = ("by_char", "choices")

    def __init__(self, choices: list[_Choice]) -> None:
        self.choices = choices
        self.by_char: dict[str, list[_Choice]] = {}

    def candidates(self, char: str) -> list[_Choice]:
        key = char if char < _OTHER else _OTHER
        found = [choice for choice in self.choices if choice[0].first is None or key in choice[0].first]
        if char < _OTHER:
            self.by_char[char] = found
        return found


class Grammar:
    """A grammar, ready to parse. Made by `load_grammar`; the same to all its users."""

    def __init__(self, name: str, table: dict[str, Any]) -> None:
        self.name = name
        ignored = set(table["ignore"])
        self.terminals = {
            row[0]: _Terminal(row, rank, row[0] in ignored) for rank, row in enumerate(table["terminals"])
        }
        self.rules: list[tuple[str, str, int, list[int], int]] = table["rules"]
        self.states: list[dict[str, int]] = table["states"]
        self.starts: dict[str, int] = table["starts"]
        self.ends: dict[str, int] = table["ends"]
        self.sync: list[str] = table["sync"]
        self.blocks: dict[str, str] = table["blocks"]
        self.scanners: list[_Scanner | None] = [None] * len(self.states)
        self._reserved: dict[str, list[tuple[str, bool]]] = table["reserved"]
        self._shared: dict[frozenset[str], _Scanner] = {}
        self._symbols: list[str] = []

    def words(self, terminal: str) -> str:
        """What people call a terminal; "" when it is not to be named."""
        if terminal == END:
            return "the end of the text"
        found = self.terminals.get(terminal)
        return found.words if found else ""

    def parse(
        self,
        source: Source,
        actions: object | None = None,
        *,
        start: str | None = None,
        begin: int = 0,
        stop: int | None = None,
        explain: Explain | None = None,
        ignored: list[Token] | None = None,
    ) -> Any | None:
        """The value of the source's text from `begin` to `stop` as the rule `start`; None when it has errors.

        Errors are reported to the source. `ignored` collects the ignored tokens: comments and white space.
        """
        last = len(source.text) if stop is None else stop
        rule = start or next(iter(self.starts))
        return self._run(source, actions, rule, begin, last, explain, ignored)

    def _run(
        self,
        source: Source,
        actions: object | None,
        rule: str,
        pos: int,
        stop: int,
        explain: Explain | None,
        ignored: list[Token] | None,
    ) -> Any | None:
        text, table, scanners, rules = source.text, self.states, self.scanners, self.rules
        recovery: Recovery | None = None
        callbacks = [None if row[4] else getattr(actions, row[1], None) for row in rules]
        end_state = self.ends[rule]
        states, values, starts, ends = [self.starts[rule]], list[Any](), list[int](), list[int]()
        last_end, tokens = pos, 0
        while True:
            scanner = scanners[states[-1]] or self._scanner(states[-1])
            name = END
            end = stop
            while pos < stop:
                char = text[pos]
                candidates = scanner.by_char.get(char)
                if candidates is None:
                    candidates = scanner.candidates(char)
                for choice in candidates:
                    end = choice[0].matches(text, pos, stop)
                    if end > pos:
                        break
                else:
                    name = NOTHING
                    break
                terminal, exact, folded = choice
                if not terminal.ignored:
                    name = terminal.name
                    if exact is not None:
                        name = exact.get(text[pos:end], name)
                    if folded is not None:
                        name = folded.get(text[pos:end].lower(), name)
                    break
                if ignored is not None:
                    ignored.append(Token(text[pos:end], terminal.name, pos, end))
                pos = end
            before: list[int] | None = None
            while True:
                state = states[-1]
                action = table[state].get(name)
                if action is None:
                    if recovery is None:
                        from diagramc.frontends.lalr.recover import Recovery

                        recovery = Recovery(self, source, stop, explain)
                    kept, pos = recovery.recover(states, before or states, name, pos, end)
                    if not kept:
                        return None
                    del states[kept:], values[kept - 1 :], starts[kept - 1 :], ends[kept - 1 :]
                    break
                if action >= 0:
                    states.append(action)
                    values.append(Token(text[pos:end], name, pos, end))
                    starts.append(pos)
                    ends.append(end)
                    pos = last_end = end
                    tokens += 1
                    if tokens > MAX_TOKENS or len(states) > MAX_DEPTH:
                        what = "has too many parts" if tokens > MAX_TOKENS else "is nested too deeply"
                        source.report("parse.too-large", f"the diagram {what}", pos)
                        return None
                    break
                if before is None:
                    before = states.copy()  # an error is told as of here
                number = -action - 1
                origin, rule_name, size, plan, kind = rules[number]
                if size:
                    start, finish = starts[-size], ends[-1]
                    made = values[-size:]
                    del states[-size:], values[-size:], starts[-size:], ends[-size:]
                else:
                    start, finish, made = pos, last_end, []
                value: Any = _children(made, plan)
                if kind == 0:
                    callback = callbacks[number]
                    finish = max(start, finish)
                    if callback is None:
                        value = Tree(rule_name, value, start, finish)
                    else:
                        value = callback(value, start, finish)
                elif kind == 1:
                    if len(value) == 1:
                        value = value[0]
                    else:
                        named = getattr(actions, rule_name, None)
                        value = (
                            Tree(rule_name, value, start, finish)
                            if named is None
                            else named(value, start, finish)
                        )
                states.append(table[states[-1]][origin])
                values.append(value)
                starts.append(start)
                ends.append(finish)
                if name == END and states[-1] == end_state:
                    return value if recovery is None else None

    def _scanner(self, state: int) -> _Scanner:
        names = frozenset(name for name in self.states[state] if name in self.terminals)
        scanner = self._shared.get(names)
        if scanner is None:
            scanner = self._shared[names] = self._make_scanner(names)
        self.scanners[state] = scanner
        return scanner

    def _make_scanner(self, names: frozenset[str]) -> _Scanner:
        candidates = {*names, *(name for name, terminal in self.terminals.items() if terminal.ignored)}
        embedded: set[str] = set()
        winners: dict[str, tuple[dict[str, str], dict[str, str]]] = {}
        for name in candidates & self._reserved.keys():
            for literal, hidden in self._reserved[name]:
                if literal in candidates:
                    terminal = self.terminals[literal]
                    by_text = winners.setdefault(name, ({}, {}))[terminal.folded]
                    by_text[terminal.literal.lower() if terminal.folded else terminal.literal] = literal
                    if hidden:
                        embedded.add(literal)
        ranked = sorted((self.terminals[name] for name in candidates - embedded), key=lambda t: t.rank)
        choices: list[_Choice] = []
        for terminal in ranked:
            exact, folded = winners.get(terminal.name, ({}, {}))
            choices.append((terminal, exact or None, folded or None))
        return _Scanner(choices)

    def symbol_of(self, state: int) -> str:
        """The symbol that leads into a state: in an LALR automaton it is always the same."""
        if not self._symbols:
            self._symbols = [""] * len(self.states)
            for actions in self.states:
                for symbol, target in actions.items():
                    if target >= 0:
                        self._symbols[target] = symbol
        return self._symbols[state]


def _children(made: list[Any], plan: list[int]) -> list[Any]:
    """The children of a reduction. The first list is taken over rather than copied: a long repetition grows in place."""
    if len(plan) == 1 and plan[0] >= 0:
        child = made[plan[0] >> 1]
        return child if plan[0] & 1 else [child]
    children: list[Any] = []
    for step in plan:
        if step < 0:
            children.append(None)
        elif step & 1:
            part = made[step >> 1]
            if children:
                children += part
            else:
                children = part
        else:
            children.append(made[step >> 1])
    return children
