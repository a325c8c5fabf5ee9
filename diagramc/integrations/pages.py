"""Markdown pages of a repository: a picture beside the page for each diagram, and a reference to it under the diagram."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from diagramc.integrations.blocks import Block
from diagramc.integrations.builder import Built, OnError
from diagramc.integrations.placeholder import error_picture

ENDINGS = (".md", ".markdown", ".mdx")
SKIPPED = frozenset({"node_modules", "site", "_build", "build", "dist", "venv", "__pycache__"})
"""Folders without pages of the author's; so are those whose name begins with a dot."""
MARK = "<!-- diagramc -->"
_REFERENCE = re.compile(
    r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?:\[?!\[|<a |<img ).*" + re.escape(MARK) + r"\s*"
)
_SUMMARY = "<details><summary>Source</summary>"
_END = "</details>"


class Page(NamedTuple):
    """A page as it should be: its text, and the pictures that go with it."""

    path: Path
    text: str
    pictures: dict[Path, bytes]
    obsolete: tuple[Path, ...]
    """Pictures of diagrams that the page no longer has."""


def find_pages(path: Path, endings: Sequence[str] = ENDINGS) -> list[Path]:
    """The page, or the pages below a folder, in order of their paths."""
    if not path.is_dir():
        return [path]
    found = []
    for page in sorted(path.rglob("*")):
        folders = page.relative_to(path).parts[:-1]
        hidden = any(part in SKIPPED or part.startswith(".") for part in folders)
        if page.suffix.lower() in endings and not hidden and page.is_file():
            found.append(page)
    return found


def picture_path(page: Path, block: Block, format: str, folder: str) -> Path:
    """Where a block's picture is: beside the page (or in a folder beside it), named after the page and its number or name."""
    name = block.name or f"{page.stem}-{block.fence.number}"
    return page.parent / folder / f"{name}.{format}"


def make_page(
    path: Path,
    text: str,
    built: Sequence[Built],
    *,
    format: str = "svg",
    folder: str = ".",
    fold: bool = False,
    on_error: OnError = "fail",
) -> Page:
    """The page with a reference under each of its diagrams; with `fold` above it, and the source folded away below.

    Making it again from its own result changes nothing. With `fail` the caller has seen to it that all were drawn.
    """
    lines = text.split("\n")
    pictures: dict[Path, bytes] = {}
    for item in reversed(built):
        block = item.block
        data = item.compiled.data
        if item.compiled.failed and on_error == "placeholder" and not item.left:
            data = error_picture(item)
        reference = ""
        if data:
            # An error is drawn as SVG whatever the format of pictures.
            ending = "svg" if item.compiled.failed else format
            picture = picture_path(path, block, ending, folder)
            pictures[picture] = data
            address = quote(picture.relative_to(path.parent).as_posix())
            reference = _reference(item, address)
        lines = _placed(lines, block, reference, fold=fold)
    return Page(path, "\n".join(lines), pictures, _obsolete(path, folder, pictures))


def _reference(item: Built, address: str) -> str:
    block = item.block
    alt = " ".join(item.alt.split())
    if block.width:
        attributes = f'src="{address}" alt="{_attribute(alt)}" width="{_attribute(block.width)}"'
        if block.caption:
            attributes += f' title="{_attribute(block.caption)}"'
        image = f"<img {attributes}>"
        return (f'<a href="{_attribute(block.link)}">{image}</a>' if block.link else image) + MARK
    title = f' "{_title(block.caption)}"' if block.caption else ""
    image = f"![{_alt(alt)}]({address}{title})"
    return (f"[{image}](<{block.link}>)" if block.link else image) + MARK


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")


def _alt(text: str) -> str:
    """A text inside `![…]`: what Markdown would read in it is escaped."""
    return re.sub(r"([\\\[\]`*_<>&!|$])", r"\\\1", text)


def _title(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')


def _placed(lines: list[str], block: Block, reference: str, *, fold: bool) -> list[str]:
    """The lines with the block's reference and nothing that an earlier run put there."""
    first, last = block.fence.first - 1, block.fence.last - 1
    mark = block.fence.lead
    before, fence, after = lines[:first], lines[first : last + 1], lines[last + 1 :]
    before, mark, after = _unfolded(before, mark, after)
    after = _without_reference(after)
    # A mark of a list stays with what is the first line of its item; the other lines are indented as far.
    indent = "".join(char if char in "> \t" else " " for char in mark)
    opening = fence[0][len(block.fence.lead) :]
    blank = indent.rstrip()
    if not reference:
        return [*before, mark + opening, *fence[1:], *after]
    if fold:
        # A fence may end a paragraph; a picture would become a part of it.
        gap = [blank] if before and _bare(before[-1]) and mark == indent else []
        head = [*gap, mark + reference, blank, indent + _SUMMARY, blank]
        return [*before, *head, indent + opening, *fence[1:], blank, indent + _END, *after]
    gap = [] if not after or not _bare(after[0]) else [blank]
    return [*before, mark + opening, *fence[1:], blank, indent + reference, *gap, *after]


def _bare(line: str) -> str:
    """A line without blanks and marks of quotes before it."""
    return line.lstrip(" \t>").rstrip()


def _without_reference(after: list[str]) -> list[str]:
    """Without the reference of an earlier run and its blank line. One with a folded source belongs to the diagram below it."""
    if len(after) < 2 or _bare(after[0]) or not _REFERENCE.fullmatch(after[1]):
        return after
    return after if len(after) > 3 and _bare(after[3]) == _SUMMARY else after[2:]


def _unfolded(before: list[str], mark: str, after: list[str]) -> tuple[list[str], str, list[str]]:
    """Without the frame of an earlier run that folded the source away; the mark of a list is taken back from its first line."""
    opened = len(before) > 3 and _bare(before[-2]) == _SUMMARY and _REFERENCE.fullmatch(before[-4])
    if not opened or len(after) < 2 or _bare(after[1]) != _END:
        return before, mark, after
    lead = re.match(r"[^!\[<]*", before[-4])
    return before[:-4], lead[0] if lead else mark, after[2:]


def _obsolete(path: Path, folder: str, pictures: dict[Path, bytes]) -> tuple[Path, ...]:
    """Numbered pictures of this page that it no longer shows, where diagramc says in them that it drew them."""
    pattern = re.compile(re.escape(path.stem) + r"-\d+\.svg")
    home = path.parent / folder
    if not home.is_dir():
        return ()
    found = []
    for picture in sorted(home.iterdir()):
        if pattern.fullmatch(picture.name) and picture not in pictures and picture.is_file():
            with picture.open("rb") as file:
                if b"<metadata>diagramc " in file.read(4000):
                    found.append(picture)
    return tuple(found)
