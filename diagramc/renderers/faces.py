"""The faces for letters that the shipped one lacks, for pictures that we rasterise ourselves: those of installed font packages, which
are the same everywhere, then those of the machine.

A browser looks for each letter. Rasterisers (resvg 0.45, svg2pdf) set a whole run in the first face that has one of its letters, or
give up and draw the shipped face's "NO GLYPH"; so they are told the face of each stretch of text, and are given that file.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from diagramc.ir.base import Run
from diagramc.layout.graphemes import fallback_fonts, is_ignorable
from diagramc.layout.text import TextStyle, missing_glyphs
from diagramc.renderers.shipped import INTER, ShippedFace

PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")
"""Noto Sans of most scripts with Noto Emoji; Noto Sans CJK, which the extra `cjk` brings."""
MOST_FILES = 3000
"""As many of the machine's files are looked at."""
_ENDINGS = (".ttf", ".otf", ".ttc", ".otc")
_STYLED = (
    "bold",
    "italic",
    "oblique",
    "condensed",
    "serif",
    "mono",
    "light",
    "thin",
    "black",
    "display",
    "math",
)
"""Words in names of files that are second choice beside a regular face without serifs."""


class Face(NamedTuple):
    """A face in a file, by the name of its family, with the code points that it has."""

    path: str
    family: str
    has: Any
    face: Any

    def covers(self, points: frozenset[int]) -> bool:
        """Whether it has all of these code points."""
        return all(point in self.has for point in points)


class Faces:
    """Finds the face of each grapheme, and remembers which files that took."""

    def __init__(self, base: ShippedFace = INTER, *, of_machine: bool = True) -> None:
        self.base = base
        self.of_machine = of_machine
        self._found: dict[frozenset[int], Face | None] = {}
        self._used: dict[str, None] = {}
        self._of_families: dict[str, Face] = {}

    @property
    def files(self) -> tuple[str, ...]:
        """Paths of the files of the faces that were found, in the order in which they were."""
        return tuple(self._used)

    @property
    def families(self) -> tuple[str, ...]:
        """The families of those faces."""
        return tuple(self._of_families)

    @property
    def lacking(self) -> tuple[str, ...]:
        """Letters that no face has."""
        return tuple(
            chr(point) for points, face in self._found.items() if face is None for point in sorted(points)
        )

    def has(self, grapheme: str) -> bool:
        """Whether the picture's own face has a grapheme, and the one that was measured too."""
        if missing_glyphs(grapheme):
            return False
        if self.base is INTER:
            return True
        letters = _letters(self.base.file(bold=False, italic=False))
        return all(is_ignorable(char) or ord(char) in letters for char in grapheme)

    def family_of(self, grapheme: str) -> str | None:
        """The family that has all of a grapheme which the picture's own face lacks; None where there is none."""
        if self.base is not INTER and not missing_glyphs(grapheme):
            return INTER.family
        face = self.face_of(grapheme)
        if face is None:
            return None
        self._used[face.path] = None
        self._of_families.setdefault(face.family, face)
        return face.family

    def face_of(self, grapheme: str) -> Face | None:
        """The face that has all of a grapheme, whatever the picture's own one has."""
        points = frozenset(ord(char) for char in grapheme if not is_ignorable(char))
        if points not in self._found:
            self._found[points] = next(_candidates(grapheme, points, of_machine=self.of_machine), None)
        return self._found[points]

    def width(self, run: Run, family: str | None, style: TextStyle) -> float | None:
        """Width of a run in px as a family that was found sets it; None where that is the width it was measured with."""
        if family is None or family == INTER.family:
            return None
        import uharfbuzz as hb

        weight = 600 if run.bold else style.weight
        face = self._of_families[family]
        font = hb.Font(face.face)
        font.set_variations({"wght": weight})
        buffer = hb.Buffer()
        buffer.add_str(run.text)
        buffer.guess_segment_properties()
        hb.shape(font, buffer)
        advance = float(sum(position.x_advance for position in buffer.glyph_positions or ()))
        return advance / float(face.face.upem) * style.size


@cache
def _letters(path: str) -> Any:
    import uharfbuzz as hb

    return hb.Face(hb.Blob.from_file_path(path)).unicodes


def _candidates(grapheme: str, points: frozenset[int], *, of_machine: bool) -> Iterator[Face]:
    """Faces that have a grapheme, the best first."""
    wanted = fallback_fonts(grapheme)
    for find in (_of_packages, _of_the_machine) if of_machine else (_of_packages,):
        faces = find()
        fitting = [face for face in faces if face.covers(points)]
        yield from sorted(
            fitting, key=lambda face: wanted.index(face.family) if face.family in wanted else len(wanted)
        )


@cache
def _of_packages() -> tuple[Face, ...]:
    from importlib.util import find_spec

    found: list[Face] = []
    for name in PACKAGES:
        spec = find_spec(name)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            found.extend(face for path in _files(folder) if "Italic" not in path for face in _open(path))
    return tuple(found)


@cache
def _of_the_machine() -> tuple[Face, ...]:
    paths = [path for folder in _folders() for path in _files(folder)][:MOST_FILES]

    def plainness(path: str) -> tuple[int, int, str]:
        name = os.path.basename(path).lower()
        return sum(word in name for word in _STYLED), len(name), path

    return tuple(face for path in sorted(paths, key=plainness) for face in _open(path))


def _folders() -> tuple[str, ...]:
    """Where systems keep fonts."""
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        return (
            os.path.join(os.environ.get("WINDIR", r"C:\Windows"), "Fonts"),
            os.path.join(home, r"AppData\Local\Microsoft\Windows\Fonts"),
        )
    if sys.platform == "darwin":
        return "/System/Library/Fonts", "/Library/Fonts", os.path.join(home, "Library/Fonts")
    own = (os.path.join(home, ".local/share/fonts"), os.path.join(home, ".fonts"))
    return "/usr/share/fonts", "/usr/local/share/fonts", *own


def _files(folder: str) -> list[str]:
    """Font files in a folder and in those below."""
    found: list[str] = []
    for place, folders, names in os.walk(folder):
        folders.sort()
        found.extend(os.path.join(place, name) for name in sorted(names) if name.lower().endswith(_ENDINGS))
    return found


def _open(path: str) -> list[Face]:
    """The faces in a file; none when it cannot be read."""
    import uharfbuzz as hb

    try:
        blob = hb.Blob.from_file_path(path)
    except hb.HarfBuzzError:
        return []
    found: list[Face] = []
    for index in range(32):
        face = hb.Face(blob, index)
        family = face.get_name(16) or face.get_name(1)
        if not family or not face.glyph_count:
            break
        found.append(Face(path, family, face.unicodes, face))
    return found
