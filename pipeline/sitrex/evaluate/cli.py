"""The commands ``sitrex evaluate``, ``agree`` and ``compare``: thin shells over the functions of this package."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

_INPUT = click.Path(exists=True, path_type=Path)
_OUTPUT = click.Path(dir_okay=False, path_type=Path)
_json_option = click.option(
    "--json",
    "json_file",
    type=_OUTPUT,
    metavar="FILE",
    help="Also write what was found as JSON; - prints it instead of tables.",
)
_resamples_option = click.option(
    "--resamples",
    type=click.IntRange(min=0),
    default=1000,
    show_default=True,
    help="Bootstrap samples for the intervals.",
)
_seed_option = click.option("--seed", type=int, default=0, show_default=True, help="Seed of all random draws.")
texts_option = click.option(
    "--texts",
    multiple=True,
    metavar="INPUT",
    help="The articles of records that were made with --no-text, as given to sitrex run; may be repeated.",
)


def _write_json(target: Path | None, content: Any) -> bool:
    """JSON to a file, or to standard output for ``-``; whether the tables are still to be printed."""
    if target is None:
        return True
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    if str(target) == "-":
        click.echo(text, nl=False)
        return False
    target.write_text(text, encoding="utf-8")
    return True


@click.command()
@click.argument("gold", type=_INPUT)
@click.argument("records", type=_INPUT)
@_json_option
@click.option(
    "--floors",
    "floors_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Exit with 1 where a measure is below its floor in this JSON file.",
)
@click.option("--full", is_flag=True, help="Print every table: all schemes, labels, fields, distinct values.")
@click.option("--errors", is_flag=True, help="List every error, grouped by kind and cause, worst first.")
@click.option("--errors-csv", type=_OUTPUT, metavar="FILE", help="Write every error as CSV.")
@_resamples_option
@_seed_option
@texts_option
def evaluate(
    gold: Path,
    records: Path,
    json_file: Path | None,
    floors_file: Path | None,
    full: bool,
    errors: bool,
    errors_csv: Path | None,
    resamples: int,
    seed: int,
    texts: tuple[str, ...],
) -> None:
    """Score RECORDS against GOLD (each a .json or .jsonl file or a folder), joined on document.id.

    Prints one line a list; --full prints all tables.
    """
    from sitrex.evaluate.files import Records, read_texts
    from sitrex.evaluate.floors import check_floors, read_floors
    from sitrex.evaluate.mistakes import Mistake, mistakes, write_csv
    from sitrex.evaluate.progress import counting
    from sitrex.evaluate.scores import Compared, evaluate_mapped
    from sitrex.evaluate.table import print_mistakes, print_scores, print_short

    floors = read_floors(floors_file) if floors_file else {}
    given = read_texts(texts)
    sides = Records(gold, given), Records(records, given)
    found: list[Mistake] = []
    with counting(len(sides[0])) as tick:

        def each(compared: Compared) -> None:
            tick()
            if errors or errors_csv:
                found.extend(mistakes(compared))

        scores = evaluate_mapped(*sides, resamples=resamples, seed=seed, each=each)
    below = check_floors(scores, floors)
    if _write_json(json_file, scores):
        (print_scores if full else print_short)(scores)
        if errors:
            print_mistakes(found)
    if errors_csv is not None:
        with errors_csv.open("w", encoding="utf-8", newline="") as stream:
            write_csv(found, stream)
    for miss in below:
        value = "nothing to measure" if miss.value is None else f"{miss.value:.4f}"
        click.echo(f"below its floor: {miss.measure} is {value}, floor {miss.floor}", err=True)
    if below:
        sys.exit(1)


@click.command()
@click.argument("a", type=_INPUT)
@click.argument("b", type=_INPUT)
@_json_option
@texts_option
def agree(a: Path, b: Path, json_file: Path | None, texts: tuple[str, ...]) -> None:
    """How far two annotations A and B agree (each a .json or .jsonl file or a folder), joined on document.id."""
    from sitrex.evaluate.agreement import agree_files
    from sitrex.evaluate.files import read_texts
    from sitrex.evaluate.table import print_agreement

    agreement = agree_files(a, b, read_texts(texts))
    if _write_json(json_file, agreement):
        print_agreement(agreement)


@click.command()
@click.argument("gold", type=_INPUT)
@click.argument("a", type=_INPUT)
@click.argument("b", type=_INPUT)
@_json_option
@click.option("--all", "every", is_flag=True, help="Also list the measures in which the runs do not differ.")
@_resamples_option
@_seed_option
def compare(gold: Path, a: Path, b: Path, json_file: Path | None, every: bool, resamples: int, seed: int) -> None:
    """Compare two runs A and B against GOLD: differences, how sure they are, mentions won and lost by B."""
    from sitrex.evaluate.comparison import compare as compare_records
    from sitrex.evaluate.files import Records
    from sitrex.evaluate.progress import counting
    from sitrex.evaluate.table import print_comparison

    sides = Records(gold), Records(a), Records(b)
    with counting(len(sides[0])) as tick:
        comparison = compare_records(*sides, resamples=resamples, seed=seed, each=tick)
    if _write_json(json_file, comparison):
        print_comparison(comparison, every=every)
