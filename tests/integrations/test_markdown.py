"""Python-Markdown, PyMdown's superfences, and notebooks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import markdown
import pytest
from IPython.core.interactiveshell import InteractiveShell

from diagramc.errors import SourceError
from diagramc.integrations.jupyter import diagram
from diagramc.integrations.markdown import DiagramcExtension, superfence, superfence_validator
from diagramc.pipeline import Result

TEXT = """\
# Title

before
```dot size=16:9 caption="A <b>"
digraph { a -> b }
```
after

> ```dot
> digraph { a -> b }
> ```

```python
x = 1
```
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_extension_draws_fences_and_leaves_others() -> None:
    html = markdown.markdown(TEXT, extensions=["diagramc.integrations.markdown", "fenced_code"])
    assert len(re.findall(r'<figure class="diagramc"', html)) == 2
    assert 'viewBox="0 0 1360 765"' in html
    assert "<figcaption>A &lt;b&gt;</figcaption>" in html
    assert "<p>before</p>" in html
    assert "<p><figure" not in html
    assert '<code class="language-python">x = 1' in html
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_a_broken_fence_fails_at_its_place_or_is_stood_in_for() -> None:
    broken = TEXT.replace("a -> b }", "a -> }", 1)
    with pytest.raises(SourceError) as raised:
        markdown.markdown(broken, extensions=[DiagramcExtension(file="page.md")])
    (problem, *_) = raised.value.diagnostics
    assert problem.span is not None
    assert (problem.span.file, problem.span.line) == ("page.md", 5)
    html = markdown.markdown(broken, extensions=[DiagramcExtension(on_error="placeholder")])
    assert "diagramc-error" in html


def test_prompts_are_locked(tmp_path: Path) -> None:
    text = "```diagram type=er\nA customer places many orders.\n```\n"
    with pytest.raises(SourceError, match="lock"):
        markdown.markdown(text, extensions=[DiagramcExtension(locked=True)])
    markdown.markdown(text, extensions=["diagramc.integrations.markdown"])
    assert "customer places" in (tmp_path / "diagrams.lock").read_text()
    assert "<svg" in markdown.markdown(text, extensions=[DiagramcExtension(locked=True)])


def test_superfences_draw_with_the_formatter() -> None:
    fence = {"name": "dot", "class": "diagramc", "format": superfence, "validator": superfence_validator}
    html = markdown.markdown(
        '```dot size="4:3"\ndigraph { a -> b }\n```\n',
        extensions=["pymdownx.superfences"],
        extension_configs={"pymdownx.superfences": {"custom_fences": [fence]}},
    )
    assert 'viewBox="0 0 1184 888"' in html


def test_the_notebook_magic() -> None:
    shell: Any = InteractiveShell.instance()
    shell.run_line_magic("load_ext", "diagramc.integrations.jupyter")
    result = shell.run_cell_magic("diagram", "--type er --size=16:9", "A customer places many orders.")
    assert isinstance(result, Result)
    assert 'viewBox="0 0 1360 765"' in result._repr_svg_()


def test_the_magic_prints_what_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    assert diagram("", "digraph { a -> }") is None
    assert "cell:1:" in capsys.readouterr().out
    assert diagram("--typ er", "x") is None
    assert "unknown option --typ" in capsys.readouterr().out
