"""The part of a shipped face that a picture uses, inside the picture (CSS Fonts 4, 4.1), so that it looks the same without the face.

HarfBuzz makes the subset: the letters that are there, at the weights and the optical size that are used. The same letters give the
same bytes with the same HarfBuzz.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Set

from diagramc.layout.graphemes import KEYCAP
from diagramc.layout.text import has_glyph
from diagramc.renderers.faces import Face, Faces
from diagramc.renderers.shipped import ShippedFace

WEIGHTS = (400.0, 600.0)
"""The weights that a subset of a variable face keeps."""

_PARTS = {"\u0e33": "\u0e4d\u0e32", "\u0eb3": "\u0ecd\u0eb2"}


def subset(face: ShippedFace, characters: Set[str], *, bold: bool, italic: bool) -> bytes:
    """A TrueType face with the glyphs of these characters that the shipped one has."""
    import uharfbuzz as hb

    source = hb.Face(hb.Blob.from_file_path(face.file(bold=bold, italic=italic)))
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(sorted(map(ord, characters)))
    if face.optical is not None:
        wanted.pin_axis_location(source, "opsz", face.optical)
    if face.varies:
        wanted.set_axis_range(source, "wght", *WEIGHTS, WEIGHTS[0])
    return bytes(hb.subset(source, wanted).blob.data)


def font_faces(face: ShippedFace, family: str, letters: Mapping[tuple[bool, bool], Set[str]]) -> str:
    """Style rules that bring the letters along under a family name of the picture's own; "" when there are none. `letters` are by bold
    or not, and italic or not."""
    needed: dict[tuple[bool, bool], set[str]] = {}
    for (bold, italic), characters in letters.items():
        if characters:
            key = (bold and not face.varies, italic and face.slants)
            needed.setdefault(key, set()).update(characters)
    rules = []
    for (bold, italic), characters in sorted(needed.items()):
        data = base64.b64encode(subset(face, characters, bold=bold, italic=italic)).decode("ascii")
        slant = "font-style:italic;" if italic else ""
        weight = "400 600" if face.varies else str(face.bold if bold else 400)
        rules.append(
            f"@font-face{{font-family:'{family}';{slant}font-weight:{weight};"
            f"src:url(data:font/ttf;base64,{data}) format('truetype')}}"
        )
    return "".join(rules)


def shaped(grapheme: str) -> str:
    """The letters with those that shaping makes of them: Thai and Lao AM are a mark and a vowel (OpenType, Thai and Lao shaping)."""
    return grapheme + "".join(_PARTS.get(char, "") for char in grapheme)


def fallback_faces(family: str, graphemes: Set[str]) -> str:
    """Style rules that add letters of other scripts to a family, from the faces that come with diagramc; none for those that they lack.
    Fonts of the machine are not put into pictures: their licences are not known."""
    import uharfbuzz as hb

    faces = Faces(of_machine=False)
    of_faces: dict[tuple[str, str], tuple[Face, set[int]]] = {}
    for grapheme in sorted(graphemes):
        # A digit in a keycap is of two faces, which browsers do not join.
        face = None if KEYCAP in grapheme else faces.face_of(grapheme)
        if face is not None:
            _, points = of_faces.setdefault((face.path, face.family), (face, set()))
            points.update(ord(char) for char in shaped(grapheme) if not has_glyph(char))
    rules = []
    for face, points in of_faces.values():
        wanted = hb.SubsetInput()
        wanted.unicode_set.update(sorted(points))
        if any(axis.tag == "wght" for axis in face.face.axis_infos):
            wanted.set_axis_range(face.face, "wght", *WEIGHTS, WEIGHTS[0])
        data = bytes(hb.subset(face.face, wanted).blob.data)
        kind = "opentype" if data.startswith(b"OTTO") else "truetype"
        covered = ",".join(f"U+{point:X}" for point in sorted(points))
        rules.append(
            f"@font-face{{font-family:'{family}';font-weight:400 600;unicode-range:{covered};"
            f"src:url(data:font/{kind[:1]}tf;base64,{base64.b64encode(data).decode('ascii')}) format('{kind}')}}"
        )
    return "".join(rules)
