"""The rows of answers and the bodies of requests.

Written from the OpenAPI document by `make docs`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal, TypeAlias
from uuid import UUID

from pydantic import Field, SkipValidation

from zerosum_client.values import Amount, Model

AccountClass: TypeAlias = Annotated[
    Literal["asset", "liability", "equity", "income", "expense"], SkipValidation()
]
AccountOrder: TypeAlias = Annotated[Literal["account_id", "-account_id"], SkipValidation()]
AccountStatus: TypeAlias = Annotated[Literal["ACTIVE", "SUSPENDED", "CLOSED"], SkipValidation()]
AmountsByCurrency: TypeAlias = dict[str, str]
Axis: TypeAlias = Annotated[Literal["booked", "effective"], SkipValidation()]
CaseDecision: TypeAlias = Annotated[Literal["CLEARED", "CONFIRMED"], SkipValidation()]
CaseStatus: TypeAlias = Annotated[Literal["OPEN", "CLEARED", "CONFIRMED"], SkipValidation()]
Comparison: TypeAlias = Annotated[Literal["<", "<=", "=", ">=", ">"], SkipValidation()]
DelegationKind: TypeAlias = Annotated[Literal["owner", "spender", "viewer"], SkipValidation()]
Details: TypeAlias = dict[str, Any]
EntryType: TypeAlias = Annotated[Literal["DEBIT", "CREDIT"], SkipValidation()]
ExportStatus: TypeAlias = Annotated[
    Literal["PENDING", "READY", "FAILED", "EXPIRED", "REMOVED"], SkipValidation()
]
FraudAction: TypeAlias = Annotated[
    Literal["note", "review", "freeze", "suspend", "refuse"], SkipValidation()
]
HoldEventType: TypeAlias = Annotated[
    Literal["PLACE", "INCREMENT", "EXTEND", "CAPTURE", "RELEASE", "EXPIRE"], SkipValidation()
]
HoldStatus: TypeAlias = Annotated[
    Literal["OPEN", "CAPTURED", "RELEASED", "EXPIRED"], SkipValidation()
]
LegKind: TypeAlias = Annotated[
    Literal["fixed", "fraction", "percent", "weight", "rest", "up_to"], SkipValidation()
]
LimitDirection: TypeAlias = Annotated[Literal["out", "in"], SkipValidation()]
LimitMeasure: TypeAlias = Annotated[Literal["amount", "count"], SkipValidation()]
LimitPeriod: TypeAlias = Annotated[
    Literal["transaction", "day", "week", "month", "window"], SkipValidation()
]
Metadata: TypeAlias = dict[str, Any]
MonitorComparison: TypeAlias = Annotated[Literal["below", "above"], SkipValidation()]
MonitorMeasure: TypeAlias = Annotated[Literal["balance", "available", "held"], SkipValidation()]
NotificationTypes: TypeAlias = list[
    Literal[
        "export_ready",
        "large_debit",
        "limit_reached",
        "low_balance",
        "money_in",
        "new_login",
        "suspended",
    ]
]
PathOrder: TypeAlias = Annotated[Literal["path", "-path"], SkipValidation()]
PeriodAction: TypeAlias = Annotated[Literal["CLOSE", "REOPEN"], SkipValidation()]
ProblemCode: TypeAlias = Annotated[
    Literal[
        "LG001",
        "LG002",
        "LG003",
        "LG004",
        "LG008",
        "LG009",
        "LG006",
        "LG007",
        "LG010",
        "LG016",
        "LG018",
        "LG019",
        "LG027",
        "LG028",
        "LG029",
        "LG030",
        "LG025",
        "LG026",
        "LG032",
        "LG033",
        "LG034",
        "LG035",
        "LG011",
        "LG101",
        "LG102",
        "LG103",
        "LG104",
        "LG105",
        "LG106",
        "LG107",
        "LG108",
        "LG109",
        "LG110",
        "LG111",
        "LG130",
        "LG131",
        "LG132",
        "LG133",
        "LG134",
        "LG140",
        "LG141",
        "LG145",
        "LG150",
        "LG155",
        "LG170",
        "LG120",
        "LG121",
        "LG201",
        "LG202",
        "LG203",
        "LG204",
        "LG205",
        "LG206",
        "LG207",
        "LG208",
        "LG209",
        "LG210",
        "LG211",
        "LG212",
        "LG260",
        "LG230",
        "LG231",
        "LG240",
        "LG241",
        "LG245",
        "LG247",
        "LG250",
        "LG251",
        "LG252",
        "LG220",
        "LG221",
        "LG222",
        "LG223",
        "LG224",
        "LG225",
        "LG226",
        "LG261",
        "LG262",
        "LG263",
        "LG264",
        "LG270",
        "LG280",
        "LG281",
        "LG282",
        "LG290",
        "LG291",
        "LG301",
        "LG302",
        "LG303",
        "LG304",
        "LG305",
        "LG246",
        "LG340",
        "LG341",
        "LG345",
        "LG350",
        "LG355",
        "LG356",
        "LG357",
        "LG360",
        "LG306",
        "LG307",
        "LG308",
        "LG309",
        "LG330",
        "LG320",
        "LG321",
        "LG327",
        "LG901",
        "LG902",
        "LG903",
        "LG904",
        "LG905",
        "LG906",
        "LG907",
        "LG909",
        "LG910",
        "LG908",
        "WEB101",
        "WEB102",
        "WEB103",
        "WEB104",
        "WEB105",
        "WEB106",
        "WEB107",
        "WEB108",
        "WEB201",
        "WEB202",
        "WEB290",
        "WEB203",
        "WEB204",
        "WEB205",
        "WEB206",
        "WEB301",
        "WEB302",
        "WEB303",
        "WEB304",
        "WEB305",
        "WEB900",
        "WEB306",
        "WEB307",
        "WEB308",
        "WEB309",
        "WEB401",
        "WEB402",
        "WEB907",
        "WEB901",
        "WEB902",
        "WEB903",
        "WEB904",
        "WEB908",
        "WEB909",
        "WEB905",
    ],
    SkipValidation(),
]
Role: TypeAlias = Annotated[
    Literal["customer", "service", "operator", "auditor", "administrator"], SkipValidation()
]
SpendPeriod: TypeAlias = Annotated[
    Literal["transaction", "day", "week", "month", "total"], SkipValidation()
]
TimeOrder: TypeAlias = Annotated[Literal["created_at", "-created_at"], SkipValidation()]
TransactionStatus: TypeAlias = Annotated[
    Literal["PENDING", "COMPLETED", "FAILED", "REVERSED"], SkipValidation()
]
UserRole: TypeAlias = Annotated[
    Literal["house", "customer", "service", "operator", "auditor", "administrator"],
    SkipValidation(),
]
UserStatus: TypeAlias = Annotated[Literal["ACTIVE", "SUSPENDED"], SkipValidation()]
WebhookState: TypeAlias = Annotated[Literal["PENDING", "DELIVERED", "DEAD"], SkipValidation()]
WebhookStatus: TypeAlias = Annotated[Literal["ENABLED", "DISABLED"], SkipValidation()]


class Account(Model):
    """An account: a row of ledger.accounts; a bound of null means unlimited."""

    account_id: UUID
    user_id: str
    code: str | None
    name: str | None
    currency: str
    account_class: AccountClass
    status: AccountStatus
    balance: Amount
    held: Amount
    available: Amount
    min_balance: Amount | None
    max_balance: Amount | None
    version: int
    metadata: Metadata | None
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None
    allows_credits: bool
    category: str | None
    merged_into_account_id: UUID | None
    revision: int
    accumulates: bool


class AccountBalance(Model):
    """What an account held at the end of a day."""

    account_id: UUID
    account_code: str | None
    account_class: AccountClass
    category: str | None
    user_id: str
    currency: str
    balance: Amount
    normal_balance: Amount


class AccountBalancePage(Model):
    """Balances in the order of the accounts' ids; next_cursor is null on the last page."""

    items: list[AccountBalance]
    next_cursor: str | None


