"""PlantUML work breakdown structures to org charts."""

from __future__ import annotations

import re
from typing import Any

from msgspec.structs import replace

from diagramc.diagnostics import suggest
from diagramc.frontends.lalr import Explanation, Token, Unexpected, load_grammar
from diagramc.frontends.plantuml.graph.build import Wardrobe
from diagramc.frontends.plantuml.ids import Ids
from diagramc.frontends.plantuml.mistakes import explain
from diagramc.frontends.plantuml.outline import OutlinePage
from diagramc.frontends.plantuml.source import LineSource
from diagramc.frontends.plantuml.text import plain_text, split_tooltip
from diagramc.ir.base import Label, RichText, Run, Style, plain
from diagramc.ir.org_chart import OrgChart, Person, Team

MAX_COMPARED = 50
"""How many aliases an unknown one is compared with."""
_BUILT_IN = {"assistant": Style(line="dashed"), "vacant": Style(line="dotted", color="#777777")}
"""The style classes in which assistants and vacant posts are written."""
_TEAM = re.compile(r"(?:\\n|\n)<size:10>\[(.*?)\]</size>(?=\\n|\n|\Z)")
_ALSO = re.compile(r"(?:\\n|\n)⇢ ([^\n]*?)(?=\\n|\n|\Z)")


def read_org_chart(source: LineSource) -> OrgChart | None:
    """The org chart that a work breakdown structure shows; None when it has errors, which are in the source."""
    outline = _Outline(source)
    load_grammar("plantuml/org_chart").parse(source, outline, explain=_explain)
    outline.tie_aliases()
    if source.failed:
        return None
    wardrobe = Wardrobe(outline, _BUILT_IN)
    people = []
    for person in outline.people:
        dress = wardrobe.dress(person.classes, person.style)
        people.append(
            replace(
                person,
                classes=dress.classes,
                style=dress.style,
                assistant="assistant" in dress.words,
                vacant="vacant" in dress.words,
            )
        )
    return OrgChart(
        title=outline.title,
        caption=outline.caption,
        people=tuple(people),
        groups=tuple(outline.teams.values()),
        notes=tuple(outline.legends[-1:]),
        styles=wardrobe.styles,
    )


def _explain(unexpected: Unexpected) -> Explanation | None:
    source = unexpected.source
    line = source.line(source.line_number(unexpected.start)).strip()
    if re.match(r"[*+-]+[^\s*+-]*[<>]_", line):
        return Explanation("`_` comes before `<` or `>`", hint="write `**_<`", expected="")
    if re.match(r"[*+-]+\w", line):
        return Explanation(
            "a blank is missing between the marks and the text", hint="write `** text`", expected=""
        )
    return explain(unexpected)


