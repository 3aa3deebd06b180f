"""The option ``--corrections`` of the commands that read records."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sitrex.correct.apply import Corrections

corrections_option = click.option(
    "--corrections",
    "corrections_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Corrections to apply (YAML); the records stay as they are.",
)


def corrections_of(path: Path | None) -> Corrections:
    """The corrections of the option, none where it is not given."""
    from sitrex.correct.apply import Corrections, read_corrections

    return Corrections() if path is None else read_corrections(path)


def tell_unused(corrections: Corrections, path: Path | None) -> None:
    """Say on standard error which corrections matched nothing."""
    for correction in corrections.unused():
        click.echo(
            f"sitrex: {path}:{correction.line}: {correction} matched nothing. Check the name, 'in' and 'document'.",
            err=True,
        )
