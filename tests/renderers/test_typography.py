"""Text in every script: measured, broken, ordered; the face inside a picture when that is asked for."""

from __future__ import annotations

import base64
import html
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagramc.ir.base import RichText, Run
from diagramc.ir.flowchart import Flowchart, FlowNode
from diagramc.layout.graphemes import fallback_fonts, graphemes, runs_leftwards
from diagramc.layout.text import TextStyle, missing_glyphs, set_text, text_width
from diagramc.pipeline import compile
from tests.renderers.pictures import svg_words
from tests.samples import SAMPLES

STYLE = TextStyle(16.0)


def lines(text: str, width: float) -> list[str]:
    return [line.text for line in set_text(text, STYLE, width).lines]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("abc", ["a", "b", "c"]),
        ("e\u0301a\u0308\u0323o", ["e\u0301", "a\u0308\u0323", "o"]),
        ("👩‍💻👨‍👩‍👧‍👦x", ["👩‍💻", "👨‍👩‍👧‍👦", "x"]),
        ("🇩🇪🇫🇷🇯", ["🇩🇪", "🇫🇷", "🇯"]),
        ("👍🏽👍", ["👍🏽", "👍"]),
        ("1️⃣2", ["1️⃣", "2"]),
        ("กำนี่", ["กำ", "นี่"]),
        ("नमस्ते", ["न", "म", "स्ते"]),
        ("\u1112\u1161\u11ab\u1100", ["\u1112\u1161\u11ab", "\u1100"]),
        ("한국", ["한", "국"]),
    ],
)
def test_graphemes_are_what_readers_take_for_characters(text: str, parts: list[str]) -> None:
    assert list(graphemes(text)) == parts


@given(st.text(max_size=30))
def test_graphemes_lose_nothing(text: str) -> None:
    assert "".join(graphemes(text)) == text


@given(st.text(alphabet="ab é👩‍💻🇩🇪漢字、。「」สวักำ\u0301مرحبا", max_size=40), st.floats(20, 200))
def test_wrapping_breaks_no_grapheme_and_loses_no_letter(text: str, width: float) -> None:
    broken = lines(text, width)
    assert "".join(broken).replace(" ", "") == text.replace(" ", "")
    # A mark may stand on a space, and spaces at the ends of lines go.
    whole = {part.strip(" ") for part in graphemes(text)}
    for line in broken:
        assert {part.strip(" ") for part in graphemes(line)} <= whole


def test_pictures_made_of_several_characters_are_one_wide() -> None:
    one = text_width("👩", STYLE)
    assert one == pytest.approx(20.0)
    for picture in ("👩‍💻", "👨‍👩‍👧‍👦", "🇩🇪", "👍🏽", "1️⃣", "❤️"):
        assert text_width(picture, STYLE) == one
    assert text_width("e\u0301", STYLE) == text_width("e", STYLE)


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    for width in range(64, 200, 7):
        broken = lines("用户登录，然后「检查密码」；若错误（三次）则重试。", float(width))
        assert len(broken) > 1
        assert not any(line[0] in "，」；）。" for line in broken)
        assert not any(line[-1] in "「（" for line in broken)


def test_text_without_spaces_is_cut_between_graphemes() -> None:
    text = "สวัสดีชาวโลกนี่คือข้อความยาวที่ไม่มีช่องว่าง"
    broken = lines(text, 90.0)
    assert len(broken) > 2
    assert [part for line in broken for part in graphemes(line)] == list(graphemes(text))


@pytest.mark.parametrize(
    ("text", "leftwards"),
    [
        ("مرحبا", True),
        ("שלום abc", True),
        ("abc שלום", False),
        ("(123) שלום!", True),
        ("123", False),
        ("漢字", False),
    ],
)
def test_the_first_letter_with_a_direction_says_which_way_a_line_runs(text: str, leftwards: bool) -> None:
    assert runs_leftwards(text) == leftwards


def test_right_to_left_text_is_ordered_and_kept_in_its_box() -> None:
    label = RichText(runs=(Run(text="אחת "), Run(text="שתיים", bold=True), Run(text=" שלוש!")))
    svg = compile(Flowchart(nodes=(FlowNode(id="a", label=label),))).svg
    found = re.findall(r'<text x="([\d.]+)"[^>]*?>([^<]+)</text>', svg)
    order = [text.strip(" \u200f") for _, text in sorted(found, key=lambda pair: float(pair[0]))]
    assert order == ["שלוש!", "שתיים", "אחת"]
    assert svg.count('direction="rtl"') == svg.count('text-anchor="middle"') == 3
    assert "שלוש!\u200f" in svg


