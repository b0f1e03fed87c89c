"""The ledger's rules once more, in plain Python: what each transfer must be answered.

Written from the rules, not from the SQL: one transfer at a time, Decimal, dictionaries.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, field, replace
from decimal import Decimal, getcontext
from typing import Any, TypeAlias

Request: TypeAlias = dict[str, Any]  # the fields of ledger.transfer_request that were given
Meaning: TypeAlias = tuple[object, ...]

LARGEST = Decimal("99999999999999999999.999999999999999999")
# Sums of such amounts are exact too: Python would keep 28 digits.
getcontext().prec = 80
_INSTANT = "effective_at"


@dataclass
class Account:
    """One account: what the rules read, and what a posting moves."""

    account_id: str
    currency: str
    minor_units: int
    floor: Decimal | None
    ceiling: Decimal | None
    status: str = "ACTIVE"
    held: Decimal = Decimal(0)
    balance: Decimal = Decimal(0)
    version: int = 0


@dataclass(frozen=True)
class Answer:
    """What one transfer is told; ``recorded`` numbers the transaction it stands for."""

    status: str
    code: str | None = None
    is_replay: bool = False
    recorded: int | None = None
    from_balance: Decimal | None = None
    to_balance: Decimal | None = None
    from_version: int | None = None
    to_version: int | None = None


@dataclass
class Model:
    """A whole ledger of few accounts."""

    accounts: dict[str, Account]
    currencies: frozenset[str]
    recorded: list[Answer] = field(default_factory=list)
    keys: dict[str, tuple[Meaning, int]] = field(default_factory=dict)

    def post_batch(self, requests: list[Request], *, atomic: bool) -> list[Answer]:
        """Post one after another; when atomic, one refusal takes all of it back."""
        before = copy.deepcopy((self.accounts, self.recorded, self.keys))
        answers = [self.post(request) for request in requests]
        if not atomic or all(answer.status == "COMPLETED" for answer in answers):
            return answers
        self.accounts, self.recorded, self.keys = before
        known = len(self.recorded)
        return [
            answer
            if answer.recorded is not None and answer.is_replay and answer.recorded < known
            else Answer("FAILED", answer.code or "LG304")
            for answer in answers
        ]

    def post(self, request: Request) -> Answer:
        """Post one transfer."""
        if fault := self._fault(request):
            return Answer("FAILED", fault)
        key = request.get("idempotency_key")
        meaning = self._meaning(request)
        if key is not None and key in self.keys:
            known, number = self.keys[key]
            if known != meaning:
                return Answer("FAILED", "LG301")
            return replace(self.recorded[number], is_replay=True)
        answer = self._decide(request)
        if key is not None and answer.status == "COMPLETED":
            self.keys[key] = (meaning, len(self.recorded))
        self.recorded.append(answer)
        return answer

    def _decide(self, request: Request) -> Answer:
        payer = self.accounts[request["from_account_id"]]
        payee = self.accounts[request["to_account_id"]]
        amount = Decimal(request["amount"])
        number = len(self.recorded)
        if code := _refusal(payer, payee, amount, request.get("expected_version")):
            return Answer("FAILED", code, recorded=number)
        payer.balance -= amount
        payee.balance += amount
        payer.version += 1
        payee.version += 1
        return Answer(
            "COMPLETED",
            recorded=number,
            from_balance=payer.balance,
            to_balance=payee.balance,
            from_version=payer.version,
            to_version=payee.version,
        )

    def _fault(self, request: Request) -> str | None:
        required = ("from_account_id", "to_account_id", "amount")
        if any(request.get(name) is None for name in required):
            return "LG108"
        return _amount_fault(Decimal(request["amount"])) or self._form_fault(request)

    def _form_fault(self, request: Request) -> str | None:
        if request["from_account_id"] == request["to_account_id"]:
            return "LG107"
        if _malformed(request):
            return "LG109"
        payer = self.accounts.get(request["from_account_id"])
        payee = self.accounts.get(request["to_account_id"])
        if payer is None or payee is None:
            return "LG001"
        return self._currency_fault(request, payer, payee)

    def _currency_fault(self, request: Request, payer: Account, payee: Account) -> str | None:
        asked = request.get("currency") or payer.currency
        if asked not in self.currencies:
            return "LG003"
        if not asked == payer.currency == payee.currency:
            return "LG205"
        amount = Decimal(request["amount"])
        return "LG105" if amount != round(amount, payer.minor_units) else None

    def _meaning(self, request: Request) -> Meaning:
        return (
            request["from_account_id"],
            request["to_account_id"],
            Decimal(request["amount"]),
            request.get("transaction_type") or "transfer",
            request.get(_INSTANT),
            request.get("expected_version"),
            request.get("description"),
            repr(request.get("metadata")),
        )


def _amount_fault(amount: Decimal) -> str | None:
    if amount.is_nan():
        return "LG101"
    if amount.is_infinite():
        return "LG102"
    if amount < 0:
        return "LG103"
    if amount == 0:
        return "LG104"
    return "LG106" if amount > LARGEST else None


def _malformed(request: Request) -> bool:
    key = request.get("idempotency_key")
    kind = request.get("transaction_type")
    metadata = request.get("metadata")
    return (
        (key is not None and (not 1 <= len(key) <= 255 or not key.isprintable()))
        or len(request.get("description") or "") > 1000
        or (metadata is not None and not isinstance(metadata, dict))
        or request.get(_INSTANT) == "infinity"
        or (kind is not None and re.fullmatch("[a-z][a-z0-9_]{0,39}", kind) is None)
    )


def _refusal(payer: Account, payee: Account, amount: Decimal, expected: int | None) -> str | None:
    if expected is not None and expected != payer.version:
        return "LG302"
    floor = -LARGEST if payer.floor is None else payer.floor
    if code := _closed_or_suspended(payer):
        return code
    if payer.balance - payer.held - amount < floor:
        return "LG201"
    if code := _closed_or_suspended(payee):
        return code
    ceiling = LARGEST if payee.ceiling is None else payee.ceiling
    return "LG202" if payee.balance + amount > ceiling else None


def _closed_or_suspended(account: Account) -> str | None:
    return {"CLOSED": "LG204", "SUSPENDED": "LG203"}.get(account.status)
