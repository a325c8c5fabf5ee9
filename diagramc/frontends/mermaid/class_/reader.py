"""The actions of the grammar: classes, their members and relations, namespaces, notes, styles, links."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any

from diagramc.diagnostics import Severity
from diagramc.frontends.lalr import Token
from diagramc.frontends.mermaid.class_.drafts import KINDS, DraftClass, DraftMember, Name, finished
from diagramc.frontends.mermaid.class_.members import generics, is_operation
from diagramc.frontends.mermaid.class_.namespaces import Namespaces, place_notes
from diagramc.frontends.mermaid.class_.relations import ends
from diagramc.frontends.mermaid.css import css
from diagramc.frontends.mermaid.links import address
from diagramc.frontends.mermaid.mistakes import Closest
from diagramc.frontends.mermaid.preamble import Body
from diagramc.frontends.mermaid.text import label, unescape
from diagramc.frontends.source import Source
from diagramc.ir.base import Direction, Note, Style
from diagramc.ir.class_ import (
    Class,
    ClassDiagram,
    Package,
    Relation,
)
from diagramc.targets.nesting import nest
from diagramc.targets.styling import merge

STATEMENTS = (
    "class",
    "namespace",
    "note",
    "link",
    "click",
    "callback",
    "style",
    "classDef",
    "cssClass",
    "direction",
)
"""The words that statements begin with."""
EVERY = "default"
"""The style class that all classes wear."""


class ClassReader:
    """Collects what the lines say. `finish` answers the diagram."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._classes: dict[str, DraftClass] = {}
        self._balls: dict[str, DraftClass] = {}
        self._namespaces = Namespaces(source)
        self._relations: list[Relation] = []
        self._notes: list[Note] = []
        self._inner_notes: list[tuple[str, Note]] = []
        self._styles: dict[str, Style] = {}
        self._direction: Direction | None = None
        self._later: list[tuple[str, Token | Name, Any]] = []
        self._closest = Closest()
        self._mentions: list[Name] = []

    def diagram(self, children: list[Any], start: int, end: int) -> None:
        """The header and what each statement made. Mermaid wants a statement; what it reads to people is one."""
        header, *statements = children
        accessible = isinstance(self._source, Body) and (self._source.acc_title or self._source.description)
        if not statements and not accessible:
            hint = "write a class: `class Shape`"
            self._report("parse.empty", "the diagram has no classes", header.start, header.end, hint=hint)

    # Names and classes

    def name(self, children: list[Any], start: int, end: int) -> Name:
        """`Foo`, "`any name`", `List~T~`; several words are one, as in Mermaid."""
        *parts, generic = children
        said = (
            " ".join("".join(parts).strip("`").split()) if parts[0].name == "QUOTED_NAME" else "".join(parts)
        )
        parameters = generics(generic[1:-1]).split(",") if generic else []
        known = tuple(unescape(part).strip() for part in parameters if part.strip())
        return Name(unescape(said), known, start, end)

    def label(self, children: list[Any], start: int, end: int) -> Token:
        """`["text"]`."""
        token: Token = children[0]
        return token

    def _class(self, name: Name) -> DraftClass:
        known = self._classes.get(name.id)
        if known is None:
            known = self._balls.pop(name.id, None) or DraftClass(
                name.id, self._source.span(name.start, name.end)
            )
            self._classes[name.id] = known
        known.parameters = known.parameters or name.parameters
        return known

    def class_(self, children: list[Any], start: int, end: int) -> None:
        """`class Foo["label"]:::style { … }`."""
        _, name, text, _, style, annotation, body = children
        known = self._class(name)
        if text is not None:
            known.label = label(_quoted(text), escapes=True)
        known.group = self._namespaces.fill() or known.group
        if style is not None:
            known.classes.append(str(style))
        if annotation is not None:
            self._annotate(known, annotation[2:-2])
        for member in body or ():
            self._member(known, member)

    def body(self, children: list[Any], start: int, end: int) -> list[Token]:
        """The members between braces."""
        return [child for child in children if child.name == "MEMBER"]

    def without_keyword(self, children: list[Any], start: int, end: int) -> None:
        """`interface Foo { … }`: what other languages have."""
        name, _, _ = children
        said = self._source.text[name.start : name.end]
        first, _, rest = said.partition(" ")
        if rest and first.lower() in KINDS:
            hint = f"write `class {rest.strip()} {{` and in it a line `<<{first.lower()}>>`"
            self._report(
                "parse.syntax", f"Mermaid has no `{first}`", name.start, name.start + len(first), hint=hint
            )
        else:
            message = "a class with members begins with `class`"
            slip = rest and get_close_matches(first, ("class",))
            hint = f"write `class {(rest if slip else said).strip()} {{`"
            self._report("parse.syntax", message, name.start, name.end, hint=hint)

    def member(self, children: list[Any], start: int, end: int) -> None:
        """`Foo : +bar()`."""
        name, token = children
        self._namespaces.check_outside(start, end)
        self._member(self._class(name), Token(token[1:], token.name, token.start + 1, token.end))

    def _member(self, owner: DraftClass, token: Token) -> None:
        text = token.strip()
        if not text:
            return
        if text.startswith("<<") and text.endswith(">>"):
            self._annotate(owner, text[2:-2])
        elif is_operation(text) and not 0 < text.find("(") < text.rfind(")"):
            message = "this member has a `)` without its `(`"
            hint = "write a method as `name(parameters) type`"
            self._report("parse.syntax", message, token.start, token.start + len(token.rstrip()), hint=hint)
        else:
            owner.members.append(
                DraftMember(text, self._source.span(token.start, token.start + len(token.rstrip())))
            )

    def mention(self, children: list[Any], start: int, end: int) -> None:
        """A name alone says nothing in Mermaid."""
        self._mentions.append(children[0])

    def _check_mention(self, name: Name) -> None:
        start, end = name.start, name.end
        first, _, rest = self._source.text[start:end].partition(" ")
        inherits = re.fullmatch(r"(\S+) (extends|implements) (\S+)", self._source.text[start:end].strip())
        if inherits is not None:
            one, verb, other = inherits.groups()
            hint = f"write `{other} <|{'--' if verb == 'extends' else '..'} {one}`"
            self._report("parse.ignored", f"`{verb}` says nothing here", start, end, hint=hint)
        elif rest:
            close = get_close_matches(first, STATEMENTS, 1)
            hint = f"did you mean `{close[0]} {rest.strip()}`?" if close else f"write `class {name.id}`"
            self._report("parse.ignored", "these words say nothing", start, end, hint=hint)
        elif name.id not in self._classes:
            hint = f"write `class {name.id}`"
            self._report("parse.ignored", f"`{name.id}` alone makes no class", start, end, hint=hint)

    def annotation(self, children: list[Any], start: int, end: int) -> None:
        """`<<interface>> Foo`."""
        token, name = children
        self._namespaces.check_outside(start, end)
        known = self._classes.get(name.id)
        if known is None:
            message = f"`{name.id}` is annotated before it is there"
            self._unknown(
                message, name, severity=Severity.ERROR, otherwise=f"write `class {name.id}` before this line"
            )
            return
        self._annotate(known, token[2:-2])

    def _annotate(self, owner: DraftClass, text: str) -> None:
        owner.annotations += [word for part in text.split(",") if (word := label(part.strip()))]

    # Relations and notes

    def relation(self, children: list[Any], start: int, end: int) -> None:
        """`Foo "1" *-- "0..*" Bar : has`."""
        first, near, symbol, far, second, text = children
        self._namespaces.check_outside(start, end)
        kind, turned, source_head, target_head, style = ends(symbol)
        if kind == "link" and target_head == "circle":
            ball, owner = (first, second) if turned else (second, first)
            if source_head is None:
                self._class(owner)
                self._ball(ball)
            else:
                self._class(first)
                self._class(second)
        else:
            self._class(first)
            self._class(second)
        if turned:
            first, near, far, second = second, far, near, first
        self._relations.append(
            Relation(
                source=first.id,
                target=second.id,
                kind=kind,
                source_head=source_head,
                target_head=target_head,
                source_multiplicity=label(_quoted(near)) or None if near else None,
                target_multiplicity=label(_quoted(far)) or None if far else None,
                label=label(text[1:], escapes=True) or None if text else None,
                style=style,
                span=self._source.span(start, end),
            )
        )

    def _ball(self, name: Name) -> None:
        """The interface of a lollipop, which is a class only where something else says so."""
        if name.id not in self._classes and name.id not in self._balls:
            self._balls[name.id] = DraftClass(
                name.id, self._source.span(name.start, name.end), annotations=["interface"]
            )

    def note(self, children: list[Any], start: int, end: int) -> None:
        """`note for Foo "text"`, `note "text"`."""
        *_, text = children
        said = label(_quoted(text), escapes=True)
        name = children[1] if len(children) == 3 else None
        note = Note(text=said, targets=(name.id,) if name else (), span=self._source.span(start, end))
        namespace = self._namespaces.fill()
        if name is None and namespace:
            self._inner_notes.append((namespace, note))
            return
        self._notes.append(note)
        if name is not None:
            self._later.append(("note", name, None))

    # Namespaces

    def namespace(self, children: list[Any], start: int, end: int) -> None:
        """`namespace A.B["label"] {`."""
        keyword, name, text = children
        self._namespaces.begin(keyword, name, label(_quoted(text), escapes=True) if text else None)

    def close(self, children: list[Any], start: int, end: int) -> None:
        """A brace that ends a namespace."""
        self._namespaces.end(start, end)

    # Looks, links, direction

    def css_class(self, children: list[Any], start: int, end: int) -> None:
        """`cssClass "A,B" name`."""
        _, ids, style = children
        for id in _quoted(ids).split(","):
            self._later.append(("wears", Name(id.strip(), (), ids.start, ids.end), str(style)))

    def class_def(self, children: list[Any], start: int, end: int) -> None:
        """`classDef a,b fill:#eee`."""
        _, names, text = children
        style = css(self._source, text, text.start)
        for name in names.split(","):
            key = name.strip()
            self._styles[key] = merge([self._styles.get(key), style])

    def style(self, children: list[Any], start: int, end: int) -> None:
        """`style Foo fill:#eee`."""
        _, name, text = children
        found = css(self._source, text, text.start)
        if found is not None:
            self._later.append(("style", name, found))

    def link(self, children: list[Any], start: int, end: int) -> None:
        """`link Foo "url" "tooltip" _blank`."""
        _, name, url, tooltip, target = children
        self._link(name, url, tooltip, target)

    def click(self, children: list[Any], start: int, end: int) -> None:
        """`click Foo href "url" "tooltip" _blank`, `click Foo call function() "tooltip"`."""
        _, name, action, *more = children
        if action.name == "HREF":
            self._link(name, *more)
        else:
            self._call(name, action, more[0])

    def callback(self, children: list[Any], start: int, end: int) -> None:
        """`callback Foo "function" "tooltip"`."""
        _, name, action, tooltip = children
        self._call(name, action, tooltip)

    def _link(self, name: Name, url: Token, tooltip: Token | None, target: Token | None) -> None:
        window = target is None or target == "_blank"
        self._later.append(
            ("link", name, address(self._source, _quoted(url), url.start + 1, new_window=window))
        )
        if tooltip is not None:
            self._later.append(("tooltip", name, label(_quoted(tooltip))))

    def _call(self, name: Name, action: Token, tooltip: Token | None) -> None:
        if not re.fullmatch(r"call\s+noop\(\)", action):
            message = "a diagram calls no function; a click on the class does nothing"
            self._report("parse.ignored", message, action.start, action.end)
        if tooltip is not None:
            self._later.append(("tooltip", name, label(_quoted(tooltip))))

    def direction(self, children: list[Any], start: int, end: int) -> None:
        """`direction LR`."""
        word = children[0].split()[1][:2]
        directions: dict[str, Direction] = {"TB": "TB", "TD": "TB", "BT": "BT", "LR": "LR", "RL": "RL"}
        self._direction = directions[word]

    # The diagram

    def finish(self) -> ClassDiagram:
        """The diagram, with what can only be said at its end."""
        self._namespaces.check_closed()
        wrong = {problem.span.line for problem in self._source.problems if problem.span}
        for name in self._mentions:
            if self._source.span(name.start, name.end).line not in wrong:
                self._check_mention(name)
        lost = [self._apply(what, name, value) for what, name, value in self._later]
        unknown = {id for id in lost if id is not None}
        notes = tuple(
            note if not unknown & {*note.targets} else Note(text=note.text, span=note.span)
            for note in self._notes
        )
        if EVERY in self._styles:
            self._styles[f"{EVERY}_"] = self._styles.pop(EVERY)
            for item in self._classes.values():
                item.classes.insert(0, f"{EVERY}_")
        groups = self._namespaces.ids([*self._classes, *self._balls])
        drawn = [finished(item, groups) for item in (*self._classes.values(), *self._balls.values())]
        order = [
            element for _, mark, element in nest(drawn, self._namespaces.packages(groups)) if mark != "close"
        ]
        packages = tuple(item for item in order if isinstance(item, Package))
        return ClassDiagram(
            direction=self._direction,
            classes=tuple(item for item in order if isinstance(item, Class)),
            relations=tuple(self._relations),
            groups=packages,
            notes=(*place_notes(self._inner_notes, groups, packages), *notes),
            styles={name: style for name, style in self._styles.items() if style != Style()},
            span=self._source.span(0, 1),
        )

    def _apply(self, what: str, name: Token | Name, value: Any) -> str | None:
        """Do what a line said of a class that may have come later; answers the name when it never came."""
        id = name.id if isinstance(name, Name) else str(name)
        known = self._classes.get(id)
        if known is None:
            self._unknown(f"there is no class `{id}`", name)
            return id
        match what:
            case "wears":
                known.classes.append(value)
            case "style":
                known.styles.append(value)
            case "link":
                known.link = value or known.link
            case "tooltip":
                known.tooltip = value or None
        return None

    def _unknown(
        self,
        message: str,
        name: Token | Name,
        *,
        severity: Severity = Severity.WARNING,
        otherwise: str | None = None,
    ) -> None:
        id = name.id if isinstance(name, Name) else str(name)
        hint = self._closest.hint(id, self._classes) or otherwise
        self._source.report("parse.reference", message, name.start, name.end, hint=hint, severity=severity)

    def _report(self, code: str, message: str, start: int, end: int, *, hint: str | None = None) -> None:
        self._source.report(code, message, start, end, hint=hint)


def _quoted(token: Token) -> str:
    """The text between the quotes."""
    return token[1:-1]
