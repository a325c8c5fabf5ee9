"""Plain sentences to a patch: `rename A to B and remove C; add D after B labelled 'x'`.

clauses.py   a change to its commands, quotes kept whole
words.py     colours, shapes, kinds and what else a word of a command means
patterns.py  what the readers of commands share
adding.py    commands that add elements and groups; lines.py, members.py and naming.py for the rest of it
changing.py  all others: removing.py, renaming.py, joining.py, placing.py, looks.py
"""

from __future__ import annotations

from diagramc.editing.apply import apply_step
from diagramc.editing.faults import EditError, refused
from diagramc.editing.patch import MAX_STEPS, AnyStep, Patch
from diagramc.editing.sentences.clauses import Clause, split
from diagramc.ir.base import Diagram

MAX_CHANGE = 4_000
"""The longest change, in characters."""
EXAMPLES = {
    "flowchart": "add a check 'Valid?' after A; connect A to B labelled 'yes'; make A a decision; colour A red",
    "sequence": "add a message 'ping' from A to B after 'login'; wrap 'login' in a loop 'three times'; rename A to B",
    "architecture": "add a cache between A and B; move A into G; connect A to B labelled 'HTTPS'",
    "class": "add a private attribute age: int to A; add method run() to A; A extends B; make A abstract",
    "er": "add a column email: text to A; add an entity Invoice; connect A to B labelled 'has'",
    "mindmap": "add 'X' under A; move A under B; rename A to B; remove A",
    "timeline": "add 1999: 'Founded'; add event 'Sold' to 2001; rename 1999 to 2000; remove 2001",
    "org-chart": "add Eve Orr as CFO under A; A reports to B; remove A; rename A to B",
}
"""What commands look like, for each type."""


def read(diagram: Diagram, change: str) -> Patch:
    """The patch that a change asks for. EditError when a command is unclear, or names what is not there or not one thing."""
    steps: list[AnyStep] = []
    last: str | None = None
    for clause in split(change):
        made, last = _command(diagram, clause, last)
        steps += made
        if len(steps) > MAX_STEPS:
            raise refused(f"the change has more than {MAX_STEPS} steps")
        for step in made:
            diagram = apply_step(diagram, step)
    if not steps:
        raise unclear(diagram, change)
    return Patch(type=diagram.type, steps=tuple(steps))


def _command(diagram: Diagram, clause: Clause, last: str | None) -> tuple[list[AnyStep], str | None]:
    from diagramc.editing.sentences import adding, changing

    for reader in (adding.read, changing.read):
        found = reader(diagram, clause, last)
        if found is not None:
            return found.steps, found.last or last
    raise unclear(diagram, clause.original)


def unclear(diagram: Diagram, said: str) -> EditError:
    """The error for a command that is none of those that are known."""
    shown = " ".join(said.split())[:120]
    hint = f"commands look like: {EXAMPLES[diagram.type]}"
    return refused(f"the change is not understood: {shown!r}", hint, code="edit.unclear")
