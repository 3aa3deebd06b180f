"""Pictures as inline SVG: bars of scores, the timeline of dates, the map of places."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from typing import Any, TypeAlias

from sitrex.report.markup import Markup, join, tag

_WIDTH = 720
_ROW = 22
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_LANES = 24

Place: TypeAlias = tuple[str, float, float, str]
"""Name, latitude, longitude, id of its first mention."""


def bars(title: str, rows: Sequence[tuple[str, float | None, float | None, float | None]]) -> Markup:
    """Horizontal bars from 0 to 1: name, value, and the ends of its interval, drawn as a line."""
    left, right = 150, 60
    span = _WIDTH - left - right
    parts: list[object] = [tag("title", title)]
    for place, (name, value, low, high) in enumerate(rows):
        y = place * _ROW
        middle = y + _ROW / 2
        parts.append(tag("text", name, x=left - 8, y=middle, class_="end"))
        parts.append(tag("rect", x=left, y=y + 4, width=span, height=_ROW - 8, class_="rail"))
        if value is None:
            parts.append(tag("text", "–", x=left + span + 8, y=middle))
            continue
        parts.append(tag("rect", x=left, y=y + 4, width=f"{value * span:.1f}", height=_ROW - 8, class_="bar"))
        if low is not None and high is not None:
            ends = [left + end * span for end in (low, high)]
            parts.append(tag("path", d=f"M{ends[0]:.1f} {middle}H{ends[1]:.1f}", class_="interval"))
        parts.append(tag("text", f"{value:.3f}", x=left + span + 8, y=middle))
    return _svg(title, _WIDTH, max(len(rows), 1) * _ROW, *parts)


def timeline(dates: Sequence[Mapping[str, Any]]) -> Markup | None:
    """The dates that have a calendar interval, each value once, the dates it covers as a bar; None without any.

    Years before Christ and values that end before they begin are left to the
    table beside.
    """
    values: dict[str, tuple[int, int, list[Mapping[str, Any]]]] = {}
    for mention in dates:
        begin, end = _ordinal(mention["begin"]), _ordinal(mention["end_date"])
        if begin is not None and end is not None and begin <= end:
            values.setdefault(mention["value"], (begin, end + 1, []))[2].append(mention)
    if not values:
        return None
    along = _Axis([(begin, end) for begin, end, _ in values.values()])
    lanes: list[float] = []
    drawn: list[object] = []
    for value, (begin, end, mentions) in sorted(values.items(), key=lambda item: (item[1][0], -item[1][1], item[0])):
        x = along.at(begin)
        width = max(along.at(end) - x, 4)
        room = max(width, 6.5 * len(value) + 6)
        lane = next((i for i, until in enumerate(lanes) if until <= x), len(lanes))
        if lane == len(lanes):
            if lane == _LANES:
                lane = min(range(_LANES), key=lanes.__getitem__)
            else:
                lanes.append(0.0)
        lanes[lane] = x + room
        y = 24 + lane * 26
        said = f"{value}: {', '.join(dict.fromkeys(m['text'] for m in mentions))}"
        backwards = x + room > _WIDTH
        drawn.append(
            tag(
                "a",
                tag("title", said),
                tag("rect", x=f"{x:.1f}", y=y, width=f"{width:.1f}", height=8, rx=2, class_="span"),
                tag(
                    "text",
                    value,
                    x=f"{min(x + width, _WIDTH):.1f}" if backwards else f"{x:.1f}",
                    y=y + 16,
                    class_="end small" if backwards else "small",
                ),
                href=f"#p-{mentions[0]['id']}",
                aria_label=said,
            )
        )
    ends = (
        tag("text", _day(along.first), x=10, y=10, class_="small"),
        tag("text", _day(along.last - 1), x=_WIDTH - 10, y=10, class_="end small"),
    )
    breaks = (tag("path", d=f"M{x - 3:.1f} 22l2 -8m4 8l2 -8", class_="break") for x in along.breaks)
    axis = tag("path", d=f"M10 18H{_WIDTH - 10}", class_="axis")
    return _svg("Timeline of dates", _WIDTH, 30 + 26 * len(lanes), axis, *breaks, *ends, *drawn, interactive=True)


class _Axis:
    """Days along the timeline; a stretch without dates that would take most of it is cut short."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        islands: list[list[int]] = []
        for begin, end in sorted(spans):
            if islands and begin <= islands[-1][1]:
                islands[-1][1] = max(islands[-1][1], end)
            else:
                islands.append([begin, end])
        self.first, self.last = islands[0][0], islands[-1][1]
        gaps = sorted(((b[0] - a[1], a[1], b[0]) for a, b in pairwise(islands)), reverse=True)
        left = self.last - self.first
        self._cut: list[tuple[int, int]] = []
        for size, begin, end in gaps[:3]:
            if size < 0.4 * left:
                break
            self._cut.append((begin, end))
            left -= size
        self._scale = (_WIDTH - 20 - 30 * len(self._cut)) / max(left, 1)
        self.breaks = sorted(self.at(begin) + 15 for begin, _ in self._cut)

    def at(self, day: int) -> float:
        """Where a day begins."""
        # no date lies inside a cut, so that a cut is passed whole or not at all
        passed = [end - begin for begin, end in self._cut if day >= end]
        return 10 + (day - self.first - sum(passed)) * self._scale + 30 * len(passed)


