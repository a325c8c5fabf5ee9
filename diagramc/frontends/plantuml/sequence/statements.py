"""The statements of a sequence diagram, in the order in which they are read."""

from __future__ import annotations

import re
from typing import Any

from msgspec.structs import replace

from diagramc.diagnostics import Severity
from diagramc.frontends.lalr import Token
from diagramc.frontends.plantuml.colors import read_arrow_style
from diagramc.frontends.plantuml.names import with_ids
from diagramc.frontends.plantuml.page import Page, unquoted
from diagramc.frontends.plantuml.sequence.arrows import Arrow, read_arrow
from diagramc.frontends.plantuml.sequence.flow import Flow
from diagramc.frontends.plantuml.sequence.lifelines import Lifeline, Lifelines, Part
from diagramc.frontends.plantuml.source import LineSource
from diagramc.frontends.plantuml.text import read_link
from diagramc.ir.base import Label, Link, Note
from diagramc.ir.sequence import (
    Delay,
    Divider,
    Message,
    ParticipantKind,
    Reference,
    Sequence,
    SequenceNote,
)

_KINDS: dict[str, ParticipantKind] = {
    "participant": "participant",
    "actor": "actor",
    "boundary": "boundary",
    "control": "control",
    "entity": "entity",
    "database": "database",
    "queue": "queue",
    "collections": "collections",
}
_BOXED = {"hnote": "hexagonal notes", "rnote": "rectangular notes"}


