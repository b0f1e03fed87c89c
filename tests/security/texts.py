"""A text in each place of each public function that takes one, and where it is then kept.

The functions, their arguments and the fields of their types come from the catalog, as do the
columns that are searched.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

import psycopg

from tests.conventions.oversize import Doors
from tests.idempotency.scenarios import SCENARIOS, about, keyed, world
from tests.idempotency.signatures import Catalog, places, put, without_numbers
from tests.support.ledger_calls import LedgerCalls
from tests.support.schemas import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    Connection = psycopg.Connection[Any]

GOOD = "zqeqz"
# Written by people for people, in as many lines and with as many emoji as they like.
PROSE = {"description", "reason", "user_agent", "request_id"}
# Columns that no text of a caller reaches, those of one table or of all, and why.
UNREACHED = {
    **dict.fromkeys(("action", "status", "kind", "end_reason", "measure"), "one of a few words"),
    **dict.fromkeys(("period", "spend_period", "direction", "entry_type"), "one of a few words"),
    **dict.fromkeys(("account_class", "spec", "scopes"), "one of a few words"),
    **dict.fromkeys(
        ("role", "user_role", "actor_role", "permission"), "a role or a permission of the ledger"
    ),
    **dict.fromkeys(("database_user", "login"), "a login of PostgreSQL"),
    **dict.fromkeys(("currency", "time_zone"), "must be known, or a code in capitals"),
    **dict.fromkeys(("failure_code", "prefix", "incarnation", "throttle_key"), "the ledger's own"),
    **dict.fromkeys(("event_type", "status_after"), "one of a few words"),
    **dict.fromkeys(("failure_detail", "broken", "broken_guards"), "the ledger's own"),
    **dict.fromkeys(("guards", "repaired", "release", "code_digest"), "a deploy's own"),
    **dict.fromkeys(("comparison", "feature", "rule_name", "unit"), "a word, or one of a few"),
    **dict.fromkeys(("reasons", "decided_by_role"), "the ledger's own"),
    "consumer_name": "a word of small letters, or of a consumer that is there",
    "category_paths": "of categories that are there",
    "category_path": "of a category that is there",
    **dict.fromkeys(("state", "disabled_reason"), "one of a few words"),
    **dict.fromkeys(("error", "last_error"), "a word of small letters"),
    **dict.fromkeys(("notification_type", "channel"), "one of a few words"),
    **dict.fromkeys(("email_events", "chat_events"), "some of a few words"),
    **dict.fromkeys(("chat_origin", "status_code"), "of a form: tests/notifications/"),
    **dict.fromkeys(("url", "event_types"), "of a form: tests/webhooks/ asks for others"),
    "ledger_private.export_part.content": "entries that are booked, whose texts have been tried",
    **dict.fromkeys(
        ("ledger_audit.seal_key.key_id", "ledger_audit.seal_head.key_id"),
        "a digest, made by the ledger",
    ),
    "ledger_audit.seal_head.note": "what the seal says, and a signature in Base64",
    **dict.fromkeys(
        (
            "ledger_audit.sealed_state.object_type",
            "ledger_audit.sealed_state.object_key",
            "ledger_audit.sealed_state.parts",
        ),
        "of objects that are there, which have been tried",
    ),
    "metadata": "a document of the caller's own, in which any text may stand",
    "password_hash": "of the form of argon2",
    **dict.fromkeys(
        (
            "ledger_private.account_day_type.transaction_type",
            "ledger_private.currency_day.transaction_type",
        ),
        "added up from transactions that are committed, which have been tried",
    ),
}
# Calls whose other arguments must fit together, by the field in which the text stands.
_MORE = {
    "user_agent": "SELECT ledger_gateway.finish_login('boss', true,"
    " p_actor => ROW(NULL, NULL, NULL, {text}, NULL, NULL)::ledger.actor)",
    "name": "SELECT ledger.add_asset('ZQ', 2, {text})",
    "key_id": "SELECT ledger.set_notification_preferences({administrator}, p_key_id => {text},"
    " p_chat_origin => 'https://chat.example', p_wrapped_key => decode(repeat('00', 60), 'hex'),"
    " p_sealed => decode(repeat('00', 60), 'hex'))",
    "token_id": "SELECT ledger.end_session(NULL, {text}, '2099-01-01',"
    " ROW({administrator}, 'administrator', NULL, NULL, NULL, NULL)::ledger.actor)",
    "reason": "SELECT ledger.set_fraud_rule('dear', 'amount', '>', 1, 1, {text},"
    " p_actor => ROW({administrator}, 'administrator', NULL, NULL, {text}, NULL)::ledger.actor)",
    "request_id": """
        INSERT INTO ledger_private.fraud_case (
            case_id, transaction_id, account_id, user_id, created_at, action, direction, score,
            currency, amount
        )
        SELECT '{a}', '{a}', '{a}', 0, clock_timestamp(), 'review', 'out', 1, 'USD', 1;
        SELECT ledger.decide_fraud_case('{a}', 'CLEARED', {text},
            ROW({administrator}, 'administrator', NULL, NULL, {text}, NULL)::ledger.actor)
    """,
    "transaction_type": "SELECT ledger.set_limit(5, 'day', '{a}', p_transaction_type => {text})",
}
_TEXTS = f"""
    SELECT c.oid::regclass::text, a.attname
    FROM pg_class AS c
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type AS t ON t.oid = a.atttypid
    WHERE c.relkind = 'r' AND c.relnamespace::regnamespace::text IN {TABLES}
      AND (t.typcategory = 'S' OR t.typelem = 'text'::regtype OR t.oid = 'jsonb'::regtype)
    ORDER BY 1, 2
