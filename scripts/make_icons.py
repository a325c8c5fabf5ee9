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
activity alarm-clock anchor app-window archive arrow-down arrow-left arrow-left-right arrow-right arrow-up at-sign
badge-check ban banknote battery-charging bell bell-ring blocks bluetooth book book-open bot box boxes brain
brick-wall brick-wall-shield briefcase bug building building-2 cable calculator calendar calendar-days camera car
chart-column chart-line chart-pie check check-check circle-alert circle-check circle-play circle-question-mark
circle-user circle-x clipboard clipboard-list clock cloud cloud-cog cloud-download cloud-upload code cog coins
columns-3 combine compass component contact container copy cpu credit-card database database-backup dollar-sign
door-open download drill droplet ear earth external-link eye factory file file-check file-code file-text files filter
fingerprint fingerprint-pattern flag flame folder folder-open funnel gamepad-2 gauge gavel gift git-branch
git-commit-horizontal git-merge git-pull-request globe graduation-cap hammer handshake hard-drive hash headphones
heart heart-pulse history hospital hotel hourglass house id-card image inbox info key key-round key-square lamp
landmark languages laptop layers leaf life-buoy lightbulb link list lock lock-open log-in log-out magnet mail mailbox
map map-pin megaphone memory-stick merge message-square messages-square mic microscope minus monitor
monitor-smartphone moon mouse mouse-pointer-click move-right music network newspaper nfc octagon-alert package
package-check package-open paintbrush palette paperclip pause pen pencil percent phone pickaxe pie-chart plane play
plug plus power printer puzzle qr-code radar radio radio-tower receipt recycle refresh-cw repeat rocket rotate-ccw
route router rss satellite save scale scan-line school scissors scroll-text search send server server-cog settings
share-2 shield shield-alert shield-check shield-x shopping-bag shopping-cart shuffle signature siren
sliders-horizontal smartphone smile sparkles speaker split square-check square-function square-stack square-terminal
star stethoscope sticky-note store sun swords syringe table tablet tag target terminal test-tube thermometer
thumbs-down thumbs-up ticket timer timer-reset toggle-left tractor train-front trash-2 trending-down trending-up
triangle-alert trophy truck turtle tv umbrella undo-2 unplug upload user user-check user-cog user-plus user-x users
utensils video volume-2 vote wallet wand-sparkles warehouse watch waypoints webhook weight wifi wifi-off wind workflow
wrench x zap zap-off
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
