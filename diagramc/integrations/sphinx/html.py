"""Diagrams in HTML and EPUB: inline SVG, or PNG with an image map."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any, cast

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from diagramc.files import write_atomically
from diagramc.integrations.builder import OnError
from diagramc.integrations.compiled import Compiled, LinkArea
from diagramc.integrations.html import figure, framed
from diagramc.integrations.sphinx.environment import compiled_as
from diagramc.integrations.sphinx.links import resolved
from diagramc.integrations.sphinx.nodes import built_of, diagram_node


def visit_html(self: HTML5Translator, node: diagram_node) -> None:
    """Inline SVG, or a PNG with an image map."""
    links = resolved(node)
    if node["compiled"].failed:
        self.body.append(_stand_in(self, node))
    elif self.builder.config.diagramc_html_format == "png":
        self.body.append(_png(self, node, links))
    else:
        shown = figure(
            built_of(node),
            resolve=lambda url: links.get(url, url),
            copy=_copy(self, node),
            number=_number(self, node),
        )
        self.body.append(shown)
    raise nodes.SkipNode


def _copy(self: HTML5Translator, node: diagram_node) -> int:
    """Which of the equal diagrams of a document this is, from 1."""
    copies: dict[str, int] = self.__dict__.setdefault("_diagramc_copies", {})
    copies[node["key"]] = copies.get(node["key"], 0) + 1
    return copies[node["key"]]


def _stand_in(self: HTML5Translator, node: diagram_node) -> str:
    on_error = cast(OnError, self.builder.config.diagramc_on_error)
    if on_error == "source":
        return figure(built_of(node), on_error="source")
    said = f'<pre style="white-space:pre-wrap">{html.escape(node["said"])}</pre>'
    source = f"<pre>{html.escape(node['block'].text)}</pre>"
    return f'<div class="diagramc-error admonition error" role="alert">{said}{source}</div>'


def _png(self: HTML5Translator, node: diagram_node, links: dict[str, str]) -> str:
    compiled = compiled_as(self.builder.app, node, "png")
    file = _write(self.builder, node["key"], compiled)
    block = node["block"]
    alt = html.escape(" ".join(built_of(node).alt.split()))
    # Equal pictures of a document share a file, and have maps of their own.
    name = f"{Path(file).stem}-{_copy(self, node)}"
    areas = "".join(_area(area, links) for area in compiled.links)
    used = f' usemap="#{name}"' if areas else ""
    area_map = f'<map name="{name}" id="{name}">{areas}</map>' if areas else ""
    size = f'width="{compiled.width}" height="{compiled.height}"'
    # Browsers do not shrink a map with its picture: a picture with links has its own size, and scrolls where there is less room.
    style = "max-width:none" if areas else "max-width:100%;height:auto"
    image = f'<img src="{self.builder.imgpath}/{file}" {size} style="{style}" alt="{alt}"{used}/>'
    if block.link:
        image = f'<a href="{html.escape(links.get(block.link, block.link))}">{image}</a>'
    if areas:
        image = f'<div style="overflow-x:auto">{image}</div>'
    return framed(block, image + area_map, number=_number(self, node))


def _number(self: HTML5Translator, node: diagram_node) -> str:
    """What Sphinx's `numfig` writes before the caption of a figure that can be referred to."""
    if not node["ids"] or not node["block"].caption:
        return ""
    written = len(self.body)
    self.add_fignumber(node)
    number = "".join(self.body[written:])
    del self.body[written:]
    return number


def _area(area: LinkArea, links: dict[str, str]) -> str:
    box = f"{area.x:.0f},{area.y:.0f},{area.x + area.width:.0f},{area.y + area.height:.0f}"
    address = html.escape(links.get(area.url, area.url))
    return f'<area shape="rect" coords="{box}" href="{address}" alt="{html.escape(area.title or area.url)}"/>'


def _write(builder: Any, key: str, compiled: Compiled) -> str:
    """Put a picture among the images of the output; answers its name, which says its content."""
    name = f"diagramc-{key[:20]}.{compiled.format}"
    write_atomically(Path(builder.outdir, builder.imagedir, name), compiled.data)
    return name
