"""What a build knows besides its documents: the lock file, what prompts were planned as, which documents have a broken diagram."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple, cast
from weakref import WeakKeyDictionary

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from diagramc.cache import Cache, default_folder
from diagramc.frontends.unsupported import Unsupported
from diagramc.integrations.blocks import Settings
from diagramc.integrations.builder import Builder, planning_of
from diagramc.integrations.compiled import Compiled
from diagramc.integrations.sphinx.nodes import diagram_node
from diagramc.ir.base import Diagram
from diagramc.looks import named_look

log = logging.getLogger(__name__)

Prompt = tuple[str, str | None]
"""A prompt and the type asked for."""
_builders: WeakKeyDictionary[Sphinx, Builder] = WeakKeyDictionary()


class Kept(NamedTuple):
    """What the environment keeps from build to build, and parallel readers hand back.

    `prompts` is what the prompts of each document were planned as when it was read, `failed` the documents with a diagram that
    could not be drawn where that is to fail.
    """

    prompts: dict[str, dict[Prompt, Diagram]]
    failed: set[str]


def kept_in(env: BuildEnvironment) -> Kept:
    """What an environment keeps, to be changed in place."""
    if not hasattr(env, "diagramc"):
        env.diagramc = Kept({}, set())  # type: ignore[attr-defined]
    return cast(Kept, env.diagramc)  # type: ignore[attr-defined]


def settings_of(config: Config) -> Settings:
    """What holds for all diagrams of a project that do not say otherwise themselves."""
    return Settings(
        size=config.diagramc_size,
        image_size=config.diagramc_image_size,
        engine=config.diagramc_engine,
        planner=config.diagramc_planner,
        **config.diagramc_look,
    )


def look_of(config: Config, home: Path) -> dict[str, str | None]:
    """The theme and the icons of a project; paths count from its configuration. SourceError or UsageError for what is wrong with them."""
    return named_look(config.diagramc_theme, config.diagramc_icons, home)._asdict()


def builder_of(app: Sphinx) -> Builder:
    """The builder of this process for this build."""
    found = _builders.get(app)
    if found is None:
        found = _builders[app] = Builder(
            lock_path=Path(app.confdir, str(app.config.diagramc_lock)),
            cache=Cache(default_folder(os.environ)) if app.config.diagramc_cache else None,
            planning=planning_of(app.config.diagramc_locked, os.environ),
            include=[Path(app.confdir, folder) for folder in app.config.diagramc_include],
            unsupported=cast(Unsupported, app.config.diagramc_unsupported),
        )
    return found


def compiled_as(app: Sphinx, node: diagram_node, format: str) -> Compiled:
    """A diagram in another format than it was compiled to when its document was read."""
    (item,) = builder_of(app).build([node["block"]], format)
    return item.compiled


def fail(app: Sphinx) -> None:
    """Note that the document that is read has a broken diagram, where that is to fail the build."""
    if app.config.diagramc_on_error == "fail":
        kept_in(app.env).failed.add(app.env.docname)


def on_env_get_outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Documents whose prompts stand for other diagrams in the lock file now, and those with a broken diagram, to be told again."""
    _builders.pop(app, None)  # the lock file may have been edited since the last build of a server
    kept = kept_in(env)
    prompts = {docname: own for docname, own in kept.prompts.items() if own}
    outdated = set(kept.failed)
    if prompts:
        lock = builder_of(app).lock
        outdated |= {
            docname
            for docname, own in prompts.items()
            if any(lock.get(*prompt) != diagram for prompt, diagram in own.items())
        }
    return sorted(outdated & env.found_docs)


def on_env_purge_doc(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget a document that is read again or gone."""
    kept_in(env).prompts.pop(docname, None)
    kept_in(env).failed.discard(docname)


def on_env_merge_info(
    app: Sphinx, env: BuildEnvironment, docnames: set[str], other: BuildEnvironment
) -> None:
    """Take over what a parallel reader planned, and which of its documents failed."""
    mine, others = kept_in(env), kept_in(other)
    mine.failed.update(others.failed & docnames)
    for docname in sorted(docnames & others.prompts.keys()):
        mine.prompts[docname] = others.prompts[docname]
        for prompt, diagram in others.prompts[docname].items():
            builder_of(app).lock.put(*prompt, diagram)


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Write the lock file and say what of it is not used; a diagram that failed fails the build where the project wants that."""
    if app.env is None:
        return
    builder_of(app).close()
    kept = kept_in(app.env)
    if exception is None and any(kept.prompts.values()):
        _save_lock(app, kept)
    if kept.failed:
        app.statuscode = 1


def _save_lock(app: Sphinx, kept: Kept) -> None:
    builder = builder_of(app)
    builder.save_lock()
    builder.lock.used.clear()  # documents that changed have asked for what they do not say any more
    for own in kept.prompts.values():
        for prompt in own:
            builder.lock.get(*prompt)
    if builder.unused:
        log.info(builder.unused)
