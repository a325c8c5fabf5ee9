"""What the manual and the README show works as shown: commands run, Python runs, data is accepted, messages are what is printed."""

from __future__ import annotations

import ast
import json
import re
import shlex
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import click
import pytest
import yaml

from tests.cli.command import run

ROOT = Path(__file__).resolve().parent.parent
GENERATED = ("reference", "types", "gallery")
"""Parts of the manual that are made by a program, which has tests of its own."""

FILES = {
    "flow.mmd": "flowchart LR\n    %% what a visitor asks for\n    web([Web shop]) --> api[API server]\n"
    "    api -->|query| db[(Database)]\n",
    "other.mmd": "flowchart LR\n    api[API] --> db[(Database)]\n",
    "a.mmd": "flowchart LR\n    a --> b\n",
    "old.puml": "@startuml\nAnn -> Bob: hello\n@enduml\n",
    "schema.puml": "@startuml\nentity Customer {\n  * id : int <<PK>>\n}\nentity Order {\n  * id : int <<PK>>\n}\n"
    "Customer ||--o{ Order\n@enduml\n",
    "docs/page.md": "# Page\n\n```mermaid\nflowchart LR\n    a --> b\n```\n",
    "docs/flow.mmd": "flowchart LR\n    a --> b\n",
    "notes/more/page.md": "```dot\ndigraph { a -> b }\n```\n",
    "README.md": "# Two\n\n```mermaid\nflowchart LR\n    a --> b\n```\n\n```mermaid\nflowchart LR\n    client[Client] --> server[Server]\n```\n",
    "page.md": "```mermaid\nflowchart LR\n    a --> b\n```\n",
    "schema.sql": "CREATE TABLE customers (id int PRIMARY KEY);\n"
    "CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customers);\n",
    "compose.yaml": "services:\n  web:\n    image: nginx\n    depends_on: [db]\n  db:\n    image: postgres\n",
    "infra/main.tf": 'resource "aws_s3_bucket" "files" {\n  bucket = "files"\n}\n',
    "icons/house.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>',
}
"""What the commands and programs of the manual are used on."""
PARSED = ("serve", "watch", "image", "graphic", "jobs", "models", "balance", "auth", "demo")
"""Commands that need a service or run on: only their arguments are looked at."""
OTHERS = ("pip", "python", "python3", "make", "export", "curl", "docker", "echo", "depicta", "llama-server")
"""What else stands in shell blocks."""


class Block(NamedTuple):
    """A fenced block: its page, the line it begins in, its language and its text."""

    page: str
    line: int
    language: str
    text: str


def _blocks() -> list[Block]:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    found: list[Block] = []
    for page in pages:
        name = page.relative_to(ROOT).as_posix()
        if any(part in name for part in GENERATED):
            continue
        text = page.read_text(encoding="utf-8")
        for match in re.finditer(
            r"(?ms)^(?P<mark>`{3,})(?P<language>\w+)[^\n]*\n(?P<text>.*?)^(?P=mark)\s*?$", text
        ):
            line = text.count("\n", 0, match.start()) + 1
            found.append(Block(name, line, match["language"], match["text"]))
    return found


BLOCKS = _blocks()


