"""A method for each operation of the API.

Written from the OpenAPI document by `make docs`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zerosum_client.core import Core
from zerosum_client.generated import models
from zerosum_client.values import body_of, place

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from decimal import Decimal
    from uuid import UUID

    from zerosum_client.pages import Pages


class Methods(Core):
    """Each operation by its name, which is that of its stored function."""

    def post_transfer(
        self,
        *,
        from_account_id: UUID | str,
        to_account_id: UUID | str,
        amount: Decimal | str,
        currency: str | None = None,
        description: str | None = None,
        metadata: models.Metadata | None = None,
        effective_at: datetime | None = None,
        transaction_type: str | None = None,
        expected_version: int | None = None,
        idempotency_key: str | None = None,
    ) -> models.Transaction:
        """Post one transfer.

        201 with its Location when posted; 200 and Idempotency-Replayed: true when it was posted
        before under this key; 202 while the payee's cell is away: PENDING, send it again. A
        refusal by a rule is recorded as a FAILED transaction and keeps no key.

        from_account_id: the account that pays;
        to_account_id: the account that receives;
        currency: checked against both accounts;
        effective_at: when it counts; default: now;
        transaction_type: default: "transfer";
        expected_version: refuse unless the paying account is at this version.
        """
        return self._ask_keyed(
            models.Transaction,
            "/v1/transfers",
            body=body_of(
                models.TransferBody,
                from_account_id=from_account_id,
                to_account_id=to_account_id,
                amount=amount,
                currency=currency,
                description=description,
                metadata=metadata,
                effective_at=effective_at,
                transaction_type=transaction_type,
                expected_version=expected_version,
            ),
            key=idempotency_key,
        )

    def post_transfers(
        self,
        *,
        transfers: Sequence[models.TransferItem],
        atomic: bool | None = None,
        idempotency_key: str | None = None,
    ) -> models.BatchAnswer:
        """Post up to 10,000 transfers in order.

        200 with one result per item, in order: its transaction, or why there is none. Items see
        the effect of earlier items. An item without an idempotency_key gets `<Idempotency-
        Key>/<n>`, n counted from 1: sent again, what posted is answered again, what was refused
        tried anew. Another batch under the key of one that posted is refused whole (LG301).
        With `atomic` one refusal refuses all: 422 LG304, its `results` name the culprits.

        atomic: post all or none; default: false.
        """
        return self._ask_keyed(
            models.BatchAnswer,
            "/v1/transfers/batch",
            body=body_of(models.BatchBody, transfers=transfers, atomic=atomic),
            key=idempotency_key,
        )

    def post_deposit(
        self,
        *,
        account_id: UUID | str,
        amount: Decimal | str,
        currency: str | None = None,
        outside_account_id: UUID | str | None = None,
        description: str | None = None,
        metadata: models.Metadata | None = None,
        effective_at: datetime | None = None,
        idempotency_key: str | None = None,
    ) -> models.Transaction:
        """Bring money in from the outside world; for operators.

        The other side is the account world:<CURRENCY>, opened at first use, or
        outside_account_id. A refusal keeps no key.

        account_id: the account of the ledger;
        currency: checked against both accounts;
        outside_account_id: the other side; default: the account world:<CURRENCY>;
        metadata: at most 16384 characters as JSON;
        effective_at: when it counts; default: now.
        """
        return self._ask_keyed(
            models.Transaction,
            "/v1/deposits",
            body=body_of(
                models.OutsideBody,
                account_id=account_id,
                amount=amount,
                currency=currency,
                outside_account_id=outside_account_id,
                description=description,
                metadata=metadata,
                effective_at=effective_at,
            ),
            key=idempotency_key,
        )

    def post_withdrawal(
        self,
        *,
        account_id: UUID | str,
        amount: Decimal | str,
        currency: str | None = None,
        outside_account_id: UUID | str | None = None,
        description: str | None = None,
        metadata: models.Metadata | None = None,
        effective_at: datetime | None = None,
        idempotency_key: str | None = None,
    ) -> models.Transaction:
        """Pay money out to the outside world; for operators.

        The other side and refusals are as with a deposit.

        account_id: the account of the ledger;
        currency: checked against both accounts;
        outside_account_id: the other side; default: the account world:<CURRENCY>;
        metadata: at most 16384 characters as JSON;
        effective_at: when it counts; default: now.
        """
        return self._ask_keyed(
            models.Transaction,
            "/v1/withdrawals",
            body=body_of(
                models.OutsideBody,
                account_id=account_id,
                amount=amount,
                currency=currency,
                outside_account_id=outside_account_id,
                description=description,
                metadata=metadata,
                effective_at=effective_at,
            ),
            key=idempotency_key,
        )

    def open_account(
        self,
        *,
        currency: str,
        user_id: str | None = None,
        account_class: models.AccountClass | None = None,
        code: str | None = None,
        name: str | None = None,
        min_balance: Decimal | str | None = None,
        max_balance: Decimal | str | None = None,
        metadata: models.Metadata | None = None,
        accumulates: bool | None = None,
        idempotency_key: str | None = None,
    ) -> models.Account:
        """Open an account.

        The Idempotency-Key is optional here: with one, the same request returns the same
        account.

        user_id: whose it is; default: the caller's;
        account_class: default: liability;
        code: a name of your own; a customer's is kept as ~<user_id>/<code>, any other is unique
        in the ledger;
        min_balance: floor; default: 0 for a liability, else unlimited;
        max_balance: ceiling; default: unlimited;
        accumulates: whether credits are kept without a lock: no ceiling, no limits; default:
        false.
        """
        return self._ask_keyed(
            models.Account,
            "/v1/accounts",
            body=body_of(
                models.AccountBody,
                currency=currency,
                user_id=user_id,
                account_class=account_class,
                code=code,
                name=name,
                min_balance=min_balance,
                max_balance=max_balance,
                metadata=metadata,
                accumulates=accumulates,
            ),
            key=idempotency_key,
        )

    def list_accounts(
        self,
        *,
        text: str | None = None,
        metadata: str | None = None,
        metadata_key: str | None = None,
        min_amount: Decimal | str | None = None,
        max_amount: Decimal | str | None = None,
        currency: str | None = None,
        user_id: str | None = None,
        username: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        sort: models.TimeOrder | None = None,
        account_id: UUID | str | None = None,
        code: str | None = None,
        code_prefix: str | None = None,
        status: models.AccountStatus | None = None,
        account_class: models.AccountClass | None = None,
        category: str | None = None,
    ) -> Pages[models.Account, models.AccountPage]:
        """List the accounts the caller may see.

        In the order of their ids, which is the order of opening.

        text: in its description, name or reason;
        metadata: a JSON object that its metadata must contain;
        metadata_key: a member that its metadata must have;
        min_amount: of at least this amount;
        max_amount: of at most this amount;
        user_id: of this user;
        username: one's own name; for operators anybody's;
        since: made then or later;
        until: made before then;
        cursor: next_cursor of the page before;
        limit: items on a page;
        code: the one account with this code;
        code_prefix: the code begins so;
        category: in this category or below.
        """
        return self._pages(
            models.AccountPage,
            "/v1/accounts",
            {
                "text": text,
                "metadata": metadata,
                "metadata_key": metadata_key,
                "min_amount": min_amount,
                "max_amount": max_amount,
                "currency": currency,
                "user_id": user_id,
                "username": username,
                "since": since,
                "until": until,
                "cursor": cursor,
                "limit": limit,
                "sort": sort,
                "account_id": account_id,
                "code": code,
                "code_prefix": code_prefix,
                "status": status,
                "account_class": account_class,
                "category": category,
            },
        )

    def get_account(self, account_id: UUID | str) -> models.Account:
        """Show an account.

        Its ETag moves with each change; If-None-Match asks whether there was one (304).
        """
        return self._ask(models.Account, "GET", f"/v1/accounts/{place(account_id)}")

    def update_account(
        self,
        account_id: UUID | str,
        *,
        code: str | None = None,
        name: str | None = None,
        category: str | None = None,
        metadata: models.Metadata | None = None,
        min_balance: Decimal | str | None = None,
        max_balance: Decimal | str | None = None,
        accumulates: bool | None = None,
        if_match: str | None = None,
    ) -> models.Account:
        """Change an account's code, name, category, metadata, floor or ceiling.

        All that is given or nothing; for operators.

        code: a new code; the old ones go on leading there;
        name: a new name; "" takes it away;
        category: the path of a category; "" takes it out;
        metadata: merged into the account's own; a null member is taken away;
        min_balance: a new floor;
        max_balance: a new ceiling;
        accumulates: whether credits are kept without a lock.
        """
        return self._ask(
            models.Account,
            "PATCH",
            f"/v1/accounts/{place(account_id)}",
            body=body_of(
                models.AccountChanges,
                code=code,
                name=name,
                category=category,
                metadata=metadata,
                min_balance=min_balance,
                max_balance=max_balance,
                accumulates=accumulates,
            ),
            if_match=if_match,
        )

    def get_balance(
        self,
        account_id: UUID | str,
        *,
        as_of: datetime | None = None,
        effective_at: datetime | None = None,
    ) -> models.Balance:
        """Show an account's balance: now, as booked by a moment, as of an effective date, or both.

        What was posted over HTTP is in it; what was posted in SQL a second later at the latest,
        and at once with `Cache-Control: no-cache`.

        as_of: what was booked by then, as the books knew it; default: now;
        effective_at: what counts from then or earlier, whenever it was booked.
        """
        return self._ask(
            models.Balance,
            "GET",
            f"/v1/accounts/{place(account_id)}/balance",
            query={"as_of": as_of, "effective_at": effective_at},
        )

    def list_entries(
        self,
        account_id: UUID | str,
        *,
        text: str | None = None,
        min_amount: Decimal | str | None = None,
        max_amount: Decimal | str | None = None,
        transaction_type: str | None = None,
        effective_since: datetime | None = None,
        effective_until: datetime | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        sort: models.TimeOrder | None = None,
        entry_type: models.EntryType | None = None,
    ) -> Pages[models.Entry, models.EntryPage]:
        """List an account's entries, newest first, each with the balance after it.

        text: in its description, name or reason;
        min_amount: of at least this amount;
        max_amount: of at most this amount;
        effective_since: counts from then or later;
        effective_until: counts from before then;
        since: made then or later;
        until: made before then;
        cursor: next_cursor of the page before;
        limit: items on a page.
        """
        return self._pages(
            models.EntryPage,
            f"/v1/accounts/{place(account_id)}/entries",
            {
                "text": text,
                "min_amount": min_amount,
                "max_amount": max_amount,
                "transaction_type": transaction_type,
                "effective_since": effective_since,
                "effective_until": effective_until,
                "since": since,
                "until": until,
                "cursor": cursor,
                "limit": limit,
                "sort": sort,
                "entry_type": entry_type,
            },
        )

    def list_audit_logs(
        self,
        account_id: UUID | str,
        *,
        cursor: str | None = None,
        limit: int | None = None,
        sort: models.TimeOrder | None = None,
    ) -> Pages[models.AuditLog, models.AuditLogPage]:
        """List an account's audit trail, newest first; for auditors and operators.

        cursor: next_cursor of the page before;
        limit: items on a page.
        """
        return self._pages(
            models.AuditLogPage,
            f"/v1/accounts/{place(account_id)}/audit-logs",
            {"cursor": cursor, "limit": limit, "sort": sort},
        )

    def find_account(self, *, code: str) -> models.Account:
        """Find the account that has a code, or had it before it was renamed or merged.

        A customer finds its own account of that code first.

        code: its code, or one it had before.
        """
        return self._ask(models.Account, "GET", "/v1/accounts/find", query={"code": code})

    def open_accounts(self, *, accounts: Sequence[models.AccountItem]) -> models.OpenedAccounts:
        """Open up to 10,000 accounts in order, all or none; for operators.

        Each has a code; where an account has it already it is returned when owner, currency and
        class agree.
        """
        return self._ask(
            models.OpenedAccounts,
            "POST",
            "/v1/accounts/batch",
            body=body_of(models.AccountsBody, accounts=accounts),
        )

    def fold_account(self, account_id: UUID | str) -> models.Account:
        """Make entries of an account's open credits, which its balance counts already; for
        operators.

        For an account that accumulates. Every debit does so by itself; safe to repeat.
        """
        return self._ask(models.Account, "POST", f"/v1/accounts/{place(account_id)}/fold")

    def get_statement(
        self,
        account_id: UUID | str,
        *,
        cursor: str | None = None,
        limit: int | None = None,
        axis: models.Axis | None = None,
        effective_at: datetime | None = None,
        as_of: datetime | None = None,
        from_at: datetime | None = None,
    ) -> Pages[models.StatementLine, models.StatementPage]:
        """Show an account's statement, latest line first, each with the balance after it.

        By effective date, what the books say now, or said at as_of; or in the order of booking.
        The summary has the opening and closing balance.

        cursor: next_cursor of the page before;
        limit: items on a page;
        axis: the order of time;
        effective_at: none that counts from later; on the effective axis only;
        as_of: none that was booked later; default: now;
        from_at: none earlier on the axis.
        """
        return self._pages(
            models.StatementPage,
            f"/v1/accounts/{place(account_id)}/statement",
            {
                "cursor": cursor,
                "limit": limit,
                "axis": axis,
                "effective_at": effective_at,
                "as_of": as_of,
                "from_at": from_at,
            },
        )

    def list_periods(
        self,
        *,
        text: str | None = None,
        user_id: str | None = None,
        username: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        sort: models.TimeOrder | None = None,
    ) -> Pages[models.PeriodAct, models.PeriodActPage]:
        """List who closed and reopened the books, newest first; the first act is in force.

        text: in its description, name or reason;
        user_id: of this user;
        username: one's own name; for operators anybody's;
        since: made then or later;
        until: made before then;
        cursor: next_cursor of the page before;
        limit: items on a page.
        """
        return self._pages(
            models.PeriodActPage,
            "/v1/periods",
            {
                "text": text,
                "user_id": user_id,
                "username": username,
                "since": since,
                "until": until,
                "cursor": cursor,
                "limit": limit,
                "sort": sort,
            },
        )

    def close_period(self, *, through_on: date, reason: str | None = None) -> models.PeriodAct:
        """Close the books through a day: nothing can be dated to it or before. For operators.

        A day that is closed already changes nothing, so the request can be repeated.

        through_on: the last day (UTC) that is closed.
        """
        return self._ask(
            models.PeriodAct,
            "POST",
            "/v1/periods/close",
            body=body_of(models.ClosePeriodBody, through_on=through_on, reason=reason),
        )

    def reopen_period(self, *, from_on: date, reason: str) -> models.PeriodAct:
        """Open the books again from a day on, with the reason why. For operators.

        from_on: the first day (UTC) that is open again;
        reason: kept for ever.
        """
        return self._ask(
            models.PeriodAct,
            "POST",
            "/v1/periods/reopen",
            body=body_of(models.ReopenPeriodBody, from_on=from_on, reason=reason),
        )

    def set_account_status(
        self,
        account_id: UUID | str,
        *,
        status: models.AccountStatus,
        allow_credits: bool | None = None,
        reason: str | None = None,
        if_match: str | None = None,
    ) -> models.Account:
        """Suspend, reactivate or close an account.

        A suspended account pays nothing; it is still paid when allow_credits says so. For
        operators.

        allow_credits: whether a suspended account is still paid; default: false;
        reason: kept in the audit trail.
        """
        return self._ask(
            models.Account,
            "PUT",
            f"/v1/accounts/{place(account_id)}/status",
            body=body_of(
                models.StatusBody, status=status, allow_credits=allow_credits, reason=reason
            ),
            if_match=if_match,
        )

    def close_account(
        self,
        account_id: UUID | str,
        *,
        sweep_to_account_id: UUID | str | None = None,
        reason: str | None = None,
        idempotency_key: str | None = None,
    ) -> models.Account:
        """Close an account, its remainder swept to another.

        Both happen or neither; for operators.

        sweep_to_account_id: the account the balance moves to; needed unless it is zero;
        reason: kept in the audit trail.
        """
        return self._ask_keyed(
            models.Account,
            f"/v1/accounts/{place(account_id)}/close",
            body=body_of(models.CloseBody, sweep_to_account_id=sweep_to_account_id, reason=reason),
            key=idempotency_key,
        )

    def merge_accounts(
        self,
        account_id: UUID | str,
        *,
        into_account_id: UUID | str,
        reason: str | None = None,
        idempotency_key: str | None = None,
    ) -> models.Account:
        """Merge an account into another of the same owner, currency and class.

        The balance moves, the codes lead to the other from then on, and this account is closed.
        The answer is the other account. For operators.

        into_account_id: the account that takes over balance and codes;
        reason: kept in the audit trail.
        """
        return self._ask_keyed(
            models.Account,
            f"/v1/accounts/{place(account_id)}/merge",
            body=body_of(models.MergeBody, into_account_id=into_account_id, reason=reason),
            key=idempotency_key,
        )

    def create_category(self, *, path: str) -> models.Category:
        """Make a category, with those above it that are not there yet.

        One that is there already is answered as if new; for operators.

        path: names with a slash between.
        """
        return self._ask(
            models.Category, "POST", "/v1/categories", body=body_of(models.CategoryBody, path=path)
        )

    def list_categories(
        self,
        *,
        text: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        sort: models.PathOrder | None = None,
        under: str | None = None,
    ) -> Pages[models.Category, models.CategoryPage]:
        """List the categories, parents before children; for operators and auditors.

        text: in its description, name or reason;
        since: made then or later;
        until: made before then;
        cursor: next_cursor of the page before;
        limit: items on a page;
        under: only this category and what lies below.
        """
        return self._pages(
            models.CategoryPage,
            "/v1/categories",
            {
                "text": text,
                "since": since,
                "until": until,
                "cursor": cursor,
                "limit": limit,
                "sort": sort,
                "under": under,
            },
        )

    def move_category(self, *, path: str, new_path: str) -> models.Category:
        """Move or rename a category with everything below it; for operators.

        path: the category;
        new_path: its new path.
        """
        return self._ask(
            models.Category,
            "POST",
            "/v1/categories/move",
            body=body_of(models.CategoryMove, path=path, new_path=new_path),
        )

    def list_category_balances(
        self,
        *,
        currency: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        sort: models.PathOrder | None = None,
        under: str | None = None,
    ) -> Pages[models.CategoryBalance, models.CategoryBalancePage]:
        """List what the accounts of each category hold, with all levels below.

        One item per category and currency; for operators and auditors.

        cursor: next_cursor of the page before;
        limit: items on a page;
        under: only this category and what lies below.
        """
        return self._pages(
            models.CategoryBalancePage,
            "/v1/category-balances",
            {"currency": currency, "cursor": cursor, "limit": limit, "sort": sort, "under": under},
        )

    def add_asset(self, *, currency: str, minor_units: int, name: str) -> models.Asset:
        """Add an asset that accounts can be opened in.

        One that is there already with the same decimals and name is answered as if new; for
        administrators, and whoever holds the permission add_asset.

        currency: the asset's code;
        minor_units: decimals of an amount;
        name: a name for people.
        """
        return self._ask(
            models.Asset,
            "POST",
            "/v1/assets",
            body=body_of(models.AssetBody, currency=currency, minor_units=minor_units, name=name),
        )

    def list_assets(
        self,
        *,
        text: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        sort: str | None = None,
    ) -> Pages[models.Asset, models.AssetPage]:
        """List the assets that accounts can be opened in, with the decimals of their amounts.

        text: in its description, name or reason;
        since: made then or later;
        until: made before then;
        cursor: next_cursor of the page before;
        limit: items on a page.
        """
        return self._pages(
            models.AssetPage,
            "/v1/assets",
            {
                "text": text,
                "since": since,
                "until": until,
                "cursor": cursor,
                "limit": limit,
                "sort": sort,
            },
        )

    def get_asset(self, currency: str) -> models.Asset:
        """Show an asset, with the decimals of its amounts."""
        return self._ask(models.Asset, "GET", f"/v1/assets/{place(currency)}")

    def set_account_limit(
        self,
        account_id: UUID | str,
        *,
        maximum: Decimal | str,
        period: models.LimitPeriod,
        direction: models.LimitDirection | None = None,
        measure: models.LimitMeasure | None = None,
        currency: str | None = None,
        transaction_type: str | None = None,
        window_seconds: int | None = None,
        time_zone: str | None = None,
    ) -> models.Limit:
        """Set a limit on an account, or change the maximum of one of the same kind.

        What was used of the present period counts. For operators.

        maximum: an amount, or a whole number of postings;
        direction: default: out;
        measure: default: amount;
        currency: needed for amounts of a user; an account has its own;
        transaction_type: only transactions of this type count;
        window_seconds: length of a sliding window;
        time_zone: where days, weeks and months begin; default: UTC.
        """
        return self._ask(
            models.Limit,
            "POST",
            f"/v1/accounts/{place(account_id)}/limits",
            body=body_of(
                models.LimitBody,
                maximum=maximum,
                period=period,
                direction=direction,
                measure=measure,
                currency=currency,
                transaction_type=transaction_type,
                window_seconds=window_seconds,
                time_zone=time_zone,
            ),
        )

    def list_account_limits(
        self,
        account_id: UUID | str,
        *,
        transaction_type: str | None = None,
        currency: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        sort: models.TimeOrder | None = None,
    ) -> Pages[models.Limit, models.LimitPage]:
        """List the limits that postings on an account are asked about, those of its user among
        them.

        used and remaining are of now; a posting beyond them is refused with LG240 or LG241.

        since: made then or later;
        until: made before then;
        cursor: next_cursor of the page before;
        limit: items on a page.
        """
        return self._pages(
            models.LimitPage,
            f"/v1/accounts/{place(account_id)}/limits",
            {
                "transaction_type": transaction_type,
                "currency": currency,
                "since": since,
                "until": until,
                "cursor": cursor,
                "limit": limit,
                "sort": sort,
            },
        )

    def check_limits(
        self,
        account_id: UUID | str,
        *,
        amount: Decimal | str,
        direction: models.LimitDirection | None = None,
        transaction_type: str | None = None,
    ) -> models.LimitList:
        """List the limits that would now refuse an amount; none when none would.

        This is no promise: another posting may come first.

        transaction_type: as what it would be posted.
        """
        return self._ask(
            models.LimitList,
            "GET",
            f"/v1/accounts/{place(account_id)}/limits/check",
            query={"amount": amount, "direction": direction, "transaction_type": transaction_type},
        )

    def set_user_limit(
        self,
        user_id: str,
        *,
        maximum: Decimal | str,
        period: models.LimitPeriod,
        direction: models.LimitDirection | None = None,
        measure: models.LimitMeasure | None = None,
        currency: str | None = None,
        transaction_type: str | None = None,
        window_seconds: int | None = None,
        time_zone: str | None = None,
    ) -> models.Limit:
        """Set a limit on all accounts of a user together, later ones too.

        Amounts are counted in the currency given. For operators.

        maximum: an amount, or a whole number of postings;
        direction: default: out;
        measure: default: amount;
        currency: needed for amounts of a user; an account has its own;
        transaction_type: only transactions of this type count;
        window_seconds: length of a sliding window;
        time_zone: where days, weeks and months begin; default: UTC.
        """
        return self._ask(
            models.Limit,
            "POST",
            f"/v1/users/{place(user_id)}/limits",
            body=body_of(
                models.LimitBody,
                maximum=maximum,
                period=period,
                direction=direction,
                measure=measure,
                currency=currency,
                transaction_type=transaction_type,
                window_seconds=window_seconds,
                time_zone=time_zone,
            ),
        )

    def list_user_limits(
        self,
        user_id: str,
        *,
        transaction_type: str | None = None,
        currency: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        sort: models.TimeOrder | None = None,
    ) -> Pages[models.Limit, models.LimitPage]:
        """List all limits of a user and of its accounts.

        since: made then or later;
        until: made before then;
        cursor: next_cursor of the page before;
        limit: items on a page.
        """
        return self._pages(
            models.LimitPage,
            f"/v1/users/{place(user_id)}/limits",
            {
                "transaction_type": transaction_type,
                "currency": currency,
                "since": since,
                "until": until,
                "cursor": cursor,
                "limit": limit,
                "sort": sort,
            },
        )

    def get_limit(self, limit_id: UUID | str) -> models.Limit:
        """Show a limit, with what is used and what remains of it now."""
        return self._ask(models.Limit, "GET", f"/v1/limits/{place(limit_id)}")

    def remove_limit(self, limit_id: UUID | str) -> models.Limit:
        """Take a limit away; the answer is the limit as it last was. For operators."""
        return self._ask(models.Limit, "DELETE", f"/v1/limits/{place(limit_id)}")

    def list_daily_totals(
        self,
        account_id: UUID | str,
        *,
        cursor: str | None = None,
        limit: int | None = None,
        sort: str | None = None,
        from_on: date | None = None,
        through_on: date | None = None,
    ) -> Pages[models.DailyTotal, models.DailyTotalPage]:
        """List the days on which something moved on an account.

        By effective date, as far as the worker has added up.

        cursor: next_cursor of the page before;
        limit: items on a page;
        from_on: the first day;
        through_on: the last day.
        """
        return self._pages(
            models.DailyTotalPage,
            f"/v1/accounts/{place(account_id)}/daily-totals",
            {
                "cursor": cursor,
                "limit": limit,
                "sort": sort,
                "from_on": from_on,
                "through_on": through_on,
            },
        )

    def create_monitor(
        self,
        *,
        account_id: UUID | str,
        threshold: Decimal | str,
        comparison: models.MonitorComparison | None = None,
        measure: models.MonitorMeasure | None = None,
    ) -> models.Monitor:
        """Watch an amount of an account.

        Each time that it comes to be below (or above) the threshold an alert is written, once.

        comparison: default: below;
        measure: default: available.
        """
        return self._ask(
            models.Monitor,
            "POST",
            "/v1/monitors",
            body=body_of(
                models.MonitorBody,
                account_id=account_id,
                threshold=threshold,
                comparison=comparison,
                measure=measure,
            ),
        )

    def list_monitors(
        self,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        currency: str | None = None,
        user_id: str | None = None,
        username: str | None = None,
        account_id: UUID | str | None = None,
        account_code: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        sort: models.TimeOrder | None = None,
    ) -> Pages[models.Monitor, models.MonitorPage]:
        """List monitors of the accounts that the caller sees.

        since: made then or later;
        until: made before then;
        user_id: of this user;
        username: one's own name; for operators anybody's;
        account_id: of this account;
        account_code: a code that it has or had;
        cursor: next_cursor of the page before;
        limit: items on a page.
        """
        return self._pages(
            models.MonitorPage,
            "/v1/monitors",
            {
                "since": since,
                "until": until,
                "currency": currency,
                "user_id": user_id,
                "username": username,
                "account_id": account_id,
                "account_code": account_code,
                "cursor": cursor,
                "limit": limit,
                "sort": sort,
            },
        )

    def remove_monitor(self, monitor_id: UUID | str) -> models.Monitor:
        """Remove a monitor; its alerts stay."""
        return self._ask(models.Monitor, "DELETE", f"/v1/monitors/{place(monitor_id)}")

    def list_monitor_alerts(
        self,
        monitor_id: UUID | str,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        min_amount: Decimal | str | None = None,
        max_amount: Decimal | str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        sort: str | None = None,
    ) -> Pages[models.MonitorAlert, models.MonitorAlertPage]:
        """List what a monitor has told.

        since: made then or later;
        until: made before then;
        min_amount: of at least this amount;
        max_amount: of at most this amount;
        cursor: next_cursor of the page before;
        limit: items on a page.
        """
        return self._pages(
            models.MonitorAlertPage,
            f"/v1/monitors/{place(monitor_id)}/alerts",
            {
                "since": since,
                "until": until,
                "min_amount": min_amount,
                "max_amount": max_amount,
                "cursor": cursor,
                "limit": limit,
                "sort": sort,
            },
        )

    def create_export(
        self,
        *,
        account_id: UUID | str,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> models.Export:
        """Have the entries of an account written out as a file.

        The event export.ready tells that it is there; its status does, too.

        since: booked then or later;
        until: booked before then.
        """
        return self._ask(
            models.Export,
            "POST",
            "/v1/exports",
            body=body_of(models.ExportBody, account_id=account_id, since=since, until=until),
        )

    def list_exports(
        self,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        user_id: str | None = None,
        username: str | None = None,
        account_id: UUID | str | None = None,
        account_code: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        sort: models.TimeOrder | None = None,
        status: models.ExportStatus | None = None,
    ) -> Pages[models.Export, models.ExportPage]:
        """List exports that the caller asked for; staff sees all.

        since: made then or later;
        until: made before then;
        user_id: of this user;
        username: one's own name; for operators anybody's;
        account_id: of this account;
        account_code: a code that it has or had;
        cursor: next_cursor of the page before;
        limit: items on a page;
        status: in this state.
        """
        return self._pages(
            models.ExportPage,
            "/v1/exports",
            {
                "since": since,
                "until": until,
                "user_id": user_id,
                "username": username,
                "account_id": account_id,
                "account_code": account_code,
                "cursor": cursor,
                "limit": limit,
                "sort": sort,
                "status": status,
            },
        )

    def get_export(self, export_id: UUID | str) -> models.Export:
        """Show an export, with how far it is."""
        return self._ask(models.Export, "GET", f"/v1/exports/{place(export_id)}")

    def remove_export(self, export_id: UUID | str) -> models.Export:
        """Remove the file of an export; one that is not READY yet is written no further."""
        return self._ask(models.Export, "DELETE", f"/v1/exports/{place(export_id)}")

    def read_export(self, export_id: UUID | str) -> str:
        """Read the file of an export that is READY.

        The first line names the columns. Text that begins like a formula has an apostrophe
        before it.
        """
        return self._ask(str, "GET", f"/v1/exports/{place(export_id)}/content")

    def freeze_amount(
        self,
        account_id: UUID | str,
        *,
        amount: Decimal | str,
        reason: str,
        expires_at: datetime | None = None,
        idempotency_key: str | None = None,
    ) -> models.Hold:
        """Freeze an amount of an account.

        It counts as held, cannot be captured, and stays until it is lifted or expires; it is
        listed with the holds. For operators.

        reason: kept as the description of the freeze;
        expires_at: default: until it is lifted.
        """
        return self._ask_keyed(
            models.Hold,
            f"/v1/accounts/{place(account_id)}/freezes",
            body=body_of(models.FreezeBody, amount=amount, reason=reason, expires_at=expires_at),
            key=idempotency_key,
        )

    def unfreeze_amount(
        self,
        hold_id: UUID | str,
        *,
        amount: Decimal | str | None = None,
        idempotency_key: str | None = None,
    ) -> models.Hold:
        """Lift a freeze, in part or whole; for operators.

        amount: default: all of it.
        """
        return self._ask_keyed(
            models.Hold,
            f"/v1/holds/{place(hold_id)}/unfreeze",
            body=body_of(models.UnfreezeBody, amount=amount),
            key=idempotency_key,
        )

    def post_transaction(
        self,
        *,
        entries: Sequence[models.EntryBody],
        total: Decimal | str | None = None,
        effective_at: datetime | None = None,
        transaction_type: str | None = None,
        description: str | None = None,
        metadata: models.Metadata | None = None,
        idempotency_key: str | None = None,
    ) -> models.Transaction:
        """Post a transaction of 2 to 1000 legs, whole or not at all.

        Per currency, debits equal credits. A leg's amount is fixed, a fraction or percent of
        another amount or of the total, a weight in what is left, the rest, or up_to: as much as
        there is. Parts are rounded by largest remainder; legs that come to nothing are left
        out. 201 with its Location when posted now; 200 and Idempotency-Replayed: true when it
        was posted before under this key. A refusal by a rule is recorded as a FAILED
        transaction.

        total: what moves, where no side names all its amounts; for one currency;
        effective_at: when it counts; default: now;
        transaction_type: default: "transaction".
        """
        return self._ask_keyed(
            models.Transaction,
            "/v1/transactions",
            body=body_of(
                models.TransactionBody,
                entries=entries,
                total=total,
                effective_at=effective_at,
                transaction_type=transaction_type,
                description=description,
                metadata=metadata,
            ),
            key=idempotency_key,
        )

    def list_transactions(
        self,
        *,
        cursor: str | None = None,
        limit: int | None = None,
        expand: str | None = None,
        text: str | None = None,
        metadata: str | None = None,
        metadata_key: str | None = None,
        effective_since: datetime | None = None,
        effective_until: datetime | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        min_amount: Decimal | str | None = None,
        max_amount: Decimal | str | None = None,
        currency: str | None = None,
        transaction_type: str | None = None,
        user_id: str | None = None,
        username: str | None = None,
        account_id: UUID | str | None = None,
        account_code: str | None = None,
        account_code_prefix: str | None = None,
        sort: models.TimeOrder | None = None,
        status: models.TransactionStatus | None = None,
        idempotency_key: str | None = None,
    ) -> Pages[models.Transaction, models.TransactionPage]:
        """List transactions, completed and refused.

        A customer sees those of its own accounts. With account_id or user_id in the order of
        created_at, else in that of asking. `expand=entries` shows each with its entries.

        cursor: next_cursor of the page before;
        limit: items on a page;
        expand: bring the accounts of the items along, or each item's entries; with entries at
        most 100 items;
        text: in its description, name or reason;
        metadata: a JSON object that its metadata must contain;
        metadata_key: a member that its metadata must have;
        effective_since: counts from then or later;
        effective_until: counts from before then;
        since: made then or later;
        until: made before then;
        min_amount: of at least this amount;
        max_amount: of at most this amount;
        user_id: of this user;
        username: one's own name; for operators anybody's;
        account_id: of this account;
        account_code: a code that it has or had;
        account_code_prefix: of accounts whose code begins so;
        idempotency_key: the key it was asked for under, by the caller or by user_id.
        """
        return self._pages(
            models.TransactionPage,
            "/v1/transactions",
            {
                "cursor": cursor,
                "limit": limit,
                "expand": expand,
                "text": text,
                "metadata": metadata,
                "metadata_key": metadata_key,
                "effective_since": effective_since,
                "effective_until": effective_until,
                "since": since,
                "until": until,
                "min_amount": min_amount,
                "max_amount": max_amount,
                "currency": currency,
                "transaction_type": transaction_type,
                "user_id": user_id,
                "username": username,
                "account_id": account_id,
                "account_code": account_code,
                "account_code_prefix": account_code_prefix,
                "sort": sort,
                "status": status,
                "idempotency_key": idempotency_key,
            },
        )

    def preview_transaction(
        self,
        *,
        entries: Sequence[models.EntryBody],
        total: Decimal | str | None = None,
        effective_at: datetime | None = None,
        transaction_type: str | None = None,
        description: str | None = None,
        metadata: models.Metadata | None = None,
        idempotency_key: str | None = None,
    ) -> models.TransactionPreview:
        """Say what a transaction would do now, and post nothing.

        COMPLETED with the entries and the balances they would lead to, or FAILED with the
        failure that posting it would be answered with. An Idempotency-Key is not used up: with
        one that is known, the answer is that of the first request under it (is_replay), or
        LG301.

        total: what moves, where no side names all its amounts; for one currency;
        effective_at: when it counts; default: now;
        transaction_type: default: "transaction".
        """
        return self._ask_keyed(
            models.TransactionPreview,
            "/v1/transactions/preview",
            body=body_of(
                models.TransactionBody,
                entries=entries,
                total=total,
                effective_at=effective_at,
                transaction_type=transaction_type,
                description=description,
                metadata=metadata,
            ),
            key=idempotency_key,
        )

    def get_transaction(self, transaction_id: UUID | str) -> models.Transaction:
        """Show a transaction, completed or refused, with its entries.

        A customer sees the entries of its own accounts; of a transaction that is its own also
        those of others, without their balances.
        """
        return self._ask(models.Transaction, "GET", f"/v1/transactions/{place(transaction_id)}")

    def hold_funds(
        self,
        *,
        account_id: UUID | str,
        amount: Decimal | str,
        to_account_id: UUID | str | None = None,
        expires_at: datetime | None = None,
        tolerance_amount: Decimal | str | None = None,
        tolerance_percent: Decimal | str | None = None,
        group_id: UUID | str | None = None,
        description: str | None = None,
        metadata: models.Metadata | None = None,
        idempotency_key: str | None = None,
    ) -> models.Hold:
        """Set money aside.

        It counts against what is available until it is captured, released or past its expiry.
        200 and Idempotency-Replayed: true when it was placed before under this key. A refusal
        keeps no key.

        account_id: the account that will pay;
        to_account_id: the only account it may be captured to; default: said at capture;
        expires_at: default: it does not expire;
        tolerance_amount: how much more than the amount may be captured;
        tolerance_percent: the same as a share of the amount, 0 to 100;
        group_id: group_id of a hold that this one settles together with; or a UUID of your own
        that ends in the last four digits of account_id; default: a group of its own.
        """
        return self._ask_keyed(
            models.Hold,
            "/v1/holds",
            body=body_of(
                models.HoldBody,
                account_id=account_id,
                amount=amount,
                to_account_id=to_account_id,
                expires_at=expires_at,
                tolerance_amount=tolerance_amount,
                tolerance_percent=tolerance_percent,
                group_id=group_id,
                description=description,
                metadata=metadata,
            ),
            key=idempotency_key,
        )

    def list_holds(
        self,
        *,
        expand: str | None = None,
        text: str | None = None,
        metadata: str | None = None,
        metadata_key: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        min_amount: Decimal | str | None = None,
        max_amount: Decimal | str | None = None,
        currency: str | None = None,
        user_id: str | None = None,
        username: str | None = None,
        account_id: UUID | str | None = None,
        account_code: str | None = None,
        account_code_prefix: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        sort: models.TimeOrder | None = None,
        status: models.HoldStatus | None = None,
        group_id: UUID | str | None = None,
    ) -> Pages[models.Hold, models.HoldPage]:
        """List the holds the caller may see, oldest first.

        expand: bring the accounts of the items along;
        text: in its description, name or reason;
        metadata: a JSON object that its metadata must contain;
        metadata_key: a member that its metadata must have;
        since: made then or later;
        until: made before then;
        min_amount: of at least this amount;
        max_amount: of at most this amount;
        user_id: of this user;
        username: one's own name; for operators anybody's;
        account_id: of this account;
        account_code: a code that it has or had;
        account_code_prefix: of accounts whose code begins so;
        cursor: next_cursor of the page before;
        limit: items on a page.
        """
        return self._pages(
            models.HoldPage,
            "/v1/holds",
            {
                "expand": expand,
                "text": text,
                "metadata": metadata,
                "metadata_key": metadata_key,
                "since": since,
                "until": until,
                "min_amount": min_amount,
                "max_amount": max_amount,
                "currency": currency,
                "user_id": user_id,
                "username": username,
                "account_id": account_id,
                "account_code": account_code,
                "account_code_prefix": account_code_prefix,
                "cursor": cursor,
                "limit": limit,
                "sort": sort,
                "status": status,
                "group_id": group_id,
            },
        )

    def get_hold(self, hold_id: UUID | str) -> models.Hold:
        """Show a hold."""
        return self._ask(models.Hold, "GET", f"/v1/holds/{place(hold_id)}")

    def list_hold_events(
        self,
        hold_id: UUID | str,
        *,
        min_amount: Decimal | str | None = None,
        max_amount: Decimal | str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        sort: models.TimeOrder | None = None,
        event_type: models.HoldEventType | None = None,
    ) -> Pages[models.HoldEvent, models.HoldEventPage]:
        """List the steps of a hold, oldest first.

        min_amount: of at least this amount;
        max_amount: of at most this amount;
        since: made then or later;
        until: made before then;
        cursor: next_cursor of the page before;
        limit: items on a page.
        """
        return self._pages(
            models.HoldEventPage,
            f"/v1/holds/{place(hold_id)}/events",
            {
                "min_amount": min_amount,
                "max_amount": max_amount,
                "since": since,
                "until": until,
                "cursor": cursor,
                "limit": limit,
                "sort": sort,
                "event_type": event_type,
            },
        )

    def capture_hold(
        self,
        hold_id: UUID | str,
        *,
        amount: Decimal | str | None = None,
        is_final: bool | None = None,
        to_account_id: UUID | str | None = None,
        description: str | None = None,
        metadata: models.Metadata | None = None,
        idempotency_key: str | None = None,
    ) -> models.Transaction:
        """Post a hold, or a part of it.

        May be repeated with new keys until nothing remains. The answer is the transaction.

        amount: default: all that remains;
        is_final: release what then remains; default: false;
        to_account_id: who is paid; needed when the hold does not say.
        """
        return self._ask_keyed(
            models.Transaction,
            f"/v1/holds/{place(hold_id)}/captures",
            body=body_of(
                models.CaptureBody,
                amount=amount,
                is_final=is_final,
                to_account_id=to_account_id,
                description=description,
                metadata=metadata,
            ),
            key=idempotency_key,
        )

    def increment_hold(
        self, hold_id: UUID | str, *, amount: Decimal | str, idempotency_key: str | None = None
    ) -> models.Hold:
        """Set more money aside under a hold."""
        return self._ask_keyed(
            models.Hold,
            f"/v1/holds/{place(hold_id)}/increments",
            body=body_of(models.IncrementBody, amount=amount),
            key=idempotency_key,
        )

    def extend_hold(
        self,
        hold_id: UUID | str,
        *,
        expires_at: datetime | None,
        idempotency_key: str | None = None,
    ) -> models.Hold:
        """Give a hold more time.

        expires_at: later than now; null: it does not expire.
        """
        return self._ask_keyed(
            models.Hold,
            f"/v1/holds/{place(hold_id)}/extensions",
            body=body_of(models.ExtensionBody, expires_at=expires_at),
            key=idempotency_key,
        )

    def expire_holds(self, *, limit: int | None = None) -> models.ExpiredHolds:
        """Tidy away holds that are past their expiry; for operators.

        Balances and decisions honour expiry without it. The answer is what was tidied away;
        call it again until that is nothing.

        limit: at most so many; default: 1000.
        """
        return self._ask(
            models.ExpiredHolds,
            "POST",
            "/v1/holds/expire",
            body=body_of(models.ExpiryBody, limit=limit),
        )

    def release_hold(
        self,
        hold_id: UUID | str,
        *,
        amount: Decimal | str | None = None,
        idempotency_key: str | None = None,
    ) -> models.Hold:
        """Give back what a hold keeps, or a part of it.

        amount: default: all that remains.
        """
        return self._ask_keyed(
            models.Hold,
            f"/v1/holds/{place(hold_id)}/releases",
            body=body_of(models.ReleaseBody, amount=amount),
            key=idempotency_key,
        )

    def list_hold_groups(
        self,
        *,
        user_id: str | None = None,
        username: str | None = None,
        account_id: UUID | str | None = None,
        account_code: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        sort: str | None = None,
    ) -> Pages[models.HoldGroup, models.HoldGroupPage]:
        """List groups of holds, with what their holds add up to.

        In the order of their ids; a hold that joined no other is a group of its own.

        user_id: of this user;
        username: one's own name; for operators anybody's;
        account_id: of this account;
        account_code: a code that it has or had;
        cursor: next_cursor of the page before;
        limit: items on a page.
        """
        return self._pages(
            models.HoldGroupPage,
            "/v1/hold-groups",
            {
                "user_id": user_id,
                "username": username,
                "account_id": account_id,
                "account_code": account_code,
                "cursor": cursor,
                "limit": limit,
                "sort": sort,
            },
        )

    def get_hold_group(self, group_id: UUID | str) -> models.HoldGroup:
        """Show a group of holds; `GET /v1/holds?group_id=` lists its holds."""
        return self._ask(models.HoldGroup, "GET", f"/v1/hold-groups/{place(group_id)}")

    def capture_group(
        self,
        group_id: UUID | str,
        *,
        description: str | None = None,
        metadata: models.Metadata | None = None,
        idempotency_key: str | None = None,
    ) -> models.GroupCaptures:
        """Post all that remains of every open hold of a group, or none of it."""
        return self._ask_keyed(
            models.GroupCaptures,
            f"/v1/hold-groups/{place(group_id)}/captures",
            body=body_of(models.GroupCaptureBody, description=description, metadata=metadata),
            key=idempotency_key,
        )

    def release_group(
        self, group_id: UUID | str, *, idempotency_key: str | None = None
    ) -> models.GroupHolds:
        """Give back what every open hold of a group keeps."""
        return self._ask_keyed(
            models.GroupHolds,
            f"/v1/hold-groups/{place(group_id)}/releases",
            body=body_of(models.GroupReleaseBody),
            key=idempotency_key,
        )

    def reverse_transaction(
        self,
        transaction_id: UUID | str,
        *,
        amount: Decimal | str | None = None,
        reason: str | None = None,
        metadata: models.Metadata | None = None,
        idempotency_key: str | None = None,
    ) -> models.Transaction:
        """Give the money of a transaction back, all that remains or a part.

        Any number of times, never more than the original in all. A customer gives back what it
        received. A refusal keeps no key.

        amount: default: all that remains.
        """
        return self._ask_keyed(
            models.Transaction,
            f"/v1/transactions/{place(transaction_id)}/reversals",
            body=body_of(models.ReversalBody, amount=amount, reason=reason, metadata=metadata),
            key=idempotency_key,
        )

    def list_reversals(
        self,
        transaction_id: UUID | str,
        *,
        cursor: str | None = None,
        limit: int | None = None,
        expand: str | None = None,
        text: str | None = None,
        metadata: str | None = None,
        metadata_key: str | None = None,
        effective_since: datetime | None = None,
        effective_until: datetime | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        min_amount: Decimal | str | None = None,
        max_amount: Decimal | str | None = None,
        sort: models.TimeOrder | None = None,
    ) -> Pages[models.Transaction, models.TransactionPage]:
        """List what was given back of a transaction, oldest first.

        cursor: next_cursor of the page before;
        limit: items on a page;
        expand: bring the accounts of the items along, or each item's entries; with entries at
        most 100 items;
        text: in its description, name or reason;
        metadata: a JSON object that its metadata must contain;
        metadata_key: a member that its metadata must have;
        effective_since: counts from then or later;
        effective_until: counts from before then;
        since: made then or later;
        until: made before then;
        min_amount: of at least this amount;
        max_amount: of at most this amount.
        """
        return self._pages(
            models.TransactionPage,
            f"/v1/transactions/{place(transaction_id)}/reversals",
            {
                "cursor": cursor,
                "limit": limit,
                "expand": expand,
                "text": text,
                "metadata": metadata,
                "metadata_key": metadata_key,
                "effective_since": effective_since,
                "effective_until": effective_until,
                "since": since,
                "until": until,
                "min_amount": min_amount,
                "max_amount": max_amount,
                "sort": sort,
            },
        )

    def get_trial_balance(
        self, *, on: date, axis: models.Axis | None = None
    ) -> models.TrialBalance:
        """Show the trial balance at the end of a day; for auditors and operators.

        Debit and credit balances of a currency have equal totals.

        on: the day (UTC);
        axis: booked: what was booked by then; effective: what counts by then, whenever it was
        booked.
        """
        return self._ask(
            models.TrialBalance, "GET", "/v1/reports/trial-balance", query={"on": on, "axis": axis}
        )

    def get_balance_sheet(
        self, *, from_on: date, through_on: date, axis: models.Axis | None = None
    ) -> models.MonthlyReport:
        """Show assets, liabilities and equity at the end of each month; for auditors and
        operators.

        The class result is income less expense; assets equal the sum of the other lines.

        from_on: the first day;
        through_on: the last day;
        axis: booked: what was booked by then; effective: what counts by then, whenever it was
        booked.
        """
        return self._ask(
            models.MonthlyReport,
            "GET",
            "/v1/reports/balance-sheet",
            query={"from_on": from_on, "through_on": through_on, "axis": axis},
        )

    def get_income_statement(
        self, *, from_on: date, through_on: date, axis: models.Axis | None = None
    ) -> models.MonthlyReport:
        """Show what was earned and spent in each month; for auditors and operators.

        from_on: the first day;
        through_on: the last day;
        axis: booked: what was booked by then; effective: what counts by then, whenever it was
        booked.
        """
        return self._ask(
            models.MonthlyReport,
            "GET",
            "/v1/reports/income-statement",
            query={"from_on": from_on, "through_on": through_on, "axis": axis},
        )

    def list_account_balances(
        self,
        *,
        on: date,
        currency: str | None = None,
        user_id: str | None = None,
        username: str | None = None,
        account_id: UUID | str | None = None,
        account_code: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        sort: models.AccountOrder | None = None,
        axis: models.Axis | None = None,
    ) -> Pages[models.AccountBalance, models.AccountBalancePage]:
        """List what accounts held at the end of a day; for auditors and operators.

        In the order of their ids, without those that were not open by then.

        user_id: of this user;
        username: one's own name; for operators anybody's;
        account_id: of this account;
        account_code: a code that it has or had;
        cursor: next_cursor of the page before;
        limit: items on a page;
        on: the day (UTC);
        axis: booked: what was booked by then; effective: what counts by then, whenever it was
        booked.
        """
        return self._pages(
            models.AccountBalancePage,
            "/v1/reports/account-balances",
            {
                "currency": currency,
                "user_id": user_id,
                "username": username,
                "account_id": account_id,
                "account_code": account_code,
                "cursor": cursor,
                "limit": limit,
                "sort": sort,
                "on": on,
                "axis": axis,
            },
        )

    def verify_new(self, *, limit: int | None = None) -> models.Verification:
        """Prove what was booked since the last proof, and keep the result; for auditors and
        operators.

        Call it until is_current. One proof runs at a time: a second one waits, and goes on
        where the first one ended.

        limit: at most so many transactions; default: 10000.
        """
        return self._ask(
            models.Verification,
            "POST",
            "/v1/verifications",
            body=body_of(models.ProofBody, limit=limit),
        )

    def list_verifications(
        self,
        *,
        user_id: str | None = None,
        username: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        sort: models.TimeOrder | None = None,
    ) -> Pages[models.Verification, models.VerificationPage]:
        """List the proofs, newest first; the first one tells how the books stand.

        For auditors and operators.

        user_id: of this user;
        username: one's own name; for operators anybody's;
        since: made then or later;
        until: made before then;
        cursor: next_cursor of the page before;
        limit: items on a page.
        """
        return self._pages(
            models.VerificationPage,
            "/v1/verifications",
            {
                "user_id": user_id,
                "username": username,
                "since": since,
                "until": until,
                "cursor": cursor,
                "limit": limit,
                "sort": sort,
            },
        )

    def list_seal_heads(
        self, *, cursor: str | None = None, limit: int | None = None, sort: str | None = None
    ) -> Pages[models.SealHead, models.SealHeadPage]:
        """List signed heads, newest first. Keep some where nobody of the ledger can change them.

        cursor: next_cursor of the page before;
        limit: items on a page.
        """
        return self._pages(
            models.SealHeadPage, "/v1/seals", {"cursor": cursor, "limit": limit, "sort": sort}
        )

    def list_seal_keys(self) -> models.SealKeys:
        """List the keys that heads are verified with."""
        return self._ask(models.SealKeys, "GET", "/v1/seals/keys")

    def prove_inclusion(
        self,
        *,
        transaction_id: UUID | str | None = None,
        event_position: int | None = None,
        tree_size: int | None = None,
    ) -> models.InclusionProof:
        """Prove that a transaction is sealed; auditors name any event by its position.

        Parts of the leaf that the caller may not see are there as salted hashes.
        """
        return self._ask(
            models.InclusionProof,
            "GET",
            "/v1/seals/inclusion",
            query={
                "transaction_id": transaction_id,
                "event_position": event_position,
                "tree_size": tree_size,
            },
        )

    def prove_consistency(
        self, *, from_size: int, tree_size: int | None = None
    ) -> models.ConsistencyProof:
        """Prove that the tree of seals only grew between two sizes."""
        return self._ask(
            models.ConsistencyProof,
            "GET",
            "/v1/seals/consistency",
            query={"from_size": from_size, "tree_size": tree_size},
        )

    def list_events(
        self,
        *,
        account_id: UUID | str | None = None,
        account_code: str | None = None,
        after_position: int | None = None,
        feed_id: UUID | str | None = None,
        event_type: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Pages[models.FeedEvent, models.FeedPage]:
        """List what changed, by position in the feed; for those who may relay and read.

        To follow, send event_position and feed_id of the last event as after_position and
        feed_id. With filters a page may hold none and have a next one.

        account_id: of this account;
        account_code: a code that it has or had;
        after_position: behind this event_position;
        feed_id: the feed_id beside it;
        event_type: types with commas between them, or prefix.*;
        cursor: next_cursor of the page before;
        limit: items on a page.
        """
        return self._pages(
            models.FeedPage,
            "/v1/events",
            {
                "account_id": account_id,
                "account_code": account_code,
                "after_position": after_position,
                "feed_id": feed_id,
                "event_type": event_type,
                "cursor": cursor,
                "limit": limit,
            },
        )

    def stream_events(
        self,
        *,
        account_id: UUID | str | None = None,
        account_code: str | None = None,
        after_position: int | None = None,
        feed_id: UUID | str | None = None,
        event_type: str | None = None,
        seconds: int | None = None,
    ) -> str:
        """Follow what changed, as server-sent events.

        Last-Event-ID goes on behind an event. A stream ends by itself: connect again.

        account_id: of this account;
        account_code: a code that it has or had;
        after_position: behind this event_position;
        feed_id: the feed_id beside it;
        event_type: types with commas between them, or prefix.*;
        seconds: end after so long; 0: with what there is.
        """
        return self._ask(
            str,
            "GET",
            "/v1/events/stream",
            query={
                "account_id": account_id,
                "account_code": account_code,
                "after_position": after_position,
                "feed_id": feed_id,
                "event_type": event_type,
                "seconds": seconds,
            },
        )

    def log_in(self, *, username: str, password: str) -> models.TokenPair:
        """Log in with a name and a password.

        After a few failures of a name or an address a wait begins that doubles with each. An
        unknown name is answered like a wrong password.
        """
        return self._ask(
            models.TokenPair,
            "POST",
            "/v1/auth/login",
            body=body_of(models.LoginBody, username=username, password=password),
            is_public=True,
        )

    def refresh_session(self, *, refresh_token: str) -> models.TokenPair:
        """Change a refresh token for a new pair of tokens.

        A refresh token that comes a second time was copied: its whole session ends.
        """
        return self._ask(
            models.TokenPair,
            "POST",
            "/v1/auth/refresh",
            body=body_of(models.RefreshBody, refresh_token=refresh_token),
            is_public=True,
        )

    def log_out(self) -> models.User:
        """End this session, or void this token when it belongs to none.

        It holds in every process at once but for those that have seen the token within the last
        second.
        """
        return self._ask(models.User, "POST", "/v1/auth/logout")

    def log_out_everywhere(self) -> models.User:
        """End every session of the caller and void every token.

        API keys go on until they are revoked.
        """
        return self._ask(models.User, "POST", "/v1/auth/logout-everywhere")

    def change_password(self, *, current_password: str, new_password: str) -> models.TokenPair:
        """Change the caller's password; every session ends, and a new one begins."""
        return self._ask(
            models.TokenPair,
            "POST",
            "/v1/auth/password",
            body=body_of(
                models.PasswordBody, current_password=current_password, new_password=new_password
            ),
        )

    def get_me(self) -> models.User:
        """Show who the caller is, and what role it has now."""
        return self._ask(models.User, "GET", "/v1/auth/me")

    def create_api_key(
        self,
        *,
        user_id: str,
        name: str,
        scopes: Sequence[str] | None = None,
        expires_at: datetime | None = None,
        account_ids: Sequence[UUID] | None = None,
        category_paths: Sequence[str] | None = None,
        transaction_types: Sequence[str] | None = None,
        currency: str | None = None,
        maximum_amount: Decimal | str | None = None,
    ) -> models.ApiKeySecret:
        """Make an API key; for operators.

        Of a service it is good at once, and its secret is shown this once. Of another person it
        is good once that person, who alone is shown the secret, has accepted it. `scopes`
        narrow it to some of its user's permissions; accounts, categories, types, a currency and
        an amount restrict what it moves and reads: such a key does nothing else.

        user_id: on whose behalf the key acts;
        name: what the key is for;
        scopes: permissions it is narrowed to; default: all of its user's;
        expires_at: default: in 90 days; 366 at most;
        account_ids: accounts that it reads, and takes or holds money on; default: all;
        category_paths: categories whose accounts, and those below, it reaches as well;
        transaction_types: what it posts as, `capture` for holds too; default: all its user may;
        currency: the one asset that it moves; default: any;
        maximum_amount: the most that it moves in one transaction; needs `currency`.
        """
        return self._ask(
            models.ApiKeySecret,
            "POST",
            "/v1/api-keys",
            body=body_of(
                models.ApiKeyBody,
                user_id=user_id,
                name=name,
                scopes=scopes,
                expires_at=expires_at,
                account_ids=account_ids,
                category_paths=category_paths,
                transaction_types=transaction_types,
                currency=currency,
                maximum_amount=maximum_amount,
            ),
        )

    def list_api_keys(
        self,
        *,
        text: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        user_id: str | None = None,
        username: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        sort: models.TimeOrder | None = None,
    ) -> Pages[models.ApiKey, models.ApiKeyPage]:
        """List the caller's API keys, or for operators those of a user.

        text: in its description, name or reason;
        since: made then or later;
        until: made before then;
        user_id: of this user;
        username: one's own name; for operators anybody's;
        cursor: next_cursor of the page before;
        limit: items on a page.
        """
        return self._pages(
            models.ApiKeyPage,
            "/v1/api-keys",
            {
                "text": text,
                "since": since,
                "until": until,
                "user_id": user_id,
                "username": username,
                "cursor": cursor,
                "limit": limit,
                "sort": sort,
            },
        )

    def get_api_key(self, api_key_id: UUID | str) -> models.ApiKey:
        """Show an API key: one's own, or for operators anybody's. Its secret is not kept."""
        return self._ask(models.ApiKey, "GET", f"/v1/api-keys/{place(api_key_id)}")

    def accept_api_key(self, api_key_id: UUID | str) -> models.ApiKeySecret:
        """Accept an API key that was made for the caller, who is logged in: it is good from now
        on.

        Its secret is shown this once. To decline one, revoke it.
        """
        return self._ask(models.ApiKeySecret, "POST", f"/v1/api-keys/{place(api_key_id)}/accept")

    def revoke_api_key(self, api_key_id: UUID | str) -> models.ApiKey:
        """Void an API key; safe to repeat."""
        return self._ask(models.ApiKey, "POST", f"/v1/api-keys/{place(api_key_id)}/revoke")

    def create_user(
        self,
        *,
        username: str,
        role: models.Role | None = None,
        display_name: str | None = None,
        user_id: str | None = None,
    ) -> models.User:
        """Make a user; for operators.

        A name is given once (LG305). It cannot log in before it has a password. Only an
        administrator makes an administrator.

        username: the name to log in by; unique;
        role: default: customer;
        display_name: how people know the user;
        user_id: an id that was drawn elsewhere; default: new.
        """
        return self._ask(
            models.User,
            "POST",
            "/v1/users",
            body=body_of(
                models.UserBody,
                username=username,
                role=role,
                display_name=display_name,
                user_id=user_id,
            ),
        )

    def list_users(
        self,
        *,
        text: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        sort: str | None = None,
        username: str | None = None,
        role: models.Role | None = None,
        status: models.UserStatus | None = None,
    ) -> Pages[models.User, models.UserPage]:
        """List users in the order of their ids; for operators.

        User 0 is the house, which owns the accounts of the bank itself and of the outside
        world.

        text: in its description, name or reason;
        since: made then or later;
        until: made before then;
        cursor: next_cursor of the page before;
        limit: items on a page;
        username: the name begins so.
        """
        return self._pages(
            models.UserPage,
            "/v1/users",
            {
                "text": text,
                "since": since,
                "until": until,
                "cursor": cursor,
                "limit": limit,
                "sort": sort,
                "username": username,
                "role": role,
                "status": status,
            },
        )

    def find_user(self, *, username: str) -> models.User:
        """Find the user of a name; for operators.

        username: the whole name.
        """
        return self._ask(models.User, "GET", "/v1/users/find", query={"username": username})

    def get_user(self, user_id: str) -> models.User:
        """Show a user: oneself, or for operators anybody."""
        return self._ask(models.User, "GET", f"/v1/users/{place(user_id)}")

    def set_user_role(self, user_id: str, *, role: models.Role) -> models.User:
        """Give a user another role, from its next request on; for operators.

        An operator can neither make nor change an administrator.
        """
        return self._ask(
            models.User,
            "PUT",
            f"/v1/users/{place(user_id)}/role",
            body=body_of(models.RoleBody, role=role),
        )

    def set_user_status(self, user_id: str, *, status: models.UserStatus) -> models.User:
        """Suspend a user, or let it act again; for operators.

        A suspended user can do nothing, whatever tokens and keys it has. Its accounts are not
        suspended.
        """
        return self._ask(
            models.User,
            "PUT",
            f"/v1/users/{place(user_id)}/status",
            body=body_of(models.UserStatusBody, status=status),
        )

    def set_user_password(self, user_id: str, *, new_password: str) -> models.User:
        """Give a user a password, and end all its sessions; for operators.

        Not one's own: `sessions.password` changes that, and asks for the present one.
        """
        return self._ask(
            models.User,
            "PUT",
            f"/v1/users/{place(user_id)}/password",
            body=body_of(models.UserPasswordBody, new_password=new_password),
        )

    def list_sessions(
        self,
        user_id: str,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        sort: models.TimeOrder | None = None,
    ) -> Pages[models.Session, models.SessionPage]:
        """List a user's sessions, newest first, ended ones too: one's own, or for operators
        anybody's.

        A session is a login and all that was refreshed from it.

        since: made then or later;
        until: made before then;
        cursor: next_cursor of the page before;
        limit: items on a page.
        """
        return self._pages(
            models.SessionPage,
            f"/v1/users/{place(user_id)}/sessions",
            {"since": since, "until": until, "cursor": cursor, "limit": limit, "sort": sort},
        )

    def end_all_sessions(self, user_id: str) -> models.User:
        """End every session of a user and void every token: one's own, or for operators anybody's.

        API keys go on until they are revoked.
        """
        return self._ask(models.User, "DELETE", f"/v1/users/{place(user_id)}/sessions")

    def revoke_session(self, session_id: UUID | str) -> models.Session:
        """End a session, one's own or for operators anybody's; safe to repeat."""
        return self._ask(models.Session, "DELETE", f"/v1/sessions/{place(session_id)}")

    def link_identity(self, user_id: str, *, issuer: str, subject: str) -> models.User:
        """Take tokens of an outside identity provider for one subject as the user's; for
        operators.

        issuer: iss of its tokens;
        subject: sub of its tokens.
        """
        return self._ask(
            models.User,
            "POST",
            f"/v1/users/{place(user_id)}/identities",
            body=body_of(models.IdentityBody, issuer=issuer, subject=subject),
        )

    def unlink_identity(self, *, issuer: str, subject: str) -> models.User:
        """Take such tokens for nobody's again; for operators. The answer is whose they were.

        issuer: iss of its tokens;
        subject: sub of its tokens.
        """
        return self._ask(
            models.User,
            "POST",
            "/v1/identities/unlink",
            body=body_of(models.IdentityBody, issuer=issuer, subject=subject),
        )

    def list_auth_events(
        self,
        *,
        user_id: str | None = None,
        username: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        sort: models.TimeOrder | None = None,
        action: str | None = None,
    ) -> Pages[models.AuthEvent, models.AuthEventPage]:
        """List who proved who they are, who failed to, and whose rights were changed, newest
        first.

        For auditors and operators.

        user_id: of this user;
        username: one's own name; for operators anybody's;
        since: made then or later;
        until: made before then;
        cursor: next_cursor of the page before;
        limit: items on a page.
        """
        return self._pages(
            models.AuthEventPage,
            "/v1/auth-events",
            {
                "user_id": user_id,
                "username": username,
                "since": since,
                "until": until,
                "cursor": cursor,
                "limit": limit,
                "sort": sort,
                "action": action,
            },
        )

    def list_role_permissions(
        self,
        *,
        cursor: str | None = None,
        limit: int | None = None,
        sort: str | None = None,
        role: models.Role | None = None,
    ) -> Pages[models.RolePermission, models.RolePermissionPage]:
        """List which role may do what; for auditors and operators.

        cursor: next_cursor of the page before;
        limit: items on a page.
        """
        return self._pages(
            models.RolePermissionPage,
            "/v1/role-permissions",
            {"cursor": cursor, "limit": limit, "sort": sort, "role": role},
        )

    def grant_permission(self, *, role: models.Role, permission: str) -> models.RolePermissionList:
        """Let a role do something, from its users' next requests on; for administrators.

        The answer is all that the role may do then. Safe to repeat.

        permission: one that a role holds.
        """
        return self._ask(
            models.RolePermissionList,
            "POST",
            "/v1/role-permissions/grant",
            body=body_of(models.RightBody, role=role, permission=permission),
        )

    def revoke_permission(self, *, role: models.Role, permission: str) -> models.RolePermissionList:
        """Let a role do something no longer; for administrators.

        The answer is what the role may still do. Safe to repeat.

        permission: one that a role holds.
        """
        return self._ask(
            models.RolePermissionList,
            "POST",
            "/v1/role-permissions/revoke",
            body=body_of(models.RightBody, role=role, permission=permission),
        )

    def store_person(
        self,
        user_id: str,
        *,
        name: str | None = None,
        email: str | None = None,
        phone: str | None = None,
        address: str | None = None,
        birth_date: str | None = None,
    ) -> models.Person:
        """Keep a user's personal data.

        In place of what was kept before. Sealed with AES-256-GCM before it reaches the
        database. For the user itself, and for who manages users.
        """
        return self._ask(
            models.Person,
            "PUT",
            f"/v1/users/{place(user_id)}/person",
            body=body_of(
                models.PersonBody,
                name=name,
                email=email,
                phone=phone,
                address=address,
                birth_date=birth_date,
            ),
        )

    def read_person(self, user_id: str) -> models.Person:
        """Show a user's personal data.

        For the user itself, and for who manages users, whose reading is noted.
        """
        return self._ask(models.Person, "GET", f"/v1/users/{place(user_id)}/person")

    def shred_person(self, user_id: str) -> models.ForgottenPerson:
        """Forget a user's personal data.

        By deleting the key that opens it. Accounts, transactions and audit trail stay as they
        are: they know the user by its number. For who manages users.
        """
        return self._ask(models.ForgottenPerson, "DELETE", f"/v1/users/{place(user_id)}/person")

    def find_person(self, *, email: str) -> models.FoundPeople:
        """Find users by e-mail address.

        Upper and lower case don't count. For who manages users.
        """
        return self._ask(
            models.FoundPeople,
            "POST",
            "/v1/people/search",
            body=body_of(models.EmailBody, email=email),
        )

    def delegate_account(
        self,
        account_id: UUID | str,
        *,
        user_id: str,
        kind: models.DelegationKind,
        spend_limit: Decimal | str | None = None,
        spend_period: models.SpendPeriod | None = None,
        expires_at: datetime | None = None,
    ) -> models.Delegation:
        """Share an account with another customer, in place of what it was shared for before.

        A viewer sees it. A spender moves money out of it, up to spend_limit in each
        spend_period. An owner does all that the account's owner does, but for making others
        owner.

        user_id: the customer it is shared with;
        spend_limit: how much a spender may move out in each spend_period; default: no limit;
        spend_period: needed with spend_limit; days are UTC;
        expires_at: default: until it is revoked.
        """
        return self._ask(
            models.Delegation,
            "POST",
            f"/v1/accounts/{place(account_id)}/delegations",
            body=body_of(
                models.DelegationBody,
                user_id=user_id,
                kind=kind,
                spend_limit=spend_limit,
                spend_period=spend_period,
                expires_at=expires_at,
            ),
        )

    def list_account_delegations(
        self,
        account_id: UUID | str,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        user_id: str | None = None,
        username: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        sort: models.AccountOrder | None = None,
        kind: models.DelegationKind | None = None,
    ) -> Pages[models.Delegation, models.DelegationPage]:
        """List with whom an account is shared; for its owner.

        since: made then or later;
        until: made before then;
        user_id: of this user;
        username: one's own name; for operators anybody's;
        cursor: next_cursor of the page before;
        limit: items on a page.
        """
        return self._pages(
            models.DelegationPage,
            f"/v1/accounts/{place(account_id)}/delegations",
            {
                "since": since,
                "until": until,
                "user_id": user_id,
                "username": username,
                "cursor": cursor,
                "limit": limit,
                "sort": sort,
                "kind": kind,
            },
        )

    def revoke_delegation(self, account_id: UUID | str, *, user_id: str) -> models.Delegation:
        """Share an account with a user no longer; also to give back what was lent to oneself."""
        return self._ask(
            models.Delegation,
            "POST",
            f"/v1/accounts/{place(account_id)}/delegations/revoke",
            body=body_of(models.RevocationBody, user_id=user_id),
        )

    def list_delegations(
        self,
        *,
        expand: str | None = None,
        currency: str | None = None,
        account_id: UUID | str | None = None,
        account_code: str | None = None,
        account_code_prefix: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        user_id: str | None = None,
        username: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        sort: models.AccountOrder | None = None,
        kind: models.DelegationKind | None = None,
    ) -> Pages[models.Delegation, models.DelegationPage]:
        """List the accounts that are shared with the caller.

        For staff those that are shared with a user, or all.

        expand: bring the accounts of the items along;
        account_id: of this account;
        account_code: a code that it has or had;
        account_code_prefix: of accounts whose code begins so;
        since: made then or later;
        until: made before then;
        user_id: of this user;
        username: one's own name; for operators anybody's;
        cursor: next_cursor of the page before;
        limit: items on a page.
        """
        return self._pages(
            models.DelegationPage,
            "/v1/delegations",
            {
                "expand": expand,
                "currency": currency,
                "account_id": account_id,
                "account_code": account_code,
                "account_code_prefix": account_code_prefix,
                "since": since,
                "until": until,
                "user_id": user_id,
                "username": username,
                "cursor": cursor,
                "limit": limit,
                "sort": sort,
                "kind": kind,
            },
        )

    def create_webhook_endpoint(
        self,
        *,
        url: str,
        event_types: Sequence[str] | None = None,
        account_ids: Sequence[UUID] | None = None,
        of_user_id: str | None = None,
        category_path: str | None = None,
        user_id: str | None = None,
    ) -> models.WebhookSecret:
        """Have events sent to a URL, signed with a secret that is shown this once.

        A customer gets events of accounts that it owns; who manages users may name any owner, 0
        for the house.

        user_id: whose it is; default: the caller's.
        """
        return self._ask(
            models.WebhookSecret,
            "POST",
            "/v1/webhook-endpoints",
            body=body_of(
                models.WebhookEndpointBody,
                event_types=event_types,
                account_ids=account_ids,
                of_user_id=of_user_id,
                category_path=category_path,
                url=url,
                user_id=user_id,
            ),
        )

    def list_webhook_endpoints(
        self,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        user_id: str | None = None,
        username: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        sort: models.TimeOrder | None = None,
        status: models.WebhookStatus | None = None,
    ) -> Pages[models.WebhookEndpoint, models.WebhookEndpointPage]:
        """List webhook endpoints, without their secrets.

        since: made then or later;
        until: made before then;
        user_id: of this user;
        username: one's own name; for operators anybody's;
        cursor: next_cursor of the page before;
        limit: items on a page.
        """
        return self._pages(
            models.WebhookEndpointPage,
            "/v1/webhook-endpoints",
            {
                "since": since,
                "until": until,
                "user_id": user_id,
                "username": username,
                "cursor": cursor,
                "limit": limit,
                "sort": sort,
                "status": status,
            },
        )

    def get_webhook_endpoint(self, endpoint_id: UUID | str) -> models.WebhookEndpoint:
        """Show a webhook endpoint, without its secret."""
        return self._ask(
            models.WebhookEndpoint, "GET", f"/v1/webhook-endpoints/{place(endpoint_id)}"
        )

    def update_webhook_endpoint(
        self,
        endpoint_id: UUID | str,
        *,
        event_types: Sequence[str] | None = None,
        account_ids: Sequence[UUID] | None = None,
        of_user_id: str | None = None,
        category_path: str | None = None,
        url: str | None = None,
        status: models.WebhookStatus | None = None,
    ) -> models.WebhookEndpoint:
        """Change where events are sent, which, and whether."""
        return self._ask(
            models.WebhookEndpoint,
            "PATCH",
            f"/v1/webhook-endpoints/{place(endpoint_id)}",
            body=body_of(
                models.WebhookEndpointChange,
                event_types=event_types,
                account_ids=account_ids,
                of_user_id=of_user_id,
                category_path=category_path,
                url=url,
                status=status,
            ),
        )

    def remove_webhook_endpoint(self, endpoint_id: UUID | str) -> models.WebhookEndpoint:
        """Remove a webhook endpoint; what is pending is given up."""
        return self._ask(
            models.WebhookEndpoint, "DELETE", f"/v1/webhook-endpoints/{place(endpoint_id)}"
        )

    def rotate_webhook_secret(self, endpoint_id: UUID | str) -> models.WebhookSecret:
        """Give a webhook endpoint a new secret; the old one signs beside it for a day."""
        return self._ask(
            models.WebhookSecret,
            "POST",
            f"/v1/webhook-endpoints/{place(endpoint_id)}/rotate-secret",
        )

    def ping_webhook_endpoint(self, endpoint_id: UUID | str) -> models.WebhookDelivery:
        """Send a webhook endpoint a test delivery."""
        return self._ask(
            models.WebhookDelivery, "POST", f"/v1/webhook-endpoints/{place(endpoint_id)}/ping"
        )

    def list_webhook_deliveries(
        self,
        endpoint_id: UUID | str,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        sort: models.TimeOrder | None = None,
        state: models.WebhookState | None = None,
    ) -> Pages[models.WebhookDelivery, models.WebhookDeliveryPage]:
        """List what was to be sent to a webhook endpoint, and what became of it.

        since: made then or later;
        until: made before then;
        cursor: next_cursor of the page before;
        limit: items on a page.
        """
        return self._pages(
            models.WebhookDeliveryPage,
            f"/v1/webhook-endpoints/{place(endpoint_id)}/deliveries",
            {
                "since": since,
                "until": until,
                "cursor": cursor,
                "limit": limit,
                "sort": sort,
                "state": state,
            },
        )

    def list_webhook_attempts(self, delivery_id: UUID | str) -> models.WebhookAttemptList:
        """List the attempts of a delivery."""
        return self._ask(
            models.WebhookAttemptList,
            "GET",
            f"/v1/webhook-deliveries/{place(delivery_id)}/attempts",
        )

    def replay_webhook_deliveries(
        self,
        endpoint_id: UUID | str,
        *,
        delivery_id: UUID | str | None = None,
        since: datetime | None = None,
    ) -> models.WebhookReplay:
        """Send again one delivery, or all dead ones since a time.

        since: made then or later.
        """
        return self._ask(
            models.WebhookReplay,
            "POST",
            f"/v1/webhook-endpoints/{place(endpoint_id)}/replay",
            body=body_of(models.WebhookReplayBody, delivery_id=delivery_id, since=since),
        )

    def get_notification_preferences(self, user_id: str) -> models.NotificationPreferences:
        """Show what a user is told of."""
        return self._ask(
            models.NotificationPreferences,
            "GET",
            f"/v1/users/{place(user_id)}/notification-preferences",
        )

    def set_notification_preferences(
        self,
        user_id: str,
        *,
        email_events: models.NotificationTypes | None = None,
        chat_events: models.NotificationTypes | None = None,
        large_debit: models.AmountsByCurrency | None = None,
        low_balance: models.AmountsByCurrency | None = None,
        chat_url: str | None = None,
    ) -> models.NotificationPreferences:
        """Choose what a user is told of.

        chat_url: where a chat takes messages; left out: as it is, empty: nowhere.
        """
        return self._ask(
            models.NotificationPreferences,
            "PUT",
            f"/v1/users/{place(user_id)}/notification-preferences",
            body=body_of(
                models.NotificationPreferencesBody,
                email_events=email_events,
                chat_events=chat_events,
                large_debit=large_debit,
                low_balance=low_balance,
                chat_url=chat_url,
            ),
        )

    def list_fraud_rules(self, *, rule_name: str | None = None) -> models.FraudRuleList:
        """List the rules that there are, or all versions of one; for operators.

        rule_name: all versions of this rule.
        """
        return self._ask(
            models.FraudRuleList, "GET", "/v1/fraud/rules", query={"rule_name": rule_name}
        )

    def set_fraud_rule(
        self,
        rule_name: str,
        *,
        feature: str,
        comparison: models.Comparison,
        threshold: Decimal | str,
        score: int,
        reason: str,
        action: models.FraudAction | None = None,
        direction: models.LimitDirection | None = None,
        currency: str | None = None,
        is_active: bool | None = None,
    ) -> models.FraudRule:
        """Set a rule, or change it: a new version, for what is booked from then on; for operators.

        feature: one of the view ledger.fraud_features;
        threshold: what the feature is compared with;
        score: what a hit adds;
        reason: what a reviewer reads;
        action: what a hit asks for; default: note;
        direction: null: both;
        is_active: default: true.
        """
        return self._ask(
            models.FraudRule,
            "PUT",
            f"/v1/fraud/rules/{place(rule_name)}",
            body=body_of(
                models.FraudRuleBody,
                feature=feature,
                comparison=comparison,
                threshold=threshold,
                score=score,
                reason=reason,
                action=action,
                direction=direction,
                currency=currency,
                is_active=is_active,
            ),
        )

    def list_fraud_cases(
        self,
        *,
        cursor: str | None = None,
        limit: int | None = None,
        sort: models.TimeOrder | None = None,
        status: models.CaseStatus | None = None,
        account_id: UUID | str | None = None,
    ) -> Pages[models.FraudCase, models.FraudCasePage]:
        """List cases of the review queue; for operators.

        cursor: next_cursor of the page before;
        limit: items on a page;
        account_id: of this account.
        """
        return self._pages(
            models.FraudCasePage,
            "/v1/fraud/cases",
            {
                "cursor": cursor,
                "limit": limit,
                "sort": sort,
                "status": status,
                "account_id": account_id,
            },
        )

    def decide_fraud_case(
        self, case_id: UUID | str, *, decision: models.CaseDecision, reason: str
    ) -> models.FraudCase:
        """Decide a case: cleared gives back what it froze and suspended; for operators.

        reason: kept with who decided.
        """
        return self._ask(
            models.FraudCase,
            "POST",
            f"/v1/fraud/cases/{place(case_id)}/decide",
            body=body_of(models.DecisionBody, decision=decision, reason=reason),
        )

    def get_health(self) -> models.Health:
        """Say that the process answers.

        Asks nothing of the database, so it stays true while that is away.
        """
        return self._ask(models.Health, "GET", "/health", is_public=True)

    def get_readiness(self) -> models.Readiness:
        """Say whether this server should get traffic; 503 with the same checks while it should
        not.

        When the database answers, takes and confirms writes, runs code that is not older than
        this server's, and every currency's balances sum to zero. Redis, guards and a standby
        are reported: without them the server is right all the same.
        """
        return self._ask(models.Readiness, "GET", "/health/ready", is_public=True)

    def get_document(self) -> models.Details:
        """Return this document: OpenAPI 3.1, every route and every error."""
        return self._ask(models.Details, "GET", "/openapi.json", is_public=True)

    def get_docs_page(self) -> str:
        """Return the first page for people; it links to guides, to every route and to every error.

        Nothing is loaded from any other server.
        """
        return self._ask(str, "GET", "/docs", is_public=True)

    def get_docs_script(self) -> str:
        """Return the script of the pages for people."""
        return self._ask(str, "GET", "/docs.js", is_public=True)

    def get_docs_style(self) -> str:
        """Return the style of the pages for people."""
        return self._ask(str, "GET", "/docs.css", is_public=True)

    def get_metrics(self) -> str:
        """Return the metrics in Prometheus' text format.

        For whoever sends `Authorization: Bearer` with the token of ZEROSUM_METRICS_TOKEN; while
        none is set, for the loopback interface, not through a proxy.
        """
        return self._ask(str, "GET", "/metrics", is_public=True)
