"""The parts of a timeline by their size: pills with the period's label, cards with events, section headers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from diagramc.backends.look import element_style
from diagramc.backends.timeline.scale import is_to_scale
from diagramc.ir.base import Label, Link, Style, label_of, plain
from diagramc.ir.timeline import Period, Section, Timeline
from diagramc.layout.grow import Air, swell
from diagramc.layout.runs import Chain, group_chains
from diagramc.layout.text import TextBlock, TextStyle, rich, set_text, text_width, whole_words, widest_word
from diagramc.scene.model import AnyItem, Box, Cluster, Shape, Stroke, Text
from diagramc.scene.shapes import polyline
from diagramc.themes.base import Theme

CARD_PAD_X, CARD_PAD_Y = 12.0, 8.0
PILL_PAD_X, PILL_PAD_Y = 14.0, 6.0
CARD_GAP = 8.0
"""Between the cards of one period."""
HEADER_PAD = 7.0
LONGEST_WORD = 200.0
"""A word up to this width is not cut even where cards are narrower."""


class Card(NamedTuple):
    """An event, or a note, by its text and size."""

    block: TextBlock
    width: float
    height: float
    link: Link | None
    tooltip: str | None
    is_note: bool


class Column(NamedTuple):
    """A period with its pill and its cards. `tint` is its swatch of the palette."""

    period: Period
    style: Style
    pill: TextBlock
    pill_width: float
    pill_height: float
    cards: tuple[Card, ...]
    tint: str

    @property
    def stack(self) -> float:
        """Height of all cards, one below the other."""
        return sum(card.height for card in self.cards) + CARD_GAP * max(0, len(self.cards) - 1)


class Faces(NamedTuple):
    """All periods measured, with the sections each is in (outermost first). All cards are `card_width` wide.

    `heading` is the width in px that every section's header can be set in (0 without sections).
    """

    diagram: Timeline
    columns: tuple[Column, ...]
    chains: tuple[Chain, ...]
    card_width: float
    theme: Theme
    heading: float
    to_scale: bool


def _longest_word(labels: Sequence[Label], style: TextStyle) -> float:
    words = (text_width(word, style) for label in labels for word in plain(label).split())
    return max(words, default=0.0)


def measure(diagram: Timeline, periods: Sequence[Period], wrap: float, theme: Theme) -> Faces:
    """Measure periods with texts wrapped at `wrap` px."""
    chains = group_chains(diagram.sections, periods)
    card_style = TextStyle(theme.body_size - 1)
    texts = [event.text for period in periods for event in period.events]
    wrap = max(wrap, min(LONGEST_WORD, _longest_word(texts, card_style) + 1.0))
    notes = _notes_by_period(diagram, periods, chains)
    order = {section.id: i for i, section in enumerate(diagram.sections)}
    columns: list[Column] = []
    for position, (period, chain) in enumerate(zip(periods, chains, strict=True)):
        style = element_style(diagram, period)
        pill_style = TextStyle(style.font_size or theme.body_size, 400 if style.bold is False else 600)
        label = label_of(period)
        pill = set_text(rich(label, italic=True) if style.italic else label, pill_style, wrap)
        cards = [
            Card(set_text(event.text, card_style, wrap), 0.0, 0.0, event.link, event.tooltip, False)
            for event in period.events
        ]
        note_style = TextStyle(theme.small_size + 0.5)
        cards += [
            Card(set_text(text, note_style, wrap), 0.0, 0.0, None, None, True) for text in notes[position]
        ]
        tint = order[chain[0]] if chain else position if not diagram.sections else len(order)
        columns.append(
            Column(
                period,
                style,
                pill,
                max(pill.width + 2 * PILL_PAD_X, 44.0),
                pill.height + 2 * PILL_PAD_Y,
                tuple(cards),
                f"palette.{tint % len(theme.palette)}",
            )
        )
    widest = max((card.block.width for column in columns for card in column.cards), default=0.0)
    width = max(widest + 2 * CARD_PAD_X, 96.0)
    sized = [
        column._replace(
            cards=tuple(
                card._replace(width=width, height=card.block.height + 2 * CARD_PAD_Y) for card in column.cards
            )
        )
        for column in columns
    ]
    heading = _least_header(diagram, chains, theme)
    return Faces(diagram, tuple(sized), chains, width, theme, heading, is_to_scale(diagram))


def swollen(faces: Faces, air: Air) -> Faces:
    """The same with pills and cards larger where there is much air and they are few."""
    if max(air) <= 1.0:
        return faces
    count = sum(1 + len(column.cards) for column in faces.columns)
    columns: list[Column] = []
    for column in faces.columns:
        pill_width, pill_height = swell(column.pill_width, column.pill_height, count, air, tallest=1.0)
        sizes = [swell(card.width, card.height, count, air) for card in column.cards]
        cards = tuple(
            card._replace(width=width, height=height)
            for card, (width, height) in zip(column.cards, sizes, strict=True)
        )
        columns.append(column._replace(pill_width=pill_width, pill_height=pill_height, cards=cards))
    card_width, _ = swell(faces.card_width, 0.0, count, air)
    return faces._replace(columns=tuple(columns), card_width=card_width)


def _notes_by_period(
    diagram: Timeline, periods: Sequence[Period], chains: Sequence[Chain]
) -> list[list[Label]]:
    """Each note at the first period it is about, itself or through its section."""
    found: list[list[Label]] = [[] for _ in periods]
    for note in diagram.notes:
        for position, (period, chain) in enumerate(zip(periods, chains, strict=True)):
            if period.id in note.targets or any(section in note.targets for section in chain):
                found[position].append(note.text)
                break
    return found


def free_notes(diagram: Timeline) -> list[Label]:
    """Notes that are about nothing in particular."""
    return [note.text for note in diagram.notes if not note.targets]


def pill_items(column: Column, x: float, y: float, theme: Theme) -> Cluster:
    """The pill of a period with its middle at (x, y)."""
    style, tint = column.style, column.tint
    box = Box(x - column.pill_width / 2, y - column.pill_height / 2, column.pill_width, column.pill_height)
    single = len(column.pill.lines) == 1
    link = column.period.link
    return Cluster(
        role="node",
        ref=column.period.id,
        items=(
            Shape(
                role="node-shape",
                shape="stadium" if single else "rounded",
                box=box,
                fill=style.fill or f"{tint}.strong",
                stroke=style.stroke or style.fill or "none",
                stroke_width=style.stroke_width or theme.stroke_width,
                line=style.line or "solid",
                radius=10.0,
            ),
            Text(
                role="node-label",
                block=column.pill,
                x=x,
                y=y - column.pill.height / 2,
                anchor="middle",
                fill=style.color or "accent.text",
            ),
        ),
        link=link.url if link else None,
        new_window=link.new_window if link else False,
        tooltip=column.period.tooltip or column.period.description,
    )


def card_items(card: Card, box: Box, tint: str) -> Cluster:
    """A card with an event, or a sheet with a note."""
    shape = Shape(
        role="note-shape" if card.is_note else "event-shape",
        shape="note" if card.is_note else "rect",
        box=box,
        fill="note.fill" if card.is_note else f"{tint}.fill",
        stroke="note.stroke" if card.is_note else f"{tint}.stroke",
        stroke_width=1.2,
        radius=0.0 if card.is_note else 6.0,
    )
    text = Text(
        role="note-text" if card.is_note else "event-label",
        block=card.block,
        x=box.x + CARD_PAD_X,
        y=box.y + (box.height - card.block.height) / 2,
        fill="note.text" if card.is_note else "text",
    )
    return Cluster(
        role="note" if card.is_note else "event",
        items=(shape, text),
        link=card.link.url if card.link else None,
        new_window=card.link.new_window if card.link else False,
        tooltip=card.tooltip,
    )


def stack_items(column: Column, left: float, top: float) -> list[AnyItem]:
    """The cards of a period one below the other, joined by short lines."""
    items: list[AnyItem] = []
    y = top
    for position, card in enumerate(column.cards):
        if position:
            x = left + card.width / 2
            items.append(stem((x, y - CARD_GAP), (x, y), column.tint))
        items.append(card_items(card, Box(left, y, card.width, card.height), column.tint))
        y += card.height + CARD_GAP
    return items


def stem(start: tuple[float, float], end: tuple[float, float], tint: str) -> Stroke:
    """A line that joins a pill and a card, or two cards."""
    return Stroke(role="stem", path=polyline(start, end), stroke=f"{tint}.stroke", stroke_width=1.6)


LONGEST_HEADING_WORD = 160.0
"""A word of a heading up to this width is not cut, in px."""


def header_block(section: Section, width: float, theme: Theme) -> TextBlock:
    """A section's heading, wrapped to the width of its header."""
    label, style = label_of(section), TextStyle(theme.body_size, 600)
    room = max(width - 2 * CARD_PAD_X, 60.0)
    return set_text(label, style, whole_words(label, style, room, LONGEST_HEADING_WORD))


