"""Notebooks: `%load_ext diagramc.integrations.jupyter` brings the magic `%%diagram`. Results display themselves anyway.

```text
%%diagram --type er --size 16:9
A customer places many orders.
```
"""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diagramc.diagnostics import render
from diagramc.errors import DiagramcError
from diagramc.frontends.base import detect_language
from diagramc.pipeline import compile
from diagramc.result import Result

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

OPTIONS = ("type", "size", "image-size", "theme", "icons", "engine", "planner", "language")


def diagram(line: str, cell: str | None = None) -> Result:
    """The result of a cell (or of the rest of the line): a prompt, or a diagram in any language.

    IPython's UsageError, which it shows without a traceback and which ends an unattended run, says what is wrong with its place.
    """
    from IPython.core.error import UsageError

    try:
        options, rest = _options(line)
        text = cell if cell is not None else rest
        language = options.pop("language", None) or detect_language(text)
        if options.get("theme", "").endswith(".toml"):
            options["theme"] = Path(options["theme"])
        result = compile(text, language=language, file="cell", **options)
        for remark in result.diagnostics:
            print(render(remark))
        _ = result.svg
        return result
    except DiagramcError as error:
        said = "\n".join(render(problem) for problem in error.diagnostics) or error.message
        raise UsageError(said) from None


def _options(line: str) -> tuple[dict[str, Any], str]:
    """`--type er --size=16:9 rest` as options and the rest. DiagramcError for an unknown one."""
    words = shlex.split(line)
    options: dict[str, Any] = {}
    while words and words[0].startswith("--"):
        name, equals, value = words.pop(0)[2:].partition("=")
        if name not in OPTIONS:
            raise DiagramcError(f"unknown option --{name}; known are: {', '.join(OPTIONS)}")
        if not equals and not words:
            raise DiagramcError(f"--{name} needs a value")
        options[name.replace("-", "_")] = value if equals else words.pop(0)
    return options, " ".join(words)


def load_ipython_extension(shell: InteractiveShell) -> None:
    """What `%load_ext` calls."""
    shell.register_magic_function(diagram, "line_cell", "diagram")  # type: ignore[arg-type]
