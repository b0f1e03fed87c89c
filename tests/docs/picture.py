"""A picture of the tables: a box each with its keys, a line for each reference."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tests.docs.catalog import Key, Table

# Nearly every table has a user: that is told in the box, and not drawn.
_EVERYWHERE = "ledger_private.app_user"
_COLUMNS, _WIDTH, _LINE, _GAP = 4, 250, 16, 46
# Rows that posting writes have no FOREIGN KEYs: triggers prove the same references.
_BY_TRIGGER = {
    "account_id": "account",
    "from_account_id": "account",
    "to_account_id": "account",
    "transaction_id": "transaction",
    "reverses_transaction_id": "transaction",
    "hold_id": "hold",
    "limit_id": "usage_limit",
    "user_id": "app_user",
    "session_id": "auth_session",
    "category_id": "category",
}


class Box(NamedTuple):
    """Where a table stands, and its lines of text."""

    x: int
    y: int
    lines: list[str]

    @property
    def height(self) -> int:
        """How tall the box is."""
        return _LINE * (len(self.lines) + 1) + 10


def references(tables: list[Table], keys: list[Key]) -> dict[str, dict[str, str]]:
    """Return for each table its referring columns and the tables they lead to."""
    names = {table.name.split(".")[1]: table.name for table in tables}
    found: dict[str, dict[str, str]] = {}
    for table in tables:
        there = found.setdefault(table.name, {})
        for line, _ in table.columns:
            column = line.split()[0]
            target = names.get(_BY_TRIGGER.get(column, ""))
            if target and target != table.name:
                there[column] = target
        there.update({k.column: k.target for k in keys if k.table == table.name and k.kind == "f"})
    return found


def drawn(tables: list[Table], keys: list[Key]) -> str:
    """Return the picture as SVG."""
    leads = references(tables, keys)
    boxes = _placed(tables, keys, leads)
    height = max(box.y + box.height for box in boxes.values()) + 20
    width = _COLUMNS * (_WIDTH + _GAP) + 20
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            'font-family="monospace" font-size="12">'
        ),
        "<title>The tables of the ledger, their keys and references</title>",
        f'<rect width="{width}" height="{height}" fill="white"/>',
    ]
    for name, columns in leads.items():
        others = sorted(set(columns.values()) - {name, _EVERYWHERE})
        parts += [_line(boxes[name], boxes[target]) for target in others]
    for name, box in boxes.items():
        parts += _box(name, box)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _placed(
    tables: list[Table], keys: list[Key], leads: dict[str, dict[str, str]]
) -> dict[str, Box]:
    primary: dict[str, list[str]] = {table.name: [] for table in tables}
    for key in keys:
        if key.kind == "p":
            primary[key.table].append(key.column)
    bottoms = [20] * _COLUMNS
    boxes = {}
    for table in tables:
        lines = [f"key  {', '.join(primary[table.name])}"]
        lines += [f"{c} -> {t.split('.')[1]}" for c, t in leads[table.name].items()]
        lines = [line if len(line) <= 34 else line[:33] + "…" for line in lines]
        column = bottoms.index(min(bottoms))
        boxes[table.name] = box = Box(20 + column * (_WIDTH + _GAP), bottoms[column], lines)
        bottoms[column] += box.height + _GAP // 2
    return boxes


def _box(name: str, box: Box) -> list[str]:
    return [
        (
            f'<rect x="{box.x}" y="{box.y}" width="{_WIDTH}" height="{box.height}" rx="4" '
            'fill="#f6f8fa" stroke="#57606a"/>'
        ),
        (
            f'<text x="{box.x + 8}" y="{box.y + _LINE}" font-weight="bold">'
            f"{escape(name.split('.')[1])}</text>"
        ),
        *(
            f'<text x="{box.x + 8}" y="{box.y + _LINE * number}" fill="#424a53">'
            f"{escape(line)}</text>"
            for number, line in enumerate(box.lines, 2)
        ),
    ]


def _line(start: Box, end: Box) -> str:
    x1, y1 = start.x + _WIDTH // 2, start.y + 8
    x2, y2 = end.x + _WIDTH // 2, end.y + end.height - 8
    return (
        f'<path d="M{x1} {y1} C{x1} {(y1 + y2) // 2} {x2} {(y1 + y2) // 2} {x2} {y2}" '
        'fill="none" stroke="#9ab" stroke-width="1" opacity="0.6"/>'
    )
