"""Packages of a class diagram: they open and close round what is declared between."""

from __future__ import annotations

import re
from typing import Any

from diagramc.diagnostics import Severity
from diagramc.frontends.lalr import Token
from diagramc.frontends.plantuml.class_.elements import Elements
from diagramc.frontends.plantuml.class_.reading import SHAPES, Frame, Path
from diagramc.frontends.plantuml.page import unquoted, with_style
from diagramc.frontends.plantuml.source import LineSource
from diagramc.frontends.plantuml.text import read_link

MAX_DEPTH = 40
"""How deep packages may be nested."""


class Packages(Elements):
    """Actions of the grammar `plantuml/class` for packages."""

    def __init__(self, source: LineSource) -> None:
        super().__init__(source)
        self._open: list[Path | None] = []

    def package_name(self, children: list[Any], start: int, end: int) -> tuple[Token, Token | None]:
        return children[0], (children[1] if len(children) > 1 else None)

    def package(self, children: list[Any], start: int, end: int) -> None:
        named = next((item for item in children if isinstance(item, tuple)), None)
        looks = [
            item for item in children[1:] if isinstance(item, Token) and not item.name.endswith("_EMPTY")
        ]
        if named is None:
            code, shown = f"package{len(self.frames) + 1}", None
        elif named[1] is not None:
            first, second = named
            if second.name.endswith("QUOTED") and not first.name.endswith("QUOTED"):
                first, second = second, first
            code, shown = unquoted(second), first
        else:
            code = unquoted(named[0])
            shown = (
                named[0] if named[0].name.endswith("QUOTED") and not re.fullmatch(r"[\w.:]+", code) else None
            )
        path = self.spaces.resolve(code, reuse=False) if shown is None else self.spaces.inside(code)
        self.classifiers.pop(path, None)  # PlantUML turns a class of this name into the package
        self._surround(path, start, end)
        frame = self.frames.get(path)
        if frame is None:
            frame = self.frames[path] = Frame(path, path[-1], self.source.span(start, end), start)
        frame.word = children[0].lower()
        if shown is not None:
            frame.label = self.label(unquoted(shown), shown.start, shown.end)
        elif named is None:
            frame.label = ""
        self._dress(frame, looks)
        if not _is_empty(self.source.text, end):
            self._enter(path, start, end)

    def _dress(self, frame: Frame, looks: list[Token]) -> None:
        for item in looks:
            name = item.name.rpartition("__")[2]
            if name == "STEREOTYPE":
                frame.marks.append(str(item))
                if item.strip("<> ").lower() in SHAPES:
                    self.only_looks("shapes of packages", item.start, item.end)
            elif name == "COLOR":
                frame.style = with_style(frame.style, self.style(item))
            elif name == "LINE_COLOR":
                frame.style = with_style(frame.style, self._line_color(item))
            elif name == "URL":
                frame.target, _ = read_link(item)

    def _enter(self, path: Path | None, start: int, end: int) -> None:
        if len(self._open) >= MAX_DEPTH:
            self.source.report("parse.too-large", "packages are nested too deeply", start, end)
            return
        self._open.append(path)
        if path is not None:
            self.spaces.current = path

    def together(self, children: list[Any], start: int, end: int) -> None:
        self.only_looks("wishes to stand together", start, end)
        self._enter(None, start, end)

    def close(self, children: list[Any], start: int, end: int) -> None:
        if self._open:
            self._open.pop()
            self.spaces.current = next((path for path in reversed(self._open) if path is not None), ())

    def diagram(self, children: list[Any], start: int, end: int) -> None:
        """All is read: packages that are open are closed, with a remark, as PlantUML closes them in silence."""
        for path in self._open:
            if path is not None:
                self.source.report(
                    "parse.syntax",
                    "the package that begins here is not closed",
                    self.frames[path].start,
                    hint="add a line `}` below its last element",
                    severity=Severity.WARNING,
                )


def _is_empty(text: str, end: int) -> bool:
    """Whether a package is closed where it is opened."""
    return text[:end].endswith("}")
