"""URLs in Mermaid source."""

from __future__ import annotations

from urllib.parse import quote

from diagramc.ir.base import Link
from diagramc.ir.urls import has_safe_scheme
from diagramc.targets.base import Escaped
from diagramc.targets.characters import printable


def url(link: Link | None) -> Escaped | None:
    """A link's URL for use between quotes, with what would end it percent-encoded; None for one that must not be followed."""
    if link is None:
        return None
    address = printable(link.url).strip()
    if not address or not has_safe_scheme(address):
        return None
    # A hash and a semicolon would make an entity of what stands between them.
    return Escaped(quote(address, safe="%/:?#[]@!$&'()*+,=-._~" + ("" if "#" in address else ";")))
