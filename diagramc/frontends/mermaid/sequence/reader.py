"""The actions of the grammar: participants, steps in their order, blocks with their ends, as Mermaid checks them."""

from __future__ import annotations

import re
from typing import Any, Literal

from diagramc.diagnostics import Severity, Span
from diagramc.frontends.lalr import Token
from diagramc.frontends.mermaid.links import address
from diagramc.frontends.mermaid.mistakes import MAX_NESTING, Closest
from diagramc.frontends.mermaid.properties import properties
from diagramc.frontends.mermaid.sequence.arrows import ARROWS, HEADS_OF_KIND
from diagramc.frontends.mermaid.sequence.blocks import NEXT, Block, Part, misplaced
from diagramc.frontends.mermaid.sequence.declarations import (
    background,
    box_data,
    first_link,
    participant_kind,
    without_wrap,
)
from diagramc.frontends.mermaid.sequence.lifelines import Lifelines
from diagramc.frontends.mermaid.sequence.people import Person, id_of, is_slip, participants
from diagramc.frontends.mermaid.text import label, unescape
from diagramc.frontends.source import Source
from diagramc.ir.base import Label, Style
from diagramc.ir.sequence import (
    Activation,
    AnyStep,
    Autonumber,
    Box,
    Deactivation,
    Destruction,
    Message,
    ParticipantKind,
    Sequence,
    SequenceNote,
)

Placement = Literal["left", "right", "over"]


