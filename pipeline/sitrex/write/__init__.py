"""Records and failures into files."""
