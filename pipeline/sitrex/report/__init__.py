"""The report: records, and how they compare with gold, as a static site that opens from disk."""
