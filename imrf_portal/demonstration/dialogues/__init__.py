"""The made-up sessions, recordings, discussions, debates and notes."""
