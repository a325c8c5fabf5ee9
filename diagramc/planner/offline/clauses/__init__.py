"""Sentences into parts (main clause, condition, alternative …) and parts into clauses: subjects, verb, objects, complements."""

from __future__ import annotations

from diagramc.planner.offline.clauses.model import Clause, Part, Phrase, join
from diagramc.planner.offline.clauses.parse import first_phrases, parse_clauses
from diagramc.planner.offline.clauses.parts import sentence_parts, strip_asides
from diagramc.planner.offline.clauses.pronouns import parse_sentences, resolve_pronouns

__all__ = [
    "Clause",
    "Part",
    "Phrase",
    "first_phrases",
    "join",
    "parse_clauses",
    "parse_sentences",
    "resolve_pronouns",
    "sentence_parts",
    "strip_asides",
]
