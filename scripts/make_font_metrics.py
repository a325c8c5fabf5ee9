"""Writes diagramc/layout/inter.json: advances and kerning of the shipped font, read with HarfBuzz.

Run it when `fontpkg-inter` changes (`make metrics`); a test compares the file with what this script makes.
Units are 1/2048 em. Kerning is what HarfBuzz adds to a pair of characters over the sum of their advances, which also covers
the font's contextual alternates (such as `->` drawn as one arrow); it is kept for printable ASCII and Latin-1 letters.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "diagramc" / "layout" / "inter.json"
WEIGHTS = (400, 600)
PAIRED = [chr(code) for code in (*range(0x20, 0x7F), *range(0xC0, 0x100))]


def metrics() -> dict[str, object]:
    """Advances by character and kerning by pair, for each weight."""
    import uharfbuzz as hb
    from fontpkg_inter import ROOT

    face = hb.Face(hb.Blob.from_file_path(str(ROOT / "files" / "Inter[opsz,wght].ttf")))
    characters = sorted(chr(code) for code in face.unicodes if code >= 0x20)
    weights: dict[str, object] = {}
    for weight in WEIGHTS:
        font = hb.Font(face)
        font.set_variations({"wght": weight})

        def width(text: str, font: object = font) -> int:
            buffer = hb.Buffer()
            buffer.add_str(text)
            buffer.guess_segment_properties()
            hb.shape(font, buffer)
            return sum(position.x_advance for position in buffer.glyph_positions)

        advances = {char: width(char) for char in characters}
        kerning = {}
        for first in PAIRED:
            for second in PAIRED:
                extra = width(first + second) - advances[first] - advances[second]
                if extra:
                    kerning[first + second] = extra
        weights[str(weight)] = {"advances": advances, "kerning": kerning}
    return {"family": "Inter", "units": face.upem, "ascent": 1984, "descent": 494, "weights": weights}


def encode(value: dict[str, object]) -> str:
    """The file's text: compact JSON with sorted keys."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    TARGET.write_text(encode(metrics()), encoding="utf-8")
    sys.stdout.write(f"{TARGET.stat().st_size} bytes\n")
