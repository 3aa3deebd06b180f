"""Turn a labelling sheet into stand-off mentions, refusing what does not fit.

A sheet is what a reader writes while reading a passage printed by
``passages.py --show``. One mention a line, in reading order::

    P001
    3 | GPE | Pokrovsk | cc=UA
    3 | UNIT | 47th Mechanized Brigade | des=47 | br=mechanized_infantry | ech=brigade | svc=army | cc=UA
    3 | DATE | October 15, 2024 | v=2024-10-15
    3 | CARDINAL | three | v=3 | counted=soldiers | ct=Russian soldiers

The first column is the display line's number, the third the exact words.
Words that stand twice in a line are taken in order; ``Pokrovsk#2`` names the
second occurrence outright. ``python training/sheets.py TEXTS SHEETS...``
prints every line that does not fit and exits with status 1, or writes the
mentions as JSON lines with ``-o``.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

import passages

ENTITY = frozenset("PERSON NORP ORG GPE LOC FAC EQUIPMENT EVENT".split())
DATE = frozenset("DATE TIME DURATION SET".split())
NUMBER = frozenset("CARDINAL ORDINAL PERCENT QUANTITY MONEY".split())
KEYS: dict[str, dict[str, str]] = {
    "entities": {
        "canon": "canonical",
        "title": "title",
        "role": "role",
        "kind": "kind",
        "des": "designation",
        "cc": "country",
        "a1": "admin1",
        "lat": "lat",
        "lon": "lon",
    },
    "units": {
        "des": "designator",
        "name": "name",
        "br": "branch",
        "ech": "echelon",
        "svc": "service",
        "cc": "country",
        "parent": "parent",
        "canon": "canonical",
        "st": "status",
        "by": "said_by",
    },
    "dates": {
        "v": "value",
        "mod": "mod",
        "anchor": "anchor",
        "atext": "anchor_text",
        "quant": "quant",
        "freq": "freq",
        "zone": "zone",
        "r": "range",
    },
    "numbers": {
        "v": "value",
        "low": "low",
        "high": "high",
        "mod": "modifier",
        "unit": "unit",
        "utext": "unit_text",
        "cur": "currency",
        "per": "per",
        "counted": "counted",
        "ct": "counted_text",
        "st": "status",
        "by": "said_by",
        "out": "outcome",
        "of": "of",
        "side": "side",
        "at": "at",
        "when": "when",
    },
}
NUMERIC = frozenset(
    {("numbers", "value"), ("numbers", "low"), ("numbers", "high"), ("entities", "lat"), ("entities", "lon")}
)
ECHELONS = frozenset(
    "team squad section platoon troop battery company squadron detachment battalion battalion_tactical_group group wing "
    "combat_command brigade_combat_team regiment legion brigade division corps army army_group front grouping "
    "military_district command fleet flotilla strike_group task_group task_force commando garrison school".split()
)
BRANCHES = frozenset(
    "infantry mechanized_infantry motorized_infantry light_infantry mountain_infantry marine airborne air_assault assault "
    "armor cavalry combined_arms reconnaissance special_forces artillery rocket_artillery missile air_defense anti_tank "
    "engineer signal electronic_warfare unmanned cbrn logistics transport medical military_police security border "
    "territorial_defense aviation fighter bomber attack airlift tanker maritime_patrol training surface submarine carrier "
    "amphibious mine_warfare headquarters support".split()
)
SERVICES = frozenset(
    "army navy air_force marines national_guard border_guard territorial special_operations airborne irregular joint".split()
)
MODS = frozenset(
    "START MID END APPROX BEFORE AFTER ON_OR_BEFORE ON_OR_AFTER LESS_THAN MORE_THAN EQUAL_OR_LESS EQUAL_OR_MORE".split()
)
MODIFIERS = frozenset("more_than at_least less_than at_most approx range".split())
INITIAL = re.compile(r"(?:\b[A-Z]|\b[IVX]+|[0-9])\.$")
"""What ends a display line within a name."""
ANCHORS = frozenset("published narrative event none".split())
STATUSES = frozenset("denied hypothetical planned uncertain claimed stated".split())
OUTCOMES = frozenset(
    "killed wounded casualties missing captured surrendered displaced evacuated detained executed destroyed damaged "
    "shot_down sunk seized".split()
)
CLOSED: dict[tuple[str, str], frozenset[str]] = {
    ("units", "echelon"): ECHELONS,
    ("units", "branch"): BRANCHES,
    ("units", "service"): SERVICES,
    ("dates", "mod"): MODS,
    ("dates", "anchor"): ANCHORS,
    ("numbers", "modifier"): MODIFIERS,
    ("numbers", "outcome"): OUTCOMES,
    ("numbers", "status"): STATUSES,
    ("units", "status"): STATUSES,
}


class SheetError(ValueError):
    """A sheet line that does not fit its passage; the message names the line."""


def list_of(label: str) -> str:
    """The list a label belongs to."""
    for name, labels in (("entities", ENTITY), ("dates", DATE), ("numbers", NUMBER), ("units", {"UNIT"})):
        if label in labels:
            return name
    raise SheetError(f"unknown label {label!r}")


def occurrences(surface: str, text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of ``surface`` in ``text[start:end]``; whole words first, any white space for a blank."""
    pattern = r"\s+".join(re.escape(part) for part in surface.split())
    found = [m.span() for m in re.compile(pattern).finditer(text, start, end)]
    whole = [
        (a, b)
        for a, b in found
        if not (a and text[a - 1].isalnum() and text[a].isalnum())
        and not (b < len(text) and text[b].isalnum() and text[b - 1].isalnum())
    ]
    return whole or found


