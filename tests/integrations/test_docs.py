"""`diagramc docs`: pages with pictures, written once, checked, locked, and never left half done."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diagramc.cache import Cache
from diagramc.frontends.markdown import fences
from diagramc.integrations.blocks import Settings, read_block
from diagramc.integrations.builder import Built
from diagramc.integrations.compiled import Compiled
from diagramc.integrations.pages import MARK, make_page
from tests.cli.command import clean_environment, run
from tests.conftest import Golden

HERE = Path(__file__).resolve().parent
PAGE = (HERE / "page.md").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository with one page of diagrams."""
    (tmp_path / "guide").mkdir()
    (tmp_path / "guide" / "page.md").write_text(PAGE, encoding="utf-8")
    return tmp_path


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.mark.parametrize("name", ["under", "fold"])
def test_a_page_with_pictures(folder: Path, golden: Golden, name: str) -> None:
    options = ["--fold"] if name == "fold" else []
    outcome = run("docs", ".", *options, folder=folder)
    assert outcome.code == 0, outcome.err
    golden(HERE / f"page.{name}.md", (folder / "guide" / "page.md").read_text(encoding="utf-8"))
    golden(HERE / "page.lock", (folder / "diagrams.lock").read_text(encoding="utf-8"))
    for number in (1, 3, 4, 5):
        assert (folder / "guide" / f"page-{number}.svg").read_bytes().startswith(b"<svg ")
    assert 'viewBox="0 0 1360 765"' in (folder / "guide" / "page-1.svg").read_text()
    assert (folder / "guide" / "orders.svg").exists()


def test_a_second_run_and_a_check_change_nothing(folder: Path) -> None:
    assert run("docs", ".", "--check", folder=folder).code == 1
    assert list(files(folder)) == ["guide/page.md"]
    assert run("docs", ".", folder=folder).code == 0
    before = files(folder)
    again = run("docs", ".", folder=folder)
    assert "0 compiled, 5 cached, 0 planned; 0 files written" in again.err
    assert run("docs", ".", "--check", folder=folder).code == 0
    assert run("docs", ".", "--no-cache", "-j", "2", folder=folder).code == 0
    assert files(folder) == before


def test_folding_and_back_is_where_it_was(folder: Path) -> None:
    run("docs", ".", folder=folder)
    before = files(folder)
    run("docs", ".", "--fold", folder=folder)
    assert files(folder) != before
    run("docs", ".", folder=folder)
    assert files(folder) == before


def test_one_change_compiles_one_diagram(folder: Path) -> None:
    run("docs", ".", folder=folder)
    page = folder / "guide" / "page.md"
    page.write_text(page.read_text(encoding="utf-8").replace("a -> b", "a -> c"), encoding="utf-8")
    assert "1 compiled, 4 cached, 0 planned; 2 files written" in run("docs", ".", folder=folder).err


def test_a_prompt_that_is_not_locked_fails_with_the_command_to_run(folder: Path) -> None:
    outcome = run("docs", ".", "--locked", folder=folder)
    assert outcome.code == 1
    assert "guide/page.md:14:3: error[docs.unlocked]" in outcome.err
    assert "diagramc docs --update" in outcome.err
    assert list(files(folder)) == ["guide/page.md"]
    assert run("docs", ".", "--update", folder=folder).code == 0
    assert run("docs", ".", "--locked", folder=folder).code == 0


def test_a_corrected_lock_is_drawn_as_it_stands(folder: Path) -> None:
    run("docs", ".", folder=folder)
    lock = folder / "diagrams.lock"
    lock.write_text(
        lock.read_text(encoding="utf-8").replace("label: Order", "label: Purchase"), encoding="utf-8"
    )
    assert "0 planned" in run("docs", ".", folder=folder).err
    assert "Purchase" in (folder / "guide" / "orders.svg").read_text(encoding="utf-8")


def test_a_run_over_some_pages_keeps_the_entries_of_the_others(folder: Path) -> None:
    (folder / "other.md").write_text("```diagram type=er\nA shop has many customers.\n```\n")
    run("docs", ".", folder=folder)
    lock = (folder / "diagrams.lock").read_text(encoding="utf-8")
    outcome = run("docs", "other.md", "--update", folder=folder)
    assert "no page uses" not in outcome.err
    assert (folder / "diagrams.lock").read_text(encoding="utf-8") == lock


