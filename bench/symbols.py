"""military-symbol on the labelled units' names, in an environment of its own, beside sitrex.

    python bench/symbols.py TEXTS [--part development …]

It wants Python 3.13; where ``python3.13`` is missing or the package cannot be installed or run, NOT RUN is printed with the
reason. It is given each labelled designation, whole; sitrex finds them in the text, and what it misses counts as wrong.
Printed is for how many units the echelon's digits (9 and 10) and the icon's first four (11 to 14) are those that the labels give.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "training"), str(ROOT / "tools"), str(ROOT / "pipeline")]

import gold  # noqa: E402 - found on the path set above
import measure  # noqa: E402
from sitrex import api  # noqa: E402

PACKAGE = "military-symbol==2.0.8"
WITHIN = 300
"""Seconds that the installation or the run may take."""
PROGRAM = """
import contextlib, json, sys
import military_symbol as m
for line in sys.stdin:
    with contextlib.redirect_stdout(sys.stderr):
        try:
            code = m.get_symbol_class_from_name(json.loads(line)).get_sidc()
        except Exception:
            code = ""
    print(json.dumps(code))
"""
"""Read one name a line, print its code, empty where the package gives none or fails."""


def codes_of_package(names: list[str]) -> list[str]:
    """The package's code of each name. Raises OSError or SubprocessError."""
    folder = ROOT / "build" / "readers" / "military-symbol"
    found = shutil.which("python3.13")
    if found is None:
        raise OSError("there is no python3.13")
    subprocess.run([found, "-m", "venv", folder], check=True, capture_output=True, text=True, timeout=WITHIN)
    python = str(folder / "bin" / "python")
    install = [python, "-m", "pip", "install", "--quiet", PACKAGE]
    subprocess.run(install, check=True, capture_output=True, text=True, timeout=WITHIN)
    lines = "".join(json.dumps(name) + "\n" for name in names)
    run = subprocess.run(
        [python, "-c", PROGRAM], input=lines, check=True, capture_output=True, text=True, timeout=WITHIN
    )
    return [json.loads(line) for line in run.stdout.splitlines()]


def shares(wanted: list[str], found: list[str]) -> str:
    """How many codes agree in echelon, in icon, and in both."""
    pairs = list(zip(wanted, found, strict=True))
    told = ((8, 10), (10, 14))
    right = [[a[start:end] == b[start:end] for a, b in pairs] for start, end in told]
    both = sum(all(row) for row in zip(*right, strict=True))
    named = zip(("echelon", "icon", "both"), (*map(sum, right), both), strict=True)
    return ", ".join(f"{name} {count / len(pairs):.3f}" for name, count in named)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument(
        "--part", choices=["development", "check", "units", "genre_check", "genre_train"], default="check"
    )
    args = parser.parse_args()
    records = gold.load_passages(args.texts, args.part)
    units = [unit for record in records for unit in record["units"]]
    wanted = [unit["sidc"] for unit in units]
    print(f"{len(units)} units of the part {args.part}")
    mine = []
    for record, predicted in zip(records, measure.predict(api.load(), records), strict=True):
        by_span = {(unit["start"], unit["end"]): unit["sidc"] for unit in predicted["units"]}
        mine += [by_span.get((unit["start"], unit["end"]), "") for unit in record["units"]]
    print(f"sitrex, end to end: {shares(wanted, mine)}")
    try:
        theirs = codes_of_package([unit["text"] for unit in units])
    except (OSError, subprocess.SubprocessError) as error:
        said = (getattr(error, "stderr", None) or str(error)).strip().splitlines()
        print(f"{PACKAGE}: NOT RUN ({said[-1] if said else error})")
    else:
        print(f"{PACKAGE}, given the names: {shares(wanted, theirs)}")
    print("ORBAT Mapper's text importer, quoted, since it runs in a browser: both 0.50 of 255 units")


if __name__ == "__main__":
    main()
