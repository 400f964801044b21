"""The questionnaires on the desk of the Secretariat."""
