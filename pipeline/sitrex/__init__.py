"""sitrex: situation-report extraction."""