def _least_header(diagram: Timeline, chains: Sequence[Chain], theme: Theme) -> float:
    style = TextStyle(theme.body_size, 600)
    used = {id for chain in chains for id in chain}
    words = [
        min(LONGEST_HEADING_WORD, widest_word(label_of(section), style))
        for section in diagram.sections
        if section.id in used
    ]
    return max(60.0, *words) + 2 * CARD_PAD_X if words else 0.0


def header_items(faces: Faces, section: Section, block: TextBlock, box: Box) -> Cluster:
    """A section's header: a band in its colour with the heading in the middle."""
    order = [s.id for s in faces.diagram.sections]
    tint = f"palette.{order.index(_root(faces.diagram, section)) % len(faces.theme.palette)}"
    style = element_style(faces.diagram, section)
    link = section.link
    # A band in the canvas's own colour is seen by its frame.
    framed = style.line or faces.theme.paint(f"{tint}.fill") == faces.theme.paint("canvas")
    return Cluster(
        role="group",
        ref=section.id,
        items=(
            Shape(
                role="group-frame",
                shape="rect",
                box=box,
                fill=style.fill or f"{tint}.fill",
                stroke=style.stroke or (f"{tint}.stroke" if framed else "none"),
                stroke_width=style.stroke_width or 1.2,
                line=style.line or "solid",
                radius=6.0,
            ),
            Text(
                role="group-label",
                block=block,
                x=box.center[0],
                y=box.center[1] - block.height / 2,
                anchor="middle",
                fill=style.color or f"{tint}.text",
            ),
        ),
        link=link.url if link else None,
        new_window=link.new_window if link else False,
        tooltip=section.tooltip or section.description,
    )


def _root(diagram: Timeline, section: Section) -> str:
    """The outermost section round a section."""
    parents = {s.id: s.parent for s in diagram.sections}
    at, seen = section.id, {section.id}
    while (parent := parents.get(at)) is not None and parent in parents and parent not in seen:
        seen.add(parent)
        at = parent
    return at
