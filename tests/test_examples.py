"""The examples are what diagramc makes of their prompts today, on any machine, from any folder, with any hash seed."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from diagramc.kinds import TYPES
from diagramc.pipeline import parse
from scripts.make_examples import FOLDER, FORMATS, example_files
from tests.cli.command import clean_environment
from tests.conftest import Check

ROOT = FOLDER.parent
PIXELS_OFF = 0.002
"""The part of a PNG's pixels that another version of the rasteriser may draw otherwise."""


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return dict(example_files())


def test_there_is_a_whole_set_for_each_type(made: dict[str, bytes]) -> None:
    names = {f"{name}/diagram.{ending}" for name in TYPES for ending in FORMATS.values()}
    assert set(made) == names | {f"{name}/prompt.txt" for name in TYPES}


def test_the_examples_are_up_to_date(made: dict[str, bytes]) -> None:
    stale = [name for name, content in made.items() if not _same(FOLDER / name, content)]
    assert stale == [], "run `make examples`, and look at the pictures"


def _same(path: Path, content: bytes) -> bool:
    if not path.is_file():
        return False
    if path.suffix != ".png":
        return path.read_bytes() == content
    there, now = (Image.open(io.BytesIO(data)).convert("RGB") for data in (path.read_bytes(), content))
    if there.size != now.size:
        return False
    differences = ImageChops.difference(there, now).convert("L").point(lambda value: 255 * (value > 48))
    return differences.histogram()[255] <= PIXELS_OFF * now.width * now.height


def test_the_documents_read_back_as_what_was_drawn(made: dict[str, bytes]) -> None:
    for name in TYPES:
        diagram = parse(made[f"{name}/diagram.yaml"], "yaml")
        assert diagram.type == name
        assert parse((FOLDER / name / "diagram.yaml").read_bytes(), "yaml") == diagram


def test_same_bytes_from_another_folder_with_another_hash_seed(
    made: dict[str, bytes], tmp_path: Path
) -> None:
    """PNG included: it is the same machine."""
    script = (
        f"import sys, hashlib; sys.path.insert(0, {str(ROOT)!r})\n"
        "from scripts.make_examples import example_files\n"
        "for name, content in example_files(): print(name, hashlib.sha256(content).hexdigest())"
    )
    listings = []
    for seed in ("0", "4242"):
        folder = tmp_path / seed
        folder.mkdir()
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=folder,
            env=clean_environment({"PYTHONHASHSEED": seed}),
            capture_output=True,
            text=True,
            check=True,
        )
        listings.append(done.stdout)
    assert listings[0] == listings[1]
    assert len(listings[0].splitlines()) == len(made)


@pytest.mark.real_tool
@pytest.mark.parametrize("format", ["graphviz", "mermaid", "plantuml"])
def test_the_sources_are_accepted_by_the_real_tools(
    made: dict[str, bytes], format: str, request: pytest.FixtureRequest
) -> None:
    check: Check = request.getfixturevalue("check_dot" if format == "graphviz" else f"check_{format}")
    texts = [made[f"{name}/diagram.{FORMATS[format]}"].decode() for name in TYPES]
    assert dict(zip(TYPES, check(texts), strict=True)) == dict.fromkeys(TYPES)
