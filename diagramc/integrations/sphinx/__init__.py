"""The Sphinx extension: the directive `diagramc`, and, where the project wants it, those of other diagram extensions.

```python
extensions = ["diagramc.integrations.sphinx"]
diagramc_directives = ["mermaid", "uml", "graphviz"]   # names of other extensions that diagramc is to answer
```

directive.py     a diagram of a document as a node
reading.py       the diagrams of a document compiled
links.py         links in diagrams, resolved by Sphinx
environment.py   lock file, prompts, broken documents, across builds and processes
html.py          HTML and EPUB
epub.py          what EPUB wants besides
writers.py       LaTeX and text
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import ENUM, Config
from sphinx.errors import ConfigError

from diagramc import __version__
from diagramc.diagnostics import render
from diagramc.errors import DiagramcError
from diagramc.frontends.unsupported import CHOICES
from diagramc.integrations.sphinx import environment, epub
from diagramc.integrations.sphinx.directive import DIRECTIVES, DiagramcDirective, answer
from diagramc.integrations.sphinx.environment import look_of, settings_of
from diagramc.integrations.sphinx.html import visit_html
from diagramc.integrations.sphinx.links import on_doctree_resolved
from diagramc.integrations.sphinx.nodes import diagram_node, title_of
from diagramc.integrations.sphinx.reading import on_doctree_read
from diagramc.integrations.sphinx.writers import depart, visit_latex, visit_text


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Check the options, and take over the directives that the project named; in MyST its plain fences are directives too."""
    from diagramc.options import CompileOptions, check_options

    try:
        # A value of its own: it has the content of the files, so that pages are read again when that changes.
        config.diagramc_look = look_of(config, Path(app.confdir))
    except DiagramcError as error:
        raise ConfigError("\n".join(map(render, error.diagnostics)) or error.message) from None
    own = settings_of(config)
    wrong = check_options(
        CompileOptions(size=own.size, image_size=own.image_size, theme=own.theme, engine=own.engine)
    )
    if wrong:
        raise ConfigError("\n".join(render(problem) for problem in wrong))
    for name in config.diagramc_directives:
        if name not in DIRECTIVES:
            known = ", ".join(DIRECTIVES)
            raise ConfigError(f"diagramc_directives: {name!r} is none of {known}")
        app.add_directive(name, answer(name), override=True)
    if "myst_fence_as_directive" in config:
        config.myst_fence_as_directive = {*config.myst_fence_as_directive, *config.diagramc_directives}


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx."""
    for name, default, rebuild, types in _CONFIG:
        app.add_config_value(f"diagramc_{name}", default, rebuild, types)
    app.add_enumerable_node(
        diagram_node,
        "figure",
        title_of,
        html=(visit_html, depart),
        latex=(visit_latex, depart),
        text=(visit_text, depart),
        man=(visit_text, depart),
        texinfo=(visit_text, depart),
    )
    app.add_directive("diagramc", DiagramcDirective)
    app.add_latex_package("adjustbox", "export")
    app.connect("config-inited", on_config_inited)
    app.connect("env-get-outdated", environment.on_env_get_outdated)
    app.connect("env-purge-doc", environment.on_env_purge_doc)
    app.connect("doctree-read", on_doctree_read)
    app.connect("doctree-resolved", on_doctree_resolved)
    app.connect("env-merge-info", environment.on_env_merge_info)
    app.connect("build-finished", environment.on_build_finished)
    app.connect("build-finished", epub.on_build_finished)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


_CONFIG: tuple[tuple[str, Any, Any, Any], ...] = (
    ("size", "auto", "env", str),
    ("image_size", "1K", "env", str),
    ("theme", "light", "env", str),
    ("icons", "", "env", str),
    ("look", {}, "env", dict),
    ("engine", "native", "env", str),
    ("planner", "auto", "env", str),
    ("on_error", "fail", "env", ENUM("fail", "placeholder", "source")),
    ("unsupported", "fail", "env", ENUM(*CHOICES)),
    ("locked", False, "env", bool),
    ("lock", "diagrams.lock", "env", str),
    ("include", [], "env", list),
    ("cache", True, "", bool),
    ("directives", [], "env", list),
    ("html_format", "svg", "html", ENUM("svg", "png")),
)
"""Configuration values without their prefix `diagramc_`: default, what a change rebuilds, type."""