def parse_line(line: str) -> tuple[int, str, str, dict[str, Any], str]:
    """Split one sheet line into display line, label, surface, fields and list."""
    cells = [cell.strip() for cell in line.split(" | ")]
    if len(cells) < 3:
        raise SheetError("needs: line | LABEL | words [ | key=value ...]")
    name = list_of(cells[1])
    fields: dict[str, Any] = {}
    for cell in cells[3:]:
        if not cell:
            continue
        if cell == "optional":
            fields["optional"] = True
            continue
        key, sep, value = cell.partition("=")
        if not sep or key not in KEYS[name]:
            raise SheetError(f"{cell!r}: {name} take {', '.join(sorted(KEYS[name]))}")
        field = KEYS[name][key]
        allowed = CLOSED.get((name, field))
        if allowed is not None and value not in allowed:
            raise SheetError(f"{field} {value!r} is not in the closed list")
        fields[field] = float(value) if (name, field) in NUMERIC else value
    if name == "dates" and "value" not in fields:
        raise SheetError("a date needs v=")
    return int(cells[0]), cells[1], cells[2], fields, name


def read_sheet(
    path: Path, texts: dict[str, dict[str, Any]]
) -> tuple[dict[str, dict[str, list[dict[str, Any]]]], list[str]]:
    """Mentions by passage and list, and the complaints."""
    result: dict[str, dict[str, list[dict[str, Any]]]] = {}
    complaints: list[str] = []
    key, cursor, lines = "", {}, []
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        try:
            if re.fullmatch(r"[A-Z]\d{3}", line):
                key, text = line, texts[line]["text"]
                lines = passages.view(text)
                cursor = {}
                result[key] = {name: [] for name in KEYS}
                continue
            at, label, surface, fields, name = parse_line(line)
            if not 1 <= at <= len(lines):
                raise SheetError(f"there is no line {at}")
            start, end = lines[at - 1]
            surface, _, nth = surface.partition("#") if re.search(r"#\d+$", surface) else (surface, "", "")
            # a name cut by the display line may run on into the next
            spans = [span for span in occurrences(surface, text, start, min(end + 200, len(text))) if span[0] < end]
            if nth:
                spans = spans[int(nth) - 1 : int(nth)]
            else:
                spans = [span for span in spans if span[0] >= cursor.get(name, 0)]
            if not spans:
                raise SheetError(f"{surface!r} does not stand in line {at} after the mention before it")
            a, b = spans[0]
            if any(a < m["end"] and m["start"] < b for m in result[key][name]):
                raise SheetError(f"{surface!r} overlaps another mention of {name}")
            result[key][name].append({"start": a, "end": b, "label": label, **fields})
            if not nth:
                cursor[name] = b
        except (SheetError, KeyError, ValueError) as problem:
            complaints.append(f"{path.name}:{number}: {line}: {problem}")
    for key, lists in result.items():
        for name, mentions in lists.items():
            mentions.sort(key=lambda m: (m["start"], m["end"]))
            lists[name] = joined(mentions, texts[key]["text"])
    return result, complaints


def joined(mentions: list[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """The mentions, names that a display line's end had cut (``William F.`` / ``Halsey``) put together again."""
    ends = {end for _, end in passages.view(text)}
    whole: list[dict[str, Any]] = []
    for mention in mentions:
        last = whole[-1] if whole else None
        gap = text[last["end"] : mention["start"]] if last else ""
        if (
            last is not None
            and mention["start"] in ends
            and gap
            and gap.isspace()
            and "\n" not in gap
            and mention["label"] == last["label"] in ("PERSON", "ORG", "UNIT")
            and INITIAL.search(text[last["start"] : last["end"]])
        ):
            whole[-1] = mention | last | {"end": mention["end"]}
        else:
            whole.append(mention)
    return whole


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, help="folder with the source files")
    parser.add_argument("sheets", type=Path, nargs="+")
    parser.add_argument("-o", "--output", type=Path, help="write the mentions here, one passage a line")
    parser.add_argument(
        "--text",
        type=Path,
        action="append",
        default=[],
        metavar="ID=FILE",
        help="a text beside the index, as A001=path",
    )
    args = parser.parse_args()
    texts = passages.load(args.texts)
    for pair in args.text:
        key, _, file = str(pair).partition("=")
        texts[key] = {"text": Path(file).read_text(encoding="utf-8")}
    rows: dict[str, Any] = {}
    complaints: list[str] = []
    for sheet in args.sheets:
        found, wrong = read_sheet(sheet, texts)
        rows |= found
        complaints += wrong
    for complaint in complaints:
        print(complaint)
    counts = {name: sum(len(lists[name]) for lists in rows.values()) for name in KEYS}
    print(f"{len(rows)} passages, {counts}, {len(complaints)} lines do not fit", file=sys.stderr)
    if args.output:
        args.output.write_text(
            "".join(json.dumps({"id": k, **v}, ensure_ascii=False) + "\n" for k, v in sorted(rows.items())),
            encoding="utf-8",
        )
    return 1 if complaints else 0


if __name__ == "__main__":
    raise SystemExit(main())
