"""A practice as a Word document, out and in.

`answers` has what the form says as one text a field, the same in every language; `words` says it in
a language and reads it in any; `sheets` makes the document; `taking_over` sets what came back
beside what the portal has, and puts it into the form.
"""
