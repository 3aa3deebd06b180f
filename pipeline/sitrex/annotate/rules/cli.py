"""``sitrex rules``: what the rules are, and which of them read a text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import click

from sitrex.annotate.rules.registry import LISTS, all_rules
from sitrex.vocab import read_table

STATEMENTS: Final = "statements"
"""What is said of figures and units: cues, whose scope weights decide."""
_CUES: Final = "vocab/statements/cues.tsv, vocab/weights/statement_scopes.tsv"
_OUTCOMES: Final = "vocab/statements/outcomes.tsv, vocab/weights/outcomes.tsv"
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

    LIST may be statements: what says that a figure or unit is claimed, denied, planned, killed. Those are no rules that
    can be switched off but words whose reach weights decide: a row each with its first words and the tables to change.
    """
    if text is not None:
        _why(text, published, vocab)
        return
    for rule in all_rules(list_name) if list_name != STATEMENTS else ():
        does, module = "refuses" if rule.kind == "veto" else "reads", rule.where.replace(".", "/")
        example = rule.reads[0].replace("\n", "\\n")
        click.echo(f"{rule.name}  {does}  {example}  {module}.py")
    if list_name in (None, STATEMENTS):
        for name, words, table in _statements():
            click.echo(f"{name}  weighs  {words}  {table}")


def _statements() -> Iterator[tuple[str, str, str]]:
    """What --why says of a status or an outcome, words that it may come from, and the tables that decide."""
    rows = [row for row in read_table("statements/cues.tsv", ("cue", "status", "words")) if row["status"] != "-"]
    told = [(f"{row['status']}.{row['cue']}", _first(row["words"])) for row in rows]
    told.append(("claimed.quotation", "what stands in quotation marks"))
    told += [
        (f"{status}.another-mention", "what is said of the mention before") for status in {r["status"] for r in rows}
    ]
    for name, words in sorted(told):
        for listed in ("numbers", "units"):
            yield f"{listed}.status.{name}", words, _CUES
    meant: dict[str, str] = {}
    for row in read_table("statements/outcomes.tsv", ("outcome", "form", "words")):
        meant.setdefault(row["outcome"], row["words"])
    for outcome, words in meant.items():
        if outcome != "-":
            yield f"numbers.outcome.{outcome}", _first(words), _OUTCOMES


def _first(phrases: str) -> str:
    """Of some phrases the first that are words; of `–; according to` not the dash."""
    told = [phrase for phrase in phrases.split(";") if any(map(str.isalpha, phrase))]
    return "; ".join((told or phrases.split(";"))[:3])


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
