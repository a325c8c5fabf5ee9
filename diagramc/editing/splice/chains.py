"""Statements of Mermaid flowcharts and of DOT, in which several edges share a line: `a --> b & c -->|yes| d`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

_PLAIN_LINK = re.compile(
    r"\s*(?:[\w-]+@)?(?:<|[xo](?=[-=]))?(?:-{2,}[>xo]?|={2,}[>xo]?|-\.+-[>xo]?|~{3,})"
    r"(?:\s*\|(?:\"[^\"]*\"|[^|\"])*\|)?\s*"
)
_WORDED_LINK = re.compile(
    r"\s*(?:[\w-]+@)?(?:<|[xo](?=[-=]))?(?:--|==|-\.)\s*(?:\"[^\"]*\"|[^\"\n]+?)\s*"
    r"(?:-{2,}[>xo]?|={2,}[>xo]?|\.+-+[>xo]?)\s*"
)
_DOT_LINK = re.compile(r"\s*(?:->|--)\s*")
_DOT_ID = re.compile(r'"(?:[^"\\]|\\.)*"|[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*|-?(?:\d+(?:\.\d*)?|\.\d+)')
_AND = re.compile(r"\s*&\s*")


class Mention(NamedTuple):
    """A node in a statement: its id, and the text with its label, classes and port."""

    id: str
    text: str

    @property
    def is_bare(self) -> bool:
        """Whether nothing is said of the node here but its name."""
        return re.sub(r"(?<!:):(?!:).*$", "", self.text).strip().strip('"') == self.id


class Chain(NamedTuple):
    """A statement: groups of nodes with links between them; `lead` is the indentation, `tail` what ends it."""

    lead: str
    parts: list[list[Mention]]
    links: list[str]
    tail: str
    language: str

    def pairs(self) -> Iterator[tuple[int, str, str]]:
        """Every edge: the number of its link and its ends."""
        for at, _ in enumerate(self.links):
            for source in self.parts[at]:
                for target in self.parts[at + 1]:
                    yield at, source.id, target.id


def parse(line: str, ids: set[str], language: str) -> Chain | None:
    """The only statement of a line, when it is a chain of known nodes; one of a single node has no links."""
    lead = line[: len(line) - len(line.lstrip())]
    reader = _Reader(line, ids, language)
    reader.at = len(lead)
    first = reader.part()
    if first is None:
        return None
    parts, links = [first], []
    while (found := reader.link()) is not None:
        links.append(found[0])
        parts.append(found[1])
    tail = line[reader.at :]
    if language == "dot":
        sound = re.fullmatch(r"\s*(?:\[(?:\"(?:[^\"\\]|\\.)*\"|<.*>|[^\]\"<])*\])?\s*;?\s*(?://.*)?", tail)
    else:
        sound = re.fullmatch(r"\s*;?\s*(?:%%.*)?", tail)
    return Chain(lead, parts, links, tail, language) if sound else None


class _Reader:
    def __init__(self, line: str, ids: set[str], language: str) -> None:
        self.line, self.at, self.language = line, 0, language
        self.ids = sorted(ids, key=len, reverse=True)
        self.known = ids

    def part(self) -> list[Mention] | None:
        """Nodes joined by `&`, or in DOT those in braces."""
        if self.language == "dot" and self.line.startswith("{", self.at):
            return self.braces()
        first = self.mention()
        if first is None:
            return None
        made = [first]
        while self.language != "dot" and (match := _AND.match(self.line, self.at)):
            back, self.at = self.at, match.end()
            following = self.mention()
            if following is None:
                self.at = back
                break
            made.append(following)
        return made

    def braces(self) -> list[Mention] | None:
        end = self.line.find("}", self.at)
        if end < 0:
            return None
        found = _DOT_ID.finditer(self.line, self.at + 1, end)
        made = [Mention(_unquoted(match[0]), match[0]) for match in found]
        if any(mention.id not in self.known for mention in made):
            return None
        self.at = end + 1
        return made or None

    def mention(self) -> Mention | None:
        if self.language == "dot":
            match = _DOT_ID.match(self.line, self.at)
            if match is None or _unquoted(match[0]) not in self.known:
                return None
            begin, self.at = self.at, match.end()
            port = re.compile(r"(?:\s*:\s*(?:\"[^\"]*\"|\w+)){1,2}").match(self.line, self.at)
            self.at = port.end() if port else self.at
            return Mention(_unquoted(match[0]), self.line[begin : self.at])
        for id in self.ids:
            end = self.at + len(id)
            if self.line.startswith(id, self.at) and not re.match(r"\w", self.line[end : end + 1]):
                break
        else:
            return None
        begin, self.at = self.at, end
        self.shape()
        for pattern in (r"@\{[^}]*\}", r":::[\w-]+"):
            match = re.compile(pattern).match(self.line, self.at)
            self.at = match.end() if match else self.at
        return Mention(id, self.line[begin : self.at])

    def shape(self) -> None:
        """Go past the brackets with a node's label."""
        here = self.line[self.at : self.at + 1]
        if here not in "[({>" or not here:
            return
        depth, quoted, at = 0, False, self.at
        while at < len(self.line):
            char = self.line[at]
            if char == '"':
                quoted = not quoted
            elif not quoted and (char in "[({" or (char == ">" and at == self.at)):
                depth += 1
            elif not quoted and char in "])}":
                depth -= 1
                if depth == 0:
                    self.at = at + 1
                    return
            at += 1

    def link(self) -> tuple[str, list[Mention]] | None:
        patterns = (_DOT_LINK,) if self.language == "dot" else (_PLAIN_LINK, _WORDED_LINK)
        back = self.at
        for pattern in patterns:
            match = pattern.match(self.line, back)
            if match is None:
                continue
            self.at = match.end()
            part = self.part()
            if part is not None:
                return match[0], part
        self.at = back
        return None


