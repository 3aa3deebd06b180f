"""CQE and quantulum3 on the composed news sentences, each in an environment of its own, beside sitrex.

    python bench/other_readers.py [--half test]

Environments are made under ``build/readers``. A reader that cannot be installed or run is printed as NOT RUN, with the reason.
How the figures are compared: ``tools/score_sentences.py``.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "training"), str(ROOT / "tools"), str(ROOT / "pipeline")]

from score_sentences import Reading, score, sentences, sitrex_reader  # noqa: E402 - found on the path set above

PACKAGES = {"quantulum3": ["quantulum3==0.10.0", "stemming"], "CQE": ["CQE==2.0.3"]}
"""What each reader is installed from; CQE fetches spaCy's small English model when it first runs."""
WITHIN = 300
"""Seconds that an installation or a run may take."""

PROGRAMS = {
    "quantulum3": """
import json, sys
from quantulum3 import parser
for line in sys.stdin:
    found = []
    for q in parser.parse(json.loads(line)):
        out = q.uncertainty or 0
        found.append([*q.span, q.value - out, q.value + out, "range" if out else None])
    print(json.dumps(found))
""",
    "CQE": """
import json, sys
from CQE import CQE
reader = CQE.CQE(overload=True)
BOUND = {"~": "approx", "<": "less_than", ">": "more_than", "-": "range"}
for line in sys.stdin:
    text, found = json.loads(line), []
    for q in reader.parse(text):
        value, change = q.value, q.change.change
        numbers = [value.lower, value.upper] if hasattr(value, "lower") else [value.value, value.value]
        chars = [c for i in q.get_char_indices().values() for pair in i for c in pair]
        if chars and None not in numbers:
            found.append([min(chars), max(chars), *map(float, numbers), BOUND.get(change)])
    print(json.dumps(found))
""",
}
"""Read one text a line, print its numbers: start, end, low, high, bound. Neither tells *at least* from *more than*."""


def other_reader(name: str, texts: list[str]) -> Callable[[str], list[Reading]]:
    """A reader that has read all texts, by a process in its own environment. Raises SubprocessError."""
    folder = ROOT / "build" / "readers" / name
    python = str(folder / "bin" / "python")
    if not folder.exists():
        venv.create(folder, with_pip=True)
    install = [python, "-m", "pip", "install", "--quiet", *PACKAGES[name]]
    subprocess.run(install, check=True, capture_output=True, text=True, timeout=WITHIN)
    program = [python, "-c", PROGRAMS[name]]
    lines = "".join(json.dumps(text) + "\n" for text in texts)
    run = subprocess.run(program, input=lines, check=True, capture_output=True, text=True, timeout=WITHIN)
    found = [[Reading(*numbers) for numbers in json.loads(line)] for line in run.stdout.splitlines()]
    read = dict(zip(texts, found, strict=True))
    return lambda text: read[text]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=["read", "test"])
    args = parser.parse_args()
    rows = sentences(args.half)
    texts = [row.text for row in rows]
    for name in ("sitrex", *PACKAGES):
        try:
            found = score(sitrex_reader() if name == "sitrex" else other_reader(name, texts), rows)
        except subprocess.SubprocessError as error:
            said = getattr(error, "stderr", None) or str(error)
            said = (said.decode() if isinstance(said, bytes) else said).strip().splitlines()
            print(f"{name}: NOT RUN ({said[-1] if said else error})")
        else:
            print(f"{name}: value F1 {found.values:.3f}, bounds F1 {found.bounds:.3f} on {len(rows)} sentences")


if __name__ == "__main__":
    main()
