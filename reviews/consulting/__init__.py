"""The whole of society in a review: the log of consultations, the call for input, the annex.

`rules` say who, `log` keeps the consultations, `calls` opens the call and `inputs` takes what is
said to it; `content` tells it to the snapshot, and `annex` reads it from there.
"""
