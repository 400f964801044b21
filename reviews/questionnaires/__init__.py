"""Questionnaires as the Secretariat writes them: a draft, looked at and published, for good."""
