"""diagramc as a service: the HTTP API of the remote image service for diagrams, compiling, Kroki's form, and the playground.

`app.py` puts the parts together and `listen.py` runs them. A request passes `guard.py` (who may ask, how much), then a handler
(`generate`, `compile`, `kroki` …), which has the work done by `pool.py` in processes that can be killed (`task.py` is what runs
there). What was accepted is in `store.py` before it is worked on, so that a killed server goes on with it.
"""

from __future__ import annotations
