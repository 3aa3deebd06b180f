"""Labels read again after the guidelines changed: shown beside their text, corrected by a sheet of changes.

A sheet of changes has the passage's id (or ``A:`` and an article's name) on a line of its own, then

    - line | LABEL | words                      takes the mention away
    + line | LABEL | words | key=value ...      adds one; after a ``-`` of the same words it replaces it

as in ``sheets.py``. Labels without a change are kept, the row then names the new guidelines.

    python training/reread.py show TEXTS DIR --part test
    python training/reread.py apply TEXTS SHEET... --part test
    python training/reread.py show TEXTS DIR --articles      python training/reread.py apply TEXTS SHEET... --articles
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

import gold
import passages
import sheets

GOLD = passages.ROOT / "corpus" / "gold"
Row = dict[str, Any]


def rows_of(args: argparse.Namespace) -> dict[str, tuple[str, str | None, Row]]:
    """Key -> text, publication date, labels by list."""
    if args.articles:
        found = {}
        for file in sorted(GOLD.glob("*.json")):
            record = json.loads(file.read_text(encoding="utf-8"))
            found[f"A:{file.stem}"] = record["text"], record["document"]["published"], labels_of(record)
        return found
    texts = passages.load(args.texts)
    rows = map(json.loads, (gold.LABELS / f"{args.part}.jsonl").read_text(encoding="utf-8").splitlines())
    return {row["id"]: (texts[row["id"]]["text"], texts[row["id"]]["published"], row) for row in rows}


def labels_of(record: Row) -> Row:
    """The read labels of a gold record, without what is derived from them."""
    lists: Row = {"id": record["document"]["id"], "annotation": record["annotation"]}
    for name, keys in sheets.KEYS.items():
        lists[name] = []
        for mention in record[name]:
            row = {"start": mention["start"], "end": mention["end"], "label": mention["label"]}
            row |= {f: mention[f] for f in keys.values() if mention.get(f) is not None}
            row |= {"optional": True} if mention.get("optional") else {}
            if isinstance(parent := row.get("parent"), dict):
                cells = (parent["designator"], parent["name"], parent["branch"], parent["echelon"])
                within = parent["ref"] is None and any(cells)
                row["parent"] = f"[{'/'.join(c or '-' for c in cells)}]" if within else parent["text"]
            lists[name].append(row)
    return lists


def shown(text: str, labels: Row) -> list[str]:
    """The display lines, each followed by its mentions as lines of a sheet."""
    lines = []
    mentions = sorted((m["start"], name, m) for name in sheets.KEYS for m in labels.get(name, ()))
    spans = passages.view(text)
    for number, (start, end) in enumerate(spans, 1):
        lines.append(f"[{number}] {text[start:end].strip()}")
        for at, name, m in mentions:
            if start <= at < end:
                short = {field: key for key, field in sheets.KEYS[name].items()}
                words = " ".join(text[m["start"] : m["end"]].split())
                cells = [f"{short[f]}={m[f]}" for f in sheets.KEYS[name].values() if m.get(f) is not None]
                cells += ["optional"] if m.get("optional") else []
                lines.append("      " + " | ".join([str(number), m["label"], words, *cells]))
    return lines


def show(args: argparse.Namespace) -> int:
    args.folder.mkdir(parents=True, exist_ok=True)
    for key, (text, published, labels) in rows_of(args).items():
        file = args.folder / f"{key.removeprefix('A:')}.txt"
        file.write_text("\n".join([f"{key} published={published}", *shown(text, labels)]) + "\n", encoding="utf-8")
    return 0


def changes(files: list[Path]) -> dict[str, list[str]]:
    """Key -> its lines of change."""
    found: dict[str, list[str]] = {}
    key = ""
    for file in files:
        for raw in file.read_text(encoding="utf-8").splitlines():
            line = raw.strip()
            if re.fullmatch(r"[A-Z]\d{3}|A:[\w-]+", line):
                key = line
                found.setdefault(key, [])
            elif line[:1] in ("-", "+"):
                found[key].append(line)
    return found


def applied(text: str, labels: Row, lines: list[str]) -> list[str]:
    """Change the labels in place; what does not fit is returned."""
    wrong = []
    spans = passages.view(text)
    for line in lines:
        try:
            at, label, surface, fields, name = sheets.parse_line(line[1:].strip())
            surface, _, nth = surface.partition("#") if re.search(r"#\d+$", surface) else (surface, "", "")
            start, end = spans[at - 1]
            places = [p for p in sheets.occurrences(surface, text, start, min(end + 200, len(text))) if p[0] < end]
            places = places[int(nth) - 1 : int(nth)] if nth else places
            there = labels.setdefault(name, [])
            if line[0] == "-":
                gone = next(
                    (m for p in places for m in there if (m["start"], m["end"], m["label"]) == (*p, label)), None
                )
                if gone is None:
                    raise sheets.SheetError("there is no such mention")
                there.remove(gone)
                continue
            free = [p for p in places if not any(p[0] < m["end"] and m["start"] < p[1] for m in there)]
            if not free:
                raise sheets.SheetError("does not stand there, or overlaps another mention of its list")
            there.append({"start": free[0][0], "end": free[0][1], "label": label, **fields})
            there.sort(key=lambda m: (m["start"], m["end"]))
        except (sheets.SheetError, ValueError, IndexError) as problem:
            wrong.append(f"{labels['id']}: {line}: {problem}")
    return wrong


def apply(args: argparse.Namespace) -> int:
    rows, told = rows_of(args), changes(args.sheets)
    wrong: list[str] = []
    count = 0
    for key, (text, published, labels) in rows.items():
        if key not in told:
            continue
        wrong += applied(text, labels, told[key])
        count += len(told[key])
        labels["annotation"] = labels["annotation"] | {"guidelines": gold.GUIDELINES}
        if args.articles and not args.check:
            record = gold.gold_record(labels["id"], text, published, labels, labels["annotation"])
            file = GOLD / f"{key.removeprefix('A:')}.json"
            before = json.loads(file.read_text(encoding="utf-8"))["document"]
            record["document"] = before | {k: v for k, v in record["document"].items() if k not in before}
            file.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if not args.articles and not args.check:
        (gold.LABELS / f"{args.part}.jsonl").write_text(
            "".join(json.dumps(rows[key][2], ensure_ascii=False) + "\n" for key in sorted(rows)), encoding="utf-8"
        )
    print(*wrong, sep="\n")
    print(f"{len(told)} read again, {count} lines of change, {len(wrong)} do not fit", file=sys.stderr)
    return 1 if wrong else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    for name, function in (("show", show), ("apply", apply)):
        command = commands.add_parser(name)
        command.add_argument("texts", type=Path)
        if name == "show":
            command.add_argument("folder", type=Path)
        else:
            command.add_argument("sheets", type=Path, nargs="+")
            command.add_argument("--check", action="store_true", help="only say what does not fit")
        command.add_argument("--part", choices=gold.PARTS)
        command.add_argument("--articles", action="store_true", help="the gold of corpus/articles")
        command.set_defaults(run=function)
    args = parser.parse_args()
    return int(args.run(args))


if __name__ == "__main__":
    raise SystemExit(main())
