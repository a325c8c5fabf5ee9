"""The Sphinx extension: the directive `diagramc`, and, where the project wants it, those of other diagram extensions.

```python
extensions = ["diagramc.integrations.sphinx"]
diagramc_directives = ["mermaid", "uml", "graphviz"]   # names of other extensions that diagramc is to answer
```
"""

from __future__ import annotations

import hashlib
import html
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.addnodes import pending_xref
from sphinx.errors import ConfigError
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from diagramc import __version__
from diagramc.cache import Cache, default_folder
from diagramc.diagnostics import Diagnostic, Severity, render
from diagramc.frontends.base import detect_language, language_of
from diagramc.frontends.markdown import LANGUAGES, Fence, Option
from diagramc.frontends.source import Source
from diagramc.integrations.blocks import OPTIONS, Settings, read_block
from diagramc.integrations.builder import Builder, Built, OnError
from diagramc.integrations.compiled import Compiled, LinkArea
from diagramc.integrations.html import figure
from diagramc.integrations.lock import read_lock
from diagramc.ir.base import Diagram

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator
    from sphinx.writers.latex import LaTeXTranslator

log = logging.getLogger(__name__)

DIRECTIVES = {
    "mermaid": "mermaid",
    "uml": "plantuml",
    "plantuml": "plantuml",
    "graphviz": "dot",
    "digraph": "dot",
}
"""Directives of other extensions that diagramc can answer, with their language."""
_ROLE = re.compile(r":(?:(?P<domain>\w+):)?(?P<role>[\w-]+):`(?P<target>[^`]+)`")
_STANDARD = frozenset({"ref", "doc", "numref", "term", "option", "envvar", "keyword", "token"})
_HREF = re.compile(r'<a href="([^"]*)"')
_OWN_TEXT = frozenset({"language"})


class diagram_node(nodes.General, nodes.Element):
    """A diagram of a document: `block` and what it was compiled to, and a reference for each of its links to documents."""


class _link(nodes.inline):
    """Holds the reference that Sphinx resolves a link of a diagram to; `url` is the link as its author wrote it."""


