"""One diagram to compile, as plain data; and compiling it, in a process that may be killed."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from diagramc.cache import make_key
from diagramc.diagnostics import Diagnostic, diagnose
from diagramc.options import CompileOptions

if TYPE_CHECKING:
    from diagramc.errors import DiagramcError
    from diagramc.ir.base import Diagram
    from diagramc.result import Result

Fault = Literal["source", "request", "rejected", "planner", "missing", "limit", "bug"]
"""What can be wrong: the source, the options, the content (says the language model), the planner's endpoint or its settings, an
extra that is not installed, a limit, or diagramc."""
PHOTO_FORMATS = {"jpeg": {"quality": 92}, "webp": {"lossless": True, "method": 2}}
"""What is made from the PNG, and how: flat colours and text stay sharp."""
WEBP_LONGEST = 16_383
"""The longest side of a WebP, in px (RFC 9649)."""


class LimitReached(Exception):
    """A task needs more than it may use."""


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What to compile into which formats. `language` None: told by the content. No file is read, whatever the source says."""

    source: str
    outputs: tuple[str, ...]
    options: CompileOptions
    language: str | None = None
    planner: str = "offline"
    elements: int = 2_000

    def key(self, version: str) -> str:
        """The key of its outcome in a cache."""
        return make_key("serve", version, msgspec.msgpack.encode(self))


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a task: the outputs by format, or a fault and diagnostics that say why there are none.

    `planned` says whether a language model made the diagram; `report` is how well the picture fits, when one was drawn.
    """

    outputs: dict[str, bytes] = {}
    language: str = ""
    type: str = ""
    title: str = ""
    width: int = 0
    height: int = 0
    elements: int = 0
    planned: bool = False
    report: dict[str, Any] = {}
    diagnostics: tuple[Diagnostic, ...] = ()
    fault: Fault | None = None


def perform(task: Task) -> Outcome:
    """Compile; never raises."""
    from diagramc.errors import DiagramcError

    try:
        return _compile(task)
    except DiagramcError as error:
        found = tuple(error.diagnostics) or (diagnose("serve.failed", error.message),)
        return Outcome(language=task.language or "", diagnostics=found, fault=_fault_of(error))
    except LimitReached as error:
        return limit_reached(str(error))
    except (MemoryError, RecursionError) as error:
        what = "memory" if isinstance(error, MemoryError) else "nesting"
        return limit_reached(f"the diagram needs more {what} than a request may use")
    except Exception as error:
        # Told without the message: it may quote the source.
        message = f"this is a bug in diagramc: {type(error).__name__}"
        return Outcome(diagnostics=(diagnose("serve.failed", message),), fault="bug")


def _fault_of(error: DiagramcError) -> Fault:
    from diagramc.errors import (
        AuthenticationError,
        ContentRejectedError,
        MissingEngineError,
        SourceError,
        UsageError,
    )

    if isinstance(error, SourceError):
        return "source"
    if isinstance(error, ContentRejectedError):
        return "rejected"
    if isinstance(error, MissingEngineError):
        return "missing"
    # What is wrong with the settings of a language model is the server's fault, not the request's.
    codes = {diagnostic.code.partition(".")[0] for diagnostic in error.diagnostics}
    is_request = isinstance(error, UsageError) and not isinstance(error, AuthenticationError)
    return "request" if is_request and "model" not in codes else "planner"


def limit_reached(message: str) -> Outcome:
    """The outcome of a task that reached a limit."""
    return Outcome(diagnostics=(diagnose("serve.limit", message),), fault="limit")


def _compile(task: Task) -> Outcome:
    from diagramc.emit import canonical_format
    from diagramc.frontends.base import detect_language
    from diagramc.ir.base import plain
    from diagramc.ir.visit import walk
    from diagramc.pipeline import read
    from diagramc.planner.planning import plan_prompt
    from diagramc.result import Result

    language = task.language or detect_language(task.source)
    planned = False
    diagram: Diagram
    remarks: tuple[Diagnostic, ...]
    if language == "prompt":
        plan = plan_prompt(task.source, task.options.type, planner=task.planner)
        diagram, remarks, planned = plan.diagram, plan.diagnostics, plan.requests > 0
    else:
        diagram, remarks = read(task.source, language, file="input", type=task.options.type)
    elements = sum(1 for _ in walk(diagram))
    if elements > task.elements:
        message = f"the diagram has {elements:,} elements; the limit is {task.elements:,}"
        raise LimitReached(message)
    result = Result(diagram, task.options, remarks)
    outputs = _outputs(result, task.outputs)
    drawn = any(name in ("svg", "png", "pdf", *PHOTO_FORMATS) for name in task.outputs)
    found = dict.fromkeys(
        d
        for name in task.outputs
        for d in result.remarks_on("png" if name in PHOTO_FORMATS else canonical_format(name))
    )
    return Outcome(
        outputs=outputs,
        language=language,
        type=result.type,
        title=plain(diagram.title),
        width=result.scene.width if drawn else 0,
        height=result.scene.height if drawn else 0,
        elements=elements,
        planned=planned,
        report=msgspec.to_builtins(result.report) if drawn else {},
        diagnostics=tuple(found),
    )


def _outputs(result: Result, names: tuple[str, ...]) -> dict[str, bytes]:
    photos = [name for name in names if name in PHOTO_FORMATS]
    found = {name: result.output(name) for name in names if name not in PHOTO_FORMATS}
    if photos:
        found |= _photos(found.get("png") or result.output("png"), photos)
    return {name: found[name] for name in names}


def _photos(png: bytes, names: list[str]) -> dict[str, bytes]:
    """A PNG in other formats. LimitReached for WebP of a picture that is longer than WebP can be."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # the picture is our own, and bounded
    found: dict[str, bytes] = {}
    with Image.open(io.BytesIO(png)) as picture:
        opaque = picture.convert("RGB")
    for name in names:
        if name == "webp" and max(opaque.size) > WEBP_LONGEST:
            raise LimitReached(
                f"a WebP is at most {WEBP_LONGEST:,} px long; this picture has {max(opaque.size):,} px"
            )
        target = io.BytesIO()
        try:
            opaque.save(target, name.upper(), **PHOTO_FORMATS[name])
        except ValueError:
            raise MemoryError from None  # the WebP encoder's way to say so, at valid sizes
        found[name] = target.getvalue()
    return found


