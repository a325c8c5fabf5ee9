"""The IR as a document: JSON or YAML that reads back as an equal diagram."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import NODEFAULT
from msgspec.structs import fields

from diagramc.ir.base import Diagram, Element

if TYPE_CHECKING:
    import yaml

LAST_FIELDS = ("notes", "hints", "styles", "provenance")
"""What comes after a diagram's own elements, as a reader looks for those first."""
SHORT_LIST = 80
"""The longest list of words that YAML has in one line, in characters."""


def to_builtins(diagram: Diagram) -> dict[str, Any]:
    """The diagram as plain values: `diagramc` and `type` first, without spans, without what is as it is by default."""
    own = _plain(diagram)
    type = own.pop("type")
    last = {name: own.pop(name) for name in LAST_FIELDS if name in own}
    return {"diagramc": diagram.diagramc, "type": type, **own, **last}


def _plain(value: Any) -> Any:
    if isinstance(value, Element):
        config = value.__struct_config__
        made = {config.tag_field: config.tag} if config.tag_field else {}
        for field in fields(value):
            item = getattr(value, field.name)
            default = field.default if field.default_factory is NODEFAULT else field.default_factory()
            if field.name != "span" and (default is NODEFAULT or item != default):
                made[field.encode_name] = _plain(item)
        return made
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def to_json(diagram: Diagram) -> str:
    """The diagram as a JSON document, two spaces a level."""
    import json

    return json.dumps(to_builtins(diagram), ensure_ascii=False, indent=2) + "\n"


def to_yaml(diagram: Diagram) -> str:
    """The diagram as a YAML document in block style; text of several lines as literal blocks."""
    import yaml

    # PyYAML's own writer, not libyaml's, so that the bytes are the same where libyaml is missing
    return yaml.dump(
        to_builtins(diagram), Dumper=dumper(), allow_unicode=True, sort_keys=False, width=float("inf")
    )


def dumper() -> type[yaml.SafeDumper]:
    """The YAML writer for documents, and for files that hold some."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """Writes without aliases, nests lists under their key, and picks the style that reads best."""

        def ignore_aliases(self, data: Any) -> bool:
            return True

        def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
            super().increase_indent(flow, False)

    def represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
        # YAML reads these as line ends (1.1) or marks, so they are written as escapes
        if any(char in "\x85\u2028\u2029\ufeff" for char in text):
            return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')
        style = "|" if "\n" in text.strip("\n") and text.strip() else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)

    def represent_list(dumper: yaml.SafeDumper, items: list[Any]) -> yaml.Node:
        words = all(isinstance(item, str) and "\n" not in item for item in items)
        short = words and sum(len(item) + 2 for item in items) <= SHORT_LIST
        return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=short)

    Dumper.add_representer(str, represent_text)
    Dumper.add_representer(list, represent_list)
    return Dumper
