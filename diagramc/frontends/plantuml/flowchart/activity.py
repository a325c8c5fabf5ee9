"""Activity diagrams in the new syntax: what each statement of `grammars/plantuml/flowchart.lark` does to the flow."""

from __future__ import annotations

import re
from typing import Any

from msgspec.structs import replace

from diagramc.diagnostics import Severity, diagnose, suggest
from diagramc.frontends.lalr import Token, load_grammar
from diagramc.frontends.plantuml.colors import read_arrow_style
from diagramc.frontends.plantuml.flowchart.flow import Block, BlockKind, Flowing, Tail
from diagramc.frontends.plantuml.flowchart.mistakes import explain_activity
from diagramc.frontends.plantuml.graph.build import Wardrobe, in_order
from diagramc.frontends.plantuml.page import Page, with_style
from diagramc.frontends.plantuml.source import LineSource
from diagramc.ir.base import Label, Side, Style
from diagramc.ir.flowchart import Flowchart, NodeKind

_KINDS: dict[str, NodeKind] = {
    "input": "data",
    "output": "data",
    "object": "data",
    "procedure": "subprocess",
    "load": "storage",
    "save": "storage",
    "task": "process",
    "continuous": "process",
}
"""The step that a stereotype of the specification and description language (SDL) means."""
_BY_END: dict[str, NodeKind] = {"<": "data", ">": "data", "|": "subprocess", "/": "storage", "\\": "storage"}
"""The same, by what ends an action."""

# Patterns are compiled when they are used.
_FRAME = r"""(?ix)(?:partition|group|package|rectangle|card)\s*
        (?P<color>\#[^\s"{]+)?\s*
        (?:"(?P<quoted>[^"\n]*)"|(?P<name>.*?))\s*
        (?P<late>\#[\w#|/\\;:.-]+)?\s*
        (?P<stereotypes>(?:<<[^>\n]*>>\s*)*)
        (?P<brace>\{)?\s*\Z"""
_LANE = r"\|(?:\s*(?P<color>#[^|\]\n]+)\|)?(?:\[(?P<bracket>#[^\]\n]*)\])?(?P<name>[^|\n]+)\|(?:(?P<label>[^|\n]+)\|?)?\s*\Z"
_NOTE = r"(?is)(?:floating\s+)?note\s*(?P<side>left|right|top|bottom)?\s*(?P<color>#\S+)?\s*(?::\s*(?P<line>.*)|\n(?P<body>.*))\Z"
_ARROW = re.compile(r"-[-.]*(?P<bracket>\[[^\]\n]*\])?-*>?(?P<label>[^\n]*)\Z")


MAX_DEPTH = 48
"""How deep frames may stand in each other and in a lane."""


