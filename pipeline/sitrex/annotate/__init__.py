"""Finding mentions: one annotator per list, and the one that settles overlaps."""
