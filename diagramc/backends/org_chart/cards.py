"""How people look: a card with name, title, department and tags, in the colour of the department or of the branch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from diagramc.backends.look import element_style
from diagramc.backends.pictograms import known_icon, pictogram
from diagramc.ir.base import Label, Style, label_of, plain
from diagramc.ir.org_chart import OrgChart, Person
from diagramc.layout.grow import Air, swell
from diagramc.layout.text import TextBlock, TextStyle, rich, set_text, widest_word
from diagramc.scene.model import AnyItem, Box, Shape, Text
from diagramc.themes.base import Theme

AVATAR = 36.0
"""Diameter of the circle with a person's initials, in px."""
ACCENT = 5.0
"""Width of the coloured edge of a card, in px."""
_GAP = 10.0
_TAG_PAD = 7.0
_WIDEST_WORD = 260.0
"""Words up to this many px are never cut, however narrow the cards."""
_EVEN = 24.0
"""Cards whose heights differ by no more than this many px are made equally high."""


class Card(NamedTuple):
    """A person ready to be drawn: size in px, the lines of text with their paints, the tags, and what the author said of its style."""

    width: float
    height: float
    lines: tuple[tuple[TextBlock, str], ...]
    tags: tuple[TextBlock, ...]
    initials: TextBlock | None
    picture: str | None
    style: Style
    fill: str
    stroke: str
    accent: str
    dashed: bool

    def swollen(self, count: int, air: Air) -> Card:
        """One of `count` cards at some air."""
        width, height = swell(self.width, self.height, count, air)
        return self._replace(width=width, height=height)


class Hue(NamedTuple):
    """The paints of a card: fill, border, name, title, department."""

    fill: str
    stroke: str
    name: str
    title: str
    department: str


NEUTRAL = Hue("external.fill", "external.stroke", "text", "muted", "muted")
HEAD = Hue("accent.fill", "accent.stroke", "accent.text", "accent.text", "accent.text")


def hues(chart: OrgChart, branches: Sequence[int], root: int) -> list[Hue]:
    """A hue for each person: the head stands out; the others by department, or by branch where nobody has a department.

    `branches` says which of the head's reports each person is under; when nobody there has reports, all are of one hue.
    """
    flat = len(set(branches)) == len(branches)
    names = [person.department for i, person in enumerate(chart.people) if i != root]
    departments = list(dict.fromkeys(name for name in names if name))
    found: list[Hue] = []
    for i, person in enumerate(chart.people):
        if i == root and not person.vacant:
            found.append(HEAD)
        elif departments:
            named = person.department in departments and person.department is not None
            found.append(_swatch(departments.index(person.department or "")) if named else NEUTRAL)
        else:
            found.append(_swatch(0 if flat else branches[i]) if branches[i] >= 0 else NEUTRAL)
    return found


def _swatch(index: int) -> Hue:
    role = f"palette.{index}"
    return Hue(f"{role}.fill", f"{role}.stroke", "text", "muted", f"{role}.text")


def initials(name: str) -> str:
    """The first letters of the first and last word of a name."""
    words = [word for word in name.split() if word[0].isalnum()]
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [word[0] for word in words]
    return "".join(letters).upper()


def make_cards(
    chart: OrgChart, hues: Sequence[Hue], tags: Sequence[Sequence[str]], theme: Theme, wrap: float
) -> list[Card]:
    """The cards of all people, equally wide, and equally high where they nearly are; text wrapped at `wrap` px."""
    pictures = any(person.picture for person in chart.people)
    cards = [
        _card(chart, person, hue, own_tags, theme, wrap, pictures)
        for person, hue, own_tags in zip(chart.people, hues, tags, strict=True)
    ]
    width = max(card.width for card in cards)
    heights = [card.height for card in cards]
    even = max(heights) if max(heights) - min(heights) <= _EVEN else 0.0
    return [card._replace(width=width, height=max(card.height, even)) for card in cards]


def _set(label: Label, style: TextStyle, wrap: float) -> TextBlock:
    return set_text(label, style, max(wrap, min(widest_word(label, style), _WIDEST_WORD)))


