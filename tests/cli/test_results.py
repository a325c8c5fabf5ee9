"""What the commands give: files, stdout, JSON; formats, sizes, names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from diagramc.kinds import TYPES
from tests.cli.command import DOCUMENT, run
from tests.renderers.pictures import png_size

PROMPT = "User authentication flow with OAuth and email"


@pytest.fixture
def tea(tmp_path: Path) -> Path:
    """A folder with a good document, tea.yaml."""
    (tmp_path / "tea.yaml").write_text(DOCUMENT)
    return tmp_path


def test_the_first_line_people_try_draws_the_words_of_the_prompt(tmp_path: Path) -> None:
    outcome = run("diagram", PROMPT, "--type", "flowchart", "--size", "16:9", folder=tmp_path)
    assert outcome.code == 0, outcome.err
    path = Path(outcome.out.decode().strip())
    assert path.is_absolute()
    assert path.parent == tmp_path.resolve()
    svg = path.read_text()
    assert 'width="1360" height="765" viewBox="0 0 1360 765"' in svg
    for word in ("OAuth", "mail"):
        assert word in svg


def test_a_generated_name_never_overwrites(tmp_path: Path) -> None:
    names = [Path(run("diagram", "A -> B", folder=tmp_path).out.decode().strip()).name for _ in range(2)]
    assert names == ["a-b.svg", "a-b-2.svg"]


@pytest.mark.parametrize("type_", TYPES)
def test_demo_draws_every_type(type_: str, demo: Path) -> None:
    svg = (demo / f"{type_}.svg").read_text()
    assert 'viewBox="0 0 1360 765"' in svg
    assert svg.count("<text") >= 5


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `diagramc demo` made."""
    folder = tmp_path_factory.mktemp("demo")
    outcome = run("demo", "-d", "pictures", folder=folder)
    assert outcome.code == 0, outcome.err
    assert len(outcome.out.splitlines()) == len(TYPES)
    return folder / "pictures"


@pytest.mark.parametrize(
    ("size", "image_size", "pixels"),
    [
        ("16:9", "1K", (1360, 765)),
        ("9:16", "1K", (765, 1360)),
        ("1:1", "2K", (2048, 2048)),
        ("21:9", "1K", (1561, 669)),
    ],
)
def test_png_has_exactly_the_canvas_pixels(
    tea: Path, size: str, image_size: str, pixels: tuple[int, int]
) -> None:
    outcome = run("compile", "tea.yaml", "-s", size, "--image-size", image_size, "-o", "tea.png", folder=tea)
    assert outcome.code == 0, outcome.err
    assert png_size((tea / "tea.png").read_bytes()) == pixels


def test_a_picture_lands_beside_its_input_and_source_goes_to_stdout(tea: Path) -> None:
    assert run("compile", "tea.yaml", folder=tea).out.decode().strip() == str(tea.resolve() / "tea.svg")
    assert run("compile", "tea.yaml", "--to", "mermaid", folder=tea).out.decode().startswith("---\ntitle:")
    assert b"digraph" in run("compile", "tea.yaml", "--to", "dot", folder=tea).out
    assert b"@startuml" in run("compile", "tea.yaml", "--to", "puml", folder=tea).out


def test_stdin_to_stdout(tmp_path: Path) -> None:
    outcome = run("compile", "-", "--to", "svg", "-o", "-", folder=tmp_path, stdin=DOCUMENT.encode())
    assert outcome.code == 0, outcome.err
    assert outcome.out.startswith(b"<svg ")
    assert outcome.err == ""
    assert list(tmp_path.iterdir()) == []


def test_documents_convert_both_ways_without_loss(tea: Path) -> None:
    as_json = run("compile", "tea.yaml", "--to", "json", folder=tea).out
    (tea / "tea.json").write_bytes(as_json)
    as_yaml = run("compile", "tea.json", "--to", "yaml", folder=tea).out
    assert json.loads(as_json)["diagramc"] == 1
    (tea / "again.yaml").write_bytes(as_yaml)
    assert run("compile", "again.yaml", "--to", "json", folder=tea).out == as_json


def test_json_report(tea: Path) -> None:
    outcome = run("compile", "tea.yaml", "-s", "4:3", "--json", folder=tea)
    body = json.loads(outcome.out)
    assert body["file"] == str(tea.resolve() / "tea.svg")
    assert body["type"] == "flowchart"
    assert (body["width"], body["height"]) == (1184, 888)
    report = body["report"]
    assert 0 < report["fill"] <= 1
    assert report["min_text_px"] >= 9
    assert report["chosen"] in report["tried"]
    assert outcome.err == ""


def test_several_inputs_go_into_a_folder(tea: Path) -> None:
    (tea / "more.yaml").write_text(DOCUMENT)
    outcome = run("compile", "tea.yaml", "more.yaml", "-o", "out", folder=tea)
    assert outcome.code == 0, outcome.err
    assert sorted(p.name for p in (tea / "out").iterdir()) == ["more.svg", "tea.svg"]


def test_a_prompt_file_is_planned(tmp_path: Path) -> None:
    (tmp_path / "idea.txt").write_text("Alice reports to Bob. Bob is the CEO.")
    outcome = run("compile", "idea.txt", "-t", "org-chart", "--to", "yaml", folder=tmp_path)
    assert outcome.code == 0, outcome.err
    assert b"type: org-chart" in outcome.out
    assert b"reports_to: bob" in outcome.out


def test_types_schema_themes_completion(tmp_path: Path) -> None:
    assert [line.split()[0] for line in run("types", folder=tmp_path).out.decode().splitlines()] == list(
        TYPES
    )
    schema = json.loads(run("schema", "sequence", folder=tmp_path).out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert b"light" in run("themes", folder=tmp_path).out
    for shell in ("bash", "zsh", "fish"):
        assert b"_DIAGRAMC_COMPLETE" in run("completion", shell, folder=tmp_path).out


def test_completion_knows_types(tmp_path: Path) -> None:
    env = {"_DIAGRAMC_COMPLETE": "bash_complete", "COMP_WORDS": "diagramc diagram -t or", "COMP_CWORD": "3"}
    assert b"org-chart" in run(folder=tmp_path, env=env).out


def test_doctor_finds_all_required_parts(tmp_path: Path) -> None:
    outcome = run("doctor", "--json", folder=tmp_path)
    body = json.loads(outcome.out)
    assert outcome.code == 0
    assert body["ready"] is True
    assert all(part["found"] for part in body["parts"] if part["required"])


def test_same_bytes_whatever_the_hash_seed_and_folder(tmp_path: Path) -> None:
    outputs = []
    for seed in ("1", "2"):
        folder = tmp_path / f"somewhere-{seed}"
        folder.mkdir()
        outcome = run("demo", "-d", ".", folder=folder, env={"PYTHONHASHSEED": seed})
        assert outcome.code == 0, outcome.err
        outputs.append({p.name: p.read_bytes() for p in sorted(folder.iterdir())})
    assert len(outputs[0]) == len(TYPES)
    assert outputs[0] == outputs[1]
