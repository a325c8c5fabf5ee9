"""EPUB: chapters with inline SVG must say so in the book's list of files."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import unquote

from sphinx.application import Sphinx

from diagramc.files import write_atomically

if TYPE_CHECKING:
    from sphinx.builders.epub3 import Epub3Builder

_CHAPTER = re.compile(r'<item (?=[^>]*media-type="application/xhtml\+xml")[^>]*href="([^"]*)"[^>]*?(?=\s*/>)')


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Give chapters with pictures the property `svg` (EPUB 3.3, section 5.2.1; epubcheck OPF-014), which Sphinx does not."""
    if exception is not None or app.builder.name != "epub":
        return
    listing = Path(app.outdir, "content.opf")
    text = listing.read_text(encoding="utf-8")
    declared = _CHAPTER.sub(lambda item: _declared(item, Path(app.outdir)), text)
    if declared != text:
        write_atomically(listing, declared.encode())
        cast("Epub3Builder", app.builder).build_epub()


def _declared(item: re.Match[str], folder: Path) -> str:
    chapter = folder / unquote(html.unescape(item[1]))
    has_picture = "properties=" not in item[0] and b"<svg" in chapter.read_bytes()
    return f'{item[0]} properties="svg"' if has_picture else item[0]
