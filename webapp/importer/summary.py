"""Count what an import did, per currency and altogether."""

import time
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from webapp.importer.calls import Check
from webapp.importer.directory import Opening
from webapp.importer.journal import EXACT
from webapp.importer.posting import Outcome
from webapp.importer.refusals import Refusal
from webapp.importer.report import RefusalReport

# Reported balances that differ by up to this much are the work of rounding, not of another order.
NEAR = Decimal(1)


@dataclass(slots=True)
class CurrencyTotal:
    """Rows and amounts of one currency: posted by this run, and there before it."""

    posted: int = 0
    already_there: int = 0
    amount_posted: Decimal = Decimal(0)
    amount_already_there: Decimal = Decimal(0)


@dataclass(slots=True)
class Summary:
    """What an import did so far; true at any moment, also when it is broken off."""

    refusals: RefusalReport
    opening: Opening = field(default_factory=Opening)
    accounts_refused: int = 0
    rows: int = 0
    rows_refused: int = 0
    compared: int = 0
    agreed: int = 0
    nearly_agreed: int = 0
    currencies: dict[str, CurrencyTotal] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)

    @property
    def posted(self) -> int:
        """Return how many rows this run posted."""
        return sum(total.posted for total in self.currencies.values())

    @property
    def already_there(self) -> int:
        """Return how many rows had been posted before this run."""
        return sum(total.already_there for total in self.currencies.values())

    def start_journal(self) -> None:
        """Start the clock: the rate is that of the journal's rows alone."""
        self.started = time.monotonic()

    @property
    def seconds(self) -> float:
        """Return how long the journal, or what comes before it, has been running."""
        return time.monotonic() - self.started

    @property
    def rate(self) -> int:
        """Return rows of the journal per second."""
        return round(self.rows / max(self.seconds, 0.001))

    def refuse_account(self, refusal: Refusal) -> None:
        """Count a refused line of the list of accounts."""
        self.accounts_refused += 1
        self.refusals.add(refusal)

    def add(self, outcome: Outcome) -> None:
        """Count one line of the journal."""
        self.rows += 1
        if isinstance(outcome, Refusal):
            self.rows_refused += 1
            self.refusals.add(outcome)
            return
        total = self.currencies.setdefault(outcome.row.currency, CurrencyTotal())
        if outcome.is_new:
            total.posted += 1
            total.amount_posted = EXACT.add(total.amount_posted, outcome.row.amount)
        else:
            total.already_there += 1
            total.amount_already_there = EXACT.add(total.amount_already_there, outcome.row.amount)
        if outcome.difference is not None:
            self.compared += 1
            self.agreed += outcome.difference == 0
            self.nearly_agreed += -NEAR <= outcome.difference <= NEAR

    def as_json(self, *, check_balances: bool) -> dict[str, Any]:
        """Return the summary as a JSON object: amounts as text, refusals as far as kept."""
        document: dict[str, Any] = {
            "rows": self.rows,
            "posted": self.posted,
            "already_there": self.already_there,
            "refused": self.rows_refused,
            "accounts": {
                "opened": self.opening.opened,
                "already_open": self.opening.already_open,
                "refused": self.accounts_refused,
            },
            "currencies": {
                currency: {
                    "posted": total.posted,
                    "amount_posted": f"{total.amount_posted:f}",
                    "already_there": total.already_there,
                    "amount_already_there": f"{total.amount_already_there:f}",
                }
                for currency, total in sorted(self.currencies.items())
            },
            "refusals_by_code": [
                {"code": code, "name": name, "count": count}
                for (code, name), count in sorted(self.refusals.by_code.items())
            ],
            "first_refusals": [
                {
                    "file": refusal.file,
                    "line": refusal.line,
                    "reference": refusal.reference,
                    "code": refusal.code,
                    "name": refusal.name,
                    "detail": refusal.detail,
                }
                for refusal in self.refusals.first
            ],
            "verify": [
                {"name": check.name, "ok": check.ok, "detail": check.detail}
                for check in self.checks
            ],
            "seconds": round(self.seconds, 3),
            "rows_per_second": self.rate,
        }
        if check_balances:
            document["reported_balances"] = {
                "compared": self.compared,
                "agree": self.agreed,
                "agree_within_1": self.nearly_agreed,
            }
        return document
