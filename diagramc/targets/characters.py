"""The characters of labels, before any language's own escapes: line breaks made one kind, control characters left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from diagramc.ir.base import Label, Run

_CONTROLS = {code: None for code in range(0xA0) if unicodedata.category(chr(code)) == "Cc"}
_CHARACTERS = str.maketrans(
    _CONTROLS
    | {ord("\t"): " ", ord("\n"): "\n"}
    | dict.fromkeys(map(ord, "\r\x0b\x0c\x85\u2028\u2029"), "\n")
    | dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd")
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def printable(text: str) -> str:
    """A text with `\\n` for each line break, blanks for tabs, and no character that XML cannot hold."""
    return _SURROGATE.sub("\ufffd", text.replace("\r\n", "\n").translate(_CHARACTERS))


def runs(label: Label) -> Iterator[Run]:
    """The printable runs of a label; neighbours in one style are one run, so that marks across their border are seen."""
    if isinstance(label, str):
        yield Run(text=printable(label))
        return
    for (bold, italic, code), same in groupby(label.runs, key=lambda run: (run.bold, run.italic, run.code)):
        yield Run(text=printable("".join(run.text for run in same)), bold=bold, italic=italic, code=code)
