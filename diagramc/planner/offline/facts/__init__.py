"""What a text claims about a domain: things, their properties, kinds and relations. ER and class diagrams are drawn from it."""

from __future__ import annotations

from diagramc.planner.offline.facts.model import Domain, Relation, thing_key
from diagramc.planner.offline.facts.read import read_domain

__all__ = ["Domain", "Relation", "read_domain", "thing_key"]
