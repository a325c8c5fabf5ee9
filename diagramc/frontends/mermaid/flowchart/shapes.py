"""What Mermaid's node shapes mean in the IR: brackets round a label, and the names in `@{ shape: … }`."""

from __future__ import annotations

from typing import NamedTuple

from diagramc.ir.flowchart import NodeKind
from diagramc.ir.outlines import NodeShape


class Look(NamedTuple):
    """A node's kind, and its outline where the kind does not imply it. `silent` shapes show no id when they have no label."""

    kind: NodeKind = "process"
    shape: NodeShape | None = None
    silent: bool = False


BRACKETS: dict[tuple[str, str], Look] = {
    ("[", "]"): Look(),
    ("[[", "]]"): Look("subprocess"),
    ("[(", ")]"): Look("database"),
    ("[/", "/]"): Look("data"),
    ("[\\", "\\]"): Look("data", "parallelogram-alt"),
    ("[/", "\\]"): Look(shape="trapezoid"),
    ("[\\", "/]"): Look("manual"),
    ("(", ")"): Look(shape="rounded"),
    ("((", "))"): Look(shape="circle"),
    ("(((", ")))"): Look(shape="double-circle"),
    ("([", "])"): Look("terminal"),
    ("(-", "-)"): Look(shape="ellipse"),
    ("{", "}"): Look("decision"),
    ("{{", "}}"): Look("preparation"),
    (">", "]"): Look(shape="flag"),
}
"""By the brackets that open and close a label."""

_NAMED: dict[str, Look] = {
    "rect proc process rectangle": Look(),
    "rounded event": Look(shape="rounded"),
    "stadium terminal pill": Look("terminal"),
    "fr-rect subprocess subproc framed-rectangle subroutine": Look("subprocess"),
    "cyl db database cylinder": Look("database"),
    "person": Look("actor"),
    "circle circ": Look(shape="circle"),
    "cloud": Look("cloud"),
    "diam decision diamond question": Look("decision"),
    "hex hexagon prepare": Look("preparation"),
    "lean-r lean-right in-out": Look("data"),
    "lean-l lean-left out-in": Look("data", "parallelogram-alt"),
    "trap-b priority trapezoid-bottom trapezoid": Look(shape="trapezoid"),
    "trap-t manual trapezoid-top inv-trapezoid": Look("manual"),
    "dbl-circ double-circle": Look(shape="double-circle"),
    "text": Look(shape="none"),
    "notch-rect card notched-rectangle": Look(shape="card"),
    "sm-circ start small-circle": Look("start", "dot", silent=True),
    "fr-circ stop framed-circle": Look("end", "ringed-dot", silent=True),
    "f-circ junction filled-circle": Look("connector", "dot", silent=True),
    "fork join": Look("fork", silent=True),
    "brace comment brace-l": Look("comment"),
    "brace-r": Look("comment", "brace-right"),
    "braces": Look("comment", "braces"),
    "doc document": Look("document"),
    "lin-doc lined-document": Look("document", "lined-document"),
    "tag-doc tagged-document": Look("document", "tagged-document"),
    "docs documents st-doc stacked-document": Look("documents"),
    "flag paper-tape": Look("data", "paper-tape"),
    "delay half-rounded-rectangle": Look("delay"),
    "h-cyl das horizontal-cylinder": Look("queue"),
    "lin-cyl disk lined-cylinder": Look("storage", "lined-cylinder"),
    "datastore data-store": Look("database", "datastore"),
    "win-pane internal-storage window-pane": Look("storage", "window-pane"),
    "bow-rect stored-data bow-tie-rectangle": Look("storage"),
    "folder directory": Look("storage", "folder"),
    "bucket": Look("storage", "bucket"),
    "curv-trap curved-trapezoid display": Look("display"),
    "console": Look("display", "console"),
    "browser": Look("display", "browser"),
    "tri extract triangle": Look(shape="triangle"),
    "flip-tri manual-file flipped-triangle": Look("manual", "flipped-triangle"),
    "sl-rect manual-input sloped-rectangle": Look("manual-input"),
    "odd": Look(shape="flag"),
    "bang": Look(shape="bang"),
    "lin-rect lined-rectangle lined-process lin-proc shaded-process": Look(shape="lined-rect"),
    "div-rect div-proc divided-rectangle divided-process": Look(shape="divided-rect"),
    "tag-rect tagged-rectangle tag-proc tagged-process": Look(shape="tagged-rect"),
    "st-rect procs processes stacked-rectangle": Look(shape="stacked-rect"),
    "notch-pent loop-limit notched-pentagon": Look(shape="loop-limit"),
    "hourglass collate": Look(shape="hourglass", silent=True),
    "bolt com-link lightning-bolt": Look(shape="bolt", silent=True),
    "cross-circ summary crossed-circle": Look(shape="crossed-circle", silent=True),
}

NAMES: dict[str, Look] = {name: look for names, look in _NAMED.items() for name in names.split()}
"""By the name in `@{ shape: … }`, as Mermaid 12.3 knows them."""
FORMS: dict[str, Look] = {"circle": Look(shape="circle"), "rounded": Look(shape="rounded"), "square": Look()}
"""By the form of an icon's background."""