class AccountBody(Model):
    """An account to open."""

    currency: str
    user_id: str | None = None
    """whose it is; default: the caller's"""
    account_class: AccountClass | None = None
    """default: liability"""
    code: str | None = None
    """a name of your own; a customer's is kept as ~<user_id>/<code>, any other is unique in
    the ledger
    """
    name: str | None = None
    min_balance: Amount | Literal["unlimited"] | None = None
    """floor; default: 0 for a liability, else unlimited"""
    max_balance: Amount | Literal["unlimited"] | None = None
    """ceiling; default: unlimited"""
    metadata: Metadata | None = None
    accumulates: bool | None = None
    """whether credits are kept without a lock: no ceiling, no limits; default: false"""


class AccountChanges(Model):
    """What to change; a member left out or null leaves its value as it is."""

    code: str | None = None
    """a new code; the old ones go on leading there"""
    name: str | None = None
    """a new name; "" takes it away"""
    category: str | None = None
    """the path of a category; "" takes it out"""
    metadata: Metadata | None = None
    """merged into the account's own; a null member is taken away"""
    min_balance: Amount | Literal["unlimited"] | None = None
    """a new floor"""
    max_balance: Amount | Literal["unlimited"] | None = None
    """a new ceiling"""
    accumulates: bool | None = None
    """whether credits are kept without a lock"""


class AccountItem(Model):
    """One of many accounts to open."""

    currency: str
    user_id: str | None = None
    """whose it is; default: the caller's"""
    account_class: AccountClass | None = None
    """default: liability"""
    code: str
    """a name of your own; makes the request safe to repeat"""
    name: str | None = None
    min_balance: Amount | Literal["unlimited"] | None = None
    """floor; default: 0 for a liability, else unlimited"""
    max_balance: Amount | Literal["unlimited"] | None = None
    """ceiling; default: unlimited"""
    metadata: Metadata | None = None
    accumulates: bool | None = None
    """whether credits are kept without a lock: no ceiling, no limits; default: false"""


class AccountPage(Model):
    """Accounts in the order of their ids; next_cursor is null on the last page."""

    items: list[Account]
    next_cursor: str | None


class AccountsBody(Model):
    """Accounts to open, in order."""

    accounts: list[AccountItem]


class ApiKey(Model):
    """An API key without its secret: a row of ledger.api_keys."""

    api_key_id: UUID
    user_id: str
    name: str
    prefix: str
    scopes: list[str] | None
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None
    made_by_user_id: str | None
    acceptance_ends_at: datetime | None
    """until when its user has to accept it; null: good at once"""
    accepted_at: datetime | None
    account_ids: list[UUID] | None
    """null: all of its user's"""
    category_paths: list[str] | None
    """their accounts, too"""
    transaction_types: list[str] | None
    """null: all its user may"""
    currency: str | None
    maximum_amount: Amount | None
    """the most in one transaction"""


class ApiKeyBody(Model):
    """A key to make."""

    user_id: str
    """on whose behalf the key acts"""
    name: str
    """what the key is for"""
    scopes: list[str] | None = None
    """permissions it is narrowed to; default: all of its user's"""
    expires_at: datetime | None = None
    """default: in 90 days; 366 at most"""
    account_ids: list[UUID] | None = None
    """accounts that it reads, and takes or holds money on; default: all"""
    category_paths: list[str] | None = None
    """categories whose accounts, and those below, it reaches as well"""
    transaction_types: list[str] | None = None
    """what it posts as, `capture` for holds too; default: all its user may"""
    currency: str | None = None
    """the one asset that it moves; default: any"""
    maximum_amount: Amount | None = None
    """the most that it moves in one transaction; needs `currency`"""