class _Outline(OutlinePage):
    """The actions of the grammar."""

    def __init__(self, source: LineSource) -> None:
        super().__init__(source)
        self._ids = Ids()
        self._path: list[str] = []
        self._aliases: dict[str, int] = {}
        self._arrows: list[tuple[str, str, int, int]] = []
        self._also: list[tuple[int, list[str]]] = []
        self._indent = 0
        self.people: list[Person] = []
        self.teams: dict[tuple[str, ...], Team] = {}

    def item(self, children: list[Any], start: int, end: int) -> None:
        """`**(alias) text`."""
        entry = self.read_entry(children[0], aliases=True)
        level = entry.level
        if not self.people:
            self._indent = level - 1 if len(children[0]) > 1 and children[0][1:2] not in "*+-" else 0
            level = 1
        elif level > 1 and self._indent and children[0][1:2] not in "*+-":
            level = max(1, level - self._indent)
        if self.people and level == 1:
            self.error(
                "a work breakdown structure has one root, and it comes first",
                start,
                end,
                hint="put a second mark before this item: `** …`",
            )
            level = 2
        if level > len(self._path) + 1:
            self.error(
                f"this item is at level {level}, the one above it at level {len(self._path)}",
                start,
                end,
                hint=f"write {len(self._path) + 1} marks at most",
            )
            level = len(self._path) + 1
        del self._path[level - 1 :]
        if not entry.text and not entry.options:
            self.error("an item has no text", start, end, hint="write its text behind the marks")
        if set(entry.options) & set("<>_"):
            self.only_looks("sides and missing boxes of items", start, end)
        text, alias = entry.text, entry.alias
        named = re.fullmatch(r'"(.*)"\s+as\s+([\w.]+)', text, re.DOTALL)
        if named:
            text, alias = named[1], named[2]
        self._add(text, entry.block, alias, entry.stereotypes, entry.style, start, end)

    def _add(
        self,
        text: str,
        block: bool,
        alias: str | None,
        stereotypes: tuple[str, ...],
        style: Style | None,
        start: int,
        end: int,
    ) -> None:
        also = [plain_text(name) for name in _ALSO.findall(text)]
        text = _ALSO.sub("", text)
        found = _TEAM.search(text)
        team = self._team(found[1]) if found else None
        text = _TEAM.sub("", text)
        said = self.linked(text, start, end, block=block)
        name, title, department = _fields(said.label)
        tooltip, description = split_tooltip(next((t.tooltip for t in said.links if t.tooltip), None))
        id = self._ids.of(alias) if alias else self._ids.take(plain(name) or "item")
        person = Person(
            id=id,
            label=name,
            title=title,
            department=department,
            reports_to=self._path[-1] if self._path else None,
            group=team,
            link=self.link(said.links, start, end),
            tooltip=tooltip,
            description=description,
            classes=stereotypes,
            style=style,
            span=self.source.span(start, end),
        )
        if alias:
            self._aliases[alias] = len(self.people)
        if also:
            self._also.append((len(self.people), also))
        self.people.append(person)
        self._path.append(id)

    def _team(self, names: str) -> str:
        """The id of the team at the end of a path such as `Sales / North`."""
        path: tuple[str, ...] = ()
        parent: str | None = None
        for name in names.split(" / "):
            path = (*path, name)
            if path not in self.teams:
                label = plain_text(name)
                self.teams[path] = Team(id=self._ids.take(label), label=label, parent=parent)
            parent = self.teams[path].id
        assert parent is not None
        return parent

    def arrow(self, children: list[Any], start: int, end: int) -> None:
        """`a -> b`: a also reports to b."""
        token: Token = children[0]
        found = re.match(r"([\w.]+)\s*[-.]+>\s*([\w.]+)(.*)", token)
        assert found is not None
        if found[3].strip():
            self.left_out("labels and colours of arrows", start, end)
        self._arrows.append((found[1], found[2], start, end))

    def tie_aliases(self) -> None:
        """Resolve the arrows, now that all items are known."""
        for a, b, start, end in self._arrows:
            unknown = next((name for name in (a, b) if name not in self._aliases), None)
            if unknown is not None:
                close = suggest(unknown, list(self._aliases)[:MAX_COMPARED])
                self.error(
                    f"there is no item with the alias `{unknown}`",
                    start,
                    end,
                    hint=f"did you mean `{close}`?" if close else f"give one the alias: `**({unknown}) text`",
                )
                continue
            self._dot(self._aliases[a], self.people[self._aliases[b]].id)
        by_name = {plain(person.label): person.id for person in reversed(self.people)}
        for index, names in self._also:
            for name in names:
                if name in by_name:
                    self._dot(index, by_name[name])

    def _dot(self, index: int, boss: str) -> None:
        person = self.people[index]
        if boss not in person.dotted and boss not in (person.id, person.reports_to):
            self.people[index] = replace(person, dotted=(*person.dotted, boss))


def _fields(label: Label) -> tuple[Label, str | None, str | None]:
    """Name, title and department: the first line, the others, and the first of those that is all in italics.

    What is bold in a name is plain, for names are drawn so.
    """
    lines = _lines(label)
    bold = bool(lines) and _all(lines[0], "bold")
    count = next((at for at, line in enumerate(lines) if not _all(line, "bold")), len(lines)) if bold else 1
    named, rest = lines[:count], lines[count:]
    named = [[replace(run, bold=False) for run in line] for line in named]
    italic = next((at for at, line in enumerate(rest) if _all(line, "italic")), None)
    department = "".join(run.text for run in rest.pop(italic)) if italic is not None else None
    title = "\n".join("".join(run.text for run in line) for line in rest)
    return _join(named), title or None, department


def _all(line: list[Run], style: str) -> bool:
    shown = [run for run in line if run.text.strip()]
    return bool(shown) and all(getattr(run, style) for run in shown)


def _lines(label: Label) -> list[list[Run]]:
    lines: list[list[Run]] = [[]]
    for run in (Run(text=label),) if isinstance(label, str) else label.runs:
        first, *rest = run.text.split("\n")
        for number, piece in enumerate((first, *rest)):
            if number:
                lines.append([])
            if piece:
                lines[-1].append(replace(run, text=piece))
    return lines


def _join(lines: list[list[Run]]) -> Label:
    runs: list[Run] = []
    for number, line in enumerate(lines):
        if number:
            runs.append(Run(text="\n"))
        runs += line
    if any(run.bold or run.italic or run.code for run in runs):
        return RichText(runs=tuple(runs))
    return "".join(run.text for run in runs)