class Activity(Page):
    """The actions of the grammar."""

    def __init__(self, source: LineSource) -> None:
        super().__init__(source)
        self.flow = Flowing()

    # Single steps.

    def begin(self, _: list[Any], start: int, end: int) -> None:
        """`start`."""
        self.flow.step("Start", self.source.span(start, end), "start")

    def stop(self, children: list[Any], start: int, end: int) -> None:
        """`stop` and `end`."""
        label = "Stop" if children[0].lower() == "stop" else "End"
        self.flow.step(label, self.source.span(start, end), "end")
        self.flow.tails = []

    def detach(self, _: list[Any], start: int, end: int) -> None:
        """`detach` and `kill`: the way ends here."""
        self.flow.tails = []

    def break_(self, _: list[Any], start: int, end: int) -> None:
        """`break`: the way leads out of the innermost loop."""
        loop = next((b for b in reversed(self.flow.blocks) if b.kind in ("while", "repeat")), None)
        if loop is not None:
            loop.breaks += self.flow.tails
        self.flow.tails = []

    def action(self, children: list[Any], start: int, end: int) -> None:
        """`:do it;`."""
        paint, action, *stereotypes = children
        self._action(paint, action, stereotypes, start, end)

    def _action(
        self, paint: Token | None, action: Token, stereotypes: list[Token], start: int, end: int
    ) -> str:
        style, words = self._dress(self._paint(paint), stereotypes)
        kind: NodeKind = _BY_END.get(action[-1], "process")
        classes: list[str] = []
        for word in words:
            if word.lower() in _KINDS:
                kind = _KINDS[word.lower()]
            else:
                classes.append(word)
        return self._step(action[1:-1], start, end, kind, style, classes)

    def _step(
        self,
        text: str,
        start: int,
        end: int,
        kind: NodeKind,
        style: Style | None,
        classes: list[str],
        name: str | None = None,
    ) -> str:
        """Add a node that says `text`, with the link and tooltip in it."""
        text = _dedented(text)
        said = self.linked(text, start, end, block="\n" in text)
        return self.flow.step(
            said.label,
            self.source.span(start, end),
            kind,
            name=name,
            style=style,
            classes=tuple(classes),
            link=self.link(said.links, start, end),
            tooltip=next((target.tooltip for target in said.links if target.tooltip), None),
        )

    def connector(self, children: list[Any], start: int, end: int) -> None:
        """`(A)`."""
        label = self.label(children[1].strip(":()"), start, end)
        self.flow.step(label, self.source.span(start, end), "connector", style=self._paint(children[0]))

    # Decisions.

    def if_head(self, children: list[Any], start: int, end: int) -> Block:
        """`if (condition) then (yes)`."""
        link, paint, _, condition, tail = children
        block = self._open("if", start, end)
        self._decide(block, paint, condition, tail, start, end, f"{link} " if link else "")
        return block

    def _decide(
        self,
        block: Block,
        paint: Token | None,
        condition: Token,
        tail: dict[str, Any],
        start: int,
        end: int,
        link: str = "",
    ) -> None:
        """Add the decision of a block and go on in its first branch."""
        style, classes = self._dress(self._paint(paint), tail["stereotypes"])
        block.node = self._step(link + condition[1:-1], start, end, "decision", style, classes)
        self.flow.tails = [Tail(block.node, _answer(tail), span=self.source.span(start, end))]

    def tail(self, children: list[Any], start: int, end: int) -> dict[str, Any]:
        """What follows a condition: stereotypes and answers by their word."""
        found: dict[str, Any] = {"stereotypes": [child for child in children if isinstance(child, Token)]}
        for child in children:
            if not isinstance(child, Token):
                found[child[0]] = child[1]
        return found

    def answer(self, children: list[Any], start: int, end: int) -> tuple[str, Label | None]:
        """`then (yes)`."""
        word = children[0].lower()
        return ("is" if word.startswith("equal") else word), self._answered(children[1])

    def if_(self, _: list[Any], start: int, end: int) -> None:
        """An `if` on a line of its own; all is done by `if_head`."""

    def if_else(self, children: list[Any], start: int, end: int) -> None:
        """`if (a) then (b) else (c)` in one line."""
        self.else_(children[1:], start, end)

    def elseif(self, children: list[Any], start: int, end: int) -> None:
        """`(no) elseif (condition) then (yes)`."""
        before, word, condition, tail = children
        block = self._innermost("if", word, start, end)
        if block is None:
            return
        if block.ended:
            self.error(
                "`elseif` after `else`",
                word.start,
                word.end,
                hint="an `if` has one `else`, as its last branch",
            )
        assert block.node is not None
        block.done += self.flow.tails
        self.flow.tails = [Tail(block.node, self._answered(before), span=self.source.span(start, end))]
        self._decide(block, None, condition, tail, start, end)

    def else_(self, children: list[Any], start: int, end: int) -> None:
        """`else (no)`."""
        word, label = children
        block = self._innermost("if", word, start, end)
        if block is None:
            return
        if block.ended:
            self.error(
                "a second `else` in one `if`",
                word.start,
                word.end,
                hint="close the inner `if` with `endif` first",
            )
        assert block.node is not None
        block.done += self.flow.tails
        block.ended = True
        self.flow.tails = [Tail(block.node, self._answered(label), span=self.source.span(start, end))]

    def endif(self, children: list[Any], start: int, end: int) -> None:
        """`endif`: the branches come together."""
        block = self._close("if", children[0], start, end)
        if block is not None:
            self._leave_if(block)

    def _leave_if(self, block: Block) -> None:
        assert block.node is not None
        done = [*block.done, *self.flow.tails]
        if not block.ended:
            done.append(Tail(block.node))
        self.flow.tails = done

    def switch(self, children: list[Any], start: int, end: int) -> None:
        """`switch (what)`."""
        paint, _, condition, tail = children
        block = self._open("switch", start, end)
        self._decide(block, paint, condition, tail, start, end)

    def case(self, children: list[Any], start: int, end: int) -> None:
        """`case (value)`."""
        block = self._innermost("switch", children[0], start, end)
        if block is None:
            return
        assert block.node is not None
        if block.ended:
            block.done += self.flow.tails
        block.ended = True
        self.flow.tails = [Tail(block.node, self._answered(children[1]), span=self.source.span(start, end))]

    def endswitch(self, children: list[Any], start: int, end: int) -> None:
        """`endswitch`."""
        block = self._close("switch", children[0], start, end)
        if block is not None:
            self.flow.tails = [*block.done, *self.flow.tails]

    # Loops.

    def while_(self, children: list[Any], start: int, end: int) -> None:
        """`while (condition) is (yes)`."""
        paint, _, condition, tail = children
        block = self._open("while", start, end)
        self._decide(block, paint, condition, tail, start, end)

    def endwhile(self, children: list[Any], start: int, end: int) -> None:
        """`endwhile (no)`."""
        block = self._close("while", children[0], start, end)
        if block is not None:
            self._leave_while(block, self._answered(children[1]), start, end)

    def _leave_while(self, block: Block, label: Label | None, start: int, end: int) -> None:
        assert block.node is not None
        self._back(block, block.node)
        self.flow.tails = [Tail(block.node, label, span=self.source.span(start, end)), *block.breaks]

    def _back(self, block: Block, target: str) -> None:
        """Lead the open ways back, over the step that `backward` puts there."""
        if block.backward is not None:
            step, before, after = block.backward
            self.flow.mark(before, None, None, None)
            self.flow.connect(step)
            self.flow.tails = [Tail(step, after)]
        self.flow.connect(target)

    def repeat(self, children: list[Any], start: int, end: int) -> None:
        """`repeat`, perhaps with a first action."""
        paint, _, action, tail = children
        self._open("repeat", start, end)
        if action is not None:
            self._action(paint, action, tail["stereotypes"], start, end)

    def backward(self, children: list[Any], start: int, end: int) -> None:
        """`backward :do it;`."""
        before, word, paint, action, *stereotypes, after = children
        block = next((b for b in reversed(self.flow.blocks) if b.kind in ("repeat", "while")), None)
        if block is None:
            self.error(
                "`backward` outside a loop", word.start, word.end, hint="it stands in `repeat` or `while`"
            )
            return
        kept, self.flow.tails = self.flow.tails, []
        step = self._action(paint, action, stereotypes, start, end)
        block.backward = step, self._answered(before), self._answered(after)
        self.flow.tails = kept

    def repeatwhile(self, children: list[Any], start: int, end: int) -> None:
        """`repeat while (again?) is (yes) not (no)`."""
        word, condition, tail, arrow = children
        block = self._close("repeat", word, start, end)
        if block is None:
            return
        again = tail.get("is") or tail.get("then") or (self._arrow_label(arrow) if arrow else None)
        style, classes = self._dress(None, tail["stereotypes"])
        text = condition[1:-1] if condition else ""
        span = self.source.span(start, end)
        name = None if text.strip() else "again"
        decision = self._step(text, start, end, "decision", style, classes, name)
        self.flow.tails = [Tail(decision, again, span=span)]
        self._back(block, block.first or decision)
        self.flow.tails = [Tail(decision, tail.get("not"), span=span), *block.breaks]

    # Ways that run side by side.

    def fork(self, children: list[Any], start: int, end: int) -> None:
        """`fork`: a bar."""
        block = self._open("fork", start, end)
        block.node = self.flow.step("", self.source.span(start, end), "fork")
        block.entry = [Tail(block.node)]

    def split(self, children: list[Any], start: int, end: int) -> None:
        """`split`: the way divides without a bar."""
        block = self._open("split", start, end)
        block.entry = [Tail(t.source, t.label, t.style, t.line, t.span) for t in self.flow.tails]

    def forkagain(self, children: list[Any], start: int, end: int) -> None:
        """`fork again`."""
        self._another("fork", children[0], start, end)

    def splitagain(self, children: list[Any], start: int, end: int) -> None:
        """`split again`."""
        self._another("split", children[0], start, end)

    def _another(self, kind: BlockKind, word: Token, start: int, end: int) -> None:
        block = self._innermost(kind, word, start, end)
        if block is not None:
            block.done += self.flow.tails
            self.flow.tails = [Tail(t.source, t.label, t.style, t.line, t.span) for t in block.entry]

    def endfork(self, children: list[Any], start: int, end: int) -> None:
        """`end fork` joins at a bar, `end merge` without one."""
        block = self._close("fork", children[0], start, end)
        if block is None:
            return
        self.flow.tails = [*block.done, *self.flow.tails]
        if children[0].name == "ENDFORK" and self.flow.tails:
            self.flow.step("", self.source.span(start, end), "fork", name="join")

    def endsplit(self, children: list[Any], start: int, end: int) -> None:
        """`end split`."""
        block = self._close("split", children[0], start, end)
        if block is not None:
            self.flow.tails = [*block.done, *self.flow.tails]

    # Frames, lanes, marks.

    def frame(self, children: list[Any], start: int, end: int) -> None:
        """`partition "Name" {`."""
        token: Token = children[0]
        parts = re.match(_FRAME, token)
        assert parts is not None
        block = self._open("group", start, end)
        if sum(block.kind == "group" for block in self.flow.blocks) > MAX_DEPTH:
            self.source.report("parse.too-large", f"frames are nested more than {MAX_DEPTH} deep", start, end)
            self.flow.blocks.pop()
            return
        style, classes = self._dress(None, [Token(parts["stereotypes"], "STEREOTYPE", start, end)])
        for spec in (parts["color"], parts["late"]):
            if spec:
                at = start + token.index(spec)
                style = with_style(style, self.style(Token(spec, "COLOR", at, at + len(spec))))
        name = parts["quoted"] if parts["quoted"] is not None else parts["name"] or ""
        block.group = self.flow.open_frame(
            self._words(name, start, end), style, tuple(classes), self.source.span(start, end)
        )

    def close(self, children: list[Any], start: int, end: int) -> None:
        """`}` and `end group`."""
        if self._close("group", children[0], start, end) is not None:
            self.flow.close_frame()

    def lane(self, children: list[Any], start: int, end: int) -> None:
        """`|#color|Name|`."""
        token: Token = children[0]
        parts = re.match(_LANE, re.sub(r"<<[^>\n]*>>\s*\Z", "", token).strip())
        if parts is None:
            self.error("a swimlane is not closed", start, end, hint="write `|Name|`")
            return
        if self.flow.nodes and not self.flow.has_lanes:
            self.error(
                "the first swimlane begins after the first step",
                start,
                end,
                hint="put `|Name|` before the first step",
            )
        spec = parts["color"] or parts["bracket"]
        style = self.style(Token(spec, "COLOR", start, end)) if spec else None
        name = parts["name"].strip()
        label = self.label(parts["label"] or name, start, end)
        self.flow.enter_lane(name, label, style, self.source.span(start, end))

    def arrow(self, children: list[Any], start: int, end: int) -> None:
        """`-[#blue,dashed]-> label;`."""
        parts = _ARROW.match(children[0])
        assert parts is not None
        look = read_arrow_style(parts["bracket"] or "")
        self.check_look(look, children[0])
        line, style = look.style.line, replace(look.style, line=None)
        label = self._arrow_label(children[0])
        self.flow.mark(label, None if style == Style() else style, line, self.source.span(start, end))

    def _arrow_label(self, token: Token) -> Label | None:
        parts = _ARROW.match(token)
        assert parts is not None
        return self.label(parts["label"].strip().removesuffix(";"), token.start, token.end) or None

    def item(self, children: list[Any], start: int, end: int) -> None:
        """`- do it`: an action as an item of a list."""
        text = children[0].lstrip("-*").strip()
        label = self.label(re.sub(r"\s*<<[^>\n]*>>\s*\Z", "", text), start, end)
        self.flow.step(label, self.source.span(start, end))

    def recolor(self, children: list[Any], start: int, end: int) -> None:
        """`link #red`: the colour of the arrow to the next step."""
        word = children[0].split()[1]
        found = self.color(Token(word, "COLOR", end - len(word), end))
        self.flow.mark(None, Style(stroke=found), None, self.source.span(start, end))

    def note(self, children: list[Any], start: int, end: int) -> None:
        """A note beside the last step."""
        parts = re.match(
            _NOTE, re.sub(r"\n[ \t]*end[ \t]*note[^\n]*\Z", "", children[0], flags=re.IGNORECASE) + "\n"
        )
        if parts is None:
            self.error(
                "a note is not written right",
                start,
                end,
                hint="write `note right: text`, or end it with `end note`",
            )
            return
        text = parts["line"] if parts["line"] is not None else parts["body"]
        side: Side | None = parts["side"].lower() if parts["side"] else None  # type: ignore[assignment]
        self.flow.note(
            self.label(text, start, end, block=parts["line"] is None), side, self.source.span(start, end)
        )

    def label_point(self, children: list[Any], start: int, end: int) -> None:
        """`label name`."""
        self.flow.waiting_labels.append(children[0].split()[1])

    def goto(self, children: list[Any], start: int, end: int) -> None:
        """`goto name`."""
        self.flow.jumps += [(tail, children[0].split()[1], start, end) for tail in self.flow.tails]
        self.flow.tails = []

    # The end.

    def activity(self, _: list[Any], start: int, end: int) -> Flowing:
        """The whole diagram: what is open at its end is closed."""
        for block in reversed(self.flow.blocks):
            word = "partition" if block.kind == "group" else block.kind
            closer = {"group": "}", "repeat": "repeat while"}.get(block.kind, f"end {block.kind}")
            self.source.report(
                "parse.syntax",
                f"`{word}` is still open at the end",
                block.start,
                block.end,
                hint=f"close it with `{closer}`",
                severity=Severity.WARNING,
            )
            if block.kind == "if":
                self._leave_if(block)
            elif block.kind == "while":
                self._leave_while(block, None, block.start, block.end)
        for tail, name, at, stop in self.flow.jumps:
            target = self.flow.labels.get(name)
            if target is not None:
                self.flow.edge(tail, target)
                continue
            close = suggest(name, self.flow.labels)
            hint = f"did you mean `{close}`?" if close else "mark the step it leads to with `label`"
            self.source.report("parse.value", f"`goto {name}` leads nowhere", at, stop, hint=hint)
        return self.flow

    # Blocks.

    def _open(self, kind: BlockKind, start: int, end: int) -> Block:
        block = Block(kind, start, end)
        self.flow.blocks.append(block)
        return block

    def _innermost(self, kind: BlockKind, word: Token, start: int, end: int) -> Block | None:
        """The innermost block, which must be of this kind; those left open inside an outer one of it are dropped."""
        blocks = self.flow.blocks
        if blocks and blocks[-1].kind == kind:
            return blocks[-1]
        said = " ".join(word.lower().split())
        outer = any(block.kind == kind for block in blocks)
        if outer:
            inner = blocks[-1]
            opened = "partition" if inner.kind == "group" else inner.kind
            line = self.source.span(inner.start, inner.end).line
            message = f"`{said}` inside a `{opened}` that is still open (line {line})"
            hint = f"close the `{opened}` first"
        else:
            name = {"group": "partition"}.get(kind, kind)
            message = f"`{said}` without `{name}`"
            hint = f"begin with `{name}` above, or remove this line"
        self.error(message, word.start, word.end, hint=hint)
        while outer and blocks[-1].kind != kind:
            if blocks.pop().kind == "group":
                self.flow.close_frame()
        return blocks[-1] if outer else None

    def _close(self, kind: BlockKind, word: Token, start: int, end: int) -> Block | None:
        block = self._innermost(kind, word, start, end)
        if block is not None:
            self.flow.blocks.pop()
        return block

    # Texts and looks.

    def _words(self, text: str, start: int, end: int) -> Label:
        text = _dedented(text)
        return self.label(text, start, end, block="\n" in text)

    def _answered(self, token: Token | None) -> Label | None:
        """The label of a branch, without its brackets."""
        if token is None:
            return None
        text = token[1:-1] if token.startswith("(") and token.endswith(")") else str(token)
        text = text.strip()
        if text.startswith("[") and text.endswith("]"):
            text = text[1:-1]
        return self._words(text, token.start, token.end) or None

    def _paint(self, token: Token | None) -> Style | None:
        return self.style(token) if token is not None else None

    def _dress(self, style: Style | None, tokens: list[Token]) -> tuple[Style | None, list[str]]:
        """The style and the classes that stereotypes give; one such as <<#red>> is a fill."""
        classes: list[str] = []
        for token in tokens:
            for found in re.finditer(r"<<\s*([^>\n]*?)\s*>>", token):
                start = token.start + found.start(1)
                word = Token(found[1], "COLOR", start, start + len(found[1]))
                if word.startswith("#"):
                    style = with_style(style, self.style(word))
                elif word:
                    classes.append(str(word))
        return style, classes


