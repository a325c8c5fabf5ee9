"""Where a flowchart departs from its grammar, in people's words, with a hint for the commonest mistakes."""

from __future__ import annotations

import re

from diagramc.diagnostics import suggest
from diagramc.frontends.lalr import Explanation, Unexpected
from diagramc.frontends.mermaid.mistakes import made_into_html
from diagramc.frontends.mermaid.text import hide_entities

_END = "$END"
_BRACKETS: dict[str, tuple[str, str]] = {
    "OPEN_RECT": ("[", "]"),
    "OPEN_SUBROUTINE": ("[[", "]]"),
    "OPEN_CYLINDER": ("[(", ")]"),
    "OPEN_FIELD": ("[|", "]"),
    "OPEN_SLASH": ("[/", "/]"),
    "OPEN_BACKSLASH": ("[\\", "\\]"),
    "OPEN_ROUND": ("(", ")"),
    "OPEN_CIRCLE": ("((", "))"),
    "OPEN_DOUBLE": ("(((", ")))"),
    "OPEN_STADIUM": ("([", "])"),
    "OPEN_ELLIPSE": ("(-", "-)"),
    "OPEN_DIAMOND": ("{", "}"),
    "OPEN_HEXAGON": ("{{", "}}"),
    "OPEN_FLAG": (">", "]"),
    "_OPEN_TITLE": ("[", "]"),
    "_PIPE": ("|", "|"),
}
"""What opens and closes a text, by terminal."""
_KEYWORDS = (
    "subgraph",
    "end",
    "direction",
    "classDef",
    "class",
    "style",
    "linkStyle",
    "click",
    "accTitle",
    "accDescr",
)
_DIRECTIONS = ("TB", "TD", "BT", "LR", "RL")
_ARROW = re.compile(r"<?[-=~.]+(?:>>?|\||\)|\()?|[←→↔⇒⇐⇔➔➜–—]+>?")
_ARROWS = {"=>": "==>", "<=>": "<==>", "<->": "<-->", "⇒": "==>", "↔": "<-->", "~>": "-.->", "..>": "-.->"}
_COLON_LABEL = re.compile(
    r"[ \t]*(?P<from>\S.*?)[ \t]*(?P<link>[<ox]?(?:-{2,}|={2,}|-\.+-)[>ox]?)[ \t]*(?P<to>\S[^\n]*?)[ \t]*:[ \t]*(?P<label>[^:\n]+?);?[ \t]*$"
)
"""A link with what seems to be its label at the end of the line, behind a colon, as sequence diagrams and PlantUML have it."""
_OF_SEQUENCES = ("participant", "actor", "activate", "deactivate", "autonumber", "loop", "alt", "opt", "note")
_HASH = hide_entities("#x;")[0]
"""What stands for the hash of an entity."""
_QUOTES = "“”„‟«»‘’"


def explain(unexpected: Unexpected) -> Explanation | None:
    """A better message than that something is unexpected; None where there is none."""
    for check in (_quote, _text, _label, _header, _after_link, _after_node, _statement, _rest):
        told = check(unexpected)
        if told is not None:
            return told
    return None


def _quote(unexpected: Unexpected) -> Explanation | None:
    """Quotes that do not close, or are not the straight ones."""
    text, start = unexpected.source.text, unexpected.start
    if unexpected.found[:1] and unexpected.found[:1] in _QUOTES:
        return Explanation(
            f"`{unexpected.found[:1]}` is a typographic quote",
            hint='Mermaid knows only straight quotes: "…"',
            expected="",
        )
    if _HASH in unexpected.found:
        return Explanation(
            "an entity such as `#quot;` outside of a text",
            hint="write it within the brackets of a node",
            expected="",
        )
    if not unexpected.found.startswith('"') or "STRING" not in unexpected.expected:
        return None
    if text.startswith('"`', start):
        return Explanation(
            "this Markdown text does not end, or has a backquote or quote in it",
            hint='it begins with "` and ends with `"; a quote in it is written #quot;',
            expected="",
        )
    return Explanation(
        "this quote is not closed",
        hint='close it with a `"`; a quote within a text is written #quot;',
        expected="",
    )


