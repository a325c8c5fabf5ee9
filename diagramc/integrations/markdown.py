"""Python-Markdown: an extension for fenced diagrams, and formatters for PyMdown's superfences.

```python
markdown.markdown(text, extensions=["diagramc.integrations.markdown"])
```

```yaml
markdown_extensions:
  - pymdownx.superfences:
      custom_fences:
        - {name: diagram, class: diagramc, format: !!python/name:diagramc.integrations.markdown.superfence}
```
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import Any, cast

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

from diagramc.cache import Cache, default_folder
from diagramc.diagnostics import Diagnostic, Span, render
from diagramc.errors import DiagramcError, SourceError
from diagramc.frontends.base import detect_language
from diagramc.frontends.markdown import LANGUAGES, Fence, Option, fences
from diagramc.frontends.source import Source
from diagramc.integrations.blocks import OPTIONS, Settings, read_block
from diagramc.integrations.builder import Builder, OnError, planning_of
from diagramc.integrations.compiled import has_errors
from diagramc.integrations.html import figure
from diagramc.looks import named_look

DEFAULTS: dict[str, tuple[Any, str]] = {
    "file": ("<text>", "What the text is called in error messages"),
    "size": ("auto", "Aspect ratio to fill"),
    "image_size": ("1K", "1K, 2K or 4K"),
    "theme": ("light", "Look: a theme, or a theme file (*.toml)"),
    "icons": ("", "Folder of icons of one's own"),
    "planner": ("auto", "Who reads prompts"),
    "on_error": ("fail", "fail, placeholder or source"),
    "unsupported": ("fail", "fail, or keep: kinds that are not drawn are left to other extensions"),
    "locked": (False, "Plan nothing: prompts must be in the lock file"),
    "lock": ("diagrams.lock", "The lock file"),
    "cache": (True, "Keep what was compiled"),
}


def _builder(options: dict[str, Any]) -> Builder:
    return Builder(
        lock_path=Path(options["lock"]),
        cache=Cache(default_folder(os.environ)) if options["cache"] else None,
        planning=planning_of(options["locked"], os.environ),
        unsupported=options["unsupported"],
    )


def _settings(options: dict[str, Any]) -> Settings:
    names = ("size", "image_size", "planner")
    look = named_look(options["theme"], options["icons"], Path())
    return Settings(**{name: options[name] for name in names}, **look._asdict())


def _check(problems: list[Diagnostic], on_error: OnError) -> None:
    """SourceError when something cannot be drawn and that is to fail."""
    if on_error == "fail" and has_errors(problems):
        raise SourceError(diagnostics=problems)


class _Diagrams(Preprocessor):
    def __init__(self, md: Markdown, options: dict[str, Any]) -> None:
        super().__init__(md)
        self._options = options

    def run(self, lines: list[str]) -> list[str]:
        """Put each diagram's figure into the store of raw HTML, and its mark into the text."""
        found = fences("\n".join(lines), self._options["file"])
        if not found:
            return lines
        builder = _builder(self._options)
        settings = _settings(self._options)
        blocks = [read_block(fence, settings) for fence in found]
        built = builder.build(blocks)
        builder.close()
        problems = [problem for item in built for problem in item.diagnostics]
        on_error = cast(OnError, self._options["on_error"])
        _check(problems, on_error)
        builder.save_lock()
        lines = list(lines)
        copies: Counter[str] = Counter()
        shown = []
        for item in built:
            copies[item.key] += 1
            shown.append(figure(item, on_error=on_error, copy=copies[item.key]))
        for item, html in zip(reversed(built), reversed(shown), strict=True):
            if item.left:
                continue
            fence = item.block.fence
            indent = "".join(char if char in "> \t" else " " for char in fence.lead).rstrip()
            mark = fence.lead + self.md.htmlStash.store(html)
            gap = [] if fence.lead.strip(" \t>") else [indent]
            below = lines[fence.last].strip(" \t>") if fence.last < len(lines) else ""
            lines[fence.first - 1 : fence.last] = [*gap, mark, *([indent] if below else [])]
        return lines


class DiagramcExtension(Extension):
    """Draws fenced diagrams; SourceError when one cannot be drawn, unless `on_error` says what stands in for it."""

    def __init__(self, **options: Any) -> None:
        self.config = {name: list(default) for name, default in DEFAULTS.items()}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:
        """Register before the fenced code of other extensions (priority 25)."""
        md.preprocessors.register(_Diagrams(md, self.getConfigs()), "diagramc", 27)


def makeExtension(**options: Any) -> DiagramcExtension:
    """What Python-Markdown calls for `extensions=["diagramc.integrations.markdown"]`."""
    return DiagramcExtension(**options)


class Superfence:
    """A formatter for custom fences of PyMdown's superfences, named after the fence's language; with the extension's options.

    A diagram that cannot be drawn ends the build, unless `on_error` says what stands in for it. What `unsupported` keeps becomes
    the element that Mermaid in the browser looks for.
    """

    def __init__(self, **options: Any) -> None:
        unknown = options.keys() - DEFAULTS.keys()
        if unknown:
            raise TypeError(f"unknown options of superfence: {', '.join(sorted(unknown))}")
        self._options = {**{name: value for name, (value, _) in DEFAULTS.items()}, **options}

    def __call__(
        self,
        source: str,
        language: str,
        css_class: str,
        options: dict[str, Any],
        md: Markdown,
        **more: Any,
    ) -> str:
        """The figure of one fence. SuperFencesException when it cannot be drawn: any other one superfences would not tell of."""
        from pymdownx.superfences import SuperFencesException, fence_code_format

        try:
            settings = _settings(self._options)
        except DiagramcError as error:
            raise SuperFencesException("\n".join(map(render, error.diagnostics)) or error.message) from None
        block = read_block(self._fence(source, language, {**options, **more.get("attrs", {})}), settings)
        builder = _builder(self._options)
        (item,) = builder.build([block])
        found = item.diagnostics
        on_error = cast(OnError, self._options["on_error"])
        if on_error == "fail" and has_errors(found):
            raise SuperFencesException("\n".join(render(problem) for problem in found))
        builder.save_lock()
        if item.left:
            kept: str = fence_code_format(source, language, block.fence.language, {}, md, **more)
            return kept
        return figure(item, on_error=on_error)

    def _fence(self, source: str, language: str, given: dict[str, Any]) -> Fence:
        name = LANGUAGES.get(language, "diagram")
        place = Span(file=self._options["file"], line=1)
        return Fence(
            number=1,
            language=detect_language(source) if name == "diagram" else name,
            source=Source(source, place.file),
            options=tuple(Option(key, str(value), place) for key, value in given.items() if key in OPTIONS),
            first=1,
            last=1,
            lead="",
        )


superfence = Superfence()
"""The formatter with the default options; `!!python/object/apply:` in a configuration makes one with others."""


def superfence_validator(
    language: str, inputs: dict[str, str], options: dict[str, Any], attrs: dict[str, Any], md: Markdown
) -> bool:
    """Lets the options of diagrams through to `superfence`."""
    options.update({key: value for key, value in inputs.items() if key in OPTIONS})
    return True
