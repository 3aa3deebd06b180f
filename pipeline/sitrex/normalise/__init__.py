"""Pure functions from fields and an anchor date to frozen values; no spaCy in here."""
