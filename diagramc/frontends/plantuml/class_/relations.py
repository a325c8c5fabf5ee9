"""Relations of a class diagram, their labels, and what is drawn like one."""

from __future__ import annotations

import re
from typing import Any

from msgspec.structs import replace

from diagramc.frontends.lalr import Token
from diagramc.frontends.plantuml.class_.arrows import ClassArrow, read_class_arrow
from diagramc.frontends.plantuml.class_.elements import PLAIN_ARROW
from diagramc.frontends.plantuml.class_.packages import Packages
from diagramc.frontends.plantuml.class_.reading import Connection, Path
from diagramc.frontends.plantuml.colors import read_arrow_style, read_style
from diagramc.frontends.plantuml.page import unquoted, with_style
from diagramc.frontends.plantuml.source import LineSource
from diagramc.frontends.plantuml.text import read_link
from diagramc.ir.base import Hint, Style


class Relations(Packages):
    """Actions of the grammar `plantuml/class` for relations."""

    def __init__(self, source: LineSource) -> None:
        super().__init__(source)
        self.hints: list[Hint] = []

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
            children = children[1:]  # the weight, which only PlantUML's layout knows
        (left, left_text), sign, (right, right_text), *more = children
        arrow = read_class_arrow(sign)
        if arrow.lesser:
            self.only_looks("heads of relations such as `" + str(sign) + "`", sign.start, sign.end)
        if left.name.endswith("COUPLE") or right.name.endswith("COUPLE"):
            self._association_class(left, right, start, end)
            return
        connection = self._connection(left, right, arrow, start, end)
        connection.left_text, connection.right_text = left_text, right_text
        look = read_arrow_style(arrow.style)
        self.check_look(look, sign)
        # That it is dashed tells its kind, or is told by the arrow.
        self._decorate(
            connection, replace(look.style, line=None) if look.style.line == "dashed" else look.style, more
        )
        if arrow.hidden and arrow.word in ("left", "right") and connection.label is None:
            ends = (connection.left, connection.right)
            self.hints.append(
                Hint(kind="same-rank", nodes=_names(ends if arrow.word == "right" else ends[::-1]))
            )
            return
        if arrow.word in ("left", "right"):
            self.only_looks("directions of arrows", sign.start, sign.end)
        self.connections.append(connection)

    def _decorate(self, connection: Connection, style: Style, items: list[Token]) -> None:
        """What stands after a relation: a colour, a link, a stereotype, a label."""
        for item in items:
            name = item.name.rpartition("__")[2]
            if name == "COLOR":
                color = read_style(item)
                self.check_look(color, item)
                line = Style(stroke=color.style.stroke or color.style.fill, color=color.style.color)
                style = with_style(style, line) or style
            elif name == "URL":
                target, _ = read_link(item)
                connection.link = self.link((target,))
            elif name == "STEREOTYPE":
                self.left_out("stereotypes of relations", item.start, item.end)
            else:
                self._describe(connection, item)
        connection.style = None if style == Style() else style

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
        reading = _without_direction(text)
        if reading != text:
            self.only_looks("reading directions of labels", token.start, token.end)
        said = self.linked(reading, token.start + 1, token.end)
        connection.label = said.label or None
        connection.link = connection.link or self.link(said.links)

    def _association_class(self, left: Token, right: Token, start: int, end: int) -> None:
        """`(A, B) .. C`: a link of the association class to both of the classes."""
        couples = [self._couple(name) for name in (left, right) if name.name.endswith("COUPLE")]
        single = next((name for name in (left, right) if not name.name.endswith("COUPLE")), None)
        self.simplified("an association class became a class with links to both others", start, end)
        for first, second in couples:
            for name in (first, second):
                if self.spaces.existing(name) not in self.classifiers:
                    self.error(f"there is no class `{name}`", start, end, hint="declare it above")
                    return
        plain = PLAIN_ARROW._replace(dashed=True)
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
        name = self.spaces.resolve(unquoted(circle), reuse=True)
        if name not in self.classifiers and name not in self.frames:
            self._make(name, circle.start, circle.end).kind = "interface"
        if sign.strip("-.=") in ("((", "))"):
            self.only_looks("half circles of lollipops", sign.start, sign.end)
        arrow = PLAIN_ARROW._replace(right="circle", dashed="." in sign)
        connection = Connection(path, name, arrow, self.source.span(start, end))
        ends = (right_text, left_text) if before else (left_text, right_text)
        connection.left_text, connection.right_text = ends
        if more:
            self._describe(connection, more[0])
        self.connections.append(connection)


def _without_direction(text: str) -> str:
    """A label without the `<` or `>` at either end that says in which direction it is read."""
    if text[:1] in ("<", ">") and not text[1:2].strip():
        text = text[1:].lstrip()
    if text[-1:] in ("<", ">") and not text[-2:-1].strip():
        text = text[:-1].rstrip()
    return text


def _names(paths: tuple[Path, ...]) -> tuple[str, ...]:
    """Paths where the IR has ids; they are replaced at the end."""
    return tuple("\0".join(path) for path in paths)
