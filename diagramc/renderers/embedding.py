"""The part of a shipped face that a picture uses, inside the picture (CSS Fonts 4, 4.1), so that it looks the same without the face.

HarfBuzz makes the subset: the letters that are there, at the weights and the optical size that are used. The same letters give the
same bytes with the same HarfBuzz.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Set

from diagramc.renderers.shipped import ShippedFace

WEIGHTS = (400.0, 600.0)
"""The weights that a subset of a variable face keeps."""


def subset(face: ShippedFace, characters: Set[str], *, bold: bool, italic: bool) -> bytes:
    """A TrueType face with the glyphs of these characters that the shipped one has."""
    import uharfbuzz as hb

    source = hb.Face(hb.Blob.from_file_path(face.file(bold=bold, italic=italic)))
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(sorted(ord(char) for char in characters))
    if face.optical is not None:
        wanted.pin_axis_location(source, "opsz", face.optical)
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
