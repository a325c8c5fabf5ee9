"""The preprocessor's own functions, such as `%strlen`.

What depends on the clock, the environment or files answers nothing and is reported: the same source must always give the same
diagram, and a source reads only what its user allowed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from diagramc.frontends.plantuml.preprocess.values import (
    PreprocessError,
    Value,
    bounded,
    to_int,
    to_text,
    truth,
)
from diagramc.ir.colors import CSS_COLORS, is_color

VERSION = "1.2026.8"
"""The PlantUML release whose language is read; what `%version()` says."""

Function = Callable[[Sequence[Value]], Value]


def _substr(args: Sequence[Value]) -> Value:
    text, start = to_text(args[0]), max(0, to_int(args[1]))
    return text[start : start + max(0, to_int(args[2]))] if len(args) > 2 else text[start:]


def _splitstr(args: Sequence[Value]) -> Value:
    text, mark = to_text(args[0]), to_text(args[1])
    parts: list[Any] = [text]
    for char in mark:
        parts = [piece for part in parts for piece in part.split(char)]
    return [part for part in parts if part]


def _size(args: Sequence[Value]) -> Value:
    value = args[0]
    return len(value) if isinstance(value, str | list | dict) else 0


def _json_type(args: Sequence[Value]) -> Value:
    value = args[0]
    for kind, name in (
        (str, "string"),
        (bool, "boolean"),
        (int | float, "number"),
        (list, "array"),
        (dict, "object"),
    ):
        if isinstance(value, kind):
            return name
    return "null"


def _json_keys(args: Sequence[Value]) -> Value:
    value = args[0]
    if not isinstance(value, dict):
        raise PreprocessError("%get_json_keys wants a JSON object")
    return list(value)


def _json_key_exists(args: Sequence[Value]) -> Value:
    return int(isinstance(args[0], dict) and to_text(args[1]) in args[0])


def _json_add(args: Sequence[Value]) -> Value:
    value = args[0]
    if isinstance(value, dict) and len(args) > 2:
        return {**value, to_text(args[1]): args[2]}
    if isinstance(value, list):
        return [*value, args[1]]
    raise PreprocessError("%json_add wants a JSON object with a key and a value, or a list with a value")


def _json_remove(args: Sequence[Value]) -> Value:
    value = args[0]
    if isinstance(value, dict):
        return {key: item for key, item in value.items() if key != to_text(args[1])}
    if isinstance(value, list):
        return [item for index, item in enumerate(value) if index != to_int(args[1])]
    raise PreprocessError("%json_remove wants a JSON object or list")


def _json_merge(args: Sequence[Value]) -> Value:
    first, second = args[0], args[1]
    if isinstance(first, dict) and isinstance(second, dict):
        return {**first, **second}
    if isinstance(first, list) and isinstance(second, list):
        return [*first, *second]
    raise PreprocessError("%json_merge wants two JSON objects, or two lists")


def _str2json(args: Sequence[Value]) -> Value:
    import json

    try:
        made: Value = json.loads(to_text(args[0]))
    except (ValueError, RecursionError):
        raise PreprocessError("%str2json wants well-formed JSON") from None
    return made


def _chr(args: Sequence[Value]) -> Value:
    code = to_int(args[0])
    return chr(code) if 32 <= code < 0xD800 or 0xE000 <= code < 0x110000 else ""


def _ord(args: Sequence[Value]) -> Value:
    text = to_text(args[0])
    return ord(text[0]) if text else 0


def _hex2dec(args: Sequence[Value]) -> Value:
    try:
        return to_int(str(int(to_text(args[0])[:8], 16)))
    except ValueError:
        return 0


def _rgb(value: Value) -> tuple[int, int, int] | None:
    word = to_text(value).strip().removeprefix("#").lower()
    digits = CSS_COLORS.get(word, word).removeprefix("#")
    if not is_color(f"#{digits}"):
        return None
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def _recolor(change: Callable[[int, int, int, int], tuple[int, int, int]]) -> Function:
    def apply(args: Sequence[Value]) -> Value:
        rgb = _rgb(args[0])
        if rgb is None:
            raise PreprocessError(f"there is no colour `{to_text(args[0])}`")
        amount = to_int(args[1]) if len(args) > 1 else 0
        return "#" + "".join(f"{min(255, max(0, part)):02X}" for part in change(*rgb, amount))

    return apply


def _lighten(r: int, g: int, b: int, amount: int) -> tuple[int, int, int]:
    return r + (255 - r) * amount // 100, g + (255 - g) * amount // 100, b + (255 - b) * amount // 100


def _darken(r: int, g: int, b: int, amount: int) -> tuple[int, int, int]:
    keep = 100 - amount
    return r * keep // 100, g * keep // 100, b * keep // 100


_DATE_FIELDS = {
    "yyyy": "%Y",
    "YYYY": "%Y",
    "yy": "%y",
    "MMMM": "%B",
    "MMM": "%b",
    "MM": "%m",
    "dd": "%d",
    "EEEE": "%A",
    "EEE": "%a",
} | {
    "HH": "%H",
    "mm": "%M",
    "ss": "%S",
}


def _date(args: Sequence[Value]) -> Value:
    """A moment, given in seconds since 1970, in a pattern of Java's SimpleDateFormat."""
    from datetime import UTC, datetime, timedelta

    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=to_int(args[1]))
    pattern = to_text(args[0]) or "yyyy-MM-dd"
    return re.sub("|".join(_DATE_FIELDS), lambda field: moment.strftime(_DATE_FIELDS[field[0]]), pattern)


