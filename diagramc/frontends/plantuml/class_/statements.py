"""The statements of a class diagram, in the order in which they are read."""

from __future__ import annotations

import re
from typing import Any

from diagramc.diagnostics import Severity
from diagramc.frontends.lalr import Token
from diagramc.frontends.plantuml.class_.arrows import ClassArrow, read_class_arrow
from diagramc.frontends.plantuml.class_.hiding import Hiding
from diagramc.frontends.plantuml.class_.namespaces import Namespaces
from diagramc.frontends.plantuml.class_.notes import Notes
from diagramc.frontends.plantuml.class_.reading import Classifier, Connection, Frame, Line, Path, Reading
from diagramc.frontends.plantuml.colors import read_arrow_style, read_color, read_style
from diagramc.frontends.plantuml.page import Page, unquoted, with_style
from diagramc.frontends.plantuml.source import LineSource
from diagramc.frontends.plantuml.text import read_link
from diagramc.ir.base import Hint, Style

_ARROW_KIND = ClassArrow("triangle", "", None, None, False, "", "", False)
_CLASSES = frozenset(
    "class|interface|enum|annotation|abstract class|static class|abstract|entity|circle|diamond|protocol|struct|exception"
    "|metaclass|stereotype|dataclass|record".split("|")
)
_CLASS_KINDS = _CLASSES | {"object", "map", "json"}
MAX_DEPTH = 40
"""How deep packages may be nested."""


