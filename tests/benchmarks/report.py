"""What was measured, as a table, for JSON, and as a chart."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from tests.benchmarks.measure import Measured

_BAR, _LEFT, _WIDE, _ROW = 14, 260, 900, 18
_COLOURS = ("#1b6ca8", "#b8b8b8", "#e0a458", "#8fae7e", "#a884b5")


def lines_of(measured: Measured) -> list[str]:
    """Return one line per contender: rate, latency, cost, and our ratio to it."""
    lines = [measured.case.name]
    for contender in measured.case.scripts:
        line = f"  {contender:12}{measured.median(contender, 'rate'):10,.0f}/s"
        line += f"{measured.median(contender, 'latency_ms'):10.2f} ms"
        line += f"{measured.median(contender, 'cpu_us'):8,.0f} us CPU"
        line += f"{measured.median(contender, 'wal_bytes'):8,.0f} B WAL"
        if contender != next(iter(measured.case.scripts)):
            line += f"   ours: {measured.ratio(contender):5.2f} x"
            if (aim := measured.case.aims.get(contender)) is not None:
                line += f" (aim {aim:g}: {'met' if measured.ratio(contender) >= aim else 'missed'})"
        lines.append(line)
    return lines


def figures_of(results: list[Measured]) -> list[dict[str, Any]]:
    """Return all rounds of the cases, for JSON."""
    return [
        {
            "name": m.case.name,
            "clients": m.case.clients,
            "per_call": m.case.per_call,
            "aims": dict(m.case.aims),
            "ratios": {c: m.ratio(c) for c in m.case.scripts},
        }
        | {
            what: {c: m.all(c, what) for c in m.case.scripts}
            for what in ("rate", "latency_ms", "cpu_us", "wal_bytes")
        }
        for m in results
    ]


def write_chart(path: Path, results: list[Measured]) -> None:
    """Draw a bar per contender, on one scale per case."""
    parts: list[str] = []
    y = 20
    for m in results:
        parts.append(f'<text x="10" y="{y}" font-weight="bold">{escape(m.case.name)}</text>')
        y += 8
        most = max(m.median(c, "rate") for c in m.case.scripts)
        for n, contender in enumerate(m.case.scripts):
            rate = m.median(contender, "rate")
            width = (_WIDE - _LEFT) * rate / most
            parts.append(
                f'<text x="{_LEFT - 8}" y="{y + 11}" text-anchor="end">{escape(contender)}</text>'
                f'<rect x="{_LEFT}" y="{y}" width="{width:.0f}" height="{_BAR}" '
                f'fill="{_COLOURS[n % len(_COLOURS)]}"/>'
                f'<text x="{_LEFT + width + 6:.0f}" y="{y + 11}">{rate:,.0f}/s</text>'
            )
            y += _ROW
        y += 18
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDE + 100}" height="{y}" '
        'font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="white"/>'
    )
    path.write_text(head + "\n".join(parts) + "</svg>\n", encoding="utf-8")