def _text(unexpected: Unexpected) -> Explanation | None:
    """Brackets, quotes and line ends in a text that stands without quotes."""
    opener = next((symbol for symbol in reversed(unexpected.open[-3:]) if symbol in _BRACKETS), None)
    last = unexpected.open[-1] if unexpected.open else ""
    if opener is None or last == "shape" or last.startswith("CLOSE_"):
        return None
    opening, closing = _BRACKETS[opener]
    if opener == "_PIPE" and "LINK" not in unexpected.open[-4:]:
        return None
    source, found = unexpected.source, unexpected.found
    at = source.text.rfind(opening, 0, unexpected.start)
    end = at + len(opening)
    closes = found[:1] in ")]}" if found else False
    if at < 0:
        return None
    same_line = source.line_number(at) == source.line_number(unexpected.start)
    if unexpected.terminal == _END or not found.strip() or not same_line:
        return Explanation(
            f"this `{opening}` is not closed",
            hint=f'close it with `{closing}`, or put a text with brackets in quotes: {opening}"…"{closing}',
            expected="",
            start=at,
            end=end,
        )
    said = source.text[end : unexpected.start].strip()
    if closes and not (said.count("(") or said.count("[")):
        message = f"`{found[:1]}` does not close the `{opening}`"
        hint = f'close it with `{closing}`, or put a text with brackets in quotes: {opening}"…"{closing}'
        if opening in ("[/", "[\\") and found.startswith("]"):
            hint = f'close it with `{closing}`; a text that begins with `{opening[1]}` stands in quotes: ["{opening[1]}{said}"]'
    else:
        shown = "a quote" if found.startswith('"') else f"`{found[:1]}`"
        message = f"{shown} in a text without quotes"
        hint = f'put the whole text in quotes: {opening}"{said}…"{closing}'
        if found.startswith('"'):
            hint = f'put the whole text in quotes, and write #quot; for those in it: {opening}"…"{closing}'
    return Explanation(message, hint=hint, expected="", start=unexpected.start, end=unexpected.start + 1)


def _label(unexpected: Unexpected) -> Explanation | None:
    """The label in the middle of a link."""
    last = unexpected.open[-1] if unexpected.open else ""
    opened = {"LINK_START": "--", "THICK_START": "==", "DOTTED_START": "-."}
    start = next((symbol for symbol in unexpected.open[-2:] if symbol in opened), None)
    if start is None:
        return None
    mark = opened[start]
    at = unexpected.source.text.rfind(mark, 0, unexpected.start)
    closing = {"--": "-->", "==": "==>", "-.": ".->"}[mark]
    line_end = unexpected.source.text.find("\n", at)
    html = made_into_html(unexpected, unexpected.source.text[at:line_end], at, example="`A --> B`")
    if html is not None:
        return html
    if unexpected.found.startswith('"') and last != start:
        return Explanation(
            "a quote in a link's label",
            hint=f'put the whole label in quotes: {mark} "…" {closing}',
            expected="",
        )
    return Explanation(
        f"the link that begins with `{mark}` does not end",
        hint=f"a link with a label is written `A {mark} label {closing} B` or `A -->|label| B`",
        expected="",
        start=at,
        end=at + len(mark),
    )


def _header(unexpected: Unexpected) -> Explanation | None:
    if "HEADER" not in unexpected.open or len(unexpected.open) > 3 or "_SEPARATOR" not in unexpected.expected:
        return None
    word = _word(unexpected)
    if "DIRECTION" in unexpected.expected:
        close = suggest(word.upper(), _DIRECTIONS) if len(word) <= 3 else None
        return Explanation(
            f"`{word}` is no direction",
            hint=f"did you mean `{close}`?" if close else None,
            expected="TB, TD, BT, LR or RL, or a new line",
            end=unexpected.start + len(word),
        )
    if unexpected.open[-1] == "DIRECTION":
        return Explanation(
            "a statement in the first line",
            hint="begin it on a new line, or put a semicolon between: `flowchart TD; A --> B`",
            expected="",
        )
    return None