def test_planning_for_other_tools_passes_over_what_is_no_prompt(folder: Path) -> None:
    page = folder / "guide" / "page.md"
    page.write_text(PAGE + "\n```mermaid\ngantt\n  A :a, 2024-01-01, 1d\n```\n", encoding="utf-8")
    outcome = run("docs", ".", "--update", "--lock-only", folder=folder)
    assert outcome.code == 0, outcome.err
    assert list(files(folder)) == ["diagrams.lock", "guide/page.md"]


def test_plantuml_in_a_page_needs_no_start(tmp_path: Path) -> None:
    (tmp_path / "p.md").write_text(
        "```plantuml\nAlice -> Bob: hi\n```\n\n```puml\nAlice -> Bob: hi\nno words of its\n```\n"
    )
    outcome = run("docs", "p.md", "--on-error", "source", folder=tmp_path)
    assert (tmp_path / "p-1.svg").exists()
    assert "p.md:7:" in outcome.err
    assert "7 | no words of its" in outcome.err


def test_a_check_has_nothing_against_prompts(folder: Path) -> None:
    assert run("check", ".", folder=folder).code == 0
    (folder / "empty.md").write_text("```diagram\n\n```\n")
    outcome = run("check", ".", folder=folder)
    assert outcome.code == 1
    assert "empty.md:2:" in outcome.out.decode()


def test_a_lock_changes_where_its_page_does(folder: Path) -> None:
    """The diff of an edit is the entry of the prompt that was edited; entries stand in order of their prompts."""
    page = folder / "guide" / "page.md"
    more = "\n".join(
        f"```diagram type=er\nA {name} has many parts.\n```\n" for name in ("shop", "car", "ärmel")
    )
    page.write_text(PAGE + more, encoding="utf-8")
    run("docs", ".", folder=folder)
    before = (folder / "diagrams.lock").read_text(encoding="utf-8")
    page.write_text(page.read_text(encoding="utf-8").replace("A car has", "A cart has"), encoding="utf-8")
    assert "1 planned" in run("docs", ".", "--update", folder=folder).err
    after = (folder / "diagrams.lock").read_text(encoding="utf-8")

    def entries(text: str) -> list[str]:
        return text.split("\n  - prompt: ")[1:]

    assert len(set(entries(before)) - set(entries(after))) == 1
    assert len(set(entries(after)) - set(entries(before))) == 1
    prompts = [entry.partition("\n")[0].casefold() for entry in entries(after)]
    assert prompts == sorted(prompts)


def test_unused_entries_are_told_and_dropped(folder: Path) -> None:
    run("docs", ".", folder=folder)
    page = folder / "guide" / "page.md"
    page.write_text(
        page.read_text(encoding="utf-8").replace("A customer places", "A client places"), encoding="utf-8"
    )
    assert "1 entry that no page uses" in run("docs", ".", folder=folder).err
    run("docs", ".", "--update", folder=folder)
    assert "customer places" not in (folder / "diagrams.lock").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("page", "named"),
    [
        ("guide/other.rst", ".. diagramc:: sales.txt\n"),
        ("guide/other.rst", ".. diagramc:: /guide/sales.txt\n   :language: prompt\n"),
        ("guide/other.md", "```{diagramc} ../guide/sales.txt\n```\n"),
    ],
)
def test_the_entry_of_a_prompt_in_a_named_file_is_kept(folder: Path, page: str, named: str) -> None:
    prompt = "A shop sells bread to customers"
    (folder / "plan.md").write_text(f"```diagram prompt\n{prompt}\n```\n", encoding="utf-8")
    run("docs", ".", folder=folder)
    assert prompt in (folder / "diagrams.lock").read_text(encoding="utf-8")
    (folder / "plan.md").write_text("# Nothing\n", encoding="utf-8")
    (folder / "guide" / "sales.txt").write_text(f"{prompt}  \r\n", encoding="utf-8")
    (folder / page).write_text(named, encoding="utf-8")
    run("docs", ".", "--update", folder=folder)
    assert prompt in (folder / "diagrams.lock").read_text(encoding="utf-8")
    (folder / "guide" / "sales.txt").unlink()
    run("docs", ".", "--update", folder=folder)
    assert prompt not in (folder / "diagrams.lock").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text", ["lock: 2\n", "- a\n", "lock: [", "lock: 1\nprompts: [{prompt: x, diagram: {}}]\n"]
)
def test_a_broken_lock_is_an_error_and_kept(folder: Path, text: str) -> None:
    (folder / "diagrams.lock").write_text(text)
    outcome = run("docs", ".", folder=folder)
    assert outcome.code == 1
    assert "diagrams.lock" in outcome.err
    assert (folder / "diagrams.lock").read_text() == text
    assert (folder / "guide" / "page.md").read_text(encoding="utf-8") == PAGE


