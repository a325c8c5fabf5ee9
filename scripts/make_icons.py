"""Writes diagramc/scene/icons.json: the pictograms that scenes use, taken from Lucide (ISC licence, see the file's `license`).

Usage: python scripts/make_icons.py PATH_TO_LUCIDE_STATIC, the unpacked npm package `lucide-static`.
Icons are 24 by 24, stroked; only what is inside the svg element is kept.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "diagramc" / "scene" / "icons.json"
NAMES = """
activity anchor app-window archive arrow-left-right bell blocks bluetooth book bot box boxes brain brick-wall
brick-wall-shield bug building building-2 cable calendar camera car chart-column check circle-user clipboard
clipboard-list clock cloud cloud-cog code columns-3 combine compass component container cpu credit-card database
download earth eye factory file filter fingerprint flag flame folder funnel gamepad-2 gauge gift git-branch globe
graduation-cap hard-drive hash headphones heart house image inbox info key key-round laptop layers leaf lightbulb
link list lock log-in mail map map-pin memory-stick merge message-square mic monitor moon music network package pen
phone plane plug printer puzzle radio refresh-cw repeat rocket router rss satellite scale search send server settings
shield shield-check shopping-cart shuffle smartphone sparkles speaker split square-function star store sun table
tablet tag target terminal ticket timer trash-2 triangle-alert trophy truck tv umbrella upload user users video
wallet warehouse watch waypoints webhook wifi workflow wrench x zap
"""


def inside(svg: str) -> str:
    """What stands between the svg element's tags, without white space between elements."""
    body = re.sub(r"^.*?<svg[^>]*>|</svg>\s*$", "", svg, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r">\s+<", "><", body)).replace(" />", "/>").strip()


def main(package: Path) -> None:
    """Read the package and write the file."""
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    licence = (package / "LICENSE").read_text(encoding="utf-8")
    icons = {
        name: inside((package / "icons" / f"{name}.svg").read_text(encoding="utf-8"))
        for name in sorted(NAMES.split())
        if (package / "icons" / f"{name}.svg").exists()
    }
    missing = sorted(set(NAMES.split()) - set(icons))
    if missing:
        sys.stderr.write(f"not in the package: {' '.join(missing)}\n")
    data = {"source": f"lucide-static {version}", "license": licence, "icons": icons}
    TARGET.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
