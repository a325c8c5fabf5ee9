"""Every theme has every role, and text that can be read on each ground it stands on."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from diagramc.ir.base import Edge, Element, Group, Node
from diagramc.ir.sequence import Fragment
from diagramc.ir.visit import transform
from diagramc.kinds import kind_of
from diagramc.layout.fit import fit
from diagramc.options import THEMES, CompileOptions
from diagramc.pipeline import compile
from diagramc.themes import load_theme
from diagramc.themes.contrast import faint_pairs, pairs
from tests.samples import SAMPLES
from tests.scene_lint import faint_text


@pytest.mark.parametrize("name", THEMES)
def test_text_is_readable_on_its_grounds(name: str) -> None:
    theme = load_theme(name)
    assert len(list(pairs(theme))) > 30
    assert [(ink, ground, round(ratio, 2)) for ink, ground, ratio in faint_pairs(theme)] == []


@pytest.mark.parametrize("name", THEMES)
def test_it_has_the_roles_of_the_default_theme(name: str) -> None:
    theme = load_theme(name)
    assert theme.name == name
    assert theme.colors.keys() == load_theme("light").colors.keys()


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("type", SAMPLES)
def test_pictures_without_colours_of_the_author_can_be_read(name: str, type: str) -> None:
    def plain(element: Element) -> Element:
        if isinstance(element, Node | Edge | Group):
            return replace(element, style=None, classes=())
        return replace(element, fill=None) if isinstance(element, Fragment) else element

    diagram = transform(SAMPLES[type], plain)
    theme = load_theme(name)
    arrangements = kind_of(diagram).backend("scene").arrangements(diagram, theme)[:1]
    scene = fit(diagram, arrangements, theme, CompileOptions()).scene
    assert faint_text(scene.drawing, theme) == []


def test_auto_is_light_and_dark_in_one_picture() -> None:
    auto, light, dark = (compile(SAMPLES["er"], size="4:3", theme=name) for name in ("auto", "light", "dark"))
    sheet = auto.svg.partition("<style>")[2].partition("</style>")[0]
    day, _, night = sheet.partition("@media (prefers-color-scheme: dark)")
    assert "--dc-canvas:#ffffff;" in day
    assert f"--dc-canvas:{load_theme('dark').colors['canvas']};" in night
    assert 'fill="var(--dc-canvas)"' in auto.svg
    assert "var(" not in light.svg + dark.svg
    # What an author coloured stays as it is.
    assert 'fill="#fde2e2"' in auto.svg


def test_pictures_in_pixels_have_the_light_colours_of_auto() -> None:
    auto, light = (compile(SAMPLES["mindmap"], size="1:1", theme=name) for name in ("auto", "light"))
    assert auto.png() == light.png()
