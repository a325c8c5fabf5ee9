"""Letters that the shipped face lacks, in pictures that we rasterise: which face draws them, in which order, and what is told of the others."""

from __future__ import annotations

import io
import os
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagramc.ir.base import RichText, Run
from diagramc.ir.flowchart import Flowchart, FlowNode
from diagramc.layout.text import MONO_ADVANCE, TextStyle, missing_glyphs, text_width
from diagramc.pipeline import compile
from diagramc.renderers import faces as faces_module
from diagramc.renderers.faces import Faces
from diagramc.renderers.shipped import INTER, JETBRAINS_MONO, KALAM, shipped_face
from diagramc.renderers.stretches import cut
from diagramc.result import Result

STYLE = TextStyle(16.0)


def chart(*labels: str) -> Result:
    nodes = tuple(FlowNode(id=f"n{index}", label=label) for index, label in enumerate(labels))
    return compile(Flowchart(nodes=nodes), size="16:9")


@pytest.fixture
def no_faces(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without any other font."""
    monkeypatch.setattr(faces_module, "_of_packages", lambda: ())
    monkeypatch.setattr(faces_module, "_of_the_machine", lambda: ())


class Scripts:
    """Faces by the first word of the names of letters, such as HEBREW."""

    def has(self, grapheme: str) -> bool:
        return not missing_glyphs(grapheme)

    def family_of(self, grapheme: str) -> str | None:
        return unicodedata.name(grapheme[0]).partition(" ")[0]


@pytest.mark.parametrize(
    ("text", "leftwards", "said"),
    [
        ("ok 登录 done", False, ["ok ", "登录", " done"]),
        ("אב גד", True, ["גד", " ", "אב"]),
        # Numbers keep their own direction and their place among the words; brackets turn round.
        ("אב, 12 (גד) ok!", True, ["!", "ok", " (", "גד", ") ", "12", " ,", "אב"]),
        ("see אב 12 גד now", False, ["see ", "גד", " ", "12", " ", "אב", " now"]),
        ("v2 אב", False, ["v2 ", "אב"]),
    ],
)
def test_stretches_stand_in_the_order_of_the_script(text: str, leftwards: bool, said: list[str]) -> None:
    found = cut(text, Scripts(), leftwards=leftwards)
    assert [stretch.said.strip("\u200f") for stretch in found] == said


@given(st.text(alphabet="ab1, (é登אבم🎉)", max_size=30), st.booleans())
def test_stretches_lose_no_letter(text: str, leftwards: bool) -> None:
    found = cut(text, Scripts(), leftwards=leftwards)
    assert sorted("".join(stretch.text for stretch in found)) == sorted(text)
    assert all(stretch.text for stretch in found)


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("م", "Noto Sans Arabic"),
        ("א", "Noto Sans Hebrew"),
        ("न", "Noto Sans Devanagari"),
        ("น้ำ", "Noto Sans Thai"),
        ("👩‍💻", "Noto Emoji"),
        ("✅", "Noto Emoji"),
    ],
)
def test_a_face_is_the_same_on_every_machine(text: str, family: str) -> None:
    found = Faces()
    assert found.family_of(text) == family
    assert len(found.files) == 1


@pytest.mark.parametrize(
    ("text", "family"), [("登", "Noto Sans CJK SC"), ("ロ", "Noto Sans CJK JP"), ("한", "Noto Sans CJK KR")]
)
def test_ideographs_take_the_face_of_their_language(text: str, family: str) -> None:
    pytest.importorskip("manimgx_fonts_cjk")
    assert Faces().family_of(text) == family


def test_a_letter_of_another_script_leaves_its_neighbours_in_the_shipped_face() -> None:
    """A rasteriser that is left alone sets the whole line in a face that has them all."""
    svg = chart("Ready ✅ now")._fixed_svg[0]
    assert svg.count("<text") == 3
    assert svg.count("'Noto Emoji'") == 1


def test_a_letter_that_no_font_has_is_an_empty_box_and_told_once(no_faces: None) -> None:
    result = chart("a ✅ b ✅", "✅")
    svg, files, families, lacking = result._fixed_svg
    assert files == families == ()
    assert lacking == ("✅",)
    assert "✅" not in "".join(line for line in svg.splitlines() if line.startswith("<text"))
    assert svg.count('stroke-opacity="0.6"') == 3
    told = [(remark.code, remark.message) for remark in result.remarks_on("png")]
    assert told == [("layout.no-font", "no font on this machine has U+2705")]


def test_a_letter_is_told_with_the_face_that_draws_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faces_module, "_of_the_machine", lambda: ())
    result = chart("✅ \uf8ff א")
    given, drawn = (
        {remark.code: remark.message for remark in result.remarks_on(format)} for format in ("svg", "png")
    )
    lacks = "the shipped font has no glyph for "
    assert given["layout.missing-glyphs"] == (
        lacks
        + "U+2705, U+F8FF, U+05D0; drawn with Noto Color Emoji, Noto Sans, Noto Sans Hebrew, where the viewer has it"
    )
    assert drawn == {
        "layout.missing-glyphs": lacks + "U+2705, U+05D0; drawn with Noto Emoji, Noto Sans Hebrew",
        "layout.no-font": "no font on this machine has U+F8FF",
    }


def test_a_face_of_the_machine_serves_where_no_package_does(monkeypatch: pytest.MonkeyPatch) -> None:
    packaged = faces_module._of_packages()
    monkeypatch.setattr(faces_module, "_of_packages", lambda: ())
    monkeypatch.setattr(faces_module, "_of_the_machine", lambda: packaged)
    assert Faces().family_of("م") == "Noto Sans Arabic"


@pytest.mark.parametrize("label", ["नमस्ते दुनिया", "สวัสดีชาวโลก", "مرحبا بالعالم", "👩‍💻 🇩🇪"])
def test_letters_of_other_faces_stay_in_their_node(label: str) -> None:
    from PIL import Image

    result = chart(label)
    picture = Image.open(io.BytesIO(result.png())).convert("L").point(lambda value: 255 * (value < 60))
    box = picture.getbbox()
    assert box is not None
    left, _, right, _ = box
    # The words are in the middle and keep the padding on both sides.
    assert left > 0.05 * picture.width
    assert abs((left + right) / 2 - picture.width / 2) < 0.03 * picture.width


def test_widths_are_those_of_the_face() -> None:
    found = Faces()
    family = found.family_of("न")
    single, double = (found.width(Run(text=text), family, STYLE) for text in ("न", "नन"))
    assert single is not None
    assert double == pytest.approx(2 * single)
    assert found.width(Run(text="a"), None, STYLE) is None


def sketch(*labels: str | RichText) -> Result:
    nodes = tuple(FlowNode(id=f"n{index}", label=label) for index, label in enumerate(labels))
    return compile(Flowchart(nodes=nodes), size="16:9", theme="sketch")


def test_a_written_face_comes_along_in_the_picture() -> None:
    svg = sketch("Hello", RichText(runs=(Run(text="strong", bold=True),))).svg
    rules = re.findall(r"@font-face{font-family:'(\w+-Kalam)';font-weight:(\d+);", svg)
    assert [weight for _, weight in rules] == ["400", "700"]
    assert f'font-family="{rules[0][0]}, Kalam,' in svg
    assert len(svg) < 40_000
    # The rasteriser is given the files, not the subset.
    assert "@font-face" not in sketch("Hello").png().decode("latin-1")
    assert {os.path.basename(path) for path in sketch("Hello")._fixed_svg[1]} == {
        "Kalam-Regular.ttf",
        "Kalam-Bold.ttf",
    }


def test_a_written_face_is_as_wide_as_the_measured_one() -> None:
    """Letters are set larger, so that `textLength` has little to stretch."""
    import uharfbuzz as hb

    text = "Check the order and send a receipt to each customer"
    for bold in (False, True):
        face = hb.Face(hb.Blob.from_file_path(KALAM.file(bold=bold, italic=False)))
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(hb.Font(face), buffer)
        width = (
            sum(position.x_advance for position in buffer.glyph_positions) / face.upem * 16.0 * KALAM.growth
        )
        assert width == pytest.approx(text_width(text, TextStyle(16.0, 600 if bold else 400)), rel=0.06)


def test_letters_that_a_written_face_lacks_are_in_the_measured_one() -> None:
    result = sketch("Hello Ελλάδα → ok न")
    svg = result._fixed_svg[0]
    assert "'Noto Sans Devanagari'" in svg
    assert svg.count("font-family=\"'Inter'\"") == 2
    sizes = {float(size) for size in re.findall(r'<text[^>]*font-size="([\d.]+)"', svg)}
    assert max(sizes) == pytest.approx(min(sizes) * KALAM.growth, rel=0.01)


def test_what_is_italic_leans_in_a_face_without_an_italic() -> None:
    label = RichText(runs=(Run(text="plain "), Run(text="leaning", italic=True)))
    svg = sketch(label).svg
    (y, slant) = re.findall(
        r'y="([\d.]+)"[^>]*transform="matrix\(1 0 -0.18 1 ([\d.]+) 0\)"[^>]*>leaning', svg
    )[0]
    assert float(slant) == pytest.approx(0.18 * float(y), abs=0.02)
    assert "font-style" not in svg


def test_families_say_which_shipped_face_is_meant() -> None:
    assert shipped_face("'Kalam', cursive") is KALAM
    assert shipped_face("Inter, Kalam") is shipped_face("Georgia, serif") is INTER


def test_code_is_as_wide_as_the_face_that_comes_for_it() -> None:
    import uharfbuzz as hb

    face = hb.Face(hb.Blob.from_file_path(JETBRAINS_MONO.file(bold=False, italic=False)))
    font = hb.Font(face)
    assert {font.get_glyph_h_advance(font.get_nominal_glyph(ord(char))) for char in "iMW_({"} == {
        MONO_ADVANCE * face.upem
    }


def test_code_is_drawn_in_its_face_and_can_be_put_into_the_picture() -> None:
    chart = Flowchart(
        nodes=(FlowNode(id="a", label=RichText(runs=(Run(text="call "), Run(text="f(x)", code=True)))),)
    )
    svg = compile(chart, embed_font=True).svg
    families = re.findall(r"font-family:'(\w+-)([^']+)'", svg)
    assert [family for _, family in families] == ["Inter", "JetBrains Mono"]
    assert f"font-family=\"{families[1][0]}JetBrains Mono, 'JetBrains Mono', Menlo" in svg


def test_files_that_are_no_fonts_have_no_faces(tmp_path: Path) -> None:
    (tmp_path / "empty.ttf").write_bytes(b"")
    (tmp_path / "text.otf").write_bytes(b"not a font")
    (tmp_path / "folder.ttf").mkdir()
    for name in ("empty.ttf", "text.otf", "folder.ttf", "absent.ttc"):
        assert faces_module._open(str(tmp_path / name)) == []
