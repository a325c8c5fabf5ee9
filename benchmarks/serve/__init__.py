"""How fast and how steady the server is; `python -m benchmarks.serve` says how to run it."""
