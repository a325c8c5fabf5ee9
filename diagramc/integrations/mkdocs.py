"""The MkDocs plugin: diagrams of pages as inline SVG.

```yaml
plugins:
  - search
  - diagramc:
      size: 16:9
```
"""

from __future__ import annotations

import hashlib
import html
import os
import posixpath
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File

from diagramc.cache import Cache, default_folder
from diagramc.diagnostics import Diagnostic, Severity, render
from diagramc.errors import DiagramcError
from diagramc.frontends.markdown import fences
from diagramc.frontends.unsupported import Unsupported
from diagramc.integrations.blocks import Settings, read_block
from diagramc.integrations.builder import Builder, OnError, planning_of
from diagramc.integrations.html import figure
from diagramc.ir.urls import is_relative
from diagramc.looks import named_look
from diagramc.options import CompileOptions, check_options

if TYPE_CHECKING:
    from jinja2.environment import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

log = get_plugin_logger(__name__)


class DiagramcConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's options in `mkdocs.yml`."""

    size = c.Type(str, default="auto")
    image_size = c.Type(str, default="1K")
    theme = c.Optional(c.Type(str))
    icons = c.Optional(c.Dir(exists=True))
    engine = c.Type(str, default="native")
    planner = c.Type(str, default="auto")
    on_error = c.Choice(("fail", "placeholder", "source"), default="fail")
    unsupported = c.Choice(("fail", "keep"), default="fail")
    locked = c.Type(bool, default=False)
    lock = c.Type(str, default="diagrams.lock")
    include = c.ListOfItems(c.Dir(exists=True), default=[])
    cache = c.Type(bool, default=True)
    jobs = c.Optional(c.Type(int))


Anchors = dict[File, dict[str, str]]
"""The places in pages that links lead to, with the links as they are written: MkDocs's own form."""


