"""Is it a valid record? JSON Schema, and the invariants a schema cannot say."""
