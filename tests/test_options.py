"""The canvas is exact: its ratio to the pixel, its area about that of the size."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagramc.options import IMAGE_SIZES, RATIOS, CompileOptions, canvas_for, check_options, parse_ratio


@pytest.mark.parametrize(
    ("size", "pixels"),
    [
        ("1:1", (1024, 1024)),
        ("2:3", (836, 1254)),
        ("3:2", (1254, 836)),
        ("3:4", (888, 1184)),
        ("4:3", (1184, 888)),
        ("4:5", (916, 1145)),
        ("5:4", (1145, 916)),
        ("9:16", (765, 1360)),
        ("16:9", (1360, 765)),
        ("21:9", (1561, 669)),
    ],
)
def test_the_ten_ratios_at_1k(size: str, pixels: tuple[int, int]) -> None:
    assert size in RATIOS
    assert canvas_for(size, "1K") == pixels


@given(
    st.integers(1, 100).flatmap(lambda a: st.tuples(st.just(a), st.integers(1, 100))),
    st.sampled_from(list(IMAGE_SIZES)),
)
def test_any_ratio_is_exact_or_refused(pair: tuple[int, int], image_size: str) -> None:
    a, b = pair
    size = f"{a}:{b}"
    if not Fraction(1, 4) <= Fraction(a, b) <= 4:
        with pytest.raises(ValueError):
            parse_ratio(size)
        return
    canvas = canvas_for(size, image_size)
    assert canvas is not None
    assert Fraction(canvas.width, canvas.height) == Fraction(a, b)
    # The least step of both sides is one unit of the ratio: for 97:100 that is a tenth of the side.
    step = math.sqrt(a * b) / math.gcd(a, b)
    assert abs(math.sqrt(canvas.width * canvas.height) - 1024 * IMAGE_SIZES[image_size]) <= step / 2 + 1e-6


@pytest.mark.parametrize(
    "size",
    [
        "",
        "16",
        "16x9",
        "16:",
        ":9",
        "0:1",
        "1:0",
        "-1:1",
        "1.5:1",
        "5:1",
        "1:5",
        "101:100",
        "²:1",
        "a:b",
        "auto ",
    ],
)
def test_what_is_no_ratio(size: str) -> None:
    with pytest.raises(ValueError):
        parse_ratio(size)
    assert [d.code for d in check_options(CompileOptions(size=size))] == ["option.size"]


def test_the_digest_tells_every_option_apart() -> None:
    variants = [
        CompileOptions(),
        CompileOptions(type="er"),
        CompileOptions(size="16:9"),
        CompileOptions(image_size="2K"),
        CompileOptions(theme="dark"),
        CompileOptions(engine="mermaid"),
        CompileOptions(theme_file="mine.toml"),
        CompileOptions(icons="icons"),
        CompileOptions(embed_font=True),
    ]
    assert len({options.digest() for options in variants}) == len(variants)
    assert CompileOptions(size="16:9").digest() == CompileOptions(size="16:9").digest()
