"""What people write instead of sentences: arrows, outlines, bullets, numbered steps, "key: a, b, c".

Each line is read once, so a hostile text costs no more than its length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, NamedTuple

Marker = Literal["", "bullet", "number", "heading"]

MAX_DEPTH = 40
"""Deeper outlines are cut to this depth."""


class Line(NamedTuple):
    """A line without its marker; `start` and `end` are offsets of the text into the prompt."""

    indent: int
    marker: Marker
    text: str
    start: int
    end: int


@dataclass(slots=True)
class Item:
    """A line of an outline with the lines under it."""

    line: Line
    children: list[Item] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text of the line."""
        return self.line.text


class Arrow(NamedTuple):
    """ "A -> B: label". `both` for a two-headed arrow; `reply` for a dashed one."""

    source: str
    target: str
    label: str | None
    reply: bool
    both: bool
    start: int
    end: int


_MARKER = re.compile(
    r"(?P<bullet>(?:[-*+•‣◦–]\s+)?\[[ xX]\]|[-*+•‣◦–])\s+|(?P<number>(?:\d{1,3}(?:\.\d{1,3})*[.)]|\d{1,3}(?:\.\d{1,3})+|[a-z][.)]|\(\d{1,3}\)|[Ss]tep \d{1,3}[:.)])\s+)|(?P<heading>#{1,6})\s+"
)


_FENCE = re.compile(r"`{3,}\w*|-{3,}|={3,}|\*{3,}")
"""Lines that only frame others."""
_BOLD_HEADING = re.compile(r"(?:\*\*|__)([^*_\n]{1,60})(?:\*\*|__):?")


_SECTION = re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,4})\.?\s")
_FIRST = re.compile(r"\s*1[.)]\s")


def _restarts(raws: list[str], index: int) -> bool:
    """Whether the numbers begin anew here, as they do under "3.2.1. Basic flow:"."""
    following = next((raw for raw in raws[index : index + 3] if raw.strip()), "")
    return _FIRST.match(following) is not None


def read_lines(text: str) -> list[Line]:
    """The lines that have text, with indent (a tab counts 4) and marker."""
    found: list[Line] = []
    offset = 0
    raws = text.split("\n")
    for index, raw in enumerate(raws):
        body = raw.expandtabs(4)
        indent = len(body) - len(body.lstrip())
        at = len(raw) - len(raw.lstrip())
        rest = raw.strip()
        if _FENCE.fullmatch(rest):
            rest = ""
        marker: Marker = ""
        match = _MARKER.match(rest)
        if bold := _BOLD_HEADING.fullmatch(rest):
            # "**Hardware**" alone on a line heads what follows, below all real headings.
            match, marker, indent, rest, at = None, "heading", 7, bold[1], at + 2
        if match:
            marker = match.lastgroup  # type: ignore[assignment]
            if marker == "heading":
                indent = match.group("heading").count("#")
            section = _SECTION.match(rest)
            if section and _restarts(raws, index + 1):
                marker, indent = "heading", min(6, section[1].count(".") + 1)
            at += match.end()
            rest = rest[match.end() :]
        if rest:
            found.append(Line(indent, marker, rest, offset + at, offset + at + len(rest)))
        offset += len(raw) + 1
    return found


def outline(lines: list[Line]) -> list[Item]:
    """The tree that indentation, and bullets under a line that ends in a colon, give."""
    roots: list[Item] = []
    stack: list[tuple[int, Item]] = []
    for line in lines:
        level = _level(line, stack)
        while stack and stack[-1][0] >= level:
            stack.pop()
        del stack[MAX_DEPTH:]
        item = Item(line)
        (stack[-1][1].children if stack else roots).append(item)
        stack.append((level, item))
    return roots


def _level(line: Line, stack: list[tuple[int, Item]]) -> int:
    """A depth that orders lines: headings above all, then indent; a bullet is under the plain line before it."""
    if line.marker == "heading":
        return line.indent - 20
    level = line.indent * 2
    if line.marker in ("bullet", "number"):
        level += 1
    elif stack and stack[0][1].line.marker == "heading" and line.indent == 0:
        return 0
    return level


