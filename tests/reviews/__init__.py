"""Voluntary reviews."""
