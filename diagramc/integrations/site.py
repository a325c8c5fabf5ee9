"""Many pages at once: read, compiled together, and written where all went well."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from diagramc.diagnostics import Diagnostic
from diagramc.errors import SourceError
from diagramc.files import Original, original_of, read_source, write_atomically
from diagramc.frontends.reading import page_fences
from diagramc.integrations.blocks import Block, Settings, read_block
from diagramc.integrations.builder import Builder, OnError
from diagramc.integrations.compiled import has_errors
from diagramc.integrations.lock import Lock
from diagramc.integrations.pages import ENDINGS, Page, find_pages, make_page

_NAMING = rb"(?m)^[ \t]*(?:\.\.[ \t]+|[`~:]{3,}[ \t]*\{)diagramc(?:::|\})[ \t]+([^\s=]+)[ \t]*\r?$"
"""A directive, reStructuredText's or MyST's, with a file as its argument."""


class Made(NamedTuple):
    """The pages as they should be, those that could not be made left out; `blocks` is how many diagrams there are."""

    pages: tuple[Page, ...]
    originals: dict[Path, Original]
    diagnostics: tuple[Diagnostic, ...]
    blocks: int

    def changes(self) -> list[Path]:
        """The files that are not as they should be, in order of their paths."""
        found: set[Path] = set()
        for page in self.pages:
            if page.text != self.originals[page.path].text:
                found.add(page.path)
            found.update(path for path, data in page.pictures.items() if _content(path) != data)
            found.update(page.obsolete)
        return sorted(found)

    def write(self) -> None:
        """Make them so: pictures before the page that shows them."""
        for page in self.pages:
            for path, data in page.pictures.items():
                if _content(path) != data:
                    write_atomically(path, data)
            if page.text != self.originals[page.path].text:
                write_atomically(page.path, self.originals[page.path].encode(page.text))
            for path in page.obsolete:
                path.unlink(missing_ok=True)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _named_files(data: bytes, beside: Path, root: Path) -> Iterator[str]:
    """The texts of the files that directives of a page name; a path that begins with `/` is one from a folder of Sphinx's sources.

    Where those sources are is Sphinx's to say, so each folder from the page's up to `root` is tried.
    """
    for match in re.finditer(_NAMING, data):
        name = match[1].decode("utf-8", "replace")
        folders = (beside,) if not name.startswith("/") else (beside, *beside.parents)
        for base in folders:
            path = base / name.lstrip("/")
            if not path.resolve().is_relative_to(root.resolve()):
                break
            with suppress(SourceError):
                yield read_source(path).decode("utf-8-sig", "replace")


def mark_used(lock: Lock, folder: Path, settings: Settings) -> None:
    """Ask the lock for the prompts of all pages below a folder, so that entries of pages that were not made count as used.

    So do those of the files that a Sphinx directive names in place of its content.
    """
    for path in find_pages(folder, (*ENDINGS, ".rst")):
        try:
            data = read_source(path)
            found = page_fences(data, str(path))
        except SourceError:
            continue
        for named in _named_files(data, path.parent, folder):
            lock.keep(named)
        for fence in found:
            if fence.language == "prompt":
                block = read_block(fence, settings)
                lock.get(block.text, block.options.type)


class Site:
    """Pages with what holds for all of them. With `prompts_only` other diagrams are passed over: the pages are only planned."""

    def __init__(
        self,
        builder: Builder,
        settings: Settings,
        *,
        format: str = "svg",
        folder: str = ".",
        fold: bool = False,
        on_error: OnError = "fail",
        prompts_only: bool = False,
    ) -> None:
        self._builder = builder
        self._settings = settings
        self._format = format
        self._folder = folder
        self._fold = fold
        self._on_error: OnError = on_error
        self._prompts_only = prompts_only

    def make(self, paths: Iterable[Path]) -> Made:
        """The pages with their pictures. A page with an error is left out when errors are to fail."""
        originals: dict[Path, Original] = {}
        blocks: dict[Path, list[Block]] = {}
        for path in paths:
            data = read_source(path)
            fences = page_fences(data, str(path))
            if self._prompts_only:
                fences = [fence for fence in fences if fence.language == "prompt"]
            originals[path] = original_of(data)
            blocks[path] = [read_block(fence, self._settings) for fence in fences]
        built = iter(self._builder.build([block for own in blocks.values() for block in own], self._format))
        pages: list[Page] = []
        problems: list[Diagnostic] = []
        for path, own in blocks.items():
            items = [next(built) for _ in own]
            found = [problem for item in items for problem in item.diagnostics]
            problems += found
            if not has_errors(found) or self._on_error != "fail":
                pages.append(
                    make_page(
                        path,
                        originals[path].text,
                        items,
                        format=self._format,
                        folder=self._folder,
                        fold=self._fold,
                        on_error=self._on_error,
                    )
                )
        return Made(tuple(pages), originals, tuple(problems), sum(map(len, blocks.values())))
