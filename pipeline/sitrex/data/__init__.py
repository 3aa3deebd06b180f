"""Data files that ship with sitrex: the place gazetteer and the model."""
