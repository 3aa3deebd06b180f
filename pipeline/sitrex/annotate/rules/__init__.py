"""Rules under their names: what is read, what is refused, and why.

A rule is a function that is registered with a name, texts that it must read, texts that it must leave alone, and a source:

    @forms.rule(
        "dates.calendar.day-month",
        reads=("They left on [[5 May]].", "on [[5 May 2024]]"),
        leaves=("Route 5 May Street",),
        source="ISO 8601; military and British style",
    )
    def day_month(tape, i): ...

Everything else follows from that: ``sitrex rules`` lists them, ``sitrex rules --why TEXT`` says which of them made or
refused each mention, ``tools/worth.py`` switches each off in turn and measures what it is worth, and one test runs every
rule's own texts.
"""

from sitrex.annotate.rules.registry import Family, Rule, all_rules, any_of, first_of, switched_off, weighed_rules
from sitrex.annotate.rules.trace import Note, traced

__all__ = ["Family", "Note", "Rule", "all_rules", "any_of", "first_of", "switched_off", "traced", "weighed_rules"]
