"""``python -m sitrex``: the same as the command ``sitrex``."""

from sitrex.cli import main

main()
