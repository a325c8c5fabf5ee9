"""Editing: a small change to a diagram, said in a sentence or as a patch, with everything else left as it is.

patch.py      the patch language
sentences/    plain sentences to a patch
model.py      a language model's answer to a patch
resolve.py    which element a person means
apply/        a patch on the IR
same.py       whether two diagrams are the same but for ids and the order of what has none
splice/       a patch on the text of a diagram: spans cut out and lines put in, each read again and compared
wording.py    a patch in words, and the difference of two texts
edit.py       all of it in order
"""
