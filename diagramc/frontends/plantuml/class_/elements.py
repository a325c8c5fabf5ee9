"""Classifiers, objects and other elements of a class diagram as they are declared."""

from __future__ import annotations

import re
from typing import Any

from diagramc.diagnostics import with_article
from diagramc.frontends.lalr import Token
from diagramc.frontends.plantuml.class_.arrows import ClassArrow
from diagramc.frontends.plantuml.class_.members import MAX_MEMBER
from diagramc.frontends.plantuml.class_.namespaces import Namespaces
from diagramc.frontends.plantuml.class_.reading import Classifier, Connection, Frame, Line, Path
from diagramc.frontends.plantuml.colors import read_color, read_style
from diagramc.frontends.plantuml.page import Page, unquoted, with_style
from diagramc.frontends.plantuml.source import LineSource
from diagramc.frontends.plantuml.text import read_link
from diagramc.ir.base import Style

PLAIN_ARROW = ClassArrow("none", "none", None, None, False, "", "", False)
_CLASSES = frozenset(
    "class|interface|enum|annotation|abstract class|static class|abstract|entity|circle|diamond|protocol|struct|exception"
    "|metaclass|stereotype|dataclass|record".split("|")
)
CLASS_KINDS = _CLASSES | {"object", "map", "json"}


