"""What rules that refuse cost a transfer: ``python -m tests.benchmarks.refusing``.

One connection, customers' accounts, transfers with a key in a loop; with no rule, with one that
looks at the amount, with one that looks at windows, and with five. Nobody observes meanwhile, or
everything has been observed before: the rest is looked up by the posting itself.
"""

from __future__ import annotations

import statistics
import sys
from typing import TYPE_CHECKING, Any

import psutil

from tests.benchmarks.command import arguments, begin, keep, on_new_ground, say, table

if TYPE_CHECKING:
    import argparse

    import psycopg

    from tests.support.databases import Database

_ACCOUNTS = 200
_OPEN = """
    DO $$ DECLARE v_user bigint := (SELECT u.user_id FROM ledger.create_user('payer') AS u);
    BEGIN
        FOR i IN 1..%d LOOP
            PERFORM FROM ledger.open_account(
                'USD', v_user, p_code => 'payer-' || i, p_min_balance => '-Infinity'
            );
        END LOOP;
    END $$
"""
_PAY = """
    DO $$ DECLARE
        v_ids uuid[] := (
            SELECT array_agg(a.account_id) FROM ledger.accounts AS a WHERE a.code LIKE 'payer-%%'
        );
        v_k integer;
    BEGIN
        FOR i IN 1..%d LOOP
            v_k := 1 + floor(random() * (cardinality(v_ids) - 1));
            PERFORM FROM ledger.post_transfer(
                v_ids[v_k], v_ids[v_k + 1], 1, p_idempotency_key => '%d-' || i
            );
        END LOOP;
    END $$
"""
_RULES = {
    "no rule": (),
    "one of the amount": (("amount", 1_000_000),),
    "one of a window": (("out_count_24h", 1_000_000),),
    "five": (
        ("amount", 1_000_000), ("out_count_1h", 1_000_000), ("out_amount_30d", 1_000_000_000),
        ("payees_24h", 1_000_000), ("spreads", 1_000_000),
    ),
}  # fmt: skip


def main() -> int:
    """Post under each set of rules, in turn."""
    return on_new_ground(run, options())


def options() -> argparse.ArgumentParser:
    """Return what can be asked for."""
    parser = arguments(__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--transfers", type=int, default=1000, help="a round")
    return parser


def run(database: Database, asked: argparse.Namespace) -> int:
    """Measure on prepared ground."""
    ran = begin(database, asked)
    figures: dict[str, dict[str, float]] = {}
    with database.connect() as connection:
        connection.execute((_OPEN % _ACCOUNTS).encode())
        for is_observed in (True, False):
            spent: dict[str, list[float]] = {name: [] for name in _RULES}
            for number in range(asked.rounds):
                for name in _RULES:
                    _set(connection, name)
                    if is_observed:
                        _observe(connection)
                    spent[name].append(_pay(connection, asked.transfers))
                say(f"round {number + 1} of {asked.rounds}")
            for name, times in spent.items():
                row = figures.setdefault(name, {})
                kind = "observed before" if is_observed else "not observed"
                row[f"{kind}, least"] = min(times)
                row[f"{kind}, median"] = statistics.median(times)
    table(
        ["us of processor time a transfer", *figures["no rule"]],
        [[name, *(f"{value:.0f}" for value in row.values())] for name, row in figures.items()],
    )
    keep(asked, "refusing.json", {"ran": ran, "us": figures})
    return 0


def _set(connection: psycopg.Connection[Any], name: str) -> None:
    connection.execute(
        "SELECT FROM ledger.list_fraud_rules() AS r, ledger.remove_fraud_rule(r.rule_name)"
        " WHERE r.action = 'refuse'"
    )
    for number, (feature, threshold) in enumerate(_RULES[name]):
        connection.execute(
            "SELECT FROM ledger.set_fraud_rule(%s, %s, '>=', %s, 0, 'measured', 'refuse')",
            (f"measured_{number}", feature, threshold),
        )


def _observe(connection: psycopg.Connection[Any]) -> None:
    while connection.execute("SELECT ledger.check_fraud(1000)").fetchall() != [(0,)]:
        pass


_calls = iter(range(1_000_000))


def _pay(connection: psycopg.Connection[Any], transfers: int) -> float:
    process = psutil.Process(connection.info.backend_pid)
    before = process.cpu_times()
    connection.execute((_PAY % (transfers, next(_calls))).encode())
    after = process.cpu_times()
    seconds = after.user + after.system - before.user - before.system
    return float(1_000_000 * seconds / transfers)


if __name__ == "__main__":
    sys.exit(main())
