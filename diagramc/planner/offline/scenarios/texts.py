"""A fitted scenario's texts with its options filled in."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

from diagramc.planner.offline.scenarios.fitting import Fit


def _fill(text: str, placeholder: str, replacement: Callable[[str], str]) -> str:
    """Replace the line that is the placeholder by lines at its indent."""
    lines: list[str] = []
    for line in textwrap.dedent(text).strip("\n").split("\n"):
        if line.strip() == placeholder:
            lines += replacement(line[: len(line) - len(line.lstrip())]).split("\n")
        else:
            lines.append(line)
    return "\n".join(line for line in lines if line.strip())


def _block(text: str, indent: str) -> str:
    return textwrap.indent(textwrap.dedent(text).strip("\n"), indent)


def flow_text(found: Fit) -> str:
    def ways(indent: str) -> str:
        if len(found.ways) == 1:
            return _block(found.ways[0].flow, indent)
        branches = [f"{indent}  {o.name}:\n" + _block(o.flow, indent + "    ") for o in found.ways]
        return f"{indent}{found.scenario.question}\n" + "\n".join(branches) if branches else ""

    def extras(indent: str) -> str:
        return "\n".join(_block(o.flow, indent) for o in found.extras if o.flow)

    return _renamed(_fill(_fill(found.scenario.flow, "{options}", ways), "{extras}", extras), found)


def messages_text(found: Fit) -> str:
    def ways(indent: str) -> str:
        if len(found.ways) == 1:
            return _block(found.ways[0].messages, indent)
        return "\n".join(
            f"{indent}{'else' if index else 'alt'} {o.name}:\n" + _block(o.messages, indent + "  ")
            for index, o in enumerate(found.ways)
        )

    def extras(indent: str) -> str:
        return "\n".join(_block(o.messages, indent) for o in found.extras if o.messages)

    return _renamed(_fill(_fill(found.scenario.messages, "{options}", ways), "{extras}", extras), found)


def _renamed(text: str, found: Fit) -> str:
    """A text of the scenario with its parts under the names that the chosen options give them."""
    for option in (*found.ways, *found.extras):
        part, name = option.rename
        if part:
            text = text.replace(part, name)
    return text


def gathered(found: Fit, name: str) -> str:
    """A text of the scenario with what its chosen options add to it."""
    texts = [getattr(part, name) for part in (found.scenario, *found.ways, *found.extras)]
    text = "\n".join(textwrap.dedent(text).strip("\n") for text in texts if text)
    return _renamed(text, found)