def _unquoted(token: str) -> str:
    return token[1:-1].replace('\\"', '"') if token.startswith('"') else token


def plain_link(link: str) -> str:
    """A link without its label and id, drawn the same way."""
    bare = re.sub(r"\|.*\|", "", re.sub(r"^(\s*)[\w-]+@", r"\1", link))
    worded = re.fullmatch(r"\s*(<|[xo])?(--|==|-\.)(.*?)(-{2,}[>xo]?|={2,}[>xo]?|\.+-+[>xo]?)\s*", bare)
    if worded and re.search(r"\w|\"", worded[3]):
        end = worded[4]
        made = {"--": end, "==": end, "-.": "-" + end}[worded[2]]
        return f" {worded[1] or ''}{made} "
    return bare.rstrip() + (" " if link != link.rstrip() or "|" in link else "")


def without(chain: Chain, gone: Callable[[str, str], bool], keep: Callable[[Mention], bool]) -> list[str]:
    """The statements that are left without some edges; a node that no edge names any more stays where `keep` says so."""
    runs: list[tuple[list[list[Mention]], list[str]]] = []
    current: tuple[list[list[Mention]], list[str]] = ([chain.parts[0]], [])
    loose: list[Mention] = []
    for at, link in enumerate(chain.links):
        sources, targets = chain.parts[at], chain.parts[at + 1]
        dropped = [(s.id, t.id) for s in sources for t in targets if gone(s.id, t.id)]
        if not dropped:
            current[0].append(targets)
            current[1].append(link)
            continue
        runs.append(current)
        for source in sources:
            left = [t for t in targets if not gone(source.id, t.id)]
            if left:
                runs.append(([[source], left], [link]))
        current = ([targets], [])
    runs.append(current)
    made: list[str] = []
    joined = {m.id for parts, links in runs if links for part in parts for m in part}
    said: set[str] = set()
    for parts, links in runs:
        if links:
            made.append(_statement(chain, parts, links, said))
        else:
            loose += parts[0]
    for mention in loose:
        if mention.id not in said and (mention.id not in joined or not mention.is_bare) and keep(mention):
            said.add(mention.id)
            tail = chain.tail if chain.language != "dot" else (";" if ";" in chain.tail else "")
            made.append(f"{chain.lead}{mention.text}{tail}")
    return made


def _statement(chain: Chain, parts: list[list[Mention]], links: list[str], said: set[str]) -> str:
    texts = []
    for part in parts:
        inner = [m.text for m in part]
        said.update(m.id for m in part)
        if chain.language == "dot" and len(inner) > 1:
            texts.append("{" + " ".join(inner) + "}")
        else:
            texts.append(" & ".join(inner))
    made = texts[0] + "".join(link + text for link, text in zip(links, texts[1:], strict=True))
    return f"{chain.lead}{made}{chain.tail}"
