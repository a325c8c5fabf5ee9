"""The form of a task."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Task:
    """A kind of work. `flow` is in the notation of scenarios; `{thing}` is what the work is done to, `{parts}` what it is made of.

    `verbs` are base forms and `nouns` names of the work ("approval"), `things` the last words of what it is done to, "" for any;
    all separated by spaces.
    """

    name: str
    verbs: str
    flow: str
    nouns: str = ""
    things: str = ""
