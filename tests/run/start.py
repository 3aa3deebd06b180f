"""A run in a process of its own, to be killed by a test: ``start.py INPUT OUTPUT WORKERS [--resume]``."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from sitrex.run import batch
from sitrex.run.options import Limits, RunOptions, Settings


def main() -> int:
    articles, output, workers, *rest = sys.argv[1:]
    options = RunOptions()
    settings = Settings(options=options, output=output, limits=Limits(seconds=20), loader="faults:load")
    try:
        finished = batch.run(
            [articles],
            output,
            options,
            workers=int(workers),
            resume="--resume" in rest,
            sharded="--sharded" in rest,
            settings=settings,
        )
    except batch.Stopped as stopped:
        return stopped.status
    return 1 if finished.totals.counts["failures"] else 0


if __name__ == "__main__":
    sys.exit(main())