class Statements(Page):
    """Actions of the grammar `plantuml/sequence`."""

    def __init__(self, source: LineSource) -> None:
        super().__init__(source)
        self.lifelines = Lifelines()
        self.flow = Flow(self)
        self._notes: list[Note] = []
        self.teoz = source.pragmas.get("teoz", "").lower() in ("true", "on")

    # Names

    def part(self, children: list[Any], start: int, end: int) -> Part:
        first: Token = children[0]
        if len(children) == 1:
            code = unquoted(first)
            return Part(code, code, start, end)
        second: Token = children[1]
        if second.name.endswith("QUOTED") and not first.name.endswith("QUOTED"):
            return Part(str(first), unquoted(second), start, end)
        return Part(unquoted(second), unquoted(first), start, end)

    def order(self, children: list[Any], start: int, end: int) -> int:
        return int(children[0])

    def known(self, part: Part) -> str:
        """The code of a participant, which is made when this is its first mention."""
        if part.code not in self.lifelines.known:
            self.lifelines.add(self._lifeline(part))
        return part.code

    def _lifeline(self, part: Part) -> Lifeline:
        label = self.label(part.display or part.code, part.start, part.end)
        return Lifeline(part.code, label, self.source.span(part.start, part.end))

    def _name(self, token: Token) -> str:
        return self.known(Part(unquoted(token), None, token.start, token.end))

    # Participants

    def participant(self, children: list[Any], start: int, end: int) -> None:
        creates = children[0].name.endswith("CREATE")
        words = [item for item in children[:2] if isinstance(item, Token)]
        part, *more = children[len(words) :]
        if part.code in self.lifelines.known:
            if not creates or words[-1].name.endswith("KIND") or part.display != part.code:
                self.lifelines.move_last(part.code)
            if creates:
                self.flow.create(part.code, start, end)
            return
        line = self._lifeline(part)
        if words[-1].name.endswith("KIND"):
            line.kind = _KINDS[words[-1].lower()]
        for item in more:
            self._modify(line, item)
        self.lifelines.add(line)
        if creates:
            self.flow.create(line.code, start, end)

    def _modify(self, line: Lifeline, item: Any) -> None:
        if isinstance(item, int):
            line.order = item
        elif item.name.endswith("LINES"):
            body = item.partition("\n")[2].rpartition("\n")[0]
            line.label = self.label(body, item.start, item.end, block=True)
        elif item.name.endswith("STEREOTYPE"):
            line.marks.append(str(item))
            if "(" in item or "$" in item:
                self.only_looks("spots and sprites of stereotypes", item.start, item.end)
        elif item.name.endswith("URL"):
            line.target, _ = read_link(item)
        else:
            line.style = self.style(item)

    def url_of(self, children: list[Any], start: int, end: int) -> None:
        self.lifelines.known[self._name(children[0])].target, _ = read_link(children[1])

    def box(self, children: list[Any], start: int, end: int) -> None:
        label: Label = ""
        style = None
        for item in children[1:]:
            if item.name.endswith("COLOR"):
                style = self.style(item)
            elif item.name.endswith("STEREOTYPE"):
                self.left_out("stereotypes of boxes", item.start, item.end)
            else:
                label = self.label(unquoted(item.strip()), item.start, item.end)
        self.lifelines.open_box(label, style, self.source.span(start, end))

    def box_end(self, children: list[Any], start: int, end: int) -> None:
        if self.lifelines.open:
            self.lifelines.open.pop()
        else:
            self.error(
                "`end box` without a `box` before it", start, end, hint="remove it, or begin the box above"
            )

    # Messages

    def message(self, children: list[Any], start: int, end: int) -> None:
        parts = [item for item in children if isinstance(item, Part)]
        tokens = {item.name.rpartition("__")[2]: item for item in children if isinstance(item, Token)}
        sign = tokens.get("ARROW") or tokens.get("ARROW_IN") or tokens["ARROW_OUT"]
        arrow = read_arrow(sign)
        if arrow is None:
            self.error("the arrow points nowhere", sign.start, sign.end, hint="write `->` or `<-`")
            return
        first, second = self._ends(tokens, parts)
        source, target = (second, first) if arrow.reversed_ else (first, second)
        self._leave_out(tokens, arrow, sign)
        if (target is None and "ARROW_IN" in tokens) or (source is None and "ARROW_OUT" in tokens):
            self.only_looks("sides of messages to and from outside", sign.start, sign.end)
        if "hidden" in arrow.style.lower().split(","):
            self.flow.hidden()
            return
        label, link = self._message_label(tokens)
        message = Message(
            source=source,
            target=target,
            label=label,
            link=link,
            head=arrow.head,
            tail=arrow.tail,
            source_circle=arrow.source_circle,
            target_circle=arrow.target_circle,
            span=self.source.span(start, end),
        )
        self.flow.message(message, arrow, str(tokens.get("ACTIVATION", "")), start, end)
        if "MULTICAST" in tokens:
            for name in tokens["MULTICAST"].split("&")[1:]:
                other = self.known(Part(name.strip(), None, start, end))
                self.flow.message(replace(message, target=other), arrow, "", start, end)

    def _ends(self, tokens: dict[str, Token], parts: list[Part]) -> tuple[str | None, str | None]:
        """The participants left and right of an arrow as it is written."""
        codes = [self.known(part) for part in parts]
        if "ARROW_IN" in tokens:
            return None, codes[0]
        return codes[0], (None if "ARROW_OUT" in tokens else codes[1])

    def _leave_out(self, tokens: dict[str, Token], arrow: Arrow, sign: Token) -> None:
        look = read_arrow_style(arrow.style)
        self.check_look(look, sign)
        if look.style.stroke or look.style.stroke_width or look.style.line not in (None, "invisible"):
            self.only_looks("colours and widths of messages", sign.start, sign.end)
        if "PARALLEL" in tokens:
            self.only_looks("messages at the same time", sign.start, sign.end)
        if "ANCHOR" in tokens:
            self.only_looks("anchors", tokens["ANCHOR"].start, tokens["ANCHOR"].end)
        if "STEREOTYPE" in tokens:
            self.left_out("stereotypes of messages", tokens["STEREOTYPE"].start, tokens["STEREOTYPE"].end)
        if "COLOR" in tokens:
            self.color(tokens["COLOR"])
            self.only_looks("colours of activations", tokens["COLOR"].start, tokens["COLOR"].end)

    def _message_label(self, tokens: dict[str, Token]) -> tuple[Label | None, Link | None]:
        link = None
        if "URL" in tokens:
            target, _ = read_link(tokens["URL"])
            link = self.link((target,))
        if "LABEL" not in tokens:
            return (link.url if link else None), link
        token = tokens["LABEL"]
        said = self.linked(token[1:], token.start + 1, token.end)
        if any(target.tooltip for target in said.links):
            self.left_out("tooltips on messages", token.start, token.end)
        return said.label or None, link or self.link(said.links)

    def reply(self, children: list[Any], start: int, end: int) -> None:
        text = children[-1] if children[-1].name.endswith("TEXT") else None
        label = self.linked(text, text.start, text.end) if text else None
        self.flow.reply(
            label.label or None if label else None, self.link(label.links) if label else None, start, end
        )

    # Lives

    def short_life(self, children: list[Any], start: int, end: int) -> None:
        code = self.known(children[0])
        self._life_color(children[2:])
        mark = children[1]
        if mark == "++":
            self.flow.activate(code, start, end)
        elif mark == "--":
            self.flow.deactivate(code, start, end)
        elif mark == "!!":
            self.flow.destroy(code, start, end)
        elif mark == "**":
            self.flow.create(code, start, end)
        else:
            self.error(f"unexpected `{mark}`", mark.start, mark.end)

    def life(self, children: list[Any], start: int, end: int) -> None:
        word = children[0].lower()
        names = [item for item in children[1:] if not item.name.endswith("COLOR")]
        self._life_color([item for item in children[1:] if item.name.endswith("COLOR")])
        if names:
            code: str | None = self._name(names[0])
        else:
            code = self.flow.last_active() if word == "deactivate" else None
        if code is None:
            self.error(f"`{word}` does not say whom", start, end, hint=f"write `{word} NAME`")
        elif word == "activate":
            self.flow.activate(code, start, end)
        elif word == "deactivate":
            self.flow.deactivate(code, start, end)
        else:
            self.flow.destroy(code, start, end)

    def _life_color(self, tokens: list[Token]) -> None:
        for token in tokens:
            self.color(token)
            self.only_looks("colours of activations", token.start, token.end)

    # Notes and references

    def place(self, children: list[Any], start: int, end: int) -> tuple[str, list[Token]]:
        first, *names = children
        if first.name.endswith("SIDE"):
            return first.lower(), names
        return ("across", []) if first.name.endswith("ACROSS") else ("over", children)

    def note(self, children: list[Any], start: int, end: int) -> None:
        skip = 0 if children[0].name.endswith("NOTE") else 1
        word = children[skip]
        side, names = next(item for item in children if isinstance(item, tuple))
        looks = [item for item in children[skip + 1 :] if isinstance(item, Token)]
        if skip:
            self.only_looks("notes at the height of other notes", start, end)
        if word.lower() in _BOXED:
            self.only_looks(_BOXED[word.lower()], word.start, word.end)
        body = looks.pop()
        for item in looks:
            if item.name.endswith("COLOR"):
                self.style(item)
            self.only_looks("colours and stereotypes of notes", item.start, item.end)
        text = self._block_text(body)
        codes = tuple(dict.fromkeys(self._name(name) for name in names))
        span = self.source.span(start, end)
        if side == "across" and not self.flow.begun:
            self._notes.append(Note(text=text, span=span))
        elif side == "across":
            self.flow.note(SequenceNote(text=text, participants=(), span=span))
        elif side in ("top", "bottom") or (codes == () and side == "over"):
            self.flow.note(SequenceNote(text=text, participants=codes or self.flow.last_ends(), span=span))
        elif side == "over":
            self.flow.note(SequenceNote(text=text, participants=codes, span=span))
        else:
            where = codes or self.flow.last_ends()
            if not where:
                self.error(
                    "a note beside nothing", start, end, hint=f"say whom it is about: `note {side} of NAME`"
                )
                return
            left = side == "left"
            placed = SequenceNote(
                text=text, participants=where, placement="left" if left else "right", span=span
            )
            self.flow.note(placed)

    def _block_text(self, body: Token, *, block: str = "NOTE_BODY") -> Label:
        if body.name.endswith("LABEL"):
            return self.label(body[1:], body.start + 1, body.end)
        text = body.partition("\n")[2].rpartition("\n")[0]
        return self.label(text, body.start, body.end, block=True)

    def reference(self, children: list[Any], start: int, end: int) -> None:
        names = [item for item in children[1:-1] if item.name.endswith(("NAME", "QUOTED"))]
        link = None
        for item in children[1:-1]:
            if item.name.endswith("COLOR"):
                self.color(item)
                self.only_looks("colours of references", item.start, item.end)
            elif item.name.endswith("URL"):
                target, _ = read_link(item)
                link = self.link((target,))
        body = children[-1]
        if body.name.endswith("LABEL"):
            said = self.linked(body[1:], body.start + 1, body.end)
        else:
            said = self.linked(body.partition("\n")[2].rpartition("\n")[0], body.start, body.end, block=True)
        codes = tuple(dict.fromkeys(self._name(name) for name in names))
        self.flow.add(
            Reference(
                label=said.label,
                participants=codes,
                link=link or self.link(said.links),
                span=self.source.span(start, end),
            )
        )

    # Fragments

    def fragment(self, children: list[Any], start: int, end: int) -> None:
        tokens = list(children)
        if tokens[0].name.endswith("PARALLEL"):
            self.only_looks("fragments at the same time", start, end)
            tokens.pop(0)
        word = tokens.pop(0)
        fill = None
        while tokens and tokens[0].name.endswith("COLOR"):
            token = tokens.pop(0)
            color = self.color(token)
            if token.start == word.end or word.lower() in ("else", "also", "end"):
                self.only_looks("colours of a fragment's head or operand", token.start, token.end)
            else:
                fill = color
        text = tokens[0] if tokens else None
        self.flow.fragment(word.lower(), text, fill, start, end)

    # Marks in time

    def divider(self, children: list[Any], start: int, end: int) -> None:
        text = children[0].strip().strip("=")
        self.flow.add(Divider(label=self.label(text, start, end) or None, span=self.source.span(start, end)))

    def delay(self, children: list[Any], start: int, end: int) -> None:
        text = re.sub(r"^(?:\.{3}|\u2026)|(?:\.{3}|\u2026)$", "", children[0].strip())
        self.flow.delay(Delay(label=self.label(text, start, end) or None, span=self.source.span(start, end)))

    def space(self, children: list[Any], start: int, end: int) -> None:
        self.only_looks("spaces between messages", start, end)

    def newpage(self, children: list[Any], start: int, end: int) -> None:
        self.left_out("page breaks", start, end)

    def autonumber(self, children: list[Any], start: int, end: int) -> None:
        if self.flow.numbering.command(children[0]):
            self.left_out("formats and parts of message numbers", start, end)

    def autoactivate(self, children: list[Any], start: int, end: int) -> None:
        words = children[0].lower().split()
        if words[0] == "autoactivate":
            self.flow.automatic = words[1] == "on"
        else:
            self.only_looks(f"settings such as `{words[0]}`", start, end)

    def duration(self, children: list[Any], start: int, end: int) -> None:
        self.left_out("durations between anchors", start, end)

    # All of it

    def diagram(self, *_: Any) -> Sequence | None:
        """The diagram that was said. The grammar calls this at its end too, and ignores the answer."""
        if _:
            return None
        self.flow.close()
        participants, boxes, styles = self.lifelines.placed(self)
        order = [participant.id for participant in participants]
        if not order:
            self.source.report("parse.empty", "the diagram has nobody in it", 0, severity=Severity.ERROR)
            return None
        diagram = Sequence(
            title=self.title,
            caption=self.caption,
            styles=styles,
            participants=participants,
            boxes=boxes,
            notes=(*self.legends, *self._notes),
            steps=self.flow.steps(order),
            autonumber=self.flow.numbering.from_start,
            span=self.source.opening.span() if self.source.opening else None,
        )
        return with_ids(diagram, self.lifelines.ids(participants, boxes))
