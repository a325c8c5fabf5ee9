"""Lines to a procedure: steps, nested conditions, and branches under a question."""

from __future__ import annotations

from diagramc.planner.offline.clauses import Clause, Phrase, parse_clauses, resolve_pronouns
from diagramc.planner.offline.labels import capitalise, concise, phrase_label, question_label
from diagramc.planner.offline.notation import Item, key_list
from diagramc.planner.offline.procedure.model import Act, Branch, Decision, Loop, Parallel, Step, acts
from diagramc.planner.offline.procedure.prose import ProseReader
from diagramc.planner.offline.reading import heading_actor, named_phrase, spoken_parts
from diagramc.planner.offline.tokens import tokenize

_ENDS = frozenset("start begin end stop finish done".split())
"""Lines that only say where a procedure starts or ends."""


_BESIDE = ("in parallel", "simultaneously", "at the same time", "concurrently")


class OutlineReader:
    """Builds a procedure from lines: steps, nested conditions, and branches under a question."""

    def __init__(self, declared: list[str]) -> None:
        self._declared = declared
        self.states: list[Clause] = []
        self._speaker: tuple[Phrase, ...] = ()
        self._numbered: dict[str, str] = {}

    def read(self, items: list[Item]) -> list[Step]:
        """The steps of an outline."""
        reader = ProseReader()
        reader.numbered = self._numbered
        for number, item in enumerate(items, start=1):
            before = len(reader.steps)
            self._item(item, reader)
            first = next(acts(reader.steps[before:]), None)
            if item.line.marker == "number" and first is not None:
                self._numbered.setdefault(str(number), first.label)
        self.states += reader.states
        return reader.steps

    def _item(self, item: Item, reader: ProseReader) -> None:
        text = item.text.strip()
        words = text.lower().rstrip(":").split(None, 1)
        first = words[0] if words else ""
        last = reader.steps[-1] if reader.steps else None
        if first in ("else", "otherwise", "elif") and isinstance(last, Decision) and item.children:
            label = words[1].strip(":") if len(words) > 1 and first != "elif" else None
            last.branches.append(Branch(capitalise(label) if label and not label.startswith("if ") else "No"))
            last.branches[-1].steps += self.read(item.children)
            return
        if (
            first == "end"
            and len(words) > 1
            and words[1] in ("if", "loop", "while", "for", "opt", "alt", "par")
        ):
            return
        if text.lower().rstrip(".!") in _ENDS and not item.children:
            return
        if item.children and (first in ("if", "when", "case", "unless") or text.rstrip(":").endswith("?")):
            self._decision(item, first, reader)
            return
        if item.children and (
            first in ("while", "until", "repeat", "loop")
            or text.lower().startswith(("for each", "for every"))
        ):
            condition = " ".join(text.rstrip(":").split()[1:]) or "repeat"
            kind = "each" if first == "for" else ("until" if "until" in text.lower() else "while")
            question = capitalise(condition.removeprefix("until ")) + "?"
            reader.steps.append(Loop(kind, condition, self.read(item.children), question))  # type: ignore[arg-type]
            return
        if item.children and first in ("parallel", "par", "simultaneously"):
            strands = [Branch(None, self.read([child])) for child in item.children]
            reader.steps.append(Parallel(strands))
            return
        if item.children and text.lower().rstrip(":*_ ").endswith(_BESIDE):
            self._beside(item, reader)
            return
        if text.rstrip("*_").endswith(":") or item.line.marker == "heading":
            # "Server validation:" is a phase, not a step; who it names is the subject of what has none.
            actor = heading_actor(text, self._declared)
            self._speaker = named_phrase(actor, item.line.start) if actor else self._speaker
            reader.steps += self.read(item.children)
            return
        before, reopened = len(reader.steps), reader.reopened
        parts = resolve_pronouns(spoken_parts(item.line, self._declared, self._speaker))
        reader.read(parts)
        subjects = [
            c.subjects for sentence in parts for part in sentence for c in part.clauses if part.role == "main"
        ]
        self._speaker = next((s for s in reversed(subjects) if s and s[0].pronoun is None), self._speaker)
        silent = len(reader.steps) == before and reader.reopened == reopened
        if silent and not item.children and not key_list(text):
            label = phrase_label(text)
            if label and not reader.said_before(label):
                reader.steps.append(Act(label, None, item.line.start, item.line.end))
        reader.steps += self.read(item.children)

    def _beside(self, item: Item, reader: ProseReader) -> None:
        """ "The clerk checks the form and, in parallel:" with what is done at the same time under it."""
        text = item.text.rstrip(": ")
        lead = text[
            : text.lower().rindex(
                "in parallel" if "in parallel" in text.lower() else text.split()[-1].lower()
            )
        ]
        line = item.line._replace(text=lead.rstrip(" ,").removesuffix("and").rstrip(" ,"))
        if line.text:
            self._item(Item(line._replace(end=line.start + len(line.text))), reader)
        strands = [Branch(None, self.read([child])) for child in item.children]
        reader.steps.append(Parallel([strand for strand in strands if strand.steps]))

    def _decision(self, item: Item, first: str, reader: ProseReader) -> None:
        condition = item.text.strip().rstrip(":")
        branches = [self._named_branch(child) for child in item.children]
        if not first or first not in ("if", "when", "case", "unless"):
            named = [branch for branch in branches if branch is not None]
            if len(named) == len(branches):
                reader.steps.append(
                    Decision(
                        phrase_label(condition.rstrip("?")) + "?", named, None, item.line.start, item.line.end
                    )
                )
                return
        tokens = tokenize(condition, item.line.start)
        body = (
            tuple(t for t in tokens if t.text not in ".;:?")[1:]
            if first in ("if", "when", "case", "unless")
            else tokens
        )
        body = body[:-1] if body and body[-1].lower == "then" else body
        clauses = parse_clauses(body) if body else ()
        question, positive = (
            question_label(clauses[0]) if clauses else (phrase_label(concise(body)) + "?", True)
        )
        yes = Branch("Yes" if positive != (first == "unless") else "No", self.read(item.children))
        reader.steps.append(
            Decision(question, [yes], clauses[0] if clauses else None, item.line.start, item.line.end)
        )

    def _named_branch(self, item: Item) -> Branch | None:
        """ "OAuth:" with steps under it, or "yes: ship the goods", as a branch."""
        text = item.text.strip()
        label, colon, rest = text.partition(":")
        if not colon or len(label.split()) > 6:
            return None
        branch = Branch(phrase_label(label))
        if rest.strip():
            line = item.line._replace(text=rest.strip(), start=item.line.end - len(rest.strip()))
            branch.steps += self.read([Item(line)])
        branch.steps += self.read(item.children)
        return branch
