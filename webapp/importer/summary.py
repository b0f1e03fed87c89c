"""Count what an import did, per currency and altogether."""

import time
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from webapp.importer.balances import Comparison
from webapp.importer.calls import Check
from webapp.importer.directory import Opening
from webapp.importer.posting import Outcome, Posted
from webapp.importer.refusals import Refusal, refuse
from webapp.importer.report import RefusalReport
from webapp.importer.rows import EXACT

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
class BalanceCounts:
    """Reported balances: those compared, and those that could not be."""

    compared: int = 0
    agreed: int = 0
    nearly_agreed: int = 0
    unreadable: int = 0
    without_customer: int = 0
    missing: int = 0

    @property
    def faults(self) -> int:
        """Return how many did not agree, or could not be compared."""
        return self.compared - self.agreed + self.unreadable + self.without_customer

    def add(self, comparison: Comparison | None) -> None:
        """Count the balance of one row."""
        if comparison is None:
            self.missing += 1
        elif comparison.difference is None:
            self.unreadable += comparison.code == "CSV09"
            self.without_customer += comparison.code == "CSV11"
        else:
            self.compared += 1
            self.agreed += comparison.difference == 0
            self.nearly_agreed += -NEAR <= comparison.difference <= NEAR


@dataclass(slots=True)
class Summary:
    """What an import did so far; true at any moment, also when it is broken off."""

    refusals: RefusalReport
    opening: Opening = field(default_factory=Opening)
    accounts_refused: int = 0
    rows: int = 0
    rows_refused: int = 0
    balances: BalanceCounts = field(default_factory=BalanceCounts)
    ignored: dict[str, tuple[str, ...]] = field(default_factory=dict)
    footers: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    controls: int = 0
    control_faults: list[Refusal] = field(default_factory=list)
    is_dry: bool = False
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
            total.amount_posted = EXACT.add(total.amount_posted, outcome.amount)
        else:
            total.already_there += 1
            total.amount_already_there = EXACT.add(total.amount_already_there, outcome.amount)

    def add_balance(self, outcome: Posted, *, file: str) -> None:
        """Count the reported balance of a row that was posted, and name it unless it agrees."""
        comparison = outcome.comparison
        self.balances.add(comparison)
        if comparison is not None and comparison.code:
            self.refusals.add_balance(
                refuse(
                    comparison.code,
                    file=file,
                    line=outcome.row.line,
                    reference=outcome.row.reference,
                    detail=comparison.detail,
                )
            )

    def add_footer(
        self, file: str, lines: list[tuple[int, str]], *, controls: int, faults: list[Refusal]
    ) -> None:
        """Name the lines of a footer, and take what its figures were found to be."""
        if lines:
            self.footers[file] = lines
        self.controls += controls
        self.control_faults += faults
        for fault in faults:
            self.refusals.add_control(fault)

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
            "first_refusals": [_fault(refusal) for refusal in self.refusals.first],
            "ignored_columns": {file: list(names) for file, names in self.ignored.items()},
            "footers": {
                file: [{"line": line, "text": text} for line, text in lines]
                for file, lines in self.footers.items()
            },
            "controls": self.controls,
            "control_faults": [_fault(fault) for fault in self.control_faults],
            "dry_run": self.is_dry,
            "verify": [
                {"name": check.name, "ok": check.ok, "detail": check.detail}
                for check in self.checks
            ],
            "seconds": round(self.seconds, 3),
            "rows_per_second": self.rate,
        }
        if check_balances:
            balances = self.balances
            document["reported_balances"] = {
                "compared": balances.compared,
                "agree": balances.agreed,
                "agree_within_1": balances.nearly_agreed,
                "unreadable": balances.unreadable,
                "without_customer": balances.without_customer,
                "missing": balances.missing,
            }
            document["first_balance_faults"] = [
                _fault(fault) for fault in self.refusals.first_balances
            ]
        return document


def _fault(refusal: Refusal) -> dict[str, Any]:
    return {
        "file": refusal.file,
        "line": refusal.line,
        "reference": refusal.reference,
        "code": refusal.code,
        "name": refusal.name,
        "detail": refusal.detail,
    }
