"""What a person gives of their own to make pictures look theirs: a theme file, a folder of icons. The files are read here, and
nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from diagramc.diagnostics import Diagnostic, Severity, Span, diagnose
from diagramc.errors import SourceError, UsageError

if TYPE_CHECKING:
    from diagramc.ir.base import Diagram, Element
    from diagramc.scene.model import Stroke
    from diagramc.themes.base import Theme

MAX_ICONS = 20_000
"""Files of a folder that are looked at."""


class OpenedTheme(NamedTuple):
    """A theme file that was read: the theme, the icon folder it names, and what there is to remark."""

    theme: Theme
    icons: str | None
    diagnostics: tuple[Diagnostic, ...]


def open_theme(path: Path) -> OpenedTheme:
    """The theme in a file. SourceError with everything that is wrong with it; its icon folder counts from where it is."""
    from diagramc.files import read_source
    from diagramc.themes.file import read_theme

    theme, icons, diagnostics = read_theme(read_source(path), str(path))
    if theme is None:
        raise SourceError(f"the theme {path} cannot be used", diagnostics)
    return OpenedTheme(theme, str(path.parent / icons) if icons else None, diagnostics)


class OwnLook(NamedTuple):
    """What a person said of the look, as the options and settings of those names."""

    theme: str
    theme_file: str | None
    icons: str | None
    look: str


def own_look(theme: str | Path, icons: Path | None) -> OwnLook:
    """The look of a build: a theme's name or file, and an icon folder. SourceError or UsageError for what is wrong with them."""
    file = None if isinstance(theme, str) else str(theme)
    folder = None if icons is None else str(icons)
    if folder is not None:
        _check_folder(folder)
    return OwnLook("light" if file else str(theme), file, folder, fingerprint(file, folder))


def named_look(theme: str, icons: str | None, home: Path) -> OwnLook:
    """The look as a configuration names it: a theme, or a theme file (`*.toml`), and an icon folder, with paths from `home`."""
    return own_look(home / theme if theme.endswith(".toml") else theme, home / icons if icons else None)


def fingerprint(theme_file: str | None, icons: str | None) -> str:
    """A hash of a theme file and of the icon folders that it or the user names, for keys of caches; "" for neither."""
    if theme_file is None and icons is None:
        return ""
    from hashlib import sha256

    from diagramc.files import read_source

    total = sha256()
    if theme_file is not None:
        total.update(read_source(Path(theme_file)))
        named = open_theme(Path(theme_file)).icons
        icons = icons or named
    if icons is not None:
        for name, path in sorted(_list(Path(icons)).items()):
            total.update(f"\0{name}\0".encode() + read_source(path))
    return total.hexdigest()


class Wanted(NamedTuple):
    """An icon that a diagram asks for: its name, and the element that has it."""

    name: str
    element: Element
    is_picture: bool = False


class Icons(NamedTuple):
    """The user's own icons that a diagram uses, by the names it gives them, and what there is to remark."""

    own: dict[str, tuple[Stroke, ...]]
    diagnostics: tuple[Diagnostic, ...]


def wanted_icons(diagram: Diagram) -> Iterator[Wanted]:
    """The icons that a diagram asks for, in its order, each name once."""
    from diagramc.ir.visit import walk

    seen: set[str] = set()
    for element in walk(diagram):
        for field in ("icon", "picture"):
            name = getattr(element, field, None)
            if isinstance(name, str) and name.strip() and name not in seen:
                seen.add(name)
                yield Wanted(name, element, field == "picture")


def find_icons(diagram: Diagram, folder: str | None) -> Icons:
    """The icons of a diagram that a folder of the user's holds, with a remark on each that is nowhere to be found.

    An icon `aws:lambda` is `aws/lambda.svg`, `aws-lambda.svg` or `lambda.svg` of the folder, in any case. UsageError when it is
    no folder.
    """
    wanted = list(wanted_icons(diagram))
    if not wanted:
        if folder is not None:
            _check_folder(folder)
        return Icons({}, ())
    from diagramc.scene.icons import find_icon, nearest_icons

    files = _list(Path(folder)) if folder is not None else {}
    own: dict[str, tuple[Stroke, ...]] = {}
    remarks: list[Diagnostic] = []
    for name, element, is_picture in wanted:
        path = next((files[key] for key in _keys(name) if key in files), None)
        if path is not None:
            parts, said = _read(path)
            remarks.extend(said)
            if parts:
                own[name] = parts
                continue
        if path is not None or find_icon(name) is not None:
            continue
        if is_picture:
            remarks.append(
                diagnose("layout.picture", f"the picture {name!r} is not drawn", span=element.span)
            )
            continue
        near = nearest_icons(name, tuple(sorted(files)))
        known = f"; did you mean {_either(near)}?" if near else ""
        remarks.append(diagnose("layout.icon", f"no icon is called {name!r}{known}", span=element.span))
    return Icons(own, tuple(remarks))


def _either(names: tuple[str, ...]) -> str:
    """`a`, `a or b`, `a, b or c`."""
    *first, last = names
    return f"{', '.join(first)} or {last}" if first else last


def _check_folder(folder: str) -> None:
    if not Path(folder).is_dir():
        problem = diagnose("option.icons", f"{folder} is not a folder")
        raise UsageError(diagnostics=[problem])


def _list(folder: Path) -> dict[str, Path]:
    """The SVG files of a folder and of the folders in it, by name without ending: `lambda`, `aws/lambda`. Links that lead out of
    the folder do not count."""
    _check_folder(str(folder))
    home = folder.resolve()
    found: dict[str, Path] = {}
    try:
        paths = sorted([*folder.glob("*.[sS][vV][gG]"), *folder.glob("*/*.[sS][vV][gG]")])[:MAX_ICONS]
    except OSError as error:
        problem = diagnose(
            "option.icons", f"{folder} cannot be listed: {(error.strerror or 'error').lower()}"
        )
        raise UsageError(diagnostics=[problem]) from None
    for path in paths:
        if path.resolve().is_relative_to(home):
            key = "/".join((*path.relative_to(folder).parts[:-1], path.stem)).lower()
            found.setdefault(key, path)
    return found


def _keys(name: str) -> Iterator[str]:
    """The files that could hold an icon, likeliest first."""
    said = name.strip().lower().replace("\\", "/").removesuffix(".svg")
    pack, _, bare = said.rpartition(":")
    if pack:
        yield f"{pack}/{bare}"
        yield f"{pack}-{bare}"
    yield bare
    yield bare.rpartition("/")[2]
    for prefix in ("fa-", "mdi-"):
        yield bare.removeprefix(prefix)


def _read(path: Path) -> tuple[tuple[Stroke, ...], list[Diagnostic]]:
    """The paths of a file, and what is wrong with it; no paths when it cannot be used."""
    from diagramc.artwork.svg_file import MAX_FILE, ArtworkError, read_artwork

    try:
        with open(path, "rb") as file:
            artwork = read_artwork(file.read(MAX_FILE + 1))
    except OSError as error:
        message = f"the icon {path} cannot be read: {(error.strerror or 'error').lower()}"
        return (), [diagnose("layout.icon-file", message)]
    except ArtworkError as error:
        span = Span(file=str(path), line=error.line, column=error.column)
        return (), [diagnose("layout.icon-file", f"{path.name} is not used as an icon: {error}", span=span)]
    span = Span(file=str(path), line=1)
    return artwork.parts, [
        diagnose("layout.icon-file", f"in the icon {path.name}, {remark}", severity=Severity.INFO, span=span)
        for remark in artwork.remarks
    ]
