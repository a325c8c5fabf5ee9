"""What surrounds every diagram: front matter with the title, accessible title and description, and what Mermaid never says."""

from __future__ import annotations

from typing import Any

from diagramc.backends.base import Features
from diagramc.ir.base import Diagram, Direction, Label
from diagramc.targets.base import Escaped, fill
from diagramc.targets.mermaid.text import escape, front_matter, is_blank, one_line

INDENT = "    "

DIRECTIONS: dict[Direction, Escaped] = {
    "TB": Escaped("TB"),
    "BT": Escaped("BT"),
    "LR": Escaped("LR"),
    "RL": Escaped("RL"),
}


def pad(depth: int) -> Escaped:
    """The indentation of a line that is `depth` frames deep in a diagram."""
    return Escaped(INDENT * (depth + 1))


def statement(label: Label | None) -> Escaped | None:
    """A text that a statement such as `accDescr:` takes to the end of its line; None when there is nothing to see."""
    said = one_line(label)
    return None if is_blank(said) else Escaped(escape(said, reading="verbatim"))


def page(diagram: Diagram, template: str, **values: Any) -> str:
    """Fill a type's template. `base.mmd.j2` prints what all types have; the rest is in `values`."""
    description = statement(diagram.description)
    return fill(
        "mermaid",
        template,
        title=front_matter(diagram.title),
        # Said once more where the description is, so that a screen reader has both.
        acc_title=statement(diagram.title) if description else None,
        acc_description=description,
        **values,
    )


def unsupported(diagram: str) -> Features:
    """What Mermaid cannot say in any diagram type; `diagram` is the name of the IR class."""
    return {
        f"{diagram}.caption": "a caption",
        "Hint": "a wish for the layout",
    }


def approximated(diagram: str, *, markdown: bool = False) -> Features:
    """What Mermaid says in a lesser form: emphasis, in titles only where it draws labels from `markdown`."""
    owners = (f"{diagram}.title.runs", f"{diagram}.caption.runs") if markdown else ("Run",)
    emphasis = {
        f"{owner}.{flag}": f"plain text for {flag} text" for owner in owners for flag in ("bold", "italic")
    }
    return {**emphasis, "Run.code": "text between backquotes for code" if markdown else "plain text for code"}
