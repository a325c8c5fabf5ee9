"""Paints as CSS custom properties, for pictures whose colours follow the viewer's preference.

Browsers resolve them; rasterisers and editors do not, so that for them `resolve` puts the light colours in.
"""

from __future__ import annotations

from collections.abc import Iterable

from diagramc.themes.base import Theme


def property_of(role: str) -> str:
    """The custom property of a role: `--dc-node-fill` of `node.fill`."""
    return "--dc-" + role.replace(".", "-")


def follows_viewer(theme: Theme, role: str) -> bool:
    """Whether a paint is a role whose colour depends on the viewer; literal colours do not."""
    return theme.night is not None and role != "none" and theme.paint(role) != role


def style_rules(theme: Theme, roles: Iterable[str], scope: str) -> str:
    """Style rules that give the roles' properties their light and dark colours inside the element with the id `scope`."""
    night = theme.night or theme
    used = sorted(roles)
    day_rules = "".join(f"{property_of(role)}:{theme.paint(role)};" for role in used)
    night_rules = "".join(f"{property_of(role)}:{night.paint(role)};" for role in used)
    return f"#{scope}{{{day_rules}}}@media (prefers-color-scheme: dark){{#{scope}{{{night_rules}}}}}"


def resolve(svg: str, theme: Theme) -> str:
    """The picture with the light colours in place of properties."""
    if theme.night is None:
        return svg
    roles = list(theme.colors)
    for index in range(len(theme.palette)):
        roles += [f"palette.{index}.{part}" for part in ("fill", "stroke", "text", "strong", "wash")]
    for role in roles:
        svg = svg.replace(f"var({property_of(role)})", theme.paint(role))
    return svg
