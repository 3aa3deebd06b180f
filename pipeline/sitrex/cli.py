"""The command line: every command wraps a function that Python users can call.

Exit status: 0 all well, 1 finished with failures (or scores below a floor, or
an invalid file), 2 wrong usage or nothing could be done.
"""

from __future__ import annotations

import datetime
import json
import sys
from importlib import import_module
from importlib.metadata import version as package_version
from pathlib import Path
from typing import Any

import click

from sitrex.errors import SitrexError

COMMANDS = {
    "agree": "sitrex.evaluate.cli:agree",
    "collate": "sitrex.export.cli:collate",
    "compare": "sitrex.evaluate.cli:compare",
    "evaluate": "sitrex.evaluate.cli:evaluate",
    "export": "sitrex.export.cli:export",
    "figures": "sitrex.export.cli:figures",
    "gold": "sitrex.interchange.cli:gold",
    "report": "sitrex.report.cli:report",
    "rules": "sitrex.annotate.rules.cli:rules",
    "train": "sitrex.train.cli:train",
}
"""Commands that live with the code they wrap; imported when called for."""


class Commands(click.Group):
    """The command group: other modules' commands load lazily, errors of the catalogue are shown without a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands, sorted."""
        return sorted({*super().list_commands(ctx), *COMMANDS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name in COMMANDS:
            module, _, function = COMMANDS[cmd_name].partition(":")
            command: click.Command = getattr(import_module(module), function)
            return command
        return super().get_command(ctx, cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a SitrexError becomes one line on standard error and exit status 2."""
        try:
            return super().invoke(ctx)
        except SitrexError as problem:
            click.echo(f"sitrex: {problem}", err=True)
            ctx.exit(2)


class Day(click.ParamType[datetime.date]):
    """A calendar date, YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime.date:
        """The date, or a usage error."""
        try:
            return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date. Use YYYY-MM-DD.", param, ctx)


class Column(click.ParamType[tuple[str, str]]):
    """``field=name``, the field one of an article's."""

    name = "column"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """The pair, or a usage error."""
        from sitrex.ingest.reading import FIELDS

        if isinstance(value, tuple):
            return value
        field, sign, name = value.partition("=")
        if field not in FIELDS or not sign or not name:
            self.fail(f"{value!r} is not FIELD=NAME with one of {', '.join(FIELDS)}", param, ctx)
        return field, name


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_version("sitrex"), prog_name="sitrex")
def main() -> None:
    """Extract entities, dates, numbers and military units from conflict reporting."""


@main.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "-o",
    "--output",
    metavar="FOLDER",
    help="Output folder; by default a new one under outputs/. - writes the records to standard output.",
)
@click.option("--overwrite", is_flag=True, help="Replace what an earlier run wrote into the folder.")
@click.option("--resume", is_flag=True, help="Go on with a run into the folder that was stopped.")
@click.option(
    "--model", metavar="NAME_OR_PATH", help="'accurate', or a spaCy pipeline with 'ner', in place of the default model."
)
@click.option("--vocab", metavar="DIR", help="A folder with tables of your own (an army, weapons, places ...).")
@click.option(
    "--symbols",
    type=click.Choice(["2525D", "2525E"]),
    default="2525D",
    show_default=True,
    help="The edition of MIL-STD-2525 that symbol codes follow.",
)
@click.option(
    "--sides",
    metavar="SIDES",
    help="Standard identities for symbol codes: UA=friend,RU=hostile, or a table with the columns country and identity.",
)
@click.option("--published", type=Day(), help="Publication date of articles that carry none.")
@click.option("--format", "stdin_format", type=click.Choice(["text", "jsonl"]), default="text", help="What '-' reads.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=NAME",
    type=Column(),
    help="What a table or JSON object calls id, text, title, published, source or url; may be repeated.",
)
@click.option(
    "--day-first/--month-first",
    default=None,
    help="How numeric metadata dates with two readings (03/04/2022) are read.",
)
@click.option("--with-title", is_flag=True, help="Make a separate title the first line of the text.")
@click.option("--no-text", is_flag=True, help="Leave the text out of the records.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes at work; by default one for each core.")
@click.option("--sharded", is_flag=True, help="Leave records and failures in parts, with the file _SUCCESS.")
@click.option("--engine", type=click.Choice(["local", "dask"]), default="local", help="What the workers run on.")
@click.option("--scheduler", metavar="ADDRESS", help="Dask scheduler; by default a cluster on this machine.")
@click.option("-q", "--quiet", is_flag=True, help="Show neither progress nor summary.")
@click.option("--log-json", is_flag=True, help="Tell on standard error what happens, one JSON object a line.")
def run(
    inputs: tuple[str, ...],
    output: str | None,
    overwrite: bool,
    resume: bool,
    model: str | None,
    vocab: str | None,
    symbols: str,
    sides: str | None,
    published: datetime.date | None,
    stdin_format: Any,
    columns: tuple[tuple[str, str], ...],
    day_first: bool | None,
    with_title: bool,
    no_text: bool,
    workers: int | None,
    sharded: bool,
    engine: str,
    scheduler: str | None,
    quiet: bool,
    log_json: bool,
) -> None:
    """Extract records from articles.

    INPUT is a file, a folder, a pattern, or '-' for standard input. Read are text, Markdown, HTML, PDF, Word, OpenDocument,
    RTF, mail, feeds, subtitles, JSON, CSV, spreadsheets, Parquet, web archives, and zip and tar archives of all these; other
    files are named and left. The output folder gets records.jsonl, failures.jsonl and run.json.
    """
    from sitrex.normalise.symbols import read_sides
    from sitrex.run import batch, piped, progress
    from sitrex.run.options import RunOptions

    if overwrite and resume:
        raise click.UsageError("--overwrite starts anew and --resume goes on: give one of them")
    if resume and output is None:
        raise click.UsageError("--resume needs --output FOLDER, the folder of the run that was stopped")
    if scheduler and engine != "dask":
        raise click.UsageError("--scheduler needs --engine dask")
    if output == "-" and (resume or overwrite or sharded or engine != "local"):
        raise click.UsageError("standard output knows neither --resume, --overwrite, --sharded nor --engine dask")
    options = RunOptions(
        model=model,
        vocab=vocab,
        symbols=symbols,
        sides=tuple(read_sides(sides).items()) if sides else (),
        published=published,
        stdin_format=stdin_format,
        columns=columns,
        day_first=day_first,
        with_title=with_title,
        keep_text=not no_text,
    )
    if output == "-":
        told = piped.run(inputs, options, sys.stdout.buffer, sys.stderr.buffer, workers=workers)
        sys.exit(1 if told.totals.counts["failures"] else 0)
    folder = output or str(_new_folder())
    with progress.watching(quiet=quiet, log_json=log_json) as watcher:
        try:
            finished = batch.run(
                inputs,
                folder,
                options,
                workers=workers,
                overwrite=overwrite,
                resume=resume,
                sharded=sharded,
                watcher=watcher,
                engine=batch.make_engine(engine, scheduler),
            )
        except batch.Stopped as stopped:
            click.echo(f"sitrex: stopped by {stopped}; the same command with --resume goes on ({folder})", err=True)
            sys.exit(stopped.status)
    if not quiet:
        progress.summary(finished, folder)
    if finished.totals.counts["failures"]:
        sys.exit(1)


def _new_folder() -> Path:
    stamp = datetime.datetime.now().strftime("%Y%m%d-%H%M%S")
    folder = Path("outputs", stamp)
    number = 1
    while folder.exists():
        number += 1
        folder = Path("outputs", f"{stamp}-{number}")
    return folder


@main.command()
@click.argument("source", metavar="INPUT")
@click.option("--published", type=Day(), help="Publication date, where the text carries none.")
@click.option(
    "--model", metavar="NAME_OR_PATH", help="'accurate', or a spaCy pipeline with 'ner', in place of the default model."
)
@click.option("--first", type=click.IntRange(min=1), metavar="N", help="Print N mentions with their sentences only.")
@click.option("--json", "as_json", is_flag=True, help="Print the record in place of the coloured text.")
def show(source: str, published: datetime.date | None, model: str | None, first: int | None, as_json: bool) -> None:
    """Print the texts of INPUT with their mentions marked: what sitrex makes of it, at a glance.

    INPUT is as for run; '-' reads a text from standard input.
    """
    from sitrex.write.terminal import show_inputs

    if show_inputs(source, published=published, model=model, first=first, as_json=as_json):
        sys.exit(1)


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--schema", "name", help="The schema to hold the files against; by default told from each row.")
def validate(files: tuple[Path, ...], name: str | None) -> None:
    """Check records, gold records, articles, scores or manifests against their schema.

    FILE is a .json, .jsonl or .jsonl.gz file or a folder of such.
    """
    from sitrex.validate.files import validate_file
    from sitrex.write.counted import counted

    bad = 0
    for file in files:
        verdict = validate_file(file, name)
        bad += len(verdict.problems)
        for problem in verdict.problems:
            click.echo(problem)
        click.echo(f"{file}: {counted(verdict.rows, 'row')}, {len(verdict.problems)} invalid")
    if bad:
        sys.exit(1)


@main.command()
@click.argument("name")
def schema(name: str) -> None:
    """Print a JSON Schema: article, record, gold, manifest, scores or corrections."""
    from sitrex.validate.schema import read_schema

    click.echo(json.dumps(read_schema(name), indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