def test_letters_that_the_face_lacks_are_told_with_the_fonts_that_have_them() -> None:
    result = compile(Flowchart(nodes=(FlowNode(id="a", label="登录 ログイン"),)))
    (remark,) = result.diagnostics
    assert remark.code == "layout.missing-glyphs"
    assert "U+767B" in remark.message
    assert "Noto Sans CJK JP" in remark.message
    assert "Inter, 'Noto Sans CJK JP', 'Hiragino Sans', 'Yu Gothic', 'Helvetica Neue'" in result.svg
    assert fallback_fonts("登") == ("Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei")
    assert fallback_fonts("م🎉")[::3] == ("Noto Sans Arabic", "Noto Color Emoji")


@pytest.mark.parametrize("name", SAMPLES)
def test_the_face_can_be_put_into_the_picture(name: str) -> None:
    from fontTools.ttLib import TTFont

    plain, whole = (compile(SAMPLES[name], size="4:3", embed_font=embed) for embed in (False, True))
    assert "@font-face" not in plain.svg
    assert whole.svg == compile(SAMPLES[name], size="4:3", embed_font=True).svg
    assert svg_words(whole.svg) == svg_words(plain.svg)
    families = set(re.findall(r"font-family:'([^']+)'", whole.svg))
    (family,) = (name for name in families if name.endswith("-Inter"))
    assert f'font-family="{family}, Inter,' in whole.svg
    letters: set[str] = set()
    for data in re.findall(r"base64,([^)]+)\)", whole.svg):
        face = TTFont(io.BytesIO(base64.b64decode(data)))
        letters |= {chr(code) for code in face.getBestCmap()}
        assert [axis.axisTag for axis in face["fvar"].axes] == ["wght"]
    set_in_it = re.findall(r"<text(?![^>]*monospace)[^>]*>([^<]+)", plain.svg)
    assert set(html.unescape("".join(set_in_it))) - letters == set(missing_glyphs("".join(set_in_it)))
    # Rasterisers are given the font itself.
    assert whole.png() == plain.png()


def test_an_embedded_face_serves_lines_with_letters_of_other_scripts_too() -> None:
    svg = compile(Flowchart(nodes=(FlowNode(id="a", label="OK 登录"),)), embed_font=True).svg
    (family,) = set(re.findall(r"@font-face{font-family:'([^']+)'", svg))
    assert re.search(f"<text[^>]*font-family=\"{family}, 'Noto Sans CJK SC'", svg)


def test_letters_of_other_scripts_come_along_in_one_family() -> None:
    pytest.importorskip("manimgx_fonts_cjk")
    from fontTools.ttLib import TTFont

    labels = ("OK 登录", "नमस्ते", "น้ำ", "🎉 1️⃣", "مرحبا", "\uf8ff")
    nodes = tuple(FlowNode(id=f"n{index}", label=label) for index, label in enumerate(labels))
    svg = compile(Flowchart(nodes=nodes), embed_font=True).svg
    assert svg == compile(Flowchart(nodes=nodes), embed_font=True).svg
    rules = re.findall(r"@font-face{font-family:'([^']+)';([^}]*)}", svg)
    assert len({family for family, _ in rules}) == 1
    letters = set()
    for rule in (rule for _, rule in rules if "unicode-range" in rule):
        covered = {int(point, 16) for point in re.findall(r"U\+([0-9A-F]+)", rule)}
        face = TTFont(io.BytesIO(base64.b64decode(rule.partition("base64,")[2].partition(")")[0])))
        assert covered <= set(face.getBestCmap()) | {0xFE0F}
        letters |= covered
    assert {ord(char) for char in "登录नमनำ้🎉مرحبا"} <= letters
    # What Thai AM is shaped to; not the digit of a keycap, nor what no face has.
    assert ord("\u0e4d") in letters
    assert letters.isdisjoint({ord("1"), ord("O"), 0xF8FF})


def test_an_embedded_face_is_small() -> None:
    chart = Flowchart(nodes=(FlowNode(id="a", label="Hello"),))
    assert len(compile(chart, embed_font=True).svg) - len(compile(chart).svg) < 8_000
