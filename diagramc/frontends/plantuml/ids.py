"""Ids of elements: words that PlantUML's own source can write, so that a lowered diagram reads back with the same ids."""

from __future__ import annotations

from diagramc.ir.ids import slug
from diagramc.targets.plantuml.names import aliases


class Ids:
    """Hands out ids, each once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._by_name: dict[str, str] = {}
        self._plain: dict[str, str] = {}
        self._numbers: dict[str, int] = {}

    def take(self, words: str) -> str:
        """A new id made of a label, such as `check_stock` of "Check stock"."""
        base = slug(words).replace("-", "_")
        if base not in self._plain:
            self._plain[base] = str(aliases([base])[base])
        name = candidate = self._plain[base]
        number = self._numbers.get(name, 2)
        while candidate in self._taken:
            candidate = f"{name}{number}" if name.endswith("_") else f"{name}_{number}"
            number += 1
        self._numbers[name] = number
        self._taken.add(candidate)
        return candidate

    def of(self, name: str) -> str:
        """The id of an element that the author calls `name`: the name itself where it is a plain word."""
        if name not in self._by_name:
            plain = str(aliases([name])[name])
            if plain == name and name not in self._taken:
                self._taken.add(name)
                self._by_name[name] = name
            else:
                self._by_name[name] = self.take(name)
        return self._by_name[name]


def class_name(words: str) -> str:
    """The style class of a stereotype or tag: a word that PlantUML's own source can write."""
    return str(aliases([words])[words])