class Statements(Page):
    """Actions of the grammar `plantuml/class`."""

    def __init__(self, source: LineSource) -> None:
        super().__init__(source)
        self.spaces = Namespaces()
        self.classifiers: dict[Path, Classifier] = {}
        self.frames: dict[Path, Frame] = {}
        self.connections: list[Connection] = []
        self.hints: list[Hint] = []
        self.notes = Notes(self)
        self.hiding = Hiding()
        self.last: Path | None = None
        self._open: list[Path | None] = []
        self._mixing = False

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
                self.frames[outer] = Frame(outer, outer[-1], self.source.span(start, end))

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
        for item in children[1:] if made else ():
            if isinstance(item, tuple):
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
                f"`{code}` exists already, as {_article(made.kind)}",
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
        elif name == "BODY":
            made.body += self._lines(item)

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
            if text.strip():
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
            arrow = _ARROW_KIND._replace(
                dashed=not inherits or (word == "implements" and made.kind != "interface")
            )
            self.connections.append(Connection(path, made.path, arrow, self.source.span(start, end)))

    def object(self, children: list[Any], start: int, end: int) -> None:
        kind = children[0].lower()
        code, _, _ = self._names(children[1:])
        if kind == "map" and self.spaces.existing(code) in self.classifiers:
            self.error(f"`{code}` exists already", start, end, hint="declare it once, or rename one")
            return
        made = self._declare(kind, children[1:], start, end)
        if made is not None and kind == "map":
            made.body = self._entries(made)

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
                    _ARROW_KIND._replace(left="composition", right="arrow"),
                    self.source.span(line.start, line.end),
                    label=self.label(key, line.start, line.end) or None,
                )
                self.connections.append(connection)
            lines.append(Line(f"{key} = {value}" if value else key, line.start, line.end))
        return lines

    def mixed(self, children: list[Any], start: int, end: int) -> None:
        word = children[0].lower()
        block = children[-1].name.endswith(("LINES", "OPEN_TEXT"))
        if not self._mixing and not word.startswith("mix_") and word != "()" and not block:
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
        path = self.known(unquoted(name), name.start, name.end)
        if path in self.classifiers:
            if self.classifiers[path].kind is None:
                self.classifiers[path].kind = "class"
            line = text[1:].strip()
            if line:
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

    # Packages

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
            code, shown = unquoted(named[1]), named[0]
        else:
            code = unquoted(named[0])
            shown = (
                named[0] if named[0].name.endswith("QUOTED") and not re.fullmatch(r"[\w.:]+", code) else None
            )
        path = self.spaces.resolve(code, reuse=False) if shown is None else (*self.spaces.current, code)
        if path in self.classifiers and self.classifiers[path].kind is not None:
            self.error(f"`{code}` is a class already", start, end, hint="give the package another name")
        self.classifiers.pop(path, None)
        self._surround(path, start, end)
        frame = self.frames.get(path)
        if frame is None:
            frame = self.frames[path] = Frame(path, path[-1], self.source.span(start, end))
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

    # Relations

    def left(self, children: list[Any], start: int, end: int) -> tuple[Token, str | None]:
        return children[0], self._end_text(children[1:])

    def right(self, children: list[Any], start: int, end: int) -> tuple[Token, str | None]:
        return children[-1], self._end_text(children[:-1])

    def _end_text(self, items: list[Token]) -> str | None:
        """What stands at an end of a relation: a quoted text and a role."""
        said = []
        for item in items:
            if item.name.endswith("QUALIFIER"):
                self.left_out("qualifiers of relations", item.start, item.end)
            else:
                said.append(unquoted(item[1:] if item.name.endswith("ROLE") else item))
        return " ".join(said) or None

    def relation(self, children: list[Any], start: int, end: int) -> None:
        if isinstance(children[0], Token):
            children = children[1:]
        (left, left_text), sign, (right, right_text), *more = children
        arrow = read_class_arrow(sign)
        look = read_arrow_style(arrow.style)
        self.check_look(look, sign)
        style = look.style if look.style.line != "dashed" else Style(**_without_line(look.style))
        label, link = None, None
        for item in more:
            name = item.name.rpartition("__")[2]
            if name == "COLOR":
                color = read_style(item)
                self.check_look(color, item)
                style = (
                    with_style(
                        style, Style(stroke=color.style.stroke or color.style.fill, color=color.style.color)
                    )
                    or style
                )
            elif name == "URL":
                target, _ = read_link(item)
                link = self.link((target,)) if target else None
            elif name == "STEREOTYPE":
                self.left_out("stereotypes of relations", item.start, item.end)
            else:
                label = item
        if arrow.lesser:
            self.only_looks("heads of relations such as `" + str(sign) + "`", sign.start, sign.end)
        if "COUPLE" in (left.name.rpartition("__")[2], right.name.rpartition("__")[2]):
            self._association_class(left, right, arrow, start, end)
            return
        connection = self._connection(left, right, arrow, start, end)
        connection.style = None if style == Style() else style
        connection.left_text, connection.right_text = left_text, right_text
        connection.link = link
        if label is not None:
            self._describe(connection, label)
        if arrow.hidden and arrow.word in ("left", "right") and connection.label is None:
            ends = (connection.left, connection.right)
            self.hints.append(
                Hint(kind="same-rank", nodes=_names(ends if arrow.word == "right" else ends[::-1]))
            )
            return
        if arrow.word in ("left", "right"):
            self.only_looks("directions of arrows", sign.start, sign.end)
        self.connections.append(connection)

    def _connection(self, left: Token, right: Token, arrow: ClassArrow, start: int, end: int) -> Connection:
        ends = []
        for name in (left, right):
            path, port = self._end(unquoted(name), name.start, name.end)
            ends.append((path, port))
        (a, left_port), (b, right_port) = ends
        return Connection(
            a, b, arrow, self.source.span(start, end), left_port=left_port, right_port=right_port
        )

    def _end(self, name: str, start: int, end: int) -> tuple[Path, str | None]:
        """The classifier that an end of a relation means, and the member of it after `::`."""
        if "::" in name and self.spaces.separator != "::" and self.spaces.existing(name) is None:
            name, _, port = name.rpartition("::")
            return self.known(name, start, end), port
        return self.known(name, start, end), None

    def _describe(self, connection: Connection, token: Token) -> None:
        text = token[1:].strip()
        quoted = re.fullmatch(r'(?:"([^"]+)")?([^"]*)(?:"([^"]+)")?', text)
        if (
            quoted
            and (quoted[1] or quoted[3])
            and connection.left_text is None
            and connection.right_text is None
            and not (quoted[1] and not quoted[2].strip() and not quoted[3])
        ):
            connection.left_text, connection.right_text = quoted[1], quoted[3]
            text = quoted[2].strip()
        elif len(text) > 1 and text[0] == text[-1] == '"' and '"' not in text[1:-1]:
            text = text[1:-1]
        reading = re.sub(r"^[<>]\s+|\s+[<>]$|^[<>]$", "", text)
        if reading != text:
            self.only_looks("reading directions of labels", token.start, token.end)
        said = self.linked(reading, token.start + 1, token.end)
        connection.label = said.label or None
        connection.link = connection.link or self.link(said.links)

    def _association_class(self, left: Token, right: Token, arrow: ClassArrow, start: int, end: int) -> None:
        """`(A, B) .. C`: a link of the association class to both of the classes."""
        couples = [self._couple(name) for name in (left, right) if name.name.endswith("COUPLE")]
        single = next((name for name in (left, right) if not name.name.endswith("COUPLE")), None)
        self.only_looks("association classes, which become links to both classes,", start, end)
        for first, second in couples:
            for name in (first, second):
                if self.spaces.existing(name) not in self.classifiers:
                    self.error(f"there is no class `{name}`", start, end, hint="declare it above")
                    return
        plain = _ARROW_KIND._replace(left="", dashed=True)
        if single is not None:
            path = self.known(unquoted(single), single.start, single.end)
            for name in couples[0]:
                other = self.spaces.resolve(name, reuse=True)
                self.connections.append(Connection(path, other, plain, self.source.span(start, end)))
            return
        for a, b in zip(couples[0], couples[1], strict=True):
            ends = self.spaces.resolve(a, reuse=True), self.spaces.resolve(b, reuse=True)
            self.connections.append(Connection(*ends, plain, self.source.span(start, end)))

    def _couple(self, token: Token) -> tuple[str, str]:
        first, _, second = token[1:-1].partition(",")
        return unquoted(first.strip()), unquoted(second.strip())

    def lollipop(self, children: list[Any], start: int, end: int) -> None:
        (left, left_text), sign, (right, right_text), *more = children
        before = sign[0] in "()"
        circle, owner = (left, right) if before else (right, left)
        path = self.spaces.existing(unquoted(owner))
        if path is None or path not in self.classifiers:
            self.error(
                f"there is no class `{unquoted(owner)}`", owner.start, owner.end, hint="declare it above"
            )
            return
        self.only_looks("lollipops, which become interfaces,", sign.start, sign.end)
        name = self.spaces.resolve(unquoted(circle), reuse=True)
        if name not in self.classifiers and name not in self.frames:
            self._make(name, circle.start, circle.end).kind = "interface"
        marks = sign.strip("-.=")
        half = marks in ("((", "))")
        arrow = _ARROW_KIND._replace(left="", right="arrow" if half else "triangle", dashed=True)
        connection = Connection(path, name, arrow, self.source.span(start, end))
        if more:
            self._describe(connection, more[0])
        self.connections.append(connection)

    # Notes

    def note(self, children: list[Any], start: int, end: int) -> None:
        side = next((item.lower() for item in children[:2] if item.name.endswith("SIDE")), None)
        name = next(
            (item for item in children[1:] if item.name.rpartition("__")[2] in ("NAME", "QUOTED")), None
        )
        self.notes.beside(name, side, children[1:], start, end)

    def link_note(self, children: list[Any], start: int, end: int) -> None:
        self.notes.on_link(children[1:], start, end)

    def free_note(self, children: list[Any], start: int, end: int) -> None:
        self.notes.free(children[1:], start, end)

    # Settings

    def hide(self, children: list[Any], start: int, end: int) -> None:
        if not self.hiding.command(children[0]):
            self.only_looks("settings such as `hide` and `show`", start, end)

    def class_setting(self, children: list[Any], start: int, end: int) -> None:
        word = children[0].lower()
        if word.startswith("allow"):
            self._mixing = True
        elif word.startswith("newpage"):
            self.left_out("page breaks", start, end)
        elif word.startswith("import"):
            self.left_out("imports", start, end)
        else:
            self.only_looks(f"settings such as `{word.split()[0]}`", start, end)

    def separator(self, children: list[Any], start: int, end: int) -> None:
        mark = children[0].split()[-1]
        self.spaces.separator = None if mark.lower() == "none" else mark

    # All of it

    def diagram(self, children: list[Any], start: int, end: int) -> None:
        for path in self._open:
            if path is not None:
                frame = self.frames[path]
                self.source.problems.append(_unclosed(frame))

    def _settle_doubt(self) -> None:
        """A diagram without any class may be one of another kind; if it is not, what is in it becomes classes."""
        kinds = {made.kind for made in self.classifiers.values()}
        if kinds & _CLASS_KINDS or (self.connections and None in kinds):
            return
        self.source.doubtful = True
        if self.classifiers:
            return
        for path, frame in list(self.frames.items()):
            if not any(other != path and other[: len(path)] == path for other in self.frames):
                word = "package" if frame.word == "namespace" else frame.word
                self.classifiers[path] = Classifier(
                    path, frame.span, word, frame.label, frame.marks, style=frame.style, target=frame.target
                )
                del self.frames[path]
        if not self.classifiers:
            self.notes.become_classes(self)

    def reading(self) -> Reading:
        """What was said, without what is not to be shown."""
        self.notes.settle(self.connections, self.classifiers)
        self.hiding.apply(self)
        self._settle_doubt()
        return Reading(
            self,
            self.classifiers,
            self.frames,
            self.connections,
            [*self.legends, *self.notes.made()],
            self.hints,
            self.direction,
        )


