"""Writes docs/reference/: commands, diagnostics, what each language can say, and options, from the code itself.

`make reference` runs it; a test compares.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click

from diagramc.backends.base import TARGET_NAMES
from diagramc.cli import COMMANDS, cli
from diagramc.codes import CODES
from diagramc.integrations.blocks import OPTIONS
from diagramc.kinds import KINDS, TARGETS
from diagramc.options import ENGINES, IMAGE_SIZES, RATIOS, THEMES

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"
NOTE = "<!-- Made by scripts/make_reference.py; do not edit. -->\n\n"
WIDTH = 96


def reference_files() -> Iterator[tuple[str, str]]:
    """Every page: its name below the folder, and its text."""
    yield "commands.md", NOTE + _commands()
    yield "diagnostics.md", NOTE + _diagnostics()
    yield "languages.md", NOTE + _languages()
    yield "options.md", NOTE + _options()


def _commands() -> str:
    parts = ["# Commands\n", "`diagramc COMMAND --help` prints the same.\n"]
    root = click.Context(cli, info_name="diagramc", terminal_width=WIDTH, max_content_width=WIDTH)
    for name in COMMANDS:
        command = import_module(f"diagramc.cli.{name}").command
        parts += _help(command, click.Context(command, parent=root, info_name=name))
    return "\n".join(parts)


def _help(command: click.Command, context: click.Context) -> Iterator[str]:
    context.terminal_width = context.max_content_width = WIDTH
    yield f"## {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for name, child in command.commands.items():
            yield from _help(child, click.Context(child, parent=context, info_name=name))


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def _diagnostics() -> str:
    parts = [
        "# Diagnostics",
        "",
        "Codes are stable. Errors stop a compilation; `--strict` makes warnings errors.",
    ]
    family = ""
    for code, row in CODES.items():
        if code.partition(".")[0] != family:
            family = code.partition(".")[0]
            parts += ["", f"## {family}", "", "| code | | meaning | hint |", "|---|---|---|---|"]
        parts.append(f"| `{code}` | {row.severity} | {_cell(row.sentence)} | {_cell(row.hint)} |")
    return "\n".join(parts) + "\n"


def _languages() -> str:
    parts = [
        "# What languages can say",
        "",
        "What a language leaves out of a type, and what it says in a lesser form. Each use is reported, with its place: left out as a",
        "warning (`lower.dropped`), lesser forms as a remark (`lower.approximated`). Native pictures say all of it.",
    ]
    for name, kind in KINDS.items():
        parts += ["", f"## {name}", ""]
        for target in TARGETS:
            backend = kind.backend(target)
            parts += [f"### {name} in {TARGET_NAMES[target]}", ""]
            parts += [f"- left out: {words}" for words in dict.fromkeys(backend.UNSUPPORTED.values())]
            lesser = dict.fromkeys(getattr(backend, "APPROXIMATED", {}).values())
            parts += [f"- as {words}" if not words.startswith("only") else f"- {words}" for words in lesser]
            parts.append("")
    return "\n".join(_cell(part) for part in parts).rstrip() + "\n"


_MEANINGS = {
    "type": "the diagram type: " + ", ".join(KINDS),
    "size": f"`auto`, {', '.join(RATIOS)}, or any other W:H from 1:4 to 4:1",
    "image-size": ", ".join(IMAGE_SIZES),
    "theme": ", ".join(THEMES),
    "engine": ", ".join(ENGINES),
    "planner": "who reads a prompt: auto, offline, llm",
    "title": "the title in the picture",
    "alt": "the alt text; what the diagram says where there is none",
    "caption": "what stands under the picture",
    "width": "how wide the page shows it, as a CSS length",
    "link": "where a click on the picture leads",
    "name": "the name of its file, and of its place in the page",
}


def _options() -> str:
    assert set(_MEANINGS) == set(OPTIONS)
    parts = [
        "# Options of a diagram in a page",
        "",
        'After the language of a Markdown fence (`size=16:9 alt="The flow"`), or as lines of a directive (`:size: 16:9`).',
        "",
        "| option | |",
        "|---|---|",
    ]
    parts += [f"| `{name}` | {_cell(_MEANINGS[name])} |" for name in OPTIONS]
    return "\n".join(parts) + "\n"


def main() -> None:
    """Write them all."""
    for name, text in reference_files():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
