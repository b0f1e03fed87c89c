"""A line chart as SVG: one line per contender, both axes labelled, from zero."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_WIDE, _HIGH = 760, 400
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 190, 44, 52
_COLOURS = ("#1b6ca8", "#c8553d", "#6a994e", "#7b5ea7", "#8a8a8a")


@dataclass(frozen=True, slots=True)
class Line:
    """What is drawn under one name."""

    name: str
    points: list[tuple[float, float]]


def write_lines(
    path: Path, title: str, x_name: str, y_name: str, drawn: list[Line], *, doubling: bool = False
) -> None:
    """Write the chart; ``doubling`` gives each doubling along x the same width."""

    def scaled(x: float) -> float:
        return math.log2(x) if doubling else x

    xs = sorted({x for line in drawn for x, _ in line.points})
    low, high = scaled(xs[0]), scaled(xs[-1])
    step = _round_step(max(y for line in drawn for _, y in line.points))
    top = step * math.ceil(max(y for line in drawn for _, y in line.points) / step)

    def across(x: float) -> float:
        return _LEFT + (_WIDE - _LEFT - _RIGHT) * (scaled(x) - low) / ((high - low) or 1)

    def up(y: float) -> float:
        return _HIGH - _BOTTOM - (_HIGH - _TOP - _BOTTOM) * y / top

    parts = [f'<text x="{_LEFT}" y="22" font-size="15" font-weight="bold">{escape(title)}</text>']
    for n in range(round(top / step) + 1):
        y = up(n * step)
        parts.append(
            f'<path d="M{_LEFT} {y:.1f}H{_WIDE - _RIGHT}" stroke="#dddddd"/>'
            f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{n * step:,.0f}</text>'
        )
    every = max(1, len(xs) // 12)
    parts += [
        f'<text x="{across(x):.1f}" y="{_HIGH - _BOTTOM + 18}" text-anchor="middle">{x:g}</text>'
        for x in xs[::every]
    ]
    middle, half = (_LEFT + _WIDE - _RIGHT) / 2, (_TOP + _HIGH - _BOTTOM) / 2
    parts.append(
        f'<text x="{middle}" y="{_HIGH - 12}" text-anchor="middle">{escape(x_name)}</text>'
        f'<text transform="translate(16 {half}) rotate(-90)" text-anchor="middle">'
        f"{escape(y_name)}</text>"
    )
    for n, line in enumerate(drawn):
        colour = _COLOURS[n % len(_COLOURS)]
        path_of = " ".join(f"{across(x):.1f},{up(y):.1f}" for x, y in line.points)
        place = _TOP + 14 + 20 * n
        parts.append(
            f'<polyline points="{path_of}" fill="none" stroke="{colour}" stroke-width="2"/>'
            + "".join(
                f'<circle cx="{across(x):.1f}" cy="{up(y):.1f}" r="3" fill="{colour}"/>'
                for x, y in line.points
            )
            + f'<rect x="{_WIDE - _RIGHT + 16}" y="{place - 10}" width="12" height="12" '
            f'fill="{colour}"/>'
            f'<text x="{_WIDE - _RIGHT + 34}" y="{place}">{escape(line.name)}</text>'
        )
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDE}" height="{_HIGH}" '
        'font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="white"/>'
    )
    path.write_text(head + "\n" + "\n".join(parts) + "\n</svg>\n", encoding="utf-8")


def _round_step(most: float) -> float:
    """Return a step of 1, 2 or 5 times a power of ten that divides an axis into about five."""
    rough = max(most, 1e-9) / 5
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * n for n in (1, 2, 5, 10) if power * n >= rough)
