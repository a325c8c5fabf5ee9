"""Packages that hold one package and nothing else, drawn as one frame: `com` round `acme` round `shop` is `com.acme.shop`."""

from __future__ import annotations

from collections import Counter

from msgspec.structs import replace

from diagramc.ir.base import label_of
from diagramc.ir.class_ import ClassDiagram, Package


def drawn_packages(diagram: ClassDiagram) -> tuple[Package, ...]:
    """The packages as they are drawn: each that says nothing of its own is part of the name of the one inside it.

    One that a line ends at, that a note is about or that has looks, a link or a direction of its own keeps its frame.
    """
    children = Counter(package.parent for package in diagram.groups)
    named = {ref for relation in diagram.relations for ref in (relation.source, relation.target)}
    named.update(ref for note in diagram.notes for ref in note.targets)
    named.update(ref for hint in diagram.hints for ref in hint.nodes)
    named.update(item.group for item in diagram.classes if item.group is not None)
    rich = {package.parent for package in diagram.groups if not isinstance(label_of(package), str)}
    bare = {
        package.id: package
        for package in diagram.groups
        if children[package.id] == 1 and package.id not in named | rich and _is_plain(package)
    }
    return tuple(
        _named_in_full(package, bare, len(diagram.groups))
        for package in diagram.groups
        if package.id not in bare
    )


def _is_plain(package: Package) -> bool:
    """Whether a package has nothing but a name."""
    alone = Package(id=package.id, label=package.label, parent=package.parent)
    return package == alone and isinstance(label_of(package), str)


def _named_in_full(package: Package, bare: dict[str, Package], most: int) -> Package:
    """The package with the names of those round it, at most `most`, that are drawn as one with it."""
    label, parent = label_of(package), package.parent
    for _ in range(most):
        if not isinstance(label, str) or parent is None or parent not in bare:
            break
        outer = str(label_of(bare[parent]))
        label = label if label.startswith(f"{outer}.") else f"{outer}.{label}"
        parent = bare[parent].parent
    return package if parent == package.parent else replace(package, label=label, parent=parent)
