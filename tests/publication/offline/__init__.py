"""Forms that leave as a Word document and come back."""