class ApiKeyPage(Model):
    """The API keys of a user, oldest first; next_cursor is null on the last page."""

    items: list[ApiKey]
    next_cursor: str | None


class ApiKeySecret(Model):
    """A new API key; its secret is shown this once, to whom the key stands for."""

    api_key_id: UUID
    secret: str | None
    """send it as Authorization: Bearer, or X-API-Key; null: shown to its user, who accepts it"""
    prefix: str
    expires_at: datetime
    acceptance_ends_at: datetime | None
    """until when its user has to accept it; null: good at once"""


class Asset(Model):
    """An asset, a row of ledger.assets; created_at is null for the currencies of ISO 4217."""

    currency: str
    name: str
    minor_units: int
    created_at: datetime | None


class AssetBody(Model):
    """An asset: its code, and how many decimals its amounts have for ever."""

    currency: str
    """the asset's code"""
    minor_units: int
    """decimals of an amount"""
    name: str
    """a name for people"""


class AssetPage(Model):
    """Assets, in the order of their codes; next_cursor is null on the last page."""

    items: list[Asset]
    next_cursor: str | None


class AuditLog(Model):
    """Who changed an account, from what to what: a row of ledger.audit_logs."""

    log_id: int
    transaction_id: UUID | None
    account_id: UUID
    account_position: int
    action: str
    old_balance: Amount | None
    new_balance: Amount | None
    detail: Details | None
    user_id: str | None
    user_role: str | None
    ip_address: str | None
    user_agent: str | None
    request_id: str | None
    database_user: str
    created_at: datetime
    previous_hash: str | None
    """SHA-256, hexadecimal"""
    row_hash: str
    """SHA-256, hexadecimal"""
    account_version: int
    api_key_id: UUID | None
    """the API key that it was asked with"""


class AuditLogPage(Model):
    """Audit rows of an account, newest first; next_cursor is null on the last page."""

    items: list[AuditLog]
    next_cursor: str | None


class AuthEvent(Model):
    """What happened to a user's proofs or rights: a row of ledger.auth_events."""

    event_id: int
    user_id: str
    actor_user_id: str | None
    action: str
    detail: Details
    ip_address: str | None
    user_agent: str | None
    request_id: str | None
    database_user: str
    created_at: datetime


class AuthEventPage(Model):
    """Events, newest first; next_cursor is null on the last page."""

    items: list[AuthEvent]
    next_cursor: str | None


class Balance(Model):
    """An account's balance now or at a past moment: a row of ledger.balances."""

    account_id: UUID
    currency: str
    balance: Amount
    held: Amount | None
    available: Amount | None
    version: int
    as_of: datetime
    effective_at: datetime | None = None


class BatchAnswer(Model):
    """One result per item of a batch, in the order of the request."""

    results: list[BatchResult]


class BatchBody(Model):
    """Transfers, posted in order."""

    transfers: list[TransferItem]
    atomic: bool | None = None
    """post all or none; default: false"""


class BatchResult(Model):
    """What became of one item of a batch: its transaction, or why there is none.

    A refusal by a rule is recorded: it has a transaction, which is FAILED, and a
    failure_code.
    """

    item_number: int
    status: TransactionStatus
    is_replay: bool
    transaction: Transaction | None
    failure_code: str | None
    failure_name: str | None
    failure_detail: Details | None


class CaptureBody(Model):
    """A capture of a hold."""

    amount: Amount | None = None
    """default: all that remains"""
    is_final: bool | None = None
    """release what then remains; default: false"""
    to_account_id: UUID | None = None
    """who is paid; needed when the hold does not say"""
    description: str | None = None
    metadata: Metadata | None = None


class Category(Model):
    """A category: a row of ledger.categories; a root has no parent and depth 1."""

    category_id: UUID
    path: str
    name: str
    parent: str | None
    depth: int
    created_at: datetime
    updated_at: datetime


class CategoryBalance(Model):
    """Balances of a category in one currency, a row of ledger.category_balances.

    own_balance is of the accounts right in it; accounts and balance of all below as well.
    """

    path: str
    parent: str | None
    depth: int
    currency: str
    accounts: int
    own_balance: Amount
    balance: Amount


class CategoryBalancePage(Model):
    """Balances of categories, parents before children; next_cursor is null on the last page."""

    items: list[CategoryBalance]
    next_cursor: str | None


class CategoryBody(Model):
    """A category."""

    path: str
    """names with a slash between"""


class CategoryMove(Model):
    """A category and its new place."""

    path: str
    """the category"""
    new_path: str
    """its new path"""


class CategoryPage(Model):
    """Categories, parents before children; next_cursor is null on the last page."""

    items: list[Category]
    next_cursor: str | None


class Checks(Model):
    """What readiness looked at; redis and standby are "off" where there is none.

    The database is "unconfirmed" while it takes no writes, or no standby confirms them. The
    guards
    are what the worker last found, "unknown" where none has looked.
    """

    database: Literal["ok", "read-only", "away", "unconfirmed"]
    code: Literal["current", "different", "older", "unknown"]
    redis: Literal["ok", "away", "off"]
    ledger: Literal["balanced", "unbalanced", "unknown"]
    guards: Literal["in place", "broken", "unknown"]
    standby: Literal["ok", "behind", "away", "off"]


class CloseBody(Model):
    """Where the remainder goes."""

    sweep_to_account_id: UUID | None = None
    """the account the balance moves to; needed unless it is zero"""
    reason: str | None = None
    """kept in the audit trail"""


class ClosePeriodBody(Model):
    """The books to close."""

    through_on: date
    """the last day (UTC) that is closed"""
    reason: str | None = None


