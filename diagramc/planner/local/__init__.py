"""Prompt to IR by a language model in a GGUF file on this machine: the llm planner at a server of our own.

model_file.py   which file, and is it one
child.py        the child process that loads the model and serves it on loopback
server.py       starting that process, and ending it
planner.py      the planner

A process of its own, because the runtime aborts on files that it does not like, and so that memory and threads go when it ends. The
weights are the person's own: nothing here downloads any.
"""

from diagramc.planner.local.planner import LocalPlanner

__all__ = ["LocalPlanner"]
