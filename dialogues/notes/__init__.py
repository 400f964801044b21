"""Background notes: written in paragraphs, each with its sources; cleared; published."""
