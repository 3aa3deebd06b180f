"""Speed and memory of the exports, over synthetic records.

    python bench/export.py --records 100000 --to csv parquet sqlite [--json FILE]

Records are made from one real record: ids, numbers and words are changed by
their number, so that no two are alike. They are written once as JSON lines and
read back by the export, as ``sitrex export`` does it; each format runs in a
process of its own, whose peak memory is what the system says.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sitrex.export.formats import FORMATS, export
from sitrex.write.jsonl import dump_line, read_rows

TEXT = (
    "Fighting went on near Bakhmut on 3 May 2024, Ukrainian officers said. The 2nd Battalion of the 47th Mechanized "
    "Brigade fired about 40 rounds of 155 mm shells at positions held by the 90th Tank Division, five kilometers east "
    "of Avdiivka. Three T-72B3 tanks burned, and Gen. Oleksandr Syrskyi said on Friday that Russia had lost 1,200 men "
    "in two weeks. Kyiv asked the United States for 20 more Bradleys. Article {number} of the wire, {salt}."
)
"""Some 75 words, as long as a wire item; a third of its words lie in a mention."""


def synthetic(count: int) -> Iterator[dict[str, Any]]:
    """As many records, no two with the same id or text."""
    import sitrex

    template = sitrex.extract(TEXT.format(number=0, salt="x" * 8), published="2024-05-03")
    head, _, _ = template.text.rpartition("Article") if template.text else ("", "", "")
    row = template.to_json()
    for number in range(count):
        text = f"{head}Article {number} of the wire, {number * 2654435761 % 2**32:08x}."
        document = row["document"] | {"id": f"wire/{number:07d}", "sha256": f"{number:064x}", "characters": len(text)}
        yield row | {"document": document, "text": text}


def measure(path: Path, to: str, count: int) -> dict[str, Any]:
    """One export in a process of its own: records a second, peak memory in MB, bytes written."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder, "out")
        command = [sys.executable, __file__, "--export", str(path), "--to", to, "--output", str(output)]
        done = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        files = [f for f in output.rglob("*") if f.is_file()] if output.is_dir() else [output]
        size = sum(f.stat().st_size for f in files)
    return {
        "format": to,
        "records": count,
        "seconds": round(done["seconds"], 2),
        "records_per_second": round(count / done["seconds"]),
        "records_per_cpu_second": round(count / done["cpu"]),
        "peak_mb": round(done["peak_kb"] / 1024),
        "written_mb": round(size / 1e6),
    }


def one(path: Path, to: str, output: Path) -> None:
    """Export and print what it took; the clock starts after the imports, as for any long run."""
    start, worked = time.perf_counter(), time.process_time()
    export(read_rows(path), to, output)
    seconds, cpu = time.perf_counter() - start, time.process_time() - worked
    # not ru_maxrss, which a child inherits
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    print(json.dumps({"seconds": seconds, "cpu": cpu, "peak_kb": int(status["VmHWM"].split()[0])}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--to", nargs="+", choices=FORMATS, default=["csv", "parquet", "sqlite"])
    parser.add_argument("--json", type=Path, help="also write the measures into this file")
    parser.add_argument("--export", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--output", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.export:
        one(given.export, given.to[0], given.output)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "records.jsonl")
        mentions = 0
        with path.open("w", encoding="utf-8") as out:
            for row in synthetic(given.records):
                mentions = sum(len(row[name]) for name in ("entities", "dates", "numbers", "units"))
                out.write(dump_line(row))
        print(f"{given.records} records of {mentions} mentions, {path.stat().st_size / 1e6:.0f} MB")
        rows = []
        for to in given.to:
            rows.append(measure(path, to, given.records))
            print(
                "{format:13} {records_per_second:7} records/s ({records_per_cpu_second} by CPU time)  peak {peak_mb:5} MB  wrote {written_mb} MB".format_map(
                    rows[-1]
                )
            )
    if given.json:
        given.json.parent.mkdir(parents=True, exist_ok=True)
        given.json.write_text(json.dumps({"rows": rows}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
