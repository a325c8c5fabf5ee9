"""The part of the shipped face that a picture uses, inside the picture (CSS Fonts 4, 4.1), so that it looks the same without the face.

HarfBuzz makes the subset: the letters that are there, weights from 400 to 600, at the optical size that text was measured with.
The same letters give the same bytes with the same HarfBuzz.
"""

from __future__ import annotations

import base64
from collections.abc import Set

FACES = {False: "Inter[opsz,wght].ttf", True: "Inter-Italic[opsz,wght].ttf"}
"""The files of the shipped face: upright, and italic."""
OPTICAL_SIZE = 14.0
"""The size, in px, whose forms `layout/inter.json` measures: the axis's default."""
WEIGHTS = (400.0, 600.0)


def subset(characters: Set[str], *, italic: bool) -> bytes:
    """A TrueType face with the glyphs of these characters that the shipped one has."""
    import uharfbuzz as hb
    from fontpkg_inter import ROOT

    face = hb.Face(hb.Blob.from_file_path(str(ROOT / "files" / FACES[italic])))
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(sorted(ord(char) for char in characters))
    wanted.pin_axis_location(face, "opsz", OPTICAL_SIZE)
    wanted.set_axis_range(face, "wght", *WEIGHTS, WEIGHTS[0])
    return bytes(hb.subset(face, wanted).blob.data)


def font_faces(family: str, upright: Set[str], italic: Set[str]) -> str:
    """Style rules that bring the letters along under a family name of the picture's own; "" when there are none."""
    rules = []
    for is_italic, characters in ((False, upright), (True, italic)):
        if not characters:
            continue
        data = base64.b64encode(subset(characters, italic=is_italic)).decode("ascii")
        slant = "font-style:italic;" if is_italic else ""
        rules.append(
            f"@font-face{{font-family:'{family}';{slant}font-weight:400 600;"
            f"src:url(data:font/ttf;base64,{data}) format('truetype')}}"
        )
    return "".join(rules)
