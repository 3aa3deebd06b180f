"""``sitrex rules``: what the rules are, and which of them read a text."""

from __future__ import annotations

from typing import Final

import click

from sitrex.annotate.rules.registry import LISTS, all_rules, weighed_rules

STATEMENTS: Final = "statements"
"""What is said of figures and units: cues, whose scope weights decide."""
_SHOWN: Final = 0.1
"""What a feature adds at the least to the score of a name that is shown with it."""
_MOST: Final = 8


@click.command()
@click.argument("list_name", metavar="[LIST]", required=False, type=click.Choice((*LISTS, STATEMENTS)))
@click.option("--why", "text", metavar="TEXT", help="Say which rules make or refuse each mention of a text.")
@click.option("--published", metavar="DATE", help="Publication date of the text, YYYY-MM-DD.")
@click.option("--vocab", metavar="DIR", help="A folder with tables of your own, for --why.")
def rules(list_name: str | None, text: str | None, published: str | None, vocab: str | None) -> None:
    """List the rules of LIST (units, dates, numbers, entities), or of all: name, kind, a text that each reads, module.

    LIST may be statements: what says that a figure or unit is claimed, denied, planned, killed. Words say that and
    weights decide how far they reach: a row each with its first words and the tables to change.
    """
    if text is not None:
        _why(text, published, vocab)
        return
    for rule in all_rules(list_name) if list_name != STATEMENTS else ():
        does, module = "refuses" if rule.kind == "veto" else "reads", rule.where.replace(".", "/")
        example = rule.reads[0].replace("\n", "\\n")
        click.echo(f"{rule.name}  {does}  {example}  {module}.py")
    if list_name in (None, STATEMENTS):
        for rule in weighed_rules():
            click.echo(f"{rule.name}  weighs  {rule.reads[0]}  {rule.source}")


def _why(text: str, published: str | None, vocab: str | None) -> None:
    from sitrex import api
    from sitrex.annotate.rules.why import explain
    from sitrex.ingest.article import parse_date

    day = parse_date(published, "--published")
    made, refused = explain(api.load(vocab=vocab), text, day)
    for item in made:
        click.echo(f"{item.mention.label} {item.mention.text!r}: {', '.join(item.rules) or 'no rule said so'}")
        if item.settled:
            parts = [f"{name} {part:+.1f}" for name, part in item.settled.parts.items() if abs(part) >= _SHOWN]
            click.echo(f"  model {item.settled.probability:.2f}; {', '.join(parts[:_MOST])}")
    for no in refused:
        click.echo(f"refused {no.text!r}: {no.rule}")
