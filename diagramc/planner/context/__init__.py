"""Files that a prompt is about: read within bounds, never followed, quoted as data.

model.py      what a context file is, and in which language
files.py      from paths and texts to contexts
facts.py      from a context to the diagrams that stand in it word for word
sql/ compose.py openapi.py terraform/ python_code.py markdown.py    one reader a language, each answering diagrams
quote.py      quoting for a language model
budget.py     how much of each is quoted

SQL DDL, docker-compose, OpenAPI, Terraform, Python and Markdown hold facts that need no model: the readers take them out exactly, the
offline planner draws them, and a language model is given them instead of the file. No file that these name is opened.
"""

from diagramc.planner.context.budget import LARGE_BUDGET, SMALL_BUDGET, quotations
from diagramc.planner.context.facts import drawn_as, facts_for
from diagramc.planner.context.files import MAX_CONTEXTS, read_contexts
from diagramc.planner.context.model import Context, digest_of

__all__ = [
    "LARGE_BUDGET",
    "MAX_CONTEXTS",
    "SMALL_BUDGET",
    "Context",
    "digest_of",
    "drawn_as",
    "facts_for",
    "quotations",
    "read_contexts",
]
