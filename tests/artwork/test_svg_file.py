"""SVG files of the user's become paths and nothing else."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagramc.artwork import svg_file
from diagramc.artwork.path_data import PathError, parse_path
from diagramc.artwork.svg_file import Artwork, ArtworkError, read_artwork
from diagramc.renderers.markup import path_data

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">'


def art(inside: str, head: str = HEAD) -> Artwork:
    return read_artwork(f"{head}{inside}</svg>".encode())


def outlines(inside: str, head: str = HEAD) -> list[str]:
    return [path_data(part.path) for part in art(inside, head).parts]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("M1 2L3 4", "M1 2L3 4"),
        ("m1 2 3 4 5 6z", "M1 2L4 6L9 12Z"),
        ("M1,2h3v4H0V0", "M1 2L4 2L4 6L0 6L0 0"),
        ("M0 0c1 1 2 2 3 3s2 2 3 3", "M0 0C1 1 2 2 3 3C4 4 5 5 6 6"),
        ("M0 0Q3 3 6 0T12 0", "M0 0C2 2 4 2 6 0C8 -2 10 -2 12 0"),
        ("M0 0S3 3 6 0", "M0 0C0 0 3 3 6 0"),
        ("M1 1ZL5 5", "M1 1ZM1 1L5 5"),
        ("M.5.5-1-1e0", "M0.5 0.5L-1 -1"),
        ("M0 0A0 5 0 0 1 4 4", "M0 0L4 4"),
        ("", ""),
    ],
)
def test_path_data_becomes_lines_and_curves(text: str, path: str) -> None:
    assert path_data(parse_path(text)) == path


@pytest.mark.parametrize("flags", ["0 0", "0 1", "1 0", "1 1"])
def test_an_arc_stays_on_its_circle(flags: str) -> None:
    path = parse_path(f"M3 4a5 5 0 {flags} 1 -7")
    centres = [
        (x, y)
        for x, y in ((x / 4, y / 4) for x in range(-40, 60) for y in range(-40, 60))
        if abs(math.dist((x, y), (3, 4)) - 5) < 0.6 and abs(math.dist((x, y), (4, -3)) - 5) < 0.6
    ]
    assert path[-1].points[-1] == (4.0, -3.0)
    ends = [segment.points[-1] for segment in path]
    assert any(all(abs(math.dist(c, end) - 5) < 0.8 for end in ends) for c in centres)
    # The flags of an arc may stand without anything between them.
    assert parse_path(f"M3 4a5 5 0 {flags.replace(' ', '')}1-7") == path


@pytest.mark.parametrize(
    "text", ["L1 1", "M1", "M1 1X", "M1 1L2", "M1 1 a1 1 0 2 0 1 1", "M1e9 0", "1 1", "M1 1Z2"]
)
def test_malformed_path_data_is_refused(text: str) -> None:
    with pytest.raises(PathError):
        parse_path(text)


@given(st.text(alphabet="MmLlHhVvCcSsQqTtAaZz0123456789.,- e\n", max_size=60))
def test_any_path_data_is_a_path_or_a_refusal(text: str) -> None:
    try:
        path = parse_path(text)
    except PathError:
        return
    assert all(math.isfinite(v) for segment in path for point in segment.points for v in point)


def test_every_basic_shape_is_drawn() -> None:
    found = outlines(
        '<rect x="1" y="1" width="4" height="2"/><circle cx="5" cy="5" r="2"/><ellipse cx="5" cy="5" rx="2" ry="1"/>'
        '<line x1="1" y1="2" x2="3" y2="4" stroke="#000"/><polygon points="0,0 4,0 4,4"/><polyline points="0 0 4 4 8 0"/>'
    )
    assert found[0] == "M1 1L5 1L5 3L1 3Z"
    assert found[3:] == ["M1 2L3 4", "M0 0L4 0L4 4Z", "M0 0L4 4L8 0"]
    assert len(found) == 6


def test_transforms_are_applied_from_the_outside_in() -> None:
    moved = outlines('<g transform="translate(2 3) scale(2)"><path d="M1 1L2 2" transform="rotate(90)"/></g>')
    assert moved == ["M0 5L-2 7"]


def test_a_picture_of_any_size_fills_the_square() -> None:
    assert outlines('<path d="M10 10L30 20"/>', '<svg viewBox="10 10 20 10">') == ["M0 6L24 18"]
    assert outlines('<path d="M0 0L48 48"/>', '<svg width="48px" height="48px">') == ["M0 0L24 24"]


def test_colours_are_literal_or_those_of_the_place() -> None:
    parts = art(
        "<style>.a{fill:#F90} .b , .c{stroke:rgb(1, 2,255)}</style>"
        '<path d="M0 0L1 1"/><path class="a" d="M0 0L1 1"/><path class="c" d="M0 0L1 1" fill="none"/>'
        '<path style="fill:currentColor;stroke:red" d="M0 0L1 1"/><path fill="url(#g)" d="M0 0L1 1"/>'
        '<linearGradient id="g"><stop stop-color="#123456"/></linearGradient>'
    ).parts
    assert [(part.fill, part.stroke) for part in parts] == [
        ("icon", "none"),
        ("#f90", "none"),
        ("none", "#0102ff"),
        ("icon", "red"),
        ("#123456", "none"),
    ]


def test_what_is_no_shape_is_left_out_and_named() -> None:
    artwork = art(
        '<script>alert(1)</script><image href="file:///etc/passwd"/><text>hi</text><use href="#a"/>'
        '<foreignObject><div/></foreignObject><a href="javascript:x"><path d="M0 0L1 1" onclick="x()" filter="url(#f)"/></a>'
    )
    assert len(artwork.parts) == 1
    assert artwork.remarks == ("`filter`, `foreignObject`, `image`, `script`, `text`, `use` left out",)


HOSTILE = {
    "entities": '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg><path d="M0 0L1 1"/></svg>',
    "outside entity": '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
    "not svg": "<html><body/></html>",
    "not closed": "<svg><g>",
    "nothing drawn": f"{HEAD}<text>hi</text></svg>",
    "no size": '<svg viewBox="0 0 0 0"><path d="M0 0L1 1"/></svg>',
    "bad path": f'{HEAD}<path d="M0 0L1"/></svg>',
    "bad transform": f'{HEAD}<path transform="rotate(1 2)" d="M0 0L1 1"/></svg>',
    "too deep": HEAD + "<g>" * 40 + '<path d="M0 0L1 1"/>' + "</g>" * 40 + "</svg>",
    "too many shapes": HEAD + '<path d="M0 0L1 1"/>' * (svg_file.MAX_PARTS + 1) + "</svg>",
    "too long a path": HEAD + '<path d="M0 0' + "h1" * svg_file.MAX_SEGMENTS + '"/></svg>',
    "too large": HEAD + "<!--" + "x" * svg_file.MAX_FILE + "-->",
    "no text": "\x00\x01\x02",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_and_broken_files_are_refused_with_a_reason(name: str) -> None:
    with pytest.raises(ArtworkError) as refused:
        read_artwork(HOSTILE[name].encode())
    assert re.search(r"[a-z]{3}", str(refused.value))
    assert refused.value.line >= 1
