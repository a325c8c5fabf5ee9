"""YAML 1.2 (core schema) as a tree with places, from PyYAML's events: bounded, and without building any object."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from diagramc.frontends.document.tree import MAX_DEPTH, Kind, Value, report_duplicates
from diagramc.frontends.source import Source, SyntaxProblem

_TAG = "tag:yaml.org,2002:"
_TAGS: dict[str, Kind] = {
    "str": "text",
    "int": "number",
    "float": "number",
    "bool": "boolean",
    "null": "null",
}
_CORE: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("null", re.compile(r"~|null|Null|NULL|")),
    ("boolean", re.compile(r"true|True|TRUE|false|False|FALSE")),
    ("number", re.compile(r"[-+]?[0-9]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")),
    ("number", re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")),
)
"""What text without quotes means (YAML 1.2.2, 10.3.2); octal and hexadecimal numbers are left as text."""


MAX_MERGED = 100_000
"""The most fields that merge keys may copy."""


def meaning(plain: str) -> Kind:
    """What text without quotes means where nothing particular is expected."""
    return next((kind for kind, pattern in _CORE if pattern.fullmatch(plain)), "text")


def read_yaml(source: Source) -> Value:
    """The document's tree; an alias is the very value it stands for, and is never copied.

    Raises SyntaxProblem where the text is no YAML, or uses what a diagram has no need of (tags, several documents).
    """
    fast: Any = getattr(yaml, "CSafeLoader", None)
    if fast is not None:
        try:
            return _build(source, fast)
        except yaml.YAMLError:
            source.forget()  # read again: the Python reader words errors the same on every machine
    try:
        return _build(source, yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise _problem(source, error) from None


def _build(source: Source, loader: Any) -> Value:
    root: Value | None = None
    open_values: list[Value] = []
    keys: list[Value | None] = []
    anchors: dict[str, Value] = {}

    def add(value: Value) -> None:
        nonlocal root
        if not open_values:
            root = value
            return
        parent = open_values[-1]
        if parent.kind == "list":
            parent.items.append(value)
        elif keys[-1] is None:
            if value.kind in ("list", "object"):
                raise SyntaxProblem(value.start, "a field's name is text", "a name")
            keys[-1] = value
        else:
            parent.entries.append((keys[-1], value))
            keys[-1] = None

    documents = merged = 0
    events: Iterator[Any] = yaml.parse(source.text, Loader=loader)
    for event in events:
        start, end = event.start_mark.index, event.end_mark.index
        match event:
            case yaml.DocumentStartEvent():
                documents += 1
                if documents > 1:
                    raise SyntaxProblem(
                        start, "the file holds several documents", "one document", "split the file"
                    )
            case yaml.AliasEvent():
                if event.anchor not in anchors:
                    raise SyntaxProblem(start, f"there is no anchor &{event.anchor} before this alias")
                add(anchors[event.anchor])
            case yaml.ScalarEvent():
                value = Value(_scalar_kind(event, start), start, end, event.value)
                _remember(anchors, event, value)
                add(value)
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                is_list = isinstance(event, yaml.SequenceStartEvent)
                _check_tag(event, start, ("seq",) if is_list else ("map",))
                value = Value("list" if is_list else "object", start, start)
                _remember(anchors, event, value)
                add(value)
                open_values.append(value)
                keys.append(None)
                if len(open_values) > MAX_DEPTH:
                    raise SyntaxProblem(start, f"lists and objects are nested more than {MAX_DEPTH} deep")
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                closed = open_values.pop()
                keys.pop()
                closed.end = end
                if closed.kind == "object":
                    report_duplicates(source, [pair for pair in closed.entries if pair[0].text != "<<"])
                    merged += _merge(closed)
                    if merged > MAX_MERGED:
                        raise SyntaxProblem(start, f"`<<` brings in more than {MAX_MERGED:,} fields")
    if root is None:
        raise SyntaxProblem(0, "the document is empty", "fields such as `type: flowchart`")
    return root


def _remember(anchors: dict[str, Value], event: Any, value: Value) -> None:
    if event.anchor is not None:
        anchors[event.anchor] = value


def _scalar_kind(event: Any, start: int) -> Kind:
    tag: str | None = event.tag
    if tag is None or tag == "!":
        return "plain" if event.implicit[0] and tag is None else "text"
    _check_tag(event, start, tuple(_TAGS))
    return _TAGS[tag.removeprefix(_TAG)]


def _check_tag(event: Any, start: int, allowed: tuple[str, ...]) -> None:
    if event.tag is not None and event.tag not in [_TAG + name for name in allowed]:
        shown = event.tag.replace(_TAG, "!!")
        raise SyntaxProblem(start, f"the tag {shown} has no meaning in a diagram", hint="remove the tag")


def _merge(value: Value) -> int:
    """Take in the fields of `<<: *other` (a YAML 1.1 merge key) that the object lacks; answers how many were looked at."""
    merges = [other for key, other in value.entries if key.kind == "plain" and key.text == "<<"]
    if not merges:
        return 0
    value.entries = [
        entry for entry in value.entries if not (entry[0].kind == "plain" and entry[0].text == "<<")
    ]
    names = {key.text for key, _ in value.entries}
    looked_at = 0
    for merged in merges:
        for part in merged.items if merged.kind == "list" else [merged]:
            if part.kind != "object" or part is value:
                raise SyntaxProblem(
                    merged.start, "`<<` merges objects only", "an alias of an object, such as *base"
                )
            looked_at += len(part.entries)
            for key, other in part.entries:
                if key.text not in names:
                    names.add(key.text)
                    value.entries.append((key, other))
    return looked_at


_TAB = "found character '\\t' that cannot start any token"
_HUMAN = {
    "mapping values are not allowed here": (
        "a second `:` in one line",
        "put text that has a colon in it in quotes",
    ),
    "could not find expected ':'": ("a `:` is missing after a field's name", None),
    "did not find expected <document start>": ("this line does not belong to what is above it", None),
}
"""The parser's words that people stumble over, as what is wrong and what to do."""


def _problem(source: Source, error: yaml.YAMLError) -> SyntaxProblem:
    if isinstance(error, yaml.reader.ReaderError):
        char = error.character if isinstance(error.character, int) else ord(error.character[:1] or "\0")
        return SyntaxProblem(
            error.position,
            f"the character U+{char:04X} is not allowed in YAML",
            hint='remove it, or write it as "\\x.." in double quotes',
        )
    if not isinstance(error, yaml.MarkedYAMLError):
        return SyntaxProblem(0, str(error))
    mark = error.problem_mark or error.context_mark
    offset = mark.index if mark else 0
    problem = error.problem or error.context or "this is no YAML"
    if source.text[offset : offset + 1] == "\t" or problem == _TAB:
        return SyntaxProblem(offset, "a tab where YAML wants spaces", hint="indent with spaces")
    message, hint = _HUMAN.get(problem, (problem, None))
    context = error.context if error.context and message == problem else None
    return SyntaxProblem(offset, f"{message} {context}" if context else message, hint=hint)
