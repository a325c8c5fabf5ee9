"""The inside of `@{ … }`: YAML, in its flow form on one line, in its block form over several."""

from __future__ import annotations

from typing import NamedTuple

from diagramc.frontends.source import Source, SyntaxProblem


class Property(NamedTuple):
    """A property's value, and the place of the value."""

    text: str
    start: int
    end: int


def properties(source: Source, text: str, start: int) -> dict[str, Property]:
    """The properties that stand in `text`, which begins at `start` of the source. What is no YAML is reported to it."""
    from diagramc.frontends.document.yaml_text import read_yaml

    if not text.strip():
        return {}
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
        return {
            key.text: Property(value.text, value.start + shift, value.end + shift)
            for key, value in root.entries
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
