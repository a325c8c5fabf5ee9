"""From the IR to text in a target language, and from that to a picture by the language's own tool."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagramc.errors import UsageError
from diagramc.ir.base import Diagram
from diagramc.kinds import TARGETS
from diagramc.options import FORMAT_ALIASES, FORMATS, check_choice

if TYPE_CHECKING:
    from diagramc.backends.base import Lowering


def canonical_format(name: str) -> str:
    """The output format's own name (`dot` is graphviz, `puml` plantuml). UsageError for an unknown one."""
    found = FORMAT_ALIASES.get(name.lower(), name.lower())
    problem = check_choice("option.target", "output format", found, FORMATS)
    if problem is not None:
        raise UsageError(diagnostics=[problem])
    return found


def lowering(diagram: Diagram, target: str) -> Lowering:
    """A valid diagram as source in a target language, with what that language cannot say."""
    from diagramc.backends.base import lower as lower_diagram

    problem = check_choice("option.target", "target language", FORMAT_ALIASES.get(target, target), TARGETS)
    if problem is not None:
        raise UsageError(diagnostics=[problem])
    return lower_diagram(diagram, FORMAT_ALIASES.get(target, target))


def render(source: str, language: str, format: str = "svg") -> bytes:
    """Draw target source with the real tool of its language (`graphviz`, `mermaid`, `plantuml`).

    MissingEngineError names what to install when the tool is not there.
    """
    from importlib import import_module

    problem = check_choice("option.target", "engine", language, TARGETS)
    if problem is not None:
        raise UsageError(diagnostics=[problem])
    drawn: bytes = import_module(f"diagramc.renderers.{language}").render(source, format)
    return drawn
