"""What a click on a node does: links and tooltips. Scripts are never kept."""

from __future__ import annotations

import re

from diagramc.diagnostics import Severity
from diagramc.frontends.lalr import Token
from diagramc.frontends.mermaid.flowchart.drafts import ChartDraft
from diagramc.frontends.mermaid.links import address
from diagramc.frontends.mermaid.mistakes import Closest
from diagramc.frontends.mermaid.rich import rich
from diagramc.ir.base import plain

_CLICK = re.compile(
    r"click\s+(?P<ids>[^\s\"]+)\s+"
    r"(?:(?:href\s+)?\"(?P<url>[^\"]*)\"|call\s+(?P<call>[^\s(\"]+)\s*(?:\((?P<arguments>[^)\n]*)\))?|(?!(?:href|call)\s)(?P<callback>[^\s\"(]+))"
    r"(?:\s+\"(?P<tooltip>[^\"]*)\")?(?:\s+(?P<target>_self|_blank|_parent|_top))?\s*"
)
_FORM = '`click id href "https://…" "tooltip"`'
NOTHING = "noop"
"""The function by which a tooltip alone is written: it does nothing."""


def apply(chart: ChartDraft, statement: Token, closest: Closest) -> None:
    """Note what a click statement says on the nodes that it names."""
    source = chart.source
    match = _CLICK.fullmatch(statement)
    if match is None:
        source.report(
            "parse.syntax", "this is no `click` statement", statement.start, statement.end, expected=_FORM
        )
        return
    link = None
    if match["url"] is not None:
        at = statement.start + match.start("url")
        link = address(source, match["url"], at, new_window=match["target"] == "_blank")
    tooltip = plain(rich(match["tooltip"])) if match["tooltip"] else None
    script = match["call"] or match["callback"]
    if script and script != NOTHING:
        source.report(
            "parse.ignored",
            f"the script `{script}` is not called by a picture",
            statement.start + match.start("call" if match["call"] else "callback"),
            statement.end,
            severity=Severity.INFO,
        )
    for id in match["ids"].split(","):
        node = chart.nodes.get(id)
        if node is None or id in chart.groups:
            start = statement.start + match.start("ids")
            hint = None if id in chart.groups else closest.hint(id, chart.nodes)
            source.report(
                "parse.value", f"there is no node `{id}` to click on", start, start + len(id), hint=hint
            )
            continue
        node.link = link or node.link
        node.tooltip = tooltip or node.tooltip