BROKEN = "# A\n\n```dot\ndigraph { a -> }\n```\n\n```dot\ndigraph { c -> d }\n```\n"


def test_an_error_fails_at_the_pages_line_and_leaves_the_page(folder: Path) -> None:
    (folder / "bad.md").write_text(BROKEN)
    outcome = run("docs", ".", folder=folder)
    assert outcome.code == 1
    assert "bad.md:4:" in outcome.err
    assert "4 | digraph { a -> }" in outcome.err
    assert (folder / "bad.md").read_text() == BROKEN
    assert MARK in (folder / "guide" / "page.md").read_text(encoding="utf-8"), "the other page is written"


def test_a_placeholder_frames_the_error_and_the_source(folder: Path) -> None:
    (folder / "bad.md").write_text(BROKEN)
    assert run("docs", "bad.md", "--on-error", "placeholder", folder=folder).code == 0
    picture = (folder / "bad-1.svg").read_text()
    assert "bad.md:4:" in picture
    assert "digraph { a -&gt; }" in picture
    assert "c" in (folder / "bad-2.svg").read_text()


def test_source_keeps_the_fence_without_a_picture(folder: Path) -> None:
    (folder / "bad.md").write_text(BROKEN)
    assert run("docs", "bad.md", "--on-error", "source", folder=folder).code == 0
    text = (folder / "bad.md").read_text()
    assert "bad-1.svg" not in text
    assert "(bad-2.svg)" in text


def test_options_are_checked_at_their_place(tmp_path: Path) -> None:
    (tmp_path / "p.md").write_text("```diagram size=16x9 widht=3 theme=drak link=javascript:x\nA -> B\n```\n")
    outcome = run("docs", "p.md", folder=tmp_path)
    assert outcome.code == 1
    assert "p.md:1:12: error[option.size]" in outcome.err
    assert "p.md:1:22: warning[docs.option]: unknown option `widht`; did you mean `width`?" in outcome.err
    assert "p.md:1:30: error[option.theme]" in outcome.err
    assert "p.md:1:41: error[docs.option]" in outcome.err


def test_wrong_options_are_told_with_all_else_and_stood_in_for(tmp_path: Path) -> None:
    (tmp_path / "p.md").write_text("```dot size=16x9\ndigraph { a }\n```\n\n```dot\ndigraph { b -> }\n```\n")
    outcome = run("docs", "p.md", folder=tmp_path)
    assert outcome.code == 1
    assert "p.md:1:8: error[option.size]" in outcome.err
    assert "p.md:6:" in outcome.err
    outcome = run("docs", "p.md", "--on-error", "placeholder", folder=tmp_path)
    assert outcome.code == 0
    assert outcome.err.count("option.size") == 1
    assert "option.size" in (tmp_path / "p-1.svg").read_text()


def test_options_of_other_tools_are_left_to_them(tmp_path: Path) -> None:
    (tmp_path / "p.md").write_text('```dot linenums="1" hl_lines=3\ndigraph { a }\n```\n')
    assert run("docs", "p.md", folder=tmp_path).code == 0


def test_line_ends_and_byte_order_marks_stay(tmp_path: Path) -> None:
    (tmp_path / "p.md").write_bytes(b"\xef\xbb\xbf# T\r\n\r\n```dot\r\ndigraph { a }\r\n```\r\n")
    assert run("docs", "p.md", folder=tmp_path).code == 0
    data = (tmp_path / "p.md").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf# T\r\n")
    assert data.count(b"\n") == data.count(b"\r\n") == 7


def test_pictures_of_removed_diagrams_go_and_others_stay(tmp_path: Path) -> None:
    (tmp_path / "p.md").write_text("```dot\ndigraph { a }\n```\n\n```dot\ndigraph { b }\n```\n")
    (tmp_path / "p-9.svg").write_text("<svg>an author's own</svg>")
    run("docs", "p.md", folder=tmp_path)
    (tmp_path / "p.md").write_text("```dot\ndigraph { a }\n```\n")
    run("docs", "p.md", folder=tmp_path)
    assert sorted(files(tmp_path)) == ["p-1.svg", "p-9.svg", "p.md"]


def test_folders_that_are_not_the_authors_are_left_alone(tmp_path: Path) -> None:
    for name in ("node_modules/x", ".git", "site"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "p.md").write_text("```dot\ndigraph { a }\n```\n")
    outcome = run("docs", ".", folder=tmp_path)
    assert outcome.code == 2
    assert "no Markdown pages" in outcome.err


