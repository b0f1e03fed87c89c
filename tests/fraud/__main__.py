"""Measure the rules that ship, and write the figures into docs/how-to/fraud.md."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.fraud.measuring import ALARM, Measured, measure
from tests.fraud.town import Town
from tests.importer.conftest import importing
from tests.support.rig import Rig

if TYPE_CHECKING:
    from tests.support.databases import Database

_ROOT = Path(__file__).resolve().parents[2]
_PAGE = _ROOT / "docs" / "how-to" / "fraud.md"
_BANK = _ROOT / "tests" / "importer" / "data" / "pkdd99"
_BEGIN, _END = "<!-- measured -->\n", "<!-- measured end -->"
_SEEDS = (2, 3, 4)
_INCIDENTS = 6
_RATE = """
    WITH rules AS MATERIALIZED (
        SELECT array_agg(r) AS rules FROM ledger_private.fraud_rules_at('infinity') AS r
    ),
    scores AS (
        SELECT o.transaction_id, coalesce(sum((h.hit ->> 'score')::integer), 0) AS score
        FROM ledger_private.recompute_observations(true) AS o
        CROSS JOIN rules AS r
        LEFT JOIN LATERAL jsonb_array_elements(
            ledger_private.fraud_hits(o, r.rules)
        ) AS h (hit) ON true
        GROUP BY o.transaction_id
    )
    SELECT count(*), count(*) FILTER (WHERE s.score >= %s) FROM scores AS s
"""


def of_the_bank(database: Database) -> tuple[int, int]:
    """Import the bank's half year; return how many transactions were looked at, and alarms."""
    run = importing(lambda: database.connect("ledger_dba"))
    run(_BANK / "journal.csv", _BANK / "accounts.csv")
    with database.connect("ledger_dba") as reader:
        reader.execute("SELECT FROM ledger.list_events()")
    with database.connect() as owner:
        row = owner.execute(_RATE.encode(), (ALARM,)).fetchone()
    assert row is not None
    return row[0], row[1]


def table(measured: list[Measured], bank: tuple[int, int]) -> str:
    """Return the figures as they stand in the page."""
    lines = [
        "| pattern | transactions | found | recall | precision | incidents found |",
        "|---|---|---|---|---|---|",
    ]
    for rows in zip(*(one.rows for one in measured), strict=True):
        total, found = sum(r.transactions for r in rows), sum(r.found for r in rows)
        lines.append(
            f"| {rows[0].pattern} | {total} | {found} | {found / total:.0%} |"
            f" {found / sum(r.alarms for r in rows):.0%} |"
            f" {sum(r.incidents_found for r in rows)} of {sum(r.incidents for r in rows)} |"
        )
    total = sum(one.transactions for one in measured)
    alarms, false = sum(one.alarms for one in measured), sum(one.false_alarms for one in measured)
    lines += [
        "",
        f"Alarms in the three towns: {alarms} on {total} transactions, {false} of them false:",
        f"{false * 1000 / total:.1f} in 1,000. On the real journal (half a year of a Czech bank,",
        f"in which no fraud is known): {bank[1]} on {bank[0]} transactions,",
        f"{bank[1] * 1000 / bank[0]:.1f} in 1,000.",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure and write."""
    rig = Rig()
    try:
        measured = []
        for seed in _SEEDS:
            with rig.clone(rig.template) as database:
                town = Town(database)
                measured.append(measure(town, seed, _INCIDENTS))
                town.ledger.connection.close()
        with rig.clone(rig.template) as database:
            bank = of_the_bank(database)
    finally:
        rig.close()
    page = _PAGE.read_text(encoding="utf-8")
    before, rest = page.split(_BEGIN)
    after = rest.split(_END)[1]
    _PAGE.write_text(f"{before}{_BEGIN}{table(measured, bank)}{_END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
