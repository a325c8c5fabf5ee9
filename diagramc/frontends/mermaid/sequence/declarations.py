"""The texts of a sequence diagram that have a form of their own: boxes, backgrounds, kinds of participants, menus."""

from __future__ import annotations

import json
import re
from typing import NamedTuple, get_args

from diagramc.diagnostics import suggest
from diagramc.frontends.lalr import Token
from diagramc.frontends.mermaid.css import color
from diagramc.frontends.mermaid.properties import Property
from diagramc.frontends.mermaid.text import label
from diagramc.frontends.source import Source
from diagramc.ir.base import Label
from diagramc.ir.sequence import ParticipantKind

NEUTRAL = "#8080801a"
"""The background that stands for one without a colour (`rgba(128, 128, 128, 0.1)`): Mermaid would draw black."""


def without_wrap(text: str) -> str:
    """A text without the `wrap:` or `nowrap:` before it: lines are always broken to fit."""
    return re.sub(r"^:?(?:no)?wrap:\s*", "", text)


def box_data(token: Token | None) -> tuple[str | None, Label | None]:
    """Colour and label of a box. As in Mermaid the first word is a colour if it can be one."""
    text = "" if token is None else token.strip()
    match = re.match(r"((?:rgba?|hsla?)\s*\([^()]*\)|\w*)(.*)", text, re.DOTALL)
    fill = color(match[1]) if match else None
    said = match[2].strip() if match and fill else text
    shown = label(without_wrap(said)) or None
    return (None if fill == "transparent" else fill), shown


def background(source: Source, token: Token) -> str | None:
    """The colour of a `rect`; None for the neutral one, and with a report for what is none."""
    fill = color(token)
    if fill is None:
        message = f"`{token.strip()}` is no colour"
        end = token.start + len(token.rstrip())
        hint = "write rgb(200, 220, 255), rgba(…), hsl(…) or a name such as lightblue; a hash would begin a comment"
        source.report("parse.value", message, token.start, end, hint=hint)
    return None if fill in (NEUTRAL, "transparent") else fill


def participant_kind(source: Source, said: Property | None) -> ParticipantKind | None:
    """The kind that `@{ "type": "database" }` says; None, with a report, when it is none."""
    if said is None:
        return None
    kinds: tuple[ParticipantKind, ...] = get_args(ParticipantKind)
    for kind in kinds:
        if kind == said.text:
            return kind
    close = suggest(said.text, kinds)
    source.report(
        "parse.value",
        f"`{said.text}` is no type of participant",
        said.start,
        said.end,
        expected=", ".join(kinds),
        hint=f"did you mean `{close}`?" if close else None,
    )
    return None


class MenuLink(NamedTuple):
    """An address of a menu, with the words for what of the menu is lost."""

    url: str | None
    lost: str | None


def first_link(keyword: str, text: str) -> MenuLink:
    """The first address of a `link` or `links` statement."""
    if keyword == "link":
        name, _, url = text.partition("@")
        return MenuLink(url.strip() or None, _renamed(name.strip()))
    if keyword != "links":
        return MenuLink(None, f"`{keyword}`")
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict) or not all(isinstance(url, str) for url in found.values()):
        return MenuLink(None, "a menu that is no JSON object of labels and addresses")
    names = list(found)
    if not names:
        return MenuLink(None, None)
    return MenuLink(
        found[names[0]], _renamed(names[0]) if len(names) == 1 else "the menu but its first entry"
    )


def _renamed(name: str) -> str | None:
    return None if name in ("", "Open") else f"the name {name!r} of the link"
