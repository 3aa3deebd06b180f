"""The names that the statistical model proposes, and the rules that correct them."""
