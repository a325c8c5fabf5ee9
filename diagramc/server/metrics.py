"""What a server counts, in Prometheus's text form (version 0.0.4)."""

from __future__ import annotations

from collections.abc import Mapping

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""The upper bounds of the histogram of answering times, in s."""
HELP = {
    "diagramc_requests_total": ("counter", "Requests answered."),
    "diagramc_request_seconds": ("histogram", "Time to answer a request, in seconds."),
    "diagramc_tasks_total": ("counter", "Diagrams worked on, by what came of them."),
    "diagramc_cache_total": ("counter", "Lookups in the cache."),
    "diagramc_tasks_running": ("gauge", "Diagrams being worked on."),
    "diagramc_tasks_waiting": ("gauge", "Diagrams that wait for a process."),
    "diagramc_workers_started_total": ("counter", "Processes started to draw."),
    "diagramc_jobs": ("gauge", "Jobs that are kept, by status."),
    "diagramc_files_bytes": ("gauge", "What results and uploads take on disk."),
}
"""Every metric: its sort and what it means."""

Labels = tuple[tuple[str, str], ...]


class Metrics:
    """Counters that only grow, and histograms. Labels come from fixed lists, so their number is bounded."""

    def __init__(self) -> None:
        self._counters: dict[tuple[str, Labels], float] = {}
        self._histograms: dict[tuple[str, Labels], list[float]] = {}

    def count(self, name: str, **labels: str) -> None:
        """One more."""
        key = (name, tuple(labels.items()))
        self._counters[key] = self._counters.get(key, 0) + 1

    def observe(self, name: str, seconds: float, **labels: str) -> None:
        """One more duration."""
        cells = self._histograms.setdefault((name, tuple(labels.items())), [0.0] * (len(BUCKETS) + 2))
        for place, bound in enumerate(BUCKETS):
            cells[place] += seconds <= bound
        cells[-2] += 1
        cells[-1] += seconds

    def write(self, gauges: Mapping[tuple[str, Labels], float]) -> str:
        """All metrics, with gauges read just now."""
        values = {**self._counters, **gauges}
        lines: list[str] = []
        for name, (sort, meaning) in HELP.items():
            lines += [f"# HELP {name} {meaning}", f"# TYPE {name} {sort}"]
            lines += [f"{n}{_labels(pairs)} {v:g}" for (n, pairs), v in sorted(values.items()) if n == name]
            for (found, labels), cells in sorted(self._histograms.items()):
                if found == name:
                    bounds = [*(f"{bound:g}" for bound in BUCKETS), "+Inf"]
                    lines += [
                        f"{name}_bucket{_labels((*labels, ('le', bound)))} {cell:g}"
                        for bound, cell in zip(bounds, cells[:-1], strict=True)
                    ]
                    lines += [
                        f"{name}_sum{_labels(labels)} {cells[-1]:.6f}",
                        f"{name}_count{_labels(labels)} {cells[-2]:g}",
                    ]
        return "\n".join(lines) + "\n"


def _labels(labels: Labels) -> str:
    if not labels:
        return ""
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in labels) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