class ConsistencyProof(Model):
    """That a tree goes on from a smaller one."""

    from_size: int
    tree_size: int
    from_root_hash: str
    root_hash: str
    path: list[str]


class DailyTotal(Model):
    """A day on which something moved: a row of ledger.daily_total."""

    account_id: UUID
    rolled_on: date
    currency: str
    entries: int
    opening_balance: Amount
    money_in: Amount
    money_out: Amount
    fees: Amount
    closing_balance: Amount
    high_balance: Amount
    low_balance: Amount


class DailyTotalPage(Model):
    """Days; next_cursor is null on the last page."""

    items: list[DailyTotal]
    next_cursor: str | None


class DecisionBody(Model):
    """What came of a review."""

    decision: CaseDecision
    reason: str
    """kept with who decided"""


class Delegation(Model):
    """What a user may do with somebody else's account: a row of ledger.delegations."""

    account_id: UUID
    user_id: str
    kind: DelegationKind
    spend_limit: Amount | None
    spend_period: SpendPeriod | None
    spent: Amount
    """since counts_from_at"""
    counts_from_at: datetime | None
    currency: str
    granted_at: datetime
    expires_at: datetime | None


class DelegationBody(Model):
    """What to let somebody do with an account."""

    user_id: str
    """the customer it is shared with"""
    kind: DelegationKind
    spend_limit: Amount | None = None
    """how much a spender may move out in each spend_period; default: no limit"""
    spend_period: SpendPeriod | None = None
    """needed with spend_limit; days are UTC"""
    expires_at: datetime | None = None
    """default: until it is revoked"""


class DelegationPage(Model):
    """Delegations in the order of their accounts; next_cursor is null on the last page."""

    items: list[Delegation]
    next_cursor: str | None
    accounts: list[Account] | None = None


class EmailBody(Model):
    """An address to look for; in a body, since addresses of requests are logged everywhere."""

    email: str


class Entry(Model):
    """One line of an account's statement: a row of ledger.transaction_entries.

    A credit that is not folded yet has no entry_id, account_version and balance_after.
    """

    entry_id: int | None
    transaction_id: UUID
    account_id: UUID
    entry_type: EntryType
    amount: Amount
    currency: str
    account_version: int | None
    balance_after: Amount | None
    counterparty_account_id: UUID | None
    description: str | None
    transaction_type: str
    effective_at: datetime
    created_at: datetime


class EntryBody(Model):
    """One leg: an account, a side, and how its amount is found."""

    account_id: UUID
    entry_type: EntryType
    """DEBIT takes from the account, CREDIT gives to it"""
    amount: Amount | None = None
    """of a fixed leg, its amount; of a fraction or percent, the amount it is a share of
    (default: the transaction's total); of up_to, the most it may come to
    """
    kind: LegKind | None = None
    """weight and rest divide what the other legs leave; up_to, for debits, takes what the
    account has available, each source after the one before; default: fixed
    """
    share: Amount | None = None
    """of a fraction (0 to 1), percent (0 to 100) or weight (a whole number)"""
    currency: str | None = None
    """checked against the account"""
    description: str | None = None
    expected_version: int | None = None
    """refuse unless the account is at this version"""


class EntryPage(Model):
    """Entries of an account, newest first; next_cursor is null on the last page."""

    items: list[Entry]
    next_cursor: str | None


class ExpiredHolds(Model):
    """Holds that were tidied away."""

    holds: list[Hold]


class ExpiryBody(Model):
    """How many expired holds to tidy away."""

    limit: int | None = None
    """at most so many; default: 1000"""


class Export(Model):
    """A file of an account's entries: a row of ledger.exports."""

    export_id: UUID
    account_id: UUID
    user_id: str
    made_by_user_id: str | None
    status: ExportStatus
    since_at: datetime | None
    until_at: datetime | None
    row_count: int
    size_bytes: int
    created_at: datetime
    ended_at: datetime | None
    expires_at: datetime | None


class ExportBody(Model):
    """Entries of an account, of a time or all."""

    account_id: UUID
    since: datetime | None = None
    """booked then or later"""
    until: datetime | None = None
    """booked before then"""


class ExportPage(Model):
    """Exports; next_cursor is null on the last page."""

    items: list[Export]
    next_cursor: str | None


class ExtensionBody(Model):
    """More time for a hold."""

    expires_at: datetime | None
    """later than now; null: it does not expire"""


class Fault(Model):
    """One fault of a request, and where it is."""

    pointer: str | None = None
    """the member of the body"""
    parameter: str | None = None
    """the parameter of the query"""
    detail: str


class FeedEvent(Model):
    """What changed, as it then was: a transaction with its entries, or the object of an act."""

    event_position: int
    feed_id: UUID
    event_type: str
    event_id: UUID
    created_at: datetime
    user_id: str
    account_id: UUID | None
    actor_user_id: str | None
    actor_role: str
    object: Details | None
    transaction: Transaction | None


class FeedPage(Model):
    """Events by position; next_cursor is null on the last page."""

    items: list[FeedEvent]
    next_cursor: str | None


class ForgottenPerson(Model):
    """A user whose personal data was forgotten."""

    user_id: str
    shredded_at: datetime


class FoundPeople(Model):
    """The users an e-mail address belongs to."""

    user_ids: list[str]


class FraudCase(Model):
    """A case of the review queue: a row of ledger.fraud_cases."""

    case_id: UUID
    status: CaseStatus
    action: FraudAction
    score: int
    reasons: list[Details]
    transaction_id: UUID
    account_id: UUID
    user_id: str
    direction: LimitDirection
    amount: Amount
    currency: str
    hold_id: UUID | None
    is_suspended: bool
    acted_at: datetime | None
    decided_at: datetime | None
    reason: str | None
    decided_by_user_id: str | None
    created_at: datetime


