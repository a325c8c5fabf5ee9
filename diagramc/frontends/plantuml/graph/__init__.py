"""Component, deployment and use case diagrams: what each statement of `grammars/plantuml/architecture.lark` says."""

from __future__ import annotations

import re
from typing import Any

from diagramc.diagnostics import Severity
from diagramc.frontends.lalr import Token, load_grammar
from diagramc.frontends.plantuml.graph.arrows import read_arrow
from diagramc.frontends.plantuml.graph.mistakes import explain_graph
from diagramc.frontends.plantuml.graph.model import Tie
from diagramc.frontends.plantuml.graph.notes import Notes
from diagramc.frontends.plantuml.page import with_style
from diagramc.frontends.plantuml.source import LineSource
from diagramc.frontends.plantuml.text import read_link


def read_graph(source: LineSource) -> Graph | None:
    """The elements, arrows and notes of a diagram; None when the source has errors."""
    graph = Graph(source)
    load_grammar("plantuml/architecture").parse(source, graph, explain=explain_graph)
    graph.finish()
    return None if source.failed else graph


class Graph(Notes):
    """The actions of the grammar, and what they found: `elements` by id, `ties`, `remarks`."""

    def source_end(self, children: list[Any], start: int, end: int) -> tuple[Token, Token | None]:
        """The first element of an arrow, with its multiplicity."""
        return children[0], children[1]

    def target_end(self, children: list[Any], start: int, end: int) -> tuple[Token, Token | None]:
        """The second element of an arrow, behind its multiplicity."""
        return children[-1], children[0] if len(children) > 1 else None

    def arrow(self, children: list[Any], start: int, end: int) -> None:
        """`a --> b : label`."""
        (source, first), arrow, (target, second) = children[:3]
        look = read_arrow(arrow)
        self.check_look(look.look, arrow)
        if look.lesser:
            self.only_looks("some heads of arrows", arrow.start, arrow.end)
        style, link, tooltip, raw = look.style, None, None, ""
        for part in filter(None, children[3:]):
            if part.name == "LABEL":
                raw = part[1:].strip()
            elif part.name == "COLOR":
                said = self.style(part)
                line = said.line if said else None
                if line:
                    look = look._replace(line=line)
                if said:
                    # On an arrow the first colour is that of its line.
                    stroke = said.stroke or said.fill
                    style = with_style(style, type(said)(stroke=stroke)) if stroke else style
            elif part.name == "URL":
                aim, _ = read_link(part)
                link = self.link((aim,), part.start, part.end) if aim else None
                tooltip = aim.tooltip if aim else None
            else:
                self.left_out("stereotypes of arrows", part.start, part.end)
        if first is not None or second is not None:
            self.left_out("multiplicities of arrows", start, end)
        remark = self.note_names.get(source) or self.note_names.get(target)
        if remark is not None:
            self._tie_note(remark, target if source in self.note_names else source)
            return
        a, b = self._end(source), self._end(target)
        self.ties.append(
            Tie(
                source=a.id,
                target=b.id,
                arrow=look,
                span=self.source.span(start, end),
                start=start,
                end=end,
                raw=raw,
                link=link,
                tooltip=tooltip,
                style=style,
            )
        )

    def url_of(self, children: list[Any], start: int, end: int) -> None:
        """`url of x is [[…]]`."""
        found = re.match(r"url\s+(?:of|for)\s+(.*?)\s+is\Z", children[0], re.IGNORECASE)
        target, _ = read_link(children[1])
        known = self._named.get(self.bare(found[1])) if found else None
        if known is not None and target is not None:
            known.link = self.link((target,), start, end)

    def hide(self, children: list[Any], start: int, end: int) -> None:
        """`hide <<x>> stereotype`."""
        found = re.match(r"hide\s+<<\s*(.*?)\s*>>", children[0], re.IGNORECASE)
        if found:
            self.sheet.hidden.add(found[1])
        elif children[0].lower().startswith("hide"):
            self.sheet.hidden.add("*")

    def view(self, children: list[Any], start: int, end: int) -> None:
        """Statements that choose what is shown."""
        word = children[0].split()[0].lower()
        if word in ("hide", "remove", "show", "restore"):
            self.left_out("choices of what is shown (hide, remove)", start, end)
        else:
            self.only_looks(f"settings such as `{word}`", start, end)

    def data(self, children: list[Any], start: int, end: int) -> None:
        """`json x { … }`: data in the middle of a diagram."""
        word, _, rest = children[0].partition(" ")
        found = re.match(
            r'\s*(?:"(?P<label>[^"]+)"(?:\s+as\s+(?P<alias>[\w.]+))?|(?P<name>[\w.]+))(?=\s|\{|<<|#)', rest
        )
        if found is None:
            hint = f'write `{word} name {{` or `{word} "Some words" as name {{`'
            self.error(f"this `{word}` has no name that can be read", start, start + len(word), hint=hint)
            return
        label = found["label"] or found["name"]
        name = found["alias"] or label
        self.left_out(f"the contents of `{word}` elements", start, end)
        self.place(name, "file", label, start, end)

    def macro(self, children: list[Any], start: int, end: int) -> None:
        """A call of a macro that a library would define."""
        token: Token = children[0]
        if self._macro is None:
            word = token.partition("(")[0].strip()
            self.error(
                f"`{word}(…)` is no statement",
                token.start,
                token.end,
                hint="for the C4 macros, `!include <C4/C4_Container>` above",
            )
            return
        self._macro(self, token, children[1:], self._opens(end), start, end)

    def finish(self) -> None:
        """Complain about what is still open."""
        for frame, start, end in self.open:
            word = "frame" if frame is not None else "`together`"
            self.source.report(
                "parse.syntax",
                f"this {word} is still open at the end",
                start,
                end,
                hint="close it with `}`",
                severity=Severity.WARNING,
            )
