"""The fields of mentions in words, as a person reads them: `about 1,400 men`, not ``approx 1400.0 men``.

Everything takes mentions as JSON types (a record's rows), of any version of
the schema: a field that is missing says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from sitrex.vocab import read_table
from sitrex.write.date_words import date_words, day_words

LABELS: Final = {
    "PERSON": "person",
    "NORP": "people",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "area",
    "FAC": "facility",
    "EQUIPMENT": "equipment",
    "EVENT": "event",
    "DATE": "date",
    "TIME": "time",
    "DURATION": "duration",
    "SET": "recurring",
    "CARDINAL": "number",
    "ORDINAL": "ordinal",
    "PERCENT": "percent",
    "QUANTITY": "measure",
    "MONEY": "money",
    "UNIT": "unit",
}
"""Label of a mention -> the word on its badge."""

STATUS: Final = {
    "denied": "denied",
    "hypothetical": "hypothetical",
    "planned": "planned",
    "uncertain": "uncertain",
    "claimed": "claimed",
    "stated": "stated by the text",
}
"""Status of a statement, in its order of precedence -> words."""

OUTCOMES: Final = {
    name: name.replace("_", " ")
    for name in (
        "killed", "wounded", "casualties", "missing", "captured", "surrendered", "displaced", "evacuated", "detained",
        "executed", "destroyed", "damaged", "shot_down", "sunk", "seized",
    )
}  # fmt: skip
"""What became of the people or things that a number counts -> words."""

FIELDS: Final = {
    "admin1": "region",
    "anchor": "reckoned from",
    "anchor_text": "reckoned from the words",
    "at": "at the place",
    "branch": "arm",
    "canonical": "full name",
    "counted": "counts",
    "counted_text": "counts, in full",
    "designation": "type",
    "designator": "number or letter",
    "end_date": "last day",
    "begin": "first day",
    "freq": "how often",
    "geonameid": "GeoNames",
    "granularity": "as exact as a",
    "high": "at most",
    "lat": "latitude",
    "lon": "longitude",
    "low": "at least",
    "mod": "modifier",
    "parent": "superior",
    "quant": "quantifier",
    "said_by": "said by",
    "sidc": "APP-6 code",
    "unit": "unit of measure",
    "unit_si": "SI unit",
    "unit_text": "unit of measure, as written",
    "value_si": "value in the SI unit",
    "value_text": "value, all digits",
    "when": "on the date",
    "zone": "time zone",
}
"""Field -> its name for a person, where it is another than the field's own."""

_MODIFIERS: Final = {
    "approx": "about {}",
    "at_least": "at least {}",
    "at_most": "at most {}",
    "less_than": "less than {}",
    "more_than": "more than {}",
}
_ANCHORS: Final = {
    "published": "the day of publication",
    "narrative": "a date in the text",
    "event": "an event",
    "none": "nothing",
}
_PRECISIONS: Final = {
    "place": "the place itself",
    "district": "the middle of its district",
    "region": "the middle of its region",
    "country": "the middle of its country",
}
_DAYS: Final = ("begin", "end_date")
_CODES: Final = ("branch", "echelon", "service", "outcome", "granularity", "kind")


def meaning(listed: str, mention: Mapping[str, Any]) -> str:
    """What a mention was read as, in one phrase; ``listed`` is its list. Empty where its own words say it all.

    >>> meaning("dates", {"label": "DATE", "value": "2024-10", "mod": "MID"})
    'mid-October 2024'
    >>> meaning("numbers", {"label": "CARDINAL", "value": 1400.0, "modifier": "approx", "counted_text": "men"})
    'about 1,400 men'
    """
    if listed == "dates":
        said = date_words(mention["value"], mention.get("mod"), mention.get("quant"), mention.get("freq"))
        return f"{said} (every time)" if mention["label"] == "SET" and not mention.get("quant") else said
    if listed == "numbers":
        return number_words(mention)
    if listed == "units":
        return unit_words(mention)
    return entity_words(mention)


def number_words(number: Mapping[str, Any]) -> str:
    """A number with its modifier, measure and what it counts."""
    low, high, value = number.get("low"), number.get("high"), number.get("value")
    if value is not None:
        size = figure(value)
    elif low is not None and high is not None:
        size = f"{figure(low)} to {figure(high)}"
    elif low is not None:
        size = f"at least {figure(low)}"
    elif high is not None:
        size = f"at most {figure(high)}"
    else:
        size = number.get("value_text") or number.get("text") or ""
    if value is not None:
        size = _MODIFIERS.get(number.get("modifier") or "", "{}").format(size)
    parts = [number.get("currency"), size, measure(number.get("unit"), one=value == 1)]
    counted_text = number.get("counted_text") or number.get("counted")
    per = number.get("per")
    return " ".join(str(part) for part in (*parts, counted_text, f"per {per}" if per else None) if part)


