"""What stands in a document for a diagram until it is written."""

from __future__ import annotations

from docutils import nodes

from diagramc.integrations.builder import Built


class diagram_node(nodes.General, nodes.Element):
    """A diagram of a document: `block` and what it was compiled to, and a reference for each of its links to documents."""


class link_node(nodes.inline):
    """Holds the reference that Sphinx resolves a link of a diagram to; `url` is the link as its author wrote it."""


def built_of(node: diagram_node) -> Built:
    return Built(node["block"], node["compiled"], (), node["key"])


def title_of(node: nodes.Node) -> str:
    """What `:ref:` calls a diagram: its caption or title."""
    block = node["block"] if isinstance(node, diagram_node) else None
    return (block.caption or block.title or "") if block else ""