def _main(memory: int, cpu: float) -> None:
    """Answer tasks until the parent is gone, within limits of address space (bytes) and processor time (s) a task."""
    # Loaded now, not when the first person waits.
    import diagramc.frontends.reading
    import diagramc.pipeline
    import diagramc.planner.offline
    import diagramc.renderers.raster
    import diagramc.renderers.svg  # noqa: F401
    from diagramc.worker import serve

    limit = _limits(memory, cpu)

    def answer(request: bytes) -> bytes:
        limit()
        return msgspec.msgpack.encode(perform(msgspec.msgpack.decode(request, type=Task)))

    serve(answer)


def _limits(memory: int, cpu: float) -> Any:
    """Set the limits of this process; answers what renews the limit of processor time before each task.

    The parent's clock stops a task that takes too long; the kernel's limit stops one whose parent is gone.
    """
    try:
        import resource
    except ImportError:  # Windows: only the parent's clock
        return lambda: None
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    _, most = resource.getrlimit(resource.RLIMIT_CPU)

    def renew() -> None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        until = int(used.ru_utime + used.ru_stime + cpu) + 2
        resource.setrlimit(resource.RLIMIT_CPU, (until if most < 0 else min(until, most), most))

    return renew


if __name__ == "__main__":
    import sys

    _main(int(sys.argv[1]), float(sys.argv[2]))