class DiagramcDirective(SphinxDirective):
    """`.. diagramc:: [file]` with the source as its content or in a file, and the options of a diagram in a page."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    language: ClassVar[str | None] = None
    option_spec: ClassVar[dict[str, Any]] = {
        **dict.fromkeys((*OPTIONS, *_OWN_TEXT), directives.unchanged),
        # What other extensions' directives have besides:
        **dict.fromkeys(
            ("align", "class", "zoom", "layout", "scale", "height", "format"), directives.unchanged
        ),
    }

    def run(self) -> list[nodes.Node]:
        """The node; what is wrong with options is told here, what is wrong with the source when it is compiled."""
        source = self._file_source() if self.arguments and self._names_file() else self._content_source()
        if source is None:
            return []
        own = _language(self.options.get("language") or self.language, source)
        place = source.span(0, 1)
        fence = Fence(
            number=self.env.new_serialno("diagramc") + 1,
            language=own,
            source=source,
            options=tuple(
                Option(name, value or "", place) for name, value in self.options.items() if name in OPTIONS
            ),
            first=self.lineno,
            last=self.lineno,
            lead="",
        )
        block, problems = read_block(fence, _settings(self.config))
        node = diagram_node()
        node["block"], node["problems"] = block, problems
        node["align"] = self.options.get("align")
        self.set_source_info(node)
        if block.name:
            node["names"].append(block.name)
            self.state.document.note_explicit_target(node)
        return [node]

    def _names_file(self) -> bool:
        return not self.content

    def _content_source(self) -> Source | None:
        if not self.content:
            self._warn("the directive is empty: write the diagram below it, or name a file")
            return None
        file = os.path.relpath(self.content.source(0) or self.env.doc2path(self.env.docname))
        first = (self.content.offset(0) or 0) + 1
        lines = list(self.content)
        return Source("\n".join(lines), file, first_line=first, indents=_indents(file, first, lines))

    def _file_source(self) -> Source | None:
        name, path = self.env.relfn2path(self.arguments[0])
        root = os.path.realpath(self.env.srcdir)
        if os.path.commonpath([root, os.path.realpath(path)]) != root:
            self._warn(f"{self.arguments[0]} is outside the documentation")
            return None
        self.env.note_dependency(name)
        try:
            text = Path(path).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            self._warn(
                f"cannot read {self.arguments[0]}: {getattr(error, 'strerror', None) or 'it is not UTF-8'}"
            )
            return None
        return Source(text.replace("\r\n", "\n"), os.path.relpath(path))

    def _warn(self, text: str) -> None:
        log.warning(text, location=self.get_location(), type="diagramc", subtype="directive")


def _language(name: str | None, source: Source) -> str:
    known = LANGUAGES.get((name or "").lower(), name)
    if known not in (None, "", "diagram"):
        return str(known)
    ending = os.path.splitext(source.file)[1]
    is_page = ending.lower() in (".rst", ".md", ".txt", ".py", ".ipynb")
    return detect_language(source.text) if is_page else language_of(source.text, source.file)


def _indents(file: str, first: int, lines: list[str]) -> tuple[int, ...]:
    """How far each line stands in from the margin of its file."""
    try:
        with open(file, encoding="utf-8", errors="replace") as page:
            there = page.read().split("\n")[first - 1 : first - 1 + len(lines)]
    except OSError:
        return ()
    return tuple(max(0, whole.expandtabs(8).find(line)) for whole, line in zip(there, lines, strict=False))


def _settings(config: Config) -> Settings:
    return Settings(
        size=config.diagramc_size,
        image_size=config.diagramc_image_size,
        theme=config.diagramc_theme,
        engine=config.diagramc_engine,
        planner=config.diagramc_planner,
    )


def _lock_path(app: Sphinx) -> Path:
    return Path(app.confdir, str(app.config.diagramc_lock))


def _builder(app: Sphinx) -> Builder:
    """The builder of this process; what it plans is kept in the environment, which parallel readers hand back."""
    locked = app.config.diagramc_locked or os.environ.get("DIAGRAMC_LOCKED") == "1"
    builder = Builder(
        lock_path=_lock_path(app),
        cache=Cache(default_folder(os.environ)) if app.config.diagramc_cache else None,
        planning="locked" if locked else "missing",
        include=[Path(app.confdir, folder) for folder in app.config.diagramc_include],
    )
    planned = _planned(app.env)
    if planned:
        for (prompt, type), diagram in planned.items():
            builder.lock.put(prompt, type, diagram)
    return builder


Prompt = tuple[str, str | None]
"""A prompt and the type asked for."""


def _planned(env: BuildEnvironment) -> dict[Prompt, Diagram]:
    if not hasattr(env, "diagramc_planned"):
        env.diagramc_planned = {}  # type: ignore[attr-defined]
    return cast("dict[Prompt, Diagram]", env.diagramc_planned)  # type: ignore[attr-defined]


def _prompts(env: BuildEnvironment) -> dict[str, dict[Prompt, Diagram]]:
    """What the prompts of each document were planned as when it was read."""
    if not hasattr(env, "diagramc_prompts"):
        env.diagramc_prompts = {}  # type: ignore[attr-defined]
    return cast("dict[str, dict[Prompt, Diagram]]", env.diagramc_prompts)  # type: ignore[attr-defined]


def on_env_get_outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Documents whose prompts stand for other diagrams in the lock file now."""
    read = {docname: prompts for docname, prompts in _prompts(env).items() if prompts}
    if not read:
        return []
    lock = read_lock(_lock_path(app))
    return sorted(
        docname
        for docname, prompts in read.items()
        if any(lock.get(*prompt) not in (diagram, None) for prompt, diagram in prompts.items())
    )


