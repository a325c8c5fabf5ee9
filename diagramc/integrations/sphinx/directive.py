"""The directives that hold diagrams."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from diagramc.diagnostics import Diagnostic, Span
from diagramc.errors import SourceError
from diagramc.frontends.base import detect_language, language_of
from diagramc.frontends.markdown import LANGUAGES, Fence, Option, attributes
from diagramc.frontends.source import Source
from diagramc.frontends.unsupported import is_left, settle
from diagramc.integrations.blocks import OPTIONS, Block, read_block
from diagramc.integrations.sphinx.environment import builder_of, fail, settings_of
from diagramc.integrations.sphinx.nodes import diagram_node
from diagramc.integrations.sphinx.reading import tell

log = logging.getLogger(__name__)

DIRECTIVES = {**LANGUAGES, "digraph": "dot", "graph": "dot"}
"""Directives that diagramc can answer besides its own, with their language: those of other extensions, and MyST's fences."""
BODIES = ("digraph", "graph")
"""Directives whose content is what stands in the braces of a graph, and whose argument is its name."""
_HEAD = 40
"""The most lines of options that a directive is thought to have."""
replaced: dict[str, type[Directive]] = {}
"""What answered a directive before diagramc did: it draws the kinds that diagramc leaves to the page."""


class DiagramcDirective(SphinxDirective):
    """`.. diagramc:: [file]` with the source as its content or in a file, and the options of a diagram in a page."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    answers: ClassVar[str] = "diagramc"
    option_spec: ClassVar[dict[str, Any]] = {
        **dict.fromkeys((*OPTIONS, "language"), directives.unchanged),
        # What other extensions' directives have besides:
        **dict.fromkeys(
            ("align", "class", "zoom", "layout", "scale", "height", "format", "graphviz_dot", "config"),
            directives.unchanged,
        ),
    }

    def run(self) -> list[nodes.Node]:
        """The node; what is wrong with options is told here, what is wrong with the source when it is compiled."""
        names_file = bool(self.arguments) and not self.content and self.answers not in BODIES
        source = self._file_source() if names_file else self._content_source()
        if source is None:
            return []
        own = _language(self.options.get("language") or DIRECTIVES.get(self.answers), source)
        place = source.span(0, 1)
        fence = Fence(
            number=self.env.new_serialno("diagramc") + 1,
            language=own,
            source=source,
            options=self._options(place),
            first=self.lineno,
            last=self.lineno,
            lead="",
        )
        block = read_block(fence, settings_of(self.config))
        remarks = self._why_left(block)
        if remarks:
            tell(self.env._app, (*block.problems, *remarks))
            return self._by_others(own, source)
        node = diagram_node()
        node["block"] = block
        node["align"] = self.options.get("align")
        self.set_source_info(node)
        if block.name:
            node["names"].append(block.name)
            self.state.document.note_explicit_target(node)
        return [node]

    def _options(self, place: Span) -> tuple[Option, ...]:
        """The options at the directive's head, and those after the language of a MyST fence, as in `mermaid size=16:9`."""
        given = [Option(name, value or "", place) for name, value in self.options.items() if name in OPTIONS]
        after = attributes(" ".join(self.arguments), place.file, self.lineno, 0) if self.content else []
        return (*given, *(option for option in after if option.name in OPTIONS))

    def _why_left(self, block: Block) -> tuple[Diagnostic, ...]:
        """The remark that a diagram is left to another renderer, where the project wants that and its kind is not drawn."""
        if self.config.diagramc_unsupported != "keep" or block.options.engine != "native":
            return ()
        if block.fence.language not in ("mermaid", "plantuml"):
            return ()
        from diagramc.frontends.reading import read_fence

        try:
            read_fence(block.fence, include=[Path(folder) for folder in builder_of(self.env._app).include])
        except SourceError as error:
            found = settle(error.diagnostics, "keep")
            return found if is_left(found) else ()
        return ()

    def _by_others(self, language: str, source: Source) -> list[nodes.Node]:
        """What the directive of another extension makes of a diagram; its source where there is none."""
        names = [self.answers, *(name for name, own in DIRECTIVES.items() if own == language)]
        other = next((found for name in names if (found := _other(name))), None)
        if other is None:
            shown = nodes.literal_block(source.text, source.text, language="text")
            self.set_source_info(shown)
            return [shown]
        spec = other.option_spec or {}
        try:
            options = {
                name: spec[name](value) if value is not None else None
                for name, value in self.options.items()
                if name in spec
            }
        except ValueError as error:
            raise self.error(f"{self.name}: {error}") from None
        made = other(
            self.name,
            self.arguments,
            options,
            self.content,
            self.lineno,
            self.content_offset,
            self.block_text,
            self.state,
            self.state_machine,
        ).run()
        return list(made)

    def _content_source(self) -> Source | None:
        if not self.content:
            self._fail("the directive is empty: write the diagram below it, or name a file")
            return None
        file = os.path.relpath(self.content.source(0) or self.env.doc2path(self.env.docname))
        lines = list(self.content)
        first, indents = _place(file, (self.content.offset(0) or 0) + 1, self.lineno, lines)
        if self.answers in BODIES:
            name = "".join(self.arguments).replace('"', "")
            # On the last line, so that an error at the end is at a line of the author's; a comment would hide it there.
            closing = ["}"] if re.search(r"//|#|\*/", lines[-1]) else [f"{lines.pop()} }}"]
            lines = [f'{self.answers} "{name}" {{', *lines, *closing]
            first, indents = first - 1, (0, *indents)
        return Source("\n".join(lines), file, first_line=first, indents=indents)

    def _file_source(self) -> Source | None:
        name, path = self.env.relfn2path(self.arguments[0])
        root = os.path.realpath(self.env.srcdir)
        if os.path.commonpath([root, os.path.realpath(path)]) != root:
            self._fail(f"{self.arguments[0]} is outside the documentation")
            return None
        self.env.note_dependency(name)
        try:
            text = Path(path).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            why = getattr(error, "strerror", None) or "it is not UTF-8"
            self._fail(f"cannot read {self.arguments[0]}: {why}")
            return None
        return Source(text.replace("\r\n", "\n"), os.path.relpath(path))

    def _fail(self, text: str) -> None:
        log.warning(text, location=self.get_location(), type="diagramc", subtype="directive")
        fail(self.env._app)


