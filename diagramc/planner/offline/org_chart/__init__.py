"""Facts to IR: people, posts and who reports to whom, as an org chart."""

from __future__ import annotations

from diagramc.planner.offline.org_chart.builder import OrgChartBuilder
from diagramc.planner.offline.org_chart.family import tells_of_family
from diagramc.planner.offline.org_chart.lists import lists_posts
from diagramc.planner.offline.org_chart.read import read_org_chart

__all__ = ["OrgChartBuilder", "lists_posts", "read_org_chart", "tells_of_family"]
