"""Share of the Recognizers-Text cases (MIT, English) that the numbers annotator passes, model by model.

``python tools/score_recognizers.py SPECS [--failures]`` with SPECS the folder of
the ``*.json`` case files. A case passes when the annotator finds the same count
of numbers with the same values (bounds, for ranges); for percents the label
must agree too. Spans are not compared where the two conventions cut them
differently. ``CONTRADICTED`` names, by model and position, the cases that our
conventions contradict, and why; they are left out of the second share.
"""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path
from typing import Any

import spacy

from sitrex.annotate.numbers import NumbersAnnotator
from sitrex.record.model import Number

CONTRADICTED: dict[str, dict[str, tuple[int, ...]]] = {
    "Number-NumberModel": {
        "a number with a unit of measure is a QUANTITY": (2, 3, 4, 6, 146),
        "a host address, date or phone number is no number": (1, 143, 144),
        "a metric prefix or M after a blank is no scale": (40, 193, 194),
        "a figure with a leading zero is a code": (140,),
        "durations are dates": (162, 163),
        "a four-digit figure with nothing beside it is a year": (164,),
        "a designation is no number": (189,),
        "a labelled number is a name": (198, 199, 224),
        "an ordinal after a number is not split from it": (96, 97, 108, 109, 227),
        "the longest number is what a fraction divides": (100, 102, 107, 110, 126),
    },
    "Number-PercentModel": {
        "a percent sign without a figure is no number": (17, 18, 19),
        "percent of ten is a share of ten, not ten percent": (9, 10, 11, 12, 13),
    },
    "NumberWithUnit-CurrencyModel": {
        "hundredths are read as parts of the whole currency": (15, 23, 37, 43, 56, 58, 61, 67, 68, 85),
        "a currency without a figure is no amount": (93, 94, 116, 120, 124, 173),
    },
    "NumberWithUnit-DimensionModel": {"a unit of measure without a figure is no quantity": (44, 86, 87)},
    "NumberWithUnit-TemperatureModel": {
        "a unit of measure without a figure is no quantity": (23, 24, 25, 26, 27, 28, 29, 30, 31),
        "degrees of an angle are a quantity": (34, 35),
    },
    "NumberWithUnit-AgeModel": {"both ends of a range of ages are the age": (15,)},
}
OTHERS = {
    "Number-NumberRangeModel": "joins two comparisons into one range, takes equality and sport scores, opens the upper end",
    "Number-OrdinalModel": "takes last, next and previous, and ordinals without a noun",
}


def bounds(text: str) -> tuple[float | None, float | None]:
    """``[10,15)`` as low and high."""
    low, _, high = text[1:-1].partition(",")
    return (float(low) if low else None, float(high) if high else None)


def close(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return math.isclose(a, b, rel_tol=1e-9)


def passes(model: str, found: list[Number], results: list[dict[str, Any]]) -> bool:
    if "Percent" in model:
        found = [number for number in found if number.label == "PERCENT"]
    if "Currency" in model:
        found = [number for number in found if number.label == "MONEY"]
    if "Dimension" in model or "Temperature" in model:
        found = [number for number in found if number.label == "QUANTITY"]
    if "Age" in model:
        found = [number for number in found if (number.counted or "").endswith(" of age")]
    if "Range" in model:
        found = [number for number in found if number.modifier not in (None, "approx")]
    if len(found) != len(results):
        return False
    return all(
        same(model, number, result.get("Resolution") or {}) for number, result in zip(found, results, strict=True)
    )


def same(model: str, number: Number, resolution: dict[str, Any]) -> bool:
    text = str(resolution.get("value") or "").rstrip("%")
    if "Range" in model:
        low, high = bounds(text)
        return close(number.low, low) and close(number.high, high)
    try:
        expected = float(text)
    except ValueError:
        return False
    return close(float(number.value_text) if number.value_text else number.value, expected)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("specs", type=Path)
    parser.add_argument("--failures", action="store_true", help="print the positions of the cases that fail")
    args = parser.parse_args()
    nlp = spacy.blank("en")
    annotator = NumbersAnnotator(nlp.vocab)
    for model in (*CONTRADICTED, *OTHERS):
        rows = json.loads((args.specs / f"{model}.json").read_text(encoding="utf-8"))
        passed = {
            n
            for n, row in enumerate(rows)
            if passes(model, annotator.match(nlp.make_doc(row["Input"])), row["Results"])
        }
        left_out = {n for positions in CONTRADICTED.get(model, {}).values() for n in positions}
        fair = len(rows) - len(left_out)
        line = f"{model}: {len(passed)} of {len(rows)}"
        if left_out:
            line += f"; of the {fair} that no convention contradicts {len(passed - left_out) / fair:.1%}"
            for reason, positions in CONTRADICTED[model].items():
                line += f"\n    {len(positions)} left out: {reason}"
        else:
            line += f" ({len(passed) / len(rows):.1%}); its conventions differ: {OTHERS[model]}"
        print(line)
        if args.failures:
            print("    failing:", *sorted(set(range(len(rows))) - passed - left_out))


if __name__ == "__main__":
    main()