class FraudCasePage(Model):
    """Cases in the order they were opened; next_cursor is null on the last page."""

    items: list[FraudCase]
    next_cursor: str | None


class FraudRule(Model):
    """A version of a rule: a row of ledger.fraud_rules."""

    rule_name: str
    version: int
    is_current: bool
    is_active: bool
    feature: str
    comparison: Comparison
    threshold: Amount
    direction: LimitDirection | None
    currency: str | None
    score: int
    action: FraudAction
    reason: str
    user_id: str | None
    user_role: str
    created_at: datetime


class FraudRuleBody(Model):
    """When a rule hits, and what that means."""

    feature: str
    """one of the view ledger.fraud_features"""
    comparison: Comparison
    threshold: Amount
    """what the feature is compared with"""
    score: int
    """what a hit adds"""
    reason: str
    """what a reviewer reads"""
    action: FraudAction | None = None
    """what a hit asks for; default: note"""
    direction: LimitDirection | None = None
    """null: both"""
    currency: str | None = None
    is_active: bool | None = None
    """default: true"""


class FraudRuleList(Model):
    """Rules by name, or versions of one, the newest first."""

    items: list[FraudRule]


class FreezeBody(Model):
    """An amount to freeze, and by what order."""

    amount: Amount
    reason: str
    """kept as the description of the freeze"""
    expires_at: datetime | None = None
    """default: until it is lifted"""


class GroupCaptureBody(Model):
    """A capture of all that remains of the holds of a group."""

    description: str | None = None
    metadata: Metadata | None = None


class GroupCaptures(Model):
    """Every capture of the holds of a group."""

    captures: list[Transaction]


class GroupHolds(Model):
    """Every hold of a group."""

    holds: list[Hold]


class GroupReleaseBody(Model):
    """A release of the holds of a group: an empty object."""


class Health(Model):
    """The process answers."""

    status: Literal["ok"]


class Hold(Model):
    """Money set aside: a row of ledger.holds; remaining is what the account still keeps."""

    hold_id: UUID
    account_id: UUID
    to_account_id: UUID | None
    group_id: UUID | None
    user_id: str
    currency: str
    amount: Amount
    captured: Amount
    released: Amount
    remaining: Amount
    tolerance: Amount
    status: HoldStatus
    expires_at: datetime | None
    description: str | None
    metadata: Metadata | None
    placed_by: str | None
    event_count: int
    created_at: datetime
    updated_at: datetime
    is_freeze: bool


class HoldBody(Model):
    """Money to set aside."""

    account_id: UUID
    """the account that will pay"""
    amount: Amount
    to_account_id: UUID | None = None
    """the only account it may be captured to; default: said at capture"""
    expires_at: datetime | None = None
    """default: it does not expire"""
    tolerance_amount: Amount | None = None
    """how much more than the amount may be captured"""
    tolerance_percent: Amount | None = None
    """the same as a share of the amount, 0 to 100"""
    group_id: UUID | None = None
    """group_id of a hold that this one settles together with; or a UUID of your own that ends
    in the last four digits of account_id; default: a group of its own
    """
    description: str | None = None
    metadata: Metadata | None = None


class HoldEvent(Model):
    """One step of a hold, and the state it led to: a row of ledger.hold_events."""

    hold_id: UUID
    event_number: int
    event_type: HoldEventType
    amount: Amount | None
    amount_after: Amount
    captured_after: Amount
    released_after: Amount
    status_after: HoldStatus
    expires_at: datetime | None
    transaction_id: UUID | None
    created_at: datetime


class HoldEventPage(Model):
    """Steps of a hold, oldest first; next_cursor is null on the last page."""

    items: list[HoldEvent]
    next_cursor: str | None


class HoldGroup(Model):
    """A group of holds: a row of ledger.hold_groups."""

    group_id: UUID
    holds: int
    open_holds: int
    totals: list[HoldGroupTotal]
    created_at: datetime
    updated_at: datetime


class HoldGroupPage(Model):
    """Groups of holds in the order of their ids; next_cursor is null on the last page."""

    items: list[HoldGroup]
    next_cursor: str | None


class HoldGroupTotal(Model):
    """What the holds of a group in one currency add up to."""

    currency: str
    amount: Amount
    captured: Amount
    released: Amount
    remaining: Amount


class HoldPage(Model):
    """Holds in the order of their ids; next_cursor is null on the last page."""

    items: list[Hold]
    next_cursor: str | None
    accounts: list[Account] | None = None


class IdentityBody(Model):
    """Somebody whom an outside identity provider vouches for."""

    issuer: str
    """iss of its tokens"""
    subject: str
    """sub of its tokens"""


class InclusionProof(Model):
    """That an event is in the tree, with the parts of its leaf that the caller may see."""

    event_position: int
    tree_size: int
    root_hash: str
    leaf_text: str
    parts: list[Details]
    path: list[str]
    head: str | None


class IncrementBody(Model):
    """More money for a hold."""

    amount: Amount


class Limit(Model):
    """A limit in force: a row of ledger.limits; account_id null means all of the user's."""

    limit_id: UUID
    account_id: UUID | None
    user_id: str
    direction: LimitDirection
    measure: LimitMeasure
    currency: str | None
    period: LimitPeriod
    window_seconds: int | None
    time_zone: str
    transaction_type: str | None
    maximum: Amount
    used: Amount
    remaining: Amount
    resets_at: datetime | None
    created_at: datetime
    updated_at: datetime


class LimitBody(Model):
    """A limit; one of the same kind that is there already gets the new maximum."""

    maximum: Amount
    """an amount, or a whole number of postings"""
    period: LimitPeriod
    direction: LimitDirection | None = None
    """default: out"""
    measure: LimitMeasure | None = None
    """default: amount"""
    currency: str | None = None
    """needed for amounts of a user; an account has its own"""
    transaction_type: str | None = None
    """only transactions of this type count"""
    window_seconds: int | None = None
    """length of a sliding window"""
    time_zone: str | None = None
    """where days, weeks and months begin; default: UTC"""


