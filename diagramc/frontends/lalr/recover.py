"""What happens where a text departs from its grammar: the error is told in people's words, and reading resumes further on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diagramc.frontends.lalr.driver import END, NOTHING, Explain, Explanation, Unexpected
from diagramc.frontends.source import Source

if TYPE_CHECKING:
    from diagramc.frontends.lalr.driver import Grammar

MAX_ERRORS = 25
"""The most errors told of one text."""
MAX_POINTS = 5
"""How many places to resume at are tried."""
MAX_NAMED = 8
"""The most expected things named in one message."""


class Recovery:
    """The errors of one run over a text, and where it goes on after each."""

    def __init__(self, grammar: Grammar, source: Source, stop: int, explain: Explain | None) -> None:
        self.grammar, self.source, self.stop, self.explain = grammar, source, stop, explain
        self.errors = 0
        self._resumed = -1
        self._dropped: list[str] = []

    def recover(
        self, states: list[int], before: list[int], terminal: str, start: int, end: int
    ) -> tuple[int, int]:
        """Report the error and answer how many states to keep and where to read on; 0 states when that is nowhere.

        `before` are the states before the reductions that the terminal brought about until it turned out not to fit.
        """
        if not self._forgiven(start):
            self._report(before, terminal, start, end)
        self.errors += 1
        if self.errors >= MAX_ERRORS:
            return 0, start
        for position, name in self._sync_points(max(start, self._resumed + 1)):
            for kept in range(len(states), 0, -1):
                if self._can_shift(states[:kept], name):
                    self._note_dropped(states[kept:])
                    self._resumed = position
                    return kept, position
        for kept in range(len(states), 0, -1):
            if self._can_shift(states[:kept], END):
                return (kept, self.stop) if terminal != END or kept < len(states) else (0, start)
        return 0, start

    def _sync_points(self, position: int) -> list[tuple[int, str]]:
        """The next few places where a terminal to resume at stands."""
        grammar = self.grammar
        if not grammar.sync:
            return []
        # What was opened in the text that is skipped is skipped to its end, where its end is a place to resume at.
        openers = [name for name, closer in grammar.blocks.items() if closer in grammar.sync]
        parts = []
        for name in dict.fromkeys((*grammar.sync, *openers)):
            found = grammar.terminals[name]
            parts.append(f"(?P<{name}>{found.pattern or re.escape(found.literal)})")
        points: list[tuple[int, str]] = []
        inside: list[str] = []
        for match in re.compile("|".join(parts)).finditer(self.source.text, position, self.stop):
            name = str(match.lastgroup)
            if name in openers and match.start() > position:
                inside.append(grammar.blocks[name])
            elif inside:
                if name == inside[-1]:
                    inside.pop()
            elif name in grammar.sync:
                points.append((match.start(), name))
                if len(points) == MAX_POINTS:
                    break
        return points

    def _can_shift(self, states: list[int], terminal: str) -> bool:
        """Whether the terminal would be shifted (the end: accepted) on these states, after whatever reductions. Uses up `states`."""
        table, rules, ends = self.grammar.states, self.grammar.rules, self.grammar.ends.values()
        while True:
            action = table[states[-1]].get(terminal)
            if action is None:
                return False
            if action >= 0:
                return True
            origin, _, size, _, _ = rules[-action - 1]
            if size:
                del states[-size:]
            states.append(table[states[-1]][origin])
            if terminal == END and states[-1] in ends:
                return True

    def _note_dropped(self, states: list[int]) -> None:
        for state in states:
            closer = self.grammar.blocks.get(self.grammar.symbol_of(state))
            if closer:
                self._dropped.append(closer)

    def _forgiven(self, start: int) -> bool:
        """Whether this closes a block whose beginning was dropped with an earlier error."""
        for index in range(len(self._dropped) - 1, -1, -1):
            terminal = self.grammar.terminals[self._dropped[index]]
            if terminal.matches(self.source.text, start, self.stop) > start:
                del self._dropped[index]
                return True
        return False

    def _report(self, states: list[int], terminal: str, start: int, end: int) -> None:
        text = self.source.text
        if terminal == END:
            start = end = max(len(text[: self.stop].rstrip()), 0)
        elif terminal == NOTHING:
            word = re.compile(r"\w[\w-]*|[^\w\s]{1,3}|\s").match(text, start, self.stop)
            end = word.end() if word else start + 1
        expected = tuple(
            name
            for name in self.grammar.states[states[-1]]
            if (name in self.grammar.terminals or name == END) and self._can_shift(states.copy(), name)
        )
        unexpected = Unexpected(
            self.source,
            start,
            end,
            text[start:end],
            None if terminal == NOTHING else terminal,
            expected,
            tuple(self.grammar.symbol_of(state) for state in states[1:]),
        )
        told = (self.explain(unexpected) if self.explain else None) or self._plainly(unexpected)
        words = self._expected_words(expected) if told.expected is None else told.expected
        begin = start if told.start is None else told.start
        finish = max(end, begin + 1) if told.end is None else told.end
        self.source.report(
            "parse.syntax", told.message, begin, finish, expected=words or None, hint=told.hint
        )

    def _plainly(self, unexpected: Unexpected) -> Explanation:
        """The message when the language has no better one."""
        if unexpected.terminal == END:
            return Explanation("the text ends too early")
        if not unexpected.found.strip():
            return Explanation("the line ends too early")
        from diagramc.diagnostics import suggest

        literals = [self.grammar.terminals[name].literal for name in unexpected.expected if name != END]
        close = None
        if len(unexpected.found) > 2:
            close = suggest(unexpected.found, [literal for literal in literals if literal])
        shown = unexpected.found if len(unexpected.found) <= 40 else unexpected.found[:40] + "…"
        return Explanation(f"unexpected `{shown}`", hint=f"did you mean `{close}`?" if close else None)

    def _expected_words(self, expected: tuple[str, ...]) -> str:
        """`a, b or c`, each once, in the order of the grammar."""
        words = list(dict.fromkeys(filter(None, map(self.grammar.words, expected))))
        if len(words) > MAX_NAMED:
            words = [*words[:MAX_NAMED], "something else"]
        return " or ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""
