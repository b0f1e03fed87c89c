"""Accounts: open, list, show; balance, entries and audit trail of one."""

from functools import partial
from uuid import UUID

from flask import Response

from webapp.accounts import calls as ledger
from webapp.accounts.bodies import (
    AccountBody,
    AccountsQuery,
    AuditLogsQuery,
    BalanceQuery,
    EntriesQuery,
)
from webapp.accounts.etags import tagged
from webapp.accounts.rows import Account, AccountPage, AuditLogPage, EntryPage
from webapp.cache.balances import balance_cache, nothing, reader_of
from webapp.cache.rows import Balance
from webapp.db import database
from webapp.http.api import Key, Routes
from webapp.http.cursors import after_id, before_entry, entry_cursor, id_cursor
from webapp.http.paging import cut, cut_search, page_made
from webapp.http.serialize import Reply, reply, reply_made
from webapp.shapes.actor import Actor

routes = Routes("accounts")


@routes.route(
    "POST",
    "/v1/accounts",
    body=AccountBody,
    key=Key.TAKES,
    result=Account,
    status=201,
    touches=nothing,
    calls=(ledger.open_account,),
    tells=("ETag",),
)
def create(*, actor: Actor, key: str | None, body: AccountBody) -> Response:
    """Open an account.

    The Idempotency-Key is optional here: with one, the same request returns the same account.
    """
    account, is_replay = ledger.open_account(database(), body, idempotency_key=key, actor=actor)
    location = f"/v1/accounts/{account.account_id}"
    return reply_made(account, location, is_replay=is_replay, headers=tagged(account))


@routes.route(
    "GET", "/v1/accounts", query=AccountsQuery, result=AccountPage, calls=(ledger.list_accounts,)
)
def index(*, actor: Actor, query: AccountsQuery) -> Response:
    """List the accounts the caller may see.

    In the order of their ids, which is the order of opening.
    """
    items, cursor = page_made(
        "account",
        query,
        partial(ledger.list_accounts, database(), query, actor=actor),
        lambda row: row.account_id,
        lambda row: not row.currency,
    )
    return reply(AccountPage(items, cursor))


@routes.route(
    "GET",
    "/v1/accounts/<uuid:account_id>",
    result=Account,
    calls=(ledger.get_account,),
    tells=("ETag",),
)
def show(*, actor: Actor, account_id: UUID) -> Response:
    """Show an account.

    Its ETag moves with each change; If-None-Match asks whether there was one (304).
    """
    account = ledger.get_account(database(), account_id, actor=actor)
    return reply(account, headers=tagged(account))


@routes.route(
    "GET",
    "/v1/accounts/<uuid:account_id>/balance",
    query=BalanceQuery,
    result=Balance,
    takes_no_cache=True,
    is_straight=True,
    calls=(ledger.get_balance,),
    tells=("Cache-Status",),
)
def balance(*, actor: Actor, account_id: UUID, query: BalanceQuery, no_cache: bool) -> Reply:
    """Show an account's balance: now, as booked by a moment, as of an effective date, or both.

    What was posted over HTTP is in it; what was posted in SQL a second later at the latest, and
    at once with `Cache-Control: no-cache`.
    """

    def ask() -> Balance:
        return ledger.get_balance(
            database(),
            account_id,
            as_of=query.as_of,
            effective_at=query.effective_at,
            actor=actor,
        )

    if query.as_of or query.effective_at or no_cache:
        return Reply(ask())
    shown, is_cached = balance_cache().balance(str(account_id), reader_of(actor), ask)
    return Reply(shown, headers={"Cache-Status": "zerosum; hit"} if is_cached else {})


@routes.route(
    "GET",
    "/v1/accounts/<uuid:account_id>/entries",
    query=EntriesQuery,
    result=EntryPage,
    calls=(ledger.list_entries,),
)
def entries(*, actor: Actor, account_id: UUID, query: EntriesQuery) -> Response:
    """List an account's entries, newest first, each with the balance after it."""
    before_version, before_credit = before_entry(query.cursor)
    rows = ledger.list_entries(
        database(),
        account_id,
        query,
        before_version=before_version,
        before_transaction_id=before_credit,
        is_ascending=query.is_ascending,
        limit=query.limit + 1,
        actor=actor,
    )
    items, cursor = cut_search(
        rows,
        query.limit,
        lambda row: entry_cursor(row.account_version, row.transaction_id),
        lambda row: not row.currency,
    )
    return reply(EntryPage(items, cursor))


@routes.route(
    "GET",
    "/v1/accounts/<uuid:account_id>/audit-logs",
    query=AuditLogsQuery,
    result=AuditLogPage,
    calls=(ledger.list_audit_logs,),
)
def audit_logs(*, actor: Actor, account_id: UUID, query: AuditLogsQuery) -> Response:
    """List an account's audit trail, newest first; for auditors and operators."""
    rows = ledger.list_audit_logs(
        database(),
        account_id,
        before_position=after_id("position", query.cursor),
        is_ascending=query.is_ascending,
        limit=query.limit + 1,
        actor=actor,
    )
    items, cursor = cut(rows, query.limit, lambda row: id_cursor("position", row.account_position))
    return reply(AuditLogPage(items, cursor))
