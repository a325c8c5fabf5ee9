"""Grammars at run time: an LALR(1) driver with a contextual lexer that reads tables made at build time, without lark.

    from diagramc.frontends.lalr import load_grammar

    grammar = load_grammar("mermaid/flowchart")          # grammars/mermaid/flowchart.lark
    value = grammar.parse(source, Builder(source))       # None when the text has errors; they are in source.problems

**Writing a grammar.** Lark's own syntax (`!rule`, `?rule`, `_rule`, `-> alias`, `[x]` is None when absent, templates, terminal
priorities and flags, `%ignore`, `%import common.WS` from lark, `%import .common (X)` from `common.lark` in the grammar's folder or
`%import common (X)` …), LALR(1), and settings in comments:

    //! start diagram label        the start rules; the first is the default (without it: `start`)
    //! sync _NL SEMI              terminals at which reading resumes after an error
    //! blocks SUBGRAPH:END        what closes a block: an END is forgiven when its SUBGRAPH was dropped with an error
    //! ARROW an arrow such as -->  what people call a terminal in "expected: …"; `-` never names it

A literal such as "end" is called `end` without a setting. As in Lark, a literal wins over a regular expression of the same priority
that matches it wholly; otherwise the higher priority, then the longer possible match, is tried first, among the terminals that the
parser's state accepts.

**Building values.** A reduction by a rule calls the method of the `actions` object that is named like the rule (or its alias):
`def edge(self, children: list[Any], start: int, end: int) -> Any`, with offsets in the source's text. Where there is no such
method the value is a `Tree`. Tokens are `Token`, a `str` with `name`, `start` and `end`; unnamed literals and terminals whose names
begin with `_` are left out, the items of `_rules` and of repetitions go straight into the parent's children.

**Errors.** Each is reported once as `parse.syntax`, with the terminals expected in people's words; reading resumes at the next `sync`
terminal, in the innermost unfinished rule that accepts it, so that all errors of a text are told at once. Pass `explain` to say it
better where the grammar alone cannot: it gets an `Unexpected` and answers an `Explanation` or None.
"""

from __future__ import annotations

from diagramc.frontends.lalr.driver import Explanation, Grammar, Token, Tree, Unexpected
from diagramc.frontends.lalr.load import load_grammar

__all__ = ["Explanation", "Grammar", "Token", "Tree", "Unexpected", "load_grammar"]