class Elements(Page):
    """Actions of the grammar `plantuml/class` for the declarations of elements."""

    def __init__(self, source: LineSource) -> None:
        super().__init__(source)
        self.spaces = Namespaces()
        self.classifiers: dict[Path, Classifier] = {}
        self.frames: dict[Path, Frame] = {}
        self.connections: list[Connection] = []
        self.last: Path | None = None
        self.mixing = False

    # Classifiers

    def known(self, name: str, start: int, end: int) -> Path:
        """The classifier that a name in a relation means, made when this is its first mention."""
        path = self.spaces.resolve(name, reuse=True)
        if path not in self.classifiers and path not in self.frames:
            self._make(path, start, end)
        return path

    def _make(self, path: Path, start: int, end: int) -> Classifier:
        made = Classifier(path, self.source.span(start, end))
        self.classifiers[path] = made
        self._surround(path, start, end)
        return made

    def _surround(self, path: Path, start: int, end: int) -> None:
        """The packages that a path runs through exist."""
        for length in range(1, len(path)):
            outer = path[:length]
            if outer in self.classifiers and self.classifiers[outer].kind is not None:
                self.error(
                    f"`{'.'.join(path)}` lies within the class `{'.'.join(outer)}`",
                    start,
                    end,
                    hint="write `set separator none` above to keep dots in names",
                )
            elif outer not in self.frames:
                # PlantUML turns a class that is only mentioned into the package.
                self.classifiers.pop(outer, None)
                self.frames[outer] = Frame(outer, outer[-1], self.source.span(start, end), start)

    def _names(self, items: list[Token]) -> tuple[str, Token | None, list[Token]]:
        """The code of a declaration, what is shown for it, and all else that is said."""
        names = [
            item
            for item in items
            if item.name.rpartition("__")[2] in ("CODE", "QUOTED", "SHAPED", "OPEN_TEXT")
        ]
        looks = [item for item in items if item not in names or not any(item is name for name in names)]
        if len(names) == 1:
            name = names[0]
            return _bare(name), None, looks
        first, second = names
        if not first.name.endswith("CODE") or second.name.endswith("CODE"):
            first, second = second, first
        return _bare(first), second, looks

    def declaration(self, children: list[Any], start: int, end: int) -> None:
        if children[0].name.endswith("VISIBILITY"):
            self.left_out("visibilities of classes", children[0].start, children[0].end)
            children = children[1:]
        kind = " ".join(children[0].lower().split())
        made = self._declare(kind, [item for item in children[1:] if isinstance(item, Token)], start, end)
        for item in children[1:]:
            if made is not None and isinstance(item, tuple):
                self._parents(made, item[0], item[1], start, end)

    def _declare(self, kind: str, items: list[Token], start: int, end: int) -> Classifier | None:
        code, shown, looks = self._names(items)
        path = self.spaces.resolve(code, reuse=False)
        made = self.classifiers.get(path)
        if path in self.frames:
            self.error(f"`{code}` is a package already", start, end, hint="give the class another name")
            return None
        if made is None:
            made = self._make(path, start, end)
        elif made.kind is not None and not _may_become(made.kind, kind):
            self.error(
                f"`{code}` exists already, as {with_article(made.kind)}",
                start,
                end,
                hint="declare it once, or rename one",
            )
            return None
        made.kind = kind
        made.span = self.source.span(start, end)
        self.last = path
        if shown is not None:
            self._show(made, shown)
        for item in looks:
            self._modify(made, item)
        return made

    def _show(self, made: Classifier, shown: Token) -> None:
        text = _bare(shown)
        generic = re.fullmatch(r"([^<]+?)<([^<>/](?:[^<>]|<[^<>]*>)*)>", text)
        if generic and not re.match(r"U\+|[bius]$|/|color|size|font|back|img|\W", generic[2]):
            text, made.parameters = generic[1].strip(), generic[2]
        made.label = self.label(text, shown.start, shown.end, block="\n" in text)

    def _modify(self, made: Classifier, item: Token) -> None:
        name = item.name.rpartition("__")[2]
        if name == "GENERIC":
            made.parameters = item[1:-1]
        elif name == "STEREOTYPE":
            made.marks.append(str(item))
            if "(" in item or "$" in item:
                self.only_looks("spots and sprites of stereotypes", item.start, item.end)
        elif name == "COLOR":
            made.style = with_style(made.style, self.style(item))
        elif name == "LINE_COLOR":
            made.style = with_style(made.style, self._line_color(item))
        elif name == "URL":
            made.target, _ = read_link(item)
        elif name == "TAG":
            made.tags.append(item[1:])
        elif name == "LINES":
            made.label = self.label(
                item.partition("\n")[2].rpartition("]")[0], item.start, item.end, block=True
            )
        elif name in ("BODY", "NESTED"):
            made.body += self._lines(item)
        elif name == "VALUE":
            made.body.append(Line(item.strip(), item.start, item.end))

    def _line_color(self, token: Token) -> Style | None:
        found = re.fullmatch(r"##(?:\[(\w+)\])?(\w*)", token)
        assert found is not None
        look = read_style(f";line.{found[1]}") if found[1] else None
        style = look.style if look else None
        if found[2]:
            color = read_color(found[2])
            if color is None:
                self.no_color(found[2], token.start, token.end)
            else:
                style = with_style(style, Style(stroke=color.value))
        return style

    def _lines(self, body: Token) -> list[Line]:
        lines = []
        offset = body.start + body.index("\n") + 1
        for text in body.partition("\n")[2].rpartition("\n")[0].split("\n"):
            if len(text) > MAX_MEMBER:
                self.source.report(
                    "parse.too-large", "a line of a body is too long", offset, offset + len(text)
                )
            elif text.strip():
                lines.append(
                    Line(text.strip(), offset + len(text) - len(text.lstrip()), offset + len(text.rstrip()))
                )
            offset += len(text) + 1
        return lines

    def parents(self, children: list[Any], start: int, end: int) -> tuple[str, list[str]]:
        names = [unquoted(item) for item in children[1:] if not item.name.endswith("GENERIC")]
        return children[0].lower(), names

    def _parents(self, made: Classifier, word: str, names: list[str], start: int, end: int) -> None:
        for name in names:
            path = self.spaces.resolve(name, reuse=False)
            inherits = word == "extends" or made.kind == "interface"
            if path not in self.classifiers and path not in self.frames:
                parent = self._make(path, start, end)
                parent.kind = "interface" if word == "implements" or made.kind == "interface" else "class"
            arrow = PLAIN_ARROW._replace(
                dashed=not inherits or (word == "implements" and made.kind != "interface")
            )
            self.connections.append(Connection(path, made.path, arrow, self.source.span(start, end)))

    def object(self, children: list[Any], start: int, end: int) -> None:
        kind = children[0].lower()
        code, _, _ = self._names([item for item in children[1:] if isinstance(item, Token)])
        bodied = any(isinstance(item, Token) and item.name.endswith("BODY") for item in children)
        if self.spaces.existing(code) in self.classifiers and not (kind == "object" and bodied):
            self.source.decided = True
            self.error(f"`{code}` exists already", start, end, hint="declare it once, or rename one")
            return
        made = self._declare(kind, children[1:], start, end)
        if made is not None and kind == "map":
            made.body = self._entries(made)
        elif made is not None and kind == "json":
            made.body = [
                Line(re.sub(r'^"(.*?)"\s*:\s*(.*?),?$', r"\1 = \2", line.text), line.start, line.end)
                for line in made.body
            ]

    def _entries(self, made: Classifier) -> list[Line]:
        """The lines of a map as attributes; an entry that points to an object is a relation."""
        lines = []
        for line in made.body:
            key, arrow, value = (
                re.split(r"\s*(=>|\*-+_?>)\s*", line.text, maxsplit=1)
                if _is_entry(line.text)
                else (line.text, "", "")
            )
            if arrow.startswith("*"):
                target = self.known(value.strip(), line.start, line.end)
                connection = Connection(
                    made.path,
                    target,
                    PLAIN_ARROW._replace(left="diamond", right="arrow"),
                    self.source.span(line.start, line.end),
                    label=self.label(key, line.start, line.end) or None,
                )
                self.connections.append(connection)
            lines.append(Line(f"{key} = {value}" if value else key, line.start, line.end))
        return lines

    def mixed(self, children: list[Any], start: int, end: int) -> None:
        word = children[0].lower()
        block = children[-1].name.endswith(("LINES", "OPEN_TEXT"))
        if not self.mixing and not word.startswith("mix_") and word != "()" and not block:
            self.error(
                f"`{word}` in a class diagram",
                children[0].start,
                children[0].end,
                hint="write `allowmixing` above to mix classes with other elements",
            )
            return
        word = word.removeprefix("mix_").rstrip("/")
        self._declare("interface" if word == "()" else word, children[1:], start, end)

    def diamond(self, children: list[Any], start: int, end: int) -> None:
        self._declare("diamond", children[1:], start, end)

    def member(self, children: list[Any], start: int, end: int) -> None:
        name, text = children
        if text.start == name.end and not name.name.endswith("QUOTED"):
            self.error(
                "a colon right after a name", text.start, text.start + 1, hint="put a space before the `:`"
            )
            return
        path = self.known(unquoted(name), name.start, name.end)
        if path in self.classifiers:
            if self.classifiers[path].kind is None:
                self.classifiers[path].kind = "class"
            line = text[1:].strip()
            if len(line) > MAX_MEMBER:
                self.source.report("parse.too-large", "a line of a body is too long", text.start, text.end)
            elif line:
                self.classifiers[path].body.append(Line(line, text.start + 1, text.end))

    def marked(self, children: list[Any], start: int, end: int) -> None:
        name = children[0]
        path = self.spaces.existing(unquoted(name))
        if path is None or path not in self.classifiers:
            self.error(f"there is no class `{unquoted(name)}`", name.start, name.end, hint="declare it above")
            return
        for item in children[1:]:
            self._modify(self.classifiers[path], item)

    def url_of(self, children: list[Any], start: int, end: int) -> None:
        name = children[1]
        path = self.known(unquoted(name), name.start, name.end)
        if path in self.classifiers:
            self.classifiers[path].target, _ = read_link(children[-1])


def _bare(name: Token) -> str:
    """A name without its quotation marks or brackets."""
    if name.name.endswith("SHAPED"):
        return name[1:-1].strip()
    return name.strip().strip('"') if name.name.endswith("OPEN_TEXT") else unquoted(name)


def _is_entry(text: str) -> bool:
    return re.search(r"=>|\*-+_?>", text) is not None


def _may_become(old: str, new: str) -> bool:
    """Whether PlantUML lets an element of one kind be declared again as another (Entity.muteToType)."""
    if old == new:
        return True
    return old in _CLASSES and new in _CLASSES and not {"circle", "diamond"} & {old, new}
