"""Reading YAML and JSON files of others: whatever is not as expected is passed over, never followed, never an error."""

from __future__ import annotations

from collections.abc import Iterator

from diagramc.frontends.document.tree import Value

NOTHING = Value("null", 0, 0)


def parse(text: str) -> Value:
    """The tree of a YAML or JSON text; an empty value for a text that is neither."""
    from diagramc.frontends.document.yaml_text import read_yaml
    from diagramc.frontends.source import Source, SyntaxProblem

    try:
        return read_yaml(Source(text, "context"))
    except (SyntaxProblem, RecursionError):
        return NOTHING


def entries(value: Value) -> Iterator[tuple[str, Value]]:
    """The fields of an object."""
    for key, part in value.entries:
        yield key.text, part


def get(value: Value, *path: str) -> Value:
    """What stands at a path of fields; an empty value where there is nothing."""
    for name in path:
        value = next((part for key, part in value.entries if key.text == name), NOTHING)
    return value


def text(value: Value) -> str:
    """A text, number or the like, in one line; "" for anything else."""
    return "" if value.kind in ("list", "object", "null") else " ".join(value.text.split())


def names(value: Value) -> list[str]:
    """The texts of a list, or the keys of an object."""
    found = [text(item) for item in value.items] or [key for key, _ in entries(value)]
    return [name for name in found if name]
