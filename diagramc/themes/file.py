"""Theme files: a theme of the user's own in TOML, on top of a named one.

TOML, since colours begin with `#`, which opens a comment in YAML unless it is quoted, since every value has one type whatever it
looks like, and since Python reads it. Nothing in a file is run, and it names no other file but an icon folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from msgspec.structs import asdict, replace

from diagramc.diagnostics import Diagnostic, Severity, Span, diagnose, suggest
from diagramc.ir.colors import is_color
from diagramc.themes import load_theme
from diagramc.themes.base import Swatch, Theme
from diagramc.themes.contrast import faint_pairs
from diagramc.themes.fields import SECTIONS, SWATCHES, TOP
from diagramc.themes.places import Path, Places

MAX_FILE = 100_000
"""The largest theme file, in bytes."""
_NAME = re.compile(r"[\w][\w .-]{0,63}")
_FAMILIES = re.compile(r"""[\w\s,'"-]{1,200}""")
_BASES = ("light", "dark", "print", "blueprint", "sketch", "auto")


class ThemeFile(NamedTuple):
    """A theme that was read, the icon folder it names, and what there is to remark. None: there are errors."""

    theme: Theme | None
    icons: str | None
    diagnostics: tuple[Diagnostic, ...]


def read_theme(data: bytes, file: str) -> ThemeFile:
    """The theme that a file says. All problems are in `diagnostics`, each at its place."""
    import tomllib

    if len(data) > MAX_FILE:
        message = f"the theme file is larger than the limit of {MAX_FILE:,} bytes"
        return ThemeFile(None, None, (diagnose("theme.syntax", message, span=Span(file=file, line=1)),))
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        said = tomllib.loads(text)
    except UnicodeDecodeError:
        message = "the theme file is not UTF-8 text"
        return ThemeFile(None, None, (diagnose("theme.syntax", message, span=Span(file=file, line=1)),))
    except tomllib.TOMLDecodeError as error:
        return ThemeFile(None, None, (_not_toml(str(error), text, file),))
    except RecursionError:
        message = "the theme file is nested too deeply"
        return ThemeFile(None, None, (diagnose("theme.syntax", message, span=Span(file=file, line=1)),))
    return _Reader(said, Places(text, file)).read()


def _not_toml(message: str, text: str, file: str) -> Diagnostic:
    """TOML's own complaint, at its place: `… (at line 3, column 5)` or `… (at end of document)`."""
    found = re.search(r"\s*\(at line (\d+), column (\d+)\)$", message)
    lines = text.splitlines() or [""]
    line, column = (int(found[1]), int(found[2])) if found else (len(lines), len(lines[-1]) + 1)
    said = re.sub(r"\s*\(at .*\)$", "", message)
    return diagnose(
        "theme.syntax",
        f"this is not TOML: {said[:1].lower()}{said[1:]}",
        span=Span(file=file, line=line, column=column),
        line_text=lines[line - 1] if line <= len(lines) else None,
        hint='colours and words stand in quotes: `canvas = "#ffffff"`',
    )


class _Reader:
    """Checks what a file says, and puts it over the theme it extends."""

    def __init__(self, said: dict[str, Any], places: Places) -> None:
        self.said = said
        self.places = places
        self.problems: list[Diagnostic] = []

    def read(self) -> ThemeFile:
        """The theme, or what is wrong."""
        base = self._base()
        changes: dict[str, Any] = {}
        name = self.said.get("name", base.name)
        if isinstance(name, str) and _NAME.fullmatch(name):
            changes["name"] = name
        else:
            self._wrong(("name",), "a name is a word or two", expected="letters, digits, spaces, . _ -")
        for key, value in self.said.items():
            if key == "colors":
                changes["colors"] = self._colors(base, value)
            elif key == "palette":
                changes["palette"] = self._palette(base, value)
            elif key in SECTIONS:
                changes.update(self._section(key, value))
            elif key not in TOP:
                self._unknown((key,), key, (*TOP, "colors", *SECTIONS), "theme files have no key")
        icons = self.said.get("icons")
        if icons is not None and not (isinstance(icons, str) and icons.strip()):
            self._wrong(("icons",), "`icons` is the path of a folder", expected="a text in quotes")
            icons = None
        night = self._night()
        if any(d.severity is Severity.ERROR for d in self.problems):
            return ThemeFile(None, None, tuple(self.problems))
        theme = replace(base, **changes)
        if night is not None:
            # Sizes and gaps are those of the day: the drawing is one, only colours change.
            theme = replace(theme, night=night)
        elif "colors" in changes or "palette" in changes:
            theme = replace(theme, night=None)
        self._check_contrast(theme)
        return ThemeFile(theme, icons, tuple(self.problems))

    def _base(self) -> Theme:
        name = self.said.get("extends", "light")
        if name in _BASES:
            return load_theme(name)
        if isinstance(name, str):
            self._unknown(("extends",), name, _BASES, "there is no theme", value=True)
        else:
            self._wrong(
                ("extends",), "`extends` is the name of a theme", expected="one of " + ", ".join(_BASES)
            )
        return load_theme("light")

    def _night(self) -> Theme | None:
        name = self.said.get("night")
        if name is None:
            return None
        choices = tuple(n for n in _BASES if n != "auto")
        if name in choices:
            return load_theme(name)
        self._unknown(("night",), str(name), choices, "there is no theme", value=True)
        return None

    def _colors(self, base: Theme, value: object) -> dict[str, str]:
        found = dict(base.colors)
        if not isinstance(value, dict):
            self._wrong(
                ("colors",),
                "`colors` is a table of roles",
                expected='[colors] and lines such as canvas = "#ffffff"',
            )
            return found
        for path, color in _leaves(value):
            role = ".".join(path)
            place = ("colors", *path)
            if role not in base.colors:
                self._unknown(place, role, tuple(base.colors), "there is no colour role")
            elif (checked := self._color(place, color)) is not None:
                found[role] = checked
        return found

    def _color(self, place: Path, value: object) -> str | None:
        if isinstance(value, str) and is_color(value):
            return value
        self._wrong(
            place,
            f"{_shown(value)} is no colour",
            expected='a text such as "#1b2433", "#fff" or "steelblue"',
            value=True,
        )
        return None

    def _palette(self, base: Theme, value: object) -> tuple[Swatch, ...]:
        if not isinstance(value, list) or not 1 <= len(value) <= SWATCHES:
            self._wrong(
                ("palette",),
                f"a palette is a list of 1 to {SWATCHES} swatches",
                expected='palette = [["#fill", "#stroke", "#text"], …]',
            )
            return base.palette
        found: list[Swatch] = []
        for index, row in enumerate(value):
            place = ("palette", index)
            if not isinstance(row, list) or len(row) != 3:
                self._wrong(place, "a swatch is three colours: fill, stroke and text", value=True)
                continue
            fill, stroke, text = (self._color(place, color) for color in row)
            if fill is not None and stroke is not None and text is not None:
                found.append((fill, stroke, text))
        return tuple(found) or base.palette

    def _section(self, section: str, value: object) -> dict[str, Any]:
        keys = SECTIONS[section]
        found: dict[str, Any] = {}
        if not isinstance(value, dict):
            self._wrong(
                (section,), f"`{section}` is a table", expected=f"[{section}], then {', '.join(keys)}"
            )
            return found
        for name, given in value.items():
            place = (section, name)
            key = keys.get(name)
            if key is None:
                self._unknown(place, name, tuple(keys), f"`{section}` has no key")
            elif not key.high:
                if isinstance(given, str) and _FAMILIES.fullmatch(given):
                    found[key.field] = given
                else:
                    self._wrong(place, f"{_shown(given)} is no list of font families", value=True)
            elif isinstance(given, bool) or not isinstance(given, int | float):
                self._wrong(place, f"{_shown(given)} is no number", expected="a number of px", value=True)
            elif not key.low <= given <= key.high:
                bounds = f"{key.low:g} to {key.high:g} px"
                self._wrong(place, f"{given:g} is out of bounds", expected=bounds, value=True)
            else:
                found[key.field] = float(given)
        return found

    def _check_contrast(self, theme: Theme) -> None:
        """Remark on texts that are hard to read, at the first of the two colours that the file says."""
        for ink, ground, ratio in faint_pairs(theme):
            span = next(
                (s for role in (ink, ground) if (s := self.places.find(_path_of(role))) is not None), None
            )
            if span is not None:
                message = f"{ink} on {ground} has a contrast of {ratio:.1f}:1; below 4.5:1 it is hard to read"
                self.problems.append(
                    diagnose("theme.contrast", message, span=span, line_text=self.places.line_of(span))
                )

    def _unknown(
        self, place: Path, word: str, choices: tuple[str, ...], what: str, *, value: bool = False
    ) -> None:
        close = suggest(word, choices)
        said = f"; did you mean {close}?" if close else ""
        shown = choices if len(choices) <= 12 else (*choices[:10], "…")
        self._wrong(place, f"{what} {word!r}{said}", expected="one of " + ", ".join(shown), value=value)

    def _wrong(self, place: Path, message: str, *, expected: str | None = None, value: bool = False) -> None:
        span = self.places.value_of(place) if value else self.places.find(place)
        span = span or self.places.start
        self.problems.append(
            diagnose(
                "theme.value", message, span=span, expected=expected, line_text=self.places.line_of(span)
            )
        )


def _shown(value: object) -> str:
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else text[:39] + "…"


def _path_of(role: str) -> Path:
    """Where a file says the colour of a role."""
    if role.startswith("palette."):
        return ("palette", int(role.split(".")[1]))
    return ("colors", *role.split("."))


def _leaves(
    table: Mapping[str, object], before: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], object]]:
    """Values of nested tables with the keys that lead to them; `node.fill = …` and `"node.fill" = …` are the same."""
    for key, value in table.items():
        path = (*before, *key.split("."))
        if isinstance(value, dict):
            yield from _leaves(value, path)
        else:
            yield path, value


def write_theme(theme: Theme) -> str:
    """A theme as a file to start from: everything it says, in order, with what each key means."""
    values = asdict(theme)
    lines = [
        f"# The theme `{theme.name}` of diagramc. Remove what you do not change: it is taken from the theme that is extended.",
        f'name = "{theme.name if theme.name != "auto" else "light"}-of-mine"',
        f'extends = "{theme.name}"',
        '# night = "dark"        # colours for viewers that prefer dark ones',
        '# icons = "icons"       # a folder with your own icons, from this file',
        "",
        "# Fill, stroke and text of branches, sections, groups and kinds of services, in turn.",
        "palette = [",
        *(f"  [{', '.join(_quoted(color) for color in swatch)}]," for swatch in theme.palette),
        "]",
    ]
    for section, keys in SECTIONS.items():
        lines += ["", f"[{section}]"]
        for name, key in keys.items():
            value = values[key.field]
            said = _quoted(value) if isinstance(value, str) else f"{value:g}"
            lines.append(f"{name} = {said}  # {key.about}")
    lines += ["", "[colors]", *(f"{role} = {_quoted(color)}" for role, color in theme.colors.items())]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
