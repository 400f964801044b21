"""Sessions, recordings, transcripts, discussion spaces."""
