"""What one mention of a document teaches about the others."""
