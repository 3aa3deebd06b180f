"""Gold made in real tools: records to and from brat, Label Studio and spaCy DocBin, all fields kept."""
