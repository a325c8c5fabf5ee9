"""Blocks in, pictures out: the one engine behind every docs tool."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from diagramc import __version__
from diagramc.cache import Cache, make_key
from diagramc.diagnostics import Diagnostic, diagnose
from diagramc.errors import DiagramcError
from diagramc.frontends.unsupported import Unsupported, is_left, settle
from diagramc.integrations.blocks import Block
from diagramc.integrations.compiled import Compiled, Job, has_errors, placed
from diagramc.integrations.lock import Lock, read_lock
from diagramc.integrations.workers import Workers

Planning = Literal["locked", "missing", "all"]
"""What is planned: nothing, prompts that are not in the lock, or all prompts anew."""
OnError = Literal["fail", "placeholder", "source"]
"""What stands in for a diagram that cannot be drawn: nothing (the build fails), the error and the source, or the source."""


def planning_of(locked: bool, environ: Mapping[str, str]) -> Planning:
    """What a build plans: nothing where its options or `DIAGRAMC_LOCKED=1` in the environment lock it, else what is new."""
    return "locked" if locked or environ.get("DIAGRAMC_LOCKED") == "1" else "missing"


class Built(NamedTuple):
    """A block with its picture; `compiled.failed` when there is none. The diagnostics' places are in the page."""

    block: Block
    compiled: Compiled
    diagnostics: tuple[Diagnostic, ...]
    key: str

    @property
    def alt(self) -> str:
        """The alt text: the author's, else the title's and what the diagram says."""
        return self.block.alt or self.compiled.alt or "diagram"

    @property
    def left(self) -> bool:
        """Whether it is of a kind that is not drawn, and left to the page's own renderer."""
        return is_left(self.diagnostics)


class Builder:
    """Compiles blocks with one lock and one cache. `counts` says how many pictures were compiled and how many were cached."""

    def __init__(
        self,
        *,
        lock_path: Path,
        cache: Cache | None,
        planning: Planning = "missing",
        include: Sequence[Path] = (),
        unsupported: Unsupported = "fail",
        workers: int | None = None,
    ) -> None:
        self._lock_path = lock_path
        self._cache = cache
        self._planning = planning
        self.include = tuple(str(folder) for folder in include)
        self._unsupported: Unsupported = unsupported
        self._workers = Workers(workers)
        self._lock: Lock | None = None
        self.counts = {"compiled": 0, "cached": 0, "planned": 0}

    @property
    def lock(self) -> Lock:
        """The lock file, read when the first prompt is met. SourceError when it is broken."""
        if self._lock is None:
            self._lock = read_lock(self._lock_path)
        return self._lock

    @property
    def unused(self) -> str:
        """What to say of entries of the lock that nothing asked for; empty when there are none."""
        entries = len(self._lock.unused) if self._lock is not None else 0
        if not entries:
            return ""
        noun = "1 entry" if entries == 1 else f"{entries} entries"
        return f"{self._lock_path}: {noun} that no page uses; `diagramc docs --update` drops them"

    def build(self, blocks: Sequence[Block], format: str = "svg") -> list[Built]:
        """Each block's picture, in order; a block that cannot be drawn has diagnostics instead."""
        prepared = [self._prepare(block, format) for block in blocks]
        keys = [self._key(job) if isinstance(job, Job) else "" for job, _ in prepared]
        found = {key: hit for key in dict.fromkeys(keys) if key and (hit := self._cached(key))}
        missing = {
            key: job
            for key, (job, _) in zip(keys, prepared, strict=True)
            if isinstance(job, Job) and key not in found
        }
        compiled = dict(zip(missing, self._workers.compile(missing.values()), strict=True))
        for key, result in compiled.items():
            self._keep(key, missing[key], result)
        self.counts["compiled"] += sum(not result.failed for result in compiled.values())
        self.counts["cached"] += len(found)
        results = found | compiled
        return [
            Built(
                block,
                results.get(key, Compiled(format=format)),
                remarks + settle(_located(block, results.get(key)), self._unsupported),
                key,
            )
            for block, key, (_, remarks) in zip(blocks, keys, prepared, strict=True)
        ]

    def _prepare(self, block: Block, format: str) -> tuple[Job | None, tuple[Diagnostic, ...]]:
        """What to compile for a block; None and why when it cannot be compiled."""
        language, text = block.fence.language, block.text
        remarks = block.problems
        if has_errors(remarks):
            return None, remarks
        if language == "prompt":
            planned, said = self._planned(block)
            remarks += said
            if planned is None:
                return None, remarks
            language, text = "json", planned
        job = Job(
            language=language,
            text=text,
            options=block.options,
            format=format,
            title=block.title,
            include=self.include,
        )
        return job, remarks

    def _planned(self, block: Block) -> tuple[str | None, tuple[Diagnostic, ...]]:
        """The document that a prompt is planned as: from the lock, else from the planner where the build may plan."""
        from diagramc.planner.planning import plan_prompt
        from diagramc.targets.document import to_json

        prompt, type = block.text, block.options.type
        source = block.fence.source
        known = None if self._planning == "all" else self.lock.get(prompt, type)
        if known is not None:
            return to_json(known), ()
        if self._planning == "locked":
            message = f"this prompt is not in {self._lock_path.name}"
            return None, placed((diagnose("docs.unlocked", message),), source)
        try:
            plan = plan_prompt(prompt, type, planner=block.planner)
        except DiagramcError as error:
            found = tuple(error.diagnostics) or (diagnose("docs.failed", error.message),)
            return None, placed(found, source)
        kept = self.lock.put(prompt, type, plan.diagram)
        self.counts["planned"] += 1
        return to_json(kept), placed(plan.diagnostics, source)

    def _key(self, job: Job) -> str:
        return make_key("block", __version__, msgspec.msgpack.encode(job))

    def _cached(self, key: str) -> Compiled | None:
        data = self._cache.get(key) if self._cache else None
        if data is None:
            return None
        try:
            return msgspec.msgpack.decode(data, type=Compiled)
        except msgspec.MsgspecError:
            return None

    def _keep(self, key: str, job: Job, result: Compiled) -> None:
        if self._cache and job.cacheable and not result.failed and not has_errors(result.diagnostics):
            self._cache.put(key, msgspec.msgpack.encode(result))

    def close(self) -> None:
        """End the processes that compile; the builder starts them again when it needs them."""
        self._workers.close()

    def save_lock(self) -> bool:
        """Write the lock file when something was planned or dropped; answers whether it was written."""
        if self._lock is None or not self._lock.changed or self._planning == "locked":
            return False
        from diagramc.files import write_atomically

        write_atomically(self._lock_path, self._lock.write().encode())
        self._lock.changed = False
        return True


def _located(block: Block, result: Compiled | None) -> tuple[Diagnostic, ...]:
    """What is to be said of a picture. The places in a planned diagram mean nothing to the author of its prompt."""
    found = result.diagnostics if result else ()
    if block.fence.language == "prompt":
        found = tuple(msgspec.structs.replace(d, span=None, line_text=None) for d in found)
    return placed(found, block.fence.source)
