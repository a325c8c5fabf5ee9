"""Editing: a small change to a diagram, said in a sentence or as a patch, with everything else left as it is.

patch.py      the patch language
sentences/    plain sentences to a patch
asking.py     any other words to a patch, by a language model
resolve.py    which element a person means
apply/        a patch on the IR
same.py       whether two diagrams are the same but for ids and the order of what has none
splice/       a step of a patch on the text of a diagram: little cut out or put in, read again and compared
writing.py    all steps of a patch on a text
pages.py      diagrams of pages
wording.py    a patch in words, and the difference of two texts
edit.py       all of it in order
"""
