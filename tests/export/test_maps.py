from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import geojson
import pytest
from tests.export.told import cells

import sitrex
from sitrex.export.formats import export

ROOT = Path(__file__).parents[2]


def test_geojson_is_read_back_and_units_stand_at_a_place_of_their_sentence(
    records: list[dict[str, Any]], tmp_path: Path
) -> None:
    path = tmp_path / "places.geojson"
    export(records, "geojson", path)
    with path.open(encoding="utf-8") as lines:
        collection = geojson.load(lines)
    assert collection.is_valid
    assert isinstance(collection, geojson.FeatureCollection)
    places = [f for f in collection["features"] if f["properties"]["kind"] == "place"]
    found = [e for r in records for e in r["entities"] if e["lat"] is not None]
    assert [(f["properties"]["text"], *f["geometry"]["coordinates"]) for f in places] == [
        (e["text"], e["lon"], e["lat"]) for e in found
    ]
    units = [
        f["properties"]
        for f in collection["features"]
        if f["properties"]["document"] == "'-second" and f["properties"]["kind"] == "unit"
    ]
    assert {unit["place"] for unit in units} == {"Bakhmut"}
    assert all("Bakhmut" in unit["statement"] for unit in units)


def test_a_point_has_the_date_beside_it(records: list[dict[str, Any]], tmp_path: Path) -> None:
    path = tmp_path / "places.geojson"
    export(records[1:], "geojson", path)
    found = {f["properties"]["text"]: f["properties"] for f in json.loads(path.read_text(encoding="utf-8"))["features"]}
    assert [found["Bakhmut"][f"event_{name}"] for name in ("begin", "end", "precision", "text")] == [
        "2024-05-03",
        "2024-05-03",
        "day",
        "3 May 2024",
    ]
    # no date stands in its sentence
    assert found["Kyiv"]["event_begin"] is None


def test_kml_is_well_formed_whatever_the_text_holds_and_asks_for_nothing(tmp_path: Path) -> None:
    from lxml import etree

    text = 'The <a href="https://x.example/">47th</a> Brigade & \x0b others left ]]> Kyiv on 3 May 2024.'
    row = sitrex.extract(text, id='<"&\x01>').to_json()
    path = tmp_path / "places.kml"
    export([row, {**row, "document": row["document"] | {"id": "none"}, "entities": []}], "kml", path)
    root = etree.fromstring(path.read_bytes())
    spaces = {"k": "http://www.opengis.net/kml/2.2"}
    assert {etree.QName(element).localname for element in root.iter()} <= {
        *("kml", "Document", "Folder", "Placemark", "name", "description", "TimeStamp", "TimeSpan", "when", "begin"),
        *("end", "ExtendedData", "Data", "value", "Point", "coordinates"),
    }
    assert root.xpath("//k:Folder/k:name/text()", namespaces=spaces) == ['<"&\ufffd>']
    description = root.xpath("//k:Placemark/k:description/text()", namespaces=spaces)[0]
    assert "<" not in description
    assert "&lt;a href" in description
    assert root.xpath("//k:when/text()", namespaces=spaces)[0] == "2024-05-03"
    place = next(e for e in row["entities"] if e["lat"] is not None)
    assert root.xpath("//k:coordinates/text()", namespaces=spaces)[0] == f"{place['lon']},{place['lat']}"


def test_orbat_puts_a_unit_under_its_superior(records: list[dict[str, Any]], tmp_path: Path) -> None:
    path = tmp_path / "orbat.json"
    export(records[1:], "orbat", path)
    tops = json.loads(path.read_text(encoding="utf-8"))["units"]
    assert [top["designator"] for top in tops] == ["47"]
    assert [below["designator"] for below in tops[0]["subordinates"]] == ["2"]


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_milsymbol_draws_every_unit_of_an_order_of_battle(records: list[dict[str, Any]], tmp_path: Path) -> None:
    """The library that the report ships, under node: each code gives a drawing that the library calls valid."""
    path = tmp_path / "orbat.json"
    export(records, "orbat", path)
    script = """
        const ms = require(process.argv[1]);
        const walk = (units) => units.flatMap((unit) => [unit, ...walk(unit.subordinates)]);
        const drawn = walk(JSON.parse(require("fs").readFileSync(process.argv[2], "utf8")).units)
            .filter((unit) => unit.sidc)
            .map((unit) => [unit, new ms.Symbol(unit.sidc, {size: 30})])
            .map(([unit, symbol]) => ({
                sidc: unit.sidc, valid: symbol.isValid(), svg: symbol.asSVG(), echelon: symbol.getMetadata().echelon,
            }));
        console.log(JSON.stringify(drawn));
    """
    library = ROOT / "pipeline/sitrex/report/assets/milsymbol.js"
    done = subprocess.run(["node", "-e", script, library, path], capture_output=True, text=True, check=True)
    drawn = json.loads(done.stdout)
    assert {row["sidc"] for row in drawn} == {s for s in cells(records, "units", "sidc") if s}
    assert all(row["valid"] and row["svg"].startswith("<svg") for row in drawn)
    assert {row.get("echelon") for row in drawn} >= {"Battalion/squadron", "Brigade"}
