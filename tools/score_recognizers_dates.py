"""Share of the Recognizers-Text date cases (MIT, English) that the dates annotator reads as they expect.

``python tools/score_recognizers_dates.py SPECS/DateTime-DateTimeModel.json [--failures]``. Each expected result is one
point: right where a mention on its words (or the two of a range) has its day, interval, clock, length or repetition. A
result with several readings (a Monday past or next) is right with any. ``LEFT_OUT`` names what our conventions contradict,
by the type and words of the result, and why. A case that expects nothing is right where nothing is found.
"""

from __future__ import annotations

import argparse
import datetime
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any, Final

import spacy

from sitrex.annotate.base import Context
from sitrex.annotate.dates import DatesAnnotator
from sitrex.normalise.timex import interval
from sitrex.record.model import Date

_DAY: Final = datetime.timedelta(1)
LEFT_OUT: Final = {
    "a bare number, hour or weekday word without a word of time is no date": (
        r"datetimeV2\.\w+",
        r"\d{1,4}|\d{1,2}[.\-/]\d{1,2}|\d{1,2}\s?[-~]\s?\d{1,2}|mon|sat|sun|one|two|second|an?",
    ),
    "eight digits run together are a number": (r"datetimeV2\.date", r"\d{8}"),
    "shorthand of chats is not read": (
        r"datetimeV2\.\w+",
        r"(today at )?\d+(h|d|w|y|p|a|ampm|ish)|noonish|otd|tonite|\d+ish|.*\b(eod|eom|eoy|otd)\b.*",
    ),
    "meals and business hours are no parts of the day": (
        r"datetimeV2\.\w+",
        r".*\b(breakfast|lunch\w*|dinner|business|mealtime|brunch)\b.*",
    ),
    "now, recently and the like are references without a moment": (
        r"datetimeV2\.\w+",
        r"(right )?now|as soon as possible|asap|at the moment|at (this|present) .*|currently|recently|previously"
        r"|nowadays|between (.* and now|now and .*)",
    ),
    "alternatives are two mentions": (r"datetimeV2\.datetimealt", r".*"),
    "zones alone are no times": (r"datetimeV2\.timezone", r".*"),
    "a bound is in mod, its date a mention of its own": (
        r"datetimeV2\.\w+range",
        r"(before|after|since|until|till|prior to|by|no later than|earlier than|later than|starting|beginning|from"
        r"|any ?time|as (early|late) as).*",
    ),
    "a vague amount stays vague": (r"datetimeV2\.duration", r"(a )?(few|several|some|couple( of)?) \w+"),
    "an offset in months or years names a month or a year": (r"datetimeV2\.date", r"\w+ (month|year)s? ago"),
    "a length after `in` is a length": (r"datetimeV2\.(date|datetime)", r"in \w+ \w+"),
    "a record has no clock of publication": (
        r"datetimeV2\.datetime(range)?",
        r".*\b\w+ (min|minutes?|hours?)( (later|from now|ago))?|next hour|.*within.*",
    ),
    "last, previous, next and following weekday are the nearest": (
        r"datetimeV2\.date",
        r"(last|previous|next|following) \w+day",
    ),
    "there is no such day": (r"datetimeV2\.\w+", r".*\b(feb(ruary)? 30|2/29/2019).*|2/29-3/1/2019"),
    "the day, the week, the year alone point at nothing": (
        r"datetimeV2\.date(range)?",
        r"the (day|week|month|year|weekend)",
    ),
    "the end of a day is that day with mod END": (
        r"datetimeV2\.(datetime|daterange)",
        r"(the )?end of (the |this )?(day|sunday|today|tomorrow|month|year)|end of \w+",
    ),
    "a night is a night": (r"datetimeV2\.duration", r"\w+ nights?"),
    "a year in words is a number": (r"datetimeV2\.daterange", r"(two thousand|nineteen|twenty) .*"),
    "a season or a quarter needs a year beside it or a word of time": (r"datetimeV2\.daterange", r"q[1-4]|summer"),
    "two digits of a year are never after the publication": (r"datetimeV2\.\w+", r".*13/04/21.*"),
}


def left_out(result: dict[str, Any]) -> str | None:
    """Why a result is not compared; None where it is."""
    kind, words = result.get("TypeName", ""), result["Text"].lower()
    for reason, (types, pattern) in LEFT_OUT.items():
        if re.fullmatch(types, kind) and re.fullmatch(pattern, words):
            return reason
    return None


def right(result: dict[str, Any], found: list[Date]) -> bool:
    """Whether the mentions on the words of a result say what it expects."""
    begin, end = result["Start"], result["End"] + 1
    here = [mention for mention in found if mention.start < end and begin < mention.end]
    readings = (result.get("Resolution") or {}).get("values", [])
    return bool(here) and any(_same(reading, here) for reading in readings)


def _same(reading: dict[str, Any], here: list[Date]) -> bool:
    kind = reading["type"]
    if kind == "duration":
        return any(m.value == reading["timex"] or _seconds(m.value) == float(reading["value"]) for m in here)
    if kind == "set":
        return any(m.label == "SET" and _set(m, reading["timex"]) for m in here)
    if kind in ("date", "datetime", "time"):
        return any(_point(m, reading) for m in here)
    return _range(reading, here)


