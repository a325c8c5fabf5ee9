"""Templates that cannot be given raw text.

A value printed by a template must be an `Escaped` (made by the target's filters), a number or a bool; a plain `str` is refused,
so that a label that was not escaped is a failing test and never broken output.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from diagramc.resources import resource_folder

if TYPE_CHECKING:
    import jinja2


class Escaped(str):
    """Text that is fit to stand in the target's source as it is."""

    __slots__ = ()


def _finalize(value: Any) -> Any:
    import jinja2

    if value is None or isinstance(value, jinja2.Undefined):
        raise TypeError("a template printed a missing value")
    if isinstance(value, str) and not isinstance(value, Escaped):
        raise TypeError(f"a template printed text that was not escaped: {value!r}")
    return value


@cache
def environment(target: str) -> jinja2.Environment:
    """The Jinja2 environment over `templates/<target>/`; blocks take no lines of their own."""
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(resource_folder("templates") / target),
        undefined=jinja2.StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_finalize,
        auto_reload=False,
    )


def fill(target: str, template: str, **values: Any) -> str:
    """Render `templates/<target>/<template>` with escaped values."""
    return environment(target).get_template(template).render(**values)
