"""Training on one's own labels."""
