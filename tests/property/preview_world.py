"""Some accounts of which a transaction is previewed, then posted; the answers are compared."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import psycopg
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from tests.property.life_stories import PLANS, WORLD
from tests.property.previews import ACCUMULATING, OWNERS
from tests.support.clocks import set_clock

if TYPE_CHECKING:
    from tests.property.previews import Act, Ask
    from tests.support.databases import Database

Answer = dict[str, Any]

_ACTOR = "jsonb_populate_record(NULL::ledger.actor, %(actor)s)"
_REQUEST = "jsonb_populate_record(NULL::ledger.transaction_request, %(request)s)"
_CALL = """
    SELECT r.* FROM (SELECT ({request}).*) AS q
    CROSS JOIN LATERAL ledger.{function}(
        q.entries, q.total, q.idempotency_key, q.description, q.metadata, q.effective_at,
        q.transaction_type, {actor}
    ) AS r
"""
_PREVIEW = _CALL.format(request=_REQUEST, function="preview_transaction", actor=_ACTOR)
_POST = f"SELECT r.* FROM ledger.post_transactions(ARRAY[{_REQUEST}], {_ACTOR}) AS r"
_POST_OR_RAISE = _CALL.format(request=_REQUEST, function="post_transaction", actor=_ACTOR)
_ENTRIES = """
    SELECT e.account_id::text, e.entry_type, e.amount::text, e.currency, e.account_version,
        e.balance_after::text, e.description
    FROM ledger.list_transaction_entries(%(id)s, {actor}) AS e
"""
_SHOWN = _ENTRIES.format(actor=_ACTOR)
# The clock begins this far behind the right one, and never gets there.
_BEGIN = timedelta(days=40)


class PreviewWorld:
    """One story's users and accounts, and sessions whose clock the story sets."""

    def __init__(self, database: Database) -> None:
        """Open the sessions; the books of 2001 are closed."""
        self.dba = database.connect("ledger_dba", row_factory=dict_row)
        self.web = database.connect("ledger_web", row_factory=dict_row)
        self._set_clock(timedelta(0))
        with suppress(psycopg.Error):
            self.dba.execute("SELECT ledger.close_period('2001-12-31')")

    def close(self) -> None:
        """End the sessions."""
        self.dba.close()
        self.web.close()

    def begin(self, *, accumulates: bool) -> None:
        """Make users and accounts of a new story, with their funds."""
        self._set_clock(timedelta(0))
        self.nobody = str(uuid4())
        self.prefix = f"{uuid4()}/"
        self.users = {
            name: self._one(
                "SELECT u.user_id FROM ledger.create_user(%s, %s) AS u",
                (f"{name}-{uuid4()}", "service" if name == "service" else "customer"),
            )["user_id"]
            for name in ("alice", "bob", "service")
        }
        self.ids = [self._open(number) for number in range(len(PLANS))]
        for number, (currency, _, _, funds) in enumerate(PLANS):
            if funds != "0":
                pair = (self.ids[WORLD[currency]], self.ids[number])
                self.dba.execute("SELECT ledger.transfer(%s, %s, %s)", (*pair, funds))
        if accumulates:
            self.dba.execute(
                "SELECT ledger.update_account(%s, p_accumulates => true)", (self.ids[ACCUMULATING],)
            )

    def act(self, act: Act) -> None:
        """Let something happen; what the ledger refuses does not."""
        named = {
            "account": self.ids[act.account],
            "world": self.ids[WORLD[PLANS[act.account][0]]],
            **act.values,
        }
        with suppress(psycopg.Error):
            self.dba.execute(act.statement.encode(), named)

    def go_on(self, minutes: int) -> None:
        """Set the clock forward, or back, but never beyond the right one."""
        self._set_clock(min(self._since + timedelta(minutes=minutes), _BEGIN))

    def preview(self, ask: Ask) -> Answer:
        """Return what a read-only transaction says of a request."""
        session = self._session(ask)
        session.execute(f"BEGIN ISOLATION LEVEL {ask.isolation} READ ONLY".encode())
        try:
            return self._answer(_PREVIEW, ask)
        finally:
            session.execute("ROLLBACK")

    def post(self, ask: Ask) -> Answer:
        """Return what comes of the request."""
        answer = self._answer(_POST_OR_RAISE if ask.raises else _POST, ask)
        if answer.get("status") == "COMPLETED":
            asked = {"id": answer["transaction_id"], "actor": self._actor(ask)}
            stored = self._session(ask).execute(_SHOWN.encode(), asked).fetchall()
            if ask.raises:
                answer["entries"] = stored
            assert answer["entries"] == stored, "what is shown is not what is stored"
        return answer

    def _answer(self, query: str, ask: Ask) -> Answer:
        key = ask.request["idempotency_key"]
        request = {**ask.request, "idempotency_key": key and f"{self.prefix}{key}"}
        arguments = {"request": Jsonb(request), "actor": self._actor(ask)}
        try:
            row = self._session(ask).execute(query.encode(), arguments).fetchone()
        except psycopg.Error as error:
            return {"code": error.sqlstate, "detail": error.diag.message_detail}
        assert row is not None
        return dict(row)

    def _actor(self, ask: Ask) -> Jsonb | None:
        if ask.actor == "dba":
            return None
        role = "service" if ask.actor == "service" else "customer"
        return Jsonb({"user_id": self.users[ask.actor], "role": role})

    def _session(self, ask: Ask) -> psycopg.Connection[Any]:
        return self.dba if ask.actor == "dba" else self.web

    def _open(self, number: int) -> str:
        currency, floor, ceiling, _ = PLANS[number]
        owner = OWNERS[number]
        row = self._one(
            """
            SELECT a.account_id::text FROM ledger.open_account(
                %s, p_user_id => %s, p_min_balance => %s, p_max_balance => %s
            ) AS a
            """,
            (currency, owner and self.users[owner], floor or "-Infinity", ceiling),
        )
        return str(row["account_id"])

    def _one(self, query: str, values: tuple[object, ...]) -> Answer:
        row = self.dba.execute(query.encode(), values).fetchone()
        assert row is not None
        return dict(row)

    def _set_clock(self, since: timedelta) -> None:
        self._since = since
        for session in (self.dba, self.web):
            set_clock(session, since - _BEGIN)