class SequenceReader:
    """Collects what the lines say. `finish` answers the diagram."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._title: Label | None = None
        self._people: dict[str, Person] = {}
        self._boxes: list[Box] = []
        self._steps: list[AnyStep] = []
        self._open: list[Block] = []
        self._lifelines = Lifelines(source)
        self._uses: list[Token] = []
        self._closest = Closest()
        self._number = 1
        self._increment = 1

    # Participants

    def participant(self, children: list[Any], start: int, end: int) -> None:
        """`participant A as Alice`, `create actor B`."""
        creates, keyword, name, *more = children
        id = id_of(name)
        config = next((part for part in more if part is not None and part.name == "CONFIG"), None)
        text = next((part for part in more if part is not None and part.name == "REST"), None)
        kind: ParticipantKind = "actor" if keyword.lower() == "actor" else "participant"
        said = _words(text) if text else None
        if config is not None and "@{" in config[2:]:
            hint = 'close it in the same statement: `participant A@{ "type": "database" }`'
            self._report(
                "parse.syntax",
                "this `@{` is not closed",
                Token("@{", "CONFIG", config.start, config.end),
                hint=hint,
            )
        elif config is not None:
            found = properties(self._source, config[2:-1], config.start + 2)
            kind = participant_kind(self._source, found.get("type")) or kind
            said = said or (label(found["alias"].text) if "alias" in found else None)
        if creates:
            self._lifelines.create(name, self._people)
        if name.name == "NAME" and " as " in name:
            front = str(name).partition(" as ")[0].strip()
            hint = f"an id with an alias has no blanks: `participant {front.replace(' ', '_')} as …`"
            message = f"the whole of `{id}` is the participant's id"
            self._report("parse.name", message, name, hint=hint)
        self._add(name, kind, said, declares=True)

    def _add(
        self,
        token: Token,
        kind: ParticipantKind | None = None,
        said: Label | None = None,
        *,
        declares: bool = False,
    ) -> Person:
        """Note a participant. As in Mermaid a second declaration counts only when it has a label."""
        id = id_of(token)
        known = self._people.get(id)
        box = self._open[0].keyword == "box" and self._boxes[-1].id if self._open else None
        if known is None:
            known = Person(
                id, token, self._span(token), kind or "participant", said, box or None, None, declares
            )
            self._people[id] = known
            return known
        if box and known.box and known.box != box:
            message = f"participant `{id}` is in another box already"
            self._report("parse.name", message, token, severity=Severity.ERROR)
        known.box = known.box or box or None
        known.declared = known.declared or declares
        if said is not None:
            known.label, known.kind = said, kind or "participant"
        return known

    def destruction(self, children: list[Any], start: int, end: int) -> None:
        """`destroy A`: the next message ends it."""
        self._lifelines.ending = children[1]
        self._uses.append(children[1])

    def menu(self, children: list[Any], start: int, end: int) -> None:
        """`link A: Label @ url` and its like: of all of a participant's menu the IR holds one address."""
        keyword, name, text = children
        person = self._add(name)
        url, lost = first_link(keyword.lower(), unescape(str(text)[1:].strip()))
        if url and person.link is None:
            person.link = address(self._source, url, text.start + max(0, text.find(url)))
        elif url:
            lost = "a second link"
        if lost:
            message = f"a participant has one address to open; {lost} of `{person.id}` is left out"
            self._report("parse.ignored", message, name)

    # Boxes and fragments

    def box(self, children: list[Any], start: int, end: int) -> None:
        """`box Aqua Group`."""
        fill, said = box_data(children[1])
        number = len(self._boxes) + 1
        style = Style(fill=fill) if fill else None
        span = self._source.span(start, end)
        self._boxes.append(Box(id=f"box{number}", label=said, style=style, span=span))
        self._begin("box", children[0], None)

    def fragment(self, children: list[Any], start: int, end: int) -> None:
        """`loop text`."""
        keyword, text = children
        name = keyword.lower()
        if name == "rect":
            fill = background(self._source, text) if text else None
            self._begin(name, keyword, None).fill = fill
        else:
            self._begin(name, keyword, _words(text) if text else None)
        if name == "par_over":
            message = "the parts of `par_over` are drawn under each other, as those of `par`"
            self._report("parse.ignored", message, keyword, severity=Severity.INFO)

    def _begin(self, keyword: str, token: Token, said: Label | None) -> Block:
        self._outside_box(token)
        block = Block(keyword, token.start, token.end, [Part(said, self._span(token))])
        if len(self._open) == MAX_NESTING:
            self._report("parse.too-large", f"blocks are nested more than {MAX_NESTING} deep", token)
        self._open.append(block)
        return block

    def operand(self, children: list[Any], start: int, end: int) -> None:
        """`else text`."""
        keyword, text = children
        name = keyword.lower()
        inside = self._open[-1] if self._open else None
        if inside is None or NEXT.get(inside.keyword) != name:
            message, hint = misplaced(name, inside)
            self._report("parse.block", message, keyword, hint=hint)
            return
        inside.parts.append(Part(_words(text) if text else None, self._span(keyword)))

    def close(self, children: list[Any], start: int, end: int) -> None:
        """`end`."""
        if re.compile(r"[ \t]+note\b", re.IGNORECASE).match(self._source.text, end):
            hint = "a note is one line: `note over A: text`, with `<br/>` for its line breaks"
            self._report("parse.block", "Mermaid has no `end note`", children[0], hint=hint)
            return
        if not self._open:
            hint = "remove it, or write the `alt`, `loop` … that it closes"
            self._report("parse.block", "this `end` closes nothing", children[0], hint=hint)
            return
        block = self._open.pop()
        if block.keyword != "box" and len(self._open) <= MAX_NESTING:
            self._append(block.fragment(self._source, end))

    def _append(self, step: AnyStep) -> None:
        steps = self._open[-1].parts[-1].steps if self._open else self._steps
        steps.append(step)

    def _outside_box(self, token: Token) -> None:
        if self._open and self._open[-1].keyword == "box":
            box = self._open[-1]
            line = self._source.span(box.start, box.end).line
            message = f"a `box` holds only participants; that of line {line} is still open"
            hint = "close the box with `end` after its participants"
            self._report("parse.block", message, token, hint=hint)

    # Steps

    def message(self, children: list[Any], start: int, end: int) -> None:
        """`A->>+B: text`."""
        source, from_circle, symbol, mark, target, text = children
        self._outside_box(source)
        self._add(source)
        self._add(target)
        arrow = ARROWS[symbol.lower()]
        kind, destroyed = self._lifelines.meet(arrow.kind, source, target, self._people)
        head, line = arrow.head, arrow.line
        if kind in HEADS_OF_KIND:
            drawn = head or ("open" if arrow.kind == "async" else "filled")
            head = None if drawn == HEADS_OF_KIND[kind] else drawn
            line = "dashed" if arrow.kind == "reply" else line
        self._append_message(
            Message(
                source=id_of(source),
                target=id_of(target),
                label=_words(text, 1),
                kind=kind,
                line=line,
                head=head,
                tail=arrow.tail,
                source_circle=from_circle is not None,
                target_circle=mark == "()",
                activate=mark == "+",
                deactivate=mark == "-",
                span=self._source.span(start, text.end),
            ),
            symbol,
        )
        if destroyed is not None:
            self._append(Destruction(participant=id_of(destroyed), span=self._span(destroyed)))

    def _append_message(self, message: Message, symbol: Token) -> None:
        self._number += self._increment
        if message.activate and message.target:
            self._lifelines.activate(message.target)
        if message.deactivate and message.source:
            self._lifelines.deactivate(message.source, symbol)
        if _is_bare_end(message):
            self._append(Destruction(participant=message.target or "", span=message.span))
        else:
            self._append(message)

    def activation(self, children: list[Any], start: int, end: int) -> None:
        """`activate A`, `deactivate A`."""
        keyword, name = children
        self._outside_box(keyword)
        self._uses.append(name)
        id, span = id_of(name), self._source.span(start, name.end)
        if keyword.lower() == "activate":
            self._lifelines.activate(id)
            self._append(Activation(participant=id, span=span))
        else:
            self._lifelines.deactivate(id, name)
            self._append(Deactivation(participant=id, span=span))

    def note(self, children: list[Any], start: int, end: int) -> None:
        """`note over A,B: text`."""
        _, place, *names, text = children
        self._outside_box(children[0])
        people = [self._add(name).id for name in names if name is not None]
        placement: Placement = "over"
        if place.name == "PLACE":
            placement = "left" if place.lower().startswith("left") else "right"
        self._append(
            SequenceNote(
                text=_words(text, 1) or "",
                participants=tuple(dict.fromkeys(people)),
                placement=placement,
                span=self._source.span(start, text.end),
            )
        )

    def autonumber(self, children: list[Any], start: int, end: int) -> None:
        """`autonumber 10 5`, `autonumber off`. Without a number Mermaid goes on counting from where it is."""
        keyword, first, step = (*children, None)[:3]
        if first is not None and first.name == "OFF":
            self._append(Autonumber(enabled=False, span=self._source.span(start, end)))
            return
        self._number = self._whole(first, 0) or self._number
        self._increment = self._whole(step, 1) or (1 if first is not None else self._increment)
        self._append(
            Autonumber(
                start=self._number, increment=self._increment, span=self._source.span(start, keyword.end)
            )
        )

    def _whole(self, token: Token | None, least: int) -> int | None:
        if token is None:
            return None
        value = float(token)
        whole = max(least, round(value))
        if whole != value:
            self._report(
                "parse.value", f"messages are numbered by whole numbers: {whole}, not {token}", token
            )
        return whole

    # The rest

    def title(self, children: list[Any], start: int, end: int) -> None:
        """`title Text`, `title: Text`."""
        self._title = label(re.sub(r"^title:?", "", children[0], flags=re.IGNORECASE)) or self._title

    def finish(self) -> Sequence:
        """The diagram, with what can only be said at its end."""
        for block in self._open:
            line = self._source.span(block.start, block.end).line
            message = f"the `{block.keyword}` of line {line} has no `end`"
            stop = len(self._source.text.rstrip())
            hint = f"close it with `end`: `{block.keyword}` … `end`"
            self._source.report("parse.block", message, max(0, stop - 1), stop, hint=hint)
        ending = self._lifelines.ending
        if ending is not None and id_of(ending) in self._people:
            self._steps.append(Destruction(participant=id_of(ending), span=self._span(ending)))
        self._check_uses()
        self._check_names()
        return Sequence(
            title=self._title,
            participants=tuple(participants(self._people.values())),
            boxes=tuple(box for box in self._boxes if any(p.box == box.id for p in self._people.values())),
            steps=tuple(self._steps),
            span=self._source.span(0, 1),
        )

    def _check_names(self) -> None:
        """Mermaid makes a participant of any name: one that no line declares, where all others are declared, may be a slip."""
        declared = [person.id for person in self._people.values() if person.declared]
        others = [person for person in self._people.values() if not person.declared]
        if len(others) > 2 or len(declared) < 2:
            return
        for person in others:
            hint = self._closest.hint(person.id, (id for id in declared if is_slip(person.id, id)))
            if hint:
                message = f"participant `{person.id}` is the only one that no line declares"
                token = person.token
                self._report("parse.name", message, token, hint=hint, severity=Severity.INFO)

    def _check_uses(self) -> None:
        """Mermaid cannot draw who is activated or destroyed without being there."""
        for token in self._uses:
            id = id_of(token)
            if id not in self._people:
                hint = self._closest.hint(id, self._people) or f"declare it: `participant {id}`"
                self._report("parse.reference", f"there is no participant `{id}`", token, hint=hint)

    def _span(self, token: Token) -> Span:
        return self._source.span(token.start, token.start + len(token.rstrip()))

    def _report(
        self,
        code: str,
        message: str,
        token: Token,
        *,
        hint: str | None = None,
        severity: Severity | None = None,
    ) -> None:
        end = token.start + max(1, len(token.rstrip()))
        self._source.report(code, message, token.start, end, hint=hint, severity=severity)


def _words(token: Token, skip: int = 0) -> Label | None:
    """The text of a token without its first `skip` characters; None when there is nothing to see."""
    return label(without_wrap(token[skip:].strip())) or None


def _is_bare_end(message: Message) -> bool:
    """Whether this is how a destruction without a message is written: a crossed message to oneself that says nothing."""
    return (
        message.kind == "destroy"
        and message.source == message.target
        and message.label is None
        and message.head is None
    )