def _bare(name: Token) -> str:
    """A name without its quotation marks or brackets."""
    if name.name.endswith("SHAPED"):
        return name[1:-1].strip()
    return name.strip().strip('"') if name.name.endswith("OPEN_TEXT") else unquoted(name)


def _names(paths: tuple[Path, ...]) -> tuple[str, ...]:
    """Paths where the IR has ids; they are replaced at the end."""
    return tuple("\0".join(path) for path in paths)


def _without_line(style: Style) -> dict[str, Any]:
    return {"stroke": style.stroke, "stroke_width": style.stroke_width, "color": style.color}


def _is_entry(text: str) -> bool:
    return re.search(r"=>|\*-+_?>", text) is not None


def _is_empty(text: str, end: int) -> bool:
    """Whether a package is closed where it is opened."""
    return text[:end].endswith("}")


def _may_become(old: str, new: str) -> bool:
    """Whether PlantUML lets an element of one kind be declared again as another (Entity.muteToType)."""
    if old == new:
        return True
    return old in _CLASSES and new in _CLASSES and not {"circle", "diamond"} & {old, new}


def _article(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _unclosed(frame: Frame) -> Any:
    from diagramc.diagnostics import diagnose

    return diagnose(
        "parse.syntax",
        "the package that begins here is not closed",
        span=frame.span,
        hint="add a line `}` below its last element",
        severity=Severity.WARNING,
    )