def _other(name: str) -> type[Directive] | None:
    """Who answers a directive besides diagramc."""
    found = replaced.get(name) or getattr(directives, "_directives", {}).get(name)
    return None if found is None or issubclass(found, DiagramcDirective) else found


def _language(name: str | None, source: Source) -> str:
    known = LANGUAGES.get((name or "").lower(), name)
    if known not in (None, "", "diagram"):
        return str(known)
    ending = os.path.splitext(source.file)[1]
    is_page = ending.lower() in (".rst", ".md", ".txt", ".py", ".ipynb")
    return detect_language(source.text) if is_page else language_of(source.text, source.file)


def _place(file: str, told: int, opened: int, lines: list[str]) -> tuple[int, tuple[int, ...]]:
    """The line of its file that a directive's content begins in, and how far each of its lines stands in from the margin.

    It is the line that the parser told where the content is there; MyST counts from the directive, so that the content is looked
    for from the line that opens it.
    """
    try:
        with open(file, encoding="utf-8", errors="replace") as page:
            there = page.read().splitlines()
    except OSError:
        return told, ()
    for first in (told, *range(opened, opened + _HEAD)):
        shown = [whole.expandtabs(8).rstrip() for whole in there[first - 1 : first - 1 + len(lines)]]
        if len(shown) == len(lines) and all(
            whole.endswith(line.rstrip()) for whole, line in zip(shown, lines, strict=True)
        ):
            return first, tuple(whole.find(line.rstrip()) for whole, line in zip(shown, lines, strict=True))
    return told, ()


def answer(name: str) -> type[DiagramcDirective]:
    """The directive that answers another extension's; who did before is remembered."""
    before = _other(name)
    if before is not None:
        replaced[name] = before
    return type(f"{name.title()}Directive", (DiagramcDirective,), {"answers": name})
