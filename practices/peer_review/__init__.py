"""The peer review: who may be asked, who was, what each sees, when it is enough to decide."""
