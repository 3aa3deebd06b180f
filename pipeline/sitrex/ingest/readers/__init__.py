"""What makes articles of each kind of file; :mod:`sitrex.ingest.kinds` lists them all."""
