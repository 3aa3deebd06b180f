"""The README's commands, one after the other in a folder that has the corpus: ``python tests/readme.py BIN``.

BIN is the folder of an environment's programs in which sitrex is installed, as from its wheel; nothing else of this
checkout is used but the corpus. Prints each command; ends with 1 at the first that fails.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def commands() -> Iterator[tuple[str, str]]:
    """("sitrex", a command's words) and ("python", a block) in the order of the README."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for language, body in re.findall(r"^```([a-z]+)\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        if language == "python":
            yield language, body
        elif language in ("sh", "console"):
            for line in body.splitlines():
                command = line.removeprefix("$ ").removeprefix(".venv/bin/")
                if command.startswith("sitrex "):
                    yield "sitrex", command.partition("#")[0].strip()


def main(programs: Path) -> None:
    """Run them."""
    with tempfile.TemporaryDirectory() as name:
        desk = Path(name)
        for part in ("articles", "gold"):
            shutil.copytree(ROOT / "corpus" / part, desk / "corpus" / part)
        for kind, text in commands():
            print(text, flush=True)
            if kind == "sitrex":
                line = [str(programs.resolve() / "sitrex"), *shlex.split(text)[1:]]
            else:
                line = [str(programs.resolve() / "python"), "-c", text]
            done = subprocess.run(line, cwd=desk, check=False, stdout=subprocess.PIPE, text=True, encoding="utf-8")
            if done.returncode:
                print(done.stdout, flush=True)
                for told in desk.glob("outputs/*/failures.jsonl"):
                    print(told.read_text(encoding="utf-8"), flush=True)
                done.check_returncode()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
