"""Which ids of classes and packages Mermaid takes as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from diagramc.ir.class_ import Class, Package
from diagramc.targets.base import Escaped
from diagramc.targets.mermaid.names import ids

_KEYWORDS = frozenset(
    [
        *("class", "namespace", "cssClass", "classDef", "callback", "link", "click", "note", "href", "style"),
        *("call", "o", "constructor", "hasOwnProperty", "prototype", "toString", "valueOf", "__proto__"),
    ]
)
_PLAIN = re.compile(r"[A-Za-z_]\w*(?:[-.]\w+)*", re.ASCII)
_IN_TICKS = re.compile(r"(?!.*direction\s+(?:TB|TD|BT|LR|RL))[^\W_](?:[\w .,:/()\[\]+=!?'@-]*[\w.)\]+!?'])?")


def class_ids(classes: Iterable[Class]) -> dict[str, Escaped]:
    """A Mermaid id for each id of a class: the id itself, between backquotes where it is no plain word."""
    found = list(classes)
    ticked = {item.id for item in found if _takes_ticks(item)}
    names = ids((item.id for item in found), keeps=lambda id: _is_plain(id) or id in ticked)
    return {id: name if name != id or _is_plain(id) else Escaped(f"`{name}`") for id, name in names.items()}


def package_names(packages: Iterable[Package], classes: Mapping[str, Escaped]) -> dict[str, Escaped]:
    """What each package is called in its own declaration: without the name of the package that it is in.

    Mermaid puts the names of nested packages together with dots, and packages apart from classes.
    """
    wanted = {}
    for package in packages:
        inner = package.id.removeprefix(f"{package.parent}.") if package.parent else package.id
        wanted[package.id] = inner if "." not in inner else package.id
    taken = ids([*classes, *wanted])
    names = {}
    for id, name in wanted.items():
        if _is_plain(name) and "." not in name:
            names[id] = Escaped(name)
        else:
            names[id] = Escaped(f"`{name}`") if _IN_TICKS.fullmatch(name) and "." not in name else taken[id]
    return names


def _takes_ticks(item: Class) -> bool:
    """Whether the class can have its name in backquotes: `style` takes none, and `cssClass` a list of names between quotes."""
    listed = "," not in item.id and not item.id[0].isdigit()
    return not item.style and (listed or not item.classes) and bool(_IN_TICKS.fullmatch(item.id))


def _is_plain(id: str) -> bool:
    return bool(_PLAIN.fullmatch(id)) and _KEYWORDS.isdisjoint(re.split(r"[-.]", id))
