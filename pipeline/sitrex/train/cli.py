"""The command ``sitrex train``."""

from __future__ import annotations

from pathlib import Path

import click

from sitrex.write.counted import counted

FORGOTTEN = 0.02
"""A fall of F1 on the composed sentences from which on forgetting is told."""


@click.command("train")
@click.argument("labelled", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="LABELLED...")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="Folder of the new model.")
@click.option("--base", metavar="NAME_OR_PATH", help="The model to go on from; sitrex's own by default.")
@click.option("--epochs", type=click.IntRange(1), default=10, show_default=True, help="Passes over the labels.")
@click.option("--seed", type=int, default=0, show_default=True, help="Of order and dropout.")
def train(labelled: tuple[Path, ...], output: Path, base: str | None, epochs: int, seed: int) -> None:
    """Train the model of names and units on your own labels; use it with --model.

    LABELLED are gold records (.json, .jsonl or a folder) or spaCy files (.spacy). Every fifth document is held out
    to measure on; composed sentences that ship with sitrex tell what the model forgets.
    """
    from sitrex.interchange import docbin
    from sitrex.train import ner
    from sitrex.write.jsonl import read_rows

    records = []
    for path in labelled:
        records += docbin.read(path).records if path.suffix == ".spacy" else list(read_rows(path))
    done = ner.train(records, output, base=base, epochs=epochs, seed=seed)
    click.echo(f"learned from {counted(done.paragraphs, 'paragraph')}; strict F1 of the model alone, without grammar:")
    click.echo(f"{counted(done.held_out, 'held-out document')}: from {done.before:.3f} to {done.after:.3f}")
    click.echo(f"composed sentences that ship with sitrex: from {done.known_before:.3f} to {done.known_after:.3f}")
    if done.known_before - done.known_after > FORGOTTEN:
        click.echo("The model forgot some of what it knew: give it more and more varied labels, or fewer epochs.")
    click.echo(f"sitrex run ... --model {output}")