def _card(
    chart: OrgChart, person: Person, hue: Hue, tags: Sequence[str], theme: Theme, wrap: float, pictures: bool
) -> Card:
    style = element_style(chart, person)
    name = label_of(person)
    weight = 400 if style.bold is False else 600
    name_block = _set(
        rich(name, italic=True) if style.italic else name,
        TextStyle(style.font_size or theme.body_size, weight),
        wrap,
    )
    lines = [(name_block, style.color or hue.name)]
    if person.title:
        lines.append((_set(person.title, TextStyle(13.0), wrap), style.color or hue.title))
    if person.department:
        small = TextStyle(theme.small_size, 600)
        lines.append((_set(person.department, small, wrap), style.color or hue.department))
    words = list(tags)
    if person.vacant and plain(name).strip().lower() != "vacant":
        words.insert(0, "Vacant")
    blocks = tuple(_set(word, TextStyle(theme.small_size), wrap - 2 * _TAG_PAD) for word in words)
    mark = None
    if pictures:
        letters = "" if person.vacant else initials(plain(name))
        mark = set_text(letters, TextStyle(14.0, 600))
    text = max(block.width for block, _ in lines)
    width = max([text, *(block.width + 2 * _TAG_PAD for block in blocks)]) + ACCENT + 2 * (theme.pad_x - 4)
    height = sum(block.height for block, _ in lines) + sum(_tag_height(block) + 4 for block in blocks)
    if pictures:
        width += AVATAR + _GAP
        height = max(height, AVATAR)
    fill = "surface" if person.vacant else hue.fill
    return Card(
        width,
        height + 2 * (theme.pad_y - 2),
        tuple(lines),
        blocks,
        mark,
        known_icon(person.picture, theme),
        style,
        style.fill or fill,
        # A border in a colour of ours would clash with the author's.
        style.stroke or style.fill or hue.stroke,
        style.stroke or hue.stroke,
        person.vacant,
    )


def _tag_height(block: TextBlock) -> float:
    return block.height + 4


def card_items(card: Card, box: Box, theme: Theme) -> list[AnyItem]:
    """The card in its box: coloured edge, initials, lines of text from the left, tags."""
    style = card.style
    line = style.line or ("dashed" if card.dashed else "solid")
    width = style.stroke_width or theme.stroke_width
    items: list[AnyItem] = [
        Shape(
            role="node-shape",
            shape="rect",
            box=box,
            fill=card.fill,
            stroke=card.stroke,
            stroke_width=width,
            line=line,
            radius=theme.radius,
        )
    ]
    if not card.dashed and (style.stroke or not style.fill):
        edge = Box(box.x + 5, box.y + 7, ACCENT - 1, box.height - 14)
        items.append(
            Shape(role="accent", shape="rect", box=edge, fill=_edge_paint(card), radius=(ACCENT - 1) / 2)
        )
    left = box.x + ACCENT + theme.pad_x - 4
    if card.initials is not None:
        circle = Box(left, box.center[1] - AVATAR / 2, AVATAR, AVATAR)
        items += _avatar(card, card.initials, circle, theme)
        left += AVATAR + _GAP
    height = sum(block.height for block, _ in card.lines) + sum(_tag_height(b) + 4 for b in card.tags)
    y = box.center[1] - height / 2
    for index, (block, paint) in enumerate(card.lines):
        role = "node-label" if index == 0 else "detail"
        items.append(Text(role=role, block=block, x=left, y=y, fill=paint))
        y += block.height
    for block in card.tags:
        y += 4
        tag = Box(left, y, block.width + 2 * _TAG_PAD, _tag_height(block))
        items.append(
            Shape(
                role="tag-shape",
                shape="rect",
                box=tag,
                fill="group.fill",
                stroke="group.stroke",
                stroke_width=1.2,
                radius=6.0,
            )
        )
        items.append(Text(role="tag", block=block, x=tag.x + _TAG_PAD, y=y + 2, fill="group.text"))
        y += tag.height
    return items


def _edge_paint(card: Card) -> str:
    """The paint of the coloured edge: that of the letters on the head's card, which is filled with its own colour."""
    return "accent.text" if card.fill == HEAD.fill else card.accent


def _avatar(card: Card, block: TextBlock, circle: Box, theme: Theme) -> list[AnyItem]:
    """A circle with the person's picture where it is a known icon, else with their initials."""
    ring = Shape(
        role="avatar",
        shape="circle",
        box=circle,
        fill="surface",
        stroke=card.accent,
        line="dashed" if card.dashed else "solid",
    )
    x, y = circle.center
    if card.picture is not None:
        side = AVATAR * 0.62
        return [
            ring,
            pictogram(
                "picture",
                card.picture,
                theme,
                x=x - side / 2,
                y=y - side / 2,
                size=side,
                paint=card.accent,
            ),
        ]
    return [
        ring,
        Text(role="initials", block=block, x=x, y=y - block.height / 2, anchor="middle", fill="text"),
    ]
