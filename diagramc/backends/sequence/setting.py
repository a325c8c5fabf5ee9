"""How roomy a sequence diagram is set, and the sizes all its parts share (px at natural scale)."""

from __future__ import annotations

from typing import NamedTuple

from diagramc.ir.base import Label, plain
from diagramc.layout.grow import USUAL, Air, widened
from diagramc.layout.text import TextBlock, TextStyle, set_text, text_width, widest_word
from diagramc.themes.base import Theme

BAR_WIDTH = 10.0
"""Width of an activation bar."""
BAR_SHIFT = 5.0
"""How far a nested activation stands to the right of the one it is in."""
BAR_LEAST = 14.0
"""The least height of an activation bar."""
LABEL_GAP = 4.0
"""Between a message's label and its line."""
LOOP_WIDTH, LOOP_HEIGHT = 34.0, 20.0
"""The loop of a message to oneself."""
CROSS = 7.0
"""Half the size of the cross at the end of a destroyed lifeline."""
DOT = 5.0
"""Radius of the dot at the open end of a lost or found message."""
FRAME_PAD = 14.0
"""From the outermost lifeline or content to a fragment's frame."""
TAB_HEIGHT = 22.0
"""Height of the pentagon in the corner of a frame."""
NOTE_PAD_X, NOTE_PAD_Y = 11.0, 8.0
BADGE = 18.0
"""Height of a message number."""
LONGEST_WORD = 220.0
"""A word up to this width is not cut even where labels wrap more narrowly."""


MOST_WIDER = 140.0
"""Lifelines are drawn apart by at most this many px more than they need; where there are few of them, by more."""
_MOST_WIDER_TOGETHER = 700.0
"""But by no more than this many px in all then."""
_FEW_ROWS = 8
"""With fewer steps than this they may be as far apart as ranks at the most air; with more, messages stay lines of a text."""
SLIM_WRAP = 100.0
"""Where labels wrap at this many px or fewer, heads have less air round their names."""


class Setting(NamedTuple):
    """`wrap`: where labels between neighbours wrap, in px. `air`: gaps as multiples of the theme's. `parts`: how many parts the
    sequence is folded into, side by side, or one under the other when they are `stacked`. `rows`: about how many gaps there are from
    top to bottom.
    """

    wrap: float
    air: Air = USUAL
    parts: int = 1
    stacked: bool = False
    rows: float = 99.0

    def row_gap(self, theme: Theme) -> float:
        """Between one step's bottom and the next one's top."""
        few = max(0.0, 1.0 - self.rows / _FEW_ROWS)
        return widened(theme.rank_gap * 0.36, self.air.down, theme.rank_gap * (1.2 + 0.8 * few))

    def tail(self, theme: Theme) -> float:
        """How far lifelines go on below the last step: with no steps they are all there is to grow."""
        bare = max(0.0, 1.0 - self.rows / 3.0) * max(0.0, self.air.down - 1.0)
        return self.row_gap(theme) * (1.1 + 3.0 * bare)

    def head_gap(self, theme: Theme) -> float:
        """Between the heads of neighbours."""
        return theme.node_gap * 0.85 * min(1.0, self.air.across)

    def pitch(self, least: float, count: int) -> float:
        """How far `count` lifelines stand apart that need `least` px: up to twice that, but no more than MOST_WIDER px wider."""
        few = max(0.0, 1.0 - count / 5)
        most = max(MOST_WIDER, _MOST_WIDER_TOGETHER / count)
        return least + max(0.0, self.air.across - 1.0) * min(least * (1.0 + few), most)

    @property
    def is_slim(self) -> bool:
        """Whether heads are to be narrow too."""
        return self.wrap <= SLIM_WRAP


def message_style(theme: Theme) -> TextStyle:
    """Type of message labels."""
    return TextStyle(theme.body_size - 1)


def small_style(theme: Theme, weight: int = 400) -> TextStyle:
    """Type of notes, guards and tabs."""
    return TextStyle(theme.small_size + 0.5, weight)


def set_label(label: Label, style: TextStyle, wrap: float) -> TextBlock:
    """Set a label at a wrap width, or at the width of its longest word where that is wider (up to LONGEST_WORD).

    Where labels are narrow, paths and calls may break at their joints.
    """
    if wrap <= SLIM_WRAP:
        longest = widest_word(label, style)
    else:
        longest = max((text_width(word, style) for word in plain(label).split()), default=0.0)
    return set_text(label, style, max(wrap, min(longest + 1.0, LONGEST_WORD)))


def has_text(label: Label | None) -> bool:
    """Whether there is anything to draw."""
    return bool(plain(label).strip())
