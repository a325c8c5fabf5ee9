"""Prompt to IR by a language model behind any OpenAI-compatible chat-completions endpoint.

settings.py       where the endpoint is, with which key and model
prompts.py        templates to messages
dialect.py        which request fields the endpoint understands
endpoint.py       one request over HTTP: time, size and retries bounded
faults.py         what went wrong there, as errors with diagnostics
answer.py         a model's text to plain values, bounded and fitted to the schema
review.py         is the diagram about the prompt?
conversation.py   from the first request to an accepted diagram
planner.py        the planner itself
"""

from diagramc.planner.llm.planner import LlmPlanner
from diagramc.planner.llm.settings import DEFAULT_MODEL, LlmSettings, read_settings

__all__ = ["DEFAULT_MODEL", "LlmPlanner", "LlmSettings", "read_settings"]
