"""Corrections that a person makes, kept apart from the records and applied when they are read."""
