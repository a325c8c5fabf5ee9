"""Where a click leads: URLs that may be followed from a picture."""

from __future__ import annotations

import re

from diagramc.frontends.mermaid.text import unescape
from diagramc.frontends.source import Source
from diagramc.ir.base import Link
from diagramc.ir.urls import has_safe_scheme


def address(source: Source, url: str, start: int, *, new_window: bool = False) -> Link | None:
    """The link to a URL that begins at `start`; None, and a remark, for one that must not be followed (`javascript:` …)."""
    said = re.sub(r"[\x00-\x20\x7f]+", "%20", unescape(url).strip())
    if not said:
        return None
    if not has_safe_scheme(said):
        scheme = said.partition(":")[0]
        source.report(
            "parse.value",
            f"a link to a `{scheme[:20]}:` address is left out",
            start,
            start + len(url),
            hint="only http, https, mailto and relative addresses are kept",
        )
        return None
    return Link(url=said, new_window=new_window, span=source.span(start, start + len(url)))
