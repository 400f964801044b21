"""Consultations, the call for input, the annex."""
