"""Batches: many articles into an output folder."""
