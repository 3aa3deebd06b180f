"""Writes the map's lines: ``python tools/outline.py countries-50m.json``.

The file is of the npm package world-atlas 2.0.2 (``npm pack world-atlas@2.0.2``), which carries Natural Earth 4.1's
countries of 1:50m as arcs, each once. An arc of one country is coast, one of two is a border. Lines are simplified by
Douglas and Peucker to 0.02 degree and rounded to 0.01; both ends of an arc stay, so that lines meet.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

OUTPUT = Path(__file__).parents[1] / "pipeline/sitrex/report/assets/outline.js"
TOLERANCE = 0.02
HEADER = """\
// Coasts and borders: Natural Earth 1:50m countries, version 4.1 (public domain, naturalearthdata.com), from the arcs of
// world-atlas 2.0.2, simplified to 0.02 degree by tools/outline.py. A line is its first longitude and latitude and then
// the steps to the next ones, in hundredths of a degree.
"""

Point = tuple[float, float]


def decoded(topology: dict) -> list[list[Point]]:
    """The arcs as degrees."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            line.append((x * kx + dx, y * ky + dy))
        arcs.append(line)
    return arcs


def uses(arcs: list) -> Iterator[int]:
    """Numbers of the arcs of a geometry, whichever way they run."""
    for item in arcs:
        if isinstance(item, list):
            yield from uses(item)
        else:
            yield item if item >= 0 else ~item


def simplified(line: list[Point]) -> list[Point]:
    """Douglas and Peucker, with a stack in place of recursion; a closed line is cut where it is widest."""
    keep = {0, len(line) - 1}
    waiting = [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        far, most = first, TOLERANCE
        for number in range(first + 1, last):
            away = distance(line[number], line[first], line[last])
            if away > most:
                far, most = number, away
        if far != first:
            keep.add(far)
            waiting += [(first, far), (far, last)]
    return [line[number] for number in sorted(keep)]


def distance(point: Point, a: Point, b: Point) -> float:
    """Of a point from a stretch, in degrees."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    along = 0.0 if not length else max(0.0, min(1.0, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length))
    return ((point[0] - a[0] - along * dx) ** 2 + (point[1] - a[1] - along * dy) ** 2) ** 0.5


def steps(line: list[Point]) -> list[int]:
    """First point and steps, in hundredths of a degree; empty where no step is left."""
    flat: list[int] = []
    before = (0, 0)
    for x, y in line:
        here = round(x * 100), round(y * 100)
        if flat and here == before:
            continue
        flat += [here[0] - before[0], here[1] - before[1]]
        before = here
    return flat if len(flat) > 2 else []


def main(source: Path) -> None:
    """Write ``outline.js``."""
    topology = json.loads(source.read_text(encoding="utf-8"))
    used = Counter(n for g in topology["objects"]["countries"]["geometries"] for n in uses(g["arcs"]))
    lines: dict[str, list[list[int]]] = {"coasts": [], "borders": []}
    for number, arc in enumerate(decoded(topology)):
        if found := steps(simplified(arc)):
            lines["borders" if used[number] > 1 else "coasts"].append(found)
    text = json.dumps(lines, separators=(",", ":"))
    OUTPUT.write_text(f'{HEADER}sitrex.put("outline",{text});\n', encoding="utf-8", newline="\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    main(parser.parse_args().source)
