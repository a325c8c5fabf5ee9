"""Diagrams in the docs build: one engine, and what each docs tool needs to use it.

blocks.py    a diagram of a page with its options
lock.py      the lock file: what each prompt was planned as
compiled.py  one diagram compiled, as plain data that can be cached and sent between processes
workers.py   processes that compile, bounded in time
builder.py   blocks in, pictures out: lock, cache, workers, and what to do with a failure
pages.py     Markdown pages of a repository: pictures beside them, references in them
site.py      many such pages at once
html.py      a picture in an HTML page, or what stands in for it; placeholder.py is that as a picture

mkdocs.py, sphinx/, markdown.py, jupyter.py are what each docs tool loads.
"""