def _after_link(unexpected: Unexpected) -> Explanation | None:
    """What stands where a link leads to."""
    if "ID" not in unexpected.expected or "SUBGRAPH" in unexpected.expected:
        return None
    after_and = unexpected.open[-1] == "AMP"
    if after_and or unexpected.terminal == _END or not unexpected.found.strip() or unexpected.found == ";":
        what = "this `&`" if after_and else "this link"
        return Explanation(
            f"{what} leads to no node", hint="write the node after it: `A --> B`", expected="a node"
        )
    if unexpected.terminal in ("LINK", "LINK_START", "THICK_START", "DOTTED_START") or re.match(
        r"[-=.]{2}", unexpected.found
    ):
        return Explanation(
            "two links without a node between them",
            hint="right after `--`, an x or an o is the head of the link: leave a blank before a label, `-- x -->`",
            expected="a node",
        )
    if unexpected.found[:1] in '[({"':
        return Explanation(
            "a shape without an id", hint='a node is an id and its text: `id["text"]`', expected="a node"
        )
    return None


def _after_node(unexpected: Unexpected) -> Explanation | None:
    """What stands after a node or a link's end."""
    if "LINK" not in unexpected.expected or "_SEPARATOR" not in unexpected.expected:
        return None
    text, start, found = unexpected.source.text, unexpected.start, unexpected.found
    before = text[:start].rstrip(" \t")
    arrow = _ARROW.match(text, start)
    if found.startswith(("%%", "//", "#")):
        hint = (
            "put it on a line of its own"
            if found.startswith("%%")
            else "write it on a line of its own, behind `%%`"
        )
        return Explanation("a comment after a statement", hint=hint, expected="")
    if arrow is not None:
        hint = f"write `{_ARROWS.get(arrow[0], '-->')}`"
        if arrow[0].endswith((">>", "-)")):
            hint += "; messages have such arrows, in a diagram that begins with `sequenceDiagram`"
        return Explanation(f"`{arrow[0]}` is no link of a flowchart", hint=hint, expected="", end=arrow.end())
    behind_colon = _colon_label(unexpected)
    if behind_colon is not None:
        return behind_colon
    if found[:1] in "[({>" and found and len(before) < start:
        id = re.search(r"[\w.-]*$", before)
        shown = (id[0] if id else "") + found[:1]
        return Explanation(
            "a blank before the shape of a node", hint=f"write it right after the id: `{shown}…`", expected=""
        )
    if found[:1] in ")]}" and found:
        return Explanation(
            f"`{found[:1]}` closes nothing", hint='put a text with brackets in quotes: `id["…"]`', expected=""
        )
    if found.startswith(":"):
        return Explanation(
            "a colon after a node", hint="a node's text stands in brackets: `id[text]`", expected=""
        )
    if re.match(r"\w", found):
        return _two_words(unexpected)
    return None


def _colon_label(unexpected: Unexpected) -> Explanation | None:
    """A link's label behind a colon at the end of the line."""
    source, start = unexpected.source, unexpected.start
    begin = source.line_start(source.line_number(start))
    line = source.line(source.line_number(start))
    said = _COLON_LABEL.match(line)
    if said is None or not said.end("to") <= start - begin <= said.start("label"):
        return None
    return Explanation(
        "the label of a link does not stand behind a colon",
        hint=f"write `{said['from']} {said['link']}|{said['label']}| {said['to']}`",
        expected="",
        start=begin + line.index(":", said.end("to")),
        end=begin + said.end("label"),
    )


