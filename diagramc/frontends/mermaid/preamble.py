"""What stands before and beside every Mermaid diagram: front matter, directives, comments, accessible title and description."""

from __future__ import annotations

import re

from diagramc.diagnostics import Severity
from diagramc.frontends.mermaid.text import hide_entities, label
from diagramc.frontends.source import Source, SyntaxProblem

_FRONT_MATTER = re.compile(
    r"(?P<before>\s*?)(?P<indent>[^\S\n]*)---[^\S\n]*\n(?P<body>.*?)^(?P=indent)---[^\S\n]*(?:\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
_DIRECTIVE = re.compile(r"%%\{(?:(?:(?!\}%%)[\s\S])*+\}%%|[^\n]*)")
_COMMENT = re.compile(r"^[^\S\n]*%%(?!\{)[^\n]*", re.MULTILINE)
_ACC_TITLE = re.compile(r"^[^\S\n]*accTitle[^\S\n]*:[^\S\n]*([^\n]*)", re.MULTILINE)
_ACC_LINE = re.compile(r"^[^\S\n]*accDescr[^\S\n]*:[^\S\n]*([^\n]*)", re.MULTILINE)
_ACC_BLOCK = re.compile(r"^[^\S\n]*accDescr\s*\{([^}]*)\}", re.MULTILINE)
_ACC_OPEN = re.compile(r"^[^\S\n]*(accDescr\s*\{)", re.MULTILINE)
_STYLE_STATEMENT = re.compile(
    r"\"[^\"\n]*\"|(?P<style>(?:^|;)[^\S\n]*(?:style|classDef|linkStyle)\b[^\n]*)", re.MULTILINE
)
_SETTINGS_HINT = "themes and sizes are chosen by options, such as --theme and --size"


class Body(Source):
    """A diagram without what is beside it: the author's text with blanks for all that, so that every place stays the same.

    The hash and semicolon of entities are hidden. `title` and `description` are those of the surroundings, None without any.
    """

    def __init__(self, source: Source) -> None:
        super().__init__(source.text, source.file, first_line=source.first_line, indents=source.indents)
        self._author = source
        self.problems = source.problems
        self._known = source._known
        self.title: str | None = None
        self.acc_title: str | None = None
        self.description: str | None = None

    def line(self, number: int) -> str:
        """The text of a line as its author wrote it."""
        return self._author.line(number)

    def blank(self, start: int, end: int) -> None:
        """Put blanks in the place of a stretch of text; line ends stay."""
        blanks = re.sub(r"[^\n]", " ", self.text[start:end])
        self.text = self.text[:start] + blanks + self.text[end:]


def prepare(source: Source) -> Body:
    """The diagram of a text, with what its surroundings say. Problems go to the source."""
    body = Body(source)
    _read_front_matter(body)
    if "%%" in body.text:
        _read_directives(body)
        body.text = _COMMENT.sub(lambda match: " " * len(match[0]), body.text)
    return body


def read_accessibility(body: Body) -> None:
    """Take `accTitle` and `accDescr` out of a text whose language has them."""
    if "acc" not in body.text:
        return

    def title(match: re.Match[str]) -> str:
        body.acc_title = label(hide_entities(match[1])) or None
        return _blanks(match)

    def line(match: re.Match[str]) -> str:
        body.description = label(hide_entities(match[1])) or None
        return _blanks(match)

    def block(match: re.Match[str]) -> str:
        lines = (part.strip() for part in match[1].split("\n"))
        body.description = label(hide_entities("\n".join(lines))) or None
        return _blanks(match)

    body.text = _ACC_TITLE.sub(title, body.text)
    body.text = _ACC_LINE.sub(line, body.text)
    last = body.text.rfind("}") + 1
    # What follows the last brace closes nothing, and is not searched again from every beginning.
    body.text = _ACC_BLOCK.sub(block, body.text[:last]) + body.text[last:]
    unclosed = _ACC_OPEN.search(body.text)
    if unclosed is not None:
        body.report(
            "parse.syntax", "`accDescr {` is not closed", unclosed.start(1), unclosed.end(), hint="add a `}`"
        )
        body.blank(unclosed.start(), len(body.text))


def _blanks(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def finish(body: Body, *, hashes_are_colors: bool = False) -> None:
    """Hide the entities, and end the text with a line end.

    With `hashes_are_colors` the `#fff;` of a style statement is a colour before a semicolon.
    """
    text, at, parts = body.text, 0, list[str]()
    if hashes_are_colors and "#" in text:
        for statement in _STYLE_STATEMENT.finditer(text):
            if statement["style"] is None:
                continue
            parts += (hide_entities(text[at : statement.start()]), statement[0])
            at = statement.end()
    body.text = "".join((*parts, hide_entities(text[at:])))
    if not body.text.endswith("\n"):
        body.text += "\n"


def _read_front_matter(body: Body) -> None:
    """Front matter as Jekyll has it; its YAML may be indented as a whole."""
    match = _FRONT_MATTER.match(body.text)
    if match is None:
        return
    from diagramc.frontends.document.tree import Value
    from diagramc.frontends.document.yaml_text import read_yaml
    from diagramc.frontends.mermaid.properties import report_repeats

    inside = Source(match["body"], body.file)
    offset = match.start("body")
    body.blank(0, match.end())
    if not inside.text.strip():
        return
    try:
        root: Value = read_yaml(inside)
    except SyntaxProblem as problem:
        at = min(offset + problem.offset, max(offset, match.end("body") - 1))
        body.report("parse.syntax", f"the front matter is no YAML: {problem.message}", at, hint=problem.hint)
        return
    for value in (root, *(value for _, value in root.entries)):
        report_repeats(body, value, offset)
    for key, value in root.entries:
        if key.text == "title" and value.kind not in ("list", "object"):
            body.title = value.text.strip() or None
        elif key.text == "config" and value.kind == "object":
            _note_settings(
                body, [name.text for name, _ in value.entries], offset + key.start, offset + key.end
            )
        else:
            body.report(
                "parse.ignored",
                f"`{key.text}` in the front matter has no place in the diagram's typed form",
                offset + key.start,
                offset + key.end,
                severity=Severity.INFO,
            )


def _note_settings(body: Body, names: list[str], start: int, end: int) -> None:
    if names:
        told = ", ".join(f"`{name}`" for name in names[:8])
        body.report(
            "parse.ignored",
            f"settings of Mermaid are left out: {told}",
            start,
            end,
            hint=_SETTINGS_HINT,
            severity=Severity.INFO,
        )


def _read_directives(body: Body) -> None:
    names: dict[str, None] = {}
    first: int | None = None

    def take(match: re.Match[str]) -> str:
        nonlocal first
        first = match.start() if first is None else first
        found = re.findall(r"[{,]\s*[\"']?(\w+)[\"']?\s*:", match[0])[1:] or re.findall(r"\w+", match[0])[:1]
        names.update(dict.fromkeys(found))
        return _blanks(match)

    body.text = _DIRECTIVE.sub(take, body.text)
    if first is not None:
        _note_settings(body, list(names), first, first + 3)