def loss_words(number: Mapping[str, Any]) -> str:
    """What became of how many: `about 300 killed`."""
    bare = dict(number) | {"counted": None, "counted_text": None}
    return f"{number_words(bare)} {OUTCOMES.get(number['outcome'], number['outcome'])}"


def unit_words(unit: Mapping[str, Any]) -> str:
    """Arm, echelon, service and country of a unit."""
    arm = plain(unit.get("branch"))
    parts = [
        " ".join(part for part in (arm, plain(unit.get("echelon"))) if part),
        plain(unit.get("service")) if unit.get("service") != unit.get("echelon") else None,
        country(unit.get("country")),
    ]
    return ", ".join(part for part in parts if part)


def entity_words(entity: Mapping[str, Any]) -> str:
    """What is known of a name: office, type, where it lies."""
    said = (plain(entity.get("kind")), entity.get("designation"), entity.get("title"), entity.get("role"))
    parts = [*said, entity.get("admin1"), country(entity.get("country"))]
    own = {str(entity.get("text", "")).casefold(), str(entity.get("canonical", "")).casefold()}
    return ", ".join(dict.fromkeys(part for part in parts if part and part.casefold() not in own))


def field_words(name: str, value: Any, words: Mapping[str, str]) -> str:
    """One field's value; ``words`` has the words of the mentions that a link may lead to, by id."""
    if isinstance(value, Mapping):
        # what is counted is more than the people or country that its words name: `Cameroonian soldiers`
        return str(value["text"]) if name == "of" else reference_words(value, words)
    if name in ("cluster", "range", "at", "when", "side") and value in words:
        return words[value]
    if name in ("country", "side"):
        return country(value) or str(value)
    if name in _DAYS:
        return day_words(value)
    if name == "unit":
        return measure(value) or str(value)
    if name in _CODES:
        return plain(value) or ""
    if name in ("lat", "lon"):
        return degrees(value, "NS" if name == "lat" else "EW")
    table = {"anchor": _ANCHORS, "precision": _PRECISIONS, "status": STATUS}.get(name, {})
    return table.get(value) or (figure(value) if isinstance(value, float) else str(value))


def reference_words(value: Mapping[str, Any], words: Mapping[str, str]) -> str:
    """A superior as its chain, someone who said a thing by their words."""
    if "parent" not in value:
        return str(words.get(value.get("ref") or "") or value.get("text") or "")
    chain = []
    above: Mapping[str, Any] | None = value
    while above is not None:
        chain.append(str(above["text"]))
        above = above["parent"]
    return ", under ".join(chain)


def field_name(name: str) -> str:
    """A field as a person calls it."""
    return FIELDS.get(name, name.replace("_", " "))


def figure(value: float) -> str:
    """A number with its thousands apart, rounded to four digits of a fraction.

    >>> figure(1400.0), figure(0.25), figure(2 / 3)
    ('1,400', '0.25', '0.6667')
    """
    return (
        f"{value:,.0f}" if value == int(value) else f"{value:,.4f}".rstrip("0") if abs(value) >= 1 else f"{value:.4g}"
    )


def degrees(value: float, ends: str) -> str:
    """A coordinate: `48.28° N`; ``ends`` are the letters of above and below nought."""
    return f"{abs(value):.4f}".rstrip("0").rstrip(".") + f"° {ends[value < 0]}"


def plain(code: str | None) -> str | None:
    """A code of the schema as words: ``mechanized_infantry`` is `mechanized infantry`."""
    return code.replace("_", " ") if code else None


@cache
def _countries() -> dict[str, str]:
    rows = read_table("entities/countries.tsv", ("code", "names", "demonyms"))
    # the first row of a code is the state itself, later ones are its parts
    return {row["code"]: row["names"].split(";")[0] for row in reversed(rows)}


def country(code: str | None) -> str | None:
    """The usual name of a country; a code that is not known stands for itself."""
    return _countries().get(code, code) if code else None


@cache
def _measures() -> dict[str, tuple[str, str]]:
    """Code of a unit of measure -> its word for one and for several; a sign where it has no word."""
    rows = read_table("numbers/measures.tsv", ("ucum", "factor", "si", "words", "symbols"))
    return {row["ucum"]: _one_and_several(row) for row in rows} | {"%": ("%", "%")}


def _one_and_several(row: Mapping[str, str]) -> tuple[str, str]:
    word = row["words"].split(";")[0]
    if word == "-":
        sign = row["symbols"].split(";")[0].replace("-", "") or row["ucum"]
        return sign, sign
    singular, _, plural = word.partition("/")
    return singular, plural or f"{singular}s"


def measure(code: str | None, *, one: bool = False) -> str | None:
    """A unit of measure in words; what is no row of the table stands for itself.

    >>> measure("km"), measure("km", one=True), measure("[ft_i]"), measure("%")
    ('kilometres', 'kilometre', 'feet', '%')
    """
    return _measures().get(code, (code, code))[not one] if code else None
