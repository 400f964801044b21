"""Voluntary reviews: questionnaires, sections, answers, receipts."""
