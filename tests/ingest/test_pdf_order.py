"""Pages of PDF files that are drawn in another order than they are read in."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from tests.ingest.hostile import pdf
from tests.ingest.readings import only, put, read

LEFT = [
    "The army held the town of",
    "Izium for nine days, and",
    "its guns fired from hills",
    "over the river. A column",
]
RIGHT = [
    "of tanks crossed the old",
    "bridge at Oskil and there",
    "took the eastern bank of",
    "it before the rain came.",
]
PROSE = "\n".join(LEFT + RIGHT)
HEADLINE = (50, 760, "Izium held")
WIDE = (50, 640, "Nobody said on Monday who had ordered the tanks over the bridge at Oskil in the rain.")

Drawn = list[tuple[int, int, str]]


def beside(*columns: list[str]) -> Drawn:
    return [
        (50 + 200 * n, 700 - 12 * line, text)
        for line, texts in enumerate(zip(*columns, strict=True))
        for n, text in enumerate(texts)
    ]


def page(drawn: Drawn) -> bytes:
    texts = " ".join(f"1 0 0 1 {x} {y} Tm ({text}) Tj" for x, y, text in drawn)
    return pdf(zlib.compress(f"BT /F 10 Tf {texts} ET".encode()))


def by_column(*columns: list[str]) -> Drawn:
    return [(50 + 200 * n, 700 - 12 * line, text) for n, texts in enumerate(columns) for line, text in enumerate(texts)]


DAYS = [f"{day} May 2022" for day in range(1, 7)]
EVENTS = ["shelling of the town", "attack on the bridge", "calm", "rain", "fire", "a long column of tanks"]
NAMES = ["7th Mechanized Brigade", "8th Mountain Battalion", "9th Engineer Battalion", "Coast Guard of the South"]


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        pytest.param(beside(LEFT, RIGHT), PROSE, id="columns drawn row by row"),
        pytest.param(by_column(LEFT, RIGHT), PROSE, id="columns drawn one by one"),
        pytest.param(beside(LEFT, RIGHT, LEFT), f"{PROSE}\n" + "\n".join(LEFT), id="three columns"),
        pytest.param([*beside(LEFT, RIGHT), HEADLINE], f"Izium held\n{PROSE}", id="a headline drawn last"),
        pytest.param([HEADLINE, *beside(LEFT, RIGHT), WIDE], f"Izium held\n{PROSE}\n{WIDE[2]}", id="wide lines around"),
        pytest.param([*by_column(LEFT), HEADLINE], "Izium held\n" + "\n".join(LEFT), id="one column, headline last"),
    ],
)
def test_a_page_is_read_column_by_column(tmp_path: Path, drawn: Drawn, text: str) -> None:
    assert only(read(put(tmp_path / "a.pdf", page(drawn)))).text.strip() == text


@pytest.mark.parametrize("cells", [(DAYS, EVENTS), (NAMES, [name.upper() for name in NAMES])])
def test_a_table_is_read_row_by_row(tmp_path: Path, cells: tuple[list[str], list[str]]) -> None:
    text = only(read(put(tmp_path / "a.pdf", page(beside(*cells))))).text
    assert [" ".join(line.split()) for line in text.strip().splitlines()] == [
        " ".join(row) for row in zip(*cells, strict=True)
    ]
