"""The taggers of names and military units, fast and accurate, and what they say of any span."""