def crowd(places: Sequence[Place]) -> list[Place]:
    """The nearer three quarters of the places, if they crowd into a third of the map of all; else none."""
    if len(places) < 4:
        return []
    lat, lon = median(place[1] for place in places), median(place[2] for place in places)
    by_distance = sorted(places, key=lambda place: (max(abs(place[1] - lat), abs(place[2] - lon)), place[0]))
    nearest = set(by_distance[: math.ceil(len(places) * 0.75)])
    near = [place for place in places if place in nearest]
    return near if 3 * _half(near) < _half(places) else []


def places_map(places: Sequence[Place], title: str) -> Markup | None:
    """Places on lon/lat axes; None without any.

    The page's script lays the outline of coasts and borders under it.
    """
    if not places:
        return None
    lats, lons = [lat for _, lat, _, _ in places], [lon for _, _, lon, _ in places]
    middle = (min(lats) + max(lats)) / 2
    squeeze = _squeeze(lats)
    half = _half(places)
    centre = (min(lons) + max(lons)) / 2
    height = 446
    # degrees of latitude to pixels; a degree of longitude is squeezed
    scale = height / (2 * half)
    west, north = centre - _WIDTH / 2 / scale / squeeze, middle + half

    def at(lat: float, lon: float) -> tuple[float, float]:
        return (lon - west) * scale * squeeze, (north - lat) * scale

    step = next(s for s in (0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 30, 45) if 2 * half / s <= 8 or s == 45)
    lines: list[object] = []
    for lon in _steps(west, west + _WIDTH / scale / squeeze, step):
        x, _ = at(0, lon)
        lines += [
            tag("path", d=f"M{x:.1f} 0V{height}", class_="grid"),
            tag("text", f"{lon:g}°", x=f"{x + 3:.1f}", y=height - 6, class_="small"),
        ]
    for lat in _steps(north - 2 * half, north, step):
        _, y = at(lat, 0)
        lines += [
            tag("path", d=f"M0 {y:.1f}H{_WIDTH}", class_="grid"),
            tag("text", f"{lat:g}°", x=3, y=f"{y - 4:.1f}", class_="small"),
        ]
    placing = f"scale({scale * squeeze:.4f} {scale:.4f}) translate({-west:.4f} {north:.4f})"
    outline = tag("g", transform=placing, class_="outline", data_outline=True)
    dots: list[object] = []
    labelled: list[tuple[float, float]] = []
    for name, lat, lon, identifier in places:
        x, y = at(lat, lon)
        # a name that would cover another one is left to the tooltip and the table
        free = all(abs(y - b) > 12 or abs(x - a) > 7 * len(name) for a, b in labelled)
        labelled += [(x, y)] if free else []
        backwards = x > _WIDTH * 0.8
        label = tag(
            "text",
            name,
            x=f"{x + (-7 if backwards else 7):.1f}",
            y=f"{y:.1f}",
            class_="place end" if backwards else "place",
        )
        dot = tag("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=4, class_="dot")
        said = f"{name}: {lat:.2f}, {lon:.2f}"
        dots.append(tag("a", tag("title", said), dot, label if free else "", href=f"#p-{identifier}", aria_label=said))
    return _svg(title, _WIDTH, height, outline, *lines, *dots, interactive=True)


def _squeeze(lats: Sequence[float]) -> float:
    """How much shorter a degree of longitude is than one of latitude, in the middle of these latitudes."""
    return max(math.cos(math.radians((min(lats) + max(lats)) / 2)), 0.2)


def _half(places: Sequence[Place]) -> float:
    """Half the height in degrees of a map that holds these places with a margin."""
    lats, lons = [lat for _, lat, _, _ in places], [lon for _, _, lon, _ in places]
    height, width = max(lats) - min(lats), (max(lons) - min(lons)) * _squeeze(lats)
    return max(height / 2, width / 2 * 0.62, 0.5) * 1.15


def _svg(title: str, width: int, height: float, *children: object, interactive: bool = False) -> Markup:
    return tag(
        "svg",
        join(*children),
        viewBox=f"0 0 {width} {height:g}",
        width=width,
        role="group" if interactive else "img",
        aria_label=title,
        class_="picture",
    )


def _ordinal(day: str | None) -> int | None:
    match = _DAY.match(day or "")
    if match is None:
        return None
    try:
        return date(*map(int, match.groups())).toordinal()
    except ValueError:
        return None


def _day(ordinal: int) -> str:
    return (date(1, 1, 1) + timedelta(days=ordinal - 1)).isoformat()


def _steps(low: float, high: float, step: float) -> list[float]:
    first = math.ceil(low / step)
    return [number * step for number in range(first, math.floor(high / step) + 1)]
