"""How much of what was planted the rules that ship find, and how often they cry wolf."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from tests.fraud.patterns import PATTERNS, planted

if TYPE_CHECKING:
    from uuid import UUID

    from tests.fraud.patterns import Payment
    from tests.fraud.town import Town

ALARM = 60  # the score from which on a transaction counts as found


class Found(NamedTuple):
    """One row of the table."""

    pattern: str
    transactions: int
    found: int
    incidents: int
    incidents_found: int
    alarms: int  # those of this pattern, and those on nothing that was planted


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of one seed."""

    transactions: int
    alarms: int
    false_alarms: int
    rows: list[Found]


def use_rules_that_ship(town: Town) -> None:
    """Set them again under other names, in force from the clock's present on."""
    columns = ("feature", "comparison", "threshold", "score", "reason", "direction")
    for rule in town.ledger.rows("list_fraud_rules"):
        town.ledger.call(
            "set_fraud_rule",
            rule_name=f"m_{rule.rule_name}",
            **{name: getattr(rule, name) for name in columns},
        )


def measure(town: Town, seed: int, incidents: int) -> Measured:
    """Post a town's months with fraud planted, check them, and compare."""
    use_rules_that_ship(town)
    posted: dict[UUID, Payment] = {}
    for payment in planted(seed, incidents):
        town.at(payment.at)
        posted[town.pay(payment.payer, payment.payee, payment.amount).transaction_id] = payment
    town.check()
    alarms = {i for i, row in town.scores().items() if row.score >= ALARM}
    false = sum(not posted[i].pattern for i in alarms)
    rows = []
    for pattern in PATTERNS:
        of_it = {i: p for i, p in posted.items() if p.pattern == pattern}
        found = alarms & of_it.keys()
        rows.append(
            Found(
                pattern,
                len(of_it),
                len(found),
                len({p.incident for p in of_it.values()}),
                len({of_it[i].incident for i in found}),
                len(found) + false,
            )
        )
    return Measured(len(posted), len(alarms), false, rows)
