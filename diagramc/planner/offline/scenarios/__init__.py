"""Known subjects as data: what a sign-in, a checkout or a delivery pipeline looks like, for prompts that only name them.

`model` is the form of the data, `access`, `commerce` … hold it, `script` reads its small notation,
`fitting` finds the one that a prompt names, `texts` fills its options in, and `compose` (with `services`) makes the diagram.
"""
