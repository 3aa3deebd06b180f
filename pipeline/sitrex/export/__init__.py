"""Records for other tools: tables, maps, orders of battle, corpora."""