def _dedented(text: str) -> str:
    """A text of several lines, whose first one follows a mark, without the margin that the others share."""
    first, newline, rest = text.partition("\n")
    if not newline:
        return text.strip()
    from textwrap import dedent

    return f"{first.strip()}\n{dedent(rest)}".strip("\n")


def _answer(tail: dict[str, Any]) -> Label | None:
    """The label of a decision's first branch."""
    found: Label | None = tail.get("then") or tail.get("is")
    return found


def read_activity(source: LineSource) -> Flowchart | None:
    """The flowchart of an activity diagram; None when it has errors, which are in the source."""
    activity = Activity(source)
    load_grammar("plantuml/flowchart").parse(source, activity, explain=explain_activity)
    if not source.failed:
        _check_colors_in_front(source)
    if source.failed:
        return None
    flow = activity.flow
    wardrobe = Wardrobe(activity, {})
    nodes = []
    for node in flow.nodes:
        dress = wardrobe.dress(node.classes, node.style)
        nodes.append(replace(node, classes=dress.classes, style=dress.style))
    groups = []
    for group in flow.groups:
        dress = wardrobe.dress(group.classes, group.style)
        groups.append(replace(group, classes=dress.classes, style=dress.style))
    for frame in flow.left_frames:
        span = next(group.span for group in flow.groups if group.id == frame)
        assert span is not None
        source.problems.append(
            diagnose(
                "parse.ignored", "a frame over several swimlanes holds only the steps in its first", span=span
            )
        )
    ordered, frames = in_order(nodes, groups)
    notes = (*flow.notes, *activity.legends)
    return Flowchart(
        title=activity.title,
        caption=activity.caption,
        direction=activity.direction,
        nodes=ordered,
        edges=tuple(flow.edges),
        groups=frames,
        notes=notes,
        styles=wardrobe.styles,
    )