class LimitList(Model):
    """Limits in the order they were first set."""

    items: list[Limit]


class LimitPage(Model):
    """Limits in the order they were first set; next_cursor is null on the last page."""

    items: list[Limit]
    next_cursor: str | None


class LoginBody(Model):
    """A name and its password."""

    username: str
    password: str


class MergeBody(Model):
    """Which account takes over."""

    into_account_id: UUID
    """the account that takes over balance and codes"""
    reason: str | None = None
    """kept in the audit trail"""


class Monitor(Model):
    """What is watched on an account: a row of ledger.monitors."""

    monitor_id: UUID
    account_id: UUID
    user_id: str
    measure: MonitorMeasure
    comparison: MonitorComparison
    threshold: Amount
    currency: str
    is_fired: bool
    made_by_user_id: str | None
    created_at: datetime
    removed_at: datetime | None


class MonitorAlert(Model):
    """A crossing of a threshold: a row of ledger.monitor_alerts."""

    alert_id: UUID
    monitor_id: UUID
    account_id: UUID
    measure: MonitorMeasure
    comparison: MonitorComparison
    threshold: Amount
    value: Amount
    balance: Amount
    currency: str
    event_position: int | None
    account_position: int
    crossed_at: datetime
    fired_at: datetime


class MonitorAlertPage(Model):
    """Alerts; next_cursor is null on the last page."""

    items: list[MonitorAlert]
    next_cursor: str | None


class MonitorBody(Model):
    """An amount of an account, and the threshold that it is to be told of."""

    account_id: UUID
    threshold: Amount
    comparison: MonitorComparison | None = None
    """default: below"""
    measure: MonitorMeasure | None = None
    """default: available"""


class MonitorPage(Model):
    """Monitors; next_cursor is null on the last page."""

    items: list[Monitor]
    next_cursor: str | None


class MonthlyAmount(Model):
    """A line of a report for one month, on the normal side of its class."""

    month_on: date
    currency: str
    account_class: str
    category: str | None
    accounts: int
    amount: Amount


class MonthlyReport(Model):
    """Lines of a report, month by month, by currency, class and category."""

    items: list[MonthlyAmount]


class NotificationPreferences(Model):
    """What a user is told of: a row of ledger.notification_preferences."""

    user_id: str
    email_events: NotificationTypes
    chat_events: NotificationTypes
    large_debit: AmountsByCurrency
    low_balance: AmountsByCurrency
    chat_origin: str | None
    bounced_at: datetime | None
    updated_at: datetime | None


class NotificationPreferencesBody(Model):
    """What one is told of, in place of what was chosen before."""

    email_events: NotificationTypes | None = None
    chat_events: NotificationTypes | None = None
    large_debit: AmountsByCurrency | None = None
    low_balance: AmountsByCurrency | None = None
    chat_url: str | None = None
    """where a chat takes messages; left out: as it is, empty: nowhere"""


class OpenedAccounts(Model):
    """Accounts in the order of the request."""

    accounts: list[Account]


class OutsideBody(Model):
    """Money that comes from or goes to the outside world."""

    account_id: UUID
    """the account of the ledger"""
    amount: Amount
    currency: str | None = None
    """checked against both accounts"""
    outside_account_id: UUID | None = None
    """the other side; default: the account world:<CURRENCY>"""
    description: str | None = None
    metadata: Metadata | None = None
    """at most 16384 characters as JSON"""
    effective_at: datetime | None = None
    """when it counts; default: now"""


class PasswordBody(Model):
    """The password one has, and the one to have."""

    current_password: str
    new_password: str


class PeriodAct(Model):
    """An act of closing or reopening the books: a row of ledger.periods."""

    act_number: int
    action: PeriodAction
    closed_through_on: date | None
    reason: str | None
    user_id: str | None
    user_role: str
    database_user: str
    ip_address: str | None
    request_id: str | None
    created_at: datetime
    api_key_id: UUID | None


class PeriodActPage(Model):
    """Acts of closing and reopening, newest first: the first is in force."""

    items: list[PeriodAct]
    next_cursor: str | None


class Person(Model):
    """A user's personal data; what was never given is null."""

    user_id: str
    name: str | None
    email: str | None
    phone: str | None
    address: str | None
    birth_date: str | None
    updated_at: datetime


