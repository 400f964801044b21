"""The made-up pledges: about 390 of three forums, in seven languages, in every state.

`stories` says which there are, `bodies` what they promise, `histories` what became of them,
`record` what was written of each move, and `loading` puts all of it into the tables.
"""
