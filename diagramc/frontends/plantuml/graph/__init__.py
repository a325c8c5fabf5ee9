"""Component, deployment and use case diagrams: what each statement of `grammars/plantuml/architecture.lark` says."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

from diagramc.diagnostics import Severity, suggest
from diagramc.frontends.lalr import Explanation, Token, Tree, Unexpected, load_grammar
from diagramc.frontends.plantuml.graph.arrows import read_arrow
from diagramc.frontends.plantuml.graph.model import Element, Remark, Tie
from diagramc.frontends.plantuml.ids import Ids
from diagramc.frontends.plantuml.mistakes import explain
from diagramc.frontends.plantuml.page import Page, unquoted, with_style
from diagramc.frontends.plantuml.source import LineSource
from diagramc.frontends.plantuml.text import read_link
from diagramc.ir.base import Hint, Label, Link, Note, Side, Style

_MARKS = {"[": "component", "(": "usecase", ":": "actor"}
# Compiled when it is used: most diagrams have no notes.
_NOTE = r"""(?isx)note\s+
        (?:(?P<side>left|right|top|bottom)(?:\s+of\s+(?P<target>\[[^\]\n]+\]|\([^)\n]+\)|:[^:\n]+:|"[^"\n]+"|\(\)\s*\S+?|[\w.$@]+))?
          |(?P<free>["\u201c](?P<quoted>[^"\u201d\n]*)["\u201d]\s+)?as\s+(?P<name>[\w.]+)
          |(?:(?:left|right|top|bottom)\s+)?on\s+link)\s*
        (?P<stereotype><<[^\n>]*>>)?\s*(?P<color>\#[^\s:{]+)?[^\S\n]*
        (?::(?P<line>[^\n]*)|\{?[^\S\n]*\n(?P<body>.*?)[^\S\n]*(?:end\s?note\b|\})|\s*)\Z"""


MAX_COMPARED = 50
"""How many names an unknown one is compared with."""
MAX_DEPTH = 49
"""How deep frames may stand in each other, as in every valid diagram."""


def read_graph(source: LineSource) -> Graph | None:
    """The elements, arrows and notes of a diagram; None when the source has errors."""
    graph = Graph(source)
    load_grammar("plantuml/architecture").parse(source, graph, explain=_explain)
    graph.finish()
    return None if source.failed else graph


_KEYWORDS = """
actor action agent artifact boundary card circle cloud collections component control database entity file folder frame hexagon interface
label node package person port portin portout process queue rectangle stack storage usecase together note
""".split()


def _explain(unexpected: Unexpected) -> Explanation | None:
    found = explain(unexpected)
    if found is not None:
        return found
    source = unexpected.source
    number = source.line_number(unexpected.start)
    line = source.text[source.line_start(number) :].partition("\n")[0]
    text = line.strip()
    begin = source.line_start(number) + len(line) - len(line.lstrip())
    end = begin + len(text)
    call = re.match(r"([A-Za-z_]\w*)\s*\(", text)
    if call:
        return Explanation(
            f"`{call[1]}(…)` is no statement",
            hint="for the C4 macros, `!include <C4/C4_Container>` above",
            expected="",
        )
    words = re.match(r"(\w+)\s+((?:[\w-]+\s+)+[\w-]+|\w+-[\w-]+)(\s*\{)?\Z", text)
    if words and words[1].lower() in _KEYWORDS:
        hint = f'write `{words[1]} "{words[2]}" as name`'
        return Explanation("a name that is not one word stands in quotes", hint, "", begin, end)
    opened = next((pair for pair in ("[]", "()") if text.count(pair[0]) > text.count(pair[1])), None)
    if opened and unexpected.start == begin:
        return Explanation(f"`{opened[0]}` is not closed", f"close it with `{opened[1]}`", "", begin, end)
    first = text.split()[0] if text else ""
    if unexpected.start == begin or (len(text.split()) > 1 and text.split()[1][:1] in '"[('):
        close = suggest(first, _KEYWORDS) if first.isalpha() and first.lower() not in _KEYWORDS else None
        if close:
            return Explanation(
                f"`{first}` is no kind of element", f"did you mean `{close}`?", "", begin, begin + len(first)
            )
    return None


class Graph(Page):
    """The actions of the grammar, and what they found: `elements` by id, `ties`, `remarks`."""

    def __init__(self, source: LineSource) -> None:
        super().__init__(source)
        self.ids = Ids()
        self.elements: dict[str, Element] = {}
        self._named: dict[str, Element] = {}
        self.ties: list[Tie] = []
        self.remarks: list[Remark] = []
        self.hints: list[Hint] = []
        self.note_names: dict[str, Remark] = {}
        self.open: list[tuple[str | None, int, int]] = []
        self.last: str | None = None
        self._macro: Callable[[Graph, Token, list[Any], bool, int, int], None] | None = None
        if source.libraries:
            from diagramc.frontends.plantuml.graph.libraries import call

            self._macro = call

    # Elements.

    @property
    def home(self) -> str | None:
        """The frame that is open."""
        return next((frame for frame, _, _ in reversed(self.open) if frame is not None), None)

    def element(self, children: list[Any], start: int, end: int) -> None:
        """`component "Label" as name <<stereotype>> #color {`."""
        keyword, declared, *rest = children
        self._declare(keyword.lower(), declared.children[0], rest, self._opens(end), start, end)

    def element_colored(self, children: list[Any], start: int, end: int) -> None:
        """`archimate #Technology "Label" as name`."""
        keyword, paint, declared, *rest = children
        self._declare(keyword.lower(), declared.children[0], [paint, *rest], self._opens(end), start, end)

    def element_unnamed(self, children: list[Any], start: int, end: int) -> None:
        """`package {`."""
        keyword, *rest = children
        self._declare(keyword.lower(), None, rest, True, start, end)

    def mention(self, children: list[Any], start: int, end: int) -> None:
        """`[Component] as name`."""
        name, *rest = children[0].children
        self._declare(self._keyword_of(name), name, rest, False, start, end)

    def quoted_as(self, children: list[Any], start: int, end: int) -> None:
        """`"Label" as (Use)`."""
        label, target, *rest = children
        name: Token = target.children[0]
        self._declare(
            self._keyword_of(name),
            label,
            [Tree("named", [Tree("alias", [name], 0, 0)], 0, 0), *rest],
            False,
            start,
            end,
        )

    def _opens(self, end: int) -> bool:
        return self.source.text[:end].endswith("{")

    @staticmethod
    def _keyword_of(token: Token) -> str:
        """The keyword that the marks round a name stand for."""
        if token.startswith("()"):
            return "interface"
        return _MARKS.get(token[0], "") + ("/" if token.endswith("/") else "")

    @staticmethod
    def bare(token: str) -> str:
        """The name inside its marks."""
        text = token.strip()
        if text.startswith("()"):
            return unquoted(text[2:].strip())
        text = text.removesuffix("/") if text[:1] in "(:" else text
        if text[:1] in _MARKS and len(text) > 2:
            return unquoted(text[1:-1].strip())
        return unquoted(text)

    def _declare(
        self, keyword: str, declared: Token | None, rest: list[Any], opens: bool, start: int, end: int
    ) -> None:
        label: str | None = self.bare(declared) if declared is not None else ""
        name = label or ""
        block = False
        alias: Token | None = None
        stereotypes: list[str] = []
        style: Style | None = None
        link: Link | None = None
        tooltip: str | None = None
        tags: list[str] = []
        for part in rest:
            if isinstance(part, Tree):
                alias = part.children[0].children[0]
            elif part is None or part == "{":
                continue
            elif part.name == "STEREOTYPE":
                stereotypes += self.stereotype(part)
            elif part.name == "COLOR":
                style = with_style(style, self.style(part))
            elif part.name == "URL":
                target, _ = read_link(part)
                link = self.link((target,), part.start, part.end) if target else None
                tooltip = target.tooltip if target else None
            elif part.name == "BODY":
                label, block = part[1:-1], True
            else:
                tags.append(str(part))
        if alias is not None:
            other = self.bare(alias)
            quoted_alias = alias.name in ("QUOTED", "LONG_QUOTED")
            if quoted_alias and declared is not None and declared.name not in ("DECLARED", "QUOTED"):
                label, block = other, "\n" in other
            else:
                name = other
            keyword = keyword or self._keyword_of(alias)
        element = self.place(name, keyword, label or "", start, end, frame=opens)
        element.block = block
        element.stereotypes += stereotypes
        element.tags += tags
        element.style = with_style(element.style, style)
        element.link, element.tooltip = link or element.link, tooltip or element.tooltip
        if keyword.startswith("port") and self.home is None:
            self.error(
                f"a `{keyword}` outside of an element",
                start,
                end,
                hint="put it inside the braces of its component",
            )
        if opens:
            self.enter(element, start, end)
        else:
            self.last = element.id

    def enter(self, element: Element, start: int, end: int) -> None:
        """Go on inside a frame. One that stands too deep is told, and its elements stand in the frame round it."""
        deep = len(self.open) >= MAX_DEPTH
        if deep:
            self.source.report("parse.too-large", f"frames are nested more than {MAX_DEPTH} deep", start, end)
        self.open.append((None if deep else element.id, start, end))

    def stereotype(self, token: Token) -> list[str]:
        """The words of `<<a>><<b>>`, without sprites and spots."""
        words = re.sub(r"\A<<\s*(?:\([^)]*\))?\s*|\s*>>\Z", "", token)
        return [
            word.strip() for word in words.split(">><<") if word.strip() and not word.strip().startswith("$")
        ]

    def place(
        self,
        name: str,
        keyword: str,
        label: str,
        start: int,
        end: int,
        *,
        frame: bool = False,
        implicit: bool = False,
    ) -> Element:
        """The element of a name, made in the frame that is open when it is new; answers it."""
        known = self._named.get(name) if name else None
        span = self.source.span(start, end)
        if known is not None and not known.implicit and known.frame != frame and not implicit:
            line = known.span.line
            self.error(
                f"`{name}` is already defined in line {line}",
                start,
                end,
                hint='give one of the two another name: `… "Label" as name`',
            )
        if known is not None:
            if not implicit:
                if known.implicit:
                    known.parent = self.home
                known.keyword = keyword or known.keyword
                known.frame = known.frame or frame
                known.raw = label or known.raw
                known.implicit = False
            return known
        id = self.ids.of(name) if name else self.ids.take(keyword)
        element = Element(
            id=id,
            name=name,
            keyword=keyword,
            raw=label or name,
            span=span,
            start=start,
            end=end,
            frame=frame,
            parent=self.home,
            implicit=implicit,
        )
        self.elements[id] = element
        if name:
            self._named[name] = element
        return element

    def find(self, name: str) -> Element | None:
        """The element that the author calls so."""
        return self._named.get(name)

    # Frames.

    def together(self, _: list[Any], start: int, end: int) -> None:
        """`together {`: a wish for the layout."""
        self.only_looks("wishes to keep elements together", start, end)
        self.open.append((None, start, end))

    def close(self, _: list[Any], start: int, end: int) -> None:
        """`}`."""
        if not self.open:
            self.error("`}` without `{`", start, end, hint="remove it, or open a frame above")
            return
        frame = self.open.pop()[0]
        self.last = frame or self.last

    # Arrows.

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

    def _end(self, token: Token) -> Element:
        name = self.bare(token)
        if "::" in name and name not in self._named:
            port = name.rpartition("::")[2]
            if port in self._named:
                name = port
        keyword = self._keyword_of(token)
        return self.place(name, keyword, name, token.start, token.end, implicit=True)

    # Notes.

    def _tie_note(self, remark: Remark, other: Token) -> None:
        if other in self.note_names:
            return
        id = self._end(other).id
        note = remark.note
        if id not in note.targets:
            targets = (*note.targets, id)
            remark.note = Note(text=note.text, targets=targets, side=note.side, span=note.span)

    def note_beside(self, children: list[Any], start: int, end: int) -> None:
        """`note left of x : text`."""
        parts, text = self._note(children[0])
        name = parts["target"]
        target = self.last
        if name is not None:
            known = self._named.get(self.bare(name))
            if known is None:
                close = suggest(self.bare(name), list(self._named)[:MAX_COMPARED])
                self.error(
                    f"the note is about `{name}`, which is not there",
                    start,
                    end,
                    hint=f"did you mean `{close}`?" if close else "a note stands below what it is about",
                )
                return
            target = known.id
        side = cast(Side, parts["side"].lower())
        targets = (target,) if target else ()
        self._remark(Note(text=text, targets=targets, side=side if targets else None), None, start, end)

    def note_on_link(self, children: list[Any], start: int, end: int) -> None:
        """`note on link : text`, about both ends of the last arrow."""
        _, text = self._note(children[0])
        targets = tuple(dict.fromkeys((self.ties[-1].source, self.ties[-1].target))) if self.ties else ()
        self._remark(Note(text=text, targets=targets), None, start, end)

    def note_alone(self, children: list[Any], start: int, end: int) -> None:
        """`note "text" as name`."""
        token: Token = children[0]
        parts = re.match(r'note\s+["\u201c]([^"\u201d\n]*)["\u201d]\s+as\s+([\w.]+)', token, re.IGNORECASE)
        assert parts is not None
        self._remark(Note(text=self.label(parts[1], start, end)), parts[2], start, end)

    def note_long(self, children: list[Any], start: int, end: int) -> None:
        """`note as name … end note`."""
        parts, text = self._note(children[0])
        self._remark(Note(text=text), parts["name"], start, end)

    def _note(self, token: Token) -> tuple[re.Match[str], Label]:
        parts = re.match(_NOTE, token)
        assert parts is not None
        if parts["color"]:
            self.only_looks("colours of notes", token.start, token.end)
        if parts["line"] is not None:
            return parts, self.label(parts["line"], token.start, token.end)
        return parts, self.label(parts["body"] or "", token.start, token.end, block=True)

    def _remark(self, note: Note, name: str | None, start: int, end: int) -> None:
        span = self.source.span(start, end)
        remark = Remark(Note(text=note.text, targets=note.targets, side=note.side, span=span), name)
        self.remarks.append(remark)
        if name is not None:
            self.note_names[name] = remark

    # Other statements.

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
        found = re.match(r'\s*(?:"(?P<label>[^"]*)"(?:\s+as\s+(?P<alias>[\w.]+))?|(?P<name>[\w.]+))', rest)
        label = (found["label"] or found["name"]) if found else word
        name = (found["alias"] or label) if found else word
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