def of(*languages: str) -> pytest.MarkDecorator:
    """Run a test for each block in these languages."""
    chosen = [block for block in BLOCKS if block.language in languages]
    return pytest.mark.parametrize("block", chosen, ids=[f"{block.page}:{block.line}" for block in chosen])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with what the manual speaks of, as the current one, and no model or key in the environment."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "tea.yaml").write_text(one("README.md", "yaml", "Making tea"), encoding="utf-8")
    (tmp_path / "house.toml").write_text(one("docs/themes.md", "toml", "House style"), encoding="utf-8")
    (tmp_path / "change.json").write_text(one("docs/editing.md", "json", "rename"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "DEPICTA_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def one(page: str, language: str, word: str) -> str:
    """The text of the block of a page that has a word in it."""
    (found,) = [b.text for b in BLOCKS if (b.page, b.language) == (page, language) and word in b.text]
    return found


def _commands(text: str) -> list[list[str]]:
    """The command lines of a shell block, in words; redirections and pipes end one."""
    commands = []
    for line in text.replace("\\\n", " ").splitlines():
        for part in line.split(" && "):
            lexer = shlex.shlex(part, posix=True, punctuation_chars="|>")
            lexer.whitespace_split = True
            words = list(lexer)
            ends = [at for at, word in enumerate(words) if set(word) <= set("|>") and word]
            if words:
                commands.append(words[: ends[0]] if ends else words)
    return commands


@of("sh")
def test_commands_run(block: Block, folder: Path) -> None:
    for words in _commands(block.text):
        name = Path(words[0]).name
        if name != "diagramc":
            assert name in OTHERS, words
            continue
        options = _options(words[1:])
        needs_more = "…" in words or {"base_url", "model"} & options or "pdf" in words
        if words[1] in PARSED or needs_more or "--remote" in words or "--engine" in words:
            continue
        outcome = run(*words[1:], folder=folder)
        assert outcome.code in ((0, 1) if words[1] == "fmt" and "--diff" in words else (0,)), (
            words,
            outcome.err,
        )


def _options(words: list[str]) -> set[str]:
    """The options that a command line gives, by name. Fails when the command does not take what is given."""
    from diagramc.cli import cli

    at: click.Command = cli
    context = click.Context(cli, info_name="diagramc")
    while isinstance(at, click.Group) and words and not words[0].startswith("-"):
        found = at.get_command(context, words[0])
        assert found is not None, words
        at, words = found, words[1:]
    given = at.make_context(at.name, list(words), parent=context)
    source = click.core.ParameterSource.COMMANDLINE
    return {name for name in given.params if given.get_parameter_source(name) is source}


@of("python")
def test_python_runs(block: Block, folder: Path) -> None:
    if "await " in block.text:
        # A service that costs money: what is called is there.
        tree = compile(block.text, block.page, "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        import diagramc

        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and node.value.id == "diagramc"
            ):
                assert hasattr(diagramc, node.attr), node.attr
        return
    exec(compile(block.text, block.page, "exec"), {"text": FILES["page.md"], "__name__": "shown"})


class _AnyTag(yaml.SafeLoader):
    """YAML with tags, as MkDocs' settings have them."""


_AnyTag.add_multi_constructor("", lambda loader, suffix, node: suffix)


@of("yaml", "json", "toml")
def test_data_is_accepted(block: Block, folder: Path) -> None:
    import diagramc

    if block.language == "yaml" and "diagramc: 1" in block.text:
        assert diagramc.check(block.text, "yaml") == ()
        return
    read: Any = {"json": json.loads, "toml": tomllib.loads}.get(
        block.language, lambda text: yaml.load(text, _AnyTag)
    )
    data = read(block.text)
    assert data
    if "diagramc_patch" in data:
        from diagramc.editing.patch import read_patch

        edited = diagramc.edit_text("flowchart LR\n    api[API] --> db\n", read_patch(block.text))
        assert "api[Gateway]" in (edited.text or "")
    elif block.language == "toml":
        result = diagramc.compile("flowchart LR\n a --> b", theme=folder / "house.toml")
        assert [remark for remark in result.diagnostics if remark.code.startswith("theme")] == []


def test_a_dangling_reference_is_shown_as_in_the_readme(folder: Path) -> None:
    (folder / "tea.yaml").write_text(
        (folder / "tea.yaml").read_text().replace("target: drink", "target: drnik")
    )
    assert run("check", "-q", "tea.yaml", folder=folder).out.decode() == one("README.md", "text", "drnik")


def test_an_open_quote_is_shown_as_in_the_manual(folder: Path) -> None:
    (folder / "order.dot").write_text('digraph {\n  b\n  a [label="ready]\n}\n')
    assert run("check", "-q", "order.dot", folder=folder).out.decode() == one(
        "docs/languages.md", "text", "order.dot"
    )


def test_an_edit_is_shown_as_in_the_manual(folder: Path) -> None:
    (command,) = [b for b in BLOCKS if b.page == "docs/editing.md" and b.line < 15 and b.language == "sh"]
    (words,) = _commands(command.text)
    assert run(*words[1:], folder=folder).out.decode() == one("docs/editing.md", "diff", "cache")


def test_an_ambiguous_edit_is_shown_as_in_the_manual(folder: Path) -> None:
    (folder / "flow.mmd").write_text(
        "flowchart LR\n  api --> orders_db[Orders database]\n  api --> users_db[Users database]\n"
    )
    outcome = run("edit", "flow.mmd", "remove the database", folder=folder)
    assert outcome.err == one("docs/editing.md", "text", "edit.ambiguous")


def test_an_unsafe_edit_is_shown_as_in_the_manual(folder: Path) -> None:
    (folder / "flow.puml").write_text("@startuml\nstart\n:Read;\n:Write;\nstop\n@enduml\n")
    outcome = run("edit", "flow.puml", "connect Write to Read", folder=folder)
    assert outcome.err == one("docs/editing.md", "text", "edit.unsafe")


def test_the_blocks_are_found() -> None:
    assert {block.language for block in BLOCKS} >= {"sh", "python", "yaml", "json", "toml", "text", "diff"}
    assert len(BLOCKS) > 50


def test_the_architecture_names_what_is_there() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    paths = set(re.findall(r"`([\w./]+(?:/|\.py))`", text))
    every = ["/" + path.relative_to(ROOT).as_posix() for path in (ROOT / "diagramc").rglob("*")]
    made = {"diagramc/tables/", "diagramc/templates/"}
    missing = [
        path
        for path in sorted(paths - made)
        if not (ROOT / path).exists() and not any(name.endswith("/" + path.rstrip("/")) for name in every)
    ]
    assert missing == []
    modules = [
        path
        for path in (ROOT / "diagramc").iterdir()
        if not path.name.startswith("_") and path.suffix == ".py"
    ]
    assert [path.name for path in modules if f"{path.name}`" not in text] == []
