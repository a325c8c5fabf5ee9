"""Terraform and OpenTofu files as an architecture: resources, what they refer to, the networks that hold them.

Only blocks, labels and references are read: no module, variable file or state is opened, and no value of an attribute is shown.
"""

from __future__ import annotations

from diagramc.ir.base import Diagram
from diagramc.planner.context.terraform.blocks import read_blocks
from diagramc.planner.context.terraform.build import build


def read(text: str) -> dict[str, Diagram]:
    """The resources of a file as an architecture; empty when it declares none."""
    diagram = build(read_blocks(text))
    return {"architecture": diagram} if diagram.services else {}