class PersonBody(Model):
    """A person; it takes the place of what was kept before."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    address: str | None = None
    birth_date: str | None = None


class Problem(Model):
    """RFC 9457. Tell problems apart by code or name, never by the prose. Each status has an
    example, the page at `type` one of each code.
    """

    type: str
    """the page about it, on this server"""
    title: str
    status: int
    code: ProblemCode
    name: str
    """the code in words"""
    detail: str
    hint: str | None = None
    """what to do next"""
    fields: dict[str, Any] | None = None
    """the values the problem speaks of"""
    errors: list[Fault] | None = None
    violated_policies: list[str] | None = Field(default=None, alias="violated-policies")
    request_id: str
    transaction_id: UUID | None = None
    results: list[BatchResult] | None = None
    checks: Checks | None = None


class ProofBody(Model):
    """How much to prove in this request."""

    limit: int | None = None
    """at most so many transactions; default: 10000"""


class Readiness(Model):
    """The ledger answers, in this version."""

    status: Literal["ready"]
    release: str
    code_digest: str
    checks: Checks


class RefreshBody(Model):
    """A refresh token, good for one use."""

    refresh_token: str


class ReleaseBody(Model):
    """Money of a hold to give back to its account."""

    amount: Amount | None = None
    """default: all that remains"""


class ReopenPeriodBody(Model):
    """The books to open again."""

    from_on: date
    """the first day (UTC) that is open again"""
    reason: str
    """kept for ever"""


class ReversalBody(Model):
    """Money of a transaction to give back."""

    amount: Amount | None = None
    """default: all that remains"""
    reason: str | None = None
    metadata: Metadata | None = None


class RevocationBody(Model):
    """Whom to share an account with no longer."""

    user_id: str


class RightBody(Model):
    """A role and a permission."""

    role: Role
    permission: str
    """one that a role holds"""


class RoleBody(Model):
    """Which role."""

    role: Role


class RolePermission(Model):
    """Something that a role may do: a row of ledger.role_permissions."""

    role: Role
    permission: str


class RolePermissionList(Model):
    """What a role may do."""

    items: list[RolePermission]


class RolePermissionPage(Model):
    """What roles may do, role by role; next_cursor is null on the last page."""

    items: list[RolePermission]
    next_cursor: str | None


class SealHead(Model):
    """A signed head: a row of ledger.seal_heads; note is a C2SP checkpoint."""

    tree_size: int
    root_hash: str
    sealed_at: datetime
    key_id: str
    note: str


class SealHeadPage(Model):
    """Signed heads, newest first; next_cursor is null on the last page."""

    items: list[SealHead]
    next_cursor: str | None


class SealKey(Model):
    """A public key that heads are verified with: a row of ledger.seal_keys."""

    key_id: str
    key_name: str
    verifier_key: str
    created_at: datetime


class SealKeys(Model):
    """All keys that ever signed heads, the oldest first."""

    keys: list[SealKey]


class Session(Model):
    """A login: a row of ledger.auth_sessions; it goes on while ended_at is null."""

    session_id: UUID
    user_id: str
    created_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    end_reason: str | None
    ip_address: str | None
    user_agent: str | None


class SessionPage(Model):
    """Sessions, newest first; next_cursor is null on the last page."""

    items: list[Session]
    next_cursor: str | None


class StatementLine(Model):
    """A line of a statement: a row of ledger.statement_lines; balance is that after it.

    A credit that is not folded yet has no account_version.
    """

    account_id: UUID
    account_version: int | None
    effective_at: datetime
    booked_at: datetime
    entry_type: EntryType
    amount: Amount
    balance: Amount
    currency: str
    counterparty_account_id: UUID | None
    description: str | None
    transaction_type: str
    transaction_id: UUID


class StatementPage(Model):
    """Lines of a statement, latest first; next_cursor is null on the last page."""

    summary: StatementSummary
    items: list[StatementLine]
    next_cursor: str | None


class StatementSummary(Model):
    """Head and foot of a statement, all its pages together: a row of ledger.statement_summary."""

    account_id: UUID
    currency: str
    from_at: datetime | None
    opening_balance: Amount
    money_in: Amount
    money_out: Amount
    entries: int
    closing_balance: Amount


class StatusBody(Model):
    """Which status, and why."""

    status: AccountStatus
    allow_credits: bool | None = None
    """whether a suspended account is still paid; default: false"""
    reason: str | None = None
    """kept in the audit trail"""


class TokenPair(Model):
    """An access token for the next minutes, and what to get the next one with."""

    access_token: str
    token_type: Literal["Bearer"]
    expires_in: int
    """seconds"""
    refresh_token: str
    """good for one use"""
    refresh_expires_at: datetime
    session_id: UUID


class Transaction(Model):
    """One movement of money, or one refused attempt: a row of ledger.transactions.

    To a customer, and to a restricted key, idempotency_key, metadata, failure_detail and
    asked_by
    are null unless it asked for the transaction itself, and so are the versions of accounts
    that
    it may not see. entries, in the order in which they were posted, are null in lists
    unless the
    request expands them.
    """

    transaction_id: UUID
    from_account_id: UUID | None
    to_account_id: UUID | None
    amount: Amount | None
    currency: str | None
    transaction_type: str
    status: TransactionStatus
    failure_code: str | None
    failure_detail: Details | None
    idempotency_key: str | None
    description: str | None
    metadata: Metadata | None
    user_id: str
    from_account_version: int | None
    to_account_version: int | None
    effective_at: datetime
    created_at: datetime
    completed_at: datetime | None
    leg_account_ids: list[UUID] | None
    leg_account_versions: list[int | None] | None
    reverses_transaction_id: UUID | None
    hold_id: UUID | None
    reversed_amount: Amount | None
    asked_by: str | None
    entries: list[TransactionEntry] | None


class TransactionBody(Model):
    """A transaction: per currency, debits equal credits. Its key comes from a header."""

    entries: list[EntryBody]
    total: Amount | None = None
    """what moves, where no side names all its amounts; for one currency"""
    effective_at: datetime | None = None
    """when it counts; default: now"""
    transaction_type: str | None = None
    """default: "transaction"
    """
    description: str | None = None
    metadata: Metadata | None = None


class TransactionEntry(Model):
    """One leg as it was posted: version and balance are null where they are not the reader's."""

    account_id: UUID
    entry_type: EntryType
    amount: Amount
    currency: str
    account_version: int | None
    balance_after: Amount | None
    description: str | None


class TransactionPage(Model):
    """Transactions in the order asked for; next_cursor is null on the last page.

    A search that finds little stops after 20,000 transactions: such a page is short or
    empty
    and has a next_cursor all the same.
    """

    items: list[Transaction]
    next_cursor: str | None
    accounts: list[Account] | None = None


class TransactionPreview(Model):
    """What a transaction would do: what posting it would be answered with, but for its id.

    When it was posted before under its key (is_replay), what it did then.
    """

    status: TransactionStatus
    failure_code: str | None
    failure_name: str | None
    failure_detail: Details | None
    is_replay: bool
    replayed_transaction_id: UUID | None
    amount: Amount | None
    currency: str | None
    transaction_type: str | None
    entries: list[TransactionEntry]


