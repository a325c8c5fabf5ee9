"""Diagrams in HTML pages: the picture as inline SVG in a figure, or what stands in for it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from diagramc.integrations.blocks import Block
from diagramc.integrations.builder import Built, OnError
from diagramc.integrations.placeholder import message

Resolve = Callable[[str], str]
"""A link as an author wrote it, as the address that the page needs."""
_LINK = re.compile(r'<a href="([^"]*)"')
_PREFIX = re.compile(r' id="(d[0-9a-f]{8})-')
_FITTED = "max-width:100%;height:auto"


def figure(
    built: Built,
    *,
    on_error: OnError = "fail",
    resolve: Resolve | None = None,
    copy: int = 1,
    number: str = "",
) -> str:
    """A figure on one line. `copy` numbers equal diagrams of a page, so that their ids differ.

    `number` is HTML that stands before the caption.
    """
    if built.compiled.failed:
        return _error(built) if on_error == "placeholder" and not built.left else _source(built)
    svg = built.compiled.data.decode().strip().replace("\n", " ")
    svg = _switched(_numbered(svg, copy))
    if resolve is not None:
        svg = _LINK.sub(lambda m: f'<a href="{html.escape(resolve(html.unescape(m[1])))}"', svg)
    label = html.escape(" ".join(built.alt.split()))
    svg = svg.replace("<svg ", f'<svg style="{_FITTED}" aria-label="{label}" ', 1)
    block = built.block
    if block.link:
        address = resolve(block.link) if resolve else block.link
        svg = f'<a href="{html.escape(address)}">{svg}</a>'
    outline = html.escape(" ".join(built.compiled.outline.split()))
    # Hidden from sight and from screen readers, which have the label; for the search of the site.
    hidden = f'<div hidden="hidden">{outline}</div>'
    return framed(block, svg, hidden, number=number)


def _numbered(svg: str, copy: int) -> str:
    found = _PREFIX.search(svg) if copy > 1 else None
    return svg if found is None else svg.replace(found[1], f"{found[1]}c{copy}")


_SCHEMES = re.compile(
    r"<style>#(?P<id>\w+)\{(?P<day>[^{}]*)\}@media \(prefers-color-scheme: dark\)\{#\w+\{(?P<night>[^{}]*)\}\}</style>"
)
"""The colours of a picture in the theme `auto`, as `renderers.properties` writes them."""


def _switched(svg: str) -> str:
    """A picture in the theme `auto` follows the switch of a site too, not only the system: Material for MkDocs, Furo, PyData."""

    def rules(found: re.Match[str]) -> str:
        parts = [found[0].removesuffix("</style>")]
        for colors, schemes in (("day", ("default", "light")), ("night", ("slate", "dark"))):
            where = f'[data-md-color-scheme="{schemes[0]}"] #{found["id"]},[data-theme="{schemes[1]}"] #{found["id"]}'
            parts.append(f"{where}{{{found[colors]}}}")
        return "".join(parts) + "</style>"

    return _SCHEMES.sub(rules, svg)


def framed(block: Block, picture: str, hidden: str = "", *, number: str = "") -> str:
    """A picture in its figure, as wide and with the caption and the name that its author gave it."""
    caption = f"<figcaption>{number}{html.escape(block.caption)}</figcaption>" if block.caption else ""
    style = f' style="width:{html.escape(block.width)}"' if block.width else ""
    anchor = f' id="{html.escape(block.name)}"' if block.name else ""
    return f'<figure class="diagramc"{anchor}{style}>{picture}{hidden}{caption}</figure>'


def _error(built: Built) -> str:
    frame = "border:2px solid #d92d20;border-radius:6px;padding:0 1em;background:#fef3f2;color:#7a271a"
    said = f'<pre style="white-space:pre-wrap;color:inherit;background:none">{_text(message(built))}</pre>'
    return f'<div class="diagramc-error" role="alert" style="{frame}">{said}{_source(built)}</div>'


def _source(built: Built) -> str:
    language = html.escape(built.block.fence.language)
    return f'<pre><code class="language-{language}">{_text(built.block.text)}</code></pre>'


def _text(text: str) -> str:
    """Text for a `pre` on one line of HTML, as what comes after it may cut lines apart."""
    return html.escape(text, quote=False).replace("\n", "&#10;")
