from __future__ import annotations

import dataclasses
import json
import pickle

import pytest

from sitrex.errors import SitrexError
from sitrex.ingest.article import Article
from sitrex.record.build import Mentions, Volume, build_record
from sitrex.record.model import (
    Date,
    Entity,
    MilitaryUnit,
    Number,
    Parent,
    Provenance,
    Record,
    Reference,
    handle,
)
from sitrex.validate.invariants import check
from sitrex.validate.mend import mended
from sitrex.write.jsonl import dump_record

PROVENANCE = Provenance(sitrex="0", spacy="3", model="m", model_version="1", config_sha256="0" * 64)
TEXT = "3rd Battalion of the 47th Brigade, 5–7 May. Kyiv held. Kyiv."


def record() -> Record:
    brigade = MilitaryUnit(
        start=21, end=33, text="47th Brigade", label="UNIT", designator="47", echelon="brigade", cluster=handle(21)
    )
    parent = Parent(ref=handle(21), text="47th Brigade", designator="47", echelon="brigade")
    battalion = MilitaryUnit(
        start=0, end=13, text="3rd Battalion", label="UNIT", designator="3", echelon="battalion", parent=parent
    )
    first = Date(start=35, end=36, text="5", label="DATE", value="XXXX-05-05", range=handle(35))
    second = Date(start=37, end=42, text="7 May", label="DATE", value="XXXX-05-07", range=handle(35))
    kyiv = Entity(start=44, end=48, text="Kyiv", label="GPE", cluster=handle(44))
    again = dataclasses.replace(kyiv, start=55, end=59)
    return build_record(
        Article(id="a", text=TEXT),
        [
            Volume(
                Mentions(entities=[again, kyiv], dates=[second, first], units=[brigade, battalion]),
                [(0, 43), (44, 54), (55, 60)],
            )
        ],
        language="en",
        provenance=PROVENANCE,
    )


def test_lists_are_sorted_and_numbered_and_know_their_sentence() -> None:
    made = record()
    assert [(m.id, m.start, m.sentence) for m in made.entities] == [("e1", 44, 1), ("e2", 55, 2)]
    assert [m.id for m in made.units] == ["u1", "u2"]


def test_links_become_ids() -> None:
    made = record()
    assert [m.cluster for m in made.entities] == ["e1", "e1"]
    assert [m.range for m in made.dates] == ["d1", "d1"]
    assert made.units[0].parent is not None
    assert made.units[0].parent.ref == "u2"


STATEMENT = "The 47th Brigade said 12 Russians were killed at Kyiv on 7 May."


def stated(side: str = handle(25)) -> Record:
    unit = MilitaryUnit(start=4, end=16, text="47th Brigade", label="UNIT")
    side_named = Entity(start=25, end=33, text="Russians", label="NORP", country="RU")
    kyiv = Entity(start=49, end=53, text="Kyiv", label="GPE")
    day = Date(start=57, end=62, text="7 May", label="DATE", value="XXXX-05-07")
    number = Number(
        start=22,
        end=24,
        text="12",
        label="CARDINAL",
        value=12.0,
        status="claimed",
        said_by=Reference(ref=handle(4), text="The 47th Brigade"),
        outcome="killed",
        of=Reference(ref=handle(25), text="Russians"),
        side=side,
        at=handle(49),
        when=handle(57),
    )
    lists = Mentions(entities=[side_named, kyiv], dates=[day], numbers=[number], units=[unit])
    return build_record(
        Article(id="a", text=STATEMENT), [Volume(lists, [(0, 63)])], language="en", provenance=PROVENANCE
    )


def test_a_statement_leads_to_mentions_of_every_list() -> None:
    made = stated()
    row = json.loads(json.dumps(made.to_json()))
    check(row)
    number = row["numbers"][0]
    assert number["said_by"] == {"ref": "u1", "text": "The 47th Brigade"}
    assert [number[key] for key in ("side", "at", "when")] == ["e1", "e2", "d1"]
    assert number["of"] == {"ref": "e1", "text": "Russians"}
    assert Record.from_json(row).numbers == made.numbers
    assert stated("RU").numbers[0].side == "RU"
    moved = Number(start=0, end=2, text="12", label="CARDINAL", side="RU", at=handle(49)).shifted(100)
    assert (moved.side, moved.at) == ("RU", "@149")


@pytest.mark.parametrize(
    ("field", "link"), [("side", "e9"), ("at", "e9"), ("when", "d9"), ("of", "e9"), ("said_by", "u9")]
)
def test_a_statement_that_leads_nowhere_is_refused(field: str, link: str) -> None:
    row = json.loads(json.dumps(stated().to_json()))
    row["numbers"][0][field] = {"ref": link, "text": "x"} if field in ("of", "said_by") else link
    with pytest.raises(SitrexError, match=f"its {field} points nowhere"):
        check(row)


def test_what_goes_takes_the_links_to_it_along() -> None:
    made = stated()
    broken = dataclasses.replace(made, entities=[made.entities[0], dataclasses.replace(made.entities[1], text="Lviv")])
    whole, gone = mended(broken)
    assert gone == 1
    assert (whole.numbers[0].side, whole.numbers[0].at, whole.numbers[0].when) == ("e1", None, "d1")
    check(json.loads(json.dumps(whole.to_json())))


def test_a_link_to_a_mention_that_was_dropped_is_null() -> None:
    made = record()
    orphan = dataclasses.replace(made.dates[1], id="", range=handle(35))
    alone = build_record(
        Article(id="a", text=TEXT),
        [Volume(Mentions(dates=[orphan]), [(0, 60)])],
        language="en",
        provenance=PROVENANCE,
    )
    assert alone.dates[0].range is None


def test_record_to_json_to_record_is_identity() -> None:
    made = record()
    row = json.loads(json.dumps(made.to_json()))
    check(row)
    assert Record.from_json(row) == dataclasses.replace(made, sentences=[tuple(s) for s in made.sentences])


def test_shifting_moves_spans_and_links() -> None:
    parent = Parent(ref=handle(21), text="47th Brigade")
    unit = MilitaryUnit(start=0, end=3, text="3rd", label="UNIT", cluster=handle(0), parent=parent).shifted(100)
    assert (unit.start, unit.end, unit.cluster) == (100, 103, "@100")
    assert unit.parent is not None
    assert unit.parent.ref == "@121"


def test_of_several_volumes_ids_go_on_and_a_name_keeps_its_cluster(tmp_path) -> None:
    kyiv = Entity(start=44, end=48, text="Kyiv", label="GPE", cluster=handle(44))
    again = dataclasses.replace(kyiv, start=55, end=59, cluster=handle(55))
    first = Date(start=37, end=42, text="7 May", label="DATE", value="XXXX-05-07")
    made = build_record(
        Article(id="a", text=TEXT),
        [
            Volume(Mentions(entities=[kyiv], dates=[first]), [(0, 43), (44, 54)]),
            Volume(Mentions(entities=[again]), [(55, 60)]),
        ],
        language="en",
        provenance=PROVENANCE,
    )
    assert [(m.id, m.sentence, m.cluster) for m in made.entities] == [("e1", 1, "e1"), ("e2", 2, "e1")]
    assert [m.id for m in made.dates] == ["d1"]
    assert list(made.sentences) == [(0, 43), (44, 54), (55, 60)]
    with (tmp_path / "line").open("w+b") as file:
        dump_record(made, file)
        file.seek(0)
        assert Record.from_json(json.load(file)) == made
    assert pickle.loads(pickle.dumps(made)) == made
