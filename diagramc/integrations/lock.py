"""`diagrams.lock`: what each prompt of the pages was planned as, so that a build never plans twice.

A readable YAML file under version control, sorted by prompt, so that an edit changes its own entry only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from diagramc.diagnostics import diagnose
from diagramc.errors import SourceError
from diagramc.ir.base import Diagram

VERSION = 1
HEAD = """\
# What diagramc planned for the prompts in these pages. Written by `diagramc docs --update`; keep it under version control.
# You may correct a diagram here: it is drawn as it stands until its prompt changes.
"""
MAX_BYTES = 50_000_000


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A prompt, the type that was asked for with it, and what it was planned as. `context` is the hash of the files beside it."""

    prompt: str
    type: str | None
    diagram: Diagram
    context: str = ""


def lock_key(prompt: str, type: str | None, context: str = "") -> str:
    """What an entry is called: a hash of the prompt, the type asked for and the hash of the files beside it, 16 hex digits."""
    beside = f"\n\n{context}" if context else ""
    return hashlib.sha256(f"{type or ''}\n{normal_prompt(prompt)}{beside}".encode()).hexdigest()[:16]


def normal_prompt(prompt: str) -> str:
    """The prompt without blanks at the ends of lines, which mean nothing and editors remove."""
    return "\n".join(line.rstrip() for line in prompt.strip().splitlines())


class Lock:
    """The lock file in memory. `used` are the keys that were asked for, `changed` whether there is something to write."""

    def __init__(self, entries: Mapping[str, Entry] | None = None) -> None:
        self._entries = dict(entries or {})
        self.used: set[str] = set()
        self.changed = False

    def get(self, prompt: str, type: str | None, context: str = "") -> Diagram | None:
        """What the prompt was planned as; None when it is not in the lock."""
        key = lock_key(prompt, type, context)
        self.used.add(key)
        entry = self._entries.get(key)
        return entry.diagram if entry else None

    def put(self, prompt: str, type: str | None, diagram: Diagram, context: str = "") -> Diagram:
        """Keep what a prompt was planned as; answers the diagram as it is kept."""
        key = lock_key(prompt, type, context)
        self.used.add(key)
        provenance = diagram.provenance
        if provenance and (provenance.prompt or provenance.hash):
            # The prompt stands beside the diagram already, and the hash is made of it.
            diagram = replace(diagram, provenance=replace(provenance, prompt=None, hash=None))
        entry = Entry(prompt=normal_prompt(prompt), type=type, diagram=diagram, context=context)
        self.changed = self.changed or self._entries.get(key) != entry
        self._entries[key] = entry
        return diagram

    @property
    def unused(self) -> list[Entry]:
        """The entries that nothing asked for, sorted by prompt."""
        return _sorted(entry for key, entry in self._entries.items() if key not in self.used)

    def keep(self, prompt: str) -> None:
        """Count the entries of a prompt as used, whatever type was asked for with it."""
        wanted = normal_prompt(prompt)
        self.used.update(key for key, entry in self._entries.items() if entry.prompt == wanted)

    def prune(self) -> int:
        """Drop the entries that nothing asked for; answers how many."""
        gone = [key for key in self._entries if key not in self.used]
        for key in gone:
            del self._entries[key]
        self.changed = self.changed or bool(gone)
        return len(gone)

    def write(self) -> str:
        """The text of the file."""
        import yaml

        from diagramc.targets.document import dumper, to_builtins

        listed = []
        for entry in _sorted(self._entries.values()):
            asked: dict[str, Any] = {"prompt": entry.prompt}
            if entry.type is not None:
                asked["type"] = entry.type
            if entry.context:
                asked["context"] = entry.context
            listed.append({**asked, "diagram": to_builtins(entry.diagram)})
        body = yaml.dump(
            {"lock": VERSION, "prompts": listed},
            Dumper=dumper(),
            allow_unicode=True,
            sort_keys=False,
            width=float("inf"),
        )
        return HEAD + body


def _sorted(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (entry.prompt.casefold(), entry.prompt, entry.type or ""))


def read_lock(path: Path) -> Lock:
    """The lock in a file; an empty one when there is no file. SourceError when it cannot be read or an entry is no diagram."""
    import yaml

    try:
        data = path.read_bytes()[: MAX_BYTES + 1]
    except FileNotFoundError:
        return Lock()
    except OSError as error:
        raise SourceError(
            diagnostics=[diagnose("docs.lock", f"cannot read {path}: {error.strerror}")]
        ) from None
    if len(data) > MAX_BYTES:
        raise _wrong(path, f"it is larger than {MAX_BYTES:,} bytes")
    try:
        body = yaml.load(data, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise _wrong(
            path, f"line {mark.line + 1}: {getattr(error, 'problem', '')}" if mark else "it is no YAML"
        ) from None
    if not isinstance(body, dict) or body.get("lock") != VERSION or not isinstance(body.get("prompts"), list):
        raise _wrong(path, f"it is no lock file of version {VERSION}")
    entries = {}
    for number, item in enumerate(body["prompts"], start=1):
        entry = _read_entry(path, number, item)
        entries[lock_key(entry.prompt, entry.type, entry.context)] = entry
    return Lock(entries)


def _read_entry(path: Path, number: int, item: object) -> Entry:
    from diagramc.pipeline import read

    if not isinstance(item, dict) or not isinstance(item.get("prompt"), str):
        raise _wrong(path, f"entry {number} has no prompt")
    prompt, type = item["prompt"], item.get("type")
    text = msgspec.json.encode(item.get("diagram"))
    try:
        diagram, _ = read(text, "json", file=f"{path} (entry {number}: {prompt[:40]!r})")
    except SourceError as error:
        raise SourceError(diagnostics=error.diagnostics) from None
    context = item.get("context")
    return Entry(
        prompt=prompt,
        type=type if isinstance(type, str) else None,
        diagram=diagram,
        context=context if isinstance(context, str) else "",
    )


def _wrong(path: Path, why: str) -> SourceError:
    return SourceError(diagnostics=[diagnose("docs.lock", f"{path}: {why}")])
