"""Pictures without a script: bars of scores, the timeline of an article's dates, the bars of all months."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from sitrex.report.markup import Markup, join, tag
from sitrex.write.date_words import date_words, day_words

_WIDTH = 720
_ROW = 22
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_LANES = 24

_BARS = 60
"""Bars of months above which they are put together to years, and these to decades."""


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
    values: dict[tuple[str, str | None], tuple[int, int, list[Mapping[str, Any]]]] = {}
    for mention in dates:
        begin, end = _ordinal(mention["begin"]), _ordinal(mention["end_date"])
        if begin is not None and end is not None and begin <= end:
            values.setdefault((mention["value"], mention["mod"]), (begin, end + 1, []))[2].append(mention)
    if not values:
        return None
    along = _Axis([(begin, end) for begin, end, _ in values.values()])
    lanes: list[float] = []
    drawn: list[object] = []
    order = sorted(values.items(), key=lambda item: (item[1][0], -item[1][1], item[0][0], item[0][1] or ""))
    for (code, mod), (begin, end, mentions) in order:
        value = date_words(code, mod)
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
        tag("text", day_words(_day(along.first)), x=10, y=10, class_="small"),
        tag("text", day_words(_day(along.last - 1)), x=_WIDTH - 10, y=10, class_="end small"),
    )
    breaks = (tag("path", d=f"M{x - 3:.1f} 22l2 -8m4 8l2 -8", class_="break") for x in along.breaks)
    axis = tag("path", d=f"M10 18H{_WIDTH - 10}", class_="axis")
    height = 30 + 26 * len(lanes)
    return _svg("Timeline of dates", _WIDTH, height, axis, *breaks, *ends, *drawn, kind="picture times")


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


def months_chart(months: Sequence[tuple[str, int]]) -> Markup:
    """A bar for every month ``YYYY-MM`` that has dates, or for years or decades where months are too many.

    Each bar is a button that names its months, apart by spaces, in ``data-months``.
    """
    for size in (7, 4, 3):
        bins: dict[str, list[tuple[str, int]]] = {}
        for month in months:
            bins.setdefault(month[0][:size], []).append(month)
        if len(bins) <= _BARS:
            break
    most = max(sum(number for _, number in listed) for listed in bins.values())
    bars_: list[Markup] = []
    before: str | None = None
    for key, listed in bins.items():
        number = sum(number for _, number in listed)
        said = date_words(key)
        gap = before is not None and _steps_between(before, key) > 1
        before = key
        bars_.append(
            tag(
                "li",
                tag(
                    "button",
                    tag("span", said, class_="when"),
                    tag("span", class_="length", style=f"--share:{number / most:.3f}"),
                    tag("span", f"{number:,}", class_="count"),
                    type="button",
                    data_months=" ".join(month for month, _ in listed),
                ),
                class_="gap" if gap else None,
            )
        )
    return tag("ol", *bars_, class_="months")


def _steps_between(before: str, after: str) -> int:
    """How many months, years or decades lie from one bar to the next."""
    if len(after) == 7:
        years = int(after[:4]) - int(before[:4])
        return 12 * years + int(after[5:]) - int(before[5:])
    return int(after) - int(before)


def _svg(title: str, width: int, height: float, *children: object, kind: str = "picture") -> Markup:
    return tag(
        "svg",
        join(*children),
        viewBox=f"0 0 {width} {height:g}",
        width=width,
        role="img" if kind == "picture" else "group",
        aria_label=title,
        class_=kind,
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
