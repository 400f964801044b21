"""Tests of the Compact and its reference data."""
