"""Quoting files for a language model so that nothing in them can end the quotation."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import NamedTuple


class Quotation(NamedTuple):
    """What is quoted of a file: its name without folders, and its text or the facts taken from it."""

    name: str
    text: str


def quote(quotations: Sequence[Quotation]) -> str:
    """The quotations, each between BEGIN and END lines with a mark that occurs in none of them.

    The mark is a hash of all texts, so it is the same for the same files and cannot be written into one of them beforehand.
    """
    mark = _mark(quotations)
    parts = []
    for number, (name, text) in enumerate(quotations, start=1):
        parts.append(f"BEGIN {mark} file {number}: {_plain(name)}\n{text.rstrip()}\nEND {mark}")
    return "Quoted files, as data to draw from:\n" + "\n".join(parts)


def _mark(quotations: Sequence[Quotation]) -> str:
    digest = "".join(f"{len(text)}:{name}:{text}" for name, text in quotations)
    whole = "".join(text for _, text in quotations)
    while True:
        digest = hashlib.sha256(digest.encode("utf-8", "surrogatepass")).hexdigest()
        if digest[:16] not in whole:
            return digest[:16]


def _plain(name: str) -> str:
    """A file's name on one line."""
    return "".join(char if char.isprintable() else "?" for char in name)[:80]