"""
_GIVEN = {
    ("p_status",): "'SUSPENDED'::text",
    ("p_wrapped_key",): "decode(repeat('00', 60), 'hex')",
    ("p_public_key",): "decode(repeat('00', 32), 'hex')",
    ("p_url",): "'https://shop.example/'::text",
    ("p_sealed",): "decode(repeat('00', 60), 'hex')",
    ("p_email_index",): "NULL::bytea",
    ("p_through_on",): "'2001-12-31'::date",
    ("p_now",): "clock_timestamp()",
    ("p_actor", "user_id"): "{administrator}::bigint",
    ("p_actors", "user_id"): "{administrator}::bigint",
}


class Call(NamedTuple):
    """A call with the text in one place of it."""

    where: str
    is_prose: bool
    statement: str


class Texts(Doors):
    """The public functions, and calls with a text in each place that takes one."""

    text = ""

    def calls(self, connection: Connection, text: str) -> Iterator[Call]:
        """Yield a call for each place: alone, and among the arguments of a call that succeeds."""
        self.text = "'" + text.replace("'", "''") + "'"
        for place in self.places():
            if place.kind == "text" and not place.call.startswith("CALL"):
                field = next(s for s in reversed(place.path) if s != "*").removeprefix("p_")
                where = f"{place.function} {'.'.join(place.path)}"
                yield Call(where, field in PROSE, place.call)
        for field, statement in _MORE.items():
            call = statement.format(text=self.text, **self.ids)
            yield Call(f"{field} in {statement}", field in PROSE, call)
        catalog = Catalog(connection)
        for name, scenarios in SCENARIOS.items():
            if catalog.doors[name].is_procedure:
                continue
            kinds = catalog.leaves(name)
            for scenario in scenarios:
                arguments = about(self.ids, scenario)
                for path in places(arguments):
                    bare = without_numbers(path)
                    if kinds[bare] == "text":
                        statement = catalog.statement(name, keyed(put(arguments, path, text)))
                        field = str(bare[-1]).removeprefix("p_")
                        yield Call(f"{name} {bare}", field in PROSE, statement)

    def _value(self, path: tuple[str, ...], kind: str, huge: tuple[str, ...]) -> str:
        if path == huge and kind == "text":
            return self.text
        if kind == "text[]" and huge == (*path, "*"):
            return f"ARRAY[{self.text}]"
        if path in _GIVEN:
            return _GIVEN[path].format(**self.ids)
        return super()._value(path, kind, huge)


class Search:
    """Looks for a text in every column that could hold it."""

    def __init__(self, connection: Connection) -> None:
        """Read the catalog."""
        self.columns = [tuple(row) for row in connection.execute(_TEXTS.encode()).fetchall()]
        self._query = " UNION ALL ".join(
            f"SELECT '{table}.{column}' FROM {table} AS t"
            f" WHERE strpos(t.{column}::text, %(text)s) + strpos(t.{column}::text, %(json)s) > 0"
            for table, column in self.columns
        ).encode()

    def found(self, connection: Connection, text: str) -> set[str]:
        """Return the columns that hold the text, or hold it as JSON escapes it."""
        written = {"text": text, "json": json.dumps(text, ensure_ascii=False)[1:-1]}
        return {name for (name,) in connection.execute(self._query, written)}


class Tried:
    """What becomes of a text in each place, in one database."""

    def __init__(self, connection: Connection) -> None:
        """Make a world for the calls to be about."""
        ledger = LedgerCalls(connection)
        ids = world(ledger)
        boss = ledger.call("create_user", username="boss", role="administrator")
        ids["administrator"] = str(boss.user_id)
        connection.row_factory = psycopg.rows.tuple_row
        self.connection = connection
        self.texts = Texts(connection, ids)
        self.search = Search(connection)

    def answer(self, statement: str, text: str) -> tuple[str, set[str]]:
        """Make a call and undo it; return its code, and where the text is kept."""
        try:
            with self.connection.transaction(force_rollback=True):
                self.connection.execute(statement.encode())
                return "00000", self.search.found(self.connection, text)
        except psycopg.Error as error:
            return error.sqlstate or "lost", set()

    def faults(self, text: str, *, in_prose: bool) -> list[str]:
        """Return the places where the text is kept, or refused by a code not of the ledger."""
        found = []
        for call in self.texts.calls(self.connection, text):
            if in_prose or not call.is_prose:
                code, kept = self.answer(call.statement, text)
                if kept or not (code == "00000" or code.startswith("LG")):
                    found.append(f"{call.where}: {code} {sorted(kept)}")
        return found

    def reached(self) -> set[str]:
        """Return the columns that an ordinary text reaches."""
        calls = self.texts.calls(self.connection, GOOD)
        return set().union(*(self.answer(call.statement, GOOD)[1] for call in calls))