def on_env_purge_doc(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget a document that is read again or gone."""
    for prompt in _prompts(env).pop(docname, {}):
        _planned(env).pop(prompt, None)


def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    """Compile the diagrams of a document together, and prepare the references that their links become."""
    found = list(doctree.findall(diagram_node))
    if not found:
        return
    builder = _builder(app)
    built = builder.build([node["block"] for node in found])
    for node, item in zip(found, built, strict=True):
        node["compiled"], node["key"] = item.compiled, item.key
        problems = (*node["problems"], *item.diagnostics)
        node["failed"] = item.compiled.failed or any(p.severity is Severity.ERROR for p in problems)
        node["said"] = _report(app, problems)
        block = node["block"]
        if block.fence.language == "prompt":
            prompt = (block.text, block.options.type)
            diagram = builder.lock.get(*prompt)
            if diagram is not None:
                _planned(app.env)[prompt] = diagram
                _prompts(app.env).setdefault(app.env.docname, {})[prompt] = diagram
        urls = [block.link] if block.link else []
        urls += [html.unescape(url) for url in _HREF.findall(item.compiled.data.decode("utf-8", "ignore"))]
        node += [_pending(app, url) for url in dict.fromkeys(urls) if _is_internal(url)]


def _report(app: Sphinx, problems: tuple[Diagnostic, ...]) -> str:
    """Log the problems at their places; answers the errors among them as text."""
    for problem in problems:
        span = problem.span
        location = f"{os.path.abspath(span.file)}:{span.line}" if span else None
        text = render(problem).partition(": ")[2] if span else render(problem)
        if problem.severity is Severity.INFO:
            log.info(text, location=location)
        else:
            log.warning(text, location=location, type="diagramc", subtype=problem.code)
    failed = any(problem.severity is Severity.ERROR for problem in problems)
    if failed and app.config.diagramc_on_error == "fail":
        app.env.diagramc_failed = True  # type: ignore[attr-defined]
    return "\n".join(render(p) for p in problems if p.severity is Severity.ERROR)


def _is_internal(url: str) -> bool:
    """Whether a link is a role or leads to a document of the project."""
    path = re.split(r"[?#]", url, maxsplit=1)[0]
    return bool(_ROLE.fullmatch(url)) or (path.endswith((".rst", ".md", ".txt", ".ipynb")) and ":" not in url)


def _pending(app: Sphinx, url: str) -> _link:
    role = _ROLE.fullmatch(url)
    holder = _link()
    holder["url"] = url
    if role:
        domain = role["domain"] or ("std" if role["role"] in _STANDARD else app.config.primary_domain or "py")
        kind, target = role["role"], role["target"]
    else:
        path, _, anchor = url.partition("#")
        domain, kind, target = "std", "doc", os.path.splitext(path)[0]
        holder["anchor"] = anchor
    pending = pending_xref(
        "",
        nodes.inline("", ""),
        refdoc=app.env.docname,
        refdomain=domain,
        reftype=kind,
        reftarget=target,
        refexplicit=True,
        refwarn=True,
    )
    holder += pending
    return holder


def _resolved(node: diagram_node) -> dict[str, str]:
    """Where each link of a diagram leads now that Sphinx has resolved it."""
    found: dict[str, str] = {}
    for holder in node.findall(_link):
        for reference in holder.findall(nodes.reference):
            address = reference.get("refuri") or (f"#{reference['refid']}" if reference.get("refid") else "")
            anchor = holder.get("anchor")
            found[holder["url"]] = f"{address}#{anchor}" if anchor and address else address
    return found


def _built(node: diagram_node) -> Built:
    return Built(node["block"], node["compiled"], (), node["key"])


def visit_html(self: HTML5Translator, node: diagram_node) -> None:
    """Inline SVG, or a PNG with an image map."""
    links = _resolved(node)
    if node["compiled"].failed:
        self.body.append(_stand_in(self, node))
    elif self.builder.config.diagramc_html_format == "png":
        self.body.append(_png(self, node, links))
    else:
        copies: dict[str, int] = self.__dict__.setdefault("_diagramc_copies", {})
        copies[node["key"]] = copies.get(node["key"], 0) + 1
        shown = figure(_built(node), resolve=lambda url: links.get(url, url), copy=copies[node["key"]])
        self.body.append(shown)
    raise nodes.SkipNode


def _stand_in(self: HTML5Translator, node: diagram_node) -> str:
    on_error = cast(OnError, self.builder.config.diagramc_on_error)
    item = _built(node)
    if on_error == "source":
        return figure(item, on_error="source")
    said = f'<pre style="white-space:pre-wrap">{html.escape(node["said"])}</pre>'
    source = f"<pre>{html.escape(node['block'].text)}</pre>"
    return f'<div class="diagramc-error admonition error" role="alert">{said}{source}</div>'


def _png(self: HTML5Translator, node: diagram_node, links: dict[str, str]) -> str:
    compiled = _compiled(self.builder.app, node, "png")
    name = _write(self.builder, node["key"], compiled)
    alt = html.escape(" ".join(_built(node).alt.split()))
    areas = "".join(_area(area, links) for area in compiled.links)
    used = f' usemap="#{name}"' if areas else ""
    area_map = f'<map name="{name}">{areas}</map>' if areas else ""
    address = f"{self.builder.imgpath}/{name}"
    image = f'<img src="{address}" width="{compiled.width}" height="{compiled.height}" alt="{alt}"{used}/>'
    block = node["block"]
    if block.link:
        image = f'<a href="{html.escape(links.get(block.link, block.link))}">{image}</a>'
    caption = f"<figcaption>{html.escape(block.caption)}</figcaption>" if block.caption else ""
    anchor = f' id="{html.escape(block.name)}"' if block.name else ""
    return f'<figure class="diagramc"{anchor}>{image}{area_map}{caption}</figure>'


def _area(area: LinkArea, links: dict[str, str]) -> str:
    box = f"{area.x:.0f},{area.y:.0f},{area.x + area.width:.0f},{area.y + area.height:.0f}"
    address = html.escape(links.get(area.url, area.url))
    return f'<area shape="rect" coords="{box}" href="{address}" alt="{html.escape(area.title or area.url)}"/>'


def _compiled(app: Sphinx, node: diagram_node, format: str) -> Compiled:
    """The node's diagram in another format than it was compiled to."""
    (item,) = _builder(app).build([node["block"]], format)
    return item.compiled


def _write(builder: Any, key: str, compiled: Compiled) -> str:
    """Put a picture among the images of the output; answers its name, which says its content."""
    from diagramc.files import write_atomically

    name = f"diagramc-{key[:20]}.{compiled.format}"
    write_atomically(Path(builder.outdir, builder.imagedir, name), compiled.data)
    return name


def visit_latex(self: LaTeXTranslator, node: diagram_node) -> None:
    """A PDF picture, or PNG where the PDF extra is not installed."""
    compiled = _compiled(self.builder.app, node, "pdf") if not node["compiled"].failed else node["compiled"]
    if compiled.failed and not node["compiled"].failed:
        compiled = _compiled(self.builder.app, node, "png")
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
    from diagramc.files import write_atomically

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


def _title(node: nodes.Node) -> str:
    """What `:ref:` calls a diagram: its caption or title."""
    block = node["block"] if isinstance(node, diagram_node) else None
    return (block.caption or block.title or "") if block else ""


def depart(self: Any, node: diagram_node) -> None:
    """Nothing: visiting writes all."""


def on_env_merge_info(
    app: Sphinx, env: BuildEnvironment, docnames: set[str], other: BuildEnvironment
) -> None:
    """Take over what a parallel reader planned and whether one of its diagrams failed."""
    _planned(env).update(_planned(other))
    _prompts(env).update({name: own for name, own in _prompts(other).items() if name in docnames})
    if getattr(other, "diagramc_failed", False):
        env.diagramc_failed = True  # type: ignore[attr-defined]


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Write the lock file; a diagram that failed fails the build where the project wants that."""
    if app.env is None:
        return
    if _planned(app.env) and exception is None:
        builder = _builder(app)
        builder.save_lock()
    if getattr(app.env, "diagramc_failed", False):
        app.statuscode = 1


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Check the options, and take over the directives that the project named."""
    from diagramc.options import CompileOptions, check_options

    own = _settings(config)
    wrong = check_options(
        CompileOptions(size=own.size, image_size=own.image_size, theme=own.theme, engine=own.engine)
    )
    if wrong:
        raise ConfigError("\n".join(render(problem) for problem in wrong))
    for name in config.diagramc_directives:
        if name not in DIRECTIVES:
            known = ", ".join(DIRECTIVES)
            raise ConfigError(f"diagramc_directives: {name!r} is none of {known}")
        answered = type(f"{name.title()}Directive", (DiagramcDirective,), {"language": DIRECTIVES[name]})
        app.add_directive(name, answered, override=True)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx."""
    for name, default, rebuild, types in _CONFIG:
        app.add_config_value(f"diagramc_{name}", default, rebuild, types)
    app.add_enumerable_node(
        diagram_node,
        "figure",
        _title,
        html=(visit_html, depart),
        latex=(visit_latex, depart),
        text=(visit_text, depart),
        man=(visit_text, depart),
        texinfo=(visit_text, depart),
    )
    app.add_directive("diagramc", DiagramcDirective)
    app.add_latex_package("adjustbox", "export")
    app.connect("config-inited", on_config_inited)
    app.connect("env-get-outdated", on_env_get_outdated)
    app.connect("env-purge-doc", on_env_purge_doc)
    app.connect("doctree-read", on_doctree_read)
    app.connect("env-merge-info", on_env_merge_info)
    app.connect("build-finished", on_build_finished)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


_CONFIG: tuple[tuple[str, Any, Any, Any], ...] = (
    ("size", "auto", "env", str),
    ("image_size", "1K", "env", str),
    ("theme", "light", "env", str),
    ("engine", "native", "env", str),
    ("planner", "auto", "env", str),
    ("on_error", "fail", "env", str),
    ("locked", False, "env", bool),
    ("lock", "diagrams.lock", "env", str),
    ("include", [], "env", list),
    ("cache", True, "", bool),
    ("directives", [], "env", list),
    ("html_format", "svg", "html", str),
)
"""Configuration values without their prefix `diagramc_`: default, what a change rebuilds, type."""
