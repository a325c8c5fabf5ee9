"""The faces that come with diagramc: Inter, whose widths layouts measure, one for code, and one that looks written by hand, set as wide as
Inter."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple


class ShippedFace(NamedTuple):
    """A face by its family, and where its files are: by bold or not, and italic or not.

    `growth` is by how much its letters are set larger, so that lines are about as wide as in Inter; `bold` the weight of what is bold;
    `varies` whether a file has all weights; `optical` the size, in px, whose forms were measured, where the face has an axis for it.
    """

    family: str
    package: str
    files: Mapping[tuple[bool, bool], str]
    growth: float = 1.0
    bold: int = 600
    varies: bool = True
    optical: float | None = None

    @property
    def slants(self) -> bool:
        """Whether it has an italic."""
        return (False, True) in self.files

    def file(self, *, bold: bool, italic: bool) -> str:
        """The path of the file for letters that are bold or not, and italic or not."""
        return os.path.join(_folder(self.package), self.files[bold, italic and self.slants])

    def paths(self) -> tuple[str, ...]:
        """The paths of all its files."""
        return tuple(os.path.join(_folder(self.package), name) for name in dict.fromkeys(self.files.values()))


INTER = ShippedFace(
    family="Inter",
    package="fontpkg_inter",
    files={
        (False, False): "Inter[opsz,wght].ttf",
        (True, False): "Inter[opsz,wght].ttf",
        (False, True): "Inter-Italic[opsz,wght].ttf",
        (True, True): "Inter-Italic[opsz,wght].ttf",
    },
    optical=14.0,
)
"""`optical` is the size that `layout/inter.json` measures: the axis's default."""
KALAM = ShippedFace(
    family="Kalam",
    package="fontpkg_kalam",
    files={(False, False): "Kalam-Regular.ttf", (True, False): "Kalam-Bold.ttf"},
    growth=1.09,
    bold=700,
    varies=False,
)
JETBRAINS_MONO = ShippedFace(
    family="JetBrains Mono",
    package="fontpkg_jetbrains_mono",
    files={
        (False, False): "JetBrainsMono[wght].ttf",
        (True, False): "JetBrainsMono[wght].ttf",
        (False, True): "JetBrainsMono-Italic[wght].ttf",
        (True, True): "JetBrainsMono-Italic[wght].ttf",
    },
)
"""Its advance is that of code in layouts (`layout.text.MONO_ADVANCE`)."""


def shipped_face(families: str) -> ShippedFace:
    """The shipped face that CSS font families begin with; Inter where they begin with another, since text has its width all the same."""
    return KALAM if _first(families) == KALAM.family else INTER


def is_shipped_code(families: str) -> bool:
    """Whether CSS font families of code begin with the shipped one."""
    return _first(families) == JETBRAINS_MONO.family


def _first(families: str) -> str:
    return families.partition(",")[0].strip(" '\"")


@cache
def _folder(package: str) -> str:
    from importlib import import_module

    return str(import_module(package).ROOT / "files")
