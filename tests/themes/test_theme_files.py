"""Theme files: everything a theme has can be said, every mistake is told at its place, any bytes are read or refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from diagramc.errors import SourceError
from diagramc.kinds import kind_of
from diagramc.layout.fit import fit
from diagramc.options import THEMES, CompileOptions
from diagramc.pipeline import compile
from diagramc.renderers.svg import draw_svg
from diagramc.themes import load_theme
from diagramc.themes.base import Theme
from diagramc.themes.fields import SECTIONS
from diagramc.themes.file import MAX_FILE, ThemeFile, read_theme, write_theme
from tests.cli.command import run
from tests.samples import SAMPLES
from tests.scene_lint import lint


def read(text: str) -> ThemeFile:
    return read_theme(text.encode(), "mine.toml")


def told(text: str) -> list[tuple[int, int, str]]:
    """Line, column and message of each remark."""
    found = read(text).diagnostics
    assert all(d.span is not None for d in found)
    return [(d.span.line, d.span.column, d.message) for d in found if d.span]


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_written_out_is_read_as_itself(name: str) -> None:
    theme = load_theme(name)
    read_back = read(write_theme(theme))
    assert read_back.diagnostics == ()
    assert read_back.theme is not None
    assert replace(read_back.theme, name=name, night=theme.night) == theme


def test_the_sections_have_every_number_and_text_of_a_theme() -> None:
    said = {key.field for keys in SECTIONS.values() for key in keys.values()}
    assert said == set(Theme.__struct_fields__) - {"name", "dark", "colors", "palette", "night", "icons"}


def test_a_file_goes_over_the_theme_it_extends() -> None:
    theme = read(
        'extends = "dark"\nname = "House style"\n[colors]\nnode.fill = "#123"\n"node.stroke" = "gold"\n[type]\nbody = 18\n'
    ).theme
    assert theme is not None
    assert (theme.name, theme.body_size, theme.dark) == ("House style", 18.0, True)
    assert theme.paint("node.fill") == "#123"
    assert theme.paint("node.stroke") == "gold"
    assert theme.paint("canvas") == load_theme("dark").paint("canvas")


def test_night_is_another_theme() -> None:
    theme = read('night = "dark"\n[colors]\ncanvas = "#fefefe"\n').theme
    assert theme is not None
    assert theme.night == load_theme("dark")
    own = read('extends = "auto"\n[colors]\ncanvas = "#fefefe"\n').theme
    assert own is not None
    assert own.night is None


MISTAKES = {
    'extends = "drak"': [(1, 11, "there is no theme 'drak'; did you mean dark?")],
    "extends = 3": [(1, 1, "`extends` is the name of a theme")],
    '\n[colours]\ncanvas = "#fff"': [(2, 2, "theme files have no key 'colours'; did you mean colors?")],
    '[colors]\n\n  node.fil = "#fff"': [
        (3, 3, "there is no colour role 'node.fil'; did you mean node.fill?")
    ],
    '[colors]\ncanvas = "fff"': [(2, 10, "'fff' is no colour")],
    "[colors]\ncanvas = 12": [(2, 10, "12 is no colour")],
    '[colors.node]\nfill = "#12"': [(2, 8, "'#12' is no colour")],
    'colors = "dark"': [(1, 1, "`colors` is a table of roles")],
    "[type]\nbdy = 12": [(2, 1, "`type` has no key 'bdy'; did you mean body?")],
    '[type]\nbody = "big"': [(2, 8, "'big' is no number")],
    "[type]\nbody = true": [(2, 8, "True is no number")],
    "[type]\nbody = 100": [(2, 8, "100 is out of bounds")],
    "[type]\nbody = nan": [(2, 8, "nan is out of bounds")],
    '[type]\nfamily = "x; } body { display: none"': [
        (2, 10, "'x; } body { display: none' is no list of font families")
    ],
    "gaps = 3": [(1, 1, "`gaps` is a table")],
    "palette = []": [(1, 1, "a palette is a list of 1 to 24 swatches")],
    'palette = [\n  ["#fff", "#000", "#000"],\n  ["#fff", "#000"],\n]': [
        (3, 3, "a swatch is three colours: fill, stroke and text")
    ],
    'palette = [["#fff", "#000", "ink"]]': [(1, 12, "'ink' is no colour")],
    'name = "<script>"': [(1, 1, "a name is a word or two")],
    'night = "auto"': [(1, 9, "there is no theme 'auto'")],
    "icons = 1": [(1, 1, "`icons` is the path of a folder")],
    "canvas = #fff": [(1, 10, "this is not TOML: invalid value")],
    'a = "1"\na = "2"': [(2, 8, "this is not TOML: cannot overwrite a value")],
}


@pytest.mark.parametrize("text", MISTAKES)
def test_a_mistake_is_told_at_its_place(text: str) -> None:
    assert told(text) == MISTAKES[text]
    assert read(text).theme is None


def test_all_mistakes_are_told_at_once() -> None:
    found = told('extends = "x"\n[colors]\na = "#fff"\ncanvas = "b"\n[type]\nbody = 1\n')
    assert [line for line, _, _ in found] == [1, 3, 4, 6]


def test_faint_text_is_told_and_drawn() -> None:
    found = read('[colors]\nnode.text = "#d0d8e8"\n')
    assert found.theme is not None
    assert {d.code for d in found.diagnostics} == {"theme.contrast"}
    assert found.diagnostics[0].span is not None
    assert (found.diagnostics[0].span.line, found.diagnostics[0].span.column) == (2, 1)


@pytest.mark.parametrize(
    "data", [b"\xff\xfe\x00", b"#" * (MAX_FILE + 1), b"a = " + b"[" * 5000, b"", b"\xef\xbb\xbfname = 'x'"]
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    found = read_theme(data, "mine.toml")
    assert (found.theme is None) == bool(found.diagnostics)


@given(st.text(alphabet='abcdenoprst.=[]"#\n 012', max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    found = read(text)
    assert found.theme is not None or found.diagnostics
    assert all(d.span is not None and d.span.line >= 1 for d in found.diagnostics)


def test_a_theme_file_draws_and_brings_its_icons(tmp_path: Path) -> None:
    (tmp_path / "look" / "pictures").mkdir(parents=True)
    (tmp_path / "look" / "pictures" / "cog.svg").write_text(
        '<svg viewBox="0 0 24 24"><path fill="#0f0" d="M2 2h9v9z"/></svg>'
    )
    (tmp_path / "look" / "mine.toml").write_text(
        'extends = "sketch"\nicons = "pictures"\n[colors]\ncanvas = "#abcdef"\n[strokes]\nhand = 0\n'
    )
    (tmp_path / "a.mmd").write_text("flowchart LR\n a[fa:fa-cog A] --> b\n")
    done = run("compile", "a.mmd", "--theme", "look/mine.toml", folder=tmp_path)
    assert done.code == 0, done.err
    drawn = (tmp_path / "a.svg").read_text()
    assert '"#abcdef"' in drawn
    assert '"#0f0"' in drawn
    assert "<rect x=" in drawn
    refused = run("compile", "a.mmd", "--theme", "look/missing.toml", folder=tmp_path)
    assert refused.code == 1
    assert "cannot read look/missing.toml" in refused.err


def test_python_takes_a_path(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('[colors]\ncanvas = "#abcdef"\n')
    assert "#abcdef" in compile(SAMPLES["er"], theme=path).svg
    path.write_text('[colors]\ncanvas = "?"\n')
    with pytest.raises(SourceError) as refused:
        compile(SAMPLES["er"], theme=path)
    assert refused.value.diagnostics[0].span is not None


def test_the_command_line_shows_a_theme_to_start_from(tmp_path: Path) -> None:
    listed = run("themes", folder=tmp_path).out.decode()
    assert [line.split()[0] for line in listed.splitlines()] == list(THEMES)
    shown = run("themes", "blueprint", folder=tmp_path).out
    assert read_theme(shown, "x").theme is not None
    assert "did you mean dark?" in run("themes", "drak", folder=tmp_path).err


def test_the_example_of_the_manual_is_right() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "themes.md").read_text(encoding="utf-8")
    example = manual.partition("```toml\n")[2].partition("```")[0]
    found = read(example)
    assert found.diagnostics == ()
    assert found.theme is not None
    assert (found.theme.name, found.icons, found.theme.hand) == ("House style", "icons", 1.5)


@pytest.mark.parametrize("bound", ["low", "high"])
@pytest.mark.parametrize("type", SAMPLES)
def test_every_type_is_drawn_at_the_bounds_of_what_a_file_may_say(type: str, bound: str) -> None:
    changes = {
        key.field: float(getattr(key, bound))
        for keys in SECTIONS.values()
        for key in keys.values()
        if key.high
    }
    theme = replace(load_theme("light"), **changes)
    diagram = SAMPLES[type]
    arrangements = kind_of(diagram).backend("scene").arrangements(diagram, theme)
    scene = fit(diagram, arrangements, theme, CompileOptions(size="4:3")).scene
    assert draw_svg(scene, theme, generator="test").endswith("</svg>\n")
    if bound == "low":
        assert lint(scene.drawing) == []
