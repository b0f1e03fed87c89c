"""What the ledger's functions return, one frozen dataclass per row type.

The same classes are the rows of `webapp.ledger`, the JSON of `webapp.serialize` and the
schemas of `webapp.openapi`; a field's place in the class is its place in the SELECT list.
Amounts are text as PostgreSQL prints them: exact, with the currency's minor units, and
never computed with.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field, PlainSerializer, WithJsonSchema

# A bigint outgrows a JSON reader's double, so ids of users are strings in JSON.
UserId = Annotated[
    int,
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{1,19}$", "examples": ["42"]}),
]
Amount = Annotated[
    str, Field(pattern=r"^-?[0-9]+(\.[0-9]+)?$", examples=["10.50"], title="Exact decimal")
]
# What was asked for, as it is told back in a refusal: perhaps no amount at all.
AskedAmount = Annotated[str, Field(pattern=r"^(-?[0-9]+(\.[0-9]+)?|NaN|-?Infinity)$")]
Id = Annotated[str, Field(json_schema_extra={"format": "uuid"})]
JsonObject = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Account:
    """An account: a row of ledger.accounts; a limit of null means unlimited."""

    account_id: Id
    user_id: UserId
    code: str | None
    name: str | None
    currency: str
    account_class: str
    status: str
    balance: Amount
    held: Amount
    available: Amount
    min_balance: Amount | None
    max_balance: Amount | None
    version: int
    metadata: JsonObject | None
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Balance:
    """An account's balance now or at a past moment: a row of ledger.balances."""

    account_id: Id
    currency: str
    balance: Amount
    held: Amount | None
    available: Amount | None
    version: int
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Transaction:
    """One movement of money, or one refused attempt: a row of ledger.transactions."""

    transaction_id: Id
    from_account_id: Id | None
    to_account_id: Id | None
    amount: Amount
    currency: str
    transaction_type: str
    status: str
    failure_code: str | None
    failure_detail: JsonObject | None
    idempotency_key: str | None
    description: str | None
    metadata: JsonObject | None
    user_id: UserId
    from_account_version: int | None
    to_account_version: int | None
    effective_at: datetime
    created_at: datetime
    completed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an account's statement: a row of ledger.transaction_entries."""

    entry_id: int
    transaction_id: Id
    account_id: Id
    entry_type: Annotated[str, Field(json_schema_extra={"enum": ["DEBIT", "CREDIT"]})]
    amount: Amount
    currency: str
    account_version: int
    balance_after: Amount
    counterparty_account_id: Id | None
    description: str | None
    transaction_type: str
    effective_at: datetime
    created_at: datetime


@dataclass(frozen=True, slots=True)
class AuditLog:
    """Who changed an account, from what to what: a row of ledger.audit_logs."""

    log_id: int
    transaction_id: Id | None
    account_id: Id
    account_position: int
    action: str
    old_balance: Amount | None
    new_balance: Amount | None
    detail: JsonObject | None
    user_id: UserId | None
    user_role: str | None
    ip_address: str | None
    user_agent: str | None
    request_id: str | None
    database_user: str
    created_at: datetime
    previous_hash: Annotated[str, Field(description="SHA-256, hexadecimal")] | None
    row_hash: Annotated[str, Field(description="SHA-256, hexadecimal")]


@dataclass(frozen=True, slots=True)
class TransferResult:
    """What became of one item handed to ledger.post_transfers."""

    item_number: int
    transaction_id: Id | None
    status: str
    failure_code: str | None
    failure_name: str | None
    failure_detail: JsonObject | None
    is_replay: bool
    from_account_id: Id | None
    to_account_id: Id | None
    amount: AskedAmount | None
    currency: str | None
    from_balance: Amount | None
    to_balance: Amount | None
    from_account_version: int | None
    to_account_version: int | None
    idempotency_key: str | None
    description: str | None
    metadata: JsonObject | None
    transaction_type: str | None
    effective_at: datetime | None
    created_at: datetime | None


@dataclass(frozen=True, slots=True)
class Version:
    """Which code the database runs: ledger.version()."""

    release: str
    code_digest: str
