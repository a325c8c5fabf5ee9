"""JSON (RFC 8259) as a tree with places. Slower than msgspec and for one purpose: to say what is wrong, and where."""

from __future__ import annotations

import re
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]  # absent from the stubs only

from diagramc.frontends.document.tree import MAX_DEPTH, Kind, Value, report_duplicates
from diagramc.frontends.source import Source, SyntaxProblem

_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?", re.ASCII)
_WORD = re.compile(r"[-+]?\w+", re.ASCII)
_COMMENT = re.compile(r"//[^\n]*|#[^\n]*|/\*.*?\*/", re.DOTALL)
_LITERALS: dict[str, Kind] = {"true": "boolean", "false": "boolean", "null": "null"}


def read_json(source: Source) -> Value:
    """The document's tree. Slips that leave no doubt (a comma too many, a comment, NaN) are reported and read over.

    Raises SyntaxProblem at the first place where the meaning is in doubt.
    """
    return _Reader(source).document()


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source, self.text, self.at = source, source.text, 0

    def document(self) -> Value:
        self.skip()
        if self.at == len(self.text):
            raise SyntaxProblem(0, "the document is empty", "an object in braces")
        value = self.value(0)
        self.skip()
        if self.at < len(self.text):
            raise SyntaxProblem(self.at, "there is more text after the end of the document", "one JSON value")
        return value

    def skip(self) -> None:
        """Go past space, and past comments, which are reported."""
        while True:
            self.at = _SPACE.match(self.text, self.at).end()  # type: ignore[union-attr]
            comment = _COMMENT.match(self.text, self.at)
            if comment is None:
                return
            self.source.report(
                "document.syntax",
                "JSON has no comments",
                comment.start(),
                comment.end(),
                hint="remove it, or save the document as YAML, where # begins a comment",
            )
            self.at = comment.end()

    def here(self) -> str:
        return self.text[self.at : self.at + 1]

    def found(self) -> str:
        return f"found {self.here()!r}" if self.here() else "the document ends"

    def value(self, depth: int) -> Value:
        if depth > MAX_DEPTH:
            raise SyntaxProblem(self.at, f"lists and objects are nested more than {MAX_DEPTH} deep")
        match self.here():
            case "{":
                return self.object(depth)
            case "[":
                return self.list(depth)
            case '"':
                return self.string()
            case "'":
                raise SyntaxProblem(self.at, "JSON text stands in double quotes, not in single ones", '"…"')
        number = _NUMBER.match(self.text, self.at)
        word = _WORD.match(self.text, self.at)
        if number and (word is None or number.end() >= word.end()):
            return self.take("number", number.end())
        if word is None:
            raise SyntaxProblem(self.at, f"a value is missing: {self.found()}", "a value")
        return self.word(word.group())

    def word(self, word: str) -> Value:
        """A bare word: `true`, `false`, `null`, or a slip."""
        if word in _LITERALS:
            return self.take(_LITERALS[word], self.at + len(word))
        end = self.at + len(word)
        if word.lstrip("+-") in ("NaN", "Infinity"):
            self.source.report("document.syntax", f"JSON has no {word}", self.at, end, expected="a number")
            return self.take("number", end, "0")
        hint: str | None
        if word.lower() in _LITERALS:
            hint = f"write {word.lower()}"
        elif word == "None":
            hint = "write null"
        else:
            hint = f'write "{word}"' if not word[0].isdigit() else None
        raise SyntaxProblem(
            self.at, f"{word} is no JSON value", "text in double quotes, a number, true, false, null", hint
        )

    def take(self, kind: Kind, end: int, text: str | None = None) -> Value:
        start, self.at = self.at, end
        return Value(kind, start, end, self.text[start:end] if text is None else text)

    def string(self) -> Value:
        start = self.at
        try:
            text, self.at = scanstring(self.text, start + 1, True)
        except JSONDecodeError as error:
            raise self.bad_string(start, error) from None
        if any("\ud800" <= char <= "\udfff" for char in text):
            raise SyntaxProblem(
                start, "half of a surrogate pair is no character", "both halves, or the character itself"
            )
        return Value("text", start, self.at, text)

    def bad_string(self, start: int, error: JSONDecodeError) -> SyntaxProblem:
        if error.msg.startswith("Unterminated"):
            return SyntaxProblem(start, "this text has no closing quote", 'a "')
        if error.msg.startswith("Invalid control"):
            char = self.text[error.pos : error.pos + 1]
            what = {"\n": "a line break", "\t": "a tab"}.get(char, "a control character")
            escape = {"\n": "\\n", "\t": "\\t"}.get(char, f"\\u{ord(char):04x}")
            return SyntaxProblem(error.pos, f"{what} inside text", f"{escape}, or a closing quote before it")
        return SyntaxProblem(
            min(error.pos, len(self.text)),
            "this escape is not one JSON knows",
            r"\" \\ \/ \b \f \n \r \t \uXXXX",
        )

    def list(self, depth: int) -> Value:
        made = Value("list", self.at, self.at)
        self.at += 1
        while self.more("]", bool(made.items)):
            made.items.append(self.value(depth + 1))
        made.end = self.at
        return made

    def object(self, depth: int) -> Value:
        made = Value("object", self.at, self.at)
        self.at += 1
        while self.more("}", bool(made.entries)):
            key = self.key()
            self.skip()
            if self.here() != ":":
                raise SyntaxProblem(self.at, f"a colon is missing after the name: {self.found()}", "`:`")
            self.at += 1
            self.skip()
            made.entries.append((key, self.value(depth + 1)))
        made.end = self.at
        report_duplicates(self.source, made.entries)
        return made

    def key(self) -> Value:
        if self.here() == '"':
            return self.string()
        word = _WORD.match(self.text, self.at)
        hint = f'write "{word.group()}"' if word else None
        raise SyntaxProblem(
            self.at, f"a name in double quotes is missing: {self.found()}", "a name in double quotes", hint
        )

    def more(self, closing: str, after_item: bool) -> bool:
        """Whether another item follows; goes past the comma before it, or past the closing bracket."""
        self.skip()
        if self.here() == closing:
            self.at += 1
            return False
        if not after_item:
            return True
        if self.here() != ",":
            raise SyntaxProblem(self.at, f"a comma is missing: {self.found()}", f"`,` or `{closing}`")
        comma = self.at
        self.at += 1
        self.skip()
        if self.here() != closing:
            return True
        self.source.report(
            "document.syntax", f"there is a comma before `{closing}`", comma, hint="remove the comma"
        )
        self.at += 1
        return False
