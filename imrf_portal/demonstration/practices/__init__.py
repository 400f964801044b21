"""The made-up practices: about 110 of three forums, in seven languages, in every state.

`stories` says which there are, `bodies` what they tell, `histories` what became of them, `panels`
who reviewed them, `record` what was written of each move, and `loading` puts all of it into the
tables. `roster` and `calls` make the reviewers and the calls.
"""
