"""Score the places of found names: ``python tools/score_places.py TEXTS --part genre_check [--errors] [--missing]``.

Of the labelled GPE, LOC and FAC whose span was found: whether the country is right; of those with a labelled point of
which the gazetteer holds an entry, how many have coordinates; of those with coordinates, how many lie within 50 km
of the label, a region's middle within 200 km, a country's in that country. ``--missing`` lists what has no coordinates.
"""

from __future__ import annotations

import argparse
import datetime
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import _paths  # noqa: F401 - training/ on the path
import passages
import places_gold
from sitrex import api
from sitrex.annotate.entities.places import Place
from sitrex.annotate.entities.places.candidates import namesakes
from sitrex.flow import Pipeline
from sitrex.ingest.article import Article
from sitrex.record.model import Entity


@dataclass(frozen=True, slots=True)
class Found:
    """A labelled place and the mention that was found for it."""

    key: str
    meant: places_gold.Meant
    mention: Entity

    @property
    def point(self) -> Place | None:
        """What the mention's coordinates are those of."""
        m = self.mention
        if m.lat is None or m.lon is None or m.precision is None:
            return None
        return Place(m.country or "", m.admin1, m.lat, m.lon, m.geonameid or 0, 0, m.precision, False, False)

    @property
    def knowable(self) -> bool:
        """Whether the gazetteer holds the labelled place under this name."""
        return self.meant.lat is not None and any(self.meant.is_place(place) for place in namesakes(self.meant.name))

    @property
    def country_right(self) -> bool:
        """Whether the country is the labelled one."""
        return self.meant.country == self.mention.country

    @property
    def near(self) -> bool:
        """Whether the coordinates are those of the labelled place."""
        return self.point is not None and self.meant.is_place(self.point)

    @property
    def wrong(self) -> bool:
        """Whether the country is another, or a known place is not placed, or is placed elsewhere."""
        if not self.country_right or (self.knowable and self.point is None):
            return True
        return self.meant.lat is not None and self.point is not None and not self.near


def found(pipeline: Pipeline, texts: Path, part: str) -> Iterator[Found]:
    """The labelled places whose span was found."""
    rows = passages.load(texts)
    for passage in places_gold.read(texts, part):
        row = rows[passage.key]
        day = row["published"] and datetime.date.fromisoformat(row["published"])
        record = pipeline(Article(id=passage.key, text=row["text"], published=day))
        mentions = {(m.start, m.end): m for m in record.entities if m.label in ("GPE", "LOC", "FAC")}
        for span, meant in passage.spans.items():
            if span in mentions:
                yield Found(passage.key, meant, mentions[span])


def share(part: int, whole: int) -> str:
    return f"{part} of {whole}" + (f" ({part / whole:.3f})" if whole else "")


def of(rows: Sequence[Found], right: Callable[[Found], bool]) -> str:
    """How many of some places are right in one respect."""
    return share(sum(map(right, rows)), len(rows))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument(
        "--part",
        choices=["train", "development", "check", "genre_train", "genre_check", "genre_test", "test"],
        required=True,
    )
    parser.add_argument("--errors", action="store_true", help="list what is wrong")
    parser.add_argument("--missing", action="store_true", help="list what has no coordinates")
    args = parser.parse_args()
    rows = list(found(api.load(), args.texts, args.part))
    for line in shares(rows):
        print(line)
    for row in rows:
        if (args.errors and row.wrong) or (args.missing and row.point is None):
            said, mention = row.point or row.mention.country, row.mention
            print(row.key, mention.label, repr(mention.text), said, "but", row.meant)


def shares(rows: Sequence[Found]) -> Iterator[str]:
    """What is right of the found places, a line a measure."""
    inside = [row for row in rows if row.meant.country is not None]
    yield "country right: " + of(inside, lambda row: row.country_right)
    between = [row for row in rows if row.meant.country is None]
    yield "no country, rightly: " + of(between, lambda row: row.country_right)
    known = [row for row in rows if row.knowable]
    yield "placed of those that the gazetteer could know: " + of(known, lambda row: row.point is not None)
    placed = [row for row in rows if row.meant.lat is not None and row.point is not None]
    yield "near of those placed: " + of(placed, lambda row: row.near)
    inner = [row for row in placed if row.point and row.point.precision != "country"]
    yield "near of those placed that are no countries: " + of(inner, lambda row: row.near)
    yield from by_precision(rows, placed)


def by_precision(rows: Sequence[Found], placed: Sequence[Found]) -> Iterator[str]:
    """How many have the coordinates of a place, a district, a region, a country, and how many of those are near."""
    counts = Counter(row.point.precision if row.point else "none" for row in rows)
    near = Counter(row.mention.precision for row in placed if row.near)
    all_placed = Counter(row.mention.precision for row in placed)
    for precision in ("place", "district", "region", "country"):
        yield f"  {precision}: {counts[precision]}, near {share(near[precision], all_placed[precision])}"
    yield f"  without coordinates: {counts['none']}"


if __name__ == "__main__":
    main()