_ARROW = re.compile(
    r"\s*(?:"
    r"(?P<dashlabel>--?\s*\[(?P<l1>[^\]\n]{1,200})\]\s*--?>|-{1,2}\s(?P<l2>[^->\n]{1,200}?)\s-{1,2}>{1,2}|--?\|(?P<l3>[^|\n]{1,200})\|--?>)"
    r"|(?P<both><-{1,3}>|<=+>|↔|⟷|<->)"
    r"|(?P<reply>-{2,3}>{1,2}|-\.+->|\.\.+>|⇢)"
    r"|(?P<plain>-{1}>{1,2}|=+>|→|➔|➜|⟶|⇒|~>)"
    r"|(?P<back><-{1,2}(?!>)|←)"
    r")\s*(?:\|(?P<l4>[^|\n]{1,200})\|)?\s*"
)


def has_arrow(text: str) -> bool:
    """Whether a line has an arrow in it."""
    return (
        _ARROW.search(text) is not None
        if ">" in text or "→" in text or "<-" in text or any(c in text for c in "↔⟷⇢➔➜⟶⇒←")
        else False
    )


def read_arrows(line: Line) -> list[Arrow]:
    """The arrows of a line; a chain gives one a link, "A -> B, C" one a target. Empty when the line is no arrow line."""
    if not has_arrow(line.text):
        return []
    text = line.text.rstrip(";").strip()
    pieces: list[str] = []
    links: list[re.Match[str]] = []
    at = 0
    for match in _ARROW.finditer(text):
        pieces.append(text[at : match.start()])
        links.append(match)
        at = match.end()
    last, label = _tail(text[at:])
    pieces.append(last)
    found: list[Arrow] = []
    seen: set[str] = set()
    for index, match in enumerate(links):
        sources, targets = _names(pieces[index]), _names(pieces[index + 1])
        if len(sources) > 1 and index and sources[-1] in seen:
            # "a -> b -> c, a -> d": a chain begins anew
            sources = sources[-1:]
        if len(targets) > 1 and index + 1 < len(links) and targets[-1] in seen.union(sources):
            targets = targets[:-1]
        seen.update(sources, targets)
        own = match.group("l1") or match.group("l2") or match.group("l3") or match.group("l4")
        text_label = (
            own or (label if index == len(links) - 1 or len(links) == 1 else None) or ""
        ).strip() or None
        if match.group("back"):
            sources, targets = targets, sources
        reply, both = bool(match.group("reply")), bool(match.group("both"))
        found += [
            Arrow(source, target, text_label, reply, both, line.start, line.end)
            for source in sources
            for target in targets
        ]
    return found


_CHAINED = re.compile(r"[^\W\d][^>;:.?!\n]{0,60}(?: > [^\W\d][^>;:.?!\n]{0,200})+")
_SIGN = re.compile(r" > ")


def split_arrows(line: Line) -> list[Line]:
    """A line of several arrows between semicolons as one line each. "Coffee > beans, water" is an arrow too, where no sentence is."""
    text = line.text
    pieces = text.split(";") if ";" in text and (has_arrow(text) or " > " in text) else [text]
    found: list[Line] = []
    at = line.start
    for piece in pieces:
        stripped = piece.strip()
        own = stripped
        if _CHAINED.fullmatch(own.rstrip(".")) and not own.lower().startswith(("if ", "when ", "while ")):
            own = _SIGN.sub(" → ", own)
        start = at + len(piece) - len(piece.lstrip())
        if own:
            found.append(line._replace(text=own, start=start, end=start + len(stripped)))
        at += len(piece) + 1
    arrows = sum(1 for piece in found if has_arrow(piece.text))
    if len(found) > 1 and arrows != len(found):
        return [line]
    return found if arrows else [line]


def arrows_as_lines(text: str) -> str:
    """The text with a line break for each arrow."""
    return _ARROW.sub("\n", text)


def _tail(text: str) -> tuple[str, str | None]:
    """The last end of a chain, and what stands behind its colon."""
    name, colon, label = text.partition(":")
    if not colon:
        return text, None
    return name, label.strip().strip('"') or None


_BRACKETS = re.compile(r"^[\w-]*\s*[\[({<]+\s*[\"']?(?P<inside>[^\])}>]+?)[\"']?\s*[\])}>]+$")


def _names(piece: str) -> list[str]:
    """The names of one end: "B, C" and "B & C" are two; `b[Big box]` is called by its text."""
    piece = piece.strip()
    names = []
    for part in re.split(r"\s*[,&]\s+|\s+&\s+", piece) if len(piece) < 400 else [piece]:
        part = part.strip().strip("\"'`").strip()
        match = _BRACKETS.match(part) if len(part) < 200 else None
        if match and part[0] not in "([{<":
            part = match.group("inside")
        if part:
            names.append(part)
    return names


