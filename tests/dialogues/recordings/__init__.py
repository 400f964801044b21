"""Recordings, their captions, and the transcripts that they make."""
