"""What only the whole document says about its units: other names, superiors, clusters, countries."""
