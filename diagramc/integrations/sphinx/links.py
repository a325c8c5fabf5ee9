"""Links in diagrams that lead to documents: roles such as :ref:, and paths of documents, resolved by Sphinx itself."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterator

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.util import docname_join, logging

from diagramc.integrations.compiled import Compiled
from diagramc.integrations.sphinx.nodes import diagram_node, link_node

log = logging.getLogger(__name__)

_ROLE = re.compile(r":(?:(?P<domain>\w+):)?(?P<role>[\w-]+):`(?P<target>[^`]+)`")


_STANDARD = frozenset({"ref", "doc", "numref", "term", "option", "envvar", "keyword", "token"})


_HREF = re.compile(r'<a href="([^"]*)"')


def links_of(app: Sphinx, link: str | None, compiled: Compiled) -> Iterator[link_node]:
    """A node for each link of a picture, and for the one round it, that leads to a document or is a role."""
    urls = [link] if link else []
    urls += [html.unescape(url) for url in _HREF.findall(compiled.data.decode("utf-8", "ignore"))]
    for url in dict.fromkeys(urls):
        if _is_internal(url):
            yield _pending(app, url)


def _is_internal(url: str) -> bool:
    """Whether a link is a role or leads to a document of the project."""
    path = re.split(r"[?#]", url, maxsplit=1)[0]
    return bool(_ROLE.fullmatch(url)) or (path.endswith((".rst", ".md", ".txt", ".ipynb")) and ":" not in url)


def _pending(app: Sphinx, url: str) -> link_node:
    role = _ROLE.fullmatch(url)
    holder = link_node()
    holder["url"] = url
    if role:
        domain = role["domain"] or ("std" if role["role"] in _STANDARD else app.config.primary_domain or "py")
        kind, target = role["role"], role["target"]
    else:
        path, _, anchor = url.partition("#")
        domain, kind, target = "std", "doc", os.path.splitext(path)[0]
        holder["anchor"] = anchor
    pending = pending_xref(
        "",
        nodes.inline("", ""),
        refdoc=app.env.docname,
        refdomain=domain,
        reftype=kind,
        reftarget=target,
        refexplicit=True,
        refwarn=True,
    )
    holder += pending
    return holder


def on_doctree_resolved(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Warn of links in diagrams that lead to an anchor which their document does not have."""
    for diagram in doctree.findall(diagram_node):
        for holder in diagram.findall(link_node):
            anchor = holder.get("anchor")
            path = holder["url"].partition("#")[0]
            target = docname_join(docname, os.path.splitext(path)[0]) if anchor else ""
            if target in app.env.all_docs and anchor not in _anchors(app.env.get_doctree(target)):
                log.warning(
                    f"a diagram links to {holder['url']!r}, but {target} has no anchor {anchor!r}",
                    location=diagram,
                    type="diagramc",
                    subtype="anchor",
                )


def _anchors(doctree: nodes.document) -> set[str]:
    return {id for node in doctree.findall(nodes.Element) for id in node["ids"]}


def resolved(node: diagram_node) -> dict[str, str]:
    """Where each link of a diagram leads now that Sphinx has resolved it."""
    found: dict[str, str] = {}
    for holder in node.findall(link_node):
        for reference in holder.findall(nodes.reference):
            address = reference.get("refuri") or (f"#{reference['refid']}" if reference.get("refid") else "")
            anchor = holder.get("anchor")
            found[holder["url"]] = f"{address}#{anchor}" if anchor and address else address
    return found
