"""A docs build of many diagrams: cold, warm, and with one diagram changed; and beside it what builds such sites with other tools.

    python -m benchmarks.docs [--corpus FOLDER] [--diagrams 1000] [--sample 20] [--mmdc PATH] [--jar PATH] [--mermaid PATH]

FOLDER holds `mermaid.valid.jsonl` and `plantuml.valid.jsonl`, an object with a `text` a line; diagrams that `diagramc check` has
something against are left out. Times are of whole commands; "adds" is what a build takes more than one of the same pages without
pictures of the diagrams. The peers draw a sample of the same corpus, Sphinx with diagramc draws the same sample in the same run:
sphinxcontrib-mermaid with mermaid-cli (`--mmdc`, with Chromium), sphinxcontrib-plantuml with a jar of PlantUML (`--jar`, with
Java), both of the `bench` extra. With `--mermaid` (a `mermaid.min.js`) Chromium opens a page of the sample with pictures, and one whose
diagrams Mermaid draws in the browser.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from benchmarks.docs.browser import browser_pages
from benchmarks.docs.cost import Cost, cost
from benchmarks.docs.sites import Diagram, made_up, read_corpus, write_markdown, write_sphinx

SPHINX = [sys.executable, "-m", "sphinx", "-q", ".", "out"]
MKDOCS = [sys.executable, "-m", "mkdocs", "build", "-q"]
OURS = "extensions = ['diagramc.integrations.sphinx']\ndiagramc_directives = ['mermaid', 'uml']\n"
MKDOCS_CONFIG = "site_name: T\ntheme: {name: material, font: false}\nmarkdown_extensions: [pymdownx.superfences]\nplugins: [search%s]\n"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--diagrams", type=int, default=1000)
    parser.add_argument("--sample", type=int, default=20)
    parser.add_argument("--mmdc", type=Path)
    parser.add_argument("--jar", type=Path)
    parser.add_argument("--mermaid", type=Path)
    options = parser.parse_args()
    found = read_corpus(options.corpus) if options.corpus else map(made_up, range(options.diagrams))
    diagrams = list(islice(found, options.diagrams))
    languages = {name: sum(d.language == name for d in diagrams) for name in ("mermaid", "plantuml")}
    print(f"{len(diagrams)} diagrams: {languages}; {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _head("a site of all of them")
        markdown_pages(folder / "docs", diagrams)
        mkdocs_site(folder / "mkdocs", diagrams)
        sphinx_site("Sphinx, diagramc", folder / "sphinx", diagrams, OURS)
        for language, conf in _peers(options, folder):
            sample = [d for d in diagrams if d.language == language][: options.sample]
            _head(f"a sample of {len(sample)} in {language}")
            ours = sphinx_site("Sphinx, diagramc", folder / f"ours-{language}", sample, OURS)
            theirs = sphinx_site(f"sphinxcontrib-{language}", folder / f"peer-{language}", sample, conf)
            print(f"a diagram, cold: {theirs.cpu / ours.cpu:.1f} × CPU, {theirs.wall / ours.wall:.1f} × wall")

        if options.mermaid:
            sample = [d for d in diagrams if d.language == "mermaid"][: options.sample]
            browser_pages(folder / "browser", sample, options.mermaid)


def _head(title: str) -> None:
    print(f"\n{title:34} {'wall s':>8} {'CPU s':>8} {'adds wall':>10} {'adds CPU':>9} {'CPU ms each':>12}")


def _row(label: str, spent: Cost, base: Cost, count: int) -> Cost:
    more = spent.minus(base)
    each = more.cpu / count * 1000
    print(
        f"{label:34} {spent.wall:8.2f} {spent.cpu:8.2f} {more.wall:10.2f} {more.cpu:9.2f} {each:12.1f}",
        flush=True,
    )
    return more


def markdown_pages(folder: Path, diagrams: Sequence[Diagram]) -> None:
    """`diagramc docs` on the pages."""
    write_markdown(folder, diagrams)
    env = {"DIAGRAMC_CACHE": str(folder.parent / "store-docs")}
    command = [sys.executable, "-m", "diagramc", "docs", "--on-error", "source", "."]
    nothing, count = Cost(0, 0), len(diagrams)
    _row("diagramc docs, cold", cost(command, folder, env), nothing, count)
    _row("diagramc docs, warm", cost(command, folder, env), nothing, count)
    page = folder / "page0000.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace(diagrams[0].fence(), diagrams[0].changed().fence(), 1), encoding="utf-8")
    changed = cost(command, folder, env)
    _row("diagramc docs, one changed", changed, nothing, count)
    print(f"  {changed.said}")


def mkdocs_site(folder: Path, diagrams: Sequence[Diagram]) -> None:
    """MkDocs with Material: without diagramc, and with it."""
    write_markdown(folder / "docs", diagrams)
    env = {"DIAGRAMC_CACHE": str(folder.parent / "store-mkdocs"), "NO_MKDOCS_2_WARNING": "1"}
    config = folder / "mkdocs.yml"
    config.write_text(MKDOCS_CONFIG % "", encoding="utf-8")
    cost(MKDOCS, folder, env)
    base = cost(MKDOCS, folder, env)
    count = len(diagrams)
    _row("MkDocs Material, text only", base, base, count)
    config.write_text(MKDOCS_CONFIG % ", diagramc: {on_error: source}", encoding="utf-8")
    _row("MkDocs, diagramc, cold", cost(MKDOCS, folder, env), base, count)
    _row("MkDocs, diagramc, warm", cost(MKDOCS, folder, env), base, count)
    write_markdown(folder / "docs", [diagrams[0].changed(), *diagrams[1:]])
    _row("MkDocs, diagramc, one changed", cost(MKDOCS, folder, env), base, count)


def sphinx_site(label: str, folder: Path, diagrams: Sequence[Diagram], conf: str) -> Cost:
    """Sphinx with an extension that draws; answers what its cold build adds."""
    env = {"DIAGRAMC_CACHE": str(folder.parent / f"store-{folder.name}")}
    plain = folder.parent / f"{folder.name}-plain"
    write_sphinx(plain, diagrams, "highlight_language = 'none'\n", "code")
    cost(SPHINX, plain, env)
    fresh = [*SPHINX, "-E", "-a"]
    base, count = cost(fresh, plain, env), len(diagrams)
    _row("Sphinx, text only", base, base, count)
    write_sphinx(folder, diagrams, conf)
    cold = _row(f"{label}, cold", cost(fresh, folder, env), base, count)
    _row(f"{label}, warm", cost(fresh, folder, env), base, count)
    write_sphinx(folder, [diagrams[0].changed(), *diagrams[1:]], conf)
    _row(f"{label}, one changed", cost(fresh, folder, env), base, count)
    return cold


def _peers(options: argparse.Namespace, folder: Path) -> list[tuple[str, str]]:
    """The languages that a peer is there for, with its configuration of Sphinx."""
    peers = []
    if options.mmdc:
        browser = folder / "browser.json"
        chromium = os.environ.get("PUPPETEER_EXECUTABLE_PATH", "/usr/bin/chromium")
        browser.write_text(json.dumps({"executablePath": chromium, "args": ["--no-sandbox"]}))
        conf = (
            "extensions = ['sphinxcontrib.mermaid']\nmermaid_output_format = 'svg'\n"
            f"mermaid_cmd = {str(options.mmdc)!r}\nmermaid_params = ['-p', {str(browser)!r}]\n"
        )
        peers.append(("mermaid", conf))
    if options.jar:
        command = f"java -Djava.awt.headless=true -jar {options.jar} -Playout=smetana"
        conf = f"extensions = ['sphinxcontrib.plantuml']\nplantuml = {command!r}\nplantuml_output_format = 'svg'\n"
        peers.append(("plantuml", conf))
    return peers


if __name__ == "__main__":
    main()
