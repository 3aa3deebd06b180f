"""The commands ``sitrex gold export`` and ``sitrex gold import``."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import click

from sitrex.evaluate.cli import texts_option
from sitrex.write.counted import counted

TOOLS = ("brat", "label-studio", "docbin")


@click.group()
def gold() -> None:
    """Make gold in other tools: brat, Label Studio, spaCy."""


@gold.command("export")
@click.argument("records", type=click.Path(exists=True, path_type=Path))
@click.option("--to", "tool", type=click.Choice(TOOLS), required=True, help="The tool to write for.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="A folder for brat, a .json file for Label Studio, a .spacy file for docbin.",
)
@click.option("--blank", is_flag=True, help="Leave the labels out, for labelling from the plain text.")
@texts_option
def export(records: Path, tool: str, output: Path, blank: bool, texts: tuple[str, ...]) -> None:
    """Write RECORDS (a .json or .jsonl file or a folder) for a labelling tool, pre-annotated or blank."""
    from sitrex.evaluate.files import Records, read_texts

    number = _tool(tool).write(Records(records, read_texts(texts)).values(), output, blank=blank)
    click.echo(f"{output}: {counted(number, 'document')} for {tool}")
    if tool == "label-studio":
        from sitrex.interchange.label_studio import configuration

        click.echo("Paste this as the project's labelling interface:\n" + configuration())


@gold.command("import")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option("--from", "tool", type=click.Choice(TOOLS), required=True, help="The tool that wrote SOURCE.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The .jsonl file of gold records.")
def import_(source: Path, tool: str, output: Path) -> None:
    """Read the labels of a tool as gold records; what does not fit is named, with exit status 1."""
    found = _tool(tool).read(source)
    with output.open("w", encoding="utf-8", newline="\n") as stream:
        for record in found.records:
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")
    for problem in found.problems:
        click.echo(str(problem), err=True)
    click.echo(f"{output}: {len(found.records)} gold records, {len(found.problems)} problems")
    if found.problems:
        sys.exit(1)


def _tool(name: str) -> ModuleType:
    # imported when called for: spaCy is slow to load
    return import_module(f"sitrex.interchange.{name.replace('-', '_')}")
