"""The child process: reads its settings as a line of JSON on stdin, loads the model, serves it on loopback, says where on stdout.

It ends when its stdin does, so it never outlives whoever started it, however that one ends. Nobody else on the machine can use the server:
it wants a key that only the parent knows.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any


def main() -> None:
    """Serve until stdin ends."""
    import xllamacpp

    settings = json.loads(sys.stdin.readline())
    server = xllamacpp.Server(_parameters(xllamacpp, settings))
    print(json.dumps({"address": server.listening_address}), flush=True)
    sys.stdin.read()
    os._exit(0)  # the runtime's threads have nothing to save, and some of its versions hang when told to stop


def _parameters(runtime: Any, settings: dict[str, Any]) -> Any:
    """The runtime's parameters for one person who asks one thing at a time."""
    made = runtime.CommonParams()
    made.model.path = settings["model"]
    made.hostnames = ["127.0.0.1"]
    made.port = 0
    made.api_keys = [settings["key"]]
    made.offline = True
    made.ui = False
    made.n_ctx = settings["context"]
    made.n_parallel = 1
    made.cpuparams.n_threads = made.cpuparams_batch.n_threads = settings["threads"]
    made.cpuparams.poll = made.cpuparams_batch.poll = (
        0  # waiting threads sleep: this is somebody's desk machine
    )
    made.sampling.seed = 1
    made.verbosity = 1
    return made


if __name__ == "__main__":
    main()
