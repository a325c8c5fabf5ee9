"""Graphs whose lines may lead either way: ranked outwards from an end or the middle, where that fills the canvas."""

from __future__ import annotations

import pytest

from diagramc.ir.er import Entity, EntityRelationship, Relationship
from diagramc.options import RATIOS
from diagramc.pipeline import parse
from diagramc.scene.model import Box, Cluster, Connector, Drawing, Shape, Text
from tests.backends.test_graph_fit import fitted
from tests.scene_lint import lint, struck_labels, struck_nodes

HUB = """erDiagram
  GARDENER ||--o{ HARVEST : brings
  BED }o--|{ HARVEST : gives
  GARDENER {
    string first_name
    string family_name
    date since
  }
  BED {
    string registrationNumber
    string soil
    int length
  }
"""
CHAIN = """erDiagram
  GARDENER ||--o{ ORDER : places
  ORDER ||--|{ LINE : contains
  GARDENER {
    string name
    string allotment
    string address
  }
  LINE {
    string productCode
    int quantity
    float price
  }
"""


def boxes_of(drawing: Drawing) -> dict[str | None, Box]:
    """The boxes of the nodes by id."""
    return {
        item.ref: item.items[0].box
        for item in drawing.items
        if isinstance(item, Cluster) and isinstance(item.items[0], Shape)
    }


@pytest.mark.parametrize(("source", "ratio"), [(HUB, "9:16"), (HUB, "2:3"), (CHAIN, "4:3"), (CHAIN, "16:9")])
def test_relationships_lead_either_way_where_that_fills_the_canvas(source: str, ratio: str) -> None:
    """A hub between two entities is a column, a chain of three stands on two ranks."""
    drawing, report = fitted(parse(source, "mermaid"), ratio)
    assert report.fill >= 0.85
    assert report.gain >= 1.5
    assert [*lint(drawing), *struck_nodes(drawing), *struck_labels(drawing)] == []


@pytest.mark.parametrize("ratio", RATIOS)
def test_a_turned_line_has_its_heads_at_its_own_ends(ratio: str) -> None:
    drawing, _ = fitted(parse(HUB, "mermaid"), ratio)
    boxes = boxes_of(drawing)
    lines = [item for item in drawing.items if isinstance(item, Connector) and item.role == "edge"]
    assert {(line.source_head, line.target_head) for line in lines} == {
        ("crow-one", "crow-zero-many"),
        ("crow-zero-many", "crow-many"),
    }
    for line in lines:
        ends = line.path[0].points[0], line.path[-1].points[-1]
        for (x, y), box in zip(ends, (boxes[line.source], boxes[line.target]), strict=True):
            assert box.x - 1 <= x <= box.right + 1
            assert box.y - 1 <= y <= box.bottom + 1


@pytest.mark.parametrize("ratio", RATIOS)
def test_generalisations_stand_above_whatever_the_canvas(ratio: str) -> None:
    """Only lines without a direction are turned: what is more general comes first."""
    diagram = parse(
        "classDiagram\n Plant <|-- Herb\n Plant <|-- Tree\n Bed --> Herb\n Orchard --> Tree\n Owner --> Bed",
        "mermaid",
    )
    drawing, report = fitted(diagram, ratio)
    boxes = boxes_of(drawing)
    along = 1 if report.chosen.startswith("downwards") else 0
    if "columns" not in report.chosen and "rows" not in report.chosen:
        for name in ("Herb", "Tree"):
            assert boxes["Plant"].center[along] < boxes[name].center[along]


def test_labels_of_edges_keep_their_words_whole() -> None:
    label = "FOREIGN KEY (bed_id) REFERENCES beds (id)"
    diagram = EntityRelationship(
        entities=tuple(Entity(id=name) for name in ("bed", "plant", "tool")),
        relationships=(
            Relationship(source="bed", target="plant", label=label),
            Relationship(source="plant", target="tool", label=label),
        ),
    )
    for ratio in ("4:1", "1:4", "16:9"):
        drawing, _ = fitted(diagram, ratio)
        for item in drawing.items:
            if isinstance(item, Text) and item.role == "edge-label":
                assert "REFERENCES" in " ".join(line.text for line in item.block.lines).split()
