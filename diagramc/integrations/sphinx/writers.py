"""Diagrams in what is not HTML: pictures in LaTeX, words in text."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.writers.latex import LaTeXTranslator

from diagramc.files import write_atomically
from diagramc.integrations.sphinx.environment import compiled_as
from diagramc.integrations.sphinx.nodes import diagram_node


def visit_latex(self: LaTeXTranslator, node: diagram_node) -> None:
    """A PDF picture, or PNG where the PDF extra is not installed."""
    compiled = compiled_as(self.builder.app, node, "pdf") if not node["compiled"].failed else node["compiled"]
    if compiled.failed and not node["compiled"].failed:
        compiled = compiled_as(self.builder.app, node, "png")
    block = node["block"]
    if compiled.failed:
        text = (
            block.text
            if self.builder.config.diagramc_on_error == "source"
            else f"{node['said']}\n\n{block.text}"
        )
        self.body.append("\n\\begin{sphinxVerbatim}[commandchars=\\\\\\{\\}]\n")
        self.body.append(self.encode(text).replace("\\textasciicircum{}", "^"))
        self.body.append("\n\\end{sphinxVerbatim}\n")
        raise nodes.SkipNode
    name = f"diagramc-{hashlib.sha256(compiled.data).hexdigest()[:20]}.{compiled.format}"
    write_atomically(Path(self.builder.outdir, name), compiled.data)
    picture = f"\\includegraphics[max width=\\linewidth,max height=0.85\\textheight]{{{name}}}"
    caption = f"\\caption{{{self.encode(block.caption)}}}" if block.caption else ""
    kind = (
        ("\\begin{figure}[htbp]\\centering\n", "\n\\end{figure}")
        if caption
        else ("\\begin{center}\n", "\n\\end{center}")
    )
    self.body.append(f"\n{kind[0]}{picture}{caption}{kind[1]}\n")
    raise nodes.SkipNode


def visit_text(self: Any, node: diagram_node) -> None:
    """What the diagram says, in words."""
    outline = node["compiled"].outline or node["block"].text
    if hasattr(self, "new_state"):
        self.new_state(0)
        self.add_text(outline.rstrip())
        self.end_state(wrap=False)
    else:
        self.body.append(self.deunicode(outline) if hasattr(self, "deunicode") else outline)
    raise nodes.SkipNode


def depart(self: Any, node: diagram_node) -> None:
    """Nothing: visiting writes all."""
