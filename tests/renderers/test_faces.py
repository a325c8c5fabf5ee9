"""Letters that the shipped face lacks, in pictures that we rasterise: which face draws them, in which order, and what is told of the others."""

from __future__ import annotations

import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagramc.ir.flowchart import Flowchart, FlowNode
from diagramc.layout.text import TextStyle
from diagramc.pipeline import compile
from diagramc.renderers import faces as faces_module
from diagramc.renderers.faces import Faces
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


def family_of(grapheme: str) -> str | None:
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
    found = cut(text, leftwards=leftwards, family_of=family_of)
    assert [stretch.said.strip("\u200f") for stretch in found] == said


@given(st.text(alphabet="ab1, (é登אבم🎉)", max_size=30), st.booleans())
def test_stretches_lose_no_letter(text: str, leftwards: bool) -> None:
    found = cut(text, leftwards=leftwards, family_of=family_of)
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
    svg, files, lacking = result._fixed_svg
    assert files == ()
    assert lacking == ("✅",)
    assert "✅" not in "".join(line for line in svg.splitlines() if line.startswith("<text"))
    assert svg.count('stroke-opacity="0.6"') == 3
    remarks = [remark for remark in result.remarks_on("png") if remark.code == "layout.no-font"]
    assert [remark.message for remark in remarks] == ["no font on this machine has U+2705"]
    assert not [remark for remark in result.remarks_on("svg") if remark.code == "layout.no-font"]


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
    from diagramc.ir.base import Run

    found = Faces()
    family = found.family_of("न")
    single, double = (found.width(Run(text=text), family, STYLE) for text in ("न", "नन"))
    assert single is not None
    assert double == pytest.approx(2 * single)
    assert found.width(Run(text="a"), None, STYLE) is None
