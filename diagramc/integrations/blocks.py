"""A diagram of a page with its options, checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import msgspec

from diagramc.diagnostics import Diagnostic, Severity, diagnose, suggest
from diagramc.frontends.markdown import Fence, Option
from diagramc.ir.urls import is_safe_url
from diagramc.options import CompileOptions, check_options

_WIDTH = re.compile(r"\d{1,5}(?:\.\d+)?(?:px|em|rem|ex|ch|cm|mm|in|pt|pc|vw|%)?")
_NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,79}")


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What holds for all diagrams of a build that do not say otherwise themselves."""

    size: str = "auto"
    image_size: str = "1K"
    theme: str = "light"
    engine: str = "native"
    planner: str = "auto"


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A diagram of a page: its language and text, how to compile it, and how the page shows it.

    `width` is a CSS length; `link` where a click on the picture leads; `name` what its file is called and links to it use.
    `problems` is what is wrong with its options.
    """

    fence: Fence
    options: CompileOptions
    planner: str
    title: str | None = None
    alt: str | None = None
    caption: str | None = None
    width: str | None = None
    link: str | None = None
    name: str | None = None
    problems: tuple[Diagnostic, ...] = ()

    @property
    def text(self) -> str:
        """The source as it stands in the page."""
        return self.fence.source.text


def _is_width(value: str) -> bool:
    return _WIDTH.fullmatch(value) is not None


def _is_name(value: str) -> bool:
    return _NAME.fullmatch(value) is not None


_SHOWN: dict[str, tuple[Callable[[str], bool], str]] = {
    "title": (lambda value: len(value) <= 500, "a text of at most 500 characters"),
    "alt": (lambda value: len(value) <= 5000, "a text of at most 5,000 characters"),
    "caption": (lambda value: len(value) <= 2000, "a text of at most 2,000 characters"),
    "width": (_is_width, "a CSS length such as 80% or 600px"),
    "link": (is_safe_url, "an http, https or mailto address, or a path in the site"),
    "name": (_is_name, "letters, digits, `-`, `_` and `.`"),
}
"""Options that say how a page shows a diagram: what is right, in code and in words."""
_COMPILED = ("type", "size", "image-size", "theme", "engine", "planner")
OPTIONS = (*_COMPILED, *_SHOWN)
"""The options that a diagram of a page can have."""


def read_block(fence: Fence, settings: Settings) -> Block:
    """A fence or directive with its options, and what is wrong with them.

    Options of other tools are left to them: an unknown one is a problem only where the fence is ours (`diagram`) or the name is
    nearly one of ours.
    """
    given: dict[str, str] = {}
    problems: list[Diagnostic] = []
    for option in fence.options:
        name = option.name.replace("_", "-")
        if name in _COMPILED:
            given[name] = option.value
        elif name in _SHOWN:
            sound, words = _SHOWN[name]
            if sound(option.value):
                given[name] = option.value
            else:
                problems.append(_at(option, f"`{name}` is {option.value[:60]!r}", expected=words))
        else:
            problems += _unknown(option)
    options = CompileOptions(
        type=given.get("type") or None,
        size=given.get("size", settings.size),
        image_size=given.get("image-size", settings.image_size),
        theme=given.get("theme", settings.theme),
        engine=given.get("engine", settings.engine),
    )
    problems += _placed(check_options(options), fence.options)
    return Block(
        fence=fence,
        options=options,
        planner=given.get("planner", settings.planner),
        problems=tuple(problems),
        **{name: given.get(name) for name in _SHOWN},
    )


def _at(
    option: Option, message: str, *, expected: str | None = None, severity: Severity | None = None
) -> Diagnostic:
    return diagnose("docs.option", message, span=option.span, expected=expected, severity=severity)


def _unknown(option: Option) -> list[Diagnostic]:
    close = suggest(option.name, OPTIONS)
    if close is None:
        return []
    message = f"unknown option `{option.name}`; did you mean `{close}`?"
    return [_at(option, message, severity=Severity.WARNING)]


def _placed(problems: Iterable[Diagnostic], options: Iterable[Option]) -> list[Diagnostic]:
    """Problems of compile options, each at the option that has it."""
    places = {f"option.{option.name.replace('_', '-')}": option.span for option in options}
    places["option.target"] = places.get("option.engine") or places.get("option.target")  # type: ignore[assignment]
    return [msgspec.structs.replace(p, span=places.get(p.code)) for p in problems]