def _two_words(unexpected: Unexpected) -> Explanation:
    source, word = unexpected.source, _word(unexpected)
    number = source.line_number(unexpected.start)
    line = source.line(number)
    first = (line.split() or [""])[0]
    end = unexpected.start + len(word)
    if first in ("flowchart", "graph"):
        start = source.line_start(number) + line.index(first)
        hint = "put each diagram in a text of its own"
        return Explanation("a second diagram begins here", hint, "", start, start + len(first))
    if first in _OF_SEQUENCES:
        start = source.line_start(number) + line.index(first)
        hint = "begin the diagram with `sequenceDiagram`, or make it a node: `id[text]`"
        return Explanation(f"`{first}` belongs to a sequence diagram", hint, "", start, start + len(first))
    close = suggest(first, _KEYWORDS) if len(first) > 3 and first not in _KEYWORDS else None
    if close:
        start = source.line_start(number) + line.index(first)
        hint = f"did you mean `{close}`?"
        return Explanation(f"`{first}` is no keyword", hint, "", start, start + len(first))
    return Explanation(
        f"`{word}` stands beside a node without a link",
        hint="write a link between two nodes, `A --> B`, or put a text of several words in brackets: `id[two words]`",
        expected="",
        end=end,
    )


def _statement(unexpected: Unexpected) -> Explanation | None:
    """What stands where a statement begins."""
    if "SUBGRAPH" not in unexpected.expected or "ID" not in unexpected.expected:
        return None
    found = unexpected.found
    if unexpected.terminal == _END:
        return _unclosed_subgraph(unexpected)
    if found == "end" or unexpected.terminal == "END":
        return Explanation(
            "this `end` closes no subgraph", hint="remove it, or begin a `subgraph` above", expected=""
        )
    if _ARROW.match(found):
        return Explanation("a link without a node before it", hint="write `A --> B`", expected="a node")
    if found.startswith("<"):
        return Explanation(
            "this is no Mermaid, but a tag of HTML", hint="leave out what surrounds the diagram", expected=""
        )
    if found[:1] in '[({"':
        return Explanation(
            "a shape without an id", hint='a node is an id and its text: `id["text"]`', expected="a node"
        )
    return None


def _unclosed_subgraph(unexpected: Unexpected) -> Explanation | None:
    open_lines: list[int] = []
    source = unexpected.source
    for number in range(1, source.lines + 1):
        word = source.line(number).strip().split(" ")[0].rstrip(";")
        if word == "subgraph":
            open_lines.append(number)
        elif word == "end" and open_lines:
            open_lines.pop()
    if not open_lines:
        return None
    line = open_lines[-1] + source.first_line - 1
    return Explanation(
        f"the subgraph in line {line} has no `end`", hint="write `end` after what is in it", expected="`end`"
    )


def _rest(unexpected: Unexpected) -> Explanation | None:
    """Statements about style that stop too early, and titles of subgraphs."""
    last = unexpected.open[-1] if unexpected.open else ""
    if last in ("SUBGRAPH", "TITLE"):
        return Explanation(
            f"`{unexpected.found[:1]}` in the title of a subgraph",
            hint='put the title in quotes: `subgraph id["…"]`',
            expected="",
        )
    forms = {
        "CLASS": "`class A,B name`",
        "CLASS_DEF": "`classDef name fill:#fee`",
        "STYLE": "`style A fill:#fee`",
        "LINK_STYLE": "`linkStyle 0 stroke:#f00`",
    }
    keyword = next((symbol for symbol in unexpected.open[-3:] if symbol in forms), None)
    if keyword is not None:
        return Explanation("this statement is not complete", expected=forms[keyword])
    return None


def _word(unexpected: Unexpected) -> str:
    match = re.compile(r"[^\s;\[\](){}<>|\"]+").match(unexpected.source.text, unexpected.start)
    return match[0] if match else unexpected.found