class TransferBody(Model):
    """One transfer; its key comes from the Idempotency-Key header."""

    from_account_id: UUID
    """the account that pays"""
    to_account_id: UUID
    """the account that receives"""
    amount: Amount
    currency: str | None = None
    """checked against both accounts"""
    description: str | None = None
    metadata: Metadata | None = None
    effective_at: datetime | None = None
    """when it counts; default: now"""
    transaction_type: str | None = None
    """default: "transfer"
    """
    expected_version: int | None = None
    """refuse unless the paying account is at this version"""


class TransferItem(Model):
    """One transfer of a batch, under its own key or one derived from the request's."""

    from_account_id: UUID
    """the account that pays"""
    to_account_id: UUID
    """the account that receives"""
    amount: Amount
    currency: str | None = None
    """checked against both accounts"""
    description: str | None = None
    metadata: Metadata | None = None
    effective_at: datetime | None = None
    """when it counts; default: now"""
    transaction_type: str | None = None
    """default: "transfer"
    """
    expected_version: int | None = None
    """refuse unless the paying account is at this version"""
    idempotency_key: str | None = None
    """default: the Idempotency-Key header, a slash, the item's number"""


class TrialBalance(Model):
    """The trial balance at the end of a day, by currency and class."""

    items: list[TrialBalanceLine]


class TrialBalanceLine(Model):
    """Balances of one currency and class, a row of reporting.trial_balance.

    Debit and credit balances of a currency have equal totals.
    """

    currency: str
    account_class: AccountClass
    accounts: int
    debit_balances: Amount
    credit_balances: Amount
    normal_balance: Amount


class UnfreezeBody(Model):
    """How much of a freeze to lift."""

    amount: Amount | None = None
    """default: all of it"""


class User(Model):
    """A user: a row of ledger.users."""

    user_id: str
    username: str | None
    display_name: str | None
    role: UserRole
    status: UserStatus
    created_at: datetime


class UserBody(Model):
    """A user to make."""

    username: str
    """the name to log in by; unique"""
    role: Role | None = None
    """default: customer"""
    display_name: str | None = None
    """how people know the user"""
    user_id: str | None = None
    """an id that was drawn elsewhere; default: new"""


class UserPage(Model):
    """Users in the order of their ids; next_cursor is null on the last page."""

    items: list[User]
    next_cursor: str | None


class UserPasswordBody(Model):
    """A password for a user."""

    new_password: str


class UserStatusBody(Model):
    """Whether the user may act."""

    status: UserStatus


class Verification(Model):
    """A proof: a row of ledger.verifications.

    is_current says that nothing committed by then was left to look at; broken names the
    checks
    that failed, each with the first row that breaks it.
    """

    verification_number: int
    is_ok: bool
    is_current: bool
    transactions: int
    broken: Details
    after_position: int
    through_position: int
    user_id: str | None
    user_role: str
    database_user: str
    request_id: str | None
    created_at: datetime
    finished_at: datetime


class VerificationPage(Model):
    """Proofs, newest first; next_cursor is null on the last page."""

    items: list[Verification]
    next_cursor: str | None


class WebhookAttempt(Model):
    """One time that a delivery was sent: a row of ledger.webhook_attempts."""

    attempt_number: int
    attempted_at: datetime
    duration_ms: int
    response_code: int | None
    error: str | None


class WebhookAttemptList(Model):
    """The attempts of a delivery, oldest first."""

    items: list[WebhookAttempt]


class WebhookDelivery(Model):
    """One event for one endpoint: a row of ledger.webhook_deliveries."""

    delivery_id: UUID
    """sent as webhook-id"""
    endpoint_id: UUID
    event_type: str
    event_id: UUID | None
    event_position: int | None
    state: WebhookState
    attempts: int
    next_attempt_at: datetime | None
    last_attempt_at: datetime | None
    last_response_code: int | None
    last_error: str | None
    created_at: datetime
    finished_at: datetime | None


class WebhookDeliveryPage(Model):
    """Deliveries, newest first; next_cursor is null on the last page."""

    items: list[WebhookDelivery]
    next_cursor: str | None


class WebhookEndpoint(Model):
    """Where events are sent, and which: a row of ledger.webhook_endpoints."""

    endpoint_id: UUID
    user_id: str
    url: str
    event_types: list[str] | None
    account_ids: list[UUID] | None
    of_user_id: str | None
    category_path: str | None
    status: WebhookStatus
    disabled_reason: str | None
    disabled_at: datetime | None
    first_failed_at: datetime | None
    created_at: datetime
    updated_at: datetime


class WebhookEndpointBody(Model):
    """An endpoint to make; without conditions it gets all that its owner may see."""

    event_types: list[str] | None = None
    account_ids: list[UUID] | None = None
    of_user_id: str | None = None
    category_path: str | None = None
    url: str
    user_id: str | None = None
    """whose it is; default: the caller's"""


class WebhookEndpointChange(Model):
    """What is to change; an empty list or text takes a condition away."""

    event_types: list[str] | None = None
    account_ids: list[UUID] | None = None
    of_user_id: str | None = None
    category_path: str | None = None
    url: str | None = None
    status: WebhookStatus | None = None


class WebhookEndpointPage(Model):
    """Endpoints, oldest first; next_cursor is null on the last page."""

    items: list[WebhookEndpoint]
    next_cursor: str | None


class WebhookReplay(Model):
    """How many deliveries are tried again."""

    replayed: int


class WebhookReplayBody(Model):
    """One delivery, or all dead ones since a time."""

    delivery_id: UUID | None = None
    since: datetime | None = None
    """made then or later"""


class WebhookSecret(Model):
    """An endpoint's new secret, shown this once."""

    endpoint: WebhookEndpoint
    secret: str
    """what signs its webhooks"""