def key_list(text: str) -> tuple[str, list[str]] | None:
    """ "Actors: user, server and database" as ("Actors", [...]); None when the line is no such list."""
    key, colon, rest = text.partition(":")
    key, rest = key.strip(), rest.strip()
    if not colon or not rest or not key or len(key.split()) > 6 or rest.startswith("//"):
        return None
    return key, split_list(rest)


def split_list(text: str) -> list[str]:
    """The items of "a, b and c"; commas in brackets do not count."""
    items: list[str] = []
    depth = 0
    current: list[str] = []
    for char in text:
        if char in "([{":
            depth += 1
        elif char in ")]}":
            depth = max(0, depth - 1)
        if char in ",;" and depth == 0:
            items.append("".join(current))
            current = []
        else:
            current.append(char)
    items.append("".join(current))
    last = items[-1]
    if len(items) > 1 or len(last.split()) <= 12:
        head, joint, tail = last.rpartition(" and ")
        if joint and head.strip() and not ("(" in head and ")" not in head):
            items[-1:] = [head, tail]
    cleaned = (
        item.strip().removeprefix("and ").removeprefix("or ").strip().rstrip(".").strip() for item in items
    )
    return [item for item in cleaned if item]


_SPOKEN = tuple(
    f" {words} "
    for words in "points to,leads to,links to,connects to,is connected to,goes to,flows to,flows into,is followed by,transitions to,is linked to".split(
        ","
    )
)


def spoken_arrow(sentence: str, start: int) -> Arrow | None:
    """ "A points to B." as an arrow between just these names; None for any other sentence."""
    text = sentence.strip().rstrip(".;")
    for words in _SPOKEN:
        source, found, target = text.partition(words)
        if found and 0 < len(source.split()) <= 5 and 0 < len(target.split()) <= 5 and "," not in source:
            return Arrow(_bare(source), _bare(target), None, False, False, start, start + len(sentence))
    return None


_PATH = re.compile(
    r"^(?:(?P<what>[\w -]{2,40}?)\s+)?(?:(?:goes|go|going|flows?|runs?|moves?|travels?|is sent|are sent|sent|passes|pass)\s+)?from (?P<source>[^,]{1,60}?) to (?P<target>[^,]{1,60}?)"
    r",?\s+(?:via|through|over|by way of|passing(?: through)?) (?P<way>[^.;:]{1,200})$",
    re.IGNORECASE,
)


def spoken_path(line: Line) -> list[Arrow]:
    """ "From A to B via C and D" as the arrows A, C, D, B; none for any other line."""
    found = _PATH.match(line.text.strip().rstrip(".")) if not line.marker else None
    if found is None:
        return []
    way = [
        part for item in split_list(found["way"]) for part in re.split(r"\s+(?:and then|and|then)\s+", item)
    ]
    ends = [_bare(name) for name in (found["source"], *way, found["target"])]
    what = _bare(found["what"] or "") or None
    return [
        Arrow(source, target, what, False, False, line.start, line.end) for source, target in pairwise(ends)
    ]


def _bare(name: str) -> str:
    """A name without its article."""
    first, _, rest = name.strip().partition(" ")
    return rest if first.lower() in ("the", "a", "an") and rest else name.strip()


class Members(NamedTuple):
    """ "Order (id, total: decimal)": a name and what stands in its brackets."""

    name: str
    members: list[str]


def members_of(text: str) -> Members | None:
    """The name and the bracketed list of a line such as "Order (id, total)"; None for any other line."""
    text = text.strip().rstrip(".;")
    for opening, closing in ("()", "{}", "[]"):
        name, found, rest = text.partition(opening)
        if (
            found
            and rest.endswith(closing)
            and name.strip()
            and len(name.split()) <= 4
            and opening not in rest
            # "View has render()" tells of an operation and lists nothing
            and (rest[:-1].strip() or " " not in name.strip())
        ):
            return Members(name.strip(), split_list(rest[:-1]))
    return None


_BRACKETED_LIST = re.compile(r"(?<![\w.])\w{2,40}\s?\([^()\n]{1,300},[^()\n]{1,300}\)")


def bracketed_lists(text: str) -> int:
    """How many names with lists in brackets a text has: two in "boats(id, name), trips(id, day)"."""
    return sum(1 for _ in _BRACKETED_LIST.finditer(text[:2000]))


def is_list(lines: list[Line]) -> bool:
    """Whether most lines are bullets, numbers or headings, or indented under others."""
    marked = sum(1 for line in lines if line.marker or line.indent)
    return len(lines) >= 2 and marked * 2 >= len(lines)
