"""How long an evaluation takes: generated records against generated gold, as files, on one core.

    python bench/evaluation.py [--records 10000] [--mentions 150]

The records are of the length of a long news story; in the predicted ones a
tenth of the mentions is missing, a tenth ends elsewhere and a tenth has
another label.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

# one core: NumPy's threads would hide the cost
os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "pipeline"))

from sitrex.evaluate import evaluate_files
from sitrex.interchange.labelled import FIELDS, LABELS

LISTS = ["entities"] * 5 + ["dates"] * 2 + ["numbers"] * 2 + ["units"]
STATED = {
    "entities": {"country": "UA", "admin1": "Donetsk", "lat": 48.28, "lon": 37.18, "geonameid": 704422},
    "dates": {"value": "2025-11", "begin": "2025-11-01", "end_date": "2025-11-30", "granularity": "month"},
    "numbers": {"value": 1400.0, "modifier": "approx", "counted": "men", "counted_text": "men"},
    "units": {"designator": "47", "branch": "mechanized_infantry", "echelon": "brigade", "country": "UA"},
}


def record(number: int, mentions: int, noisy: bool) -> dict[str, Any]:
    """One record; the noisy one of a number differs from the other in about a quarter of its mentions."""
    plan, noise = random.Random(number), random.Random(-number - 1)
    lists: dict[str, list[dict[str, Any]]] = {name: [] for name in STATED}
    start = 0
    for _ in range(mentions):
        start += plan.randint(25, 75)
        end = start + plan.randint(4, 20)
        name = plan.choice(LISTS)
        label = plan.choice([each for each, listed in LABELS.items() if listed == name])
        if noisy and noise.random() < 0.1:
            continue
        end += noisy and noise.random() < 0.1
        if noisy and noise.random() < 0.1:
            label = noise.choice([each for each, listed in LABELS.items() if listed == name])
        own = f"{name[0]}{len(lists[name]) + 1}"
        span = {"id": own, "start": start, "end": end, "text": "x" * (end - start), "label": label, "sentence": 0}
        row = span | FIELDS[name] | STATED[name]
        lists[name].append(row | ({"cluster": own, "canonical": own} if "cluster" in row else {}))
    text = "x" * (start + 100)
    document = {"id": f"document-{number}", "sha256": hashlib.sha256(text.encode()).hexdigest(), "metadata": {}}
    sentences = [[begin, begin + 100] for begin in range(0, len(text) - 100, 100)]
    return {"schema_version": "1.0.0", "document": document, "text": text, "sentences": sentences} | lists


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--mentions", type=int, default=150)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths = Path(folder, "gold.jsonl"), Path(folder, "records.jsonl")
        for path, noisy in zip(paths, (False, True), strict=True):
            with path.open("w", encoding="utf-8") as stream:
                for number in range(args.records):
                    stream.write(json.dumps(record(number, args.mentions, noisy)) + "\n")
        size = sum(path.stat().st_size for path in paths) / 1e6
        started = time.process_time()
        scores = evaluate_files(*paths)
        seconds = time.process_time() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    strict = scores["measures"]["overall.strict.f1"]["value"]
    print(
        f"{args.records:,} records of {args.mentions} mentions ({size:,.0f} MB): "
        f"{seconds:.1f} CPU seconds, {memory:.0f} MiB at most, strict F1 {strict:.3f}"
    )


if __name__ == "__main__":
    main()
