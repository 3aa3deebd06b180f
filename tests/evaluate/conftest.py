"""No deadlines: how long a generated case takes says nothing on a machine that does other things too."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("sitrex", deadline=None)
settings.load_profile("sitrex")