_TEXT_END = re.compile(r";\s*(?:<<[^\n]*>>\s*)*\Z")
_COLORED = re.compile(r"\s*#\w[^:]*:[^\n]*;\s*\Z")


def _check_colors_in_front(source: LineSource) -> None:
    """Report the errors that PlantUML 1.2026 finds after `#red:text;`, whose text it takes to go on to the next `;` at a line's end.

    Older releases end it there, and so does this reader.
    """
    lines = list(source.author_lines)
    opened: dict[int, None] = {}
    number = 0
    while number < len(lines):
        if _COLORED.match(lines[number].text):
            last = next(
                (at for at in range(number + 1, len(lines)) if _TEXT_END.search(lines[at].text)), None
            )
            opened[number] = None
            stop = len(lines) if last is None else last + 1
            lines[number:stop] = [line._replace(text="") for line in lines[number:stop]]
            if last is None:
                break
            number = last
        number += 1
    if not opened:
        return
    strict = LineSource(lines, source.file)
    load_grammar("plantuml/flowchart").parse(strict, Activity(strict), explain=explain_activity)
    first = next(iter(opened))
    for problem in strict.problems:
        if problem.severity is Severity.ERROR and problem.span is not None:
            source.problems.append(
                diagnose(
                    "parse.syntax",
                    f"{problem.message}, as PlantUML 1.2026 reads the colour in line {source.author_lines[first].number}",
                    span=problem.span,
                    line_text=problem.line_text,
                    hint="write colours behind the text: `:text; <<#LightBlue>>`",
                )
            )
    if not source.failed and len(lines) and not any(line.text.strip() for line in lines[first:]):
        start = source.line_start(first + 1)
        source.report(
            "parse.syntax",
            "PlantUML 1.2026 reads the text behind this colour to the end of the diagram",
            start,
            start + len(source.author_lines[first].text),
            hint="write colours behind the text: `:text; <<#LightBlue>>`",
        )