def test_a_killed_build_leaves_nothing_half_done(tmp_path: Path, store: Path) -> None:
    """After each kill every picture and every entry of the cache is whole, and every page is as it was or as it will be.

    The next build does the rest. Some rounds begin anew, so that kills fall into every part of a build.
    """
    for number in range(6):
        fences = "\n\n".join(f"```dot\ndigraph {{ a{number}{i} -> b{i} }}\n```" for i in range(8))
        (tmp_path / f"p{number}.md").write_text(f"# {number}\n\n{fences}\n")
    before = files(tmp_path)
    shutil.copytree(tmp_path, tmp_path.parent / "whole")
    assert (
        run("docs", ".", folder=tmp_path.parent / "whole", env={"DIAGRAMC_CACHE": f"{store}-other"}).code == 0
    )
    whole = files(tmp_path.parent / "whole")
    choice = random.Random(7)
    for number in range(30):
        if number % 3 == 0:
            shutil.rmtree(store, ignore_errors=True)
            for name in files(tmp_path).keys() - before.keys():
                (tmp_path / name).unlink()
            for name, content in before.items():
                (tmp_path / name).write_bytes(content)
        process = subprocess.Popen(
            [sys.executable, "-m", "diagramc", "docs", "."],
            cwd=tmp_path,
            env=clean_environment(),
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(choice.uniform(0.1, 1.3))
        if choice.random() < 0.5:
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)  # with the workers, as a power cut does
        process.wait()
        for entry in store.glob("??/*"):
            assert entry.suffix == ".part" or Cache(store).get(entry.parent.name + entry.name) is not None
        for name, content in files(tmp_path).items():
            if not name.endswith(".part"):
                assert content in (whole[name], before.get(name)), name
    assert run("docs", ".", folder=tmp_path).code == 0
    assert {n: c for n, c in files(tmp_path).items() if not n.endswith(".part")} == whole


WORDS = st.sampled_from(
    ["text", "", "- item", "  more", "> quote", "1. one", "    code", "<b>", "---", "```py", "```"]
)
FENCE = st.sampled_from(
    [
        "```dot\ndigraph { a }\n```",
        "  ```diagram\n  A -> B\n  ```",
        "> ```dot\n> graph { x }\n> ```",
        "- ~~~dot\n  graph { y }\n  ~~~",
    ]
)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(WORDS, FENCE), max_size=12), st.booleans())
def test_making_a_page_again_changes_nothing(parts: list[str], fold: bool) -> None:
    """Whatever stands around the fences: the pages made from each other are equal, and the diagrams in them the same."""

    def make(text: str) -> str:
        built = [
            Built(read_block(fence, Settings()), Compiled(data=b"<svg/>", outline="x"), (), "k")
            for fence in fences(text, "p.md")
        ]
        return make_page(Path("p.md"), text, built, fold=fold).text

    text = "\n".join(parts) + "\n"
    once = make(text)
    assert make(once) == once
    assert [f.source.text for f in fences(once, "p.md")] == [f.source.text for f in fences(text, "p.md")]


def test_a_theme_and_icons_of_ones_own_are_for_all_pages_and_only_by_option(tmp_path: Path) -> None:
    (tmp_path / "icons").mkdir()
    icon = tmp_path / "icons" / "owl.svg"
    icon.write_text('<svg viewBox="0 0 24 24"><path fill="#0f0" d="M2 2h9v9z"/></svg>')
    (tmp_path / "house.toml").write_text('[colors]\ncanvas = "#abcdef"\ntext = "#b0d0f0"\n')
    fence = '```mermaid\nflowchart LR\n  a@{ icon: "owl", label: "A" } --> b\n```\n'
    (tmp_path / "page.md").write_text(f"# Page\n\n{fence}")
    options = ("--theme", "house.toml", "--icons", "icons", "--quiet")
    assert run("docs", "page.md", *options, folder=tmp_path).code == 0
    (picture,) = tmp_path.glob("*.svg")
    drawn = picture.read_text()
    assert '"#abcdef"' in drawn
    assert '"#0f0"' in drawn
    # Another icon under the same name is another picture, though the page and the options are the same.
    icon.write_text(icon.read_text().replace("#0f0", "#00f"))
    assert run("docs", "page.md", *options, folder=tmp_path).code == 0
    assert any('"#00f"' in path.read_text() for path in tmp_path.glob("*.svg"))
    # A page names themes, never files.
    (tmp_path / "other.md").write_text(fence.replace("mermaid", 'mermaid theme="house.toml"'))
    refused = run("docs", "other.md", folder=tmp_path)
    assert refused.code == 1
    assert "unknown theme 'house.toml'" in refused.err
