"""What DOT cannot say in any diagram type."""

from __future__ import annotations


def common_losses(node: str, edge: str = "", group: str = "") -> dict[str, str]:
    """The rows for a type, given its structs for nodes, edges and groups ("" for none)."""
    found: dict[str, str] = {}
    if edge:
        found |= {
            f"{edge}.style.fill": "a fill on a line",
            f"{edge}.style.rounded": "rounded corners on a line",
        }
    return found