class DiagramcPlugin(BasePlugin[DiagramcConfig]):  # type: ignore[no-untyped-call]
    """Draws the fenced diagrams of every page."""

    def __init__(self) -> None:
        self._builder: Builder | None = None
        self._figures: dict[str, dict[str, str]] = {}
        self._names: dict[str, set[str]] = {}
        self._anchors: dict[str, Anchors] = {}
        self._errors = 0

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check the options, and open lock and cache. `DIAGRAMC_LOCKED=1` locks a build whatever the options say."""
        own = self.config
        home = Path(config.config_file_path or "mkdocs.yml").parent
        theme = own.theme or _theme_of(config)
        try:
            look = named_look(theme, own.icons, home)
        except DiagramcError as error:
            raise PluginError("\n".join(map(render, error.diagnostics)) or error.message) from None
        options = CompileOptions(
            size=own.size, image_size=own.image_size, theme=look.theme, engine=own.engine
        )
        wrong = check_options(options)
        if wrong:
            raise PluginError("\n".join(render(problem) for problem in wrong))
        self._lock_path = home / own.lock
        self._builder = Builder(
            lock_path=self._lock_path,
            cache=Cache(default_folder(os.environ)) if own.cache else None,
            planning=planning_of(own.locked, os.environ),
            include=[Path(folder) for folder in own.include],
            unsupported=cast(Unsupported, own.unsupported),
            workers=own.jobs,
        )
        self._settings = Settings(
            size=own.size,
            image_size=own.image_size,
            engine=own.engine,
            planner=own.planner,
            **look._asdict(),
        )
        for pages in (self._figures, self._names, self._anchors):
            pages.clear()
        self._errors = 0
        return config

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put a word in place of each diagram; Markdown makes a paragraph of it wherever it stands."""
        file = os.path.relpath(page.file.abs_src_path or page.file.src_uri)
        found = fences(markdown, file, first_line=_first_line(page, markdown))
        if not found:
            return markdown
        assert self._builder is not None
        built = self._builder.build([read_block(fence, self._settings) for fence in found])
        self._report([problem for item in built for problem in item.diagnostics])
        anchors = self._anchors[page.file.src_uri] = {}
        self._names[page.file.src_uri] = {item.block.name for item in built if item.block.name}
        resolve = _resolver(page, files, file, anchors)
        lines = markdown.split("\n")
        copies: Counter[str] = Counter()
        figures: dict[str, str] = {}
        for item in built:
            copies[item.key] += 1
            word = _word(page.file.src_uri, item.block.fence.number)
            figures[word] = figure(
                item, on_error=cast(OnError, self.config.on_error), resolve=resolve, copy=copies[item.key]
            )
        for item in reversed(built):
            if item.left:
                continue
            fence = item.block.fence
            line = f"{fence.lead}{_word(page.file.src_uri, fence.number)}"
            indent = "".join(char if char in "> \t" else " " for char in fence.lead).rstrip()
            lines[fence.first - 1 : fence.last] = [
                *_gap(lines, fence.first - 1, indent, fence.lead),
                line,
                indent,
            ]
        self._figures[page.file.src_uri] = figures
        return "\n".join(lines)

    def _report(self, problems: list[Diagnostic]) -> None:
        """Errors end the build when all pages are read, or are warnings where something stands in for the picture.

        `--strict` makes those errors.
        """
        failing = self.config.on_error == "fail"
        for problem in problems:
            if problem.severity is Severity.ERROR and failing:
                self._errors += 1
                log.error(render(problem))
            else:
                (log.info if problem.severity is Severity.INFO else log.warning)(render(problem))

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """End the build where a diagram of any page is wrong: all that is wrong has been told."""
        if self._errors:
            errors = "1 error" if self._errors == 1 else f"{self._errors} errors"
            raise PluginError(f"{errors} in diagrams")

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put the figures in place of their words, and let MkDocs check anchors in them and to them as it does those of Markdown."""
        if page.present_anchor_ids is not None:
            page.present_anchor_ids |= self._names.pop(page.file.src_uri, set())
        if page.links_to_anchors is not None:
            for target, links in self._anchors.pop(page.file.src_uri, {}).items():
                page.links_to_anchors[target] = {**links, **page.links_to_anchors.get(target, {})}
        for word, shown in self._figures.pop(page.file.src_uri, {}).items():
            # Split and joined: a replacement by `re.sub` would read backslashes in it.
            html = shown.join(re.split(rf"<p>\s*{word}\s*</p>|{word}", html))
        return html

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Keep what was planned; say which entries of the lock no page uses."""
        assert self._builder is not None
        self._builder.close()
        self._builder.save_lock()
        if self._builder.unused:
            log.info(self._builder.unused)

    def on_build_error(self, *, error: Exception) -> None:
        """End the processes that compile: a server waits for the next change."""
        if self._builder is not None:
            self._builder.close()

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Build again when the lock file is edited."""
        if self._lock_path.exists():
            server.watch(str(self._lock_path))
        return server


def _theme_of(config: MkDocsConfig) -> str:
    """The look that goes with the site: `auto` where Material can be switched to its dark scheme, else what the site always is."""
    palette = config.theme.get("palette") if config.theme.name == "material" else None
    listed = palette if isinstance(palette, list) else [palette] if isinstance(palette, dict) else []
    schemes = {entry.get("scheme", "default") for entry in listed if isinstance(entry, dict)}
    if "slate" not in schemes:
        return "light"
    return "auto" if len(schemes) > 1 else "dark"


def _word(page: str, number: int) -> str:
    """A word that no page has by chance and no Markdown extension changes."""
    return f"diagramc{hashlib.sha256(page.encode()).hexdigest()[:16]}n{number}x"


def _gap(lines: list[str], at: int, indent: str, lead: str) -> list[str]:
    """An empty line where the word would become a part of the paragraph before it."""
    before = lines[at - 1].lstrip(" \t>") if at else ""
    return [indent] if before.strip() and not lead.strip(" \t>") else []


def _first_line(page: Page, markdown: str) -> int:
    """The line of the page's file that its Markdown begins in: after the front matter that MkDocs has taken off."""
    try:
        raw = page.file.content_string.replace("\r\n", "\n")
    except (OSError, ValueError):
        return 1
    at = raw.rfind(markdown.rstrip("\n")) if markdown.strip() else -1
    return raw.count("\n", 0, at) + 1 if at >= 0 else 1


def _resolver(page: Page, files: Files, file: str, anchors: Anchors) -> Callable[[str], str]:
    """Links to pages and files of the site, as MkDocs resolves those in Markdown; dead ones are warnings.

    Those that lead to a place in a page are put into `anchors`.
    """

    def resolve(url: str) -> str:
        path, mark, rest = re.match(r"([^?#]*)([?#]?)(.*)", url, re.DOTALL).groups()  # type: ignore[union-attr]
        anchor = url.partition("#")[2]
        if not path and anchor:
            anchors.setdefault(page.file, {}).setdefault(anchor, url)
        if not is_relative(url) or not path or path.startswith("/"):
            return url
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page.file.src_uri), path))
        found = files.get_file_from_path(target)
        if found is None:
            log.warning(
                f"{file}: a diagram links to {html.escape(path)!r}, which is not among the documentation files"
            )
            return url
        if anchor:
            anchors.setdefault(found, {}).setdefault(anchor, url)
        return found.url_relative_to(page.file) + mark + rest

    return resolve
