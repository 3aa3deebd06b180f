"""Files and streams into articles; after this the text never changes."""
