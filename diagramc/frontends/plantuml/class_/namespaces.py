"""Names of classes within packages (net.sourceforge.plantuml.plasma and CucaDiagram.quarkInContext, 1.2026.8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from diagramc.frontends.plantuml.names import plain_ids

Path = tuple[str, ...]
MAX_PARTS = 40
"""The most parts that a name is divided into: packages within each other, and the last, which keeps what is left of the name."""


class Namespaces:
    """Turns names into paths. `separator` None: names are not divided."""

    def __init__(self) -> None:
        self.separator: str | None = "."
        self.current: Path = ()
        self._children: set[Path] = set()
        self._by_name: dict[str, list[Path]] = {}

    def resolve(self, name: str, *, reuse: bool) -> Path:
        """The path that a name means here. With `reuse` a bare name means the only element of that name, wherever it is."""
        separator = self.separator
        if separator and name.startswith(separator):
            return self._known(self._divide(name[len(separator) :]))
        parts = self._divide(name)
        if len(parts) == 1:
            reuse = reuse or separator is None  # then all packages share their names
            same = self._by_name.get(parts[0], [])
            if reuse and len(same) == 1:
                return same[0]
            return self._known((*self.current, *parts))
        if (parts[0],) in self._children:
            return self._known(parts)
        return self._known((*self.current, *parts))

    def inside(self, name: str) -> Path:
        """The path of an element of this very name in the package that is open."""
        return self._known((*self.current, name))

    def existing(self, name: str) -> Path | None:
        """The path that a name means, if there is such an element."""
        parts = self._divide(name)
        for path in ((*self.current, *parts), parts):
            if path in self._children:
                return path
        same = self._by_name.get(parts[-1], []) if len(parts) == 1 else []
        return same[0] if len(same) == 1 else None

    def _divide(self, name: str) -> Path:
        if not self.separator or self.separator not in name or name == self.separator:
            return (name,)
        return tuple(part for part in name.split(self.separator, MAX_PARTS - 1) if part) or (name,)

    def _known(self, path: Path) -> Path:
        if path not in self._children:
            self._children.update(path[:length] for length in range(1, len(path) + 1))
            self._by_name.setdefault(path[-1], []).append(path)
        return path


def path_ids(paths: Iterable[Path]) -> dict[Path, str]:
    """An id a path: its last name where that is the only one, else the whole path's names joined."""
    wanted: Sequence[Path] = list(dict.fromkeys(paths))
    counts: dict[str, int] = {}
    for path in wanted:
        counts[path[-1]] = counts.get(path[-1], 0) + 1
    names = {path: path[-1] if counts[path[-1]] == 1 else "_".join(path) for path in wanted}
    # Two paths can come to the same name; the second gets a number from the aliases.
    taken: dict[str, Path] = {}
    for path in wanted:
        name = names[path]
        while name in taken:
            name += "_"
        taken[name] = path
        names[path] = name
    ids = plain_ids(names.values())
    return {path: ids[name] for path, name in names.items()}
