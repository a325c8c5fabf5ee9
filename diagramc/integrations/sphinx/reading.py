"""A document that was read: its diagrams are compiled together, and what is wrong with them is told."""

from __future__ import annotations

import os
from collections.abc import Sequence

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from diagramc.diagnostics import Diagnostic, Severity, render
from diagramc.integrations.compiled import has_errors
from diagramc.integrations.sphinx.environment import builder_of, fail, kept_in
from diagramc.integrations.sphinx.links import links_of
from diagramc.integrations.sphinx.nodes import diagram_node

log = logging.getLogger(__name__)


def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    """Compile the diagrams of a document together, and prepare the references that their links become."""
    found = list(doctree.findall(diagram_node))
    if not found:
        return
    builder = builder_of(app)
    built = builder.build([node["block"] for node in found])
    for node, item in zip(found, built, strict=True):
        node["compiled"], node["key"] = item.compiled, item.key
        node["said"] = tell(app, item.diagnostics)
        block = node["block"]
        if block.fence.language == "prompt":
            prompt = (block.text, block.options.type)
            diagram = builder.lock.get(*prompt)
            if diagram is not None:
                kept_in(app.env).prompts.setdefault(app.env.docname, {})[prompt] = diagram
        node += list(links_of(app, block.link, item.compiled))


def tell(app: Sphinx, problems: Sequence[Diagnostic]) -> str:
    """Log the problems at their places; answers the errors among them as text."""
    for problem in problems:
        span = problem.span
        location = f"{os.path.abspath(span.file)}:{span.line}" if span else None
        text = render(problem).partition(": ")[2] if span else render(problem)
        if problem.severity is Severity.INFO:
            log.info(text, location=location)
        else:
            log.warning(text, location=location, type="diagramc", subtype=problem.code)
    if has_errors(problems):
        fail(app)
    return "\n".join(render(p) for p in problems if p.severity is Severity.ERROR)