_UNITS: Final = {"Y": 31536000, "M": 2592000, "W": 604800, "D": 86400, "TH": 3600, "TM": 60, "TS": 1, "H": 3600, "S": 1}


def _seconds(value: str) -> float | None:
    """The length of a duration of one or more units."""
    if not re.fullmatch(r"P(?:[\d.]+[YMWD])*(?:T(?:[\d.]+[HMS])+)?", value):
        return None
    days, _, times = value[1:].partition("T")
    total = sum(float(n) * _UNITS[u] for n, u in re.findall(r"([\d.]+)([YMWD])", days))
    return total + sum(float(n) * _UNITS["T" + u] for n, u in re.findall(r"([\d.]+)([HMS])", times))


def _set(mention: Date, timex: str) -> bool:
    if mention.value.removesuffix(":00") == timex:
        return True
    return mention.value == timex or _seconds(mention.value) == (_seconds(timex) if timex[:1] == "P" else -1)


def _point(mention: Date, reading: dict[str, Any]) -> bool:
    want = reading.get("value", "not resolved")
    day, _, clock = mention.value.partition("T")
    if reading["type"] == "date":
        return day == want or ("X" in day and reading["timex"] == day)
    if reading["type"] == "time":
        return clock.ljust(5, "0")[:5] == want[:5] if clock[:1].isdigit() else False
    return f"{day} {clock if len(clock) > 3 else clock + ':00'}"[:16] == want[:16]


def _range(reading: dict[str, Any], here: list[Date]) -> bool:
    begin, end = reading.get("start"), reading.get("end")
    clocked = reading["type"] != "daterange"
    for mention in here:
        if mention.label == "DURATION" and reading["timex"].endswith(f",{mention.value})"):
            return True  # `the last three weeks`: a length in our scheme
        if reading["timex"] == mention.value or ("X" in mention.value and reading["timex"].startswith(mention.value)):
            return True
        span = interval(mention.value) or (mention.begin and mention.end_date and (mention.begin, mention.end_date))
        if span and begin and end and not clocked:
            last = datetime.date.fromisoformat(span[1][:10]) + _DAY
            if span[0][:10] == begin and (last.isoformat() == end or mention.mod):
                return True
        if clocked and len(mention.value.partition("T")[2]) == 2 and _day_part(mention, reading):
            return True
    if len(here) < 2 or not begin or not end:
        return False
    ends = [
        (one.value.partition("T")[2] if reading["type"] == "timerange" else one.value.replace("T", " "))
        for one in (here[0], here[-1])
    ]
    return all(want.startswith(got) for want, got in zip((begin, end), ends, strict=True))


def _day_part(mention: Date, reading: dict[str, Any]) -> bool:
    day, _, part = mention.value.partition("T")
    dated = (reading.get("start") or "")[:4].isdigit()
    return reading["timex"].endswith(f"T{part}") and ("X" in day or not dated or day in reading["start"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("specs", type=Path)
    parser.add_argument("--failures", action="store_true", help="print what is not right")
    args = parser.parse_args()
    nlp = spacy.blank("en")
    annotator = DatesAnnotator(nlp.vocab)
    tally: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for row in json.loads(args.specs.read_text(encoding="utf-8-sig")):
        now = (row.get("Context") or {}).get("ReferenceDateTime") or "2016-11-07T00:00:00"
        context = Context(row["Input"], datetime.date.fromisoformat(now[:10]))
        found = annotator.resolve(annotator.match(nlp(row["Input"])), context)
        if "python" in row.get("NotSupported", ""):
            continue
        if not row["Results"]:
            tally["negatives"] += 1
            tally["negatives right"] += not found
            if found and args.failures:
                print("EXTRA", row["Input"], [(m.text, m.value) for m in found], sep=" | ")
        for result in row["Results"]:
            tally["results"] += 1
            reason = left_out(result)
            good = "Start" in result and right(result, found)
            tally["right of all"] += good
            if reason:
                reasons[reason] += 1
                continue
            tally["compared"] += 1
            tally["right"] += good
            if not good and args.failures:
                wants = [
                    {k: v for k, v in r.items() if k not in ("type", "Mod")}
                    for r in (result.get("Resolution") or {}).get("values", [])
                ][:1]
                print(
                    result.get("TypeName", "")[11:],
                    now[:10],
                    row["Input"],
                    "[[",
                    result["Text"],
                    "]]",
                    [(m.text, m.value) for m in found],
                    wants,
                    sep=" | ",
                )
    print(
        dict(tally),
        f"{tally['right'] / tally['compared']:.1%} of what is compared, {tally['right of all'] / tally['results']:.1%} of all, negatives {tally['negatives right'] / max(tally['negatives'], 1):.1%}",
    )
    for reason, count in reasons.items():
        print(f"    {count} left out: {reason}")


if __name__ == "__main__":
    main()
