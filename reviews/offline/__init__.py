"""A review, or some sections of it, as a Word document or a workbook: out, and back in.

`texts` has each answer as one text, the same in every language; `words` says it to a person, and
`returning` reads what people make of it, in any language. `sheets` makes what goes out, `copies`
keeps at which revision each answer left, `merging` compares, and `taking_over` saves.
"""
