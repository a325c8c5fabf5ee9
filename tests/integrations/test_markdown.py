"""Python-Markdown, PyMdown's superfences, and notebooks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import markdown
import pytest
from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell
from pymdownx.superfences import SuperFencesException

from diagramc.errors import DiagramcError, SourceError
from diagramc.integrations.jupyter import diagram
from diagramc.integrations.markdown import DiagramcExtension, Superfence, superfence, superfence_validator
from diagramc.result import Result

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


def superfences(text: str, formatter: Any = superfence) -> str:
    """A text through PyMdown's superfences with diagramc as the formatter of two languages."""
    fences = [
        {"name": name, "class": "diagramc", "format": formatter, "validator": superfence_validator}
        for name in ("dot", "diagram")
    ]
    configs = {"pymdownx.superfences": {"custom_fences": fences}}
    return markdown.markdown(text, extensions=["pymdownx.superfences"], extension_configs=configs)


def test_superfences_never_swallow_an_error() -> None:
    with pytest.raises(SuperFencesException, match=r"parse\.syntax"):
        superfences("```dot\ndigraph { a -> }\n```\n")
    with pytest.raises(SuperFencesException, match=r"option\.size"):
        superfences('```dot size="16x9"\ndigraph { a -> b }\n```\n')
    assert "diagramc-error" in superfences(
        "```dot\ndigraph { a -> }\n```\n", Superfence(on_error="placeholder")
    )


def test_superfences_take_options_and_leave_what_is_not_drawn() -> None:
    text = '```diagram\npie\n  "a" : 3\n```\n\n```dot\ndigraph { a -> b }\n```\n'
    html = superfences(text, Superfence(unsupported="keep", size="4:3"))
    assert '<pre class="mermaid"><code>pie' in html
    assert 'viewBox="0 0 1184 888"' in html
    with pytest.raises(TypeError, match="sise"):
        Superfence(sise="4:3")


def test_the_notebook_magic() -> None:
    shell: Any = InteractiveShell.instance()
    shell.run_line_magic("load_ext", "diagramc.integrations.jupyter")
    result = shell.run_cell_magic("diagram", "--type er --size=16:9", "A customer places many orders.")
    assert isinstance(result, Result)
    assert 'viewBox="0 0 1360 765"' in result._repr_svg_()


def test_the_magic_says_what_is_wrong_and_ends_the_run(capsys: pytest.CaptureFixture[str]) -> None:
    shell: Any = InteractiveShell.instance()
    shell.run_line_magic("load_ext", "diagramc.integrations.jupyter")
    outcome = shell.run_cell("%%diagram\ndigraph { a -> }")
    assert outcome.error_in_exec is not None
    said = "".join(capsys.readouterr())
    assert "cell:1:" in said
    assert "Traceback" not in said
    with pytest.raises(UsageError, match="unknown option --typ"):
        diagram("--typ er", "x")


def test_a_theme_file_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "house.toml").write_text('[colors]\ncanvas = "#abcdef"\n')
    extension = DiagramcExtension(theme="house.toml")
    assert '"#abcdef"' in markdown.markdown(
        "```mermaid\nflowchart LR\n  A --> B\n```", extensions=[extension]
    )
    with pytest.raises(DiagramcError) as wrong:
        markdown.markdown(
            "```mermaid\nflowchart LR\n  A --> B\n```", extensions=[DiagramcExtension(icons="none")]
        )
    assert [problem.code for problem in wrong.value.diagnostics] == ["option.icons"]
    with pytest.raises(SuperFencesException, match=r"option\.icons"):
        fence_with(icons="none")


def fence_with(**options: str) -> str:
    """A fence as superfences hands it over."""
    return Superfence(**options)("flowchart LR\n  A --> B", "mermaid", "diagramc", {}, markdown.Markdown())


def test_a_cell_takes_a_theme_file_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "house.toml").write_text('[colors]\ncanvas = "#abcdef"\n')
    (tmp_path / "icons").mkdir()
    result = diagram("--theme house.toml --icons icons", "flowchart LR\n  A --> B")
    assert '"#abcdef"' in result.svg
