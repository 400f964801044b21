"""Questionnaires as the Secretariat writes them."""