def _is_dark(args: Sequence[Value]) -> bool:
    rgb = _rgb(args[0])
    return rgb is not None and (rgb[0] * 299 + rgb[1] * 587 + rgb[2] * 114) // 1000 < 128


BUILTINS: dict[str, tuple[int, int, Function]] = {
    "%backslash": (0, 0, lambda a: "\\"),
    "%boolval": (1, 1, lambda a: int(to_text(a[0]).lower() in ("1", "true"))),
    "%breakline": (0, 0, lambda a: "\n"),
    "%chr": (1, 1, _chr),
    "%darken": (2, 2, _recolor(_darken)),
    "%date": (2, 2, _date),
    "%dec2hex": (1, 1, lambda a: f"{to_int(a[0]) & 0xFFFFFFFF:x}"),
    "%dollar": (0, 0, lambda a: "$"),
    "%false": (0, 0, lambda a: 0),
    "%feature": (1, 1, lambda a: 0),
    "%get_current_theme": (0, 0, lambda a: {}),
    "%get_json_keys": (1, 1, _json_keys),
    "%get_json_type": (1, 1, _json_type),
    "%hex2dec": (1, 1, _hex2dec),
    "%intval": (1, 1, lambda a: to_int(a[0])),
    "%is_dark": (1, 1, lambda a: int(_is_dark(a))),
    "%is_light": (1, 1, lambda a: int(not _is_dark(a))),
    "%json_add": (2, 3, _json_add),
    "%json_key_exists": (2, 2, _json_key_exists),
    "%json_merge": (2, 2, _json_merge),
    "%json_remove": (2, 2, _json_remove),
    "%json_set": (2, 3, _json_add),
    "%left_align": (0, 0, lambda a: "\\l"),
    "%lighten": (2, 2, _recolor(_lighten)),
    "%lower": (1, 1, lambda a: to_text(a[0]).lower()),
    "%mod": (2, 2, lambda a: to_int(a[0]) % to_int(a[1]) if to_int(a[1]) else 0),
    "%n": (0, 0, lambda a: "\\n"),
    "%newline": (0, 0, lambda a: "\\n"),
    "%not": (1, 1, lambda a: int(not truth(a[0]))),
    "%and": (1, 20, lambda a: int(all(map(truth, a)))),
    "%or": (1, 20, lambda a: int(any(map(truth, a)))),
    "%xor": (1, 20, lambda a: int(sum(map(truth, a)) == 1)),
    "%ord": (1, 1, _ord),
    "%reverse_color": (1, 1, _recolor(lambda r, g, b, _: (255 - r, 255 - g, 255 - b))),
    "%reverse_hsluv_color": (1, 1, lambda a: "#FFFFFF" if _is_dark(a) else "#000000"),
    "%right_align": (0, 0, lambda a: "\\r"),
    "%size": (1, 1, _size),
    "%splitstr": (2, 2, _splitstr),
    "%str2json": (1, 1, _str2json),
    "%string": (1, 1, lambda a: to_text(a[0])),
    "%strlen": (1, 1, lambda a: len(to_text(a[0]))),
    "%strpos": (2, 2, lambda a: to_text(a[0]).find(to_text(a[1]))),
    "%substr": (2, 3, _substr),
    "%tab": (0, 0, lambda a: "\\t"),
    "%true": (0, 0, lambda a: 1),
    "%upper": (1, 1, lambda a: bounded(to_text(a[0]).upper())),
    "%version": (0, 0, lambda a: VERSION),
}
"""Name to least and most arguments, and the function."""

OUTSIDE = {
    "%now": "the clock",
    "%filedate": "the clock",
    "%random": "chance",
    "%getenv": "the environment",
    "%file_exists": "files",
    "%dirpath": "the file's folder",
    "%load_json": "files",
    "%load_json_data": "files",
    "%load_csv": "files",
    "%get_all_theme": "the installation",
    "%get_all_stdlib": "the installation",
    "%get_stdlib": "the installation",
}
"""Functions whose answer comes from outside the source, and from where."""

THEMES = frozenset(
    "_none_ amiga aws-orange black-knight bluegray blueprint carbon-gray cerulean cerulean-outline cloudscape-design "
    "crt-amber crt-green cyborg cyborg-outline hacker lightgray mars materia materia-outline metal mimeograph minty mono "
    "plain reddress-darkblue reddress-darkgreen reddress-darkorange reddress-darkred reddress-lightblue reddress-lightgreen "
    "reddress-lightorange reddress-lightred sandstone silver sketchy sketchy-outline spacelab spacelab-white sunlust "
    "superhero superhero-outline toy united vibrant".split()
)
"""The themes that PlantUML 1.2026.8 brings along (`%get_all_theme()`)."""
