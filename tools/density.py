"""How dense the code is: ``python tools/density.py [FOLDER...]`` (default: the rooms of ``annotate/`` and the rest).

Decisions by the syntax tree: ``if``, conditional expression, ``for``, ``while``, ``except``, comprehension and its
``if``s, ``match`` case, each further operand of ``and``/``or``; per 100 physical lines. Functions above 15 decisions are
counted, those above 25 named.
"""

from __future__ import annotations

import argparse
import ast
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "pipeline" / "sitrex"
MANY, TOO_MANY = 15, 25


def decisions(tree: ast.AST) -> int:
    """The decisions in a tree, those of functions within it too."""
    count = 0
    for node in ast.walk(tree):
        if isinstance(node, ast.If | ast.IfExp | ast.For | ast.While | ast.ExceptHandler | ast.match_case):
            count += 1
        elif isinstance(node, ast.comprehension):
            count += 1 + len(node.ifs)
        elif isinstance(node, ast.BoolOp):
            count += len(node.values) - 1
    return count


def measure(folder: Path) -> tuple[int, int, int, int, list[str]]:
    """Lines, decisions, functions, functions above 15 decisions, names of those above 25."""
    lines = found = functions = many = 0
    named = []
    for file in sorted(folder.rglob("*.py")) if folder.is_dir() else [folder]:
        source = file.read_text(encoding="utf-8")
        tree = ast.parse(source)
        lines += source.count("\n")
        found += decisions(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                functions += 1
                size = decisions(node)
                many += size > MANY
                if size > TOO_MANY:
                    named.append(f"{file.relative_to(PACKAGE)}:{node.name} {size}")
    return lines, found, functions, many, named


def main() -> None:
    annotate = PACKAGE / "annotate"
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "rooms", nargs="*", type=Path, help="folders; those of annotate/ and the package if none is given"
    )
    rooms = [room.resolve() for room in parser.parse_args().rooms] or [
        *(p for p in sorted(annotate.iterdir()) if p.is_dir() and p.name != "__pycache__"),
        annotate,
        PACKAGE,
    ]
    for room in rooms:
        lines, found, functions, many, named = measure(room)
        print(
            f"{room.name}: {lines:,} lines, {100 * found / max(lines, 1):.0f} decisions per 100, "
            f"{many} of {functions} functions above {MANY}"
        )
        if room not in (annotate, PACKAGE):
            print(*(f"  {name}" for name in named), sep="\n", end="\n" if named else "")


if __name__ == "__main__":
    main()
