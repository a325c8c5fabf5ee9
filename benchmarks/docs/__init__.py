"""Docs builds of many diagrams, beside what people build such sites with now.

__main__.py  the runs and the table
sites.py     a site of the corpus's diagrams, as pages for `diagramc docs`, MkDocs and Sphinx
cost.py      what a command takes
browser.py   what a reader's browser takes
"""
