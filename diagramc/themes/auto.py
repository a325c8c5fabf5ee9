"""Light and dark in one picture: the viewer's preference decides (CSS Media Queries 5, `prefers-color-scheme`)."""

from __future__ import annotations

from msgspec.structs import replace

from diagramc.themes.dark import DARK
from diagramc.themes.light import LIGHT

AUTO = replace(LIGHT, name="auto", night=DARK)
