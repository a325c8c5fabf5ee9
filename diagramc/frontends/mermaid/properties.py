"""The inside of `@{ … }`: YAML, in its flow form on one line, in its block form over several."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from diagramc.frontends.source import Source, SyntaxProblem

if TYPE_CHECKING:
    from diagramc.frontends.document.tree import Value


_BREAK = "\ue002"
_QUOTED = re.compile(r'"[^"]*"')
_BROKEN = re.compile(rf"\s*{_BREAK}\s*")


class Property(NamedTuple):
    """A property's value, and its place: that of the name where there is no value."""

    text: str
    start: int
    end: int


def properties(source: Source, text: str, start: int) -> dict[str, Property]:
    """The properties that stand in `text`, which begins at `start` of the source. What is no YAML is reported to it."""
    from diagramc.frontends.document.yaml_text import read_yaml

    if not text.strip():
        return {}
    # In quotes, Mermaid takes a line end for one; YAML would fold it into a blank.
    text = _QUOTED.sub(lambda match: match[0].replace("\n", _BREAK), text)
    forms = [("{", "}")] if "\n" not in text.strip() else [("", "\n"), ("{", "}")]
    first: SyntaxProblem | None = None
    for opening, closing in forms:
        inside = Source(f"{opening}{text}{closing}", source.file)
        try:
            root = read_yaml(inside)
        except SyntaxProblem as problem:
            first = first or problem
            continue
        if root.kind != "object":
            first = first or SyntaxProblem(0, "there is no `name: value` in it", "`name: value`")
            continue
        shift = start - len(opening)
        report_repeats(source, root, shift)
        return {
            key.text: Property(_BROKEN.sub("<br/>", value.text), place.start + shift, place.end + shift)
            for key, value in root.entries
            for place in (value if value.end > value.start else key,)
            if value.kind not in ("list", "object")
        }
    assert first is not None
    at = min(start + max(first.offset - 1, 0), start + len(text))
    source.report(
        "parse.syntax",
        f"the properties are no YAML: {first.message}",
        at,
        expected="`name: value`, separated by commas",
        hint=first.hint or 'put text with special characters in quotes: `label: "a: b"`',
    )
    return {}


def report_repeats(source: Source, root: Value, shift: int) -> None:
    """Report what an object of YAML has twice, which Mermaid refuses; `shift` leads from the YAML's places to the source's."""
    seen: set[str] = set()
    for key, _ in root.entries:
        if key.text in seen:
            message = f"`{key.text}` is given twice"
            source.report(
                "parse.syntax", message, key.start + shift, key.end + shift, hint="remove one of them"
            )
        seen.add(key.text)
