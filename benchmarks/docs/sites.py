"""A site of a corpus's diagrams, as pages for `diagramc docs`, MkDocs and Sphinx."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

PER_PAGE = 20
LANGUAGES = ("mermaid", "plantuml")
DIRECTIVES = {"mermaid": "mermaid", "plantuml": "uml"}


class Diagram(NamedTuple):
    """A diagram's language and text."""

    language: str
    text: str

    def fence(self) -> str:
        """It in a Markdown page."""
        return f"````{self.language}\n{self.text.strip()}\n````\n"

    def directive(self, name: str | None = None) -> str:
        """It in a reStructuredText page."""
        body = "\n".join(f"   {line}".rstrip() for line in self.text.strip("\n").splitlines())
        return f".. {name or DIRECTIVES[self.language]}::\n\n{body}\n"

    def changed(self) -> Diagram:
        """It with another comment, which is another text of the same diagram."""
        mark = "%%" if self.language == "mermaid" else "'"
        first, newline, rest = self.text.strip().partition("\n")
        return self._replace(text=f"{first}\n{mark} changed{newline}{rest}")


def read_corpus(folder: Path, languages: Sequence[str] = LANGUAGES) -> Iterator[Diagram]:
    """The distinct diagrams of a corpus that `diagramc check` has nothing against, in turn from each language."""
    from diagramc.diagnostics import Severity
    from diagramc.pipeline import check

    lists = []
    for language in languages:
        lines = (folder / f"{language}.valid.jsonl").read_text(encoding="utf-8").splitlines()
        texts = list(dict.fromkeys(json.loads(line)["text"] for line in lines))
        lists.append([Diagram(language, text) for text in texts])
    for place in range(max(map(len, lists))):
        for own in lists:
            if place >= len(own):
                continue
            diagram = own[place]
            found = check(diagram.text, diagram.language)
            if "````" not in diagram.text and not any(d.severity is Severity.ERROR for d in found):
                yield diagram


def made_up(number: int) -> Diagram:
    """A flowchart of ten steps that no other number has, where there is no corpus."""
    steps = [f"  s{i}[Step {i} of {number}] --> s{i + 1}[Step {i + 1} of {number}]" for i in range(8)]
    return Diagram("mermaid", "\n".join(["flowchart LR", *steps, "  s4{Choice?} -->|no| s1"]))


def write_markdown(folder: Path, diagrams: Sequence[Diagram]) -> None:
    """Pages of PER_PAGE fences each."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.md").write_text("# Start\n", encoding="utf-8")
    for start in range(0, len(diagrams), PER_PAGE):
        fences = "\n".join(diagram.fence() for diagram in diagrams[start : start + PER_PAGE])
        name = f"page{start // PER_PAGE:04}"
        (folder / f"{name}.md").write_text(f"# {name}\n\n{fences}", encoding="utf-8")


def write_sphinx(folder: Path, diagrams: Sequence[Diagram], conf: str, directive: str | None = None) -> None:
    """Documents of PER_PAGE directives each; `directive` None: the one that is usual for the language."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "conf.py").write_text(f"project = 'T'\nexclude_patterns = ['out']\n{conf}", encoding="utf-8")
    names = []
    for start in range(0, len(diagrams), PER_PAGE):
        body = "\n".join(diagram.directive(directive) for diagram in diagrams[start : start + PER_PAGE])
        name = f"page{start // PER_PAGE:04}"
        names.append(name)
        (folder / f"{name}.rst").write_text(f"{name}\n{'=' * len(name)}\n\n{body}", encoding="utf-8")
    listed = "\n".join(f"   {name}" for name in names)
    (folder / "index.rst").write_text(f"Start\n=====\n\n.. toctree::\n\n{listed}\n", encoding="utf-8")
